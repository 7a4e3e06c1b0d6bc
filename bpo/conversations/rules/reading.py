"""What a customer's message says about itself, as the queue and the service levels take it.

The reading is a guess of `language.engine` and decides nothing about evidence: a language that the source
gave is believed, one that was found serves for matching and for the queue alone and is never stored as the
message's. The same text gives the same reading, so nothing of it needs to be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bpo.core.vocabulary import Sentiment
from bpo.language.engine import understand
from bpo.language.types import Language


@dataclass(frozen=True, slots=True)
class Reading:
    """One message, understood. `urgent` and `topics` are the words of `language`; `asks` is a question mark."""

    language: str | None = None
    sentiment: Sentiment = Sentiment.NEUTRAL
    urgent: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    is_thanks: bool = False
    is_spam: bool = False
    asks: bool = False


def read_message(text: str, *, language: str | None, brand_languages: Sequence[str]) -> Reading:
    """Understand a message; its language is looked for among the brand's where the source gave none."""
    given = _languages([language] if language else ())
    understood = understand(text, given or _languages(brand_languages) or tuple(Language))
    found = understood.language
    return Reading(
        language=language or (found.value if found else None),
        sentiment=Sentiment(understood.sentiment.label),
        urgent=understood.urgent,
        topics=understood.topics,
        is_thanks=understood.is_thanks,
        is_spam=understood.is_spam,
        asks="?" in text,
    )


def _languages(words: Sequence[str]) -> tuple[Language, ...]:
    known = {one.value: one for one in Language}
    return tuple(known[word] for word in words if word in known)
