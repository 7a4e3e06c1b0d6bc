"""The client's portal: the SLA report on one page, its downloads, and the rows behind each figure.

The figures are the brand's and the same for every reader; the rows are those the reader may see. Clients
are not shown who at the vendor answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, g, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.queries import list_accounts
from bpo.conversations.queries.portal import count_questions, count_replies
from bpo.core.errors import Invalid
from bpo.core.i18n import current_locale, speaking
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.qa.labels import CLASSES
from bpo.reports import labels
from bpo.reports.charts import arrivals_chart, times_chart, trend_chart
from bpo.reports.operations import (
    agreed_with,
    clocks_of,
    count_behind,
    latest_month,
    report_pictures,
    sla_report,
)
from bpo.reports.operations.logo import find_logo
from bpo.reports.operations.quality import QualityBeside, quality_beside
from bpo.reports.operations.sections import sections_for
from bpo.reports.operations.terms import agreed_then
from bpo.reports.queries.figures import Question
from bpo.reports.queries.months import count_waiting_months, get_latest
from bpo.reports.queries.rows import Drill, count_rows, first_words, list_rows
from bpo.reports.queries.volumes import list_places
from bpo.reports.render.files import MEDIA_TYPES, name_of_file, render_file
from bpo.reports.row_sheets import turn_sheet
from bpo.reports.rules.by_place import PlaceAsked
from bpo.reports.rules.figures import CLOCKS, Agreed, SlaReport, definitions_of
from bpo.reports.rules.sections import ALL, Sections
from bpo.reports.shown import (
    answer_of,
    changes_between,
    engagement_rows,
    promises_of,
    several_targets,
    volume_parts,
)
from bpo.reports.shown_definitions import columns as definition_columns
from bpo.reports.shown_definitions import definition_rows, sentences_of
from bpo.reports.shown_logo import shown_logo
from bpo.reports.shown_places import place_name
from bpo.reports.signatures import brand_time
from bpo.reports.views.pages import blp
from bpo.surveys.operations.figures import satisfaction_report
from bpo.surveys.rules.figures import Satisfaction
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import (
    PRESET_DAYS,
    Period,
    add_months,
    days_before,
    local_date,
    month_of,
    period_before,
    read_date,
    read_local,
)
from bpo.web.forms import FormResult, translate
from bpo.web.guard import requires
from bpo.web.labels import department_name
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render

# What others measured, shown beside our figures and never mixed with them: seven in eight messages to brands
# got no answer within 72 hours (Sprout Social Index, July 2015).
FIELD_SHARE = 0.125


@dataclass(frozen=True)
class Asked:
    """The question in the address."""

    period: Period
    as_of: datetime
    is_fixed: bool  # whether the address says from when it is seen

    @property
    def values(self) -> dict[str, Any]:
        """The question again, for addresses of the same one."""
        return self.pinned if self.is_fixed else {key: self.pinned[key] for key in ("from", "to")}

    @property
    def pinned(self) -> dict[str, Any]:
        """The same with its instant always, so that rows and files hold the figures of this very page."""
        return {
            "from": self.period.from_date.isoformat(),
            "to": self.period.to_date.isoformat(),
            "as_of": self.as_of.isoformat().replace("+00:00", "Z"),
        }


@blp.get("/brands/<slug>/report")
@requires(Permission.REPORT_READ)
def report(slug: str) -> ResponseReturnValue:
    """Whether the promises were kept: the report as a page."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    try:
        asked = asked_of(uow, tenant)
    except Invalid as error:
        form = FormResult(
            errors={fault.place: [translate(fault.message)] for fault in error.faults},
            values=request.args.to_dict(),
        )
        return render("reports/sla.html", tenant=tenant, form=form, report=None, waiting=0), 422
    if file_format := request.args.get("format"):
        return _file(uow, tenant, asked, file_format)
    waiting = 0 if uow.actor.is_staff else _count_waiting(uow)
    return render(
        "reports/sla.html",
        tenant=tenant,
        form=_form(tenant, asked),
        waiting=waiting,
        satisfaction=_satisfaction(uow, tenant, asked.period),
        quality=_quality(uow, tenant, asked.period),
        may_try=uow.actor.may(Permission.STATEMENT_READ, tenant.id) and tenant.id not in uow.actor.narrowed,
        class_names={kind: _(name) for kind, name in CLASSES.items()},
        **page_of_report(uow, tenant, asked),
    )


