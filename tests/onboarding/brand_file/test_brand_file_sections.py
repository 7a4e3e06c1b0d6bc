from datetime import date

import pytest

from bpo.onboarding.brand_file.calendars import DAYS, days_of


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("mon", ["mon"]),
        ("mon-fri", list(DAYS[:5])),
        ("sat,sun", ["sat", "sun"]),
        ("sat-mon", ["sat", "sun", "mon"]),
        ("mon-wed, fri", ["mon", "tue", "wed", "fri"]),
        ("Mon - Tue", ["mon", "tue"]),
        ("sun-sun", ["sun"]),
    ],
)
def test_days_of_a_key(key, days):
    assert days_of(key) == days


def calendar_of(sections):
    return sections["calendars"]["c"]


def test_a_later_key_replaces_a_day(parse):
    week = calendar_of(
        parse("calendars: {c: {weekly: {mon-sun: ['09:00-18:00'], wed: [], sat,sun: ['00:00-24:00']}}}\n")
    )["weekly"]
    assert week["mon"] == ["09:00-18:00"]
    assert week["wed"] == []
    assert week["sat"] == week["sun"] == ["00:00-24:00"]


def test_windows_are_kept_in_one_spelling(parse):
    week = calendar_of(parse("calendars: {c: {weekly: {mon: [9:00-13:00, 22:00 – 02:00, 08:00-08:00]}}}\n"))[
        "weekly"
    ]
    assert week["mon"] == ["09:00-13:00", "22:00-02:00", "08:00-08:00"]
    assert all(week[day] == [] for day in DAYS[1:])


def test_a_calendar_without_zone_takes_the_brands(parse):
    assert calendar_of(parse("calendars: {c: {weekly: {}}}\n"))["time_zone"] == "Europe/Kyiv"
    assert calendar_of(parse("calendars: {c: {weekly: {}, time_zone: UTC}}\n"))["time_zone"] == "UTC"


def test_closed_days_are_sorted_and_once(parse):
    spec = calendar_of(parse("calendars: {c: {weekly: {}, closed: [2026-12-31, 2026-01-02, 2026-12-31]}}\n"))
    assert spec["closed"] == ["2026-01-02", "2026-12-31"]


def test_holidays_of_a_region_in_english_from_2000_through_five_years_ahead(parse):
    spec = calendar_of(parse("calendars: {c: {weekly: {}, holidays: pl-14}}\n", date(2026, 8, 1)))
    assert spec["holidays"] == "PL-14"
    assert spec["holiday_dates"]["2026-05-03"] == "National Day of the Third of May"
    assert min(spec["holiday_dates"])[:4] == "2000"
    assert max(spec["holiday_dates"])[:4] == "2031"


def test_no_holidays_no_dates(parse):
    spec = calendar_of(parse("calendars: {c: {weekly: {}}}\n"))
    assert (spec["holidays"], spec["holiday_dates"], spec["closed"]) == (None, {}, [])


def test_short_rules_become_long(parse):
    guide = parse(
        "style_guide: {greeting: required, sign_off: {policy: optional, severity: info}, emoji: 2, capitals: info,"
        " tone: {}, address: {en: free, ru: {policy: formal, severity: block}}, personal_data: {private: warn}}\n"
    )["style_guide"]
    assert guide == {
        "address": {
            "en": {"policy": "free", "severity": "warn"},
            "ru": {"policy": "formal", "severity": "block"},
        },
        "greeting": {"policy": "required", "severity": "warn"},
        "sign_off": {"policy": "optional", "severity": "info"},
        "emoji": {"max": 2, "severity": "warn"},
        "capitals": {"severity": "info"},
        "tone": {"severity": "warn"},
        "personal_data": {"public": "block", "private": "warn"},
    }


def test_when_takes_a_value_or_a_list(parse):
    (level,) = parse("service_levels: [{name: a, when: {network: x, priority: [urgent, low]}}]\n")[
        "service_levels"
    ]
    assert level["when"] == {"network": ["x"], "priority": ["urgent", "low"]}
    assert (level["first_response"], level["calendar"]) == (None, "always")


def test_politics_and_religion_stay_until_exempted(parse):
    topics = parse("restricted_topics: [{topic: beer, terms: [пиво], about: []}]\n")["restricted_topics"]
    assert [(topic["topic"], topic["policy"], topic["severity"]) for topic in topics] == [
        ("beer", "restricted", "block"),
        ("politics", "restricted", "block"),
        ("religion", "restricted", "block"),
    ]
    (religion, politics) = parse(
        "restricted_topics: [{topic: Religion, policy: exempt, reason: a parish}, {topic: politics, severity: warn}]\n"
    )["restricted_topics"]
    assert (religion["topic"], religion["policy"], religion["severity"]) == ("religion", "exempt", None)
    assert religion["reason"] == "a parish"
    assert (politics["policy"], politics["severity"]) == ("restricted", "warn")


def test_text_is_composed_and_trimmed(parse):
    assert parse('names: [" и\u0306од "]\n')["names"] == ["йод"]


def test_an_empty_value_inside_a_section_is_the_default(parse):
    (account,) = parse("accounts: [{network: x, handle: '@a', purpose: , tags: ~, server: null}]\n")[
        "accounts"
    ]
    assert account["purpose"] == "care"
    assert (account["tags"], account["server"]) == ([], None)


def test_contract_and_compensation_defaults(parse):
    sections = parse("contract: {}\ncompensation: {}\napproval: {}\n")
    assert sections["contract"]["coverage_window"] == 72 * 3600
    assert sections["contract"]["recontact_days"] == 7
    assert sections["compensation"] == {"currency": None, "agent_limit": None, "supervisor_limit": None}
    assert sections["approval"]["new_agents"] == 1.0


def test_the_money_of_a_contract_is_kept_as_written_and_absent_where_it_is_not(parse):
    money = (
        "  rates: {per_contact: 1.2345, per_hour: 15, minimum: 8000}\n"
        "  incidents: each\n"
        "  earn_back: {within_months: 3, at_least: 95%}\n"
        "  targets: [{figure: resolution, attainment: 90%, allocation: 50%,"
        " bands: [{below: 90%, credit: 25%}, {below: 85%, credit: 100%}]}]\n"
    )
    contract = parse("contract:\n  currency: EUR\n" + money)["contract"]
    assert contract["rates"] == {
        "per_contact": "1.2345",
        "per_hour": "15",
        "per_fte": None,
        "minimum": "8000",
    }
    assert contract["earn_back"] == {"within_months": 3, "at_least": 0.95}
    assert contract["targets"][0]["bands"] == [{"below": 0.9, "credit": 0.25}, {"below": 0.85, "credit": 1.0}]
    assert set(parse("contract: {}\n")["contract"]) == {
        *("currency", "monthly_fee", "at_risk", "coverage_window", "recontact_days", "targets"),
    }


def test_amounts_lose_idle_zeros_and_allocations_may_fill_the_whole(parse):
    contract = parse(
        "contract: {currency: eur, monthly_fee: 0100.50, at_risk: 12.3456%, targets: ["
        "{figure: first_response, attainment: 90%, allocation: 33.3333%},"
        "{figure: next_response, attainment: 90%, allocation: 33.3333%},"
        "{figure: resolution, attainment: 90%, allocation: 33.3334%}]}\n"
    )["contract"]
    assert (contract["currency"], contract["monthly_fee"], contract["at_risk"]) == ("EUR", "100.5", 0.123456)
