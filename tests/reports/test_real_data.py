"""The public corpus of real support threads, imported and reported, against an independent calculation."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import twitter_oracle
from builders import make_tenant
from sqlalchemy import select

from bpo.channels.operations import replace_accounts
from bpo.conversations.models import Turn
from bpo.conversations.operations.imports import import_records, open_reader
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.reports.operations import recompute, sla_report
from bpo.reports.operations.figures import compute_twice
from bpo.tenants.operations import replace_levels
from bpo.tenants.rules.period import local_date, month_of

CSV = Path(__file__).resolve().parents[3] / "shared" / "data" / "care" / "twitter-support-2017.csv"
AS_OF = datetime(2017, 12, 31, tzinfo=UTC)
PERIOD = {"from_date": date(2008, 1, 1), "to_date": date(2018, 1, 1), "as_of": AS_OF}
# total; first responses n, met, median; next responses n, met
PUBLISHED = {
    "AmazonHelp": (218, 104, 81, 601.5, 83, 73),
    "AppleSupport": (150, 88, 80, 471.5, 51, 45),
    "British_Airways": (78, 39, 0, 20768, 34, 2),
}

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not CSV.exists(), reason="the corpus is not on this machine"),
]


@pytest.fixture(scope="module")
def expected():
    return twitter_oracle.figures_by_brand(CSV, as_of=AS_OF)


def imported(handle):
    tenant = make_tenant()
    actor = Actor.system(tenant.id)
    level = {
        "name": "standard",
        "when": {},
        "first_response": 1800,
        "next_response": 1800,
        "resolution": 86400,
        "calendar": "always",
    }
    with UnitOfWork(actor) as uow:
        replace_accounts(uow, tenant.id, [{"network": "x", "handle": handle, "purpose": "care", "tags": []}])
        replace_levels(uow, tenant, [level])
        records = open_reader(uow, tenant.id, CSV, file_format="twitter-csv")
    import_records(lambda: UnitOfWork(actor), tenant.id, records)
    return tenant, actor


def months_in_turn(uow, tenant):
    """How many turns all months have; each month's report is the same by facts and by replay."""
    begun = select(Turn.started_at).where(Turn.tenant_id == tenant.id)
    months = {
        month_of(local_date(at, tenant.time_zone), tenant.time_zone) for at in uow.session.scalars(begun)
    }
    total = 0
    for month in months:
        made, again = compute_twice(uow, tenant, period=month, as_of=AS_OF)
        assert made == again, (tenant.slug, month)
        total += made["turns"]["total"]
    return total


@pytest.mark.parametrize("part", range(8))
def test_every_brand_equals_an_independent_calculation(db, expected, part):
    for handle in sorted(expected)[part::8]:
        tenant, actor = imported(handle)
        with UnitOfWork(actor) as uow:
            report = sla_report(uow, tenant, **PERIOD)
            assert report == recompute(uow, tenant, **PERIOD), handle
            assert report["turns"]["total"] == months_in_turn(uow, tenant), handle
        assert report["turns"]["total"] == expected[handle]["total"], handle
        for clock in ("first_response", "next_response"):
            figures = {key: report[clock][key] for key in expected[handle][clock]}
            assert figures == expected[handle][clock], (handle, clock)
        if handle in PUBLISHED:
            first, later = report["first_response"], report["next_response"]
            found = (
                report["turns"]["total"],
                first["n"],
                first["met"],
                first["median"],
                later["n"],
                later["met"],
            )
            assert found == PUBLISHED[handle]


def test_the_corpus_holds_the_published_brands(expected):
    assert len(expected) == 48
    assert set(PUBLISHED) <= set(expected)
