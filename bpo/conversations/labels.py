"""How conversations' own words are called on screen, and in whole sentences what a clock says."""

from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.rules.clocks import Verdict
from bpo.conversations.rules.drafts import DraftKind, DraftState
from bpo.conversations.rules.erasure import ErasureReason
from bpo.conversations.rules.fold import ClockKind
from bpo.core.i18n import N_
from bpo.language.types import Severity

STATES = {"open": N_("Open"), "closed": N_("Closed")}
WAITING = {"waiting": N_("Waiting for an answer"), "overdue": N_("Past due")}
KINDS = {
    ClockKind.FIRST_RESPONSE.value: N_("First response"),
    ClockKind.NEXT_RESPONSE.value: N_("Next response"),
}
MODERATION_ACTS = {
    "hide": N_("Hide it"),
    "unhide": N_("Show it again"),
    "delete": N_("Delete it"),
}
MODERATION_STATES = {
    "waiting": (N_("Being done"), "info"),
    "done": (N_("Done"), "good"),
    "failed": (N_("Failed"), "bad"),
}
MODERATION_WAITS = {
    "hide": N_("Being hidden"),
    "unhide": N_("Being shown again"),
    "delete": N_("Being deleted"),
}
MODERATION_DONE = {
    "hide": N_("Hidden on the network"),
    "delete": N_("Deleted on the network"),
}
REASONS = {
    DismissalReason.THANKS.value: N_("Only thanks"),
    DismissalReason.SPAM.value: N_("Spam"),
    DismissalReason.NOT_FOR_US.value: N_("Not for this brand"),
    DismissalReason.DUPLICATE.value: N_("A repeat"),
    DismissalReason.ANSWERED_ELSEWHERE.value: N_("Answered elsewhere"),
    DismissalReason.OTHER.value: N_("Another reason"),
}
ERASURE_REASONS = {
    ErasureReason.CUSTOMER.value: N_("The customer asked for it"),
    ErasureReason.REPRESENTATIVE.value: N_("Somebody asked on the customer's behalf"),
    ErasureReason.AUTHORITY.value: N_("An authority ordered it"),
    ErasureReason.MISTAKE.value: N_("It should never have been taken in"),
    ErasureReason.OTHER.value: N_("Another reason"),
    "retention": N_("Its time was over"),
}
AUTHOR_ERASURE_REASONS = {
    **ERASURE_REASONS,
    ErasureReason.CUSTOMER.value: N_("The author asked for it"),
    ErasureReason.REPRESENTATIVE.value: N_("Somebody asked on the author's behalf"),
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

DRAFT_KINDS = {
    DraftKind.REPLY.value: N_("Reply"),
    DraftKind.ACKNOWLEDGEMENT.value: N_("Acknowledgement"),
    DraftKind.PRIVATE_REPLY.value: N_("Private reply"),
}
PART_STATES = {
    "queued": (N_("Part %(no)s of %(number)s waits"), "info"),
    "sending": (N_("Part %(no)s of %(number)s is being sent"), "info"),
    "sent": (N_("Part %(no)s of %(number)s stands there"), "good"),
    "failed": (N_("Part %(no)s of %(number)s was not sent"), "bad"),
    "unknown": (N_("Part %(no)s of %(number)s may stand there: check"), "warn"),
    "cancelled": (N_("Part %(no)s of %(number)s was taken back"), "plain"),
}
DRAFT_STATES = {  # the name, the kind of its badge, its icon, and what it means for its author
    DraftState.OPEN.value: (N_("Draft"), "plain", "edit", N_("Saved; nobody has got it.")),
    DraftState.HELD.value: (
        N_("Waits for approval"),
        "warn",
        "clock-pause",
        N_("Somebody else must agree before it goes out."),
    ),
    DraftState.RETURNED.value: (
        N_("Returned"),
        "warn",
        "reply",
        N_("It was not approved: change it and send it again."),
    ),
    DraftState.SENDING.value: (N_("Being sent"), "info", "send", N_("It is on its way to the network.")),
    DraftState.SENT.value: (N_("Sent"), "good", "circle-check", N_("It stands on the network.")),
    DraftState.FAILED.value: (
        N_("Not delivered"),
        "bad",
        "circle-x",
        N_("It certainly does not stand on the network."),
    ),
    DraftState.UNKNOWN.value: (
        N_("May have arrived"),
        "bad",
        "help",
        N_("The network did not say. Somebody must look there before it is sent again."),
    ),
    DraftState.DISCARDED.value: (N_("Thrown away"), "plain", "trash", N_("It can be brought back.")),
}
SEVERITIES = {  # what it asks for, the kind of its badge, its icon
    Severity.INFO: (N_("Hint"), "info", "info"),
    Severity.WARN: (N_("Warning"), "warn", "alert"),
    Severity.APPROVE: (N_("Needs approval"), "warn", "approve"),
    Severity.BLOCK: (N_("Must be changed"), "bad", "circle-x"),
}
RULES = {
    "blank": N_("unfilled template"),
    "brush_off": N_("brush-off"),
    "grammar": N_("grammar"),
    "length": N_("length"),
    "mixed_script": N_("look-alike letters"),
    "personal_data": N_("personal data"),
    "profanity": N_("profanity"),
    "spelling": N_("spelling"),
    "style.address": N_("form of address"),
    "style.capitals": N_("capital letters"),
    "style.emoji": N_("emoji"),
    "style.exclamation_marks": N_("exclamation marks"),
    "style.greeting": N_("greeting"),
    "style.quotes": N_("quotation marks"),
    "style.sign_off": N_("closing words"),
    "style.signature": N_("signature"),
    "style.yo": N_("the letter ё"),
    "term": N_("the brand's words"),
    "tone": N_("tone"),
    "topic": N_("restricted topic"),
    "vague_promise": N_("vague promise"),
    "wrong_brand": N_("another brand"),
    "wrong_language": N_("language"),
}
PERSONAL = {  # kinds of personal data that a customer posted
    "phone": N_("a phone number"),
    "email": N_("an e-mail address"),
    "card": N_("a card number"),
    "iban": N_("a bank account"),
    "document": N_("the number of a document"),
    "address": N_("a home address"),
    "name_with_birthday": N_("a name with a birthday"),
}
PAUSED = N_("Its clock stands still while the client decides on the reply.")

# Whose time a clock took.
WHOSE: dict[str, str] = {
    "ingest": N_("On its way from the network to us"),
    "queue": N_("In the queue, with nobody"),
    "handling": N_("With an agent"),
    "internal_approval": N_("With a colleague who approves"),
    "department": N_("With a department of the brand, which was asked"),
    "publishing": N_("On its way to the network"),
    "client_approval": N_("With the brand's approver"),
    "other_pause": N_("Paused"),
    "excluded": N_("Left out as agreed"),
    "closed": N_("Outside the hours of service"),
}
