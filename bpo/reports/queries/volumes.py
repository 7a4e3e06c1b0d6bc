"""Volumes of a period: counted in SQL, and as plain rows for the second computation.

`ix_message_posted_at` serves the first: the cost follows the period. The service is the brand's whole, as of
every figure; a hand-off that was withdrawn by `as_of` was not asked.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bpo.channels.queries import list_accounts
from bpo.core.uow import UnitOfWork
from bpo.reports.queries.pictures import ARRIVALS
from bpo.reports.queries.stretch import Stretch
from bpo.reports.rules.figures import seconds
from bpo.reports.rules.pictures import heat_map
from bpo.reports.rules.places import Place
from bpo.reports.rules.volumes import (
    Counted,
    HandoffFigures,
    PlainHandoff,
    PlainMessage,
    PlainPromise,
    PlainTurn,
    Volume,
    nothing,
)

_INSIDE = "m.tenant_id = :tenant AND m.posted_at >= :start AND m.posted_at < :end AND m.posted_at <= :as_of"
_BEGUN = "t.tenant_id = :tenant AND t.started_at >= :start AND t.started_at < :end AND t.started_at <= :as_of"
_SETS = "GROUP BY GROUPING SETS ((account_id), (language), (stage))"
_WHICH = "account_id, language, stage, GROUPING(account_id) AS no_account, GROUPING(language) AS no_language"
MESSAGES = text(f"""
    SELECT {_WHICH}, count(*) FILTER (WHERE direction = 'in' AND NOT automatic) AS messages_in,
        count(*) FILTER (WHERE direction = 'out' AND NOT automatic) AS messages_out,
        count(*) FILTER (WHERE automatic) AS automatic, count(DISTINCT conversation_id) AS conversations
    FROM (SELECT m.account_id, m.language, m.direction, m.automatic, m.conversation_id, c.stage
        FROM message m JOIN conversation c ON c.tenant_id = :tenant AND c.id = m.conversation_id
        WHERE {_INSIDE}) said {_SETS}
""")  # noqa: S608 -- put together from texts of this file
TURNS = text(f"""
    SELECT {_WHICH}, count(*) AS turns
    FROM (SELECT t.account_id, m.language, c.stage FROM turn t
        JOIN message m ON m.tenant_id = :tenant AND m.id = t.id
        JOIN conversation c ON c.tenant_id = :tenant AND c.id = t.conversation_id
        WHERE {_BEGUN}) begun {_SETS}
""")  # noqa: S608 -- the same
_ASKED = """h.tenant_id = :tenant AND h.asked_at >= :start AND h.asked_at < :end AND h.asked_at <= :as_of
    AND NOT (h.state = 'withdrawn' AND h.ended_at <= :as_of)"""
HANDOFFS = text(f"""
    SELECT department, count(*) AS n,
        count(*) FILTER (WHERE answered_at <= :as_of AND (due_at IS NULL OR answered_at <= due_at)) AS met,
        count(*) FILTER (WHERE CASE WHEN answered_at <= :as_of THEN answered_at > due_at
            ELSE due_at < :as_of END) AS late,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY worked_us) FILTER (WHERE answered_at <= :as_of) AS middle
    FROM handoff h WHERE {_ASKED} GROUP BY department
""")  # noqa: S608 -- the same
_MADE = "p.tenant_id = :tenant AND p.made_at >= :start AND p.made_at < :end AND p.made_at <= :as_of"
PROMISES = text(f"""
    SELECT count(*) AS n, count(*) FILTER (WHERE stopped_at <= :as_of AND stopped_at <= due_at) AS kept,
        count(*) FILTER (WHERE CASE WHEN stopped_at <= :as_of THEN stopped_at > due_at
            ELSE due_at < :as_of END) AS late
    FROM promise p WHERE {_MADE}
""")  # noqa: S608 -- the same

PLAIN_MESSAGES = text(f"""
    SELECT m.account_id, m.conversation_id, m.direction, m.automatic, m.language, c.stage FROM message m
    JOIN conversation c ON c.tenant_id = :tenant AND c.id = m.conversation_id WHERE {_INSIDE}
