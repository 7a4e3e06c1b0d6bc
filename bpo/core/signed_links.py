"""Links that carry their own proof: who they are for, what they open, and until when.

A token is signed with the installation's secret over its purpose, brand, row, recipient and expiry, so
nothing has to be stored to send one, and a link made for one thing opens nothing else. It says nothing
about whether the row may still be decided: that is the row's state, asked under its lock, and is what makes
a link good for one decision. Every token that is not good is the same to whoever holds it: `read` says None.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from bpo.core.secrets import keys_of

_VERSION = b"\x00\x01"  # two bytes, so that the whole is a multiple of three and has one spelling only
_BODY, _MAC = 58, 32
LENGTH = (_BODY + _MAC) // 3 * 4


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What a link opens. `recipient` is a person's id, or an address by `address_id`."""

    purpose: str
    tenant_id: UUID
    row_id: UUID
    recipient: UUID
    expires_at: datetime  # to the second


def sign(link: SignedLink, *, key: bytes) -> str:
    """The token of a link, fit for an address."""
    body = b"".join(
        (
            _VERSION,
            link.tenant_id.bytes,
            link.row_id.bytes,
            link.recipient.bytes,
            int(link.expires_at.timestamp()).to_bytes(8, "big"),
        )
    )
    return urlsafe_b64encode(body + _mac(link.purpose, body, key)).decode()


def read(token: str, *, purpose: str, key: bytes, now: datetime) -> SignedLink | None:
    """What a token opens; None where it is not one of ours, for another purpose, or too old."""
    if len(token) != LENGTH or not token.isascii():
        return None
    try:
        raw = urlsafe_b64decode(token)
    except (Error, ValueError):
        return None
    body, mac = raw[:_BODY], raw[_BODY:]
    macs = (_mac(purpose, body, one) for one in keys_of(key))
    if not any(hmac.compare_digest(mac, one) for one in macs) or body[:2] != _VERSION:
        return None
    tenant, row, recipient = (UUID(bytes=body[at : at + 16]) for at in (2, 18, 34))
    expires_at = datetime.fromtimestamp(int.from_bytes(body[50:], "big"), tz=UTC)
    if now >= expires_at:
        return None
    return SignedLink(purpose, tenant, row, recipient, expires_at)


def address_id(address: str, *, key: bytes) -> UUID:
    """An address as a recipient, without the address being read from the link."""
    return UUID(bytes=hmac.digest(_key(key), b"address\0" + address.lower().encode(), "sha256")[:16])


def is_address(recipient: UUID, address: str, *, key: bytes) -> bool:
    """Whether a link's recipient is this address, by whichever of our keys the link was made."""
    return any(recipient == address_id(address, key=one) for one in keys_of(key))


def _mac(purpose: str, body: bytes, key: bytes) -> bytes:
    return hmac.digest(_key(key), purpose.encode() + b"\0" + body, "sha256")


def _key(key: bytes) -> bytes:
    """A key of its own, so that what is signed here proves nothing anywhere else."""
    return hmac.digest(key, b"bpo signed links", "sha256")
