"""Listing accounts anew: whatever was lost on the way in is found, and taken in with a mark that says so.

Ordinary reading goes on from a place and asks for what is newer; this asks for everything of the last two days, by other
questions where the network has them. What it finds that was not known was missed: by the network, which told nobody, or by us.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import AuthExpired, ChannelProblem, Connected
from bpo.channels.models import ChannelAccount, ChannelAudit, ChannelConnection, PollCursor
from bpo.channels.operations.connections import (
    account_of_connection,
    adapter_of,
    connected_of,
    record_illness,
)
from bpo.channels.operations.inbound import store_inbound
from bpo.channels.queries import due_accounts, find_cursor
from bpo.channels.rules.capabilities import LISTED
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork

EVERY = timedelta(hours=1)
WINDOW = timedelta(days=2)
GRACE = timedelta(minutes=5)  # what is younger may be on its way
KEPT = timedelta(days=90)
MOST_PIECES = 100
AUDIT = "channels.jobs.audit"
TOO_MUCH = N_("There was more than could be listed in one go.")


@dataclass(frozen=True)
class Begun:
    """A listing in hand, with all that is needed while no unit is open."""

    audit_id: UUID
    since: datetime
    until: datetime
    connected: Connected


def due_audits(uow: UnitOfWork, tenant_id: UUID) -> list[UUID]:
    """The accounts of a brand that are to be listed anew now."""
    return due_accounts(uow, tenant_id, PollCursor.next_audit_at, among=LISTED)


def request_audit(uow: UnitOfWork, account: ChannelAccount) -> None:
    """Have an account listed anew, off the request."""
    cursor = find_cursor(uow, account.tenant_id, account.id)
    if cursor is None or account.network not in LISTED:
        raise Conflict(N_("This account cannot be listed."))
    cursor.next_audit_at = uow.now
    leave_audit(uow, account.tenant_id, account.id)


def leave_audit(uow: UnitOfWork, tenant_id: UUID, account_id: UUID) -> None:
    """Leave the work for one account."""
    uow.defer(
        AUDIT,
        tenant_id=tenant_id,
        payload={"tenant_id": str(tenant_id), "account_id": str(account_id)},
    )


def audit_account(open_unit: OpenUnit, tenant_id: UUID, account_id: UUID, *, wire: Wire, key: bytes) -> None:
    """List one account anew, and keep what was missed."""
    with open_unit() as uow:
        begun = _begin(uow, tenant_id, account_id, key=key)
    if begun is None:
        return
    adapter = adapter_of(open_unit, (tenant_id, account_id), begun.connected, wire, key=key)
    audit_id = begun.audit_id
    cursor: str | None = None
    for _piece in range(MOST_PIECES):
        try:
            listed = adapter.relist(cursor, since=begun.since)
        except ChannelProblem as problem:
            with open_unit() as uow:
                _end(uow, tenant_id, audit_id, failure=problem.message)
                found = uow.session.get(ChannelConnection, (tenant_id, account_id), with_for_update=True)
                if isinstance(problem, AuthExpired) and found is not None:
                    record_illness(uow, found, why=problem.message)
            return
        with open_unit() as uow:
            due = [one for one in listed.events if _is_due(adapter.form, one[1], begun.until)]
            _keep(uow, tenant_id, audit_id, due, form=adapter.form, count=len(listed.events))
            if not listed.more:
                _end(uow, tenant_id, audit_id)
                return
        cursor = listed.cursor
    with open_unit() as uow:
        _end(uow, tenant_id, audit_id, failure=TOO_MUCH)


def _begin(uow: UnitOfWork, tenant_id: UUID, account_id: UUID, *, key: bytes) -> Begun | None:
    """Take the account in hand, unless another worker has just done so."""
    cursor = uow.session.get(
        PollCursor, (tenant_id, account_id), with_for_update={"skip_locked": True}, populate_existing=True
    )
    account = account_of_connection(uow, tenant_id, account_id)
    connection = uow.session.get(ChannelConnection, (tenant_id, account_id))
    if cursor is None or account is None or connection is None:
        return None
    if connection.state != "fine" or cursor.next_audit_at > uow.now:
        return None
    cursor.next_audit_at = uow.now + EVERY
    _forget_old(uow, tenant_id, account_id)
    audit = ChannelAudit(
        id=new_id(),
        tenant_id=tenant_id,
        account_id=account_id,
        began_at=uow.now,
        since=uow.now - WINDOW,
        until=uow.now - GRACE,
        listed=0,
        found=0,
    )
    uow.session.add(audit)
    return Begun(audit.id, audit.since, audit.until, connected_of(account, connection, key=key))


def _forget_old(uow: UnitOfWork, tenant_id: UUID, account_id: UUID) -> None:
    """Listings that found nothing are of no interest for ever."""
    uow.session.execute(
        delete(ChannelAudit).where(
            ChannelAudit.tenant_id == tenant_id,
            ChannelAudit.account_id == account_id,
            ChannelAudit.began_at < uow.now - KEPT,
            ChannelAudit.found == 0,
        )
    )


def _keep(
    uow: UnitOfWork, tenant_id: UUID, audit_id: UUID, events: list[tuple[str, str]], *, form: str, count: int
) -> None:
    audit = uow.session.get(ChannelAudit, (tenant_id, audit_id), with_for_update=True)
    account = uow.session.get(ChannelAccount, (tenant_id, audit.account_id)) if audit else None
    if audit is None or account is None:
        return
    audit.listed += count
    if events:
        audit.found += store_inbound(uow, account, events, form=form, audit_id=audit_id)


def _end(uow: UnitOfWork, tenant_id: UUID, audit_id: UUID, *, failure: str | None = None) -> None:
    audit = uow.session.get(ChannelAudit, (tenant_id, audit_id), with_for_update=True)
    if audit is not None:
        audit.ended_at, audit.failure = uow.now, failure


def _is_due(form: str, body: str, until: datetime) -> bool:
    """Whether it should have been known by now. What cannot be read is kept too: somebody will be told."""
    try:
        return read_event(form, body).posted_at <= until
    except Invalid:
        return True
