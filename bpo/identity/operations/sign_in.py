"""Signing in and out.

A try is counted before it is judged, in a transaction of its own, so that neither a rollback nor many
tries at once go uncounted. The answer to a wrong password, an unknown address and a disabled user is one
and the same. The password is checked while no transaction is open; what was checked must still hold when
the session is made. A session before its second factor is nobody's.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from bpo.core.actor import Actor, ActorKind
from bpo.core.errors import Fault, Invalid
from bpo.core.events import EventRow
from bpo.core.i18n import N_
from bpo.core.sealed import place_of
from bpo.core.secrets import unseal
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.identity.models import LoginTries, User, UserSession
from bpo.identity.operations import credentials
from bpo.identity.queries import (
    find_session,
    find_tries,
    find_user_by_email,
    get_user,
    lock_tries,
)
from bpo.identity.rules import (
    OLD_TRIES,
    PER_ACCOUNT,
    PER_ADDRESS,
    SECOND_STEP_LASTS,
    SESSION_LASTS,
    AuthLevel,
    Blocked,
    Limit,
    Refused,
    Tries,
    count_try,
    counter_of_code,
    forgive_try,
)

WRONG = N_("The e-mail address or the password is wrong.")
WRONG_CODE = N_("This code is wrong, or it was used before. Wait for the next one.")
START_AGAIN = N_("This took too long. Please sign in again.")


@dataclass(frozen=True)
class Caller:
    """Where a try comes from."""

    address: str
    user_agent: str


@dataclass(frozen=True)
class Opened:
    """A session just made: the cookie's token is known only here and to the browser."""

    token: str
    user_id: UUID
    session_id: UUID
    auth_level: AuthLevel


def log_in(open_unit: OpenUnit, *, email: str, password: str, caller: Caller, secret_key: bytes) -> Opened:
    """Check a password and open a session; Refused or Blocked otherwise, never saying by what."""
    email = email.strip().lower()
    account = credentials.tries_key(secret_key, "account", email)
    address = credentials.tries_key(secret_key, "address", caller.address)
    with open_unit() as uow:
        for key, limit in sorted(((account, PER_ACCOUNT), (address, PER_ADDRESS))):
            note_try(uow, key, limit=limit)
        user = find_user_by_email(uow, email)
        checked = user.password_hash if user and user.disabled_at is None else None
    right = credentials.is_password(password, checked)
    fresh = (
        credentials.hash_password(password)
        if right and checked and credentials.is_outdated(checked)
        else None
    )
    opened = None
    with open_unit() as uow:
        user = get_user(uow, user.id, for_update=True) if user else None
        if right and user and user.password_hash == checked and user.disabled_at is None:
            user.password_hash = fresh or checked
            level = AuthLevel.FIRST_FACTOR if user.has_second_factor else AuthLevel.FULL
            opened = start_session(uow, user, auth_level=level, user_agent=caller.user_agent)
            if level is AuthLevel.FULL:
                note_log_in(uow, user, opened)
            forgive(uow, account=account if level is AuthLevel.FULL else None, address=address)
        else:
            uow.audit("user.log_in_refused", user)
    if opened is None:
        raise Refused(WRONG)
    return opened


def finish_log_in(open_unit: OpenUnit, *, token: str, code: str, caller: Caller, secret_key: bytes) -> Opened:
    """Check the second factor and open the real session, under a new token."""
    opened = None
    with open_unit() as uow:
        pending = find_session(uow, credentials.token_hash(token), auth_level=AuthLevel.FIRST_FACTOR)
        user = get_user(uow, pending.user_id, for_update=True) if pending else None
        if pending is None or user is None or user.disabled_at or pending.created_at < user.sessions_from:
            raise Refused(START_AGAIN)
        account = credentials.tries_key(secret_key, "account", user.email)
        note_try(uow, account, limit=PER_ACCOUNT)
        if use_code(uow, user, code, secret_key=secret_key):
            pending.revoked_at = uow.now
            opened = start_session(uow, user, user_agent=caller.user_agent)
            note_log_in(uow, user, opened)
            forgive(uow, account=account)
        else:
            uow.audit("user.second_factor_refused", user)
    if opened is None:
        raise Refused(WRONG_CODE)
    return opened


