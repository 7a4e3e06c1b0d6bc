"""Drawing, reviewing, answering and deciding on the real database."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import act_as, actor_of_person, make_person
from conversations.desk import Agent, make_talk
from conversations.worlds import in_unit, said, store
from qa.worlds import DAY, House, everything_certain, keep_card, system
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from bpo.conversations.models import Conversation, Draft, Message
from bpo.conversations.operations.acts import DismissalReason, dismiss_turn
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.permissions import Role
from bpo.qa.models import AutomaticCheck, Dispute, Review, ReviewScore, Sample, SampleDraw, Scorecard
from bpo.qa.operations.answering import acknowledge_review, decide_dispute, dispute_review
from bpo.qa.operations.automatic import check_sent_replies
from bpo.qa.operations.figures import dismissal_audit, quality_report
from bpo.qa.operations.programme import save_card, save_plan
from bpo.qa.operations.reviewing import claim_next, claim_sample, release_sample, save_review, submit_review
from bpo.qa.operations.sampling import choose_reply, draw_again, draw_due
from bpo.qa.queries.desk import desk_of, list_recent_replies
from bpo.qa.queries.programme import find_card, find_plan
from bpo.qa.queries.reviews import get_review, list_disputes, list_own, list_scores
from bpo.qa.queries.samples import get_sample, list_waiting
from bpo.qa.rules.reviews import Verdict
from bpo.qa.rules.sampling import Plan
from bpo.qa.rules.scorecards import BUILT_IN, CriterionClass
from bpo.qa.rules.scoring import Answer
from bpo.reports.operations.figures import recompute, sla_report
from bpo.tenants.operations import replace_section
from bpo.tenants.rules.period import local_date, month_of

FAIL, PASS = Answer.FAIL, Answer.PASS
SECOND = timedelta(seconds=1)


@pytest.fixture
def house(app):
    return House()


@pytest.fixture
def reviewed(house):
    """One reply of Ann's, drawn for certain, which Rita found not to answer the question."""
    house.start(everything_certain())
    house.reply()
    house.draw()
    [sample] = house.samples()
    return house, house.review(sample, answers={"solves": FAIL, "voice": FAIL})


# programme


def test_a_change_of_the_card_is_a_new_version_and_old_reviews_keep_theirs(reviewed):
    house, review = reviewed
    first = in_unit(house.tenant, lambda uow: find_card(uow, house.tenant.id))
    second = keep_card(house, BUILT_IN[:3])
    assert (first.version, second.version) == (1, 2)
    assert review.scorecard_id == first.id
    assert keep_card(house, BUILT_IN[:3]).id == second.id  # the same again writes nothing
    with pytest.raises(Conflict):
        house.as_(house.boss, lambda uow: save_card(uow, house.tenant.id, BUILT_IN, seen_version=1))
    with pytest.raises(ProgrammingError), UnitOfWork(actor_of_person(house.boss)) as uow:
        uow.session.execute(text("UPDATE scorecard SET criteria = '[]'"))


def test_the_first_plan_brings_the_built_in_card(house):
    house.start()
    with system(house.tenant) as uow:
        assert len(find_card(uow, house.tenant.id).criteria) == len(BUILT_IN)
        assert find_plan(uow, house.tenant.id).version == 1
    house.start()
    house.start(Plan(per_week=7))
    with system(house.tenant) as uow:
        assert find_plan(uow, house.tenant.id).version == 2


# drawing


def test_nothing_is_drawn_without_a_plan(house):
    house.reply()
    assert in_unit(house.tenant, lambda uow: draw_due(uow, house.tenant.id)) is None


