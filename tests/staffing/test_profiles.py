"""What is asked, what is lacking, and the way to a certification, by tables."""

from datetime import UTC, datetime, timedelta

import pytest

from bpo.core.errors import Conflict, Forbidden, Invalid
from bpo.identity.permissions import Profile
from bpo.staffing.rules import COMPETENCIES
from bpo.staffing.rules.profiles import (
    STEP_COUNTS,
    USUAL,
    Demand,
    Gap,
    Lack,
    Step,
    StepDone,
    StepState,
    StepWanted,
    check_demand,
    check_step,
    check_waiver,
    gap_of,
    missing_steps,
    way_of,
)

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DEMAND = Demand({"writing": 4, "empathy": 3}, steps=USUAL[Profile.RESPONDER].steps)


@pytest.mark.parametrize(
    ("marks", "languages", "wanted", "gap"),
    [
        ({"writing": 4, "empathy": 5}, ["pl"], (), Gap()),
        ({"writing": 3, "empathy": 3}, ["pl"], (), Gap((Lack("writing", 4, 3),))),
        ({"empathy": 2}, ["pl"], (), Gap((Lack("writing", 4, None), Lack("empathy", 3, 2)))),
        ({"writing": 4, "empathy": 3}, [], (), Gap(one_of=("pl", "uk"))),
        ({"writing": 4, "empathy": 3}, ["ru"], (), Gap(one_of=("pl", "uk"))),
        ({"writing": 4, "empathy": 3}, ["uk"], ("pl", "uk"), Gap(languages=("pl",))),
        ({"writing": 4, "empathy": 3}, [], ("pl", "uk"), Gap(languages=("pl", "uk"))),
        ({"writing": 5, "empathy": 5, "speed": 1}, ["pl"], (), Gap()),
    ],
    ids=[
        "fits",
        "one-mark",
        "not-judged-is-farthest",
        "no-language",
        "another-language",
        "one-of-two",
        "each-of-two",
        "not-asked-for",
    ],
)
def test_what_somebody_lacks(marks, languages, wanted, gap):
    demand = Demand(DEMAND.requirements, wanted)
    found = gap_of(demand, marks=marks, languages=languages, brand_languages=["pl", "uk"])
    assert found == gap
    assert found.is_closed == (gap == Gap())


def test_how_far_somebody_is():
    assert [lack.short for lack in (Lack("writing", 4, 3), Lack("writing", 4, None))] == [1, 4]


def done(step, *, days_ago=1, passed=True):
    return StepDone(step, passed, NOW - timedelta(days=days_ago))


def states(*tries):
    return [one.state.value for one in way_of(DEMAND, tries, at=NOW)]


@pytest.mark.parametrize(
    ("tries", "found"),
    [
        ((), ["next", "later", "later", "later", "later"]),
        ((done("guide"),), ["done", "next", "later", "later", "later"]),
        ((done("guide"), done("exam", passed=False)), ["done", "failed", "later", "later", "later"]),
        (
            (done("guide"), done("exam", passed=False, days_ago=3), done("exam", days_ago=2)),
            ["done", "done", "next", "later", "later"],
        ),
        (
            (done("guide"), done("exam", days_ago=3), done("exam", passed=False, days_ago=2)),
            ["done", "failed", "later", "later", "later"],
        ),
        ((done("guide", days_ago=366), done("exam")), ["next", "done", "later", "later", "later"]),
        (tuple(done(step.value) for step in Step), ["done"] * 5),
    ],
    ids=["none", "one", "failed", "passed-at-last", "the-last-try-counts", "a-year-on", "all"],
)
def test_where_somebody_is_on_the_way(tries, found):
    assert states(*tries) == found


def test_a_step_counts_up_to_its_last_instant_and_no_longer():
    tried = StepDone("guide", True, NOW - STEP_COUNTS)
    assert way_of(DEMAND, [tried], at=NOW)[0].state is StepState.NEXT
    assert way_of(DEMAND, [tried], at=NOW - timedelta(microseconds=1))[0].state is StepState.DONE
    assert way_of(DEMAND, [StepDone("guide", True, NOW)], at=NOW - timedelta(days=1))[0].at is None


