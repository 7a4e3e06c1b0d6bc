from datetime import timedelta
from threading import Barrier, Thread

import pytest
from builders import actor_of_person, make_person
from conversations.desk import KEY, Agent, deliveries_of, drafts_of, make_talk
from conversations.worlds import in_unit, said, store
from sqlalchemy import select, text, update

from bpo.channels.models import Delivery
from bpo.channels.operations.deliveries import retry_failed, settle_unknown
from bpo.conversations.models import Compensation, Message
from bpo.conversations.operations.drafts import hold_draft, reopen_draft, save_draft
from bpo.conversations.operations.sending import Answered, Refused, follow_delivery, send_draft, submit_draft
from bpo.conversations.queries.drafts import get_draft
from bpo.conversations.rules.drafts import DraftKind
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid
from bpo.core.uow import UnitOfWork
from bpo.staffing.models import Certification
from bpo.tenants.operations import replace_section


@pytest.fixture
def desk(db):
    tenant, talk = make_talk()
    return Agent(tenant, talk).claim()


def end(tenant, state, **over):
    """A delivery ends: what the worker would write down, and the news of it."""

    def work(uow):
        delivery = uow.session.scalars(select(Delivery).order_by(Delivery.place.desc()).limit(1)).one()
        delivery.state = state
        for name, value in over.items():
            setattr(delivery, name, value)
        uow.session.flush()
        return follow_delivery(uow, tenant.id, delivery.id)

    return in_unit(tenant, work)


def test_a_reply_is_given_to_the_network_once_with_all_it_needs(desk):
    draft = desk.send()
    (delivery,) = deliveries_of(desk.tenant)
    assert (draft.state, draft.delivery_ids) == ("sending", [str(delivery.id)])
    assert (delivery.body, delivery.in_reply_to, delivery.recipient, delivery.visibility) == (
        "It arrives today, Anna.",
        "q1",
        "anna",
        "public",
    )
    assert (delivery.source_id, delivery.agent, delivery.author_id) == (
        draft.id,
        desk.user.email,
        desk.user.id,
    )
    assert (draft.verdict, draft.rule_set_version is not None or draft.findings == []) == ("pass", True)


def test_pressing_twice_sends_once(desk):
    first = desk.send()
    again = desk.submit(first)
    assert (again.id, again.state, len(drafts_of(desk.tenant)), len(deliveries_of(desk.tenant))) == (
        first.id,
        "sending",
        1,
        1,
    )


