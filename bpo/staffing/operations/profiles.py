"""What is asked of a profile: the vendor's template, and a brand's calibration of it.

A brand's approver proposes, whoever staffs the brand decides or sets it at once. Each is a version, and none is
rewritten: what was asked when somebody was certified can always be looked up.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import func, select

from bpo.core.errors import Forbidden
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission, Profile
from bpo.staffing.models import ProfileCalibration, ProfileTemplate
from bpo.staffing.queries import find_template
from bpo.staffing.rules import check_text
from bpo.staffing.rules.profiles import CalibrationState, Demand, check_demand
from bpo.tenants.models import Tenant

Steps = Iterable[tuple[str, int | None]]


def set_template(
    uow: UnitOfWork,
    *,
    profile: str,
    requirements: Mapping[str, int],
    languages: Iterable[str] = (),
    steps: Steps = (),
) -> ProfileTemplate:
    """Say what the vendor asks of a profile everywhere; brands that have calibrated it keep their own."""
    if not uow.actor.may_at_vendor(Permission.PROFILE_TEMPLATE):
        raise Forbidden(N_("The templates are kept by those who staff all brands."))
    kind = Profile(profile)
    demand = check_demand(kind, requirements=requirements, languages=languages, steps=steps)
    _wait_for(uow, f"profile_template:{kind.value}")
    present = find_template(uow, kind, for_update=True)
    if present is not None:
        if present.demand == demand:
            return present
        present.retired_at = uow.now
        uow.session.flush()  # one stands at a time
    row = ProfileTemplate(
        profile=kind.value,
        version=(present.version if present else 0) + 1,
        spec=demand.spec,
        made_at=uow.now,
        made_by=uow.actor.user_id,
    )
    uow.session.add(row)
    uow.session.flush()  # the event names it
    uow.audit("profile_template.set", row, profile=row.profile, version=row.version)
    return row


def calibrate(
    uow: UnitOfWork,
    tenant: Tenant,
    *,
    profile: str,
    requirements: Mapping[str, int],
    languages: Iterable[str] = (),
    steps: Steps = (),
    note: str = "",
) -> ProfileCalibration:
    """Say what a brand asks of a profile: in force at once by whoever staffs it, proposed by anybody else."""
    kind = Profile(profile)
    demand = check_demand(
        kind, requirements=requirements, languages=languages, steps=steps, served=tenant.languages
    )
    kept = check_text(note, place="note")
    decides = uow.actor.may(Permission.STAFFING_MANAGE, tenant.id)
    _wait_for(uow, f"profile_calibration:{tenant.id}:{kind.value}")
    state = CalibrationState.IN_FORCE if decides else CalibrationState.PROPOSED
    _end(uow, tenant.id, kind, CalibrationState.PROPOSED, CalibrationState.DECLINED)
    if decides:
        _end(uow, tenant.id, kind, CalibrationState.IN_FORCE, CalibrationState.RETIRED)
    row = _add(uow, tenant.id, kind, demand, state=state, note=kept)
    uow.audit(f"profile_calibration.{state.value}", row, profile=row.profile, version=row.version)
    return row


def accept_calibration(uow: UnitOfWork, calibration: ProfileCalibration) -> None:
    """Let what the brand proposed come into force."""
    kind = Profile(calibration.profile)
    _end(uow, calibration.tenant_id, kind, CalibrationState.IN_FORCE, CalibrationState.RETIRED)
    _decide(uow, calibration, CalibrationState.IN_FORCE)


def decline_calibration(uow: UnitOfWork, calibration: ProfileCalibration) -> None:
    """Leave what is asked as it is."""
    _decide(uow, calibration, CalibrationState.DECLINED)


def _decide(uow: UnitOfWork, row: ProfileCalibration, state: CalibrationState) -> None:
    row.state, row.decided_at, row.decided_by = state.value, uow.now, uow.actor.user_id
    uow.audit(f"profile_calibration.{state.value}", row, profile=row.profile, version=row.version)


def _end(
    uow: UnitOfWork, tenant_id: UUID, profile: Profile, before: CalibrationState, after: CalibrationState
) -> None:
    """What stood in a state stands in it no more; a newer proposal takes the place of an older."""
    rows = uow.session.scalars(
        select(ProfileCalibration)
        .where(
            ProfileCalibration.tenant_id == tenant_id,
            ProfileCalibration.profile == profile.value,
            ProfileCalibration.state == before,
        )
        .with_for_update()
    )
    for row in rows:
        _decide(uow, row, after)
    uow.session.flush()  # one stands at a time


def _add(
    uow: UnitOfWork, tenant_id: UUID, profile: Profile, demand: Demand, *, state: CalibrationState, note: str
) -> ProfileCalibration:
    latest = uow.session.scalar(
        select(func.max(ProfileCalibration.version)).where(
            ProfileCalibration.tenant_id == tenant_id, ProfileCalibration.profile == profile.value
        )
    )
    in_force = state is CalibrationState.IN_FORCE
    row = ProfileCalibration(
        tenant_id=tenant_id,
        profile=profile.value,
        version=(latest or 0) + 1,
        spec=demand.spec,
        note=note,
        state=state.value,
        proposed_at=uow.now,
        proposed_by=uow.actor.user_id,
        decided_at=uow.now if in_force else None,
        decided_by=uow.actor.user_id if in_force else None,
    )
    uow.session.add(row)
    uow.session.flush()  # the event names it
    return row


def _wait_for(uow: UnitOfWork, key: str) -> None:
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
