"""What is asked of people: the vendor's template, a brand's calibration, the way to a certification, what is lacking.

A brand that has calibrated a profile asks for that; any other for the vendor's template, and where the vendor
has none, for what `rules.profiles.USUAL` says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Profile
from bpo.staffing.models import (
    AgentProfile,
    CertificationStep,
    CompetencyMark,
    ProfileCalibration,
    ProfileTemplate,
)
from bpo.staffing.rules.profiles import (
    USUAL,
    CalibrationState,
    Demand,
    Gap,
    StepStand,
    gap_of,
    way_of,
)


@dataclass(frozen=True)
class Asked:
    """What a brand asks of a profile, and where that stands."""

    profile: Profile
    demand: Demand
    calibration: ProfileCalibration | None
    proposed: ProfileCalibration | None


def find_template(uow: UnitOfWork, profile: Profile, *, for_update: bool = False) -> ProfileTemplate | None:
    """The vendor's template of a profile as it stands."""
    wanted = select(ProfileTemplate).where(
        ProfileTemplate.profile == profile.value, ProfileTemplate.retired_at.is_(None)
    )
    return uow.session.scalars(wanted.with_for_update() if for_update else wanted).one_or_none()


def template_demand(uow: UnitOfWork, profile: Profile) -> Demand:
    """What the vendor asks of a profile everywhere."""
    row = find_template(uow, profile)
    return row.demand if row else USUAL[profile]


def asked_of(uow: UnitOfWork, tenant_ids: Iterable[UUID]) -> dict[tuple[UUID, Profile], Asked]:
    """What each of these brands asks of each profile."""
    places = sorted(tenant_ids)
    templates = {profile: template_demand(uow, profile) for profile in Profile}
    rows = uow.session.scalars(
        select(ProfileCalibration).where(
            ProfileCalibration.tenant_id.in_(places),
            ProfileCalibration.state.in_((CalibrationState.PROPOSED, CalibrationState.IN_FORCE)),
        )
    )
    standing = {(row.tenant_id, row.profile, row.state): row for row in rows}
    found = {}
    for tenant_id in places:
        for profile in Profile:
            row = standing.get((tenant_id, profile.value, CalibrationState.IN_FORCE.value))
            found[tenant_id, profile] = Asked(
                profile,
                row.demand if row else templates[profile],
                row,
                standing.get((tenant_id, profile.value, CalibrationState.PROPOSED.value)),
            )
    return found


def demand_of(uow: UnitOfWork, tenant_id: UUID, profile: Profile) -> Demand:
    """What a brand asks of a profile."""
    return asked_of(uow, [tenant_id])[tenant_id, profile].demand


def get_proposed(uow: UnitOfWork, tenant_id: UUID, calibration_id: UUID) -> ProfileCalibration:
    """A calibration that waits to be decided, locked."""
    found = uow.session.scalars(
        select(ProfileCalibration)
        .where(
            ProfileCalibration.tenant_id == tenant_id,
            ProfileCalibration.id == calibration_id,
            ProfileCalibration.state == CalibrationState.PROPOSED,
        )
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_calibrations(uow: UnitOfWork, tenant_id: UUID) -> Sequence[ProfileCalibration]:
    """Every version a brand has had of either profile, the latest first."""
    return uow.session.scalars(
        select(ProfileCalibration)
        .where(ProfileCalibration.tenant_id == tenant_id)
        .order_by(ProfileCalibration.profile.desc(), ProfileCalibration.version.desc())
    ).all()


def list_steps(
    uow: UnitOfWork, tenant_ids: Iterable[UUID], user_ids: Iterable[UUID]
) -> Sequence[CertificationStep]:
    """Every try of a step by these people at these brands, the first first."""
    return uow.session.scalars(
        select(CertificationStep)
        .where(
            CertificationStep.tenant_id.in_(sorted(tenant_ids)),
            CertificationStep.user_id.in_(sorted(user_ids)),
        )
        .order_by(CertificationStep.done_at, CertificationStep.id)
    ).all()


def certification_way(uow: UnitOfWork, tenant_id: UUID, user_id: UUID, profile: Profile) -> list[StepStand]:
    """Where somebody is on the way to a brand's certification."""
    tries = [row.tried for row in list_steps(uow, [tenant_id], [user_id]) if row.profile == profile.value]
    return way_of(demand_of(uow, tenant_id, profile), tries, at=uow.now)


def list_marks(uow: UnitOfWork, user_id: UUID) -> Sequence[CompetencyMark]:
    """Every mark somebody was given, the latest first."""
    return uow.session.scalars(
        select(CompetencyMark)
        .where(CompetencyMark.user_id == user_id)
        .order_by(CompetencyMark.marked_at.desc(), CompetencyMark.id.desc())
    ).all()


def gap_for(asked: Asked, described: AgentProfile | None, *, brand_languages: Iterable[str]) -> Gap:
    """What somebody lacks for what a brand asks."""
    return gap_of(
        asked.demand,
        marks=described.competencies if described else {},
        languages=described.languages if described else (),
        brand_languages=brand_languages,
    )
