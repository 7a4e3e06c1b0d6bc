"""What a post says about itself: its language, and in which mood it is written."""

from dataclasses import dataclass

from bpo.core.vocabulary import Sentiment
from bpo.language.engine import understand
from bpo.language.identify import identify
from bpo.language.text import Text
from bpo.language.types import Language
from bpo.monitoring.rules.mentions import mood_of
from bpo.monitoring.rules.posts import Post, full_text

MOST_READ = 4000  # characters; more change neither
KNOWN = {one.value: one for one in Language}


@dataclass(frozen=True, slots=True)
class PostReading:
    """A guess of `language.engine`; a language that the source gave is believed."""

    language: str | None
    sentiment: Sentiment
    mood: int


def read_post(post: Post, *, brand_languages: tuple[str, ...]) -> PostReading:
    """Understand a post; the brand's languages are the more likely ones."""
    raw = full_text(post.title, post.text)[:MOST_READ]
    language = KNOWN.get(post.language or "")
    if post.language is None:
        found = identify(Text(raw), tuple(KNOWN[one] for one in brand_languages if one in KNOWN))
        language = found.language if found else None
    understood = understand(raw, (language,) if language else tuple(Language))
    sentiment = Sentiment(understood.sentiment.label)
    return PostReading(
        language=post.language or (language.value if language else None),
        sentiment=sentiment,
        mood=mood_of(sentiment, understood.sentiment.score),
    )
