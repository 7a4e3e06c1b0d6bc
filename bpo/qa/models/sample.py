"""What was chosen to be reviewed: a reply or a dismissal, why, and with which probability."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from bpo.channels.models import account_key
from bpo.core.models import Base, InternalRow


class Sample(InternalRow, Base):
    """One item of the review queue. `involved` had a part in it and never review it.

    It points at the message or at the act, not at the conversation, which may become part of another.
    """

    __tablename__ = "sample"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "draw_id"], ["sample_draw.tenant_id", "sample_draw.id"]),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        ForeignKeyConstraint(["tenant_id", "act_id"], ["conversation_act.tenant_id", "conversation_act.id"]),
        UniqueConstraint("tenant_id", "message_id", "purpose"),
        UniqueConstraint("tenant_id", "act_id", "purpose"),
        CheckConstraint("kind IN ('reply', 'dismissal')", name="kind"),
        CheckConstraint("purpose IN ('programme', 'targeted')", name="purpose"),
        CheckConstraint("state IN ('waiting', 'claimed', 'reviewed')", name="state"),
        CheckConstraint("(message_id IS NOT NULL) = (kind = 'reply')", name="message"),
        CheckConstraint("(act_id IS NOT NULL) = (kind = 'dismissal')", name="act"),
        CheckConstraint(
            "(purpose = 'programme') = (probability IS NOT NULL AND draw_id IS NOT NULL)", name="chance"
        ),
        CheckConstraint("probability > 0 AND probability <= 1", name="probability"),
        CheckConstraint("NOT involved @> jsonb_build_array(claimed_by)", name="not_oneself"),
        Index("ix_sample_open", "tenant_id", "due_at", "id", postgresql_where=text("state <> 'reviewed'")),
        Index("ix_sample_done_at", "tenant_id", "done_at"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    draw_id: Mapped[UUID | None]
    kind: Mapped[str]
    purpose: Mapped[str]
    message_id: Mapped[UUID | None]  # the reply
    act_id: Mapped[UUID | None]  # the dismissal
    agent_id: Mapped[UUID | None]  # whose work it is, where they are one of our people
    agent: Mapped[str | None]  # the same by e-mail
    involved: Mapped[list[Any]]  # ids of its author and of whoever changed or approved it
    done_at: Mapped[datetime]  # when the reply stood on the network, or the turn was dismissed
    stratum: Mapped[str | None]
    probability: Mapped[float | None]
    why: Mapped[str | None]  # of a certain one: the reason
    rule_set_version: Mapped[int | None]  # in force when it was sent
    draft_id: Mapped[UUID | None]
    chosen_by: Mapped[UUID | None]  # of a targeted one
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    state: Mapped[str]
    claimed_by: Mapped[UUID | None]
    claim_until: Mapped[datetime | None]
