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
