"""Any sequence of events, on a network that loses requests and answers: no reply stands there twice.

The network is a model in memory with the three kinds of memory that networks have (of keys, of what was
written, of nothing) and reads that lag behind writes; the workers, the rows and the clock are the product's.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from builders import make_tenant
from channels.worlds import KEY, LOCAL, Clock
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import Ambiguous, AuthExpired, Checked, NotSent, Rejected, Sent
from bpo.channels.models import ChannelConnection, Delivery
from bpo.channels.operations.accounts import add_account
from bpo.channels.operations.connections import record_check
from bpo.channels.operations.deliveries import (
    cancel_delivery,
    queue_delivery,
    set_sending,
    settle_unknown,
)
from bpo.channels.operations.echoes import recognise_echo
from bpo.channels.operations.sending import Sender, due_deliveries
from bpo.channels.queries import get_account
from bpo.channels.rules.incoming import IncomingMessage
from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction

LAG = timedelta(seconds=3)
KEY_LIFE = timedelta(hours=1)
MOODS = ("fine", "request lost", "answer lost", "503 after all", "503", "429", "rejected", "dead token")
POINTS = (
    "none",
    "before_claim_commit",
    "claimed",
    "before_write",
    "answered",
    "before_record_commit",
    "looked",
)
ROUND = st.tuples(
    st.sampled_from(["answer lost", "request lost", *MOODS, "fine", "fine"]),
    st.sampled_from(["answered", *POINTS, "none", "none", "none"]),
    st.sampled_from([True, False, False]),
    st.sampled_from([True, True, False]),
)


class Killed(BaseException):
    """The worker ends here, whatever it has in hand."""


class Network:
    """What stands on it, and what it remembers."""

    def __init__(self, clock, kind):
        self.clock, self.kind = clock, kind
        self.shown = []  # (key, text, in reply to, when)
        self.mood = "fine"

    def write(self, out):
        mood, self.mood = self.mood, "fine"
        if mood == "dead token":
            raise AuthExpired("no")
        if mood == "429":
            raise NotSent("slower", retry_after=timedelta(seconds=20), whole_account=True)
        if mood == "rejected":
            raise Rejected("no")
        if mood in {"request lost", "503"}:
            raise Ambiguous("?")
        known = [post for post in self.shown if post[0] == out.key and self.clock.now() - post[3] < KEY_LIFE]
        if not (known and self.kind == "mastodon"):
            self.shown.append((out.key, out.text, out.in_reply_to, self.clock.now()))
        if mood in {"answer lost", "503 after all"}:
            raise Ambiguous("?")
        return Sent(self.id_of(out.key), self.clock.now())

    def find(self, out):
        if self.kind == "generic":
            raise AssertionError("this network cannot be asked")
        seen = [post for post in self.shown if post[0] == out.key and self.clock.now() - post[3] >= LAG]
        return Sent(self.id_of(out.key), seen[0][3]) if seen else None

    @staticmethod
    def id_of(key):
        return f"id-{key}"

    def times(self, text):
        return sum(post[1] == text for post in self.shown)


class Adapter:
    def __init__(self, network):
        self.network = network

    def send(self, out, before_write):
        before_write()
        return self.network.write(out)

    def find_sent(self, out):
        return self.network.find(out)


class Deliveries(RuleBasedStateMachine):
    kind = ""

    @initialize()
    def begin(self):
        self.clock = Clock()
        self.network = Network(self.clock, self.kind)
        self.tenant = make_tenant()
        self.actor = Actor.system(self.tenant.id)
        self.threads = [new_id(), new_id()]
        self.texts = {}  # delivery → its text
        self.repeated = set()  # texts that a person had sent again
        self.told = set()  # texts of which a person said that they had arrived
        self.count = 0
        with self.unit() as uow:
            account = add_account(uow, self.tenant.id, network=self.kind, handle="us@brand.test")
            self.account_id = account.id
            uow.session.add(
                ChannelConnection(
                    tenant_id=self.tenant.id,
                    id=account.id,
                    settings={},
                    state="fine",
                    state_since=uow.now,
                    connected_at=uow.now,
                    own_id="us",
                    facts={},
                    window_count=0,
                )
            )
        for thread in (0, 0, 1):
            self.queue(thread)

    def unit(self):
        return UnitOfWork(self.actor, now=self.clock.now())

    def rows(self):
        with self.unit() as uow:
            return list(uow.session.query(Delivery).filter_by(tenant_id=self.tenant.id))

    @rule(thread=st.integers(0, 1))
    def another_reply(self, thread):
        if len(self.texts) < 8:
            self.queue(thread)

    def queue(self, thread):
        self.count += 1
        text = f"reply {self.count}"
        with self.unit() as uow:
            row = queue_delivery(
                uow,
                get_account(uow, self.account_id),
                conversation_id=self.threads[thread],
                source_id=new_id(),
                body=text,
                in_reply_to=f"asked {self.count}",
                visibility="private" if self.kind == "email" else "public",
                recipient="anna@cust.test",
                author_id=None,
                agent=None,
            )
            self.texts[row.id] = text
            return row.id

    def work(self, delivery_id, *, mood="fine", point="none", asleep=False):
        self.network.mood = mood

        def at(reached):
            if asleep and reached == "claimed":
                for _other in range(5):  # others do all there is to do meanwhile
                    self.clock.jump(minutes=3)
                    Sender(self.unit, Wire(LOCAL), KEY, make=self.make).deliver(self.tenant.id, delivery_id)
            if reached == point:
                raise Killed

        sender = Sender(self.unit, Wire(LOCAL), KEY, at=at, make=self.make)
        with suppress(Killed):
            sender.deliver(self.tenant.id, delivery_id)
        self.network.mood = "fine"

    def make(self, _connected, _wire):
        return Adapter(self.network)

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), rounds=st.lists(ROUND, min_size=4, max_size=12))
    def workers_at_work(self, data, rounds):
        """Workers are given any reply that is open, whether it is its turn or not."""
        rows = {row.id: row for row in self.rows() if row.state in {"queued", "sending"}}
        if not rows:
            return
        chosen = data.draw(st.sampled_from(sorted(rows)))
        for mood, point, asleep, in_time in rounds:
            with self.unit() as uow:
                row = uow.session.get(Delivery, (self.tenant.id, chosen))
            if row.state not in {"queued", "sending"}:
                return
            if in_time:
                self.clock.jump_to(max(row.next_attempt_at, row.lease_until or row.next_attempt_at))
            self.work(chosen, mood=mood, point=point, asleep=asleep)
            self.nothing_stands_there_twice()

    @rule(seconds=st.sampled_from([1, 6, 40, 90, 400, 4000]))
    def time_passes(self, seconds):
        self.clock.jump(seconds=seconds)

    @rule(paused=st.booleans())
    def the_switch(self, paused):
        with self.unit() as uow:
            set_sending(uow, self.tenant.id, paused=paused, reason="why not")

    @rule()
    def the_token_is_renewed(self):
        with self.unit() as uow:
            row = uow.session.get(ChannelConnection, (self.tenant.id, self.account_id))
            record_check(uow, row, Checked(own_id="us", facts={}))

    @precondition(lambda self: self.network.shown)
    @rule(data=st.data())
    def an_echo(self, data):
        key, text, asked, when = data.draw(st.sampled_from(self.network.shown))
        with self.unit() as uow:
            known = recognise_echo(
                uow,
                self.tenant.id,
                self.account_id,
                IncomingMessage(
                    account=f"{self.kind}:us@brand.test",
                    external_id=self.network.id_of(key),
                    direction=Direction.OUT,
                    author_id="us@brand.test",
                    text=text,
                    posted_at=when,
                    in_reply_to=asked,
                ),
            )
        assert known, f"an own reply was taken for a stranger's: {text}"

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def taken_back(self, data):
        waiting = sorted(row.id for row in self.rows() if row.state == "queued")
        if waiting:
            with self.unit() as uow:
                cancel_delivery(
                    uow, uow.session.get(Delivery, (self.tenant.id, data.draw(st.sampled_from(waiting))))
                )

    @rule(data=st.data(), honest=st.booleans())
    def a_person_decides(self, data, honest):
        unknown = sorted(row.id for row in self.rows() if row.state == "unknown")
        if not unknown:
            return
        chosen = data.draw(st.sampled_from(unknown))
        text = self.texts[chosen]
        arrived = (self.network.times(text) > 0) == honest
        with self.unit() as uow:
            again = settle_unknown(uow, uow.session.get(Delivery, (self.tenant.id, chosen)), arrived=arrived)
            if arrived:
                self.told.add(text)
            else:
                self.texts[again.id] = text
                if not honest:
                    self.repeated.add(text)

    @invariant()
    def nothing_stands_there_twice(self):
        for text in set(getattr(self, "texts", {}).values()) - getattr(self, "repeated", set()):
            assert self.network.times(text) <= 1, f"{text} stands there {self.network.times(text)} times"

    @invariant()
    def states_say_what_is(self):
        if not getattr(self, "texts", None):
            return
        for row in self.rows():
            text = self.texts[row.id]
            if text in self.repeated:
                continue
            if row.state == "sent" and text not in self.told:
                assert self.network.times(text) == 1
            if row.state == "queued" and row.attempt_group == 1:
                assert self.network.times(text) == 0, "what waits stands there already"

    @invariant()
    def the_order_is_kept(self):
        if not getattr(self, "texts", None):
            return
        rows = {row.idempotency_key: row for row in self.rows()}
        for thread in self.threads:
            places = [
                rows[post[0]].place for post in self.network.shown if rows[post[0]].thread_key == thread
            ]
            assert places == sorted(places)

    def teardown(self):
        """Everything ends in a state that needs nobody, or in a person's hands."""
        if not hasattr(self, "texts"):
            return
        self.the_switch(paused=False)
        self.the_token_is_renewed()
        for _round in range(60):
            with self.unit() as uow:
                due = [row.id for row in due_deliveries(uow, self.tenant.id)]
            for one in due:
                self.work(one)
            open_rows = [row for row in self.rows() if row.state in {"queued", "sending"}]
            if not open_rows:
                break
            self.clock.jump(minutes=3)
        blocked = {row.thread_key for row in self.rows() if row.state == "unknown"}
        left = [row for row in self.rows() if row.state in {"queued", "sending"}]
        assert all(row.thread_key in blocked for row in left), [row.state for row in left]
        self.nothing_stands_there_twice()
        self.states_say_what_is()
        self.the_order_is_kept()


