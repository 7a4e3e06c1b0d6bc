"""Events: what was done, by whom, to what, when. Audit and evidence in one, append-only by grant.

An event row holds ids, times and small facts, never the text of a message and no personal data, so that
erasing a customer leaves the trail whole. News between domains (`Event`) are frozen dataclasses of ids;
`core.outbox` turns each into one job row for every listener.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.models import Base


@dataclass(frozen=True)
class Event:
    """News from a domain, in the past tense; a subclass adds ids. `name` is its wire name."""

    name: ClassVar[str]
    tenant_id: UUID

    def payload(self) -> dict[str, str]:
        """The ids as JSON."""
        return {key: str(value) for key, value in asdict(self).items()}


class EventRow(Base):
    """One deed."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("actor_kind IN ('anonymous', 'client', 'staff', 'system')", name="actor_kind"),
        Index("ix_event_tenant_id_at", "tenant_id", "at"),
        Index("ix_event_subject_id", "subject_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    tenant_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenant.id"))
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]]

    @classmethod
    def of(
        cls, actor: Actor, action: str, row: Base | None, *, at: datetime, detail: dict[str, Any]
    ) -> "EventRow":
        """The event that an actor did something to a row."""
        tenant_id = getattr(row, "tenant_id", None)
        if row is not None and row.__tablename__ == "tenant":
            tenant_id = getattr(row, "id", None)
        return cls(
            tenant_id=tenant_id,
            at=at,
            actor_kind=actor.kind.value,
            actor_id=actor.user_id,
            action=action,
            subject_type=row.__tablename__ if row is not None else "",
            subject_id=getattr(row, "id", None),
            detail=detail,
        )
