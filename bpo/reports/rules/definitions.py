"""What every figure of a report means, in sentences for people, sealed with the report and printed with it.

They say in words what `queries.judged`, `figures` and `reference` compute; a change of one is a change of
all, and of `VERSION`.
"""

from bpo.core.i18n import N_

VERSION = 2

DEFINITIONS: dict[str, str] = {
    "period": N_(
        "A turn belongs to the period in which it started, by the brand's clocks; an episode to the one in"
        " which it was opened. What happened after the instant of the report does not exist in it."
    ),
    "turns": N_(
        "A turn is a run of customer messages with no reply of a person in between. It ends answered,"
        " dismissed with a reason or excluded, or it is open. Automatic messages start and answer nothing."
    ),
    "first_response": N_(
        "First response: from the first customer message of an episode to the first reply of a person, in"
        " working time of the calendar that held when the message came, without the time in which the client"
        " was asked for approval."
    ),
    "next_response": N_("Next response: the same for every later turn of the episode."),
    "resolution": N_(
        "Resolution: from the opening of an episode to its closing, without the time in which the customer's"
        " answer was waited for."
    ),
    "attainment": N_(
        "Attainment: clocks met ÷ (met + breached + open and past due). Met means at or before the due time."
        " Open and not yet due, dismissed and excluded count nowhere. Credit goes to whoever sent the reply."
    ),
    "times": N_(
        "Times are of the clocks that a reply or a close stopped: their number, median, P90, P95 (by linear"
        " interpolation) and mean, always together."
    ),
    "response_coverage": N_(
        "Response coverage: turns answered within the window of elapsed time ÷ turns neither dismissed nor"
        " excluded that were answered or whose window has passed."
    ),
    "backlog": N_(
        "Backlog: all turns open and past due at the instant of the report, of any period; how late they are"
        " on average in elapsed time."
    ),
    "dismissals": N_("Dismissals: turns that a person decided need no answer ÷ all turns."),
    "sentiment": N_(
        "Sentiment: how the first and the last message that the customer wrote in an episode read to the"
        " machine that reads them; what was written at one instant is taken by the gravest message."
    ),
    "engagement": N_(
        "Engagement: how often the brand's public posts and replies of the period were seen, shared, liked and"
        " answered, by what was known at the instant of the report. What a network does not give is left open."
    ),
    "before_exclusions": N_(
        "Every figure is given with approved exclusions taken out, and again as if there were none."
    ),
}
