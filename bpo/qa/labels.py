"""How the words of quality are called on screen."""

from bpo.core.i18n import N_
from bpo.language.grammar.worker import Unread
from bpo.qa.rules.reading import NotRead, Standing
from bpo.qa.rules.reviews import ReviewState, Verdict
from bpo.qa.rules.sampling import Certain, Kind, Mode
from bpo.qa.rules.scorecards import CriterionClass
from bpo.qa.rules.scoring import Answer

CLASSES: dict[CriterionClass, str] = {
    CriterionClass.CUSTOMER: N_("Critical for the customer"),
    CriterionClass.BUSINESS: N_("Critical for the business"),
    CriterionClass.COMPLIANCE: N_("Critical for compliance"),
    CriterionClass.NON_CRITICAL: N_("Not critical"),
}
CLASS_MEANS: dict[CriterionClass, str] = {
    CriterionClass.CUSTOMER: N_("Replies without an error that hurts the customer."),
    CriterionClass.BUSINESS: N_("Replies without an error that costs the brand money or trust."),
    CriterionClass.COMPLIANCE: N_("Replies without an error against law or policy."),
    CriterionClass.NON_CRITICAL: N_("What can be done better without harm."),
}
ANSWERS: dict[Answer, tuple[str, str, str]] = {  # name, kind of its badge, icon
    Answer.PASS: (N_("Passed"), "good", "check"),
    Answer.FAIL: (N_("Not passed"), "bad", "close"),
    Answer.NA: (N_("Does not apply"), "plain", "circle"),
}
STATES: dict[ReviewState, tuple[str, str]] = {
    ReviewState.DRAFT: (N_("Being written"), "plain"),
    ReviewState.SUBMITTED: (N_("New"), "info"),
    ReviewState.ACKNOWLEDGED: (N_("Acknowledged"), "good"),
    ReviewState.DISPUTED: (N_("Disputed"), "warn"),
    ReviewState.DECIDED: (N_("Dispute decided"), "accent"),
}
VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.UPHELD: (N_("Upheld"), "plain"),
    Verdict.OVERTURNED: (N_("Overturned"), "accent"),
}
KINDS: dict[Kind, str] = {Kind.REPLY: N_("Reply"), Kind.DISMISSAL: N_("Dismissal")}
# Why the grammar of a reply is not checked.
UNREAD: dict[Unread, str] = {
    Unread.PANIC: N_("The engine gave up on the text"),
    Unread.MEMORY: N_("It needed more memory than it may have"),
    Unread.SLOW: N_("It took longer than it may"),
    Unread.CRASH: N_("The engine ended over the text"),
    Unread.TOO_LONG: N_("The text is too long"),
    Unread.ERASED: N_("The text was erased before"),
}
# How a reply stands with the reader, and why it was not read.
STANDINGS: dict[Standing, str] = {
    Standing.READ: N_("Read by the reader"),
    Standing.WAITING: N_("Not read by the reader yet"),
    Standing.OLD: N_("Too old for the reader"),
    Standing.NOT_READ: N_("Could not be read by the reader"),
}
NOT_READ: dict[NotRead, str] = {
    NotRead.ERASED: N_("The text was erased before"),
    NotRead.FAILED: N_("The reader failed on the text"),
}
MODES: dict[Mode, str] = {
    Mode.QUOTA: N_("So many replies of each agent a week"),
    Mode.SHARE: N_("A share of each agent's replies"),
}
CERTAIN: dict[Certain, str] = {
    Certain.OVERRIDE: N_("Replies sent despite a warning"),
    Certain.COMPLAINT: N_("Replies to complaints"),
    Certain.HANDOFF: N_("Matters of PR or law"),
    Certain.DISPUTE: N_("Replies whose review was disputed"),
}
# The parts of a style guide, as the check's rules of the same subject are called.
GUIDE_PARTS: dict[str, str] = {
    "greeting": N_("greeting"),
    "sign_off": N_("closing words"),
    "signature": N_("signature"),
    "emoji": N_("emoji"),
    "exclamation_marks": N_("exclamation marks"),
    "capitals": N_("capital letters"),
    "yo": N_("the letter ё"),
    "spelling": N_("spelling"),
    "tone": N_("tone"),
}
POLICIES: dict[str, str] = {
    "required": N_("Required"),
    "optional": N_("Optional"),
    "forbidden": N_("Forbidden"),
    "formal": N_("Formal"),
    "informal": N_("Informal"),
    "free": N_("Free"),
    "always": N_("Always written"),
    "never": N_("Written as е"),
}
