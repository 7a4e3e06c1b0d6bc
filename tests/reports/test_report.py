"""Facts about the SLA report that a client would hold us to, each on a few messages."""

import csv
import io
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import act_as
from reports.worlds import Done, LeftOut, Said, act, leave_out, level, make_brand, spec_of, take

from bpo.core.actor import Actor
from bpo.core.errors import Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports.operations import recompute, report_pictures, sla_report
from bpo.reports.render.files import render_file, report_csv
from bpo.tenants.operations import replace_calendars, replace_levels
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 20, tzinfo=UTC)
CLOCKS = ("first_response", "next_response", "resolution")


def minutes(number):
    return NOON + timedelta(minutes=number)


def written(name, *steps, **over):
    return [
        Said(f"{name}/{n}", name, "x:one", side, minutes(at), **over) for n, (side, at) in enumerate(steps)
    ]


def report_of(tenant, *, first=date(2026, 5, 1), last=date(2026, 6, 1), as_of=LATER, by=sla_report):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return by(uow, tenant, from_date=first, to_date=last, as_of=as_of)


def test_shape_of_the_report(db):
    tenant = make_brand(contract={"targets": [{"figure": "first_response", "attainment": 0.9}]})
    take(tenant, written("a", ("in", 0), ("out", 10)))
    report = report_of(tenant)
    figures = [
        "turns",
        "first_response",
        "next_response",
        "resolution",
        "response_coverage",
        "backlog",
        "dismissals",
        "by_service_level",
    ]
    added = ["beside", "definitions"]
    assert list(report) == ["brand", "period", "as_of", *figures, "before_exclusions", "volumes", *added]
    assert list(report["before_exclusions"]) == figures
    assert report["brand"] == tenant.slug
    assert report["period"] == {"from": "2026-05-01", "to": "2026-06-01", "time_zone": "UTC"}
    assert report["as_of"] == "2026-05-20T00:00:00Z"
    assert report["first_response"] == {
        "n": 1,
        "met": 1,
        "breached": 0,
        "open_past_due": 0,
        "open_not_due": 0,
        "attainment": 1.0,
        "median": 600.0,
        "p90": 600.0,
        "p95": 600.0,
        "mean": 600.0,
        "target": 1800,
        "contracted": 0.9,
    }
    assert list(report["by_service_level"]["standard"]) == list(CLOCKS)


def test_an_empty_period_has_nulls_and_no_zeros_for_what_cannot_be_computed(db):
    report = report_of(make_brand())
    assert report["turns"] == dict.fromkeys(("total", "answered", "dismissed", "excluded", "open"), 0)
    clock = report["first_response"]
    assert [clock[key] for key in ("attainment", "median", "p90", "p95", "mean", "target")] == [None] * 6
    assert report["response_coverage"] == {"value": None, "window": 259200, "due": 0}
    assert report["backlog"] == {"count": 0, "average_time_late": None}
    assert report["dismissals"] == {"share": None, "audited": 0, "error": None}
    assert report["by_service_level"] == {}


def test_without_a_target_time_is_measured_and_nothing_is_judged(db):
    tenant = make_brand(levels=[])
    take(tenant, [*written("a", ("in", 0), ("out", 10)), *written("b", ("in", 0))])
    clock = report_of(tenant)["first_response"]
    assert (clock["n"], clock["median"]) == (1, 600.0)
    for key in ("target", "met", "breached", "open_past_due", "open_not_due", "attainment"):
        assert clock[key] is None


def test_where_only_some_turns_have_a_target_those_are_judged_and_all_are_measured(db):
    tenant = make_brand(levels=[level("polish", language="pl")])
    take(
        tenant,
        [
            *written("a", ("in", 0), ("out", 10), language="pl"),
            *written("b", ("in", 0), ("out", 20)),
        ],
    )
    clock = report_of(tenant)["first_response"]
    assert (clock["n"], clock["met"], clock["breached"], clock["attainment"]) == (2, 1, 0, 1.0)
    assert (clock["median"], clock["target"]) == (900.0, None)
    assert report_of(tenant)["by_service_level"]["polish"]["first_response"]["target"] == 1800


