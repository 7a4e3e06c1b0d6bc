import json
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import act_as
from conversations.asking import audited, work
from conversations.keeping import Person, dump_of, files_with, places_of
from conversations.worlds import in_unit
from sqlalchemy import select, text, update
from sqlalchemy.exc import ProgrammingError

from bpo.channels.models import Delivery
from bpo.conversations.models import Conversation, Customer, CustomerIdentity, Draft, Erasure, Message
from bpo.conversations.operations.erasing import ask_erasure, erase_outlived, set_retention
from bpo.conversations.queries.erasures import get_customer
from bpo.conversations.rules.erasure import hashed, is_erased_name, kept_since
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.reports.operations import recompute, sla_report

WIDE = {"from_date": date(2020, 1, 1), "to_date": date(2100, 1, 1)}


@pytest.fixture
def anna(db):
    return Person(f"zq{new_id().hex[-12:]}")


def ask(person, *, reason="customer", **over):
    actor = act_as("supervisor", person.tenant)
    with UnitOfWork(actor) as uow:
        return ask_erasure(
            uow, get_customer(uow, person.tenant.id, person.customer_id), reason=reason, **over
        )


def figures(person, at):
    """The report by both ways, as bytes."""
    shown = []
    for make in (sla_report, recompute):
        report = in_unit(person.tenant, lambda uow, make=make: make(uow, person.tenant, as_of=at, **WIDE))
        shown.append(json.dumps(report, default=str, sort_keys=True))
    return shown


def test_nothing_is_left_of_an_erased_customer_and_every_figure_stays(
    anna, owner, addresses, settings, redis_url, database
):
    planted = {table for table, _ in places_of(owner, [anna.word])}
    assert planted >= {
        *("approval", "compensation", "customer_identity", "customer_number", "delivery", "draft"),
        *("draft_revision", "handoff", "inbound_event", "message", "note", "thread_link"),
    }
    at = utcnow()
    before = figures(anna, at)
    ask(anna)
    work()
    assert places_of(owner, [anna.word]) == set()
    assert figures(anna, at) == before
    assert before[0] != figures(anna, anna.start)[0]  # the report could differ
    assert files_with(anna.word, settings, redis_url) == []
    assert anna.word not in dump_of(addresses, database)


def test_rows_times_and_hashes_stay(anna):
    ask(anna)
    work()

    def look(uow):
        messages = uow.session.scalars(select(Message).order_by(Message.posted_at)).all()
        identity = uow.session.scalars(select(CustomerIdentity)).one()
        erasure = uow.session.scalars(select(Erasure)).one()
        assert [one.direction for one in messages] == ["in", "in", "out"]
        assert {one.text for one in messages} == {""}
        assert is_erased_name(identity.external_id)
        assert identity.name is None
        assert {one.author_id for one in messages[:2]} == {identity.external_id} == {messages[2].addressee}
        assert messages[2].author_id == "care"  # the brand's own name is nobody's secret
        assert messages[2].in_reply_to == messages[1].external_id
        assert all(is_erased_name(one.external_id) for one in messages)
        assert (erasure.conversations, erasure.messages, erasure.reason) == (1, 3, "customer")
        assert erasure.done_at is not None
        assert uow.session.scalars(select(Customer)).one().erased_at is not None
        assert {one.state for one in uow.session.scalars(select(Draft))} == {"sent", "discarded"}

    in_unit(anna.tenant, look)
    deeds = [action for action, *_ in audited(anna.tenant, "customer.eras")]
    assert deeds == ["customer.erasure_asked", "customer.erased"]


def test_an_erased_message_that_comes_again_is_not_stored(anna, owner):
    ask(anna)
    work()
    result = anna.post(f"id{anna.word}1", 0, f"My order {anna.word}")
    assert (result.stored, result.duplicates) == (0, 1)
    anna.by_webhook(f"id{anna.word}2", 1, f"By the webhook {anna.word}")
    assert places_of(owner, [anna.word]) == set()


