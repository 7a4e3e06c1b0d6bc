"""`bpo up` as a newcomer meets it: it serves, several copies run beside each other, and nothing is left over."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds: a machine may be ten times slower than ours


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Copy:
    """One running `bpo up` of its own."""

    def __init__(self, home, *, demo="0"):
        self.home, self.port = home, free_port()
        environment = {**os.environ, "BPO_HOME": str(home), "PORT": str(self.port), "DEMO": demo}
        self.log = (home / "up.log").open("ab")
        self.environment = environment | {"BPO_POSTGRES_OPTIONS": "fsync=off"}
        self.process = subprocess.Popen(
            # Whoever runs the tests in the background has Ctrl-C ignored, and a child inherits that.
            ["env", "--default-signal=INT", sys.executable, "-m", "bpo", "up"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )

    def answers(self, path="/readyz", pause=0.2):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
                    return answer.status
            except OSError:
                time.sleep(pause)
        return None

    def keeper(self):
        """The process that keeps this copy's servers."""
        found = subprocess.run(
            ["pgrep", "-f", f"bpo.core.keeper {self.home}"], capture_output=True, text=True, check=True
        )
        return int(found.stdout.split()[0])

    def command(self, *arguments):
        return subprocess.run(
            [sys.executable, "-m", "bpo", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def end(self, sig):
        self.process.send_signal(sig)
        self.process.wait(PATIENCE)
        self.log.close()

    def clear(self):
        """End it if a test that failed has not."""
        if self.process.poll() is None:
            self.end(signal.SIGKILL)

    def left_over(self):
        """Processes that still carry this home in their environment or command line."""
        deadline = time.monotonic() + PATIENCE
        while (found := self._processes()) and time.monotonic() < deadline:
            time.sleep(0.2)
        return found

    def _processes(self):
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                try:
                    text = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
                except OSError:
                    continue
                if str(self.home).encode() in text:
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found


@pytest.fixture
def start_copy():
    with ExitStack() as started:

        def start(home):
            copy = Copy(home)
            started.callback(copy.clear)
            return copy

        yield start


def test_two_copies_serve_side_by_side_and_leave_nothing_behind(tmp_path, start_copy):
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        home.mkdir()
    first, second = (start_copy(home) for home in homes)
    assert (first.answers(), second.answers()) == (200, 200)
    assert first.answers("/healthz") == 200
    told = first.command("doctor")
    assert (told.returncode, "BAD" in told.stdout) == (0, False), told.stdout + told.stderr
    assert first.command("user", "add", "someone@vendor.example", "--role", "admin").returncode == 0
    first.end(signal.SIGTERM)
    second.end(signal.SIGKILL)
    assert first.left_over() == []
    assert second.left_over() == []
    again = start_copy(homes[0])  # keeps what was there, and recovers when its servers are killed under it
    assert again.answers() == 200
    told = again.command("user", "add", "someone@vendor.example", "--role", "admin")
    assert told.returncode == 1, told.stdout  # has this role already
    os.kill(again.keeper(), signal.SIGKILL)
    time.sleep(2)
    assert again.answers() == 200
    again.end(signal.SIGINT)
    assert again.left_over() == []


def test_it_recovers_when_the_servers_are_killed_before_the_workers_have_started(tmp_path, start_copy):
    copy = start_copy(tmp_path)
    assert copy.answers("/healthz", pause=0.01) == 200  # `up` has not seen it yet, or only just
    os.kill(copy.keeper(), signal.SIGKILL)
    time.sleep(2)
    assert copy.answers() == 200
    copy.end(signal.SIGINT)
    assert copy.left_over() == []


def test_it_is_stopped_while_it_still_waits_for_its_web(tmp_path, start_copy):
    copy = start_copy(tmp_path)
    assert copy.answers("/healthz", pause=0.01) == 200  # its web runs; `up` has not seen it yet, or only just
    copy.end(signal.SIGINT)
    assert copy.left_over() == []
