"""`bpo up`, the supervisor of one machine, and what it runs beside the web: streams, workers, relay."""

import logging
import signal
import socket
import sys
import threading
import time
from types import FrameType

import click
import structlog
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from bpo.app import create_app
from bpo.cli import main
from bpo.cli.children import Children
from bpo.cli.streams import run_streams
from bpo.core import queue
from bpo.core.config import load_settings
from bpo.core.runtime import start
from bpo.core.schedule import beat
from bpo.demo.loader import DEMO_LOGINS, is_unfinished, load_demo, wants_demo

PORT_PATIENCE = 5.0  # seconds for a copy that was just killed to let go of its port
log = structlog.get_logger(__name__)


@main.command()
def up() -> None:
    """Start everything: servers, web, workers. Ctrl-C stops it all."""
    settings = load_settings()
    if not port_is_free(settings.port):  # else another program would answer for us below
        click.echo(f"Port {settings.port} is in use by another program; set PORT to a free one.", err=True)
        sys.exit(2)
    click.echo("Starting bpo …")
    children = Children(settings, run_relay, work_on, run_streams)
    start(settings)
    if settings.demo and wants_demo():
        click.echo("First start: making the demo vendor …")
        load_demo(settings)
    elif settings.demo and is_unfinished(settings):
        click.echo(
            "Making the demo vendor was broken off, and it has no log-ins. "
            f"To make it anew, stop bpo and remove {settings.home}; DEMO=0 keeps what is there.",
            err=True,
        )
    try:
        children.start("web")  # first and alone: somebody waits for it
        if not children.web_answers():
            click.echo("The web server does not answer; its messages are above.", err=True)
            sys.exit(1)
        children.start(*(name for name in children.calls if name != "web"))
        click.echo(f"bpo is at {settings.public_url}")
        if (logins := settings.home / DEMO_LOGINS).exists():
            click.echo(f"Demo log-ins (names and passwords): {logins}")
        click.echo("Ctrl-C stops it.")
        children.watch()
    finally:
        children.stop()


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
    work_on(name)


def work_on(name: str) -> None:
    """Connect, and work on one queue until told to stop."""
    running = start()
    create_app(running)  # imports every handler, and nothing is imported a second time for a job
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    queue.ring([name])
    SimpleWorker(
        [Queue(name, connection=queue.bell(), serializer=JSONSerializer)], serializer=JSONSerializer
    ).work(logging_level="WARNING")


@main.command()
def relay() -> None:
    """Leave what the schedule asks for, and ring for queues that have work, each second."""
    run_relay()


def run_relay() -> None:
    """Each second, until told to stop. Nothing depends on Redis remembering."""
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


@main.command()
def migrate() -> None:
    """Make the database ready for this version; `up` does it by itself."""
    start(load_settings())
    click.echo("The database is ready.")
