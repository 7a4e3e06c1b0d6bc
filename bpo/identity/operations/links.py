"""One-time links: invitations and password resets.

A link works once, not for long, and ends when a newer one is made. Its token is drawn where the link is
handed over (by the mail's job, or by the command), so that none stands in a job, a log or a table.
"""

from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.models import OneTimeLink, User
from bpo.identity.operations import credentials
from bpo.identity.operations.sign_in import Opened, audit_own_deed, note_log_in, note_try, start_session
from bpo.identity.queries import find_link, find_user_by_email, get_user, list_open_links
from bpo.identity.rules import (
    INVITATION_LASTS,
    PER_ADDRESS,
    RESET_LASTS,
    RESETS,
    Blocked,
    LinkPurpose,
    check_link,
    check_password,
    check_speech,
    normal_email,
)

MAIL_JOB = "identity.jobs.send_link_mail"
LASTS = {LinkPurpose.INVITATION: INVITATION_LASTS, LinkPurpose.PASSWORD_RESET: RESET_LASTS}
PATHS = {LinkPurpose.INVITATION: "/invitation/", LinkPurpose.PASSWORD_RESET: "/reset/"}


def make_link(uow: UnitOfWork, user: User, purpose: LinkPurpose, *, by_mail: bool = True) -> OneTimeLink:
    """A new link for a user; earlier ones of the same purpose end."""
    revoke_links(uow, user, purpose)
    link = OneTimeLink(
        user_id=user.id, purpose=purpose.value, created_at=uow.now, expires_at=uow.now + LASTS[purpose]
    )
    uow.session.add(link)
    uow.session.flush()  # the job needs the link's id
    if by_mail:
        uow.defer(MAIL_JOB, tenant_id=None, payload={"link_id": str(link.id)})
    return link


def issue_link(uow: UnitOfWork, link: OneTimeLink, *, public_url: str) -> str:
    """Draw the link's token and say the whole address; only its hash is kept."""
    check_link(expires_at=link.expires_at, used_at=link.used_at, revoked_at=link.revoked_at, now=uow.now)
    token = credentials.new_token()
    link.token_hash = credentials.token_hash(token)
    return public_url + PATHS[LinkPurpose(link.purpose)] + token


def revoke_links(uow: UnitOfWork, user: User, purpose: LinkPurpose | None = None) -> None:
    """End a user's open links."""
    for link in list_open_links(uow, user.id):
        if purpose is None or link.purpose == purpose:
            link.revoked_at = uow.now


def open_link(
    uow: UnitOfWork, token: str, purpose: LinkPurpose, *, to_use: bool = True
) -> tuple[OneTimeLink, User]:
    """The link of this token and its user, if it can be used now; locked unless it is only looked at."""
    link = find_link(uow, credentials.token_hash(token), for_update=to_use)
    if link is None or link.purpose != purpose:
        raise NotFound
    check_link(expires_at=link.expires_at, used_at=link.used_at, revoked_at=link.revoked_at, now=uow.now)
    user = get_user(uow, link.user_id, for_update=to_use)
    if user.disabled_at is not None:
        raise Conflict(N_("This link has expired. Ask for a new one."))
    return link, user


def accept_invitation(
    uow: UnitOfWork,
    token: str,
    *,
    name: str,
    password: str,
    locale: str,
    time_zone: str,
    user_agent: str = "",
) -> Opened:
    """Set the first password and open the first session."""
    link, user = open_link(uow, token, LinkPurpose.INVITATION)
    check_password(password, email=user.email, name=name)
    check_speech(locale=locale, time_zone=time_zone)
    user.name, user.locale, user.time_zone = name, locale, time_zone
    _set_password(uow, user, password)
    link.used_at = uow.now
    revoke_links(uow, user)
    audit_own_deed(uow, user, "user.accepted")
    return note_log_in(uow, user, start_session(uow, user, user_agent=user_agent))


def request_password_reset(uow: UnitOfWork, *, email: str, address: str, secret_key: bytes) -> None:
    """Send a link to whoever has this address. Nobody learns whether there is such a person."""
    try:
        email = normal_email(email)
        for kind, what, limit in (("reset", email, RESETS), ("reset_address", address, PER_ADDRESS)):
            note_try(uow, credentials.tries_key(secret_key, kind, what), limit=limit)
    except (Blocked, Invalid):
        return
    user = find_user_by_email(uow, email)
    if user is None or user.disabled_at is not None or user.password_hash is None:
        return
    make_link(uow, user, LinkPurpose.PASSWORD_RESET)
    uow.audit("user.reset_requested", user)


def reset_password(uow: UnitOfWork, token: str, *, password: str) -> User:
    """Set a new password; every session of the user ends. The second factor stays."""
    link, user = open_link(uow, token, LinkPurpose.PASSWORD_RESET)
    check_password(password, email=user.email, name=user.name)
    _set_password(uow, user, password)
    link.used_at = uow.now
    revoke_links(uow, user)
    audit_own_deed(uow, user, "user.password_reset")
    return user


def _set_password(uow: UnitOfWork, user: User, password: str) -> None:
    user.password_hash = credentials.hash_password(password)
    user.password_changed_at = user.sessions_from = uow.now