@blp.get("/brands/<slug>/report.<any(json, csv, xlsx, pdf):file_format>")
@requires(Permission.REPORT_READ)
def download(slug: str, file_format: str) -> Response:
    """The same report as a file."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return _file(uow, tenant, asked_of(uow, tenant), file_format)


@blp.get("/brands/<slug>/report/rows")
@requires(Permission.REPORT_READ)
def rows(slug: str) -> str:
    """The rows behind one figure."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    asked = asked_of(uow, tenant)
    place = PlaceAsked(tag=request.args.get("tag"), account=request.args.get("account"))
    drill = Drill(
        request.args.get("figure", ""),
        request.args.get("state", ""),
        request.args.get("level"),
        accounts=place.accounts(list_places(uow, tenant.id)),
    )
    signed = {"signed": "1"} if request.args.get("signed") else {}
    if signed:  # behind the figures of a month, by what was agreed when it was computed
        agreed = agreed_then(uow, get_latest(uow, tenant.id, asked.period.from_date))
    else:
        agreed = agreed_with(uow, tenant)
    question = Question(
        tenant.id, asked.period, asked.as_of, agreed.window, recontact_days=agreed.recontact_days
    )
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    total = count_rows(uow, question, drill)
    found = list_rows(uow, question, drill, after=after, limit=PAGE_SIZE + 1)
    page = page_of(found, size=PAGE_SIZE, key=lambda row: (row.started_at, row.id))
    here: dict[str, Any] = {
        "slug": slug,
        "figure": drill.figure,
        "state": drill.state,
        "level": drill.level,
        **place.values,
        **asked.values,
        **signed,
    }
    return render(
        "reports/rows.html",
        tenant=tenant,
        asked=asked,
        drill=drill,
        figure=_(labels.FIGURES[drill.figure]),
        state=_(labels.STATES[drill.state]),
        place=place_name(place, account_names(uow, tenant)),
        total=total,
        hidden=count_behind(uow, question, drill) - total if uow.actor.narrowed else 0,
        rows=page.items,
        words=first_words(uow, tenant.id, [row.turn_id for row in page.items if row.turn_id]),
        labels=labels,
        is_staff=uow.actor.is_staff,
        report_url=url_for(
            "reports.places" if place.is_asked else "reports.report",
            slug=slug,
            **asked.values,
        ),
        next_url=url_for("reports.rows", cursor=page.next_cursor, **here) if page.next_cursor else None,
        first_url=url_for("reports.rows", **here) if cursor else None,
        brand_time=lambda at: brand_time(at, tenant),
    )


def asked_of(uow: UnitOfWork, tenant: Tenant) -> Asked:
    """The question in the address; the latest month with turns where it asks for none."""
    given = request.args
    as_of = given.get("as_of") or None
    seen_at = read_local(as_of, tenant.time_zone, place="as_of") if as_of else uow.now
    month = month_of(local_date(uow.now, tenant.time_zone), tenant.time_zone)
    choice = given.get("period") or ("custom" if given.get("from") or given.get("to") else "")
    if choice == "custom":
        period = Period(
            read_date(given.get("from", ""), place="from"),
            read_date(given.get("to", ""), place="to"),
            tenant.time_zone,
        )
    elif choice == "this_month":
        period = month
    elif choice == "last_month":
        period = month_of(add_months(month.from_date, -1), tenant.time_zone)
    elif choice in PRESET_DAYS:
        period = days_before(local_date(uow.now, tenant.time_zone), choice, tenant.time_zone)
    else:
        period = latest_month(uow, tenant)
    return Asked(period, seen_at, as_of is not None)


def _form(tenant: Tenant, asked: Asked) -> FormResult:
    local = asked.as_of.astimezone(ZoneInfo(tenant.time_zone))
    shown = local.replace(tzinfo=None).isoformat(timespec="minutes") if asked.is_fixed else ""
    return FormResult(values={**asked.values, "as_of": shown})


def _satisfaction(uow: UnitOfWork, tenant: Tenant, period: Period) -> Satisfaction | None:
    """What customers said when asked, from its own domain; None for whoever may not read it, or where nothing was."""
    if not uow.actor.may(Permission.SURVEY_READ, tenant.id):
        return None
    found = satisfaction_report(uow, tenant, period).figures
    return found if found.count or found.asked.of else None


def _quality(uow: UnitOfWork, tenant: Tenant, period: Period) -> QualityBeside | None:
    """The same of quality."""
    return quality_beside(uow, tenant, period) if uow.actor.may(Permission.QUALITY_READ, tenant.id) else None


def _count_waiting(uow: UnitOfWork) -> int:
    return count_replies(uow) + count_questions(uow) + count_waiting_months(uow)


