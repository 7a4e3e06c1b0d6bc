"""Windows, and the form in which the database keeps a calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bpo.core.errors import Invalid
from bpo.tenants.rules.calendar import (
    WHOLE_DAY,
    Calendar,
    Window,
    calendar_from_spec,
    calendar_to_spec,
)

SPEC = {
    "time_zone": "Europe/Kyiv",
    "weekly": {
        "mon": ["09:00-13:00", "14:00-18:00"],
        "tue": ["00:00-24:00"],
        "wed": ["22:00-24:00"],
        "thu": ["22:00-00:00"],
        "fri": [],
        "sat": ["22:00-02:00"],
        "sun": [],
    },
    "holidays": "UA",
    "holiday_dates": {"2026-01-01": "New Year's Day", "2026-05-01": "Labour Day"},
    "closed": ["2026-06-01", "2026-12-31"],
}


def test_spec_comes_back_as_it_was():
    assert calendar_to_spec(calendar_from_spec(SPEC)) == SPEC


def test_spec_is_read_into_days_and_dates():
    calendar = calendar_from_spec(SPEC)
    assert calendar.weekly[0] == (Window(540, 780), Window(840, 1080))
    assert calendar.weekly[5] == (Window(1320, 120),)
    assert calendar.holidays[date(2026, 1, 1)] == "New Year's Day"
    assert calendar.closed == {date(2026, 6, 1), date(2026, 12, 31)}
    assert calendar.holiday_calendar == "UA"


def test_dates_are_written_in_order():
    calendar = Calendar(
        "UTC",
        ((),) * 7,
        holidays={date(2026, 5, 1): "b", date(2026, 1, 1): "a"},
        closed=frozenset({date(2027, 1, 1), date(2026, 2, 2)}),
    )
    spec = calendar_to_spec(calendar)
    assert list(spec["holiday_dates"]) == ["2026-01-01", "2026-05-01"]
    assert spec["closed"] == ["2026-02-02", "2027-01-01"]


@pytest.mark.parametrize(
    "text",
    ["9:00-13:00", "09:00", "09:00-13:60", "24:00-24:00", "24:30-01:00", "09:00-24:01", "", "٠٩:00-13:00"],
)
def test_what_is_not_a_window_is_refused(text):
    with pytest.raises(Invalid):
        Window.from_text(text)


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "../etc/passwd", "Europe"])
def test_what_is_not_a_time_zone_is_refused(name):
    with pytest.raises(Invalid, match="is not a time zone"):
        Calendar.always(name)


def test_a_week_has_seven_days():
    with pytest.raises(Invalid, match="seven days"):
        Calendar("UTC", ((),) * 6)


@pytest.mark.parametrize(
    ("calendar", "always"),
    [
        pytest.param(Calendar.always("Europe/Kyiv"), True, id="built in"),
        pytest.param(Calendar("UTC", ((Window(0, 0),),) * 7), True, id="to the next midnight"),
        pytest.param(Calendar("UTC", ((WHOLE_DAY,),) * 6 + ((),)), False, id="no Sunday"),
        pytest.param(Calendar("UTC", ((Window(0, 1439),),) * 7), False, id="a minute short"),
        pytest.param(Calendar("UTC", ((Window(60, 60),),) * 7), False, id="one to one"),
        pytest.param(Calendar("UTC", ((WHOLE_DAY,),) * 7, {date(2026, 1, 1): "x"}), False, id="a holiday"),
        pytest.param(
            Calendar("UTC", ((WHOLE_DAY,),) * 7, closed=frozenset({date(2026, 1, 1)})),
            False,
            id="a closed date",
        ),
    ],
)
def test_always(calendar, always):
    assert calendar.is_always is always


def test_holiday_and_closed_date_remove_the_windows_that_start_on_them():
    calendar = calendar_from_spec(SPEC)
    assert calendar.windows_on(date(2026, 6, 1)) == ()
    assert calendar.removed_on(date(2026, 6, 1)) == calendar.weekly[0]
    assert calendar.windows_on(date(2026, 6, 8)) == calendar.weekly[0]
    assert calendar.removed_on(date(2026, 6, 8)) == ()


@pytest.mark.parametrize(
    ("zone", "day", "text", "start", "hours"),
    [
        pytest.param("Europe/Kyiv", date(2026, 1, 5), "09:00-13:00", "2026-01-05T07:00", 4, id="winter"),
        pytest.param("Europe/Kyiv", date(2026, 7, 6), "09:00-13:00", "2026-07-06T06:00", 4, id="summer"),
        pytest.param("Europe/Moscow", date(2026, 7, 6), "09:00-13:00", "2026-07-06T06:00", 4, id="Moscow"),
        pytest.param(
            "Europe/Warsaw", date(2026, 3, 29), "00:00-24:00", "2026-03-28T23:00", 23, id="short day"
        ),
        pytest.param(
            "Europe/Warsaw", date(2026, 10, 25), "00:00-24:00", "2026-10-24T22:00", 25, id="long day"
        ),
        pytest.param(
            "Europe/Kyiv", date(2026, 3, 28), "22:00-06:00", "2026-03-28T20:00", 7, id="short night"
        ),
        pytest.param(
            "Europe/Kyiv", date(2026, 10, 24), "22:00-06:00", "2026-10-24T19:00", 9, id="long night"
        ),
        pytest.param(
            "Europe/Warsaw", date(2026, 10, 25), "02:00-03:00", "2026-10-25T00:00", 2, id="hour twice"
        ),
        pytest.param(
            "Europe/Warsaw", date(2026, 10, 25), "01:30-02:30", "2026-10-24T23:30", 1, id="first of two"
        ),
        pytest.param(
            "Europe/Warsaw", date(2026, 3, 29), "02:00-03:00", "2026-03-29T01:00", 0, id="skipped hour"
        ),
        pytest.param(
            "Europe/Warsaw", date(2026, 3, 29), "01:00-02:30", "2026-03-29T00:00", 1.5, id="skipped end"
        ),
        pytest.param(
            "Europe/Warsaw", date(2026, 3, 29), "02:30-03:15", "2026-03-29T01:30", -0.25, id="turned"
        ),
        pytest.param("UTC", date(2026, 1, 5), "12:00-12:00", "2026-01-05T12:00", 24, id="round the clock"),
    ],
)
def test_wall_times_are_resolved_for_the_date(zone, day, text, start, hours):
    first, last = (end.astimezone(UTC) for end in Window.from_text(text).resolve(day, ZoneInfo(zone)))
    assert first == datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert last - first == timedelta(hours=hours)
