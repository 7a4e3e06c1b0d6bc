"""How an account is connected to its network, whether it may send now, and how far it has been read.

`channel_connection` and `poll_cursor` bear the id of their account: one of each at most.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from bpo.channels.models.account import account_key
from bpo.core.models import Base, InternalRow
from bpo.core.sealed import sealed


def account_id_key() -> ForeignKeyConstraint:
    """The composite foreign key of a row that bears the id of its account."""
    return ForeignKeyConstraint(["tenant_id", "id"], ["channel_account.tenant_id", "channel_account.id"])


class ChannelConnection(InternalRow, Base):
    """Where and as whom an account speaks to its network, and whether that works.

    `secret` and `session` are sealed for this row alone and open in no other. A connection that is `ill` sends nothing
    and keeps its queue. The window counts what was sent lately, against the network's own limit.
    """

    __tablename__ = "channel_connection"
    __table_args__ = (account_id_key(), CheckConstraint("state IN ('untested', 'fine', 'ill')", name="state"))
    account_column: ClassVar[str | None] = "id"

    settings: Mapped[dict[str, Any]]  # servers, ports, addresses: nothing secret
    secret: Mapped[bytes | None] = sealed("{tenant_id}|channel_connection|{id}|credentials")
    # What signing in gave, where the network rations that.
    session: Mapped[bytes | None] = sealed("{tenant_id}|channel_connection|{id}|session")
    state: Mapped[str]
    state_since: Mapped[datetime]
    why: Mapped[str | None]  # why it is ill, a sentence to be translated
    connected_at: Mapped[datetime]
    connected_by: Mapped[UUID | None]
    check_asked_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    own_id: Mapped[str | None]  # who we are there: the network's id of this account as an author
    facts: Mapped[dict[str, Any]]  # what the network told of itself: its domain, its own limit of length
    window_started_at: Mapped[datetime | None]
    window_count: Mapped[int]
    sends_from: Mapped[datetime | None]  # not before: the network asked us to wait


class SendingPause(InternalRow, Base):
    """The switch that stops sending: of one account, or without an account of the whole brand."""

    __tablename__ = "sending_pause"
    __table_args__ = (
        account_key(),
        UniqueConstraint("tenant_id", "account_id", postgresql_nulls_not_distinct=True),
    )

    account_id: Mapped[UUID | None]
    reason: Mapped[str]
    paused_at: Mapped[datetime]
    paused_by: Mapped[UUID | None]


class PollCursor(InternalRow, Base):
    """How far an account has been read; moved in the transaction that stores what was read."""

    __tablename__ = "poll_cursor"
    __table_args__ = (account_id_key(),)
    account_column: ClassVar[str | None] = "id"

    cursor: Mapped[str | None]
    polled_at: Mapped[datetime | None]
    next_poll_at: Mapped[datetime]
    next_audit_at: Mapped[datetime]
    failures: Mapped[int]
    failing_since: Mapped[datetime | None]
    failure: Mapped[str | None]  # a sentence to be translated
