"""Private messages of people to a number on WhatsApp, by Meta's Cloud API.

Nothing can be asked for there: what people write is brought by the webhook alone, and what was written is shown to nobody. A
status tells by the webhook what became of a reply, with the key we gave it: that settles a lost answer, and nothing else does,
so what no status tells of waits for a person.
"""

from datetime import datetime, timedelta

from bpo.channels.adapters.base import (
    NO_ANSWER,
    NO_SUCH_ACT,
    STRANGE_ANSWER,
    TOO_MANY,
    UNREACHABLE,
    Act,
    Ambiguous,
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
from bpo.channels.adapters.graph import NOT_READABLE, Graph
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_whatsapp import NUMBER, USER_ID, WHATSAPP_EVENT
from bpo.channels.rules.whatsapp_codes import (
    IN_DOUBT,
    NOT_REACHED,
    PAIR_RATE,
    SLOWED,
    SPAM_RATE,
    THROUGHPUT,
    why_refused,
)
from bpo.core.i18n import N_

ANOTHER_NUMBER = N_(
    "This is the ID of another number: the account must bear that number, or its ID, as its name."
)
NO_NUMBER = N_(
    "Meta shows no number with this ID to the token: give the token's system user the right to the WhatsApp account."
)
PAIR_PAUSE = timedelta(seconds=12)  # one in six seconds is taken
SPAM_PAUSE = timedelta(minutes=30)


class WhatsAppAdapter:
    """One number."""

    form = WHATSAPP_EVENT

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.graph = Graph(connected, wire, problem_of)
        self.number = str(connected.settings["phone_number_id"])

    def check(self) -> Checked:
        """Which number it is, and whether the token sees it."""
        try:
            told = self.graph.get(self.number, fields="id,display_phone_number,verified_name")
        except ChannelProblem as problem:
            if isinstance(problem, Rejected) or problem.message == NOT_READABLE:
                raise NotSent(NO_NUMBER, detail=problem.detail) from problem
            raise
        if str(told.get("id")) != self.number:
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        shown = str(told.get("display_phone_number") or "")
        if _digits(self.connected.handle) not in {self.number, _digits(shown)}:
            raise NotSent(ANOTHER_NUMBER, detail="another number")
        return Checked(own_id=self.number, facts={"name": str(told.get("verified_name") or shown)})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write once, with our key, which statuses give back."""
        content = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **_person(out.recipient or ""),
            "type": "text",
            "text": {"body": out.text, "preview_url": False},
            "biz_opaque_callback_data": out.key,
        }
        written = self.graph.write("POST", f"{self.number}/messages", content, before_write)
        known_as = written["messages"][0]["id"]
        if not isinstance(known_as, str):
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return Sent(remote_id=known_as)

    def find_sent(self, out: Outbound) -> Sent | None:  # noqa: ARG002 -- as the protocol's
        """WhatsApp shows nobody what was written."""
        raise NotSent(NO_ANSWER, detail="cannot be asked")

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """Nothing can be asked for; the webhook brings it."""
        return Polled((), cursor)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """The same."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """WhatsApp takes nothing back for us."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Nothing here is public."""
        return ()


def problem_of(code: int, detail: str, wait: timedelta | None) -> ChannelProblem | None:
    """What a number for an error of WhatsApp's own means; None where it is one of Graph's."""
    if code in IN_DOUBT:
        return Ambiguous(STRANGE_ANSWER, detail=detail)
    if code == PAIR_RATE:
        return NotSent(TOO_MANY, detail=detail, retry_after=wait or PAIR_PAUSE)
    if code in THROUGHPUT:
        return NotSent(TOO_MANY, detail=detail, retry_after=wait, whole_account=True)
    if code == SPAM_RATE:
        return NotSent(SLOWED, detail=detail, retry_after=wait or SPAM_PAUSE, whole_account=True)
    why = why_refused(code)
    return Rejected(why, detail=detail) if why else None


def _person(recipient: str) -> dict[str, str]:
    """Whom it goes to: numbers and ids have a field each."""
    if USER_ID.fullmatch(recipient):
        return {"recipient": recipient}
    if not NUMBER.fullmatch(recipient):
        raise Rejected(NOT_REACHED, detail="nobody to write to")
    return {"to": recipient}


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
