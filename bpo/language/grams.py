"""What letters and words beside each other say of a text: a linear model on hashed n-grams, beside the reader's network.

A network of this size knows what words mean; which exact words people use when a bill was charged twice it remembers less
well. Pieces of two to five letters within words, words and pairs of words each fall into one of `BUCKETS` by CRC-32; the
reader adds these scores to its own, each kind of label by its own share (`Card.mix`).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bpo.language.make_reader import LEARNT

BUCKETS = 1 << 16
FILE = LEARNT.with_name("grams.npz")
SHORTEST, LONGEST = 2, 5  # letters of a piece
WORD = re.compile(r"[^\W_]+|[^\w\s]")


class Grams:
    """`weights` (buckets, labels) in whole steps of `step` (labels,); `offsets` (labels,)."""

    def __init__(self, file: Path = FILE) -> None:
        with np.load(file) as arrays:
            self.weights: NDArray[np.int8] = arrays["weights"]
            self.step: NDArray[np.float32] = arrays["step"]
            self.offsets: NDArray[np.float32] = arrays["offsets"]

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, labels): log-odds of each label for each text."""
        found = np.empty((len(texts), len(self.step)), np.float32)
        for number, text in enumerate(texts):
            total = np.zeros(len(self.step), np.float32)
            for places, signs in pieces(text):
                total += signs @ self.weights[places] / np.sqrt(max(len(places), 1))
            found[number] = total * self.step + self.offsets
        return found


def pieces(text: str) -> tuple[tuple[NDArray[np.int64], NDArray[np.float32]], ...]:
    """Buckets and signs of a text's pieces of words, and of its words and pairs of words; each once."""
    words = WORD.findall(unicodedata.normalize("NFKC", text).lower())
    letters = {
        padded[start : start + length]
        for padded in {f" {word} " for word in words}
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(max(len(padded) - length + 1, 1))
    }
    pairs = {f"{one}  {other}" for one, other in pairwise(words)}
    return _hashed(letters), _hashed({f"  {word}" for word in words} | pairs)


def _hashed(found: set[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Half of the pieces count against, so that those which share a bucket do not add up."""
    hashes = np.fromiter(
        (crc32(one.encode("utf-8", "replace")) for one in sorted(found)), np.int64, len(found)
    )
    return hashes % BUCKETS, np.where(hashes >> 31, np.float32(-1), np.float32(1))
