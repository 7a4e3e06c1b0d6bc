import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo.core.vocabulary import LanguageCode, Network, Priority, Sentiment, Visibility
from bpo.language.quotes import PAIRS
from bpo.onboarding.brand_file.calendars import DAYS, holiday_dates
from bpo.onboarding.brand_file.contract import FIGURES, INCIDENTS
from bpo.onboarding.brand_file.dump import dump_brand_file
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.brand_file.sections import CLIENT_FOR, DEPUTIES, MODERATION
from bpo.onboarding.brand_file.style_guide import ADDRESSES, POLICIES, SEVERITIES, YO
from bpo.onboarding.brand_file.text import clean_text
from bpo.tenants.rules.industries import INDUSTRIES

TODAY = date(2026, 8, 1)
ODD = [
    "yes", "NO", "null", "~", "NULL", "123", "0123", "1e3", "22:00", "2026-12-31", "a: b", "a #b", "#a", "@a", "'", '"',
    "it's", "- a", "-", "? a", "{a}", "[a]", "a,b", "a\nb", "a\n\n b", "a\tb", "&a", "*a", "!a", "%a", "|", ">", "`a`",
    "😀 👩‍👩‍👧", "a\u2028b", "a\u00a0b", "=", "<<", "---", "...", "a\\nb", "\\", "ё", "é", "a" * 60, "true", ".inf", "_schema",
]  # fmt: skip

letters = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff") | st.sampled_from(
    "\n\t:#'"
)
texts = st.sampled_from(ODD) | st.text(letters, max_size=30).map(lambda text: clean_text(text) or "x")
words = st.from_regex("[a-z0-9][a-z0-9_-]{0,9}", fullmatch=True)
severities = st.sampled_from(SEVERITIES)
languages = st.sampled_from([str(code) for code in LanguageCode])
durations = st.integers(1, 10**6) | st.integers(1, 500).map(lambda hours: hours * 3600)
ratios = st.integers(0, 10**6).map(lambda millionths: millionths / 10**6)
amounts = st.integers(0, 10**8).map(lambda cents: f"{cents // 100}.{cents % 100:02}".rstrip("0").rstrip("."))
days = st.dates(date(2000, 1, 1), date(2040, 1, 1)).map(date.isoformat)
times = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
windows = st.builds("{}-{}".format, times, times | st.just("24:00"))


def optional(strategy):
    return st.none() | strategy


def few(strategy, *, least=0, by=lambda item: item):
    return st.lists(strategy, min_size=least, max_size=3, unique_by=by)


def table(**entries):
    return st.fixed_dictionaries(entries)


def policy(policies):
    return table(policy=st.sampled_from(policies), severity=severities)


handles = texts.map(lambda text: clean_text(text.replace("\n", " ").lstrip("@ ")) or "x")
accounts = table(
    network=st.sampled_from([str(network) for network in Network]),
    handle=handles,
    purpose=words,
    tags=few(texts),
    server=optional(st.just("https://example.social")),
    display_name=optional(texts),
    local=st.dictionaries(words, texts, max_size=3),
)
calendars = table(
    time_zone=st.sampled_from(["Europe/Kyiv", "UTC", "Europe/Warsaw"]),
    weekly=table(
        **{day: st.sampled_from([[], ["09:00-13:00", "14:00-18:00"]]) | few(windows) for day in DAYS}
    ),
    holidays=st.sampled_from([None, "UA", "PL-14"]),
    closed=st.lists(days, max_size=3, unique=True).map(sorted),
).map(
    lambda c: {**c, "holiday_dates": dict(holiday_dates(c["holidays"], until=2031)) if c["holidays"] else {}}
)
whens = st.fixed_dictionaries(
    {"tag": few(texts, least=1)},
    optional={
        "network": few(st.sampled_from([str(network) for network in Network]), least=1),
        "language": few(languages, least=1),
        "visibility": few(st.sampled_from([str(value) for value in Visibility]), least=1),
        "sentiment": few(st.sampled_from([str(value) for value in Sentiment]), least=1),
        "priority": few(st.sampled_from([str(value) for value in Priority]), least=1),
    },
)
limits = table(max=st.integers(0, 1000), severity=severities)
guides = st.fixed_dictionaries(
    {},
    optional={
        "address": st.dictionaries(languages, policy(ADDRESSES), min_size=1),
        "greeting": policy(POLICIES),
        "sign_off": policy(POLICIES),
        "signature": policy(POLICIES),
        "emoji": limits,
        "exclamation_marks": limits,
        "quotes": st.dictionaries(languages, policy(tuple(PAIRS)), min_size=1),
        "yo": policy(YO),
        "capitals": table(severity=severities),
        "spelling": table(severity=severities),
        "tone": table(severity=severities),
        "personal_data": table(public=severities, private=severities),
    },
)
restricted = table(
    topic=texts.filter(lambda text: text.casefold() not in ("politics", "religion")),
    policy=st.just("restricted"),
    severity=severities,
    terms=few(texts),
    **{"except": few(texts)},
    reason=st.none(),
)


def exempt(topic):
    return table(
        topic=st.just(topic),
        policy=st.just("exempt"),
        severity=st.none(),
        terms=st.just([]),
        **{"except": st.just([])},
        reason=texts,
    ) | restricted.map(lambda row: {**row, "topic": topic})


topics = st.tuples(
    few(restricted, by=lambda row: row["topic"].casefold()), exempt("politics"), exempt("religion")
).map(lambda parts: [*parts[0], parts[1], parts[2]])


