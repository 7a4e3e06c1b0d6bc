"""The floor's numbers as they are streamed: counted by account once, and added up for whoever may see which."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

COUNTED = ("waiting", "put_off", "free", "urgent", "negative", "soon", "late")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What waits, somewhere and now: counts alone."""

    waiting: int = 0
    put_off: int = 0
    free: int = 0
    urgent: int = 0
    negative: int = 0
    soon: int = 0
    late: int = 0


def total(parts: Iterable[Numbers]) -> Numbers:
    """All of these together."""
    known = list(parts)
    return Numbers(**{name: sum(getattr(one, name) for one in known) for name in COUNTED})


def visible(by_account: Mapping[UUID, Numbers], accounts: Collection[UUID] | None) -> Numbers:
    """A brand's numbers for somebody who sees these accounts of it; None: all."""
    return total(one for account, one in by_account.items() if accounts is None or account in accounts)
