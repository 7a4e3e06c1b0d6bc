"""What languages are told apart by, made of word frequencies: one table a pair that shares a script.

For each pair (Russian and Ukrainian, Polish and English) how much more likely a frequent word is in the
first than in the second, as a natural logarithm; and for other words the same of each letter after the two
before it. Frequencies: wordfreq (CC BY-SA 4.0).
"""

import json
import math
from collections import Counter
from itertools import islice
from pathlib import Path

from bpo.language.types import Language

NAME = "identity.json"
PAIRS = ((Language.RU, Language.UK), (Language.PL, Language.EN))
READ = 150_000
KEPT_WORDS = 15_000
LEAST = 2e-8  # what a word is granted that was never seen
MOST = 6.0  # no word decides alone
SMOOTH = 3.0
ALPHABETS = {
    Language.RU: frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    Language.UK: frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"),
    Language.PL: frozenset("aąbcćdeęfghijklłmnńoóprsśtuvwxyzźżq"),
    Language.EN: frozenset("abcdefghijklmnopqrstuvwxyz'"),
}


def make(folder: Path) -> None:
    """Write the tables."""
    found = {}
    for first, second in PAIRS:
        frequencies = {language: _frequencies(language) for language in (first, second)}
        found[f"{first}-{second}"] = {
            "words": _words(frequencies[first], frequencies[second]),
            "letters": _letters(frequencies[first], frequencies[second]),
        }
    (folder / NAME).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _frequencies(language: Language) -> dict[str, float]:
    """Words of the language's own letters: lists hold strangers too."""
    import wordfreq  # noqa: PLC0415 -- only makers read it

    alphabet = ALPHABETS[language]
    whole = islice(wordfreq.get_frequency_dict(language.value, wordlist="best").items(), READ)
    return {word: often for word, often in whole if alphabet.issuperset(word)}


def _words(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    frequent = Counter(one) | Counter(other)
    return {
        word: round(
            max(-MOST, min(MOST, math.log((one.get(word, 0) + LEAST) / (other.get(word, 0) + LEAST)))), 2
        )
        for word, _often in frequent.most_common(KEPT_WORDS)
    }


def _letters(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    first, second = _chains(one), _chains(other)
    letters = len({key[2] for key in first[0]} | {key[2] for key in second[0]})
    found = {}
    for key in {*first[0], *second[0]}:
        chances = [
            (triples[key] + SMOOTH / letters) / (pairs[key[:2]] + SMOOTH)
            for triples, pairs in (first, second)
        ]
        difference = math.log(chances[0] / chances[1])
        if abs(difference) > 0.15:
            found[key] = round(max(-4.0, min(4.0, difference)), 2)
    return found


def _chains(frequencies: dict[str, float]) -> tuple[Counter[str], Counter[str]]:
    """How often each letter follows two others, words weighted by the root of their frequency."""
    triples: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for word, often in frequencies.items():
        weight, chain = math.sqrt(often * 1e6), f"^{word}$"
        chain = f"^{chain}"
        for at in range(len(chain) - 2):
            triples[chain[at : at + 3]] += weight  # type: ignore[assignment]  # counters count in parts here
            pairs[chain[at : at + 2]] += weight  # type: ignore[assignment]
    return triples, pairs
