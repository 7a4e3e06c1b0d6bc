"""How what the engine of grammar says joins the automatic check of a reply."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bpo.language.grammar.findings import ORIGIN, not_ours
from bpo.language.types import Finding
from bpo.qa.rules.automatic import counts_of
from bpo.qa.rules.reading import is_likely


class GrammarState(StrEnum):
    """What is known of a reply's grammar; none of these: it waits."""

    CHECKED = "checked"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Joined:
    """The findings of the engine that are new to a check, and how many of them are hints and warnings."""

    findings: Sequence[Mapping[str, Any]]
    infos: int
    warns: int


def join(ours: Sequence[Mapping[str, Any]], theirs: Iterable[Finding]) -> Joined:
    """What is new beside what is kept, marked with its origin; nothing of the text is kept.

    What the reader says of a sentence is not what the engine says of it, and takes nothing away.
    """
    new = not_ours(theirs, [one for one in ours if not is_likely(one)])
    infos, warns, _approves, _blocks = counts_of(new)
    kept = [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "start": one.start,
            "end": one.end,
            "origin": ORIGIN,
            "id": str(one.values["id"]),
        }
        for one in new
    ]
    return Joined(kept, infos, warns)
