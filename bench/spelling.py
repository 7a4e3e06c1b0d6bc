"""How well misspelt words are found and corrected: `bpo bench spelling FOLDER`.

FOLDER holds `spelling/<language>.jsonl` (a text, and its tokens with `label` ok, error or ignore and the
correction `gold`) and `clean/*.conllu` (texts without mistakes, of Universal Dependencies). Counted are
tokens: found among the wrong ones, alarmed about among the right ones, and corrected by the first suggestion.
English has no such set: its slips are made up, one in a sentence, by a seeded hand.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bpo.language.confusing import confusions
from bpo.language.known import is_known
from bpo.language.spelling import unknown_words
from bpo.language.suggesting import suggest
from bpo.language.text import Text, key_of
from bpo.language.types import Language

CLEAN = {Language.RU: "ru_taiga", Language.EN: "en_ewt"}
NAME, TYPO = "PROPN", "TYPO"
NOT_COUNTED = {NAME, TYPO, "X", "SYM", "NUM", "PART", "PUNCT"}
# What the editors of a treebank say of a word that is not as it should be: `soooo` is neither right nor wrong.
TYPO_MARK = re.compile(r"\b(?:Typo=Yes|CorrectForm=|Style=Expr)")
OPENING = " \"«»„“”'‘’—–-(…"
Spot = tuple[int, int, str, str]  # from, to, what it is, the word


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        raise SystemExit("usage: bpo bench spelling FOLDER")
    folder = Path(arguments[0])
    print(
        f"{'':4}{'P':>7}{'R':>7}{'F1':>7}{'first right':>13}{'corrected F1':>14}{'alarms/1,000':>14}{'on clean text':>15}{'of names':>10}"
    )
    for language in Language:
        counts = Counter[str]()
        for text, tokens in sentences(folder, language):
            judge(text, tokens, language, counts)
        precision = counts["hit"] / max(counts["hit"] + counts["alarm"], 1)
        recall = counts["hit"] / max(counts["hit"] + counts["missed"], 1)
        first = counts["first"] / max(counts["hit"], 1)
        words, names = alarms(folder, language)
        print(
            f"{language:4}{precision:7.3f}{recall:7.3f}{harmonic(precision, recall):7.3f}{first:13.3f}"
            f"{harmonic(precision * first, recall * first):14.3f}"
            f"{1000 * counts['alarm'] / max(counts['right'], 1):14.1f}{1000 * words:15.1f}{1000 * names:10.1f}"
        )


def harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def found_in(text: str, language: Language) -> list[tuple[int, int, tuple[str, ...]]]:
    cut = Text(text)
    found = [
        (word.start, word.end, suggest(word.key, language, *cut.beside(word.start, word.end)))
        for word in unknown_words(cut, language)
    ]
    slips = confusions(cut, language, lambda key: is_known(key, language))
    return found + [(slip.start, slip.end, (slip.meant,)) for slip in slips]


def judge(text: str, tokens: list[dict[str, object]], language: Language, counts: Counter[str]) -> None:
    found = found_in(text, language)
    for token in tokens:
        start, end = int(str(token["start"])), int(str(token["end"]))
        hits = [one for one in found if one[0] < end and start < one[1]]
        if token["label"] == "ok":
            counts["right"] += 1
            counts["alarm"] += bool(hits)
        elif token["label"] == "error":
            counts["hit" if hits else "missed"] += 1
            if hits:
                at, till, suggestions = hits[0]
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


def alarms(folder: Path, language: Language) -> tuple[float, float]:
    """The shares called wrong of right words, foreign ones left out, and of names, which stand apart."""
    counts = Counter[str]()
    for text, tokens in clean(folder, language):
        found = found_in(text, language)
        for start, end, kind, word in tokens:
            group = "name" if kind == NAME else "" if kind in NOT_COUNTED else "word"
            if group and word.isalpha() and len(word) > 1:
                counts[group] += 1
                counts[f"wrong {group}"] += any(one[0] < end and start < one[1] for one in found)
    return counts["wrong word"] / counts["word"], counts["wrong name"] / max(counts["name"], 1)


if __name__ == "__main__":
    main(sys.argv[1:])