def test_several_targets_have_no_single_one_and_each_level_its_own(db):
    tenant = make_brand(levels=[level("private", 900, visibility="private"), level("standard", 1800)])
    take(
        tenant,
        [
            *written("a", ("in", 0), ("out", 20), visibility="private"),
            *written("b", ("in", 0), ("out", 20)),
        ],
    )
    report = report_of(tenant)
    assert report["first_response"]["target"] is None
    assert report["first_response"]["attainment"] == 0.5
    found = {name: one["first_response"] for name, one in report["by_service_level"].items()}
    assert {name: (one["target"], one["met"], one["breached"]) for name, one in found.items()} == {
        "private": (900, 0, 1),
        "standard": (1800, 1, 0),
    }


def test_met_on_the_due_instant_and_not_past_due_on_it(db):
    tenant = make_brand()
    take(tenant, [*written("a", ("in", 0), ("out", 30)), *written("b", ("in", 0))])
    due = report_of(tenant, as_of=minutes(30))
    assert (due["first_response"]["met"], due["first_response"]["open_not_due"]) == (1, 1)
    assert due["backlog"]["count"] == 0
    after = report_of(tenant, as_of=minutes(30) + timedelta(milliseconds=1))
    assert after["first_response"]["open_past_due"] == 1
    assert after["backlog"] == {"count": 1, "average_time_late": 0.001}


def test_as_of_is_a_time_of_events(db):
    tenant = make_brand()
    take(
        tenant, [*written("a", ("in", 0), ("out", 50)), *written("b", ("in", 10)), *written("c", ("in", 45))]
    )
    act(tenant, [Done("b", "dismissed", minutes(60))])
    seen = report_of(tenant, as_of=minutes(41))
    assert seen["turns"] == {"total": 2, "answered": 0, "dismissed": 0, "excluded": 0, "open": 2}
    assert seen["backlog"] == {"count": 2, "average_time_late": 6 * 60.0}
    assert seen == report_of(tenant, as_of=minutes(41), by=recompute)
    now = report_of(tenant)
    assert now["turns"] == {"total": 3, "answered": 1, "dismissed": 1, "excluded": 0, "open": 1}
    assert now["dismissals"]["share"] == 0.333333


def test_backlog_holds_turns_of_any_period_and_elapsed_lateness(db):
    tenant = make_brand(
        levels=[level(calendar="office")],
        calendars={"office": spec_of("UTC", {"mon-fri": ["09:00-17:00"]})},
    )
    take(tenant, written("a", ("in", 0)))
    report = report_of(tenant, first=date(2027, 1, 1), last=date(2027, 2, 1), as_of=minutes(30 + 24 * 60))
    assert report["turns"]["total"] == 0
    assert report["backlog"] == {"count": 1, "average_time_late": 86_400.0}


def test_coverage_counts_elapsed_time_and_only_turns_that_are_due(db):
    tenant = make_brand(contract={"coverage_window": 3600, "targets": []})
    take(
        tenant,
        [
            *written("in-time", ("in", 0), ("out", 60)),
            *written("late", ("in", 0), ("out", 61)),
            *written("never", ("in", 0)),
            *written("dismissed", ("in", 0)),
            *written("on-the-edge", ("in", 60)),
        ],
    )
    act(tenant, [Done("dismissed", "dismissed", minutes(5))])
    report = report_of(tenant, as_of=minutes(120))
    assert report["response_coverage"] == {"value": 0.333333, "window": 3600, "due": 3}
    later = report_of(tenant, as_of=minutes(121))
    assert later["response_coverage"] == {"value": 0.25, "window": 3600, "due": 4}


def test_resolution_waits_for_the_customer_and_ends_with_the_close(db):
    tenant = make_brand(levels=[level(resolution=3600)])
    take(tenant, written("a", ("in", 0), ("out", 30), ("in", 1000), ("out", 1010)))
    act(tenant, [Done("a", "closed", minutes(2000))])
    clock = report_of(tenant)["resolution"]
    assert (clock["n"], clock["met"], clock["median"], clock["target"]) == (1, 1, 40 * 60.0, 3600)


def test_an_episode_that_the_brand_opened_has_no_level_before_the_customer_wrote(db):
    tenant = make_brand()
    take(tenant, written("a", ("out", 0), ("in", 60)))
    for instant, level_names in ((minutes(30), []), (minutes(60), ["standard"])):
        report = report_of(tenant, as_of=instant)
        assert list(report["by_service_level"]) == level_names
        assert report == report_of(tenant, as_of=instant, by=recompute)


