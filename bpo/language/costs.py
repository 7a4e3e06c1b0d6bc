"""What it costs to take one letter for another, and what else makes a word the likelier one: learnt figures.

`spelling-costs.json` is made by `training/spelling/learn.py` (docs/models/spelling.md). An edit is named
`swap:оа`, `drop:н`, `put:н`, `cluster:тся-ться`, or after its kind alone; one that was seen too seldom costs what its
kind does.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bpo.language.types import Language

FILE = Path(__file__).resolve().parent / "spelling-costs.json"


@dataclass(frozen=True, slots=True)
class Costs:
    """The figures of one language: of kinds of edits, of single edits, of what else speaks for a word."""

    kinds: dict[str, float]
    edits: dict[str, float] = field(default_factory=dict)
    ranking: dict[str, float] = field(default_factory=dict)

    def of(self, edit: str, kind: str) -> float:
        """What an edit costs."""
        return self.edits.get(edit, self.kinds[kind])


@cache
def costs_of(language: Language) -> Costs:
    """The figures that were learnt; there is no going without them."""
    return Costs(**json.loads(FILE.read_text(encoding="utf-8"))[language.value])
