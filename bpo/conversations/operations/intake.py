"""Taking messages in: the one way from a message outside to a conversation with clocks.

A batch of one brand, set-based: a handful of statements whatever its size. What comes out is a function of
the set of messages alone: in any order, in any batches, any number of times, the same conversations, turns
and clocks. One batch a brand at a time (an advisory lock), since two could join the same threads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import Table, select, text

from bpo.channels.models import ChannelAccount
from bpo.channels.operations.inbound import forget_inbound
from bpo.channels.rules.incoming import IncomingMessage
from bpo.conversations.models import Message
from bpo.conversations.operations.alerts import FRESH, raise_alerts
from bpo.conversations.operations.attachments import note_pictures
from bpo.conversations.operations.engagement import keep_engagement
from bpo.conversations.operations.facts import derive_new, hold_evidence, write_facts
from bpo.conversations.operations.previews import note_links
from bpo.conversations.operations.threading import Placed, place_messages, settle_places
from bpo.conversations.operations.waiting import LONGEST_TEXT
from bpo.conversations.queries.erasures import find_key
from bpo.conversations.rules.erasure import hashed
from bpo.conversations.rules.priority import is_loud, priority_of
from bpo.conversations.rules.reading import read_message
from bpo.conversations.rules.threads import Key
from bpo.core.bulk import array_of, insert_rows, plan_for_probes
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Visibility
from bpo.tenants.queries import ALWAYS, get_languages, list_calendars, list_levels, terms_of
from bpo.tenants.rules.service_levels import Subject, match_level

MESSAGE: Table = Message.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
COLUMNS = (
    "tenant_id",
    "id",
    "account_id",
    "conversation_id",
    "thread_id",
    "external_id",
    "direction",
    "automatic",
    "part_no",
    "author_id",
    "author_name",
    "addressee",
    "in_reply_to",
    "text",
    "posted_at",
    "ingested_at",
    "visibility",
    "language",
    "agent",
    "service_level_id",
    "calendar_id",
    "audit_id",
)
KNOWN = text(
    "SELECT w.account_id, w.external_id"
    " FROM unnest(CAST(:accounts AS uuid[]), CAST(:ids AS text[])) AS w (account_id, external_id),"
    " LATERAL (SELECT FROM message WHERE account_id = w.account_id AND external_id = w.external_id LIMIT 1) m"
)


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message that is not stored yet, with its id, its account and the versions it pins."""

    id: UUID
    account_id: UUID
    incoming: IncomingMessage
    service_level_id: UUID | None
    calendar_id: UUID | None
    keys: tuple[Key, ...]  # what it hangs together with, on its account; its own id first


@dataclass(slots=True)
class Intake:
    """What became of a batch. `unknown` are messages for accounts that the brand does not have."""

    stored: int = 0
    duplicates: int = 0
    unknown: list[IncomingMessage] = field(default_factory=list)


def take_in(uow: UnitOfWork, tenant_id: UUID, messages: Sequence[IncomingMessage]) -> Intake:
    """Store what is new, place it, and derive the facts of every conversation it touches."""
    hold_evidence(uow, tenant_id)
    plan_for_probes(uow.session)
    result = Intake()
    accounts = {
        account.key: account
        for account in uow.session.scalars(
            select(ChannelAccount).where(ChannelAccount.tenant_id == tenant_id)
        )
    }
    wanted: dict[tuple[UUID, str], IncomingMessage] = {}
    for message in messages:
        account = accounts.get(message.account)
        if account is None:
            result.unknown.append(message)
        elif (account.id, message.external_id) in wanted:
            result.duplicates += 1
        else:
            wanted[account.id, message.external_id] = message
    known = _known(uow, list(wanted))
    known |= forget_erased(uow, tenant_id, [key for key in wanted if key not in known])
    result.duplicates += len(known)
    pin = _Pins(uow, tenant_id, accounts)
    new = [pin.new(key[0], message) for key, message in wanted.items() if key not in known]
    if not new:
        _keep_engagement(uow, tenant_id, wanted)
        return result
    placed = place_messages(uow, tenant_id, new)
    facts = derive_new(uow, tenant_id, new, placed)
    settle_places(uow, tenant_id, placed, facts.summaries)
    _store(uow, tenant_id, new, placed)
    note_pictures(uow, tenant_id, [(one.account_id, one.id, one.incoming.pictures) for one in new])
    note_links(uow, tenant_id, [(one.account_id, one.id, one.incoming) for one in new])
    write_facts(uow, tenant_id, facts, placed)
    _keep_engagement(uow, tenant_id, wanted)
    raise_alerts(uow, tenant_id, {placed.of[one.id][0] for one in new if _is_recent(uow, one)})
    result.stored = len(new)
    return result


