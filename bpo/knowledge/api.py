"""Templates, articles and campaigns for programs."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import g
from flask_smorest import Blueprint

from bpo.identity.permissions import Permission
from bpo.knowledge import operations
from bpo.knowledge.models import Campaign
from bpo.knowledge.queries import get_in_use, list_articles, list_between, list_in_force, list_templates
from bpo.knowledge.rules import midnight, next_month
from bpo.knowledge.schemas import (
    ArticleQuery,
    ArticlesOut,
    CalendarQuery,
    CampaignIn,
    CampaignOut,
    CampaignsOut,
    TemplatesOut,
)
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires

blp = Blueprint("knowledge_api", __name__, url_prefix="/api/v1", description="What agents have at hand")


@blp.get("/brands/<slug>/templates")
@requires(Permission.KNOWLEDGE_READ)
@blp.response(200, TemplatesOut)
def templates(slug: str) -> dict[str, Any]:
    """The templates in use."""
    return {"items": list_templates(g.uow, get_tenant(g.uow, slug).id)}


@blp.get("/brands/<slug>/articles")
@requires(Permission.KNOWLEDGE_READ)
@blp.arguments(ArticleQuery, location="query")
@blp.response(200, ArticlesOut)
def articles(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """Articles in use that have all of the words asked for."""
    return {"items": list_articles(g.uow, get_tenant(g.uow, slug).id, **query)}


@blp.get("/brands/<slug>/campaigns")
@requires(Permission.KNOWLEDGE_READ)
@blp.response(200, CampaignsOut)
def campaigns(slug: str) -> dict[str, Any]:
    """What holds now, whatever the place."""
    tenant = get_tenant(g.uow, slug)
    return {"items": list_in_force(g.uow, tenant.id, account_tags=None)}


@blp.get("/brands/<slug>/calendar")
@requires(Permission.KNOWLEDGE_READ)
@blp.arguments(CalendarQuery, location="query")
@blp.response(200, CampaignsOut)
def calendar(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """What holds for some part of a month in the brand's zone; without a month, of this one."""
    tenant = get_tenant(g.uow, slug)
    zone = ZoneInfo(tenant.time_zone)
    month = (query["month"] or g.uow.now.astimezone(zone).date()).replace(day=1)
    since, until = midnight(month, zone), midnight(next_month(month), zone)
    return {"items": list_between(g.uow, [tenant.id], since=since, until=until)}


@blp.post("/brands/<slug>/campaigns")
@requires(Permission.KNOWLEDGE_EDIT)
@blp.arguments(CampaignIn)
@blp.response(201, CampaignOut)
def create_campaign(told: dict[str, Any], slug: str) -> Campaign:
    """Put a campaign into the calendar."""
    return operations.save_campaign(g.uow, get_tenant(g.uow, slug).id, None, **told)


@blp.put("/brands/<slug>/campaigns/<uuid:row_id>")
@requires(Permission.KNOWLEDGE_EDIT)
@blp.arguments(CampaignIn)
@blp.response(200, CampaignOut)
def change_campaign(told: dict[str, Any], slug: str, row_id: UUID) -> Campaign:
    """Change a campaign; who has read it is to read it again."""
    return operations.save_campaign(g.uow, get_tenant(g.uow, slug).id, row_id, **told)


@blp.delete("/brands/<slug>/campaigns/<uuid:row_id>")
@requires(Permission.KNOWLEDGE_EDIT)
@blp.response(204)
def retire_campaign(slug: str, row_id: UUID) -> None:
    """Take a campaign out of the calendar."""
    tenant = get_tenant(g.uow, slug)
    operations.retire(g.uow, get_in_use(g.uow, Campaign, tenant.id, row_id, for_update=True))


@blp.post("/brands/<slug>/campaigns/<uuid:row_id>/read")
@requires(Permission.KNOWLEDGE_READ)
@blp.response(204)
def confirm_reading(slug: str, row_id: UUID) -> None:
    """Say that one has read a campaign as it stands."""
    tenant = get_tenant(g.uow, slug)
    operations.record_reading(g.uow, get_in_use(g.uow, Campaign, tenant.id, row_id))
