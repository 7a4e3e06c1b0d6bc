"""How the surveys' words are called on screen."""

from bpo.core.i18n import N_

WHY_NOT = {
    "network": N_("Asked by e-mail and signed webhook only, or not on this network"),
    "erased": N_("The customer has been erased"),
    "nobody": N_("No customer is known"),
    "not_for_us": N_("Spam, or not for the brand"),
    "not_answered": N_("Nobody had answered"),
    "reopened": N_("Open again, or closed once more"),
    "unreachable": N_("Cannot be written to in private"),
    "asked_lately": N_("Asked a short time ago"),
    "wording": N_("The brand's rules did not let the invitation out"),
    "late": N_("Could not go out in time"),
    "off": N_("Switched off in the meantime"),
    "failed": N_("The network did not take the invitation"),
}
FIGURES = {
    "answers": N_("Answers"),
    "satisfied": N_("Satisfied (4 and 5)"),
    "dissatisfied": N_("Dissatisfied (1 and 2)"),
    "score_1": N_("Score 1"),
    "score_2": N_("Score 2"),
    "score_3": N_("Score 3"),
    "score_4": N_("Score 4"),
    "score_5": N_("Score 5"),
    "recommend": N_("Said whether they would recommend"),
    "promoters": N_("Would recommend (9 and 10)"),
    "passives": N_("Undecided (7 and 8)"),
    "detractors": N_("Would not recommend (0 to 6)"),
    "yet_negative": N_("Satisfied yet publicly negative"),
    "yet_positive": N_("Dissatisfied yet publicly positive"),
    "commented": N_("With a comment"),
    "brought": N_("Asked by another system"),
    "responded": N_("Answered of those asked in the period"),
}
MOODS = {
    "negative": (N_("Negative in public"), "bad"),
    "neutral": (N_("Neutral in public"), "plain"),
    "positive": (N_("Positive in public"), "good"),
}
TEXTS = {
    "invitation": N_("Invitation"),
    "question": N_("First question"),
    "recommend": N_("Second question"),
    "thanks": N_("Thanks"),
}
