"""Plans, invitations and answers.

All of them hang on evidence that stays: an invitation on the act that closed the episode, both on the last
message that was known then. So they follow their conversation when threads turn out to be one, without being
moved. What a client is not shown (the agent, the conversation) is kept from them by the pages.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow

MOODS = "public_mood IN ('negative', 'neutral', 'positive')"
LANGUAGES = "language IN ('ru', 'uk', 'pl', 'en')"


class SurveyPlan(TenantRow, Base):
    """One version of how a brand's customers are asked; `wording` holds what differs from ours, by language."""

    __tablename__ = "survey_plan"
    __table_args__ = (
        UniqueConstraint("tenant_id", "version"),
        CheckConstraint("delay_seconds >= 0 AND apart_days >= 0 AND open_days > 0", name="times"),
        Index(
            "uq_survey_plan_current", "tenant_id", unique=True, postgresql_where=text("retired_at IS NULL")
        ),
    )

    version: Mapped[int]
    is_on: Mapped[bool]
    networks: Mapped[list[Any]]
    delay_seconds: Mapped[int]
    apart_days: Mapped[int]
    open_days: Mapped[int]
    asks_recommend: Mapped[bool]
    wording: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class SurveyInvitation(TenantRow, Base):
    """A customer is to be asked about one closing, was asked, or was not; one row a closing."""

    __tablename__ = "survey_invitation"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "act_id"], ["conversation_act.tenant_id", "conversation_act.id"]),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customer.tenant_id", "customer.id"]),
        ForeignKeyConstraint(["tenant_id", "plan_id"], ["survey_plan.tenant_id", "survey_plan.id"]),
        UniqueConstraint("tenant_id", "act_id"),
        CheckConstraint("state IN ('planned', 'queued', 'delivered', 'failed', 'dropped')", name="state"),
        CheckConstraint("(state = 'dropped') = (reason IS NOT NULL)", name="reason"),
        CheckConstraint(LANGUAGES, name="language"),
        CheckConstraint(MOODS, name="public_mood"),
        Index("ix_survey_invitation_customer_id", "tenant_id", "customer_id", "queued_at"),
        Index("ix_survey_invitation_delivered_at", "tenant_id", "delivered_at"),
        Index("ix_survey_invitation_closed_at", "tenant_id", "closed_at"),
        Index("ix_survey_invitation_delivery_id", "tenant_id", "delivery_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    act_id: Mapped[UUID]
    message_id: Mapped[UUID]
    customer_id: Mapped[UUID | None]
    plan_id: Mapped[UUID]  # the version that the customer is asked by
    network: Mapped[str]
    language: Mapped[str]
    agent: Mapped[str | None]  # who answered last, by e-mail
    public_mood: Mapped[str | None]
    state: Mapped[str]
    reason: Mapped[str | None]
    closed_at: Mapped[datetime]
    due_at: Mapped[datetime]  # when it is to go out
    queued_at: Mapped[datetime | None]
    delivery_id: Mapped[UUID | None]
    delivered_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]  # until then an answer is taken


class SurveyAnswer(TenantRow, Base):
    """What a customer answered, by an invitation of ours or brought by a system that asked by itself."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(
            ["tenant_id", "invitation_id"], ["survey_invitation.tenant_id", "survey_invitation.id"]
        ),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customer.tenant_id", "customer.id"]),
        UniqueConstraint("tenant_id", "invitation_id"),
        UniqueConstraint("tenant_id", "external_id"),
        CheckConstraint("(invitation_id IS NULL) <> (external_id IS NULL)", name="origin"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        CheckConstraint("recommend BETWEEN 0 AND 10", name="recommend"),
        CheckConstraint(LANGUAGES, name="language"),
        CheckConstraint(MOODS, name="public_mood"),
        Index("ix_survey_answer_answered_at", "tenant_id", "answered_at", "id"),
        Index("ix_survey_answer_customer_id", "tenant_id", "customer_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID | None]
    invitation_id: Mapped[UUID | None]
    external_id: Mapped[str | None]  # of a system that asked by itself
    message_id: Mapped[UUID | None]  # the last one of the conversation that was known when it was closed
    customer_id: Mapped[UUID | None]
    network: Mapped[str | None]
    language: Mapped[str | None]
    agent: Mapped[str | None]
    public_mood: Mapped[str | None]
    score: Mapped[int]
    recommend: Mapped[int | None]
    comment: Mapped[str | None]
    answered_at: Mapped[datetime]  # first
    changed_at: Mapped[datetime]  # last
    recorded_at: Mapped[datetime]
