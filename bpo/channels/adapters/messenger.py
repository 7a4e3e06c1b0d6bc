"""Private messages of people to a page, by Messenger's Send API and Conversations API.

Meta's webhook brings what is said at once; reading stands behind it and finds what was not brought. The interface knows no key of
ours, but every message of the page comes back by the webhook with the mark we put on it, and stands in the
conversation: a reply whose answer was lost is settled by whichever shows it first, and looked for before it is written again.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bpo.channels.adapters.base import (
    NO_ANSWER,
    NO_SUCH_ACT,
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
from bpo.channels.adapters.graph import NOT_THERE, WINDOW_SHUT, Graph, Told, page_of
from bpo.channels.adapters.graph_health import health_of
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_facebook import instant_of
from bpo.channels.rules.read_mastodon import bare
from bpo.channels.rules.read_messenger import MESSENGER_MESSAGE, as_brought, key_of
from bpo.channels.rules.walking import Place, walk_back
from bpo.core.clock import utcnow

CONVERSATIONS = 10  # a page of them, each with its newest messages: Meta takes two questions a second
MESSAGES = 20  # a page of these; of a conversation Meta may tell no more
MOST_PAGES = 20
SKEW = timedelta(minutes=5)
FIELDS = "id,created_time,from,to,message,sticker,attachments{mime_type}"
WHOLE = f"id,updated_time,messages.limit({MESSAGES}){{{FIELDS}}}"


class MessengerAdapter:
    """One page."""

    form = MESSENGER_MESSAGE

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.graph = Graph(connected, wire)

    def check(self) -> Checked:
        """Whose token it is, and whether conversations can be read."""
        checked = self.graph.check()
        self.graph.page("me/conversations", platform="messenger", fields="id", limit=1)
        return replace(checked, health=health_of(self.graph))

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message to the person, with our key as its mark.

        What comes too late for that Meta has not written; where it granted the app so, a person's words go out for six days more.
        """
        content = {
            "recipient": {"id": _person(out)},
            "messaging_type": "RESPONSE",
            "message": {"text": out.text, "metadata": out.key},
        }
        try:
            written = self.graph.write("POST", "me/messages", content, before_write)
        except Rejected as problem:
            by_a_person = self.connected.settings.get("human_agent") is True and not out.automatic
            if problem.message != WINDOW_SHUT or not by_a_person:
                raise
            tagged = {**content, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
            written = self.graph.write("POST", "me/messages", tagged, before_write)
        if not isinstance(written.get("message_id"), str):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=written["message_id"])

    def find_sent(self, out: Outbound) -> Sent | None:
        """The page's own message with this text to this person, since the first attempt."""
        found, _ = self.graph.page(
            "me/conversations", platform="messenger", user_id=_person(out), fields=WHOLE, limit=5
        )
        shown = any(one.get("messages") for one in found)
        if not shown:  # they wrote to us, so what does not show that proves nothing
            raise NotSent(NO_ANSWER, detail="no conversation")
        for conversation in found:
            for one in self._messages(conversation, until=out.started_at - SKEW):
                if (
                    str(one["from"]["id"]) == self.connected.own_id
                    and str(one["id"]) not in out.taken
                    and bare(str(one.get("message") or "")) == bare(out.text)
                ):
                    return Sent(remote_id=str(one["id"]), posted_at=_at(one))
        return None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Of each conversation that changed of late, what came since."""
        place: Place | None = json.loads(cursor) if cursor else None
        events: dict[str, str] = {}
        walk = walk_back(
            self._conversations, place, at=_changed, since=since, now=utcnow(), most_pages=MOST_PAGES
        )
        for conversation in walk.found:
            events |= self._new_messages(conversation, walk.until)
        return Polled(tuple(events.items()), json.dumps(walk.place), walk.goes_on)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first: every conversation since, whatever was read before."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """Messenger takes nothing back."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Nothing here is public."""
        return ()

    def _new_messages(self, conversation: Told, until: datetime) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            for one in self._messages(conversation, until=until):
                event = as_brought(one)
                stored = {"account": self.connected.account, "own_id": self.connected.own_id, "event": event}
                found[key_of(event)] = json.dumps(stored, ensure_ascii=False)
        except Rejected as problem:
            if problem.message != PARENT_GONE:  # else the conversation was deleted meanwhile
                raise
        return found

    def _conversations(self, after: str | None) -> tuple[list[Told], str | None]:
        onward = {} if after is None else {"after": after}
        asked = {"platform": "messenger", "fields": WHOLE, "limit": CONVERSATIONS}
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
            some, onward = self.graph.page(place, fields=FIELDS, limit=MESSAGES, **onward)
        raise NotSent(NO_ANSWER, detail="more messages than can be looked through")


def _person(out: Outbound) -> str:
    """Whom it goes to."""
    if not out.recipient or not re.fullmatch(r"[0-9]{1,40}", out.recipient):
        raise Rejected(NOT_THERE, detail="nobody to write to")
    return out.recipient


def _changed(conversation: Told) -> datetime:
    return instant_of(conversation["updated_time"])


def _at(message: Told) -> datetime:
    return instant_of(message["created_time"])
