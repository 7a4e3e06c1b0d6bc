"""The known words of a language by frequency, from which suggestions are drawn.

A word is kept when a dictionary or the morphology knows it. Arrays, so that all processes share them as one
mapped file: the words by length, then by letters, as rows of letters, which letters each has, and how frequent it is.
Frequencies: wordfreq (CC BY-SA 4.0).
"""

import math
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bpo.language.dictionaries import PACKAGES, Dictionary
from bpo.language.morphology import morphology
from bpo.language.types import Language

LONGEST = 24
MOST = 180_000
READ = 300_000
SHORT, USED_OFTEN = 4, 10**-6.25  # what no dictionary lists and people use all the same: `idk`, `irc`
NEIGHBOURS = (
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
)  # whose words are no English, however often they are read in it
MUCH = 5  # by so much they are read in it as what they are
CAPITAL = 1 << 7  # of a word that is known as a name only
LETTERS: dict[Language, str] = {
    Language.RU: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя'-",
    Language.UK: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'-ыэъё",  # the last four are in no word, and often typed
    Language.PL: "aąbcćdeęfghijklłmnńoóprsśtuvwxyzźżq'-",
    Language.EN: "abcdefghijklmnopqrstuvwxyz'-",
}


def make(folder: Path) -> None:
    """Write the arrays of every language, two languages at a time."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for made in [pool.submit(_make, folder, language) for language in PACKAGES]:
            made.result()


def _make(folder: Path, language: Language) -> None:
    import wordfreq  # noqa: PLC0415 -- only makers read it

    dictionary, analyser = Dictionary(folder, PACKAGES[language]), morphology(language)
    alphabet = frozenset(LETTERS[language])
    kept: list[tuple[str, int]] = []
    listed = wordfreq.get_frequency_dict(language.value, wordlist="best")
    for word, often in islice(listed.items(), READ):
        if not (1 <= len(word) <= LONGEST and alphabet.issuperset(word)):
            continue
        analysed = language is not Language.EN and analyser.knows(word)
        common = analysed or dictionary.knows(word)
        if common or dictionary.knows(word.capitalize()):
            rank = min(max(round((math.log10(often) + 9) * 16), 0), CAPITAL - 1)
            kept.append((word, rank | (0 if common else CAPITAL)))
        if len(kept) == MOST:
            break
    if language is Language.EN:
        others = [wordfreq.get_frequency_dict(other) for other in NEIGHBOURS]
        unlisted = (
            word
            for word, often in listed.items()
            if often >= USED_OFTEN
            and len(word) <= SHORT
            and alphabet.issuperset(word)
            and not (dictionary.knows(word) or dictionary.knows(word.capitalize()))
            and all(other.get(word, 0.0) < often * MUCH for other in others)
        )
        (folder / "en-short.txt").write_text("\n".join(sorted(unlisted)) + "\n")
    code = {letter: at for at, letter in enumerate(LETTERS[language], 1)}
    kept.sort(key=lambda one: (len(one[0]), [code[letter] for letter in one[0]]))
    rows = np.zeros((len(kept), LONGEST), np.uint8)
    for at, (word, _) in enumerate(kept):
        rows[at, : len(word)] = [code[letter] for letter in word]
    masks = np.zeros(len(kept), np.uint64)
    for at in range(LONGEST):
        column = rows[:, at].astype(np.uint64)
        masks |= np.where(column > 0, np.uint64(1) << column, np.uint64(0))
    lengths = np.array([len(word) for word, _ in kept])
    starts = np.searchsorted(lengths, np.arange(LONGEST + 3)).astype(np.int64)
    for name, array in (
        ("rows", np.ascontiguousarray(rows)),
        ("masks", masks),
        ("ranks", np.array([rank for _, rank in kept], np.uint8)),
        ("starts", starts),
    ):
        np.save(folder / f"{language}-{name}.npy", array)
