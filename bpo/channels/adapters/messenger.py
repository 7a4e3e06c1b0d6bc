"""Private messages of people to a page, by Messenger's Send API and Conversations API (`meta_messages`).

Every message of the page comes back by the webhook with the mark we put on it, our key.
"""

import json
from dataclasses import replace
from datetime import datetime

from bpo.channels.adapters.base import (
    NO_SUCH_ACT,
    Act,
    BeforeWrite,
    Checked,
    Connected,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.graph import Graph
from bpo.channels.adapters.graph_health import health_of
from bpo.channels.adapters.meta_messages import Conversations, person_of
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_messenger import MESSENGER_MESSAGE, as_brought

FIELDS = "id,created_time,from,to,message,sticker,attachments{mime_type}"


class MessengerAdapter:
    """One page."""

    form = MESSENGER_MESSAGE

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.graph = Graph(connected, wire)
        self.conversations = Conversations(self.graph, "messenger", FIELDS, as_brought)

    def check(self) -> Checked:
        """Whose token it is, and whether conversations can be read."""
        checked = self.graph.check()
        self.conversations.check()
        return replace(checked, health=health_of(self.graph))

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message to the person, with our key as its mark."""
        content = {"recipient": {"id": person_of(out)}, "message": {"text": out.text, "metadata": out.key}}
        answer = {**content, "messaging_type": "RESPONSE"}
        return self.conversations.send(answer, tagged=content, out=out, before_write=before_write)

    def find_sent(self, out: Outbound) -> Sent | None:
        """The page's own message with this text to this person, since the first attempt."""
        return self.conversations.find_sent(out)

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Of each conversation that changed of late, what came since."""
        found = self.conversations.poll(json.loads(cursor) if cursor else None, since=since)
        return Polled(tuple(found.events.items()), json.dumps(found.place), found.more)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first: every conversation since, whatever was read before."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """Messenger takes nothing back."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Nothing here is public."""
        return ()