def test_automatic_messages_are_nobodys(db):
    tenant = make_brand()
    first, second = written("a", ("in", 0), ("out", 1))
    second.automatic = True
    take(tenant, [first, second])
    assert report_of(tenant)["turns"]["open"] == 1


def test_percentiles_are_of_type_7_to_the_millisecond(db):
    tenant = make_brand()
    taken = (1, 2, 4, 8, 16, 32, 64)
    take(tenant, [one for n in taken for one in written(f"c{n}", ("in", 0), ("out", n))])
    clock = report_of(tenant)["first_response"]
    # h = 6·0.9 = 5.4 → 32 + 0.4·32 minutes; h = 6·0.95 = 5.7 → 32 + 0.7·32
    assert (clock["median"], clock["p90"], clock["p95"]) == (480.0, 44.8 * 60, 54.4 * 60)
    assert clock["mean"] == round(127 / 7 * 60, 3)


@pytest.mark.parametrize(
    ("zone", "first", "start", "end"),
    [
        ("Europe/Warsaw", date(2026, 3, 1), (2026, 2, 28, 23), (2026, 3, 31, 22)),
        ("Europe/Kyiv", date(2026, 10, 1), (2026, 9, 30, 21), (2026, 10, 31, 22)),
        ("Europe/Moscow", date(2026, 3, 1), (2026, 2, 28, 21), (2026, 3, 31, 21)),
        ("America/Santiago", date(2026, 9, 1), (2026, 9, 1, 4), (2026, 10, 1, 3)),
    ],
)
def test_a_month_is_local_also_when_the_clock_changes(db, zone, first, start, end):
    tenant = make_brand(time_zone=zone)
    start, end = (datetime(*at, tzinfo=UTC) for at in (start, end))
    tick = timedelta(microseconds=1)
    instants = (start - tick, start, end - tick, end)
    take(tenant, [Said(f"m{n}/0", f"m{n}", "x:one", "in", at) for n, at in enumerate(instants)])
    last = date(first.year, first.month + 1, 1)
    asked = {"first": first, "last": last, "as_of": datetime(2026, 12, 1, tzinfo=UTC)}
    assert report_of(tenant, **asked)["turns"]["total"] == 2
    assert report_of(tenant, **asked, by=recompute)["turns"]["total"] == 2


def test_a_date_whose_midnight_is_skipped_begins_with_the_skip():
    period = Period(date(2026, 9, 6), date(2026, 9, 7), "America/Santiago")
    assert period.start == datetime(2026, 9, 6, 4, tzinfo=UTC)
    assert period.end - period.start == timedelta(hours=23)


def test_arrivals_stand_in_local_hours(db):
    tenant = make_brand(time_zone="Asia/Kolkata")
    take(tenant, written("a", ("in", 0)))  # Monday noon UTC is half past five there
    arrivals = report_of(tenant)["volumes"]["arrivals"]
    assert arrivals[0][17] == 1
    assert sum(map(sum, arrivals)) == 1


def test_the_trend_follows_the_clock_change_and_the_bins_hold_their_upper_edge(db):
    tenant = make_brand(time_zone="Europe/Warsaw")
    night = datetime(2026, 3, 29, 21, 59, tzinfo=UTC)  # a minute before midnight in summer time
    take(
        tenant,
        [
            Said("a/0", "a", "x:one", "in", night),
            Said("a/1", "a", "x:one", "out", night + timedelta(minutes=30)),
            Said("b/0", "b", "x:one", "in", night + timedelta(minutes=1)),
        ],
    )
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        period = Period(date(2026, 3, 1), date(2026, 4, 1), tenant.time_zone)
        pictures = report_pictures(uow, tenant, period=period, as_of=LATER)
    assert [(point.first_date.day, point.started, point.first_response) for point in pictures.trend] == [
        (29, 1, 1.0),
        (30, 1, 0.0),
    ]
    assert pictures.times[5] == sum(pictures.times) == 1  # half an hour belongs to "up to 30 min"


