"""How well misspelt words are found and corrected: `bpo bench spelling FOLDER`.

FOLDER holds `spelling/<language>.jsonl` (a text, and its tokens with `label` ok, error or ignore and the
correction `gold`) and `clean/*.conllu` (texts without mistakes, of Universal Dependencies). Counted are
tokens: found among the wrong ones, alarmed about among the right ones, and corrected by the first suggestion.
English has no such set: its slips are made up, one in a sentence, by a seeded hand. With `--peers` every peer of
peers.txt that is installed reads the same, each in a process of its own (`spelling_peer.py`); one peer after another.
"""

import argparse
import json
import random
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).resolve().parent))

import spelling_peers

from bpo.language.engine import compile_rules
from bpo.language.known import is_known
from bpo.language.spelling import UNSPACED, check_spelling
from bpo.language.text import Text, key_of
from bpo.language.types import Context, Language, RuleSet

HEAD = (
    ("P", 7), ("R", 7), ("F1", 7), ("first right", 13), ("corrected F1", 14), ("alarms/1,000", 14), ("on clean text", 15),
    ("of names", 10), ("ms a sentence", 15), ("without slip", 14),
)  # fmt: skip
SHARES = {"P", "R", "F1", "first right", "corrected F1"}  # more is better; of the others less
CLEAN = {Language.RU: "ru_taiga", Language.EN: "en_ewt"}
NAME, TYPO = "PROPN", "TYPO"
NOT_COUNTED = {NAME, TYPO, "X", "SYM", "NUM", "PART", "PUNCT"}
# What the editors of a treebank say of a word that is not as it should be: `soooo` is neither right nor wrong.
TYPO_MARK = re.compile(r"\b(?:Typo=Yes|CorrectForm=|Style=Expr)")
OPENING = " \"«»„“”'‘’—–-(…"
Spot = tuple[int, int, str, str]  # from, to, what it is, the word
Labelled = tuple[str, list[dict[str, object]]]  # a text, and its words with what is wrong with them
Slip = tuple[int, int, list[str] | None]  # from, to, suggestions; None where there was no asking


class Check(Protocol):
    """What calls words wrong: `seconds` of the processor so far, and how many texts it reads, None for all."""

    seconds: float
    most: int | None

    def __call__(self, text: str, /) -> list[Slip]: ...


def main(arguments: list[str]) -> None:
    asked = argparse.ArgumentParser(prog="bpo bench spelling")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--peers", action="store_true", help="every peer of bench/peers.txt that is installed")
    asked.add_argument(
        "--held", action="store_true", help="the half of the texts that costs were not learnt from"
    )
    asked.add_argument("--only", type=Language, choices=list(Language), help="one language")
    given = asked.parse_args(arguments)
    whose = 14 if given.peers else 0
    print(f"{'':4}{'':{whose}}" + "".join(f"{name:>{width}}" for name, width in HEAD))
    for language in [given.only] if given.only else list(Language):
        folder: Path = given.folder
        texts = [
            one for one in sentences(folder, language) if not given.held or zlib.crc32(one[0].encode()) % 2
        ]
        ours = score(folder, language, Ours(language), texts)
        print(f"{language:4}{'ours' if given.peers else '':{whose}}{line(ours)}", flush=True)
        theirs = {}
        for peer in spelling_peers.NAMES if given.peers else ():
            with spelling_peers.started(peer, language) as check:
                if check is None:
                    print(f"{language:4}{peer:14}  not installed, or not for this language", flush=True)
                    continue
                theirs[peer] = score(folder, language, check, texts)
                print(f"{language:4}{peer:14}{line(theirs[peer])}", flush=True)
        if theirs:
            print(f"{language:4}{'ours ÷ best':14}{compared(ours, list(theirs.values()))}", flush=True)


