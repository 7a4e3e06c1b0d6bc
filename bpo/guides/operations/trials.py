"""A changed guide over the replies of the last month: in batches, each read in one unit and kept in another.

The place of a trial moves together with its counts and with the replies that it keeps, and only from where it was
seen to stand. So a worker that dies loses one batch, and two workers with the same trial count nothing twice.
Other brands' names are no part of the guide and are left out, on both sides: a client must not find out by
trying whom the vendor works for. The network runs for no trial: what it says of a reply is known by how it read the
reply when it was sent (`qa.operations.reading`), and for replies that it has not read words are compared alone.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bpo.core.bulk import insert_rows
from bpo.core.errors import Conflict, Forbidden, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.guides.models import GuideTrial, GuideTrialReply
from bpo.guides.operations.drafting import guide_in_force
from bpo.guides.queries.trials import Place, count_replies, get_trial, list_replies
from bpo.guides.rules.trials import (
    DAYS,
    LIST_KEPT,
    Outcome,
    TrialState,
    check_running,
    effects_of,
    kept_of,
    outcome_of,
)
from bpo.identity.queries import own_name
from bpo.language.changes import Change, Compared, changed_parts
from bpo.language.engine import compile_rules
from bpo.language.reader import card
from bpo.language.types import RuleSet
from bpo.qa.operations.automatic import context_of
from bpo.qa.queries.reading import likelihoods_of
from bpo.tenants.models import Tenant
from bpo.tenants.queries import find_rules_version, vendor_words
from bpo.tenants.rules.rule_set import rule_set_of

BATCH = 500
RUN_JOB = "guides.jobs.run"
COLUMNS = (
    *("tenant_id", "id", "trial_id", "account_id", "message_id", "posted_at", "outcome", "language"),
    *("before", "after", "effects"),
)


def check_sees_all(uow: UnitOfWork, tenant: Tenant) -> None:
    """Forbidden to whoever sees only some accounts: a trial counts the replies of all."""
    if tenant.id in uow.actor.narrowed:
        raise Forbidden(N_("Only who sees all accounts of a brand can try a changed guide."))


def order_trial(uow: UnitOfWork, tenant: Tenant, content: dict[str, Any]) -> GuideTrial:
    """Have a guide tried on the last month against the one in force; one at a time a brand."""
    check_sees_all(uow, tenant)
    in_force = guide_in_force(uow, tenant.id)
    before = _rules(tenant, in_force.content if in_force else {})
    if not changed_parts(before, _rules(tenant, content)):
        raise Invalid(N_("Nothing differs from the guide in force, so there is nothing to try."))
    since = uow.now - timedelta(days=DAYS)
    row = {
        "tenant_id": tenant.id,
        "id": new_id(),
        "content": content,
        "base_version": in_force.version if in_force else None,
        "state": TrialState.RUNNING.value,
        "ordered_at": uow.now,
        "ordered_by": uow.actor.user_id,
        "ordered_by_name": own_name(uow),
        "side": "staff" if uow.actor.is_staff else "client",
        "since": since,
        "until": uow.now,
        "total": count_replies(uow, tenant.id, since=since, until=uow.now),
        "moved_at": uow.now,
        **dict.fromkeys(("done", "stopped", "let_through", "otherwise", "as_read"), 0),
    }
    added = insert(GuideTrial).values(row).on_conflict_do_nothing().returning(GuideTrial.id)
    trial_id = uow.session.scalar(added)
    if trial_id is None:
        raise Conflict(N_("A trial of this brand is running. Wait until it has ended, or cancel it."))
    trial = get_trial(uow, tenant.id, trial_id)
    uow.audit("guide.trial_ordered", trial, replies=trial.total)
    _leave(uow, trial)
    return trial


def cancel_trial(uow: UnitOfWork, trial: GuideTrial) -> None:
    """End a trial where it stands; what it has found so far is kept."""
    trial = get_trial(uow, trial.tenant_id, trial.id, for_update=True)  # its job may just have ended it
    check_running(trial.state)
    trial.state, trial.finished_at = TrialState.CANCELLED.value, uow.now
    uow.audit("guide.trial_cancelled", trial)


def resume_trial(uow: UnitOfWork, trial: GuideTrial) -> None:
    """Have a trial that stands still go on from where it stopped."""
    check_running(trial.state)
    trial.moved_at = uow.now
    _leave(uow, trial)


def run_trial(
    open_unit: OpenUnit, tenant_id: UUID, trial_id: UUID, *, batches: int, size: int = BATCH
) -> bool:
    """Go on with a trial, at most so many batches; whether there may be more."""
    with open_unit() as uow:
        trial = get_trial(uow, tenant_id, trial_id)
        if trial.state != TrialState.RUNNING.value:
            return False
        change = change_of(uow, trial)
        place: Place | None = None
        if trial.known_at is not None and trial.reply_id is not None:
            place = (trial.known_at, trial.reply_id)
    for _ in range(batches):
        with open_unit() as uow:
            replies = list_replies(uow, trial, after=place, limit=size)
            ids = [one.id for one in replies]
            likely = likelihoods_of(uow, tenant_id, ids, version=card().version)
        found = [(one, change.compare(one.text, context_of(one), likely.get(one.id))) for one in replies]
        is_last = len(replies) < size
        with open_unit() as uow:
            if not keep_batch(uow, trial, found, as_read=len(likely), seen=place, is_last=is_last):
                return False
        if is_last:
            return False
        place = (replies[-1].ingested_at, replies[-1].id)
    return True


def keep_batch(
    uow: UnitOfWork,
    trial: GuideTrial,
    found: Sequence[tuple[Any, Compared | None]],
    *,
    as_read: int,
    seen: Place | None,
    is_last: bool,
) -> bool:
    """Keep what a batch told; False where the trial has ended, or stands elsewhere than it was seen to."""
    told = [(reply, compared, outcome_of(compared)) for reply, compared in found if compared is not None]
    counts = {one: sum(outcome is one for _reply, _compared, outcome in told) for one in Outcome}
    values: dict[str, Any] = {
        "done": GuideTrial.done + len(found),
        "stopped": GuideTrial.stopped + counts[Outcome.STOPPED],
        "let_through": GuideTrial.let_through + counts[Outcome.LET_THROUGH],
        "otherwise": GuideTrial.otherwise + counts[Outcome.OTHERWISE],
        "as_read": GuideTrial.as_read + as_read,
        "moved_at": uow.now,
    }
    if found:
        values |= {"known_at": found[-1][0].ingested_at, "reply_id": found[-1][0].id}
    if is_last:  # what was erased meanwhile is not there any more
        values |= {
            "state": TrialState.DONE.value,
            "finished_at": uow.now,
            "total": GuideTrial.done + len(found),
        }
    moved = update(GuideTrial).where(
        GuideTrial.tenant_id == trial.tenant_id,
        GuideTrial.id == trial.id,
        GuideTrial.state == TrialState.RUNNING.value,
        GuideTrial.reply_id.is_not_distinct_from(seen[1] if seen else None),
    )
    if not _count(uow, moved.values(values).execution_options(synchronize_session=False)):
        return False
    rows = [
        (
            *(trial.tenant_id, new_id(), trial.id, reply.account_id, reply.id, reply.posted_at),
            *(outcome.value, compared.language.value),
            *(json.dumps(kept_of(side)) for side in (compared.before, compared.after)),
            json.dumps(effects_of(compared)),
        )
        for reply, compared, outcome in told
    ]
    table = GuideTrialReply.metadata.tables[GuideTrialReply.__tablename__]
    insert_rows(uow.session, table, COLUMNS, rows)
    return True


def change_of(uow: UnitOfWork, trial: GuideTrial) -> Change:
    """The version that the trial is compared with and its guide, made ready to run."""
    tenant = uow.session.get_one(Tenant, trial.tenant_id)
    base: dict[str, Any] = {}
    if trial.base_version is not None:
        row = find_rules_version(uow, tenant.id, version=trial.base_version, at=trial.ordered_at)
        base = row.content if row else {}
    words = vendor_words(uow)  # the same on both sides: a trial tries the guide alone
    before, after = (replace(_rules(tenant, one), words=words) for one in (base, trial.content))
    return Change(compile_rules(before), compile_rules(after))


def forget_lists(uow: UnitOfWork, tenant_id: UUID) -> int:
    """Forget which replies old trials listed; their figures stay."""
    old = select(GuideTrial.id).where(
        GuideTrial.tenant_id == tenant_id, GuideTrial.ordered_at < uow.now - LIST_KEPT
    )
    return _count(
        uow,
        delete(GuideTrialReply)
        .where(GuideTrialReply.tenant_id == tenant_id, GuideTrialReply.trial_id.in_(old))
        .execution_options(synchronize_session=False),
    )


def _rules(tenant: Tenant, content: dict[str, Any]) -> RuleSet:
    return rule_set_of(content, version=None, name=tenant.name, languages=tenant.languages)


def _leave(uow: UnitOfWork, trial: GuideTrial) -> None:
    payload = {"tenant_id": str(trial.tenant_id), "trial_id": str(trial.id)}
    uow.defer(RUN_JOB, tenant_id=trial.tenant_id, payload=payload)


def _count(uow: UnitOfWork, statement: Any) -> int:  # noqa: ANN401 -- an insert, update or delete
    result: Any = uow.session.execute(statement)
    return int(result.rowcount)
