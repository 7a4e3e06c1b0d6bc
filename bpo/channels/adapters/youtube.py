"""The comments under a channel's videos, by YouTube's Data API.

The interface knows no key of ours, so a reply whose answer was lost is looked for in its thread, among what our channel
wrote there. Every question costs one of the 10,000 units of a day and every write fifty, so the account is asked every two
minutes, by two questions as a rule: the newest threads, and fifty of those kept in mind, in turn.
"""

import json
from collections.abc import Iterator, Sequence
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
from bpo.channels.adapters.google import Google
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_youtube import (
    YOUTUBE_COMMENT,
    Watched,
    address_of,
    author_of,
    envelope,
    has_news,
    instant_of,
    is_text,
    thread_of,
    watch,
)
from bpo.channels.rules.walking import Page, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

ANSWERS_NOTHING = N_("On this network a reply answers a comment, and this one answers none.")
ANOTHER_CHANNEL = N_(
    "This token is of another channel: the account must bear the handle or the id of the channel."
)
THREADS = "/youtube/v3/commentThreads"
COMMENTS = "/youtube/v3/comments"
STATUSES = {Act.HIDE: "heldForReview", Act.UNHIDE: "published"}
PAGE = 100  # the most that YouTube gives
AT_ONCE = 50  # threads in one question
MOST_PAGES = 10  # in one piece of work
SKEW = timedelta(minutes=5)
Thread = dict[str, Any]  # as the interface has it, in the parts `snippet` and `replies`
Comment = dict[str, Any]


