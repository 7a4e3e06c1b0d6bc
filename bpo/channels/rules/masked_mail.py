"""A mail with nobody in it: made anew of its masked headers and the text that is read of it; what is attached is left out."""

import base64
import binascii
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formataddr, getaddresses
from typing import Protocol

from bpo.channels.rules.read_mail import written_text

PEOPLE = ("From", "To", "Cc", "Reply-To", "Sender")
NAMES = ("Message-ID", "In-Reply-To", "References")
# What is said in a word, and which words say it.
SAID = {
    "Auto-Submitted": frozenset({"no", "auto-generated", "auto-replied", "auto-notified"}),
    "Precedence": frozenset({"bulk", "junk", "list"}),
}
UNREADABLE = base64.b64encode(b"\r\n").decode()


class Masks(Protocol):
    """What makes texts and names unreadable."""

    def text(self, text: str) -> str:
        """What somebody wrote."""

    def name(self, name: str) -> str:
        """An id or an address."""


def masked_mail(raw: str, masks: Masks) -> str:
    """A mail's bytes in base64, as they are stored; of one that cannot be read nothing is kept."""
    try:
        mail = message_from_bytes(base64.b64decode(raw), policy=policy.default)
        made = EmailMessage(policy=policy.SMTP)
        for header in PEOPLE:
            people = getaddresses([str(one) for one in mail.get_all(header, ())])
            if people:
                made[header] = ", ".join(
                    formataddr((masks.text(name), masks.name(address))) for name, address in people
                )
        for header in NAMES:
            if header in mail:
                made[header] = masks.name(" ".join(str(mail[header]).split()))
        if "Subject" in mail:
            made["Subject"] = masks.text(" ".join(str(mail["Subject"]).split()))
        for header, words in SAID.items():
            if str(mail.get(header, "")).strip().lower() in words:
                made[header] = str(mail[header]).strip()
        made.set_content(masks.text(written_text(mail)))
        return base64.b64encode(made.as_bytes()).decode()
    except (ValueError, TypeError, LookupError, AttributeError, binascii.Error):
        return UNREADABLE
