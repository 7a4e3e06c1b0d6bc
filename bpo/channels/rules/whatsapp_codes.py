"""What WhatsApp's numbers for errors mean for one reply, whether they come as an answer or days later as a status."""

from collections.abc import Mapping

from bpo.core.i18n import N_

WINDOW_SHUT = N_("Meta takes no reply any more: more than a day has passed since the customer wrote.")
NOT_REACHED = N_(
    "The customer cannot be reached on WhatsApp: they blocked the number, left, or their WhatsApp is too old."
)
LOCKED = N_("Meta has locked or restricted this WhatsApp account: WhatsApp Manager says why.")
UNPAID = N_(
    "Meta takes nothing from this WhatsApp account until its payment is in order: see WhatsApp Manager."
)
NOT_REGISTERED = N_("This number is not registered for the Cloud API any more: see WhatsApp Manager.")
MAY_NOT = N_(
    "The token may not write from this number: give it the right to the WhatsApp account, then test again."
)
UNDELIVERED = N_("WhatsApp took this reply and could not deliver it to the customer.")
SLOWED = N_("People blocked or reported this number, so Meta lets it write less. It is tried again later.")

PAIR_RATE = 131056  # too many to one person
THROUGHPUT = frozenset({80007, 130429})  # too many from this number
SPAM_RATE = 131048
IN_DOUBT = frozenset({131000, 131016, 133004})  # failures of its own
_WHY: Mapping[int, str] = {
    131047: WINDOW_SHUT,
    **dict.fromkeys((130403, 131021, 131026, 131050), NOT_REACHED),
    **dict.fromkeys((368, 130497, 131031), LOCKED),
    131042: UNPAID,
    **dict.fromkeys((131045, 133010), NOT_REGISTERED),
    **dict.fromkeys((3, 10, *range(200, 300), 131005), MAY_NOT),
}


def why_refused(code: int) -> str | None:
    """Why this reply ends here, as a sentence to be translated; None where the number says nothing of that."""
    return _WHY.get(code)


def why_undelivered(code: object) -> str:
    """Why a reply that WhatsApp had taken did not arrive."""
    return _WHY.get(code, UNDELIVERED) if type(code) is int else UNDELIVERED