def test_a_draw_is_made_once_and_can_be_made_again(house):
    house.start(Plan(per_week=9, certain=frozenset()))
    for n in range(24):
        house.reply((house.ann, house.bob)[n % 2], asked="This is urgent!" if n % 5 == 0 else "Hello?")
    made = house.draw(seed="one", since=utcnow() - 7 * DAY)
    assert house.draw(seed="two", since=made.since) is None
    samples = house.samples()
    assert made.replies == 24
    assert 17 <= len(samples) <= 19  # nine of each agent, to within one
    assert all(sample.purpose == "programme" and 0 < sample.probability < 1 for sample in samples)
    assert all(sample.stratum.startswith(sample.agent) for sample in samples)
    again = in_unit(house.tenant, lambda uow: draw_again(uow, uow.session.merge(made)))
    assert again == {sample.message_id: sample.probability for sample in samples}


def test_the_job_draws_each_day_once_without_gaps(house):
    house.start(everything_certain())
    house.reply()
    later = utcnow() + 3 * DAY
    made = in_unit(house.tenant, lambda uow: draw_due(uow, house.tenant.id), now=later)
    assert made.until <= later
    assert len(house.samples()) == 1
    assert in_unit(house.tenant, lambda uow: draw_due(uow, house.tenant.id), now=later) is None
    following = in_unit(house.tenant, lambda uow: draw_due(uow, house.tenant.id), now=later + DAY)
    assert following.since == made.until
    assert len(house.samples()) == 1


def test_two_draws_at_once_are_one(house):
    house.start(everything_certain())
    house.reply()
    later, made = utcnow() + 3 * DAY, []
    threads = [
        threading.Thread(
            target=lambda: made.append(
                in_unit(house.tenant, lambda uow: draw_due(uow, house.tenant.id), now=later)
            )
        )
        for _n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in made) == 1
    assert len(house.samples()) == 1


def test_complaints_are_certain_and_automatic_messages_are_nobodys(house):
    house.start(Plan(per_week=0))
    angry = house.reply(asked="This is terrible, you are liars, I am furious and disappointed!")
    house.reply(asked="When do you open?")
    store(house.tenant, said("auto", 0, out=True, automatic=True, posted_at=utcnow() - DAY))
    house.draw()
    assert [(one.message_id, one.probability, one.why) for one in house.samples()] == [
        (angry, 1.0, "complaint")
    ]


def test_matters_of_pr_or_law_are_certain(house):
    from bpo.conversations.models import Handoff, Message

    house.start(Plan(per_week=0))
    message_id = house.reply()
    with system(house.tenant) as uow:
        message = uow.session.scalars(select(Message).where(Message.id == message_id)).one()
        uow.session.add(
            Handoff(
                tenant_id=house.tenant.id,
                account_id=message.account_id,
                conversation_id=message.conversation_id,
                message_id=message.id,
                department="legal",
                contact="legal@example.com",
                question="May we?",
                asked_at=uow.now,
                asked_by=house.ann.id,
                asked_by_name="Ann",
                target_seconds=60,
                state="waiting",
                reminders=0,
            )
        )
    house.draw()
    assert [one.why for one in house.samples()] == ["handoff"]


def test_a_reply_written_here_knows_its_author_its_override_and_its_rules(app):
    tenant, talk = make_talk()
    agent = Agent(tenant, talk).claim()
    agent.send("It arrives today, Anna. It arrives TODAY WITHOUT FAIL.", override_reason="She asked for it.")
    with system(tenant) as uow:
        draft = uow.session.scalars(select(Draft)).one()
        assert draft.override_reason
        from bpo.channels.models import Delivery
        from bpo.conversations.operations.sent import take_in_sent

        delivery = uow.session.scalars(select(Delivery)).one()
        delivery.state, delivery.remote_id = "sent", "remote-1"
        delivery.sent_at = delivery.posted_at = uow.now
        take_in_sent(uow, delivery)
        save_plan(uow, tenant.id, Plan(per_week=0))
        from bpo.qa.operations.sampling import draw_stretch

        plan = find_plan(uow, tenant.id)
        draw_stretch(uow, tenant.id, plan, since=uow.now - DAY, until=uow.now)
    with system(tenant) as uow:
        sample = uow.session.scalars(select(Sample)).one()
        assert (sample.why, sample.draft_id, sample.agent_id) == ("override", draft.id, agent.user.id)
        assert sample.involved == [str(agent.user.id)]


