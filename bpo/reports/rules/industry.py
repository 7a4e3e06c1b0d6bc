"""How a brand's sealed month stands among the vendor's other brands of its industry, so that none of them can be told.

Fewer than `LEAST_OTHERS` are never compared. What is told of the others is the mean of their middle half (the
interquartile mean, the quarter at each end left out), rounded, which is no brand's own figure; and in which quarter
of all the brand itself is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from bpo.reports.rules.figures import SlaReport

LEAST_OTHERS = 5
SHARE_STEP = 0.01
TIME_STEP = 60  # seconds


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that is compared: where it stands in the report, and which end of it is good."""

    name: str
    path: tuple[str, str]
    is_share: bool = True

    def of(self, report: SlaReport) -> float | None:
        """A share of 1 or seconds; None where the report has no such figure."""
        value: float | None = report[self.path[0]][self.path[1]]  # type: ignore[literal-required]  # a part of the report
        return value


COMPARED = (
    Compared("first_response", ("first_response", "attainment")),
    Compared("next_response", ("next_response", "attainment")),
    Compared("resolution", ("resolution", "attainment")),
    Compared("response_coverage", ("response_coverage", "value")),
    Compared("first_response_median", ("first_response", "median"), is_share=False),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One figure of a brand beside the others': a share of 1 or seconds; the quarter from 1, the best, to 4."""

    name: str
    is_share: bool
    own: float
    middle: float
    others: int
    quarter: int


def compared_figures(report: SlaReport) -> dict[str, float]:
    """What a month gives to the comparison, by name; only what it has."""
    found = {one.name: one.of(report) for one in COMPARED}
    return {name: value for name, value in found.items() if value is not None}


def standings(own: Mapping[str, float], others: Iterable[Mapping[str, float]]) -> list[Standing]:
    """How a brand stands, figure by figure; none where too few others have the figure."""
    others = list(others)
    found = []
    for one in COMPARED:
        values = [other[one.name] for other in others if one.name in other]
        if one.name in own and len(values) >= LEAST_OTHERS:
            found.append(_standing(one, own[one.name], values))
    return found


def _standing(figure: Compared, own: float, others: Sequence[float]) -> Standing:
    better = sum(value > own if figure.is_share else value < own for value in others)
    return Standing(
        name=figure.name,
        is_share=figure.is_share,
        own=own,
        middle=_rounded(middle_of(others), SHARE_STEP if figure.is_share else TIME_STEP),
        others=len(others),
        quarter=1 + 4 * better // (len(others) + 1),
    )


def middle_of(values: Sequence[float]) -> float:
    """The mean of the middle half: a quarter of the values, rounded down, is left out at each end."""
    left_out = len(values) // 4
    return mean(sorted(values)[left_out : len(values) - left_out])


def _rounded(value: float, step: float) -> float:
    return round(round(value / step) * step, 6)
