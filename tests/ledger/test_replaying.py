"""Facts and figures follow from the ledger alone: of random brands, after erasing, after threads became one."""

import json
import random
from datetime import date, timedelta

import pytest
from conversations.asking import only_conversation, work
from conversations.keeping import Person
from conversations.worlds import in_unit, make_brand, said, store
from ledger.keeping import bodies_of, bpo, checked, kinds_of, seal
from reports.worlds import make_world
from sqlalchemy import select, text, update

from bpo.channels.models import Delivery
from bpo.conversations.models import Conversation, Customer, Message, Turn
from bpo.conversations.operations.acts import record_history
from bpo.conversations.operations.erasing import ask_erasure
from bpo.conversations.operations.facts import rewrite_facts
from bpo.conversations.queries.erasures import get_customer
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.ledger.operations.replaying import Replay
from bpo.ledger.queries.streams import read_one_state
from bpo.reports.operations.ledger import replay_report
from bpo.tenants.rules.period import Period

pytestmark = pytest.mark.usefixtures("db")
WIDE = Period(date(2020, 1, 1), date(2100, 1, 1), "UTC")


def replayed(tenant, period=WIDE, *, as_of=None):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        read_one_state(uow)
        return replay_report(uow, tenant.id, period=period, as_of=as_of or uow.now)


def erase_somebody(tenant, rng):
    def ask(uow):
        customers = uow.session.scalars(select(Customer).where(Customer.erased_at.is_(None))).all()
        if customers:
            ask_erasure(uow, rng.choice(customers), reason="customer")

    in_unit(tenant, ask)
    work("slow")


@pytest.mark.parametrize("seed", range(12))
def test_random_brands_replay_to_their_facts_and_figures_whenever_somebody_is_erased(seed):
    world, start, rng = make_world(seed)
    tenant = world.tenant
    if seed % 2:
        erase_somebody(tenant, rng)  # before anything was entered
    seal(tenant)
    at = utcnow()
    found = replayed(tenant, as_of=at)
    assert (found.difference, found.counted.waiting) == (None, 0)
    assert found.counted.events >= len(world.messages) + len(world.acts)
    assert found.figures["turns"]["total"] == found.counted.turns
    erase_somebody(tenant, rng)
    seal(tenant)
    again = replayed(tenant, as_of=at)
    assert (again.difference, again.figures) == (None, found.figures)
    assert checked(tenant).fault is None
    within = Period(
        (start + timedelta(days=3)).date(), (start + timedelta(days=9)).date(), world.tenant.time_zone
    )
    assert replayed(tenant, within, as_of=start + timedelta(days=7)).difference is None


def test_merged_threads_moved_acts_and_lost_replies_replay():
    person = Person(f"zq{new_id().hex[-12:]}")
    tenant = person.tenant
    store(tenant, said("p", 0, author="boris"), said("q", 9, author="boris", conversation="late"))
    seal(tenant)
    store(tenant, said("r", 0, out=True, in_reply_to="p", conversation="late"))
    waits = replayed(tenant)
    assert (waits.difference, waits.figures) == (None, None)
    assert waits.counted.waiting > 0
    seal(tenant)
    assert "moved" in kinds_of(tenant)
    assert replayed(tenant).difference is None

    def lose(uow):
        delivery = next(one for one in uow.session.query(Delivery) if one.remote_id)
        delivery.state = "failed"
        uow.session.flush()
        rewrite_facts(
            uow,
            tenant.id,
            uow.session.scalars(
                select(Message.conversation_id).where(Message.external_id == delivery.remote_id)
            ),
        )

    in_unit(tenant, lose)
    seal(tenant)
    assert kinds_of(tenant)[-1] == "arrival"
    assert replayed(tenant).difference is None
    in_unit(
        tenant,
        lambda uow: ask_erasure(uow, get_customer(uow, tenant.id, person.customer_id), reason="customer"),
    )
    work()
    seal(tenant)
    assert replayed(tenant).difference is None


@pytest.mark.parametrize("entered", ["before", "between", "after"])
def test_messages_of_one_instant_replay_whenever_their_ids_are_erased_and_the_conversation_goes_on(entered):
    for number in range(4):  # hashes put them in either order
        tenant = make_brand()
        store(tenant, said("10", 0), said(f"9{number}", 0, out=True, in_reply_to="10"))
        if entered == "before":
            seal(tenant)
            assert replayed(tenant).difference is None
        erase_somebody(tenant, random.Random(number))
        if entered != "after":
            seal(tenant)
            assert replayed(tenant).difference is None
        in_unit(tenant, lambda uow: close(uow, only_conversation(uow, tenant)))  # noqa: B023 -- called at once
        seal(tenant)
        assert replayed(tenant).difference is None


