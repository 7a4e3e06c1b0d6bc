"""The sealer: enters what the evidence's tables tell since the last time, and seals days that are over.

It follows the commits. A change of evidence leaves a note in its own transaction and waits for nobody; the sealer takes
the notes that it can see, enters what they tell, and takes the notes away, all in one transaction under a lock that
only sealers of this brand ask for. What is not committed yet cannot be seen, so it stays for the next time, whatever
has been entered meanwhile; what breaks off leaves entries and notes as they were.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from uuid import UUID

from sqlalchemy import Table, delete, func, select, text

from bpo.conversations.models import EvidenceNote
from bpo.conversations.rules.placement import message_order
from bpo.core.bulk import insert_rows, plan_for_probes
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.ledger.models import LedgerDay, LedgerEntry, LedgerKey
from bpo.ledger.queries import evidence
from bpo.ledger.queries.entries import (
    days_over,
    end_of,
    entry_of,
    find_key,
    last_bodies,
    last_day,
    last_places,
)
from bpo.ledger.queries.evidence import rows_of
from bpo.ledger.rules import bodies
from bpo.ledger.rules.bodies import Body, keyed_hash, message_body, micros
from bpo.ledger.rules.chain import Day, beginning, chained, seal_of

ENTRY: Table = LedgerEntry.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
COLUMNS = ("tenant_id", "id", "kind", "subject_id", "conversation_id", "sealed_at", "body", "hash")
IDS_AT_ONCE = 2000
NOTES_AT_ONCE = 500
KEY_BYTES = 32
Written = tuple[str, str, str | None, str]  # kind, subject, conversation, body


def hold_ledger(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Be the only one who enters anything for this brand until the unit ends; nobody who changes evidence asks here."""
    uow.session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"ledger {tenant_id}"}
    )


def follow_all(open_unit: OpenUnit, tenant_id: UUID, *, batches: int | None = None) -> bool:
    """Enter what waits, a batch a unit; whether there may be more after so many of them."""
    while batches is None or batches > 0:
        with open_unit() as uow:
            if not follow(uow, tenant_id):
                return False
        batches = None if batches is None else batches - 1
    return True


def follow(uow: UnitOfWork, tenant_id: UUID) -> bool:
    """Seal the days that are over, and enter one batch of what waits; whether there may be more."""
    hold_ledger(uow, tenant_id)
    end = end_of(uow, tenant_id)
    # A clock that was set back, or a unit that waited for another, does not get behind what is entered already.
    at = max(uow.now, end.sealed_at or uow.now)
    _seal_days(uow, tenant_id, at)
    notes = _next_notes(uow, tenant_id)
    if not notes:
        return False
    plan_for_probes(uow.session)
    found = list(_Sealing(uow, tenant_id, notes).entries(micros(at)))
    hashes = chained(end.hash, (body for *_, body in found))
    rows = [
        (tenant_id, number, kind, subject, conversation, at, body, f"\\x{hashed.hex()}")
        for number, ((kind, subject, conversation, body), hashed) in enumerate(
            zip(found, hashes, strict=True), start=end.number + 1
        )
    ]
    insert_rows(uow.session, ENTRY, COLUMNS, rows)
    uow.session.execute(
        delete(EvidenceNote).where(
            EvidenceNote.tenant_id == tenant_id, EvidenceNote.id.in_([note.id for note in notes])
        ),
        execution_options={"synchronize_session": False},
    )
    return True


def _next_notes(uow: UnitOfWork, tenant_id: UUID) -> list[EvidenceNote]:
    """The notes of one batch, the first first: whole ones, however many ids the last of them has."""
    of_brand = EvidenceNote.tenant_id == tenant_id
    sizes = uow.session.execute(
        select(EvidenceNote.id, func.cardinality(EvidenceNote.ids))
        .where(of_brand)
        .order_by(EvidenceNote.id)
        .limit(NOTES_AT_ONCE)
    )
    taken: list[int] = []
    count = 0
    for (
        note_id,
        size,
    ) in sizes:  # a backlog has hundreds of thousands of ids, of which these are not asked for
        if taken and count + size > IDS_AT_ONCE:
            break
        taken.append(note_id)
        count += size
    return list(
        uow.session.scalars(
            select(EvidenceNote).where(of_brand, EvidenceNote.id.in_(taken)).order_by(EvidenceNote.id)
        )
    )


def _seal_days(uow: UnitOfWork, tenant_id: UUID, at: datetime) -> None:
    """Seal every day before this one on which something was entered."""
    today = at.astimezone(UTC).date()
    before = last_day(uow, tenant_id)
    after = before.last_number if before else 0
    following = entry_of(uow, tenant_id, after + 1)
    if following is None or following.sealed_at.astimezone(UTC).date() >= today:
        return
    seal = before.seal if before else beginning(tenant_id)
    for day, first, last in days_over(uow, tenant_id, after=after, today=today):
        entry = entry_of(uow, tenant_id, last)
        assert entry is not None
        over = Day(day, first, last, entry.hash)
        seal = seal_of(seal, over)
        uow.session.add(
            LedgerDay(
                id=new_id(),
                tenant_id=tenant_id,
                day=day,
                first_number=first,
                last_number=last,
                count=over.count,
                last_hash=entry.hash,
                seal=seal,
            )
        )
    uow.session.flush()


