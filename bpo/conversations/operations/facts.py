"""Writing the facts: turns, episodes and the summary of each conversation, and its place in the queue.

Facts are replaced as a whole for every conversation that a batch or an act touches, by the same pure
function that a replay uses. They are narrow, so that a report's cost follows the period asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, text

from bpo.conversations.models import Conversation, Episode, Turn, TurnAdjustment
from bpo.conversations.operations.mood_marks import mark_moods
from bpo.conversations.operations.promises import settle_promises
from bpo.conversations.operations.threading import SUMMARY, Placed
from bpo.conversations.operations.waiting import find_promised, hand_down, put_in, take_out
from bpo.conversations.queries.evidence import clock_terms, load_acts, load_evidence
from bpo.conversations.queries.exclusions import list_applied
from bpo.conversations.rules.exclusions import adjust_all
from bpo.conversations.rules.facts import Act, Evidence, Facts, OpenTurns, derive_facts, find_open
from bpo.conversations.rules.fold import Outcome
from bpo.conversations.rules.placement import message_order
from bpo.core.bulk import insert_rows
from bpo.core.uow import UnitOfWork

if TYPE_CHECKING:
    from bpo.conversations.operations.intake import NewMessage

TURN: Table = Turn.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
ADJUSTMENT: Table = TurnAdjustment.__table__  # type: ignore[assignment]  # the same
EPISODE: Table = Episode.__table__  # type: ignore[assignment]  # the same
TURN_COLUMNS = (
    "tenant_id",
    "account_id",
    "conversation_id",
    "id",
    "episode_no",
    "kind",
    "message_count",
    "started_at",
    "service_level_id",
    "calendar_id",
    "due_at",
    "outcome",
    "stopped_at",
    "stopped_by",
    "worked_us",
    "answered_by",
    "language",
    "again_at",
)
EPISODE_COLUMNS = (
    "tenant_id",
    "account_id",
    "conversation_id",
    "id",
    "episode_no",
    "opened_at",
    "service_level_id",
    "calendar_id",
    "due_at",
    "closed_at",
    "worked_us",
    "said_count",
    "last_said_at",
)
DERIVED = ("turn", "episode", "turn_adjustment")
ADJUSTMENT_COLUMNS = ("tenant_id", "account_id", "conversation_id", "id", "is_out", "due_at", "worked_us")
SUMMARISE = text("""
    UPDATE conversation c SET state = s.state, visibility = s.visibility, started_at = s.started_at,
        last_message_at = s.last_at, message_count = s.count, waiting_since = s.waiting, due_at = s.due
    FROM unnest(CAST(:ids AS uuid[]), CAST(:state AS text[]), CAST(:visibility AS text[]),
        CAST(:started_at AS timestamptz[]), CAST(:last_message_at AS timestamptz[]),
        CAST(:message_count AS int[]), CAST(:waiting_since AS timestamptz[]), CAST(:due_at AS timestamptz[]))
        AS s (id, state, visibility, started_at, last_at, count, waiting, due)
    WHERE c.id = s.id
""")
ASTRAY = text("""
    (SELECT DISTINCT t.conversation_id FROM turn t WHERE t.tenant_id = :tenant AND t.outcome = 'open'
        AND NOT EXISTS (SELECT FROM queue_item q WHERE q.tenant_id = :tenant AND q.id = t.conversation_id)
        LIMIT :limit)
    UNION
    (SELECT p.conversation_id FROM promise p WHERE p.tenant_id = :tenant AND p.stopped_at IS NULL
        AND NOT EXISTS (SELECT FROM queue_item q WHERE q.tenant_id = :tenant AND q.id = p.conversation_id)
        LIMIT :limit)
    UNION
    (SELECT q.id FROM queue_item q WHERE q.tenant_id = :tenant
        AND NOT EXISTS (SELECT FROM turn t WHERE t.tenant_id = :tenant AND t.conversation_id = q.id
            AND t.outcome = 'open')
        AND NOT EXISTS (SELECT FROM promise p WHERE p.tenant_id = :tenant AND p.conversation_id = q.id
            AND p.stopped_at IS NULL)
        LIMIT :limit)
    LIMIT :limit
