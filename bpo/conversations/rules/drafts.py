"""The states of a draft, the moves between them, and when a text may leave.

A draft leaves as one move to *sending*, which nobody makes without a submission; from there on it follows
its delivery. What is *held* waits for another person; what was *returned* is the author's again. An unknown
fate is settled by a person, and nothing that has gone is ever written again.

Whether another person must approve is in `approval`; what a text says is for `bpo.language`.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_

LONGEST_TEXT = 20_000
KEY = re.compile(r"[A-Za-z0-9-]{8,64}\Z")  # of a draft, made where it is typed
PROMISE_AT_MOST = timedelta(days=30)


class DraftKind(StrEnum):
    REPLY = "reply"
    ACKNOWLEDGEMENT = "acknowledgement"  # answered at once, solved later
    PRIVATE_REPLY = "private_reply"  # to a public message, seen by the customer alone


class DraftState(StrEnum):
    OPEN = "open"
    HELD = "held"
    RETURNED = "returned"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DISCARDED = "discarded"


S = DraftState
MOVES: dict[DraftState, frozenset[DraftState]] = {
    S.OPEN: frozenset({S.HELD, S.SENDING, S.DISCARDED}),
    S.HELD: frozenset({S.OPEN, S.RETURNED, S.SENDING, S.DISCARDED}),
    S.RETURNED: frozenset({S.HELD, S.SENDING, S.DISCARDED}),
    S.SENDING: frozenset({S.SENT, S.FAILED, S.UNKNOWN}),
    S.SENT: frozenset({S.FAILED}),  # the network told later that it did not arrive
    S.FAILED: frozenset({S.SENDING, S.SENT, S.UNKNOWN, S.DISCARDED}),
    S.UNKNOWN: frozenset({S.SENDING, S.SENT, S.FAILED}),
    # A failed reply that its author began again may be tried again by whoever keeps deliveries: then it stands.
    S.DISCARDED: frozenset({S.OPEN, S.SENT, S.UNKNOWN}),
}
WRITABLE = frozenset({S.OPEN, S.RETURNED})  # the author may go on typing
ON_ITS_WAY = frozenset({S.HELD, S.SENDING, S.UNKNOWN})  # nobody else should answer beside it
UNFINISHED = frozenset({*WRITABLE, *ON_ITS_WAY, S.FAILED})

REFUSALS: dict[DraftState, str] = {
    S.HELD: N_("This reply waits for approval: take it back to change it."),
    S.SENDING: N_("This reply is on its way and can no longer be changed."),
    S.SENT: N_("This reply has been sent."),
    S.FAILED: N_("This reply could not be delivered: open it again to change it."),
    S.UNKNOWN: N_("Nobody knows yet whether this reply arrived; it must be settled first."),
    S.DISCARDED: N_("This draft was thrown away: bring it back to go on with it."),
    S.OPEN: N_("This draft has not been sent."),
    S.RETURNED: N_("This draft was returned to its author."),
}


def check_key(key: str) -> str:
    """The key under which a draft was begun, made where it is typed."""
    if KEY.match(key) is None:
        fault = Fault("client_key", N_("8 to 64 letters, digits and hyphens."))
        raise Invalid(N_("This is no key of a draft. Open the page again."), faults=(fault,))
    return key


def check_move(now: str, wanted: DraftState) -> DraftState:
    """The state asked for, or Conflict with the sentence that says where the draft is."""
    state = DraftState(now)
    if wanted not in MOVES[state]:
        raise Conflict(REFUSALS[state])
    return wanted


def check_writable(now: str) -> None:
    """Conflict unless the author may go on typing."""
    if DraftState(now) not in WRITABLE:
        raise Conflict(REFUSALS[DraftState(now)])


def check_submitted(text: str) -> str:
    """The text as it would be sent: something, and no more than anything could take."""
    sent = text.strip()
    if not sent:
        raise Invalid(
            N_("There is nothing to send yet."), faults=(Fault("text", N_("Write something first.")),)
        )
    return check_length(sent)


def check_length(text: str) -> str:
    """The text, where it is no longer than anything could take or than is checked."""
    if len(text) > LONGEST_TEXT:
        raise Invalid(N_("This is too long."), faults=(Fault("text", N_("This is too long.")),))
    return text


def check_promise(due_at: datetime | None, *, now: datetime) -> datetime | None:
    """The instant of a promised update: ahead of now, and not so far that nobody would remember."""
    if due_at is None:
        return None
    if due_at <= now:
        fault = Fault("promise_at", N_("A promised update lies in the future."))
        raise Invalid(N_("The time of the promised update has passed."), faults=(fault,))
    if due_at > now + PROMISE_AT_MOST:
        fault = Fault("promise_at", N_("Promise an update within thirty days."))
        raise Invalid(N_("The promised update is too far away."), faults=(fault,))
    return due_at


def is_revision_due(
    last_saved_at: datetime | None, now: datetime, *, every: timedelta = timedelta(minutes=1)
) -> bool:
    """Whether typing has gone on long enough that the text before it deserves to be kept by itself."""
    return last_saved_at is None or now - last_saved_at >= every


def is_same_text(before: str, after: str) -> bool:
    """Whether nothing but blanks at the ends differs."""
    return before.strip() == after.strip()


def initials_of(name: str) -> str:
    """The letters with which an agent signs: those of the first two words of their name."""
    return "".join(word[0] for word in name.replace("-", " ").split()[:2] if word[0].isalpha()).upper()