class Ours:
    """The rule `spelling` of a brand that has no words of its own."""

    most: int | None = None

    def __init__(self, language: Language) -> None:
        self._language, self._compiled, self.seconds = language, compile_rules(RuleSet()), 0.0
        self("Разогрев warming up")  # what is loaded once is no part of a sentence

    def __call__(self, text: str) -> list[Slip]:
        began = time.process_time()
        found = list(check_spelling(Text(text), self._language, self._compiled, Context()))
        self.seconds += time.process_time() - began
        # A missing space is said of a mark, and no word beside it is wrong.
        return [(one.start, one.end, list(one.suggestions)) for one in found if one.message != UNSPACED]


@dataclass
class Score:
    """What is counted of one checker in one language."""

    precision: float
    recall: float
    first: float
    alarms: float
    clean: float
    names: float
    milliseconds: float  # of the processor, a sentence
    on_clean: float  # the same, a sentence without a slip

    @property
    def figures(self) -> list[float]:
        found = harmonic(self.precision, self.recall)
        mended = harmonic(self.precision * self.first, self.recall * self.first)
        return [
            self.precision, self.recall, found, self.first, mended,
            1000 * self.alarms, 1000 * self.clean, 1000 * self.names, self.milliseconds, self.on_clean,
        ]  # fmt: skip


def score(folder: Path, language: Language, check: Check, texts: list[Labelled]) -> Score:
    """Sums over the set with mistakes, then over clean text; a slow peer reads the first so many of each."""
    counts, read = Counter[str](), 0
    for text, tokens in texts[: check.most]:
        judge(text, tokens, check(text), counts)
        read += 1
    milliseconds = 1000 * check.seconds / max(read, 1)
    before, right = check.seconds, list(islice(clean(folder, language), check.most))
    words, names = alarms(right, check)
    on_clean = 1000 * (check.seconds - before) / max(len(right), 1)
    return Score(
        counts["hit"] / max(counts["hit"] + counts["alarm"], 1),
        counts["hit"] / max(counts["hit"] + counts["missed"], 1),
        counts["first"] / max(counts["asked"], 1),
        counts["alarm"] / max(counts["right"], 1),
        words,
        names,
        milliseconds,
        on_clean,
    )


def line(one: Score) -> str:
    return "".join(
        f"{figure:{width}.{3 if name in SHARES else 2}f}"
        for figure, (name, width) in zip(one.figures, HEAD, strict=True)
    )


def compared(ours: Score, theirs: list[Score]) -> str:
    """How many times ours are the best peer's; of alarms and time, how many times theirs are ours."""
    shown = []
    for at, (name, width) in enumerate(HEAD):
        here, there = ours.figures[at], [one.figures[at] for one in theirs]
        ratio = here / max(there) if name in SHARES else min(there) / here if here else float("inf")
        shown.append(f"{ratio:{width - 1}.2f}×")
    return "".join(shown)


def harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def judge(text: str, tokens: list[dict[str, object]], found: list[Slip], counts: Counter[str]) -> None:
    for token in tokens:
        start, end = int(str(token["start"])), int(str(token["end"]))
        hits = [one for one in found if one[0] < end and start < one[1]]
        if token["label"] == "ok":
            counts["right"] += 1
            counts["alarm"] += bool(hits)
        elif token["label"] == "error":
            counts["hit" if hits else "missed"] += 1
            if hits and hits[0][2] is not None:
                at, till, suggestions = hits[0]
                counts["asked"] += 1
                mended = [text[start:at] + one + text[till:end] for one in suggestions[:1]]
                counts["first"] += [plain(one) for one in mended] == [plain(str(token["gold"]))]


def plain(word: str) -> str:
    return key_of(word).replace("ё", "е")


def sentences(folder: Path, language: Language) -> Iterator[tuple[str, list[dict[str, object]]]]:
    file = folder / "spelling" / f"{language}.jsonl"
    if language is Language.EN:
        yield from misspelt(folder)
    elif file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row["tokens"]


