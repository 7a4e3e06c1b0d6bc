"""Reads of hand-offs and alerts: what waits for a department, what was asked in a conversation.

`my_departments` says whose questions somebody of the client sees; the brand is kept by row-level security,
the department by the queries here. All brands of the vendor's people are their own departments to read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from bpo.conversations.models import Conversation, DepartmentAlert, Handoff
from bpo.conversations.rules.handoffs import Department, HandoffState, departments_of, kinds_of
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, User
from bpo.identity.permissions import Role
from bpo.identity.queries import list_memberships
from bpo.tenants.queries import get_section, list_sections_of

Place = tuple[datetime, UUID]
Mine = Mapping[UUID, frozenset[str] | None]  # by brand: these departments, or all of them


@dataclass(frozen=True)
class HandoffFilter:
    """Which hand-offs are asked for."""

    states: tuple[str, ...] = (HandoffState.WAITING.value, HandoffState.ANSWERED.value)
    department: str | None = None


def list_departments(uow: UnitOfWork, tenant_id: UUID) -> tuple[Department, ...]:
    """The departments of a brand, as agreed now."""
    return departments_of(get_section(uow, tenant_id, "departments"))


def my_departments(uow: UnitOfWork) -> Mine:
    """The departments that somebody of the client answers for, at each brand in scope.

    An approver of the client answers for all; an expert for those that a tag of theirs names and those whose
    contact they are. Whoever acts by a link has no role here, and the link's own row says what it opens.
    """
    if uow.actor.is_staff:
        return dict.fromkeys(uow.actor.tenant_ids)
    if uow.actor.user_id is None:
        return {}
    held = [
        row for row in list_memberships(uow, [uow.actor.user_id]) if row.tenant_id in uow.actor.tenant_ids
    ]
    address = uow.session.scalar(select(User.email).where(User.id == uow.actor.user_id)) or ""
    sections = list_sections_of(uow, {row.tenant_id for row in held if row.tenant_id}, "departments")
    found: dict[UUID, frozenset[str] | None] = {}
    for row in held:
        if row.tenant_id is None:
            continue
        if row.role == Role.CLIENT_APPROVER:
            found[row.tenant_id] = None
        elif row.role == Role.CLIENT_EXPERT and found.get(row.tenant_id, frozenset()) is not None:
            before = found.get(row.tenant_id) or frozenset()
            found[row.tenant_id] = before | _kinds(row, address, departments_of(sections.get(row.tenant_id)))
    return found


def _kinds(row: Membership, address: str, departments: Iterable[Department]) -> frozenset[str]:
    contacts = {one.kind for one in departments if one.contact.lower() == address.lower()}
    return kinds_of(row.tags) | contacts


def experts_of(uow: UnitOfWork, tenant_id: UUID, department: str) -> list[UUID]:
    """The experts who answer for a department by a tag; its contact is written to by itself."""
    rows = uow.session.execute(
        select(Membership.user_id, Membership.tags)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.tenant_id == tenant_id,
            Membership.role == Role.CLIENT_EXPERT,
            Membership.revoked_at.is_(None),
            User.disabled_at.is_(None),
        )
    )
    return sorted({row.user_id for row in rows if department in kinds_of(row.tags)})


def _is_mine(model: type[Handoff] | type[DepartmentAlert], mine: Mine) -> ColumnElement[bool]:
    parts = [
        and_(model.tenant_id == tenant_id, true() if kinds is None else model.department.in_(sorted(kinds)))
        for tenant_id, kinds in mine.items()
    ]
    return or_(*parts) if parts else false()


def get_handoff(
    uow: UnitOfWork, tenant_id: UUID, handoff_id: UUID, *, mine: Mine | None = None, for_update: bool = False
) -> Handoff:
    """One hand-off of a brand, or NotFound; with `mine`, only where it is of these departments."""
    query = select(Handoff).where(Handoff.tenant_id == tenant_id, Handoff.id == handoff_id)
    if mine is not None:
        query = query.where(_is_mine(Handoff, mine))
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def find_waiting(uow: UnitOfWork, conversation: Conversation, department: str) -> Handoff | None:
    """The question to this department that is not answered yet."""
    return uow.session.scalars(
        select(Handoff).where(
            Handoff.tenant_id == conversation.tenant_id,
            Handoff.conversation_id == conversation.id,
            Handoff.department == department,
            Handoff.state == HandoffState.WAITING,
        )
    ).first()


def list_of_conversation(uow: UnitOfWork, conversation: Conversation) -> list[Handoff]:
    """What was asked of departments in a conversation, the latest first."""
    return list(
        uow.session.scalars(
            select(Handoff)
            .where(Handoff.tenant_id == conversation.tenant_id, Handoff.conversation_id == conversation.id)
            .order_by(Handoff.asked_at.desc(), Handoff.id.desc())
        )
    )


def list_waiting(uow: UnitOfWork, mine: Mine, *, limit: int = 200) -> list[Handoff]:
    """What waits for these departments, the first due first."""
    return list(
        uow.session.scalars(
            select(Handoff)
            .where(_is_mine(Handoff, mine), Handoff.state == HandoffState.WAITING)
            .order_by(Handoff.due_at.asc().nulls_last(), Handoff.id)
            .limit(limit)
        )
    )


def count_waiting(uow: UnitOfWork, mine: Mine) -> int:
    """How much waits for these departments."""
    waiting = select(func.count()).select_from(Handoff)
    return (
        uow.session.scalar(waiting.where(_is_mine(Handoff, mine), Handoff.state == HandoffState.WAITING)) or 0
    )


def list_handoffs(
    uow: UnitOfWork,
    wanted: HandoffFilter,
    *,
    tenant_ids: Sequence[UUID],
    after: Place | None = None,
    limit: int,
) -> list[Handoff]:
    """Hand-offs of these brands, the latest asked first."""
    query = select(Handoff).where(Handoff.tenant_id.in_(tenant_ids), Handoff.state.in_(wanted.states))
    if wanted.department:
        query = query.where(Handoff.department == wanted.department)
    if after is not None:
        at, last_id = after
        query = query.where(or_(Handoff.asked_at < at, and_(Handoff.asked_at == at, Handoff.id < last_id)))
    return list(uow.session.scalars(query.order_by(Handoff.asked_at.desc(), Handoff.id.desc()).limit(limit)))


def list_due_for_reminder(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 200) -> list[Handoff]:
    """Hand-offs whose next reminder has come, locked; those that somebody else has in hand are left."""
    return list(
        uow.session.scalars(
            select(Handoff)
            .where(Handoff.tenant_id == tenant_id, Handoff.next_reminder_at <= uow.now)
            .order_by(Handoff.next_reminder_at, Handoff.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


def get_alert(
    uow: UnitOfWork, tenant_id: UUID, alert_id: UUID, *, mine: Mine | None = None, for_update: bool = False
) -> DepartmentAlert:
    """One alert of a brand, or NotFound; with `mine`, only where it is of these departments."""
    query = select(DepartmentAlert).where(
        DepartmentAlert.tenant_id == tenant_id, DepartmentAlert.id == alert_id
    )
    if mine is not None:
        query = query.where(_is_mine(DepartmentAlert, mine))
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def list_alerts(uow: UnitOfWork, mine: Mine, *, since: datetime, limit: int = 100) -> list[DepartmentAlert]:
    """What these departments were told of: not seen yet, and of late; the latest first."""
    return list(
        uow.session.scalars(
            select(DepartmentAlert)
            .where(
                _is_mine(DepartmentAlert, mine),
                or_(DepartmentAlert.seen_at.is_(None), DepartmentAlert.raised_at >= since),
            )
            .order_by(DepartmentAlert.raised_at.desc(), DepartmentAlert.id.desc())
            .limit(limit)
        )
    )


def count_unseen_alerts(uow: UnitOfWork, mine: Mine) -> int:
    """How many alerts nobody of these departments has confirmed."""
    unseen = select(func.count()).select_from(DepartmentAlert)
    return (
        uow.session.scalar(unseen.where(_is_mine(DepartmentAlert, mine), DepartmentAlert.seen_at.is_(None)))
        or 0
    )


def list_alerts_of(uow: UnitOfWork, conversation: Conversation) -> list[DepartmentAlert]:
    """Whom a conversation alarmed, the first first."""
    return list(
        uow.session.scalars(
            select(DepartmentAlert)
            .where(
                DepartmentAlert.tenant_id == conversation.tenant_id,
                DepartmentAlert.conversation_id == conversation.id,
            )
            .order_by(DepartmentAlert.raised_at, DepartmentAlert.id)
        )
    )


def list_alerted(
    uow: UnitOfWork, tenant_id: UUID, conversation_ids: Iterable[UUID]
) -> set[tuple[UUID, str, str]]:
    """What departments were told already: (conversation, department, reason)."""
    rows = uow.session.execute(
        select(DepartmentAlert.conversation_id, DepartmentAlert.department, DepartmentAlert.reason).where(
            DepartmentAlert.tenant_id == tenant_id,
            DepartmentAlert.conversation_id.in_(list(conversation_ids)),
        )
    )
    return {(row.conversation_id, row.department, row.reason) for row in rows}