class YouTubeAdapter:
    """One channel."""

    form = YOUTUBE_COMMENT

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.google = Google(connected, wire)

    def check(self) -> Checked:
        """Whose channel the token is of; another brand's is refused."""
        items = self.google.get("/youtube/v3/channels", part="snippet", mine="true")["items"]
        if not items:
            raise NotSent(ANOTHER_CHANNEL, detail="no channel")
        own_id, snippet = str(items[0]["id"]), items[0].get("snippet") or {}
        names = {own_id.lower(), str(snippet.get("customUrl") or own_id).lower().removeprefix("@")}
        if self.connected.handle.lower().removeprefix("@") not in names:
            raise NotSent(ANOTHER_CHANNEL, detail="another channel")
        return Checked(own_id=own_id, facts={"name": str(snippet.get("title") or "")})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Answer once, in the thread of the comment that is answered."""
        if out.in_reply_to is None:
            raise Rejected(ANSWERS_NOTHING, detail="no comment")
        snippet = {"parentId": thread_of(out.in_reply_to), "textOriginal": out.text}
        written = self.google.write("POST", COMMENTS, {"snippet": snippet}, before_write, part="snippet")
        if not isinstance(written.get("id"), str) or not isinstance(written.get("snippet"), dict):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return _sent(written)

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our channel's own words in the thread, since the first attempt."""
        if out.in_reply_to is None:
            return None
        try:
            answers = list(self._answers(thread_of(out.in_reply_to)))
        except Rejected as problem:
            if problem.message == PARENT_GONE:
                return None  # with the thread went all that stood in it
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        ours = [
            one
            for one in answers
            if author_of(one["snippet"]) == self.connected.own_id
            and is_text(one["snippet"], out.text)
            and _at(one) >= out.started_at - SKEW
        ]
        return _sent(min(ours, key=_at)) if ours else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """The newest threads, and those kept in mind in which somebody wrote."""
        place = json.loads(cursor) if cursor else {}
        watched: Watched = place.get("watched", {})
        seen: dict[str, Thread] = {}

        def newest(page: str | None) -> Page[Thread]:
            found, after = self._threads(
                allThreadsRelatedToChannelId=self.connected.own_id, order="time", pageToken=page
            )
            seen.update({str(one["id"]): one for one in found})
            return found, after

        walk = walk_back(
            newest, place.get("walk"), at=_began, since=since, now=utcnow(), most_pages=MOST_PAGES
        )
        turn = [one for one in watched if one not in seen][:AT_ONCE]
        if turn:
            again = {str(one["id"]): one for one in self._threads(id=",".join(turn))[0]}
            seen |= again
            watched = {one: told for one, told in watched.items() if one not in turn or one in again}
        comments = {str(one["id"]): one["snippet"]["topLevelComment"] for one in walk.found}
        videos: dict[str, str | None] = {}
        for key, one in seen.items():
            videos[key] = one["snippet"].get("videoId")
            if has_news(watched, key, count=_count(one), newest=_newest(one)):
                comments |= {str(answer["id"]): answer for answer in self._fresh(one, since)}
                if author_of(one["snippet"]["topLevelComment"]["snippet"]) == self.connected.own_id:
                    comments[key] = one["snippet"]["topLevelComment"]  # what stands above an answer
        kept = watch(watched, [(key, _count(one), _newest(one)) for key, one in seen.items()], now=utcnow())
        events = tuple((key, self._body(one, videos.get(thread_of(key)))) for key, one in comments.items())
        return Polled(events, json.dumps({"walk": walk.place, "watched": kept}), walk.goes_on)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first: every thread and every answer since an instant, whatever their number."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """Hold a comment back or show it again, whoever wrote it under our videos; delete what is ours."""
        try:
            if act is Act.DELETE:
                self.google.write("DELETE", COMMENTS, id=item)
            else:
                path = f"{COMMENTS}/setModerationStatus"
                self.google.write("POST", path, id=item, moderationStatus=STATUSES[act])
        except Rejected as problem:
            if act is Act.DELETE and problem.message == PARENT_GONE:
                return  # it is gone, as was asked
            if problem.detail in {"forbidden", "operationNotSupported"}:
                raise Rejected(NO_SUCH_ACT, detail=problem.detail) from problem
            raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Not asked: it would cost units that reading needs."""
        return ()

    def _threads(self, **asked: object) -> Page[Thread]:
        told = self.google.get(
            THREADS,
            part="snippet,replies",
            textFormat="plainText",
            maxResults=None if "id" in asked else PAGE,
            **asked,
        )
        return told["items"], told.get("nextPageToken")

    def _answers(self, thread: str) -> Iterator[Comment]:
        """Everything that answers in a thread; the order is nobody's promise."""
        page: str | None = None
        for _page in range(MOST_PAGES):
            told = self.google.get(
                COMMENTS,
                part="snippet",
                parentId=thread,
                textFormat="plainText",
                maxResults=PAGE,
                pageToken=page,
            )
            yield from told["items"]
            page = told.get("nextPageToken")
            if page is None:
                return
        raise NotSent(NO_ANSWER, detail="more comments than can be looked through")

    def _fresh(self, thread: Thread, since: datetime) -> Sequence[Comment]:
        """What answers in a thread since an instant; a thread comes with a few of its answers only."""
        came = _came(thread)
        if len(came) < _count(thread):
            try:
                came = list(self._answers(str(thread["id"])))
            except Rejected:
                return ()  # it was deleted meanwhile
        return [one for one in came if _at(one) >= since]

    def _body(self, comment: Comment, video: str | None) -> str:
        kept = envelope(
            comment, account=self.connected.account, own_id=self.connected.own_id or "", video=video
        )
        return json.dumps(kept, ensure_ascii=False)


def _at(comment: Comment) -> datetime:
    """When a comment was written; of one without a time, now."""
    return instant_of(comment["snippet"].get("publishedAt")) or utcnow()


def _began(thread: Thread) -> datetime:
    return _at(thread["snippet"]["topLevelComment"])


def _came(thread: Thread) -> list[Comment]:
    return list((thread.get("replies") or {}).get("comments") or ())


def _newest(thread: Thread) -> datetime:
    """When somebody last wrote there, as far as the thread shows it."""
    return max(_at(one) for one in (thread["snippet"]["topLevelComment"], *_came(thread)))


def _count(thread: Thread) -> int:
    return int(thread["snippet"].get("totalReplyCount") or 0)


def _sent(comment: Comment) -> Sent:
    return Sent(
        remote_id=str(comment["id"]),
        posted_at=instant_of(comment["snippet"].get("publishedAt")),
        url=address_of(str(comment["id"]), comment["snippet"].get("videoId")),
    )