def levels_with(names):
    level = table(
        name=texts,
        first_response=optional(durations),
        next_response=optional(durations),
        resolution=optional(durations),
        calendar=st.sampled_from(["always", *names]),
        when=whens,
    )

    def open_ended(rows):
        return [*rows[:-1], {**rows[-1], "when": {}}] if rows else rows

    levels = few(level, by=lambda row: row["name"])
    return levels | levels.map(open_ended)


@st.composite
def whole_files(draw):
    names = draw(few(texts.filter(lambda text: text.casefold() != "always")))
    departments = table(
        kind=words,
        contact=st.just("pr@example.com"),
        due=durations,
        calendar=st.sampled_from(["always", *names]),
        alert_on=few(words),
    )
    allocations = optional(ratios.map(lambda ratio: round(ratio / 4, 6)))
    plain = table(figure=st.sampled_from(FIGURES), attainment=ratios, allocation=allocations)
    banded = table(
        figure=st.sampled_from(FIGURES),
        attainment=st.just(0.95),
        allocation=allocations,
        bands=st.lists(st.integers(1, 94), min_size=1, max_size=4, unique=True).map(
            lambda lows: [
                {"below": low / 100, "credit": (n + 1) / 4}
                for n, low in enumerate(sorted(lows, reverse=True))
            ]
        ),
    )
    target = plain | banded
    sections = {
        "profile": draw(
            table(
                slug=st.from_regex("[a-z0-9-]{2,40}", fullmatch=True),
                name=texts,
                languages=few(languages, least=1),
                time_zone=st.just("Europe/Kyiv"),
            )
        ),
        "accounts": draw(few(accounts, by=lambda row: (row["network"], row["handle"]))),
        "calendars": {name: draw(calendars) for name in names},
        "service_levels": draw(levels_with(names)),
        "style_guide": draw(guides),
        "terms": draw(
            few(table(banned=few(texts, least=1), prefer=optional(texts), severity=severities), by=json.dumps)
        ),
        "restricted_topics": draw(topics),
        "names": draw(few(texts)),
        "departments": draw(few(departments, by=lambda row: row["kind"])),
        "approval": draw(
            table(
                new_agents=ratios,
                reach_over=optional(st.integers(0, 10**9)),
                timeout=optional(durations),
                deputy=optional(st.sampled_from(DEPUTIES)),
            )
        )
        | draw(st.fixed_dictionaries({}, optional={"client_for": few(st.sampled_from(CLIENT_FOR), least=1)})),
        "community_rules": draw(
            few(
                table(
                    id=words,
                    text=st.dictionaries(languages, texts, min_size=1),
                    action=st.sampled_from(MODERATION),
                ),
                by=lambda row: row["id"],
            )
        ),
        "compensation": draw(
            table(currency=st.just("UAH"), agent_limit=optional(amounts), supervisor_limit=st.none())
        ),
        "contract": draw(
            table(
                currency=st.just("EUR"),
                monthly_fee=optional(amounts),
                at_risk=optional(ratios),
                coverage_window=durations,
                recontact_days=st.integers(1, 365),
                targets=few(target, by=lambda row: row["figure"]),
            )
        )
        | draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "rates": table(
                        per_contact=optional(amounts),
                        per_hour=optional(amounts),
                        per_fte=optional(amounts),
                        minimum=optional(amounts),
                    ).filter(lambda rates: any(rates.values())),
                    "incidents": st.sampled_from(INCIDENTS),
                    "definitions": st.integers(2, 3),
                    "acceptance_days": st.integers(1, 60),
                    "industry": st.sampled_from(INDUSTRIES),
                    "earn_back": table(within_months=st.integers(1, 24), at_least=optional(ratios)),
                },
            )
        ),
    }
    absent = draw(st.sets(st.sampled_from(list(sections)[1:])))
    if "calendars" in absent and names:
        absent.discard("calendars")
    return {name: section for name, section in sections.items() if name not in absent}


@settings(max_examples=60)
@given(whole_files())
def test_what_was_dumped_parses_to_the_same(sections):
    text = dump_brand_file(sections)
    assert parse_brand_file(text, today=TODAY).sections == sections
    assert json.loads(json.dumps(sections)) == sections


@pytest.mark.parametrize("word", ODD)
def test_odd_text_survives_everywhere(word):
    sections = {
        "profile": {"slug": "ab", "name": word, "languages": ["ru"], "time_zone": "UTC"},
        "calendars": {
            word: {
                "time_zone": "UTC",
                "weekly": {day: [] for day in DAYS},
                "holidays": None,
                "holiday_dates": {},
                "closed": [],
            }
        },
        "names": [word],
        "community_rules": [{"id": "a", "text": {"ru": word}, "action": "hide"}],
    }
    for text in (dump_brand_file(sections), dump_brand_file(sections).encode()):
        assert parse_brand_file(text, today=TODAY).sections == sections


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(90, "90s"), (60, "1m"), (5400, "90m"), (3600, "1h"), (259200, "72h"), (3601, "3601s")],
)
def test_durations_take_their_largest_exact_unit(seconds, written, parse):
    sections = parse(f"approval: {{timeout: {seconds}s}}\n")
    assert sections["approval"]["timeout"] == seconds
    assert f"timeout: {written}\n" in dump_brand_file(sections)


def test_a_closed_week_and_empty_sections_are_said(parse):
    sections = parse("calendars: {c: {weekly: {}}}\nterms: []\nstyle_guide: {}\n")
    shown = dump_brand_file(sections)
    assert "c: {time_zone: Europe/Kyiv, weekly: {}}" in shown
    assert "terms: []\n" in shown
    assert "style_guide: {}\n" in shown
    assert "accounts" not in shown
