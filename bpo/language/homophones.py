"""Polish words that sound or look like another, far more usual one: `durze doświadczenie`, `Nie morze zawierać`.

A word that is in the dictionary is doubted only where the other is far more frequent and goes with its neighbours as
the written one does not; or where the writer leaves out every mark, and the other is what it would be with them.
"""

from collections.abc import Iterator
from functools import lru_cache

from bpo.language.agreement import fits
from bpo.language.candidates import candidates
from bpo.language.known import is_known
from bpo.language.morphology import morphology
from bpo.language.sounds import bare
from bpo.language.text import Text, Token
from bpo.language.types import Language

SAME = (("rz", "ż"), ("ż", "rz"), ("ó", "u"), ("u", "ó"), ("ch", "h"), ("h", "ch"), ("sz", "ż"))
MORE = 32  # ranks (a hundredfold) by which the other word is more frequent
MORE_UNMARKED = 8  # where the writer leaves out marks
SHORTEST = 4
LEAST = 60  # rank of the other word
MARKS = frozenset("ąćęłńóśźż")
SHORT = {"sa": "są"}
LONG_TEXT, UNMARKED = (
    30,
    2,
)  # letters of a text that would have a mark, and words of it that lack one beyond doubt
VERBS = frozenset({"fin", "impt", "inf", "praet"})


def homophones(text: Text) -> Iterator[tuple[int, int, str]]:
    """Where another word was meant: from, to, and which."""
    lacks = _lacks_marks(text)
    for token in text.words:
        others = _others(token.key)
        if others and not token.text[1:].isupper():
            meant = next((word for word in others if _is_meant(text, token, word)), None)
            if meant is not None:
                yield token.start, token.end, meant
                continue
        exists = lacks and (token.key in SHORT or is_known(token.key, Language.PL))
        if exists and (marked := _marked(token.key)):
            yield token.start, token.end, marked


@lru_cache(20_000)
def _others(key: str) -> tuple[str, ...]:
    """Words far more usual that sound the same."""
    if len(key) < SHORTEST:
        return ()
    words = candidates(Language.PL)
    least = max(LEAST, words.rank(key) + MORE)
    found = []
    for one, other in SAME:
        at = key.find(one)
        while at >= 0:
            word = key[:at] + other + key[at + len(one) :]
            if words.rank(word) >= least and not (one == "h" and key[at - 1 : at] in {"c", "s"}):
                found.append(word)
            at = key.find(one, at + 1)
    return tuple(found) if found and is_known(key, Language.PL) else ()


def _is_meant(text: Text, token: Token, word: str) -> bool:
    """Whether the other word goes with a neighbour, and the written one with none."""
    before, after = text.beside(token.start, token.end)
    if max(fits(before, token.key, after, Language.PL)) > 0:
        return False
    return max(fits(before, word, after, Language.PL)) > 0 or _has_verb(word, before, after)


def _has_verb(word: str, before: str, after: str) -> bool:
    """`może`, where a verb in the infinitive stands beside it."""
    analyser = morphology(Language.PL)
    modal = any("fin" in one.tags and one.lemma == "móc" for one in analyser.readings(word))
    return modal and any(
        "inf" in one.tags for beside in (before, after) if beside for one in analyser.readings(beside)
    )


def _lacks_marks(text: Text) -> bool:
    """Whether whoever wrote it leaves out marks: none anywhere, and words that do not exist without."""
    if not MARKS.isdisjoint(text.raw.lower()) or sum(len(token.key) for token in text.words) < LONG_TEXT:
        return False
    lacking = sum(
        1 for token in text.words if not is_known(token.key, Language.PL) and _marked(token.key) is not None
    )
    return lacking >= UNMARKED


@lru_cache(20_000)
def _marked(key: str) -> str | None:
    """The word with the marks it has most often, where it is far more usual with them."""
    if len(key) < SHORTEST - 1 or MARKS.intersection(key):
        return SHORT.get(key)
    words = candidates(Language.PL)
    found = [one for one in words.near(key, most=10) if bare(one.word) == key and one.word != key]
    best = max(found, key=lambda one: one.rank, default=None)
    return best.word if best is not None and best.rank >= max(48, words.rank(key) + MORE_UNMARKED) else None