def test_a_reply_chosen_by_hand_is_chosen_once_and_still_drawn(house):
    house.start(everything_certain())
    message_id = house.reply()
    sample = house.choose(message_id)
    assert (sample.purpose, sample.probability) == ("targeted", None)
    with pytest.raises(Conflict):
        house.choose(message_id)
    house.draw()
    assert sorted(one.purpose for one in house.samples()) == ["programme", "targeted"]


def test_a_disputed_review_makes_its_reply_certain_if_it_was_not_drawn_yet(house):
    house.start(Plan(per_week=0))
    message_id = house.reply(asked="Do you sell green tea?")
    review = house.review(house.choose(message_id), answers={"solves": FAIL})
    house.as_(
        house.ann,
        lambda uow: dispute_review(uow, house.tenant.id, review.id, reason="No.", criteria=["solves"]),
    )
    house.draw()
    assert [(one.why, one.probability) for one in house.samples() if one.purpose == "programme"] == [
        ("dispute", 1.0)
    ]


def test_only_replies_of_people_can_be_chosen(house):
    from bpo.conversations.models import Message

    house.start()
    house.reply()
    asked = in_unit(
        house.tenant,
        lambda uow: uow.session.scalars(select(Message.id).where(Message.direction == "in")).one(),
    )
    with pytest.raises(NotFound):
        house.choose(asked)


def test_without_a_card_nothing_is_chosen_and_it_is_said_why(house):
    with pytest.raises(Conflict):
        house.choose(house.reply())


# the queue and the claim


def test_the_queue_does_not_show_what_one_had_a_part_in(house):
    house.start(everything_certain())
    house.reply(house.ann)
    house.draw()
    both = make_person("reviewer", house.tenant)[0]
    [sample] = house.samples()
    with system(house.tenant) as uow:
        row = get_sample(uow, house.tenant.id, sample.id)
        assert row.involved == [str(house.ann.id)]
    ann = act_as(Role.REVIEWER, house.tenant, user_id=house.ann.id)
    with UnitOfWork(ann) as uow:
        assert list_waiting(uow, [house.tenant.id], limit=10) == []
        with pytest.raises(Forbidden):
            claim_sample(uow, house.tenant.id, sample.id)
    assert len(house.as_(both, lambda uow: list_waiting(uow, [house.tenant.id], limit=10))) == 1


def test_the_database_refuses_a_review_of_oneself(house):
    house.start(everything_certain())
    house.reply()
    house.draw()
    [sample] = house.samples()
    with pytest.raises(IntegrityError), system(house.tenant) as uow:
        uow.session.execute(
            text("UPDATE sample SET state = 'claimed', claimed_by = :user"), {"user": house.ann.id}
        )
    with pytest.raises(IntegrityError), system(house.tenant) as uow:
        uow.session.add(
            Review(
                tenant_id=house.tenant.id,
                account_id=sample.account_id,
                sample_id=sample.id,
                kind="dismissal",
                purpose="programme",
                done_at=uow.now,
                agent_id=house.ann.id,
                reviewer_id=house.ann.id,
                state="draft",
                begun_at=uow.now,
                saved_at=uow.now,
            )
        )


def test_of_two_who_want_a_sample_one_gets_it(house):
    house.start(everything_certain())
    house.reply()
    house.draw()
    [sample] = house.samples()
    gate, outcomes = threading.Barrier(2), []

    def want(user):
        actor = actor_of_person(user)
        gate.wait()
        try:
            with UnitOfWork(actor) as uow:
                claim_sample(uow, house.tenant.id, sample.id)
            outcomes.append(user.name)
        except Conflict as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=want, args=(user,)) for user in (house.rita, house.rolf)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted("taken" if "taken" in one else "got" for one in outcomes) == ["got", "taken"]


