"""Whose conversation each message of a thread belongs to, and the order of messages.

A conversation is one customer in one thread. The answer depends on the set of messages alone, never on
the order in which they came, so that importing in any order gives the same conversations. Which
messages make a thread is decided before this; what happens inside a conversation is in `fold`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bpo.core.vocabulary import Direction

MessageOrder = tuple[datetime, int, int, str, str]


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """What placing needs to know; `addressee` is the author id a brand message is known to be for."""

    external_id: str
    direction: Direction
    author_id: str
    posted_at: datetime
    in_reply_to: str | None = None
    addressee: str | None = None


def message_order(posted_at: datetime, external_id: str) -> MessageOrder:
    """The sort key of messages everywhere: time, then id; ids of digits as numbers and before others."""
    if external_id.isascii() and external_id.isdigit():
        # By length and then text: int() refuses long strings of digits, and ids come from outside.
        digits = external_id.lstrip("0")
        return posted_at, 0, len(digits), digits, external_id
    return posted_at, 1, 0, external_id, ""


def place(messages: Iterable[ThreadMessage]) -> dict[str, str | None]:
    """The customer of each message of one thread on one account, by external id; None: there is none."""
    messages = list(messages)
    authors = {message.author_id for message in messages if message.direction is Direction.IN}
    if len(authors) < 2:
        # One customer alone is whom every reply is for, and where there is none there is none.
        return dict.fromkeys((message.external_id for message in messages), next(iter(authors), None))
    ordered = sorted(messages, key=lambda message: message_order(message.posted_at, message.external_id))
    incoming = [message for message in ordered if message.direction is Direction.IN]
    customers = {message.author_id for message in incoming}
    answered = _answered_customers(ordered)
    orders = [message_order(message.posted_at, message.external_id) for message in incoming]

    def customer_of(message: ThreadMessage) -> str | None:
        if message.direction is Direction.IN:
            return message.author_id
        if message.addressee in customers:
            return message.addressee
        linked = answered[message.external_id]
        if linked is not None:
            return linked
        return _nearest(incoming, orders, message_order(message.posted_at, message.external_id))

    return {message.external_id: customer_of(message) for message in ordered}


def _nearest(
    incoming: Sequence[ThreadMessage], orders: Sequence[MessageOrder], order: MessageOrder
) -> str | None:
    """The author of the latest customer message before, else of the first after."""
    if not incoming:
        return None
    return incoming[max(bisect_left(orders, order) - 1, 0)].author_id


def _answered_customers(ordered: Iterable[ThreadMessage]) -> Mapping[str, str | None]:
    """For each message the author of the first customer message up its chain of replies."""
    by_id = {message.external_id: message for message in ordered}
    found: dict[str, str | None] = {}
    for message in by_id.values():
        path: dict[str, None] = {}
        at: ThreadMessage | None = message
        while at is not None and at.external_id not in found and at.external_id not in path:
            if at.direction is Direction.IN:
                found[at.external_id] = at.author_id
                break
            path[at.external_id] = None
            at = by_id.get(at.in_reply_to) if at.in_reply_to is not None else None
        # A chain that leaves the thread, or bites its own tail, leads to nobody.
        customer = None if at is None else found.get(at.external_id)
        found.update(dict.fromkeys(path, customer))
    return found
