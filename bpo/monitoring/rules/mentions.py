"""States of a mention, why one is dismissed, and what may be done with one."""

from collections.abc import Sequence
from enum import StrEnum

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.vocabulary import Sentiment

LONGEST_LABEL = 40
MOST_LABELS = 20


class MentionState(StrEnum):
    NEW = "new"
    KEPT = "kept"
    DISMISSED = "dismissed"
    CONVERTED = "converted"


class DismissReason(StrEnum):
    IRRELEVANT = "irrelevant"
    DUPLICATE = "duplicate"
    SPAM = "spam"
    OWN_POST = "own_post"
    OTHER = "other"


class SourceKind(StrEnum):
    FEED = "feed"
    GOOGLE_ALERTS = "google_alerts"
    FILE = "file"


class Sort(StrEnum):
    NEWEST = "newest"
    REACH = "reach"
    NEGATIVE = "negative"


def check_can_sort(state: str) -> None:
    """A mention that became a conversation is worked on there, and stays what it is."""
    if state == MentionState.CONVERTED:
        raise Conflict(N_("This mention is a conversation now; go on there."))


def check_reason(reason: str | None) -> DismissReason:
    """A dismissal has its reason."""
    if reason not in {one.value for one in DismissReason}:
        fault = Fault("reason", N_("Choose a reason."))
        raise Invalid(N_("A dismissal needs a reason."), faults=(fault,))
    return DismissReason(reason)


def clean_labels(labels: list[str]) -> list[str]:
    """Labels as they are kept: small letters, single spaces, each once."""
    kept = list(dict.fromkeys(" ".join(one.lower().split()) for one in labels if one.strip()))
    if len(kept) > MOST_LABELS or any(len(one) > LONGEST_LABEL for one in kept):
        fault = Fault("labels", N_("At most 20 labels of at most 40 letters each."))
        raise Invalid(N_("These labels cannot be kept."), faults=(fault,))
    return kept


def mood_of(sentiment: Sentiment, score: float) -> int:
    """One number to sort by: -100 is surely negative, 0 neutral, 100 surely positive."""
    sign = {Sentiment.NEGATIVE: -1, Sentiment.NEUTRAL: 0, Sentiment.POSITIVE: 1}[sentiment]
    return sign * max(1, min(100, round(score * 100))) if sign else 0


def marked(text: str, spans: Sequence[Sequence[int]], *, offset: int = 0) -> list[tuple[bool, str]]:
    """A text in parts, each with whether it was looked for; places count from `offset` before its beginning."""
    parts: list[tuple[bool, str]] = []
    at = 0
    for start, end in sorted((one[0] - offset, one[1] - offset) for one in spans):
        begin, stop = max(start, at), min(end, len(text))
        if begin >= stop:
            continue
        parts += [(False, text[at:begin]), (True, text[begin:stop])]
        at = stop
    return [part for part in (*parts, (False, text[at:])) if part[1]]


def excerpt(text: str, spans: Sequence[Sequence[int]], *, offset: int, length: int) -> list[tuple[bool, str]]:
    """The marked part of a text that fits `length`: from its beginning, or from shortly before the first place."""
    first = min((one[0] - offset for one in spans if one[0] >= offset), default=0)
    start = 0 if first < length * 3 // 4 else max(0, first - length // 3)
    piece = text[start : start + length]
    parts = marked(piece, spans, offset=offset + start)
    if start and parts:
        parts = [(False, "…"), *parts]
    return [*parts, (False, "…")] if start + length < len(text) else parts
