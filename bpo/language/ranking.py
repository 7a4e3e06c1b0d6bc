"""Which of the words that may have been meant comes first: what speaks for each, weighed by what was learnt."""

from collections import Counter

from bpo.language.agreement import fits
from bpo.language.candidates import PER_COST, PER_RANK, Candidate
from bpo.language.costs import costs_of
from bpo.language.make_words import CAPITAL
from bpo.language.sounds import bare, frame_of, sound_of
from bpo.language.types import Language

BEGIN = {"cost": -PER_COST, "rank": PER_RANK * 16}  # where learning begins
SHORT = 4  # letters of a word in which every edit weighs more
RARE = 8


def features(
    written: str, one: Candidate, language: Language, before: str = "", after: str = ""
) -> dict[str, float]:
    """What speaks for a candidate, and against it."""
    word = one.word
    together = written.replace("'", "").replace("-", "")
    left, right = fits(before, word, after, language)
    sounds = sound_of(written, language) == sound_of(word, language)
    found = {
        "cost": one.cost,
        "rank": (one.rank & (CAPITAL - 1)) / 16,
        "cost of short": one.cost * (len(written) <= SHORT),
        "cost a letter": 4 * one.cost / len(written),
        "first": float(written[0] == word[0]),
        "last": float(written[-1] == word[-1]),
        "sound": float(sounds),
        "frame": float(frame_of(written) == frame_of(word)),
        "bare": float(bare(written) == bare(word)),
        "longer": float(len(word) > len(written)),
        "shorter": float(len(word) < len(written)),
        "letters": float(Counter(written) == Counter(word)),
        "two words": float(" " in word),
        "hyphen": float("-" in word and "-" not in written),
        "only parted": float(word.replace(" ", "").replace("-", "").replace("'", "") == together),
        "name": float(bool(one.rank & CAPITAL)),
        "rare": float(one.rank == RARE),
        "genitive": float(word.endswith("'s") and language is Language.EN),
        "goes before": float(left > 0),
        "not before": float(left < 0),
        "goes after": float(right > 0),
        "not after": float(right < 0),
    }
    return {name: value for name, value in found.items() if value}


def ranked(
    written: str, near: tuple[Candidate, ...], language: Language, before: str = "", after: str = ""
) -> list[Candidate]:
    """The candidates, the likeliest first."""
    weights = costs_of(language).ranking

    def score(one: Candidate) -> float:
        found = features(written, one, language, before, after)
        return sum(weights.get(name, 0.0) * value for name, value in found.items())

    return sorted(near, key=score, reverse=True)
