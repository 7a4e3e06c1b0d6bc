"""The comments under a channel's videos, by YouTube's Data API.

The interface knows no key of ours, so a reply whose answer was lost is looked for in its thread, among what our channel
wrote there. What YouTube holds back for review is not listed there, so a look that finds nothing says nothing.

Every question costs one of the 10,000 units of a day and every write fifty, so the account is asked every two minutes, by
two questions as a rule: the newest threads, and fifty of those kept in mind, in turn. Whatever comes, reading keeps to a
share of the day, and threads that it had no units for are read later.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import (
    ANSWERS_NOTHING,
    COMMENTS_SHUT,
    NO_ANSWER,
    NO_SUCH_ACT,
    PARENT_GONE,
    STRANGE_ANSWER,
    UNREACHABLE,
    Act,
    Ambiguous,
    AuthExpired,
    BeforeWrite,
    Checked,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.google_grants import as_owner
from bpo.channels.adapters.google_rest import DAY_SPENT, GoogleRest, Refusals
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.health import Health, lacking
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.quotas import Purse, Share
from bpo.channels.rules.read_youtube import (
    NOT_READ,
    YOUTUBE_COMMENT,
    Watched,
    address_of,
    author_of,
    envelope,
    has_news,
    in_turn,
    instant_of,
    is_text,
    thread_of,
    watch,
)
from bpo.channels.rules.walking import Page, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

ANOTHER_CHANNEL = N_(
    "This token is of another channel: the account must bear the handle or the id of the channel."
)
READS_LATER = N_(
    "What reading may spend of the day's quota is spent for now. The rest is read a little later; replies have a share of"
    " their own."
)
LISTED_IN_PART = N_("There was more than the day's quota lets us list anew in one go.")
MAY_NOT = N_(
    "This token does not let us manage YouTube comments: make it anew with the scope youtube.force-ssl."
)
ACCOUNT_CLOSED = N_("The network has closed or suspended this account.")
THREADS = "/youtube/v3/commentThreads"
COMMENTS = "/youtube/v3/comments"
STATUSES = {Act.HIDE: "heldForReview", Act.UNHIDE: "published"}
HELD = frozenset({"heldForReview", "likelySpam", "rejected"})
READING = Share(at_once=400, a_day=2000)  # units; asking every two minutes takes 1,440
LISTING = Share(at_once=25, a_day=0)  # of each listing anew, every hour
LEAST = 2  # units without which reading does not begin
PAGE = 100  # the most that YouTube gives
AT_ONCE = 50  # threads in one question
MOST_PAGES = 10  # in one piece of work
SKEW = timedelta(minutes=5)
REFUSALS: Refusals = {
    **dict.fromkeys(
        (
            "commentNotFound",
            "commentThreadNotFound",
            "notFound",
            "parentCommentNotFound",
            "parentCommentIsPrivate",
            "videoNotFound",
        ),
        (Rejected, PARENT_GONE),
    ),
    "commentsDisabled": (Rejected, COMMENTS_SHUT),
    **dict.fromkeys(
        (
            "authenticatedUserAccountClosed",
            "authenticatedUserAccountSuspended",
            "youtubeSignupRequired",
        ),
        (AuthExpired, ACCOUNT_CLOSED),
    ),
    **dict.fromkeys(("insufficientPermissions", "accessNotConfigured"), (AuthExpired, MAY_NOT)),
}
Thread = dict[str, Any]  # as the interface has it, in the parts `snippet` and `replies`
Comment = dict[str, Any]


class YouTubeAdapter:
    """One channel."""

    form = YOUTUBE_COMMENT

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        spent = DAY_SPENT | {"quotaExceeded"}
        self.google = GoogleRest(connected, wire, as_owner, REFUSALS, day_spent=spent)
        self.asked = 0  # units

    def check(self) -> Checked:
        """Whose channel the token is of; another brand's is refused."""
        items = self._list("/youtube/v3/channels", part="snippet", mine="true")["items"]
        if not items:
            raise NotSent(ANOTHER_CHANNEL, detail="no channel")
        own_id, snippet = str(items[0]["id"]), items[0].get("snippet") or {}
        names = {own_id.lower(), str(snippet.get("customUrl") or own_id).lower().removeprefix("@")}
        if self.connected.handle.lower().removeprefix("@") not in names:
            raise NotSent(ANOTHER_CHANNEL, detail="another channel")
        facts = {"name": str(snippet.get("title") or "")}
        return Checked(own_id=own_id, facts=facts, health=self._health())

    def _health(self) -> Health:
        """What Google told with the token: what it is good for, and the end of what was given for a time only."""
        scopes = self.google.session.get("scope", "").split()
        ends_at = self.google.session.get("ends_at")
        return Health(
            rights=tuple(sorted(scopes)) if scopes else None,
            lacks=lacking(self.connected.network, scopes) if scopes else (),
            ends_told=ends_at is not None,
            ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
        )

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
        """Our channel's own words in the thread, since the first attempt, that are no other reply's."""
        if out.in_reply_to is None:
            return None
        try:
            answers = list(self._answers(thread_of(out.in_reply_to), all_of_them=True))
        except Rejected as problem:
            if problem.message == PARENT_GONE:
                return None  # with the thread went all that stood in it
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        ours = [
            one
            for one in answers
            if author_of(one["snippet"]) == self.connected.own_id
            and str(one["id"]) not in out.taken
            and is_text(one["snippet"], out.text)
            and _at(one) >= out.started_at - SKEW
        ]
        others = out.unnamed  # which of them is another's nobody can tell; the first are taken to be
        return _sent(sorted(ours, key=_at)[others]) if len(ours) > others else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """The newest threads, and those kept in mind in which somebody wrote."""
        place = json.loads(cursor) if cursor else {}
        purse = Purse.of(place.get("units"), READING, now=utcnow())
        if purse.left < LEAST:
            raise NotSent(READS_LATER, detail="share", retry_after=purse.holds_in(LEAST, READING))
        return self._read(place, since, purse)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first: every thread and every answer since an instant, whatever their number, as far as units go."""
        place = json.loads(cursor) if cursor else {}
        if place.get("broken_off"):
            raise NotSent(LISTED_IN_PART, detail="share")
        listed = self._read(place, since, Purse.of(place.get("units"), LISTING, now=utcnow()))
        if listed.more or not json.loads(listed.cursor or "{}")["broken_off"]:
            return listed
        return replace(listed, more=True)  # what was found is kept before it is said that there is more

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

    def _read(self, place: dict[str, Any], since: datetime, purse: Purse) -> Polled:
        watched: Watched = place.get("watched", {})
        seen: dict[str, Thread] = {}
        room = int(purse.left)

        def newest(page: str | None) -> Page[Thread]:
            found, after = self._threads(
                allThreadsRelatedToChannelId=self.connected.own_id, order="time", pageToken=page
            )
            seen.update({str(one["id"]): one for one in found})
            return found, after

        most_pages = max(min(MOST_PAGES, room - 1), 1)
        walk = walk_back(
            newest, place.get("walk"), at=_began, since=since, now=utcnow(), most_pages=most_pages
        )
        turn = in_turn(watched, seen)[:AT_ONCE]
        if turn and self.asked < room:
            again = {str(one["id"]): one for one in self._threads(id=",".join(turn))[0]}
            seen |= again
            watched = {one: told for one, told in watched.items() if one not in turn or one in again}
        comments = {str(one["id"]): one["snippet"]["topLevelComment"] for one in walk.found}
        counts = {key: _count(one) for key, one in seen.items()}
        for key, one in seen.items():
            if not has_news(watched, key, count=counts[key], newest=_newest(one)):
                continue
            may_ask = self.asked < room
            if not may_ask and len(_came(one)) < counts[key]:
                counts[key] = NOT_READ
            comments |= {str(answer["id"]): answer for answer in self._fresh(one, since, may_ask=may_ask)}
            if author_of(one["snippet"]["topLevelComment"]["snippet"]) == self.connected.own_id:
                comments[key] = one["snippet"]["topLevelComment"]  # what stands above an answer
        kept = watch(watched, [(key, counts[key], _newest(one)) for key, one in seen.items()], now=utcnow())
        videos = {key: one["snippet"].get("videoId") for key, one in seen.items()}
        events = tuple((key, self._body(one, videos.get(thread_of(key)))) for key, one in comments.items())
        goes_on = walk.goes_on and self.asked < room
        found = {
            "walk": walk.place,
            "watched": kept,
            "units": purse.spent(self.asked).kept(),
            "broken_off": (walk.goes_on and not goes_on) or NOT_READ in counts.values(),
        }
        return Polled(events, json.dumps(found), goes_on)

    def _list(self, path: str, **asked: object) -> dict[str, Any]:
        self.asked += 1
        told = self.google.get(path, **asked)
        if not isinstance(told.get("items"), list):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        return told

    def _threads(self, **asked: object) -> Page[Thread]:
        told = self._list(
            THREADS,
            part="snippet,replies",
            textFormat="plainText",
            maxResults=None if "id" in asked else PAGE,
            **asked,
        )
        return told["items"], told.get("nextPageToken")

    def _answers(self, thread: str, *, all_of_them: bool) -> Iterator[Comment]:
        """What answers in a thread; the order is nobody's promise."""
        page: str | None = None
        for _page in range(MOST_PAGES):
            told = self._list(
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
        if all_of_them:
            raise NotSent(NO_ANSWER, detail="more comments than can be looked through")

    def _fresh(self, thread: Thread, since: datetime, *, may_ask: bool) -> Sequence[Comment]:
        """What answers in a thread since an instant; a thread comes with a few of its answers only."""
        came = _came(thread)
        if may_ask and len(came) < _count(thread):
            try:
                came = list(self._answers(str(thread["id"]), all_of_them=False))
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
        held_back=comment["snippet"].get("moderationStatus") in HELD,
    )
