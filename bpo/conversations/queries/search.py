"""Full-text search over what the actor may see: messages, notes, customers' names, ids and numbers.

`search_messages` and `search_notes` answer with ids alone, within the scope in force; texts are then read under
row-level security. So another brand's words show nowhere, neither in hits nor in how many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.errors import QueryCanceled
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from bpo.channels.models import ChannelAccount
from bpo.conversations.models import Conversation, CustomerIdentity, CustomerNumber, Message, Note
from bpo.conversations.queries.lists import Place
from bpo.conversations.rules.search import Query
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import reads_masked
from bpo.language.personal_masks import mask
from bpo.tenants.models import Tenant

MILLISECONDS = "4000"
MESSAGES = text("""
    SELECT f.tenant_id, f.id, f.posted_at AS at FROM search_messages(
        CAST(:asked AS tsquery), CAST(:brands AS uuid[]), CAST(:accounts AS uuid[]), :since, :until,
        :way, :spoken, :before_at, :before_id, :most) f ORDER BY 3 DESC, 2 DESC LIMIT :most
""")
NOTES = text("""
    SELECT f.tenant_id, f.id, f.written_at AS at FROM search_notes(
        CAST(:asked AS tsquery), CAST(:brands AS uuid[]), :since, :until, :before_at, :before_id, :most) f
    ORDER BY 3 DESC, 2 DESC LIMIT :most
""")


@dataclass(frozen=True)
class SearchFilter:
    """Where to look; None means everywhere. `until` is exclusive. `way`: in, out, or note."""

    network: str | None = None
    way: str | None = None
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Hit:
    """A message or a note in which it stands."""

    id: UUID
    conversation_id: UUID
    at: datetime
    kind: str  # in, out, note
    text: str
    author: str | None
    external_id: str | None


@dataclass(frozen=True)
class Found:
    """A conversation with what was found in it on this page, the newest first."""

    conversation_id: UUID
    slug: str
    brand: str
    network: str
    handle: str
    customer: str | None
    hits: list[Hit]


def search(
    uow: UnitOfWork,
    query: Query,
    wanted: SearchFilter,
    *,
    tenant_ids: Sequence[UUID],
    before: Place | None = None,
    limit: int,
) -> list[Hit]:
    """Messages and notes in which it stands, the newest first."""
    before_at, before_id = before or (None, None)
    values: dict[str, Any] = {
        "asked": query.question,
        "brands": list(tenant_ids),
        "accounts": _accounts(uow, tenant_ids, wanted.network),
        "since": wanted.since,
        "until": wanted.until,
        "way": wanted.way,
        "spoken": wanted.language,
        "before_at": before_at,
        "before_id": before_id,
        "most": limit,
    }
    try:
        with uow.session.begin_nested():
            uow.session.execute(
                text("SELECT set_config('statement_timeout', :limit, true)"), {"limit": MILLISECONDS}
            )
            hits = [] if wanted.way == "note" else _messages(uow, values)
            if wanted.way in {None, "note"} and not wanted.language and uow.actor.is_staff:
                hits += _notes(uow, values)
            uow.session.execute(text("SELECT set_config('statement_timeout', '0', true)"))
    except OperationalError as error:
        if not isinstance(error.orig, QueryCanceled):
            raise
        fault = Fault("q", N_("Choose a brand, dates closer together, or rarer words."))
        raise Invalid(N_("There is too much to search through."), faults=(fault,)) from error
    return sorted(hits, key=lambda hit: (hit.at, hit.id), reverse=True)[:limit]


def _accounts(uow: UnitOfWork, tenant_ids: Sequence[UUID], network: str | None) -> list[UUID] | None:
    if network is None:
        return None
    return list(
        uow.session.scalars(
            select(ChannelAccount.id).where(
                ChannelAccount.tenant_id.in_(tenant_ids), ChannelAccount.network == network
            )
        )
    )


def _messages(uow: UnitOfWork, values: dict[str, Any]) -> list[Hit]:
    found = uow.session.execute(MESSAGES, values).all()
    ids = [row.id for row in found]
    rows = uow.session.execute(
        select(
            Message.id,
            Message.conversation_id,
            Message.posted_at,
            Message.direction,
            Message.text,
            Message.author_name,
            Message.author_id,
            Message.external_id,
        ).where(Message.tenant_id.in_({row.tenant_id for row in found}), Message.id.in_(ids))
    )
    return [
        Hit(
            row.id,
            row.conversation_id,
            row.posted_at,
            row.direction,
            row.text,
            (row.author_name or row.author_id) if row.direction == "in" else None,
            row.external_id,
        )
        for row in rows
    ]


def _notes(uow: UnitOfWork, values: dict[str, Any]) -> list[Hit]:
    names = ("asked", "brands", "since", "until", "before_at", "before_id", "most")
    found = uow.session.execute(NOTES, {name: values[name] for name in names}).all()
    rows = uow.session.scalars(select(Note).where(Note.id.in_([row.id for row in found])))
    accounts = None if values["accounts"] is None else set(values["accounts"])
    return [
        Hit(row.id, row.conversation_id, row.written_at, "note", row.text, None, None)
        for row in rows
        if accounts is None or row.account_id in accounts
    ]


def group_hits(uow: UnitOfWork, hits: Sequence[Hit]) -> list[Found]:
    """The conversations of these hits, in the order of their newest; masked for whoever reads no personal data."""
    by_talk: dict[UUID, list[Hit]] = {}
    for hit in hits:
        by_talk.setdefault(hit.conversation_id, []).append(hit)
    rows = uow.session.execute(
        select(
            Conversation.id,
            Conversation.tenant_id,
            Tenant.slug,
            Tenant.name.label("brand"),
            ChannelAccount.network,
            ChannelAccount.handle,
            CustomerIdentity.name,
            CustomerIdentity.external_id,
        )
        .join(Tenant, Tenant.id == Conversation.tenant_id)
        .join(
            ChannelAccount,
            (ChannelAccount.tenant_id == Conversation.tenant_id)
            & (ChannelAccount.id == Conversation.account_id),
        )
        .outerjoin(
            CustomerIdentity,
            (CustomerIdentity.tenant_id == Conversation.tenant_id)
            & (CustomerIdentity.customer_id == Conversation.customer_id)
            & (CustomerIdentity.network == ChannelAccount.network),
        )
        .where(Conversation.id.in_(by_talk))
    )
    known = {row.id: row for row in rows}
    return [
        Found(
            talk,
            row.slug,
            row.brand,
            row.network,
            row.handle,
            row.name or row.external_id,
            [replace(hit, text=mask(hit.text)) for hit in of_talk]
            if reads_masked(uow.actor, row.tenant_id)
            else of_talk,
        )
        for talk, of_talk in by_talk.items()
        if (row := known.get(talk)) is not None
    ]


def find_by_number(
    uow: UnitOfWork, number: str, *, tenant_ids: Sequence[UUID], limit: int = 5
) -> list[Conversation]:
    """The latest conversations of whoever has this number at their brand; for the vendor's eyes."""
    return list(
        uow.session.scalars(
            select(Conversation)
            .join(
                CustomerNumber,
                (CustomerNumber.tenant_id == Conversation.tenant_id)
                & (CustomerNumber.customer_id == Conversation.customer_id),
            )
            .where(CustomerNumber.tenant_id.in_(tenant_ids), CustomerNumber.number == number.strip())
            .order_by(Conversation.last_message_at.desc())
            .limit(limit)
        )
    )
