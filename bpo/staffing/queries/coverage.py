"""Whether service hours are covered: what `rules.cover` is asked, read for any number of brands at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Profile
from bpo.staffing.models import Certification, CoverageNeed
from bpo.staffing.queries.people import StaffLine, staff_of_brands
from bpo.staffing.queries.shifts import brands_of_shifts, list_absences, list_shifts
from bpo.staffing.rules.cover import Need, Presence, Stretch, cover, holes, need_spans
from bpo.staffing.rules.shifts import AbsenceState, Span, joined, within, without
from bpo.tenants.models import Tenant
from bpo.tenants.queries import calendars_promised, working_times
from bpo.tenants.rules.working_time import SegmentKind


@dataclass(frozen=True)
class BrandCoverage:
    """One brand's service hours within a span, and who is there."""

    tenant: Tenant
    need: Need
    stretches: tuple[Stretch, ...]
    is_planned: bool  # whether anybody has a shift for it within the span

    @property
    def holes(self) -> list[Stretch]:
        """The stretches that are not covered as they should be."""
        return holes(self.stretches)


def find_need(uow: UnitOfWork, tenant_id: UUID, *, for_update: bool = False) -> CoverageNeed | None:
    """What a brand needs, where somebody has said so."""
    wanted = select(CoverageNeed).where(CoverageNeed.tenant_id == tenant_id)
    return uow.session.scalars(wanted.with_for_update() if for_update else wanted).one_or_none()


def service_hours(
    uow: UnitOfWork, tenant_id: UUID, calendar_ids: Iterable[UUID | None], limits: Span
) -> list[Span]:
    """When the brand has promised to be served: the open time of every calendar that a service level goes by."""
    find = working_times(uow, tenant_id)
    spans = []
    for calendar_id in calendar_ids:
        segments = find(calendar_id).segments(limits.start, limits.end)
        spans += [Span(one.start, one.end) for one in segments if one.kind is SegmentKind.RUNNING]
    return joined(spans)


def coverage_of(uow: UnitOfWork, tenants: Sequence[Tenant], limits: Span) -> list[BrandCoverage]:
    """How these brands' service hours within a span are covered by responders."""
    places = [tenant.id for tenant in tenants]
    lines: dict[UUID, dict[UUID, StaffLine]] = {place: {} for place in places}
    for line in staff_of_brands(uow, places):
        if line.profile is Profile.RESPONDER and line.is_assigned:
            lines[line.tenant_id][line.user.id] = line
    people = {user_id for found in lines.values() for user_id in found}
    valid = _valid(uow, places, people)
    calendars = calendars_promised(uow, places)
    shifts = [
        one for one in list_shifts(uow, limits, user_ids=people) if one.profile == Profile.RESPONDER.value
    ]
    brands = brands_of_shifts(uow, shifts)
    absent: dict[UUID, list[Span]] = {}
    for absence in list_absences(uow, limits, user_ids=people, states=(AbsenceState.GRANTED,)):
        absent.setdefault(absence.user_id, []).append(absence.span)
    needs = {
        row.tenant_id: row.need
        for row in uow.session.scalars(select(CoverageNeed).where(CoverageNeed.tenant_id.in_(sorted(places))))
    }
    there = [
        (
            shift.user_id,
            None if shift.everywhere else brands[shift.id],
            without([shift.span], absent.get(shift.user_id, ())),
        )
        for shift in shifts
    ]
    found = []
    for tenant in tenants:
        spoken = {user_id: frozenset(line.languages) for user_id, line in lines[tenant.id].items()}
        presences = []
        is_planned = False
        for user_id, only, spans in there:
            if user_id not in spoken or not (only is None or tenant.id in only):
                continue
            is_planned = True
            present = within(spans, valid.get((tenant.id, user_id), []))
            presences += [Presence(user_id, span, spoken[user_id]) for span in present]
        need = needs.get(tenant.id, Need())
        stretches = cover(
            service_hours(uow, tenant.id, calendars[tenant.id], limits),
            presences,
            languages=tenant.languages,
            usual=need.usual,
            exceptions=need_spans(need, limits, ZoneInfo(tenant.time_zone)),
        )
        found.append(BrandCoverage(tenant, need, tuple(stretches), is_planned))
    return found


def _valid(
    uow: UnitOfWork, tenant_ids: Iterable[UUID], user_ids: Iterable[UUID]
) -> dict[tuple[UUID, UUID], list[Span]]:
    """When each of these people may answer for each brand, as far as is known now."""
    rows = uow.session.execute(
        select(
            Certification.tenant_id,
            Certification.user_id,
            Certification.valid_from,
            Certification.valid_until,
        ).where(
            Certification.tenant_id.in_(sorted(tenant_ids)),
            Certification.user_id.in_(sorted(user_ids)),
            Certification.profile == Profile.RESPONDER.value,
            Certification.suspended_at.is_(None),
            Certification.revoked_at.is_(None),
        )
    )
    found: dict[tuple[UUID, UUID], list[Span]] = {}
    for row in rows:
        found.setdefault((row.tenant_id, row.user_id), []).append(Span(row.valid_from, row.valid_until))
    return {key: joined(spans) for key, spans in found.items()}
