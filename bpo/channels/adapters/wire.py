"""The one way out to other people's servers: bounded in time and size, and only to the world.

Every conversation has one total deadline, however slowly the other side drips. A name is resolved once, all
its addresses must be public ones (or its name stands on the installation's list of private hosts), and the
connection goes to the address that was checked: a name that answers differently the second time finds nobody.
No redirects, no proxies from the environment, no cookies.
"""

import http.client
import json
import queue
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bpo.channels.rules.addresses import fault_of_address, is_public
from bpo.core.open_units import check_none_is_open

TOTAL_SECONDS = 20.0
LARGEST_ANSWER = 8 * 1024 * 1024
LARGEST_CONVERSATION = 256 * 1024 * 1024  # of all that one connection brings


class WireError(OSError):
    """A conversation failed. `began`: bytes had left that the other side could have acted on."""

    def __init__(self, message: str, *, began: bool) -> None:
        super().__init__(message)
        self.began = began


class RefusedError(WireError):
    """An address that we do not speak to."""

    def __init__(self, message: str) -> None:
        super().__init__(message, began=False)


class TooLargeError(WireError):
    """An answer of more bytes than are taken."""

    def __init__(self) -> None:
        super().__init__("the answer is too large", began=True)


@dataclass(frozen=True)
class Answer:
    """What an HTTP server said."""

    status: int
    reason: str
    headers: Mapping[str, str]  # names in small letters
    body: bytes


def object_in(answer: Answer) -> dict[str, Any] | None:
    """The JSON object that it said; None where it said none: something between us may have answered instead."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


class _Bounded:
    """A socket whose every wait ends with the conversation's deadline, and which brings so much at most."""

    ends_at: float = 0.0
    room: int = LARGEST_CONVERSATION

    def _tick(self) -> None:
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the conversation took too long")
        self.settimeout(left)  # type: ignore[attr-defined]  # a socket's

    def _count(self, came: Any) -> Any:  # noqa: ANN401 -- bytes, or how many
        self.room -= came if isinstance(came, int) else len(came)
        if self.room < 0:
            raise OSError("the conversation became too large")
        return came

    def recv(self, *args: Any) -> bytes:  # noqa: ANN401 -- as the socket's
        self._tick()
        return self._count(super().recv(*args))  # type: ignore[misc,no-any-return]  # the socket's

    def recv_into(self, *args: Any) -> int:  # noqa: ANN401 -- as the socket's
        self._tick()
        return self._count(super().recv_into(*args))  # type: ignore[misc,no-any-return]  # the socket's

    def send(self, *args: Any) -> int:  # noqa: ANN401 -- as the socket's
        self._tick()
        return super().send(*args)  # type: ignore[misc,no-any-return]  # the socket's

    def sendall(self, *args: Any) -> None:  # noqa: ANN401 -- as the socket's
        self._tick()
        super().sendall(*args)  # type: ignore[misc]  # the socket's


class BoundedSocket(_Bounded, socket.socket):
    """A plain socket with a deadline."""


class BoundedTls(_Bounded, ssl.SSLSocket):
    """The same behind TLS."""


