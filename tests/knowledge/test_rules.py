from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bpo.core.errors import Invalid
from bpo.knowledge.rules import (
    Variable,
    check_period,
    check_template,
    concerns,
    days_of,
    fill,
    is_in_force,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "values", "wanted", "left"),
    [
        ("Добрый день, {customer}!", {Variable.CUSTOMER: "Анна"}, "Добрый день, Анна!", ()),
        (
            "Hello {customer}, order {order}.",
            {Variable.CUSTOMER: "Ann"},
            "Hello Ann, order {order}.",
            ("order",),
        ),
        ("{order} {order}", {}, "{order} {order}", ("order",)),
        ("{customer}", {Variable.CUSTOMER: ""}, "{customer}", ("customer",)),
        ("{customer}", {Variable.CUSTOMER: "{order}"}, "{order}", ()),
        ("no places", {}, "no places", ()),
    ],
    ids=["filled", "one-open", "named-once", "an-empty-name-is-none", "a-value-is-not-a-template", "plain"],
)
def test_a_template_is_filled_with_what_is_known(text, values, wanted, left):
    filled = fill(text, values)
    assert (filled.text, filled.open) == (wanted, left)


@pytest.mark.parametrize(
    ("text", "local", "wanted", "left"),
    [
        ("Call {local.phone}.", {"phone": "044"}, "Call 044.", ()),
        ("Call {local.phone}.", {"street": "Main"}, "Call {local.phone}.", ("local.phone",)),
        ("{customer} {local.customer}", {"customer": "Ann"}, "{customer} Ann", ("customer",)),
        ("{local.a}", {"a": "{local.a}"}, "{local.a}", ()),
    ],
    ids=["filled", "not-of-this-account", "no-field-is-a-variable", "a-value-is-not-a-template"],
)
def test_a_template_says_what_is_so_at_the_accounts_place(text, local, wanted, left):
    filled = fill(text, {}, local)
    assert (filled.text, filled.open) == (wanted, left)


@pytest.mark.parametrize("text", ["Hi {local.}", "{local.Phone}", "{local}", "{local.a.b}"])
def test_a_local_field_has_a_name_that_accounts_may_have(text):
    with pytest.raises(Invalid):
        check_template(text)


@pytest.mark.parametrize("text", ["Hi {name}", "{}", "{Customer}", "{customer} {x}"])
def test_a_template_that_asks_for_something_unknown_is_refused(text):
    with pytest.raises(Invalid) as refused:
        check_template(text)
    assert [fault.place for fault in refused.value.faults] == ["text"]


@pytest.mark.parametrize(
    "text", ["Hi {customer}", "plain", "{ spaced }", "{customer}{initials}", "{local.phone_2}"]
)
def test_a_template_of_known_variables_is_fine(text):
    check_template(text)


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (NOON, None, True),
        (NOON - HOUR, NOON, False),
        (NOON - HOUR, NOON + HOUR, True),
        (NOON + HOUR, None, False),
    ],
    ids=["from-now", "ended-now", "within", "to-come"],
)
def test_the_end_of_a_campaign_is_exclusive(starts, ends, holds):
    assert is_in_force(starts, ends, at=NOON) is holds


@pytest.mark.parametrize("ends", [NOON, NOON - HOUR])
def test_a_campaign_ends_after_it_begins(ends):
    with pytest.raises(Invalid):
        check_period(NOON, ends)


@pytest.mark.parametrize(
    ("tags", "account", "wanted"),
    [
        ((), ("kyiv",), True),
        (("kyiv",), ("kyiv", "lviv"), True),
        (("kyiv",), ("lviv",), False),
        (("kyiv",), (), False),
    ],
)
def test_what_is_for_places_concerns_the_accounts_of_these(tags, account, wanted):
    assert concerns(tags, account) is wanted


@pytest.mark.parametrize(
    ("starts", "ends", "first", "end"),
    [
        ("2026-11-20T23:30Z", None, date(2026, 11, 21), date(2026, 11, 26)),  # half past midnight in Warsaw
        ("2026-11-20T10:00Z", "2026-11-20T23:00Z", date(2026, 11, 20), date(2026, 11, 21)),  # to the midnight
        ("2026-11-20T10:00Z", "2026-11-20T23:01Z", date(2026, 11, 20), date(2026, 11, 22)),
        ("2026-11-20T10:00Z", "2026-12-20T10:00Z", date(2026, 11, 20), date(2026, 11, 26)),  # not over yet
    ],
)
def test_the_days_of_a_campaign_are_those_it_has_touched(starts, ends, first, end):
    begins, over = (datetime.fromisoformat(one) if one else None for one in (starts, ends))
    assert days_of(begins, over, now=NOON, zone=ZoneInfo("Europe/Warsaw")) == (first, end)
