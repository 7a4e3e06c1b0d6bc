"""Deliveries: replies on their way to a network, each one remote write, and the evidence of every attempt.

What is sent is frozen when the delivery is queued. `queued` means that nothing of it can stand on the
network; `sending` that something may. The attempt is written before the network is spoken to, so that a
crash leaves evidence of "maybe".
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models.account import account_key
from bpo.channels.rules.links import PersonalLink, text_to_keep
from bpo.core.models import Base, InternalRow


class Delivery(InternalRow, Base):
    """One reply, or one part of it, to be written on one network once."""

    __tablename__ = "delivery"
    __table_args__ = (
        account_key(),
        UniqueConstraint("tenant_id", "source_id", "part_no", "attempt_group"),
        UniqueConstraint("tenant_id", "thread_key", "place"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')", name="state"
        ),
        CheckConstraint("visibility IN ('public', 'private')", name="visibility"),
        Index(
            "ix_delivery_waiting",
            "tenant_id",
            "next_attempt_at",
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
        Index(
            "ix_delivery_unsettled",
            "tenant_id",
            "thread_key",
            "place",
            postgresql_where=text("state IN ('queued', 'sending', 'unknown')"),
        ),
        Index("ix_delivery_frozen_at", "tenant_id", "frozen_at", "id"),
        Index("ix_delivery_remote_id", "tenant_id", "account_id", "remote_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    thread_key: Mapped[UUID]  # the conversation: within it deliveries go out in the order of `place`
    place: Mapped[int]
    source_id: Mapped[UUID]  # the draft
    part_no: Mapped[int]
    parts: Mapped[int]  # of how many; a part waits for the one before it to stand there
    attempt_group: Mapped[int]  # a person's "send it again" is the next group
    state: Mapped[str]
    body: Mapped[str]
    subject: Mapped[str | None]
    in_reply_to: Mapped[str | None]  # the network's id of what it answers
    visibility: Mapped[str]
    recipient: Mapped[str | None]  # the network's id, or the address, of whom it is for
    idempotency_key: Mapped[str]
    frozen_at: Mapped[datetime]
    reply_until: Mapped[datetime | None]  # the end of the network's reply window
    fence: Mapped[int]  # grows with every claim; a worker with an older one has lost it
    lease_until: Mapped[datetime | None]
    attempt_no: Mapped[int]
    failures: Mapped[int]  # attempts that certainly did not arrive, for the pause before the next
    look_ups: Mapped[int]  # look-ups since the last attempt that found nothing
    next_attempt_at: Mapped[datetime]
    started_at: Mapped[datetime | None]  # when the first attempt began
    remote_id: Mapped[str | None]
    remote_url: Mapped[str | None]
    sent_at: Mapped[datetime | None]  # when we knew
    posted_at: Mapped[datetime | None]  # the network's own time of it
    failure: Mapped[str | None]  # the latest, a sentence to be translated
    author_id: Mapped[UUID | None]
    agent: Mapped[str | None]  # the author's e-mail: the reply is credited to it
    automatic: Mapped[bool]  # no person wrote it: it answers nothing, and no reply waits for it
    link: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True)
    )  # a `rules.links.PersonalLink`
    pictures: Mapped[list[Any]] = mapped_column(default=list)  # `rules.reply_pictures.Seal`s, in their order
    # `rules.reply_pictures.Upload`s by picture: what the network has of them by now.
    uploads: Mapped[dict[str, Any]] = mapped_column(default=dict)
    upload_failures: Mapped[int] = mapped_column(default=0)  # for the pause before the next try

    @property
    def personal_link(self) -> PersonalLink | None:
        """What is put in the place of `{link}` as it goes out."""
        return PersonalLink.of_json(self.link)

    @property
    def kept_text(self) -> str:
        """The body as it may be shown and kept: without the link that it was sent with."""
        return text_to_keep(self.body, self.personal_link)


class DeliveryAttempt(InternalRow, Base):
    """One time that a delivery was given to the network; written before, completed after."""

    __tablename__ = "delivery_attempt"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "delivery_id"], ["delivery.tenant_id", "delivery.id"]),
        UniqueConstraint("tenant_id", "delivery_id", "attempt_no"),
        CheckConstraint(
            "outcome IN ('sent', 'not_sent', 'ambiguous', 'rejected', 'auth_expired', 'withheld')",
            name="outcome",
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    delivery_id: Mapped[UUID]
    attempt_no: Mapped[int]
    fence: Mapped[int]
    request_hash: Mapped[
        str
    ]  # of everything that was to be written: the text as approved is the text as sent
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str | None]  # empty: the worker ended before it knew
    detail: Mapped[str | None]  # what kind of answer it was; no text of anybody's
