"""E-mail: SMTP out, IMAP in.

A reply's Message-ID is made from the delivery's key, and a blind copy of it goes to our own mailbox in the
same transaction as the reply itself: the server takes both or none, so the copy in the mailbox proves that
the reply went out. Nothing is delivered before the dot that ends the text; only what fails after it is a
"maybe".
"""

import json
import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from bpo.channels.adapters.base import (
    NO_ANSWER,
    NO_SUCH_ACT,
    NOT_TAKEN,
    TOKEN_DEAD,
    TOO_MANY,
    UNREACHABLE,
    Act,
    Ambiguous,
    AuthExpired,
    BeforeWrite,
    Checked,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.mail_servers import Imap, Smtp
from bpo.channels.adapters.pictures import NOT_THERE
from bpo.channels.adapters.wire import Wire, WireError
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.pictures import LARGEST_PICTURE, TOO_LARGE
from bpo.channels.rules.read_mail import MAIL, bare_id, envelope, identity_of, marker_of, references
from bpo.core.i18n import N_

LARGEST_MAIL = 1024 * 1024  # read of one mail; what is longer is attachments
AT_ONCE = 50
INBOX = "INBOX"
WIRE_POLICY = policy.SMTP.clone(cte_type="7bit", max_line_length=76)
BAD_ADDRESS = N_("The address of the recipient cannot be written to.")
COPY_REFUSED = N_(
    "The mail server refuses the copy to the account's own mailbox, without which nothing is sent."
)


class EmailAdapter:
    """One mailbox."""

    form = MAIL

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire
        self.address = str(connected.settings["address"]).lower()
        self.user = str(connected.settings.get("user") or self.address)
        self.password = connected.secrets["password"]

    def check(self) -> Checked:
        """Log in to both servers."""
        with self._reading() as imap:
            imap.select_folder(INBOX, readonly=True)
        with self._smtp() as smtp:
            smtp.noop()
        return Checked(own_id=self.address, facts={"name": self.address})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """One mail, to its recipient and to our own mailbox, in one transaction."""
        mail = self._letter(out, self._parent(out))
        with self._smtp() as smtp:
            self._ask(lambda: smtp.mail(self.address), NOT_TAKEN)
            self._ask(lambda: smtp.rcpt(str(out.recipient)), BAD_ADDRESS)
            self._ask(lambda: smtp.rcpt(self.address), COPY_REFUSED)
            self._ask(lambda: smtp.docmd("DATA"), NOT_TAKEN, wanted=354)
            try:
                smtp.send(_dotted(mail.as_bytes(policy=WIRE_POLICY)))
            except (smtplib.SMTPException, OSError) as error:
                raise NotSent(UNREACHABLE, detail="data") from error
            before_write()
            try:
                smtp.send(b".\r\n")
                code, _said = smtp.getreply()
            except (smtplib.SMTPException, OSError) as error:
                raise Ambiguous(NO_ANSWER, detail=type(error).__name__) from error
        if 200 <= code < 300:
            return Sent(remote_id=marker_of(out.key, self.address), posted_at=None)
        raise _no(code, NOT_TAKEN)

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our own copy."""
        marker = marker_of(out.key, self.address)
        with self._reading() as imap:
            for folder in self._folders(imap):
                imap.select_folder(folder, readonly=True)
                found = imap.search(["HEADER", "Message-ID", f"<{marker}>"])
                if found:
                    told = imap.fetch(found[:1], ["INTERNALDATE"])[found[0]]
                    return Sent(remote_id=marker, posted_at=_utc(told[b"INTERNALDATE"]))
        return None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """What is new in the mailbox, and in what was sent from it.

        A mailbox gives out growing numbers, and starts anew only under another UIDVALIDITY: then everything
        since an instant is read again, and known mails are recognised by their ids.
        """
        places: dict[str, list[int]] = json.loads(cursor) if cursor else {}
        events: list[tuple[str, str]] = []
        more = False
        with self._reading() as imap:
            for folder in self._folders(imap):
                validity = int(imap.select_folder(folder, readonly=True)[b"UIDVALIDITY"])
                place = places.get(folder)
                if place and place[0] == validity:
                    last = place[1]
                    uids = [uid for uid in imap.search(["UID", f"{last + 1}:*"]) if uid > last]
                else:
                    last = 0
                    uids = imap.search(["SINCE", (since - timedelta(days=1)).date()])
                for uid in sorted(uids)[:AT_ONCE]:
                    last = uid
                    event = self._event(imap, uid, since if place is None else None)
                    if event:
                        events.append(event)
                more |= len(uids) > AT_ONCE
                places[folder] = [validity, last]
        return Polled(tuple(events), json.dumps(places), more)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """What was delivered is theirs."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Nothing here is public."""
        return ()

    def picture(self, item: str, reference: str) -> bytes:
        """One part of a mail, piece by piece, out of whichever folder it lies in."""
        if not re.fullmatch(r"[0-9.]{1,40}", reference) or not item.isascii():
            raise Rejected(NOT_THERE, detail="no part")
        with self._reading() as imap:
            for folder in self._folders(imap):
                imap.select_folder(folder, readonly=True)
                found = imap.search(["HEADER", "Message-ID", f"<{item}>"])
                if found:
                    return _part(imap, found[0], reference)
        raise Rejected(NOT_THERE, detail="no mail")

    def _event(self, imap: IMAPClient, uid: int, since: datetime | None) -> tuple[str, str] | None:
        fetched = imap.fetch([uid], [f"BODY.PEEK[]<0.{LARGEST_MAIL}>", "INTERNALDATE"]).get(uid)
        if not fetched:
            return None  # removed meanwhile
        received = _utc(fetched[b"INTERNALDATE"])
        raw = next((value for name, value in fetched.items() if name.startswith(b"BODY[]")), b"")
        if not raw or (since is not None and received < since):
            return None
        stored = envelope(
            raw, account=self.connected.account, own=self._own_addresses(), received_at=received
        )
        return identity_of(raw), json.dumps(stored)

    def _own_addresses(self) -> list[str]:
        return [self.address]

    def _folders(self, imap: IMAPClient) -> list[str]:
        """The inbox, and the folder of what was sent, where there is one."""
        sent = [
            name
            for flags, _delimiter, name in imap.list_folders()
            if b"\\Sent" in flags or str(name).lower() == "sent"
        ]
        return [INBOX, *[str(name) for name in sent[:1]]]

    def _parent(self, out: Outbound) -> Any:  # noqa: ANN401 -- a parsed mail
        """The mail that is answered, for its subject and its references; None where the mailbox lacks it."""
        answered = bare_id(out.in_reply_to)
        if answered is None:
            return None
        try:
            with self._reading() as imap:
                imap.select_folder(INBOX, readonly=True)
                found = imap.search(["HEADER", "Message-ID", f"<{answered}>"])
                if not found:
                    return None
                fetched = imap.fetch(found[:1], ["BODY.PEEK[HEADER]"])[found[0]]
                return message_from_bytes(fetched[b"BODY[HEADER]"], policy=policy.default)
        except MessageError:
            return None

    def _letter(self, out: Outbound, parent: Any) -> EmailMessage:  # noqa: ANN401 -- a parsed mail
        mail = EmailMessage(policy=WIRE_POLICY)
        try:
            name = str(self.connected.settings.get("name") or "")
            mail["From"] = Address(display_name=name, addr_spec=self.address)
            mail["To"] = Address(addr_spec=str(out.recipient))
        except (ValueError, IndexError, MessageError) as error:
            raise Rejected(BAD_ADDRESS, detail="address") from error
        mail["Subject"] = _one_line(out.subject or _subject(parent))
        mail["Date"] = format_datetime(out.started_at)
        mail["Message-ID"] = f"<{marker_of(out.key, self.address)}>"
        if out.automatic:  # RFC 3834; the second is what Exchange heeds: nobody's absence note answers it
            mail["Auto-Submitted"] = "auto-generated"
            mail["X-Auto-Response-Suppress"] = "All"
        answered = bare_id(out.in_reply_to)
        if answered and not answered.startswith("sha256:"):
            earlier = references(parent) if parent is not None else []
            mail["In-Reply-To"] = f"<{_one_line(answered)}>"
            mail["References"] = " ".join(f"<{one}>" for one in dict.fromkeys([*earlier[-10:], answered]))
        mail.set_content(out.text)
        for number, picture in enumerate(out.pictures, 1):
            kind, _slash, ending = picture.content_type.partition("/")
            mail.add_attachment(
                picture.body, maintype=kind, subtype=ending, filename=f"picture-{number}.{ending}"
            )
        return mail

    @contextmanager
    def _smtp(self) -> Iterator[smtplib.SMTP]:
        """A session, logged in; whatever fails here, nothing was sent."""
        smtp = Smtp(self.wire, self._server("smtp"))
        try:
            try:
                smtp.begin()
                if self.user and smtp.has_extn("auth"):
                    smtp.login(self.user, self.password)
            except smtplib.SMTPAuthenticationError as error:
                if 400 <= error.smtp_code < 500:
                    raise NotSent(TOO_MANY, detail=str(error.smtp_code)) from error
                raise AuthExpired(TOKEN_DEAD, detail=str(error.smtp_code)) from error
            except smtplib.SMTPResponseException as error:
                raise NotSent(UNREACHABLE, detail=str(error.smtp_code)) from error
            except (smtplib.SMTPException, OSError) as error:
                raise NotSent(UNREACHABLE, detail=_word(error)) from error
            yield smtp
        finally:
            with suppress(smtplib.SMTPException, OSError):
                smtp.close()

    @contextmanager
    def _reading(self) -> Iterator[IMAPClient]:
        """A session with the mailbox, logged in; nothing in it writes."""
        host, port, security = self._server("imap")
        try:
            imap = Imap(self.wire, host, port, security)
            try:
                imap.login(self.user, self.password)
                yield imap
            finally:
                with suppress(IMAPClientError, OSError):
                    imap.shutdown()
        except LoginError as error:
            if "UNAVAILABLE" in str(error).upper() or "TEMPORARY" in str(error).upper():
                raise NotSent(UNREACHABLE, detail="imap") from error
            raise AuthExpired(TOKEN_DEAD, detail="imap") from error
        except (IMAPClientError, OSError) as error:
            raise NotSent(UNREACHABLE, detail=_word(error)) from error

    def _server(self, kind: str) -> tuple[str, int, str]:
        settings = self.connected.settings
        return (
            str(settings[f"{kind}_host"]),
            int(settings[f"{kind}_port"]),
            str(settings[f"{kind}_security"]),
        )

    def _ask(self, step: Any, message: str, *, wanted: int | None = None) -> None:  # noqa: ANN401 -- a call
        """One step of the dialogue before anything can be delivered."""
        try:
            code, _said = step()
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise NotSent(UNREACHABLE, detail=_word(error)) from error
        if not (code == wanted if wanted else 200 <= code < 300):
            raise _no(code, message)


def _no(code: int, message: str) -> NotSent | Rejected:
    """A mail server's plain no: 4xx for now, 5xx for ever."""
    if 400 <= code < 500:
        return NotSent(TOO_MANY if code in {421, 450, 451, 452} else UNREACHABLE, detail=str(code))
    return Rejected(message, detail=str(code))


def _part(imap: IMAPClient, uid: int, path: str) -> bytes:
    """The content of a part of a mail, as it was before it was written for the mail."""
    head, raw = _bytes_of(imap, uid, f"BODY.PEEK[{path}.MIME]"), b""
    while len(raw) < 2 * LARGEST_PICTURE:  # written in letters it is longer
        piece = _bytes_of(imap, uid, f"BODY.PEEK[{path}]<{len(raw)}.{LARGEST_MAIL}>")
        raw += piece
        if len(piece) < LARGEST_MAIL:
            return bytes(message_from_bytes(head + raw).get_payload(decode=True) or b"")
    raise Rejected(TOO_LARGE, detail="too large")


def _bytes_of(imap: IMAPClient, uid: int, what: str) -> bytes:
    told = imap.fetch([uid], [what]).get(uid) or {}
    return next((value or b"" for name, value in told.items() if name.startswith(b"BODY[")), b"")


def _subject(parent: Any) -> str:  # noqa: ANN401 -- a parsed mail
    try:
        subject = str(parent["Subject"] or "") if parent is not None else ""
    except (ValueError, IndexError):
        subject = ""
    if re.match(r"^\s*re\s*:", subject, re.IGNORECASE):
        return subject
    return f"Re: {subject}".strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())[:900]


def _dotted(data: bytes) -> bytes:
    """A letter as SMTP carries it: every line ended, none that is a lone dot."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _utc(at: datetime) -> datetime:
    """IMAPClient tells local time without an offset."""
    return (at if at.tzinfo else at.astimezone()).astimezone(UTC)


def _word(error: BaseException) -> str:
    return str(error) if isinstance(error, WireError) else type(error).__name__
