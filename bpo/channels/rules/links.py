"""A personal link in an automatic message: a place in the text, filled only as the message goes out.

Who has the link acts for the customer, so it stands in no row: deliveries and conversations keep the text with
words of ours in its place. The token is the same each time it is made, so a repeated attempt writes the same text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from bpo.core.signed_links import SignedLink, sign

PLACE = "{link}"


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """What a link opens, and what stands in its place where the text is kept."""

    purpose: str
    path: str  # of ours, up to the token: "/survey/"
    row_id: UUID
    recipient: UUID
    expires_at: datetime
    shown: str  # "(personal link)", in the language of the text

    def as_json(self) -> dict[str, str]:
        """As it is kept beside a delivery."""
        return {
            "purpose": self.purpose,
            "path": self.path,
            "row_id": str(self.row_id),
            "recipient": str(self.recipient),
            "expires_at": self.expires_at.isoformat(),
            "shown": self.shown,
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any] | None) -> Self | None:
        """The same again; None where there is no link."""
        if kept is None:
            return None
        return cls(
            purpose=kept["purpose"],
            path=kept["path"],
            row_id=UUID(kept["row_id"]),
            recipient=UUID(kept["recipient"]),
            expires_at=datetime.fromisoformat(kept["expires_at"]),
            shown=kept["shown"],
        )


def text_to_send(
    body: str, link: PersonalLink | None, *, tenant_id: UUID, key: bytes, public_url: str
) -> str:
    """The text with the link in it."""
    if link is None:
        return body
    token = sign(SignedLink(link.purpose, tenant_id, link.row_id, link.recipient, link.expires_at), key=key)
    return body.replace(PLACE, public_url.rstrip("/") + link.path + token)


def text_to_keep(body: str, link: PersonalLink | None) -> str:
    """The text without it."""
    return body if link is None else body.replace(PLACE, link.shown)


def is_text_of(text: str, body: str, link: PersonalLink | None) -> bool:
    """Whether a text is this body as it was sent, whatever the token; both with single spaces."""
    if link is None:
        return text == body
    return re.fullmatch(r"\S+".join(map(re.escape, body.split(PLACE))), text) is not None