def test_who_writes_again_is_somebody_new_and_can_be_erased_again(anna):
    ask(anna)
    work()
    anna.post("new1", 200, "Hello again")

    def look(uow):
        return uow.session.scalars(select(CustomerIdentity).order_by(CustomerIdentity.id)).all()

    first, second = in_unit(anna.tenant, look)
    assert is_erased_name(first.external_id)
    assert (second.external_id, second.customer_id == first.customer_id) == (anna.handle, False)
    anna.customer_id = second.customer_id
    ask(anna)
    work()
    assert all(is_erased_name(one.external_id) for one in in_unit(anna.tenant, look))


def test_others_are_left_as_they_are(anna):
    """Somebody else in the same thread keeps every word, and the thread goes on for them."""
    anna.post("b1", 30, "Me too", author="boris", author_name="Boris", in_reply_to=f"id{anna.word}1")
    ask(anna)
    work()
    anna.post("b2", 31, "Still waiting", author="boris", author_name="Boris")

    def look(uow):
        return uow.session.execute(
            select(Message.text, Message.author_name, Message.conversation_id)
            .where(Message.author_id == "boris")
            .order_by(Message.posted_at)
        ).all()

    (one, name, talk), (two, _, same) = in_unit(anna.tenant, look)
    assert (one, two, name) == ("Me too", "Still waiting", "Boris")
    assert talk == same


def test_another_brand_keeps_its_own_customer_of_the_same_name(anna, owner):
    other = Person(anna.word)
    ask(anna)
    work()
    assert places_of(owner, [anna.word])
    in_unit(
        other.tenant,
        lambda uow: uow.session.scalars(select(Message).where(Message.author_id == other.handle)).all()[0],
    )
    ask(other)
    work()
    assert places_of(owner, [anna.word]) == set()


def test_asking_twice_is_asking_once(anna):
    first, second = ask(anna), ask(anna)
    assert first.id == second.id
    work()
    with pytest.raises(Conflict):
        ask(anna)


@pytest.mark.parametrize("state", ["queued", "sending", "unknown"])
def test_a_reply_on_its_way_is_settled_first(anna, state):
    in_unit(anna.tenant, lambda uow: uow.session.execute(update(Delivery).values(state=state)))
    with pytest.raises(Conflict):
        ask(anna)


def test_a_reply_that_sets_out_meanwhile_puts_it_off(anna, owner):
    ask(anna)
    in_unit(anna.tenant, lambda uow: uow.session.execute(update(Delivery).values(state="unknown")))
    work("slow")
    assert places_of(owner, [anna.word])
    in_unit(anna.tenant, lambda uow: uow.session.execute(update(Delivery).values(state="sent")))
    in_unit(
        anna.tenant,
        lambda uow: uow.session.execute(text("UPDATE job SET run_after = now() - interval '1 s'")),
    )
    work("slow")
    assert places_of(owner, [anna.word]) == set()


def test_the_reason_is_one_of_a_list(anna):
    with pytest.raises(Invalid):
        ask(anna, reason=f"because of {anna.word}")


def test_who_sees_some_accounts_only_cannot_erase(anna):
    from dataclasses import replace

    narrow = replace(act_as("supervisor", anna.tenant), narrowed={anna.tenant.id: frozenset()})
    with UnitOfWork(narrow) as uow, pytest.raises(Forbidden):
        ask_erasure(uow, get_customer(uow, anna.tenant.id, anna.customer_id), reason="customer")


class TestDoor:
    """`erase_rows` opens for the system, for declared columns, in brands in scope; for nothing else."""

    CALL = text("SELECT erase_rows('message', CAST(:ids AS uuid[]), :blanked, '{}', '{}', '\\x00')")

    def through(self, actor, ids, *columns):
        with UnitOfWork(actor) as uow:
            return uow.session.scalar(self.CALL, {"ids": ids, "blanked": list(columns)})

    @pytest.fixture
    def ids(self, anna):
        return in_unit(anna.tenant, lambda uow: list(uow.session.scalars(select(Message.id))))

    def test_system(self, anna, ids):
        from bpo.core.actor import Actor

        assert self.through(Actor.system(anna.tenant.id), ids, "text") == 3

    def test_people_find_no_rows(self, anna, ids):
        assert self.through(act_as("supervisor", anna.tenant), ids, "text") == 0

    def test_another_brand_has_no_rows(self, anna, ids):
        from bpo.core.actor import Actor

        assert self.through(Actor.system(new_id()), ids, "text") == 0

    @pytest.mark.parametrize("column", ["direction", "agent", "visibility"])
    def test_other_columns_are_refused(self, anna, ids, column):
        from bpo.core.actor import Actor

        with pytest.raises(ProgrammingError, match="permission denied"):
            self.through(Actor.system(anna.tenant.id), ids, column)

    def test_hashes_are_those_of_the_rules(self, anna, ids):
        from bpo.core.actor import Actor

        with UnitOfWork(Actor.system(anna.tenant.id)) as uow:
            uow.session.execute(
                text("SELECT erase_rows('message', CAST(:ids AS uuid[]), '{}', '{}', '{external_id}', :key)"),
                {"ids": ids, "key": b"key"},
            )
            found = set(uow.session.scalars(select(Message.external_id)))
        assert hashed(f"id{anna.word}1", b"key") in found


