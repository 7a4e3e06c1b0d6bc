"""The period that an address asks for: dates of the brand, or the latest month with anything in it."""

from collections.abc import Mapping

from bpo.core.uow import UnitOfWork
from bpo.surveys.operations.figures import latest_month
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period, read_date


def asked_period(uow: UnitOfWork, tenant: Tenant, given: Mapping[str, str]) -> Period:
    """`from` and `to` (exclusive) of the address; Invalid where one is missing or none is a date."""
    if not given.get("from") and not given.get("to"):
        return latest_month(uow, tenant)
    return Period(
        read_date(given.get("from", ""), place="from"),
        read_date(given.get("to", ""), place="to"),
        tenant.time_zone,
    )
