"""What people change about themselves: settings, password, second factor, sessions, keys of their programs.

What matters asks for the present password first (`sign_in.confirm_password`, called by the edge before its
unit). A new password or second factor ends every session, and the reader goes on in a new one.
"""

from collections.abc import Sequence
from datetime import timedelta

import pyotp

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.sealed import place_of
from bpo.core.secrets import seal, unseal
from bpo.core.uow import UnitOfWork
from bpo.identity.models import ApiKey, User, UserSession
from bpo.identity.operations import credentials
from bpo.identity.operations.links import revoke_links
from bpo.identity.operations.sign_in import Opened, start_session, use_code
from bpo.identity.permissions import NEVER_BY_KEY, Profile, Role
from bpo.identity.queries import list_memberships
from bpo.identity.rules import KEY_LASTS, Held, check_password, check_scopes, check_speech, grants_of

ISSUER = "BPO"


def set_locale(uow: UnitOfWork, user: User, *, locale: str) -> None:
    """Keep the language somebody chose."""
    check_speech(locale=locale, time_zone=user.time_zone)
    user.locale = locale
    uow.audit("user.settings_changed", user)


def change_settings(
    uow: UnitOfWork, user: User, *, name: str, locale: str, time_zone: str, keys: bool = True
) -> None:
    """Set one's own name, language and time zone, and whether pages listen to single keys."""
    check_speech(locale=locale, time_zone=time_zone)
    user.name, user.locale, user.time_zone = name, locale, time_zone
    user.keys_off_at = None if keys else user.keys_off_at or uow.now
    uow.audit("user.settings_changed", user)


def change_password(uow: UnitOfWork, user: User, *, password: str, user_agent: str = "") -> Opened:
    """Set a new password; all sessions end and the reader goes on in a new one."""
    check_password(password, email=user.email, name=user.name)
    user.password_hash = credentials.hash_password(password)
    user.password_changed_at = uow.now
    revoke_links(uow, user)
    uow.audit("user.password_changed", user)
    return _start_afresh(uow, user, user_agent=user_agent)


def begin_second_factor(uow: UnitOfWork, user: User, *, secret_key: bytes) -> None:
    """Draw a secret for an authenticator; it counts once a code of it was given."""
    if user.has_second_factor:
        raise Conflict(N_("Your second factor is on already."))
    user.totp_secret = seal(
        pyotp.random_base32().encode(), key=secret_key, place=place_of(user, "totp_secret")
    )
    user.totp_last_counter = None
    uow.audit("user.second_factor_begun", user)


def second_factor_address(user: User, *, secret_key: bytes) -> str:
    """What the authenticator reads from the picture; only while the second factor is being set up."""
    if user.totp_secret is None or user.has_second_factor:
        raise Conflict(N_("Your second factor is on already, or was not begun."))
    secret = unseal(user.totp_secret, key=secret_key, place=place_of(user, "totp_secret")).decode()
    return pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)


def enable_second_factor(
    uow: UnitOfWork, user: User, *, code: str, secret_key: bytes, user_agent: str = ""
) -> tuple[list[str], Opened]:
    """Turn the second factor on by a first code; the recovery codes are shown once. Other sessions end."""
    if user.has_second_factor or user.totp_secret is None:
        raise Conflict(N_("Your second factor is on already, or was not begun."))
    user.recovery_codes = []
    if not use_code(uow, user, code, secret_key=secret_key):
        fault = Fault("code", N_("This is not the code your authenticator shows now."))
        raise Invalid(N_("The code is wrong."), faults=(fault,))
    codes = credentials.new_recovery_codes()
    user.recovery_codes = [credentials.recovery_hash(one) for one in codes]
    user.totp_enabled_at = uow.now
    uow.audit("user.second_factor_enabled", user)
    return codes, _start_afresh(uow, user, user_agent=user_agent)


def disable_second_factor(uow: UnitOfWork, user: User, *, user_agent: str = "") -> Opened:
    """Turn the second factor off; other sessions end."""
    if not user.has_second_factor:
        raise Conflict(N_("Your second factor is off already."))
    user.totp_secret = user.totp_enabled_at = user.totp_last_counter = None
    user.recovery_codes = []
    uow.audit("user.second_factor_disabled", user)
    return _start_afresh(uow, user, user_agent=user_agent)


def revoke_session(uow: UnitOfWork, session: UserSession) -> None:
    """End one of one's own sessions."""
    session.revoked_at = uow.now
    uow.audit("user_session.revoked", session)


def create_api_key(
    uow: UnitOfWork, user: User, *, name: str, scopes: Sequence[str], lasts: timedelta = KEY_LASTS
) -> tuple[ApiKey, str]:
    """A key for a program, shown once; it can do no more than its owner."""
    check_scopes(uow.actor.grants, scopes)
    return _make_key(uow, user, name=name, scopes=scopes, lasts=lasts)


def _make_key(
    uow: UnitOfWork, user: User, *, name: str, scopes: Sequence[str], lasts: timedelta
) -> tuple[ApiKey, str]:
    key, prefix = credentials.new_api_key()
    row = ApiKey(
        user_id=user.id,
        name=name,
        prefix=prefix,
        key_hash=credentials.token_hash(key),
        scopes=sorted(set(scopes)),
        created_at=uow.now,
        expires_at=uow.now + lasts,
    )
    uow.session.add(row)
    uow.session.flush()  # the event names the key
    uow.audit("api_key.created", row, scopes=row.scopes)
    return row, key


def revoke_api_key(uow: UnitOfWork, key: ApiKey) -> None:
    """End a key at once."""
    key.revoked_at = uow.now
    uow.audit("api_key.revoked", key)


def _start_afresh(uow: UnitOfWork, user: User, *, user_agent: str) -> Opened:
    user.sessions_from = uow.now
    return start_session(uow, user, user_agent=user_agent)


def create_api_key_for(
    uow: UnitOfWork, user: User, *, name: str, lasts: timedelta = KEY_LASTS
) -> tuple[ApiKey, str]:
    """For the command: a key that may do whatever its owner may, as far as keys go."""
    held = [
        Held(row.tenant_id, Role(row.role), profile=Profile(row.profile) if row.profile else None)
        for row in list_memberships(uow, [user.id])
    ]
    grants = grants_of(held, brands=())
    scopes = frozenset().union(*grants.values()) - frozenset(word.value for word in NEVER_BY_KEY)
    return _make_key(uow, user, name=name, scopes=sorted(scopes), lasts=lasts)
