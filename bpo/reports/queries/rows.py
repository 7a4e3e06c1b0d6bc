"""The rows behind a figure: the same judged facts as the counts, in the reader's own scope, page by page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from bpo.conversations.models import Conversation, Message
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.reports.queries.beside import FIRST_CONTACTS
from bpo.reports.queries.figures import Question
from bpo.reports.queries.judged import JUDGED_EPISODES, JUDGED_TURNS, LATE_TURNS
from bpo.reports.queries.moods import MOODS
from bpo.reports.rules.definitions import ATTAINMENT, FIRST_CONTACT, WROTE_AGAIN
from bpo.reports.rules.moods import CHANGES, GRAVEST_FIRST
from bpo.reports.rules.turn_rows import MOVED, OUT, TurnRow

LONGEST_WORDS = 200
ROWS_AT_ONCE = 1000
_CLOCK_STATES = {
    "started": "TRUE",
    "measured": "outcome = 'answered'",
    "met": "verdict = 'met'",
    "breached": "verdict = 'breached'",
    "open_past_due": "verdict = 'open_past_due'",
    "open_not_due": "verdict = 'open_not_due'",
    "judged": f"verdict IN {ATTAINMENT.statistic.whole}",
}
# figure → state → what is asked of a judged row.
STATES: Mapping[str, Mapping[str, str]] = {
    "turns": {
        "total": "TRUE",
        "answered": "outcome = 'answered'",
        "dismissed": "outcome = 'dismissed'",
        "excluded": "outcome = 'excluded'",
        "open": "outcome = 'open'",
    },
    "first_response": {name: f"kind = 'first_response' AND {what}" for name, what in _CLOCK_STATES.items()},
    "next_response": {name: f"kind = 'next_response' AND {what}" for name, what in _CLOCK_STATES.items()},
    "resolution": _CLOCK_STATES,
    "response_coverage": {
        "due": "is_counted",
        "within": "is_covered",
        "missed": "is_counted AND NOT is_covered",
    },
    "backlog": {"late": "TRUE"},
    "first_contact": {state: f"contact = '{state}'" for state in (*FIRST_CONTACT.statistic.whole, "not_yet")},
    "wrote_again": {state: f"waited = '{state}'" for state in WROTE_AGAIN.statistic.whole},
    "coverage_by_sentiment": {
        **{f"due_{mood}": f"is_counted AND mood = '{mood}'" for mood in GRAVEST_FIRST},
        "due_unknown": "is_counted AND mood IS NULL",
    },
    "sentiment": {
        "episodes": "TRUE",
        **{f"start_{mood}": f"began = '{mood}'" for mood in GRAVEST_FIRST},
        **{f"end_{mood}": f"ended = '{mood}'" for mood in GRAVEST_FIRST},
        "start_unknown": "began IS NULL",
        "end_unknown": "ended IS NULL",
        **{change: f"change = '{change}'" for change in CHANGES},
    },
}
# An episode is shown by its first customer turn, which has the timeline.
_EPISODES = f"""
    SELECT e.*, (SELECT t.id FROM turn t WHERE t.tenant_id = :tenant AND t.conversation_id = e.conversation_id
        AND t.episode_no = e.episode_no AND t.kind = 'first_response' LIMIT 1) AS turn_id
    FROM ({JUDGED_EPISODES}) e
"""  # noqa: S608 -- put together from texts of our own
_BACKLOG = f"""
    SELECT t.*, l.name AS level, 'open' AS outcome, 'open_past_due' AS verdict,
        CASE t.kind WHEN 'first_response' THEN l.first_response_seconds ELSE l.next_response_seconds END AS target
    FROM ({LATE_TURNS}) t LEFT JOIN service_level l ON l.tenant_id = :tenant AND l.id = t.service_level_id
"""  # noqa: S608 -- the same
_MOODS = f"SELECT e.*, w.began, w.ended, w.change FROM ({_EPISODES}) e JOIN ({MOODS}) w ON w.id = e.id"  # noqa: S608 -- the same
_SOURCES = {
    "resolution": _EPISODES,
    "backlog": _BACKLOG,
    "sentiment": _MOODS,
    "first_contact": FIRST_CONTACTS.format(episodes=_EPISODES),
}
_COUNTED = {
    **_SOURCES,
    "resolution": JUDGED_EPISODES,
    "sentiment": MOODS,
    "first_contact": FIRST_CONTACTS.format(episodes=JUDGED_EPISODES),
}

_ONE_BY_ONE = f"""
    SELECT j.id, c.network, c.network || ':' || c.handle AS account, j.kind, j.level, j.language, j.mood, j.started_at, j.due_at, j.target,
        CASE WHEN j.outcome <> 'open' THEN j.stopped_at END AS stopped_at,
        CASE WHEN j.outcome <> 'open' THEN j.worked_us END AS worked_us, j.outcome, j.verdict,
        CASE WHEN x.is_out THEN '{OUT}' WHEN x.id IS NOT NULL THEN '{MOVED}' END AS exclusion,
        j.is_counted, j.is_covered
    FROM ({JUDGED_TURNS}) j JOIN channel_account c ON c.tenant_id = :tenant AND c.id = j.account_id
    LEFT JOIN turn_adjustment x ON CAST(:excluding AS boolean) AND x.tenant_id = :tenant AND x.id = j.id
    ORDER BY j.started_at, j.id
