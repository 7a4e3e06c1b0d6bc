"""Writes of channel accounts, raw events and import runs."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, text

from bpo.channels.events import ImportRequested, InboundReceived
from bpo.channels.models import ChannelAccount, ChannelRoute, ImportRun, InboundEvent
from bpo.channels.queries import list_accounts
from bpo.core.bulk import insert_rows
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.secrets import seal, unseal
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network

INBOUND: Table = InboundEvent.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
KEPT_REJECTS = 1000


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
    }
    news = {key: value for key, value in told.items() if getattr(row, key) != value}
    for key, value in news.items():
        setattr(row, key, value)
    return bool(news)


def add_account(uow: UnitOfWork, tenant_id: UUID, *, network: str, handle: str) -> ChannelAccount:
    """Add one account; the generic network gets the address of its webhook at once."""
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
    if network == Network.GENERIC:
        uow.session.add(
            ChannelRoute(network=network, key=str(row.id), tenant_id=tenant_id, account_id=row.id)
        )
    uow.audit("account.added", row, network=network)
    return row


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
    return f"{account.tenant_id}|channel_account|{account.id}|webhook"


def store_inbound(uow: UnitOfWork, account: ChannelAccount, bodies: Sequence[tuple[str, str]]) -> int:
    """Keep raw messages (id, body), once each; the number that was new. News goes out for these."""
    # In the order of their ids: two bodies with the same messages in other orders would lock each other out.
    stored = insert_rows(
        uow.session,
        INBOUND,
        ("tenant_id", "id", "account_id", "dedupe_key", "body", "received_at"),
        [
            (account.tenant_id, new_id(), account.id, key, body, uow.now)
            for key, body in sorted(bodies, key=lambda raw: raw[0])
        ],
        on_conflict="ON CONFLICT (tenant_id, account_id, dedupe_key) DO NOTHING",
    )
    if stored:
        uow.emit(InboundReceived(account.tenant_id))
    return stored


def mark_processed(uow: UnitOfWork, tenant_id: UUID, event_ids: Sequence[UUID]) -> None:
    """These raw events have become messages (or repeats of messages)."""
    uow.session.execute(
        text("UPDATE inbound_event SET processed_at = :now WHERE tenant_id = :tenant AND id = ANY (:ids)"),
        {"now": uow.now, "tenant": tenant_id, "ids": list(event_ids)},
    )


def begin_import(
    uow: UnitOfWork, tenant_id: UUID, *, file_name: str, file_format: str, size: int, body: bytes | None
) -> ImportRun:
    """Record that a file is to be imported; a page's file waits in the row for the worker."""
    run = ImportRun(
        id=new_id(),
        tenant_id=tenant_id,
        file_name=file_name[-200:],
        format=file_format,
        size=size,
        state="running" if body is None else "waiting",
        created_at=uow.now,
        created_by=uow.actor.user_id,
        rejects=[],
        body=body,
    )
    uow.session.add(run)
    uow.audit("import.begun", run, format=file_format, size=size)
    return run


def request_import(
    uow: UnitOfWork, tenant_id: UUID, *, file_name: str, file_format: str, body: bytes
) -> ImportRun:
    """Keep an uploaded file and leave its import to the worker."""
    run = begin_import(
        uow, tenant_id, file_name=file_name, file_format=file_format, size=len(body), body=body
    )
    uow.emit(ImportRequested(tenant_id, run.id))
    return run


def give_up_import(uow: UnitOfWork, run: ImportRun) -> None:
    """End an import that did not end by itself; what it had stored stays stored."""
    if run.state in {"waiting", "running"}:
        finish_import(
            uow, run, failure=N_("The import did not finish and was given up. It can be sent again.")
        )


def finish_import(uow: UnitOfWork, run: ImportRun, *, failure: str | None = None) -> None:
    """The file is done with; its bytes are not kept."""
    run.state = "failed" if failure else "done"
    run.failure = failure
    run.finished_at = uow.now
    run.body = None
    uow.audit("import.finished", run, stored=run.stored, rejected=run.rejected)
