from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bpo.conversations.rules.approval import (
    DEPUTIES,
    ApprovalPolicy,
    Approver,
    Code,
    Tier,
    added,
    approval_needed,
    can_decide,
    check_can_decide,
    check_can_pass_on,
    check_note,
    deputy_of,
    due_at,
    is_in_share,
    policy_of,
)
from bpo.core.errors import Conflict, Forbidden, Invalid
from bpo.core.ids import new_id
from bpo.onboarding.brand_file import sections

AUTHOR, OTHER = UUID(int=1), UUID(int=2)
DRAFT = UUID(int=7)
OPEN = ApprovalPolicy()
CAREFUL = ApprovalPolicy(reach_over=50_000, client_for=frozenset({"reach", "new_agent"}))


@pytest.mark.parametrize(
    ("policy", "asked", "tier", "codes"),
    [
        pytest.param(OPEN, {}, None, (), id="nothing asks for it"),
        pytest.param(OPEN, {"level": "regular"}, None, (), id="a regular agent"),
        pytest.param(OPEN, {"level": "trainee"}, Tier.COLLEAGUE, (Code.NEW_AGENT,), id="a trainee"),
        pytest.param(
            ApprovalPolicy(new_agents=0.0), {"level": "trainee"}, None, (), id="a brand that trusts trainees"
        ),
        pytest.param(
            OPEN,
            {"approve_rules": ["tone"], "level": "senior"},
            Tier.COLLEAGUE,
            (Code.CHECK,),
            id="the check, any level",
        ),
        pytest.param(OPEN, {"reach": 10**9}, None, (), id="reach without a limit"),
        pytest.param(CAREFUL, {"reach": 50_000}, None, (), id="exactly the limit"),
        pytest.param(CAREFUL, {"reach": 50_001}, Tier.CLIENT, (Code.REACH,), id="reach is the client's here"),
        pytest.param(
            ApprovalPolicy(reach_over=10),
            {"reach": 11},
            Tier.SUPERVISOR,
            (Code.REACH,),
            id="reach is a supervisor's",
        ),
        pytest.param(OPEN, {"over_limit": True}, Tier.SUPERVISOR, (Code.COMPENSATION,), id="too generous"),
        pytest.param(
            OPEN, {"blocked_rules": ["topic"]}, Tier.CLIENT, (Code.BLOCKED,), id="only the client exempts"
        ),
        pytest.param(OPEN, {"asked": Tier.CLIENT}, Tier.CLIENT, (Code.ASKED,), id="somebody asks the client"),
        pytest.param(
            ApprovalPolicy(reach_over=10),
            {"reach": 11, "approve_rules": ["tone", "term"], "level": "trainee"},
            Tier.SUPERVISOR,
            (Code.REACH, Code.CHECK, Code.NEW_AGENT),
            id="the gravest decides the tier",
        ),
        pytest.param(
            ApprovalPolicy(reach_over=10),
            {"reach": 11, "asked": Tier.COLLEAGUE},
            Tier.SUPERVISOR,
            (Code.REACH, Code.ASKED),
            id="asking lower changes nothing",
        ),
    ],
)
def test_who_must_approve_and_why(policy, asked, tier, codes):
    found = approval_needed(policy, draft_id=DRAFT, **asked)
    assert (found and found.tier) == tier
    assert tuple(why.code for why in (found.reasons if found else ())) == codes


def test_reasons_say_which_rules_and_how_many_readers():
    needed = approval_needed(CAREFUL, draft_id=DRAFT, approve_rules=["tone", "term", "tone"], reach=60_000)
    assert [why.as_json() for why in needed.reasons] == [
        {"code": "reach", "values": {"reach": 60_000, "over": 50_000}},
        {"code": "check", "values": {"rules": ["term", "tone"]}},
    ]


def test_a_share_of_drafts_is_the_same_drafts_every_time_and_about_the_share():
    drafts = [new_id() for _ in range(4000)]
    for share in (0.0, 0.1, 0.5, 1.0):
        picked = [draft for draft in drafts if is_in_share(draft, share)]
        assert picked == [draft for draft in drafts if is_in_share(draft, share)]
        assert abs(len(picked) / len(drafts) - share) < 0.04
    assert {d for d in drafts if is_in_share(d, 0.1)} <= {d for d in drafts if is_in_share(d, 0.5)}


