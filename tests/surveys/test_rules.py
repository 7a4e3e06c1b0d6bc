"""The decisions of the surveys by tables: who is asked, what a plan and an answer may be, what figures say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.core.errors import Invalid
from bpo.core.vocabulary import Sentiment
from bpo.surveys.rules.answers import check_answered_at, check_given, is_new_trouble
from bpo.surveys.rules.figures import Share, Tally, satisfaction_of
from bpo.surveys.rules.inviting import Case, WhyNot, why_not
from bpo.surveys.rules.mood import public_mood
from bpo.surveys.rules.plan import Plan, check_plan
from bpo.surveys.rules.wording import LINK_SHOWN, OURS, own_wording, wording_of

NOW = datetime(2026, 3, 29, 12, tzinfo=UTC)
ON = Plan(is_on=True)
CASE = Case(network="email")
DAY = timedelta(days=1)
N, Z, P = Sentiment.NEGATIVE, Sentiment.NEUTRAL, Sentiment.POSITIVE


@pytest.mark.parametrize(
    ("plan", "case", "expected"),
    [
        (ON, CASE, None),
        (None, CASE, WhyNot.OFF),
        (Plan(), CASE, WhyNot.OFF),
        (ON, replace(CASE, network="x"), WhyNot.NETWORK),
        (replace(ON, networks=frozenset({"generic"})), CASE, WhyNot.NETWORK),
        (ON, replace(CASE, is_erased=True), WhyNot.ERASED),
        (ON, replace(CASE, has_customer=False), WhyNot.NOBODY),
        (ON, replace(CASE, dismissals=frozenset({"spam"})), WhyNot.NOT_FOR_US),
        (ON, replace(CASE, dismissals=frozenset({"thanks", "not_for_us"})), WhyNot.NOT_FOR_US),
        (ON, replace(CASE, dismissals=frozenset({"thanks"})), None),
        (ON, replace(CASE, dismissals=frozenset({"duplicate"}), answered_turns=0), WhyNot.NOT_ANSWERED),
        (ON, replace(CASE, answered_turns=0), WhyNot.NOT_ANSWERED),
        (ON, replace(CASE, is_reopened=True), WhyNot.REOPENED),
        (ON, replace(CASE, is_reachable=False), WhyNot.UNREACHABLE),
        (ON, replace(CASE, asked_at=NOW - 30 * DAY + timedelta(seconds=1)), WhyNot.ASKED_LATELY),
        (ON, replace(CASE, asked_at=NOW - 30 * DAY), None),
        (replace(ON, apart_days=0), replace(CASE, asked_at=NOW), None),
        # The first reason that holds is told.
        (Plan(), replace(CASE, network="x", is_reopened=True), WhyNot.OFF),
        (ON, replace(CASE, is_erased=True, dismissals=frozenset({"spam"})), WhyNot.ERASED),
    ],
)
def test_who_is_asked(plan, case, expected):
    assert why_not(plan, case, now=NOW) is expected


@pytest.mark.parametrize(
    ("over", "places"),
    [
        ({}, []),
        ({"delay": timedelta()}, []),
        ({"delay": timedelta(days=7)}, []),
        ({"delay": timedelta(days=7, seconds=1)}, ["delay_minutes"]),
        ({"delay": -timedelta(minutes=1)}, ["delay_minutes"]),
        ({"apart_days": -1}, ["apart_days"]),
        ({"apart_days": 366}, ["apart_days"]),
        ({"open_days": 0}, ["open_days"]),
        ({"open_days": 61}, ["open_days"]),
        ({"networks": frozenset({"mastodon"})}, ["networks"]),
        ({"networks": frozenset()}, ["networks"]),
        ({"networks": frozenset(), "is_on": False}, []),
        ({"open_days": 0, "apart_days": 400}, ["apart_days", "open_days"]),
    ],
)
def test_a_plan_says_every_fault_at_once(over, places):
    plan = replace(ON, **over)
    if not places:
        assert check_plan(plan) is plan
        return
    with pytest.raises(Invalid) as refused:
        check_plan(plan)
    assert [fault.place for fault in refused.value.faults] == places


def test_our_wording_has_every_text_in_four_languages_and_the_link_once():
    assert set(OURS) == set(LINK_SHOWN) == {"en", "ru", "uk", "pl"}
    for wording in OURS.values():
        assert wording.invitation.count("{link}") == 1
        assert all(
            text and "{link}" not in text for name, text in wording.as_json().items() if name != "invitation"
        )
        assert "Nord" in wording.filled("Nord").invitation
        assert "{link}" in wording.filled("Nord").invitation


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ({}, {}),
        ({"en": {"thanks": ""}}, {}),
        ({"en": OURS["en"].as_json()}, {}),
        ({"en": {"invitation": OURS["en"].invitation.replace("\n", "\r\n")}}, {}),
        ({"pl": {"thanks": " Dzięki! "}}, {"pl": {"thanks": "Dzięki!"}}),
    ],
)
def test_only_what_differs_from_ours_is_kept(written, kept):
    assert own_wording(written) == kept
    assert wording_of(kept, "ru") == OURS["ru"]


def test_a_brands_text_takes_the_place_of_ours_and_the_rest_stays():
    kept = own_wording({"ru": {"question": "Мы помогли?"}})
    assert wording_of(kept, "ru").question == "Мы помогли?"
    assert wording_of(kept, "ru").thanks == OURS["ru"].thanks


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("invitation", "Tell us what you think."),
        ("invitation", "{link} and again {link}"),
        ("invitation", "{link} {customer}"),
        ("question", "Satisfied? {link}"),
        ("thanks", "x" * 501),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_at_its_place(name, text):
    with pytest.raises(Invalid) as refused:
        own_wording({"uk": {name: text}})
    assert [fault.place for fault in refused.value.faults] == [f"uk.{name}"]


@pytest.mark.parametrize(
    ("score", "recommend", "comment", "places"),
    [
        (1, None, None, []),
        (5, 0, " Well done \r\n", []),
        (5, 10, "", []),
        (None, None, None, ["score"]),
        (0, None, None, ["score"]),
        (6, 11, "x" * 2001, ["score", "recommend", "comment"]),
        (3, -1, None, ["recommend"]),
    ],
)
def test_an_answer(score, recommend, comment, places):
    if places:
        with pytest.raises(Invalid) as refused:
            check_given(score, recommend, comment)
        assert [fault.place for fault in refused.value.faults] == places
        return
    kept = check_given(score, recommend, comment)
    assert (kept.score, kept.recommend) == (score, recommend)
    assert kept.comment in {None, "Well done"}


def test_an_answer_does_not_come_from_the_future_but_clocks_may_differ_a_little():
    assert check_answered_at(NOW - DAY, now=NOW) == NOW - DAY
    assert check_answered_at(NOW + timedelta(minutes=1), now=NOW) == NOW
    with pytest.raises(Invalid):
        check_answered_at(NOW + timedelta(hours=1), now=NOW)


@pytest.mark.parametrize(
    ("before", "after", "is_news"),
    [(None, 1, True), (None, 2, True), (None, 3, False), (5, 2, True), (2, 1, False), (1, 5, False)],
)
def test_dissatisfaction_is_news_once(before, after, is_news):
    assert is_new_trouble(before, after) is is_news


@pytest.mark.parametrize(
    ("moods", "expected"),
    [((), None), ((Z,), Z), ((Z, P), P), ((P, Z), Z), ((N, P), N), ((P, P, N), N)],
)
def test_public_mood(moods, expected):
    assert public_mood(moods) is expected


def figures(*tallies, asked=0, responded=0, brought=0):
    return satisfaction_of(tallies, asked=asked, responded=responded, brought=brought)


def test_nothing_asked_is_null_and_never_nought():
    empty = figures()
    assert (empty.asked.ratio, empty.csat.ratio, empty.csat.interval, empty.mean) == (None,) * 4
    assert (empty.recommend.nps, empty.yet_negative.ratio, empty.yet_positive.ratio) == (None,) * 3
    assert empty.languages == empty.networks == empty.agents == ()
    assert figures(asked=4).asked.ratio == 0.0


def test_figures_by_hand():
    made = figures(
        Tally(5, 6, recommend=10, language="pl", network="email", agent="a@v", public_mood="negative"),
        Tally(4, 2, recommend=8, language="pl", network="generic", agent="b@v", public_mood="neutral"),
        Tally(3, 1, recommend=7, language="en", network="email", agent="a@v"),
        Tally(1, 3, recommend=2, language="en", network="email", agent=None, public_mood="positive"),
        Tally(2, 1, language=None, network=None, agent="b@v", public_mood="negative"),
        asked=40,
        responded=12,
        brought=1,
    )
    assert made.distribution == (3, 1, 1, 2, 6)
    assert made.count == 13
    assert made.asked.ratio == 0.3
    assert made.csat == Share(8, 13)
    # Wilson by hand: p = 8/13, z = 1.959964: (0.355200, 0.822905).
    assert [round(bound, 4) for bound in made.csat.interval] == [0.3552, 0.8229]
    assert made.mean == (3 * 1 + 1 * 2 + 1 * 3 + 2 * 4 + 6 * 5) / 13
    assert (made.recommend.promoters, made.recommend.passives, made.recommend.detractors) == (6, 3, 3)
    assert made.recommend.nps == 25.0
    assert made.yet_negative == Share(6, 8)
    assert made.yet_positive == Share(3, 4)
    assert [(one.name, one.count) for one in made.languages] == [("pl", 8), ("en", 4), (None, 1)]
    assert [(one.name, one.count) for one in made.networks] == [("email", 10), ("generic", 2), (None, 1)]
    # b@v has three answers: counted, and too few to show.
    assert [(one.name, one.count, one.csat, one.mean is None) for one in made.agents] == [
        ("a@v", 7, Share(6, 7), False),
        ("b@v", 3, None, True),
    ]


TALLIES = st.lists(
    st.builds(
        Tally,
        score=st.integers(1, 5),
        count=st.integers(1, 50),
        recommend=st.none() | st.integers(0, 10),
        language=st.sampled_from([None, "ru", "uk"]),
        network=st.sampled_from([None, "email"]),
        agent=st.sampled_from([None, "a@v", "b@v"]),
        public_mood=st.sampled_from([None, "negative", "neutral", "positive"]),
    ),
    max_size=8,
)


@given(TALLIES)
def test_groups_are_parts_of_the_whole(tallies):
    made = figures(*tallies)
    for groups in (made.languages, made.networks):
        assert sum(one.count for one in groups) == made.count
        assert sum(one.csat.part for one in groups) == made.csat.part
    assert sum(one.count for one in made.agents) == sum(one.count for one in tallies if one.agent)
    assert sum(made.distribution) == made.count == made.csat.of
    if made.csat.interval:
        assert made.csat.interval[0] <= made.csat.ratio <= made.csat.interval[1]
    assert made.recommend.nps is None or -100 <= made.recommend.nps <= 100


@given(TALLIES, st.randoms())
def test_the_order_of_the_answers_changes_nothing(tallies, dice):
    shuffled = list(tallies)
    dice.shuffle(shuffled)
    first, second = figures(*tallies), figures(*shuffled)
    assert first.distribution == second.distribution
    assert first.agents == second.agents
    assert first.recommend == second.recommend
