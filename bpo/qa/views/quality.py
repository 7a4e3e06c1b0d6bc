"""The figures of quality of a brand, and the reviews behind each of them."""

from datetime import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid, NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.qa import labels
from bpo.qa.operations.figures import (
    OfAgent,
    QualityReport,
    accuracy_of,
    latest_reviewed_month,
    quality_report,
)
from bpo.qa.queries.programme import find_plan, known_criteria
from bpo.qa.queries.reviews import Wanted, count_reviews, list_reviews
from bpo.qa.rules.accuracy import FEWEST_TO_RANK
from bpo.qa.rules.sampling import Kind, Purpose
from bpo.qa.rules.scorecards import CRITICAL, CriterionClass
from bpo.qa.views.pages import blp, network_name, points
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period, add_months, local_date, month_of, read_date
from bpo.web.formats import show_date
from bpo.web.forms import FormResult, translate
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@blp.get("/brands/<slug>/quality")
@requires(Permission.QUALITY_READ)
def quality(slug: str) -> ResponseReturnValue:
    """How good the brand's replies were in a period."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    try:
        period = period_asked(uow, tenant)
    except Invalid as error:
        form = FormResult(
            errors={fault.place: [translate(fault.message)] for fault in error.faults},
            values=request.args.to_dict(),
        )
        empty: dict[str, Any] = {"report": None, "is_started": True, "can_edit": False, "can_review": False}
        return render("qa/quality.html", tenant=tenant, form=form, **empty), HTTPStatus.UNPROCESSABLE_ENTITY
    report = quality_report(uow, tenant, period)
    is_staff = uow.actor.is_staff
    month = month_of(local_date(uow.now, tenant.time_zone), tenant.time_zone)
    return render(
        "qa/quality.html",
        tenant=tenant,
        form=FormResult(values=_dates(period)),
        report=report,
        period=period,
        labels=labels,
        critical=CRITICAL,
        class_names={kind: _(name) for kind, name in labels.CLASSES.items()},
        class_means={kind: _(name) for kind, name in labels.CLASS_MEANS.items()},
        agents=_agent_rows(uow, report) if is_staff else [],
        fewest=FEWEST_TO_RANK,
        is_staff=is_staff,
        is_started=not is_staff or find_plan(uow, tenant.id) is not None,
        can_edit=uow.actor.may(Permission.SCORECARD_EDIT, tenant.id),
        can_review=uow.actor.may(Permission.REVIEW_WRITE, tenant.id),
        chart=_chart(report),
        presets=[
            (_("This month"), url_for("qa.quality", slug=slug, **_dates(month))),
            (
                _("Last month"),
                url_for(
                    "qa.quality",
                    slug=slug,
                    **_dates(month_of(add_months(month.from_date, -1), tenant.time_zone)),
                ),
            ),
        ],
        rows_url=lambda **over: url_for("qa.reviews", slug=slug, **_dates(period), **over),
    )


@blp.get("/brands/<slug>/quality/reviews")
@requires(Permission.QUALITY_READ)
def reviews(slug: str) -> str:
    """The reviews behind a figure."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = period_asked(uow, tenant)
    wanted, title, narrowed = _wanted(uow, tenant, period)
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = list_reviews(uow, tenant.id, wanted, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda line: (line.review.done_at, line.review.id))
    ids = {line.review.agent_id for line in page.items if line.review.agent_id}
    here: dict[str, Any] = {"slug": slug, **_dates(period), **narrowed}
    return render(
        "qa/reviews.html",
        tenant=tenant,
        period=period,
        title=title,
        rows=page.items,
        total=count_reviews(uow, tenant.id, wanted),
        names=list_names(uow, ids) if uow.actor.is_staff else {},
        is_staff=uow.actor.is_staff,
        states={state.value: (_(name), kind) for state, (name, kind) in labels.STATES.items()},
        network_name=network_name,
        points=points,
        quality_url=url_for("qa.quality", slug=slug, **_dates(period)),
        next_url=url_for("qa.reviews", cursor=page.next_cursor, **here) if page.next_cursor else None,
        first_url=url_for("qa.reviews", **here) if cursor else None,
    )


