"""Pages of what agents have at hand: a list in three parts, a form for each kind, "I have read this", a calendar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from bpo.core.errors import Invalid
from bpo.core.i18n import N_, current_zone
from bpo.core.i18n import gettext as _
from bpo.core.vocabulary import LanguageCode
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.knowledge import operations
from bpo.knowledge.labels import CAMPAIGN_KINDS, TEMPLATE_KINDS
from bpo.knowledge.models import Article, Campaign, ReplyTemplate
from bpo.knowledge.queries import (
    get_in_use,
    list_agents,
    list_articles,
    list_between,
    list_campaigns,
    list_readers,
    list_templates,
    list_unread,
)
from bpo.knowledge.rules import (
    VARIABLES,
    days_of,
    instants_of,
    is_in_force,
    is_on_day,
    next_month,
    previous_month,
    weeks_of,
)
from bpo.knowledge.schemas import ArticleIn, CalendarQuery, CampaignIn, TemplateIn
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.inputs import local_input
from bpo.web.labels import show_label
from bpo.web.render import render

blp = Blueprint("knowledge", __name__, template_folder="templates")

Kept = ReplyTemplate | Article | Campaign


@dataclass(frozen=True)
class Part:
    """One of the three kinds: how it is called, its schema and its operation."""

    title: str
    new: str
    saved: str
    model: type[Any]
    schema: type[Schema]
    save: Callable[..., Kept]


PARTS: Mapping[str, Part] = {
    "templates": Part(
        N_("Templates"),
        N_("New template"),
        N_("The template is kept."),
        ReplyTemplate,
        TemplateIn,
        operations.save_template,
    ),
    "articles": Part(
        N_("Articles"),
        N_("New article"),
        N_("The article is kept."),
        Article,
        ArticleIn,
        operations.save_article,
    ),
    "campaigns": Part(
        N_("Campaigns"),
        N_("New campaign"),
        N_("The campaign is kept."),
        Campaign,
        CampaignIn,
        operations.save_campaign,
    ),
}
WHERE = "/brands/<slug>/knowledge/<any(templates,articles,campaigns):part>"


@blp.get("/brands/<slug>/knowledge")
@blp.get(WHERE)
@requires(Permission.KNOWLEDGE_READ)
def shelf(slug: str, part: str = "templates") -> str:
    """Templates, articles or campaigns of a brand."""
    tenant = get_tenant(g.uow, slug)
    words = request.args.get("words", "")[:200]
    campaigns = list_campaigns(g.uow, tenant.id) if part == "campaigns" else []
    readers = list_readers(g.uow, tenant.id) if campaigns else {}
    agents = list_agents(g.uow, tenant.id) if campaigns and g.uow.actor.is_staff else set()
    return render(
        "knowledge/shelf.html",
        tenant=tenant,
        part=part,
        tabs=_tabs(slug, part),
        title=_(PARTS[part].title),
        new=_(PARTS[part].new),
        can_edit=g.uow.actor.may(Permission.KNOWLEDGE_EDIT, tenant.id),
        words=words,
        templates=list_templates(g.uow, tenant.id) if part == "templates" else [],
        articles=list_articles(g.uow, tenant.id, words=words) if part == "articles" else [],
        campaigns=[(row, is_in_force(row.starts_at, row.ends_at, at=g.uow.now)) for row in campaigns],
        unread=list_unread(g.uow, campaigns) if g.uow.actor.is_staff else set(),
        readers=readers,
        unaware={row.id: agents - readers.get(row.id, set()) for row in campaigns},
        names=list_names(g.uow, agents),
        reports=_reports(tenant, campaigns),
        now=g.uow.now,
        template_kinds={key: _(name) for key, name in TEMPLATE_KINDS.items()},
        campaign_kinds={key: _(name) for key, name in CAMPAIGN_KINDS.items()},
        languages={one.value: show_label(one) for one in LanguageCode},
    )


def _reports(tenant: Tenant, campaigns: list[Campaign]) -> dict[UUID, str]:
    """By campaign that has begun: the brand's report over its days, for those who read reports."""
    if not g.uow.actor.may(Permission.REPORT_READ, tenant.id):
        return {}
    zone, found = ZoneInfo(tenant.time_zone), {}
    for row in campaigns:
        if row.starts_at <= g.uow.now:
            first, end = days_of(row.starts_at, row.ends_at, now=g.uow.now, zone=zone)
            days: dict[str, Any] = {"from": first.isoformat(), "to": end.isoformat()}
            found[row.id] = url_for("reports.report", slug=tenant.slug, **days)
    return found