""")


@dataclass(slots=True)
class FactRows:
    """Facts as rows to be written; summaries by conversation, in the order of SUMMARY; what waits in each."""

    turns: list[tuple[Any, ...]] = field(default_factory=list)
    episodes: list[tuple[Any, ...]] = field(default_factory=list)
    adjustments: list[tuple[Any, ...]] = field(default_factory=list)
    summaries: dict[UUID, tuple[Any, ...]] = field(default_factory=dict)
    waiting: dict[UUID, OpenTurns] = field(default_factory=dict)


def hold_evidence(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Be the only one who changes this brand's evidence until the unit ends; all who do so ask here first.

    Two batches could join the same threads, and facts derived while a message comes in would not know it.
    """
    uow.session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"evidence {tenant_id}"}
    )


def derive_new(uow: UnitOfWork, tenant_id: UUID, new: "Sequence[NewMessage]", placed: Placed) -> FactRows:
    """The facts of conversations that have nothing but messages of this batch; nothing is written."""
    evidence, visibility = _of_new(new, placed)
    accounts = {placed.of[message.id][0]: message.account_id for message in new}
    return _derive(uow, tenant_id, evidence, acts={}, accounts=accounts, visibility=visibility)


def write_facts(uow: UnitOfWork, tenant_id: UUID, rows: FactRows, placed: Placed) -> None:
    """Write the facts of a batch's new conversations, and derive again those of the others it touches."""
    _clear(uow, placed.existing | placed.emptied)
    claims = take_out(uow, tenant_id, placed.emptied)
    if placed.emptied:
        uow.session.execute(
            delete(Conversation).where(
                Conversation.tenant_id == tenant_id, Conversation.id.in_(bindparam("gone", expanding=True))
            ),
            {"gone": list(placed.emptied)},
            execution_options={"synchronize_session": False},
        )
    if placed.existing:
        again = _derive_stored(uow, tenant_id, placed.existing)
        rows.turns += again.turns
        rows.episodes += again.episodes
        rows.adjustments += again.adjustments
        rows.waiting |= again.waiting
        _summarise(uow, again)
    _insert(uow, rows)
    mark_moods(uow, placed.existing)
    _put_back(uow, tenant_id, placed.existing, rows)
    hand_down(uow, claims, became=placed.became)


def rewrite_facts(uow: UnitOfWork, tenant_id: UUID, conversation_ids: Iterable[UUID]) -> None:
    """Derive the facts of stored conversations again, after an act."""
    ids = set(conversation_ids)
    rows = _derive_stored(uow, tenant_id, ids)
    _clear(uow, ids)
    _insert(uow, rows)
    mark_moods(uow, ids)
    _summarise(uow, rows)
    _put_back(uow, tenant_id, ids, rows)


def adjust_again(uow: UnitOfWork, tenant_id: UUID, conversation_ids: set[UUID]) -> None:
    """Compute anew what exclusions make of the turns of stored conversations; the facts stay as they are."""
    rows = _derive_stored(uow, tenant_id, conversation_ids)
    _clear(uow, conversation_ids, tables=("turn_adjustment",))
    insert_rows(uow.session, ADJUSTMENT, ADJUSTMENT_COLUMNS, rows.adjustments)


def refresh_queue(uow: UnitOfWork, tenant_id: UUID, conversation_ids: Iterable[UUID]) -> None:
    """Put conversations where they stand now: into the queue, elsewhere in it, or out of it.

    For what changes their place and is no evidence: a promise, a better understanding of what was written.
    """
    ids = set(conversation_ids)
    _put_back(uow, tenant_id, ids, _derive_stored(uow, tenant_id, ids))


def mend_queue(uow: UnitOfWork, tenant_id: UUID, *, limit: int) -> bool:
    """Put in what waits and is missing, take out what stands there in vain; whether there may be more.

    Everything keeps the queue by itself; this is for what was stored before there was a queue.
    """
    hold_evidence(uow, tenant_id)
    astray = list(uow.session.scalars(ASTRAY, {"tenant": tenant_id, "limit": limit}))
    refresh_queue(uow, tenant_id, astray)
    return len(astray) == limit


def _put_back(uow: UnitOfWork, tenant_id: UUID, ids: set[UUID], rows: FactRows) -> None:
    settle_promises(uow, ids)
    promised = find_promised(uow, ids)
    take_out(uow, tenant_id, ids - rows.waiting.keys() - promised.keys())
    put_in(uow, tenant_id, rows.waiting, promised)


