"""A mail as a message.

A mail is told by its Message-ID; one without gets the sum of its bytes. What it hangs together with are its
References. The text is what its author wrote: the quoted mails below it are left out, and stay in the raw
event. A first mail's subject stands above its text; of an answer it is known.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses, parseaddr
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage, Picture
from bpo.channels.rules.parsing import ID_LIMIT, NAME_LIMIT, TEXT_LIMIT, parse_message
from bpo.channels.rules.pictures import FORMATS, MOST_PICTURES, picture_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

MAIL = "mail"
MOST_REFERENCES = 30
DEEPEST = 10  # part within part, of pictures
SUM = "sha256:"  # before what a mail without a Message-ID is told by
_ID = re.compile(r"<([^<>\s]+)>")
_ANSWERS = re.compile(r"^\s*(?:re|aw|sv|odp|ответ|відп(?:овідь)?|ha)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_QUOTED = re.compile(r"^\s*>")
_WROTE = re.compile(
    r"(?:\bwrote|\bпис(?:ал|ала|ал\(а\))|написа(?:л|ла|л\(а\)|в|ла|в\(ла\))|пишет|пише|pisze|napisa(?:ł|ła|ł\(a\)))\s*:\s*$",
    re.IGNORECASE,
)
_BEGINS_QUOTE = re.compile(r"^\s*(?:on |dnia |w dniu |am |le )|\d{1,2}[./:]\d{2}|@", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|исходное сообщение|пересылаемое сообщение|оригінальне повідомлення|"
    r"wiadomość oryginalna|oryginalna wiadomość)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)
_DROPPED = re.compile(r"<(script|style|head|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def envelope(raw: bytes, *, account: str, own: list[str], received_at: datetime) -> dict[str, Any]:
    """What is stored of a mail: its bytes, who we are, and when it reached the mailbox."""
    return {
        "account": account,
        "own": own,
        "received_at": received_at.isoformat(),
        "raw": base64.b64encode(raw).decode("ascii"),
    }


def identity_of(raw: bytes) -> str:
    """What a mail is told by."""
    return _identity(message_from_bytes(raw, policy=policy.compat32), raw)


def marker_of(key: str, address: str) -> str:
    """The Message-ID of a reply of ours: the same for every attempt, so that its own copy can be found."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"bpo.{digest}@{address.rpartition('@')[2] or 'localhost'}"


def bare_id(value: str | None) -> str | None:
    """A Message-ID without its brackets."""
    if not value or not value.strip():
        return None
    found = _ID.search(value)
    return found.group(1) if found else value.strip()


def read_mail(body: object) -> IncomingMessage:
    """The message in a stored mail."""
    try:
        stored = cast("Mapping[str, Any]", body)
        raw = base64.b64decode(stored["raw"])
        mail = message_from_bytes(raw, policy=policy.default)
        name, address = parseaddr(_header(mail, "From"))
        address = address.lower()
        own = address in stored["own"]
        ids = references(mail)
        subject = _clean(_header(mail, "Subject")).strip()
        text = _clean(written_text(mail))
        pictures = pictures_of(mail)
        if subject and not ids and not _ANSWERS.match(subject):
            text = f"{subject}\n\n{text}".strip()
        message = {
            "id": _identity(mail, raw),
            "account": stored["account"],
            "direction": "out" if own else "in",
            "author": {
                "id": address[:ID_LIMIT] or "unknown",
                "name": (_clean(name) or address)[:NAME_LIMIT],
            },
            "text": text[: TEXT_LIMIT - 1],
            "posted_at": stored["received_at"],
            "in_reply_to": ids[-1] if ids else None,
            "visibility": "private",
        }
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(N_("This is no mail that can be read.")) from error
    parsed = parse_message(message)
    more = tuple(f"m:{one}" for one in ids if f"m:{one}" not in parsed.thread_keys)
    to = [one.lower() for _, one in getaddresses([_header(mail, "To")]) if one.lower() not in stored["own"]]
    return replace(
        parsed,
        thread_keys=parsed.thread_keys + more,
        addressee=to[0] if own and to else None,
        automatic=own and is_automatic(mail),
        pictures=() if parsed.external_id.startswith(SUM) else pictures,
    )


