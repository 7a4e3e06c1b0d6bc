"""What comes by itself: one's own subscriptions, who gets what, and which sections a client is shown."""

from typing import cast

from babel.dates import get_day_names
from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid, NotFound
from bpo.core.i18n import current_locale
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.reports import labels
from bpo.reports.operations import subscriptions as operations
from bpo.reports.operations.sections import choose_sections, sections_for, sections_of
from bpo.reports.rules.schedules import FORMATS, WEEK, Frequency, Timetable
from bpo.reports.rules.sections import ALL
from bpo.reports.schemas import SubscriptionForm
from bpo.reports.shown_logo import shown_logo
from bpo.reports.views.pages import blp
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, translate
from bpo.web.guard import requires
from bpo.web.render import render

HERE = "/brands/<slug>/report/delivery"


@blp.get(HERE)
@requires(Permission.REPORT_READ)
def delivery(slug: str) -> str:
    """What comes to whom, and what of the report the client is shown."""
    uow = cast("UnitOfWork", g.uow)
    return delivery_page(uow, get_tenant(uow, slug), blank())


@blp.post(f"{HERE}/sections")
@requires(Permission.REPORT_SIGN)
def save_sections(slug: str) -> ResponseReturnValue:
    """Choose what the client is shown: a section without a number is not."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    given = {one.value: request.form.get(one.value, "").strip() for one in ALL}
    places = {name: int(text) for name, text in given.items() if text.isdecimal() and len(text) < 4}
    try:
        choose_sections(uow, tenant, sorted(places, key=lambda name: places[name]))
    except Invalid as error:
        return delivery_page(
            uow,
            tenant,
            FormResult(errors=_errors(error), values=given),
        ), 422
    flash(
        _("From now on the client is shown these sections. What is signed and sealed holds everything."),
        "good",
    )
    return redirect(url_for("reports.delivery", slug=slug), code=303)


@blp.post(f"{HERE}/subscribe")
@requires(Permission.REPORT_READ)
def subscribe(slug: str) -> ResponseReturnValue:
    """Get the report by mail, in place of what one got at this frequency."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    sent = load(SubscriptionForm(), request.form)
    form = sent
    if sent.data is not None:
        data, frequency = sent.data, sent.data["frequency"]
        shown = sections_for(uow, tenant)
        kept = [one.value for one in shown if one.value in data["sections"]]
        try:
            timetable = Timetable(
                frequency,
                data["hour"],
                data["weekday"] if frequency is Frequency.WEEKLY else None,
                data["day"] if frequency is Frequency.MONTHLY else None,
            )
            sections = None if len(kept) == len(shown) else kept
            operations.subscribe(uow, tenant, timetable, attachments=data["attachments"], sections=sections)
        except Invalid as error:
            form = FormResult(errors=_errors(error), values=sent.values)
        else:
            flash(_("From now on the report comes to you by mail."), "good")
            return redirect(url_for("reports.delivery", slug=slug), code=303)
    return delivery_page(uow, tenant, form), 422


@blp.post(f"{HERE}/unsubscribe")
@requires(Permission.REPORT_READ)
def unsubscribe(slug: str) -> ResponseReturnValue:
    """Get no more of these."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = request.form.get("frequency", "")
    if found not in set(Frequency):
        raise NotFound
    operations.unsubscribe(uow, tenant, Frequency(found))
    flash(_("These reports come to you no more."), "good")
    return redirect(url_for("reports.delivery", slug=slug), code=303)


def _errors(error: Invalid) -> dict[str, list[str]]:
    return {one.place: [translate(one.message)] for one in error.faults}


def _day_names() -> dict[int, str]:
    """The days of the week, Monday first."""
    names = get_day_names("wide", context="stand-alone", locale=current_locale())
    return {day: names[day] for day in range(WEEK)}


def delivery_page(uow: UnitOfWork, tenant: Tenant, form: FormResult) -> str:
    """The page of what comes by itself, with what is wrong about what was sent."""
    actor = uow.actor
    chosen = sections_of(uow, tenant)
    rows = operations.list_subscriptions(uow, tenant.id)
    names = list_names(uow, {row.user_id for row in rows})
    return render(
        "reports/delivery.html",
        tenant=tenant,
        labels=labels,
        all_sections=ALL,
        own=[row for row in rows if row.user_id == actor.user_id],
        others=[(names.get(row.user_id, ""), row) for row in rows] if actor.is_staff else [],
        mine=sections_for(uow, tenant),
        day_names=_day_names(),
        formats=FORMATS,
        can_subscribe=tenant.id not in actor.narrowed,
        places={one.value: chosen.index(one) + 1 for one in chosen}
        | {name: form.values.get(name) for name in form.values if name in set(ALL)},
        chosen=chosen,
        form=form,
        **shown_logo(uow, tenant),
        can_brand=actor.may(Permission.BRAND_EDIT, tenant.id) and tenant.id not in actor.narrowed,
        can_choose=actor.is_staff
        and actor.may(Permission.REPORT_SIGN, tenant.id)
        and tenant.id not in actor.narrowed,
    )
