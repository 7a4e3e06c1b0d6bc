import pytest

from bpo.core.errors import Invalid
from bpo.onboarding.brand_file.parse import check_section


def test_every_fault_is_listed_with_its_line(faults):
    rest = """time_zne: x
slug: again
accounts:
  - {network: x, handle: a, servr: b}
  - {network: x}
  - {network: x, handle: '@a'}
service_levels:
  - name: fast
    first_response: 15x
    calendar: ofice
calendars:
  office: {weekly: {mon: ['9-5']}}
"""
    assert [(line, place) for line, place, _message in faults(rest)] == [
        (5, "time_zne"),
        (6, "slug"),
        (8, "accounts[0].servr"),
        (9, "accounts[1].handle"),
        (10, "accounts[2]"),
        (13, "service_levels[0].first_response"),
        (14, "service_levels[0].calendar"),
        (16, "calendars.office.weekly.mon[0]"),
    ]


def test_the_four_required_keys_are_asked_for(faults_of):
    assert faults_of("names: []\n") == [
        (1, key, f"`{key}` is missing.") for key in ("slug", "name", "languages", "time_zone")
    ]


def banded(bands=""):
    return f"contract: {{targets: [{{figure: resolution, attainment: 90%, bands: [{bands}]}}]}}"


PROFILE_CASES = [
    ("slug: Pivo", "not a slug"),
    ("slug: a", "not a slug"),
    ("slug: " + "a" * 41, "not a slug"),
    ("slug: пиво", "not a slug"),
    ("slug: [a]", "A single value"),
    ("name: ''", "empty"),
    ("name: null", "empty"),
    ("name: " + "x" * 121, "longer than 120"),
    ("languages: []", "At least one"),
    ("languages: ru", "A list is expected"),
    ("languages: [ru, ru]", "listed twice"),
    ("languages: [ru, de]", "`de` is not known here; it is one of: ru, uk, pl, en."),
    ("time_zone: Europe/Kiyv", "did you mean `Europe/Kyiv`?"),
    ("time_zone: nowhere at all", "write its name"),
]


@pytest.mark.parametrize(("line", "reason"), PROFILE_CASES)
def test_profile_faults(line, reason, faults_of):
    good = {"slug": "pivo", "name": "Пиво", "languages": "[ru]", "time_zone": "Europe/Kyiv"}
    key, _colon, value = line.partition(": ")
    found = faults_of("".join(f"{k}: {v}\n" for k, v in {**good, key: value}.items()))
    assert len(found) == 1
    assert found[0][0] == list(good).index(key) + 1
    assert reason in found[0][2]


