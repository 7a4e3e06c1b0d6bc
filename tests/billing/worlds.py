"""Brands with a contract and sealed months, made through the ordinary ways in."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from reports.worlds import Said, make_brand, take

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.reports.operations.months import accept_month, prepare_month, restate_month, sign_month
from bpo.reports.queries.months import get_latest
from bpo.tenants.rules.period import month_of

MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))
CONTRACT = {
    "currency": "EUR",
    "monthly_fee": "1000",
    "at_risk": 0.2,
    "coverage_window": 72 * 3600,
    "recontact_days": 7,
    "targets": [{"figure": "first_response", "attainment": 0.9, "allocation": 0.3}],
}
_numbers = count(1)


def brand_with(contract=None, **over):
    return make_brand(contract=CONTRACT | (contract or {}), **{"name": "Larkwing", "state": "live", **over})


def talk(tenant, month, *, good=0, bad=0):
    """Conversations of a month that were answered in time, and late."""
    noon = datetime(month.year, month.month, 4, 12, tzinfo=UTC)
    said = []
    for late in [False] * good + [True] * bad:
        name = f"c{next(_numbers)}"
        said.append(Said(f"{name}/in", name, "x:one", "in", noon))
        said.append(Said(f"{name}/out", name, "x:one", "out", noon + timedelta(minutes=45 if late else 5)))
    take(tenant, said)


def seal(tenant, month):
    with UnitOfWork(Actor.system(tenant.id), now=utcnow()) as uow:
        row = prepare_month(uow, tenant, month_of(month, tenant.time_zone))
        sign_month(uow, tenant, row)
        accept_month(uow, tenant, row)


def restate(tenant, month, reason="A file was late."):
    with UnitOfWork(Actor.system(tenant.id), now=utcnow()) as uow:
        restate_month(uow, tenant, get_latest(uow, tenant.id, month), reason=reason)
