"""Leaving something out of measurement: noted or found with evidence, put to the client, decided by them.

Nobody of the vendor can change a figure by this: what is left out is what the client's approver approved, and both
figures are printed. What was approved counts once all clocks that it concerns are computed with it (`excluding`), by
the system, for which everything exists. Whoever sees some accounts only neither proposes nor decides, because the
report is that of the whole brand.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from bpo.channels.queries import list_accounts
from bpo.conversations.events import ExclusionDecided
from bpo.conversations.models import Exclusion
from bpo.conversations.operations.excluding import apply_exclusion
from bpo.conversations.operations.facts import hold_evidence
from bpo.conversations.queries.exclusions import known_turns
from bpo.conversations.rules.exclusions import LONGEST_WHY, ExclusionKind, ExclusionState, check_shape
from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may, own_name
from bpo.tenants.models import Tenant

DECIDE_WITHIN = timedelta(days=5)  # the client's target


def note_exclusion(
    uow: UnitOfWork,
    tenant: Tenant,
    *,
    kind: ExclusionKind,
    why: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    account_ids: Sequence[UUID] | None = None,
    turn_ids: Sequence[UUID] | None = None,
) -> Exclusion:
    """Write down what could be left out, to be looked at and then put to the client.

    Invalid where it says nothing, or names what is not the brand's.
    """
    check_whole(uow, tenant)
    check_shape(starts_at=starts_at, ends_at=ends_at, turns=turn_ids, now=uow.now)
    _check_known(uow, tenant, account_ids, turn_ids)
    return _add(
        uow,
        tenant,
        kind=kind,
        why=_said(why, "why"),
        starts_at=starts_at,
        ends_at=ends_at,
        account_ids=account_ids,
        turn_ids=turn_ids,
        evidence=(),
    )


def add_found(
    uow: UnitOfWork,
    tenant: Tenant,
    *,
    kind: ExclusionKind,
    found_as: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    account_ids: Sequence[UUID] | None,
    turn_ids: Sequence[UUID] | None,
    evidence: Sequence[dict[str, Any]],
) -> Exclusion | None:
    """Keep what the system found, for the vendor to look at; None where it was found before."""
    known = select(Exclusion.id).where(Exclusion.tenant_id == tenant.id, Exclusion.found_as == found_as)
    if uow.session.scalar(known) is not None:
        return None
    return _add(
        uow,
        tenant,
        kind=kind,
        why="",
        starts_at=starts_at,
        ends_at=ends_at,
        account_ids=account_ids,
        turn_ids=turn_ids,
        evidence=evidence,
        found_as=found_as,
    )


def put_forward(uow: UnitOfWork, tenant: Tenant, row: Exclusion) -> None:
    """Put to the client what was noted or found; their approvers are told."""
    check_whole(uow, tenant)
    _check_state(row, ExclusionState.FOUND)
    row.state = ExclusionState.PROPOSED.value
    row.proposed_at, row.proposed_by = uow.now, uow.actor.user_id
    row.proposed_by_name = own_name(uow) or uow.actor.name
    row.decide_by = uow.now + DECIDE_WITHIN
    uow.audit("exclusion.proposed", row, number=row.number)
    notify(
        uow,
        list_people_who_may(uow, tenant.id, Permission.REPORT_ACCEPT),
        tenant_id=tenant.id,
        kind=Kind.EXCLUSION_PROPOSED,
        message=N_("Exclusion %(number)s of %(brand)s waits for your decision."),
        values={"brand": tenant.name, "number": row.number},
        path=_path(tenant, row),
    )


def take_back(uow: UnitOfWork, tenant: Tenant, row: Exclusion) -> None:
    """Drop what was noted or found, or withdraw what the client has not decided."""
    check_whole(uow, tenant)
    _check_state(row, ExclusionState.FOUND, ExclusionState.PROPOSED)
    is_found = row.state == ExclusionState.FOUND
    row.state = (ExclusionState.DROPPED if is_found else ExclusionState.WITHDRAWN).value
    uow.audit("exclusion.dropped" if is_found else "exclusion.withdrawn", row, number=row.number)


def decide_exclusion(
    uow: UnitOfWork, tenant: Tenant, row: Exclusion, *, approved: bool, reason: str = ""
) -> None:
    """Approve or refuse for the client; a refusal says why. It counts once the system has computed the clocks."""
    check_whole(uow, tenant)
    _check_state(row, ExclusionState.PROPOSED)
    row.reason = _said(reason, "reason") if reason.strip() or not approved else None
    row.state = (ExclusionState.APPROVED if approved else ExclusionState.REFUSED).value
    row.decided_at, row.decided_by = uow.now, uow.actor.user_id
    row.decided_by_name = own_name(uow) or uow.actor.name
    uow.audit("exclusion.approved" if approved else "exclusion.refused", row, number=row.number)
    uow.emit(ExclusionDecided(tenant.id, row.id))


def conclude_exclusion(uow: UnitOfWork, tenant: Tenant, row: Exclusion) -> None:
    """What follows from the client's decision, done by the system: clocks, and telling who signs for the vendor."""
    approved = row.state == ExclusionState.APPROVED
    if row.applied_at is not None or not (approved or row.state == ExclusionState.REFUSED):
        return
    if approved:
        apply_exclusion(uow, row)
    notify(
        uow,
        list_people_who_may(uow, tenant.id, Permission.REPORT_SIGN),
        tenant_id=tenant.id,
        kind=Kind.EXCLUSION_DECIDED,
        message=N_("%(brand)s approved exclusion %(number)s.")
        if approved
        else N_("%(brand)s refused exclusion %(number)s."),
        values={"brand": tenant.name, "number": row.number},
        path=_path(tenant, row),
        about=f"{row.id} {row.state}",
    )


