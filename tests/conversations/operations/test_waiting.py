"""The queue holds exactly what waits, in the unit that writes the facts."""

from datetime import timedelta

import pytest
from conversations.worlds import NOON, in_unit, make_brand, said
from conversations.worlds import store as store_at
from sqlalchemy import select, text, update

from bpo.conversations.jobs import mend_queues
from bpo.conversations.models import (
    Conversation,
    CustomerIdentity,
    Message,
    MessageMood,
    Promise,
    QueueItem,
)
from bpo.conversations.operations.acts import DismissalReason, close_conversation, dismiss_turn
from bpo.conversations.operations.facts import refresh_queue
from bpo.conversations.operations.moods import read_new_moods
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.rules.priority import EXTRA, HEAD_START
from bpo.core import live, queue
from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Priority
from bpo.language.reader import reader
from bpo.tenants.operations import replace_levels

HALF_HOUR = timedelta(minutes=30)


def store(tenant, *messages, now=NOON):
    """Taken in on the day on which they were written."""
    return store_at(tenant, *messages, now=now)


def items(tenant):
    """The queue's rows in their order."""
    rows = select(QueueItem).where(QueueItem.tenant_id == tenant.id)
    return in_unit(
        tenant,
        lambda uow: list(uow.session.scalars(rows.order_by(QueueItem.serve_by, QueueItem.id))),
    )


def whose(tenant):
    """Who waits, in the order of the queue."""
    rows = (
        select(CustomerIdentity.external_id)
        .join(Conversation, CustomerIdentity.customer_id == Conversation.customer_id)
        .join(QueueItem, QueueItem.id == Conversation.id)
        .where(QueueItem.tenant_id == tenant.id)
        .order_by(QueueItem.serve_by, QueueItem.id)
    )
    return in_unit(tenant, lambda uow: list(uow.session.scalars(rows)))


def act(tenant, deed, **over):
    with UnitOfWork(Actor.system(tenant.id), now=NOON + timedelta(hours=1)) as uow:
        found = uow.session.scalars(select(Conversation).where(Conversation.tenant_id == tenant.id)).one()
        deed(uow, get_conversation(uow, tenant.id, found.id), **over)


def change(tenant, conversation_id, **values):
    in_unit(
        tenant,
        lambda uow: uow.session.execute(
            update(QueueItem)
            .where(QueueItem.tenant_id == tenant.id, QueueItem.id == conversation_id)
            .values(**values)
        ),
    )


def codes(item):
    return [reason["code"] for reason in item.reasons]


def test_a_message_puts_its_conversation_into_the_queue(db):
    tenant = make_brand(network="x")
    store(tenant, said("1", 5, network="x"), now=NOON + timedelta(minutes=6))
    (item,) = items(tenant)
    assert (item.network, item.visibility, item.priority, item.messages) == ("x", "public", "normal", 1)
    assert item.waiting_since == NOON + timedelta(minutes=5)
    assert item.due_at == item.waiting_since + HALF_HOUR
    assert (item.due_kind, item.target_seconds) == ("first_response", 1800)
    assert item.serve_by == item.due_at - HEAD_START[Priority.NORMAL]
    assert (codes(item), item.claimed_by, item.snoozed_until) == (["due"], None, None)
    assert item.changed_at == NOON + timedelta(minutes=6)


def test_a_reply_takes_it_out_and_the_next_message_puts_it_back(db):
    tenant = make_brand()
    store(tenant, said("1", 0))
    store(tenant, said("2", 5, out=True, in_reply_to="1"))
    assert items(tenant) == []
    store(tenant, said("3", 9, in_reply_to="2"))
    (item,) = items(tenant)
    assert (item.due_kind, codes(item)) == ("next_response", ["came_back", "due"])
    assert item.serve_by == NOON + timedelta(minutes=39) - HEAD_START[Priority.NORMAL] - EXTRA


def test_an_automatic_reply_leaves_it_where_it_is(db):
    tenant = make_brand()
    store(tenant, said("1", 0), said("2", 1, out=True, in_reply_to="1", automatic=True))
    assert [item.messages for item in items(tenant)] == [1]


