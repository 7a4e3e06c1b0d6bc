"""Private messages of people to a page, by Messenger's Send API and Conversations API.

Meta's webhook brings what is said at once; reading stands behind it and finds what was not brought. The interface knows no key of
ours, but every message of the page comes back by the webhook with the mark we put on it, and stands in the
conversation: a reply whose answer was lost is settled by whichever shows it first, and looked for before it is written again.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

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
from bpo.channels.adapters.graph import NOT_THERE, Graph, Told, as_asked
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_facebook import instant_of
from bpo.channels.rules.read_mastodon import bare
from bpo.channels.rules.read_messenger import MESSENGER_MESSAGE, as_brought, key_of
from bpo.core.clock import utcnow

CONVERSATIONS = 50  # a page of them
MESSAGES = 20  # the same; of a conversation Meta may tell no more than these
MOST_PAGES = 40
MOST_CONVERSATIONS = 20  # whose messages are read in one piece of work
OVERLAP = timedelta(minutes=10)
SKEW = timedelta(minutes=5)
SETTLED = timedelta(minutes=1)  # Meta tells whole seconds: until then more may be said within the same
FIELDS = "id,created_time,from,to,message,sticker,attachments{mime_type}"


class MessengerAdapter:
    """One page."""

    form = MESSENGER_MESSAGE

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.graph = Graph(connected, wire)

    def check(self) -> Checked:
        """Whose token it is, and whether conversations can be read."""
        checked = self.graph.check()
        with as_asked():
            next(self._conversations(limit=1, most=1))
        return checked

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message to the person, with our key as its mark."""
        content = {
            "recipient": {"id": _person(out)},
            "messaging_type": "RESPONSE",
            "message": {"text": out.text, "metadata": out.key},
        }
        written = self.graph.write("POST", "me/messages", content, before_write)
        if not isinstance(written.get("message_id"), str):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=written["message_id"])

    def find_sent(self, out: Outbound) -> Sent | None:
        """The page's own message with this text to this person, since the first attempt."""
        with as_asked():
            [*found] = next(self._conversations(limit=5, most=1, user_id=_person(out)))
            if not found:  # they wrote to us, so what does not show that proves nothing
                raise NotSent(NO_ANSWER, detail="no conversation")
            for conversation in found:
                for one in self._messages(str(conversation["id"]), until=out.started_at - SKEW):
                    if (
                        str(one["from"]["id"]) == self.connected.own_id
                        and str(one["id"]) not in out.taken
                        and bare(str(one.get("message") or "")) == bare(out.text)
                    ):
                        return Sent(remote_id=str(one["id"]), posted_at=_at(one))
        return None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Of each conversation that changed since it was read, what came since."""
        place: dict[str, Any] = json.loads(cursor) if cursor else {}
        known: dict[str, str] = place.get("known", {})
        seen = datetime.fromisoformat(place["seen"]) if "seen" in place else None
        until = since if seen is None else seen - OVERLAP
        now = utcnow()
        events: dict[str, str] = {}
        with as_asked():
            standing, newest = self._standing(until, seen or since)
            due = [one for one, changed in standing.items() if known.get(one) != changed]
            for conversation in due[:MOST_CONVERSATIONS]:
                events |= self._new_messages(conversation, until)
                known[conversation] = standing[conversation]
            standing = {one: at for one, at in standing.items() if datetime.fromisoformat(at) < now - SETTLED}
        more = len(due) > MOST_CONVERSATIONS
        if more:
            place["known"] = known
        else:
            # What a fast clock wrote does not hide what is written until then.
            place = {"seen": min(newest, now).isoformat(), "known": standing}
        return Polled(tuple(events.items()), json.dumps(place), more=more)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first: every conversation, whatever was known of it."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """Messenger takes nothing back."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Nothing here is public."""
        return ()

    def _standing(self, until: datetime, newest: datetime) -> tuple[dict[str, str], datetime]:
        """When each conversation since an instant changed last, and when the last of all did."""
        found: dict[str, str] = {}
        for some in self._conversations(limit=CONVERSATIONS, most=MOST_PAGES):
            times = [instant_of(one["updated_time"]) for one in some]
            found |= {
                str(one["id"]): at.isoformat() for one, at in zip(some, times, strict=True) if at >= until
            }
            newest = max([newest, *times])
            if times and times[-1] < until:
                break
        return found, newest

    def _new_messages(self, conversation: str, until: datetime) -> dict[str, str]:
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

    def _conversations(self, *, limit: int, most: int, **asked: object) -> Iterator[list[Told]]:
        fields = "id,updated_time"
        return self.graph.pages(
            "me/conversations", most=most, platform="messenger", fields=fields, limit=limit, **asked
        )

    def _messages(self, conversation: str, *, until: datetime) -> Iterator[Told]:
        """A conversation from its newest message down, to an instant, or to where Meta tells no more."""
        for some in self.graph.pages(
            f"{conversation}/messages", most=MOST_PAGES, fields=FIELDS, limit=MESSAGES
        ):
            for one in some:
                if "created_time" not in one or _at(one) < until:
                    return
                yield one


def _person(out: Outbound) -> str:
    """Whom it goes to."""
    if not out.recipient or not re.fullmatch(r"[0-9]{1,40}", out.recipient):
        raise Rejected(NOT_THERE, detail="nobody to write to")
    return out.recipient


def _at(message: Told) -> datetime:
    return instant_of(message["created_time"])
