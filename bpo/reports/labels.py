"""How the reports' own words are called on screen."""

from bpo.core.i18n import N_

FIGURES: dict[str, str] = {
    "turns": N_("Customer turns"),
    "first_response": N_("First response"),
    "next_response": N_("Next response"),
    "resolution": N_("Resolution"),
    "response_coverage": N_("Response coverage"),
    "backlog": N_("Backlog"),
}
STATES: dict[str, str] = {
    "total": N_("All"),
    "answered": N_("Answered"),
    "dismissed": N_("Dismissed"),
    "excluded": N_("Excluded"),
    "open": N_("Open"),
    "started": N_("All"),
    "measured": N_("Measured"),
    "met": N_("Met"),
    "breached": N_("Breached"),
    "open_past_due": N_("Open, past due"),
    "open_not_due": N_("Open, not yet due"),
    "judged": N_("Counted for attainment"),
    "due": N_("Due for an answer"),
    "within": N_("Answered within the window"),
    "missed": N_("Not answered within the window"),
    "late": N_("Past due"),
}
BADGES: dict[str, str] = {
    "met": "good",
    "breached": "bad",
    "open_past_due": "bad",
    "open_not_due": "info",
    "answered": "plain",
    "dismissed": "plain",
    "excluded": "plain",
    "open": "info",
}
# Measures that are no states; with the two tables above they name every part of a figure's path.
MEASURES: dict[str, str] = {
    "n": N_("n"),
    "attainment": N_("Attainment"),
    "median": N_("Median"),
    "p90": N_("P90"),
    "p95": N_("P95"),
    "mean": N_("Mean"),
    "target": N_("Target"),
    "contracted": N_("Agreed"),
    "value": N_("Share"),
    "share": N_("Share"),
    "window": N_("Window"),
    "count": N_("Number"),
    "average_time_late": N_("Late on average"),
    "dismissals": N_("Dismissals"),
    "by_service_level": N_("By service level"),
    "volumes": N_("Volumes"),
    "messages_in": N_("Messages in"),
    "messages_out": N_("Messages out"),
    "automatic": N_("Written by machines"),
    "conversations": N_("Conversations"),
    "by_network": N_("By network"),
    "by_account": N_("By account"),
    "by_tag": N_("By place"),
    "by_language": N_("By language"),
    "by_stage": N_("By stage of the customer"),
    "arrivals": N_("When customers write"),
    "handoffs": N_("Questions to departments"),
    "promises": N_("Promised updates"),
    "kept": N_("Kept"),
    "before_exclusions": N_("before exclusions"),
}
PARTS = FIGURES | STATES | MEASURES
MONTHS: dict[str, str] = {
    "running": N_("Still going on"),
    "open": N_("Not prepared yet"),
    "prepared": N_("Ready to be signed"),
    "signed": N_("Waits for the client"),
    "refused": N_("Refused by the client"),
    "sealed": N_("Accepted and sealed"),
}
MONTH_BADGES: dict[str, str] = {
    "running": "plain",
    "open": "plain",
    "prepared": "info",
    "signed": "warn",
    "refused": "bad",
    "sealed": "good",
}