@pytest.mark.parametrize("asleep", [False, True])
@pytest.mark.parametrize("kind", ["mastodon", "email", "generic"])
def test_every_fault_with_the_plug_pulled_at_every_point(db, kind, asleep):
    """Each mood of the network × each point at which a worker ends, then whatever it takes to finish."""
    world = Deliveries()
    world.kind = kind
    world.begin()
    for mood in MOODS:
        for point in POINTS:
            world.threads.append(new_id())
            chosen = world.queue(len(world.threads) - 1)
            world.work(chosen, mood=mood, point=point, asleep=asleep)
            world.the_token_is_renewed()
            for _round in range(12):
                with world.unit() as uow:
                    row = uow.session.get(Delivery, (world.tenant.id, chosen))
                if row.state not in {"queued", "sending"}:
                    break
                world.clock.jump_to(max(row.next_attempt_at, row.lease_until or row.next_attempt_at))
                world.work(chosen)
            times, told = world.network.times(world.texts[chosen]), (mood, point, row.state)
            assert row.state in {"sent", "failed", "unknown"}, told
            assert times == {"sent": 1, "failed": 0}.get(row.state, min(times, 1)), told
            assert row.state != "unknown" or kind == "generic", told  # the others can be asked


class WithKeys(Deliveries):
    kind = "mastodon"


class WithLookUps(Deliveries):
    kind = "email"


class WithNothing(Deliveries):
    kind = "generic"


TestWithKeys, TestWithLookUps, TestWithNothing = WithKeys.TestCase, WithLookUps.TestCase, WithNothing.TestCase
TestWithKeys.settings = TestWithLookUps.settings = TestWithNothing.settings = settings(
    max_examples=12,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    print_blob=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)


@pytest.fixture(autouse=True, scope="module")
def _database(db):
    """The machine is a unittest class and asks for no fixtures itself."""