def page_of_report(
    uow: UnitOfWork,
    tenant: Tenant,
    asked: Asked,
    *,
    made: SlaReport | None = None,
    agreed: Agreed | None = None,
) -> dict[str, Any]:
    """Everything that the page of a report shows; of one that was made before, its own figures and terms."""
    signed: dict[str, Any] = {"signed": "1"} if made else {}
    made = made or _report(uow, tenant, asked.period, asked.as_of)
    as_client = request.args.get("shown") == "client"
    sections = sections_for(uow, tenant, as_client=as_client)
    agreed = agreed or agreed_with(uow, tenant)
    before = period_before(asked.period)
    earlier = clocks_of(uow, tenant, period=before, as_of=asked.as_of) if before else None
    pictures = report_pictures(uow, tenant, period=asked.period, as_of=asked.as_of)

    def rows_url(figure: str, state: str, level: str | None = None) -> str:
        return url_for(
            "reports.rows",
            slug=tenant.slug,
            figure=figure,
            state=state,
            level=level,
            **asked.pinned,
            **signed,
        )

    shown: dict[str, Any] = {"shown": "client"} if as_client else {}
    return {
        "report": made,
        **shown_logo(uow, tenant),
        "sections": sections,
        "places_url": url_for("reports.places", slug=tenant.slug, **asked.pinned),
        "asked": asked,
        "agreed": agreed,
        "answer": answer_of(made, agreed),
        "promises": promises_of(made, agreed),
        "clocks": CLOCKS,
        "field_share": FIELD_SHARE,
        "labels": labels,
        "before": before,
        "changes": changes_between(earlier, made) if earlier and earlier["turns"]["total"] else [],
        "trend": trend_chart(pictures, made),
        "times": times_chart(pictures, made),
        "arrivals": arrivals_chart(made["volumes"]["arrivals"]),
        "volume_parts": volume_parts(made["volumes"], account_names(uow, tenant)),
        "several_targets": several_targets(made),
        "engagement": engagement_rows(made["volumes"]["engagement"])
        if "engagement" in made["volumes"]
        else [],
        "department_name": department_name,
        "definitions": sentences_of(made),
        "definition_columns": definition_columns(),
        "definition_rows": definition_rows(made),
        "definitions_version": definitions_of(made)["version"],
        "rows_url": rows_url,
        "downloads": {
            name: url_for("reports.download", slug=tenant.slug, file_format=name, **asked.pinned, **shown)
            for name in MEDIA_TYPES
        },
        "presets": [
            (_("This month"), url_for("reports.report", slug=tenant.slug, period="this_month")),
            (_("Last month"), url_for("reports.report", slug=tenant.slug, period="last_month")),
            (_("Last week"), url_for("reports.report", slug=tenant.slug, period="last_week")),
            (_("Yesterday"), url_for("reports.report", slug=tenant.slug, period="yesterday")),
        ],
        "brand_time": lambda at: brand_time(at, tenant),
    }


def account_names(uow: UnitOfWork, tenant: Tenant) -> dict[str, str]:
    """What accounts are called by people, with the name that files know them by."""
    accounts = list_accounts(uow, tenant.id, retired=True)
    return {one.key: f"{one.display_name} ({one.key})" for one in accounts if one.display_name}


def _report(uow: UnitOfWork, tenant: Tenant, period: Period, as_of: datetime) -> SlaReport:
    return sla_report(uow, tenant, from_date=period.from_date, to_date=period.to_date, as_of=as_of)


def _file(uow: UnitOfWork, tenant: Tenant, asked: Asked, file_format: str) -> Response:
    made = _report(uow, tenant, asked.period, asked.as_of)
    sections = sections_for(uow, tenant, as_client=request.args.get("shown") == "client")
    agreed = agreed_with(uow, tenant)
    question = Question(tenant.id, asked.period, asked.as_of, agreed.window)
    return file_of(
        made, file_format, tenant=tenant, agreed=agreed, sections=sections, uow=uow, question=question
    )


def file_of(
    made: SlaReport,
    file_format: str,
    *,
    tenant: Tenant,
    uow: UnitOfWork,
    question: Question,
    agreed: Agreed | None = None,
    signatures: Sequence[tuple[str, str]] = (),
    sections: Sections = ALL,
) -> Response:
    """A report as a file to be kept, with its rows where it is a workbook: those of `question`, as this reader sees them.

    A printed page is read at the brand, so its times are the brand's.
    """
    if file_format not in MEDIA_TYPES:
        render_file(made, file_format)  # says which there are
    with speaking(str(current_locale()), made["period"]["time_zone"]):
        turns = None
        if file_format == "xlsx":
            turns = turn_sheet(uow, tenant, question, is_signed=bool(signatures))
        body = render_file(
            made,
            file_format,
            sections=sections,
            turns=turns,
            brand=tenant.name,
            agreed=agreed,
            signatures=signatures,
            logo=find_logo(uow, tenant) if file_format == "pdf" else None,
        )
    response = Response(body, content_type=MEDIA_TYPES[file_format])
    if file_format == "csv":
        response.content_type = "text/csv; charset=utf-8; header=present"
    name = name_of_file(made, file_format)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
