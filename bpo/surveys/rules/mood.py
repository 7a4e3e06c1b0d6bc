"""What an episode looked like in public, for "satisfied yet publicly negative".

Private words are left out: what the public saw is the brand's picture, whatever was said to it afterwards.
"""

from collections.abc import Sequence

from bpo.core.vocabulary import Sentiment


def public_mood(moods: Sequence[Sentiment]) -> Sentiment | None:
    """Of an episode's public customer messages in their order; None where there were none.

    Negative if one of them was, since that is what stands there to be read; else the last one's.
    """
    if not moods:
        return None
    return Sentiment.NEGATIVE if Sentiment.NEGATIVE in moods else moods[-1]
