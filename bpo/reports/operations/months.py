"""A brand's months: computed twice, signed by the vendor, accepted or refused by the client, sealed.

What is signed is what was prepared, letter by letter: the content of a snapshot cannot be changed. It can be
signed only where both computations agreed and the facts still say the same. Nobody who sees some accounts
only signs or accepts, because the figures are those of the whole brand.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from sqlalchemy.exc import IntegrityError

from bpo.core.actor import Actor
from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.permissions import Permission
from bpo.identity.queries import own_name
from bpo.reports.events import MonthRefused, MonthSealed
from bpo.reports.models import Restatement, Snapshot, SnapshotSeal
from bpo.reports.operations.figures import compute_twice, report_at
from bpo.reports.operations.telling import check_whole, hold_months, tell_of_month
from bpo.reports.queries.months import (
    count_late_messages,
    find_latest,
    find_numbered_seal,
    find_seal,
    has_turns,
    last_seal,
    list_restatements,
)
from bpo.reports.rules.acceptance import deadline_of
from bpo.reports.rules.figures import SlaReport, agreed_of, definitions_of
from bpo.reports.rules.months import (
    LONGEST_REASONS,
    Difference,
    Signature,
    SnapshotState,
    canonical,
    corrections,
    differences,
    document,
    is_over,
    last_month,
    name_of,
    named,
    seal_of,
)
from bpo.tenants.models import Tenant, TenantState
from bpo.tenants.queries import (
    list_calendar_versions,
    list_calendars,
    list_levels,
    list_section_versions,
    list_sections,
)
from bpo.tenants.rules.calendar import calendar_from_spec
from bpo.tenants.rules.period import Period, month_of

PREPARE_JOB = "reports.jobs.prepare"


@dataclass(frozen=True, slots=True)
class Checked:
    """A seal computed again: whether it is the one that was kept, and whether it follows the one before."""

    kept: str
    found: str
    follows: bool

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed."""
        return self.kept == self.found and self.follows


def ask_to_prepare(uow: UnitOfWork, tenant: Tenant, period: Period) -> None:
    """Leave the work of computing a month; it takes as long as reading every message of the brand."""
    check_whole(uow, tenant)
    latest = find_latest(uow, tenant.id, period.from_date)
    _check_may_prepare(uow, period, latest)
    uow.defer(
        PREPARE_JOB,
        tenant_id=tenant.id,
        payload={"tenant_id": str(tenant.id), "month": name_of(period.from_date)},
    )
    uow.audit("month.asked", latest, month=name_of(period.from_date))


def prepare_month(uow: UnitOfWork, tenant: Tenant, period: Period) -> Snapshot:
    """Compute a month twice and keep it as the next revision; Conflict where it is signed or not over."""
    hold_months(uow, tenant.id)
    latest = find_latest(uow, tenant.id, period.from_date, for_update=True)
    _check_may_prepare(uow, period, latest)
    made, again = compute_twice(uow, tenant, period=period, as_of=uow.now)
    differing = differences(made, again)
    if latest is not None and latest.state == SnapshotState.PREPARED:
        latest.state = SnapshotState.REPLACED.value
    row = Snapshot(
        tenant_id=tenant.id,
        month=period.from_date,
        revision=latest.revision + 1 if latest else 1,
        as_of=uow.now,
        content=canonical(_content(uow, tenant, period, made, revision=latest.revision + 1 if latest else 1)),
        differences=[one.as_json() for one in differing],
        state=SnapshotState.PREPARED.value,
    )
    uow.session.add(row)
    uow.session.flush()  # the notification is about it
    tell_of_month(
        uow,
        tenant,
        row,
        Permission.REPORT_SIGN,
        kind=Kind.MONTH_TO_SIGN,
        message=N_("The report of %(brand)s from %(first_on)s to %(last_on)s is ready to be signed.")
        if not differing
        else N_(
            "The report of %(brand)s from %(first_on)s to %(last_on)s cannot be signed: its two computations"
            " do not agree."
        ),
    )
    uow.audit("month.prepared", row, revision=row.revision, differences=len(differing))
    return row


def close_last_month(uow: UnitOfWork, tenant: Tenant) -> Snapshot | None:
    """Prepare the month that has just ended, once; nothing where nobody wrote, or the brand is not live."""
    if tenant.state != TenantState.LIVE:
        return None
    period = last_month(uow.now, tenant.time_zone)
    if find_latest(uow, tenant.id, period.from_date) is not None or not has_turns(uow, tenant.id, period):
        return None
    return prepare_month(uow, tenant, period)


