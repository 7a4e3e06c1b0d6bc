from datetime import UTC, datetime, timedelta

import pytest

from bpo.conversations.rules.handoffs import (
    Department,
    alerts_due,
    check_answered,
    check_waiting,
    check_words,
    department_of,
    departments_of,
    kinds_of,
    next_reminder,
)
from bpo.core.errors import Conflict, Invalid
from bpo.tenants.rules.calendar import Calendar, calendar_from_spec
from bpo.tenants.rules.working_time import WorkingTime

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
ALWAYS = WorkingTime(Calendar.always("UTC"))
OFFICE = WorkingTime(
    calendar_from_spec(
        {
            "time_zone": "UTC",
            "weekly": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
            | {"sat": [], "sun": []},
            "holidays": None,
            "holiday_dates": {},
            "closed": [],
        }
    )
)


def at(day, hour, minute=0):
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def department(kind, *alert_on):
    return Department(kind, f"{kind}@example.com", timedelta(minutes=30), "always", frozenset(alert_on))


def test_departments_are_read_from_the_brands_section():
    section = [
        {"kind": "pr", "contact": "pr@example.com", "due": 1800, "calendar": "always", "alert_on": ["crisis"]}
    ]
    assert departments_of(section) == (department("pr", "crisis"),)
    assert departments_of(None) == ()
    assert department_of(departments_of(section), "pr").contact == "pr@example.com"
    with pytest.raises(Invalid):
        department_of(departments_of(section), "legal")


@pytest.mark.parametrize(
    ("hours", "asked", "target", "reminders"),
    [
        pytest.param(
            ALWAYS,
            at(0, 9),
            timedelta(hours=4),
            [at(0, 12), at(0, 13), at(0, 17), at(0, 21), at(1, 1)],
            id="round the clock",
        ),
        pytest.param(
            ALWAYS,
            at(0, 9),
            timedelta(minutes=20),
            [at(0, 9, 15), at(0, 9, 20), at(0, 13, 20)],
            id="no more than a round",
        ),
        pytest.param(
            OFFICE, at(4, 16), timedelta(hours=4), [at(7, 11), at(7, 12), at(7, 16)], id="over a week-end"
        ),
    ],
)
def test_reminders_come_before_it_is_due_when_it_is_and_on_and_on(hours, asked, target, reminders):
    found = [next_reminder(asked, target, sent=n, working_time=hours) for n in range(len(reminders))]
    assert found == reminders


def test_an_experts_departments_are_named_by_tags():
    assert kinds_of(["department:pr", "kyiv", "department:legal"]) == {"pr", "legal"}
    assert kinds_of(["pr"]) == frozenset()


@pytest.mark.parametrize("text", ["", "  \n", "x" * 5001])
def test_a_question_says_something_and_ends(text):
    with pytest.raises(Invalid):
        check_words(text, "question")
    assert check_words(" may we? ", "question") == "may we?"


def test_states_follow_one_another():
    check_waiting("waiting")
    check_answered("answered")
    for state in ("answered", "done", "withdrawn"):
        with pytest.raises(Conflict):
            check_waiting(state)
    for state in ("waiting", "done", "withdrawn"):
        with pytest.raises(Conflict):
            check_answered(state)


@pytest.mark.parametrize(
    ("urgent", "is_negative", "reach", "told"),
    [
        pytest.param([], False, None, [], id="nothing alarming"),
        pytest.param(["crisis"], False, None, [("pr", "crisis")], id="PR learns of a crisis"),
        pytest.param(["legal"], True, None, [("legal", "legal")], id="a department by its own words"),
        pytest.param(
            ["legal", "crisis", "legal"],
            True,
            10,
            [("pr", "crisis"), ("legal", "legal")],
            id="each reason once",
        ),
        pytest.param([], True, 50_001, [("pr", "reach")], id="angry and widely read"),
        pytest.param([], True, 50_000, [], id="not above the limit"),
        pytest.param([], False, 90_000, [], id="widely read and content"),
        pytest.param([], True, None, [], id="nobody knows how widely"),
    ],
)
def test_what_alarms_whom(urgent, is_negative, reach, told):
    departments = [department("pr"), department("legal", "legal", "threat"), department("sales", "lead")]
    found = alerts_due(departments, urgent=urgent, is_negative=is_negative, reach=reach, reach_over=50_000)
    assert [(one.department.kind, one.reason) for one in found] == told


def test_without_a_limit_reach_alarms_nobody():
    assert alerts_due([department("pr")], urgent=[], is_negative=True, reach=10**9, reach_over=None) == []
