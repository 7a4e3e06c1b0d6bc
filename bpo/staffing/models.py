"""Profiles and teams (the vendor's), certifications and assignments (a brand's, for the vendor's eyes).

Nothing here is deleted: a certification is revoked or runs out, an assignment ends, a member leaves, a team
and a profile are retired. So "who might serve whom, on that day" can always be answered.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, InternalRow, VendorRow
from bpo.staffing.rules import Certified

PROFILE_IN = "profile IN ('responder', 'analyst')"
LEVEL_IN = "level IN ('trainee', 'regular', 'senior')"


class AgentProfile(VendorRow, Base):
    """What somebody can do in one of the two jobs; competencies are marks from 1 to 5 by word."""

    __tablename__ = "agent_profile"
    __table_args__ = (
        CheckConstraint(PROFILE_IN, name="profile"),
        CheckConstraint(LEVEL_IN, name="level"),
        Index(
            "uq_agent_profile_standing",
            "user_id",
            "profile",
            unique=True,
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    profile: Mapped[str]
    level: Mapped[str]
    languages: Mapped[list[Any]] = mapped_column(default=list)
    competencies: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Team(VendorRow, Base):
    """People who are assigned together."""

    __tablename__ = "team"
    __table_args__ = (
        Index(
            "uq_team_name",
            text("lower(name)"),
            unique=True,
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    name: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class TeamMember(VendorRow, Base):
    """Somebody in a team, for a while."""

    __tablename__ = "team_member"
    __table_args__ = (
        Index(
            "uq_team_member_standing",
            "user_id",
            "team_id",
            unique=True,
            postgresql_where=text("left_at IS NULL"),
        ),
        Index("ix_team_member_team_id", "team_id"),
    )

    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Certification(InternalRow, Base):
    """Somebody may serve the brand in a profile, from `valid_from` up to and without `valid_until`."""

    __tablename__ = "certification"
    __table_args__ = (
        CheckConstraint(PROFILE_IN, name="profile"),
        CheckConstraint(LEVEL_IN, name="level"),
        CheckConstraint("valid_until > valid_from", name="validity"),
        CheckConstraint("(suspended_at IS NULL) = (suspended_reason IS NULL)", name="suspended_why"),
        Index("ix_certification_user_id", "tenant_id", "user_id"),
    )

    user_id: Mapped[UUID]
    profile: Mapped[str]
    level: Mapped[str]
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime]
    granted_by: Mapped[UUID | None]
    granted_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]
    suspended_reason: Mapped[str | None]
    revoked_at: Mapped[datetime | None]

    @property
    def certified(self) -> Certified:
        """The same for rules."""
        return Certified(
            self.profile,
            self.level,
            self.valid_from,
            self.valid_until,
            self.suspended_at,
            self.revoked_at,
        )


class Assignment(InternalRow, Base):
    """A person or a team works for the brand; without a certification that alone opens nothing."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (team_id IS NULL)", name="one_of_both"),
        Index(
            "uq_assignment_standing",
            "tenant_id",
            "user_id",
            "team_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
    )

    user_id: Mapped[UUID | None]
    team_id: Mapped[UUID | None]
    assigned_by: Mapped[UUID | None]
    assigned_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
