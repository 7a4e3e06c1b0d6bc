"""How what the engine of grammar says joins the automatic check of a reply."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bpo.language.grammar.findings import ORIGIN, not_ours
from bpo.language.types import Finding
from bpo.qa.rules.automatic import counts_of


class GrammarState(StrEnum):
    """What is known of a reply's grammar; none of these: it waits."""

    CHECKED = "checked"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Joined:
    """The findings of a check with those of the engine among them, and how many hints and warnings came in."""

    findings: list[Mapping[str, Any]]
    infos: int
    warns: int


def join(ours: Sequence[Mapping[str, Any]], theirs: Iterable[Finding]) -> Joined:
    """Put what is new in its place among what is kept, marked with its origin; nothing of the text is kept."""
    new = not_ours(theirs, ours)
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
    merged = sorted([*ours, *kept], key=lambda one: (one["start"], one["end"], one["rule"]))
    return Joined(merged, infos, warns)
