"""The processes of one machine, as children of `bpo up`.

Everything is imported, and the dictionaries loaded, once: by a process whose only work is to fork the
others (`bpo.cli.forked`). Each then starts in a moment and shares the memory of what it only reads. Each
opens its own connections, is a user of the embedded servers in its own right, and is started again if it
ends by itself. All of them end with `up`, however that ends: the kernel tells the forking process, and then
the forked (PDEATHSIG).
"""

import multiprocessing
import os
import signal
import sys
import time
import urllib.request
from collections.abc import Callable
from multiprocessing import forkserver
from pathlib import Path
from types import FrameType

import structlog

from bpo.core import queue
from bpo.core.config import Settings
from bpo.core.embedded import mend
from bpo.core.keeper import die_with_parent

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0  # seconds for the web's first answer
GRACE = 8.0  # seconds for a child to finish what it has in hand
WORKERS = {"delivery": 3}  # a network that is slow to answer holds up one; each other queue has one
QUIET = ["--log-level", "warning"]
log = structlog.get_logger(__name__)


def serve(port: int) -> None:
    """The web, by gunicorn."""
    from gunicorn.app.wsgiapp import run  # noqa: PLC0415 -- only the web needs it

    os.chdir(ROOT)
    sys.argv = [
        *("gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{port}", "--workers", "2"),
        *("--worker-class", "gthread", "--threads", "8", "--graceful-timeout", "5", *QUIET, "wsgi:app"),
    ]
    run()


class Children:
    """Web, streams, relay and the workers of each queue, made by these functions of the commands."""

    def __init__(
        self,
        settings: Settings,
        relay: Callable[[], None],
        work: Callable[[str], None],
        stream: Callable[[], None],
    ) -> None:
        self.settings = settings
        self.calls: dict[str, tuple[Callable[..., None], tuple[object, ...]]] = {
            "web": (serve, (settings.port,)),
            "streams": (stream, ()),
            "relay": (relay, ()),
            **{
                f"worker {name} {number + 1}": (work, (name,))
                for name in queue.QUEUES
                for number in range(WORKERS.get(name, 1))
            },
        }
        self.running: dict[str, multiprocessing.context.ForkServerProcess] = {}
        self.stopping = False
        self.forking = multiprocessing.get_context("forkserver")
        self.forking.set_forkserver_preload(["bpo.cli.forked"])
        forkserver.ensure_running()  # it imports while we make the database ready

    def start(self, *names: str) -> None:
        """Start these of them."""
        for name in names:
            self._start(name)

    def web_answers(self) -> bool:
        """Wait for the web's first answer, mending the servers under it; False if it ends or is silent."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.running["web"].is_alive():
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
            self.look_after()

    def look_after(self) -> None:
        """Start again what has ended by now."""
        self._mend_servers()
        for name, child in list(self.running.items()):
            if not self.stopping and not child.is_alive():
                log.warning("process_ended", process=name, status=child.exitcode)
                time.sleep(1.0)
                self._start(name)

    def stop(self) -> None:
        """Ask all to finish; what has not after a while is ended."""
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.running.values():
            child.join(max(0.1, deadline - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()

    def _mend_servers(self) -> None:
        try:
            if mend(self.settings):
                log.warning("servers_started_again")
        except RuntimeError as error:  # the old ones may still be leaving: the next look tries again
            log.warning("servers_not_started", why=str(error))

    def _start(self, name: str) -> None:
        call, arguments = self.calls[name]
        # A daemon, so that nobody waits for it where `up` is stopped before it watches.
        self.running[name] = self.forking.Process(
            target=_run, args=(call, *arguments), name=name, daemon=True
        )
        self.running[name].start()

    def _leave(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _run(call: Callable[..., None], *arguments: object) -> None:
    """In the forked process: end with the one that forked us, and hear nothing of Ctrl-C."""
    die_with_parent()
    os.setsid()  # Ctrl-C reaches `up` alone, and it stops the others in order
    call(*arguments)
