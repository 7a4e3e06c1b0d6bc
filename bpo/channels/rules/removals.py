"""That a message is gone from its network, or stands there again: an event like a message, in one form for all networks.

It is kept under the message's own id with a word after it, so that what comes twice is kept once.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from bpo.core.errors import Invalid
from bpo.core.i18n import N_

REMOVAL = "removal"
GONE, BACK = "removed", "restored"


@dataclass(frozen=True, slots=True)
class Removal:
    """One message of an account: gone, or back, and since when by the network's word."""

    account: str  # network:handle
    external_id: str
    at: datetime
    is_gone: bool = True


def removal_event(removal: Removal) -> tuple[str, str]:
    """As a raw event: its key and its body."""
    body = {
        "account": removal.account,
        "id": removal.external_id,
        "at": removal.at.isoformat(),
        "gone": removal.is_gone,
    }
    return key_of_removal(removal.external_id, is_gone=removal.is_gone), json.dumps(body, ensure_ascii=False)


def key_of_removal(external_id: str, *, is_gone: bool) -> str:
    """By what it is kept once."""
    return f"{external_id}:{GONE if is_gone else BACK}"


def read_removal(body: object) -> Removal:
    """What a stored event says; Invalid where it is none."""
    try:
        told = cast("Mapping[str, Any]", body)
        account, external_id, is_gone = told["account"], told["id"], told["gone"]
        at = datetime.fromisoformat(told["at"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Invalid(N_("This does not say what is gone.")) from error
    if not (isinstance(account, str) and isinstance(external_id, str) and isinstance(is_gone, bool)):
        raise Invalid(N_("This does not say what is gone."))
    if at.tzinfo is None:
        raise Invalid(N_("This does not say what is gone."))
    return Removal(account, external_id, at, is_gone)
