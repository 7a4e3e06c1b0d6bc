"""PostgreSQL 18 and Valkey from wheels, for a machine that has neither.

`borrow(settings)` makes sure that both run and returns their addresses; the process is then one of their
users until it ends. Starting, watching and stopping is the keeper's (`core.keeper`), a process of its own,
so that a command that happened to come first can leave without taking the servers from the others.
"""

import fcntl
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from urllib.parse import quote

from bpo.core.config import Settings, kept_secret
from bpo.core.keeper import Places

_held: dict[str, int] = {}  # home → the file that holds the shared lock of this process
_keepers: list["subprocess.Popen[bytes]"] = []  # started here, outlive us when others use them


@dataclass(frozen=True)
class Addresses:
    """Where the servers answer. `superuser` is None unless the servers are our own."""

    superuser: str | None
    owner: str
    app: str | None
    redis: str


def borrow(settings: Settings) -> Addresses:
    """The servers to use: the given ones, and embedded ones for what was not given."""
    if settings.database_url and settings.redis_url:
        return Addresses(None, settings.database_url, settings.database_app_url, settings.redis_url)
    places = Places(settings.home)
    _become_user(places, settings.postgres_options)
    redis = settings.redis_url or f"unix://{places.valkey_socket}"
    if settings.database_url:
        return Addresses(None, settings.database_url, settings.database_app_url, redis)
    return Addresses(
        superuser=_url(places, "postgres", kept_secret(settings.home, "postgres-superuser"), "postgres"),
        owner=_url(places, "bpo_owner", kept_secret(settings.home, "postgres-owner"), "bpo"),
        app=_url(places, "bpo_app", kept_secret(settings.home, "postgres-app"), "bpo"),
        redis=redis,
    )


def mend(settings: Settings) -> bool:
    """Start the servers again if their keeper has been killed; True when that was needed."""
    places = Places(settings.home)
    if str(places.home) not in _held or _keeper_lives(places):
        return False
    start = os.open(places.start_lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(start, fcntl.LOCK_EX)
        _wait_until_ready(places, settings.postgres_options)  # another user may have been quicker
    finally:
        os.close(start)
    return True


def _url(places: Places, user: str, password: str, database: str) -> str:
    return f"postgresql://{user}:{quote(password)}@/{database}?host={quote(str(places.sockets))}"


def _become_user(places: Places, options: tuple[str, ...]) -> None:
    home = str(places.home)
    if home in _held:
        return
    start = os.open(places.start_lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(start, fcntl.LOCK_EX)
        users = os.open(places.users_lock, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(users, fcntl.LOCK_SH)
        _wait_until_ready(places, options)
        _held[home] = users
    finally:
        os.close(start)


def _keeper_lives(places: Places) -> bool:
    handle = os.open(places.keeper_lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _wait_until_ready(places: Places, options: tuple[str, ...]) -> None:
    """Wait for the servers, under the start lock, and start them where nobody keeps them, or no longer."""
    for _attempt in range(1200):
        if not _keeper_lives(places):
            _start_keeper(places, options)
        elif places.ready.exists():
            return
        time.sleep(0.05)
    message = f"The embedded servers did not answer within a minute; see {places.log}."
    raise RuntimeError(message)


def _start_keeper(places: Places, options: tuple[str, ...]) -> None:
    with places.log.open("ab") as log:
        keeper = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", "bpo.core.keeper", str(places.home), *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the programs, the servers follow when these have gone
        )
    _keepers.append(keeper)
    assert keeper.stdout is not None
    said = keeper.stdout.readline().decode().strip()
    keeper.stdout.close()
    if said != "ready":
        keeper.wait()
        raise RuntimeError(said or f"The embedded servers did not start; see {places.log}.")
