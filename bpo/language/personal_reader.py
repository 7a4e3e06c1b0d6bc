"""How likely a reply asks for personal data, or gives some, in ways that no rule lists: what the reader adds to them.

Rules know the ways of asking that somebody thought of; of lines by hands that had not seen them they find half. This is a
hidden layer on the vectors of the reader's network, and weights of n-grams; learnt by `training.reader.personal`, whose
figures are in the model's card (docs/models/reader.md).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpo.language.grams import Grams
from bpo.language.make_reader import LEARNT

ASKS, GIVES = LABELS = ("d.asks", "d.gives")
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
            self.middle: NDArray[np.float32] = arrays["middle"]
            self.first, self.first_offsets = arrays["first"], arrays["first_offsets"]
            self.second, self.second_offsets = arrays["second"], arrays["second_offsets"]
            self.shares, self.leans = arrays["shares"], arrays["leans"]

    def likely(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> list[dict[str, float]]:
        """A likelihood a label, 0 to 1, for each text."""
        if not texts:
            return []
        hidden = np.maximum((vectors - self.middle) @ self.first + self.first_offsets, 0)
        evidence = np.stack([hidden @ self.second + self.second_offsets, self.grams.scores(texts)])
        scores = (self.shares[:, None] * evidence).sum(axis=0) + self.leans
        likely = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return [dict(zip(LABELS, map(float, row), strict=True)) for row in likely]