def test_a_claim_that_ran_out_can_be_taken_and_the_first_ones_answers_are_theirs_alone(house):
    house.start(everything_certain())
    house.reply()
    house.draw()
    [sample] = house.samples()
    tenant_id = house.tenant.id

    def begin(uow):
        claim_sample(uow, tenant_id, sample.id)
        return save_review(uow, sample, answers={"solves": FAIL}, notes={"solves": "Rita's words"})

    first = house.as_(house.rita, begin)
    with pytest.raises(Conflict):
        house.as_(house.rolf, lambda uow: claim_sample(uow, tenant_id, sample.id))
    tomorrow = utcnow() + 2 * DAY
    second = house.as_(house.rolf, lambda uow: claim_sample(uow, tenant_id, sample.id), now=tomorrow)
    assert second.id != first.id
    assert house.as_(house.rolf, lambda uow: list_scores(uow, uow.session.merge(second))) == []
    with pytest.raises(Conflict):
        house.as_(house.rita, lambda uow: save_review(uow, sample, answers={}, notes={}), now=tomorrow)
    house.as_(house.rolf, lambda uow: release_sample(uow, sample), now=tomorrow)
    again = house.as_(house.rita, lambda uow: claim_sample(uow, tenant_id, sample.id), now=tomorrow)
    assert again.id == first.id
    [kept] = house.as_(house.rita, lambda uow: list_scores(uow, uow.session.merge(again)))
    assert kept.note == "Rita's words"


def test_the_next_one_is_what_is_due_first(house):
    house.start(everything_certain())
    old = house.reply(ago=DAY)
    house.draw()
    house.reply(ago=DAY / 2)
    house.draw(since=utcnow(), until=utcnow() + DAY) or house.draw(since=utcnow() - DAY / 3)
    review = house.as_(house.rita, lambda uow: claim_next(uow, [house.tenant.id]))
    with system(house.tenant) as uow:
        assert get_sample(uow, house.tenant.id, review.sample_id).message_id == old


# reviewing


def test_a_review_that_is_handed_in_is_scored_and_its_agent_told(reviewed):
    house, review = reviewed
    assert (review.customer_error, review.business_error, review.compliance_error) == (True, False, False)
    assert (review.score, review.first_score, review.auto_failed) == (6250, 6250, False)  # (2+2+1)/8
    assert review.agent_id == house.ann.id
    with UnitOfWork(actor_of_person(house.ann)) as uow:
        told = uow.session.scalars(select(Notification).where(Notification.user_id == house.ann.id)).all()
        assert [one.kind for one in told] == ["review_ready"]
        assert str(review.id) in told[0].path
        assert [line.review.id for line in list_own(uow, [house.tenant.id], limit=5)] == [review.id]


def test_a_review_with_gaps_is_refused_and_keeps_what_was_scored(house):
    house.start(everything_certain())
    house.reply()
    house.draw()
    [sample] = house.samples()

    def work(uow):
        claim_sample(uow, house.tenant.id, sample.id)
        return save_review(uow, sample, answers={"solves": PASS}, notes={"voice": "hm"}, note="so far")

    review = house.as_(house.rita, work)
    with pytest.raises(Invalid) as refused:
        house.as_(house.rita, lambda uow: submit_review(uow, sample))
    assert len(refused.value.faults) == len(BUILT_IN) - 1
    kept = house.as_(house.rita, lambda uow: list_scores(uow, uow.session.merge(review)))
    assert {(row.criterion, row.answer, row.note) for row in kept} == {
        ("solves", "pass", ""),
        ("voice", None, "hm"),
    }


def test_what_was_handed_in_is_not_changed_and_not_handed_in_twice(reviewed):
    house, _review = reviewed
    [sample] = house.samples()
    for work in (
        lambda uow: save_review(uow, sample, answers={"solves": PASS}, notes={}),
        lambda uow: submit_review(uow, sample),
        lambda uow: claim_sample(uow, house.tenant.id, sample.id),
    ):
        with pytest.raises(Conflict):
            house.as_(house.rita, work)
    with pytest.raises(Conflict):
        house.as_(house.rolf, lambda uow: claim_sample(uow, house.tenant.id, sample.id))
    with pytest.raises(ProgrammingError), UnitOfWork(actor_of_person(house.boss)) as uow:
        uow.session.execute(text("DELETE FROM review"))


