"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

PIECES = re.compile(r"\w+(?:[-'’]\w+)*|\s+|[^\w\s]")  # words, blanks, and marks one by one


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that stayed, went or came."""

    change: Change
    text: str


def difference(before: str, after: str) -> tuple[Part, ...]:
    """The parts in their order; what went stands before what came in its place."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Part(Change.SAME, "".join(old[a:b])))
            continue
        if a < b:
            parts.append(Part(Change.REMOVED, "".join(old[a:b])))
        if c < d:
            parts.append(Part(Change.ADDED, "".join(new[c:d])))
    return _joined(parts)


def _joined(parts: list[Part]) -> tuple[Part, ...]:
    """Two changes with nothing but a blank between them read as one."""
    joined: list[Part] = []
    at = 0
    while at < len(parts):
        run = [parts[at]]
        if parts[at].change is not Change.SAME:
            while at + len(run) < len(parts):
                following = parts[at + len(run)]
                is_gap = following.change is Change.SAME and not following.text.strip()
                goes_on = at + len(run) + 1 < len(parts)
                if following.change is Change.SAME and not (is_gap and goes_on):
                    break
                run.append(following)
        at += len(run)
        if {Change.REMOVED, Change.ADDED} <= {part.change for part in run}:
            for change in (Change.REMOVED, Change.ADDED):
                text = "".join(part.text for part in run if part.change in {change, Change.SAME})
                joined.append(Part(change, text))
        else:
            joined += run
    return tuple(joined)
