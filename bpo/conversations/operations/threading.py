"""Which thread and which conversation the messages of a batch belong to.

Threads are joined by shared keys (`rules.threads`), customers are placed inside a thread by
`rules.placement`. A late message can show that two stored threads are one; then messages, acts and links
move to the older one, and so does what people keep beside a conversation; conversations left empty go.
Nothing that was said is changed by that.

Statements here look rows up by ids that no two brands share, and leave the brand to row-level security.
Named by both, the brand counts twice: the planner expects to find next to nothing by it, and then any index
that starts with the brand will do, which for a brand of a million messages is the wrong one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Row, Table, text

from bpo.conversations.models import Conversation, Customer, CustomerIdentity, ThreadLink
from bpo.conversations.operations.merging import move_beside
from bpo.conversations.rules.placement import ThreadMessage, message_order, place
from bpo.conversations.rules.threads import Joined, Key, join
from bpo.core.bulk import array_of, insert_rows
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction

if TYPE_CHECKING:
    from bpo.conversations.operations.intake import NewMessage

CUSTOMER: Table = Customer.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
IDENTITY: Table = CustomerIdentity.__table__  # type: ignore[assignment]  # the same
CONVERSATION: Table = Conversation.__table__  # type: ignore[assignment]  # the same
LINK: Table = ThreadLink.__table__  # type: ignore[assignment]  # the same

# Nothing is computed in a condition: what is not leakproof, row-level security keeps from the index.
KEYS_OF_MESSAGES = text("""
    SELECT w.account_id, 'm:' || w.external_id AS key, m.thread_id
    FROM unnest(CAST(:accounts AS uuid[]), CAST(:ids AS text[])) AS w (account_id, external_id),
        LATERAL (SELECT thread_id FROM message
            WHERE account_id = w.account_id AND external_id = w.external_id LIMIT 1) m
""")
KEYS_OF_LINKS = text("""
    SELECT w.account_id, w.key, l.thread_id
    FROM unnest(CAST(:accounts AS uuid[]), CAST(:keys AS text[])) AS w (account_id, key),
        LATERAL (SELECT thread_id FROM thread_link
            WHERE account_id = w.account_id AND key = w.key LIMIT 1) l
""")
STORED_MESSAGES = text("""
    SELECT id, account_id, thread_id, conversation_id, external_id, direction, author_id, posted_at,
        in_reply_to, addressee FROM message WHERE thread_id = ANY (:threads)
""")
STORED_CONVERSATIONS = text(
    "SELECT id, thread_id, customer_id FROM conversation WHERE thread_id = ANY (:threads)"
)
# Brands share a network's ids, so here the brand is named: outside, where it does not choose the index.
IDENTITIES = text("""
    SELECT w.network, w.external_id, i.id, i.customer_id, i.name, i.followers
    FROM unnest(CAST(:networks AS text[]), CAST(:ids AS text[])) AS w (network, external_id),
        LATERAL (SELECT * FROM customer_identity
            WHERE network = w.network AND external_id = w.external_id OFFSET 0) i
    WHERE i.tenant_id = :tenant
""")
RENAME = text("""
    UPDATE customer_identity i SET name = s.name, followers = s.followers
    FROM unnest(CAST(:ids AS uuid[]), CAST(:names AS text[]), CAST(:followers AS bigint[]))
        AS s (id, name, followers)
    WHERE i.id = s.id
""")
SUMMARY = (
    "state",
    "visibility",
    "started_at",
    "last_message_at",
    "message_count",
    "waiting_since",
    "due_at",
)
MOVE_THREADS = """
    UPDATE {table} t SET thread_id = m.winner
    FROM unnest(CAST(:losers AS uuid[]), CAST(:winners AS uuid[])) AS m (loser, winner)
    WHERE t.thread_id = m.loser
"""
MOVE_MESSAGES = text("""
    UPDATE message t SET conversation_id = m.conversation
    FROM unnest(CAST(:ids AS uuid[]), CAST(:conversations AS uuid[])) AS m (id, conversation)
    WHERE t.id = m.id