def period_asked(uow: UnitOfWork, tenant: Tenant) -> Period:
    """The period in the address; the latest month with reviews where it names none."""
    given = request.args
    if given.get("from") or given.get("to"):
        return Period(
            read_date(given.get("from", ""), place="from"),
            read_date(given.get("to", ""), place="to"),
            tenant.time_zone,
        )
    return latest_reviewed_month(uow, tenant)


def _wanted(uow: UnitOfWork, tenant: Tenant, period: Period) -> tuple[Wanted, str, dict[str, str]]:
    """What the address asks for, how that is called, and the part of the address that asks for it."""
    given = {
        key: request.args[key]
        for key in ("error", "criterion", "overturned", "agent", "kind", "targeted")
        if request.args.get(key)
    }
    is_staff = uow.actor.is_staff
    agent_id = None
    if "agent" in given:
        if not is_staff:  # whose work it is is not the client's to ask
            raise NotFound
        try:
            agent_id = UUID(given["agent"])
        except ValueError:
            raise NotFound from None
    targeted = "targeted" in given
    if targeted and not is_staff:
        raise NotFound
    kind = Kind.DISMISSAL.value if given.get("kind") == Kind.DISMISSAL.value else Kind.REPLY.value
    wanted = Wanted(
        kind=kind,
        purpose=Purpose.TARGETED.value if targeted else Purpose.PROGRAMME.value,
        start=period.start,
        end=period.end,
        error=given.get("error"),
        criterion=given.get("criterion"),
        overturned="overturned" in given,
        agent_id=agent_id,
    )
    return wanted, _title(uow, tenant, wanted), given


def _title(uow: UnitOfWork, tenant: Tenant, wanted: Wanted) -> str:
    if wanted.error is not None:
        if wanted.error not in {kind.value for kind in CRITICAL}:
            raise NotFound
        name = _(labels.CLASSES[CriterionClass(wanted.error)])
        return _("Reviews with an error: %(what)s", what=name)
    if wanted.kind == Kind.DISMISSAL.value:
        return _("Audited dismissals")
    if wanted.criterion is not None:
        return _title_of_criterion(uow, tenant, wanted)
    if wanted.agent_id is not None:
        names = list_names(uow, {wanted.agent_id})
        return _("Reviews of %(name)s", name=names.get(wanted.agent_id, "?"))
    if wanted.purpose == Purpose.TARGETED.value:
        return _("Reviews of replies chosen by hand")
    return _("All reviews of the sample")


def _title_of_criterion(uow: UnitOfWork, tenant: Tenant, wanted: Wanted) -> str:
    known = known_criteria(uow, tenant.id)
    if wanted.criterion not in known:
        raise NotFound
    name = _(known[wanted.criterion].name)
    if wanted.overturned:
        return _("Overturned after a dispute: %(what)s", what=name)
    return _("Failed: %(what)s", what=name)


def _agent_rows(uow: UnitOfWork, report: QualityReport) -> list[tuple[str, OfAgent]]:
    """Agents by name; those with too few reviews stand in the same order, since nobody is ranked by chance."""
    names = list_names(uow, {one.agent_id for one in report.agents if one.agent_id})
    rows = [
        (names.get(one.agent_id, one.agent or "?") if one.agent_id else one.agent or _("Not known"), one)
        for one in report.agents
    ]
    return sorted(rows, key=lambda row: row[0])


def _chart(report: QualityReport) -> dict[str, Any] | None:
    if len(report.steps) < 2:
        return None
    found = [accuracy_of(step) for step in report.steps]
    return {
        "kind": "line",
        "x": [show_date(step.step) for step in report.steps],
        "x_name": _("Week from"),
        "series": [
            {"name": _(labels.CLASSES[kind]), "values": [one[kind].value for one in found]}
            for kind in CRITICAL
        ],
        "unit": "percent",
        "min": 0,
        "max": 1,
    }


def _dates(period: Period) -> dict[str, Any]:
    return {"from": period.from_date.isoformat(), "to": period.to_date.isoformat()}