@blp.get(f"{WHERE}/new")
@requires(Permission.KNOWLEDGE_EDIT)
def new(slug: str, part: str) -> str:
    """An empty form."""
    tenant = get_tenant(g.uow, slug)
    return _form(
        tenant,
        part,
        None,
        blank(
            language=tenant.languages[0], kind=request.args.get("kind", ""), starts_at=local_input(g.uow.now)
        ),
    )


@blp.post(f"{WHERE}/new")
@requires(Permission.KNOWLEDGE_EDIT)
def create(slug: str, part: str) -> ResponseReturnValue:
    """Keep a new one."""
    return _save(get_tenant(g.uow, slug), part, None)


@blp.get(f"{WHERE}/<uuid:row_id>")
@requires(Permission.KNOWLEDGE_EDIT)
def edit(slug: str, part: str, row_id: UUID) -> str:
    """One of them, to be changed."""
    tenant = get_tenant(g.uow, slug)
    row = get_in_use(g.uow, PARTS[part].model, tenant.id, row_id)
    shown = {name: getattr(row, name) for name in PARTS[part].schema().fields}
    if isinstance(row, Campaign):
        shown |= {
            "starts_at": local_input(row.starts_at),
            "ends_at": local_input(row.ends_at),
            "tags": ", ".join(row.tags),
        }
    return _form(tenant, part, row, blank(**shown))


@blp.post(f"{WHERE}/<uuid:row_id>")
@requires(Permission.KNOWLEDGE_EDIT)
def save(slug: str, part: str, row_id: UUID) -> ResponseReturnValue:
    """Keep a change."""
    tenant = get_tenant(g.uow, slug)
    return _save(tenant, part, get_in_use(g.uow, PARTS[part].model, tenant.id, row_id))


@blp.post(f"{WHERE}/<uuid:row_id>/retire")
@requires(Permission.KNOWLEDGE_EDIT)
def retire(slug: str, part: str, row_id: UUID) -> ResponseReturnValue:
    """Take one out of use."""
    tenant = get_tenant(g.uow, slug)
    operations.retire(g.uow, get_in_use(g.uow, PARTS[part].model, tenant.id, row_id, for_update=True))
    flash(_("It is out of use. What was written from it stays."), "good")
    return redirect(url_for("knowledge.shelf", slug=slug, part=part), code=303)


@blp.post("/brands/<slug>/knowledge/campaigns/<uuid:row_id>/read")
@requires(Permission.KNOWLEDGE_READ)
def confirm_reading(slug: str, row_id: UUID) -> ResponseReturnValue:
    """Say that one has read a campaign."""
    tenant = get_tenant(g.uow, slug)
    operations.record_reading(g.uow, get_in_use(g.uow, Campaign, tenant.id, row_id))
    return redirect(url_for("knowledge.shelf", slug=slug, part="campaigns"), code=303)


@blp.get("/calendar")
@requires(Permission.KNOWLEDGE_READ)
def all_calendars() -> ResponseReturnValue:
    """A month of campaigns of all the reader's brands, in the reader's zone."""
    return _calendar(None)


@blp.get("/brands/<slug>/calendar")
@requires(Permission.KNOWLEDGE_READ)
def calendar(slug: str) -> ResponseReturnValue:
    """A month of a brand's campaigns, in its own zone."""
    return _calendar(get_tenant(g.uow, slug))


