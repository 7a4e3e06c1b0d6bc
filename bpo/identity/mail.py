"""Mail, by SMTP where MAIL_URL names a server, else kept as files under BPO_HOME/mail.

`smtp://user:password@host:587` speaks STARTTLS where the server offers it, `smtps://` TLS from the start;
`?from=` names the sender. Called by jobs only, never while a unit of work is open.
"""

import os
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from bpo.core.clock import utcnow
from bpo.core.config import Settings, load_settings
from bpo.core.ids import new_id
from bpo.core.open_units import check_none_is_open

TIMEOUT_SECONDS = 30

_settings: list[Settings] = []  # this process's, set at start


def use(settings: Settings) -> None:
    """Tell this process how mail goes out and what the site's address is."""
    _settings[:] = [settings]


def in_use() -> Settings:
    """What this process was told; a worker that serves no pages reads the environment."""
    return _settings[0] if _settings else load_settings()


def is_kept_as_files(settings: Settings) -> bool:
    """Whether no mail leaves this machine, so that pages can say so."""
    return settings.mail_url is None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    media_type: str
    body: bytes


def send(
    settings: Settings,
    *,
    to: str,
    subject: str,
    text: str,
    attachments: Sequence[Attachment] = (),
    message_id: str | None = None,
) -> None:
    """Send one plain message, or keep it. What is sent again by the same `message_id` is known to be the same mail."""
    message = EmailMessage()  # it refuses line breaks in headers by itself
    message["From"] = _sender(settings)
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(utcnow())
    message["Message-ID"] = (
        f"<{message_id}@{_host(settings)}>" if message_id else make_msgid(domain=_host(settings))
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    for one in attachments:
        kind, _slash, subtype = one.media_type.partition("/")
        message.add_attachment(one.body, maintype=kind, subtype=subtype, filename=one.name)
    if settings.mail_url is None:
        _keep(settings, message)
    else:
        _post(settings.mail_url, message)


def _keep(settings: Settings, message: EmailMessage) -> None:
    settings.mail_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.mail_folder / f"{new_id()}.eml"  # ids grow with time, so names sort by it
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(message.as_bytes())


def _post(url: str, message: EmailMessage) -> None:
    check_none_is_open()
    parts = urlsplit(url)
    tls = ssl.create_default_context()
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=tls)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT_SECONDS)
    with server:
        server.ehlo()
        if parts.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=tls)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _sender(settings: Settings) -> str:
    asked = parse_qs(urlsplit(settings.mail_url or "").query).get("from")
    return asked[0] if asked else f"bpo@{_host(settings)}"


def _host(settings: Settings) -> str:
    return urlsplit(settings.public_url).hostname or "localhost"
