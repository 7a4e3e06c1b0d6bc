"""Reads of authors."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.monitoring.models import MentionAuthor
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


def tiers_of_author(author: MentionAuthor) -> Sequence[Tier]:
    """What an author is by the rule."""
    return tiers_of(
        reach=author.reach, mentions=author.mentions, negative=author.negative, positive=author.positive
    )