def _calendar(tenant: Tenant | None) -> ResponseReturnValue:
    zone = ZoneInfo(tenant.time_zone) if tenant else current_zone()
    today = g.uow.now.astimezone(zone).date()
    form = load(CalendarQuery(), request.args)
    month = ((form.data or {}).get("month") or today).replace(day=1)
    brands = {one.id: one for one in ([tenant] if tenant else list_tenants(g.uow))}
    weeks = weeks_of(month)
    since, until = instants_of(weeks, zone)
    found = list_between(g.uow, set(brands), since=since, until=until)

    def of_day(day: date) -> list[Campaign]:
        return [row for row in found if is_on_day(row.starts_at, row.ends_at, day=day, zone=zone)]

    def begins(row: Campaign, day: date) -> bool:
        return bool(row.starts_at.astimezone(zone).date() == day)

    def address(first: date) -> str:
        month = first.strftime("%Y-%m")
        if tenant is None:
            return url_for("knowledge.all_calendars", month=month)
        return url_for("knowledge.calendar", slug=tenant.slug, month=month)

    page = render(
        "knowledge/calendar.html",
        tenant=tenant,
        tabs=_tabs(tenant.slug, "calendar") if tenant else [],
        month=month,
        today=today,
        weeks=[[(day, of_day(day)) for day in week] for week in weeks],
        begins=begins,
        brands=brands,
        zone=zone,
        form=form,
        unread=list_unread(g.uow, found) if g.uow.actor.is_staff else set(),
        address=address,
        previous=previous_month(month),
        next=next_month(month),
        kinds={key: _(name) for key, name in CAMPAIGN_KINDS.items()},
        can_edit=tenant is not None and g.uow.actor.may(Permission.KNOWLEDGE_EDIT, tenant.id),
    )
    return page, 200 if form.ok else 422


def _save(tenant: Tenant, part: str, row: Kept | None) -> ResponseReturnValue:
    form = load(PARTS[part].schema(), request.form)
    if form.data is None:
        return _form(tenant, part, row, form), 422
    try:
        PARTS[part].save(g.uow, tenant.id, row.id if row else None, **form.data)
    except Invalid as error:
        found = {fault.place: [_(fault.message)] for fault in error.faults}
        return _form(tenant, part, row, refused(form, found)), 422
    flash(_(PARTS[part].saved), "good")
    return redirect(url_for("knowledge.shelf", slug=tenant.slug, part=part), code=303)


def _form(tenant: Tenant, part: str, row: Kept | None, form: FormResult) -> str:
    by = list_names(g.uow, {row.changed_by}) if row and row.changed_by and g.uow.actor.is_staff else {}
    return render(
        "knowledge/form.html",
        tenant=tenant,
        part=part,
        row=row,
        form=form,
        title=_(PARTS[part].new) if row is None else getattr(row, "name", None) or getattr(row, "title", ""),
        shelf_title=_(PARTS[part].title),
        changed_by=by.get(row.changed_by) if row and row.changed_by else None,
        variables=[
            *((f"{{{name}}}", _(means)) for name, means in VARIABLES.items()),
            ("{local.phone}", _("a local field of the account, here its phone")),
        ],
        template_kinds=[(key, _(name)) for key, name in TEMPLATE_KINDS.items()],
        campaign_kinds=[(key, _(name)) for key, name in CAMPAIGN_KINDS.items()],
        languages=[(code, show_label(LanguageCode(code))) for code in tenant.languages],
        zone=str(current_zone()),
    )


def _tabs(slug: str, part: str) -> list[dict[str, Any]]:
    shelves = [
        (name, _(one.title), url_for("knowledge.shelf", slug=slug, part=name)) for name, one in PARTS.items()
    ]
    return [
        {"label": label, "url": url, "active": name == part}
        for name, label, url in [
            *shelves,
            ("calendar", _("Calendar"), url_for("knowledge.calendar", slug=slug)),
        ]
    ]
