"""Scores worked by hand: what the answers of a review come to, with N/A and auto-fail."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpo.core.errors import Invalid
from bpo.qa.rules.scorecards import BUILT_IN, CRITICAL, Criterion, CriterionClass
from bpo.qa.rules.scoring import Answer, check_answer, check_answers, score

CUSTOMER, BUSINESS, COMPLIANCE, NON = CriterionClass
PASS, FAIL, NA = Answer


def one(key, kind, weight=0, *, fatal=False, na=True):
    return Criterion(key, key, "", kind, weight, na, fatal)


# c, b, k: a critical criterion each; x 3, y 2, z 1: weighted ones, 6 together; f: compliance, auto-fail;
# w 4: weighted and auto-fail.
CARD = {
    "c": one("c", CUSTOMER),
    "b": one("b", BUSINESS),
    "k": one("k", COMPLIANCE),
    "x": one("x", NON, 3),
    "y": one("y", NON, 2),
    "z": one("z", NON, 1),
    "f": one("f", COMPLIANCE, fatal=True),
    "w": one("w", NON, 4, fatal=True),
}
WORDS = {"+": PASS, "-": FAIL, "0": NA}

# answers as "criterion and sign"; score in hundredths of a percent; classes with an error; auto-failed; working
CASES = [
    ("c+ b+ k+ x+ y+ z+", 10000, "", False, "6/6"),
    ("c+ b+ k+ x+ y+ z-", 8333, "", False, "5/6 = 83.333…"),
    ("c+ b+ k+ x+ y- z+", 6667, "", False, "4/6 = 66.666…, rounded up"),
    ("c+ b+ k+ x- y+ z+", 5000, "", False, "3/6"),
    ("c+ b+ k+ x- y- z+", 1667, "", False, "1/6 = 16.666…, rounded up"),
    ("c+ b+ k+ x- y- z-", 0, "", False, "0/6"),
    ("c+ b+ k+ x+ y0 z-", 7500, "", False, "3/(3+1): what does not apply has no weight"),
    ("c+ b+ k+ x0 y+ z-", 6667, "", False, "2/(2+1)"),
    ("c+ b+ k+ x0 y0 z+", 10000, "", False, "1/1"),
    ("c+ b+ k+ x0 y0 z-", 0, "", False, "0/1"),
    ("c+ b+ k+ x0 y0 z0", None, "", False, "nothing applies: no score, not 0 and not 100"),
    ("c- b+ k+ x+ y+ z+", 10000, "c", False, "a critical failure takes nothing from the weighted score"),
    ("c+ b- k+ x+ y+ z+", 10000, "b", False, "the same for business"),
    ("c+ b+ k- x+ y+ z+", 10000, "k", False, "the same for compliance"),
    ("c- b- k- x+ y+ z+", 10000, "cbk", False, "each class apart"),
    ("c- b+ k- x- y+ z0", 4000, "ck", False, "2/(3+2)"),
    ("c0 b+ k+ x+ y+ z+", 10000, "", False, "what does not apply is no error"),
    ("c0 b0 k0 x0 y0 z0", None, "", False, "nothing applies at all"),
    ("c0 b- k0 x+ y0 z0", 10000, "b", False, "3/3"),
    ("f+ x+ y+ z+", 10000, "", False, "an auto-fail that passed changes nothing"),
    ("f- x+ y+ z+", 0, "k", True, "an auto-fail that failed makes it 0"),
    ("f- x0 y0 z0", 0, "k", True, "also where nothing weighted applies"),
    ("f0 x+ y+ z+", 10000, "", False, "one that does not apply does not fail"),
    ("f- k+ c+ x+", 0, "k", True, "one failure in a class is an error whatever else passed"),
    ("w+ x+ y- z+", 8000, "", False, "(4+3+1)/10"),
    ("w- x+ y+ z+", 0, "", True, "not 6/10: it failed altogether, and no critical class has an error"),
    ("w0 x+ y- z+", 6667, "", False, "4/6, w counts nowhere"),
    ("c-", None, "c", False, "a card of one critical criterion has no weighted score"),
    ("x-", 0, "", False, "0/3"),
    ("w- f- c- x-", 0, "ck", True, "two auto-fails are as bad as one"),
]


def answered(text):
    found = {part[0]: WORDS[part[1]] for part in text.split()}
    return [CARD[key] for key in found], found


def test_there_are_thirty_cases():
    assert len(CASES) == len({case[0] for case in CASES}) == 30


@pytest.mark.parametrize(("text", "wanted", "errors", "auto", "working"), CASES, ids=[c[0] for c in CASES])
def test_score(text, wanted, errors, auto, working):
    card, answers = answered(text)
    got = score(card, answers)
    classes = {"c": CUSTOMER, "b": BUSINESS, "k": COMPLIANCE}
    assert got.score == wanted, working
    assert {kind for kind, has in got.errors.items() if has} == {classes[key] for key in errors}, working
    assert got.auto_failed is auto, working


def test_a_class_that_the_card_does_not_ask_about_is_left_out():
    card, answers = answered("c+ x+")
    assert dict(score(card, answers).errors) == {CUSTOMER: False}


UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
KINDS = st.sampled_from(list(CriterionClass))


@st.composite
def cards(draw):
    kinds = draw(st.lists(KINDS, min_size=1, max_size=12))
    card = [
        one(f"a{n}", kind, draw(st.integers(1, 100)) if kind is NON else 0, fatal=draw(st.booleans()))
        for n, kind in enumerate(kinds)
    ]
    return card, {row.key: draw(st.sampled_from(list(Answer))) for row in card}


@UNHURRIED
@given(cards())
def test_mending_a_failure_never_makes_a_review_worse(made):
    card, answers = made
    before = score(card, answers)
    for row in card:
        if answers[row.key] is not FAIL:
            continue
        after = score(card, {**answers, row.key: PASS})
        assert sum(after.errors.values()) <= sum(before.errors.values())
        if before.score is not None and after.score is not None:
            assert after.score >= before.score


@UNHURRIED
@given(cards())
def test_an_error_is_there_exactly_where_a_criterion_of_the_class_failed(made):
    card, answers = made
    got = score(card, answers)
    for kind in CRITICAL:
        of_it = [row for row in card if row.kind is kind]
        assert (kind in got.errors) == bool(of_it)
        assert got.errors.get(kind, False) == any(answers[row.key] is FAIL for row in of_it)
    assert got.score is None or 0 <= got.score <= 10000


def test_a_review_with_gaps_is_not_handed_in():
    card = [CARD["c"], CARD["x"], one("always", NON, 1, na=False)]
    with pytest.raises(Invalid) as refused:
        check_answers(card, {"c": FAIL, "always": NA}, {})
    assert {(fault.place, fault.message) for fault in refused.value.faults} == {
        ("c", "Say in a note what was wrong, so that the agent can learn it."),
        ("x", "This criterion has no answer yet."),
        ("always", "This criterion always applies."),
    }
    check_answers(card, {"c": FAIL, "x": FAIL, "always": PASS}, {"c": "It was not answered."})


def test_what_always_applies_cannot_be_left_out_while_scoring_either():
    with pytest.raises(Invalid):
        check_answer(one("always", NON, 1, na=False), NA, "")
    check_answer(CARD["x"], NA, "")
    with pytest.raises(Invalid):
        check_answer(CARD["x"], PASS, "x" * 2001)


def test_the_built_in_card_can_be_kept_and_asks_about_every_class():
    from bpo.qa.rules.scorecards import check_card

    assert check_card(BUILT_IN) == BUILT_IN
    assert {row.kind for row in BUILT_IN} == set(CriterionClass)
    assert len(BUILT_IN) >= 12


BAD = [
    ((), "criteria"),
    ((one("c", CUSTOMER, 1),), "criteria.0.weight"),
    ((one("x", NON, 0),), "criteria.0.weight"),
    ((one("x", NON, 101),), "criteria.0.weight"),
    ((one("c", CUSTOMER), one("c", BUSINESS)), "criteria.1.key"),
    ((one("No", CUSTOMER),), "criteria.0.key"),
    ((Criterion("c", " ", "", CUSTOMER, 0, True, False),), "criteria.0.name"),
    ((Criterion("c", "c", "", CUSTOMER, 0, True, False, ("magic",)),), "criteria.0.evidence"),
    (tuple(one(f"c{n}", CUSTOMER) for n in range(41)), "criteria"),
]


@pytest.mark.parametrize(("card", "place"), BAD)
def test_a_card_that_cannot_be_kept_says_where_it_is_wrong(card, place):
    from bpo.qa.rules.scorecards import check_card

    with pytest.raises(Invalid) as refused:
        check_card(card)
    assert [fault.place for fault in refused.value.faults] == [place]