def test_history_that_was_answered_never_waits(db):
    tenant = make_brand()
    store(tenant, said("1", 0), said("2", 5, out=True, in_reply_to="1"))
    assert items(tenant) == []


def test_a_dismissal_takes_it_out_and_closing_changes_nothing(db):
    tenant = make_brand()
    store(tenant, said("1", 0))
    act(tenant, dismiss_turn, reason=DismissalReason.THANKS)
    assert items(tenant) == []
    act(tenant, close_conversation)
    assert items(tenant) == []


def test_a_late_reply_takes_it_out_though_it_was_written_before(db):
    tenant = make_brand()
    store(tenant, said("1", 0))
    store(tenant, said("3", 30, in_reply_to="2"))
    assert items(tenant)[0].messages == 1
    store(tenant, said("2", 15, out=True, in_reply_to="1"))
    (item,) = items(tenant)
    assert (item.waiting_since, item.messages) == (NOON + HALF_HOUR, 1)


def test_who_writes_again_is_served_earlier_and_the_page_can_say_so(db):
    tenant = make_brand()
    store(tenant, said("1", 1, author="anna"), said("2", 0, author="boris"))
    assert whose(tenant) == ["boris", "anna"]
    store(tenant, said("3", 2, author="anna", in_reply_to="1"))
    assert whose(tenant) == ["anna", "boris"]
    assert items(tenant)[0].reasons[0] == {"code": "again", "count": 2}


def test_many_readers_are_a_reason_in_public_only(db):
    tenant = make_brand()
    store(tenant, said("1", 0, followers=60_000), said("2", 1, author="boris", followers=5))
    store(tenant, said("3", 2, author="carol", followers=60_000, visibility="private"))
    assert [codes(item) for item in items(tenant)] == [["reach", "due"], ["due"], ["due"]]


def test_who_wrote_in_another_conversation_this_week_came_back(db):
    tenant = make_brand()
    store(tenant, said("1", 0), said("2", 5, out=True, in_reply_to="1"))
    store(tenant, said("9", 3 * 24 * 60))
    assert codes(items(tenant)[0]) == ["came_back", "due"]


def test_without_a_level_it_stands_by_when_it_came(db):
    tenant = make_brand(levels=False)
    store(tenant, said("1", 0))
    (item,) = items(tenant)
    assert (item.due_at, item.target_seconds, codes(item)) == (None, None, ["no_target"])
    assert item.serve_by == NOON + timedelta(hours=2) - HEAD_START[Priority.NORMAL]


def test_any_order_and_any_batches_give_the_same_queue(db):
    day = [
        said("1", 0),
        said("2", 3, author="boris"),
        said("3", 5, out=True, in_reply_to="1"),
        said("4", 6, in_reply_to="3"),
        said("5", 8, author="boris", in_reply_to="2"),
        said("6", 9, author="carol"),
        said("7", 11, out=True, in_reply_to="6"),
    ]
    told = []
    for batches in ([day], [[one] for one in day], [[one] for one in reversed(day)], [day[4:], day[:4]]):
        tenant = make_brand()
        for batch in batches:
            store(tenant, *batch)
        told.append(
            [
                (who, item.serve_by, item.reasons)
                for who, item in zip(whose(tenant), items(tenant), strict=True)
            ]
        )
    assert [who for who, *_ in told[0]] == ["boris", "anna"]
    assert all(one == told[0] for one in told)


def test_putting_off_ends_when_the_customer_writes_and_not_before(db):
    tenant = make_brand()
    store(tenant, said("1", 0))
    (item,) = items(tenant)
    change(tenant, item.id, snoozed_until=NOON + timedelta(days=1), snoozed_by=new_id())
    in_unit(tenant, lambda uow: refresh_queue(uow, tenant.id, [item.id]))
    assert items(tenant)[0].snoozed_until is not None
    store(tenant, said("2", 10, in_reply_to="1"))
    assert (items(tenant)[0].snoozed_until, items(tenant)[0].snoozed_by) == (None, None)


