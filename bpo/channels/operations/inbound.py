"""Raw events: kept once each before anything is understood of them, and done with when they are messages."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Table, text

from bpo.channels.events import InboundReceived
from bpo.channels.models import ChannelAccount, InboundEvent
from bpo.channels.rules.readings import PUBLIC
from bpo.channels.rules.removals import key_of_removal
from bpo.core.bulk import insert_rows
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

INBOUND: Table = InboundEvent.__table__  # type: ignore[assignment]  # a Table, as for every mapped class


def store_inbound(
    uow: UnitOfWork,
    account: ChannelAccount,
    bodies: Sequence[tuple[str, str]],
    *,
    form: str = PUBLIC,
    audit_id: UUID | None = None,
) -> int:
    """Keep raw messages (id, body) of one form, once each; the number that was new. News goes out for these.

    `audit_id`: the listing that found them.
    """
    # In the order of their ids: two bodies with the same messages in other orders would lock each other out.
    stored = insert_rows(
        uow.session,
        INBOUND,
        ("tenant_id", "id", "account_id", "dedupe_key", "form", "body", "received_at", "audit_id"),
        [
            (account.tenant_id, new_id(), account.id, key, form, body, uow.now, audit_id)
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


def forget_inbound(uow: UnitOfWork, messages: Collection[tuple[UUID, str]]) -> None:
    """Raw events of these messages (account, id), that they are gone too, are not kept: their customer has been erased."""
    forget_events(
        uow,
        [
            (account_id, key)
            for account_id, name in messages
            for key in (name, key_of_removal(name, is_gone=True), key_of_removal(name, is_gone=False))
        ],
    )


def forget_events(uow: UnitOfWork, events: Collection[tuple[UUID, str]]) -> None:
    """Raw events (account, key) are not kept."""
    if events:
        uow.session.execute(
            text("""
                DELETE FROM inbound_event e
                USING unnest(CAST(:accounts AS uuid[]), CAST(:ids AS text[])) AS w (account_id, id)
                WHERE e.account_id = w.account_id AND e.dedupe_key = w.id
            """),
            {"accounts": [one[0] for one in events], "ids": [one[1] for one in events]},
        )
