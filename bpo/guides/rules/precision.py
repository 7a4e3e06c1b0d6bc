"""How often a rule is right when it speaks, by those who judged what it found.

A case is one reply in which a rule found something and somebody judged that. Its author judged by mending it
after it was refused (right) or by sending it all the same with a reason (wrong); a reviewer, who saw the finding beside
a criterion, by failing the criterion (right) or passing it (wrong). Where both judged, the reviewer's word
stands. What nobody judged is no case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpo.core.intervals import wilson

DAYS = 90
FEWEST = 10  # cases; of fewer, nothing is said

# What is checked whatever the guide says.
ALWAYS = (
    *("mixed_script", "wrong_language", "length", "blank", "personal_data", "profanity"),
    *("brush_off", "vague_promise", "wrong_brand"),
)
BY_DEFAULT = ("spelling", "tone", "capitals")


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a rule's findings. The last two leave out replies that a reviewer judged."""

    fired: int = 0  # replies of the period in which it found something
    mended: int = 0
    overridden: int = 0
    upheld: int = 0
    overturned: int = 0
    mended_alone: int = 0
    overridden_alone: int = 0

    @property
    def right(self) -> int:
        """Cases in which it was right."""
        return self.upheld + self.mended_alone

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return self.right + self.overturned + self.overridden_alone

    @property
    def precision(self) -> float | None:
        """The share of cases in which it was right; None while there are too few to say."""
        return self.right / self.cases if self.cases >= FEWEST else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of it, by Wilson."""
        return wilson(self.right, self.cases) if self.cases >= FEWEST else None


def rules_of_guide(content: Mapping[str, Any]) -> list[str]:
    """The rules that a guide has checked, by name, in a fixed order."""
    guide = content.get("style_guide") or {}
    found = [*BY_DEFAULT[:1], "mixed_script"]
    found += ["term"] if content.get("terms") else []
    restricted = [one for one in content.get("restricted_topics") or [] if one.get("policy") != "exempt"]
    found += ["topic"] if restricted else []
    found += [one for one in ALWAYS if one != "mixed_script"]
    found += list(BY_DEFAULT[1:2])
    if guide.get("address"):  # where it is free, it is held against the conversation
        found.append("style.address")
    found += [
        f"style.{name}"
        for name in ("greeting", "sign_off", "signature")
        if guide.get(name) and guide[name]["policy"] != "optional"
    ]
    found += [f"style.{name}" for name in ("emoji", "exclamation_marks", "quotes", "yo") if guide.get(name)]
    return [*found, "style.capitals"]
