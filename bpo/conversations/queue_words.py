"""How the queue's words are called on screen, and why an item stands where it stands, in sentences."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bpo.core.i18n import N_, gettext, ngettext
from bpo.core.vocabulary import LanguageCode, Priority, Sentiment
from bpo.web.formats import show_number

SHOWS = {
    "waiting": N_("All that waits"),
    "free": N_("Free to take"),
    "mine": N_("Mine"),
    "snoozed": N_("Postponed"),
    "all": N_("With postponed"),
}
LANGUAGES = {
    LanguageCode.RU.value: N_("Russian"),
    LanguageCode.UK.value: N_("Ukrainian"),
    LanguageCode.PL.value: N_("Polish"),
    LanguageCode.EN.value: N_("English"),
}
STAGES = {
    "researching": N_("Researching"),
    "choosing": N_("Choosing"),
    "buying": N_("Buying"),
    "using": N_("Using"),
}
PRIORITY_LOOKS = {  # the kind of its badge, and its icon
    Priority.URGENT.value: ("bad", "alert"),
    Priority.NEGATIVE.value: ("warn", "flag"),
    Priority.NORMAL.value: ("plain", "message"),
    Priority.LOW.value: ("plain", "heart"),
}
MOODS = {one.value: one for one in Sentiment}
URGENT = {
    "threat": N_("Threatens somebody"),
    "danger": N_("Somebody may be in danger"),
    "legal": N_("Speaks of a court, a lawyer or the authorities"),
    "churn": N_("Wants to leave the brand"),
    "crisis": N_("May grow into a scandal"),
    "money": N_("Speaks of lost money"),
    "self_harm": N_("May harm themselves"),
    "outage": N_("Speaks of an outage"),
}
URGENT_OTHERWISE = N_("Urgent by what is written")
TOPICS = {
    "politics": N_("Touches on politics"),
    "religion": N_("Touches on religion"),
    "war": N_("Touches on war"),
    "health_claims": N_("Touches on what heals"),
    "finance_advice": N_("Touches on investing or borrowing"),
    "minors": N_("Touches on minors"),
    "weapons": N_("Touches on weapons"),
    "drugs": N_("Touches on drugs"),
    "gambling": N_("Touches on gambling"),
    "hate": N_("Speaks with hatred of a group of people"),
    "adult": N_("Is of a sexual nature"),
}
TOPIC_OTHERWISE = N_("Touches on a sensitive topic")
PLAIN = {
    "angry": N_("The customer is angry"),
    "came_back": N_("Came back within a week of the last contact"),
    "promise": N_("An update was promised"),
    "lead": N_("Wants to buy or to order"),
    "thanks": N_("Looks like thanks"),
    "spam": N_("Looks like spam"),
    "pleased": N_("The customer is pleased"),
    "no_target": N_("No target was agreed: by when it came"),
}
BY_DUE = N_("By its due time")
LATE = N_("Past its due time")


def say_reasons(reasons: Iterable[Mapping[str, Any]], *, is_late: bool) -> list[str]:
    """Why an item stands where it stands, the most telling first; each sentence once."""
    said = dict.fromkeys(say_reason(reason, is_late=is_late) for reason in reasons)
    found = [sentence for sentence in said if sentence]
    by_due = gettext(BY_DUE)
    # That it is served by its due time needs no saying where something else says more.
    return [one for one in found if one != by_due] or found


def say_reason(reason: Mapping[str, Any], *, is_late: bool) -> str:
    """One reason as a sentence; empty for a code of another version of the product."""
    code = reason.get("code")
    if code == "urgent":
        return gettext(URGENT.get(str(reason.get("kind")), URGENT_OTHERWISE))
    if code == "topic":
        return gettext(TOPICS.get(str(reason.get("topic")), TOPIC_OTHERWISE))
    if code == "reach":
        count = int(reason["followers"])
        return ngettext(
            "%(shown)s person follows them", "%(shown)s people follow them", count, shown=show_number(count)
        )
    if code == "again":
        count = int(reason["count"])
        return ngettext(
            "Wrote %(n)s message without an answer", "Wrote %(n)s messages without an answer", count
        )
    if code == "due":
        return gettext(LATE if is_late else BY_DUE)
    return gettext(PLAIN.get(str(code), ""))


def is_late(due_at: datetime | None, *, now: datetime) -> bool:
    """Whether a due time has passed."""
    return due_at is not None and due_at < now
