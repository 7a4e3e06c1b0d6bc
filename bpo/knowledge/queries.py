"""Reads of templates, articles and campaigns."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import or_, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, User
from bpo.identity.permissions import Role
from bpo.knowledge.models import Article, Campaign, CampaignReceipt, ReplyTemplate
from bpo.knowledge.rules import PRESSING, TemplateKind, concerns

MOST_SHOWN = 500
MOST_FOUND = 20
Row = TypeVar("Row", ReplyTemplate, Article, Campaign)


def get_in_use(
    uow: UnitOfWork, model: type[Row], tenant_id: UUID, row_id: UUID, *, for_update: bool = False
) -> Row:
    """A template, an article or a campaign that was not taken back; else NotFound."""
    query = select(model).where(model.tenant_id == tenant_id, model.id == row_id, model.retired_at.is_(None))
    found = uow.session.scalars(query.with_for_update() if for_update else query).first()
    if found is None:
        raise NotFound
    return found


def list_templates(
    uow: UnitOfWork, tenant_id: UUID, *, language: str | None = None, kind: TemplateKind | None = None
) -> list[ReplyTemplate]:
    """Templates in use, by language and name."""
    query = select(ReplyTemplate).where(
        ReplyTemplate.tenant_id == tenant_id, ReplyTemplate.retired_at.is_(None)
    )
    if language is not None:
        query = query.where(ReplyTemplate.language == language)
    if kind is not None:
        query = query.where(ReplyTemplate.kind == kind.value)
    return list(
        uow.session.scalars(query.order_by(ReplyTemplate.language, ReplyTemplate.name).limit(MOST_SHOWN))
    )


def list_articles(
    uow: UnitOfWork, tenant_id: UUID, *, language: str | None = None, words: str = ""
) -> list[Article]:
    """Articles in use that have every one of these words in title or text; those with them in the title first."""
    query = select(Article).where(Article.tenant_id == tenant_id, Article.retired_at.is_(None))
    if language is not None:
        query = query.where(Article.language == language)
    asked = words.split()[:10]
    for word in asked:
        query = query.where(
            or_(Article.title.icontains(word, autoescape=True), Article.text.icontains(word, autoescape=True))
        )
    found = list(
        uow.session.scalars(query.order_by(Article.language, Article.title, Article.id).limit(MOST_SHOWN))
    )
    if not asked:
        return found
    return sorted(found, key=lambda row: -sum(word.lower() in row.title.lower() for word in asked))[
        :MOST_FOUND
    ]


def list_campaigns(uow: UnitOfWork, tenant_id: UUID) -> list[Campaign]:
    """Campaigns that were not taken back, the latest first."""
    query = select(Campaign).where(Campaign.tenant_id == tenant_id, Campaign.retired_at.is_(None))
    return list(
        uow.session.scalars(query.order_by(Campaign.starts_at.desc(), Campaign.id.desc()).limit(MOST_SHOWN))
    )


def find_campaign(uow: UnitOfWork, tenant_id: UUID, campaign_id: UUID) -> Campaign | None:
    """A campaign that was not taken back."""
    query = select(Campaign).where(
        Campaign.tenant_id == tenant_id, Campaign.id == campaign_id, Campaign.retired_at.is_(None)
    )
    return uow.session.scalars(query).first()


def list_between(
    uow: UnitOfWork, tenant_ids: Collection[UUID], *, since: datetime, until: datetime
) -> list[Campaign]:
    """Campaigns of these brands that hold at some instant from `since` up to and without `until`."""
    query = (
        select(Campaign)
        .where(
            Campaign.tenant_id.in_(sorted(tenant_ids)),
            Campaign.retired_at.is_(None),
            Campaign.starts_at < until,
            or_(Campaign.ends_at.is_(None), Campaign.ends_at > since),
        )
        .order_by(Campaign.starts_at, Campaign.tenant_id, Campaign.id)
    )
    return list(uow.session.scalars(query.limit(MOST_SHOWN)))


def list_unread_pressing(uow: UnitOfWork, tenant_ids: Collection[UUID]) -> list[Campaign]:
    """What presses at these brands now and the actor has not read as it stands."""
    read = (CampaignReceipt.tenant_id == Campaign.tenant_id) & (CampaignReceipt.campaign_id == Campaign.id)
    query = (
        select(Campaign)
        .outerjoin(CampaignReceipt, read & (CampaignReceipt.user_id == uow.actor.user_id))
        .where(
            Campaign.tenant_id.in_(sorted(tenant_ids)),
            Campaign.kind.in_([kind.value for kind in PRESSING]),
            Campaign.retired_at.is_(None),
            Campaign.starts_at <= uow.now,
            or_(Campaign.ends_at.is_(None), Campaign.ends_at > uow.now),
            or_(CampaignReceipt.read_at.is_(None), CampaignReceipt.read_at < Campaign.changed_at),
        )
        .order_by(Campaign.starts_at.desc(), Campaign.id)
    )
    return list(uow.session.scalars(query.limit(MOST_FOUND)))


def list_agents(uow: UnitOfWork, tenant_id: UUID) -> set[UUID]:
    """Who works for the brand as an agent: they are to read what is at hand."""
    return set(
        uow.session.scalars(
            select(Membership.user_id)
            .join(User, User.id == Membership.user_id)
            .where(
                or_(Membership.tenant_id == tenant_id, Membership.tenant_id.is_(None)),
                Membership.role == Role.AGENT.value,
                Membership.revoked_at.is_(None),
                User.disabled_at.is_(None),
            )
        )
    )


def list_in_force(
    uow: UnitOfWork, tenant_id: UUID, *, account_tags: Collection[str] | None
) -> list[Campaign]:
    """What holds now for an account of these places (None: anywhere); holding statements first."""
    query = select(Campaign).where(
        Campaign.tenant_id == tenant_id,
        Campaign.retired_at.is_(None),
        Campaign.starts_at <= uow.now,
        or_(Campaign.ends_at.is_(None), Campaign.ends_at > uow.now),
    )
    found = [
        row for row in uow.session.scalars(query) if account_tags is None or concerns(row.tags, account_tags)
    ]
    pressing = {"holding_statement": 0, "outage": 1, "known_issue": 2}
    return sorted(found, key=lambda row: (pressing.get(row.kind, 3), row.starts_at, row.id))


def list_unread(uow: UnitOfWork, campaigns: Collection[Campaign]) -> set[UUID]:
    """Those of these campaigns that the actor has not read as they now stand."""
    wanted = {row.id: row.changed_at for row in campaigns}
    read = uow.session.execute(
        select(CampaignReceipt.campaign_id, CampaignReceipt.read_at).where(
            CampaignReceipt.tenant_id.in_({row.tenant_id for row in campaigns}),
            CampaignReceipt.user_id == uow.actor.user_id,
            CampaignReceipt.campaign_id.in_(list(wanted)),
        )
    )
    return set(wanted) - {row.campaign_id for row in read if row.read_at >= wanted[row.campaign_id]}


def list_readers(uow: UnitOfWork, tenant_id: UUID) -> Mapping[UUID, set[UUID]]:
    """Who has read each campaign as it now stands."""
    rows = uow.session.execute(
        select(CampaignReceipt.campaign_id, CampaignReceipt.user_id)
        .join(
            Campaign,
            (Campaign.tenant_id == CampaignReceipt.tenant_id) & (Campaign.id == CampaignReceipt.campaign_id),
        )
        .where(CampaignReceipt.tenant_id == tenant_id, CampaignReceipt.read_at >= Campaign.changed_at)
    )
    readers: dict[UUID, set[UUID]] = defaultdict(set)
    for campaign_id, user_id in rows:
        readers[campaign_id].add(user_id)
    return readers