def test_a_claim_outlives_a_new_message(db):
    tenant, holder = make_brand(), new_id()
    store(tenant, said("1", 0))
    until = NOON + timedelta(days=1)
    change(tenant, items(tenant)[0].id, claimed_by=holder, claimed_at=NOON, claim_until=until)
    store(tenant, said("2", 10, in_reply_to="1"))
    assert [(item.claimed_by, item.messages) for item in items(tenant)] == [(holder, 2)]


def test_a_claim_goes_with_a_conversation_that_becomes_part_of_another(db):
    tenant, holder = make_brand(), new_id()
    store(tenant, said("1", 0))
    store(tenant, said("3", 10, in_reply_to="2"))
    older, younger = sorted(items(tenant), key=lambda item: item.waiting_since)
    change(tenant, younger.id, claimed_by=holder, claimed_at=NOON, claim_until=NOON + timedelta(days=1))
    store(tenant, said("2", 5, in_reply_to="1"), now=NOON + timedelta(minutes=11))
    (item,) = items(tenant)
    assert (item.id, item.claimed_by, item.messages) == (older.id, holder, 3)


def test_where_both_were_claimed_the_one_that_stays_keeps_its_holder(db):
    tenant, holder, other = make_brand(), new_id(), new_id()
    store(tenant, said("1", 0))
    store(tenant, said("3", 10, in_reply_to="2"))
    both = sorted(items(tenant), key=lambda item: item.waiting_since)
    for item, who in zip(both, (holder, other), strict=True):
        change(tenant, item.id, claimed_by=who, claimed_at=NOON, claim_until=NOON + timedelta(days=1))
    store(tenant, said("2", 5, in_reply_to="1"), now=NOON + timedelta(minutes=11))
    assert [item.claimed_by for item in items(tenant)] == [holder]


def test_a_queue_that_was_lost_is_made_again(db):
    tenant = make_brand()
    store(tenant, said("1", 0), said("2", 1, author="boris"), said("3", 2, author="carol"))
    before = [(item.id, item.serve_by, item.reasons) for item in items(tenant)]
    in_unit(tenant, lambda uow: uow.session.execute(text("DELETE FROM queue_item")))
    mend_queues(lambda: UnitOfWork(Actor.system(tenant.id)), str(tenant.id))
    assert [(item.id, item.serve_by, item.reasons) for item in items(tenant)] == before


def test_what_stands_in_the_queue_in_vain_is_taken_out(db):
    tenant = make_brand()
    store(tenant, said("1", 0), said("9", 1, author="boris"))
    (vain, _) = items(tenant)
    store(tenant, said("2", 5, out=True, in_reply_to="1"))
    values = {column.key: getattr(vain, column.key) for column in QueueItem.__table__.columns}
    in_unit(tenant, lambda uow: uow.session.add(QueueItem(**values)))
    assert whose(tenant) == ["anna", "boris"]
    mend_queues(lambda: UnitOfWork(Actor.system(tenant.id)), str(tenant.id))
    assert whose(tenant) == ["boris"]


def test_a_promised_update_waits_by_its_own_due_time_and_goes_with_the_reply(db):
    tenant = make_brand()
    store(tenant, said("1", 0), said("2", 5, out=True, in_reply_to="1"))
    made_at, due_at = NOON + timedelta(minutes=5), NOON + timedelta(hours=3)

    def promise(uow):
        reply = uow.session.scalars(select(Message).where(Message.direction == "out")).one()
        uow.session.add(
            Promise(
                tenant_id=tenant.id,
                account_id=reply.account_id,
                conversation_id=reply.conversation_id,
                message_id=reply.id,
                made_at=made_at,
                made_by=new_id(),
                due_at=due_at,
            )
        )
        uow.session.flush()
        refresh_queue(uow, tenant.id, [reply.conversation_id])

    in_unit(tenant, promise)
    (item,) = items(tenant)
    assert (item.due_kind, item.due_at, item.waiting_since, item.messages) == ("promise", due_at, made_at, 0)
    assert codes(item) == ["promise", "due"]
    mend_queues(lambda: UnitOfWork(Actor.system(tenant.id)), str(tenant.id))
    assert [one.due_kind for one in items(tenant)] == ["promise"]
    store(tenant, said("3", 20, in_reply_to="2"))
    (item,) = items(tenant)
    assert (item.due_kind, item.due_at) == ("next_response", NOON + timedelta(minutes=50))
    store(tenant, said("4", 30, out=True, in_reply_to="3"))
    assert items(tenant) == []


