"""A VK community: messages that people write to it, and comments on its wall.

VK recognises a message by `random_id` in the whole of the history, and shows it there; it says of `guid`, by which it
recognises a comment, not for how long. So what may stand is looked for before it is written again.

The Callback API brings what is new at once; reading stands behind it and finds what was not brought. A community's access
key may read messages and write comments, but the wall is read by users and apps only: with the service key of an app, of
which VK takes few requests a day. So the wall is asked every two minutes how many comments its posts have, and
posts with another number than before are read.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bpo.channels.adapters.base import (
    ANSWERS_NOTHING,
    NO_ANSWER,
    NO_SUCH_ACT,
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
from bpo.channels.adapters.guarded import where_told
from bpo.channels.adapters.vk_api import VkApi
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.health import Health, Hook, lacking, missing_fields
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_mastodon import bare
from bpo.channels.rules.read_vk import (
    CHATS,
    COMMENT,
    MESSAGE,
    VK_ITEM,
    comment_id,
    comment_place,
    envelope,
    instant_of,
    is_for_us,
    is_mark_of,
    key_of,
    marks_of,
    message_id,
    message_place,
)
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

ANOTHER_COMMUNITY = N_(
    "This access key is of another community: the account must bear the short name or the number of the community."
)
NOBODY = N_("VK knows nobody to write to: the customer must write to the community first.")
NUMBER_TAKEN = N_("VK took this reply for another one. Write it anew.")
PAGE = 200  # of conversations and messages, the most that VK gives
COMMENTS = 100  # the same of comments and posts
AGAIN = 10  # of a page, read with the next: what stands below moves up when something above is deleted
MOST_PAGES = 50
MOST_HISTORIES = 50  # in one piece of work
MOST_POSTS = 10
OVERLAP = timedelta(minutes=10)
SKEW = timedelta(minutes=5)
WALL_EVERY = timedelta(minutes=2)
Told = Mapping[str, Any]
Read = Callable[[int], list[Told]]  # a page from an offset


class VkAdapter:
    """One community."""

    form = VK_ITEM

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.api = VkApi(connected, wire)

    def check(self) -> Checked:
        """Whose access key it is, and whether messages and the wall can be read."""
        told = self.api.read("groups.getById")
        groups = told.get("groups") if isinstance(told, dict) else told
        if not isinstance(groups, list) or len(groups) != 1 or type(groups[0].get("id")) is not int:
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        group = groups[0]
        number, name = str(group["id"]), str(group.get("screen_name") or "")
        names = {name.lower(), number, *(f"{kind}{number}" for kind in ("club", "public", "event"))}
        if self.connected.handle.lower() not in names:
            raise NotSent(ANOTHER_COMMUNITY, detail="another community")
        self.api.read("messages.getConversations", count=1)
        self.api.read("wall.get", key="service", owner_id=f"-{number}", count=1)
        facts = {"name": str(group.get("name") or name)}
        return Checked(own_id=number, facts=facts, health=self._health(number))

    def _health(self, number: str) -> Health:
        """What VK tells of the key and of the callback server; the latter only to a key that may manage."""
        health = Health()
        with where_told():
            told = self.api.read("groups.getTokenPermissions")
            rights = [str(one["name"]) for one in told.get("permissions") or told["settings"]]
            health = Health(rights=tuple(sorted(rights)), lacks=lacking(self.connected.network, rights))
        with where_told():
            servers = self.api.read("groups.getCallbackServers", group_id=number)["items"]
            kept = self.connected.secrets.get("secret")
            ours = next((one for one in servers if kept and one.get("secret_key") == kept), None)
            events: Mapping[str, Any] = {}
            if ours is not None:
                asked = {"group_id": number, "server_id": ours["id"]}
                events = self.api.read("groups.getCallbackSettings", **asked)["events"]
            brings = ours is not None and ours["status"] == "ok"
            lacks = missing_fields(self.connected.network, [name for name, on in events.items() if on])
            return replace(health, hook=Hook(brings=brings, lacks=lacks))
        return health  # the key may not manage

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message to the person, or one comment under theirs."""
        if out.visibility == "private":
            return self._send_message(out, before_write)
        place = comment_place(out.in_reply_to)
        if place is None:
            raise Rejected(ANSWERS_NOTHING, detail="no comment")
        post, parent = place
        told = self.api.write(
            "wall.createComment",
            before_write,
            owner_id=f"-{self.connected.own_id}",
            post_id=post,
            from_group=self.connected.own_id,
            reply_to_comment=parent,
            message=out.text,
            guid=out.key,
        )
        number = told.get("comment_id") if isinstance(told, dict) else None
        if type(number) is not int:
            raise Ambiguous(STRANGE_ANSWER, detail="no number")
        return self._commented(post, number)

    def find_sent(self, out: Outbound) -> Sent | None:
        """What bears our mark in the person's history; a comment of ours with this text that answers the same."""
        return self._find_message(out) if out.visibility == "private" else self._find_comment(out)

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Everybody's messages and comments, ours too."""
        place: dict[str, Any] = json.loads(cursor) if cursor else {}
        messages = self._new_messages(place, since)
        comments = self._new_comments(place, since)
        more = "left" in place
        return Polled(tuple({**messages, **comments}.items()), json.dumps(place), more=more)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first: all conversations, and all posts whatever the number of their comments."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """VK lets users delete comments, not communities."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Posts are not read as messages."""
        return ()

    def _send_message(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        peer, parent = _peer_of(out), message_place(out.in_reply_to)
        for mark in marks_of(out.key):
            told = self.api.write(
                "messages.send", before_write, peer_id=peer, random_id=mark, message=out.text
            )
            if type(told) is not int:
                raise Ambiguous(STRANGE_ANSWER, detail="no number")
            # VK answers with what bears the mark already. What is older than the question is not this reply.
            if parent is None or told > parent[1]:
                return Sent(message_id(peer, told))
        raise Rejected(NUMBER_TAKEN, detail="marks of others")

    def _find_message(self, out: Outbound) -> Sent | None:
        peer = _peer_of(out)
        for one in self._history(peer, until=out.started_at - SKEW):
            if self._is_own(one) and is_mark_of(out.key, one.get("random_id")):
                return Sent(message_id(peer, one["id"]), posted_at=instant_of(one["date"]))
        return None

    def _find_comment(self, out: Outbound) -> Sent | None:
        place = comment_place(out.in_reply_to)
        if place is None:
            return None
        for one in self._comments(place[0], until=out.started_at - SKEW):
            above = [one.get("reply_to_comment"), *(one.get("parents_stack") or [])]
            same = place[1] in above and bare(str(one["text"])) == bare(out.text)
            if self._is_own(one) and same and comment_id(place[0], one["id"]) not in out.taken:
                return self._commented(place[0], one["id"], posted_at=instant_of(one["date"]))
        return None

    def _is_own(self, item: Told) -> bool:
        return str(item["from_id"]) == f"-{self.connected.own_id}"

    def _commented(self, post: int, number: int, posted_at: datetime | None = None) -> Sent:
        url = f"https://vk.com/wall-{self.connected.own_id}_{post}?reply={number}"
        return Sent(comment_id(post, number), posted_at=posted_at, url=url)

    def _new_messages(self, place: dict[str, Any], since: datetime) -> dict[str, str]:
        """Of each conversation whose last message is not the one known, what came since; the place moves on."""
        known: dict[str, int] = place.setdefault("peers", {})
        seen = datetime.fromisoformat(place["seen"]) if "seen" in place else None
        until = since if seen is None else seen - OVERLAP
        now, names = utcnow(), {}
        standing: dict[str, int] = {}
        newest = seen or since

        def read(offset: int) -> list[Told]:
            told = self.api.read("messages.getConversations", offset=offset, count=PAGE, extended=1)
            names.update(_names(told))
            return list(told["items"])

        for one in _pages(read, PAGE):
            last, peer = one.get("last_message"), one["conversation"]["peer"]["id"]
            if not last:  # all of it was deleted
                continue
            at = instant_of(last["date"])
            if at < until:
                break
            newest = max(newest, at)
            if 0 < peer < CHATS:
                standing.setdefault(str(peer), last["id"])
        due = [peer for peer, last in standing.items() if known.get(peer) != last]
        events: dict[str, str] = {}
        for peer in due[:MOST_HISTORIES]:
            for item in self._history(int(peer), until=until, after=known.get(peer)):
                events |= self._event(MESSAGE, item, names)
            known[peer] = standing[peer]
        place.pop("left", None)
        if len(due) > MOST_HISTORIES:
            place["left"] = True
        else:
            # What a fast clock wrote does not hide what is written until then.
            place |= {"seen": min(newest, now).isoformat(), "peers": standing}
        return events

    def _new_comments(self, place: dict[str, Any], since: datetime) -> dict[str, str]:
        """Of each post with another number of comments than the one known, what came since; the place moves on."""
        now = utcnow()
        read_at = datetime.fromisoformat(place["wall"]) if "wall" in place else None
        goes_on = place.pop("posts_left", False)
        if read_at is not None and now - read_at < WALL_EVERY and not goes_on:
            return {}
        until = since if read_at is None else read_at - OVERLAP
        told = self.api.read("wall.get", key="service", owner_id=f"-{self.connected.own_id}", count=COMMENTS)
        counted = {str(one["id"]): (one.get("comments") or {}).get("count", 0) for one in told["items"]}
        known: dict[str, int] = place.setdefault("counts", {})
        due = [post for post, count in counted.items() if known.get(post, 0) != count]
        events: dict[str, str] = {}
        for post in due[:MOST_POSTS]:
            names: dict[int, str] = {}
            for item in self._comments(int(post), until=until, names=names):
                events |= self._event(COMMENT, item, names)
            known[post] = counted[post]
        if len(due) > MOST_POSTS:
            place |= {"posts_left": True, "left": True}
        else:
            place |= {"wall": now.isoformat(), "counts": counted}
        return events

    def _event(self, kind: str, item: Told, names: Mapping[int, str]) -> dict[str, str]:
        stored = envelope(
            kind,
            item,
            account=self.connected.account,
            group=str(self.connected.own_id),
            name=names.get(item["from_id"]),
        )
        return {key_of(stored): json.dumps(stored, ensure_ascii=False)} if is_for_us(stored) else {}

    def _history(self, peer: int, *, until: datetime, after: int | None = None) -> Iterator[Told]:
        """A conversation from its newest message down, to a number or an instant."""

        def read(offset: int) -> list[Told]:
            return list(
                self.api.read("messages.getHistory", peer_id=peer, offset=offset, count=PAGE)["items"]
            )

        for one in _pages(read, PAGE):
            if one["id"] <= after if after is not None else instant_of(one["date"]) < until:
                return
            yield one

    def _comments(self, post: int, *, until: datetime, names: dict[int, str] | None = None) -> Iterator[Told]:
        """Comments under a post since an instant, also those under older comments."""
        for one in _pages(partial(self._some, post, names=names), COMMENTS):
            if instant_of(one["date"]) >= until:
                yield one
            thread = one.get("thread") or {}
            items, count = thread.get("items") or [], thread.get("count") or 0
            if count > len(items):
                items = _pages(partial(self._some, post, names=names, top=one["id"]), COMMENTS)
            yield from (under for under in items if instant_of(under["date"]) >= until)

    def _some(
        self, post: int, offset: int, *, names: dict[int, str] | None, top: int | None = None
    ) -> list[Told]:
        told = self.api.read(
            "wall.getComments",
            key="service",
            owner_id=f"-{self.connected.own_id}",
            post_id=post,
            offset=offset,
            count=COMMENTS,
            sort="desc",
            preview_length=0,
            extended=1,
            **({"thread_items_count": 10} if top is None else {"comment_id": top}),
        )
        if names is not None:
            names |= _names(told)
        return [{"post_id": post, **one} for one in told["items"]]


def _pages(read: Read, size: int) -> Iterator[Told]:
    """All of a list, page by page, with some of each page again."""
    for page in range(MOST_PAGES):
        items = read(page * (size - AGAIN))
        yield from items
        if len(items) < size:
            return
    raise NotSent(NO_ANSWER, detail="more than can be looked through")


def _names(told: Told) -> dict[int, str]:
    people = {
        one["id"]: f"{one.get('first_name') or ''} {one.get('last_name') or ''}".strip()
        for one in told.get("profiles") or []
    }
    groups = {-one["id"]: str(one.get("name") or "") for one in told.get("groups") or []}
    return {number: name for number, name in {**people, **groups}.items() if name}


def _peer_of(out: Outbound) -> int:
    """Whose messages it goes to."""
    if out.recipient and out.recipient.isascii() and out.recipient.isdecimal():
        return int(out.recipient)
    if place := message_place(out.in_reply_to):
        return place[0]
    raise Rejected(NOBODY, detail="nobody to write to")
