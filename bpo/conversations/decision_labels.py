"""How approvals, hand-offs and alerts are called on screen, and why somebody is asked, in whole sentences."""

from collections.abc import Mapping
from typing import Any

from bpo.conversations.queue_words import URGENT
from bpo.conversations.rules.approval import ApprovalState, Code, Tier
from bpo.conversations.rules.handoffs import REACH, HandoffState
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.web import labels
from bpo.web.formats import show_number

department_name = labels.department_name
HANDOFF_STATES = {  # the name and the kind of its badge
    HandoffState.WAITING.value: (N_("Waiting for the department"), "info"),
    HandoffState.ANSWERED.value: (N_("Answered"), "accent"),
    HandoffState.DONE.value: (N_("Done"), "good"),
    HandoffState.WITHDRAWN.value: (N_("Taken back"), "plain"),
}
TIERS = {
    Tier.COLLEAGUE.value: N_("A colleague"),
    Tier.SUPERVISOR.value: N_("A supervisor"),
    Tier.CLIENT.value: N_("The client"),
}
APPROVAL_STATES = {
    ApprovalState.WAITING.value: (N_("Waiting for approval"), "info"),
    ApprovalState.APPROVED.value: (N_("Approved"), "good"),
    ApprovalState.RETURNED.value: (N_("Returned to the author"), "warn"),
    ApprovalState.PASSED_ON.value: (N_("Passed on"), "plain"),
    ApprovalState.EXPIRED.value: (N_("Time ran out"), "bad"),
    ApprovalState.CANCELLED.value: (N_("Taken back"), "plain"),
}
OWNERS = {  # who owned a stretch of a clock's timeline
    Tier.COLLEAGUE.value: N_("Waiting for a colleague's approval"),
    Tier.SUPERVISOR.value: N_("Waiting for a supervisor's approval"),
    Tier.CLIENT.value: N_("Waiting for the client's approval"),
}
ASKED_DEPARTMENT = N_("A department of the client was asked")
RULES = {
    "tone": N_("tone"),
    "term": N_("words that the brand avoids"),
    "topic": N_("a restricted topic"),
    "personal_data": N_("personal data"),
    "spelling": N_("spelling"),
    "mixed_script": N_("letters of two alphabets in one word"),
    "wrong_language": N_("language"),
    "wrong_brand": N_("another brand's name"),
    "profanity": N_("swear words"),
    "brush_off": N_("sending the customer elsewhere"),
    "vague_promise": N_("a vague promise"),
    "length": N_("length"),
    "blank": N_("an unfilled template"),
    "style.address": N_("form of address"),
    "style.greeting": N_("greeting"),
    "style.sign_off": N_("sign-off"),
    "style.signature": N_("signature"),
    "style.emoji": N_("emoji"),
    "style.exclamation_marks": N_("exclamation marks"),
    "style.capitals": N_("capital letters"),
    "style.quotes": N_("quotation marks"),
    "style.yo": N_("the letter ё"),
}
ALERTS = {
    "crisis": N_("A crisis that many can see"),
    REACH: N_("An angry post by somebody whom many read"),
}


def alert_name(reason: str) -> str:
    """Why a department was told at once: as the queue says it, where it says it."""
    said = ALERTS.get(reason) or URGENT.get(reason)
    return _(said) if said else reason


def why(reason: Mapping[str, Any]) -> str:
    """Why another person is asked, as a sentence."""
    values = reason.get("values", {})
    code = reason["code"]
    if code in {Code.CHECK.value, Code.BLOCKED.value}:
        rules = ", ".join(_(RULES[rule]) if rule in RULES else rule for rule in values.get("rules", ()))
        if code == Code.CHECK.value:
            return _("The check wants another pair of eyes: %(rules)s.", rules=rules)
        return _("The brand's rules stop it, and only the client can exempt it: %(rules)s.", rules=rules)
    if code == Code.REACH.value:
        return _(
            "%(reach)s people follow this customer, and the brand approves above %(over)s.",
            reach=show_number(values["reach"]),
            over=show_number(values["over"]),
        )
    if code == Code.NEW_AGENT.value:
        return _("The author is new, and replies of new agents are approved.")
    if code == Code.COMPENSATION.value:
        return _("It offers more than an agent may give.")
    return _("Somebody asked for it.")
