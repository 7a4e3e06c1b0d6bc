"""What the definitions say as data is what is computed: outcome by outcome, in every place where they are read."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import act_as
from reports.worlds import Done, LeftOut, Said, act, leave_out, make_brand, take

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports.definition_labels import ATTRIBUTIONS, CALENDARS, CLOCKS, EXCLUSIONS, POPULATIONS
from bpo.reports.labels import PARTS
from bpo.reports.operations import recompute, sla_report
from bpo.reports.render.files import render_file
from bpo.reports.rules.definitions import METRICS, VERSION, definitions_json, share_of
from bpo.reports.rules.figures import CLOCKS as REPORT_CLOCKS
from bpo.reports.rules.figures import PERCENTILES
from bpo.reports.rules.reference import percentile

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
PERIOD = {"from_date": date(2026, 5, 1), "to_date": date(2026, 6, 1)}
# Targets are half an hour, the window two hours; all is seen three hours after the question.
SEEN = NOON + timedelta(hours=3)
ENDS = {
    "met": 10,
    "breached": 60,
    "answered_after_window": 170,
    "open_past_due": None,
    "open_not_due": None,
    "dismissed": None,
    "excluded": 10,
}
OUTCOMES = {
    "met": {"turn": "answered", "clock": "met", "coverage": "within"},
    "breached": {"turn": "answered", "clock": "breached", "coverage": "within"},
    "answered_after_window": {"turn": "answered", "clock": "breached", "coverage": "missed"},
    "open_past_due": {"turn": "open", "clock": "open_past_due", "coverage": "missed"},
    "open_not_due": {"turn": "open", "clock": "open_not_due", "coverage": None},
    "dismissed": {"turn": "dismissed", "clock": None, "coverage": None},
    "excluded": {"turn": "excluded", "clock": None, "coverage": None},
}


def world(ends, **contract):
    """A turn for each ending."""
    tenant = make_brand(contract={"coverage_window": 7200, "targets": [], **contract})
    messages = []
    for end in ends:
        began = SEEN - timedelta(minutes=5) if end == "open_not_due" else NOON
        messages.append(Said(f"{end}/0", end, "x:one", "in", began))
        if ENDS[end]:
            messages.append(Said(f"{end}/1", end, "x:one", "out", NOON + timedelta(minutes=ENDS[end])))
    take(tenant, messages)
    if "dismissed" in ends:
        act(tenant, [Done("dismissed", "dismissed", NOON + timedelta(minutes=5))])
    if "excluded" in ends:
        leave_out(tenant, LeftOut(turns=frozenset({"excluded/0"})))
    return tenant


def report_of(tenant):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        made = sla_report(uow, tenant, **PERIOD, as_of=SEEN)
        assert made == recompute(uow, tenant, **PERIOD, as_of=SEEN)
    return made


@pytest.mark.parametrize("ends", [*([end] for end in ENDS), [*ENDS], [*ENDS][1:6]])
def test_each_ending_counts_where_the_definition_says(db, ends):
    report = report_of(world(ends))

    def expected(metric, kind):
        """By the definition alone, from the endings themselves."""
        said = METRICS[metric].statistic
        states = [OUTCOMES[end][kind] for end in ends]
        whole = [state for state in states if state in said.whole]
        return round(sum(state in said.part for state in whole) / len(whole), 6) if whole else None

    assert report["first_response"]["attainment"] == expected("attainment", "clock")
    assert report["response_coverage"]["value"] == expected("response_coverage", "coverage")
    assert report["dismissals"]["share"] == expected("dismissals", "turn")
    assert report["turns"]["excluded"] == ends.count("excluded")
    both = {key for key, one in METRICS.items() if one.exclusions == "both"} - {"attainment"}
    assert both <= report["before_exclusions"].keys()
    assert report["before_exclusions"]["turns"]["excluded"] == 0


def test_percentiles_are_those_that_are_said(db):
    clock = report_of(world(["met", "breached", "answered_after_window"]))["first_response"]
    taken = [600.0, 3600.0, 10_200.0]
    assert METRICS["first_response"].statistic.percentiles == PERCENTILES == (0.5, 0.9, 0.95)
    assert [clock[key] for key in ("median", "p90", "p95")] == [percentile(taken, p) for p in PERCENTILES]


def test_a_share_of_nothing_is_none():
    assert share_of(METRICS["attainment"], {"met": 0, "breached": 0, "open_past_due": 0}) is None


def test_a_contract_is_bound_to_a_version(db):
    tenant = world(["met"], definitions=2)
    report = report_of(tenant)
    assert not {"beside", "definitions"} & report.keys()
    lines = list(csv.DictReader(io.StringIO(render_file(report, "csv").decode())))
    figures = {line["figure"] for line in lines}
    assert "definitions/attainment" in figures
    assert "definitions/first_contact" not in figures
    said = [line for line in lines if line["figure"] == "definitions"]
    assert [(line["measure"], line["value"]) for line in said] == [("version", "2")]


def test_programs_and_people_read_them(db, report_app, pages):
    tenant = world(["met", "breached"])
    report_app.reader = act_as(Role.CLIENT_VIEWER, tenant)
    answer = pages.get(f"/api/v1/brands/{tenant.slug}/reports/definitions")
    assert answer.json == definitions_json(VERSION)
    assert pages.get("/api/v1/brands/no-such-brand/reports/definitions").status_code == 404
    report = report_of(tenant)
    assert report["definitions"] == answer.json
    page = pages.get(f"/brands/{tenant.slug}/report?from=2026-05-01&to=2026-06-01").text
    assert "Met ÷ (Met + Breached + Open, past due)" in page
    assert "Number, median, P90, P95, mean" in page


def test_all_that_is_said_has_a_name():
    assert {*REPORT_CLOCKS, "response_coverage", "backlog", "dismissals"} <= METRICS.keys() <= PARTS.keys()
    for one in METRICS.values():
        assert one.population in POPULATIONS
        assert one.clock in CLOCKS
        assert one.calendar in CALENDARS
        assert one.exclusions in EXCLUSIONS
        assert one.attribution in ATTRIBUTIONS
        assert {*one.statistic.part, *one.statistic.whole} <= PARTS.keys()
