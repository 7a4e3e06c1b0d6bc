"""Reads of authors."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select

from bpo.conversations.models import Conversation, Customer, CustomerIdentity
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network
from bpo.monitoring.models import Mention, MentionAuthor
from bpo.monitoring.rules.authors import FEWEST, LEADER_REACH, SHARE, Tier, tiers_of

Place = tuple[int, UUID]


@dataclass(frozen=True)
class AuthorFilter:
    """Which authors, in which order: by `mentions` or by `reach`."""

    sort: str = "mentions"
    tier: str | None = None
    search: str = ""


def get_author(
    uow: UnitOfWork, tenant_id: UUID, author_id: UUID, *, for_update: bool = False
) -> MentionAuthor:
    """One author of a brand's mentions, or NotFound."""
    query = select(MentionAuthor).where(MentionAuthor.tenant_id == tenant_id, MentionAuthor.id == author_id)
    found = uow.session.scalars(query.with_for_update() if for_update else query).first()
    if found is None:
        raise NotFound
    return found


def list_authors(
    uow: UnitOfWork, tenant_id: UUID, wanted: AuthorFilter, *, after: Place | None = None, limit: int
) -> list[MentionAuthor]:
    """Who writes about the brand, the most first."""
    own = MentionAuthor.reach if wanted.sort == "reach" else MentionAuthor.mentions
    query = select(MentionAuthor).where(MentionAuthor.tenant_id == tenant_id)
    match wanted.tier:
        case Tier.LEADER:
            query = query.where(MentionAuthor.reach >= LEADER_REACH)
        case Tier.CRITIC:
            query = query.where(
                MentionAuthor.mentions >= FEWEST, MentionAuthor.negative >= SHARE * MentionAuthor.mentions
            )
        case Tier.ADVOCATE:
            query = query.where(
                MentionAuthor.mentions >= FEWEST, MentionAuthor.positive >= SHARE * MentionAuthor.mentions
            )
    if wanted.search:
        query = query.where(
            or_(
                MentionAuthor.name.icontains(wanted.search, autoescape=True),
                MentionAuthor.handle.icontains(wanted.search, autoescape=True),
            )
        )
    if after is not None:
        count, last_id = after
        query = query.where(or_(own < count, and_(own == count, MentionAuthor.id < last_id)))
    return list(uow.session.scalars(query.order_by(own.desc(), MentionAuthor.id.desc()).limit(limit)))


def list_customers_of(uow: UnitOfWork, author: MentionAuthor) -> list[Customer]:
    """Whom an author became when a post of theirs was answered: the identity is named as `converting` does."""
    named = select(CustomerIdentity.customer_id).where(
        CustomerIdentity.tenant_id == author.tenant_id,
        CustomerIdentity.network == Network.GENERIC.value,
        CustomerIdentity.external_id == f"author:{author.id}",
    )
    return list(
        uow.session.scalars(
            select(Customer).where(
                Customer.tenant_id == author.tenant_id, Customer.id.in_(named), Customer.erased_at.is_(None)
            )
        )
    )


def list_authors_of(uow: UnitOfWork, tenant_id: UUID, customer_id: UUID) -> list[UUID]:
    """The authors, by id, whose posts became conversations of this customer."""
    return list(
        uow.session.scalars(
            select(Mention.author_id)
            .join(
                Conversation,
                and_(Conversation.tenant_id == Mention.tenant_id, Conversation.id == Mention.conversation_id),
            )
            .where(
                Mention.tenant_id == tenant_id,
                Mention.author_id.is_not(None),
                Conversation.customer_id == customer_id,
            )
            .distinct()
        )
    )


def tiers_of_author(author: MentionAuthor) -> Sequence[Tier]:
    """What an author is by the rule."""
    return tiers_of(
        reach=author.reach, mentions=author.mentions, negative=author.negative, positive=author.positive
    )
