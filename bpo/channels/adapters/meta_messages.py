"""What people and an account say to each other in private, by the Send API and the Conversations API: Messenger's and Instagram's.

Meta's webhook brings what is said at once; reading stands behind it and finds what was not brought. The interface knows no key of
ours, but what was written comes back by the webhook, and stands in the conversation: a reply whose answer was lost is settled
by whichever shows it first, and looked for before it is written again.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import (
    NO_ANSWER,
    PARENT_GONE,
    STRANGE_ANSWER,
    Ambiguous,
    BeforeWrite,
    NotSent,
    Outbound,
    Rejected,
    Sent,
)
from bpo.channels.adapters.graph import NOT_THERE, Graph, Told, page_of
from bpo.channels.rules.read_facebook import instant_of
from bpo.channels.rules.read_mastodon import bare
from bpo.channels.rules.read_messenger import key_of
from bpo.channels.rules.walking import Place, walk_back
from bpo.channels.rules.whatsapp_codes import WINDOW_SHUT
from bpo.core.clock import utcnow

CONVERSATIONS = 10  # a page of them, each with its newest messages: Meta takes two questions a second
MESSAGES = 20  # a page of these; of a conversation Meta may tell no more
MOST_PAGES = 20
SKEW = timedelta(minutes=5)
AsBrought = Callable[[Told], Mapping[str, Any]]


@dataclass(frozen=True)
class Found:
    """Raw events by their keys, and where the walk goes on; `more`: at once."""

    events: Mapping[str, str]
    place: Place
    more: bool


class Conversations:
    """Those of one account on one of Meta's platforms.

    `fields`: what is asked of a message; `as_brought` gives one the form in which the webhook brings it.
    """

    def __init__(self, graph: Graph, platform: str, fields: str, as_brought: AsBrought) -> None:
        self.graph = graph
        self.connected = graph.connected
        self.platform = platform
        self.fields = fields
        self.whole = f"id,updated_time,messages.limit({MESSAGES}){{{fields}}}"
        self.as_brought = as_brought

    def check(self) -> None:
        """Whether they can be read."""
        self.graph.page("me/conversations", platform=self.platform, fields="id", limit=1)

    def send(self, content: Told, *, tagged: Told | None, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message.

        What comes too late for that Meta has not written; where it granted the app so, a person's words go out for six days
        more, as `tagged`.
        """
        try:
            written = self.graph.write("POST", "me/messages", content, before_write)
        except Rejected as problem:
            by_a_person = self.connected.settings.get("human_agent") is True and not out.automatic
            if problem.message != WINDOW_SHUT or not by_a_person or tagged is None:
                raise
            content = {**tagged, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
            written = self.graph.write("POST", "me/messages", content, before_write)
        if not isinstance(written.get("message_id"), str):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=written["message_id"])

    def find_sent(self, out: Outbound, *, may_be_new: bool = False) -> Sent | None:
        """The account's own message with this text to this person, since the first attempt.

        `may_be_new`: there need not have been a conversation before it.
        """
        asked = {"user_id": person_of(out), "fields": self.whole, "limit": 5}
        found, _ = self.graph.page("me/conversations", platform=self.platform, **asked)
        shown = any(one.get("messages") for one in found)
        if not shown and not may_be_new:  # they wrote to us, so what does not show that proves nothing
            raise NotSent(NO_ANSWER, detail="no conversation")
        for conversation in found:
            for one in self._messages(conversation, until=out.started_at - SKEW):
                if (
                    str(self.as_brought(one)["sender"]["id"]) == self.connected.own_id
                    and str(one["id"]) not in out.taken
                    and bare(str(one.get("message") or "")) == bare(out.text)
                ):
                    return Sent(remote_id=str(one["id"]), posted_at=_at(one))
        return None

    def poll(self, place: Place | None, *, since: datetime) -> Found:
        """Of each conversation that changed of late, what came since."""
        events: dict[str, str] = {}
        walk = walk_back(
            self._conversations, place, at=_changed, since=since, now=utcnow(), most_pages=MOST_PAGES
        )
        for conversation in walk.found:
            events |= self._new_messages(conversation, walk.until)
        return Found(events, walk.place, walk.goes_on)

    def _new_messages(self, conversation: Told, until: datetime) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            for one in self._messages(conversation, until=until):
                event = self.as_brought(one)
                stored = {"account": self.connected.account, "own_id": self.connected.own_id, "event": event}
                found[key_of(event)] = json.dumps(stored, ensure_ascii=False)
        except Rejected as problem:
            if problem.message != PARENT_GONE:  # else the conversation was deleted meanwhile
                raise
        return found

    def _conversations(self, after: str | None) -> tuple[list[Told], str | None]:
        onward = {} if after is None else {"after": after}
        asked = {"platform": self.platform, "fields": self.whole, "limit": CONVERSATIONS}
        some, onward_from_here = self.graph.page("me/conversations", **asked, **onward)
        return some, None if onward_from_here is None else onward_from_here["after"]

    def _messages(self, conversation: Told, *, until: datetime) -> Iterator[Told]:
        """A conversation from its newest message down, to an instant, or to where Meta tells no more."""
        some, onward = page_of(conversation.get("messages") or {"data": []})
        place = f"{conversation['id']}/messages"
        for _page in range(MOST_PAGES):
            for one in some:
                if "created_time" not in one or _at(one) < until:
                    return
                yield one
            if onward is None:
                return
            some, onward = self.graph.page(place, fields=self.fields, limit=MESSAGES, **onward)
        raise NotSent(NO_ANSWER, detail="more messages than can be looked through")


def person_of(out: Outbound) -> str:
    """Whom it goes to."""
    if not out.recipient or not re.fullmatch(r"[0-9]{1,40}", out.recipient):
        raise Rejected(NOT_THERE, detail="nobody to write to")
    return out.recipient


def _changed(conversation: Told) -> datetime:
    return instant_of(conversation["updated_time"])


def _at(message: Told) -> datetime:
    return instant_of(message["created_time"])
