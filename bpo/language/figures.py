"""How well the checks do, as it was measured: the rows that `make figures` writes from the benchmarks.

A row says what was judged, in which language, how it is told and how many cases it stands on. Nothing is computed
here: what stands in the file is what readers see.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "figures.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: a share from 0 to 1, or, `per_thousand`, so many of a thousand words."""

    language: str
    what: str
    measure: str  # precision, recall, f1, macro_f1, share, per_thousand
    value: float
    n: int
    on: date


@cache
def figures() -> tuple[Figure, ...]:
    """Every figure of the file, in its order."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))["rows"]
    return tuple(
        Figure(
            row["language"],
            row["what"],
            row["measure"],
            row["value"],
            row["n"],
            date.fromisoformat(row["on"]),
        )
        for row in rows
    )
