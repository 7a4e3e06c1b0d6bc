"""The months of a brand: the list, one month with what is done about it, and the proof that it is unchanged."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports import labels
from bpo.reports.charts import months_chart
from bpo.reports.models import Snapshot
from bpo.reports.operations import comments
from bpo.reports.operations.comments import add_comment
from bpo.reports.operations.figures import agreed_with
from bpo.reports.operations.industry import find_comparison
from bpo.reports.operations.months import (
    accept_month,
    ask_to_prepare,
    check_seal,
    corrections_of,
    late_messages,
    refuse_month,
    report_of,
    restate_month,
    sealed_text,
    sign_month,
)
from bpo.reports.operations.overview import list_months
from bpo.reports.operations.sections import sections_for
from bpo.reports.operations.terms import agreed_then
from bpo.reports.queries.comments import get_comment, list_comments
from bpo.reports.queries.figures import Question
from bpo.reports.queries.months import find_latest, find_seal, get_latest, list_restatements, list_revisions
from bpo.reports.render.files import MEDIA_TYPES
from bpo.reports.rules.months import (
    Difference,
    MonthState,
    SnapshotState,
    find_month,
    is_over,
    name_of,
    state_of_month,
)
from bpo.reports.shown import figure_name, figure_value
from bpo.reports.signatures import decided_by, signatures_of
from bpo.reports.views.pages import blp
from bpo.reports.views.report import Asked, file_of, page_of_report
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period
from bpo.web.forms import FormResult, blank, translate
from bpo.web.guard import requires
from bpo.web.labels import industry_name
from bpo.web.render import render

HERE = "/brands/<slug>/months/<month>"


@dataclass(frozen=True)
class Line:
    """One figure of a restatement, in the reader's words; what is only a part of another is shown on demand."""

    name: str
    said: str
    found: str
    is_part: bool


@blp.get("/brands/<slug>/months")
@requires(Permission.REPORT_READ)
def months(slug: str) -> str:
    """Every month: how it stands, and attainment from month to month."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    before = request.args.get("before")
    page = list_months(uow, tenant, before=_period(tenant, before) if before else None)
    return render(
        "reports/months.html",
        tenant=tenant,
        lines=page.lines,
        labels=labels,
        decided_by=decided_by,
        agreed=agreed_with(uow, tenant),
        chart=months_chart(page.lines) if page.lines else None,
        older_url=url_for("reports.months", slug=slug, before=page.older) if page.older else None,
        first_url=url_for("reports.months", slug=slug) if before else None,
    )


@blp.get(HERE)
@requires(Permission.REPORT_READ)
def month(slug: str, month: str) -> str:
    """One month: its report, who signed and accepted it, and what was corrected since."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return _page(uow, tenant, _period(tenant, month), blank())


@blp.get(f"{HERE}/report.<any(json, csv, xlsx, pdf):file_format>")
@requires(Permission.REPORT_READ)
def month_file(slug: str, month: str, file_format: str) -> Response:
    """The report of a month as it was computed, as a file."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = _period(tenant, month)
    snapshot = get_latest(uow, tenant.id, period.from_date)
    agreed = agreed_then(uow, snapshot)
    return file_of(
        report_of(snapshot),
        file_format,
        tenant=tenant,
        uow=uow,
        question=Question(tenant.id, period, snapshot.as_of, agreed.window),
        agreed=agreed,
        signatures=signatures_of(uow, tenant, snapshot),
        sections=sections_for(uow, tenant),
    )


@blp.post(f"{HERE}/prepare")
@requires(Permission.REPORT_SIGN)
def prepare_month(slug: str, month: str) -> ResponseReturnValue:
    """Have a month computed."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    ask_to_prepare(uow, tenant, _period(tenant, month))
    flash(_("The month is being computed, twice. You are told when it can be signed."), "good")
    return _back(slug, month)


@blp.post(f"{HERE}/sign")
@requires(Permission.REPORT_SIGN)
def sign(slug: str, month: str) -> ResponseReturnValue:
    """Sign for the vendor."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    sign_month(uow, tenant, _load(uow, tenant, month))
    flash(_("The month is signed. The client's approvers are told that it waits for them."), "good")
    return _back(slug, month)


@blp.post(f"{HERE}/accept")
@requires(Permission.REPORT_ACCEPT)
def accept(slug: str, month: str) -> ResponseReturnValue:
    """Accept for the client: the month is sealed."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    accept_month(uow, tenant, _load(uow, tenant, month))
    flash(_("The month is accepted and sealed. Nothing in it can be changed any more."), "good")
    return _back(slug, month)


@blp.post(f"{HERE}/refuse")
@requires(Permission.REPORT_ACCEPT)
def refuse(slug: str, month: str) -> ResponseReturnValue:
    """Refuse for the client, with reasons."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    snapshot = _load(uow, tenant, month)
    try:
        refuse_month(uow, tenant, snapshot, reasons=request.form.get("reasons", ""))
    except Invalid as error:
        uow.session.refresh(snapshot)
        return _page(uow, tenant, _period(tenant, month), _faults(error)), 422
    flash(_("The month went back to the people who answer for you, with your reasons."), "good")
    return _back(slug, month)


@blp.post(f"{HERE}/restate")
@requires(Permission.REPORT_SIGN)
def restate(slug: str, month: str) -> ResponseReturnValue:
    """Write down beside a sealed month what became known later."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    try:
        restate_month(uow, tenant, _load(uow, tenant, month), reason=request.form.get("reason", ""))
    except Invalid as error:
        return _page(uow, tenant, _period(tenant, month), _faults(error)), 422
    flash(_("The correction stands beside the month, which stays as it was sealed."), "good")
    return _back(slug, month)


