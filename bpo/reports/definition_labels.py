"""How the parts of a figure's definition are called on screen and in print."""

from bpo.core.i18n import N_

POPULATIONS: dict[str, str] = {
    "first_turns": N_("First turns of episodes that started in the period"),
    "later_turns": N_("Later turns that started in the period"),
    "turns": N_("Turns that started in the period"),
    "late_turns": N_("Turns open and past due, of any period"),
    "episodes": N_("Episodes that were opened in the period"),
    "resolved": N_("Closed episodes of those opened in the period"),
    "posts": N_("Public posts and replies of the period"),
}
CLOCKS: dict[str, str] = {
    "response": N_("To the reply of a person"),
    "resolution": N_("To the closing"),
    "window": N_("The contract's window of coverage"),
    "recontact": N_("The contract's days after the closing"),
    "lateness": N_("Since the due time"),
    "none": N_("Does not apply"),
}
CALENDARS: dict[str, str] = {
    "pinned": N_("The calendar that held when the clock started"),
    "elapsed": N_("Elapsed time"),
    "none": N_("Does not apply"),
}
EXCLUSIONS: dict[str, str] = {
    "both": N_("Taken out, and given without as well"),
    "applied": N_("Taken out"),
    "untouched": N_("Do not touch it"),
}
ATTRIBUTIONS: dict[str, str] = {"sender": N_("Whoever sent the reply"), "brand": N_("The brand as a whole")}
