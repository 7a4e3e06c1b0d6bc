"""`bpo up` and the processes it runs: the web, the workers (one a queue) and the relay.

`up` is the supervisor of one machine. Each child dies with it (PDEATHSIG, set from the main thread), is
started again if it ends by itself, and is a user of the embedded servers in its own right.
"""

import logging
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import FrameType

import click
import structlog
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from bpo.app import create_app
from bpo.cli import main
from bpo.core import queue
from bpo.core.config import Settings, load_settings
from bpo.core.embedded import mend
from bpo.core.keeper import die_with_parent
from bpo.core.runtime import start
from bpo.core.schedule import beat
from bpo.demo.loader import DEMO_LOGINS, is_unfinished, load_demo, wants_demo

PORT_PATIENCE = 5.0  # seconds for a copy that was just killed to let go of its port
PATIENCE = 90.0  # seconds for the web's first answer
GRACE = 8.0  # seconds for a child to finish what it has in hand
QUIET = ["--log-level", "warning"]
log = structlog.get_logger(__name__)


@main.command()
def up() -> None:
    """Start everything: servers, web, workers. Ctrl-C stops it all."""
    settings = load_settings()
    if not port_is_free(settings.port):  # else another program would answer for us below
        click.echo(f"Port {settings.port} is in use by another program; set PORT to a free one.", err=True)
        sys.exit(2)
    start(settings)
    click.echo("Starting bpo …")
    if settings.demo and wants_demo():
        click.echo("First start: making the demo vendor …")
        load_demo(settings)
    elif settings.demo and is_unfinished(settings):
        click.echo(
            "Making the demo vendor was broken off, and it has no log-ins. "
            f"To make it anew, stop bpo and remove {settings.home}; DEMO=0 keeps what is there.",
            err=True,
        )
    children = Children(settings)
    children.start("web")  # first and alone: each of the others costs a processor two seconds
    if not children.web_answers():
        click.echo("The web server does not answer; its messages are above.", err=True)
        children.stop()
        sys.exit(1)
    children.start(*(name for name in children.commands if name != "web"))
    click.echo(f"bpo is at {settings.public_url}")
    if (logins := settings.home / DEMO_LOGINS).exists():
        click.echo(f"Demo log-ins (names and passwords): {logins}")
    click.echo("Ctrl-C stops it.")
    children.watch()


def port_is_free(port: int, *, patience: float = PORT_PATIENCE) -> bool:
    """Whether the web could listen there, now or very soon."""
    deadline = time.monotonic() + patience
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                if time.monotonic() >= deadline:
                    return False
            else:
                return True
        time.sleep(0.2)


@main.command()
@click.argument("name", type=click.Choice(queue.QUEUES))
def worker(name: str) -> None:
    """Work on one queue until stopped."""
    running = start()
    create_app(running)  # imports every handler, and nothing is imported a second time for a job
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    queue.ring([name])
    SimpleWorker(
        [Queue(name, connection=queue.bell(), serializer=JSONSerializer)], serializer=JSONSerializer
    ).work(logging_level="WARNING")


@main.command()
def relay() -> None:
    """Each second: leave what the schedule asks for, and ring for queues that have work waiting.

    Nothing depends on Redis remembering.
    """
    create_app(start())  # imports every handler, and with them the schedule
    stopped = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    while not stopped.wait(1.0):
        try:
            beat()
            queue.ring(queue.queues_with_work())
        except Exception as error:  # noqa: BLE001 -- the relay outlives any database restart
            log.warning("relay_could_not_look", kind=type(error).__name__)


class Children:
    """The processes of one machine."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        bpo = [sys.executable, "-m", "bpo"]
        self.commands: dict[str, list[str]] = {
            "web": [
                *(
                    sys.executable,
                    "-m",
                    "gunicorn",
                    "--no-control-socket",
                    "--bind",
                    f"127.0.0.1:{settings.port}",
                ),
                *("--workers", "2", "--worker-class", "gthread", "--threads", "8", "--graceful-timeout", "5"),
                *(*QUIET, "wsgi:app"),
            ],
            "relay": [*bpo, "relay"],
            **{f"worker {name}": [*bpo, "worker", name] for name in queue.QUEUES},
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def start(self, *names: str) -> None:
        """Start these of them."""
        for name in names:
            self._start(name)

    def web_answers(self) -> bool:
        """Wait for the web's first answer, mending the servers under it; False if it ends or is silent."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.running["web"].poll() is None:
            self._mend_servers()
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{self.settings.port}/readyz", timeout=2
                ) as answer:
                    return bool(answer.status == 200)
            except OSError:
                time.sleep(0.25)
        return False

    def watch(self) -> None:
        """Start again what ends by itself, until we are told to stop."""
        signal.signal(signal.SIGTERM, self._leave)
        signal.signal(signal.SIGINT, self._leave)
        while not self.stopping:
            time.sleep(0.5)
            self._mend_servers()
            for name, child in list(self.running.items()):
                if not self.stopping and child.poll() is not None:
                    log.warning("process_ended", process=name, status=child.returncode)
                    time.sleep(1.0)
                    self._start(name)
        self.stop()

    def stop(self) -> None:
        """Ask all to finish; what has not after a while is ended."""
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _mend_servers(self) -> None:
        try:
            if mend(self.settings):
                log.warning("servers_started_again")
        except RuntimeError as error:  # the old ones may still be leaving: the next look tries again
            log.warning("servers_not_started", why=str(error))

    def _start(self, name: str) -> None:
        self.running[name] = subprocess.Popen(  # noqa: S603 -- our own programs
            self.commands[name],
            cwd=Path(__file__).resolve().parents[2],
            preexec_fn=die_with_parent,  # noqa: PLW1509 -- set before the child has threads
            start_new_session=True,  # Ctrl-C reaches us alone, and we stop the others in order
        )

    def _leave(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


@main.command()
def migrate() -> None:
    """Make the database ready for this version; `up` does it by itself."""
    start(load_settings())
    click.echo("The database is ready.")
