"""How exclusions are called on screen: kinds, states, and their evidence in sentences."""

from bpo.conversations.models import Exclusion
from bpo.conversations.rules.exclusions import ExclusionKind, ExclusionState
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _

KINDS: dict[ExclusionKind, str] = {
    ExclusionKind.OUTAGE: N_("The network was down"),
    ExclusionKind.SPAM_FLOOD: N_("A flood of spam"),
    ExclusionKind.DUPLICATE: N_("Said twice"),
    ExclusionKind.CLIENT_DELAY: N_("The brand answered late"),
    ExclusionKind.OTHER: N_("Another reason"),
}
STATES: dict[ExclusionState, tuple[str, str]] = {
    ExclusionState.FOUND: (N_("Not put to the brand yet"), "plain"),
    ExclusionState.DROPPED: (N_("Dropped"), "plain"),
    ExclusionState.PROPOSED: (N_("Waits for the brand"), "warn"),
    ExclusionState.APPROVED: (N_("Approved"), "good"),
    ExclusionState.REFUSED: (N_("Refused"), "bad"),
    ExclusionState.WITHDRAWN: (N_("Withdrawn"), "plain"),
}
VERDICTS: dict[str, str] = {
    "met": N_("Met"),
    "breached": N_("Breached"),
    "open_past_due": N_("Open, past due"),
    "open_not_due": N_("Open, not yet due"),
    "unmeasured": N_("No target"),
    "ended": N_("Dismissed"),
    "excluded": N_("Excluded"),
}
EVIDENCE: dict[str, str] = {
    "handoffs": N_("Questions that departments of the brand answered after their time: %(count)s"),
    "spam": N_("Turns that were dismissed as spam within an hour: %(count)s"),
    "usual": N_("Usual for this account in an hour: %(count)s"),
    "failures": N_("Attempts to reach the network that failed: %(count)s, at accounts: %(accounts)s"),
}


def evidence_of(row: Exclusion) -> list[str]:
    """What the system found, in sentences."""
    said = ((EVIDENCE[one["code"]], one["values"]) for one in row.evidence)
    return [_(sentence) % values for sentence, values in said]
