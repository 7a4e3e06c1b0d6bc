"""Handing an open connection from the web to the process that keeps streams, on one machine.

A thread of the web that held a stream would be held by it for hours. So the web says who asks and passes the
connection itself (SCM_RIGHTS) through a socket that only this installation's user can write to; what is left
in the web's hands is a socket that leads nowhere, which its server closes in its ordinary way.
"""

import json
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpo.core.keeper import Places

PATIENCE = 2.0  # seconds
LARGEST = 16_384  # bytes of what is said with a connection
Connection = socket.socket


@dataclass(frozen=True)
class Handed:
    """A connection that was passed on, and what was said with it."""

    connection: Connection
    given: dict[str, Any]


def hand_over(home: Path, connection: Connection, given: dict[str, Any]) -> bool:
    """Pass a connection on; False where nobody takes it, and it is still ours."""
    words = json.dumps(given).encode()
    if len(words) > LARGEST:
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
        way.settimeout(PATIENCE)  # the kernel keeps ten for a taker; who does not keep up is as good as away
        try:
            way.connect(str(_place(home)))
            socket.send_fds(way, [words], [connection.fileno()])
        except OSError:
            return False
    ours, nowhere = socket.socketpair()
    with ours, nowhere:
        os.dup2(ours.fileno(), connection.fileno(), inheritable=False)
    return True


class Inbox:
    """Where connections arrive; one process of an installation has it."""

    def __init__(self, home: Path) -> None:
        place = _place(home)
        place.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            place.unlink()  # of a process that was killed
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        before = os.umask(0o177)
        try:
            self.socket.bind(str(place))
        finally:
            os.umask(before)
        self.socket.setblocking(False)

    def take(self) -> list[Handed]:
        """What has arrived by now."""
        found: list[Handed] = []
        while True:
            try:
                words, handles, _flags, _sender = socket.recv_fds(self.socket, LARGEST, 1)
            except BlockingIOError:
                return found
            for handle in handles:
                connection = socket.socket(fileno=handle)
                connection.setblocking(False)
                found.append(Handed(connection, json.loads(words)))

    def close(self) -> None:
        """Take no more. The place stays: a successor may have it by now."""
        self.socket.close()


def _place(home: Path) -> Path:
    return Places(home).sockets / "streams.sock"
