"""Comments under a page's posts on Facebook, by the Graph API; they are brought by Meta's webhook.

The interface knows no key of ours, so a reply whose answer was lost is looked for among the page's own comments in the
thread. Threads have two levels: an answer to an answer stands beside it, under the thread's first comment.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import (
    NO_ANSWER,
    NO_SUCH_ACT,
    PARENT_GONE,
    STRANGE_ANSWER,
    UNREACHABLE,
    Act,
    Ambiguous,
    BeforeWrite,
    Checked,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.graph import Graph
from bpo.channels.adapters.wire import Wire
from bpo.channels.adapters.wordpress import ANSWERS_NOTHING
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_facebook import FACEBOOK_COMMENT, comment_of, instant_of
from bpo.channels.rules.read_mastodon import bare

PAGE = 100
MOST_PAGES = 10
SKEW = timedelta(minutes=5)
_COMMENT = re.compile(r"[0-9]{1,40}(?:_[0-9]{1,40})?")


class FacebookAdapter:
    """One page."""

    form = FACEBOOK_COMMENT

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.graph = Graph(connected, wire)

    def check(self) -> Checked:
        """Whose token it is."""
        return self.graph.check()

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Comment once, under the comment that is answered."""
        place = f"{_place(out.in_reply_to)}/comments"
        written = self.graph.write("POST", place, {"message": out.text}, before_write)
        if not isinstance(written.get("id"), str):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=written["id"])

    def find_sent(self, out: Outbound) -> Sent | None:
        """The page's own comment with this text, in the same thread, since the first attempt."""
        try:
            above = self.graph.get(_place(out.in_reply_to), fields="id,parent{id}")
            thread = str((above.get("parent") or above)["id"])
            since = out.started_at - SKEW
            same = [
                one
                for one in self._own_comments(thread)
                if _at(one) >= since and bare(str(one.get("message") or "")) == bare(out.text)
            ]
        except Rejected as problem:
            if problem.message == PARENT_GONE:  # with a comment goes what stands under it
                return None
            raise NotSent(problem.message, detail=problem.detail) from problem
        return Sent(remote_id=str(same[-1]["id"]), posted_at=_at(same[-1])) if same else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """Comments are brought."""
        return Polled((), cursor)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """The same."""
        return Polled((), cursor)

    def moderate(self, act: Act, item: str) -> None:
        """Hide a comment, show it again, or delete it, whoever wrote it."""
        if not _COMMENT.fullmatch(comment_of(item)):
            raise Rejected(NO_SUCH_ACT, detail="no id of Facebook")
        try:
            if act is Act.DELETE:
                self.graph.write("DELETE", comment_of(item), {})
            else:
                self.graph.write("POST", comment_of(item), {"is_hidden": act is Act.HIDE})
        except Rejected as problem:
            if act is not Act.DELETE or problem.message != PARENT_GONE:  # else it is gone, as was asked
                raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Not asked."""
        return ()

    def _own_comments(self, thread: str) -> Iterator[dict[str, Any]]:
        asked = {"fields": "id,from,message,created_time", "order": "chronological", "limit": PAGE}
        for _page in range(MOST_PAGES):
            told = self.graph.get(f"{thread}/comments", **asked)
            some = told.get("data")
            if not isinstance(some, list):
                raise NotSent(UNREACHABLE, detail="not what was asked for")
            yield from (
                one for one in some if str((one.get("from") or {}).get("id")) == self.connected.own_id
            )
            paging = told.get("paging") or {}
            if "next" not in paging:
                return
            asked["after"] = str(paging["cursors"]["after"])
        raise NotSent(NO_ANSWER, detail="more comments than can be looked through")


def _place(in_reply_to: str | None) -> str:
    comment = comment_of(in_reply_to or "")
    if not _COMMENT.fullmatch(comment):
        raise Rejected(ANSWERS_NOTHING, detail="no comment")
    return comment


def _at(comment: dict[str, Any]) -> datetime:
    return instant_of(comment["created_time"])
