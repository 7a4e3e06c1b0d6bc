"""The states of a delivery, and what may follow from which.

`queued`: certainly nothing of it stands on the network. `sending`: something may; before anything is written
again, it is looked up (or the network recognises our key). `unknown`: nothing can settle it but a person.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bpo.channels.rules.capabilities import Budget, Capabilities, Idempotency
from bpo.core.errors import Conflict
from bpo.core.i18n import N_

LEASE = timedelta(seconds=60)
MOST_FAILURES = 8
LONGEST_PAUSE = timedelta(minutes=10)
# Reads lag behind writes: when to look for a reply whose answer was lost, counted from each look before.
LOOK_AGAIN = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2))
NEGATIVES_BEFORE_REPEAT = {Idempotency.KEY: 1, Idempotency.LOOK_UP: 2, Idempotency.UPSERT: 0}
NEGATIVES_BEFORE_A_PERSON = 3  # where what is not seen may stand all the same
CLOCKS_DIFFER = timedelta(minutes=5)  # the network's and ours, at most, for its times to be believed
LOOK_FOR = timedelta(hours=6)  # while looking up fails; after that a person decides


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What an attempt came to."""

    SENT = "sent"
    NOT_SENT = "not_sent"  # certainly not, and may be tried again
    AMBIGUOUS = "ambiguous"
    REJECTED = "rejected"  # certainly not, and trying again is no use
    AUTH_EXPIRED = "auth_expired"
    WITHHELD = "withheld"  # the lease or the switch said no just before the network was spoken to


# Told an id by its network and in one of these, it was taken there and did not arrive (its author may have begun again).
OVER = frozenset({DeliveryState.FAILED, DeliveryState.CANCELLED})
UNSETTLED = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNKNOWN})


class Step(StrEnum):
    """What is to be done with a delivery that was just claimed."""

    SEND = "send"
    UPLOAD = "upload"  # the bytes of its pictures, of which nothing is to be seen yet
    LOOK_UP = "look_up"
    ASK = "ask"  # a person
    EXPIRE = "expire"  # the network's reply window is over


def next_step(
    state: str,
    *,
    idempotency: Idempotency,
    reply_until: datetime | None,
    now: datetime,
    waits_for_upload: bool = False,
) -> Step:
    """What a claimed delivery needs. One whose attempt may have arrived is never simply sent again."""
    if state == DeliveryState.SENDING:
        if idempotency is Idempotency.NONE:
            return Step.ASK
        if idempotency is not Idempotency.UPSERT:
            return Step.LOOK_UP
    if reply_until is not None and now >= reply_until:
        return Step.EXPIRE
    return Step.UPLOAD if waits_for_upload and state == DeliveryState.QUEUED else Step.SEND


def negatives_needed(capabilities: Capabilities, *, started_at: datetime, now: datetime) -> int:
    """How many look-ups must find nothing before it may be sent again, or a person is asked."""
    if capabilities.idempotency is Idempotency.SIGHT:
        return NEGATIVES_BEFORE_A_PERSON
    key_holds = capabilities.key_lifetime is None or now - started_at < capabilities.key_lifetime
    if capabilities.idempotency is Idempotency.KEY and not key_holds:
        return NEGATIVES_BEFORE_REPEAT[Idempotency.LOOK_UP]
    return NEGATIVES_BEFORE_REPEAT[capabilities.idempotency]


def pause_after(failures: int, *, retry_after: timedelta | None = None) -> timedelta:
    """How long to wait after the n-th attempt that failed: 5, 10, 20 … seconds; never less than was asked."""
    growing = min(timedelta(seconds=5 * 2 ** (max(failures, 1) - 1)), LONGEST_PAUSE)
    return max(growing, retry_after or timedelta())


def look_again_after(look_ups: int) -> timedelta:
    """How long to wait before the next look."""
    return LOOK_AGAIN[min(look_ups, len(LOOK_AGAIN) - 1)]


@dataclass(frozen=True)
class Window:
    """What an account has sent lately."""

    started_at: datetime | None
    count: int


def spend(window: Window, budget: Budget, *, now: datetime) -> tuple[Window, datetime | None]:
    """The window with one more send in it; or unchanged, with when there is room again."""
    if window.started_at is None or now >= window.started_at + budget.within:
        return Window(now, 1), None
    if window.count >= budget.sends:
        return window, window.started_at + budget.within
    return Window(window.started_at, window.count + 1), None


def reply_until(capabilities: Capabilities, *, last_inbound_at: datetime | None) -> datetime | None:
    """Until when the network takes a reply; None where it sets no end."""
    if capabilities.reply_window is None or last_inbound_at is None:
        return None
    return last_inbound_at + capabilities.reply_window


def check_can_settle(state: str) -> None:
    """Raise unless a person is to say what became of this delivery."""
    if state != DeliveryState.UNKNOWN:
        raise Conflict(N_("What became of this reply is known by now."))


def check_can_cancel(state: str) -> None:
    """Raise unless nothing of this delivery can stand on the network yet."""
    if state != DeliveryState.QUEUED:
        raise Conflict(N_("This reply is no longer waiting, so it cannot be taken back."))


def stands_since(told: datetime | None, *, began: datetime, now: datetime) -> datetime:
    """When a sent reply was posted: the network's time of it, where that can be true.

    Many networks tell whole seconds: what seems to stand there from just before it was written would come before
    the message that it answers.
    """
    if told is None or not began - CLOCKS_DIFFER <= told <= now + CLOCKS_DIFFER:
        return now
    return began if timedelta() < began - told < timedelta(seconds=2) else told
