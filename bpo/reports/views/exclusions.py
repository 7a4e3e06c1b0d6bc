"""What is left out of measurement: the list, one with what it changes, noting one, putting it forward, deciding."""

from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.queries import account_keys, ids_of_keys
from bpo.conversations.models import Exclusion
from bpo.conversations.operations.excluding import effect_of
from bpo.conversations.operations.exclusions import (
    check_whole,
    decide_exclusion,
    note_exclusion,
    put_forward,
    take_back,
)
from bpo.conversations.queries.exclusions import get_exclusion, list_exclusions
from bpo.conversations.rules.exclusions import ExclusionKind, ExclusionState
from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports import exclusion_labels
from bpo.reports.exclusion_labels import evidence_of
from bpo.reports.schemas import DecisionOfExclusionIn, ExclusionForm, ExclusionsQuery
from bpo.reports.signatures import brand_time
from bpo.reports.views.pages import blp
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import render

HERE = "/brands/<slug>/exclusions"
ONE = f"{HERE}/<int:number>"
PAGE = 50
CHANGES_SHOWN = 200


@blp.get(HERE)
@requires(Permission.REPORT_READ)
def exclusions(slug: str) -> str:
    """All exclusions of a brand, the latest first; to whoever sees some accounts only, that they are not for them."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    is_whole = tenant.id not in uow.actor.narrowed
    asked = load(ExclusionsQuery(), request.args)
    before = (asked.data or {}).get("before")
    rows = list_exclusions(uow, tenant.id, before=before, limit=PAGE + 1) if is_whole else []
    more = rows[PAGE - 1].number if len(rows) > PAGE else None
    return render(
        "reports/exclusions.html",
        tenant=tenant,
        rows=rows[:PAGE],
        labels=exclusion_labels,
        now=uow.now,
        accounts=account_keys(uow, tenant.id),
        can_note=is_whole and uow.actor.may(Permission.REPORT_SIGN, tenant.id),
        is_whole=is_whole,
        next_url=url_for("reports.exclusions", slug=slug, before=more) if more else None,
        first_url=url_for("reports.exclusions", slug=slug) if before else None,
    )


@blp.get(f"{HERE}/new")
@requires(Permission.REPORT_SIGN)
def new_exclusion(slug: str) -> str:
    """The form for noting one; a turn in the address is named in it."""
    _uow, tenant = _here(slug)
    return _new_page(tenant, blank(turns=request.args.get("turn", "")))


@blp.post(HERE)
@requires(Permission.REPORT_SIGN)
def add_exclusion(slug: str) -> ResponseReturnValue:
    """Note one; what it changes is looked at before it is put to the client."""
    uow, tenant = _here(slug)
    form = load(ExclusionForm(), request.form)
    if form.data is None:
        return _new_page(tenant, form), 422
    names = form.data["accounts"]
    try:
        row = note_exclusion(
            uow,
            tenant,
            kind=form.data["kind"],
            why=form.data["why"],
            starts_at=_instant(tenant, form.data.get("starts_at")),
            ends_at=_instant(tenant, form.data.get("ends_at")),
            account_ids=ids_of_keys(uow, tenant.id, names, place="accounts") if names else None,
            turn_ids=form.data["turns"] or None,
        )
    except Invalid as error:
        return _new_page(tenant, _faulty(form, error)), 422
    return _back(slug, row.number)


@blp.get(ONE)
@requires(Permission.REPORT_READ)
def exclusion(slug: str, number: int) -> str:
    """One exclusion: what, why, on which evidence, and what it changes."""
    uow, tenant = _here(slug)
    return _page(uow, tenant, get_exclusion(uow, tenant.id, number), blank())


@blp.post(f"{ONE}/propose")
@requires(Permission.REPORT_SIGN)
def propose_exclusion(slug: str, number: int) -> ResponseReturnValue:
    """Put it to the client."""
    uow, tenant = _here(slug)
    put_forward(uow, tenant, get_exclusion(uow, tenant.id, number, for_update=True))
    flash(_("The client's approvers are told that it waits for them."), "good")
    return _back(slug, number)


@blp.post(f"{ONE}/take-back")
@requires(Permission.REPORT_SIGN)
def drop_exclusion(slug: str, number: int) -> ResponseReturnValue:
    """Drop or withdraw it."""
    uow, tenant = _here(slug)
    take_back(uow, tenant, get_exclusion(uow, tenant.id, number, for_update=True))
    flash(_("Nothing is left out by it."), "good")
    return _back(slug, number)


@blp.post(f"{ONE}/decide")
@requires(Permission.REPORT_ACCEPT)
def decide_on_exclusion(slug: str, number: int) -> ResponseReturnValue:
    """Approve or refuse it for the client."""
    uow, tenant = _here(slug)
    row = get_exclusion(uow, tenant.id, number, for_update=True)
    form = load(DecisionOfExclusionIn(), request.form)
    if form.data is None:
        return _page(uow, tenant, row, form), 422
    try:
        decide_exclusion(uow, tenant, row, approved=form.data["approved"], reason=form.data["reason"])
    except Invalid as error:
        uow.session.refresh(row)
        return _page(uow, tenant, row, _faulty(form, error)), 422
    flash(
        _("Approved. The figures with exclusions follow within a minute.")
        if form.data["approved"]
        else _("Refused. The figures stay as they are."),
        "good",
    )
    return _back(slug, number)


def _here(slug: str) -> tuple[UnitOfWork, Tenant]:
    """The brand, to whoever sees all of it: an exclusion tells of every account."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    check_whole(uow, tenant)
    return uow, tenant


def _new_page(tenant: Tenant, form: FormResult) -> str:
    return render(
        "reports/new_exclusion.html",
        tenant=tenant,
        form=form,
        kinds=[(kind.value, _(exclusion_labels.KINDS[kind])) for kind in ExclusionKind],
    )


def _page(uow: UnitOfWork, tenant: Tenant, row: Exclusion, form: FormResult) -> str:
    effect = effect_of(uow, row)
    may_sign = uow.actor.may(Permission.REPORT_SIGN, tenant.id)
    return render(
        "reports/exclusion.html",
        tenant=tenant,
        row=row,
        form=form,
        labels=exclusion_labels,
        accounts=account_keys(uow, tenant.id),
        evidence=evidence_of(row),
        effect=effect,
        changes=effect.changes[:CHANGES_SHOWN],
        is_counted=row.applied_at is not None,
        can_propose=may_sign and row.state == ExclusionState.FOUND,
        can_take_back=may_sign and row.state in {ExclusionState.FOUND, ExclusionState.PROPOSED},
        can_decide=uow.actor.may(Permission.REPORT_ACCEPT, tenant.id)
        and row.state == ExclusionState.PROPOSED,
        is_late=row.state == ExclusionState.PROPOSED
        and row.decide_by is not None
        and row.decide_by < uow.now,
        brand_time=lambda at: brand_time(at, tenant),
    )


def _instant(tenant: Tenant, local: datetime | None) -> datetime | None:
    """An instant from the brand's own clocks."""
    return None if local is None else local.replace(tzinfo=ZoneInfo(tenant.time_zone))


def _faulty(form: FormResult, error: Invalid) -> FormResult:
    return refused(form, {fault.place: [error.text(_)] for fault in error.faults})


def _back(slug: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("reports.exclusion", slug=slug, number=number), code=303)