def test_the_desk_shows_the_thread_as_it_stood_and_the_rules_of_that_day(house):
    def set_rules(word, when):
        with UnitOfWork(Actor.system(house.tenant.id), now=when) as uow:
            terms = [{"banned": [word], "severity": "warn"}]
            rules = {"style_guide": {}, "terms": terms, "restricted_topics": [], "names": []}
            replace_section(uow, uow.session.merge(house.tenant), "rule_set", rules)

    now = utcnow()
    set_rules("courier", now - 5 * DAY)
    house.start()
    earlier = house.reply(text="The courier will recieve the voucher.", ago=3 * DAY)
    set_rules("voucher", now - 2 * DAY)
    later = house.reply(text="The courier brings the voucher.", ago=DAY)
    store(house.tenant, said("after", 0, author="customer1", in_reply_to="a1", posted_at=now))
    first, second = house.choose(earlier), house.choose(later)
    with system(house.tenant) as uow:
        desk = desk_of(uow, get_sample(uow, house.tenant.id, first.id))
        assert [one.external_id for one in desk.before] == ["q1", "a1"]
        assert [one.external_id for one in desk.later] == ["after"]
        assert desk.rules_version == 1
        found = {(one.rule, one.text) for one in desk.findings}
        assert {("term", "courier"), ("spelling", "recieve")} <= found
        assert "voucher" not in {word for _rule, word in found}
        desk = desk_of(uow, get_sample(uow, house.tenant.id, second.id))
        assert desk.rules_version == 2
        assert {one.text for one in desk.findings if one.rule == "term"} == {"voucher"}


def test_a_reply_in_parts_is_one_reply_and_is_read_whole(house):
    house.start()
    now = utcnow() - DAY
    told = {"out": True, "agent": house.ann.email, "language": "en"}
    store(
        house.tenant,
        said("q1", 0, text="Where is my tea?", posted_at=now, language="en"),
        said("a1", 0, text="It is on (1/2)", part_no=1, in_reply_to="q1", posted_at=now + SECOND, **told),
        said("q2", 0, text="Hello?", in_reply_to="q1", posted_at=now + 2 * SECOND),
        said("a2", 0, text="its wey. (2/2)", part_no=2, in_reply_to="a1", posted_at=now + 3 * SECOND, **told),
    )
    house.draw()
    assert check_sent_replies(lambda: system(house.tenant), house.tenant.id, batches=1) is False

    def look(uow):
        names = {row.external_id: row.id for row in uow.session.scalars(select(Message))}
        checked = uow.session.scalars(select(AutomaticCheck.message_id)).all()
        recent = [row[0].external_id for row in list_recent_replies(uow, house.tenant.id, limit=9)]
        return names, checked, recent

    names, checked, recent = in_unit(house.tenant, look)
    assert ([one.message_id for one in house.samples()], checked, recent) == ([names["a1"]], [], ["a1"])
    with pytest.raises(NotFound):
        house.choose(names["a2"])
    with system(house.tenant) as uow:
        desk = desk_of(uow, house.samples()[0])
        assert desk.text == "It is on (1/2)\nits wey. (2/2)"
        assert "wey" in {one.text for one in desk.findings}
        assert [one.external_id for one in desk.later] == ["q2"]


