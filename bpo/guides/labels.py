"""How the words of guides are called on screen."""

from bpo.core.i18n import N_
from bpo.guides.rules.differences import Kind
from bpo.guides.rules.trials import Effect, Outcome, TrialState

STATES: dict[TrialState, tuple[str, str]] = {  # name, kind of its badge
    TrialState.RUNNING: (N_("Running"), "info"),
    TrialState.DONE: (N_("Done"), "good"),
    TrialState.CANCELLED: (N_("Cancelled"), "plain"),
}
OUTCOMES: dict[Outcome, tuple[str, str]] = {
    Outcome.STOPPED: (N_("Newly stopped"), "bad"),
    Outcome.LET_THROUGH: (N_("Newly let through"), "good"),
    Outcome.OTHERWISE: (N_("Judged otherwise"), "info"),
}
EFFECTS: dict[Effect, str] = {
    Effect.NEW: N_("Fires now"),
    Effect.GONE: N_("No longer fires"),
    Effect.MOVED: N_("Graver, less grave or elsewhere"),
}
VERDICTS: dict[str, tuple[str, str]] = {
    "pass": (N_("Goes out"), "good"),
    "warn": (N_("Goes out with a reason"), "warn"),
    "approve": (N_("Needs approval"), "accent"),
    "block": (N_("Does not go out"), "bad"),
}
KINDS: dict[Kind, tuple[str, str]] = {
    Kind.ADDED: (N_("Added"), "good"),
    Kind.REMOVED: (N_("Removed"), "bad"),
    Kind.CHANGED: (N_("Changed"), "info"),
}
STYLE_NAMES: dict[str, str] = {
    "greeting": N_("Greeting"),
    "sign_off": N_("Sign-off"),
    "signature": N_("Signature"),
    "emoji": N_("Emoji"),
    "exclamation_marks": N_("Exclamation marks"),
    "yo": N_("The letter ё"),
    "capitals": N_("Words in capitals"),
    "spelling": N_("Misspelt words"),
    "tone": N_("Rude or arguing tone"),
}
DATA_NAMES: dict[str, str] = {
    "public": N_("Personal data in public"),
    "private": N_("Personal data in private"),
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
    "exempt": N_("Exempt"),
}
TOPICS: dict[str, str] = {"politics": N_("Politics"), "religion": N_("Religion")}
SEVERITIES: dict[str, tuple[str, str]] = {
    "info": (N_("Shown as a hint"), "info"),
    "warn": (N_("Goes out with a reason"), "warn"),
    "approve": (N_("Needs approval"), "accent"),
    "block": (N_("Does not go out"), "bad"),
}


# What was judged, as the benchmark calls it; a row that is not listed is shown under the benchmark's own name.
WHAT: dict[str, str] = {
    "spelling": N_("Misspelt words"),
    "spelling: first suggestion right": N_("The first suggestion is the right word"),
    "spelling: right words called wrong": N_("Right words called misspelt, names not counted"),
    "spelling: names called wrong": N_("Names called misspelt"),
    "quarrel, blame, mock, brush-off, vague promise": N_(
        "Quarrelling, blaming, mocking, brushing off, promising vaguely"
    ),
    "wrong brand": N_("Another brand's name, in any disguise"),
    "personal data in replies": N_("Personal data asked for or given in replies"),
    "personal data asked for in replies": N_("Personal data asked for in replies"),
    "personal data given in replies": N_("Personal data given in replies"),
    "personal data asked for in unforeseen ways": N_("Personal data asked for in unforeseen ways"),
    "personal data given in unforeseen ways": N_("Personal data given in unforeseen ways"),
    "personal data posted by customers": N_("Personal data that customers post"),
    "personal data posted, by kind": N_("Personal data that customers post, and of which kind"),
    "masked terms": N_("Forbidden words in disguise (l1ke th!s)"),
    "innocent look-alikes left alone": N_("Innocent look-alikes of such words left alone"),
    "topics": N_("Restricted topics, all together"),
    "inbound: negative": N_("Customers' messages: dissatisfied"),
    "inbound: mood": N_("Customers' messages: mood"),
    "inbound: urgency": N_("Customers' messages: why they are urgent"),
    "inbound: urgent at all": N_("Customers' messages: whether they are urgent"),
    "inbound: intent": N_("Customers' messages: what they want"),
    "inbound: thanks": N_("Customers' messages: thanks that need no reply"),
    "inbound: spam": N_("Customers' messages: spam"),
    "replies: politeness": N_("Replies: whether they are polite"),
    "language, whole": N_("Language recognised, whole message"),
    "language, first four words": N_("Language recognised, first four words"),
}
TOPIC_NAMES: dict[str, str] = {
    **TOPICS,
    "war": N_("War"),
    "health_claims": N_("Health claims"),
    "finance_advice": N_("Financial advice"),
    "minors": N_("Minors"),
    "weapons": N_("Weapons"),
    "drugs": N_("Drugs"),
    "gambling": N_("Gambling"),
    "hate": N_("Hatred of groups"),
    "adult": N_("Sexual content"),
}
MEASURES: dict[str, str] = {
    "precision": N_("right when it speaks"),
    "recall": N_("caught"),
    "f1": N_("balance of caught and right"),
    "macro_f1": N_("balance of caught and right, over all kinds"),
    "share": N_("share"),
    "per_thousand": N_("per 1,000 words"),
}
