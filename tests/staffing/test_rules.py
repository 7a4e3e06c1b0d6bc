from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bpo.core.errors import Invalid
from bpo.identity.permissions import Profile
from bpo.staffing.rules import (
    ANALYST,
    EXPIRED,
    NO_ROLE,
    NOT_CERTIFIED,
    NOT_YET,
    REVOKED,
    SUSPENDED,
    CertificationState,
    Certified,
    HeldRole,
    check_can_certify,
    check_described,
    check_validity,
    judge,
    state_of,
)

FROM = datetime(2026, 11, 1, tzinfo=UTC)
UNTIL = datetime(2026, 12, 31, tzinfo=UTC)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
GOOD = Certified("responder", "regular", FROM, UNTIL)
AGENT = HeldRole("agent", "responder")


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (FROM - MOMENT, NOT_YET),
        (FROM, None),
        (NOON, None),
        (UNTIL - MOMENT, None),
        (UNTIL, EXPIRED),
        (UNTIL + timedelta(days=400), EXPIRED),
    ],
)
def test_a_certification_is_valid_from_its_first_instant_up_to_its_last(at, why):
    serving = judge([AGENT], [GOOD], at=at)
    assert (serving.allowed, serving.why) == (why is None, why)


@pytest.mark.parametrize(
    ("certified", "why"),
    [
        ([], NOT_CERTIFIED),
        ([replace(GOOD, suspended_at=NOON)], SUSPENDED),
        ([replace(GOOD, suspended_at=NOON + MOMENT)], None),
        ([replace(GOOD, revoked_at=NOON)], REVOKED),
        ([replace(GOOD, revoked_at=NOON + MOMENT)], None),
        ([replace(GOOD, revoked_at=NOON, suspended_at=NOON)], REVOKED),
        ([replace(GOOD, profile="analyst")], NOT_CERTIFIED),
        ([replace(GOOD, revoked_at=NOON), GOOD], None),
        ([replace(GOOD, valid_until=NOON), replace(GOOD, valid_from=UNTIL - MOMENT)], NOT_YET),
        ([replace(GOOD, valid_until=NOON), replace(GOOD, valid_from=NOON)], None),
    ],
)
def test_what_a_certification_is_worth_at_noon(certified, why):
    serving = judge([AGENT], certified, at=NOON)
    assert (serving.allowed, serving.why) == (why is None, why)


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ([], NO_ROLE),
        ([HeldRole("reviewer")], NO_ROLE),
        ([HeldRole("admin")], NO_ROLE),
        ([HeldRole("client_viewer")], NO_ROLE),
        ([HeldRole("agent", "analyst")], ANALYST),
        ([HeldRole("reviewer"), HeldRole("agent", "analyst")], ANALYST),
        ([HeldRole("agent", "analyst"), AGENT], None),
        ([HeldRole("supervisor")], None),
        ([HeldRole("team_leader")], None),
    ],
)
def test_a_certification_needs_a_role_in_which_people_answer(held, why):
    serving = judge(held, [GOOD], at=NOON)
    assert (serving.allowed, serving.why) == (why is None, why)


def test_a_supervisor_without_a_certification_does_not_serve():
    assert judge([HeldRole("supervisor")], [], at=NOON).why == NOT_CERTIFIED


def test_the_level_is_that_of_the_certification_that_lasts_longest():
    trainee = replace(GOOD, level="trainee", valid_until=NOON + MOMENT)
    assert judge([AGENT], [trainee], at=NOON).level == "trainee"
    assert judge([AGENT], [trainee, GOOD], at=NOON).level == "regular"


def test_a_certification_that_ends_within_two_weeks_says_so():
    assert state_of(GOOD, at=UNTIL - timedelta(days=14)) is CertificationState.ENDING
    assert state_of(GOOD, at=UNTIL - timedelta(days=14) - MOMENT) is CertificationState.VALID


@pytest.mark.parametrize(
    ("valid_from", "valid_until"),
    [(FROM, FROM), (UNTIL, FROM), (FROM, NOON), (FROM, NOON + timedelta(days=1200))],
)
def test_a_certification_cannot_be_valid_like_that(valid_from, valid_until):
    with pytest.raises(Invalid) as refused:
        check_validity(valid_from, valid_until, now=NOON)
    assert [fault.place for fault in refused.value.faults] == ["valid_until"]


@pytest.mark.parametrize(
    ("held", "profile"),
    [
        ([HeldRole("agent", "analyst")], Profile.RESPONDER),
        ([AGENT], Profile.ANALYST),
        ([HeldRole("reviewer")], Profile.RESPONDER),
    ],
)
def test_nobody_is_certified_for_what_their_role_does_not_do(held, profile):
    with pytest.raises(Invalid):
        check_can_certify(held, profile)


def test_people_are_described_in_words_of_their_profile():
    described = check_described(Profile.RESPONDER, languages=["ru", "pl", "ru"], competencies={"empathy": 5})
    assert described == (["pl", "ru"], {"empathy": 5})


@pytest.mark.parametrize(
    ("languages", "competencies"),
    [(["de"], {}), ([], {"trends": 3}), ([], {"empathy": 0}), ([], {"empathy": 6})],
)
def test_other_words_and_marks_are_refused(languages, competencies):
    with pytest.raises(Invalid):
        check_described(Profile.RESPONDER, languages=languages, competencies=competencies)