def test_the_desk_holds_the_form_of_address_against_what_we_wrote_before(app):
    house = House(languages=["ru"])
    house.start()
    at = utcnow() - DAY
    before = {"posted_at": at - DAY, "language": "ru", "author": "customer1", "conversation": "talk"}
    store(
        house.tenant,
        said("b1", 0, **before, text="Где чай?"),
        said(
            "b2",
            0,
            **before,
            out=True,
            agent=house.ann.email,
            in_reply_to="b1",
            text="Ваш чай уже едет к вам.",
        ),
        said("b3", 0, **{**before, "posted_at": at}, in_reply_to="b2", text="А где он?"),
        said(
            "b4",
            0,
            **{**before, "posted_at": at + DAY / 24},
            out=True,
            agent=house.ann.email,
            in_reply_to="b3",
            text="Твой чай здесь.",
        ),
    )
    reply = in_unit(
        house.tenant,
        lambda uow: uow.session.scalars(select(Message.id).where(Message.external_id == "b4")).one(),
    )
    sample = house.choose(reply)
    with system(house.tenant) as uow:
        [one] = [one for one in desk_of(uow, sample).findings if one.rule == "style.address"]
    assert (one.text, one.values) == ("Твой", {"earlier": "Ваш"})


# the agent's word and the third person's


def raise_it(house, review, *, reason="The answer stands above.", criteria=("solves",), now=None, who=None):
    return house.as_(
        who or house.ann,
        lambda uow: dispute_review(uow, house.tenant.id, review.id, reason=reason, criteria=criteria),
        now=now,
    )


def decide_it(house, dispute, who, verdicts, note="Looked at it again."):
    return house.as_(
        who, lambda uow: decide_dispute(uow, house.tenant.id, dispute.id, verdicts=verdicts, note=note)
    )


def test_an_agent_reads_acknowledges_and_may_still_dispute_in_time(reviewed):
    house, review = reviewed
    for _again in range(2):
        house.as_(house.ann, lambda uow: acknowledge_review(uow, house.tenant.id, review.id))
    late = review.answer_until + timedelta(seconds=1)
    with pytest.raises(Conflict):
        raise_it(house, review, now=late)
    assert raise_it(house, review, now=review.answer_until)
    with pytest.raises(Conflict):
        house.as_(house.ann, lambda uow: acknowledge_review(uow, house.tenant.id, review.id))


def test_somebody_elses_review_does_not_exist_for_an_agent(reviewed):
    house, review = reviewed
    with pytest.raises(NotFound):
        house.as_(house.bob, lambda uow: acknowledge_review(uow, house.tenant.id, review.id))
    with pytest.raises(NotFound):
        raise_it(house, review, who=house.bob)


def test_a_dispute_is_decided_by_a_third_person_and_restates_in_sight(reviewed):
    house, review = reviewed
    dispute = raise_it(house, review, criteria=["solves", "voice"])
    with UnitOfWork(actor_of_person(house.rita)) as uow:
        assert list_disputes(uow, [house.tenant.id], limit=9) == []
    for side in (house.rita, house.ann):
        actor = act_as(Role.REVIEWER, house.tenant, user_id=side.id)
        with pytest.raises(Forbidden), UnitOfWork(actor) as uow:
            decide_dispute(
                uow,
                house.tenant.id,
                dispute.id,
                verdicts={"solves": Verdict.OVERTURNED, "voice": Verdict.UPHELD},
                note="I say so.",
            )
    with UnitOfWork(actor_of_person(house.rolf)) as uow:
        assert [row.id for row, _review in list_disputes(uow, [house.tenant.id], limit=9)] == [dispute.id]
    verdicts = {"solves": Verdict.OVERTURNED, "voice": Verdict.UPHELD}
    decide_it(house, dispute, house.rolf, verdicts)
    with pytest.raises(Conflict):
        decide_it(house, dispute, house.boss, verdicts)
    with system(house.tenant) as uow:
        now = get_review(uow, house.tenant.id, review.id)
        assert (now.customer_error, now.state, now.score, now.first_score) == (False, "decided", 6250, 6250)
        rows = {row.criterion: row for row in list_scores(uow, now)}
        solves, voice = rows["solves"], rows["voice"]
        assert (solves.first_answer, solves.answer, solves.verdict) == ("fail", "pass", "overturned")
        assert (voice.first_answer, voice.answer, voice.verdict) == ("fail", "fail", "upheld")
        tenant = uow.session.merge(house.tenant)
        period = month_of(local_date(now.done_at, "UTC"), "UTC")
        by_key = {one.criterion.key: one for one in quality_report(uow, tenant, period).criteria}
        assert (by_key["solves"].count.overturned, by_key["solves"].count.first_failed) == (1, 1)
        assert by_key["solves"].count.failed == 0
    for person, kind in ((house.ann, "dispute_decided"), (house.rita, "dispute_decided"), (house.rolf, "dispute_waiting")):  # fmt: skip
        with UnitOfWork(actor_of_person(person)) as uow:
            kinds = uow.session.scalars(
                select(Notification.kind).where(Notification.user_id == person.id)
            ).all()
            assert kind in kinds