def _keep_engagement(
    uow: UnitOfWork, tenant_id: UUID, wanted: Mapping[tuple[UUID, str], IncomingMessage]
) -> None:
    """What a message tells of how it was taken up is news also where the message is known."""
    seen = [(*key, message.engagement) for key, message in wanted.items() if message.engagement is not None]
    keep_engagement(uow, tenant_id, seen)


def _is_recent(uow: UnitOfWork, message: NewMessage) -> bool:
    """Whether a customer's message is news: what was imported of the past alarms nobody."""
    incoming = message.incoming
    return incoming.direction is Direction.IN and incoming.posted_at >= uow.now - FRESH


def _known(uow: UnitOfWork, keys: list[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    rows = uow.session.execute(
        KNOWN, {"accounts": array_of(key[0] for key in keys), "ids": array_of(key[1] for key in keys)}
    )
    return {(row.account_id, row.external_id) for row in rows}


def forget_erased(
    uow: UnitOfWork, tenant_id: UUID, keys: Sequence[tuple[UUID, str]]
) -> set[tuple[UUID, str]]:
    """Messages that were erased and come again, by a file or from the network: they are not stored again.

    Nor is what a webhook kept of them: their raw events go at once.
    """
    secret = find_key(uow, tenant_id)
    if secret is None or not keys:
        return set()
    hashes = {(account_id, hashed(name, secret)): (account_id, name) for account_id, name in keys}
    again = {hashes[key] for key in _known(uow, list(hashes))}
    forget_inbound(uow, again)
    return again


class _Pins:
    """The versions in force now, which the messages of this batch pin.

    A message is read only where a level asks for what it says: reading is the dearest part of taking it in.
    """

    def __init__(self, uow: UnitOfWork, tenant_id: UUID, accounts: dict[str, ChannelAccount]) -> None:
        self.levels = [terms_of(level) for level in list_levels(uow, tenant_id)]
        asked = {condition for level in self.levels for condition in level.when}
        self.asks_mood = not asked.isdisjoint({"sentiment", "priority"})
        self.asks_language = "language" in asked
        self.languages = get_languages(uow, tenant_id)
        self.calendars = {row.name: row.id for row in list_calendars(uow, tenant_id)}
        self.accounts = {account.id: account for account in accounts.values()}
        self._seen: dict[Subject, tuple[UUID | None, UUID | None]] = {}

    def new(self, account_id: UUID, message: IncomingMessage) -> NewMessage:
        """The message with its pins; a brand's message starts no clock and pins nothing."""
        if message.direction is Direction.OUT:
            return NewMessage(new_id(), account_id, message, None, None, _keys(account_id, message))
        subject = self._subject(account_id, message)
        if subject not in self._seen:
            self._seen[subject] = self._pinned(subject)
        level, calendar = self._seen[subject]
        return NewMessage(new_id(), account_id, message, level, calendar, _keys(account_id, message))

    def _subject(self, account_id: UUID, message: IncomingMessage) -> Subject:
        """What a level may ask about the message: the mood is that of this message, as it arrived."""
        account = self.accounts[account_id]
        subject = Subject(
            network=account.network,
            account=account.key,
            tags=frozenset(account.tags),
            language=message.language,
            visibility=message.visibility,
        )
        if not self.asks_mood and (message.language is not None or not self.asks_language):
            return subject
        reading = read_message(
            message.text[:LONGEST_TEXT], language=message.language, brand_languages=self.languages
        )
        loud = is_loud(is_public=message.visibility is Visibility.PUBLIC, followers=message.followers)
        return replace(
            subject,
            language=reading.language,
            sentiment=reading.sentiment,
            priority=priority_of((reading,), is_loud=loud),
        )

    def _pinned(self, subject: Subject) -> tuple[UUID | None, UUID | None]:
        level = match_level(self.levels, subject)
        if level is None:
            return None, None
        return level.id, None if level.calendar == ALWAYS else self.calendars[level.calendar]


def _keys(account_id: UUID, message: IncomingMessage) -> tuple[Key, ...]:
    own = f"m:{message.external_id}"
    return (account_id, own), *[(account_id, key) for key in message.thread_keys if key != own]


def _store(uow: UnitOfWork, tenant_id: UUID, new: Sequence[NewMessage], placed: Placed) -> None:
    rows = []
    for message in new:
        incoming = message.incoming
        conversation_id, thread_id = placed.of[message.id]
        rows.append(
            (
                tenant_id,
                message.id,
                message.account_id,
                conversation_id,
                thread_id,
                incoming.external_id,
                incoming.direction,
                incoming.automatic,
                incoming.part_no,
                incoming.author_id,
                incoming.author_name,
                incoming.addressee,
                incoming.in_reply_to,
                incoming.text,
                incoming.posted_at,
                uow.now,
                incoming.visibility,
                incoming.language,
                incoming.agent,
                message.service_level_id,
                message.calendar_id,
                incoming.audit_id,
            )
        )
    insert_rows(uow.session, MESSAGE, COLUMNS, rows)
