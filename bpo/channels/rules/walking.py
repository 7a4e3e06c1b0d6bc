"""Reading a list that a network shows from its newest entry down.

A walk goes a little below what was seen before: what became visible late is not missed. What appears further down is found
when the account is listed anew (`operations.auditing`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

Item = TypeVar("Item")
Page = tuple[list[Item], str | None]  # from the newest down, and where to go on; None at the end
Place = dict[str, str]
OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True)
class Walk(Generic[Item]):
    """What was found, and the place to begin from next. `goes_on`: there is more, at once."""

    found: list[Item]
    place: Place
    goes_on: bool
    seen: datetime | None  # the newest of what was seen before
    until: datetime  # down to when it goes

    def is_new(self, at: datetime) -> bool:
        """Whether something of this time is newer than all that was seen before."""
        return self.seen is None or at > self.seen


def walk_back(
    read: Callable[[str | None], Page[Item]],
    place: Mapping[str, str] | None,
    *,
    at: Callable[[Item], datetime],
    since: datetime,
    now: datetime,
    most_pages: int,
) -> Walk[Item]:
    """Everything newer than a place, with its overlap; without a place, since an instant.

    A walk too long for one piece of work is gone on with from where it ended; only at its end is what it saw seen.
    """
    told = {name: datetime.fromisoformat(value) for name, value in (place or {}).items() if name != "at"}
    seen, until, newest = (told.get(name) for name in ("seen", "until", "newest"))
    cursor = (place or {}).get("at")
    if until is None:  # a new walk
        newest, until = seen, since if seen is None else seen - OVERLAP
    found: list[Item] = []
    ended = False
    for _page in range(most_pages):
        items, cursor = read(cursor)
        times = [at(one) for one in items]
        found += [one for one, when in zip(items, times, strict=True) if when >= until]
        newest = max([*times, *([newest] if newest else [])], default=None)
        ended = cursor is None or (bool(times) and times[-1] < until)
        if ended:
            break
    if ended:
        # What a fast clock wrote does not hide what is written until then.
        return Walk(found, _written(seen=min(newest or since, now)), False, seen, until)
    return Walk(
        found,
        {**_written(seen=seen, until=until, newest=newest), "at": str(cursor)},
        True,
        seen,
        until,
    )


def _written(**instants: datetime | None) -> Place:
    return {name: at.astimezone(UTC).isoformat() for name, at in instants.items() if at is not None}
