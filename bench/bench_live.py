"""`bpo bench live`: the floor's streams while messages come in, as `bpo up` keeps them.

Viewers, each a supervisor of some brands, hold a stream each and ask for their board as often as a streamed page
does; a process of its own takes messages in through the product. Said: the time from a message's commit until a
viewer of its brand was told a number with it, the processor time of web and streams, and a page's time with the
viewers and without them, by turns. That each was told their own brands alone, and the right numbers in the end,
is asserted.
"""

import argparse
import bisect
import http.client
import json
import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_queue import make_agent, serve
from generator import Brand
from ground import TICK, Ground, Row, _ticks, row, run_apart, tell
from wording import CUSTOMER

from bpo.channels.rules.incoming import IncomingMessage
from bpo.conversations.operations.intake import take_in
from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.identity.operations.people import invite_user
from bpo.identity.operations.sign_in import start_session
from bpo.identity.permissions import Role

BRANDS = 10
EACH_SEES = 3
BOARD_EVERY = 20.0  # seconds, as frontend/floor.js
ROUNDS = 3
Place = tuple[UUID, str, str]  # a brand's id, its handle, its language


@dataclass
class Viewer:
    """One stream, and what it was told: (when, brand, waiting)."""

    port: int
    token: str
    brands: frozenset[UUID]
    told: list[tuple[float, UUID, int]] = field(default_factory=list)
    strange: set[str] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)
    connection: http.client.HTTPConnection | None = None

    def follow(self) -> None:
        """Read until ended."""
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.connection.request("GET", "/floor/stream?within=15", headers={"Cookie": f"session={self.token}"})
        answer = self.connection.getresponse()
        assert answer.status == 200, answer.status
        try:
            while not self.over.is_set() and (line := answer.readline()):
                if line.startswith(b"data: "):
                    self._hear(json.loads(line[6:]))
        except (OSError, ValueError, AttributeError):
            assert self.over.is_set()

    def _hear(self, news: dict[str, object]) -> None:
        at, own = time.monotonic(), {str(one) for one in self.brands}
        if "brands" not in news:
            return
        self.strange |= ({*news["all"], *news["brands"]} - own) | (own - {*news["all"]})
        for brand, numbers in news["brands"].items():
            self.told.append((at, UUID(brand), numbers["waiting"]))

    def ask_board(self) -> None:
        """As a streamed page does."""
        since = ""
        self.over.wait(random.random() * BOARD_EVERY)
        while not self.over.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            connection.request(
                "GET", f"/floor/board?within=15&since={since}", headers={"Cookie": f"session={self.token}"}
            )
            answer = connection.getresponse()
            answer.read()
            assert answer.status in {200, 304}, answer.status
            since = answer.headers.get("X-Since", since)
            connection.close()
            self.over.wait(BOARD_EVERY)


class Watching:
    """All viewers for a while."""

    def __init__(self, viewers: Sequence[Viewer]) -> None:
        self.viewers = viewers
        self.threads = [
            threading.Thread(target=work) for one in viewers for work in (one.follow, one.ask_board)
        ]

    def __enter__(self) -> None:
        for viewer in self.viewers:
            viewer.over.clear()
        for thread in self.threads:
            thread.start()

    def __exit__(self, *_error: object) -> None:
        for viewer in self.viewers:
            viewer.over.set()
        for thread in self.threads:
            thread.join(timeout=30)
        for viewer in self.viewers:
            if viewer.connection is not None:
                viewer.connection.close()


