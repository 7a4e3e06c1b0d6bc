"""Profiles, teams, shifts and absences (the vendor's), certifications and assignments (a brand's, internal).

What a brand asks of a profile is the brand's to see and to propose.

Nothing here is deleted: a certification is revoked or runs out, an assignment ends, a member leaves, a team
and a profile are retired. So "who might serve whom, on that day" can always be answered.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.ids import new_id
from bpo.core.models import Base, InternalRow, TenantRow, VendorRow
from bpo.staffing.rules import Certified
from bpo.staffing.rules.cover import Need
from bpo.staffing.rules.profiles import Demand, StepDone
from bpo.staffing.rules.shifts import Span

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
    waiver: Mapped[str | None]  # why it was given before every step was done

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


class ProfileTemplate(Base):
    """One version of what the vendor asks of a profile everywhere; `spec` is that of `rules.profiles.Demand`."""

    __tablename__ = "profile_template"
    __table_args__ = (
        CheckConstraint(PROFILE_IN, name="profile"),
        UniqueConstraint("profile", "version"),
        Index(
            "uq_profile_template_current",
            "profile",
            unique=True,
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    profile: Mapped[str]
    version: Mapped[int]
    spec: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]

    @property
    def demand(self) -> Demand:
        """The same for rules."""
        return Demand.from_spec(self.spec)


class ProfileCalibration(TenantRow, Base):
    """One version of what a brand asks of a profile: proposed, then in force or declined, at last retired."""

    __tablename__ = "profile_calibration"
    __table_args__ = (
        CheckConstraint(PROFILE_IN, name="profile"),
        CheckConstraint("state IN ('proposed', 'in_force', 'declined', 'retired')", name="state"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided"),
        UniqueConstraint("tenant_id", "profile", "version"),
        Index(
            "uq_profile_calibration_standing",
            "tenant_id",
            "profile",
            "state",
            unique=True,
            postgresql_where=text("state IN ('proposed', 'in_force')"),
        ),
    )

    profile: Mapped[str]
    version: Mapped[int]
    spec: Mapped[dict[str, Any]]
    note: Mapped[str]
    state: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]

    @property
    def demand(self) -> Demand:
        """The same for rules."""
        return Demand.from_spec(self.spec)


class CompetencyMark(VendorRow, Base):
    """A mark that somebody gave: for which competency, on what grounds. The last one holds."""

    __tablename__ = "competency_mark"
    __table_args__ = (
        CheckConstraint(PROFILE_IN, name="profile"),
        CheckConstraint("mark BETWEEN 1 AND 5", name="mark"),
        Index("ix_competency_mark_user_id", "user_id", "profile", "marked_at"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    profile: Mapped[str]
    competency: Mapped[str]
    mark: Mapped[int]
    evidence: Mapped[str]
    marked_at: Mapped[datetime]
    marked_by: Mapped[UUID | None]


class CertificationStep(InternalRow, Base):
    """One try of a step on the way to a certification for the brand."""

    __tablename__ = "certification_step"
    __table_args__ = (
        CheckConstraint(PROFILE_IN, name="profile"),
        CheckConstraint("step IN ('guide', 'exam', 'shadowing', 'supervised', 'sign_off')", name="step"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        Index("ix_certification_step_user_id", "tenant_id", "user_id", "profile", "done_at"),
    )

    user_id: Mapped[UUID]
    profile: Mapped[str]
    step: Mapped[str]
    passed: Mapped[bool]
    score: Mapped[int | None]
    note: Mapped[str]
    done_at: Mapped[datetime]
    done_by: Mapped[UUID | None]

    @property
    def tried(self) -> StepDone:
        """The same for rules."""
        return StepDone(self.step, self.passed, self.done_at)


class Shift(VendorRow, Base):
    """When somebody works, in which profile; for all brands they may serve, or for those in `shift_brand`."""

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint(PROFILE_IN, name="profile"),
        CheckConstraint("ends_at > starts_at", name="period"),
        CheckConstraint("ends_at <= starts_at + interval '16 hours'", name="length"),
        Index("ix_shift_user_id", "user_id", "starts_at", postgresql_where=text("cancelled_at IS NULL")),
        Index("ix_shift_starts_at", "starts_at", postgresql_where=text("cancelled_at IS NULL")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    profile: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str]  # by whose clock it was entered; a copy goes by it too
    everywhere: Mapped[bool]
    planned_at: Mapped[datetime]
    planned_by: Mapped[UUID | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[UUID | None]

    @property
    def span(self) -> Span:
        """The same for rules."""
        return Span(self.starts_at, self.ends_at)


class ShiftBrand(InternalRow, Base):
    """A shift that is not for all brands is for this one."""

    __tablename__ = "shift_brand"
    __table_args__ = (UniqueConstraint("tenant_id", "shift_id"),)

    shift_id: Mapped[UUID]


class Absence(VendorRow, Base):
    """Days on which somebody does not work; counts once it is granted."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("kind IN ('vacation', 'sick', 'training')", name="kind"),
        CheckConstraint("state IN ('asked', 'granted', 'declined', 'withdrawn')", name="state"),
        CheckConstraint("ends_at > starts_at", name="period"),
        Index("ix_absence_user_id", "user_id", "starts_at"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str]
    note: Mapped[str]
    state: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]

    @property
    def span(self) -> Span:
        """The same for rules."""
        return Span(self.starts_at, self.ends_at)


class CoverageNeed(InternalRow, Base):
    """How many people a brand needs in its service hours; `spec` is that of `rules.cover.Need`."""

    __tablename__ = "coverage_need"
    __table_args__ = (UniqueConstraint("tenant_id"),)

    spec: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]

    @property
    def need(self) -> Need:
        """The same for rules."""
        return Need.from_spec(self.spec)
