"""The pages of statements: the list, one with its lines, issuing and correcting, and the same month by other terms."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.billing.models import Statement
from bpo.billing.operations import (
    WhatIf,
    correct_statement,
    draft_correction,
    draft_statement,
    issue_statement,
    quantities_of,
    what_if,
)
from bpo.billing.queries import (
    find_contract,
    find_sealed,
    get_statement,
    list_of_month,
    list_open_months,
    list_sealed_months,
    list_statements,
)
from bpo.billing.render import MEDIA_TYPES, render_file
from bpo.billing.rules.definitions import DEFINITIONS
from bpo.billing.rules.fees import Quantities
from bpo.billing.rules.money import ZERO
from bpo.billing.rules.terms import FIGURES, terms_of
from bpo.billing.schemas import CorrectionIn, StatedIn
from bpo.billing.shown import name_of_line, rows_of
from bpo.billing.what_if_form import errors_of, form_values, read_form
from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.onboarding.brand_file.dump import section_texts
from bpo.onboarding.brand_file.parse import check_section
from bpo.reports.labels import FIGURES as FIGURE_NAMES
from bpo.reports.rules.months import find_month, name_of
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period
from bpo.web.formats import show_month
from bpo.web.forms import FormResult, blank, load, translate
from bpo.web.guard import requires
from bpo.web.render import render

PAGE_SIZE = 24
HERE = "/brands/<slug>/statements"

blp = Blueprint("billing", __name__, template_folder="templates")


@blp.get(HERE)
@requires(Permission.STATEMENT_READ)
def statements(slug: str) -> str:
    """Statements and corrections, and sealed months that have none yet."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    before = request.args.get("before", type=int)
    rows = list_statements(uow, tenant.id, before=before, limit=PAGE_SIZE + 1)
    page = rows[:PAGE_SIZE]
    return render(
        "billing/statements.html",
        tenant=tenant,
        statements=page,
        open_months=list_open_months(uow, tenant.id),
        can_issue=_may_issue(uow, tenant),
        name_of=name_of,
        older_url=url_for("billing.statements", slug=slug, before=page[-1].number)
        if len(rows) > PAGE_SIZE
        else None,
        first_url=url_for("billing.statements", slug=slug) if before else None,
    )


@blp.get(f"{HERE}/<int:number>")
@requires(Permission.STATEMENT_READ)
def statement(slug: str, number: int) -> str:
    """One statement: its lines, how each was computed, and what was corrected since."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return _page(uow, tenant, get_statement(uow, tenant.id, number), blank())


@blp.get(f"{HERE}/<int:number>.<any(json, csv, xlsx, pdf):file_format>")
@requires(Permission.STATEMENT_READ)
def statement_file(slug: str, number: int, file_format: str) -> Response:
    """A statement as a file for accounting, or in print."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_statement(uow, tenant.id, number)
    response = Response(render_file(row, file_format), content_type=MEDIA_TYPES[file_format])
    name = f"statement-{tenant.slug}-{row.number}-{name_of(row.month)}.{file_format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blp.post(f"{HERE}/<int:number>/correct")
@requires(Permission.REPORT_SIGN)
def correct(slug: str, number: int) -> ResponseReturnValue:
    """Issue a correction of a month's statement."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_statement(uow, tenant.id, number)
    form = load(CorrectionIn(), request.form)
    if form.data is None:
        return _page(uow, tenant, row, form), 422
    stated = Quantities(form.data["hours"], form.data["ftes"])
    try:
        made = correct_statement(uow, tenant, row.month, reason=form.data["reason"], stated=stated)
    except Invalid as error:
        return _page(uow, tenant, row, _faults(error)), 422
    flash(_("The correction is issued. The statement that it corrects stays as it is."), "good")
    return redirect(url_for("billing.statement", slug=slug, number=made.number), code=303)


@blp.get(f"{HERE}/new/<month>")
@requires(Permission.REPORT_SIGN)
def draft(slug: str, month: str) -> str:
    """A sealed month as it would be stated, before it is issued."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    form = load(StatedIn(), request.args)
    return _draft_page(uow, tenant, _period(tenant, month), form)


@blp.post(f"{HERE}/new/<month>")
@requires(Permission.REPORT_SIGN)
def issue(slug: str, month: str) -> ResponseReturnValue:
    """Issue the statement of a sealed month."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = _period(tenant, month)
    form = load(StatedIn(), request.form)
    if form.data is None:
        return _draft_page(uow, tenant, period, form), 422
    try:
        made = issue_statement(uow, tenant, period.from_date, stated=Quantities(**form.data))
    except Invalid as error:
        return _draft_page(uow, tenant, period, _faults(error)), 422
    flash(_("The statement is issued. It can be corrected beside, and never changed."), "good")
    return redirect(url_for("billing.statement", slug=slug, number=made.number), code=303)


@blp.get("/brands/<slug>/what-if")
@requires(Permission.STATEMENT_READ)
def what_if_page(slug: str) -> ResponseReturnValue:
    """A sealed month under other terms, side by side; nothing is kept."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    months = list_sealed_months(uow, tenant.id)
    asked = request.args.get("month")
    period = _period(tenant, asked) if asked else None
    month = period.from_date if period else next(iter(months), None)
    if month is None or month not in months:
        if asked:
            raise Conflict(_("Only a sealed month is put into money; this one is not accepted yet."))
        return render("billing/what_if.html", tenant=tenant, months=[], form=blank(), found=None)
    texts, stated = _known_terms(uow, tenant, month)
    form, found = blank(**form_values(texts)), None
    if "at_risk" in request.args:
        form = FormResult(values=request.args.to_dict())
        try:
            found = _otherwise(uow, tenant, month, read_form(texts, form.values), stated)
        except Invalid as error:
            form = FormResult(
                errors={
                    place: list(map(translate, said))
                    for place, said in errors_of(error.faults, form.values).items()
                },
                values=form.values,
            )
    page = render(
        "billing/what_if.html",
        tenant=tenant,
        months=months,
        month=month,
        month_options=[(name_of(one), show_month(one).capitalize()) for one in months],
        name_of=name_of,
        form=form,
        currency=texts.get("currency"),
        figures=[(figure, _(FIGURE_NAMES[figure])) for figure in FIGURES],
        found=found,
        lines=_side_by_side(found) if found else [],
    )
    return (page, 422) if form.errors else page


