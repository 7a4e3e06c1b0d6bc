"""Mentions, watches, sources, authors, spikes and digests for programs: the same operations as the pages'."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import current_app, g, request
from flask_smorest import Blueprint

from bpo.conversations.models import Erasure
from bpo.conversations.schemas import ErasureIn, ErasureOut
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission, reads_masked
from bpo.identity.queries import list_brands
from bpo.language.personal_masks import mask
from bpo.monitoring import schemas
from bpo.monitoring.models import Mention, MentionImport, MentionSource, Spike, Watch, WeekDigest
from bpo.monitoring.operations import sorting
from bpo.monitoring.operations.converting import convert_mention
from bpo.monitoring.operations.erasing import ask_author_erasure
from bpo.monitoring.operations.imports import request_import
from bpo.monitoring.operations.watches import retire_source, retire_watch, save_source, save_watch
from bpo.monitoring.queries import authors as author_queries
from bpo.monitoring.queries import mentions as queries
from bpo.monitoring.queries.digests import get_digest, list_digests
from bpo.monitoring.queries.spikes import get_spike, list_spikes
from bpo.monitoring.queries.watches import (
    get_mention_import,
    get_source,
    get_watch,
    list_sources,
    list_watches,
)
from bpo.monitoring.selection import mention_selection, place_of
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of

blp = Blueprint("monitoring_api", __name__, url_prefix="/api/v1", description="What is said about brands")
ONE = "/brands/<slug>/mentions/<uuid:mention_id>"
LARGEST_BODY = 25 * 1024 * 1024


@blp.get("/mentions")
@requires(Permission.MENTION_READ)
@blp.arguments(schemas.MentionPageQuery, location="query")
@blp.response(200, schemas.MentionsOut)
def list_mentions(asked: dict[str, Any]) -> dict[str, Any]:
    """List mentions of all brands in reach, or of one."""
    uow = cast("UnitOfWork", g.uow)
    chosen = sorted(one.id for one in list_brands(uow) if asked.get("brand") in {None, one.slug})
    wanted, after = mention_selection(asked, user_id=uow.actor.user_id)
    size: int = asked["limit"]
    rows = (
        queries.list_mentions(uow, wanted, tenant_ids=chosen, after=after, limit=size + 1) if chosen else []
    )
    page = page_of(rows, size=size, key=lambda row: place_of(row, wanted.sort))
    return {"items": _with_matches(uow, list(page.items)), "next_cursor": page.next_cursor}


@blp.get(ONE)
@requires(Permission.MENTION_READ)
@blp.response(200, schemas.MentionOut)
def get_mention(slug: str, mention_id: UUID) -> dict[str, Any]:
    """One mention, its text whole."""
    return _shown(queries.get_mention(g.uow, get_tenant(g.uow, slug).id, mention_id))


@blp.post(f"{ONE}/keep")
@requires(Permission.MENTION_WORK)
@blp.response(200, schemas.MentionOut)
def keep(slug: str, mention_id: UUID) -> dict[str, Any]:
    """Keep a mention."""
    row = _locked(slug, mention_id)
    sorting.keep_mention(g.uow, row)
    return _shown(row)


@blp.post(f"{ONE}/dismiss")
@requires(Permission.MENTION_WORK)
@blp.arguments(schemas.MentionDismissIn)
@blp.response(200, schemas.MentionOut)
def dismiss(body: dict[str, str], slug: str, mention_id: UUID) -> dict[str, Any]:
    """Dismiss a mention with a reason."""
    row = _locked(slug, mention_id)
    sorting.dismiss_mention(g.uow, row, reason=body["reason"])
    return _shown(row)


@blp.post(f"{ONE}/renew")
@requires(Permission.MENTION_WORK)
@blp.response(200, schemas.MentionOut)
def renew(slug: str, mention_id: UUID) -> dict[str, Any]:
    """Take back a decision."""
    row = _locked(slug, mention_id)
    sorting.renew_mention(g.uow, row)
    return _shown(row)


@blp.post(f"{ONE}/labels")
@requires(Permission.MENTION_WORK)
@blp.arguments(schemas.MentionLabelsIn)
@blp.response(200, schemas.MentionOut)
def label(body: dict[str, list[str]], slug: str, mention_id: UUID) -> dict[str, Any]:
    """Put labels on, take labels off."""
    row = _locked(slug, mention_id)
    sorting.label_mention(g.uow, row, add=body["add"], remove=body["remove"])
    return _shown(row)


@blp.post(f"{ONE}/assign")
@requires(Permission.MENTION_WORK)
@blp.arguments(schemas.MentionAssignIn)
@blp.response(200, schemas.MentionOut)
def assign(body: dict[str, UUID | None], slug: str, mention_id: UUID) -> dict[str, Any]:
    """Give a mention to somebody, or to nobody."""
    row = _locked(slug, mention_id)
    sorting.assign_mention(g.uow, row, user_id=body["assignee"])
    return _shown(row)


@blp.post(f"{ONE}/notes")
@requires(Permission.MENTION_WORK)
@blp.arguments(schemas.MentionNoteIn)
@blp.response(200, schemas.MentionOut)
def write_note(body: dict[str, str], slug: str, mention_id: UUID) -> dict[str, Any]:
    """Write a note for colleagues."""
    row = _locked(slug, mention_id)
    sorting.write_note(g.uow, row, body["text"])
    return _shown(row)


@blp.post(f"{ONE}/convert")
@requires(Permission.MENTION_WORK)
@blp.arguments(schemas.MentionConvertIn)
@blp.response(200, schemas.MentionOut)
def convert(body: dict[str, str], slug: str, mention_id: UUID) -> dict[str, Any]:
    """Make a conversation of a mention; a second time gives the same one."""
    row = queries.get_mention(g.uow, get_tenant(g.uow, slug).id, mention_id)
    return _shown(convert_mention(g.uow, row, account=body["account"]))


@blp.post("/mentions/bulk")
@requires(Permission.MENTION_WORK)
@blp.arguments(schemas.MentionBulkIn)
@blp.response(200, schemas.MentionBulkOut)
def sort_many(body: dict[str, Any]) -> dict[str, int]:
    """Do the same to many mentions; those out of reach or made a conversation are left."""
    brands = {brand.slug: brand.id for brand in list_brands(g.uow)}
    items = [(brands[one["brand"]], one["id"]) for one in body["items"] if one["brand"] in brands]
    done, _left = sorting.sort_many(
        g.uow, items, deed=body["deed"], reason=body["reason"], labels=body["labels"]
    )
    return {"done": done, "left": len(body["items"]) - done}


@blp.get("/brands/<slug>/watches")
@requires(Permission.MENTION_READ)
@blp.response(200, schemas.WatchesOut)
def list_all_watches(slug: str) -> dict[str, list[Watch]]:
    """List the watches in use."""
    return {"items": list_watches(g.uow, [get_tenant(g.uow, slug).id])}


@blp.post("/brands/<slug>/watches")
@requires(Permission.WATCH_EDIT)
@blp.arguments(schemas.WatchIn)
@blp.response(201, schemas.WatchOut)
def add_watch(body: dict[str, Any], slug: str) -> Watch:
    """Add a watch."""
    return save_watch(g.uow, get_tenant(g.uow, slug).id, None, **body)


@blp.put("/brands/<slug>/watches/<uuid:watch_id>")
@requires(Permission.WATCH_EDIT)
@blp.arguments(schemas.WatchIn)
@blp.response(200, schemas.WatchOut)
def put_watch(body: dict[str, Any], slug: str, watch_id: UUID) -> Watch:
    """Change a watch."""
    return save_watch(g.uow, get_tenant(g.uow, slug).id, watch_id, **body)


@blp.delete("/brands/<slug>/watches/<uuid:watch_id>")
@requires(Permission.WATCH_EDIT)
@blp.response(204)
def drop_watch(slug: str, watch_id: UUID) -> None:
    """Take a watch out of use."""
    retire_watch(g.uow, get_watch(g.uow, get_tenant(g.uow, slug).id, watch_id, for_update=True))


@blp.get("/brands/<slug>/mention-sources")
@requires(Permission.WATCH_EDIT)
@blp.response(200, schemas.MentionSourcesOut)
def list_all_sources(slug: str) -> dict[str, list[MentionSource]]:
    """List the sources in use, with what ails them."""
    return {"items": list_sources(g.uow, [get_tenant(g.uow, slug).id])}


@blp.post("/brands/<slug>/mention-sources")
@requires(Permission.WATCH_EDIT)
@blp.arguments(schemas.MentionSourceIn)
@blp.response(201, schemas.MentionSourceOut)
def add_source(body: dict[str, Any], slug: str) -> MentionSource:
    """Add a feed."""
    tenant = get_tenant(g.uow, slug)
    return save_source(g.uow, tenant.id, None, private_hosts=current_app.config["BPO"].private_hosts, **body)


@blp.put("/brands/<slug>/mention-sources/<uuid:source_id>")
@requires(Permission.WATCH_EDIT)
@blp.arguments(schemas.MentionSourceIn)
@blp.response(200, schemas.MentionSourceOut)
def put_source(body: dict[str, Any], slug: str, source_id: UUID) -> MentionSource:
    """Change a feed."""
    tenant = get_tenant(g.uow, slug)
    hosts = current_app.config["BPO"].private_hosts
    return save_source(g.uow, tenant.id, source_id, private_hosts=hosts, **body)


@blp.delete("/brands/<slug>/mention-sources/<uuid:source_id>")
@requires(Permission.WATCH_EDIT)
@blp.response(204)
def drop_source(slug: str, source_id: UUID) -> None:
    """Take a source out of use."""
    retire_source(g.uow, get_source(g.uow, get_tenant(g.uow, slug).id, source_id, for_update=True))


@blp.post("/brands/<slug>/mention-imports")
@requires(Permission.WATCH_EDIT)
@blp.arguments(schemas.ImportIn, location="query")
@blp.response(202, schemas.MentionImportOut)
def import_mentions(asked: dict[str, str], slug: str) -> MentionImport:
    """Leave a file of mentions, the body of the call, to be imported."""
    tenant = get_tenant(g.uow, slug)
    body = request.get_data(cache=False)
    if not body or len(body) > LARGEST_BODY:
        fault = Fault("body", N_("must hold between one byte and 25 MB"))
        raise Invalid(N_("This file cannot be taken."), faults=(fault,))
    return request_import(
        g.uow,
        tenant.id,
        source_name=asked["name"],
        file_name=f"{asked['name']}.{asked['format']}",
        file_format=asked["format"],
        body=body,
    )


@blp.get("/brands/<slug>/mention-imports/<uuid:import_id>")
@requires(Permission.WATCH_EDIT)
@blp.response(200, schemas.MentionImportOut)
def get_import(slug: str, import_id: UUID) -> MentionImport:
    """How far an import is."""
    return get_mention_import(g.uow, get_tenant(g.uow, slug).id, import_id)


@blp.get("/brands/<slug>/authors")
@requires(Permission.MENTION_READ)
@blp.arguments(schemas.AuthorPageQuery, location="query")
@blp.response(200, schemas.MentionAuthorsOut)
def list_authors(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """List who writes about a brand."""
    tenant, size = get_tenant(g.uow, slug), asked["limit"]
    wanted = author_queries.AuthorFilter(asked["sort"], asked["tier"], asked["q"])
    after = (
        cast("author_queries.Place", decode_cursor(asked["cursor"], int, UUID)) if asked["cursor"] else None
    )
    rows = author_queries.list_authors(g.uow, tenant.id, wanted, after=after, limit=size + 1)
    by_reach = wanted.sort == "reach"
    page = page_of(rows, size=size, key=lambda row: (row.reach if by_reach else row.mentions, row.id))
    names = ("id", "name", "handle", "url", "reach", "mentions", "negative", "positive", "last_at")
    return {
        "items": [
            {**{name: getattr(row, name) for name in names}, "tiers": author_queries.tiers_of_author(row)}
            for row in page.items
        ],
        "next_cursor": page.next_cursor,
    }


@blp.post("/brands/<slug>/authors/<uuid:author_id>/erasure")
@requires(Permission.CUSTOMER_ERASE)
@blp.arguments(ErasureIn)
@blp.response(202, ErasureOut)
def erase_author(body: dict[str, Any], slug: str, author_id: UUID) -> Erasure:
    """Have everything that is kept about an author erased, for good, as a customer too. It is done off the request."""
    tenant = get_tenant(g.uow, slug)
    author = author_queries.get_author(g.uow, tenant.id, author_id)
    return ask_author_erasure(g.uow, author, reason=body["reason"].value)


@blp.get("/brands/<slug>/spikes")
@requires(Permission.MENTION_READ)
@blp.arguments(schemas.PageQuery, location="query")
@blp.response(200, schemas.SpikesOut)
def list_all_spikes(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """List spikes, the latest first."""
    tenant, size = get_tenant(g.uow, slug), asked["limit"]
    after = cast("Any", decode_cursor(asked["cursor"], datetime, UUID)) if asked["cursor"] else None
    rows = list_spikes(g.uow, [tenant.id], after=after, limit=size + 1)
    page = page_of(rows, size=size, key=lambda row: (row.raised_at, row.id))
    return {"items": page.items, "next_cursor": page.next_cursor}


@blp.get("/brands/<slug>/spikes/<uuid:spike_id>")
@requires(Permission.MENTION_READ)
@blp.response(200, schemas.SpikeOut)
def get_one_spike(slug: str, spike_id: UUID) -> Spike:
    """One spike."""
    return get_spike(g.uow, get_tenant(g.uow, slug).id, spike_id)


@blp.get("/brands/<slug>/digests")
@requires(Permission.MENTION_READ)
@blp.response(200, schemas.DigestsOut)
def list_all_digests(slug: str) -> dict[str, list[WeekDigest]]:
    """List the digests of weeks, the latest first."""
    return {"items": list_digests(g.uow, get_tenant(g.uow, slug).id)}


@blp.get("/brands/<slug>/digests/<uuid:digest_id>")
@requires(Permission.MENTION_READ)
@blp.response(200, schemas.DigestOut)
def get_one_digest(slug: str, digest_id: UUID) -> WeekDigest:
    """The digest of one week."""
    return get_digest(g.uow, get_tenant(g.uow, slug).id, digest_id)


def _locked(slug: str, mention_id: UUID) -> Mention:
    tenant = get_tenant(g.uow, slug)
    queries.get_mention(g.uow, tenant.id, mention_id)
    (row,) = queries.list_for_update(g.uow, [(tenant.id, mention_id)])
    return row


def _shown(row: Mention) -> dict[str, Any]:
    g.uow.session.flush()  # what was just decided is read back with its names
    return _with_matches(g.uow, [queries.get_line(g.uow, row)])[0]


def _with_matches(uow: UnitOfWork, rows: list[queries.MentionLine]) -> list[dict[str, Any]]:
    matches = queries.list_matches(uow, [(row.tenant_id, row.id) for row in rows]) if rows else {}
    names = [one for one in schemas.MentionOut().fields if one not in {"brand", "matches"}]
    return [
        {
            **{name: getattr(row, name) for name in names},
            "text": mask(row.text) if reads_masked(uow.actor, row.tenant_id) else row.text,
            "slug": row.slug,
            "matches": [{"watch_id": one.watch_id, "spans": one.spans} for one in matches.get(row.id, [])],
        }
        for row in rows
    ]
