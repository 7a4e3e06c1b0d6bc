"""What a clock measured, and what it says at an instant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import Oracle
from series import series

from bpo.conversations.rules.clocks import Clock, Verdict, measure, verdict
from bpo.tenants.rules.calendar import Calendar, calendar_from_spec
from bpo.tenants.rules.working_time import Pause, WorkingTime

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)  # a Monday
MINUTE = timedelta(minutes=1)
ALWAYS = WorkingTime(Calendar.always("UTC"))
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SPEC = {
    "time_zone": "UTC",
    "weekly": {day: ["09:00-13:00", "14:00-18:00"] for day in DAYS},
    "holidays": None,
    "holiday_dates": {},
    "closed": [],
}
OFFICE = WorkingTime(calendar_from_spec(SPEC))


def after(minutes):
    return NOON + minutes * MINUTE


def clock(*, due=30, stopped=None):
    due_at = None if due is None else after(due)
    stopped_at = None if stopped is None else after(stopped)
    return Clock(NOON, due_at, stopped_at, None)


def test_measured_in_working_time_less_pauses():
    pauses = [Pause(after(10), after(20), "client approval")]
    measured = measure(NOON, after(150), target=90 * MINUTE, working_time=OFFICE, pauses=pauses)
    assert measured == Clock(NOON, after(160), after(150), 80 * MINUTE)


def test_an_open_clock_has_worked_nothing_yet():
    assert measure(NOON, None, target=MINUTE, working_time=ALWAYS) == Clock(NOON, after(1), None, None)


def test_without_a_target_time_is_measured_and_nothing_is_due():
    assert measure(NOON, after(5), target=None, working_time=ALWAYS) == Clock(
        NOON, None, after(5), 5 * MINUTE
    )


def test_what_waits_for_ever_is_never_due():
    pauses = [Pause(after(10), None, "waiting for customer")]
    measured = measure(NOON, after(900), target=30 * MINUTE, working_time=ALWAYS, pauses=pauses)
    assert measured == Clock(NOON, None, after(900), 10 * MINUTE)
    assert says(measured, at=900) is Verdict.MET


def says(measured, *, at, has_target=True, by_reply=True):
    return verdict(measured, has_target=has_target, stopped_by_reply=by_reply, as_of=after(at))


@pytest.mark.parametrize(
    ("measured", "at", "expected"),
    [
        pytest.param(clock(stopped=29), 60, Verdict.MET, id="before due"),
        pytest.param(clock(stopped=30), 60, Verdict.MET, id="exactly at due"),
        pytest.param(clock(stopped=31), 60, Verdict.BREACHED, id="after due"),
        pytest.param(clock(stopped=60), 60, Verdict.BREACHED, id="stopped at as-of"),
        pytest.param(clock(stopped=61), 60, Verdict.OPEN_PAST_DUE, id="stopped after as-of"),
        pytest.param(clock(stopped=29), 28, Verdict.OPEN_NOT_DUE, id="not yet stopped"),
        pytest.param(clock(), 30, Verdict.OPEN_NOT_DUE, id="due exactly at as-of"),
        pytest.param(clock(), 31, Verdict.OPEN_PAST_DUE, id="past due"),
        pytest.param(clock(due=None), 999, Verdict.OPEN_NOT_DUE, id="never due"),
        pytest.param(clock(due=None, stopped=900), 999, Verdict.MET, id="never due and stopped"),
    ],
)
def test_verdict(measured, at, expected):
    assert says(measured, at=at) is expected


@pytest.mark.parametrize("has_target", [True, False])
def test_dismissed_is_neither_met_nor_breached(has_target):
    dismissed = clock(stopped=40)
    assert says(dismissed, at=40, has_target=has_target, by_reply=False) is Verdict.ENDED


def test_not_yet_dismissed_is_open():
    assert says(clock(stopped=40), at=39, by_reply=False) is Verdict.OPEN_PAST_DUE


@pytest.mark.parametrize("stopped", [None, 5, 500])
def test_without_a_target_there_is_no_verdict(stopped):
    assert says(clock(due=None, stopped=stopped), at=60, has_target=False) is Verdict.UNMEASURED


def test_a_reply_after_hours_is_late_where_the_target_ran_out_at_closing():
    measured = measure(NOON, after(90), target=60 * MINUTE, working_time=OFFICE)
    assert measured == Clock(NOON, after(60), after(90), 60 * MINUTE)
    assert says(measured, at=100) is Verdict.BREACHED


MINUTES = st.integers(0, 3000)
PAUSES = st.lists(
    st.tuples(MINUTES, MINUTES).map(lambda ends: Pause(after(min(ends)), after(max(ends)), "x")), max_size=3
)


@series(1000)
@given(MINUTES, MINUTES, st.one_of(st.none(), MINUTES), st.integers(1, 600), PAUSES)
def test_verdict_by_the_definitions(start, as_of, length, target, pauses):
    stop = None if length is None else after(start + length)
    measured = measure(after(start), stop, target=target * MINUTE, working_time=OFFICE, pauses=pauses)
    oracle = Oracle(SPEC, after(start), after(30_000))
    due = oracle.due(after(start), target * MINUTE, pauses)
    stopped = stop is not None and stop <= after(as_of)
    expected = {
        (True, True): Verdict.MET,
        (True, False): Verdict.BREACHED,
        (False, True): Verdict.OPEN_NOT_DUE,
        (False, False): Verdict.OPEN_PAST_DUE,
    }[stopped, (stop if stopped else after(as_of)) <= due]
    assert says(measured, at=as_of) is expected
    assert measured.worked == (None if stop is None else oracle.between(after(start), stop, pauses))


@series(500)
@given(MINUTES, st.integers(1, 600), PAUSES)
def test_later_pauses_change_no_earlier_verdict(as_of, target, pauses):
    known = [
        Pause(pause.start, pause.end if pause.end <= after(as_of) else None, "x")
        for pause in pauses
        if pause.start <= after(as_of)
    ]
    whole, then = (
        measure(NOON, None, target=target * MINUTE, working_time=OFFICE, pauses=seen)
        for seen in (pauses, known)
    )
    assert says(whole, at=as_of) is says(then, at=as_of)
