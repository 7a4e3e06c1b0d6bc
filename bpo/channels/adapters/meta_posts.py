"""Comments under those posts that have got some since: how Facebook's pages and Instagram's accounts are read."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import NO_SUCH_ACT, PARENT_GONE, Act, Polled, Rejected
from bpo.channels.adapters.graph import Graph
from bpo.core.clock import utcnow

OVERLAP = timedelta(minutes=10)


def read_changed(
    cursor: str | None,
    *,
    since: datetime,
    marks: Mapping[str, object],
    read: Callable[[str, datetime], Mapping[str, str]],
    most: int,
) -> Polled:
    """What `read` finds from an instant on under each post whose mark is another than before; `most` posts at once."""
    place: dict[str, Any] = json.loads(cursor) if cursor else {}
    now = utcnow()
    until = datetime.fromisoformat(place["read"]) - OVERLAP if "read" in place else since
    known: dict[str, object] = place.get("posts", {})
    events: dict[str, str] = {}
    due = [post for post, mark in marks.items() if known.get(post) != mark]
    for post in due[:most]:
        events |= read(post, until)
        known[post] = marks[post]
    more = len(due) > most
    place = {**place, "posts": known} if more else {"read": now.isoformat(), "posts": dict(marks)}
    return Polled(tuple(events.items()), json.dumps(place), more=more)


def moderate_comment(graph: Graph, act: Act, comment: str, *, is_id: bool, hides: str) -> None:
    """Hide a comment, show it again, or delete it; `hides` is the network's word for that."""
    if not is_id:
        raise Rejected(NO_SUCH_ACT, detail="no id of the network")
    try:
        if act is Act.DELETE:
            graph.write("DELETE", comment, {})
        else:
            graph.write("POST", comment, {hides: act is Act.HIDE})
    except Rejected as problem:
        if act is not Act.DELETE or problem.message != PARENT_GONE:  # else it is gone, as was asked
            raise
