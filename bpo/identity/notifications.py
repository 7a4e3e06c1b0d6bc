"""What people are told by the product itself, and by which way, on one page.

A kind is one reason to disturb somebody. Each person chooses its way: on the page, by mail or by webhook as
well, or not at all; where they have not chosen, `USUAL` holds. A new reason is a line in each table here.
"""

from enum import StrEnum

from bpo.core.i18n import N_


class Kind(StrEnum):
    DUE_SOON = "due_soon"
    BREACHED = "breached"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    APPROVAL_WAITING = "approval_waiting"
    APPROVAL_DECIDED = "approval_decided"
    HANDOFF_WAITING = "handoff_waiting"
    HANDOFF_DECIDED = "handoff_decided"
    PR_ALERT = "pr_alert"
    SPIKE = "spike"
    WEEK_DIGEST = "week_digest"
    DELIVERY_FAILED = "delivery_failed"
    ACCOUNT_ILL = "account_ill"
    ACCOUNT_ALARM = "account_alarm"
    CERTIFICATION = "certification"
    MONTH_TO_SIGN = "month_to_sign"
    MONTH_TO_ACCEPT = "month_to_accept"
    MONTH_REFUSED = "month_refused"
    MONTH_DEEMED = "month_deemed"
    MONTH_COMMENT = "month_comment"
    EXCLUSION_PROPOSED = "exclusion_proposed"
    EXCLUSION_DECIDED = "exclusion_decided"
    STATEMENT = "statement"
    CAMPAIGN = "campaign"
    SURVEY_NEGATIVE = "survey_negative"
    REVIEW_READY = "review_ready"
    DISPUTE_WAITING = "dispute_waiting"
    DISPUTE_DECIDED = "dispute_decided"
    SHIFT = "shift"
    COVERAGE_HOLE = "coverage_hole"
    EXPORT_READY = "export_ready"


class Way(StrEnum):
    PRODUCT = "product"
    MAIL = "mail"  # and on the page
    HOOK = "hook"  # and on the page
    OFF = "off"


KIND_NAMES: dict[Kind, str] = {
    Kind.DUE_SOON: N_("An answer is due soon"),
    Kind.BREACHED: N_("An answer is late"),
    Kind.HANDED_OVER: N_("A conversation is handed to you"),
    Kind.RETURNED: N_("A conversation that you claimed went back to the queue"),
    Kind.APPROVAL_WAITING: N_("A reply waits for your approval"),
    Kind.APPROVAL_DECIDED: N_("Your reply is approved or returned"),
    Kind.HANDOFF_WAITING: N_("Something waits for your department"),
    Kind.HANDOFF_DECIDED: N_("A department has decided"),
    Kind.PR_ALERT: N_("A post can hurt the brand"),
    Kind.SPIKE: N_("Many write about a brand at once"),
    Kind.WEEK_DIGEST: N_("What was said about the brand in a week"),
    Kind.DELIVERY_FAILED: N_("A reply could not be sent, or its fate is unknown"),
    Kind.ACCOUNT_ILL: N_("An account cannot be reached"),
    Kind.ACCOUNT_ALARM: N_("The access of an account ends soon or lacks something"),
    Kind.CERTIFICATION: N_("A certification changes or ends"),
    Kind.MONTH_TO_SIGN: N_("A month is over and its report can be signed"),
    Kind.MONTH_TO_ACCEPT: N_("A signed report of a month waits for you"),
    Kind.MONTH_REFUSED: N_("The client refused the report of a month"),
    Kind.MONTH_DEEMED: N_("A signed month is accepted by the passing of time, or soon will be"),
    Kind.MONTH_COMMENT: N_("Somebody of the other side comments on the report of a month"),
    Kind.EXCLUSION_PROPOSED: N_("The vendor asks you to leave something out of measurement"),
    Kind.EXCLUSION_DECIDED: N_("The client decided what is left out of measurement"),
    Kind.STATEMENT: N_("The statement of a month is issued or corrected"),
    Kind.CAMPAIGN: N_("An outage, a known issue or a holding statement begins or changes"),
    Kind.SURVEY_NEGATIVE: N_("A customer says that they are dissatisfied"),
    Kind.REVIEW_READY: N_("Your work was reviewed"),
    Kind.DISPUTE_WAITING: N_("A disputed review waits for a decision"),
    Kind.DISPUTE_DECIDED: N_("A dispute about a review is decided"),
    Kind.SHIFT: N_("Your shifts or absences change"),
    Kind.COVERAGE_HOLE: N_("Service hours of the next week are not covered"),
    Kind.EXPORT_READY: N_("An export that you ordered is ready"),
}
WAY_NAMES: dict[Way, str] = {
    Way.PRODUCT: N_("Here"),
    Way.MAIL: N_("Here and by mail"),
    Way.HOOK: N_("Here and by webhook"),
    Way.OFF: N_("Not at all"),
}
# What waits for somebody who is not in front of the product goes by mail; what passes within minutes does not.
USUAL: dict[Kind, Way] = dict.fromkeys(Kind, Way.PRODUCT) | {
    Kind.HANDOFF_WAITING: Way.MAIL,
    Kind.PR_ALERT: Way.MAIL,
    Kind.SPIKE: Way.MAIL,
    Kind.WEEK_DIGEST: Way.MAIL,
    Kind.ACCOUNT_ILL: Way.MAIL,
    Kind.ACCOUNT_ALARM: Way.MAIL,
    Kind.CERTIFICATION: Way.MAIL,
    Kind.MONTH_TO_SIGN: Way.MAIL,
    Kind.MONTH_TO_ACCEPT: Way.MAIL,
    Kind.MONTH_REFUSED: Way.MAIL,
    Kind.MONTH_DEEMED: Way.MAIL,
    Kind.MONTH_COMMENT: Way.MAIL,
    Kind.EXCLUSION_PROPOSED: Way.MAIL,
    Kind.STATEMENT: Way.MAIL,
}

# What a client's people are told of; staff are told of everything but what waits for a department.
FOR_CLIENTS = frozenset(
    {
        *(Kind.APPROVAL_WAITING, Kind.HANDOFF_WAITING, Kind.PR_ALERT, Kind.MONTH_TO_ACCEPT),
        *(Kind.SPIKE, Kind.WEEK_DIGEST, Kind.EXCLUSION_PROPOSED, Kind.STATEMENT),
        *(Kind.MONTH_DEEMED, Kind.MONTH_COMMENT),
    }
)
FOR_STAFF = frozenset(Kind) - {
    *(Kind.HANDOFF_WAITING, Kind.MONTH_TO_ACCEPT, Kind.WEEK_DIGEST),
    *(Kind.EXCLUSION_PROPOSED, Kind.STATEMENT),
}


def way_of(kind: Kind, chosen: dict[str, str]) -> Way:
    """By which way somebody with these choices is told."""
    way = chosen.get(kind.value)
    return Way(way) if way else USUAL[kind]