def test_eight_presses_at_once_send_once(desk):
    draft = desk.save()
    barrier = Barrier(8)

    def press():
        def work(uow, _talk):
            barrier.wait()
            submit_draft(uow, draft)

        desk.do(work)

    threads = [Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [delivery.body for delivery in deliveries_of(desk.tenant)] == ["It arrives today, Anna."]


def test_only_the_holder_sends(desk):
    colleague = Agent(desk.tenant, desk.talk)
    with pytest.raises(Conflict, match="working on this conversation"):
        colleague.send(key="key-0000-0002")
    assert deliveries_of(desk.tenant) == []
    desk.send()
    assert len(deliveries_of(desk.tenant)) == 1


def test_what_nobody_has_claimed_is_not_answered(db):
    tenant, talk = make_talk()
    with pytest.raises(Conflict, match="Claim this conversation"):
        Agent(tenant, talk).send()
    assert deliveries_of(tenant) == []


def test_an_expired_certification_sends_nothing(db):
    tenant, talk = make_talk()
    ends = utcnow() + timedelta(minutes=5)
    agent = Agent(tenant, talk, valid_until=ends).claim()
    draft = agent.save()
    with pytest.raises(Forbidden, match="expired"):
        agent.submit(draft, now=ends)
    assert (drafts_of(tenant)[0].state, deliveries_of(tenant)) == ("open", [])
    agent.submit(draft, now=ends - timedelta(seconds=1))
    assert drafts_of(tenant)[0].state == "sending"


def test_a_certification_that_ends_while_a_reply_is_held_stops_it_there(desk):
    draft = desk.save()
    desk.do(lambda uow, _t: hold_draft(uow, get_draft(uow, draft.tenant_id, draft.id)))
    in_unit(
        desk.tenant,
        lambda uow: uow.session.execute(
            update(Certification)
            .where(Certification.user_id == desk.user.id)
            .values(suspended_at=uow.now, suspended_reason="review")
        ),
    )
    boss = actor_of_person(make_person("supervisor")[0])
    with UnitOfWork(boss) as uow, pytest.raises(Forbidden, match="suspended"):
        send_draft(uow, get_draft(uow, draft.tenant_id, draft.id))
    assert (drafts_of(desk.tenant)[0].state, deliveries_of(desk.tenant)) == ("held", [])


def test_nobody_submits_a_colleagues_draft(desk):
    draft = desk.save()
    colleague = Agent(desk.tenant, desk.talk)
    with pytest.raises(Conflict, match="somebody else's"):
        colleague.submit(draft)


def test_a_colleagues_answer_is_shown_before_a_second_one_goes(desk):
    seen = in_unit(desk.tenant, lambda uow: uow.session.scalar(select(Message.id)))
    store(
        desk.tenant,
        said(
            "a1",
            0,
            out=True,
            network="mastodon",
            in_reply_to="q1",
            posted_at=utcnow(),
            agent="olga@vendor.example",
        ),
    )
    draft = desk.save()
    with pytest.raises(Answered, match=r"olga@vendor\.example"):
        desk.submit(draft, seen_message_id=seen)
    assert deliveries_of(desk.tenant) == []
    desk.submit(draft, seen_message_id=seen, despite_answer=True)
    assert len(deliveries_of(desk.tenant)) == 1


def test_ones_own_answer_is_no_news(desk):
    seen = in_unit(desk.tenant, lambda uow: uow.session.scalar(select(Message.id)))
    own = said(
        "a1", 0, out=True, network="mastodon", in_reply_to="q1", posted_at=utcnow(), agent=desk.user.email
    )
    store(desk.tenant, own)
    desk.send("And the cup is with it.", seen_message_id=seen)
    assert len(deliveries_of(desk.tenant)) == 1


def test_nobody_answers_beside_a_colleagues_reply_that_is_on_its_way(desk):
    desk.send()
    other = Agent(desk.tenant, desk.talk)
    in_unit(desk.tenant, _free)
    other.claim()
    with pytest.raises(Answered, match="on its way"):
        other.send(key="key-0000-0002")
    assert len(deliveries_of(desk.tenant)) == 1


def _free(uow):
    uow.session.execute(
        text("UPDATE queue_item SET claimed_by = NULL, claimed_at = NULL, claim_until = NULL")
    )


def test_the_author_may_send_a_second_part_while_the_first_is_on_its_way(desk):
    desk.send()
    desk.send("And the cup is with it.", key="key-0000-0002")
    assert [delivery.place for delivery in deliveries_of(desk.tenant)] == [1, 2]


def test_what_is_too_long_for_the_network_is_refused_at_its_words(desk):
    draft = desk.save("x" * 600)
    with pytest.raises(Refused) as refused:
        desk.submit(draft, override_reason="It fits on my screen")
    (finding,) = [one for one in refused.value.checked.findings if one.rule == "length"]
    assert (finding.severity.value, finding.start, finding.end) == ("block", 494, 600)
    assert refused.value.needs_reason is False
    assert drafts_of(desk.tenant)[0].state == "open"


def test_a_private_message_is_answered_in_private(db):
    tenant, talk = make_talk(visibility="private")
    Agent(tenant, talk).claim().send()
    assert deliveries_of(tenant)[0].visibility == "private"


def test_a_public_message_can_be_answered_in_private(desk):
    draft = desk.do(
        lambda uow, talk: save_draft(
            uow, talk, client_key=KEY, text="Your number, please?", kind=DraftKind.PRIVATE_REPLY
        )
    )
    desk.submit(draft)
    assert deliveries_of(desk.tenant)[0].visibility == "private"


def test_an_account_that_is_read_from_files_sends_nothing(db):
    tenant, talk = make_talk(network="x")
    with pytest.raises(Conflict, match="read from files only"):
        Agent(tenant, talk).claim().send()


def test_a_reply_answers_the_message_that_was_there_when_it_was_submitted(desk):
    draft = desk.save()
    desk.do(lambda uow, _t: hold_draft(uow, get_draft(uow, draft.tenant_id, draft.id)))
    first = in_unit(desk.tenant, lambda uow: uow.session.scalar(select(Message.id)))
    in_unit(
        desk.tenant,
        lambda uow: setattr(get_draft(uow, draft.tenant_id, draft.id), "in_reply_to_message_id", first),
    )
    store(desk.tenant, said("q2", 0, network="mastodon", in_reply_to="q1", posted_at=utcnow()))
    desk.do(lambda uow, _t: send_draft(uow, get_draft(uow, draft.tenant_id, draft.id)))
    assert deliveries_of(desk.tenant)[0].in_reply_to == "q1"


@pytest.mark.parametrize(
    ("delivery", "draft"),
    [("sent", "sent"), ("failed", "failed"), ("unknown", "unknown"), ("cancelled", "failed")],
)
def test_a_draft_says_what_became_of_its_delivery(desk, delivery, draft):
    desk.send()
    at = utcnow()
    over = {"posted_at": at, "remote_id": "r1"} if delivery == "sent" else {}
    end(desk.tenant, delivery, **over)
    (row,) = drafts_of(desk.tenant)
    assert (row.state, row.sent_at) == (draft, at if delivery == "sent" else None)


def test_news_of_a_delivery_can_be_heard_twice(desk):
    desk.send()
    assert end(desk.tenant, "sent", posted_at=utcnow(), remote_id="r1").state == "sent"
    assert end(desk.tenant, "sent") is None


def test_a_failed_reply_can_be_opened_and_sent_again(desk):
    draft = desk.send()
    end(desk.tenant, "failed", failure="The network refused it.")
    with pytest.raises(Conflict, match="could not be delivered"):
        desk.submit(draft)
    again = desk.do(lambda uow, _t: reopen_draft(uow, get_draft(uow, draft.tenant_id, draft.id)))
    desk.submit(desk.save("It arrives today.", key=again.client_key, version=1))
    states = {row.text: row.state for row in drafts_of(desk.tenant)}
    assert states == {"It arrives today, Anna.": "discarded", "It arrives today.": "sending"}
    bodies = {delivery.state: delivery.body for delivery in deliveries_of(desk.tenant)}
    assert bodies == {"cancelled": "It arrives today, Anna.", "queued": "It arrives today."}


def test_what_was_begun_again_is_not_tried_again_beside_it(desk):
    draft = desk.send()
    end(desk.tenant, "failed")
    desk.do(lambda uow, _t: reopen_draft(uow, get_draft(uow, draft.tenant_id, draft.id)))
    with pytest.raises(Conflict, match="Only a reply that has failed"):
        in_unit(desk.tenant, lambda uow: retry_failed(uow, uow.session.scalars(select(Delivery)).one()))
    assert [row.state for row in deliveries_of(desk.tenant)] == ["cancelled"]


def test_a_reply_that_is_tried_again_is_not_begun_again_beside_it(desk):
    draft = desk.send()
    end(desk.tenant, "failed")
    in_unit(desk.tenant, lambda uow: retry_failed(uow, uow.session.scalars(select(Delivery)).one()))
    with pytest.raises(Conflict, match="tried again"):
        desk.do(lambda uow, _t: reopen_draft(uow, get_draft(uow, draft.tenant_id, draft.id)))
    end(desk.tenant, "sent", posted_at=utcnow(), remote_id="r1")
    assert drafts_of(desk.tenant)[0].state == "sent"


@pytest.mark.parametrize("arrived", [True, False])
def test_an_unknown_fate_is_settled_by_a_person(desk, arrived):
    desk.send()
    end(desk.tenant, "unknown")
    assert drafts_of(desk.tenant)[0].state == "unknown"

    def settle(uow):
        return settle_unknown(uow, uow.session.scalars(select(Delivery)).one(), arrived=arrived).id

    delivery_id = in_unit(desk.tenant, settle)
    if not arrived:
        end(desk.tenant, "sent", posted_at=utcnow(), remote_id="r2")
    in_unit(desk.tenant, lambda uow: follow_delivery(uow, desk.tenant.id, delivery_id))
    assert drafts_of(desk.tenant)[0].state == "sent"


def given(uow):
    rows = uow.session.scalars(select(Compensation))
    return [(row.amount_minor, row.currency, row.reason, row.granted_by) for row in rows]


def compensating(tenant):
    in_unit(
        tenant,
        lambda uow: replace_section(
            uow, tenant, "compensation", {"currency": "EUR", "agent_limit": "20", "supervisor_limit": "100"}
        ),
    )


def test_a_compensation_is_recorded_once_the_reply_stands_there(desk):
    compensating(desk.tenant)
    desk.send(compensation_amount="12,50", compensation_reason="Broken cup")
    assert in_unit(desk.tenant, given) == []
    end(desk.tenant, "sent", posted_at=utcnow(), remote_id="r1")
    assert in_unit(desk.tenant, given) == [(1250, "EUR", "Broken cup", desk.user.id)]


def test_a_reply_that_did_not_arrive_after_all_can_be_sent_again_and_gives_once(desk):
    compensating(desk.tenant)
    desk.send(compensation_amount="12,50", compensation_reason="Broken cup")
    end(desk.tenant, "sent", posted_at=utcnow(), remote_id="r1")
    draft = end(desk.tenant, "failed", failure="It did not arrive.")
    assert (draft.state, draft.failure) == ("failed", "It did not arrive.")
    in_unit(desk.tenant, lambda uow: retry_failed(uow, uow.session.scalars(select(Delivery)).one()))
    end(desk.tenant, "sent", posted_at=utcnow(), remote_id="r2")
    assert drafts_of(desk.tenant)[0].state == "sent"
    assert in_unit(desk.tenant, given) == [(1250, "EUR", "Broken cup", desk.user.id)]


def test_above_the_agents_limit_a_supervisor_must_agree(desk):
    compensating(desk.tenant)
    draft = desk.send(compensation_amount="21", compensation_reason="Broken cups")
    assert (draft.state, deliveries_of(desk.tenant)) == ("held", [])


def test_above_the_brands_limit_nothing_goes_out(desk):
    compensating(desk.tenant)
    draft = desk.save()
    with pytest.raises(Invalid, match="above what the brand allows"):
        desk.submit(draft, compensation_amount="101", compensation_reason="Broken cups")
    assert drafts_of(desk.tenant)[0].state == "open"


def test_a_promise_in_the_past_is_refused(desk):
    draft = desk.save()
    with pytest.raises(Invalid, match="has passed"):
        desk.submit(draft, promise_at=utcnow() - timedelta(minutes=1))


def test_a_trainees_replies_are_held_as_the_brand_agreed(db):
    tenant, talk = make_talk()
    draft = Agent(tenant, talk, level="trainee").claim().send()
    assert (draft.state, deliveries_of(tenant)) == ("held", [])
