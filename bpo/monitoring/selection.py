"""From what a list of mentions was asked for, by a page or a program, to what is looked up.

Days are the reader's days: they begin and end in the reader's time zone.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_, current_zone
from bpo.monitoring.queries.mentions import MentionFilter, MentionLine, Place
from bpo.monitoring.rules.mentions import Sort
from bpo.web.paging import decode_cursor


def mention_selection(
    asked: Mapping[str, Any], *, state: str | None = None, user_id: UUID | None = None
) -> tuple[MentionFilter, Place | None]:
    """The filter and the place to go on from, of a loaded `MentionQuery`; `state` where none is asked for."""
    until, shown = asked.get("until"), asked.get("state") or state
    wanted = MentionFilter(
        sort=Sort(asked.get("sort", Sort.NEWEST.value)),
        state=None if shown == "all" else shown,
        watch_id=asked.get("watch"),
        source_id=asked.get("source"),
        author_id=asked.get("author"),
        language=asked.get("language"),
        sentiment=asked.get("sentiment"),
        label=asked.get("label"),
        assignee_id=user_id if asked.get("mine") else None,
        search=asked.get("q", ""),
        since=_midnight("since", asked.get("since")),
        until=_midnight("until", until + timedelta(days=1)) if until and until < date.max else None,
    )
    cursor = asked.get("cursor")
    return wanted, cast("Place", decode_cursor(cursor, int, datetime, UUID)) if cursor else None


def place_of(line: MentionLine, sort: Sort) -> Place:
    """Where a list goes on after this line."""
    rank = {Sort.REACH: line.reach, Sort.NEGATIVE: line.mood}.get(sort, 0)
    return rank, line.posted_at, line.id


def _midnight(name: str, day: date | None) -> datetime | None:
    if day is None:
        return None
    at = datetime.combine(day, time.min, tzinfo=current_zone())
    try:
        at.utctimetuple()
    except OverflowError as error:
        raise Invalid(
            N_("This date is too far away."), faults=(Fault(name, N_("Not a valid date.")),)
        ) from error
    return at