def test_a_language_that_the_source_did_not_give_is_found_for_matching_and_never_stored(db):
    tenant = make_brand(levels=False, languages=["pl", "en"])

    def agree(uow):
        base = {"next_response": 600, "resolution": None, "calendar": "always"}
        replace_levels(
            uow,
            tenant,
            [
                {"name": "polish", "when": {"language": ["pl"]}, "first_response": 300, **base},
                {"name": "rest", "when": {}, "first_response": 3600, **base},
            ],
        )

    in_unit(tenant, agree)
    question = "Dzień dobry, moja paczka nadal nie dotarła, kiedy ją dostanę?"
    store(tenant, said("1", 0, text=question))
    store(tenant, said("2", 0, author="boris", text="Hello, where is my parcel, please?"))
    store(tenant, said("3", 0, author="carol", text=question, language="en"))
    assert sorted((item.language, item.target_seconds) for item in items(tenant)) == [
        ("en", 3600),
        ("en", 3600),
        ("pl", 300),
    ]
    stored = in_unit(tenant, lambda uow: set(uow.session.scalars(select(Message.language))))
    assert stored == {None, "en"}


def test_imported_history_begins_on_the_day_of_its_import_the_angry_first(db):
    tenant = make_brand()
    imported_at = NOON + timedelta(days=400)
    angry = "This is the worst service ever, I am absolutely furious!"
    store(tenant, said("1", 0), said("2", 60, author="boris", text=angry, language="en"), now=imported_at)
    store(tenant, said("3", 0, author="carol", posted_at=imported_at), now=imported_at)
    assert whose(tenant) == ["boris", "anna", "carol"]
    assert [item.serve_by for item in items(tenant)] == [
        imported_at - HEAD_START[Priority.NEGATIVE],
        imported_at,
        imported_at + HALF_HOUR,
    ]


def test_open_pages_are_stirred_when_the_queue_changes(db, redis_url):
    queue.hang_bell(redis_url)
    tenant, other = make_brand(), make_brand()
    topics = [f"queue:{tenant.id}", f"queue:{other.id}"]
    before = live.numbers(topics)
    store(tenant, said("1", 0))
    changed = [now > then for now, then in zip(live.numbers(topics), before, strict=True)]
    assert changed == [True, False]


def test_what_the_reader_understands_puts_it_in_its_place(db):
    """No word of ours says that this is urgent; the reader does, and the queue follows it."""
    tenant = make_brand()
    text = "из розетки под вашим роутером идёт чёрный дым, дочка кашляет"
    store(
        tenant,
        said("c1", 5, text=text),
        said("c2", 0, author="oleg", text="Подскажите, до скольки вы открыты?"),
    )
    by_words = {one.id: one.priority for one in items(tenant)}
    read = in_own_units(tenant, batches=9)
    assert read is False
    if reader() is None:
        pytest.skip("the reader does not run on this machine")
    first = items(tenant)[0]
    assert by_words[first.id] != Priority.URGENT.value
    assert first.priority == Priority.URGENT.value
    assert "danger" in str(first.reasons)
    kept = in_unit(
        tenant, lambda uow: uow.session.scalars(select(MessageMood).where(MessageMood.urgent != "")).one()
    )
    assert (kept.urgent, kept.read_by) == ("danger", reader().version)


def in_own_units(tenant, **over):
    def open_unit():
        return UnitOfWork(Actor.system(tenant.id), now=NOON + timedelta(minutes=1))

    return read_new_moods(open_unit, tenant.id, **over)
