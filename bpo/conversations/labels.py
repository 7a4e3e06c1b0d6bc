"""How conversations' own words are called on screen, and in whole sentences what a clock says."""

from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.rules.clocks import Verdict
from bpo.conversations.rules.fold import ClockKind
from bpo.core.i18n import N_

STATES = {"open": N_("Open"), "closed": N_("Closed")}
WAITING = {"waiting": N_("Waiting for an answer"), "overdue": N_("Past due")}
KINDS = {
    ClockKind.FIRST_RESPONSE.value: N_("First response"),
    ClockKind.NEXT_RESPONSE.value: N_("Next response"),
}
REASONS = {
    DismissalReason.THANKS.value: N_("Only thanks"),
    DismissalReason.SPAM.value: N_("Spam"),
    DismissalReason.NOT_FOR_US.value: N_("Not for this brand"),
    DismissalReason.DUPLICATE.value: N_("A repeat"),
    DismissalReason.OTHER.value: N_("Another reason"),
}
VERDICTS = {  # the name and the kind of its badge
    Verdict.MET: (N_("Met"), "good"),
    Verdict.BREACHED: (N_("Breached"), "bad"),
    Verdict.OPEN_PAST_DUE: (N_("Open, past due"), "bad"),
    Verdict.OPEN_NOT_DUE: (N_("Open, not yet due"), "info"),
    Verdict.UNMEASURED: (N_("No target"), "plain"),
    Verdict.ENDED: (N_("Dismissed"), "plain"),
}
SENTENCES = {
    Verdict.MET: N_("It was answered %(time)s before it was due."),
    Verdict.BREACHED: N_("It was answered %(time)s after it was due."),
    Verdict.OPEN_PAST_DUE: N_("It has no answer, and was due %(time)s ago."),
    Verdict.OPEN_NOT_DUE: N_("It has no answer yet, and is due in %(time)s."),
    Verdict.UNMEASURED: N_("No service level set a target for it when it came in."),
    Verdict.ENDED: N_("It was dismissed without an answer: neither met nor breached."),
}
NEVER_DUE = N_("Its target is never reached in the hours of its calendar.")
