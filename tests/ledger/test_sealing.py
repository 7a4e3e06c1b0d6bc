"""The sealer follows the commits: everything once, in any order of commits, whatever breaks off."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from builders import act_as
from conversations.asking import only_conversation, work
from conversations.keeping import Person
from conversations.worlds import OFFICE, in_unit, make_brand, said, set_level, store
from ledger.keeping import bodies_of, days_of, kinds_of, seal, waiting
from sqlalchemy import create_engine, event, select, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from bpo.channels.models import Delivery
from bpo.channels.rules.removals import Removal
from bpo.conversations.models import Message
from bpo.conversations.operations.acts import DismissalReason, close_conversation, dismiss_turn
from bpo.conversations.operations.erasing import ask_erasure
from bpo.conversations.operations.removals import record_removals
from bpo.conversations.queries.erasures import get_customer
from bpo.core import queue, schedule
from bpo.core.actor import Actor
from bpo.core.db import driver_url
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.ledger.jobs import SEALING
from bpo.ledger.models import LedgerEntry
from bpo.ledger.operations.sealing import IDS_AT_ONCE, follow
from bpo.ledger.rules.bodies import micros
from bpo.ledger.rules.chain import Day, beginning, chained, seal_of

pytestmark = pytest.mark.usefixtures("db")
MORNING = datetime(2026, 3, 3, 8, tzinfo=UTC)


def dismiss(tenant):
    def work(uow):
        dismiss_turn(uow, only_conversation(uow, tenant), reason=DismissalReason.THANKS)

    in_unit(tenant, work)


def chain_holds(tenant):
    rows = in_unit(
        tenant, lambda uow: uow.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)).all()
    )
    assert [row.id for row in rows] == list(range(1, len(rows) + 1))
    assert [row.hash for row in rows] == list(chained(beginning(tenant.id), [row.body for row in rows]))
    return rows


def test_what_happens_to_a_brand_is_entered_once_with_all_that_clocks_read():
    tenant = make_brand()
    in_unit(
        tenant,
        lambda uow: set_level(
            uow, uow.session.merge(tenant), calendar="office", calendars={"office": OFFICE}
        ),
    )
    store(
        tenant,
        said("a", 0, language="pl"),
        said("b", 5, out=True, in_reply_to="a", agent="eva@example.com", part_no=1),
    )
    store(tenant, said("c", 9, in_reply_to="a"))
    dismiss(tenant)
    in_unit(tenant, lambda uow: close_conversation(uow, only_conversation(uow, tenant)))
    gone = Removal("generic:care", "a", MORNING, is_gone=True)
    assert in_unit(tenant, lambda uow: record_removals(uow, tenant.id, [gone])) == 1
    assert waiting(tenant) > 0
    assert seal(tenant) is False
    assert seal(tenant) is False
    assert waiting(tenant) == 0
    assert sorted(kinds_of(tenant)) == sorted(
        ["level", "retired", "level", "calendar", "message", "message", "message", "act", "act", "removal"]
    )
    rows = chain_holds(tenant)
    stored = {
        row.external_id: row
        for row in in_unit(tenant, lambda uow: uow.session.scalars(select(Message)).all())
    }
    first, reply, _ = bodies_of(tenant, "message")
    one = stored["a"]
    assert first == {
        "account": str(one.account_id), "agent": None, "at": micros(one.posted_at), "automatic": False,
        "calendar": str(one.calendar_id), "conversation": str(one.conversation_id), "direction": "in",
        "kind": "message", "known": micros(one.ingested_at), "language": "pl", "level": str(one.service_level_id),
        "part": None, "sealed": micros(rows[0].sealed_at), "subject": str(one.id),
    }  # fmt: skip
    assert (reply["part"], len(reply["agent"]), reply["level"]) == (1, 32, None)
    terms = bodies_of(tenant, "calendar")[0]["terms"]
    assert terms == {"closed": [], "holidays": [], "time_zone": "Europe/Warsaw", "weekly": OFFICE["weekly"]}
    assert [body["act"] for body in bodies_of(tenant, "act")] == ["dismissed", "closed"]
    assert bodies_of(tenant, "removal")[0]["message"] == str(one.id)


def test_threads_that_turn_out_to_be_one_move_their_messages_and_acts_in_it():
    tenant = make_brand()
    store(tenant, said("a", 0))
    dismiss(tenant)
    store(tenant, said("c", 9, conversation="late"))
    seal(tenant)
    before = len(kinds_of(tenant))
    store(tenant, said("b", 5, in_reply_to="a", conversation="late"))
    seal(tenant)
    assert kinds_of(tenant)[before:] == ["message", "moved"]
    final = {
        str(row.id): str(row.conversation_id)
        for row in in_unit(tenant, lambda uow: uow.session.scalars(select(Message)).all())
    }
    said_of = {body["subject"]: body["conversation"] for body in bodies_of(tenant, "message", "moved")}
    assert said_of == final
    store(tenant, said("x", 1, author="boris"))
    store(tenant, said("y", 2, author="boris", in_reply_to="x"))
    seal(tenant)
    assert kinds_of(tenant).count("moved") == 1  # what was moved before it was entered stands where it is


def test_messages_of_one_instant_are_entered_with_their_order():
    tenant = make_brand()
    store(tenant, said("10", 0), said("9", 0, out=True, in_reply_to="10"))
    seal(tenant)
    ids = {
        row.external_id: str(row.id)
        for row in in_unit(tenant, lambda uow: uow.session.scalars(select(Message)).all())
    }
    assert [body["messages"] for body in bodies_of(tenant, "order")] == [[ids["9"], ids["10"]]]


def test_a_reply_that_did_not_arrive_and_then_did_is_entered_each_time():
    person = Person(f"zq{new_id().hex[-12:]}")
    tenant = person.tenant
    seal(tenant)
    for number, (state, arrived) in enumerate((("failed", False), ("cancelled", False), ("sent", True)), 1):

        def change(uow, state=state):
            delivery = uow.session.scalars(select(Delivery).where(Delivery.remote_id.is_not(None))).first()
            delivery.state = state

        in_unit(tenant, change)
        seal(tenant)
        assert bodies_of(tenant, "arrival")[-1]["arrived"] is arrived
        assert len(bodies_of(tenant, "arrival")) == (number if number == 1 else number - 1)


def test_nothing_of_a_person_is_in_it_and_erasing_leaves_the_chain_as_it_was(owner):
    person = Person(f"zq{new_id().hex[-12:]}")
    seal(person.tenant)
    before = chain_holds(person.tenant)
    assert not [row for row in before if person.word in row.body or "@" in row.body]
    in_unit(
        person.tenant,
        lambda uow: ask_erasure(
            uow, get_customer(uow, person.tenant.id, person.customer_id), reason="customer"
        ),
    )
    work()
    seal(person.tenant)
    after = chain_holds(person.tenant)
    assert [row.hash for row in after[: len(before)]] == [row.hash for row in before]


def test_commits_in_another_order_than_they_began_are_all_followed():
    tenant = make_brand(levels=False)
    with UnitOfWork(Actor.system(tenant.id)) as slow:
        set_level(slow, slow.session.merge(tenant))
        slow.session.flush()
        store(tenant, said("a", 0))
        seal(tenant)
        assert kinds_of(tenant) == ["message"]
    seal(tenant)
    assert kinds_of(tenant) == ["message", "level"]
    chain_holds(tenant)


def test_what_is_rolled_back_leaves_no_note():
    tenant = make_brand(levels=False)
    with pytest.raises(ZeroDivisionError), UnitOfWork(Actor.system(tenant.id)) as uow:
        set_level(uow, uow.session.merge(tenant))
        uow.session.flush()
        1 / 0  # noqa: B018
    assert waiting(tenant) == 0
    seal(tenant)
    assert kinds_of(tenant) == []


def test_broken_off_at_any_statement_nothing_is_entered_twice_or_lost(db):
    tenant = make_brand()
    store(tenant, said("10", 0), said("9", 0, out=True, in_reply_to="10"), said("a", 3, author="b"))
    seal(tenant, now=MORNING)
    store(tenant, said("c", 6))
    notes, entered = waiting(tenant), len(kinds_of(tenant))
    broken = 0
    while True:
        left = broken

        def breaks(*_args):
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError

        event.listen(db, "after_cursor_execute", breaks)
        try:
            in_unit(tenant, lambda uow: follow(uow, tenant.id), now=MORNING + timedelta(days=1))
            break
        except OSError:
            broken += 1
        finally:
            event.remove(db, "after_cursor_execute", breaks)
        assert (waiting(tenant), len(kinds_of(tenant)), days_of(tenant)) == (notes, entered, [])
    assert broken > 10
    assert waiting(tenant) == 0
    assert kinds_of(tenant)[entered:] == ["message"]
    assert len(days_of(tenant)) == 1
    chain_holds(tenant)


def test_a_sealer_whose_connection_is_killed_before_it_commits_has_done_nothing():
    tenant = make_brand()
    store(tenant, said("a", 0))
    notes = waiting(tenant)
    with pytest.raises(OperationalError), UnitOfWork(Actor.system(tenant.id)) as uow:
        follow(uow, tenant.id)
        pid = uow.session.scalar(text("SELECT pg_backend_pid()"))
        assert in_unit(
            tenant, lambda other: other.session.scalar(text(f"SELECT pg_terminate_backend({pid}, 5000)"))
        )
    assert (waiting(tenant), kinds_of(tenant)) == (notes, [])
    seal(tenant)
    assert kinds_of(tenant) == ["level", "message"]


def test_a_day_that_is_over_is_sealed_over_the_day_before():
    tenant = make_brand()
    store(tenant, said("a", 0))
    seal(tenant, now=MORNING)
    store(tenant, said("b", 3))
    seal(tenant, now=MORNING + timedelta(hours=15))
    assert days_of(tenant) == []
    store(tenant, said("c", 6))
    seal(tenant, now=MORNING + timedelta(hours=17))
    seal(tenant, now=MORNING)  # whoever comes late does not get behind what is sealed
    seal(tenant, now=MORNING + timedelta(days=4))
    rows = chain_holds(tenant)
    first, second = days_of(tenant)
    assert [(day.day.day, day.first_number, day.last_number, day.count) for day in (first, second)] == [
        (3, 1, 3, 3),
        (4, 4, 4, 1),
    ]
    assert first.seal == seal_of(beginning(tenant.id), Day(first.day, 1, 3, rows[2].hash))
    assert second.seal == seal_of(first.seal, Day(second.day, 4, 4, rows[3].hash))


def test_the_relay_leaves_the_work_for_every_brand(monkeypatch, owner):
    tenant = make_brand()
    store(tenant, said("a", 0))
    with UnitOfWork(Actor.system()) as uow:
        uow.session.query(schedule.Schedule).filter_by(name=SEALING).delete()
    monkeypatch.setattr(
        schedule, "PERIODS", {SEALING: schedule.PERIODS[SEALING]}
    )  # no other work of all brands
    assert schedule.beat() == [SEALING]
    owner.execute("SET app.migrating = 'on'")
    left = owner.execute("SELECT count(DISTINCT tenant_id) FROM job WHERE name = %s", (SEALING,)).fetchone()
    assert left == owner.execute("SELECT count(*) FROM tenant").fetchone() != (0,)
    owner.execute("DELETE FROM job WHERE name = %s AND tenant_id <> %s", (SEALING, tenant.id))
    while queue.do_one("slow", tenant.id):
        pass
    assert (waiting(tenant), kinds_of(tenant)) == (0, ["level", "message"])


@pytest.mark.parametrize("change", [
    "UPDATE ledger_entry SET body = body", "DELETE FROM ledger_entry", "UPDATE ledger_day SET count = count",
    "DELETE FROM ledger_day", "UPDATE ledger_key SET made_at = made_at", "DELETE FROM ledger_key", "UPDATE evidence_note SET ids = ids",
])  # fmt: skip
def test_the_serving_role_may_not_change_what_stands_there(change):
    tenant = make_brand()
    with pytest.raises(ProgrammingError, match="permission denied"):
        in_unit(tenant, lambda uow: uow.session.execute(text(change)))


def test_another_brands_ledger_does_not_exist_nor_does_ones_own_for_a_client():
    ours, theirs = make_brand(), make_brand()
    for tenant in (ours, theirs):
        store(tenant, said("a", 0))
        seal(tenant)
    count = text("SELECT count(*) FROM ledger_entry WHERE tenant_id = :id")
    assert in_unit(ours, lambda uow: uow.session.scalar(count, {"id": theirs.id})) == 0
    assert in_unit(ours, lambda uow: uow.session.scalar(count, {"id": ours.id})) == 2
    with UnitOfWork(act_as("client_approver", ours)) as uow:
        assert uow.session.scalar(count, {"id": ours.id}) == 0


def test_a_migrated_database_is_noted_as_a_new_one_would_be_in_bits(database):
    """What the migration notes of evidence that was there, in a transaction that is undone: other tests' brands stay as they are."""
    tenant = make_brand()
    in_unit(
        tenant,
        lambda uow: set_level(
            uow, uow.session.merge(tenant), calendar="office", calendars={"office": OFFICE}
        ),
    )
    store(tenant, *(said(f"m{n}", n, author=f"a{n}") for n in range(IDS_AT_ONCE + 1)))
    dismissed = text("SELECT kind, unnest(ids) FROM evidence_note WHERE tenant_id = :id")
    noted = in_unit(tenant, lambda uow: set(map(tuple, uow.session.execute(dismissed, {"id": tenant.id}))))
    module = import_module("bpo.migrations.versions.20261130_50_ledger")
    engine = create_engine(driver_url(database[0]))
    with engine.connect() as connection:
        connection.execute(text("SET LOCAL app.migrating = 'on'"))
        connection.execute(text("DELETE FROM evidence_note"))
        with Operations.context(MigrationContext.configure(connection)):
            module.note_what_is_there()
        assert set(map(tuple, connection.execute(dismissed, {"id": tenant.id}))) == noted
        sizes = text(
            "SELECT array_agg(cardinality(ids) ORDER BY id) FROM evidence_note WHERE tenant_id = :id AND kind = 'message'"
        )
        assert connection.scalar(sizes, {"id": tenant.id}) == [IDS_AT_ONCE, 1]
        connection.rollback()
    engine.dispose()
    assert seal(tenant) is False
    assert kinds_of(tenant).count("message") == IDS_AT_ONCE + 1
