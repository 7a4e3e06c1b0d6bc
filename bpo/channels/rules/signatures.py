"""The signature of the generic webhook, both ways: of what we take in and of what we send out.

The signed text is the timestamp, a dot and the body exactly as it travelled; a body that was parsed and
written again no longer fits. A request is good for five minutes around its timestamp, so that one
overheard cannot be played back tomorrow (what is played back today is the same ids, and stored once).

Networks of their own sign in their own ways: those are their adapters' business.
"""

import hashlib
import hmac
import re
from datetime import datetime

from bpo.core.errors import Problem
from bpo.core.i18n import N_

TOLERANCE_SECONDS = 300
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"sha256=[0-9a-f]{64}")


class BadSignature(Problem):
    """The request does not prove that it comes from who holds the account's secret, now."""


def sign(secret: bytes, timestamp: int, body: bytes) -> str:
    """The value of X-Signature-256 for a body sent at this Unix second."""
    return _sign(secret, str(timestamp), body)


def check_signature(
    secret: bytes, *, timestamp_header: str | None, signature_header: str | None, body: bytes, now: datetime
) -> None:
    """Raise BadSignature unless the raw body was signed with the secret within five minutes of now."""
    if not secret:
        raise BadSignature(N_("This account has no secret, so nothing can be signed for it."))
    if timestamp_header is None or signature_header is None:
        raise BadSignature(N_("The headers X-Timestamp and X-Signature-256 are both required."))
    if not _TIMESTAMP.fullmatch(timestamp_header):
        raise BadSignature(N_("X-Timestamp must be whole seconds since 1970, in digits."))
    if not _SIGNATURE.fullmatch(signature_header):
        raise BadSignature(
            N_('X-Signature-256 must be "sha256=" and 64 hexadecimal digits in small letters.')
        )
    if not hmac.compare_digest(_sign(secret, timestamp_header, body), signature_header):
        raise BadSignature(N_("The signature does not fit the body, the timestamp and the account's secret."))
    if abs(now.timestamp() - int(timestamp_header)) > TOLERANCE_SECONDS:
        raise BadSignature(N_("X-Timestamp is more than five minutes away from the present."))


def _sign(secret: bytes, timestamp: str, body: bytes) -> str:
    signed = timestamp.encode("ascii") + b"." + body
    return "sha256=" + hmac.new(secret, signed, hashlib.sha256).hexdigest()
