"""Deciding by a link from a mail: who holds it, and a unit in which nothing else exists for them.

The link's token is its proof (`core.signed_links`); that it decides once is the state of the row it opens.
Whoever comes by it acts as themselves: the person it was sent to, who must still have the role, or the
department's contact, who needs no account. Their actor sees one brand and the row's one channel account, and
may do the one thing. Anything that is wrong with a link is one and the same answer.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bpo.conversations.models import Approval, DepartmentAlert, Handoff
from bpo.conversations.queries.approvals import get_approval
from bpo.conversations.queries.handoffs import get_alert, get_handoff
from bpo.conversations.rules.handoffs import LINK_LASTS, kinds_of
from bpo.core.actor import Actor, ActorKind
from bpo.core.errors import Conflict, NotFound
from bpo.core.i18n import N_
from bpo.core.signed_links import SignedLink, is_address, read, sign
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, User
from bpo.identity.permissions import Permission, Role
from bpo.identity.queries import find_user_by_email
from bpo.tenants.models import Tenant

APPROVAL, HANDOFF, ALERT = "approval", "handoff", "alert"
PATHS = {APPROVAL: "/links/approvals/", HANDOFF: "/links/questions/", ALERT: "/links/alerts/"}
PERMISSIONS = {
    APPROVAL: Permission.DRAFT_APPROVE,
    HANDOFF: Permission.HANDOFF_DECIDE,
    ALERT: Permission.HANDOFF_DECIDE,
}
ENDED = N_("This link has been used, has expired, or is not complete.")


@dataclass(frozen=True)
class Holder:
    """Who came by a link, what it opens, and how to speak to them."""

    actor: Actor
    tenant_id: UUID
    row_id: UUID
    locale: str
    time_zone: str


@dataclass(frozen=True)
class Addressee:
    """To whom a mail with a link goes."""

    email: str
    name: str
    locale: str
    time_zone: str


def link_of(
    purpose: str,
    *,
    tenant_id: UUID,
    row_id: UUID,
    recipient: UUID,
    now: datetime,
    key: bytes,
    public_url: str,
) -> str:
    """The whole address of a link."""
    link = SignedLink(purpose, tenant_id, row_id, recipient, now + LINK_LASTS)
    return public_url.rstrip("/") + PATHS[purpose] + sign(link, key=key)


def contact_of(uow: UnitOfWork, tenant_id: UUID, address: str) -> Addressee:
    """A department's contact: as the person they are where they have an account, else as the brand speaks."""
    user = find_user_by_email(uow, address.lower())
    if user is not None:
        return Addressee(address, user.name, user.locale, user.time_zone)
    tenant = uow.session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
    return Addressee(address, "", str(tenant.languages[0]), tenant.time_zone)


def read_link(token: str, purpose: str, *, now: datetime, key: bytes) -> SignedLink:
    """What a token opens, before anything is looked up."""
    link = read(token, purpose=purpose, key=key, now=now)
    if link is None:
        raise Conflict(ENDED)
    return link


def hold_link(uow: UnitOfWork, link: SignedLink, *, key: bytes) -> Holder:
    """Whose link this is, if they may still decide what it opens. `uow` is the system's, for the brand."""
    try:
        row = _row(uow, link)
    except NotFound:
        raise Conflict(ENDED) from None
    if not _is_open(row):
        raise Conflict(ENDED)
    if not isinstance(row, Approval) and is_address(link.recipient, row.contact, key=key):
        contact = contact_of(uow, link.tenant_id, row.contact)
        user = find_user_by_email(uow, row.contact.lower())
        if user is not None and user.disabled_at is not None:
            raise Conflict(ENDED)
        user_id, name = (user.id if user else None), row.contact
        locale, time_zone = contact.locale, contact.time_zone
    else:
        user = _standing(uow, link, row)
        user_id, name, locale, time_zone = user.id, user.name or user.email, user.locale, user.time_zone
    actor = Actor(
        ActorKind.CLIENT,
        user_id=user_id,
        name=name,
        tenant_ids=frozenset({link.tenant_id}),
        grants={link.tenant_id: frozenset({PERMISSIONS[link.purpose].value})},
        narrowed={link.tenant_id: frozenset({row.account_id})},
    )
    return Holder(actor, link.tenant_id, link.row_id, locale, time_zone)


def _row(uow: UnitOfWork, link: SignedLink) -> Approval | Handoff | DepartmentAlert:
    if link.purpose == APPROVAL:
        return get_approval(uow, link.tenant_id, link.row_id)
    if link.purpose == HANDOFF:
        return get_handoff(uow, link.tenant_id, link.row_id)
    return get_alert(uow, link.tenant_id, link.row_id)


def _is_open(row: Approval | Handoff | DepartmentAlert) -> bool:
    if isinstance(row, DepartmentAlert):
        return row.seen_at is None
    return row.state == "waiting"


def _standing(uow: UnitOfWork, link: SignedLink, row: Approval | Handoff | DepartmentAlert) -> User:
    """The person it was sent to, if they still have the role that it was sent for."""
    user = uow.session.scalars(
        select(User).where(User.id == link.recipient, User.disabled_at.is_(None))
    ).first()
    memberships = uow.session.scalars(
        select(Membership).where(
            Membership.user_id == link.recipient,
            Membership.tenant_id == link.tenant_id,
            Membership.revoked_at.is_(None),
        )
    ).all()
    approves = any(one.role == Role.CLIENT_APPROVER for one in memberships)
    decides = not isinstance(row, Approval) and any(
        one.role == Role.CLIENT_EXPERT and row.department in kinds_of(one.tags) for one in memberships
    )
    if user is None or not (approves or decides):
        raise Conflict(ENDED)
    return user
