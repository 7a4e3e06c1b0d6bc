"""Why a customer is erased, how names become keyed hashes, and when a text has outlived its time."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

PREFIX = "erased:"
ERASED_NAME = re.compile(r"erased:[0-9a-f]{32}\Z")
MOST_MONTHS = 240


class ErasureReason(StrEnum):
    CUSTOMER = "customer"
    REPRESENTATIVE = "representative"
    AUTHORITY = "authority"
    MISTAKE = "mistake"
    OTHER = "other"


def hashed(value: str, secret: bytes) -> str:
    """What stands instead of an erased name: the same for the same name of a brand (`erase_rows` computes it too)."""
    inner = sha256(secret + value.encode()).digest()
    return PREFIX + sha256(secret + inner).hexdigest()[:32]


def salted(secret: bytes, whom: UUID) -> bytes:
    """The key for what is hashed for one person alone, so that who comes back is somebody new."""
    return secret + whom.bytes


def is_erased_name(value: str) -> bool:
    """Whether this stands instead of a name."""
    return ERASED_NAME.match(value) is not None


def check_reason(reason: str) -> ErasureReason:
    """The reason, by its code."""
    try:
        return ErasureReason(reason)
    except ValueError:
        fault = Fault("reason", N_("Choose why."))
        raise Invalid(N_("This customer cannot be erased."), faults=(fault,)) from None


def check_months(months: int) -> int:
    """After how many months texts are erased."""
    if 1 <= months <= MOST_MONTHS:
        return months
    fault = Fault("months", N_("From 1 to 240 months."))
    raise Invalid(N_("This cannot be kept."), faults=(fault,))


def kept_since(now: datetime, months: int) -> datetime:
    """The instant before which texts have outlived their time: midnight (UTC) of the day `months` ago.

    A month that has no such day ends it on its last: a month before 31 March is 28 or 29 February.
    """
    number = now.astimezone(UTC).year * 12 + now.astimezone(UTC).month - 1 - months
    year, month = divmod(number, 12)
    day = now.astimezone(UTC).day
    while True:
        try:
            return datetime(year, month + 1, day, tzinfo=UTC)
        except ValueError:
            day -= 1
