"""Figures from a sample: shares weighted back to all replies, with an interval, and when there are too few.

A reviewed reply that was chosen with probability p stands for 1/p replies. The share is Hájek's ratio
estimator, Σ wᵢyᵢ ÷ Σ wᵢ with wᵢ = 1/pᵢ (Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992,
§5.7), which is Horvitz and Thompson's (1952) estimate of the total over that of the number. Its interval is
Wilson's (1927) at the effective sample size (Σ wᵢ)² ÷ Σ wᵢ² of Kish (Survey Sampling, 1965, §11.7); putting
an effective size into an interval for simple samples is the way of Korn and Graubard (1998). Where all
weights are equal it is Wilson's interval itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bpo.core.intervals import wilson

FEWEST_TO_RANK = 20


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 with its 95 % interval. `n` counts reviews, `effective` what they are worth."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    effective: float

    @property
    def complement(self) -> "Share":
        """The share of those that are not so: accuracy from errors."""
        if self.value is None or self.low is None or self.high is None:
            return self
        return Share(1 - self.value, 1 - self.high, 1 - self.low, self.n, self.effective)


@dataclass(frozen=True, slots=True)
class Sums:
    """What a share is made of: how many were reviewed, Σw, Σw², Σw·y."""

    n: int = 0
    weight: float = 0.0
    squares: float = 0.0
    hits: float = 0.0


def sums_of(rows: Iterable[tuple[float, float]]) -> Sums:
    """The sums of (probability, y) pairs, y from 0 to 1; probabilities are above 0 and at most 1."""
    n, weight, squares, hits = 0, 0.0, 0.0, 0.0
    for probability, y in rows:
        w = 1 / probability
        n, weight, squares, hits = n + 1, weight + w, squares + w * w, hits + w * y
    return Sums(n, weight, squares, hits)


def share_of(sums: Sums) -> Share:
    """The weighted share with its interval; all empty where nothing was reviewed."""
    if not sums.n or not sums.weight:
        return Share(None, None, None, 0, 0.0)
    value = min(1.0, max(0.0, sums.hits / sums.weight))
    effective = sums.weight * sums.weight / sums.squares
    low, high = wilson(value * effective, effective)
    return Share(value, low, high, sums.n, effective)


def can_rank(n: int) -> bool:
    """Whether so many reviews let a person be compared with others; below it the answer is "too few"."""
    return n >= FEWEST_TO_RANK
