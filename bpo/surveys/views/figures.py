"""Satisfaction of a brand on one page, its answers, and both as files.

The figures are the brand's and the same for every reader; the answers are those the reader may see. A client is
shown neither who at the vendor answered nor, from an answer, whose conversation it was.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import Response, g, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid, NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode, Network
from bpo.identity.permissions import Permission
from bpo.surveys.asked import asked_period
from bpo.surveys.labels import FIGURES, MOODS, WHY_NOT
from bpo.surveys.operations.figures import Report, count_behind, satisfaction_report
from bpo.surveys.queries import AnswerFilter, count_answers, find_plan, list_answers, plan_of
from bpo.surveys.rules.figures import TOO_FEW
from bpo.surveys.shown import answers_csv, figures_csv, figures_out
from bpo.surveys.views.pages import blp
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period, add_months, local_date, month_of
from bpo.web.forms import FormResult, blank, translate
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render

MOST_IN_A_FILE = 20_000


@blp.get("/brands/<slug>/satisfaction")
@requires(Permission.SURVEY_READ)
def satisfaction(slug: str) -> ResponseReturnValue:
    """Whether the brand's customers were satisfied."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    try:
        period = asked_period(uow, tenant, request.args)
    except Invalid as error:
        form = FormResult(
            errors={fault.place: [translate(fault.message)] for fault in error.faults},
            values=request.args.to_dict(),
        )
        return render("surveys/satisfaction.html", tenant=tenant, form=form, report=None), 422
    report = satisfaction_report(uow, tenant, period)
    plan_row = find_plan(uow, tenant.id)
    return render(
        "surveys/satisfaction.html",
        tenant=tenant,
        form=blank(**_dates(period)),
        report=report,
        period=period,
        plan=plan_of(plan_row),
        networks=[show_label(Network(one)) for one in sorted(plan_of(plan_row).networks)],
        can_edit=uow.actor.may(Permission.SURVEY_EDIT, tenant.id),
        is_staff=uow.actor.is_staff,
        too_few=TOO_FEW,
        not_asked=_not_asked(report) if uow.actor.is_staff else [],
        distribution=_distribution(report),
        groups=_groups(report, for_staff=uow.actor.is_staff),
        answers_url=lambda figure, **more: url_for(
            "surveys.answers", slug=slug, figure=figure, **_dates(period), **more
        ),
        downloads={
            _("Figures"): url_for("surveys.download", slug=slug, **_dates(period)),
            _("Answers"): url_for("surveys.download_answers", slug=slug, **_dates(period)),
        },
        presets=_presets(uow, tenant),
    )


@blp.get("/brands/<slug>/satisfaction/answers")
@requires(Permission.SURVEY_READ)
def answers(slug: str) -> str:
    """The answers behind a figure."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = asked_period(uow, tenant, request.args)
    wanted = _wanted(uow)
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    total = count_answers(uow, tenant.id, period, wanted)
    found = list_answers(uow, tenant.id, period, wanted, after=after, limit=PAGE_SIZE + 1)
    page = page_of(found, size=PAGE_SIZE, key=lambda row: (row.answer.answered_at, row.answer.id))
    here: dict[str, Any] = {
        "slug": slug,
        "figure": wanted.figure,
        "language": wanted.language,
        "network": wanted.network,
        "agent": wanted.agent,
        **_dates(period),
    }
    return render(
        "surveys/answers.html",
        tenant=tenant,
        period=period,
        title=_title(wanted),
        total=total,
        hidden=count_behind(uow, tenant.id, period, wanted) - total if uow.actor.narrowed else 0,
        rows=page.items,
        is_staff=uow.actor.is_staff,
        moods={key: (_(name), kind) for key, (name, kind) in MOODS.items()},
        language_names={one.value: show_label(one) for one in LanguageCode},
        network_names={one.value: show_label(one) for one in Network},
        back_url=url_for("surveys.satisfaction", slug=slug, **_dates(period)),
        next_url=url_for("surveys.answers", cursor=page.next_cursor, **here) if page.next_cursor else None,
        first_url=url_for("surveys.answers", **here) if cursor else None,
    )


@blp.get("/brands/<slug>/satisfaction.csv")
@requires(Permission.SURVEY_READ)
def download(slug: str) -> Response:
    """The figures as a file."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = asked_period(uow, tenant, request.args)
    report = satisfaction_report(uow, tenant, period)
    out = figures_out(report.figures, period, brand=tenant.slug, for_staff=uow.actor.is_staff)
    return _file(figures_csv(out), f"satisfaction-{_span(tenant, period)}")