def test_an_overturned_weight_restates_the_score_and_keeps_the_first(reviewed):
    house, review = reviewed
    dispute = raise_it(house, review, criteria=["voice"])
    decide_it(house, dispute, house.boss, {"voice": Verdict.OVERTURNED})
    with system(house.tenant) as uow:
        now = get_review(uow, house.tenant.id, review.id)
        assert (now.score, now.first_score, now.restated_at is None) == (10000, 6250, False)
        assert now.customer_error is True


def test_the_database_refuses_a_dispute_decided_by_a_side(reviewed):
    house, review = reviewed
    dispute = raise_it(house, review)
    for side in (house.ann, house.rita):
        with pytest.raises(IntegrityError), system(house.tenant) as uow:
            row = uow.session.scalars(select(Dispute).where(Dispute.id == dispute.id)).one()
            row.decided_at, row.decided_by = uow.now, side.id


# dismissals


def test_dismissals_are_audited_and_their_error_is_a_figure(house):
    house.start(Plan(dismissals_per_week=200))
    for n in range(3):
        store(house.tenant, said(f"d{n}", 0, author=f"d{n}", posted_at=utcnow() - timedelta(hours=3)))
    with UnitOfWork(actor_of_person(house.ann)) as uow:
        for talk in uow.session.scalars(
            select(Conversation).where(Conversation.tenant_id == house.tenant.id)
        ):
            dismiss_turn(uow, talk, reason=DismissalReason.SPAM)
    house.draw(since=utcnow() - 7 * DAY, until=utcnow() + timedelta(minutes=1))
    samples = [one for one in house.samples() if one.kind == "dismissal"]
    assert [one.agent_id for one in samples] == [house.ann.id] * 3
    for sample, answer in zip(samples, (PASS, FAIL, PASS), strict=True):
        review = house.review(sample, answers={"dismissal": answer})
        assert (review.score, review.customer_error) == (10000 if answer is PASS else 0, None)
    with system(house.tenant) as uow:
        span = {"start": uow.now - DAY, "end": uow.now + DAY}
        share = dismissal_audit(uow, house.tenant.id, as_of=uow.now, **span)
        assert (share.n, round(share.value, 6)) == (3, round(1 / 3, 6))
        assert dismissal_audit(uow, house.tenant.id, as_of=uow.now - DAY, **span).n == 0
        dates = {"from_date": span["start"].date(), "to_date": span["end"].date() + DAY}
        for made in (sla_report, recompute):  # the report says it too, by both ways
            found = made(uow, uow.session.merge(house.tenant), **dates)["dismissals"]
            assert (found["audited"], found["error"]) == (3, 0.333333)


# figures


def test_figures_are_weighted_back_and_leave_out_what_was_chosen_by_hand(house):
    house.start(everything_certain())
    first, second, third = (house.reply((house.ann, house.bob, house.ann)[n]) for n in range(3))
    house.choose(third)
    house.draw()
    by_message = {(one.message_id, one.purpose): one for one in house.samples()}
    house.review(by_message[third, "targeted"], answers={"correct": FAIL})
    house.review(by_message[first, "programme"], answers={"correct": FAIL})
    house.review(by_message[second, "programme"])
    report = figures(house)
    assert report.whole.n == 2
    assert report.whole.accuracy[CriterionClass.CUSTOMER].value == 0.5
    assert report.whole.accuracy[CriterionClass.COMPLIANCE].value == 1.0
    assert (report.coverage.sampled, report.coverage.reviewed) == (3, 2)
    assert not report.whole.can_rank
    assert {one.agent_id: one.quality.n for one in report.agents} == {house.ann.id: 1, house.bob.id: 1}


