"""The same messages in any order and any batches make the same conversations, turns and episodes."""

import random
from datetime import timedelta

import pytest
from conversations.worlds import NOON, in_unit, make_brand, said, store
from sqlalchemy import select, text

from bpo.conversations.models import (
    Conversation,
    Customer,
    CustomerIdentity,
    Episode,
    Message,
    ThreadLink,
    Turn,
)

HANDLES = ("care", "shop")


def facts_of(tenant):
    """Everything that was derived, in the networks' own ids."""

    def read(uow):
        messages = uow.session.scalars(select(Message).where(Message.tenant_id == tenant.id)).all()
        names = {message.id: (message.account_id, message.external_id) for message in messages}
        accounts = dict(
            uow.session.execute(
                text("SELECT id, handle FROM channel_account WHERE tenant_id = :t"), {"t": tenant.id}
            ).all()
        )
        shown = {
            message_id: (accounts[account], external) for message_id, (account, external) in names.items()
        }
        partition = {}
        threads = {}
        for message in messages:
            partition.setdefault(message.conversation_id, set()).add(shown[message.id])
            threads.setdefault(message.thread_id, set()).add(shown[message.id])
        conversations = uow.session.scalars(
            select(Conversation).where(Conversation.tenant_id == tenant.id)
        ).all()
        assert {row.id for row in conversations} == set(partition)  # none is empty, none is missing
        who = dict(
            uow.session.execute(
                select(CustomerIdentity.customer_id, CustomerIdentity.external_id).where(
                    CustomerIdentity.tenant_id == tenant.id
                )
            ).all()
        )
        summaries = {
            (
                frozenset(partition[row.id]),
                who.get(row.customer_id),
                row.state,
                row.visibility,
                row.started_at,
                row.last_message_at,
                row.message_count,
                row.waiting_since,
                row.due_at,
            )
            for row in conversations
        }
        turns = {
            (
                shown[row.id],
                frozenset(partition[row.conversation_id]),
                row.episode_no,
                row.kind,
                row.message_count,
                row.started_at,
                row.due_at,
                row.outcome,
                row.stopped_at,
                shown.get(row.stopped_by),
                row.worked_us,
                row.answered_by,
            )
            for row in uow.session.scalars(select(Turn).where(Turn.tenant_id == tenant.id))
        }
        episodes = {
            (
                shown[row.id],
                frozenset(partition[row.conversation_id]),
                row.episode_no,
                row.opened_at,
                row.closed_at,
            )
            for row in uow.session.scalars(select(Episode).where(Episode.tenant_id == tenant.id))
        }
        for row in conversations:
            assert {message.thread_id for message in messages if message.conversation_id == row.id} == {
                row.thread_id
            }
        return {frozenset(one) for one in threads.values()}, summaries, turns, episodes

    return in_unit(tenant, read)


def generated_world(seed):
    """Threads by keys and by replies, late parents, several customers, replies to whom they concern."""
    dice = random.Random(seed)
    messages, ids = [], {handle: [] for handle in HANDLES}
    for number in range(dice.randint(6, 26)):
        handle = dice.choice(HANDLES)
        known = ids[handle]
        external = dice.choice([str(number + 1), f"x{number}", f"{number:04}"])
        out = dice.random() < 0.45
        parents = [*known, f"absent-{dice.randint(0, 2)}", external]
        over = {
            "in_reply_to": dice.choice(parents) if dice.random() < 0.55 else None,
            "conversation": f"talk-{dice.randint(0, 3)}" if dice.random() < 0.35 else None,
            "addressee": dice.choice(["anna", "boris", "nobody"]) if out and dice.random() < 0.2 else None,
            "automatic": out and dice.random() < 0.15,
            "agent": dice.choice(["a@x.example", None]) if out else None,
            "visibility": dice.choice(["public", "private"]),
        }
        author = dice.choice(["anna", "boris", "vera"])
        messages.append(said(external, dice.randint(0, 12), author=author, out=out, handle=handle, **over))
        known.append(external)
    links = {
        (message.account, message.external_id): message for message in messages
    }  # one id once: which of two counts is a matter of order
    return list(links.values()), dice


