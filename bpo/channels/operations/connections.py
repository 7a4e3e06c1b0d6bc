"""Connecting accounts to their networks: credentials kept sealed, tested off the request, ill or fine."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from bpo.channels.adapters import ChannelAdapter, Wire, make_adapter
from bpo.channels.adapters.base import Checked, Connected
from bpo.channels.models import ChannelAccount, ChannelConnection, PollCursor
from bpo.channels.operations.accounts import webhook_secret
from bpo.channels.operations.alarms import raise_alarms, tell_of_illness
from bpo.channels.operations.deliveries import wake_deliveries
from bpo.channels.queries import find_connection, find_cursor
from bpo.channels.rules.capabilities import POLLED, capabilities_of
from bpo.channels.rules.connections import SECRETS
from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.sealed import place_of
from bpo.core.secrets import seal, unseal
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.core.vocabulary import Network

MakeAdapter = Callable[[Connected, Wire], ChannelAdapter]
AUDIT_AFTER = timedelta(minutes=10)  # of beginning to read, which takes a while at first
CHECK = "channels.jobs.check_connection"


def connect_account(
    uow: UnitOfWork,
    account: ChannelAccount,
    *,
    settings: Mapping[str, Any],
    secrets: Mapping[str, str],
    key: bytes,
) -> ChannelConnection:
    """Keep how an account is reached, and have it tested. Secrets that are not given stay."""
    if account.retired_at is not None:
        raise Conflict(N_("This account is retired, so nothing can be sent from it."))
    if not capabilities_of(account.network).connects:
        raise Conflict(N_("Accounts of this network cannot be connected yet."))
    row = find_connection(uow, account.tenant_id, account.id)
    if row is None:
        row = ChannelConnection(
            tenant_id=account.tenant_id,
            id=account.id,
            facts={},
            window_count=0,
            connected_at=uow.now,
            connected_by=uow.actor.user_id,
        )
        uow.session.add(row)
    elif dict(row.settings) != dict(settings):
        _forget_place(uow, row)  # another server or mailbox has other places
    row.settings = dict(settings)
    if secrets:
        # Where all are new the old ones are not opened: the installation may have another key by now.
        is_whole = secrets.keys() >= set(SECRETS[account.network])
        kept = dict(secrets) if is_whole else {**_secrets_of(row, key=key), **secrets}
        row.secret = seal(json.dumps(kept).encode(), key=key, place=connection_place(row))
    row.state, row.state_since, row.why = "untested", uow.now, None
    row.own_id, row.facts, row.sends_from, row.session = None, {}, None, None
    uow.audit("account.connected", account, network=account.network)
    request_check(uow, row)
    return row


def disconnect_account(uow: UnitOfWork, account: ChannelAccount) -> None:
    """Forget an account's credentials. What is queued stays queued."""
    row = find_connection(uow, account.tenant_id, account.id)
    if row is None:
        raise Conflict(N_("This account is not connected."))
    _forget_place(uow, row)
    uow.session.delete(row)
    uow.audit("account.disconnected", account)


def request_check(uow: UnitOfWork, connection: ChannelConnection) -> None:
    """Have a connection tested, off the request."""
    connection.check_asked_at = uow.now
    uow.defer(
        CHECK,
        tenant_id=connection.tenant_id,
        payload={"tenant_id": str(connection.tenant_id), "account_id": str(connection.id)},
    )


def record_check(uow: UnitOfWork, connection: ChannelConnection, checked: Checked) -> None:
    """The network knows us: sending goes on, and reading begins."""
    was = connection.state
    connection.checked_at = uow.now
    connection.why = None
    known = raise_alarms(uow, connection, checked.health, told=connection.facts.get("alarms", []))
    connection.own_id = checked.own_id
    connection.facts = {**checked.facts, "health": checked.health.as_facts(), "alarms": known}
    if was != "fine":
        connection.state, connection.state_since = "fine", uow.now
        uow.audit("account.fine", connection)
        wake_deliveries(uow, connection.tenant_id)


def record_unreached(uow: UnitOfWork, connection: ChannelConnection, *, why: str) -> None:
    """The network could not be asked: what was known of the token stays known."""
    connection.checked_at = uow.now
    connection.why = why


def record_illness(uow: UnitOfWork, connection: ChannelConnection, *, why: str) -> None:
    """The network does not take our credentials: the account pauses, its queue stays."""
    connection.checked_at = uow.now
    connection.why = why
    if connection.state != "ill":
        connection.state, connection.state_since = "ill", uow.now
        uow.audit("account.ill", connection)
        tell_of_illness(uow, connection)


def begin_reading(uow: UnitOfWork, account: ChannelAccount) -> PollCursor | None:
    """The place from which an account is read; None for a network that brings its messages itself."""
    if account.network not in POLLED:
        return None
    cursor = find_cursor(uow, account.tenant_id, account.id)
    if cursor is None:
        cursor = PollCursor(
            tenant_id=account.tenant_id,
            id=account.id,
            next_poll_at=uow.now,
            next_audit_at=uow.now + AUDIT_AFTER,
            failures=0,
        )
        uow.session.add(cursor)
    return cursor


def connected_of(account: ChannelAccount, connection: ChannelConnection, *, key: bytes) -> Connected:
    """The account as its adapter needs it, its secrets opened."""
    secrets = _secrets_of(connection, key=key)
    if account.network == Network.GENERIC:
        secrets["secret"] = (webhook_secret(account, key=key) or b"").decode()
    return Connected(
        network=account.network,
        account=account.key,
        settings=connection.settings,
        secrets=secrets,
        own_id=connection.own_id,
        facts=connection.facts,
        session={}
        if connection.session is None
        else json.loads(unseal(connection.session, key=key, place=connection_place(connection, "session"))),
    )


def adapter_of(
    open_unit: OpenUnit,
    place: tuple[UUID, UUID],
    connected: Connected,
    wire: Wire,
    *,
    key: bytes,
    make: MakeAdapter = make_adapter,
) -> ChannelAdapter:
    """The adapter of the account at (tenant, id); what signing in gives it is kept for the next piece of work."""

    def keep(session: Mapping[str, str]) -> None:
        with open_unit() as uow:
            row = uow.session.get(ChannelConnection, place, with_for_update=True)
            if row is not None and dict(row.settings) == dict(
                connected.settings
            ):  # not connected elsewhere since
                sealed = json.dumps(dict(session)).encode()
                row.session = seal(sealed, key=key, place=connection_place(row, "session"))

    return make(replace(connected, keep_session=keep), wire)


def connection_place(connection: ChannelConnection, what: str = "secret") -> str:
    """What the sealed secrets are bound to, so that they open in no other row."""
    return place_of(connection, what)


def _secrets_of(connection: ChannelConnection, *, key: bytes) -> dict[str, str]:
    if connection.secret is None:
        return {}
    return dict(json.loads(unseal(connection.secret, key=key, place=connection_place(connection))))


def _forget_place(uow: UnitOfWork, connection: ChannelConnection) -> None:
    cursor = find_cursor(uow, connection.tenant_id, connection.id)
    if cursor is not None:
        uow.session.delete(cursor)
        uow.session.flush()


def account_of_connection(uow: UnitOfWork, tenant_id: UUID, account_id: UUID) -> ChannelAccount | None:
    """The account of a connection, unless it was retired."""
    account = uow.session.get(ChannelAccount, (tenant_id, account_id))
    return account if account is not None and account.retired_at is None else None