""")  # noqa: S608 -- the same
PLAIN_HANDOFFS = text(f"""
    SELECT department, due_at, CASE WHEN answered_at <= :as_of THEN answered_at END AS answered_at,
        CASE WHEN answered_at <= :as_of THEN worked_us END AS worked_us FROM handoff h WHERE {_ASKED}
""")  # noqa: S608 -- the same
PLAIN_PROMISES = text(f"""
    SELECT due_at, CASE WHEN stopped_at <= :as_of THEN stopped_at END AS stopped_at FROM promise p WHERE {_MADE}
""")  # noqa: S608 -- the same
FIRST_WORDS = text("""
    SELECT m.id, m.account_id, m.language, c.stage FROM message m
    JOIN conversation c ON c.tenant_id = :tenant AND c.id = m.conversation_id
    WHERE m.tenant_id = :tenant AND m.id = ANY (:ids)
""")


def list_places(uow: UnitOfWork, tenant_id: UUID) -> dict[UUID, Place]:
    """Every account that the brand has or had."""
    accounts = list_accounts(uow, tenant_id, retired=True)
    return {one.id: Place(one.key, one.network, tuple(sorted(set(one.tags)))) for one in accounts}


def count_volumes(uow: UnitOfWork, stretch: Stretch) -> Counted:
    """What was written and asked in a stretch of time."""
    by_account: dict[UUID, Volume] = {}
    by_language: dict[str | None, Volume] = {}
    by_stage: dict[str | None, Volume] = {}
    parameters = stretch.parameters
    for statement in (MESSAGES, TURNS):
        for row in uow.session.execute(statement, parameters).mappings():
            if not row["no_account"]:
                found = by_account.setdefault(row["account_id"], nothing())
            elif not row["no_language"]:
                found = by_language.setdefault(row["language"], nothing())
            else:
                found = by_stage.setdefault(row["stage"], nothing())
            found.update({name: row[name] for name in found if name in row})  # type: ignore[typeddict-item]  # names of Volume
    quarters = [(row.began, row.turns) for row in uow.session.execute(ARRIVALS, parameters)]
    promised = uow.session.execute(PROMISES, parameters).one()
    return Counted(
        by_account=by_account,
        by_language=by_language,
        by_stage=by_stage,
        arrivals=heat_map(quarters, stretch.time_zone),
        handoffs={row.department: _handoffs(row) for row in uow.session.execute(HANDOFFS, parameters)},
        promises={
            "n": promised.n,
            "kept": promised.kept,
            "late": promised.late,
            "open": promised.n - promised.kept - promised.late,
        },
    )


def list_plain_messages(uow: UnitOfWork, stretch: Stretch) -> list[PlainMessage]:
    """The messages of a stretch of time, one by one."""
    rows = uow.session.execute(PLAIN_MESSAGES, stretch.parameters)
    return [PlainMessage(*row) for row in rows]


def list_plain_turns(uow: UnitOfWork, tenant_id: UUID, started: dict[UUID, datetime]) -> list[PlainTurn]:
    """Turns that a replay found, with what their first message says."""
    rows = uow.session.execute(FIRST_WORDS, {"tenant": tenant_id, "ids": list(started)})
    return [PlainTurn(row.account_id, started[row.id], row.language, row.stage) for row in rows]


def list_plain_handoffs(uow: UnitOfWork, stretch: Stretch) -> list[PlainHandoff]:
    """What departments were asked, one by one."""
    return [PlainHandoff(*row) for row in uow.session.execute(PLAIN_HANDOFFS, stretch.parameters)]


def list_plain_promises(uow: UnitOfWork, stretch: Stretch) -> list[PlainPromise]:
    """What was promised, one by one."""
    return [PlainPromise(*row) for row in uow.session.execute(PLAIN_PROMISES, stretch.parameters)]


def _handoffs(row: Any) -> HandoffFigures:  # noqa: ANN401 -- a row of HANDOFFS
    return {
        "n": row.n,
        "met": row.met,
        "late": row.late,
        "open": row.n - row.met - row.late,
        "median": None if row.middle is None else seconds(row.middle),
    }
