"""The libraries' SMTP and IMAP over our wire."""

import imaplib
import smtplib
import socket
import time

from imapclient import IMAPClient

from bpo.channels.adapters.wire import Wire

LARGEST_LITERAL = 4 * 1024 * 1024  # of any answer of a mailbox


class Smtp(smtplib.SMTP):
    """The library's SMTP over our wire."""

    def __init__(self, wire: Wire, server: tuple[str, int, str]) -> None:
        self.wire = wire
        self.server, self.server_port, self.security = server
        self.ends_at = time.monotonic() + wire.seconds
        super().__init__(local_hostname="localhost", timeout=wire.seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002 -- the library's
        return self.wire.connect(host, port, tls=self.security == "tls", ends_at=self.ends_at)

    def begin(self) -> None:
        """Connect, say hello, hide behind TLS where that is asked for."""
        self._host = self.server  # what TLS checks the name against
        code, said = self.connect(self.server, self.server_port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)
        self.ehlo_or_helo_if_needed()
        if self.security == "starttls":
            self.starttls(context=self.wire.tls_context(self.ends_at))
            self.ehlo()


class Imap4(imaplib.IMAP4):
    """The library's IMAP over our wire."""

    def __init__(self, wire: Wire, host: str, port: int, *, tls: bool) -> None:
        self.wire = wire
        self.tls = tls
        self.ends_at = time.monotonic() + wire.seconds
        super().__init__(host, port)

    def _create_socket(self, timeout: float | None) -> socket.socket:  # noqa: ARG002 -- the library's
        return self.wire.connect(self.host, self.port, tls=self.tls, ends_at=self.ends_at)

    def read(self, size: int) -> bytes:
        """What a server says is so long; the library would make room for whatever it says."""
        if size > LARGEST_LITERAL:
            raise self.abort("too large")
        return super().read(size)


class Imap(IMAPClient):  # type: ignore[misc]  # the library has no types
    """IMAPClient over our wire."""

    def __init__(self, wire: Wire, host: str, port: int, security: str) -> None:
        self.wire = wire
        self.security = security
        super().__init__(host, port=port, ssl=False, use_uid=True)
        if security == "starttls":
            self.starttls(wire.tls_context(self._imap.ends_at))

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802 -- the library's
        return Imap4(self.wire, self.host, self.port, tls=self.security == "tls")
