"""Reads of approvals: what waits and for whom, how a draft came to be approved, and who could approve it.

Which rows exist is row-level security's answer: a client's people see what waits or waited for the client,
and nothing of what a colleague was asked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, false, func, or_, select

from bpo.conversations.models import Approval, Conversation, Draft
from bpo.conversations.rules.approval import ApprovalState, Approver, Tier
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, User
from bpo.identity.permissions import Permission, Role
from bpo.identity.rules import DEPARTMENT_TAG

ROLES = {
    Tier.COLLEAGUE: (Role.TEAM_LEADER, Role.SUPERVISOR),
    Tier.SUPERVISOR: (Role.SUPERVISOR,),
    Tier.CLIENT: (Role.CLIENT_APPROVER,),
}


@dataclass(frozen=True)
class Person:
    """Somebody who can be told that a reply waits for them."""

    id: UUID
    email: str
    name: str
    locale: str
    time_zone: str


def approver_of(uow: UnitOfWork, tenant_id: UUID) -> Approver:
    """Who acts, as the rules of approval take it."""
    actor = uow.actor
    return Approver(
        user_id=actor.user_id,
        is_client=not actor.is_staff,
        may_approve=actor.may(Permission.DRAFT_APPROVE, tenant_id),
        may_approve_risky=actor.may(Permission.DRAFT_APPROVE_RISKY, tenant_id),
    )


def get_approval(
    uow: UnitOfWork, tenant_id: UUID, approval_id: UUID, *, for_update: bool = False
) -> Approval:
    """One approval of a brand, or NotFound; `for_update` as it is when nobody else changes it."""
    query = select(Approval).where(Approval.tenant_id == tenant_id, Approval.id == approval_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def find_waiting_for(uow: UnitOfWork, draft: Draft, *, for_update: bool = False) -> Approval | None:
    """The approval that a draft waits for."""
    query = select(Approval).where(
        Approval.tenant_id == draft.tenant_id,
        Approval.draft_id == draft.id,
        Approval.state == ApprovalState.WAITING,
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return uow.session.scalars(query).first()


def list_steps(uow: UnitOfWork, tenant_id: UUID, draft_id: UUID) -> list[Approval]:
    """How a draft came to be approved or returned, each time it was submitted: every step, in their order."""
    return list(
        uow.session.scalars(
            select(Approval)
            .where(Approval.tenant_id == tenant_id, Approval.draft_id == draft_id)
            .order_by(Approval.submitted_at, Approval.step, Approval.id)
        )
    )


def list_of_conversation(uow: UnitOfWork, conversation: Conversation) -> list[Approval]:
    """Every approval that replies of a conversation waited for, in their order."""
    return list(
        uow.session.scalars(
            select(Approval)
            .where(Approval.tenant_id == conversation.tenant_id, Approval.conversation_id == conversation.id)
            .order_by(Approval.submitted_at, Approval.step, Approval.id)
        )
    )


def list_waiting(uow: UnitOfWork, *, tenant_ids: Iterable[UUID], limit: int = 300) -> list[Approval]:
    """Every reply of these brands that waits for approval, the longest first."""
    return list(
        uow.session.scalars(
            select(Approval)
            .where(Approval.tenant_id.in_(sorted(tenant_ids)), Approval.state == ApprovalState.WAITING)
            .order_by(Approval.submitted_at, Approval.id)
            .limit(limit)
        )
    )


def list_decided(uow: UnitOfWork, *, tenant_ids: Iterable[UUID], limit: int = 50) -> list[Approval]:
    """What was decided last in these brands."""
    return list(
        uow.session.scalars(
            select(Approval)
            .where(
                Approval.tenant_id.in_(sorted(tenant_ids)),
                Approval.state.in_((ApprovalState.APPROVED, ApprovalState.RETURNED)),
            )
            .order_by(Approval.decided_at.desc(), Approval.id.desc())
            .limit(limit)
        )
    )


def waiting_replies(uow: UnitOfWork, brands: Mapping[Tier, Collection[UUID]]) -> Select[int]:
    """How many replies wait for these tiers, each in its brands, one's own left out."""
    theirs = [
        (Approval.tier == tier) & Approval.tenant_id.in_(sorted(tenant_ids))
        for tier, tenant_ids in brands.items()
        if tenant_ids
    ]
    waiting = (
        select(func.count())
        .select_from(Approval)
        .where(Approval.state == ApprovalState.WAITING, or_(false(), *theirs))
    )
    if uow.actor.user_id is not None:
        waiting = waiting.where(Approval.author_id != uow.actor.user_id)
    return waiting


def list_overdue(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 200) -> list[Approval]:
    """Approvals whose time has run out, locked; those that somebody has in hand are left."""
    return list(
        uow.session.scalars(
            select(Approval)
            .where(
                Approval.tenant_id == tenant_id,
                Approval.state == ApprovalState.WAITING,
                Approval.due_at <= uow.now,
            )
            .order_by(Approval.due_at, Approval.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


def list_approvers(uow: UnitOfWork, approval: Approval, *, account_tags: Iterable[str]) -> list[Person]:
    """Who can decide this, as far as roles say: of the tier, with access to its account, and not the author."""
    tags = set(account_tags)
    rows = uow.session.execute(
        select(User, Membership.tags)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.role.in_(ROLES[Tier(approval.tier)]),
            Membership.revoked_at.is_(None),
            or_(Membership.tenant_id == approval.tenant_id, Membership.tenant_id.is_(None)),
            User.disabled_at.is_(None),
            User.id != approval.author_id,
        )
        .order_by(User.id)
    )
    found: dict[UUID, Person] = {}
    for user, narrowed_by in rows:
        narrowing = {tag for tag in narrowed_by if not tag.startswith(DEPARTMENT_TAG)}
        if not narrowing or narrowing & tags:
            found[user.id] = Person(user.id, user.email, user.name, user.locale, user.time_zone)
    return list(found.values())
