"""Lists of conversations, and how many there are.

Lists over many brands read one short range of each brand's index, so that their cost follows the page and
not the history. A search reads texts without an index and is therefore given a few seconds; what takes
longer is refused with a sentence rather than left to hold the server.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.errors import QueryCanceled
from sqlalchemy import ColumnElement, Select, Uuid, case, column, func, literal, or_, select, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import OperationalError

from bpo.channels.models import ChannelAccount
from bpo.conversations.models import Conversation, CustomerIdentity, Message, Turn
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.tenants.models import ServiceLevel, Tenant

SEARCH_MILLISECONDS = "4000"
COUNTED_AT_MOST = 10_000
SNIPPET = 200
Place = tuple[datetime, UUID]  # where a list goes on: an instant and an id


@dataclass(frozen=True)
class ConversationFilter:
    """Which conversations are asked for; None and empty mean any. `until` is exclusive."""

    state: str | None = None
    waiting: str | None = None  # "waiting" for an answer, or "overdue"
    network: str | None = None
    account_id: UUID | None = None
    tag: str | None = None  # of the account
    visibility: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str = ""


@dataclass(frozen=True)
class ConversationItem:
    """A conversation as a line of a list."""

    id: UUID
    tenant_id: UUID
    slug: str
    brand: str
    network: str
    handle: str
    customer: str | None
    state: str
    visibility: str
    started_at: datetime
    last_message_at: datetime
    message_count: int
    waiting_since: datetime | None
    due_at: datetime | None
    target_seconds: int | None
    last_text: str
    last_direction: str


def list_conversations(
    uow: UnitOfWork,
    wanted: ConversationFilter,
    *,
    tenant_ids: Sequence[UUID],
    after: Place | None = None,
    limit: int,
) -> list[ConversationItem]:
    """Conversations of these brands, the latest activity first."""
    conditions = _conditions(wanted, now=uow.now)
    if after is not None:
        at, last_id = after
        conditions.append(
            or_(
                Conversation.last_message_at < at,
                (Conversation.last_message_at == at) & (Conversation.id < last_id),
            )
        )
    scope = func.unnest(literal(list(tenant_ids), ARRAY(Uuid())))
    brand = scope.table_valued(column("tenant_id", Uuid())).render_derived(name="brand")
    newest = (Conversation.last_message_at.desc(), Conversation.id.desc())
    nearest = (
        select(Conversation.tenant_id, Conversation.id, Conversation.last_message_at)
        .where(Conversation.tenant_id == brand.c.tenant_id, *conditions)
        .order_by(*newest)
        .limit(limit)
        .lateral("nearest")
    )
    page = (
        select(nearest.c.tenant_id, nearest.c.id)
        .select_from(brand)
        .join(nearest, true())
        .order_by(nearest.c.last_message_at.desc(), nearest.c.id.desc())
        .limit(limit)
        .cte("page")
        .prefix_with("MATERIALIZED")
    )
    rows = _items(
        select(page.c.id).join(
            Conversation, (Conversation.tenant_id == page.c.tenant_id) & (Conversation.id == page.c.id)
        )
    ).order_by(*newest)
    found = _bounded(uow, rows) if wanted.search else uow.session.execute(rows).all()
    return [ConversationItem(**row._mapping) for row in found]  # noqa: SLF001 -- the row's public mapping


def _bounded(uow: UnitOfWork, query: Select[Any]) -> Sequence[Any]:
    """The rows of a query that may take long; Invalid where it takes too long."""
    try:
        with uow.session.begin_nested():
            uow.session.execute(
                text("SELECT set_config('statement_timeout', :limit, true)"), {"limit": SEARCH_MILLISECONDS}
            )
            rows = uow.session.execute(query).all()
            uow.session.execute(text("SELECT set_config('statement_timeout', '0', true)"))
    except OperationalError as error:
        if not isinstance(error.orig, QueryCanceled):
            raise
        fault = Fault("q", N_("Choose an account, or dates closer together."))
        raise Invalid(N_("There is too much to search through."), faults=(fault,)) from error
    return rows


def _conditions(wanted: ConversationFilter, *, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for own, value in (
        (Conversation.state, wanted.state),
        (Conversation.visibility, wanted.visibility),
        (Conversation.account_id, wanted.account_id),
    ):
        if value is not None:
            found.append(own == value)
    if wanted.network:
        of_network = select(ChannelAccount.id).where(
            ChannelAccount.tenant_id == Conversation.tenant_id, ChannelAccount.network == wanted.network
        )
        found.append(Conversation.account_id.in_(of_network))
    if wanted.tag:
        tagged = select(ChannelAccount.id).where(
            ChannelAccount.tenant_id == Conversation.tenant_id, ChannelAccount.tags.contains([wanted.tag])
        )
        found.append(Conversation.account_id.in_(tagged))
    if wanted.waiting == "waiting":
        found.append(Conversation.waiting_since.is_not(None))
    elif wanted.waiting == "overdue":
        found.append(Conversation.due_at < now)
    if wanted.since:
        found.append(Conversation.last_message_at >= wanted.since)
    if wanted.until:
        found.append(Conversation.last_message_at < wanted.until)
    if wanted.search:
        found.append(_says(wanted.search))
    return found


def _says(words: str) -> ColumnElement[bool]:
    """A message has these words, or a customer has this name or id. Who answers is not searched."""
    by_customer = Message.direction == Direction.IN.value
    return (
        select(Message.id)
        .where(
            Message.tenant_id == Conversation.tenant_id,
            Message.conversation_id == Conversation.id,
            or_(
                Message.text.icontains(words, autoescape=True),
                Message.external_id == words,
                by_customer & Message.author_name.icontains(words, autoescape=True),
                by_customer & Message.author_id.icontains(words, autoescape=True),
            ),
        )
        .exists()
    )


def _items(query: Select[Any]) -> Select[Any]:
    """Each conversation of the query as a line of a list."""
    last = (
        select(func.left(Message.text, SNIPPET).label("text"), Message.direction)
        .where(Message.tenant_id == Conversation.tenant_id, Message.conversation_id == Conversation.id)
        .order_by(Message.posted_at.desc(), Message.id.desc())
        .limit(1)
        .lateral("last")
    )
    customer = (
        select(func.coalesce(CustomerIdentity.name, CustomerIdentity.external_id).label("name"))
        .where(
            CustomerIdentity.tenant_id == Conversation.tenant_id,
            CustomerIdentity.customer_id == Conversation.customer_id,
            CustomerIdentity.network == ChannelAccount.network,
        )
        .order_by(CustomerIdentity.id)
        .limit(1)
        .lateral("customer")
    )
    first = Turn.kind == "first_response"
    target = case((first, ServiceLevel.first_response_seconds), else_=ServiceLevel.next_response_seconds)
    clock = (
        select(target.label("target"))
        .select_from(Turn)
        .join(
            ServiceLevel,
            (ServiceLevel.tenant_id == Turn.tenant_id) & (ServiceLevel.id == Turn.service_level_id),
        )
        .where(
            Turn.tenant_id == Conversation.tenant_id,
            Turn.conversation_id == Conversation.id,
            Turn.outcome == "open",
            Turn.due_at == Conversation.due_at,
        )
        .order_by(Turn.id)
        .limit(1)
        .lateral("clock")
    )
    own = ("id", "tenant_id", "state", "visibility", "started_at", "last_message_at", "message_count")
    return (
        query.join(
            ChannelAccount,
            (ChannelAccount.tenant_id == Conversation.tenant_id)
            & (ChannelAccount.id == Conversation.account_id),
        )
        .join(Tenant, Tenant.id == Conversation.tenant_id)
        .join(last, true())
        .outerjoin(customer, true())
        .outerjoin(clock, true())
        .with_only_columns(
            *(getattr(Conversation, name) for name in (*own, "waiting_since", "due_at")),
            Tenant.slug,
            Tenant.name.label("brand"),
            ChannelAccount.network,
            ChannelAccount.handle,
            customer.c.name.label("customer"),
            clock.c.target.label("target_seconds"),
            last.c.text.label("last_text"),
            last.c.direction.label("last_direction"),
        )
    )


def count_conversations(uow: UnitOfWork, wanted: ConversationFilter, *, tenant_ids: Sequence[UUID]) -> int:
    """How many there are, counted up to one more than `COUNTED_AT_MOST`."""
    some = (
        select(Conversation.id)
        .where(Conversation.tenant_id.in_(tenant_ids), *_conditions(wanted, now=uow.now))
        .limit(COUNTED_AT_MOST + 1)
    )
    return uow.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def count_waiting(uow: UnitOfWork, *, tenant_ids: Sequence[UUID]) -> tuple[int, int]:
    """How many conversations wait for an answer, and how many of them are past due."""
    conversation = func.count(Turn.conversation_id.distinct())
    row = uow.session.execute(
        select(conversation, conversation.filter(Turn.due_at < uow.now)).where(
            Turn.tenant_id.in_(tenant_ids), Turn.outcome == "open"
        )
    ).one()
    return row[0], row[1]