""")
Shown = tuple[str | None, int | None]  # a customer's name and followers


@dataclass(slots=True)
class Placed:
    """Where every new message goes, and which conversations were there before and are touched."""

    of: dict[UUID, tuple[UUID, UUID]] = field(default_factory=dict)  # message → (conversation, thread)
    existing: set[UUID] = field(default_factory=set)  # conversations with stored messages
    emptied: set[UUID] = field(default_factory=set)
    created: dict[UUID, tuple[UUID, UUID, UUID | None]] = field(
        default_factory=dict
    )  # account, thread, customer
    moves: list[tuple[UUID, UUID]] = field(default_factory=list)  # stored message → its conversation now
    left: set[UUID] = field(default_factory=set)  # conversations that messages were moved from or within
    became: dict[UUID, UUID] = field(default_factory=dict)  # emptied → where its last message is now


@dataclass(slots=True)
class _Thread:
    """A thread being placed: new messages and stored rows together."""

    id: UUID
    account_id: UUID
    network: str
    new: "list[NewMessage]" = field(default_factory=list)
    stored: list[Row[Any]] = field(default_factory=list)
    customers: dict[str, str | None] = field(default_factory=dict)  # message's external id → author id

    def place(self) -> None:
        """Decide whose conversation each message belongs to."""
        rows = [
            ThreadMessage(
                row.external_id,
                Direction(row.direction),
                row.author_id,
                row.posted_at,
                row.in_reply_to,
                row.addressee,
            )
            for row in self.stored
        ]
        fresh = [
            ThreadMessage(
                message.incoming.external_id,
                message.incoming.direction,
                message.incoming.author_id,
                message.incoming.posted_at,
                message.incoming.in_reply_to,
                message.incoming.addressee,
            )
            for message in self.new
        ]
        self.customers = place([*rows, *fresh])


def place_messages(uow: UnitOfWork, tenant_id: UUID, new: "Sequence[NewMessage]") -> Placed:
    """Join threads and find or make customers; which conversations there are to be is for `settle_places`."""
    stored_keys = _stored_keys(uow, new)
    joined = join((message.keys for message in new), stored=stored_keys)
    threads = _threads(new, joined)
    _merge(uow, joined)
    _link(uow, tenant_id, new, joined, threads=threads, stored=stored_keys)
    old = [group.stored[0] for group in joined if group.stored]
    by_thread = {thread.id: thread for thread in threads.values()}
    for row in uow.session.execute(STORED_MESSAGES, {"threads": old}) if old else ():
        by_thread[row.thread_id].stored.append(row)
    for thread in by_thread.values():
        thread.place()
    customers = _customers(uow, tenant_id, list(by_thread.values()))
    return _conversations(uow, list(by_thread.values()), customers, old)


def _stored_keys(uow: UnitOfWork, new: "Sequence[NewMessage]") -> dict[Key, UUID]:
    """The stored thread of every key that has one."""
    own = {message.keys[0] for message in new}
    keys = list({key for message in new for key in message.keys})
    links = uow.session.execute(
        KEYS_OF_LINKS,
        {"accounts": array_of(key[0] for key in keys), "keys": array_of(key[1] for key in keys)},
    )
    found = {(row.account_id, row.key): row.thread_id for row in links}
    # The new are not stored, by definition.
    others = [key for key in keys if key not in own and key[1].startswith("m:")]
    if others:
        messages = uow.session.execute(
            KEYS_OF_MESSAGES,
            {
                "accounts": array_of(key[0] for key in others),
                "ids": array_of(key[1].removeprefix("m:") for key in others),
            },
        )
        found |= {(row.account_id, row.key): row.thread_id for row in messages}
    return found


def _threads(new: "Sequence[NewMessage]", joined: Sequence[Joined]) -> dict[Key, _Thread]:
    """The thread of every key, with its new messages in it."""
    of: dict[Key, _Thread] = {}
    messages = {message.keys[0]: message for message in new}
    for group in joined:
        thread_id = group.stored[0] if group.stored else new_id()
        members = [messages[key] for key in group.keys if key in messages]
        network = members[0].incoming.account.partition(":")[0]
        thread = _Thread(thread_id, members[0].account_id, network, new=members)
        of.update(dict.fromkeys(group.keys, thread))
    return of


def _merge(uow: UnitOfWork, joined: Sequence[Joined]) -> None:
    """Stored threads that turned out to be one become the oldest of them."""
    moves = [(loser, group.stored[0]) for group in joined for loser in group.stored[1:]]
    if not moves:
        return
    values = {"losers": [m[0] for m in moves], "winners": [m[1] for m in moves]}
    for table in ("message", "thread_link"):
        uow.session.execute(text(MOVE_THREADS.format(table=table)), values)
    # Two conversations of one customer now share a thread; the key would refuse the second, so all but
    # the first wait under their own thread until their messages have moved and they are removed.
    uow.session.execute(
        text("""
            UPDATE conversation c SET thread_id = m.winner
            FROM unnest(CAST(:losers AS uuid[]), CAST(:winners AS uuid[])) AS m (loser, winner)
            WHERE c.thread_id = m.loser AND c.id = (
                SELECT d.id FROM conversation d
                JOIN unnest(CAST(:losers AS uuid[]), CAST(:winners AS uuid[])) AS n (loser, winner)
                    ON d.thread_id IN (n.loser, n.winner)
                WHERE n.winner = m.winner AND d.customer_id IS NOT DISTINCT FROM c.customer_id
                ORDER BY (d.thread_id = n.winner) DESC, d.id LIMIT 1)
        """),
        values,
    )


def _link(
    uow: UnitOfWork,
    tenant_id: UUID,
    new: "Sequence[NewMessage]",
    joined: Sequence[Joined],
    *,
    threads: dict[Key, _Thread],
    stored: dict[Key, UUID],
) -> None:
    """Keep the keys that no stored message bears, so that later messages find the thread."""
    own = {message.keys[0] for message in new}
    rows = [
        (tenant_id, new_id(), key[0], key[1], threads[key].id)
        for group in joined
        for key in group.keys
        if key not in own and key not in stored
    ]
    insert_rows(uow.session, LINK, ("tenant_id", "id", "account_id", "key", "thread_id"), rows)
    arrived = [key for key in own if key in stored]  # placeholders whose message has come
    if arrived:
        uow.session.execute(
            text("""
                DELETE FROM thread_link WHERE (account_id, key) IN
                    (SELECT * FROM unnest(CAST(:accounts AS uuid[]), CAST(:keys AS text[])))
            """),
            {"accounts": [k[0] for k in arrived], "keys": [k[1] for k in arrived]},
        )


def _customers(uow: UnitOfWork, tenant_id: UUID, threads: Sequence[_Thread]) -> dict[tuple[str, str], UUID]:
    """The customer behind each (network, author id); made where there is none."""
    named = _named(threads)
    wanted = list(named)
    rows = uow.session.execute(
        IDENTITIES,
        {
            "tenant": tenant_id,
            "networks": array_of(key[0] for key in wanted),
            "ids": array_of(key[1] for key in wanted),
        },
    ).all()
    known = {(row.network, row.external_id): row.customer_id for row in rows}
    missing = [(key, new_id()) for key in wanted if key not in known]
    insert_rows(
        uow.session,
        CUSTOMER,
        ("tenant_id", "id", "created_at"),
        [(tenant_id, customer_id, uow.now) for _, customer_id in missing],
    )
    insert_rows(
        uow.session,
        IDENTITY,
        ("tenant_id", "id", "customer_id", "network", "external_id", "name", "followers"),
        [(tenant_id, new_id(), customer_id, *key, *named[key]) for key, customer_id in missing],
    )
    _rename(uow, named, rows)
    return known | dict(missing)


def _named(threads: Sequence[_Thread]) -> dict[tuple[str, str], Shown]:
    """Everybody a conversation is of, with the name and the followers that their latest messages tell."""
    named: dict[tuple[str, str], Shown] = {}
    for thread in threads:
        for author in thread.customers.values():
            if author is not None:
                named.setdefault((thread.network, author), (None, None))
    incoming = [
        (thread.network, message.incoming)
        for thread in threads
        for message in thread.new
        if message.incoming.direction is Direction.IN
    ]
    for network, message in sorted(
        incoming, key=lambda one: message_order(one[1].posted_at, one[1].external_id)
    ):
        key = network, message.author_id
        name, followers = named[key]
        shown = message.author_name or name, followers if message.followers is None else message.followers
        named[key] = shown
    return named


def _rename(uow: UnitOfWork, named: dict[tuple[str, str], Shown], rows: Sequence[Row[Any]]) -> None:
    """People change their names: known ones are called as they were last told to be."""
    told = []
    for row in rows:
        name, followers = named[row.network, row.external_id]
        shown = name or row.name, row.followers if followers is None else followers
        if shown != (row.name, row.followers):
            told.append((row.id, *shown))
    if told:
        columns = zip(*told, strict=True)
        uow.session.execute(RENAME, dict(zip(("ids", "names", "followers"), map(list, columns), strict=True)))


def _conversations(
    uow: UnitOfWork,
    threads: Sequence[_Thread],
    customers: dict[tuple[str, str], UUID],
    old: Sequence[UUID],
) -> Placed:
    """The conversation of each message, known or to be made; which stored messages must move."""
    found: dict[tuple[UUID, UUID | None], UUID] = {}
    if old:
        for row in uow.session.execute(STORED_CONVERSATIONS, {"threads": list(old)}):
            found[row.thread_id, row.customer_id] = row.id
    placed = Placed()
    targets: dict[UUID, UUID] = {}
    for thread in threads:
        ids: dict[str | None, UUID] = {}
        for author in dict.fromkeys(thread.customers.values()):
            customer = customers[thread.network, author] if author is not None else None
            known = found.get((thread.id, customer))
            ids[author] = known or new_id()
            if known is None:
                placed.created[ids[author]] = thread.account_id, thread.id, customer
        for row in thread.stored:
            target = targets[row.id] = ids[thread.customers[row.external_id]]
            placed.left.add(row.conversation_id)
            placed.existing.add(target)
            if target != row.conversation_id:
                placed.moves.append((row.id, target))
        for message in thread.new:
            placed.of[message.id] = ids[thread.customers[message.incoming.external_id]], thread.id
    used = placed.existing | {conversation for conversation, _ in placed.of.values()}
    placed.emptied = (placed.left | set(found.values())) - used
    placed.became = {
        row.conversation_id: targets[row.id]
        for thread in threads
        for row in sorted(thread.stored, key=lambda row: row.posted_at)
        if row.conversation_id in placed.emptied
    }
    return placed


def settle_places(
    uow: UnitOfWork, tenant_id: UUID, placed: Placed, summaries: Mapping[UUID, tuple[Any, ...]]
) -> None:
    """Make the new conversations, and move stored messages whose place has changed.

    `summaries` has the columns of SUMMARY for what is known already; others are summarised by `facts` when
    their evidence is complete.
    """
    unknown = ("open", "public", uow.now, uow.now, 0, None, None)
    rows = [
        (tenant_id, conversation_id, *place, *summaries.get(conversation_id, unknown))
        for conversation_id, place in placed.created.items()
    ]
    columns = ("tenant_id", "id", "account_id", "thread_id", "customer_id", *SUMMARY)
    insert_rows(uow.session, CONVERSATION, columns, rows)
    if placed.moves:
        ids, targets = zip(*placed.moves, strict=True)
        uow.session.execute(MOVE_MESSAGES, {"ids": list(ids), "conversations": list(targets)})
        move_beside(uow, left=placed.left, became=placed.became)
