"""Which service level a message falls under.

Levels are tried in the order of the contract and the first that matches holds; one without `when`
matches everything. What is not known about a message matches no condition on it, so that nobody is
held to a target on a guess. Where no level matches, time is measured without a target.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

CONDITIONS = ("network", "account", "tag", "language", "visibility", "sentiment", "priority")


@dataclass(frozen=True)
class ServiceLevelTerms:
    """One service level; `when` maps a condition to the values of which any will do."""

    id: UUID | None
    name: str
    when: Mapping[str, tuple[str, ...]]
    first_response: timedelta | None
    next_response: timedelta | None
    resolution: timedelta | None
    calendar: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of the message that starts a clock; `account` is `network:handle`."""

    network: str | None = None
    account: str | None = None
    tags: frozenset[str] | None = None
    language: str | None = None
    visibility: str | None = None
    sentiment: str | None = None
    priority: str | None = None

    def values(self, condition: str) -> frozenset[str]:
        """What there is to compare with a condition's values."""
        if condition not in CONDITIONS:
            raise KeyError(condition)
        if condition == "tag":
            return self.tags or frozenset()
        value: str | None = getattr(self, condition)
        return frozenset() if value is None else frozenset((value,))


def match_level(levels: Sequence[ServiceLevelTerms], subject: Subject) -> ServiceLevelTerms | None:
    """The first level whose every condition holds, if any does."""
    for level in levels:
        if all(not subject.values(key).isdisjoint(allowed) for key, allowed in level.when.items()):
            return level
    return None
