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
    "exempt": N_("Exempt"),
}
TOPICS: dict[str, str] = {"politics": N_("Politics"), "religion": N_("Religion")}
SEVERITIES: dict[str, tuple[str, str]] = {
    "info": (N_("Shown as a hint"), "info"),
    "warn": (N_("Goes out with a reason"), "warn"),
    "approve": (N_("Needs approval"), "accent"),
    "block": (N_("Does not go out"), "bad"),
}