def test_the_brands_section_becomes_a_policy():
    content = {
        "new_agents": 0.25,
        "reach_over": 80_000,
        "timeout": 900,
        "deputy": "admin",
        "client_for": ["reach"],
    }
    assert policy_of(content) == ApprovalPolicy(
        0.25, 80_000, timedelta(minutes=15), Tier.SUPERVISOR, frozenset({"reach"})
    )
    assert policy_of(None) == policy_of({}) == ApprovalPolicy()


def test_every_word_of_the_brand_file_is_understood():
    assert set(sections.DEPUTIES) == set(DEPUTIES)
    assert set(sections.CLIENT_FOR) <= {code.value for code in Code}


@pytest.mark.parametrize(
    ("tier", "named", "deputy"),
    [
        (Tier.COLLEAGUE, None, Tier.SUPERVISOR),
        (Tier.COLLEAGUE, Tier.CLIENT, Tier.CLIENT),
        (Tier.COLLEAGUE, Tier.COLLEAGUE, None),
        (Tier.SUPERVISOR, None, None),
        (Tier.SUPERVISOR, Tier.CLIENT, Tier.CLIENT),
        (Tier.CLIENT, None, Tier.SUPERVISOR),
        (Tier.CLIENT, Tier.CLIENT, None),
    ],
)
def test_the_deputy_is_asked_when_time_runs_out(tier, named, deputy):
    assert deputy_of(tier, ApprovalPolicy(deputy=named)) == deputy


def test_time_runs_out_where_the_brand_set_one():
    noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    assert due_at(noon, ApprovalPolicy(timeout=timedelta(minutes=20))) == noon + timedelta(minutes=20)
    assert due_at(noon, ApprovalPolicy()) is None


PEOPLE = {
    "author": Approver(AUTHOR, is_client=False, may_approve=True, may_approve_risky=True),
    "agent": Approver(OTHER, is_client=False, may_approve=False, may_approve_risky=False),
    "team leader": Approver(OTHER, is_client=False, may_approve=True, may_approve_risky=False),
    "supervisor": Approver(OTHER, is_client=False, may_approve=True, may_approve_risky=True),
    "client": Approver(OTHER, is_client=True, may_approve=True, may_approve_risky=False),
    "viewer": Approver(OTHER, is_client=True, may_approve=False, may_approve_risky=False),
    "nobody": Approver(None, is_client=False, may_approve=True, may_approve_risky=True),
}


@pytest.mark.parametrize(
    ("tier", "able"),
    [
        (Tier.COLLEAGUE, {"team leader", "supervisor"}),
        (Tier.SUPERVISOR, {"supervisor"}),
        (Tier.CLIENT, {"client"}),
    ],
)
def test_who_may_decide(tier, able):
    assert {name for name, one in PEOPLE.items() if can_decide(tier, author_id=AUTHOR, approver=one)} == able
    for name, one in PEOPLE.items():
        if name in able:
            check_can_decide("waiting", tier, author_id=AUTHOR, approver=one)
        else:
            with pytest.raises(Forbidden):
                check_can_decide("waiting", tier, author_id=AUTHOR, approver=one)


@pytest.mark.parametrize("state", ["approved", "returned", "passed_on", "expired", "cancelled"])
def test_what_is_decided_is_decided(state):
    with pytest.raises(Conflict):
        check_can_decide(state, Tier.COLLEAGUE, author_id=AUTHOR, approver=PEOPLE["supervisor"])


def test_a_reply_is_passed_upward_only():
    check_can_pass_on(Tier.COLLEAGUE, Tier.CLIENT)
    for tier, to in ((Tier.CLIENT, Tier.SUPERVISOR), (Tier.SUPERVISOR, Tier.SUPERVISOR)):
        with pytest.raises(Conflict):
            check_can_pass_on(tier, to)


def test_a_reply_is_returned_with_a_reason():
    assert check_note("  softer, please ", required=True) == "softer, please"
    assert check_note(" ", required=False) == ""
    for note in (" ", "x" * 2001):
        with pytest.raises(Invalid):
            check_note(note, required=True)


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        pytest.param([], [], [], id="nothing found"),
        pytest.param(
            [("tone", "approve", "rubbish")],
            [("tone", "approve", "rubbish")],
            [],
            id="what was approved stays",
        ),
        pytest.param([], [("tone", "approve", "rubbish")], ["tone"], id="what the approver added"),
        pytest.param([], [("spelling", "warn", "helo")], [], id="hints do not stop"),
        pytest.param(
            [("topic", "block", "vote")], [("topic", "block", "voted")], ["topic"], id="another word"
        ),
    ],
)
def test_for_an_approvers_own_words_there_is_no_second_person(before, after, rules):
    assert added(before, after) == rules