class _Sealing:
    """The entries that a batch of notes comes to; `places` and `arrived` are what the batch itself has said.

    `touched` are the conversations whose facts were derived anew, each with the last note that says so.
    """

    def __init__(self, uow: UnitOfWork, tenant_id: UUID, notes: Sequence[EvidenceNote]) -> None:
        self.uow = uow
        self.tenant_id = tenant_id
        self.notes = notes
        self.secret = find_key(uow, tenant_id) or self._make_key()
        self.places: dict[str, str] = {}
        self.arrived: dict[str, bool] = {}
        self.touched: dict[str, int] = {}
        self._noted = {str(one): note.id for note in notes if note.kind != "order" for one in note.ids}

    def _touch(self, subject: str, conversation: str) -> None:
        self.touched[conversation] = max(self.touched.get(conversation, 0), self._noted.get(subject, 0))

    def _make_key(self) -> bytes:
        secret = secrets.token_bytes(KEY_BYTES)
        self.uow.session.add(
            LedgerKey(id=new_id(), tenant_id=self.tenant_id, secret=secret, made_at=self.uow.now)
        )
        return secret

    def entries(self, at: int) -> Iterator[Written]:
        """Versions before what pins them, and what happened before what became of it."""
        yield from self._written(self._versions(), at)
        yield from self._messages(at)
        news = self._acts(), self._removals(), self._moves(), self._arrivals(), self._orders()
        later = chain(*news, self._exclusions())
        yield from self._written(later, at)

    def _written(self, found: Iterator[Body], at: int) -> Iterator[Written]:
        for body in found:
            yield body.kind, body.subject, body.conversation, body.sealed(at)

    def _ids(self, *kinds: str) -> list[UUID]:
        return list(dict.fromkeys(one for note in self.notes if note.kind in kinds for one in note.ids))

    def _versions(self) -> Iterator[Body]:
        for row in rows_of(self.uow, evidence.LEVELS, self._ids("level")):
            yield bodies.level(row, self.secret)
        for row in rows_of(self.uow, evidence.CALENDARS, self._ids("calendar")):
            yield bodies.calendar(row)
        for table, kind in (("service_level", "level"), ("business_calendar", "calendar")):
            ids = self._ids(f"{kind}_retired")
            for subject, retired_at in rows_of(self.uow, evidence.RETIRED[table], ids):
                yield bodies.retired(subject, retired_at)

    def _messages(self, at: int) -> Iterator[Written]:
        agents: dict[str | None, str | None] = {}
        for *row, agent, conversation, lost in rows_of(self.uow, evidence.MESSAGES, self._ids("message")):
            if agent not in agents:
                agents[agent] = keyed_hash(self.secret, agent)
            self.places[row[0]] = conversation
            self._touch(row[0], conversation)
            body = message_body(row, agent=agents[agent], conversation=conversation, sealed=at)
            yield "message", row[0], conversation, body
            if lost:
                self.arrived[row[0]] = False
                yield from self._written(iter([bodies.arrival(row[0], conversation, arrived=False)]), at)

    def _acts(self) -> Iterator[Body]:
        for row in rows_of(self.uow, evidence.ACTS, self._ids("act")):
            self.places[row[0]] = row[1]
            self._touch(row[0], row[1])
            yield bodies.act(row)

    def _removals(self) -> Iterator[Body]:
        for row in rows_of(self.uow, evidence.REMOVED, self._ids("removal")):
            yield bodies.removal(row)

    def _exclusions(self) -> Iterator[Body]:
        for row in rows_of(self.uow, evidence.EXCLUSIONS, self._ids("exclusion")):
            yield bodies.exclusion(row)

    def _moves(self) -> Iterator[Body]:
        """Where something stands now, unless that was entered already."""
        for table, kind in (("message", "message_moved"), ("conversation_act", "act_moved")):
            ids = self._ids(kind)
            rows = rows_of(self.uow, evidence.PLACES[table], ids)
            known = {**last_places(self.uow, ids), **self.places} if rows else {}
            for subject, conversation in rows:
                self._touch(subject, conversation)
                if known.get(subject) != conversation:
                    yield bodies.moved(subject, conversation)

    def _arrivals(self) -> Iterator[Body]:
        rows = rows_of(self.uow, evidence.ARRIVALS, self._ids("delivery"))
        said = last_bodies(self.uow, {row[0] for row in rows}, kind="arrival")
        known = {one["subject"]: bool(one["arrived"]) for one in map(json.loads, said)} | self.arrived
        for subject, conversation, arrived in rows:
            if known.get(subject, True) != arrived:
                self.touched[conversation] = max(self._noted.values())
                known[subject] = arrived
                yield bodies.arrival(subject, conversation, arrived=arrived)

    def _orders(self) -> Iterator[Body]:
        """The order of messages at one instant, as the facts of touched conversations were derived by it.

        What erasing kept of it holds as long as nothing else happens there: then facts are derived by the ids' hashes.
        """
        kept = [note for note in self.notes if note.kind == "order"]
        ties = {
            (conversation, at): _in_order(posted_at, messages, names)
            for conversation, at, messages, names, posted_at in rows_of(
                self.uow, evidence.TIES, sorted(self.touched)
            )
        }
        said = last_bodies(self.uow, {place[0] for place in ties}, kind="order")
        known = {(one["conversation"], one["at"]): one["messages"] for one in map(json.loads, said)}
        for (conversation, at), messages in ties.items():
            if known.get((conversation, at)) != messages:
                yield bodies.order(conversation, at, messages)
        for note in kept:
            for row in rows_of(self.uow, evidence.MESSAGES, note.ids[:1]):
                if self.touched.get(row[11], 0) < note.id:
                    yield bodies.order(row[11], row[2], [str(one) for one in note.ids])


def _in_order(posted_at: datetime, messages: Sequence[str], names: Sequence[str]) -> list[str]:
    """Messages of one instant as the network's ids put them."""
    pairs = zip(names, messages, strict=True)
    return [message for _, message in sorted(pairs, key=lambda pair: message_order(posted_at, pair[0]))]
