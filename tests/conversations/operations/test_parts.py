"""A reply that its author chose to send in parts: chosen as it was seen, followed to its end, counted once."""

from datetime import timedelta

import pytest
from conversations.desk import Agent, deliveries_of, drafts_of, make_talk
from conversations.worlds import in_unit, said, store
from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.channels.operations.deliveries import cancel_delivery
from bpo.channels.operations.sending.recording import give_up
from bpo.conversations.models import Message, Promise, Turn
from bpo.conversations.operations.drafts import reopen_draft
from bpo.conversations.operations.sending import REST_TAKEN_BACK, Refused, follow_delivery
from bpo.conversations.operations.sent import take_in_sent
from bpo.conversations.queries.drafts import get_draft
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict
from bpo.qa.queries.frame import Stretch, list_replies
from bpo.reports.queries.stretch import Stretch as Period
from bpo.reports.queries.volumes import count_volumes, list_plain_messages

SENTENCE = "The parcel number %d left our house this morning and is with the courier."
LONG = "Dear Anna,\n\n" + " ".join(SENTENCE % n for n in range(16))  # of 500 at most, three


@pytest.fixture
def desk(db):
    tenant, talk = make_talk()
    return Agent(tenant, talk).claim()


def parts_now(desk):
    return sorted(deliveries_of(desk.tenant), key=lambda one: (one.part_no, one.attempt_group))


def stands(desk, delivery, at=None):
    """The network took it."""

    def work(uow):
        row = uow.session.get(Delivery, (desk.tenant.id, delivery.id))
        row.state, row.remote_id, row.started_at = "sent", f"r{row.part_no}-{row.attempt_group}", uow.now
        row.sent_at, row.posted_at = uow.now, at or uow.now
        uow.session.flush()
        take_in_sent(uow, row)
        return follow_delivery(uow, desk.tenant.id, row.id)

    return in_unit(desk.tenant, work)


def fails(desk, delivery):
    def work(uow):
        give_up(uow, uow.session.get(Delivery, (desk.tenant.id, delivery.id)), "Refused.")
        uow.session.flush()
        return follow_delivery(uow, desk.tenant.id, delivery.id)

    return in_unit(desk.tenant, work)


def draft_now(desk):
    return drafts_of(desk.tenant)[0]


def reopen(desk):
    draft = draft_now(desk)
    return desk.do(lambda uow, _talk: reopen_draft(uow, get_draft(uow, desk.tenant.id, draft.id)))


def test_a_long_reply_is_refused_until_its_author_has_seen_its_parts(desk):
    for seen in (0, 1, 2, 4):
        with pytest.raises(Refused) as refused:
            desk.send(LONG, in_parts=seen)
        assert [one.rule for one in refused.value.checked.findings if one.severity == "block"] != []
    draft = desk.send(LONG, in_parts=3)
    rows = parts_now(desk)
    assert (draft.state, draft.in_parts, [(row.part_no, row.parts) for row in rows]) == (
        "sending",
        True,
        [(1, 3), (2, 3), (3, 3)],
    )
    assert draft.delivery_ids == [str(row.id) for row in rows]
    assert [row.body[-6:] for row in rows] == [" (1/3)", " (2/3)", " (3/3)"]
    told = " ".join(row.body[:-6] for row in rows)
    assert told.split() == LONG.split()


def test_a_choice_for_a_text_that_fits_changes_nothing(desk):
    draft = desk.send("It arrives today, Anna.", in_parts=3)
    [row] = parts_now(desk)
    assert (row.body, row.parts, draft.in_parts) == ("It arrives today, Anna.", 1, False)


def test_pressing_twice_sends_each_part_once(desk):
    first = desk.send(LONG, in_parts=3)
    desk.submit(first, in_parts=3)
    assert len(parts_now(desk)) == 3