def sign_month(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> None:
    """Sign for the vendor. The row is locked by who loaded it: of two at once the second is told."""
    check_whole(uow, tenant)
    if snapshot.state != SnapshotState.PREPARED:
        raise Conflict(N_("This month is not waiting for a signature; it may have been signed just now."))
    if snapshot.differences:
        raise Conflict(
            N_(
                "The two computations do not agree, so this report cannot be signed. They differ in: %(what)s"
            ),
            what=named([Difference(**one) for one in snapshot.differences]),
        )
    changed = corrections(report_of(snapshot), _today(uow, tenant, snapshot))
    if changed:
        raise Conflict(
            N_("Figures have changed since this report was prepared: %(what)s. Prepare it again, then sign."),
            what=named(changed),
        )
    name = own_name(uow) or uow.actor.name
    snapshot.state = SnapshotState.SIGNED.value
    snapshot.signed_at, snapshot.signed_by, snapshot.signed_by_name = uow.now, uow.actor.user_id, name
    _set_deadline(uow, tenant, snapshot)
    try:
        uow.session.flush()  # a month is signed once, whatever came between
    except IntegrityError:
        raise Conflict(N_("This month has been signed already.")) from None
    tell_of_month(
        uow,
        tenant,
        snapshot,
        Permission.REPORT_ACCEPT,
        kind=Kind.MONTH_TO_ACCEPT,
        message=N_("The report of %(brand)s from %(first_on)s to %(last_on)s waits for you to accept it.")
        if snapshot.accept_by is None
        else N_(
            "The report of %(brand)s from %(first_on)s to %(last_on)s waits for you to accept it; if nobody decides,"
            " it counts as accepted at %(decide_by_at)s."
        ),
    )
    uow.audit("month.signed", snapshot, month=name_of(snapshot.month), revision=snapshot.revision)


def accept_month(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> SnapshotSeal:
    """Accept for the client, and seal: from now on the month stands, and corrections stand beside it."""
    check_whole(uow, tenant)
    _check_signed(uow, snapshot)
    _decide(uow, snapshot, SnapshotState.SEALED)
    row = seal_month(uow, tenant, snapshot)
    uow.audit("month.accepted", snapshot, month=name_of(snapshot.month), seal=row.seal)
    return row


def seal_month(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> SnapshotSeal:
    """Seal a month that was just accepted, whoever or whatever accepted it; its row is locked."""
    hold_months(uow, tenant.id)
    before = last_seal(uow, tenant.id)
    uow.session.flush()  # the seal points at a month that is accepted
    row = SnapshotSeal(
        tenant_id=tenant.id,
        id=snapshot.id,
        month=snapshot.month,
        number=before.number + 1 if before else 1,
        previous=before.seal if before else None,
        seal=seal_of(sealed_text(snapshot, previous=before.seal if before else None)),
        sealed_at=uow.now,
    )
    uow.session.add(row)
    uow.emit(MonthSealed(tenant.id, snapshot.id))
    return row


def refuse_month(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot, *, reasons: str) -> None:
    """Refuse for the client: the vendor answers with a new revision."""
    check_whole(uow, tenant)
    _check_signed(uow, snapshot)
    _decide(uow, snapshot, SnapshotState.REFUSED, reasons=_said(reasons, "reasons"))
    uow.emit(MonthRefused(tenant.id, snapshot.id))
    uow.audit("month.refused", snapshot, month=name_of(snapshot.month), revision=snapshot.revision)


def tell_of_refusal(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> None:
    """Tell who signs for the vendor that the client refused a month."""
    tell_of_month(
        uow,
        tenant,
        snapshot,
        Permission.REPORT_SIGN,
        kind=Kind.MONTH_REFUSED,
        message=N_("The client refused the report of %(brand)s from %(first_on)s to %(last_on)s."),
    )


def corrections_of(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> list[Difference]:
    """Figures of a month that today's evidence gives otherwise than they were said."""
    return corrections(report_of(snapshot), _today(uow, tenant, snapshot))


def restate_month(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot, *, reason: str) -> Restatement:
    """Write down, beside a sealed month, what became known later and why."""
    check_whole(uow, tenant)
    if snapshot.state != SnapshotState.SEALED:
        raise Conflict(N_("Only a sealed month is restated; one that is not is prepared again."))
    hold_months(uow, tenant.id)
    lines = [one.as_json() for one in corrections_of(uow, tenant, snapshot)]
    known = list_restatements(uow, snapshot)
    if lines == (known[0].lines if known else []):
        raise Conflict(N_("There is nothing new to restate: the figures are those already said."))
    row = Restatement(
        tenant_id=tenant.id,
        snapshot_id=snapshot.id,
        number=known[0].number + 1 if known else 1,
        lines=lines,
        late_messages=late_messages(uow, tenant, snapshot),
        reason=_said(reason, "reason"),
        made_at=uow.now,
        made_by=uow.actor.user_id,
        made_by_name=own_name(uow) or uow.actor.name,
    )
    uow.session.add(row)
    uow.audit("month.restated", snapshot, month=name_of(snapshot.month), lines=len(lines))
    return row


def late_messages(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> int:
    """Messages of a month that became known after its report was made; the brand's, whoever reads."""
    period = month_of(snapshot.month, tenant.time_zone)
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        return count_late_messages(own, tenant.id, period=period, as_of=snapshot.as_of)


def check_seal(uow: UnitOfWork, snapshot: Snapshot) -> Checked:
    """Compute the seal again from what is stored; Conflict where the month is not sealed."""
    kept = find_seal(uow, snapshot)
    if kept is None:
        raise Conflict(N_("This month is not sealed yet."))
    before = find_numbered_seal(uow, snapshot.tenant_id, kept.number - 1)
    return Checked(
        kept=kept.seal,
        found=seal_of(sealed_text(snapshot, previous=kept.previous)),
        follows=kept.previous == (before.seal if before else None),
    )


def sealed_text(snapshot: Snapshot, *, previous: str | None) -> str:
    """The text that is sealed; only of a month that is accepted."""
    assert snapshot.signed_at is not None
    assert snapshot.decided_at is not None
    return document(
        snapshot.content,
        signed=Signature(snapshot.signed_by_name or "", snapshot.signed_at.astimezone(UTC)),
        accepted=Signature(
            snapshot.decided_by_name or "",
            snapshot.decided_at.astimezone(UTC),
            by_contract=snapshot.accept_contract if snapshot.is_deemed else None,
        ),
        previous=previous,
    )


def report_of(snapshot: Snapshot) -> SlaReport:
    """The report as it was computed."""
    report: SlaReport = json.loads(snapshot.content)["report"]
    return report


def _today(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> SlaReport:
    """The same report from what is known today: period, instant and contract are those it was made by."""
    said = report_of(snapshot)
    dates = said["period"]
    period = Period(date.fromisoformat(dates["from"]), date.fromisoformat(dates["to"]), dates["time_zone"])
    return report_at(uow, tenant, period=period, as_of=snapshot.as_of, agreed=agreed_of(said))


def _content(
    uow: UnitOfWork, tenant: Tenant, period: Period, report: SlaReport, *, revision: int
) -> dict[str, Any]:
    """All that is sealed of a report: its figures, what they mean, and by which versions they were measured."""
    calendars = {row.id: row for row in list_calendar_versions(uow, tenant.id)}
    return {
        "brand": {"name": tenant.name, "slug": tenant.slug},
        "definitions": _definitions(report),
        "month": name_of(period.from_date),
        "report": report,
        "revision": revision,
        "versions": {
            "calendars": [
                {"id": str(row.id), "name": row.name, "spec": row.spec, "version": row.version}
                for row in calendars.values()
            ],
            "sections": [
                {"id": str(row.id), "section": row.section, "version": row.version}
                for row in list_section_versions(uow, tenant.id)
                if row.retired_at is None or row.retired_at > period.start
            ],
            "service_levels": [
                {
                    "calendar": row.calendar,
                    "conditions": row.conditions,
                    "first_response": row.first_response_seconds,
                    "id": str(row.id),
                    "name": row.name,
                    "next_response": row.next_response_seconds,
                    "resolution": row.resolution_seconds,
                    "version": row.version,
                }
                for row in list_levels(uow, tenant.id, retired=True)
            ],
        },
    }


def _definitions(report: SlaReport) -> dict[str, Any]:
    """The sentences by key beside the figures; the whole of a definition stands in the report itself."""
    said = definitions_of(report)
    sentences = {key: one["sentence"] for key, one in said["metrics"].items()}
    return {"version": said["version"], **said["notes"], **sentences}


def _check_may_prepare(uow: UnitOfWork, period: Period, latest: Snapshot | None) -> None:
    if not is_over(period, now=uow.now):
        raise Conflict(N_("This month is not over yet."))
    if latest is not None and latest.state in {SnapshotState.SIGNED, SnapshotState.SEALED}:
        raise Conflict(N_("This month has been signed already."))


def _set_deadline(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> None:
    """Write down until when the client may decide, by the contract and the calendars in force now."""
    contract = list_sections(uow, tenant.id).get("contract")
    days = contract.content.get("acceptance_days") if contract else None
    if contract is None or days is None:
        return
    calendars = [calendar_from_spec(row.spec) for row in list_calendars(uow, tenant.id)]
    found = deadline_of(uow.now, days, calendars, tenant.time_zone)
    if found is not None:
        snapshot.accept_by, snapshot.remind_at = found.accept_by, found.remind_at
        snapshot.accept_contract = contract.version


def _check_signed(uow: UnitOfWork, snapshot: Snapshot) -> None:
    if snapshot.state != SnapshotState.SIGNED:
        raise Conflict(N_("This month does not wait for the client's decision."))
    if snapshot.accept_by is not None and snapshot.accept_by <= uow.now:
        raise Conflict(
            N_("The agreed days for deciding have passed: this month counts as accepted by the contract.")
        )


def _decide(uow: UnitOfWork, snapshot: Snapshot, state: SnapshotState, *, reasons: str | None = None) -> None:
    name = own_name(uow) or uow.actor.name
    snapshot.state, snapshot.reasons = state.value, reasons
    snapshot.decided_at, snapshot.decided_by, snapshot.decided_by_name = uow.now, uow.actor.user_id, name


def _said(text: str, place: str) -> str:
    found = text.strip()
    if not found or len(found) > LONGEST_REASONS:
        message = N_("Say why, in up to 2,000 characters.")
        raise Invalid(message, faults=(Fault(place, message),))
    return found