def misspelt(folder: Path) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Clean sentences with one word spoilt: a letter dropped, doubled, changed, or swapped with the next."""
    chance = random.Random(11)
    for text, tokens in clean(folder, Language.EN):
        able = [
            one
            for one in tokens
            if one[3].islower() and one[3].isascii() and one[3].isalpha() and len(one[3]) > 4
        ]
        if not able:
            continue
        start, end, _kind, word = chance.choice(able)
        at = chance.randrange(1, len(word) - 1)
        spoilt = chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + chance.choice("aeioustrnl") + word[at + 1 :],
            ]
        )
        if is_known(spoilt, Language.EN):
            continue
        shift = len(spoilt) - len(word)
        yield (
            text[:start] + spoilt + text[end:],
            [
                {
                    "start": first + (shift if first > start else 0),
                    "end": last + (shift if first >= start else 0),
                    "label": "error" if first == start else "ignore" if kind in NOT_COUNTED else "ok",
                    "gold": word,
                }
                for first, last, kind, _ in tokens
            ],
        )


def clean(folder: Path, language: Language) -> Iterator[tuple[str, list[Spot]]]:
    """Texts without mistakes, each with its words: where, of what kind, as written."""
    if language in CLEAN:
        for text, spots in _of_treebank(folder / "clean" / f"{CLEAN[language]}-ud-dev.conllu"):
            if all(kind != TYPO for _, _, kind, _ in spots):
                yield text, spots
        return
    for text, tokens in sentences(folder, language):
        if all(token["label"] == "ok" for token in tokens):
            yield text, [_read(text, token) for token in tokens]


def _read(text: str, token: dict[str, object]) -> Spot:
    """A word of an error-free sentence: with a capital in mid-sentence it is taken for a name."""
    start, end = int(str(token["start"])), int(str(token["end"]))
    opens = not text[:start].strip(OPENING) or text[:start].rstrip(OPENING).endswith(
        (".", "!", "?", "…", "\n")
    )
    return start, end, NAME if text[start].isupper() and not opens else "", text[start:end]


def _of_treebank(file: Path) -> Iterator[tuple[str, list[Spot]]]:
    """Sentences of Universal Dependencies; what their editors mark as misspelt is of the kind `TYPO`."""
    text, rows, at = "", list[tuple[list[str], int, int]](), 0
    for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# text = "):
            text, rows, at = line.removeprefix("# text = "), [], 0
        elif not line and text:
            yield text, _marked(rows)
            text = ""
        elif line[:1].isdigit() and "\t" in line:
            cells = line.split("\t")
            start = text.find(cells[1], at) if "." not in cells[0] else -1
            if start >= 0:
                at = start if "-" in cells[0] else start + len(cells[1])
                rows.append((cells, start, start + len(cells[1])))


def _marked(rows: list[tuple[list[str], int, int]]) -> list[Spot]:
    """Words of a sentence; those written together that should not be, or as parts of a word, share their mark."""
    wrong = [(start, end) for cells, start, end in rows if TYPO_MARK.search(cells[5] + "|" + cells[9])]
    wrong += [(start, end + 1) for cells, start, end in rows if "CorrectSpaceAfter=Yes" in cells[9]]
    whole = [(start, end) for cells, start, end in rows if "-" in cells[0]]
    wrong += [one for one in whole if any(start < one[1] and one[0] < end for start, end in wrong)]
    return [
        (start, end, TYPO if any(a < end and start < b for a, b in wrong) else cells[3], cells[1])
        for cells, start, end in rows
        if "-" not in cells[0]
    ]


def alarms(texts: Iterable[tuple[str, list[Spot]]], check: Check) -> tuple[float, float]:
    """The shares called wrong of right words, foreign ones left out, and of names, which stand apart."""
    counts = Counter[str]()
    for text, tokens in texts:
        found = check(text)
        for start, end, kind, word in tokens:
            group = "name" if kind == NAME else "" if kind in NOT_COUNTED else "word"
            if group and word.isalpha() and len(word) > 1:
                counts[group] += 1
                counts[f"wrong {group}"] += any(one[0] < end and start < one[1] for one in found)
    return counts["wrong word"] / max(counts["word"], 1), counts["wrong name"] / max(counts["name"], 1)


if __name__ == "__main__":
    main(sys.argv[1:])
