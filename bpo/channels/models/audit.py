"""Listing accounts anew, to find what was missed."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from bpo.channels.models.account import account_key
from bpo.core.models import Base, InternalRow


def audit_key() -> ForeignKeyConstraint:
    """The composite foreign key of what a listing found."""
    return ForeignKeyConstraint(["tenant_id", "audit_id"], ["channel_audit.tenant_id", "channel_audit.id"])


class ChannelAudit(InternalRow, Base):
    """One listing of an account: everything that the network has between two instants.

    What it brought that was not known bears its id, as a raw event and as a message.
    """

    __tablename__ = "channel_audit"
    __table_args__ = (
        account_key(),
        Index("ix_channel_audit_began_at", "tenant_id", "account_id", "began_at"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    began_at: Mapped[datetime]
    since: Mapped[datetime]
    until: Mapped[datetime]  # what is younger is left to ordinary reading
    ended_at: Mapped[datetime | None]  # empty: it still goes on, or its worker ended
    listed: Mapped[int]
    found: Mapped[int]  # events that were not known
    failure: Mapped[str | None]  # a sentence to be translated