def take_in_for(seconds: float, places: Sequence[Place], events: int, found: "multiprocessing.Queue") -> None:
    """Take so many messages a second in, in a process of its own; (when, brand, how many by then) of each commit."""
    start()
    commits: list[tuple[float, UUID, int]] = []
    counts = dict.fromkeys((one[0] for one in places), 0)
    draw, began, done = random.Random(os.getpid()), time.monotonic(), 0
    while (passed := time.monotonic() - began) < seconds:
        wanted = int(passed * events) - done
        some: dict[Place, list[IncomingMessage]] = {}
        for number in range(done, done + wanted):
            place = draw.choice(places)
            some.setdefault(place, []).append(message(place, f"{os.getpid()}-{number}", draw))
        for place, messages in some.items():
            with UnitOfWork(Actor.system(place[0])) as uow:
                take_in(uow, place[0], messages)
            counts[place[0]] += len(messages)
            commits.append((time.monotonic(), place[0], counts[place[0]]))
        done += wanted
        time.sleep(0.05)
    found.put(commits)


def message(place: Place, name: str, draw: random.Random) -> IncomingMessage:
    return IncomingMessage(
        account=f"x:{place[1]}",
        external_id=name,
        direction=Direction.IN,
        author_id=name,
        text=draw.choice(list(CUSTOMER[place[2]])),
        posted_at=utcnow(),
        thread_keys=(f"m:{name}",),
    )


def make_viewers(port: int, tenants: Sequence[UUID], count: int) -> list[Viewer]:
    """Supervisors of some brands each, signed in."""
    found = []
    for number in range(count):
        own = frozenset(tenants[(number + step) % len(tenants)] for step in range(EACH_SEES))
        with UnitOfWork(Actor.system(*own)) as uow:
            user, _link = invite_user(
                uow,
                email=f"viewer{number}@example.com",
                role=Role.SUPERVISOR,
                name=f"Viewer {number}",
                tenant_ids=sorted(own),
                locale="en",
                by_mail=False,
            )
            user.password_hash = "unusable"  # noqa: S105 -- nobody signs in with a password here
        with UnitOfWork(Actor.system()) as uow:
            found.append(Viewer(port, start_session(uow, user).token, own))
    return found


