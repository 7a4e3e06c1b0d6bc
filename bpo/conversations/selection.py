"""From what a list was asked for, by a page or a program, to what is looked up.

Days are the reader's days: they begin and end in the reader's time zone.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from bpo.conversations.queries.lists import ConversationFilter, Place
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_, current_zone
from bpo.web.paging import decode_cursor


def selection(asked: Mapping[str, Any]) -> tuple[ConversationFilter, Place | None]:
    """The filter and the place to go on from, of a loaded `ConversationQuery`."""
    until = asked.get("until")
    wanted = ConversationFilter(
        state=asked.get("state"),
        waiting=asked.get("waiting"),
        network=asked.get("network"),
        account_id=asked.get("account"),
        visibility=asked.get("visibility"),
        since=_midnight("since", asked.get("since")),
        until=_midnight("until", until + timedelta(days=1)) if until and until < date.max else None,
        search=asked.get("q", ""),
    )
    cursor = asked.get("cursor")
    return wanted, cast("Place", decode_cursor(cursor, datetime, UUID)) if cursor else None


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
