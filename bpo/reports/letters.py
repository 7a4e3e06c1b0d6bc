"""The mail that brings a report: the answer in one sentence, whether it is sealed, a link, and the files asked for."""

from urllib.parse import urlencode

from bpo.core.i18n import gettext as _
from bpo.core.i18n import speaking
from bpo.core.uow import UnitOfWork
from bpo.identity.mail import Attachment
from bpo.reports.models import ReportDelivery
from bpo.reports.operations.figures import agreed_with
from bpo.reports.operations.logo import find_logo
from bpo.reports.operations.subscriptions import Parcel
from bpo.reports.operations.terms import agreed_then
from bpo.reports.render.files import MEDIA_TYPES, name_of_file, render_file
from bpo.reports.rules.months import SnapshotState, name_of
from bpo.reports.rules.sections import ReportSection
from bpo.reports.shown import answer_of
from bpo.reports.signatures import signatures_of
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period
from bpo.web.formats import show_date, show_month


def compose(
    uow: UnitOfWork, tenant: Tenant, delivery: ReportDelivery, parcel: Parcel, *, public_url: str
) -> tuple[str, str, list[Attachment]]:
    """Subject, text and files, in the reader's language; printed pages are by the brand's clocks."""
    agreed = agreed_then(uow, parcel.snapshot) if parcel.snapshot else agreed_with(uow, tenant)
    with speaking(parcel.user.locale, tenant.time_zone):
        when = dates_of(parcel.period)
        signatures = signatures_of(uow, tenant, parcel.snapshot) if parcel.snapshot else []
        logo = find_logo(uow, tenant)
        files = [
            Attachment(
                name_of_file(parcel.report, one),
                MEDIA_TYPES[one],
                render_file(
                    parcel.report,
                    one,
                    sections=parcel.sections,
                    brand=tenant.name,
                    agreed=agreed,
                    signatures=signatures,
                    logo=logo,
                ),
            )
            for one in parcel.formats
        ]
        root = f"{public_url.rstrip('/')}/brands/{tenant.slug}"
        says = ReportSection.PROMISES in parcel.sections
        text = _(
            "Hello, %(name)s.\n\nThe report of %(brand)s: %(when)s.\n\n%(answer)s%(state)s\n\n%(address)s\n\n"
            "You get this because you asked for it. When it comes, and whether it does, you choose here:\n\n%(choice)s\n",
            name=parcel.user.name or parcel.user.email,
            brand=tenant.name,
            when=when,
            answer=f"{answer_of(parcel.report, agreed).sentence}\n\n" if says else "",
            state=_state(parcel),
            address=f"{root}/{_path(delivery, parcel)}",
            choice=f"{root}/report/delivery",
        )
        return _("%(brand)s: report of %(when)s", brand=tenant.name, when=when), text, files


def dates_of(period: Period) -> str:
    """A month by its name, a day by its date, else the first and the last date."""
    if period.is_month:
        return show_month(period.from_date)
    if period.days == 1:
        return show_date(period.from_date)
    return f"{show_date(period.from_date)} – {show_date(period.last_date)}"


def _state(parcel: Parcel) -> str:
    if parcel.snapshot is None:
        return _("These figures are not sealed: they stand as they were known when this was sent.")
    if parcel.snapshot.state == SnapshotState.SIGNED:
        return _("This month is signed and not sealed yet: it waits for the client.")
    return _("This month is accepted and sealed.")


def _path(delivery: ReportDelivery, parcel: Parcel) -> str:
    if parcel.snapshot is not None:
        return f"months/{name_of(parcel.period.from_date)}"
    asked = {
        "from": parcel.period.from_date.isoformat(),
        "to": parcel.period.to_date.isoformat(),
        "as_of": delivery.as_of.isoformat().replace("+00:00", "Z"),
    }
    return f"report?{urlencode(asked)}"