@blp.post(f"{HERE}/comments")
@requires(Permission.REPORT_COMMENT)
def comment(slug: str, month: str) -> ResponseReturnValue:
    """Say something about a month."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = _period(tenant, month)
    try:
        add_comment(uow, tenant, period, text=request.form.get("text", ""))
    except Invalid as error:
        return _page(uow, tenant, period, _faults(error)), 422
    return redirect(url_for("reports.month", slug=slug, month=month, _anchor="comments"), code=303)


@blp.post(f"{HERE}/comments/<uuid:comment_id>/take-back")
@requires(Permission.REPORT_COMMENT)
def take_comment_back(slug: str, month: str, comment_id: UUID) -> ResponseReturnValue:
    """Take one's own words back."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    comments.take_comment_back(
        uow, tenant, get_comment(uow, tenant.id, _period(tenant, month).from_date, comment_id)
    )
    return redirect(url_for("reports.month", slug=slug, month=month, _anchor="comments"), code=303)


@blp.get(f"{HERE}/seal")
@requires(Permission.REPORT_READ)
def seal(slug: str, month: str) -> str:
    """Compute the seal again and say whether anything was changed."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = _period(tenant, month)
    snapshot = get_latest(uow, tenant.id, period.from_date)
    return render(
        "reports/seal.html",
        tenant=tenant,
        period=period,
        snapshot=snapshot,
        kept=find_seal(uow, snapshot),
        checked=check_seal(uow, snapshot),
        month=name_of(period.from_date),
    )


@blp.get(f"{HERE}/sealed.json")
@requires(Permission.REPORT_READ)
def sealed_file(slug: str, month: str) -> Response:
    """The sealed text itself: its SHA-256 is the seal."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    snapshot = get_latest(uow, tenant.id, _period(tenant, month).from_date)
    kept = find_seal(uow, snapshot)
    if kept is None:
        raise Conflict(_("This month is not sealed yet."))
    response = Response(sealed_text(snapshot, previous=kept.previous), content_type="application/json")
    name = f"sealed-{tenant.slug}-{name_of(snapshot.month)}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(uow: UnitOfWork, tenant: Tenant, period: Period, form: FormResult) -> str:
    snapshot = find_latest(uow, tenant.id, period.from_date)
    over = is_over(period, now=uow.now)
    found = SnapshotState(snapshot.state) if snapshot else None
    state = state_of_month(found, over=over)
    asked = Asked(period, snapshot.as_of if snapshot else uow.now, is_fixed=snapshot is not None)
    actor = uow.actor
    is_whole = tenant.id not in actor.narrowed
    signs = actor.is_staff and actor.may(Permission.REPORT_SIGN, tenant.id) and is_whole
    accepts = not actor.is_staff and actor.may(Permission.REPORT_ACCEPT, tenant.id) and is_whole
    corrections = corrections_of(uow, tenant, snapshot) if snapshot and state is MonthState.SEALED else []
    restated = list_restatements(uow, snapshot) if snapshot else []
    found_lines = [one.as_json() for one in corrections]
    name = name_of(period.from_date)
    shown = page_of_report(
        uow,
        tenant,
        asked,
        made=report_of(snapshot) if snapshot else None,
        agreed=agreed_then(uow, snapshot) if snapshot else None,
    )
    if snapshot:
        shown["downloads"] = {
            one: url_for("reports.month_file", slug=tenant.slug, month=name, file_format=one)
            for one in MEDIA_TYPES
        }
    return render(
        "reports/month.html",
        tenant=tenant,
        period=period,
        month=name,
        state=state,
        snapshot=snapshot,
        decided_by=decided_by,
        seal=find_seal(uow, snapshot) if snapshot else None,
        revisions=list_revisions(uow, tenant.id, period.from_date)[1:],
        differing=_lines(snapshot.differences) if snapshot and actor.is_staff else [],
        corrections=_lines(found_lines),
        is_new=found_lines != (restated[0].lines if restated else []),
        comparison=find_comparison(uow, snapshot),
        comments=list_comments(uow, tenant.id, period.from_date) if is_whole else None,
        can_comment=actor.may(Permission.REPORT_COMMENT, tenant.id) and is_whole and period.start <= uow.now,
        author_id=actor.user_id,
        industry_name=industry_name,
        late=late_messages(uow, tenant, snapshot) if snapshot and corrections else 0,
        restated=[(row, _lines(row.lines)) for row in restated],
        can_prepare=signs and state in {MonthState.OPEN, MonthState.PREPARED, MonthState.REFUSED},
        can_sign=signs and state is MonthState.PREPARED and not (snapshot and snapshot.differences),
        can_decide=accepts and state is MonthState.SIGNED,
        can_restate=signs and state is MonthState.SEALED,
        form=form,
        **shown,
    )


def _lines(kept: list[dict[str, Any]]) -> list[Line]:
    found = [Difference(**one) for one in kept]
    return [
        Line(
            figure_name(one.figure),
            figure_value(one.figure, one.said),
            figure_value(one.figure, one.found),
            is_part=one.figure.startswith(("by_service_level.", "volumes.", "before_exclusions.")),
        )
        for one in found
    ]


def _load(uow: UnitOfWork, tenant: Tenant, month: str) -> Snapshot:
    return get_latest(uow, tenant.id, _period(tenant, month).from_date, for_update=True)


def _period(tenant: Tenant, month: str) -> Period:
    found = find_month(month, tenant.time_zone)
    if found is None:
        raise NotFound
    return found


def _faults(error: Invalid) -> FormResult:
    return FormResult(
        errors={fault.place: [translate(fault.message)] for fault in error.faults},
        values=request.form.to_dict(),
    )


def _back(slug: str, month: str) -> ResponseReturnValue:
    return redirect(url_for("reports.month", slug=slug, month=month), code=303)
