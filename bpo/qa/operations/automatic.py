"""Checking replies that were sent: in batches, each read in one unit, checked in none, and kept in another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from bpo.core.bulk import insert_rows
from bpo.core.errors import NotFound
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.core.vocabulary import Visibility
from bpo.identity.queries import users_by_email
from bpo.language.compiled import Compiled
from bpo.language.engine import check
from bpo.language.types import Checked, Context
from bpo.qa.models import AutomaticCheck
from bpo.qa.queries.automatic import (
    Counted,
    Place,
    Wanted,
    checked_until,
    count_checks,
    list_unchecked,
    rule_changes,
    texts_now,
)
from bpo.qa.rules.automatic import counts_of, kept_of, stretch_of
from bpo.qa.rules.reading import READ_WITHIN
from bpo.tenants.models import Tenant
from bpo.tenants.queries import compiled_rules_of, find_rules_version
from bpo.tenants.rules.period import Period, local_date, read_date

BATCH = 500
USUAL_DAYS = 30
NOBODY = "unknown"  # asked for as agent: replies that none of our people is known to have written
COLUMNS = (
    *("tenant_id", "id", "account_id", "message_id", "agent_id", "language", "rule_set_version"),
    *("posted_at", "known_at", "checked_at", "infos", "warns", "approves", "blocks", "findings"),
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Replies to check, each with the rules in force when it was posted; `last` is where to go on."""

    replies: list[tuple[Any, Compiled]]
    last: Place | None


def check_sent_replies(open_unit: OpenUnit, tenant_id: UUID, *, batches: int, size: int = BATCH) -> bool:
    """Check what was sent and is not checked yet, at most so many batches; whether there may be more."""
    with open_unit() as uow:
        since = checked_until(uow, tenant_id)
    after: Place | None = (since, UUID(int=0)) if since else None
    for _ in range(batches):
        with open_unit() as uow:
            batch = read_batch(uow, tenant_id, after=after, limit=size)
        results = [(reply, check_reply(reply, compiled)) for reply, compiled in batch.replies]
        with open_unit() as uow:
            keep_results(uow, tenant_id, results)
        if len(batch.replies) < size:
            return False
        after = batch.last
    return True


def read_batch(uow: UnitOfWork, tenant_id: UUID, *, after: Place | None, limit: int) -> Batch:
    """The next replies, with their rules; a version is looked up once for all replies of its time."""
    rows = list_unchecked(uow, tenant_id, after=after, limit=limit)
    changes = rule_changes(uow, tenant_id)
    rules: dict[int, Compiled] = {}
    replies = []
    for row in rows:
        stretch = stretch_of(row.posted_at, changes)
        if stretch not in rules:
            version = find_rules_version(uow, tenant_id, version=None, at=row.posted_at)
            rules[stretch] = compiled_rules_of(uow, tenant_id, version)
        replies.append((row, rules[stretch]))
    return Batch(replies, (rows[-1].ingested_at, rows[-1].id) if rows else None)


def check_reply(reply: Any, compiled: Compiled) -> Checked:  # noqa: ANN401 -- a row
    """The check of one reply, told what a reviewer's desk tells it too."""
    return check(reply.text, compiled, context_of(reply))


def context_of(reply: Any) -> Context:  # noqa: ANN401 -- a row of `REPLIES`
    """Where a reply went and what it answered, as far as its check is told."""
    return Context(
        network=reply.network,
        public=reply.visibility == Visibility.PUBLIC.value,
        reply_to=reply.asked,
        customer_name=reply.customer_name,
        earlier=tuple(reply.earlier or ()),
    )


def keep_results(uow: UnitOfWork, tenant_id: UUID, results: list[tuple[Any, Checked]]) -> int:
    """Keep what was found; the number kept. What was erased meanwhile, or is checked already, is left out."""
    if not results:
        return 0
    texts = texts_now(uow, tenant_id, [reply.id for reply, _checked in results])
    people = users_by_email(uow, {reply.agent for reply, _checked in results if reply.agent})
    rows = [
        (
            *(tenant_id, new_id(), reply.account_id, reply.id, people.get(reply.agent)),
            *(checked.language.value, checked.rule_set, reply.posted_at, reply.ingested_at, uow.now),
            *counts_of(checked.findings),
            kept_of(checked.findings),
        )
        for reply, checked in results
        if texts.get(reply.id) == reply.text
    ]
    return insert_rows(
        uow.session,
        AutomaticCheck.metadata.tables[AutomaticCheck.__tablename__],
        COLUMNS,
        rows,
        on_conflict="ON CONFLICT (tenant_id, message_id) DO NOTHING",
    )


def usual_period(uow: UnitOfWork, tenant: Tenant) -> Period:
    """The last thirty of the brand's days, today among them."""
    tomorrow = local_date(uow.now, tenant.time_zone) + timedelta(days=1)
    return Period(tomorrow - timedelta(days=USUAL_DAYS), tomorrow, tenant.time_zone)


def period_or_usual(uow: UnitOfWork, tenant: Tenant, first: str | None, end: str | None) -> Period:
    """The period between two dates as they were given, the second excluded; the usual one where neither was."""
    if first or end:
        return Period(
            read_date(first or "", place="from"), read_date(end or "", place="to"), tenant.time_zone
        )
    return usual_period(uow, tenant)


def wanted_of(uow: UnitOfWork, period: Period, given: Mapping[str, str | None]) -> Wanted:
    """Which replies are asked for by rule, found, language and agent. Whose they are is not the client's to ask."""
    agent = given.get("agent")
    agent_id = None
    if agent and not uow.actor.is_staff:
        raise NotFound
    if agent and agent != NOBODY:
        try:
            agent_id = UUID(agent)
        except ValueError:
            raise NotFound from None
    found = given.get("found")
    return Wanted(
        start=period.start,
        end=period.end,
        rule=given.get("rule") or None,
        is_clean=None if found not in {"clean", "not_clean"} else found == "clean",
        language=given.get("language") or None,
        agent_id=agent_id,
        is_unknown=agent == NOBODY,
        grammar=given.get("grammar") or None,
        engine_rule=given.get("engine_rule") or None,
        reader=given.get("reader") or None,
        read_since=uow.now - READ_WITHIN,
    )


def automatic_figures(uow: UnitOfWork, tenant: Tenant, period: Period) -> Counted:
    """What was found in the replies of a period."""
    return count_checks(uow, tenant.id, start=period.start, end=period.end)