def pictures_of(mail: EmailMessage) -> tuple[Picture, ...]:
    """The pictures of a mail by the numbers of their parts (RFC 3501, 6.4.5), what was attached before what its text shows."""
    found = [(path, part) for path, part in _parts(mail, "") if part.get_content_type() in FORMATS]
    found.sort(key=lambda one: one[1].get_content_disposition() == "inline")
    taken = (picture_of(path, str(part.get_filename() or "")) for path, part in found[:MOST_PICTURES])
    return tuple(one for one in taken if one is not None)


def references(mail: Message) -> list[str]:
    """What a mail hangs together with, the one it answers last."""
    found = _ID.findall(_header(mail, "References"))
    answered = bare_id(_header(mail, "In-Reply-To"))
    ids = [one for one in found if one != answered and len(one) <= ID_LIMIT]
    if answered and len(answered) <= ID_LIMIT:
        ids.append(answered)
    return list(dict.fromkeys(ids))[-MOST_REFERENCES:]


def is_automatic(mail: Message) -> bool:
    """Whether a program wrote it."""
    submitted = _header(mail, "Auto-Submitted").strip().lower()
    return bool(submitted) and submitted != "no"


def written_text(mail: EmailMessage) -> str:
    """What the author of a mail wrote, without the mails quoted below it; names of its attachments."""
    body = mail.get_body(("plain", "html"))
    text = _content(body) if body is not None else ""
    if body is not None and body.get_content_type() == "text/html":
        text = text_of_html(text)
    names = (
        [str(part.get_filename() or "") for part in mail.iter_attachments()] if mail.is_multipart() else []
    )
    listed = "\n".join(f"[{_clean(name)}]" for name in names if name)
    return "\n\n".join(part for part in (without_quotes(text).strip(), listed) if part)


def without_quotes(text: str) -> str:
    """A mail's text up to what it quotes. Answers written between quoted lines are left as they are."""
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines):
        if _SEPARATOR.match(line) and any(before.strip() for before in lines[:number]):
            lines = lines[:number]
            break
    end = _last(lines, len(lines))
    while end and _QUOTED.match(lines[end - 1]):
        end = _last(lines, end - 1)
    if end == _last(lines, len(lines)):
        return "\n".join(lines)
    kept = lines[:end]
    if kept and _WROTE.search(kept[-1]):
        # The line that introduces a quote may be broken into two.
        wrapped = not _BEGINS_QUOTE.search(kept[-1]) and len(kept) > 1
        kept = kept[: -2 if wrapped else -1]
    return "\n".join(kept) if any(line.strip() for line in kept) else text


def text_of_html(content: str) -> str:
    """The text of a mail that is only HTML."""
    text = _DROPPED.sub("", content)
    text = re.sub(r"<blockquote\b.*", "", text, flags=re.IGNORECASE | re.DOTALL) or text
    text = _LINE_TAG.sub("\n", text.replace("\r", " ").replace("\n", " "))
    text = html.unescape(_TAG.sub("", text)).replace("\xa0", " ")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _parts(part: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- the library's part
    if part.get_content_maintype() != "multipart":
        if path:  # else it is the whole mail
            yield path, part
        return
    if path.count(".") < DEEPEST:
        for number, one in enumerate(part.iter_parts(), start=1):
            yield from _parts(one, f"{path}.{number}" if path else str(number))


def _last(lines: list[str], end: int) -> int:
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _identity(mail: Message, raw: bytes) -> str:
    told = bare_id(str(mail.get("Message-ID") or ""))
    if told and "\0" not in told and len(told) <= ID_LIMIT and told.isprintable():
        return told
    return f"{SUM}{hashlib.sha256(raw).hexdigest()}"


def _header(mail: Message, name: str) -> str:
    try:
        return str(mail.get(name) or "")
    except (ValueError, IndexError, AttributeError, TypeError):  # what its parser cannot bear
        return ""


def _content(part: Any) -> str:  # noqa: ANN401 -- the library's part
    try:
        return str(part.get_content())
    except (LookupError, ValueError, AssertionError):  # a charset that nobody knows
        payload = part.get_payload(decode=True) or b""
        return bytes(payload).decode("utf-8", "replace")


def _clean(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
