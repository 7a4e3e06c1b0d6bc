"""Users, their roles, and their credentials: always as hashes, or sealed where they must be read again.

A user is the vendor's or a client's for life (`side`), and a membership carries the same word in its
foreign key, so that the database itself refuses to mix them. Nothing here is deleted when access ends: a
membership is revoked, a user disabled. `sessions_from` ends every session that began before it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.ids import new_id
from bpo.core.models import Base, VendorRow
from bpo.core.sealed import sealed
from bpo.identity.rules import UserState

STANDING = text("revoked_at IS NULL")
ROLE_IN = (
    "role IN ('supervisor', 'team_leader', 'agent', 'reviewer', 'admin',"
    " 'client_viewer', 'client_approver', 'client_expert')"
)
ROLE_FITS = "(side = 'client') = (role IN ('client_viewer', 'client_approver', 'client_expert'))"


class User(Base):
    """Somebody who signs in. Without `password_hash` the invitation is still open."""

    __tablename__ = "user_account"
    __table_args__ = (
        UniqueConstraint("email"),
        UniqueConstraint("id", "side"),
        CheckConstraint("side IN ('staff', 'client')", name="side"),
        CheckConstraint("email = lower(email)", name="email"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    side: Mapped[str]
    email: Mapped[str]
    name: Mapped[str]
    locale: Mapped[str]
    time_zone: Mapped[str]
    created_at: Mapped[datetime]
    password_hash: Mapped[str | None]
    password_changed_at: Mapped[datetime | None]
    sessions_from: Mapped[datetime]
    last_log_in_at: Mapped[datetime | None]
    totp_secret: Mapped[bytes | None] = sealed("user_account|{id}|totp")
    totp_enabled_at: Mapped[datetime | None]
    totp_last_counter: Mapped[int | None] = mapped_column(BigInteger)
    recovery_codes: Mapped[list[Any]] = mapped_column(default=list)  # SHA-256 of those still unused, as hex
    notification_ways: Mapped[dict[str, Any]] = mapped_column(default=dict)  # by kind, where not the usual
    disabled_at: Mapped[datetime | None]
    keys_off_at: Mapped[datetime | None]  # since when pages listen to no single keys

    @property
    def has_second_factor(self) -> bool:
        """Whether a code is asked for after the password."""
        return self.totp_enabled_at is not None

    @property
    def state(self) -> UserState:
        """Invited, active or disabled."""
        if self.disabled_at is not None:
            return UserState.DISABLED
        return UserState.ACTIVE if self.password_hash is not None else UserState.INVITED


class Membership(Base):
    """A role at one brand, or at the vendor as a whole; narrowed to some accounts by tags."""

    __tablename__ = "membership"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "side"], ["user_account.id", "user_account.side"]),
        CheckConstraint(ROLE_IN, name="role"),
        CheckConstraint(ROLE_FITS, name="side"),
        CheckConstraint("side = 'staff' OR tenant_id IS NOT NULL", name="client_has_brand"),
        CheckConstraint("(role = 'agent') = (profile IS NOT NULL)", name="agent_has_profile"),
        CheckConstraint("profile IN ('responder', 'analyst')", name="profile"),
        CheckConstraint("tenant_id IS NOT NULL OR tags = '[]'", name="tags_at_brand"),
        Index(
            "uq_membership_standing",
            "user_id",
            "tenant_id",
            "role",
            "profile",
            unique=True,
            postgresql_where=STANDING,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_membership_tenant_id", "tenant_id", "user_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    tenant_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenant.id"))
    user_id: Mapped[UUID]
    side: Mapped[str]
    role: Mapped[str]
    profile: Mapped[str | None]
    tags: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class UserSession(Base):
    """A browser that signed in; the cookie holds 256 random bits, the row their SHA-256."""

    __tablename__ = "user_session"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("auth_level IN ('first_factor', 'full')", name="auth_level"),
        Index("ix_user_session_user_id", "user_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    auth_level: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    user_agent: Mapped[str]
    revoked_at: Mapped[datetime | None]


class OneTimeLink(VendorRow, Base):
    """An invitation or a password reset; without `token_hash` its mail has not been written yet."""

    __tablename__ = "one_time_link"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("purpose IN ('invitation', 'password_reset')", name="purpose"),
        Index("ix_one_time_link_user_id", "user_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    purpose: Mapped[str]
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class ApiKey(Base):
    """A program's key: acts as its owner, never beyond its scopes. `prefix` is what people recognise."""

    __tablename__ = "api_key"
    __table_args__ = (UniqueConstraint("key_hash"), Index("ix_api_key_user_id", "user_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    prefix: Mapped[str]
    key_hash: Mapped[bytes] = mapped_column(LargeBinary)
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class LoginTries(Base):
    """Tries of late for one account or one address; the key is a keyed hash, so no address is kept."""

    __tablename__ = "login_tries"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]


class Notification(Base):
    """Something somebody should know: a sentence (a msgid with its values) and where to look."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("user_id", "kind", "about"),
        CheckConstraint("path LIKE '/%' AND path NOT LIKE '//%'", name="path"),
        Index("ix_notification_user_id", "user_id", "created_at"),
        Index(
            "ix_notification_unread",
            "user_id",
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    tenant_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenant.id"))
    kind: Mapped[str]
    message: Mapped[str]
    values: Mapped[dict[str, Any]]
    path: Mapped[str]
    about: Mapped[str | None]  # what it is about, where it is told once only
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
