"""Misspelt words and what was meant, to learn from: of data that may ship, and of slips made up by a seeded hand."""

import json
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bpo.language.candidates import CLUSTERS, KEYBOARDS, MARKS, SOUNDS, Candidates
from bpo.language.known import is_known
from bpo.language.text import key_of
from bpo.language.types import Language

SEED = 20261129
MADE = {Language.EN: 1500, Language.PL: 800}  # slips made up
LEAST_RANK = 48  # frequency 3.0: of words that people use
SHORTEST = 4
# What hands do, of 100 slips: our own guess, after Damerau's four kinds and what care people type.
HANDS = {"drop": 24, "double": 10, "swap": 16, "neighbour": 14, "sound": 18, "single": 8, "surplus": 10}
EDIT = re.compile(r"\{([^{}]*?)=>([^{}]*?):::error_type=([\w/]+)\}")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A word as it was written, as it was meant, and the words beside it."""

    written: str
    meant: str
    before: str = ""
    after: str = ""


def is_for_learning(text: str) -> bool:
    """Whether a text of the development data is in the half that is learnt from; the other is measured on."""
    return zlib.crc32(text.encode()) % 2 == 0


def of_folder(folder: Path, language: Language, *, learning: bool) -> Iterator[Pair]:
    """Of `spelling/<language>.jsonl`: one half of its texts."""
    file = folder / "spelling" / f"{language}.jsonl"
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        row = json.loads(line)
        if is_for_learning(row["text"]) is not learning:
            continue
        for token in row["tokens"]:
            if token["label"] == "error" and token["gold"]:
                written = row["text"][token["start"] : token["end"]]
                yield from _pair(
                    written,
                    token["gold"],
                    row["text"][: token["start"]],
                    row["text"][token["end"] :],
                    language,
                )


def of_ua_gec(folder: Path) -> Iterator[Pair]:
    """Of UA-GEC's own training part, both annotators: `{в => у:::error_type=Spelling}`."""
    for file in sorted((folder / "data" / "gec-only" / "train" / "annotated").iterdir()):
        text = file.read_text(encoding="utf-8")
        for found in EDIT.finditer(text):
            if found[3] == "Spelling":
                before, after = (
                    text[max(0, found.start() - 60) : found.start()],
                    text[found.end() : found.end() + 60],
                )
                yield from _pair(
                    found[1], found[2], EDIT.sub(r"\2", before), EDIT.sub(r"\2", after), Language.UK
                )


def _pair(written: str, meant: str, before: str, after: str, language: Language) -> Iterator[Pair]:
    wrong, right = key_of(written.strip()), key_of(meant.strip())
    if not WORD.fullmatch(wrong) or wrong == right or not right or len(wrong) < 3:
        return
    if language is Language.RU:
        right = right.replace("ё", "е") if "ё" not in wrong else right
    if not is_known(wrong, language):
        yield Pair(wrong, right, _last(before), _first(after))


def _last(text: str) -> str:
    found = re.search(r"([^\W\d_]+) ?$", text)
    return key_of(found[1]) if found else ""


def _first(text: str) -> str:
    found = re.match(r" ?([^\W\d_]+)", text)
    return key_of(found[1]) if found else ""


def made(words: Candidates, language: Language) -> Iterator[Pair]:
    """Slips of frequent words, frequent words more often."""
    hand = random.Random(SEED)
    known = words.listed(LEAST_RANK)
    weights = [np.exp((rank - LEAST_RANK) / 16) for _, rank in known]
    for word, _ in hand.choices(known, weights=weights, k=MADE.get(language, 0)):
        if (
            len(word) >= SHORTEST
            and (written := _spoilt(word, language, hand))
            and not is_known(written, language)
        ):
            yield Pair(written, word)


def _spoilt(word: str, language: Language, hand: random.Random) -> str:
    kind = hand.choices(list(HANDS), weights=list(HANDS.values()))[0]
    at = hand.randrange(1, len(word) - 1)
    head, letter, tail = word[:at], word[at], word[at + 1 :]
    doubled = [place for place in range(1, len(word)) if word[place] == word[place - 1]]
    row = next((one for one in KEYBOARDS[language] if letter in one), "")
    beside = [one for one in row[max(0, row.find(letter) - 1) : row.find(letter) + 2] if one != letter]
    typed = hand.choice(beside) if beside else ""
    if kind == "sound":
        return _mistaken(word, language, hand)
    return {
        "drop": head + tail,
        "double": head + letter * 2 + tail,
        "swap": head + tail[0] + letter + tail[1:],
        "single": word[: doubled[0]] + word[doubled[0] + 1 :] if doubled else "",
        "neighbour": head + typed + tail if typed else "",
        "surplus": head + typed + letter + tail if typed else "",
    }[kind]


def _mistaken(word: str, language: Language, hand: random.Random) -> str:
    """With what sounds or looks the same."""
    ways = [pair.split("-") for pair in CLUSTERS[language].split()]
    ways += [list(pair) for pair in (*SOUNDS[language].split(), *MARKS[language].split())]
    able = [(one, two) for pair in ways for one, two in (pair, pair[::-1]) if one in word and one != two]
    if not able:
        return ""
    one, two = hand.choice(able)
    return word.replace(one, two, 1)