def page_times(port: int, token: str, seconds: float) -> list[float]:
    """Milliseconds of the queue's page, asked for five times a second."""
    told = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        began = time.perf_counter()
        connection.request("GET", "/queue", headers={"Cookie": f"session={token}"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        told.append((time.perf_counter() - began) * 1000)
        connection.close()
        time.sleep(0.2)
    return told


def cores_of(pid: int) -> float:
    """Processor seconds of a process and its children, so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_ticks(one, with_ended=False) for one in (pid, *map(int, children))) / TICK


def delays_of(
    viewers: Sequence[Viewer], commits: Sequence[tuple[float, UUID, int]], base: dict[UUID, int]
) -> list[float]:
    """Milliseconds from each commit to each viewer of its brand; every one was told."""
    found = []
    for viewer in viewers:
        for brand in viewer.brands:
            steps = [(waiting, at) for at, one, waiting in viewer.told if one == brand]
            counts = [waiting for waiting, _at in steps]
            for at, one, number in commits:
                if one == brand:
                    place = bisect.bisect_left(counts, base[brand] + number)
                    assert place < len(steps), "a viewer was never told"
                    found.append(max(0.0, steps[place][1] - at) * 1000)
    return found


def waiting_now(ground: Ground, tenants: Sequence[UUID]) -> dict[UUID, int]:
    return {
        one: int(str(ground.value("SELECT count(*) FROM queue_item WHERE tenant_id = %s", (one,))))
        for one in tenants
    }


def measure_live(ground: Ground, options: argparse.Namespace) -> list[Row]:
    brands = [Brand(number) for number in range(1, BRANDS + 1)]
    tenants = ground.onboard(brands)
    ids = list(tenants.values())
    places: list[Place] = [(tenants[one.slug], one.handle, one.language) for one in brands]
    token, _actor = make_agent(tenants)
    web, port = serve(ground)
    streams = subprocess.Popen(
        [sys.executable, "-m", "bpo", "streams"],
        cwd=Path(__file__).resolve().parents[1],
        env={**os.environ, "BPO_HOME": str(ground.settings.home)},
    )
    apart = multiprocessing.get_context("spawn")
    try:
        viewers = make_viewers(port, ids, options.viewers)
        wait_for_streams(viewers[0])
        found = apart.Queue()
        base = waiting_now(ground, ids)
        writer = apart.Process(
            target=take_in_for, args=(options.seconds, places, options.events, found), daemon=True
        )
        with Watching(viewers):
            writer.start()
            time.sleep(5)  # the writer imports the product first
            before, began = (cores_of(web.pid), cores_of(streams.pid)), time.monotonic()
            time.sleep(max(1.0, options.seconds - 2))
            passed = time.monotonic() - began
            used = [
                (after - old) / passed
                for after, old in zip((cores_of(web.pid), cores_of(streams.pid)), before, strict=True)
            ]
            commits = found.get(timeout=120)
            writer.join(timeout=30)
            time.sleep(4)  # the last number is told within two seconds
        delays = delays_of(viewers, commits, base)
        finally_waiting = waiting_now(ground, ids)
        for viewer in viewers:
            assert viewer.strange == set(), "a viewer was told of another's brand, or not of all of theirs"
            last = {brand: waiting for _at, brand, waiting in viewer.told}
            assert last == {brand: finally_waiting[brand] for brand in viewer.brands}
        rows = [
            row("a viewer's number, after the commit", "ms", delays, f"p95 {p95(delays):.0f}"),
            row("messages taken in", "a second", [commits and sum_of(commits) / options.seconds]),
            row("web processes", "cores", [used[0]], "boards asked for by all viewers among it"),
            row("process of the streams", "cores", [used[1]]),
            row("both", "cores", [sum(used)], "goal < 0.5"),
            row("viewers told their own brands alone", "viewers", [len(viewers)]),
        ]
        if options.rounds:
            rows += pages_by_turns(apart, port, token, viewers, places, options)
    finally:
        for process in (streams, web):
            process.send_signal(signal.SIGTERM)
        for process in (streams, web):
            process.wait(timeout=30)
    return rows


def pages_by_turns(apart, port, token, viewers, places, options) -> list[Row]:  # noqa: ANN001 -- as above
    """The queue's page while messages come in: with the viewers and without them, by turns."""
    each = options.seconds / 4
    found = apart.Queue()
    writer = apart.Process(
        target=take_in_for,
        args=(2 * options.rounds * each + 10, places, options.events, found),
        daemon=True,
    )
    writer.start()
    time.sleep(5)
    without: list[float] = []
    with_them: list[float] = []
    for _ in range(options.rounds):
        without += page_times(port, token, each)
        with Watching(viewers):
            time.sleep(0.5)
            with_them += page_times(port, token, each)
    found.get(timeout=120)
    writer.join(timeout=30)
    return [
        row("the queue's page without viewers", "ms", without, f"p95 {p95(without):.0f}"),
        row("the queue's page with them", "ms", with_them, f"p95 {p95(with_them):.0f}"),
    ]


def wait_for_streams(viewer: Viewer) -> None:
    """Until the process takes connections."""
    for _ in range(300):
        connection = http.client.HTTPConnection("127.0.0.1", viewer.port, timeout=60)
        connection.request("GET", "/floor/stream", headers={"Cookie": f"session={viewer.token}"})
        status = connection.getresponse().status
        connection.close()
        if status == 200:
            return
        time.sleep(0.1)
    message = "no process keeps streams"
    raise RuntimeError(message)


def sum_of(commits: Sequence[tuple[float, UUID, int]]) -> int:
    return sum({brand: number for _at, brand, number in commits}.values())


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench live")
    parser.add_argument("--viewers", type=int, default=30)
    parser.add_argument("--events", type=int, default=50, help="messages a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of pages with viewers and without")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not 1 <= options.viewers <= 200 or not 1 <= options.events <= 500 or not 2 <= options.seconds <= 600:
        parser.error("1 to 200 viewers, 1 to 500 events a second, 2 to 600 seconds.")
    ground = Ground()
    queue.hang_bell(ground.addresses.redis)
    tell("The floor, live", measure_live(ground, options), as_json=options.json)


if __name__ == "__main__":
    run_apart(__file__, measure)
