"""What a customer's message says about itself, as the queue and the service levels take it.

The reading is a guess of `language.engine` and decides nothing about evidence: a language that the source
gave is believed, one that was found serves for matching and for the queue alone and is never stored as the
message's. Words give the same reading each time, so nothing of it needs to be kept; what the reader (a model,
`language.deep`) says besides is kept with the message's mood, and goes before what its words say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bpo.core.vocabulary import Sentiment
from bpo.language.engine import understand, understand_deeply
from bpo.language.types import Language, Understood


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
    intent: str | None = None
    by: str | None = None  # the version of the reader; None where words alone were read

    def as_kept(
        self, *, sentiment: str, urgent: Sequence[str], topics: Sequence[str], intent: str | None, by: str
    ) -> "Reading":
        """This reading with what the reader said of the same message."""
        return replace(
            self,
            sentiment=Sentiment(sentiment),
            urgent=tuple(urgent),
            topics=tuple(topics),
            is_thanks=intent == "thanks" and not urgent,
            is_spam=intent == "spam",
            intent=intent,
            by=by,
        )


def read_message(text: str, *, language: str | None, brand_languages: Sequence[str]) -> Reading:
    """Understand a message; its language is looked for among the brand's where the source gave none."""
    return _reading(text, language, understand(text, _possible(language, brand_languages)))


def read_deeply(
    messages: Sequence[tuple[str, str | None]], *, brand_languages: Sequence[str]
) -> list[Reading]:
    """Understand messages (text, and the language that the source gave) by words and by the reader."""
    understood = understand_deeply(
        [(text, _possible(language, brand_languages)) for text, language in messages]
    )
    return [_reading(*message, one) for message, one in zip(messages, understood, strict=True)]


def _reading(text: str, language: str | None, understood: Understood) -> Reading:
    found = understood.language
    return Reading(
        language=language or (found.value if found else None),
        sentiment=Sentiment(understood.sentiment.label),
        urgent=understood.urgent,
        topics=understood.topics,
        is_thanks=understood.is_thanks,
        is_spam=understood.is_spam,
        asks="?" in text,
        intent=understood.intent.label if understood.intent else None,
        by=understood.by,
    )


def _possible(language: str | None, brand_languages: Sequence[str]) -> tuple[Language, ...]:
    given = _languages([language] if language else ())
    return given or _languages(brand_languages) or tuple(Language)


def _languages(words: Sequence[str]) -> tuple[Language, ...]:
    known = {one.value: one for one in Language}
    return tuple(known[word] for word in words if word in known)