@pytest.mark.parametrize(
    ("step", "score", "is_own", "says"),
    [
        (Step.GUIDE, None, True, True),
        (Step.GUIDE, None, False, Forbidden),
        (Step.GUIDE, 90, True, Invalid),
        (Step.EXAM, 90, False, Conflict),
        (Step.SIGN_OFF, None, True, Forbidden),
    ],
)
def test_the_first_step_is_ones_own_word(step, score, is_own, says):
    way = way_of(DEMAND, (), at=NOW)
    if says is True:
        assert check_step(way, step, score=score, is_own=is_own)
    else:
        with pytest.raises(says):
            check_step(way, step, score=score, is_own=is_own)


@pytest.mark.parametrize(
    ("score", "says"),
    [(80, True), (79, False), (100, True), (0, False), (101, None), (-1, None), (None, None)],
)
def test_the_pass_mark_is_the_first_that_passes(score, says):
    way = way_of(DEMAND, [done("guide")], at=NOW)
    if says is None:
        with pytest.raises(Invalid):
            check_step(way, Step.EXAM, score=score, is_own=False)
    else:
        assert check_step(way, Step.EXAM, score=score, is_own=False) is says


def test_a_step_that_is_not_asked_for_is_no_step():
    way = way_of(Demand(steps=(StepWanted(Step.SIGN_OFF),)), (), at=NOW)
    with pytest.raises(Conflict):
        check_step(way, Step.EXAM, score=90, is_own=False)


def test_a_waiver_is_needed_exactly_while_a_step_is_missing():
    missing = missing_steps(way_of(DEMAND, (), at=NOW))
    assert missing == tuple(Step)
    with pytest.raises(Invalid) as refused:
        check_waiver(missing, "  ")
    assert refused.value.faults[0].place == "waiver"
    assert check_waiver(missing, " Five years at this brand. ") == "Five years at this brand."
    assert check_waiver((), "words that nobody needs") is None


@pytest.mark.parametrize(
    ("over", "place"),
    [
        ({"requirements": {"search": 3}}, "requirements"),
        ({"requirements": {"writing": 6}}, "requirements"),
        ({"requirements": {"writing": 0}}, "requirements"),
        ({"languages": ["en"]}, "languages"),
        ({"steps": [("dance", None)]}, "steps"),
        ({"steps": [("exam", None)]}, "steps"),
        ({"steps": [("exam", 101)]}, "steps"),
        ({"steps": [("guide", 50)]}, "steps"),
    ],
)
def test_demands_that_cannot_be(over, place):
    given = {"requirements": {}, "languages": [], "steps": [], "served": ["pl", "uk"], **over}
    with pytest.raises(Invalid) as refused:
        check_demand(Profile.RESPONDER, **given)
    assert {fault.place for fault in refused.value.faults} == {place}


def test_a_demand_is_kept_in_its_usual_order():
    demand = check_demand(
        Profile.RESPONDER,
        requirements={"speed": 2, "writing": 5},
        languages=["uk", "pl", "uk"],
        steps=[("sign_off", None), ("exam", 70)],
        served=["pl", "uk"],
    )
    assert list(demand.requirements) == ["writing", "speed"]
    assert demand.languages == ("pl", "uk")
    assert [one.step for one in demand.steps] == [Step.EXAM, Step.SIGN_OFF]
    assert Demand.from_spec(demand.spec) == demand


def test_the_usual_demands_are_such_as_could_be_set():
    for profile, demand in USUAL.items():
        assert set(demand.requirements) == {word.value for word in COMPETENCIES[profile]}
        steps = [(one.step.value, one.pass_mark) for one in demand.steps]
        kept = check_demand(profile, requirements=demand.requirements, languages=(), steps=steps)
        assert kept == demand
