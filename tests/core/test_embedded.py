"""The embedded servers follow their users, however these end."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BORROW = """
import sys, time
from bpo.core.config import load_settings
from bpo.core.embedded import borrow
import psycopg, redis
found = borrow(load_settings())
print(psycopg.connect(found.superuser).execute("SELECT 1").fetchone()[0], redis.Redis.from_url(found.redis).ping(), flush=True)
time.sleep(float(sys.argv[1]))
"""

pytestmark = pytest.mark.slow


def user_of(home, seconds=0):
    return subprocess.Popen(
        [sys.executable, "-c", BORROW, str(seconds)],
        env={**os.environ, "BPO_HOME": str(home), "BPO_POSTGRES_OPTIONS": "fsync=off"},
        stdout=subprocess.PIPE,
        text=True,
    )


def servers_of(home):
    """Processes whose command line names this home."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if str(home) in line:
                found.append(line.replace("\0", " "))
    return found


def wait_until_gone(home, seconds=60):
    deadline = time.monotonic() + seconds
    while servers_of(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    return servers_of(home)


def finish(process):
    said = process.stdout.readline().strip()
    process.stdout.close()
    return said


@pytest.fixture
def home(tmp_path):
    yield tmp_path
    assert wait_until_gone(tmp_path) == []


def test_servers_serve_and_leave_with_their_last_user(home):
    user = user_of(home)
    assert finish(user) == "1 True"
    assert user.wait(20) == 0
    assert wait_until_gone(home) == []


def test_a_second_user_keeps_the_servers_when_the_first_leaves(home):
    first = user_of(home)
    assert finish(first) == "1 True"
    second = user_of(home, seconds=3)
    assert finish(second) == "1 True"
    first.wait(20)
    time.sleep(1.5)
    assert servers_of(home) != []
    second.wait(20)


def test_who_comes_while_a_keeper_is_leaving_gets_servers_of_another(home):
    with (home / "keeper.lock").open("w") as leaving:  # it has stopped its servers, and is not quite gone
        fcntl.flock(leaving, fcntl.LOCK_EX)
        user = user_of(home)
        time.sleep(3)
    assert finish(user) == "1 True"
    assert user.wait(20) == 0


def test_nothing_is_left_after_kill_minus_nine_of_the_only_user(home):
    user = user_of(home, seconds=60)
    assert finish(user) == "1 True"
    user.send_signal(signal.SIGKILL)
    user.wait(10)
    assert wait_until_gone(home) == []


def test_servers_do_not_outlive_their_keeper(home):
    user = user_of(home, seconds=60)
    assert finish(user) == "1 True"
    keeper = subprocess.run(
        ["pgrep", "-f", f"bpo.core.keeper {home}"], capture_output=True, text=True, check=True
    ).stdout.split()
    os.kill(int(keeper[0]), signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any("postgres" in line for line in servers_of(home)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any("postgres" in line or "valkey" in line for line in servers_of(home))
    user.kill()
    user.wait(10)


def test_a_closed_parent_folder_is_no_obstacle(home):
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    user = user_of(closed)
    assert finish(user) == "1 True"
    user.wait(20)
