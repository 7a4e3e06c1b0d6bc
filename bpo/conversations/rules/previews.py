"""Whose links are looked behind, and when.

A link in a private message may be the customer's alone, so there nothing is fetched unless the brand says so. What was
imported of the past is let be: its pages have changed since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bpo.channels.rules.incoming import IncomingMessage
from bpo.core.vocabulary import Direction, Visibility

FRESH = timedelta(hours=24)  # since it was posted
SEEN_FOR = timedelta(hours=24)  # so long the same address of a brand is not asked for again
WAITS_FOR = timedelta(hours=24)  # so long a link is tried to be looked behind
SPAN = timedelta(minutes=1)
MOST_OF_HOST = 6  # times that one host is asked in that span for one brand
MOST_OF_BRAND = 20  # the same of all hosts, so that nobody keeps us at it by one message after another


@dataclass(frozen=True, slots=True)
class Allowed:
    """Where a brand lets us look behind links."""

    in_public: bool = True
    in_private: bool = False

    def covers(self, visibility: str) -> bool:
        """Whether links of such a message are looked behind."""
        return self.in_private if visibility == Visibility.PRIVATE.value else self.in_public


def may_ask(host: str, lately: Sequence[str]) -> bool:
    """Whether a host may be asked now, by which hosts were asked of late for the brand."""
    return len(lately) < MOST_OF_BRAND and lately.count(host) < MOST_OF_HOST


def may_hold_links(message: IncomingMessage, *, now: datetime) -> bool:
    """Whether it is news and a customer's message, or a post of the brand under which customers write."""
    if message.posted_at < now - FRESH:
        return False
    if message.direction is Direction.IN:
        return True
    is_post = (
        message.in_reply_to is None and message.addressee is None and message.visibility is Visibility.PUBLIC
    )
    return is_post and not message.automatic