def close(uow, conversation):
    """An act on an erased conversation, as imported history would have it."""
    at = conversation.last_message_at + timedelta(hours=1)
    record_history(uow, conversation.tenant_id, [(conversation.id, "closed", at, None)])


def test_all_of_a_conversation_that_moved_to_a_new_one_is_replayed_there():
    tenant = make_brand()
    store(tenant, said("b", 5, out=True))
    seal(tenant)
    store(tenant, said("a", 0, thread_keys=("m:a", "m:b")))
    seal(tenant)
    assert replayed(tenant).difference is None
    assert bodies_of(tenant, "moved")


@pytest.mark.parametrize(("change", "why"), [
    (update(Turn).values(worked_us=Turn.worked_us + 1), "worked_us is stored as"),
    (update(Turn).values(answered_by="adam@example.com"), "answered_by is stored as"),
    (update(Turn).values(outcome="open", stopped_at=None), "outcome is stored as open and follows as answered"),
    (text("DELETE FROM episode"), "follows from the entries and is not stored"),
])  # fmt: skip
def test_a_fact_that_does_not_follow_is_named(change, why):
    tenant = make_brand()
    store(tenant, said("a", 0), said("b", 5, out=True, in_reply_to="a", agent="eva@example.com"))
    seal(tenant)
    in_unit(tenant, lambda uow: uow.session.execute(change))
    found = replayed(tenant)
    assert why in found.difference
    assert found.figures is None


def test_facts_without_entries_are_named():
    tenant = make_brand()
    store(tenant, said("a", 0))
    seal(tenant)
    store(tenant, said("x", 3, author="boris"))
    in_unit(tenant, lambda uow: uow.session.execute(text("DELETE FROM evidence_note")))
    other = in_unit(
        tenant, lambda uow: uow.session.scalar(select(Conversation.id).order_by(Conversation.id.desc()))
    )
    assert replayed(tenant).difference == f"conversation {other}: it has facts and no entries"


def test_nothing_but_the_ledger_is_read_for_them(superuser):
    """Evidence and terms are made nonsense behind the back of all: facts follow from the entries as before."""
    world, _start, _rng = make_world(random.Random(5).randrange(10**6))
    seal(world.tenant)
    with superuser.transaction():
        superuser.execute("SET LOCAL session_replication_role = replica")
        for nonsense in (
            "UPDATE message SET posted_at = posted_at + interval '9 days', direction = 'in', service_level_id = NULL",
            "UPDATE conversation_act SET at = at + interval '9 days'",
            "UPDATE service_level SET first_response_seconds = 1, next_response_seconds = 1, resolution_seconds = 1",
            "UPDATE business_calendar SET spec = jsonb_set(spec, '{weekly}', '{}')",
        ):
            superuser.execute(f"{nonsense} WHERE tenant_id = %s", (world.tenant.id,))
    with UnitOfWork(Actor.system(world.tenant.id)) as uow:
        read_one_state(uow)
        replay = Replay(uow, world.tenant.id, uow.now)
        assert list(replay.run())
        assert replay.counted.difference is None


def test_the_command_says_counts_figures_and_the_first_difference(database, settings, redis_url):
    tenant = make_brand()
    store(tenant, said("a", 0), said("b", 5, out=True, in_reply_to="a"))
    days = ("--from", "2026-03-01", "--to", "2026-04-01")
    whole = bpo(database, settings, redis_url, "ledger", "replay", "--brand", tenant.slug, *days, "--json")
    assert whole.returncode == 0, whole.stderr
    shown = json.loads(whole.stdout)
    assert (shown["events"], shown["turns"], shown["figures"]["first_response"]["met"]) == (2, 1, 1)
    plain = bpo(database, settings, redis_url, "ledger", "replay", "--brand", tenant.slug)
    assert "2 events of 1 conversations: 1 turns" in plain.stdout
    in_unit(tenant, lambda uow: uow.session.execute(update(Turn).values(worked_us=1)))
    broken = bpo(database, settings, redis_url, "ledger", "replay", "--brand", tenant.slug)
    assert (broken.returncode, "worked_us" in broken.stderr) == (1, True)