def start_session(
    uow: UnitOfWork, user: User, *, auth_level: AuthLevel = AuthLevel.FULL, user_agent: str = ""
) -> Opened:
    """Open a session for somebody whose identity has just been proved."""
    token = credentials.new_token()
    lasts = SESSION_LASTS if auth_level is AuthLevel.FULL else SECOND_STEP_LASTS
    row = UserSession(
        user_id=user.id,
        token_hash=credentials.token_hash(token),
        auth_level=auth_level.value,
        created_at=uow.now,
        last_seen_at=uow.now,
        expires_at=uow.now + lasts,
        user_agent=user_agent[:200],
    )
    uow.session.add(row)
    uow.session.flush()  # the cookie must not outrun its row, and the caller needs the row's id
    return Opened(token, user.id, row.id, auth_level)


def note_log_in(uow: UnitOfWork, user: User, opened: Opened) -> Opened:
    """Record that somebody is in."""
    user.last_log_in_at = uow.now
    audit_own_deed(uow, user, "user.logged_in", session=str(opened.session_id))
    return opened


def audit_own_deed(uow: UnitOfWork, user: User, action: str, **detail: str | int) -> None:
    """Record what somebody did who has just proved who they are: the unit is the system's, the deed theirs."""
    theirs = Actor(ActorKind(user.side), user_id=user.id)
    uow.session.add(EventRow.of(theirs, action, user, at=uow.now, detail=detail))


def log_out(open_unit: OpenUnit, *, token: str) -> None:
    """End the session of this cookie, whatever its level; an unknown one is no error."""
    hashed = credentials.token_hash(token)
    with open_unit() as uow:
        for level in AuthLevel:
            row = find_session(uow, hashed, auth_level=level)
            if row is not None:
                row.revoked_at = uow.now
                audit_own_deed(uow, get_user(uow, row.user_id), "user.logged_out", session=str(row.id))


def use_code(uow: UnitOfWork, user: User, code: str, *, secret_key: bytes) -> bool:
    """Whether this is a code of the user's second factor; it is used up then."""
    if user.totp_secret is None:
        return False
    secret = unseal(user.totp_secret, key=secret_key, place=place_of(user, "totp_secret")).decode()
    counter = counter_of_code(secret, code, now=uow.now, last=user.totp_last_counter)
    if counter is not None:
        user.totp_last_counter = counter
        return True
    hashed = credentials.recovery_hash(code)
    if hashed not in user.recovery_codes:
        return False
    user.recovery_codes = [one for one in user.recovery_codes if one != hashed]
    audit_own_deed(uow, user, "user.recovery_code_used", left=len(user.recovery_codes))
    return True


def confirm_password(open_unit: OpenUnit, *, user_id: UUID, password: str, secret_key: bytes) -> None:
    """Ask a signed-in user for their password again, before something that matters; Invalid if it is wrong."""
    with open_unit() as uow:
        user = get_user(uow, user_id)
        account = credentials.tries_key(secret_key, "account", user.email)
        note_try(uow, account, limit=PER_ACCOUNT)
    if not credentials.is_password(password, user.password_hash):
        fault = Fault("current_password", N_("This is not your present password."))
        raise Invalid(N_("Your present password is needed."), faults=(fault,))
    with open_unit() as uow:
        forgive(uow, account=account)


def note_try(uow: UnitOfWork, key: bytes, *, limit: Limit) -> None:
    """Count a try; Blocked where it is not heard."""
    start = {"key": key, "count": 0, "last_at": uow.now, "blocked_until": None}
    uow.session.execute(insert(LoginTries).values(start).on_conflict_do_nothing())
    row = lock_tries(uow, key)
    assert row is not None
    seen = Tries(row.count, row.last_at, row.blocked_until)
    counted = count_try(seen if row.count else None, now=uow.now, limit=limit)
    row.count, row.last_at, row.blocked_until = counted.count, counted.last_at, counted.blocked_until


def check_not_blocked(uow: UnitOfWork, key: bytes) -> None:
    """Blocked where tries under this key are not heard now; nothing is counted."""
    row = find_tries(uow, key)
    if row is not None and row.blocked_until is not None and row.blocked_until > uow.now:
        raise Blocked(int((row.blocked_until - uow.now).total_seconds()) + 1)


def forgive(uow: UnitOfWork, *, account: bytes | None = None, address: bytes | None = None) -> None:
    """Somebody got in: their account starts afresh, their address gets the one try back."""
    if account is not None:
        uow.session.execute(delete(LoginTries).where(LoginTries.key == account))
    row = lock_tries(uow, address) if address else None
    if row is not None:
        kept = forgive_try(Tries(row.count, row.last_at))
        row.count, row.blocked_until = kept.count, None
    uow.session.execute(delete(LoginTries).where(LoginTries.last_at < uow.now - OLD_TRIES))
