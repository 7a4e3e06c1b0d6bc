"""An account on X, by its API (v2): who mentions it, and what it answers.

X knows no key of ours, so a reply whose answer was lost is looked for among the account's own posts, which come back with their
links shortened. X refuses the same words a second time for some hours: that is taken for a sign that ours may stand, and looked for.

Every post that is read costs, and questions are few: so the account is asked every five minutes, from ten minutes before the newest
that was seen. The posts of the account itself are read too, since a brand answers on the network as well.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import (
    ANSWERS_NOTHING,
    NO_SUCH_ACT,
    PARENT_GONE,
    STRANGE_ANSWER,
    UNREACHABLE,
    Act,
    Ambiguous,
    AuthExpired,
    BeforeWrite,
    ChannelProblem,
    Checked,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.wire import Wire
from bpo.channels.adapters.x_api import DUPLICATE, XApi
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_x import (
    X_POST,
    answers,
    envelope,
    is_post,
    is_repost,
    is_same_text,
    posted_at,
)
from bpo.channels.rules.walking import OVERLAP, Page, Place, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

ANOTHER_ACCOUNT = N_("These keys are of another account of X: the account must bear the user name of theirs.")
SAME_WORDS = N_(
    "X takes the same words only once within some hours, and they are not to be seen as an answer to this message. Say it in"
    " other words."
)
NOT_UNDER_OURS = N_("Only what stands under a post of this account can be hidden.")
PUBLIC_ONLY = N_("Direct messages of X are not sent from here.")
PAGE = 100  # the most that X gives
MOST_PAGES = 8  # X gives 800 mentions
SKEW = timedelta(minutes=5)
LISTS = ("mentions", "tweets")
FIELDS = {
    "tweet.fields": "author_id,created_at,entities,lang,note_tweet,referenced_tweets",
    "user.fields": "name,public_metrics,username",
    "expansions": "author_id",
}
Post = dict[str, Any]


class XAdapter:
    """One account."""

    form = X_POST

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.api = XApi(connected, wire)

    def check(self) -> Checked:
        """Whose keys these are; another account's are refused."""
        me = self.api.get("/2/users/me")["data"]
        if str(me["username"]).lower() != self.connected.handle.lower().removeprefix("@"):
            raise NotSent(ANOTHER_ACCOUNT, detail="another account")
        if not is_post(me["id"]):
            raise NotSent(UNREACHABLE, detail="no number")
        return Checked(own_id=str(me["id"]), facts={"name": f"@{me['username']}"})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Answer once, under the post that is answered."""
        if out.visibility != "public":
            raise Rejected(PUBLIC_ONLY, detail="private")
        if not is_post(out.in_reply_to):
            raise Rejected(ANSWERS_NOTHING, detail="no post")
        body = {"text": out.text, "reply": {"in_reply_to_tweet_id": out.in_reply_to}}
        try:
            told = self.api.write("POST", "/2/tweets", body, before_write)
        except Rejected as problem:
            if problem.detail != DUPLICATE:
                raise
            return self._standing(out)
        number = (told.get("data") or {}).get("id")
        if not isinstance(number, str) or not is_post(number):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=number, url=self._address(number))

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our own answer with these words to the same post, since the first attempt, that is no other reply's."""
        since = out.started_at - SKEW
        cursor, same = None, []
        for _page in range(MOST_PAGES):
            posts, _authors, cursor = self._some("tweets", cursor, since)
            same += [
                one
                for one in posts
                if answers(one) == out.in_reply_to
                and posted_at(one) >= since
                and str(one["id"]) not in out.taken
                and is_same_text(one, out.text)
            ]
            if cursor is None:
                break
        found = max(same, key=posted_at, default=None)
        if found is None:
            return None
        number = str(found["id"])
        return Sent(remote_id=number, posted_at=posted_at(found), url=self._address(number))

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Who mentions the account, and what it posts itself."""
        places: dict[str, Place] = json.loads(cursor) if cursor else {}
        events: dict[str, str] = {}
        more = False
        for name in LISTS:
            walk, authors = self._walk(name, places.get(name), since)
            places[name], more = walk.place, more or walk.goes_on
            events |= self._events(walk.found, authors)
        return Polled(tuple(events.items()), json.dumps(places), more=more)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first; what X showed late is found."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """Hide what stands under a post of ours, or show it again; delete what is ours."""
        if not is_post(item):
            raise Rejected(NO_SUCH_ACT, detail="no id of X")
        try:
            if act is Act.DELETE:
                self.api.write("DELETE", f"/2/tweets/{item}")
            else:
                self.api.write("PUT", f"/2/tweets/{item}/hidden", {"hidden": act is Act.HIDE})
        except Rejected as problem:
            if act is Act.DELETE and problem.message == PARENT_GONE:
                return  # it is gone, as was asked
            if act is not Act.DELETE and problem.detail == "403":
                raise Rejected(NOT_UNDER_OURS, detail=problem.detail) from problem
            raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Not asked: each post that is told of costs."""
        return ()

    def _standing(self, out: Outbound) -> Sent:
        """X says that these words stand already: ours by an attempt before, else those of another reply."""
        try:
            found = self.find_sent(out)
        except AuthExpired:
            raise
        except ChannelProblem as problem:
            raise Ambiguous(STRANGE_ANSWER, detail=DUPLICATE) from problem
        if found is None:
            raise Rejected(SAME_WORDS, detail=DUPLICATE)
        return found

    def _walk(self, name: str, place: Place | None, since: datetime) -> tuple[Any, dict[str, Post]]:
        authors: dict[str, Post] = {}
        asked_from = _asked_from(place or {}, since)

        def read(cursor: str | None) -> Page[Post]:
            posts, told, cursor = self._some(name, cursor, asked_from)
            authors.update(told)
            return posts, cursor

        walk = walk_back(read, place, at=posted_at, since=since, now=utcnow(), most_pages=MOST_PAGES)
        return walk, authors

    def _some(
        self, name: str, cursor: str | None, since: datetime
    ) -> tuple[list[Post], dict[str, Post], str | None]:
        """A page of a list from its newest down, who wrote them, and where it goes on."""
        asked = {
            "max_results": PAGE,
            "start_time": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "pagination_token": cursor,
            "exclude": "retweets" if name == "tweets" else None,
            **FIELDS,
        }
        told = self.api.get(f"/2/users/{self.connected.own_id}/{name}", **asked)
        people = (told.get("includes") or {}).get("users") or []
        return (
            list(told.get("data") or []),
            {str(one["id"]): one for one in people},
            (told.get("meta") or {}).get("next_token"),
        )

    def _events(self, posts: Iterable[Post], authors: Mapping[str, Post]) -> dict[str, str]:
        return {
            str(one["id"]): json.dumps(
                envelope(
                    one,
                    authors.get(str(one["author_id"])),
                    account=self.connected.account,
                    own_id=str(self.connected.own_id),
                ),
                ensure_ascii=False,
            )
            for one in posts
            if not is_repost(one)
        }

    def _address(self, number: str) -> str:
        return f"https://x.com/{self.connected.handle.removeprefix('@')}/status/{number}"


def _asked_from(place: Mapping[str, str], since: datetime) -> datetime:
    """Down to when a walk from this place goes; the same while it is gone on with, so that its pages stay the same."""
    if "until" in place:
        return datetime.fromisoformat(place["until"])
    return datetime.fromisoformat(place["seen"]) - OVERLAP if "seen" in place else since
