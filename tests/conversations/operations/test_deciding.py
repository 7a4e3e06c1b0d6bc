"""Approving, returning, passing on, and time running out: on real rows, as the role that serves."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from builders import act_as, actor_of_person, browser, make_person, without_help
from conversations.asking import audited, letters_to, link_in, told, work
from conversations.desk import Agent, deliveries_of, drafts_of, make_talk
from conversations.worlds import in_unit, said, store
from sqlalchemy import select, update

from bpo.conversations.models import Approval, ConversationAct, DraftRevision, QueueItem, Turn
from bpo.conversations.operations.approvals import let_time_run_out
from bpo.conversations.operations.deciding import approve, pass_on, return_to_author
from bpo.conversations.operations.drafts import discard_draft, reopen_draft
from bpo.conversations.operations.sending import Refused
from bpo.conversations.queries.approvals import get_approval, list_waiting
from bpo.conversations.queries.drafts import get_draft
from bpo.conversations.rules.approval import Tier
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.staffing.models import Certification
from bpo.tenants.operations import replace_section

MINUTE = timedelta(minutes=1)


class Desk:
    """A trainee at a brand whose replies are approved, and the people who may do it."""

    def __init__(self, *, role="agent", **approval):
        self.tenant, self.talk = make_talk(brand={"name": f"Brand {new_id().hex}"})
        with UnitOfWork(Actor.system(self.tenant.id)) as uow:
            replace_section(
                uow,
                self.tenant,
                "approval",
                {"new_agents": 1.0, "reach_over": None, "timeout": None, "deputy": None, **approval},
            )
        self.author = Agent(self.tenant, self.talk, level="trainee", role=role).claim()

    def submit(self, text="It arrives today, Anna.", **said_too):
        self.author.send(text, **said_too)
        return self.waiting()

    def waiting(self):
        (row,) = in_unit(self.tenant, lambda uow: list_waiting(uow, tenant_ids=[self.tenant.id]))
        return row

    def person(self, role, **over):
        user, _token = make_person(role, self.tenant, **over)
        return user, actor_of_person(user)

    def decide(self, actor, deed, *, row=None, now=None, **over):
        with UnitOfWork(actor, now=now) as uow:
            found = get_approval(uow, self.tenant.id, (row or self.waiting()).id, for_update=True)
            return deed(uow, found, **over)

    def rows(self):
        return in_unit(
            self.tenant,
            lambda uow: uow.session.scalars(
                select(Approval).order_by(Approval.submitted_at, Approval.step)
            ).all(),
        )

    def states(self):
        return [(row.tier, row.state) for row in self.rows()]

    @property
    def draft(self):
        return drafts_of(self.tenant)[-1]


@pytest.fixture
def desk(app):
    return Desk()


def test_a_trainees_reply_waits_and_goes_out_when_a_second_person_agrees(desk):
    row = desk.submit()
    assert (row.tier, row.reasons, row.text) == (
        "colleague",
        [{"code": "new_agent", "values": {}}],
        "It arrives today, Anna.",
    )
    assert (desk.draft.state, deliveries_of(desk.tenant)) == ("held", [])
    leader, actor = desk.person("team_leader")
    assert [path for _kind, _message, path in told(leader)] == []  # became one after it was submitted
    desk.decide(actor, approve, note="Good.")
    assert [delivery.body for delivery in deliveries_of(desk.tenant)] == ["It arrives today, Anna."]
    (done,) = desk.rows()
    assert (done.state, done.decided_by, done.decided_by_name, done.note, done.via) == (
        "approved",
        leader.id,
        leader.name,
        "Good.",
        "tool",
    )
    assert [(kind, message) for kind, message, _path in told(desk.author.user)] == [
        ("approval_decided", "Your reply is approved and on its way.")
    ]
    assert audited(desk.tenant, "approval.") == [
        ("approval.requested", "staff", desk.author.user.id),
        ("approval.approved", "staff", leader.id),
    ]


def test_those_who_may_decide_are_told_and_the_author_is_not(app):
    desk = Desk(role="team_leader")
    leader, _actor = desk.person("team_leader")
    supervisor, _actor = desk.person("supervisor")
    agent, _actor = desk.person("agent")
    other, _actor = desk.person("team_leader", tags=("lviv",))
    row = desk.submit()
    path = f"/brands/{desk.tenant.slug}/approvals/{row.id}"
    for user, knows in (
        (leader, True),
        (supervisor, True),
        (agent, False),
        (other, False),
        (desk.author.user, False),
    ):
        assert ([one[2] for one in told(user)] == [path]) == knows


def test_the_author_cannot_approve_their_own_on_any_way(app):
    desk = Desk(role="supervisor")
    row = desk.submit()
    own = desk.author
    for deed, over in ((approve, {}), (return_to_author, {"note": "x"}), (pass_on, {"to": Tier.CLIENT})):
        with pytest.raises(Forbidden, match="Nobody approves their own"):
            desk.decide(own.actor, deed, **over)
    window = browser(app, own.token)
    page = f"/brands/{desk.tenant.slug}/approvals/{row.id}"
    assert window.post(page, data={"deed": "approve", "text": row.text}).status_code == 403
    assert "You wrote this reply" in window.get(page).text
    answer = window.post(f"/api/v1{page}/decision", json={"deed": "approve"})
    assert answer.status_code == 403
    assert (desk.states(), deliveries_of(desk.tenant)) == ([("colleague", "waiting")], [])


def test_the_author_cannot_approve_their_own_as_the_deputy(app):
    desk = Desk(role="supervisor", timeout=1200, deputy="supervisor")
    row = desk.submit()
    with UnitOfWork(Actor.system(desk.tenant.id), now=row.due_at) as uow:
        let_time_run_out(uow, desk.tenant.id)
    assert desk.states() == [("colleague", "expired"), ("supervisor", "waiting")]
    with pytest.raises(Forbidden, match="Nobody approves their own"):
        desk.decide(desk.author.actor, approve)
    assert deliveries_of(desk.tenant) == []


def test_an_agent_or_somebody_of_another_brand_decides_nothing(desk):
    row = desk.submit()
    _agent, agent = desk.person("agent")
    with pytest.raises(Forbidden):
        desk.decide(agent, approve)
    other = Desk()
    _leader, stranger = other.person("team_leader")
    with pytest.raises(NotFound):
        desk.decide(stranger, approve, row=row)
    _client, client = desk.person("client_approver")
    with pytest.raises(NotFound):  # what waits for a colleague does not exist for the client
        desk.decide(client, approve)


def test_two_approvers_at_once_and_one_wins(desk):
    row = desk.submit()
    actors = [desk.person("team_leader")[1] for _ in range(4)]
    barrier, ends = Barrier(4), []

    def press(actor, deed, **over):
        barrier.wait()
        try:
            desk.decide(actor, deed, row=row, **over)
            ends.append(deed.__name__)
        except Conflict:
            ends.append("too late")

    threads = [
        Thread(target=press, args=(actor, deed), kwargs=over)
        for actor, (deed, over) in zip(
            actors, [(approve, {}), (return_to_author, {"note": "x"})] * 2, strict=True
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends)[-3:] == ["too late"] * 3
    won = next(end for end in ends if end != "too late")
    assert (desk.rows()[0].state, len(deliveries_of(desk.tenant))) == (
        ("approved", 1) if won == "approve" else ("returned", 0)
    )


def test_an_approvers_own_words_go_out_and_both_texts_stay(desk):
    row = desk.submit("It arives today, Anna.")
    _leader, actor = desk.person("team_leader")
    desk.decide(actor, approve, text="It arrives today, Anna.\n")
    (done,) = desk.rows()
    assert (done.text, done.decided_text) == ("It arives today, Anna.", "It arrives today, Anna.")
    assert [delivery.body for delivery in deliveries_of(desk.tenant)] == ["It arrives today, Anna."]
    draft = desk.draft
    kept = in_unit(
        desk.tenant,
        lambda uow: {
            (one.cause, one.text)
            for one in uow.session.scalars(select(DraftRevision).where(DraftRevision.draft_id == draft.id))
        },
    )
    assert {("submitted", "It arives today, Anna."), ("edited", "It arrives today, Anna.")} <= kept
    assert told(desk.author.user)[0][1] == "Your reply is approved with a change and on its way."
    assert row.id == done.id


def test_the_same_words_are_no_edit(desk):
    desk.submit()
    _leader, actor = desk.person("team_leader")
    desk.decide(actor, approve, text="  It arrives today, Anna.  ")
    assert desk.rows()[0].decided_text is None


@pytest.mark.parametrize(
    "words",
    [
        "It arrives today. Vote for our party, Anna.",
        "It arrives today. Send me your phone number here, Anna.",
    ],
)
def test_an_approvers_words_are_checked_by_the_same_rules(desk, words):
    with UnitOfWork(Actor.system(desk.tenant.id)) as uow:
        topics = [
            {
                "topic": "politics",
                "policy": "restricted",
                "severity": "block",
                "terms": ["vote"],
                "except": [],
            }
        ]
        replace_section(
            uow,
            desk.tenant,
            "rule_set",
            {"restricted_topics": topics, "terms": [], "style_guide": {}, "names": []},
        )
    desk.submit()
    _leader, actor = desk.person("team_leader")
    with pytest.raises(Refused) as refused:
        desk.decide(actor, approve, text=words)
    assert {one.severity.value for one in refused.value.checked.findings} & {"block", "approve"}
    assert (desk.states(), desk.rows()[0].decided_text, deliveries_of(desk.tenant)) == (
        [("colleague", "waiting")],
        None,
        [],
    )


def test_nothing_is_sent_without_words(desk):
    desk.submit()
    _leader, actor = desk.person("team_leader")
    with pytest.raises(Invalid):
        desk.decide(actor, approve, text="   ")


def test_a_returned_reply_is_its_authors_again_with_the_note(desk):
    desk.submit()
    _leader, actor = desk.person("team_leader")
    with pytest.raises(Invalid):
        desk.decide(actor, return_to_author, note=" ")
    desk.decide(actor, return_to_author, note="Apologise first.")
    assert (desk.draft.state, desk.rows()[0].note) == ("returned", "Apologise first.")
    again = desk.author.save("Sorry, Anna! It arrives today.", version=desk.draft.version)
    desk.author.submit(again)
    assert desk.states() == [("colleague", "returned"), ("colleague", "waiting")]
    desk.decide(actor, approve)
    assert [one.body for one in deliveries_of(desk.tenant)] == ["Sorry, Anna! It arrives today."]


def test_a_return_brings_back_what_was_put_off(desk):
    desk.submit()
    in_unit(
        desk.tenant,
        lambda uow: uow.session.execute(
            update(QueueItem).values(snoozed_until=uow.now + 60 * MINUTE, snoozed_by=desk.author.user.id)
        ),
    )
    _leader, actor = desk.person("team_leader")
    desk.decide(actor, return_to_author, note="Softer.")
    assert in_unit(desk.tenant, lambda uow: uow.session.scalar(select(QueueItem.snoozed_until))) is None


@pytest.mark.parametrize("deed", [reopen_draft, discard_draft])
def test_the_author_takes_it_back_and_nobody_is_asked_any_longer(desk, deed):
    row = desk.submit()
    desk.author.do(lambda uow, _t: deed(uow, get_draft(uow, desk.tenant.id, row.draft_id, for_update=True)))
    assert desk.states() == [("colleague", "cancelled")]
    _leader, actor = desk.person("team_leader")
    with pytest.raises(Conflict):
        desk.decide(actor, approve, row=row)
    assert deliveries_of(desk.tenant) == []


def test_what_waits_for_a_supervisor_is_not_a_team_leaders(app):
    desk = Desk(reach_over=100)
    store(
        desk.tenant,
        said(
            "q2",
            0,
            network="mastodon",
            in_reply_to="q1",
            followers=5000,
            posted_at=utcnow(),
            text="Hello?",
        ),
    )
    row = desk.submit()
    assert (row.tier, row.reach, [why["code"] for why in row.reasons]) == (
        "supervisor",
        5000,
        ["reach", "new_agent"],
    )
    _leader, leader = desk.person("team_leader")
    with pytest.raises(Forbidden, match="waits for a supervisor"):
        desk.decide(leader, approve)
    _supervisor, supervisor = desk.person("supervisor")
    desk.decide(supervisor, approve)
    assert len(deliveries_of(desk.tenant)) == 1


def test_what_is_asked_for_twice_is_said_once(desk):
    desk.submit()
    _leader, leader = desk.person("team_leader")
    _supervisor, supervisor = desk.person("supervisor")
    desk.decide(leader, pass_on, to=Tier.SUPERVISOR)
    step = desk.decide(supervisor, pass_on, to=Tier.CLIENT)
    assert [one for one in step.reasons if one["code"] == "asked"] == [
        {"code": "asked", "values": {"tier": "client"}}
    ]


def test_a_reply_is_passed_on_upward(desk):
    row = desk.submit()
    _leader, leader = desk.person("team_leader")
    client, approver = desk.person("client_approver")
    step = desk.decide(leader, pass_on, to=Tier.CLIENT, note="Your call.")
    assert desk.states() == [("colleague", "passed_on"), ("client", "waiting")]
    assert (step.step, step.reasons[-1]) == (2, {"code": "asked", "values": {"tier": "client"}})
    with pytest.raises(Conflict):
        desk.decide(leader, approve, row=row)
    with pytest.raises(Forbidden, match="waits for the client"):
        desk.decide(leader, approve)
    assert [kind for kind, _message, _path in told(client)] == ["approval_waiting"]
    with pytest.raises(Forbidden):
        desk.decide(approver, pass_on, to=Tier.CLIENT)
    desk.decide(approver, approve)
    work("delivery")
    assert len(deliveries_of(desk.tenant)) == 1


# --- time ---------------------------------------------------------------------------------------


def run_out(desk, at):
    with UnitOfWork(Actor.system(desk.tenant.id), now=at) as uow:
        return let_time_run_out(uow, desk.tenant.id)


def test_when_time_runs_out_the_deputy_is_asked_from_that_instant_on(app):
    desk = Desk(timeout=1200, deputy="supervisor")
    supervisor, actor = desk.person("supervisor")
    row = desk.submit()
    assert row.due_at == row.submitted_at + 20 * MINUTE
    assert run_out(desk, row.due_at - timedelta(seconds=1)) == 0
    assert run_out(desk, row.due_at + 3 * MINUTE) == 1
    first, second = desk.rows()
    assert (first.state, first.decided_at, first.decided_by) == ("expired", row.due_at, None)
    assert (second.tier, second.state, second.submitted_at, second.step) == (
        "supervisor",
        "waiting",
        row.due_at,
        2,
    )
    assert (second.deputy, second.due_at) == (None, row.due_at + 20 * MINUTE)
    assert len(told(supervisor)) == 2  # a supervisor is a colleague too, and now the deputy
    assert run_out(desk, second.due_at + MINUTE) == 1
    assert run_out(desk, second.due_at + 2 * MINUTE) == 1
    assert [message for _kind, message, _path in told(supervisor)].count(
        "A reply has waited too long for your approval."
    ) == 1
    assert desk.states() == [("colleague", "expired"), ("supervisor", "waiting")]
    desk.decide(actor, approve)
    assert len(deliveries_of(desk.tenant)) == 1
    assert [action for action, *_ in audited(desk.tenant, "approval.")] == [
        "approval.requested",
        "approval.expired",
        "approval.went_on",
        "approval.approved",
    ]


def test_an_admin_as_deputy_is_a_supervisor(app):
    desk = Desk(timeout=60, deputy="admin")
    row = desk.submit()
    run_out(desk, row.due_at)
    assert desk.states() == [("colleague", "expired"), ("supervisor", "waiting")]


# --- the client ---------------------------------------------------------------------------------


def turn_of(tenant):
    return in_unit(tenant, lambda uow: uow.session.scalars(select(Turn)).one())


def acts_of(tenant):
    return in_unit(
        tenant,
        lambda uow: [
            (act.kind, act.at)
            for act in uow.session.scalars(
                select(ConversationAct).order_by(ConversationAct.at, ConversationAct.kind)
            )
        ],
    )


def test_the_clients_wait_pauses_the_clock_from_submission_to_decision_exactly(app):
    desk = Desk(client_for=["new_agent"])
    before = turn_of(desk.tenant)
    desk.author.submit(desk.author.save(), now=utcnow() - 8 * MINUTE)
    row = desk.waiting()
    assert row.tier == "client"
    assert turn_of(desk.tenant).due_at is None
    _user, client = desk.person("client_approver")
    decided_at = row.submitted_at + 5 * MINUTE + timedelta(microseconds=5)
    desk.decide(client, approve, now=decided_at)
    work("delivery")
    assert acts_of(desk.tenant) == [("client_asked", row.submitted_at), ("client_decided", decided_at)]
    assert turn_of(desk.tenant).due_at == before.due_at + (decided_at - row.submitted_at)
    assert len(deliveries_of(desk.tenant)) == 1


def test_the_page_of_the_turn_shows_who_had_it_in_hand(app):
    desk = Desk()
    desk.author.submit(desk.author.save(), now=utcnow() - 8 * MINUTE)
    _user, leader = desk.person("team_leader")
    desk.decide(leader, pass_on, to=Tier.CLIENT, now=utcnow() - 6 * MINUTE)
    path = f"/brands/{desk.tenant.slug}/turns/{turn_of(desk.tenant).id}"
    staff = browser(app, make_person("supervisor", desk.tenant)[1]).get(path).text
    client = browser(app, make_person("client_viewer", desk.tenant)[1]).get(path).text
    assert "Waiting for a colleague" in staff
    for page, sees in ((staff, True), (client, True)):
        assert ("Waiting for the client" in page) == sees
        assert "Its clock stands still" in page
    assert "Waiting for a colleague" not in client  # no row of it exists for the client


@pytest.mark.parametrize("tier", ["colleague", "supervisor"])
def test_the_vendors_own_wait_pauses_nothing(app, tier):
    desk = Desk()
    before = turn_of(desk.tenant)
    desk.submit()
    _user, leader = desk.person("team_leader")
    if tier == "supervisor":
        desk.decide(leader, pass_on, to=Tier.SUPERVISOR)
    _user, supervisor = desk.person("supervisor")
    desk.decide(supervisor, approve)
    assert (turn_of(desk.tenant).due_at, acts_of(desk.tenant)) == (before.due_at, [])


def test_the_clients_wait_ends_when_their_time_runs_out_and_when_the_author_takes_it_back(app):
    desk = Desk(client_for=["new_agent"], timeout=1200, deputy="supervisor")
    before = turn_of(desk.tenant)
    row = desk.submit()
    run_out(desk, row.due_at + 5 * MINUTE)
    assert desk.states() == [("client", "expired"), ("supervisor", "waiting")]
    assert acts_of(desk.tenant) == [("client_asked", row.submitted_at), ("client_decided", row.due_at)]
    assert turn_of(desk.tenant).due_at == before.due_at + 20 * MINUTE
    again = Desk(client_for=["new_agent"])
    row = again.submit()
    again.author.do(
        lambda uow, _t: reopen_draft(uow, get_draft(uow, again.tenant.id, row.draft_id, for_update=True)),
        now=row.submitted_at + 4 * MINUTE,
    )
    assert acts_of(again.tenant)[1] == ("client_decided", row.submitted_at + 4 * MINUTE)


def test_a_client_returns_a_reply_and_it_is_the_authors_again(app):
    desk = Desk(client_for=["new_agent"])
    desk.submit()
    _user, client = desk.person("client_approver")
    desk.decide(client, return_to_author, note="Not like this.")
    assert desk.draft.state == "held"  # the draft does not exist for the client: the system follows
    work("delivery")
    assert (desk.draft.state, deliveries_of(desk.tenant)) == ("returned", [])
    assert told(desk.author.user)[0][1] == "Your reply is returned to you with a note."
    work("delivery")
    assert desk.draft.state == "returned"


def test_a_reply_whose_author_lost_their_certification_meanwhile_goes_back(app):
    desk = Desk(client_for=["new_agent"])
    desk.submit()
    in_unit(
        desk.tenant,
        lambda uow: uow.session.execute(
            update(Certification)
            .where(Certification.user_id == desk.author.user.id)
            .values(suspended_at=uow.now, suspended_reason="review")
        ),
    )
    _user, client = desk.person("client_approver")
    desk.decide(client, approve)
    work("delivery")
    assert (desk.draft.state, deliveries_of(desk.tenant)) == ("returned", [])
    assert "cannot be sent any more" in told(desk.author.user)[0][1]
    assert [kind for kind, _at in acts_of(desk.tenant)] == ["client_asked", "client_decided"]


def link_to(desk, user):
    work("delivery")
    (letter,) = letters_to(user.email)
    return link_in(letter)


def test_the_client_decides_by_the_link_in_their_mail_once(app):
    desk = Desk(client_for=["new_agent"])
    user, _actor = desk.person("client_approver", locale="pl")
    desk.submit()
    link = link_to(desk, user)
    (letter,) = letters_to(user.email)
    assert "Anna" not in letter["Subject"] + letter.get_content()
    window = browser(app)
    page = window.get(link)
    assert (page.status_code, 'lang="pl"' in page.text) == (200, True)
    assert "It arrives today, Anna." in page.text
    assert "Where is my tea?" in page.text
    assert desk.author.user.name not in page.text
    assert desk.author.user.email not in page.text
    done = window.post(link, data={"deed": "approve", "text": "It arrives this evening, Anna.", "note": ""})
    assert done.status_code == 200
    work("delivery")
    (row,) = desk.rows()
    assert (row.state, row.via, row.decided_by, row.decided_text) == (
        "approved",
        "link",
        user.id,
        "It arrives this evening, Anna.",
    )
    assert [one.body for one in deliveries_of(desk.tenant)] == ["It arrives this evening, Anna."]
    assert audited(desk.tenant, "approval.approved") == [("approval.approved", "client", user.id)]
    assert window.get(link).status_code == 410
    assert window.post(link, data={"deed": "return", "note": "no"}).status_code == 410
    assert desk.rows()[0].state == "approved"


def test_a_link_does_not_let_the_client_pass_it_on(app):
    desk = Desk(client_for=["new_agent"])
    user, _actor = desk.person("client_approver")
    desk.submit()
    answer = browser(app).post(link_to(desk, user), data={"deed": "pass_on", "to": "client"})
    assert answer.status_code == 403
    assert desk.states() == [("client", "waiting")]


def test_a_link_opens_nothing_when_the_deputy_has_been_asked(app):
    desk = Desk(client_for=["new_agent"], timeout=1200, deputy="supervisor")
    user, _actor = desk.person("client_approver")
    row = desk.submit()
    link = link_to(desk, user)
    run_out(desk, row.due_at)
    assert browser(app).get(link).status_code == 410
    assert browser(app).post(link, data={"deed": "approve", "text": row.text}).status_code == 410


def test_only_the_client_exempts_what_the_rules_stop(app):
    desk = Desk(new_agents=0.0)
    with UnitOfWork(Actor.system(desk.tenant.id)) as uow:
        topics = [
            {
                "topic": "politics",
                "policy": "restricted",
                "severity": "block",
                "terms": ["vote"],
                "except": [],
            }
        ]
        replace_section(
            uow,
            desk.tenant,
            "rule_set",
            {"restricted_topics": topics, "terms": [], "style_guide": {}, "names": []},
        )
    words = "We vote for tea, Anna."
    with pytest.raises(Refused):
        desk.author.send(words)
    row = desk.submit(words, ask_client=True)
    assert (row.tier, [why["code"] for why in row.reasons]) == ("client", ["blocked"])
    _user, supervisor = desk.person("supervisor")
    with pytest.raises(Forbidden):
        desk.decide(supervisor, approve)
    _user, client = desk.person("client_approver")
    with pytest.raises(Refused):
        desk.decide(client, approve, text="We vote for tea, Anna. Voting matters.")
    desk.decide(client, approve)
    work("delivery")
    assert [one.body for one in deliveries_of(desk.tenant)] == [words]


def test_the_page_of_an_approval_shows_what_it_is_about(app):
    desk = Desk()
    row = desk.submit()
    _leader, token = make_person("team_leader", desk.tenant)
    window = browser(app, token)
    assert "It arrives today, Anna." in window.get("/approvals").text
    path = f"/brands/{desk.tenant.slug}/approvals/{row.id}"
    page = window.get(path).text
    for words in ("Where is my tea?", "The author is new", desk.author.user.name, "Approve and send"):
        assert words in page
    store(
        desk.tenant,
        said("q2", 0, network="mastodon", in_reply_to="q1", posted_at=utcnow(), text="Never mind."),
    )
    assert "Since it was submitted" in window.get(path).text
    assert window.post(path, data={"deed": "return", "note": "", "text": row.text}).status_code == 422
    done = window.post(path, data={"deed": "approve", "note": "", "text": "It arrives tonight, Anna."})
    assert (done.status_code, done.location) == (303, "/approvals")
    page = without_help(window.get(path))
    assert "<del>today</del><ins>tonight</ins>" in page
    assert "Approve and send" not in page
    assert window.post(path, data={"deed": "approve", "text": row.text}).status_code == 409
    talk = browser(app, desk.author.token).get(f"/brands/{desk.tenant.slug}/conversations/{desk.talk}").text
    assert "<del>today</del><ins>tonight</ins>" in talk


def test_the_client_decides_in_the_portal(app):
    desk = Desk(client_for=["new_agent"])
    row = desk.submit()
    _user, token = make_person("client_approver", desk.tenant)
    window = browser(app, token)
    assert "It arrives today, Anna." in window.get("/waiting").text
    path = f"/brands/{desk.tenant.slug}/approvals/{row.id}"
    page = window.get(path).text
    assert desk.author.user.name not in page
    done = window.post(path, data={"deed": "approve", "text": row.text})
    assert (done.status_code, done.location) == (303, "/waiting")
    work("delivery")
    assert len(deliveries_of(desk.tenant)) == 1
    viewer = browser(app, make_person("client_viewer", desk.tenant)[1])
    assert viewer.get(path).status_code == 403


def test_programs_decide_by_the_same_rules(app):
    desk = Desk()
    row = desk.submit()
    window = browser(app, make_person("team_leader", desk.tenant)[1])
    api = f"/api/v1/brands/{desk.tenant.slug}/approvals"
    (listed,) = window.get(api).json["items"]
    assert (listed["id"], listed["tier"], listed["reasons"][0]["code"]) == (
        str(row.id),
        "colleague",
        "new_agent",
    )
    assert window.get(f"{api}/{row.id}").json["state"] == "waiting"
    assert window.post(f"{api}/{row.id}/decision", json={"deed": "maybe"}).status_code == 422
    assert window.post(f"{api}/{row.id}/decision", json={"deed": "return"}).status_code == 422
    done = window.post(f"{api}/{row.id}/decision", json={"deed": "approve", "note": "Fine."})
    assert (done.status_code, done.json["state"], done.json["note"]) == (200, "approved", "Fine.")
    assert window.post(f"{api}/{row.id}/decision", json={"deed": "approve"}).status_code == 409


def test_an_approval_needs_a_person(desk):
    desk.submit()
    machine = replace(act_as(Role.SUPERVISOR, desk.tenant), user_id=None)
    with pytest.raises(Forbidden):
        desk.decide(machine, approve)