def _of_new(
    new: "Sequence[NewMessage]", placed: Placed
) -> tuple[dict[UUID, list[Evidence]], dict[UUID, str]]:
    evidence: dict[UUID, list[Evidence]] = defaultdict(list)
    visibility: dict[UUID, str] = {}
    for message in sorted(
        new, key=lambda one: message_order(one.incoming.posted_at, one.incoming.external_id)
    ):
        conversation_id = placed.of[message.id][0]
        if conversation_id in placed.existing:
            continue
        incoming = message.incoming
        visibility[conversation_id] = incoming.visibility
        evidence[conversation_id].append(
            Evidence(
                message.id,
                incoming.external_id,
                incoming.posted_at,
                incoming.direction,
                incoming.automatic,
                message.service_level_id,
                message.calendar_id,
                incoming.agent,
                incoming.language,
                incoming.part_no,
            )
        )
    return dict(evidence), visibility


def _clear(uow: UnitOfWork, conversation_ids: set[UUID], *, tables: Sequence[str] = DERIVED) -> None:
    if not conversation_ids:
        return
    for table in tables:
        uow.session.execute(
            text(f"DELETE FROM {table} WHERE conversation_id = ANY (:ids)"),  # noqa: S608 -- names of ours
            {"ids": list(conversation_ids)},
        )


def _derive_stored(uow: UnitOfWork, tenant_id: UUID, conversation_ids: set[UUID]) -> FactRows:
    evidence, visibility, accounts = load_evidence(uow, tenant_id, conversation_ids)
    acts = load_acts(uow, tenant_id, conversation_ids)
    return _derive(uow, tenant_id, evidence, acts=acts, accounts=accounts, visibility=visibility)


def _derive(
    uow: UnitOfWork,
    tenant_id: UUID,
    evidence: Mapping[UUID, list[Evidence]],
    *,
    acts: Mapping[UUID, list[Act]],
    accounts: Mapping[UUID, UUID],
    visibility: Mapping[UUID, str],
) -> FactRows:
    terms = clock_terms(uow, tenant_id)
    exclusions = list_applied(uow, tenant_id)
    rows = FactRows()
    for conversation_id, messages in evidence.items():
        said = acts.get(conversation_id, ())
        facts = derive_facts(messages, said, terms=terms)
        place = tenant_id, accounts[conversation_id], conversation_id
        rows.turns += ((*place, *_values(fact, TURN_COLUMNS)) for fact in facts.turns)
        rows.episodes += ((*place, *_values(fact, EPISODE_COLUMNS)) for fact in facts.episodes)
        rows.adjustments += (
            (*place, *_values(one, ADJUSTMENT_COLUMNS))
            for one in adjust_all(
                facts, said, account_id=accounts[conversation_id], exclusions=exclusions, terms=terms
            ).values()
        )
        rows.summaries[conversation_id] = _summary(messages, facts, visibility[conversation_id])
        waiting = find_open(messages, facts, terms=terms)
        if waiting is not None:
            rows.waiting[conversation_id] = waiting
    return rows


def _insert(uow: UnitOfWork, rows: FactRows) -> None:
    insert_rows(uow.session, TURN, TURN_COLUMNS, rows.turns)
    insert_rows(uow.session, EPISODE, EPISODE_COLUMNS, rows.episodes)
    insert_rows(uow.session, ADJUSTMENT, ADJUSTMENT_COLUMNS, rows.adjustments)


def _summarise(uow: UnitOfWork, rows: FactRows) -> None:
    if not rows.summaries:
        return
    columns = zip(*rows.summaries.values(), strict=True)
    values = dict(zip(SUMMARY, map(list, columns), strict=True))
    uow.session.execute(SUMMARISE, {"ids": list(rows.summaries), **values})


def _values(fact: object, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(fact, name) for name in columns[3:])


def _summary(messages: list[Evidence], facts: Facts, visibility: str) -> tuple[Any, ...]:
    waiting = [turn for turn in facts.turns if turn.outcome is Outcome.OPEN]
    is_open = not facts.episodes or facts.episodes[-1].closed_at is None
    return (
        "open" if is_open else "closed",
        visibility,
        messages[0].at,
        messages[-1].at,
        len(messages),
        min((turn.started_at for turn in waiting), default=None),
        min((turn.due_at for turn in waiting if turn.due_at), default=None),
    )
