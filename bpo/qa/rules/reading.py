"""How what the reader says joins the automatic check of a reply, and which replies it reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bpo.language.types import Finding

READ_WITHIN = timedelta(days=31)  # since it was posted: what a trial of a guide looks at, and a day


class ReaderState(StrEnum):
    """Whether the reader has read a reply; none of these: it waits, or became known too late."""

    READ = "read"
    NOT_READ = "not_read"


class Standing(StrEnum):
    """How a checked reply stands with the reader; `old`: it became known too late."""

    READ = "read"
    WAITING = "waiting"
    OLD = "old"
    NOT_READ = "not_read"


class NotRead(StrEnum):
    """Why a reply will not be read."""

    ERASED = "erased"
    FAILED = "failed"


def standing(state: str | None, *, posted_at: datetime, now: datetime) -> Standing:
    """How a reply stands with the reader."""
    if state is not None:
        return Standing(state)
    return Standing.WAITING if posted_at >= now - READ_WITHIN else Standing.OLD


def kept_of(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings of the reader as a check keeps them: with how likely they are, and nothing of the text."""
    return [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "start": one.start,
            "end": one.end,
            "values": dict(one.values),
        }
        for one in findings
    ]


def is_likely(kept: Mapping[str, Any]) -> bool:
    """Whether a finding as it is kept is the reader's, which says it as a likelihood."""
    return "likely" in kept.get("values", {})


def rules_of(kept: Sequence[Mapping[str, Any]]) -> set[str]:
    """The rules by which words found something."""
    return {one["rule"] for one in kept if not is_likely(one)}


def topics_of(kept: Sequence[Mapping[str, Any]]) -> set[str] | None:
    """The topics that words found; None where a check of before they were kept says only that there is one."""
    found = [one for one in kept if one["rule"] == "topic" and not is_likely(one)]
    if any("values" not in one for one in found):
        return None
    return {one["values"]["topic"] for one in found}
