"""How likely a reply asks for personal data, or gives some, in ways that no rule lists: what the reader adds to them.

Rules know the ways of asking that somebody thought of; of lines by hands that had not seen them they find half. This is a
hidden layer on the vectors of the reader's network, and weights of n-grams; learnt by `training.reader.personal`, whose
figures are in the model's card (docs/models/reader.md).
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpo.language.grams import Grams
from bpo.language.make_reader import LEARNT

ASKS, GIVES = LABELS = ("d.asks", "d.gives")
OF_GRAMS = frozenset({"weights", "step", "offsets"})
FILE = LEARNT.with_name("personal.npz")
CARD = FILE.with_suffix(".json")


def told(card: Path = CARD) -> dict[str, Any]:
    """What is written of the model: its `version`, that of the `reader` it stands on, and its `thresholds`."""
    found: dict[str, Any] = json.loads(card.read_text(encoding="utf-8"))
    return found


class PersonalReader:
    """`likely` gives both labels of texts whose vectors the network has made."""

    def __init__(self, file: Path = FILE) -> None:
        self.grams = Grams(file)
        with np.load(file) as arrays:
            self.arrays = {name: arrays[name] for name in arrays.files if name not in OF_GRAMS}

    def likely(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> list[dict[str, float]]:
        """A likelihood a label, 0 to 1, for each text."""
        if not texts:
            return []
        evidence = np.stack([by_network(self.arrays, vectors), self.grams.scores(texts)])
        scores = (self.arrays["shares"][:, None] * evidence).sum(axis=0) + self.arrays["leans"]
        likely = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return [dict(zip(LABELS, map(float, row), strict=True)) for row in likely]


def by_network(
    arrays: Mapping[str, NDArray[np.float32]], vectors: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Log-odds by the hidden layer: (texts, labels), given the reader's vectors (texts, width)."""
    hidden = np.maximum((vectors - arrays["middle"]) @ arrays["first"] + arrays["first_offsets"], 0)
    scores: NDArray[np.float32] = hidden @ arrays["second"] + arrays["second_offsets"]
    return scores
