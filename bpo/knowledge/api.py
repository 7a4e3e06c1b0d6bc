"""Templates, articles and campaigns for programs."""

from typing import Any

from flask import g
from flask_smorest import Blueprint

from bpo.identity.permissions import Permission
from bpo.knowledge.queries import list_articles, list_in_force, list_templates
from bpo.knowledge.schemas import ArticleQuery, ArticlesOut, CampaignsOut, TemplatesOut
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
