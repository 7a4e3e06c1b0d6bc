"""A topic that a brand teaches by examples: texts about it, and texts that only sound like it.

A ridge classifier (Hoerl and Kennard 1970) on the reader's vectors, with common messages of care as texts about something
else. How it judges a text that it has not seen is worked out at once, each example left out in its turn (the closed form
of Allen's PRESS, 1974); its threshold, and what the brand is told of it, stand on that.
"""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from bpo.language.reader import Reader

FEWEST, MOST = 8, 60  # texts about a topic, and as many at most that only sound like it
MOST_IN_ALL = 240  # of all topics of a guide: a process learns them in 2 to 5 s, once
LONGEST_EXAMPLE = 300  # characters
PRECISE = 0.9  # of what is said to be about it, each example left out in its turn
RIDGE = 10.0
STEEPNESS = 4.0  # of the likelihood around the threshold: a text a whole class away is 98 % likely
LOOK_ALIKES = 0.6  # what texts that only sound like it weigh; what is far away weighs the rest
Array = NDArray[np.float64]
_learning = Lock()


@dataclass(frozen=True, slots=True)
class Judged:
    """Examples, each judged as if it had not been seen: how many about the topic were found, and alarms for nothing."""

    about: int
    found: int
    not_about: int
    alarms: int


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """What was learnt from a topic's examples."""

    weights: Array  # (width of the reader's vectors,)
    middle: Array
    offset: float
    threshold: float
    judged: Judged

    def likely(self, vector: NDArray[np.float32]) -> float:
        """How likely a text is about it, 0 to 1; a half where its threshold is."""
        score = (vector - self.middle) @ self.weights + self.offset
        return float(1 / (1 + np.exp(-STEEPNESS * np.clip(score - self.threshold, -5, 5))))


def teach(found: Reader, about: tuple[str, ...], not_about: tuple[str, ...]) -> Taught:
    """Learn from examples: some 20 ms a text when this process first needs them, and one learns while others wait."""
    with _learning:
        return _teach(found, about, not_about)


@lru_cache(maxsize=256)
def _teach(found: Reader, about: tuple[str, ...], not_about: tuple[str, ...]) -> Taught:
    given, elsewhere = found.vectors([*about, *not_about]), found.elsewhere
    x = np.concatenate([given, elsewhere]).astype(float)
    y = np.where(np.arange(len(x)) < len(about), 1.0, -1.0)
    near = LOOK_ALIKES if not_about else 0.0
    weight = np.concatenate(
        [
            np.full(len(about), 1 / len(about)),
            np.full(len(not_about), near / max(len(not_about), 1)),
            np.full(len(elsewhere), (1 - near) / len(elsewhere)),
        ]
    )
    middle = np.average(x, axis=0, weights=weight)
    spread = (x - middle).std(axis=0) + 1e-6
    weights, offset, unseen = _ridge((x - middle) / spread, y, weight)
    is_about, unseen = y[: len(given)] > 0, unseen[: len(given)]
    threshold = _threshold(unseen, is_about)
    says = unseen >= threshold
    judged = Judged(len(about), int(says[is_about].sum()), len(not_about), int(says[~is_about].sum()))
    return Taught(weights / spread, middle, offset, threshold, judged)


def _ridge(x: Array, y: Array, weight: Array) -> tuple[Array, float, Array]:
    """Weights, offset, and for each row the score of a fit without that row. `x` has a weighted mean of nought."""
    offset = float(np.average(y, weights=weight))
    root = np.sqrt(weight / weight.mean())
    rows, wanted = x * root[:, None], (y - offset) * root
    alike = rows @ rows.T
    solved = np.linalg.inv(alike + RIDGE * len(x) * np.eye(len(x)))
    hat = alike @ solved
    without = (hat @ wanted - np.diag(hat) * wanted) / (1 - np.diag(hat))
    return rows.T @ (solved @ wanted), offset, without / root + offset


def _threshold(scores: Array, is_about: NDArray[np.bool_]) -> float:
    """Where F1 of the examples is best among places precise enough; among all places where none is."""
    best = (False, 0.0, 0.0)
    for at in np.unique(scores):
        said = scores >= at
        hits = int((said & is_about).sum())
        f1 = 2 * hits / (int(said.sum()) + int(is_about.sum()))
        best = max(best, (hits / int(said.sum()) >= PRECISE, f1, float(at)))
    return best[2]
