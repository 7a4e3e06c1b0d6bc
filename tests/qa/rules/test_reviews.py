"""Who may have a part in a review and when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bpo.core.errors import Conflict, Forbidden, Invalid
from bpo.qa.rules.reviews import (
    ReviewState,
    Verdict,
    check_can_acknowledge,
    check_decision,
    check_dispute,
    check_may_decide,
    check_may_review,
    check_writable,
)
from bpo.qa.rules.scoring import Answer

ANN, BOB, CID, DEE = (UUID(int=n) for n in range(1, 5))
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANSWERS = {"c": Answer.FAIL, "x": Answer.PASS, "z": Answer.NA}


@pytest.mark.parametrize("who", [ANN, BOB])
def test_whoever_had_a_part_in_a_reply_does_not_review_it(who):
    with pytest.raises(Forbidden):
        check_may_review(who, [str(ANN), str(BOB)])


def test_anybody_else_may_and_only_people():
    assert check_may_review(CID, [str(ANN), str(BOB)]) == CID
    with pytest.raises(Forbidden):
        check_may_review(None, [])


@pytest.mark.parametrize("state", ReviewState)
def test_only_a_draft_is_written_and_only_what_was_handed_in_acknowledged(state):
    if state is ReviewState.DRAFT:
        check_writable(state.value)
    else:
        with pytest.raises(Conflict):
            check_writable(state.value)
    if state is ReviewState.SUBMITTED:
        check_can_acknowledge(state.value)
    else:
        with pytest.raises(Conflict):
            check_can_acknowledge(state.value)


def dispute(state="submitted", *, until=NOW, reason="It was answered above.", criteria=("c",)):
    return check_dispute(
        state, answer_until=until, now=NOW, reason=reason, criteria=criteria, answers=ANSWERS
    )


def test_a_dispute_may_be_raised_until_the_very_end_also_after_acknowledging():
    assert dispute(reason="  It was. ") == "It was."
    assert dispute("acknowledged")


@pytest.mark.parametrize(
    ("over", "error"),
    [
        ({"until": NOW - timedelta(microseconds=1)}, Conflict),
        ({"state": "disputed"}, Conflict),
        ({"state": "decided"}, Conflict),
        ({"state": "draft"}, Conflict),
        ({"reason": "  "}, Invalid),
        ({"reason": "x" * 2001}, Invalid),
        ({"criteria": ()}, Invalid),
        ({"criteria": ("x",)}, Invalid),
        ({"criteria": ("c", "z")}, Invalid),
        ({"criteria": ("unknown",)}, Invalid),
    ],
)
def test_a_dispute_that_may_not_be_raised(over, error):
    with pytest.raises(error):
        dispute(**over)


@pytest.mark.parametrize(
    ("who", "may"), [(ANN, False), (BOB, False), (CID, True), (DEE, True), (None, False)]
)
def test_neither_side_decides_its_dispute(who, may):
    if may:
        assert check_may_decide(who, reviewer_id=ANN, agent_id=BOB) == who
    else:
        with pytest.raises(Forbidden):
            check_may_decide(who, reviewer_id=ANN, agent_id=BOB)


@pytest.mark.parametrize(
    ("verdicts", "note", "places"),
    [
        ({"c": Verdict.UPHELD}, "Seen.", None),
        ({"c": Verdict.OVERTURNED}, "Seen.", None),
        ({}, "Seen.", ["verdicts.c"]),
        ({"c": Verdict.UPHELD, "x": Verdict.UPHELD}, "Seen.", ["verdicts.x"]),
        ({"c": Verdict.UPHELD}, " ", ["note"]),
    ],
)
def test_a_decision_says_something_of_each_disputed_criterion(verdicts, note, places):
    if places is None:
        assert check_decision(is_decided=False, disputed=["c"], verdicts=verdicts, note=note) == "Seen."
        return
    with pytest.raises(Invalid) as refused:
        check_decision(is_decided=False, disputed=["c"], verdicts=verdicts, note=note)
    assert [fault.place for fault in refused.value.faults] == places


def test_a_dispute_is_decided_once():
    with pytest.raises(Conflict):
        check_decision(is_decided=True, disputed=["c"], verdicts={"c": Verdict.UPHELD}, note="Seen.")
