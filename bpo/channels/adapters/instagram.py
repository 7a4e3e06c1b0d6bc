"""Comments under an account's posts on Instagram and its direct messages, by the Graph API with its page's token.

Meta's webhook brings them at once; reading stands behind it and finds what was not brought. The newest posts are asked for together,
with how many comments each has, and only where that is another number than before are comments read: all of a post's, since
an answer stands beneath the comment it answers, however old that is.

Direct messages go by the page too (`meta_messages`), where the account's settings say that they are answered here. A private
reply to a comment is a message to whoever wrote it; Meta takes one for each.

The interface knows no key of ours, so a reply whose answer was lost is looked for among what stands in its thread, or in
the conversation.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bpo.channels.adapters.base import (
    ANSWERS_NOTHING,
    NO_ANSWER,
    NOT_TAKEN,
    PARENT_GONE,
    STRANGE_ANSWER,
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
from bpo.channels.adapters.graph import Graph, Told, page_of
from bpo.channels.adapters.graph_health import health_of
from bpo.channels.adapters.meta_messages import Conversations, person_of
from bpo.channels.adapters.meta_posts import moderate_comment, read_changed
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.health import FOR_MESSAGES
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_facebook import instant_of
from bpo.channels.rules.read_instagram import (
    as_brought,
    comment_of,
    first_of,
    is_for_us,
    key_of,
    known_as,
)
from bpo.channels.rules.read_instagram_direct import FIELDS as OF_MESSAGES
from bpo.channels.rules.read_instagram_direct import INSTAGRAM_ITEM
from bpo.channels.rules.read_instagram_direct import as_brought as message_as_brought
from bpo.channels.rules.read_mastodon import bare
from bpo.core.i18n import N_

NO_ACCOUNT = N_(
    "No professional account on Instagram belongs to the page of this token: link the two in Meta's business settings."
)
ANOTHER_ACCOUNT = N_(
    "The page of this token belongs to another account on Instagram: ours must bear the user name there, or its ID."
)
PAGE = 50
MOST_PAGES = 20  # of one post's comments, and of one thread's answers
POSTS = 50
MOST_POSTS = 5  # whose comments are read in one piece of work
SKEW = timedelta(minutes=5)
FIELDS = "id,from,username,text,timestamp"
WHOLE = f"{FIELDS},replies.limit({PAGE}){{{FIELDS}}}"
_ID = re.compile(r"[0-9]{1,40}")
_NAME = re.compile(r"(?:[0-9]{1,40}_)?[0-9]{1,40}")  # of a comment here; one of a message has letters


class InstagramAdapter:
    """One account."""

    form = INSTAGRAM_ITEM

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.graph = Graph(connected, wire)
        self.has_messages = connected.settings.get("messages") is True
        own_id, own_name = str(connected.own_id), connected.facts.get("name")
        brought = partial(message_as_brought, own_id=own_id, own_name=own_name)
        self.direct = Conversations(self.graph, "instagram", OF_MESSAGES, brought)

    def check(self) -> Checked:
        """Which account belongs to the token's page, and whether its posts can be read, and its messages."""
        page = self.graph.get("me", fields="id,instagram_business_account{id,username}")
        account = page.get("instagram_business_account")
        if not isinstance(account, dict):
            raise NotSent(NO_ACCOUNT, detail="no account")
        own_id, name = str(account["id"]), str(account.get("username") or "")
        if not _ID.fullmatch(own_id) or self.connected.handle.lower() not in {own_id, name.lower()}:
            raise NotSent(ANOTHER_ACCOUNT, detail="another account")
        self.graph.page(f"{own_id}/media", fields="id", limit=1)
        if self.has_messages:
            self.direct.check()
        spared = frozenset() if self.has_messages else FOR_MESSAGES
        health = health_of(self.graph, hook="instagram", spared=spared)
        return Checked(own_id=own_id, facts={"name": name or own_id}, health=health)

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Comment once, in the thread of the comment that is answered; or write to the person once."""
        if out.visibility == "private":
            return self._send_message(out, before_write)
        first = _first(out.in_reply_to)
        written = self.graph.write("POST", f"{first}/replies", {"message": out.text}, before_write)
        if not isinstance(written.get("id"), str):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=known_as(written["id"], first=first))

    def find_sent(self, out: Outbound) -> Sent | None:
        """The account's own words, in the same thread or to the same person, since the first attempt."""
        if out.visibility == "private":
            return self.direct.find_sent(out, may_be_new=_comment(out) is not None)
        first, since = _first(out.in_reply_to), out.started_at - SKEW
        pages = self.graph.pages(f"{first}/replies", most=MOST_PAGES, fields=FIELDS, limit=PAGE)
        try:
            same = [
                one
                for some in pages
                for one in some
                if self._is_own(one)
                and _at(one) >= since
                and known_as(str(one["id"]), first=first) not in out.taken
                and bare(str(one.get("text") or "")) == bare(out.text)
            ]
        except Rejected as problem:
            if problem.message == PARENT_GONE:  # with a comment goes what stands under it
                return None
            raise
        found = max(same, key=_at, default=None)
        return Sent(known_as(str(found["id"]), first=first), posted_at=_at(found)) if found else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Everybody's comments, ours too, under the newest posts; and what was said in private."""
        place: dict[str, Any] = json.loads(cursor) if cursor else {}
        said = place.pop("messages", None)
        comments = read_changed(
            json.dumps(place) if place else None,
            since=since,
            marks=self._counts(),
            read=self._new_comments,
            most=MOST_POSTS,
        )
        if not self.has_messages:
            return comments
        found = self.direct.poll(said, since=since)
        place = {**json.loads(str(comments.cursor)), "messages": found.place}
        events = (*comments.events, *found.events.items())
        return Polled(events, json.dumps(place), more=comments.more or found.more)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first: the comments of every post that has any, and every conversation since, whatever was known."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """Hide a comment, show it again, or delete it."""
        comment = comment_of(item)
        is_id = _ID.fullmatch(comment) is not None
        moderate_comment(self.graph, act, comment, is_id=is_id, hides="hide")

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Not asked for."""
        return ()

    def _send_message(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        comment = _comment(out)
        if comment is not None:
            return self._reply_in_private(comment, out, before_write)
        content = {"recipient": {"id": person_of(out)}, "message": {"text": out.text}}
        return self.direct.send(content, tagged=content, out=out, before_write=before_write)

    def _reply_in_private(self, comment: str, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Meta takes one for each comment: where it refuses this, an earlier attempt may be what stands there."""
        content = {"recipient": {"comment_id": comment}, "message": {"text": out.text}}
        try:
            return self.direct.send(content, tagged=None, out=out, before_write=before_write)
        except Rejected as problem:
            if problem.message != NOT_TAKEN or not _ID.fullmatch(out.recipient or ""):
                raise
            found = self._looked_for(out)
            if found is None:
                raise
            return found

    def _looked_for(self, out: Outbound) -> Sent | None:
        try:
            return self.find_sent(out)
        except NotSent as unseen:
            raise Ambiguous(NO_ANSWER, detail=unseen.detail) from unseen

    def _counts(self) -> dict[str, int]:
        """The newest posts that have comments, and how many; answers count too."""
        place = f"{self.connected.own_id}/media"
        some, _ = self.graph.page(place, fields="id,comments_count", limit=POSTS)
        told = {str(one["id"]): int(one.get("comments_count") or 0) for one in some}
        return {post: count for post, count in told.items() if count and _ID.fullmatch(post)}

    def _new_comments(self, post: str, until: datetime) -> dict[str, str]:
        found: dict[str, str] = {}
        own = {"account": self.connected.account, "own_id": str(self.connected.own_id)}
        try:
            for one, first in self._comments(post):
                stored = as_brought({**one, "from": self._author(one)}, first=first, **own)
                if _at(one) >= until and is_for_us(stored):
                    found[key_of(stored)] = json.dumps(stored, ensure_ascii=False)
        except Rejected as problem:
            if problem.message != PARENT_GONE:  # else the post was deleted meanwhile
                raise
        return found

    def _comments(self, post: str) -> Iterator[tuple[Told, str | None]]:
        """All that stands under a post, each with the first of its thread; of very many, those shown first."""
        for one in self._listed(f"{post}/comments", WHOLE):
            yield one, None
            first = str(one["id"])
            if isinstance(one.get("replies"), dict):
                answers, onward = page_of(one["replies"])
                if onward is not None:
                    answers = list(self._listed(f"{first}/replies", FIELDS))
                yield from ((answer, first) for answer in answers)

    def _listed(self, place: str, fields: str) -> Iterator[Told]:
        onward: dict[str, str] | None = {}
        for _page in range(MOST_PAGES):
            some, onward = self.graph.page(place, fields=fields, limit=PAGE, **(onward or {}))
            yield from some
            if onward is None:
                return

    def _author(self, comment: Told) -> dict[str, Any]:
        """Who wrote it; of whom only a name is told, that is ours where it is our name."""
        author = {"username": comment.get("username"), **(comment.get("from") or {})}
        if (
            not author.get("id")
            and author["username"]
            and author["username"] == self.connected.facts.get("name")
        ):
            author["id"] = self.connected.own_id
        return author

    def _is_own(self, comment: Told) -> bool:
        return str(self._author(comment).get("id")) == self.connected.own_id


def _first(in_reply_to: str | None) -> str:
    first = first_of(in_reply_to)
    if first is None or not _ID.fullmatch(first):
        raise Rejected(ANSWERS_NOTHING, detail="no comment")
    return first


def _comment(out: Outbound) -> str | None:
    """The comment that is answered in private; None where it is a message."""
    answered = out.in_reply_to or ""
    return comment_of(answered) if _NAME.fullmatch(answered) else None


def _at(comment: Told) -> datetime:
    return instant_of(comment["timestamp"])