"""  # noqa: S608 -- the same


@dataclass(frozen=True, slots=True)
class Drill:
    """Which rows: a figure, a state of it, and where wanted one service level, or some accounts alone."""

    figure: str
    state: str
    level: str | None = None
    accounts: tuple[UUID, ...] | None = None

    @property
    def condition(self) -> str:
        """The state as SQL; NotFound for a figure or state that there is not."""
        try:
            found = STATES[self.figure][self.state]
        except KeyError:
            raise NotFound from None
        if self.level is not None:
            found += " AND level = :level"
        return found if self.accounts is None else f"{found} AND account_id = ANY (:accounts)"

    @property
    def parameters(self) -> dict[str, Any]:
        """What the condition is asked with."""
        return {"level": self.level, "accounts": None if self.accounts is None else list(self.accounts)}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One clock behind a figure; a stop after `as_of` is not shown."""

    id: UUID
    conversation_id: UUID
    turn_id: UUID | None
    kind: str
    level: str | None
    target: int | None
    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    worked_us: int | None
    outcome: str
    verdict: str | None
    answered_by: str | None
    began: str | None = None  # of an episode: how the customer's first message reads, and the last one
    ended: str | None = None


def count_rows(uow: UnitOfWork, question: Question, drill: Drill) -> int:
    """How many rows there are, all pages together."""
    source = _COUNTED.get(drill.figure, JUDGED_TURNS)
    statement = text(f"SELECT count(*) FROM ({source}) rows WHERE {drill.condition}")  # noqa: S608 -- texts of our own
    return uow.session.scalar(statement, question.parameters | drill.parameters) or 0


def list_rows(
    uow: UnitOfWork, question: Question, drill: Drill, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[ReportRow]:
    """Rows by the time they started, going on after the last one shown."""
    source = _SOURCES.get(drill.figure, JUDGED_TURNS)
    moods = ", began, ended" if source is _MOODS else ""
    further = "AND (started_at, id) > (:after_at, :after_id)" if after else ""
    statement = text(f"""
        SELECT id, conversation_id, turn_id, kind, level, target, started_at, due_at, outcome, verdict,
            CASE WHEN outcome <> 'open' THEN stopped_at END AS stopped_at,
            CASE WHEN outcome <> 'open' THEN worked_us END AS worked_us,
            CASE WHEN outcome = 'answered' THEN answered_by END AS answered_by{moods}
        FROM ({source}) rows WHERE {drill.condition} {further} ORDER BY started_at, id LIMIT :limit
    """)  # noqa: S608 -- texts of our own
    values = drill.parameters | {"limit": limit}
    if after:
        values |= {"after_at": after[0], "after_id": after[1]}
    rows = uow.session.execute(statement, question.parameters | values)
    return [ReportRow(**row) for row in rows.mappings()]


def stream_turns(uow: UnitOfWork, question: Question) -> Iterator[TurnRow]:
    """Every turn of the period by the time it started, read as it is asked for: never all of them in memory."""
    rows = uow.session.connection().execute(
        text(_ONE_BY_ONE),
        question.parameters,
        execution_options={"stream_results": True, "max_row_buffer": ROWS_AT_ONCE},
    )
    for row in rows.mappings():
        yield TurnRow(**row)


def first_words(uow: UnitOfWork, tenant_id: UUID, turn_ids: Sequence[UUID]) -> dict[UUID, str]:
    """How the customer's first message of each turn begins; not of those that were erased or hold no words."""
    rows = uow.session.execute(
        select(Message.id, func.left(Message.text, LONGEST_WORDS).label("words")).where(
            Message.tenant_id == tenant_id, Message.id.in_(turn_ids), Message.text != ""
        )
    )
    return {row.id: row.words for row in rows}


def list_conversation_ids(uow: UnitOfWork, tenant_id: UUID) -> list[UUID]:
    """All conversations of a brand."""
    return list(uow.session.scalars(select(Conversation.id).where(Conversation.tenant_id == tenant_id)))
