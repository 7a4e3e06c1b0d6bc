"""Private messages of people to a page, by Messenger's Send API; they are brought by Meta's webhook.

The interface knows no key and is not asked for what was written. But every message of the page comes back by the webhook,
with the mark we put on it: a reply whose answer was lost is a person's to settle only until its echo comes.
"""

import re
from datetime import datetime

from bpo.channels.adapters.base import (
    NO_SUCH_ACT,
    STRANGE_ANSWER,
    Act,
    Ambiguous,
    BeforeWrite,
    Checked,
    Connected,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.graph import NOT_THERE, Graph
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_messenger import MESSENGER_MESSAGE


class MessengerAdapter:
    """One page."""

    form = MESSENGER_MESSAGE

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.graph = Graph(connected, wire)

    def check(self) -> Checked:
        """Whose token it is."""
        return self.graph.check()

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message to the person, with our key as its mark."""
        if not re.fullmatch(r"[0-9]{1,40}", out.recipient or ""):
            raise Rejected(NOT_THERE, detail="nobody to write to")
        content = {
            "recipient": {"id": out.recipient},
            "messaging_type": "RESPONSE",
            "message": {"text": out.text, "metadata": out.key},
        }
        written = self.graph.write("POST", "me/messages", content, before_write)
        if not isinstance(written.get("message_id"), str):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=written["message_id"])

    def find_sent(self, out: Outbound) -> Sent | None:  # noqa: ARG002 -- as the protocol's
        """It is told by its echo."""
        return None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """Messages are brought."""
        return Polled((), cursor)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """The same."""
        return Polled((), cursor)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """Messenger takes nothing back."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Nothing here is public."""
        return ()
