"""Who has access: invitations, roles, disabling.

Somebody gives and takes only roles at places whose people they keep, never their own, and never mixes the
vendor's people with a client's. Ending access ends sessions, open invitations and keys in the same instant.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from bpo.core.actor import ActorKind
from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, OneTimeLink, User
from bpo.identity.operations.links import make_link, revoke_links
from bpo.identity.permissions import Permission, Profile, Role
from bpo.identity.queries import find_user_by_email, list_keys, list_memberships
from bpo.identity.rules import (
    LinkPurpose,
    Side,
    check_may_grant,
    check_membership,
    check_not_oneself,
    check_speech,
    normal_email,
    side_of,
)


def invite_user(
    uow: UnitOfWork,
    *,
    email: str,
    role: Role,
    name: str = "",
    tenant_ids: Sequence[UUID] = (),
    profile: Profile | None = None,
    tags: Sequence[str] = (),
    locale: str = "en",
    time_zone: str = "UTC",
    by_mail: bool = True,
) -> tuple[User, OneTimeLink]:
    """Add a person with a role, at the brands named or (none named) at the vendor; they are sent a link."""
    check_speech(locale=locale, time_zone=time_zone)
    user = User(
        side=side_of(role).value,
        email=normal_email(email),
        name=name.strip(),
        locale=locale,
        time_zone=time_zone,
        created_at=uow.now,
        sessions_from=uow.now,
        recovery_codes=[],
    )
    try:
        with uow.session.begin_nested():
            uow.session.add(user)
    except IntegrityError:
        sentence = N_(
            "Somebody with this e-mail address has access already: give them a role on their page, or ask an admin to."
        )
        raise Invalid(N_("This person is here already."), faults=(Fault("email", sentence),)) from None
    uow.audit("user.invited", user)
    grant_roles(uow, user, role=role, tenant_ids=tenant_ids, profile=profile, tags=tags)
    return user, make_link(uow, user, LinkPurpose.INVITATION, by_mail=by_mail)


def add_user(
    uow: UnitOfWork,
    *,
    email: str,
    role: Role,
    tenant_ids: Sequence[UUID] = (),
    profile: Profile | None = None,
    tags: Sequence[str] = (),
) -> tuple[User, OneTimeLink | None]:
    """For the command: as `invite_user` but without mail; a known person gets the role added.

    The link is None for somebody who has a password already.
    """
    user = find_user_by_email(uow, normal_email(email))
    if user is None:
        return invite_user(
            uow, email=email, role=role, tenant_ids=tenant_ids, profile=profile, tags=tags, by_mail=False
        )
    grant_roles(uow, user, role=role, tenant_ids=tenant_ids, profile=profile, tags=tags)
    if user.password_hash is not None:
        return user, None
    return user, make_link(uow, user, LinkPurpose.INVITATION, by_mail=False)


def grant_roles(
    uow: UnitOfWork,
    user: User,
    *,
    role: Role,
    tenant_ids: Sequence[UUID] = (),
    profile: Profile | None = None,
    tags: Sequence[str] = (),
) -> list[Membership]:
    """Give a role at each of the brands, or at the vendor where none is named."""
    places: Sequence[UUID | None] = tuple(dict.fromkeys(tenant_ids)) or (None,)
    return [_grant(uow, user, role, tenant_id=place, profile=profile, tags=tags) for place in places]


def _grant(
    uow: UnitOfWork,
    user: User,
    role: Role,
    *,
    tenant_id: UUID | None,
    profile: Profile | None,
    tags: Sequence[str],
) -> Membership:
    check_not_oneself(uow.actor.user_id, user.id)
    check_membership(Side(user.side), role, tenant_id=tenant_id, profile=profile, tags=tags)
    if tenant_id is not None and tenant_id not in uow.actor.tenant_ids:
        fault = Fault("brands", N_("There is no such brand."))
        raise Invalid(N_("This role cannot be held like that."), faults=(fault,))
    _check_keeps(uow, role, tenant_id)
    row = Membership(
        user_id=user.id,
        side=user.side,
        tenant_id=tenant_id,
        role=role.value,
        profile=profile.value if profile else None,
        tags=sorted({tag.strip() for tag in tags if tag.strip()}),
        created_at=uow.now,
    )
    try:
        with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError:
        raise Conflict(N_("This person has this role already.")) from None
    uow.audit("membership.granted", row, user=str(user.id), role=row.role, profile=row.profile, tags=row.tags)
    return row


def revoke_membership(uow: UnitOfWork, user: User, membership: Membership) -> None:
    """Take a role away; without any left, an open invitation falls too."""
    check_not_oneself(uow.actor.user_id, user.id)
    _check_keeps(uow, Role(membership.role), membership.tenant_id)
    membership.revoked_at = uow.now
    uow.audit("membership.revoked", membership, user=str(user.id), role=membership.role)
    uow.session.flush()  # the roles that are left are counted next
    if not list_memberships(uow, [user.id]):
        revoke_links(uow, user)


def disable_user(uow: UnitOfWork, user: User) -> None:
    """End somebody's access at once: sessions, open links and keys."""
    _check_keeps_person(uow, user)
    if user.disabled_at is not None:
        raise Conflict(N_("This person's access is disabled already."))
    user.disabled_at = user.sessions_from = uow.now
    for key in list_keys(uow, user.id):
        key.revoked_at = uow.now
        uow.audit("api_key.revoked", key)
    revoke_links(uow, user)
    uow.audit("user.disabled", user)


def enable_user(uow: UnitOfWork, user: User) -> None:
    """Let somebody in again; their sessions and keys stay ended."""
    _check_keeps_person(uow, user)
    if user.disabled_at is None:
        raise Conflict(N_("This person's access is not disabled."))
    user.disabled_at = None
    uow.audit("user.enabled", user)


def resend_invitation(uow: UnitOfWork, user: User) -> OneTimeLink:
    """Send a new invitation; the earlier one ends."""
    _check_keeps_person(uow, user)
    if user.password_hash is not None:
        raise Conflict(N_("This person has accepted their invitation already."))
    if user.disabled_at is not None:
        raise Conflict(N_("This person's access is disabled."))
    uow.audit("user.invited", user)
    return make_link(uow, user, LinkPurpose.INVITATION)


def can_keep(uow: UnitOfWork, user: User, memberships: Sequence[Membership]) -> bool:
    """Whether the actor may disable this person, for the page to offer it or not."""
    try:
        check_not_oneself(uow.actor.user_id, user.id)
        for row in memberships:
            _check_keeps(uow, Role(row.role), row.tenant_id)
    except (Conflict, Forbidden):
        return False
    return bool(memberships) or uow.actor.may_at_vendor(Permission.USER_MANAGE)


def _check_keeps_person(uow: UnitOfWork, user: User) -> None:
    """The whole person: every role they hold must be the actor's to take."""
    check_not_oneself(uow.actor.user_id, user.id)
    held = list_memberships(uow, [user.id])
    for row in held:
        _check_keeps(uow, Role(row.role), row.tenant_id)
    if not held and not uow.actor.may_at_vendor(Permission.USER_MANAGE):
        raise Forbidden(N_("You do not keep the people there."))


def _check_keeps(uow: UnitOfWork, role: Role, tenant_id: UUID | None) -> None:
    if uow.actor.kind is not ActorKind.SYSTEM:
        check_may_grant(uow.actor.grants, role, tenant_id=tenant_id)