@blp.get("/brands/<slug>/satisfaction/answers.csv")
@requires(Permission.SURVEY_READ)
def download_answers(slug: str) -> Response:
    """The answers that the reader may see, as a file."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = asked_period(uow, tenant, request.args)
    rows = list_answers(uow, tenant.id, period, _wanted(uow), limit=MOST_IN_A_FILE)
    return _file(answers_csv(rows, for_staff=uow.actor.is_staff), f"answers-{_span(tenant, period)}")


def _wanted(uow: UnitOfWork) -> AnswerFilter:
    given = request.args
    wanted = AnswerFilter(
        given.get("figure") or "answers",
        given.get("language") or None,
        given.get("network") or None,
        (given.get("agent") or None) if uow.actor.is_staff else None,
    )
    if wanted.figure not in FIGURES:
        raise NotFound
    return wanted


def _title(wanted: AnswerFilter) -> str:
    parts = [_(FIGURES[wanted.figure])]
    if wanted.language in tuple(LanguageCode):
        parts.append(show_label(LanguageCode(str(wanted.language))))
    if wanted.network in tuple(Network):
        parts.append(show_label(Network(str(wanted.network))))
    if wanted.agent:
        parts.append(wanted.agent)
    return ": ".join(parts)


def _not_asked(report: Report) -> list[tuple[str, int]]:
    found = sorted(report.not_asked.items(), key=lambda one: (-one[1], one[0]))
    return [(_(WHY_NOT.get(reason, reason)), count) for reason, count in found]


def _distribution(report: Report) -> dict[str, Any]:
    return {
        "kind": "bar",
        "x": ["1", "2", "3", "4", "5"],
        "x_name": _("Score"),
        "series": [{"name": _("Answers"), "values": list(report.figures.distribution)}],
        "unit": "count",
    }


def _groups(report: Report, *, for_staff: bool) -> list[dict[str, Any]]:
    """The tables below the figures: by what, and its rows with the name as it is read."""
    figures = report.figures
    tables = [
        (
            _("By language"),
            "language",
            [
                (show_label(LanguageCode(one.name)) if one.name else _("Not known"), one)
                for one in figures.languages
            ],
        ),
        (
            _("By network"),
            "network",
            [
                (show_label(Network(one.name)) if one.name else _("Not known"), one)
                for one in figures.networks
            ],
        ),
    ]
    if for_staff:
        tables.append((_("By agent"), "agent", [(one.name or "", one) for one in figures.agents]))
    what = {"language": _("Language"), "network": _("Network"), "agent": _("Agent")}
    return [
        {"title": title, "key": key, "what": what[key], "rows": rows} for title, key, rows in tables if rows
    ]


def _presets(uow: UnitOfWork, tenant: Tenant) -> list[tuple[str, str]]:
    this = month_of(local_date(uow.now, tenant.time_zone), tenant.time_zone)
    last = month_of(add_months(this.from_date, -1), tenant.time_zone)
    return [
        (name, url_for("surveys.satisfaction", slug=tenant.slug, **_dates(period)))
        for name, period in ((_("This month"), this), (_("Last month"), last))
    ]


def _dates(period: Period) -> dict[str, Any]:
    return {"from": period.from_date.isoformat(), "to": period.to_date.isoformat()}


def _span(tenant: Tenant, period: Period) -> str:
    return f"{tenant.slug}-{period.from_date}-{period.to_date}"


def _file(content: str, name: str) -> Response:
    response = Response(content, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
