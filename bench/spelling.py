"""How well misspelt words are found and corrected: `bpo bench spelling FOLDER`.

FOLDER holds `spelling/<language>.jsonl` (a text, and its tokens with `label` ok, error or ignore and the
correction `gold`) and `clean/*.conllu` (texts without mistakes, of Universal Dependencies). Counted are
tokens: found among the wrong ones, alarmed about among the right ones, and corrected by the first suggestion.
English has no such set: its slips are made up, one in a sentence, by a seeded hand.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bpo.language.confusing import confusions
from bpo.language.spelling import is_known, suggest, unknown_words
from bpo.language.text import Text, key_of
from bpo.language.types import Language

CLEAN = {Language.RU: "ru_taiga", Language.EN: "en_ewt"}
NOT_COUNTED = {"PROPN", "X", "SYM", "NUM", "PART", "PUNCT"}


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        raise SystemExit("usage: bpo bench spelling FOLDER")
    folder = Path(arguments[0])
    print(
        f"{'':4}{'P':>7}{'R':>7}{'F1':>7}{'first right':>13}{'corrected F1':>14}{'alarms/1,000':>14}{'on clean text':>15}"
    )
    for language in Language:
        counts = Counter[str]()
        for text, tokens in sentences(folder, language):
            judge(text, tokens, language, counts)
        precision = counts["hit"] / max(counts["hit"] + counts["alarm"], 1)
        recall = counts["hit"] / max(counts["hit"] + counts["missed"], 1)
        first = counts["first"] / max(counts["hit"], 1)
        clean = f"{1000 * alarms(folder, language):.1f}" if language in CLEAN else "-"
        print(
            f"{language:4}{precision:7.3f}{recall:7.3f}{harmonic(precision, recall):7.3f}{first:13.3f}"
            f"{harmonic(precision * first, recall * first):14.3f}"
            f"{1000 * counts['alarm'] / max(counts['right'], 1):14.1f}{clean:>15}"
        )


def harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def found_in(text: str, language: Language) -> list[tuple[int, int, tuple[str, ...]]]:
    cut = Text(text)
    found = [(word.start, word.end, suggest(word.key, language)) for word in unknown_words(cut, language)]
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
        able = [one for one in tokens if one[3].islower() and one[3].isascii() and len(one[3]) > 4]
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


def clean(folder: Path, language: Language) -> Iterator[tuple[str, list[tuple[int, int, str, str]]]]:
    """Sentences of Universal Dependencies, each with its words: where, of what kind, as written."""
    text, tokens, at = "", list[tuple[int, int, str, str]](), 0
    file = folder / "clean" / f"{CLEAN[language]}-ud-dev.conllu"
    for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# text = "):
            text, tokens, at = line.removeprefix("# text = "), [], 0
        elif not line and text:
            yield text, tokens
            text = ""
        elif line[:1].isdigit() and "\t" in line:
            cells = line.split("\t")
            start = text.find(cells[1], at) if cells[0].isdigit() else -1
            if start >= 0:
                at = start + len(cells[1])
                kind = "X" if "Typo=Yes" in cells[5] + cells[9] else cells[3]
                tokens.append((start, at, kind, cells[1]))


def alarms(folder: Path, language: Language) -> float:
    """The share of right words, names and foreign words left out, that are called wrong."""
    wrong = right = 0
    for text, tokens in clean(folder, language):
        found = found_in(text, language)
        for start, end, kind, word in tokens:
            if kind not in NOT_COUNTED and word.isalpha() and len(word) > 1:
                right += 1
                wrong += any(one[0] < end and start < one[1] for one in found)
    return wrong / right


if __name__ == "__main__":
    main(sys.argv[1:])
