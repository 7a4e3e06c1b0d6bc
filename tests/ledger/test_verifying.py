"""What was changed behind the application's back is found and named; what people rightly do is not."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from conversations.asking import only_conversation, work
from conversations.keeping import Person
from conversations.worlds import in_unit, make_brand, said, set_level, store
from ledger.keeping import bodies_of, bpo, checked, seal
from reports.worlds import LeftOut, leave_out

from bpo.channels.models import Delivery
from bpo.conversations.operations.acts import DismissalReason, dismiss_turn
from bpo.conversations.operations.erasing import ask_erasure
from bpo.conversations.queries.erasures import get_customer
from bpo.core.ids import new_id

pytestmark = pytest.mark.usefixtures("db")
MORNING = datetime(2026, 3, 3, 8, tzinfo=UTC)
ENTRIES = 2 + 3 + 1 + 2  # levels with a retired one, messages, an act; then two messages of the next day


@pytest.fixture
def tenant():
    """A brand whose ledger has a sealed day and a running one."""
    tenant = make_brand()
    in_unit(tenant, lambda uow: set_level(uow, uow.session.merge(tenant), minutes=10))
    store(tenant, said("a", 0), said("b", 5, out=True, in_reply_to="a", agent="eva@example.com"))
    store(tenant, said("c", 9, in_reply_to="a"))
    in_unit(
        tenant,
        lambda uow: dismiss_turn(uow, only_conversation(uow, tenant), reason=DismissalReason.THANKS),
    )
    seal(tenant, now=MORNING)
    store(tenant, said("d", 20, in_reply_to="a"), said("e", 21, out=True, in_reply_to="d"))
    seal(tenant, now=MORNING + timedelta(days=1))
    return tenant


def test_what_nobody_touched_is_whole(tenant):
    found = checked(tenant)
    assert (found.fault, found.waiting) == (None, 0)
    assert (found.entries, found.days) == (9, 1)
    assert found.rows == {"level": 2, "message": 5, "act": 1, "level_retired": 1}
    assert len(found.last_hash) == 64


def test_days_are_looked_at_apart_from_the_seal_before_them(tenant):
    later, earlier = checked(tenant, since=date(2026, 3, 4)), checked(tenant, until=date(2026, 3, 4))
    assert (later.fault, later.entries, later.rows["message"]) == (None, 2, 2)
    assert (earlier.fault, earlier.entries, earlier.rows["message"], earlier.days) == (None, 7, 3, 1)
    assert later.last_hash == checked(tenant).last_hash != earlier.last_hash


ORDINARY = "id = (SELECT min(id) FROM ledger_entry e WHERE e.tenant_id = ledger_entry.tenant_id AND kind = 'message')"
TAMPERED = {
    "a flipped byte": ("UPDATE ledger_entry SET body = overlay(body PLACING '1' FROM position('\"at\":1' IN body) + 6) WHERE tenant_id = %s AND kind = 'message' AND body LIKE '%%\"direction\":\"out\"%%' AND id < 8", (5, "message", "hash does not fit")),
    "a flipped bit of a hash": ("UPDATE ledger_entry SET hash = set_byte(hash, 0, 255 - get_byte(hash, 0)) WHERE tenant_id = %s AND id = 4", (4, "message", "hash does not fit")),
    "a deleted row": ("DELETE FROM ledger_entry WHERE tenant_id = %s AND id = 5", (5, "entry", "missing")),
    "the last row deleted of a sealed day": ("DELETE FROM ledger_entry WHERE tenant_id = %s AND id >= 7", (7, "entry", "missing")),
    "two exchanged": ("UPDATE ledger_entry e SET (kind, subject_id, conversation_id, body, hash) = (SELECT o.kind, o.subject_id, o.conversation_id, o.body, o.hash FROM ledger_entry o WHERE o.tenant_id = e.tenant_id AND o.id = 9 - e.id) WHERE e.tenant_id = %s AND e.id IN (4, 5)", (4, "message", "under the number 5")),
    "a column beside its body": ("UPDATE ledger_entry SET conversation_id = subject_id WHERE tenant_id = %s AND id = 4", (4, "message", "conversation was")),
    "a seal": ("UPDATE ledger_day SET seal = set_byte(seal, 0, 255 - get_byte(seal, 0)) WHERE tenant_id = %s", (7, "day", "does not fit")),
    "a seal that is gone": ("DELETE FROM ledger_day WHERE tenant_id = %s", (8, "day", "2026-03-03 is over and has no seal")),
    "a message's time": ("UPDATE message SET posted_at = posted_at - interval '1 minute' WHERE tenant_id = %s AND external_id = 'b'", (5, "message", "at was")),
    "a message's direction": ("UPDATE message SET direction = 'out' WHERE tenant_id = %s AND external_id = 'c'", (6, "message", 'direction was "in" and is "out"')),
    "a message's part": ("UPDATE message SET automatic = true WHERE tenant_id = %s AND external_id = 'b'", (5, "message", "automatic was false")),
    "a message's pin": ("UPDATE message SET service_level_id = NULL WHERE tenant_id = %s AND external_id = 'a'", (4, "message", "level was")),
    "who answered": ("UPDATE message SET agent = 'adam@example.com' WHERE tenant_id = %s AND external_id = 'b'", (5, "message", "agent was")),
    "a message put in": ("INSERT INTO message (tenant_id, id, account_id, conversation_id, thread_id, external_id, direction, automatic, author_id, text, posted_at, ingested_at, visibility) SELECT tenant_id, gen_random_uuid(), account_id, conversation_id, thread_id, 'zz', 'out', false, 'brand', '', posted_at, ingested_at, visibility FROM message WHERE tenant_id = %s AND external_id = 'a'", (None, "message", "never entered")),
    "a message put elsewhere": ("UPDATE message m SET conversation_id = o.id FROM conversation o WHERE m.tenant_id = %s AND o.tenant_id = m.tenant_id AND o.id <> m.conversation_id AND m.external_id = 'a'", (4, "message", "was entered in the conversation")),
    "an act's time": ("UPDATE conversation_act SET at = at - interval '1 hour' WHERE tenant_id = %s", (7, "act", "at was")),
    "an act taken away": ("DELETE FROM conversation_act WHERE tenant_id = %s", (7, "act", "missing")),
    "a target": ("UPDATE service_level SET first_response_seconds = 86400 WHERE tenant_id = %s AND version = 2", (2, "level", "first_response was 600 and is 86400")),
}  # fmt: skip


@pytest.mark.parametrize("how", TAMPERED)
def test_whatever_is_changed_is_named(tenant, superuser, how):
    statement, (number, kind, why) = TAMPERED[how]
    if how == "a message put elsewhere":
        store(tenant, said("other", 30, author="boris"))
        seal(tenant, now=MORNING + timedelta(days=1))
    with superuser.transaction():
        # As somebody would who knows of triggers.
        superuser.execute("SET LOCAL session_replication_role = replica")
        assert superuser.execute(statement, (tenant.id,)).rowcount
    fault = checked(tenant).fault
    assert (fault.number, fault.kind) == (number, kind)
    assert why in fault.what


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE exclusion SET ends_at = ends_at + interval '1 hour' WHERE tenant_id = %s", "until was"),
        ("UPDATE exclusion SET turn_ids = NULL WHERE tenant_id = %s", "turns was"),
        ("DELETE FROM exclusion WHERE tenant_id = %s", "its evidence"),
    ],
)
def test_what_the_client_agreed_to_leave_out_is_evidence_too(tenant, superuser, statement, why):
    leave_out(tenant, LeftOut((MORNING, MORNING + timedelta(hours=1)), turns=frozenset({"a"})))
    seal(tenant, now=MORNING + timedelta(days=1))
    [body] = bodies_of(tenant, "exclusion")
    assert (body["why"], body["accounts"], len(body["turns"])) == ("other", None, 1)
    assert checked(tenant).fault is None
    superuser.execute(statement, (tenant.id,))
    fault = checked(tenant).fault
    assert (fault.kind, why in fault.what) == ("exclusion", True)


def test_a_changed_message_is_found_though_triggers_saw_it(tenant, superuser):
    superuser.execute(
        "UPDATE message SET posted_at = posted_at - interval '1 minute' WHERE tenant_id = %s", (tenant.id,)
    )
    seal(tenant)
    assert checked(tenant).fault.number == 4


def test_what_people_rightly_do_leaves_it_whole_and_what_is_not_entered_yet_is_counted():
    person = Person(f"zq{new_id().hex[-12:]}")
    tenant = person.tenant
    seal(tenant)
    store(tenant, said("late1", 400, author="boris"), said("late2", 500, author="boris"))
    seal(tenant)
    store(tenant, said("late0", 450, author="boris", thread_keys=("m:late0", "m:late1", "m:late2")))

    def lose(uow):
        delivery = next(one for one in uow.session.query(Delivery) if one.remote_id)
        delivery.state = "failed"

    in_unit(tenant, lose)
    before = checked(tenant)
    assert (before.fault, before.waiting > 0) == (None, True)
    seal(tenant)
    after = checked(tenant)
    assert (after.fault, after.waiting) == (None, 0)
    in_unit(
        tenant,
        lambda uow: ask_erasure(uow, get_customer(uow, tenant.id, person.customer_id), reason="customer"),
    )
    work()
    seal(tenant)
    assert checked(tenant).fault is None


def test_the_command_says_it_and_its_exit_status(tenant, superuser, database, settings, redis_url):
    store(tenant, said("f", 30, in_reply_to="a"))
    whole = bpo(database, settings, redis_url, "ledger", "verify", "--brand", tenant.slug)
    assert whole.returncode == 0, whole.stderr
    assert "10 entries, 2 sealed days" in whole.stdout  # what waited is entered first
    assert re.search(r"last hash [0-9a-f]{64}", whole.stdout)
    superuser.execute("DELETE FROM ledger_entry WHERE tenant_id = %s AND id = 3", (tenant.id,))
    broken = bpo(database, settings, redis_url, "ledger", "verify", "--brand", tenant.slug, "--json")
    assert broken.returncode == 1
    assert json.loads(broken.stdout)["fault"] == {
        "number": 3,
        "kind": "entry",
        "what": "this number is missing",
    }
    wrong = bpo(database, settings, redis_url, "ledger", "verify", "--brand", tenant.slug, "--from", "2026-3")
    assert (wrong.returncode, "--from" in wrong.stderr) == (2, True)
