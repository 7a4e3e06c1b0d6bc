"""Bluesky, by the public interface of its servers.

A reply is put under a key of its own making, and only if nothing stands there: the network itself keeps a second one
from appearing, for as long as the account exists. Whether it arrived is asked of the account's own server, because the
view over all posts lags behind it; what others wrote comes from that view.

The view lists what mentions us by the time that its author's machine claims, so that what was written by a slow clock
appears below what was read already; and of a comment that it saw before the post above it, it tells nobody. Both are found
when the account is listed anew, which reads the threads under our own posts too.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bpo.channels.adapters.base import (
    NO_SUCH_ACT,
    PARENT_GONE,
    UNREACHABLE,
    Act,
    BeforeWrite,
    Checked,
    Connected,
    NotSent,
    Outbound,
    OutPicture,
    Polled,
    Rejected,
    Sent,
    Uploaded,
    UploadsGone,
)
from bpo.channels.adapters.pictures import NOT_THERE, picture_at
from bpo.channels.adapters.wire import Wire
from bpo.channels.adapters.xrpc import Xrpc
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_bluesky import (
    BLUESKY_POST,
    POSTS,
    address_of,
    engagement_of,
    envelope,
    instant_of,
    links_in,
    posted_at,
    record_key,
)
from bpo.channels.rules.walking import Page, Place, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

REPLIES_SHUT = N_("Its author lets only some people reply, and this account is not among them.")
NOT_UNDER_OURS = N_("Only what stands under a post of this account can be hidden.")
GATES = "app.bsky.feed.threadgate"
PAGE = 100
MOST_PAGES = 10  # in one piece of work
MOST_MISSING = 50  # of the messages that are looked for, each of which is a question
MOST_RACES = 5
DEPTH = 10  # of a thread
AT_ONCE = 25  # posts or people in one question
REASONS = ("mention", "reply", "quote")
Post = dict[str, Any]  # uri, author, record, indexedAt, as the network has them


class BlueskyAdapter:
    """One account."""

    form = BLUESKY_POST

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.xrpc = Xrpc(connected, wire)

    def check(self) -> Checked:
        """Who the app password belongs to."""
        told = self.xrpc.get("com.atproto.server.getSession", holds=("did", "handle"))
        return Checked(own_id=str(told["did"]), facts={"name": f"@{told['handle']}"})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Put one post where nothing stands yet."""
        own = self.xrpc.sign_in()
        record: dict[str, Any] = {"$type": POSTS, "text": out.text, "createdAt": _now()}
        if facets := links_in(out.text):
            record["facets"] = facets
        if out.in_reply_to is not None:
            record["reply"] = self._reply_to(out.in_reply_to, own)
        if out.pictures:
            record["embed"] = {
                "$type": "app.bsky.embed.images",
                "images": [_image(one) for one in out.pictures],
            }
        place = {"repo": own, "collection": POSTS, "rkey": record_key(out.key, out.frozen_at)}
        try:
            written = self.xrpc.post(
                "com.atproto.repo.putRecord", {**place, "record": record, "swapRecord": None}, before_write
            )
        except Rejected as problem:
            if problem.detail == "BlobNotFound":
                raise UploadsGone(detail=problem.detail) from problem
            stands = self.find_sent(out) if problem.detail == "InvalidSwap" else None
            if stands is None:
                raise
            return stands
        return self._sent(str(written["uri"]), record)

    def upload(self, picture: OutPicture) -> Uploaded:
        """Bring the bytes of a picture to our own server."""
        told = self.xrpc.upload(picture.body, picture.content_type)
        return Uploaded({"blob": told["blob"]})

    def is_ready(self, reference: Mapping[str, Any]) -> bool:  # noqa: ARG002 -- as the protocol's
        """What was uploaded can be named at once."""
        return True

    def find_sent(self, out: Outbound) -> Sent | None:
        """What stands under this reply's key on our own server."""
        own = self.xrpc.sign_in()
        place = {"repo": own, "collection": POSTS, "rkey": record_key(out.key, out.frozen_at)}
        found = self._record(_address(place))
        return self._sent(_address(place), found["value"]) if found else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Who mentioned, answered or quoted us, and what we answered ourselves (elsewhere too), each from its own place."""
        own = self.xrpc.sign_in()
        places: dict[str, Place] = json.loads(cursor) if cursor else {}
        walk = partial(walk_back, at=_at, since=since, now=utcnow(), most_pages=MOST_PAGES)
        heard = walk(self._notifications, places.get("heard"))
        wrote = walk(self._own_posts, places.get("wrote"))
        posts = {str(one["uri"]): one for one in heard.found}
        posts |= {str(one["uri"]): one for one in wrote.found if _above(one)}
        fresh = [one for one in heard.found if heard.is_new(_at(one))]
        posts |= {str(one["uri"]): one for one in self._parents(fresh, posts, own)}
        followers = self._followers({str(one["author"]["did"]) for one in fresh})
        events = tuple(
            (uri, self._body(post, own, followers.get(str(post["author"]["did"]))))
            for uri, post in posts.items()
        )
        places = {"heard": heard.place, "wrote": wrote.place}
        return Polled(events, json.dumps(places), heard.goes_on or wrote.goes_on)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first, and at its end what stands under our own posts."""
        polled = self.poll(cursor, since=since)
        if polled.more:
            return polled
        own = self.xrpc.sign_in()
        known = {uri for uri, _ in polled.events}
        beneath = {
            str(post["uri"]): self._body(post, own, None)
            for ours in self._answered(own, since)
            for post in self._thread(ours)
            if post["author"]["did"] != own
        }
        events = tuple((uri, body) for uri, body in beneath.items() if uri not in known)
        return Polled(polled.events + events, polled.cursor)

    def moderate(self, act: Act, item: str) -> None:
        """Hide what stands under a post of ours, show it again, or delete what is ours."""
        own = self.xrpc.sign_in()
        if act is not Act.DELETE:
            self._hide(item, own, is_hidden=act is Act.HIDE)
        elif item.startswith(f"at://{own}/"):
            body = {"repo": own, "collection": POSTS, "rkey": item.rpartition("/")[2]}
            self.xrpc.post("com.atproto.repo.deleteRecord", body, holds=())
        else:
            raise Rejected(NO_SUCH_ACT, detail="not ours")

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:
        """Shares, likes and replies of our posts. Bluesky tells no views."""
        own = self.xrpc.sign_in()
        return tuple(
            (str(post["uri"]), engagement_of(post, seen_at=utcnow())) for post in self._feed(own, since)
        )

    def picture(self, item: str, reference: str) -> bytes:
        """It lies openly where the view over all posts says, which knows it by the sum of its bytes."""
        view = next((post.get("embed") or {} for post in self._posts([item])), {})
        shown = [*(view.get("images") or ()), *((view.get("media") or {}).get("images") or ())]
        address = next((one["fullsize"] for one in shown if reference in one["fullsize"]), None)
        if address is None:
            raise Rejected(NOT_THERE, detail="not shown")
        return picture_at(self.xrpc.wire, address, server=str(self.connected.settings["server"]))

    def gone(self, items: Sequence[str]) -> dict[str, bool]:
        """The view shows no post that is gone, nor one that is kept from us: of what it does not show, each is asked for."""
        found: dict[str, bool] = {}
        for some in _at_once(list(items)):
            shown = {str(one["uri"]) for one in self._posts(some)}
            found |= dict.fromkeys(shown & set(some), False)
        missing = [one for one in items if one not in found]
        return found | {one: True for one in missing[:MOST_MISSING] if self._is_gone(one)}

    def _is_gone(self, uri: str) -> bool:
        """Its author's server says so, or where that is another than ours the view in its stead, by a name of its own."""
        try:
            repo, collection, key = uri.removeprefix("at://").split("/")
            asked = {"repo": repo, "collection": collection, "rkey": key}
            self.xrpc.get("com.atproto.repo.getRecord", holds=("uri", "value"), **asked)
        except Rejected as problem:
            return problem.detail in {"RecordNotFound", "InvalidRequest"}
        return False

    def _feed(self, own: str, since: datetime) -> Iterator[Post]:
        """Our posts since an instant, with what became of them."""
        cursor: str | None = None
        for _page in range(MOST_PAGES):
            told = self.xrpc.get(
                "app.bsky.feed.getAuthorFeed", holds=("feed",), actor=own, limit=PAGE, cursor=cursor
            )
            posts = [item["post"] for item in told["feed"] if not item.get("reason")]
            times = [_at(post) for post in posts]
            for post, at in zip(posts, times, strict=True):
                if at >= since and post["author"]["did"] == own:
                    yield post
            cursor = told.get("cursor")
            if cursor is None or (times and min(times) < since):
                return

    def _answered(self, own: str, since: datetime) -> Iterator[str]:
        """Our posts that somebody answered."""
        for post in self._feed(own, since):
            if post.get("replyCount"):
                yield str(post["uri"])

    def _thread(self, uri: str) -> Iterator[Post]:
        """What stands under a post, without the post itself."""
        try:
            told = self.xrpc.get("app.bsky.feed.getPostThread", holds=("thread",), uri=uri, depth=DEPTH)
        except Rejected:
            return  # it was deleted meanwhile
        waiting = list(told["thread"].get("replies") or ())
        while waiting:
            one = waiting.pop()
            if "post" in one:  # else it is hidden from us, or gone
                yield one["post"]
                waiting += one.get("replies") or ()

    def _reply_to(self, parent: str, own: str) -> dict[str, Any]:
        """What a reply says of the post it answers and of the thread's first."""
        if parent.startswith(f"at://{own}/"):
            post = self._record(parent)
            record = post["value"] if post else {}
        else:
            post = next(iter(self._posts([parent])), None)
            record = post["record"] if post else {}
        if post is None:
            raise Rejected(PARENT_GONE, detail="not found")
        if (post.get("viewer") or {}).get("replyDisabled"):
            raise Rejected(REPLIES_SHUT, detail="replyDisabled")
        itself = {"uri": post["uri"], "cid": post["cid"]}
        reply = record.get("reply")
        return {"root": reply["root"] if reply else itself, "parent": itself}

    def _hide(self, item: str, own: str, *, is_hidden: bool) -> None:
        """A thread's author keeps a list of what is hidden in it (app.bsky.feed.threadgate)."""
        post = next(iter(self._posts([item])), None)
        if post is None:
            raise Rejected(PARENT_GONE, detail="not found")
        root = str(((post["record"].get("reply") or {}).get("root") or {}).get("uri"))
        if not root.startswith(f"at://{own}/"):
            raise Rejected(NOT_UNDER_OURS, detail="not under a post of ours")
        place = {"repo": own, "collection": GATES, "rkey": root.rpartition("/")[2]}
        for _attempt in range(MOST_RACES):
            known = self._record(_address(place))
            gate = dict(known["value"]) if known else {"$type": GATES, "post": root, "createdAt": _now()}
            hidden = [one for one in gate.get("hiddenReplies", []) if one != item]
            if (item in gate.get("hiddenReplies", [])) is is_hidden:
                return
            gate["hiddenReplies"] = [*hidden, item] if is_hidden else hidden
            try:
                swap = known["cid"] if known else None
                self.xrpc.post("com.atproto.repo.putRecord", {**place, "record": gate, "swapRecord": swap})
            except Rejected as problem:
                if problem.detail == "InvalidSwap":
                    continue  # somebody else has changed the list meanwhile
                raise
            return
        raise NotSent(UNREACHABLE, detail="others change the list all the time")

    def _notifications(self, cursor: str | None) -> Page[Post]:
        told = self.xrpc.get(
            "app.bsky.notification.listNotifications",
            holds=("notifications",),
            limit=PAGE,
            cursor=cursor,
            reasons=REASONS,
        )
        return [one for one in told["notifications"] if one.get("reason") in REASONS], told.get("cursor")

    def _own_posts(self, cursor: str | None) -> Page[Post]:
        own = self.xrpc.sign_in()
        told = self.xrpc.get(
            "com.atproto.repo.listRecords",
            holds=("records",),
            repo=own,
            collection=POSTS,
            limit=PAGE,
            cursor=cursor,
        )
        return [self._of_ours(own, one) for one in told["records"]], told.get("cursor")

    def _of_ours(self, own: str, found: Mapping[str, Any]) -> Post:
        author = {"did": own, "handle": self.connected.handle}
        return {"uri": found["uri"], "author": author, "record": found["value"]}

    def _parents(self, fresh: Sequence[Post], known: Mapping[str, Post], own: str) -> Iterator[Post]:
        """Our own posts that somebody answers: what stands above the comment."""
        above = {uri for uri in map(_above, fresh) if uri is not None}
        for uri in sorted(above - known.keys()):
            if uri.startswith(f"at://{own}/{POSTS}/") and (found := self._record(uri)):
                yield self._of_ours(own, found)

    def _followers(self, people: set[str]) -> dict[str, int]:
        """How many follow those who wrote to us."""
        found: dict[str, int] = {}
        for some in _at_once(sorted(people)):
            told = self.xrpc.get("app.bsky.actor.getProfiles", holds=("profiles",), actors=some)
            found |= {
                str(one["did"]): one["followersCount"]
                for one in told["profiles"]
                if isinstance(one.get("followersCount"), int)
            }
        return found

    def _posts(self, uris: list[str]) -> list[Post]:
        return list(self.xrpc.get("app.bsky.feed.getPosts", holds=("posts",), uris=uris)["posts"])

    def _record(self, uri: str) -> dict[str, Any] | None:
        """A post of ours, as our own server has it; None where it has none."""
        repo, collection, key = uri.removeprefix("at://").split("/")
        try:
            return self.xrpc.get(
                "com.atproto.repo.getRecord",
                holds=("uri", "value"),
                repo=repo,
                collection=collection,
                rkey=key,
            )
        except Rejected as problem:
            if problem.detail == "RecordNotFound":
                return None
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem

    def _body(self, post: Post, own: str, followers: int | None) -> str:
        kept = envelope(post, account=self.connected.account, own_id=own, followers=followers)
        return json.dumps(kept, ensure_ascii=False)

    def _sent(self, uri: str, record: Mapping[str, Any]) -> Sent:
        return Sent(
            remote_id=uri,
            posted_at=instant_of(record.get("createdAt")),
            url=address_of(uri, self.connected.handle),
        )


def _image(picture: OutPicture) -> dict[str, Any]:
    """A picture as a post names it."""
    return {
        "image": dict(picture.upload or {})["blob"],
        "alt": picture.alt,
        "aspectRatio": {"width": picture.width, "height": picture.height},
    }


def _now() -> str:
    return utcnow().isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _at(post: Post) -> datetime:
    """When a post was written, as the network orders it; of one that has no time, now."""
    try:
        return posted_at(post["record"], post.get("indexedAt"))
    except (KeyError, AttributeError):
        return utcnow()


def _above(post: Post) -> str | None:
    """What a post answers."""
    try:
        return str(post["record"]["reply"]["parent"]["uri"])
    except (KeyError, TypeError):
        return None


def _address(place: Mapping[str, str]) -> str:
    return f"at://{place['repo']}/{place['collection']}/{place['rkey']}"


def _at_once(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
