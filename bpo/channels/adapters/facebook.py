"""Comments under a page's posts on Facebook, by the Graph API.

Meta's webhook brings them at once; reading stands behind it and finds what was not brought. A page may ask only as often as it
has people who use it, so the newest posts are asked for together, with how many comments each has, and only where that or
the time of the last change is another than before are comments read.

The interface knows no key of ours, so a reply whose answer was lost is looked for among the page's own comments in the
thread. Threads have two levels: an answer to an answer stands beside it, under the thread's first comment.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bpo.channels.adapters.base import (
    ANSWERS_NOTHING,
    PARENT_GONE,
    STRANGE_ANSWER,
    Act,
    Ambiguous,
    BeforeWrite,
    Checked,
    Connected,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.graph import Graph, Told
from bpo.channels.adapters.graph_health import health_of
from bpo.channels.adapters.meta_posts import moderate_comment, read_changed
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_facebook import (
    FACEBOOK_COMMENT,
    as_brought,
    comment_of,
    instant_of,
    is_for_us,
    key_of,
)
from bpo.channels.rules.read_mastodon import bare

PAGE = 100
MOST_PAGES = 20
POSTS = 50  # a page of them; more in one question Meta refuses as too much
PAGES_OF_POSTS = 2
MOST_POSTS = 10  # whose comments are read in one piece of work
SKEW = timedelta(minutes=5)
COUNTED = "id,updated_time,comments.filter(stream).limit(0).summary(true)"
FIELDS = "id,from,message,created_time,parent{id},attachment{type}"
_COMMENT = re.compile(r"[0-9]{1,40}(?:_[0-9]{1,40})?")
_POST = re.compile(r"[0-9]{1,40}_[0-9]{1,40}")


class FacebookAdapter:
    """One page."""

    form = FACEBOOK_COMMENT

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.graph = Graph(connected, wire)

    def check(self) -> Checked:
        """Whose token it is, and whether posts can be read."""
        checked = self.graph.check()
        next(self.graph.pages("me/feed", most=1, fields="id", limit=1))
        return replace(checked, health=health_of(self.graph))

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Comment once, under the comment that is answered."""
        place = f"{_place(out.in_reply_to)}/comments"
        written = self.graph.write("POST", place, {"message": out.text}, before_write)
        if not isinstance(written.get("id"), str):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=written["id"])

    def find_sent(self, out: Outbound) -> Sent | None:
        """The page's own comment with this text, in the same thread, since the first attempt."""
        since = out.started_at - SKEW
        try:
            above = self.graph.get(_place(out.in_reply_to), fields="id,parent{id}")
            thread = _place(str((above.get("parent") or above)["id"]))
            own = [one for one in self._comments(thread, order="chronological") if self._is_own(one)]
        except Rejected as problem:
            if problem.message == PARENT_GONE:  # with a comment goes what stands under it
                return None
            raise
        same = [
            one
            for one in own
            if _at(one) >= since
            and str(one["id"]) not in out.taken
            and bare(str(one.get("message") or "")) == bare(out.text)
        ]
        found = max(same, key=_at, default=None)
        return Sent(remote_id=str(found["id"]), posted_at=_at(found)) if found else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Everybody's comments, ours too, under the newest posts."""
        return read_changed(
            cursor, since=since, marks=self._marks(), read=self._new_comments, most=MOST_POSTS
        )

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first: the comments of every post that has any, whatever was known of it."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """Hide a comment, show it again, or delete it, whoever wrote it."""
        comment = comment_of(item)
        is_id = _COMMENT.fullmatch(comment) is not None
        moderate_comment(self.graph, act, comment, is_id=is_id, hides="is_hidden")

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Not asked."""
        return ()

    def _marks(self) -> dict[str, str]:
        """Of each of the newest posts that has comments, what changes when another comes."""
        found: dict[str, str] = {}
        asked = self.graph.pages("me/feed", most=PAGES_OF_POSTS + 1, fields=COUNTED, limit=POSTS)
        for _page, some in zip(range(PAGES_OF_POSTS), asked, strict=False):
            for one in some:
                count = ((one.get("comments") or {}).get("summary") or {}).get("total_count")
                if count != 0 and _POST.fullmatch(str(one["id"])):
                    found[str(one["id"])] = f"{one.get('updated_time')} {count}"
        return found

    def _new_comments(self, post: str, until: datetime) -> dict[str, str]:
        found: dict[str, str] = {}
        asked = {"filter": "stream", "order": "reverse_chronological", "since": int(until.timestamp())}
        try:
            for one in self._comments(post, **asked):
                stored = as_brought(
                    one, post=post, account=self.connected.account, own_id=str(self.connected.own_id)
                )
                if _at(one) >= until and is_for_us(stored):
                    found[key_of(stored)] = json.dumps(stored, ensure_ascii=False)
        except Rejected as problem:
            if problem.message != PARENT_GONE:  # else the post was deleted meanwhile
                raise
        return found

    def _comments(self, item: str, **asked: object) -> Iterator[Told]:
        for some in self.graph.pages(f"{item}/comments", most=MOST_PAGES, fields=FIELDS, limit=PAGE, **asked):
            yield from some

    def _is_own(self, comment: Told) -> bool:
        return str((comment.get("from") or {}).get("id")) == self.connected.own_id


def _place(in_reply_to: str | None) -> str:
    comment = comment_of(in_reply_to or "")
    if not _COMMENT.fullmatch(comment):
        raise Rejected(ANSWERS_NOTHING, detail="no comment")
    return comment


def _at(comment: Told) -> datetime:
    return instant_of(comment["created_time"])
