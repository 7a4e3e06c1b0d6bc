"""What the check finds in sent replies, for programs."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.language.grammar.findings import LICENCE, ORIGIN
from bpo.language.grammar.worker import is_installed
from bpo.language.reader import can_read, card
from bpo.language.types import Language
from bpo.qa.api.blueprint import blp
from bpo.qa.operations.automatic import automatic_figures, period_or_usual, wanted_of
from bpo.qa.queries.automatic import list_checks
from bpo.qa.rules.automatic import Proportion
from bpo.qa.rules.reading import READ_WITHIN
from bpo.qa.schemas import AutomaticOut, AutomaticQuery, CheckedRepliesOut, CheckedRepliesQuery
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of

TOLD = (
    *(
        "id",
        "message_id",
        "account_id",
        "language",
        "rule_set_version",
        "posted_at",
        "checked_at",
        "findings",
        "grammar_state",
        "grammar_unread",
        "reader_state",
        "reader_unread",
        "reader_version",
    ),
)


@blp.get("/brands/<slug>/quality/automatic")
@requires(Permission.QUALITY_READ)
@blp.arguments(AutomaticQuery, location="query")
@blp.response(200, AutomaticOut)
def automatic(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """Show what the check found in the replies of a period; a client is not told of single agents."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = period_or_usual(uow, tenant, query["from_"], query["to"])
    figures = automatic_figures(uow, tenant, period)
    found: dict[str, Any] = {
        "period": {
            "from": period.from_date.isoformat(),
            "to": period.to_date.isoformat(),
            "time_zone": period.time_zone,
        },
        "checked": figures.whole.n,
        "clean": _share(Proportion(figures.whole.clean, figures.whole.judged)),
        "rules": [
            {
                "rule": one.rule,
                "replies": one.replies,
                "findings": one.findings,
                "severities": list(one.severities),
                "share": _share(Proportion(one.replies, figures.asked_of(one.rule))),
            }
            for one in figures.rules
        ],
        "languages": [
            {"language": one.language, "checked": one.n, "clean": _share(Proportion(one.clean, one.judged))}
            for one in figures.languages
        ],
    }
    grammar = figures.grammar
    found["grammar"] = {
        "origin": ORIGIN,
        "licence": LICENCE,
        "languages": [one.value for one in Language if is_installed(one)],
        "checked": grammar.checked,
        "waiting": grammar.waiting,
        "not_checked": grammar.unread,
        "rules": [
            {"id": one.id, "replies": one.replies, "severities": list(one.severities)}
            for one in grammar.rules
        ],
    }
    reading = figures.reading
    found["reader"] = {
        "version": card().version,
        "runs_here": can_read(),
        "days": READ_WITHIN.days,
        "read": reading.read,
        "waiting": reading.waiting,
        "old": reading.old,
        "not_read": reading.unread,
    }
    if uow.actor.is_staff:
        found["agents"] = [
            {
                "agent_id": str(one.agent_id) if one.agent_id else None,
                "checked": one.n,
                "clean": _share(Proportion(one.clean, one.judged)),
            }
            for one in figures.agents
        ]
    return found


@blp.get("/brands/<slug>/quality/automatic/replies")
@requires(Permission.QUALITY_READ)
@blp.arguments(CheckedRepliesQuery, location="query")
@blp.response(200, CheckedRepliesOut)
def automatic_replies(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """List the checked replies of a period with what was found in each, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    wanted = wanted_of(uow, period_or_usual(uow, tenant, query["from_"], query["to"]), query)
    after = None
    if query["cursor"]:
        after = cast("tuple[datetime, UUID]", decode_cursor(query["cursor"], datetime, UUID))
    rows = list_checks(uow, tenant.id, wanted, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda line: (line.check.posted_at, line.check.id))
    items = []
    for line in page.items:
        item = {name: getattr(line.check, name) for name in TOLD} | {"conversation_id": line.conversation_id}
        if uow.actor.is_staff:
            item["agent_id"] = line.check.agent_id
        items.append(item)
    return {"items": items, "next_cursor": page.next_cursor}


def _share(share: Proportion) -> dict[str, Any]:
    low, high = share.interval or (None, None)
    return {"value": share.value, "low": low, "high": high, "n": share.n}