class TestRetention:
    def run(self, person, *, days):
        return in_unit(
            person.tenant,
            lambda uow: erase_outlived(uow, person.tenant.id),
            now=utcnow() + timedelta(days=days),
        )

    def test_without_a_rule_everything_stays(self, anna, owner):
        anna.close()
        self.run(anna, days=4000)
        assert places_of(owner, [anna.word])

    def test_an_open_conversation_stays(self, anna, owner):
        in_unit(anna.tenant, lambda uow: set_retention(uow, anna.tenant.id, months=1))
        self.run(anna, days=400)
        assert ("message", "text") in places_of(owner, [anna.word])

    def test_texts_go_when_their_time_is_over_and_names_with_the_last(self, anna, owner):
        anna.close()
        at = utcnow()
        before = figures(anna, at)
        in_unit(anna.tenant, lambda uow: set_retention(uow, anna.tenant.id, months=2))
        self.run(anna, days=40)
        assert ("message", "text") in places_of(owner, [anna.word])
        self.run(anna, days=100)
        assert places_of(owner, [anna.word]) == set()
        assert figures(anna, at) == before
        erasure = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(Erasure)).one())
        assert (erasure.kind, erasure.conversations, erasure.messages) == ("retention", 1, 3)

    def test_names_stay_while_another_conversation_does(self, anna, owner):
        anna.close()
        anna.post("other", 10, "Another matter", conversation="another")
        in_unit(anna.tenant, lambda uow: set_retention(uow, anna.tenant.id, months=2))
        self.run(anna, days=100)
        left = places_of(owner, [anna.word])
        assert ("customer_identity", "name") in left
        assert not left & {("note", "text"), ("draft", "text"), ("delivery", "body"), ("handoff", "question")}
        # Known by its id, a message that comes again is not stored.
        assert anna.post(f"id{anna.word}1", 0, "again").stored == 0

    def test_what_is_said_afterwards_is_kept_as_long_again(self, anna):
        anna.close()
        in_unit(anna.tenant, lambda uow: set_retention(uow, anna.tenant.id, months=2))
        in_unit(
            anna.tenant, lambda uow: uow.session.execute(update(Conversation).values(erased_at=anna.start))
        )
        self.run(anna, days=100)
        talk = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(Conversation)).one())
        assert talk.erased_at > anna.start

    @pytest.mark.parametrize("months", [0, -1, 241])
    def test_months_are_bounded(self, anna, months):
        with pytest.raises(Invalid):
            in_unit(anna.tenant, lambda uow: set_retention(uow, anna.tenant.id, months=months))

    def test_no_rule_again(self, anna, owner):
        anna.close()
        in_unit(anna.tenant, lambda uow: set_retention(uow, anna.tenant.id, months=1))
        in_unit(anna.tenant, lambda uow: set_retention(uow, anna.tenant.id, months=None))
        self.run(anna, days=400)
        assert places_of(owner, [anna.word])


@pytest.mark.parametrize(
    ("now", "months", "wanted"),
    [
        ("2026-11-28", 1, "2026-10-28"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-02-28", 24, "2024-02-28"),
    ],
)
def test_months_back(now, months, wanted):
    assert kept_since(datetime.fromisoformat(now).replace(tzinfo=UTC), months).date().isoformat() == wanted
