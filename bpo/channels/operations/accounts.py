"""Writes of channel accounts: which there are, who owns them, the secrets of their webhooks."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from bpo.channels.models import ChannelAccount, ChannelRoute
from bpo.channels.queries import find_route, list_accounts
from bpo.channels.rules.capabilities import HOOKED
from bpo.core.ids import new_id
from bpo.core.sealed import place_of
from bpo.core.secrets import seal, unseal
from bpo.core.uow import UnitOfWork


def replace_accounts(uow: UnitOfWork, tenant_id: UUID, accounts: Sequence[Mapping[str, Any]]) -> None:
    """Make these the brand's accounts; one that is gone is retired and keeps its history."""
    known = {(row.network, row.handle): row for row in list_accounts(uow, tenant_id, retired=True)}
    for wanted in accounts:
        row = known.pop((wanted["network"], wanted["handle"]), None)
        if row is None:
            row = add_account(uow, tenant_id, network=wanted["network"], handle=wanted["handle"])
            _describe(row, wanted)
        elif _describe(row, wanted) or row.retired_at is not None:
            row.retired_at = None
            uow.audit("account.changed", row)
    for row in known.values():
        if row.retired_at is None:
            row.retired_at = uow.now
            uow.audit("account.retired", row)


def _describe(row: ChannelAccount, wanted: Mapping[str, Any]) -> bool:
    """Write down what the file says of an account; whether that is news."""
    told = {
        "purpose": wanted["purpose"],
        "tags": list(wanted["tags"]),
        "server": wanted.get("server"),
        "display_name": wanted.get("display_name"),
        "local": dict(wanted.get("local") or {}),
    }
    news = {key: value for key, value in told.items() if getattr(row, key) != value}
    for key, value in news.items():
        setattr(row, key, value)
    return bool(news)


def add_account(uow: UnitOfWork, tenant_id: UUID, *, network: str, handle: str) -> ChannelAccount:
    """Add one account; where a signed webhook brings its messages, it gets its address at once."""
    row = ChannelAccount(
        id=new_id(),
        tenant_id=tenant_id,
        network=network,
        handle=handle,
        purpose="care",
        tags=[],
        created_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()  # the route points at it
    if network in HOOKED:
        uow.session.add(_route_to(row))
    uow.audit("account.added", row, network=network)
    return row


def give_address(uow: UnitOfWork, account: ChannelAccount) -> None:
    """Where its messages are brought; an account may be older than our knowing its network."""
    if account.network in HOOKED and find_route(uow, account.network, str(account.id)) is None:
        uow.session.add(_route_to(account))


def _route_to(account: ChannelAccount) -> ChannelRoute:
    return ChannelRoute(
        network=account.network,
        key=str(account.id),
        tenant_id=account.tenant_id,
        account_id=account.id,
    )


def set_owner(uow: UnitOfWork, account: ChannelAccount, *, owner: str) -> None:
    """Record who at the brand owns the account and its token."""
    account.owner = owner.strip() or None
    uow.audit("account.owner_recorded", account)


def renew_webhook_secret(uow: UnitOfWork, account: ChannelAccount, *, key: bytes) -> str:
    """A new secret for the account's webhook; shown once, kept sealed."""
    secret = secrets.token_urlsafe(32)
    account.webhook_secret = seal(secret.encode(), key=key, place=secret_place(account))
    account.secret_set_at = uow.now
    uow.audit("account.secret_renewed", account)
    return secret


def webhook_secret(account: ChannelAccount, *, key: bytes) -> bytes | None:
    """The secret that signs this account's webhooks."""
    if account.webhook_secret is None:
        return None
    return unseal(account.webhook_secret, key=key, place=secret_place(account))


def secret_place(account: ChannelAccount) -> str:
    """What the sealed secret is bound to, so that it opens in no other row."""
    return place_of(account, "webhook_secret")