def _otherwise(
    uow: UnitOfWork, tenant: Tenant, month: date, tree: dict[str, Any], stated: Quantities
) -> WhatIf:
    contract = check_section("contract", tree, time_zone=tenant.time_zone, today=uow.now.date())
    return what_if(uow, tenant, month, contract=contract, stated=stated)


def _known_terms(uow: UnitOfWork, tenant: Tenant, month: date) -> tuple[dict[str, Any], Quantities]:
    """The texts of the contract that a month was measured by, and what was stated of it so far."""
    snapshot = find_sealed(uow, tenant.id, month)
    contract = find_contract(uow, snapshot) if snapshot else None
    texts: Any = section_texts({"contract": contract.content})["contract"] if contract else {}
    known = list_of_month(uow, tenant.id, month)
    stated = quantities_of(json.loads(known[-1].content)["stated"]) if known else Quantities()
    return texts, stated


def _side_by_side(found: WhatIf) -> list[dict[str, Any]]:
    """Each line of either, with both amounts."""
    sides = [
        {(one.kind, one.what, one.month): one for one in side.lines} if side else {}
        for side in (found.as_agreed, found.otherwise)
    ]
    return [
        {
            "name": name_of_line({"kind": key[0], "what": key[1], "month": key[2]}),
            "as_agreed": sides[0][key].amount if key in sides[0] else None,
            "otherwise": sides[1][key].amount if key in sides[1] else None,
        }
        for key in dict.fromkeys((*sides[0], *sides[1]))
    ]


def _page(uow: UnitOfWork, tenant: Tenant, row: Statement, form: FormResult) -> str:
    content = json.loads(row.content)
    of_month = list_of_month(uow, tenant.id, row.month)
    can_correct = _may_issue(uow, tenant)
    known, kept = json.loads(of_month[-1].content), content["definitions"]
    pending, why_not = _pending(uow, tenant, row) if can_correct else ([], None)
    return render(
        "billing/statement.html",
        tenant=tenant,
        statement=row,
        content=content,
        rows=rows_of(content["lines"], row.currency),
        of_month=of_month,
        month=name_of(row.month),
        can_correct=can_correct,
        pending=rows_of(pending, row.currency),
        why_not=why_not,
        pending_total=sum((Decimal(one["amount"]) for one in pending), ZERO),
        stated=known["stated"],
        form=form if form.values else blank(**known["stated"]),
        definitions=[_(kept[key]) for key in DEFINITIONS if key in kept],
        downloads={
            name: url_for("billing.statement_file", slug=tenant.slug, number=row.number, file_format=name)
            for name in MEDIA_TYPES
        },
        rows_url=_rows_url(tenant, content),
    )


def _pending(uow: UnitOfWork, tenant: Tenant, row: Statement) -> tuple[list[dict[str, Any]], str | None]:
    """What is otherwise now; a month that nothing can be computed from any more says why, and is shown all the same."""
    try:
        return draft_correction(uow, tenant, row.month)[1], None
    except Conflict as error:
        return [], error.text(_)


def _draft_page(uow: UnitOfWork, tenant: Tenant, period: Period, form: FormResult) -> str:
    month = period.from_date
    snapshot = find_sealed(uow, tenant.id, month)
    contract = find_contract(uow, snapshot) if snapshot else None
    terms = terms_of(contract.content) if contract else None
    stated = Quantities(**form.data) if form.data else Quantities()
    wanted = {
        "hours": terms is not None and terms.per_hour is not None,
        "ftes": terms is not None and terms.per_fte is not None,
    }
    is_stated = all(getattr(stated, name) is not None for name, is_paid in wanted.items() if is_paid)
    try:
        made = draft_statement(uow, tenant, month, stated=stated) if is_stated else None
    except Invalid as error:
        made, form = None, _faults(error)
    computed = made.computed.as_json() if made else None
    return render(
        "billing/draft.html",
        tenant=tenant,
        period=period,
        month=name_of(month),
        wanted=wanted,
        form=form,
        computed=computed,
        rows=rows_of(computed["lines"], computed["currency"]) if computed else [],
        definitions=[_(one) for one in DEFINITIONS.values()],
        rows_url=_rows_url(tenant, json.loads(made.snapshot.content)["report"]) if made else None,
    )


def _rows_url(tenant: Tenant, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- a function for the page
    """The rows behind a figure of the month, as its report saw them."""
    asked = {"from": known["period"]["from"], "to": known["period"]["to"], "as_of": known["as_of"]}

    def url(figure: str, state: str) -> str:
        return url_for("reports.rows", slug=tenant.slug, figure=figure, state=state, signed="1", **asked)

    return url


def _may_issue(uow: UnitOfWork, tenant: Tenant) -> bool:
    return uow.actor.is_staff and uow.actor.may(Permission.REPORT_SIGN, tenant.id)


def _period(tenant: Tenant, month: str) -> Period:
    found = find_month(month, tenant.time_zone)
    if found is None:
        raise NotFound
    return found


def _faults(error: Invalid) -> FormResult:
    return FormResult(
        errors={fault.place: [translate(fault.message)] for fault in error.faults},
        values=request.values.to_dict(),
    )