def check_whole(uow: UnitOfWork, tenant: Tenant) -> None:
    """Forbidden to whoever sees some of the brand's accounts only."""
    if tenant.id in uow.actor.narrowed:
        raise Forbidden(
            N_(
                "The report is that of the whole brand: whoever sees some of its accounts only cannot do this."
            )
        )


def _add(
    uow: UnitOfWork,
    tenant: Tenant,
    *,
    kind: ExclusionKind,
    why: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    account_ids: Sequence[UUID] | None,
    turn_ids: Sequence[UUID] | None,
    evidence: Sequence[dict[str, Any]],
    found_as: str | None = None,
) -> Exclusion:
    hold_evidence(uow, tenant.id)  # numbers have no gaps
    last = uow.session.scalar(select(func.max(Exclusion.number)).where(Exclusion.tenant_id == tenant.id))
    row = Exclusion(
        tenant_id=tenant.id,
        number=(last or 0) + 1,
        kind=kind.value,
        account_ids=None if account_ids is None else sorted({str(one) for one in account_ids}),
        turn_ids=None if turn_ids is None else sorted({str(one) for one in turn_ids}),
        starts_at=starts_at,
        ends_at=ends_at,
        why=why,
        evidence=list(evidence),
        found_as=found_as,
        state=ExclusionState.FOUND.value,
        made_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()  # the next number follows it
    uow.audit("exclusion.made", row, number=row.number, kind=kind.value)
    return row


def _path(tenant: Tenant, row: Exclusion) -> str:
    return f"/brands/{tenant.slug}/exclusions/{row.number}"


def _check_known(
    uow: UnitOfWork, tenant: Tenant, account_ids: Sequence[UUID] | None, turn_ids: Sequence[UUID] | None
) -> None:
    accounts = {one.id for one in list_accounts(uow, tenant.id)}
    if account_ids is not None and (not account_ids or set(account_ids) - accounts):
        fault = Fault("accounts", N_("Choose accounts of this brand."))
        raise Invalid(N_("Choose accounts of this brand."), faults=(fault,))
    if turn_ids is not None and set(turn_ids) - known_turns(uow, tenant.id, turn_ids):
        fault = Fault("turns", N_("One of these turns does not exist."))
        raise Invalid(N_("One of these turns does not exist."), faults=(fault,))


def _check_state(row: Exclusion, *states: ExclusionState) -> None:
    if row.state not in states:
        raise Conflict(N_("This exclusion has been decided or taken back meanwhile."))


def _said(words: str, place: str) -> str:
    said = words.strip()
    if not said or len(said) > LONGEST_WHY:
        fault = Fault(place, N_("Say why, in at most 2,000 characters."))
        raise Invalid(N_("Say why, in at most 2,000 characters."), faults=(fault,))
    return said