def test_a_reply_is_sent_when_its_last_part_is_and_counts_once_from_its_first(desk):
    desk.send(LONG, in_parts=3, promise_at=utcnow() + timedelta(hours=2))
    first, second, third = parts_now(desk)
    at = [utcnow() - timedelta(minutes=3), utcnow() - timedelta(minutes=2), utcnow() - timedelta(minutes=1)]
    assert stands(desk, first, at[0]) is None
    store(
        desk.tenant,
        said("q2", 0, network="mastodon", posted_at=at[0] + timedelta(seconds=30), in_reply_to="q1"),
    )
    stands(desk, second, at[1])
    assert draft_now(desk).state == "sending"
    assert stands(desk, third, at[2]).state == "sent"
    assert draft_now(desk).sent_at == at[2]

    def look(uow):
        turns = uow.session.scalars(select(Turn).order_by(Turn.started_at)).all()
        messages = uow.session.scalars(
            select(Message).where(Message.direction == "out").order_by(Message.posted_at)
        ).all()
        [promise] = uow.session.scalars(select(Promise)).all()
        return turns, messages, promise

    turns, messages, promise = in_unit(desk.tenant, look)
    assert [(one.outcome, one.stopped_at) for one in turns] == [("answered", at[0]), ("open", None)]
    assert [one.part_no for one in messages] == [1, 2, 3]
    assert {one.agent for one in messages} == {desk.user.email}
    assert (promise.made_at, promise.stopped_at) == (at[2], None)

    def count(uow):
        day = timedelta(days=1)
        stretch = Period(desk.tenant.id, utcnow() - day, utcnow() + day, utcnow() + day, "UTC")
        plain = list_plain_messages(uow, stretch)
        sample = Stretch(desk.tenant.id, utcnow() - day, utcnow() + day, utcnow() - day, utcnow() + day)
        replies = list_replies(uow, sample, languages=["en"])
        volumes = [one["messages_out"] for one in count_volumes(uow, stretch).by_account.values()]
        told = sorted(one.part_no for one in plain if one.direction == "out")
        return volumes, told, [one.id for one in replies]

    assert in_unit(desk.tenant, count) == ([1], [1, 2, 3], [messages[0].id])


def test_a_part_that_comes_first_brings_those_before_it(desk):
    desk.send(LONG, in_parts=3)
    first, second, _third = parts_now(desk)

    def news(uow):
        earlier = uow.session.get(Delivery, (desk.tenant.id, first.id))
        earlier.state, earlier.remote_id, earlier.sent_at, earlier.posted_at = "sent", "r1", uow.now, uow.now
        row = uow.session.get(Delivery, (desk.tenant.id, second.id))
        row.state, row.remote_id, row.sent_at, row.posted_at = "sent", "r2", uow.now, uow.now
        take_in_sent(uow, row)
        return uow.session.scalars(select(Message.part_no).where(Message.direction == "out")).all()

    assert sorted(in_unit(desk.tenant, news)) == [1, 2]


def test_what_was_not_sent_is_the_authors_again_and_what_stands_is_not_said_twice(desk):
    desk.send(LONG, in_parts=3)
    first, second, third = parts_now(desk)
    stands(desk, first)
    assert fails(desk, second).state == "failed"
    assert [row.state for row in parts_now(desk)] == ["sent", "failed", "failed"]
    again = reopen(desk)
    assert again.text == LONG[LONG.index(second.body[:40]) :]
    assert [row.state for row in parts_now(desk)] == ["sent", "cancelled", "cancelled"]
    assert draft_now(desk).state == "discarded"
    # Its echo shows that the second part stands after all: the old draft stays what it is.
    assert stands(desk, second) is None
    assert draft_now(desk).state == "discarded"
    assert third.body not in again.text


def test_taking_it_back_tells_its_author_how_much_stands(desk):
    desk.send(LONG, in_parts=3)
    first, second, _third = parts_now(desk)
    stands(desk, first)

    def take_back(uow):
        cancel_delivery(uow, uow.session.get(Delivery, (desk.tenant.id, second.id)))
        return follow_delivery(uow, desk.tenant.id, second.id)

    draft = in_unit(desk.tenant, take_back)
    assert (draft.state, draft.failure) == ("failed", REST_TAKEN_BACK)


def test_an_open_part_may_not_be_begun_again(desk):
    desk.send(LONG, in_parts=3)
    first, second, _third = parts_now(desk)

    def lost(uow):
        row = uow.session.get(Delivery, (desk.tenant.id, first.id))
        row.state = "sending"
        cancel_delivery(uow, uow.session.get(Delivery, (desk.tenant.id, second.id)))
        follow_delivery(uow, desk.tenant.id, second.id)

    in_unit(desk.tenant, lost)
    with pytest.raises(Conflict):
        reopen(desk)
