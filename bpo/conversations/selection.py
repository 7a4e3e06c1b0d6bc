"""From what a list was asked for, by a page or a program, to what is looked up.

Days are the reader's days: they begin and end in the reader's time zone.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from bpo.conversations.operations.waiting import queue_topic
from bpo.conversations.queries.lists import ConversationFilter, Place
from bpo.conversations.queries.queue import Place as QueuePlace
from bpo.conversations.queries.queue import QueueFilter
from bpo.conversations.queries.search import SearchFilter
from bpo.core import live
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_, current_zone
from bpo.core.uow import UnitOfWork
from bpo.web.paging import decode_cursor

WITHOUT_REDIS = 15  # seconds after which a page that nobody can stir looks again


def selection(asked: Mapping[str, Any]) -> tuple[ConversationFilter, Place | None]:
    """The filter and the place to go on from, of a loaded `ConversationQuery`."""
    until = asked.get("until")
    wanted = ConversationFilter(
        state=asked.get("state"),
        waiting=asked.get("waiting"),
        network=asked.get("network"),
        account_id=asked.get("account"),
        tag=asked.get("tag"),
        visibility=asked.get("visibility"),
        since=_midnight("since", asked.get("since")),
        until=_midnight("until", until + timedelta(days=1)) if until and until < date.max else None,
        search=asked.get("q", ""),
    )
    cursor = asked.get("cursor")
    return wanted, cast("Place", decode_cursor(cursor, datetime, UUID)) if cursor else None


def queue_selection(asked: Mapping[str, Any]) -> tuple[QueueFilter, QueuePlace | None]:
    """The filter of the queue and the place to go on from, of a loaded `QueueQuery`."""
    names = ("network", "language", "visibility", "tag", "stage", "sentiment", "priority")
    wanted = QueueFilter(
        show=asked.get("show", "waiting"),
        overdue=asked.get("overdue", False),
        due_within=asked.get("due_within"),
        **{name: asked.get(name) for name in names},
    )
    cursor = asked.get("cursor")
    return wanted, cast("QueuePlace", decode_cursor(cursor, datetime, UUID)) if cursor else None


def search_selection(asked: Mapping[str, Any]) -> tuple[SearchFilter, Place | None]:
    """Where to look and the place to go on from, of a loaded `SearchQuery`."""
    until = asked.get("until")
    wanted = SearchFilter(
        network=asked.get("network"),
        way=asked.get("way"),
        language=asked.get("language"),
        since=_midnight("since", asked.get("since")),
        until=_midnight("until", until + timedelta(days=1)) if until and until < date.max else None,
    )
    cursor = asked.get("cursor")
    return wanted, cast("Place", decode_cursor(cursor, datetime, UUID)) if cursor else None


def queue_version(uow: UnitOfWork) -> str:
    """What the queue of the actor's brands looks like now, as one word that changes when it does."""
    numbers = live.numbers(queue_topic(tenant_id) for tenant_id in sorted(uow.actor.tenant_ids))
    if numbers is None:
        return f"t{int(uow.now.timestamp()) // WITHOUT_REDIS}"
    return hashlib.sha256(repr(numbers).encode()).hexdigest()[:16]


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
