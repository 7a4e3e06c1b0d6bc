"""The stage is set, everything happens on it at once, and then it is told what became of everything."""

import sys
import threading
import time
from collections import deque
from contextlib import suppress

import httpx
from channels.worlds import World
from soak.ground import NETWORKS, Ground
from soak.naive import Naive
from soak.ours import Ours, wait_until
from soak.traffic import body_of, plan
from soak.weather import Weather

import bpo.app  # noqa: F401 -- registers every listener
from bpo.core.config import load_settings
from bpo.core.runtime import start

AT_ONCE = 5  # answers that an agent tries between two that are due
SETTLED = {"sent", "failed", "cancelled"}


def run(wanted):
    """Set the stage, let it run, and say what became of everything."""
    settings = load_settings()
    running = start(settings)
    World.key = settings.secret_key
    todo = plan(NETWORKS, events=wanted.events, replies=wanted.replies, seed=wanted.seed)
    seconds = wanted.minutes * 60
    with Ground(wanted.seed) as ground:
        system = (Naive if wanted.naive else Ours)(ground, settings)
        system.start()
        try:
            began = time.monotonic()
            weather = Weather(
                system, settings, running.addresses.redis,
                seconds=seconds, restarts=wanted.restarts, seed=wanted.seed,
            )  # fmt: skip
            weather.start()
            traffic = Traffic(ground, system, todo, seconds)
            traffic.run()
            weather.thread.join()
            ground.calm()
            numbers = {one.number for one in todo.said}
            wait_until(
                lambda: system.rests() and _all_kept(system, numbers),
                system.quiet,
            )
            return tell(wanted, system, ground, todo, weather, traffic, time.monotonic() - began)
        finally:
            system.stop()


def _all_kept(system, numbers):
    with suppress(Exception):  # the database may be on its way back
        return numbers <= set(system.kept())
    return False


class Traffic:
    """Customers, a bridge and agents, each at an even pace over the time there is."""

    def __init__(self, ground, system, todo, seconds):
        self.ground, self.system, self.todo = ground, system, todo
        self.seconds = seconds * 0.9
        self.refused, self.taken_although_broken, self.unaccepted, self.errors = 0, 0, [], []
        self.lock = threading.Lock()

    def run(self):
        written = {}
        for one in self.todo.said:
            if one.written:
                written.setdefault(one.network, []).append(one)
        answered = [one for one in self.todo.said if one.answered]
        bodies = self.todo.bodies
        threads = [threading.Thread(target=self._write, args=(one,)) for one in written.values()]
        # One bridge a network: what it brings late it brings after what comes behind it, not beside it.
        for network in self.ground.places:
            mine = [body for body in bodies if body.network == network]
            threads.append(threading.Thread(target=self._bring, args=(mine,)))
        threads += [threading.Thread(target=self._answer, args=(answered[number::4],)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _paced(self, things):
        began = time.monotonic()
        for number, thing in enumerate(things):
            time.sleep(max(0.0, began + self.seconds * number / len(things) - time.monotonic()))
            yield thing

    def _write(self, said):
        for one in self._paced(said):
            one.external_id = self.ground.places[one.network].write(one)

    def _bring(self, bodies):
        with httpx.Client(timeout=30) as client:
            for body in self._paced(bodies):
                place = self.ground.places[body.network]
                content = body_of(body, place.account)
                spoilt = body.broken == "signature"
                status = None
                while (
                    status is None or status >= 500 or status == 429
                ):  # as networks do, until it is taken or refused
                    status = self.system.bring(client, place, content, spoilt=spoilt)
                    if status is None or status >= 500 or status == 429:
                        time.sleep(0.5)
                with self.lock:
                    if body.broken and status < 300:
                        self.taken_although_broken += 1
                    elif body.broken:
                        self.refused += 1
                    elif status >= 300:
                        self.errors.append(f"{body.network}: {status}")

    def _answer(self, said):
        with httpx.Client(timeout=60, headers={"Sec-Fetch-Site": "same-origin"}) as client:
            waiting = deque()
            for one in self._paced(said):
                waiting.append(one)
                self._try_some(client, waiting)
            deadline = time.monotonic() + self.system.patience
            while waiting and time.monotonic() < deadline:
                time.sleep(0.05)
                self._try_some(client, waiting)
            with self.lock:
                self.unaccepted += waiting

    def _try_some(self, client, waiting):
        """Those who have waited longest first; who must wait on goes behind."""
        for _turn in range(min(AT_ONCE, len(waiting))):
            one = waiting.popleft()
            if not self._try(client, one):
                waiting.append(one)

    def _try(self, client, one):
        try:
            return self.system.answer(client, one)
        except AssertionError as error:
            with self.lock:
                self.errors.append(f"{one.network}: {error}")
            return True


def tell(wanted, system, ground, todo, weather, traffic, seconds):
    """The figures, and whether they are as they should be."""
    kept = system.kept()
    states = system.states()
    lost = [one for one in todo.said if not kept[one.number]]
    doubled = sum(count > 1 for count in kept.values())
    say = sys.stdout.write
    say(
        f"{system.name}: {len(todo.said)} messages over {len(ground.places)} networks, seed {wanted.seed}, {seconds:.0f} s\n"
    )
    say(
        f"  brought twice {todo.repeated}, late {todo.late}, broken bodies {todo.broken}"
        f" (refused {traffic.refused}, taken {traffic.taken_although_broken})\n"
    )
    say(
        f"  killed {weather.kills} processes, emptied Valkey {weather.flushes} times,"
        f" restarted PostgreSQL {weather.restarts} times\n"
    )
    say(f"  messages: {len(kept)} kept, {len(lost)} lost, {doubled} doubled\n")
    say(
        f"  {'replies':12}{'asked for':>10}{'stand once':>12}{'twice':>8}{'sent':>8}{'failed':>8}{'ask':>8}{'WRONG':>8}\n"
    )
    wrong, twice = 0, 0
    for place in ground.places.values():
        mine = [one for one in todo.said if one.answered and one.network == place.network]
        standing = place.standing(todo.said)
        row = [(standing[one.reply], states.get(one.reply)) for one in mine if one not in traffic.unaccepted]
        bad = sum(not _is_right(count, state) for count, state in row)
        doubles = sum(count > 1 for count, _state in row)
        wrong, twice = wrong + bad, twice + doubles
        say(
            f"  {place.network:12}{len(mine):>10}{sum(count == 1 for count, _ in row):>12}{doubles:>8}"
            f"{sum(state == 'sent' for _, state in row):>8}{sum(state == 'failed' for _, state in row):>8}"
            f"{sum(state == 'unknown' for _, state in row):>8}{bad:>8}\n"
        )
    for error in traffic.errors[:10]:
        say(f"  {error}\n")
    if traffic.unaccepted:
        say(f"  {len(traffic.unaccepted)} replies were never accepted\n")
        for one in traffic.unaccepted[:10]:
            say(f"    {one.network}, {one.number}: {system.why.get(one.number)}\n")
    bad = bool(
        lost or doubled or wrong or traffic.errors or traffic.unaccepted or traffic.taken_although_broken
    )
    if wanted.naive:
        say(f"  the faults bite: {'yes' if lost and twice else 'NO'}\n")
        return 0 if lost and twice else 1
    say(f"  nothing lost, nothing doubled, every state known: {'NO' if bad else 'yes'}\n")
    return 1 if bad else 0


def _is_right(count, state):
    """What stands there is what we say of it; where nobody can know, a person is asked."""
    if state == "unknown":
        return count <= 1
    return state in SETTLED and count == (1 if state == "sent" else 0)
