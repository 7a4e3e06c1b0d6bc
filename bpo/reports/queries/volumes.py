"""Volumes of a period: counted in SQL, and as plain rows for the second computation.

`ix_message_posted_at` serves the first: the cost follows the period. The service is the brand's whole, as of
every figure; a hand-off that was withdrawn by `as_of` was not asked.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bpo.channels.queries import list_accounts
from bpo.core.uow import UnitOfWork
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

HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
MESSAGE_COUNTS = ("messages_in", "messages_out", "automatic", "conversations")
_INSIDE = "m.tenant_id = :tenant AND m.posted_at >= :start AND m.posted_at < :end AND m.posted_at <= :as_of"
_BEGUN = "t.tenant_id = :tenant AND t.started_at >= :start AND t.started_at < :end AND t.started_at <= :as_of"
_COUNTS = ("messages_in", "messages_out", "automatic", "posts")
_SUMS = ", ".join(
    f"CAST(sum({one}) AS integer) AS {one}" for one in _COUNTS
)  # sums of bigint are slow numerics
# Each message is read once: counted by conversation, which is a fifth as many rows, and from there by what is asked.
# The few conversations that somebody gave a stage are looked up; all others have none.
MESSAGES = text(f"""
    WITH said AS MATERIALIZED (
        SELECT m.account_id, m.conversation_id, m.language,
            CAST(count(*) FILTER (WHERE m.direction = 'in' AND NOT m.automatic) AS integer) AS messages_in,
            CAST(count(*) FILTER (WHERE m.direction = 'out' AND NOT m.automatic AND coalesce(m.part_no, 1) = 1)
                AS integer) AS messages_out,
            CAST(count(*) FILTER (WHERE m.automatic) AS integer) AS automatic,
            CAST(count(*) FILTER (WHERE m.direction = 'out' AND m.visibility = 'public') AS integer) AS posts
        FROM message m WHERE {_INSIDE} GROUP BY m.account_id, m.conversation_id, m.language),
    talked AS (SELECT account_id, {_SUMS} FROM said GROUP BY account_id, conversation_id)
    SELECT 'account' AS what, account_id, NULL AS name, {_SUMS}, count(*) AS conversations FROM talked
        GROUP BY account_id
    UNION ALL SELECT 'language', NULL, language, {_SUMS}, count(*) FROM said GROUP BY language
    UNION ALL SELECT 'stage', NULL, c.stage, {_SUMS}, count(DISTINCT conversation_id) FROM said
        JOIN conversation c ON c.tenant_id = :tenant AND c.id = said.conversation_id AND c.stage IS NOT NULL
        GROUP BY c.stage
""")  # noqa: S608 -- put together from texts of this file
TURNS = text(f"""
    SELECT account_id, language, began, GROUPING(account_id) AS no_account, count(*) AS turns
    FROM (SELECT t.account_id, t.language, date_bin(CAST(:bin AS interval), t.started_at, '2000-01-01T00:00:00Z') AS began
        FROM turn t WHERE {_BEGUN}) begun GROUP BY GROUPING SETS ((account_id, language), (began))
""")  # noqa: S608 -- the same
STAGED_TURNS = text(f"""
    SELECT c.stage, count(*) AS turns FROM conversation c
    JOIN turn t ON t.conversation_id = c.id AND {_BEGUN}
    WHERE c.tenant_id = :tenant AND c.stage IS NOT NULL GROUP BY c.stage
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
    SELECT m.account_id, m.conversation_id, m.direction, m.automatic, m.language, c.stage, m.part_no FROM message m
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


def arrival_bin(stretch: Stretch) -> timedelta:
    """An hour, where every local hour of the stretch is one of UTC; else a quarter, which holds everywhere."""
    zone = ZoneInfo(stretch.time_zone)
    days = range((stretch.end - stretch.start).days + 2)
    offsets = {(stretch.start + timedelta(days=n)).astimezone(zone).utcoffset() or HOUR for n in days}
    return QUARTER if any(offset % HOUR for offset in offsets) else HOUR


def list_places(uow: UnitOfWork, tenant_id: UUID) -> dict[UUID, Place]:
    """Every account that the brand has or had."""
    accounts = list_accounts(uow, tenant_id, retired=True)
    return {one.id: Place(one.key, one.network, tuple(sorted(set(one.tags)))) for one in accounts}


def count_volumes(uow: UnitOfWork, stretch: Stretch) -> Counted:
    """What was written and asked in a stretch of time."""
    by_account: dict[UUID, Volume] = {}
    by_language: dict[str | None, Volume] = {}
    by_stage: dict[str | None, Volume] = {}
    posts: dict[UUID, int] = {}
    quarters: list[tuple[datetime, int]] = []
    parameters = stretch.parameters
    for row in uow.session.execute(MESSAGES, parameters).mappings():
        if row["what"] == "account":
            found = by_account.setdefault(row["account_id"], nothing())
            if row["posts"]:
                posts[row["account_id"]] = row["posts"]
        else:
            named = by_language if row["what"] == "language" else by_stage
            found = named.setdefault(row["name"], nothing())
        found.update({name: row[name] for name in MESSAGE_COUNTS})  # type: ignore[typeddict-item]  # names of Volume
    for turns in uow.session.execute(TURNS, parameters | {"bin": arrival_bin(stretch)}):
        if turns.no_account:
            quarters.append((turns.began, turns.turns))
        else:
            by_account.setdefault(turns.account_id, nothing())["turns"] += turns.turns
            by_language.setdefault(turns.language, nothing())["turns"] += turns.turns
    for staged in uow.session.execute(STAGED_TURNS, parameters):
        by_stage.setdefault(staged.stage, nothing())["turns"] = staged.turns
    without = _without_stage(by_account.values(), by_stage.values())
    if any(without.values()):
        by_stage[None] = without
    promised = uow.session.execute(PROMISES, parameters).one()
    return Counted(
        by_account=by_account,
        by_language=by_language,
        by_stage=by_stage,
        arrivals=heat_map(quarters, stretch.time_zone),
        handoffs={row.department: _handoffs(row) for row in uow.session.execute(HANDOFFS, parameters)},
        posts=posts,
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


def _without_stage(whole: Iterable[Volume], staged: Iterable[Volume]) -> Volume:
    """What is left: a conversation belongs to one account and has one stage at most."""
    left = nothing()
    for sign, parts in ((1, whole), (-1, staged)):
        for part in parts:
            for name in left:
                left[name] += sign * part[name]  # type: ignore[literal-required]  # names of Volume
    return left


def _handoffs(row: Any) -> HandoffFigures:  # noqa: ANN401 -- a row of HANDOFFS
    return {
        "n": row.n,
        "met": row.met,
        "late": row.late,
        "open": row.n - row.met - row.late,
        "median": None if row.middle is None else seconds(row.middle),
    }
