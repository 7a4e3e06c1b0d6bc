"""Reads about people, and the audit log.

Row-level security decides which people exist for the reader; `resolve_session` and `resolve_api_key` are
the two doors that open before anybody is known. Nobody's credentials are listed but one's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, Uuid, cast, column, func, or_, select, table, text, true, tuple_, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from bpo.core.errors import NotFound
from bpo.core.events import EventRow
from bpo.core.uow import UnitOfWork
from bpo.identity.models import (
    ApiKey,
    LoginTries,
    Membership,
    Notification,
    OneTimeLink,
    User,
    UserSession,
)
from bpo.identity.permissions import Permission, Profile, Role, posts_with
from bpo.identity.rules import SESSION_IDLE, AuthLevel, Held

Own = TypeVar("Own", UserSession, ApiKey)

TENANT = table("tenant", column("id", Uuid()), column("slug"), column("name"))
RESOLVE_SESSION = text("SELECT * FROM resolve_session(:given, :asked_at, :idle)")
RESOLVE_KEY = text("SELECT * FROM resolve_api_key(:given, :asked_at)")
TAGGED_ACCOUNTS = text("SELECT account_id FROM accounts_with_tags(:tenant_id, :tags)")


@dataclass(frozen=True)
class Resolved:
    """Whose cookie or key this is. `scopes` is None for a person, `auth_level` FULL for a key."""

    credential_id: UUID
    user_id: UUID
    name: str
    email: str
    side: str
    locale: str
    time_zone: str
    held: tuple[Held, ...]
    brands: tuple[UUID, ...]
    auth_level: AuthLevel = AuthLevel.FULL
    scopes: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Brand:
    """A brand as a choice in a list."""

    id: UUID
    slug: str
    name: str


@dataclass(frozen=True)
class AuditFilter:
    """Which events are asked for; None means any."""

    user_id: UUID | None = None
    action: str = ""
    tenant_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


def resolve_session(uow: UnitOfWork, token_hash: bytes) -> Resolved | None:
    """Whose session cookie this is; notes at most once a minute that it was seen."""
    given = {"given": token_hash, "asked_at": uow.now, "idle": SESSION_IDLE}
    row = uow.session.execute(RESOLVE_SESSION, given).mappings().one_or_none()
    if row is None:
        return None
    return Resolved(credential_id=row["session_id"], auth_level=AuthLevel(row["auth_level"]), **_person(row))


def resolve_api_key(uow: UnitOfWork, key_hash: bytes) -> Resolved | None:
    """Whose API key this is."""
    given = {"given": key_hash, "asked_at": uow.now}
    row = uow.session.execute(RESOLVE_KEY, given).mappings().one_or_none()
    if row is None:
        return None
    return Resolved(credential_id=row["key_id"], scopes=tuple(row["scopes"]), **_person(row))


def list_tagged_accounts(uow: UnitOfWork, tenant_id: UUID, tags: Sequence[str]) -> frozenset[UUID]:
    """The accounts of a brand that have one of these tags; asked before the actor has a scope."""
    given = {"tenant_id": tenant_id, "tags": sorted(tags)}
    return frozenset(uow.session.scalars(TAGGED_ACCOUNTS, given))


def get_user(uow: UnitOfWork, user_id: UUID, *, for_update: bool = False) -> User:
    """One user, if they exist for the reader."""
    wanted = select(User).where(User.id == user_id)
    found = uow.session.scalars(wanted.with_for_update() if for_update else wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def get_oneself(uow: UnitOfWork, *, for_update: bool = False) -> User:
    """The user who acts."""
    if uow.actor.user_id is None:
        raise NotFound
    return get_user(uow, uow.actor.user_id, for_update=for_update)


def find_user_by_email(uow: UnitOfWork, email: str) -> User | None:
    """The user with this (normal) address."""
    return uow.session.scalars(select(User).where(User.email == email)).one_or_none()


def users_by_email(uow: UnitOfWork, emails: set[str]) -> dict[str, UUID]:
    """The ids of users by these (normal) addresses, of those who exist for the reader."""
    rows = uow.session.execute(select(User.email, User.id).where(User.email.in_(sorted(emails))))
    return {row.email: row.id for row in rows}


def list_users(
    uow: UnitOfWork, *, search: str = "", after: tuple[str, UUID] | None = None, limit: int
) -> Sequence[User]:
    """Users by address, after the last one shown."""
    wanted = select(User).order_by(User.email, User.id).limit(limit)
    if search:
        words = search.casefold()
        wanted = wanted.where(
            or_(
                User.email.contains(words, autoescape=True),
                func.lower(User.name).contains(words, autoescape=True),
            )
        )
    if after is not None:
        wanted = wanted.where(User.email > after[0])
    return uow.session.scalars(wanted).all()


def list_memberships(uow: UnitOfWork, user_ids: Sequence[UUID]) -> Sequence[Membership]:
    """The standing roles of these users, as far as the reader may see them."""
    return uow.session.scalars(
        select(Membership)
        .where(Membership.user_id.in_(user_ids), Membership.revoked_at.is_(None))
        .order_by(Membership.created_at, Membership.id)
    ).all()


def list_people_who_may(
    uow: UnitOfWork, tenant_id: UUID, permission: Permission, *, account_id: UUID | None = None
) -> frozenset[UUID]:
    """Who holds a permission at a brand, for telling them; whoever is narrowed, where the account is theirs."""
    rows = uow.session.execute(
        select(Membership.user_id, Membership.tags)
        .join(User, User.id == Membership.user_id)
        .where(
            or_(Membership.tenant_id == tenant_id, Membership.tenant_id.is_(None)),
            tuple_(Membership.role, func.coalesce(Membership.profile, "")).in_(
                [(role.value, profile.value if profile else "") for role, profile in posts_with(permission)]
            ),
            Membership.revoked_at.is_(None),
            User.disabled_at.is_(None),
        )
    ).all()
    narrowed = {tuple(row.tags) for row in rows if row.tags}
    reached = {tags for tags in narrowed if account_id in list_tagged_accounts(uow, tenant_id, tags)}
    return frozenset(row.user_id for row in rows if not row.tags or tuple(row.tags) in reached)


def count_unread(uow: UnitOfWork) -> int:
    """How many notifications the acting user has not seen."""
    return uow.session.scalar(
        select(func.count()).where(
            Notification.user_id == uow.actor.user_id, Notification.read_at.is_(None)
        )
    ) or 0  # fmt: skip


def list_notifications(
    uow: UnitOfWork, *, after: tuple[datetime, UUID] | None = None, limit: int
) -> Sequence[Notification]:
    """What the acting user was told, newest first."""
    wanted = select(Notification).where(Notification.user_id == uow.actor.user_id)
    if after is not None:
        at, last = after
        earlier = (Notification.created_at == at) & (Notification.id < last)
        wanted = wanted.where(or_(Notification.created_at < at, earlier))
    newest = (Notification.created_at.desc(), Notification.id.desc())
    return uow.session.scalars(wanted.order_by(*newest).limit(limit)).all()


def get_notification(uow: UnitOfWork, notification_id: UUID) -> Notification:
    """One notification, locked: one's own, or any for the system that mails it."""
    found = uow.session.scalars(
        select(Notification).where(Notification.id == notification_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def get_membership(uow: UnitOfWork, user_id: UUID, membership_id: UUID) -> Membership:
    """One standing role of a user."""
    found = uow.session.scalars(
        select(Membership)
        .where(Membership.id == membership_id, Membership.user_id == user_id, Membership.revoked_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def wants_keys(uow: UnitOfWork) -> bool:
    """Whether pages may listen to single keys of the acting user."""
    return uow.session.scalar(keys_off(uow)) is None


def keys_off(uow: UnitOfWork) -> Select[datetime | None]:
    """Since when they may not; None where they may."""
    return select(User.keys_off_at).where(User.id == uow.actor.user_id)


def list_names(uow: UnitOfWork, user_ids: set[UUID]) -> dict[UUID, str]:
    """Names of users by id, of those who exist for the reader."""
    rows = uow.session.execute(select(User.id, User.name, User.email).where(User.id.in_(user_ids)))
    return {row.id: row.name or row.email for row in rows}


def own_name(uow: UnitOfWork) -> str:
    """The name of who acts; nothing for a program or the system."""
    user_id = uow.actor.user_id
    return list_names(uow, {user_id}).get(user_id, "") if user_id else ""


def list_brands(uow: UnitOfWork, tenant_ids: set[UUID] | None = None) -> list[Brand]:
    """The brands in scope, by slug."""
    wanted = select(TENANT.c.id, TENANT.c.slug, TENANT.c.name).order_by(TENANT.c.slug)
    if tenant_ids is not None:
        wanted = wanted.where(TENANT.c.id.in_(tenant_ids))
    return [Brand(row.id, row.slug, row.name) for row in uow.session.execute(wanted)]


def find_session(uow: UnitOfWork, token_hash: bytes, *, auth_level: AuthLevel) -> UserSession | None:
    """A living session by its token, locked."""
    return uow.session.scalars(
        select(UserSession)
        .where(
            UserSession.token_hash == token_hash,
            UserSession.auth_level == auth_level,
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > uow.now,
        )
        .with_for_update()
    ).one_or_none()


def list_sessions(uow: UnitOfWork, user: User) -> Sequence[UserSession]:
    """A user's living sessions, the latest first."""
    return uow.session.scalars(
        select(UserSession)
        .where(
            UserSession.user_id == user.id,
            UserSession.auth_level == AuthLevel.FULL,
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > uow.now,
            UserSession.last_seen_at > uow.now - SESSION_IDLE,
            UserSession.created_at >= user.sessions_from,
        )
        .order_by(UserSession.last_seen_at.desc())
    ).all()


def get_own_session(uow: UnitOfWork, session_id: UUID) -> UserSession:
    """One of the acting user's own sessions."""
    return _get_own(uow, UserSession, session_id)


def get_own_key(uow: UnitOfWork, key_id: UUID) -> ApiKey:
    """One of the acting user's own keys."""
    return _get_own(uow, ApiKey, key_id)


def list_keys(uow: UnitOfWork, user_id: UUID) -> Sequence[ApiKey]:
    """A user's keys that are not revoked."""
    return uow.session.scalars(
        select(ApiKey)
        .where(ApiKey.user_id == user_id, ApiKey.revoked_at.is_(None))
        .order_by(ApiKey.created_at)
    ).all()


def find_link(uow: UnitOfWork, token_hash: bytes, *, for_update: bool) -> OneTimeLink | None:
    """A one-time link by its token."""
    wanted = select(OneTimeLink).where(OneTimeLink.token_hash == token_hash)
    return uow.session.scalars(wanted.with_for_update() if for_update else wanted).one_or_none()


def get_link(uow: UnitOfWork, link_id: UUID) -> OneTimeLink:
    """A one-time link by its id, locked."""
    found = uow.session.scalars(
        select(OneTimeLink).where(OneTimeLink.id == link_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_open_links(uow: UnitOfWork, user_id: UUID) -> Sequence[OneTimeLink]:
    """A user's links that could still be used."""
    return uow.session.scalars(
        select(OneTimeLink).where(
            OneTimeLink.user_id == user_id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.revoked_at.is_(None),
            OneTimeLink.expires_at > uow.now,
        )
    ).all()


def find_tries(uow: UnitOfWork, key: bytes) -> LoginTries | None:
    """What is known of the tries of one account or address."""
    return uow.session.scalars(select(LoginTries).where(LoginTries.key == key)).one_or_none()


def lock_tries(uow: UnitOfWork, key: bytes) -> LoginTries | None:
    """What is known of the tries of one account or address, locked."""
    return uow.session.scalars(
        select(LoginTries).where(LoginTries.key == key).with_for_update()
    ).one_or_none()


def list_events(
    uow: UnitOfWork, wanted: AuditFilter, *, after: tuple[datetime, UUID] | None = None, limit: int
) -> Sequence[EventRow]:
    """The audit log, newest first: of the brands in scope, and of the vendor for who reads that.

    One short range of the index a brand, so that its cost does not grow with the history kept.
    """
    conditions = _conditions(wanted, after)
    newest = (EventRow.at.desc(), EventRow.id.desc())
    brands = [wanted.tenant_id] if wanted.tenant_id else sorted(uow.actor.tenant_ids)
    brand = (
        func.unnest(cast(brands, ARRAY(Uuid())))
        .table_valued(column("id", Uuid()), name="brand")
        .render_derived()
    )
    of_brand = select(EventRow.id).where(EventRow.tenant_id == brand.c.id, *conditions)
    nearest = of_brand.order_by(*newest).limit(limit).lateral("nearest")
    parts = [select(nearest.c.id).select_from(brand).join(nearest, true())]
    if wanted.tenant_id is None and uow.actor.may_at_vendor(Permission.AUDIT_READ):
        vendor = (
            select(EventRow.id)
            .where(EventRow.tenant_id.is_(None), *conditions)
            .order_by(*newest)
            .limit(limit)
        )
        parts.append(select(vendor.subquery("vendor").c.id))
    ids = union_all(*parts).subquery("ids")
    return uow.session.scalars(
        select(EventRow).where(EventRow.id.in_(select(ids.c.id))).order_by(*newest).limit(limit)
    ).all()


def _conditions(wanted: AuditFilter, after: tuple[datetime, UUID] | None) -> list[Any]:
    found: list[Any] = []
    if wanted.user_id:
        found.append(or_(EventRow.actor_id == wanted.user_id, EventRow.subject_id == wanted.user_id))
    if wanted.action:
        found.append(EventRow.action.startswith(wanted.action, autoescape=True))
    if wanted.since:
        found.append(EventRow.at >= wanted.since)
    if wanted.until:
        found.append(EventRow.at < wanted.until)
    if after:
        found.append(or_(EventRow.at < after[0], (EventRow.at == after[0]) & (EventRow.id < after[1])))
    return found


def _get_own(uow: UnitOfWork, kind: type[Own], row_id: UUID) -> Own:
    found = uow.session.scalars(
        select(kind)
        .where(kind.id == row_id, kind.user_id == uow.actor.user_id, kind.revoked_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _person(row: Any) -> dict[str, Any]:  # noqa: ANN401 -- a row mapping
    same = ("user_id", "name", "email", "side", "locale", "time_zone")
    held = tuple(
        Held(
            UUID(one["tenant_id"]) if one["tenant_id"] else None,
            Role(one["role"]),
            tuple(one["tags"]),
            Profile(one["profile"]) if one["profile"] else None,
        )
        for one in row["memberships"]
    )
    return {**{key: row[key] for key in same}, "held": held, "brands": tuple(row["brands"])}
