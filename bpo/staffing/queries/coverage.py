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
from bpo.staffing.queries.rows import list_certifications
from bpo.staffing.queries.shifts import brands_of_shifts, list_absences, list_shifts
from bpo.staffing.rules.cover import Need, Presence, Stretch, cover, holes, need_spans
from bpo.staffing.rules.serving import Certified
from bpo.staffing.rules.shifts import AbsenceState, Span, joined, within, without
from bpo.tenants.models import Tenant
from bpo.tenants.queries import list_calendars, list_levels, working_times
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


def service_hours(uow: UnitOfWork, tenant_id: UUID, limits: Span) -> list[Span]:
    """When the brand has promised to be served: the open time of every calendar that a service level goes by.

    A brand without service levels has promised nothing yet; then it is the time of its calendars.
    """
    calendars = {row.name: row for row in list_calendars(uow, tenant_id)}
    names = {level.calendar for level in list_levels(uow, tenant_id)} or set(calendars)
    find = working_times(uow, tenant_id)
    spans = []
    for name in names:
        row = calendars.get(name)  # `always` is built in and has no row
        segments = find(row.id if row else None).segments(limits.start, limits.end)
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
    certified: dict[tuple[UUID, UUID], list[Certification]] = {}
    for row in list_certifications(uow, places, user_ids=people):
        certified.setdefault((row.tenant_id, row.user_id), []).append(row)
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
    found = []
    for tenant in tenants:
        presences = []
        is_planned = False
        for shift in shifts:
            known = lines[tenant.id].get(shift.user_id)
            if known is None or not (shift.everywhere or tenant.id in brands[shift.id]):
                continue
            is_planned = True
            valid = _valid(row.certified for row in certified.get((tenant.id, shift.user_id), ()))
            present = within(without([shift.span], absent.get(shift.user_id, ())), valid)
            presences += [Presence(shift.user_id, span, frozenset(known.languages)) for span in present]
        need = needs.get(tenant.id, Need())
        stretches = cover(
            service_hours(uow, tenant.id, limits),
            presences,
            languages=tenant.languages,
            usual=need.usual,
            exceptions=need_spans(need, limits, ZoneInfo(tenant.time_zone)),
        )
        found.append(BrandCoverage(tenant, need, tuple(stretches), is_planned))
    return found


def _valid(certified: Iterable[Certified]) -> list[Span]:
    """When somebody with these certifications may answer, as far as is known now."""
    return joined(
        Span(one.valid_from, one.valid_until)
        for one in certified
        if one.profile == Profile.RESPONDER.value and one.suspended_at is None and one.revoked_at is None
    )
