"""What clients are told of the checks' limits: measured rows put side by side, nothing computed but the complement."""

from collections.abc import Iterable
from dataclasses import dataclass

from bpo.language.figures import Figure

SIDES = {"precision", "recall"}


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of one kind is caught, and how often what is pointed at is right; either may not be measured."""

    what: str
    recall: Figure | None
    precision: Figure | None

    @property
    def wrong(self) -> float | None:
        """How often the check is wrong when it speaks."""
        return None if self.precision is None else 1 - self.precision.value


def limits_of(rows: Iterable[Figure], language: str) -> tuple[list[Limit], list[Figure]]:
    """The rows of a language: what has two sides, each kind once, and all other figures, in the file's order."""
    sides: dict[str, dict[str, Figure]] = {}
    others = []
    for one in rows:
        if one.language != language:
            continue
        if one.measure in SIDES:
            sides.setdefault(one.what, {})[one.measure] = one
        else:
            others.append(one)
    return [Limit(what, two.get("recall"), two.get("precision")) for what, two in sides.items()], others