def test_weights_are_one_over_the_stored_probability(house, owner):
    house.start(everything_certain())
    first, second = house.reply(house.ann), house.reply(house.bob)
    house.draw()
    owner.execute("SET app.migrating = 'on'")
    owner.execute("UPDATE sample SET probability = 0.25 WHERE message_id = %s", (first,))
    by_message = {one.message_id: one for one in house.samples()}
    house.review(by_message[first], answers={"correct": FAIL, "voice": FAIL})
    house.review(by_message[second])
    report = figures(house)
    share = report.whole.accuracy[CriterionClass.CUSTOMER]
    assert share.value == pytest.approx(1 / 5)
    assert share.effective == pytest.approx(25 / 17)
    assert report.whole.score.value == pytest.approx((4 * 0.625 + 1) / 5)


def figures(house):
    with system(house.tenant) as uow:
        tenant = uow.session.merge(house.tenant)
        return quality_report(uow, tenant, month_of(local_date(uow.now - DAY, "UTC"), "UTC"))


def test_a_class_that_no_card_asked_about_has_no_figure(house):
    house.start(everything_certain())
    keep_card(house, [one for one in BUILT_IN if one.kind is not CriterionClass.BUSINESS])
    house.reply()
    house.draw()
    house.review(house.samples()[0])
    assert figures(house).whole.accuracy[CriterionClass.BUSINESS].value is None


def test_narrowed_people_see_their_own_accounts_only(app):
    house = House("care", "shop")
    house.start(everything_certain())
    house.reply(handle="care")
    house.reply(handle="shop")
    house.draw()
    mine, theirs = house.samples()
    actor = replace(
        act_as(Role.REVIEWER, house.tenant),
        narrowed={house.tenant.id: frozenset({mine.account_id})},
    )
    with UnitOfWork(actor) as uow:
        assert [row.id for row in list_waiting(uow, [house.tenant.id], limit=9)] == [mine.id]
        with pytest.raises(NotFound):
            claim_sample(uow, house.tenant.id, theirs.id)
        with pytest.raises(NotFound):
            choose_reply(uow, house.tenant.id, theirs.message_id)


def test_a_client_sees_reviews_but_neither_samples_nor_disputes(reviewed):
    house, review = reviewed
    raise_it(house, review)
    with UnitOfWork(act_as(Role.CLIENT_VIEWER, house.tenant)) as uow:
        assert get_review(uow, house.tenant.id, review.id)
        assert uow.session.scalars(select(ReviewScore)).first() is not None
        assert uow.session.scalars(select(Scorecard)).first() is not None
        for model in (Sample, SampleDraw, Dispute):
            assert uow.session.scalars(select(model)).first() is None


def test_erasing_a_customer_takes_what_was_written_about_them_and_leaves_the_figures(reviewed):
    from bpo.conversations.models import Customer, Message
    from bpo.conversations.operations.erasing import ask_erasure, erase_customer

    house, review = reviewed
    raise_it(house, review, reason="Canary wrote it twice.")
    before = figures(house)
    with system(house.tenant) as uow:
        customer = uow.session.scalars(select(Customer).where(Customer.tenant_id == house.tenant.id)).one()
        erasure = ask_erasure(uow, customer, reason="customer")
        uow.session.flush()
        assert erase_customer(uow, erasure)
    with system(house.tenant) as uow:
        assert set(uow.session.scalars(select(Message.text))) == {""}
        assert {row.note for row in list_scores(uow, review)} == {""}
        assert uow.session.scalars(select(Dispute.reason)).one() == ""
        assert desk_of(uow, house.samples()[0]).findings is not None
    assert figures(house) == before