CASES = [
    ("accounts: {}", "accounts", "A list is expected"),
    ("accounts:", "accounts", "To clear it, write an empty list"),
    ("accounts: [x]", "accounts[0]", "A table of keys"),
    ("accounts: [{network: instagrm, handle: a}]", "accounts[0].network", "did you mean `instagram`?"),
    ("accounts: [{network: x, handle: '@'}]", "accounts[0].handle", "not a handle"),
    ("accounts: [{network: x, handle: a, server: example.social}]", "accounts[0].server", "not an address"),
    ("accounts: [{network: x, handle: a, server: 'https://u:p@h'}]", "accounts[0].server", "no password"),
    ("accounts: [{network: x, handle: a, purpose: Big Care}]", "accounts[0].purpose", "not a word"),
    ("accounts: [{network: x, handle: a, tags: [b, b]}]", "accounts[0].tags[1]", "listed twice"),
    ("calendars: {always: {weekly: {}}}", "calendars.always", "built in"),
    ("calendars: {a: {}}", "calendars.a.weekly", "`weekly` is missing."),
    ("calendars: {a: }", "calendars.a", "empty"),
    ("calendars: {a: {weekly: {mn: []}}}", "calendars.a.weekly.mn", "names no days"),
    ("calendars: {a: {weekly: {mon-: []}}}", "calendars.a.weekly.mon-", "names no days"),
    ("calendars: {a: {weekly: {'mon': }}}", "calendars.a.weekly.mon", "write [] for closed"),
    ("calendars: {a: {weekly: {mon: 09:00-10:00}}}", "calendars.a.weekly.mon", "A list is expected"),
    ("calendars: {a: {weekly: {mon: [24:00-01:00]}}}", "calendars.a.weekly.mon[0]", "not a window"),
    ("calendars: {a: {weekly: {mon: [09:60-10:00]}}}", "calendars.a.weekly.mon[0]", "not a window"),
    ("calendars: {a: {weekly: {mon: [09:00-24:01]}}}", "calendars.a.weekly.mon[0]", "not a window"),
    ("calendars: {a: {weekly: {}, holidays: ZZ}}", "calendars.a.holidays", "not a country"),
    ("calendars: {a: {weekly: {}, holidays: PL-99}}", "calendars.a.holidays", "not a country"),
    ("calendars: {a: {weekly: {}, holidays: HolidayBase}}", "calendars.a.holidays", "not a country"),
    ("calendars: {a: {weekly: {}, closed: [2026-02-29]}}", "calendars.a.closed[0]", "not a date"),
    ("calendars: {a: {weekly: {}, closed: [20260228]}}", "calendars.a.closed[0]", "not a date"),
    ("calendars: {a: {weekly: {}, time_zone: Mars}}", "calendars.a.time_zone", "not a time zone"),
    ("service_levels: [{}]", "service_levels[0].name", "`name` is missing."),
    ("service_levels: [{name: a, when: {tg: b}}]", "service_levels[0].when.tg", "did you mean `tag`?"),
    ("service_levels: [{name: a, when: {tag: []}}]", "service_levels[0].when.tag", "At least one"),
    (
        "service_levels: [{name: a, when: {sentiment: bad}}]",
        "service_levels[0].when.sentiment[0]",
        "not known",
    ),
    ("service_levels: [{name: a, when: {language: de}}]", "service_levels[0].when.language[0]", "not known"),
    ("service_levels: [{name: a}, {name: b}]", "service_levels[1]", "`a` before it has no `when`"),
    ("service_levels: [{name: a, when: {tag: b}}, {name: a}]", "service_levels[1]", "listed twice"),
    ("style_guide: {greeting: needed}", "style_guide.greeting", "not known here"),
    (
        "style_guide: {greeting: {policy: required, severity: eror}}",
        "style_guide.greeting.severity",
        "not known",
    ),
    ("style_guide: {emoji: {severity: warn}}", "style_guide.emoji.max", "`max` is missing."),
    ("style_guide: {emoji: {max: -1}}", "style_guide.emoji.max", "not a whole number from 0 to 1000"),
    ("style_guide: {emoji: {max: ١}}", "style_guide.emoji.max", "not a whole number"),
    ("style_guide: {address: {de: formal}}", "style_guide.address.de", "not known"),
    ("style_guide: {personal_data: {public: never}}", "style_guide.personal_data.public", "not known"),
    ("style_guide: {emojis: 1}", "style_guide.emojis", "did you mean `emoji`?"),
    ("terms: [{prefer: a}]", "terms[0].banned", "`banned` is missing."),
    ("terms: [{banned: []}]", "terms[0].banned", "At least one"),
    ("terms: [{banned: [a, ~]}]", "terms[0].banned[1]", "empty"),
    ("restricted_topics: [{topic: beer}, {topic: Beer}]", "restricted_topics[1]", "listed twice"),
    (
        "restricted_topics: [{topic: politics, policy: exempt}]",
        "restricted_topics[0].reason",
        "needs its reason",
    ),
    (
        "restricted_topics: [{topic: a, policy: exempt, reason: b}]",
        "restricted_topics[0].policy",
        "Only politics",
    ),
    ("restricted_topics: [{topic: a, reason: b}]", "restricted_topics[0].reason", "Only an exemption"),
    (
        "restricted_topics: [{topic: religion, policy: exempt, reason: a, severity: warn}]",
        "restricted_topics[0].severity",
        "no such key",
    ),
    (
        "restricted_topics: [{topic: religion, policy: exempt, reason: a, about: [a]}]",
        "restricted_topics[0].about",
        "no such key",
    ),
    ("restricted_topics: [{topic: a, about: [b, c]}]", "restricted_topics[0].about", "at least 8"),
    ("restricted_topics: [{topic: a, not_about: [b]}]", "restricted_topics[0].about", "at least 8"),
    (
        "restricted_topics: [{topic: a, about: [a, b, c, d, e, f, g, h], not_about: [B]}]",
        "restricted_topics[0].not_about",
        "among the texts about the topic too: b",
    ),
    (
        f"restricted_topics: [{{topic: a, about: [{', '.join(f'n{one}' for one in range(61))}]}}]",
        "restricted_topics[0].about[60]",
        "No more than 60",
    ),
    (
        f"restricted_topics: [{{topic: a, about: [{'a' * 301}]}}]",
        "restricted_topics[0].about[0]",
        "longer than 300",
    ),
    (
        "restricted_topics: ["
        + ", ".join(
            f"{{topic: t{topic}, about: [{', '.join(f't{topic}n{one}' for one in range(60))}]}}"
            for topic in range(5)
        )
        + "]",
        "restricted_topics[4]",
        "No more than 240",
    ),
    ("names: [a, a]", "names[1]", "listed twice"),
    ("departments: [{kind: PR, contact: a@b.pl, due: 1h}]", "departments[0].kind", "not a word"),
    (
        "departments: [{kind: pr, contact: '{0}%s', due: 1h}]",
        "departments[0].contact",
        "`{0}%s` is not an e-mail",
    ),
    ("departments: [{kind: pr, contact: a@b.pl}]", "departments[0].due", "`due` is missing."),
    ("approval: {new_agents: 101%}", "approval.new_agents", "not a percentage"),
    ("approval: {new_agents: 0.5}", "approval.new_agents", "not a percentage"),
    ("approval: {reach_over: 1e3}", "approval.reach_over", "not a whole number"),
    ("approval: {deputy: agent}", "approval.deputy", "not known"),
    ("community_rules: [{id: a, text: {}, action: hide}]", "community_rules[0].text", "At least one"),
    ("community_rules: [{id: a, text: {ru: b}, action: burn}]", "community_rules[0].action", "not known"),
    ("compensation: {agent_limit: 5}", "compensation.currency", "need a currency"),
    ("compensation: {currency: QQQ}", "compensation.currency", "not a currency"),
    ("compensation: {currency: JPY, agent_limit: 5.5}", "compensation.agent_limit", "0 decimals"),
    (
        "compensation: {currency: EUR, agent_limit: 5, supervisor_limit: 4.99}",
        "compensation.agent_limit",
        "above",
    ),
    ("compensation: {currency: EUR, agent_limit: -5}", "compensation.agent_limit", "not an amount"),
    ("contract: {targets: [{figure: csat, attainment: 9%}]}", "contract.targets[0].figure", "not known"),
    ("contract: {targets: [{figure: resolution}]}", "contract.targets[0].attainment", "is missing."),
    (
        "contract: {targets: [{figure: resolution, attainment: 9%}, {figure: resolution, attainment: 8%}]}",
        "contract.targets[1]",
        "listed twice",
    ),
    (
        (
            "contract: {targets: [{figure: resolution, attainment: 9%, allocation: 60%},"
            " {figure: first_response, attainment: 8%, allocation: 40.0001%}]}"
        ),
        "contract.targets",
        "add up to more",
    ),
    ("contract: {recontact_days: 0}", "contract.recontact_days", "not a whole number"),
    ("contract: {acceptance_days: 0}", "contract.acceptance_days", "from 1 to 60"),
    ("contract: {industry: retial}", "contract.industry", "did you mean `retail`"),
    ("contract: {rates: {per_contact: 1.20}}", "contract.currency", "need a currency"),
    ("contract: {currency: JPY, rates: {minimum: 10.5}}", "contract.rates.minimum", "has 0 decimals"),
    ("contract: {currency: EUR, rates: {per_day: 1}}", "contract.rates.per_day", "Unknown key"),
    ("contract: {incidents: twice}", "contract.incidents", "not known"),
    ("contract: {earn_back: {at_least: 95%}}", "contract.earn_back.within_months", "is missing."),
    ("contract: {earn_back: {within_months: 25}}", "contract.earn_back.within_months", "from 1 to 24"),
    (banded("{below: 91%, credit: 5%}"), "contract.targets[0].bands[0].below", "above the target"),
    (banded(), "contract.targets[0].bands", "At least one"),
    (
        banded("{below: 90%, credit: 5%}, {below: 80%, credit: 5%}"),
        "contract.targets[0].bands[1]",
        "each credits more",
    ),
    (
        banded("{below: 80%, credit: 5%}, {below: 80%, credit: 9%}"),
        "contract.targets[0].bands[1]",
        "from the highest",
    ),
]