@dataclass
class Wire:
    """How this installation speaks to networks. `private_hosts` may have addresses that are not public."""

    private_hosts: frozenset[str] = frozenset()
    seconds: float = TOTAL_SECONDS
    ca_file: str | None = None  # roots to trust instead of the system's
    plain: bool = False  # also without TLS, for what anybody may read and where nothing of ours is told

    def connect(self, host: str, port: int, *, tls: bool, ends_at: float | None = None) -> socket.socket:
        """An open, bounded connection to a checked address; WireError where there is none."""
        check_none_is_open()
        ends_at = ends_at or time.monotonic() + self.seconds
        addresses = self.resolve(host, port, ends_at=ends_at)
        problem: OSError = OSError("no address")
        for family, address in addresses:
            sock = BoundedSocket(family, socket.SOCK_STREAM)
            sock.ends_at = ends_at
            try:
                sock.settimeout(max(0.01, min(10.0, ends_at - time.monotonic())))
                sock.connect(address)
                return self.secure(sock, host, ends_at=ends_at) if tls else sock
            except OSError as error:
                sock.close()
                problem = error
        raise WireError(f"{type(problem).__name__}", began=False) from problem

    def secure(self, sock: socket.socket, host: str, *, ends_at: float) -> ssl.SSLSocket:
        """The same connection behind TLS, its server's name checked."""
        context = self.tls_context(ends_at)
        sock.settimeout(max(0.01, ends_at - time.monotonic()))
        return context.wrap_socket(sock, server_hostname=host)

    def tls_context(self, ends_at: float) -> ssl.SSLContext:
        """A context whose connections keep to the deadline."""
        context = ssl.create_default_context(cafile=self.ca_file)
        context.sslsocket_class = type("Tls", (BoundedTls,), {"ends_at": ends_at})
        return context

    def resolve(self, host: str, port: int, *, ends_at: float) -> list[tuple[int, Any]]:
        """The addresses of a name; RefusedError if any of them is not the world's."""
        infos = _look_up(host, port, seconds=ends_at - time.monotonic())
        if host.lower().rstrip(".") not in self.private_hosts:
            for _family, _kind, _protocol, _name, address in infos:
                if not is_public(str(address[0])):
                    raise RefusedError(f"{host} has an address that is not public")
        return [(family, address) for family, _kind, _protocol, _name, address in infos]

    def fetch(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None = None,
        first: int | None = None,
    ) -> Answer:
        """One request, one answer. Whatever fails after the first byte has left says so (`began`).

        `first`: only so many bytes of the answer are wanted, and the rest is left where it is.
        """
        parts = self._parts(url)
        ends_at = time.monotonic() + self.seconds
        tls = parts.scheme == "https"
        port = parts.port or (443 if tls else 80)
        host = str(parts.hostname)
        sock = self.connect(host, port, tls=tls, ends_at=ends_at)
        connection = http.client.HTTPConnection(host, port)
        connection.default_port = 443 if tls else 80
        connection.sock = sock
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"Accept-Encoding": "identity", "Connection": "close", **headers}
        try:
            connection.request(method, target, body=body, headers=sent)
            with connection.getresponse() as answer:  # it keeps the socket where the reading breaks off
                content = answer.read(LARGEST_ANSWER + 1 if first is None else first)
        except UnicodeEncodeError as error:  # of a header, which is written before anything leaves
            raise WireError("a header cannot be written", began=False) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise WireError(type(error).__name__, began=True) from error
        finally:
            connection.close()
        told = {name.lower(): value for name, value in answer.getheaders()}
        if len(content) > LARGEST_ANSWER:
            raise TooLargeError
        length = told.get("content-length", "")
        whole = method != "HEAD" and (first is None or len(content) < first)
        if whole and length.isdigit() and (length.lstrip("0") or "0") != str(len(content)):
            raise WireError("the answer was cut", began=True)
        return Answer(answer.status, answer.reason, told, content)

    def _parts(self, url: str) -> Any:  # noqa: ANN401 -- a SplitResult
        fault = fault_of_address(url, self.private_hosts, plain=self.plain)
        if fault:
            raise RefusedError(fault)
        return urlsplit(url)


def _look_up(host: str, port: int, *, seconds: float) -> list[Any]:
    """The resolver's answers, within a time: the system's own call cannot be told one."""
    found: queue.Queue[Any] = queue.Queue()

    def ask() -> None:
        try:
            found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = found.get(timeout=max(0.01, min(10.0, seconds)))
    except queue.Empty:
        raise WireError("the name was not resolved in time", began=False) from None
    if isinstance(answer, Exception):
        raise WireError("the name is not known", began=False) from answer
    return list(answer)
