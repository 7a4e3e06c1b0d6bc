"""A sealed month beside other brands of its industry: none of them is told, and nothing is told of few."""

from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from builders import act_as, browser, drain_all, make_person
from hypothesis import given
from hypothesis import strategies as st
from reports.worlds import Said, make_brand, take
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.reports.models import IndustryMonth
from bpo.reports.operations.months import accept_month, prepare_month, sign_month
from bpo.reports.rules.industry import COMPARED, LEAST_OTHERS, SHARE_STEP, TIME_STEP, middle_of, standings
from bpo.tenants.rules.period import month_of

MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
SHARES = st.floats(0, 1, allow_nan=False)


def named(value, name="first_response"):
    return {name: value}


class TestStanding:
    def test_of_fewer_than_five_others_nothing_is_told(self):
        assert standings(named(0.9), [named(0.8)] * (LEAST_OTHERS - 1)) == []
        assert len(standings(named(0.9), [named(0.8)] * LEAST_OTHERS)) == 1

    def test_a_brand_without_the_figure_is_not_counted(self):
        assert standings(named(0.9), [named(0.8)] * 4 + [named(0.8, "resolution")]) == []
        assert standings(named(0.9, "resolution"), [named(0.8)] * 9) == []

    @pytest.mark.parametrize(
        ("own", "quarter"), [(0.95, 1), (0.85, 1), (0.75, 2), (0.65, 3), (0.55, 3), (0.45, 4), (0.9, 1)]
    )
    def test_the_quarter_is_counted_from_the_best(self, own, quarter):
        (found,) = standings(named(own), [named(value / 10) for value in (9, 8, 7, 6, 5)])
        assert (found.quarter, found.others, found.own) == (quarter, 5, own)

    def test_less_time_is_better(self):
        others = [named(value, "first_response_median") for value in (600, 700, 800, 900, 1000)]
        (fast,) = standings(named(500, "first_response_median"), others)
        (slow,) = standings(named(2000, "first_response_median"), others)
        assert (fast.quarter, slow.quarter, fast.is_share) == (1, 4, False)
        assert fast.middle == 780  # the mean of 700, 800 and 900 to the minute

    @given(st.lists(SHARES, min_size=LEAST_OTHERS, max_size=40), SHARES)
    def test_the_middle_is_between_and_rounded_and_no_end_moves_it(self, values, own):
        (found,) = standings(named(own), map(named, values))
        assert abs(found.middle / SHARE_STEP - round(found.middle / SHARE_STEP)) < 1e-6
        assert min(values) - SHARE_STEP <= found.middle <= max(values) + SHARE_STEP
        ordered = sorted(values)
        assert middle_of([ordered[0] - 9, *ordered[1:-1], ordered[-1] + 9]) == pytest.approx(
            middle_of(values)
        )
        assert 1 <= found.quarter <= 4

    @given(st.lists(SHARES, min_size=LEAST_OTHERS, max_size=40, unique=True))
    def test_the_best_of_all_is_in_the_first_quarter_and_the_worst_in_the_last(self, values):
        best, *others = sorted(values, reverse=True)
        if len(others) >= LEAST_OTHERS:
            assert standings(named(best), map(named, others))[0].quarter == 1
        *others, worst = sorted(values, reverse=True)
        if len(others) >= LEAST_OTHERS:
            assert standings(named(worst), map(named, others))[0].quarter == 4

    def test_times_are_told_to_the_minute(self):
        assert TIME_STEP == 60
        assert [one.name for one in COMPARED if not one.is_share] == ["first_response_median"]


def sealed(*, minutes, industry="games"):
    """A brand of whom ten customers were answered after so many minutes, its month sealed."""
    contract = {"targets": [], **({"industry": industry} if industry else {})}
    tenant = make_brand(contract=contract, name=f"Brand {minutes}", state="live")
    take(
        tenant,
        [
            Said(f"{n}/{at}", str(n), "x:one", side, MAY + timedelta(hours=3 * n, minutes=at))
            for n in range(10)
            for at, side in ((0, "in"), (minutes + 5 * n, "out"))
        ],
    )
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        row = prepare_month(uow, tenant, month_of(MAY.date(), tenant.time_zone))
        sign_month(uow, tenant, row)
        accept_month(uow, tenant, row)
    drain_all("intake")
    return tenant


def month_page(app, tenant, role="client_viewer"):
    reader = browser(app, make_person(role, tenant)[1])
    return reader.get(f"/brands/{tenant.slug}/months/2026-05").text, reader.get(
        f"/api/v1/brands/{tenant.slug}/months/2026-05"
    ).json["comparison"]


def test_sealed_months_are_compared_where_the_contract_says_so(app, db, owner):
    owner.execute("SELECT set_config('app.migrating', 'on', false)")
    owner.execute("DELETE FROM industry_month WHERE industry = 'games'")  # other runs' of this test
    best = sealed(minutes=1)
    page, told = month_page(app, best)
    assert "There are too few other brands yet" in page
    assert told == {"industry": "games", "standings": []}
    others = [sealed(minutes=minutes) for minutes in (5, 9, 14, 17, 21)]
    silent = sealed(minutes=2, industry=None)
    assert month_page(app, silent)[1] is None
    assert "Beside other brands" not in month_page(app, silent)[0]
    page, told = month_page(app, best)
    assert "In the best quarter" in page
    found = {one["name"]: one for one in told["standings"]}
    assert found["first_response_median"]["own"] == median(60 * (1 + 5 * n) for n in range(10))
    assert (found["first_response_median"]["middle"], found["first_response_median"]["others"]) == (2160, 5)
    last = month_page(app, others[-1], "supervisor")[1]["standings"]
    assert {one["name"]: one["quarter"] for one in last}["first_response_median"] == 4
    for other in others:
        assert other.name not in page
        assert other.slug not in page


def test_nobody_but_the_system_reads_what_was_given(db):
    tenant = make_brand()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        row = IndustryMonth(id=new_id(), industry="travel", month=MAY.date().replace(day=1), figures={})
        uow.session.add(row)
        uow.session.flush()
        kept = row.id
    look = select(IndustryMonth.id).where(IndustryMonth.id == kept)
    for actor, seen in (
        (Actor.system(), [kept]),
        (act_as("supervisor", tenant, vendor_wide=True), []),
        (act_as("client_approver", tenant), []),
    ):
        with UnitOfWork(actor) as uow:
            assert uow.session.scalars(look).all() == seen
