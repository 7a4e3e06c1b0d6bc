"""What becomes of a submitted text, and whether its network takes it at all.

A submission ends in one of three ways: it is sent, it is held for another person, or it is refused with what
must be done first. A block is lifted by nobody of the vendor: the text changes, or the client exempts this
one reply. A warning goes out with the author's reason, which is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bpo.channels.rules.capabilities import Capabilities
from bpo.conversations.rules.drafts import DraftKind
from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.vocabulary import Visibility

LONGEST_REASON = 1000


class Step(StrEnum):
    SEND = "send"
    HOLD = "hold"
    REASON = "reason"  # the author must say why it goes out despite the warnings
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: the network, whether we can send there, what was written to us and when."""

    capabilities: Capabilities
    visibility: Visibility  # of the message that is answered
    last_customer_message_at: datetime | None
    is_retired: bool = False

    def reply_until(self, wanted: Visibility) -> datetime | None:
        """The last instant at which the network takes such a reply; None where it takes one at any time."""
        if wanted is Visibility.PRIVATE and self.visibility is Visibility.PUBLIC:
            window = self.capabilities.one_private_reply
        else:
            window = self.capabilities.of(private=wanted is Visibility.PRIVATE).reply_window
        if window is None or self.last_customer_message_at is None:
            return None
        return self.last_customer_message_at + window


def next_step(
    verdict: str, *, override_reason: str | None, approval_needed: bool, exemption_asked: bool = False
) -> Step:
    """What becomes of a text with this verdict; `exemption_asked` of the client, who alone can lift a block."""
    if verdict == "block" and not (exemption_asked and approval_needed):
        return Step.REFUSE
    if approval_needed:
        return Step.HOLD
    if verdict == "warn" and not override_reason:
        return Step.REASON
    return Step.SEND


def check_automatic(verdict: str) -> None:
    """Raise Conflict where a text that no person wrote would need somebody's leave: there is nobody to give it."""
    if verdict in {"block", "approve"}:
        raise Conflict(N_("The brand's rules do not let this text out by itself."))


def check_override(reason: str | None) -> str | None:
    """The author's reason as it is kept; None where there is none."""
    kept = (reason or "").strip()
    if len(kept) > LONGEST_REASON:
        fault = Fault("override_reason", N_("This is too long."))
        raise Invalid(N_("The reason is too long."), faults=(fault,))
    return kept or None


def visibility_of(kind: DraftKind, answered: Visibility) -> Visibility:
    """Who will read it: a private message is answered in private, a public one as the kind says."""
    if kind is DraftKind.PRIVATE_REPLY or answered is Visibility.PRIVATE:
        return Visibility.PRIVATE
    return Visibility.PUBLIC


def check_place(place: Place, kind: DraftKind, *, now: datetime) -> Visibility:
    """The visibility of the reply, or the sentence that says why nothing can be sent there."""
    can = place.capabilities
    if place.is_retired:
        raise Conflict(N_("The brand no longer has this account: nothing can be sent from it."))
    if not can.connects:
        raise Conflict(
            N_("This account is read from files only: reply on the network itself, it will be taken in.")
        )
    if place.last_customer_message_at is None:
        raise Conflict(N_("No customer has written here yet, so there is nobody to answer."))
    wanted = visibility_of(kind, place.visibility)
    if wanted is Visibility.PRIVATE and place.visibility is Visibility.PUBLIC:
        if not can.private_reply_to_public:
            raise Conflict(N_("This network cannot answer a public message in private."))
    elif wanted is Visibility.PRIVATE and not can.private:
        raise Conflict(N_("This network has no private messages."))
    if wanted is Visibility.PUBLIC and not can.public:
        raise Conflict(N_("This network has no public replies."))
    until = place.reply_until(wanted)
    if until is not None and now > until:
        raise Conflict(N_("The network takes no reply so long after the customer's last message."))
    return wanted
