from datetime import date

from bpo.onboarding.brand_file.describe import describe_file
from bpo.onboarding.brand_file.dump import dump_brand_file, section_texts
from bpo.onboarding.brand_file.parse import check_section, parse_brand_file
from bpo.onboarding.brand_file.sections import SECTIONS, default_sections

TODAY = date(2026, 8, 1)


def test_example_has_every_section_in_normal_form(example):
    sections = parse_brand_file(example, today=TODAY).sections
    assert tuple(sections) == SECTIONS
    assert sections["profile"] == {
        "slug": "pivo-doma",
        "name": "Пиво дома",
        "languages": ["ru", "uk"],
        "time_zone": "Europe/Kyiv",
    }
    assert sections["accounts"][1] == {
        "network": "mastodon",
        "handle": "pivo@example.social",
        "purpose": "care",
        "tags": [],
        "server": "https://example.social",
        "display_name": None,
        "local": {},
    }
    assert sections["service_levels"] == [
        {
            "name": "angry",
            "when": {"visibility": ["public"], "sentiment": ["negative"]},
            "first_response": 900,
            "next_response": 900,
            "resolution": 28800,
            "calendar": "always",
        },
        {
            "name": "standard",
            "when": {},
            "first_response": 1800,
            "next_response": 1800,
            "resolution": 86400,
            "calendar": "office",
        },
    ]


def test_example_calendar_names_seven_days_and_keeps_the_holidays_dates(example):
    office = parse_brand_file(example, today=TODAY).sections["calendars"]["office"]
    split = ["09:00-13:00", "14:00-18:00"]
    week = {
        "mon": split,
        "tue": split,
        "wed": split,
        "thu": split,
        "fri": split,
        "sat": ["22:00-02:00"],
        "sun": [],
    }
    assert office["weekly"] == week
    assert (office["time_zone"], office["holidays"], office["closed"]) == (
        "Europe/Kyiv",
        "UA",
        ["2026-12-31"],
    )
    assert office["holiday_dates"]["2021-08-24"] == "Independence Day"


def test_example_rules_are_long_and_money_and_ratios_exact(example):
    sections = parse_brand_file(example, today=TODAY).sections
    assert sections["style_guide"]["greeting"] == {"policy": "required", "severity": "warn"}
    assert sections["style_guide"]["address"]["pl"] == {"policy": "formal", "severity": "warn"}
    assert sections["style_guide"]["emoji"] == {"max": 1, "severity": "warn"}
    assert sections["approval"] == {
        "new_agents": 1.0,
        "reach_over": 50000,
        "timeout": 1200,
        "deputy": "supervisor",
    }
    assert sections["compensation"] == {"currency": "UAH", "agent_limit": "200", "supervisor_limit": "2000"}
    assert sections["contract"] == {
        "currency": "EUR",
        "monthly_fee": "10000",
        "at_risk": 0.1,
        "coverage_window": 259200,
        "recontact_days": 7,
        "targets": [{"figure": "first_response", "attainment": 0.9, "allocation": 0.5}],
    }


def test_example_comes_back_as_it_was_written(example):
    sections = parse_brand_file(example, today=TODAY).sections
    shown = dump_brand_file(sections)
    assert parse_brand_file(shown, today=TODAY).sections == sections
    assert dump_brand_file(parse_brand_file(shown, today=TODAY).sections) == shown
    assert "weekly: {mon-fri: [09:00-13:00, 14:00-18:00], sat: [22:00-02:00]}" in shown
    assert (
        "- {name: standard, first_response: 30m, next_response: 30m, resolution: 24h, calendar: office}"
        in shown
    )
    assert "coverage_window: 72h" in shown
    assert "closed: [2026-12-31]" in shown
    assert "name: Пиво дома\n" in shown


def test_each_section_of_the_example_passes_as_texts_of_a_page(example):
    sections = parse_brand_file(example, today=TODAY).sections
    texts = section_texts(sections)
    profile = {key: texts.pop(key) for key in ("slug", "name", "languages", "time_zone")}
    assert check_section("profile", profile, time_zone="UTC", today=TODAY) == sections["profile"]
    for name, tree in texts.items():
        assert check_section(name, tree, time_zone="Europe/Kyiv", today=TODAY) == sections[name], name


def test_what_the_sections_refer_to_is_told_with_places_and_lines(example):
    file = parse_brand_file(example, today=TODAY)
    assert file.calendar_names_used == {"office": ("service_levels[1].calendar", "departments[1].calendar")}
    assert file.account_names_used == {}
    line = 1 + next(i for i, text in enumerate(example.splitlines()) if "name: standard" in text)
    assert file.fault("service_levels[1].calendar", "Gone.").line == line
    assert file.fault("service_levels[1].when.tag", "Gone.").line == line


def test_a_new_brand_has_the_trades_defaults(parse):
    defaults = default_sections()
    assert tuple(defaults) == SECTIONS[1:]
    (level,) = defaults["service_levels"]
    assert (level["first_response"], level["next_response"], level["resolution"]) == (1800, 1800, 86400)
    assert (level["calendar"], level["when"]) == ("always", {})
    assert [(topic["topic"], topic["severity"]) for topic in defaults["restricted_topics"]] == [
        ("politics", "block"),
        ("religion", "block"),
    ]
    whole = {**parse(), **defaults}
    assert parse_brand_file(dump_brand_file(whole), today=TODAY).sections == whole


def test_only_the_sections_present_are_told(parse):
    assert list(parse()) == ["profile"]
    assert list(parse("terms: []\n")) == ["profile", "terms"]


def test_pages_learn_the_fields_from_the_same_schemas():
    fields = {field["key"]: field for field in describe_file()}
    assert fields["slug"] == {"key": "slug", "kind": "slug", "required": True}
    inside = {field["key"]: field for field in fields["service_levels"]["each"]["fields"]}
    assert inside["first_response"] == {"key": "first_response", "kind": "duration", "required": False}
    (sentiment,) = [field for field in inside["when"]["fields"] if field["key"] == "sentiment"]
    assert sentiment["each"]["choices"] == ["negative", "neutral", "positive"]