@pytest.mark.parametrize(("rest", "place", "reason"), CASES)
def test_section_faults(rest, place, reason, faults):
    found = faults(rest + "\n")
    assert [(line, where) for line, where, _message in found] == [(5, place)]
    assert reason in found[0][2]


@pytest.mark.parametrize(
    "text", ["15", "15x", "1.5h", "2d", "-5m", "5 m", "1h30m", "0m", "m", "99999999h", "٣m", "PT5M"]
)
def test_what_is_no_duration(text, faults):
    ((line, place, message),) = faults(f"service_levels:\n  - name: a\n    resolution: {text}\n")
    assert (line, place) == (7, "service_levels[0].resolution")
    assert f"`{text}`" in message


def test_a_calendar_that_the_file_does_not_have(faults):
    rest = "calendars: {office: {weekly: {}}}\nservice_levels: [{name: a, calendar: ofice}]\n"
    assert faults(rest) == [
        (6, "service_levels[0].calendar", "There is no calendar `ofice` in this file."),
    ]


def test_a_calendar_with_faults_of_its_own_is_known_all_the_same(faults):
    rest = "calendars: {office: {weekly: 1}}\nservice_levels: [{name: a, calendar: office}]\n"
    assert [place for _line, place, _message in faults(rest)] == ["calendars.office.weekly"]


def test_accounts_in_when_must_exist_and_be_one(faults, parse):
    accounts = "accounts: [{network: x, handle: a}, {network: vk, handle: a}, {network: vk, handle: b}]\n"
    level = "service_levels: [{name: l, when: {account: [%s]}}]\n"
    assert "Several accounts" in faults(accounts + level % "a")[0][2]
    assert "no account `x:b`" in faults(accounts + level % "x:b")[0][2]
    (read,) = parse(accounts + level % "'x:@a', '@b'")["service_levels"]
    assert read["when"]["account"] == ["x:a", "vk:b"]


def test_a_page_gets_the_faults_by_place():
    with pytest.raises(Invalid) as caught:
        check_section("approval", {"timeout": "soon", "deputi": "x"}, time_zone="UTC", today=None)
    assert {fault.place for fault in caught.value.faults} == {"approval.timeout", "approval.deputi"}
