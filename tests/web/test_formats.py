from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bpo.core.i18n import speaking
from bpo.web import formats

LATE = datetime(2026, 10, 31, 22, 10, 47, tzinfo=UTC)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("locale", "seconds", "words"),
    [
        ("en", 601.5, "10 min 2 sec"),
        ("en", 20768, "5 hr 46 min"),
        ("en", 3600, "1 hr"),
        ("en", 3605, "1 hr"),
        ("en", 0, "0 sec"),
        ("en", 0.2, "0 sec"),
        ("en", 59.6, "1 min"),
        ("en", -600, "−10 min"),
        ("en", Decimal("45.0"), "45 sec"),
        ("en", 259200, "72 hr"),
        ("ru", 601.5, "10 мин 2 с"),
        ("uk", 20768, "5 год 46 хв"),
        ("pl", 20768, "5 godz. 46 min"),
    ],
)
def test_a_duration_in_words(locale, seconds, words):
    with speaking(locale):
        assert plain(formats.show_duration(seconds)) == words


def test_days_only_when_asked():
    with speaking("en"):
        assert formats.show_duration(100_000, days=True) == "1 day 3 hr"


@pytest.mark.parametrize(
    ("locale", "zone", "shown"),
    [
        ("en", "UTC", "Oct 31, 2026, 22:10"),
        ("uk", "Europe/Kyiv", "1 лист. 2026, 00:10"),
        ("ru", "Europe/Moscow", "1 нояб. 2026, 01:10"),
        ("pl", "Europe/Warsaw", "31 paź 2026, 23:10"),
    ],
)
def test_an_instant_in_the_readers_zone(locale, zone, shown):
    with speaking(locale, zone):
        assert plain(formats.show_datetime(LATE)) == shown


def test_the_day_of_an_instant_is_the_readers():
    with speaking("en", "Europe/Moscow"):
        assert formats.show_date(LATE) == "Nov 1, 2026"
        assert formats.show_date(date(2026, 10, 31)) == "Oct 31, 2026"
        assert formats.show_month(LATE) == "November 2026"
        assert formats.show_time(LATE, seconds=True) == "01:10:47"


def test_machines_get_utc():
    assert formats.show_isoformat(LATE) == "2026-10-31T22:10:47Z"
    assert formats.show_isoformat(date(2026, 10, 31)) == "2026-10-31"
    assert formats.show_isoformat(None) == ""


@pytest.mark.parametrize(
    ("locale", "number", "percent"),
    [
        ("en", "12,345.5", "90.4%"),
        ("ru", "12 345,5", "90,4 %"),
        ("uk", "12 345,5", "90,4%"),
        ("pl", "12 345,5", "90,4%"),
    ],
)
def test_numbers_as_the_reader_groups_them(locale, number, percent):
    with speaking(locale):
        assert plain(formats.show_number(12345.5)) == number
        assert plain(formats.show_percent(0.9036)) == percent


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "shown"),
    [
        ("en", "-1234.50", "EUR", "-€1,234.50"),
        ("en", "0.12345", "GBP", "£0.12345"),
        ("en", "1200", "JPY", "¥1,200"),
        ("ru", "1234.5", "EUR", "1 234,50 €"),
        ("uk", "1234.5", "UAH", "1 234,50 ₴"),
        ("pl", "12345.5", "PLN", "12 345,50 zł"),
    ],
)
def test_money_has_its_currency_and_loses_no_decimal(locale, amount, currency, shown):
    with speaking(locale):
        assert plain(formats.show_money(amount, currency)) == shown


def test_digits_are_a_limit_not_a_padding():
    with speaking("en"):
        assert formats.show_number(2.0, digits=1) == "2"
        assert formats.show_number(2.34, digits=0) == "2"
        assert formats.show_percent(1, digits=0) == "100%"


@pytest.mark.parametrize(
    "show",
    [
        formats.show_datetime,
        formats.show_time,
        formats.show_date,
        formats.show_month,
        formats.show_duration,
        formats.show_number,
        formats.show_percent,
    ],
)
def test_what_is_missing_is_a_named_dash(show):
    assert "no value" in show(None)
    assert "–" in show(None)


def test_letters_and_colour_of_a_name():
    assert formats.initials("Olena Kovalenko-Bondar") == "OK"
    assert formats.initials("пиво дома") == "ПД"
    assert formats.initials("«»") == "?"
    assert (
        formats.brand_class("pivo-doma") == formats.brand_class("pivo-doma") != formats.brand_class("kvitka")
    )
