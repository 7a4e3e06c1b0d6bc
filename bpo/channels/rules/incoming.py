"""A message as it comes from outside, whatever brought it: a webhook, a file, later an adapter.

Every reader produces this and intake takes nothing else, so that a message means the same however it
arrived. `thread_keys` are the names of everything this message is known to hang together with (its own
id, what it answers, what answers it, its conversation's id); messages that share a key share a thread.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bpo.core.vocabulary import Direction, Visibility


@dataclass(frozen=True, slots=True)
class Engagement:
    """How often a post was seen, shared, liked and answered, as known at `seen_at`; None is not given, never 0."""

    seen_at: datetime
    views: int | None = None
    shares: int | None = None
    likes: int | None = None
    replies: int | None = None

    @property
    def is_given(self) -> bool:
        """Whether anything is known at all."""
        return any(count is not None for count in (self.views, self.shares, self.likes, self.replies))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that came with a message: by what its network gives it out, and what its author says it shows."""

    reference: str
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """One message. `posted_at` is the network's own instant (UTC)."""

    account: str  # network:handle, as in the brand file
    external_id: str
    direction: Direction
    author_id: str
    text: str
    posted_at: datetime
    author_name: str | None = None
    followers: int | None = None
    conversation: str | None = None
    in_reply_to: str | None = None
    thread_keys: tuple[str, ...] = ()  # e.g. ("m:17", "m:16", "c:a-conversation-id")
    addressee: str | None = None  # of a brand message: the author id of the customer it is for, where known
    visibility: Visibility = Visibility.PUBLIC
    agent: str | None = None
    automatic: bool = False
    part_no: int | None = None  # of a reply of ours that was sent in parts
    language: str | None = None
    engagement: Engagement | None = None  # of a public message of the brand
    # Of a brand message: what its delivery put on it, where the network tells; of a customer's: the same of the brand's last.
    mark: str | None = None
    audit_id: UUID | None = None  # the listing that found it, where ordinary reading had missed it
    pictures: tuple[
        Picture, ...
    ] = ()  # whose bytes are fetched later; other attachments are a note in the text


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be taken: the line where it starts, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A later record of this brand with an id that the same file has already given."""

    line: int


@dataclass(frozen=True, slots=True)
class Other:
    """A record of another brand, or of none: counted, not kept."""

    line: int