def test_changing_what_was_agreed_changes_no_figure_of_the_past(db):
    office = {"office": spec_of("UTC", {"mon-fri": ["09:00-17:00"]})}
    tenant = make_brand(levels=[level(calendar="office")], calendars=office)
    take(tenant, [*written("a", ("in", 0), ("out", 25)), *written("b", ("in", 290), ("out", 1400))])
    before = report_of(tenant)
    changed = {"office": spec_of("UTC", {"mon-fri": ["10:00-11:00"]}, {"2026-05-04", "2026-05-05"})}
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        replace_calendars(uow, tenant, changed)
        replace_levels(uow, tenant, [level("strict", 60, 60, 60, calendar="office")])
    take(tenant, written("a", ("in", 0), ("out", 25)))  # a repeat
    assert report_of(tenant) == report_of(tenant, by=recompute) == before
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        replace_levels(uow, tenant, [])
        replace_calendars(uow, tenant, {})
    take(tenant, [Said("b/late", "b", "x:one", "in", minutes(1450))])  # the facts of b are derived again
    after = report_of(tenant)
    assert {key: after["first_response"][key] for key in ("n", "met", "median", "target")} == {
        key: before["first_response"][key] for key in ("n", "met", "median", "target")
    }


def test_the_order_of_import_changes_nothing(db):
    messages = [
        one
        for n in range(8)
        for one in written(
            f"c{n}", ("in", n), ("out", n * 9), ("in", n * 10 + 1), ("in", n * 11 + 2), ("out", 200)
        )
    ]
    seen = []
    for seed in range(3):
        tenant = make_brand(slug=f"order-{seed}-{random.randrange(10**9)}")
        random.Random(seed).shuffle(messages)
        take(tenant, messages, batches=seed + 1)
        seen.append({**report_of(tenant), "brand": ""})
    assert seen[0] == seen[1] == seen[2]


def test_exclusions_are_taken_out_and_both_ways_are_shown(db):
    tenant = make_brand(contract={"coverage_window": 60, "targets": []})
    take(
        tenant,
        [
            *written("a", ("in", 0), ("out", 50)),
            *written("b", ("in", 0)),
            *written("c", ("in", 0), ("out", 5)),
        ],
    )
    leave_out(tenant, LeftOut(turns=frozenset({"a/0", "b/0"})))
    report = report_of(tenant)
    assert report == report_of(tenant, by=recompute)
    assert report["turns"] == {"total": 3, "answered": 1, "dismissed": 0, "excluded": 2, "open": 0}
    assert (report["first_response"]["met"], report["first_response"]["attainment"]) == (1, 1.0)
    assert report["backlog"]["count"] == 0
    assert report["response_coverage"]["due"] == 1
    before = report["before_exclusions"]
    assert before["turns"] == {"total": 3, "answered": 2, "dismissed": 0, "excluded": 0, "open": 1}
    clock = before["first_response"]
    assert [clock[key] for key in ("met", "breached", "open_past_due", "attainment")] == [1, 1, 1, 0.333333]
    assert before["backlog"]["count"] == 1
    assert before["response_coverage"]["due"] == 3


def test_another_brand_is_not_found(db):
    mine, other = make_brand(), make_brand()
    with UnitOfWork(act_as(Role.CLIENT_VIEWER, mine)) as uow:
        get_tenant(uow, mine.slug)
        with pytest.raises(NotFound):
            get_tenant(uow, other.slug)


def test_a_period_must_end_after_it_begins(db):
    with pytest.raises(Invalid) as refused:
        report_of(make_brand(), first=date(2026, 6, 1), last=date(2026, 6, 1))
    assert refused.value.faults[0].place == "to"


def test_csv_holds_a_line_a_figure_and_no_formula(db):
    tenant = make_brand(levels=[level("=1+1"), level("standard", language="pl")])
    take(tenant, written("a", ("in", 0), ("out", 10)))
    report = report_of(tenant)
    made = report_csv(report)
    assert made.startswith("brand,from,to,time_zone,as_of,exclusions,service_level,figure,measure,value\r\n")
    whole = list(csv.DictReader(io.StringIO(made)))
    lines = [line for line in whole if not line["figure"].startswith(("volumes", "beside", "definitions"))]
    assert {line["service_level"] for line in lines} == {"", "'=1+1"}
    assert len(lines) == 2 * (5 + 12 * 3 + 3 + 2 + 3 + 12 * 3)
    assert b"<f>" not in render_file(report, "xlsx")


def test_an_unknown_format_is_refused_with_those_there_are(db):
    with pytest.raises(Invalid, match="Choose json, csv, xlsx or pdf"):
        render_file(report_of(make_brand()), "docx")