@pytest.mark.parametrize(
    "seed", [*range(20), *(pytest.param(one, marks=pytest.mark.whole) for one in range(20, 60))]
)
def test_any_order_in_any_batches_gives_the_same(db, seed):
    from bpo.core.vocabulary import Visibility

    messages, dice = generated_world(seed)
    messages = [_with_visibility(message, Visibility) for message in messages]
    whole = make_brand(*HANDLES)
    store(whole, *messages, now=NOON)
    expected = facts_of(whole)
    for _ in range(2):
        tenant = make_brand(*HANDLES)
        shuffled = dice.sample(messages, len(messages))
        while shuffled:
            size = dice.choice([1, 1, 2, 3, 7])
            store(tenant, *shuffled[:size], now=NOON)
            shuffled = shuffled[size:]
        assert facts_of(tenant) == expected
        assert store(tenant, *messages, now=NOON).stored == 0
        assert facts_of(tenant) == expected


def _with_visibility(message, kinds):
    from dataclasses import replace

    return replace(message, visibility=kinds(message.visibility))


def test_links_are_kept_only_for_what_has_not_arrived(db):
    tenant = make_brand()
    store(tenant, said("2", 5, in_reply_to="1", conversation="talk"))
    links = in_unit(tenant, lambda uow: set(uow.session.scalars(select(ThreadLink.key))))
    assert links == {"m:1", "c:talk"}
    store(tenant, said("1", 0, author="boris"))
    assert in_unit(tenant, lambda uow: set(uow.session.scalars(select(ThreadLink.key)))) == {"c:talk"}


def test_no_customer_is_made_without_a_message_of_theirs(db):
    tenant = make_brand()
    store(tenant, said("1", 0, out=True, addressee="ghost"))
    assert in_unit(tenant, lambda uow: uow.session.scalars(select(Customer)).all()) == []
    assert len(facts_of(tenant)[1]) == 1


def test_a_late_parent_takes_the_reply_to_its_customer(db):
    tenant = make_brand()
    store(tenant, said("a", 0, author="anna", conversation="talk"))
    store(tenant, said("r", 9, out=True, in_reply_to="b", conversation="talk"))
    assert [turn[7] for turn in facts_of(tenant)[2]] == ["answered"]
    store(tenant, said("b", 4, author="boris"))
    turns = {turn[0][1]: turn[7] for turn in facts_of(tenant)[2]}
    assert turns == {"a": "open", "b": "answered"}


def test_accounts_do_not_share_ids(db):
    tenant = make_brand(*HANDLES)
    store(tenant, said("1", 0, conversation="talk"), said("1", 1, handle="shop", conversation="talk"))
    assert len(facts_of(tenant)[0]) == 2


def test_the_latest_message_says_whether_it_is_private_also_at_one_instant(db):
    from bpo.core.vocabulary import Visibility

    first = said("9", 0, conversation="t", visibility=Visibility.PUBLIC)
    second = said("10", 0, conversation="t", visibility=Visibility.PRIVATE)
    for order in ([first, second], [second, first]):
        tenant = make_brand()
        store(tenant, *order)
        assert {row[3] for row in facts_of(tenant)[1]} == {"private"}


def test_turns_are_due_half_an_hour_after_they_began(db):
    tenant = make_brand()
    store(tenant, said("1", 0))
    assert [turn[6] for turn in facts_of(tenant)[2]] == [NOON + timedelta(minutes=30)]


def test_a_customer_is_called_as_they_were_last_told_to_be(db):
    def names(tenant):
        return in_unit(
            tenant,
            lambda uow: uow.session.execute(select(CustomerIdentity.name, CustomerIdentity.followers)).all(),
        )

    tenant = make_brand()
    store(
        tenant,
        said("2", 2, conversation="t"),
        said("1", 1, conversation="t", author_name="Anna", followers=7),
    )
    assert names(tenant) == [("Anna", 7)]
    store(tenant, said("3", 3, conversation="t"))
    assert names(tenant) == [("Anna", 7)]
    store(tenant, said("4", 4, conversation="t", author_name="Anna B.", followers=0))
    assert names(tenant) == [("Anna B.", 0)]
