"""What was deleted on its network: marked where it is read, and kept, as evidence of what was said and answered.

Clocks and the queue are left alone: whether a message that is gone still wants an answer is a person's to say. What we
deleted ourselves is told by its moderation, so that what the network says of it then is no news.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, tuple_

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import Act, AuthExpired, ChannelProblem, TellsGone
from bpo.channels.models import ChannelAccount, ChannelConnection, InboundEvent
from bpo.channels.operations.connections import (
    account_of_connection,
    adapter_of,
    connected_of,
    record_illness,
)
from bpo.channels.operations.inbound import forget_events
from bpo.channels.queries import list_accounts
from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_json
from bpo.channels.rules.removals import REMOVAL, Removal, key_of_removal, read_removal
from bpo.conversations.models import Message, MessageRemoval
from bpo.conversations.operations.intake import forget_erased
from bpo.conversations.operations.waiting import queue_topic
from bpo.conversations.queries.moderations import standing_of
from bpo.conversations.queries.removals import gone_since, standing_since
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork

WINDOW = timedelta(days=2)
GRACE = timedelta(minutes=5)  # networks show late what was written


def record_removals(uow: UnitOfWork, tenant_id: UUID, removals: Sequence[Removal]) -> int:
    """Mark what is gone, and what is back; the number that was news. What is not known here is no message of ours to mark."""
    accounts = {row.key: row for row in list_accounts(uow, tenant_id, retired=True)}
    news = 0
    for removal in removals:
        account = accounts.get(removal.account)
        message = _find(uow, account, removal.external_id) if account else None
        for one in _with_edits(uow, message) if message else ():
            news += _record(uow, one, removal)
        if account is not None and message is None:  # it may be of somebody who was erased
            forget_erased(uow, tenant_id, [(account.id, removal.external_id)])
    return news


def told_before(uow: UnitOfWork, tenant_id: UUID, messages: Sequence[IncomingMessage]) -> list[Removal]:
    """What was said to be gone of messages that are taken in only now: networks bring in any order."""
    accounts = {row.key: row.id for row in list_accounts(uow, tenant_id)}
    keys = [
        (accounts[one.account], key_of_removal(one.external_id, is_gone=True))
        for one in messages
        if one.account in accounts
    ]
    bodies = uow.session.scalars(
        select(InboundEvent.body).where(
            InboundEvent.tenant_id == tenant_id,
            tuple_(InboundEvent.account_id, InboundEvent.dedupe_key).in_(keys),
            InboundEvent.form == REMOVAL,
        )
    )
    return [read_removal(parse_json(body)) for body in bodies]


def look_for_gone(open_unit: OpenUnit, tenant_id: UUID, account_id: UUID, *, wire: Wire, key: bytes) -> int:
    """Ask a network that tells nobody whether what was said in public of late still stands there; how much was news."""
    with open_unit() as uow:
        account = account_of_connection(uow, tenant_id, account_id)
        connection = uow.session.get(ChannelConnection, (tenant_id, account_id))
        if account is None or connection is None or connection.state != "fine":
            return 0
        name, until = account.key, uow.now - GRACE
        known = standing_since(uow, tenant_id, account_id, since=uow.now - WINDOW, until=until)
        was_gone = gone_since(uow, tenant_id, [one.id for one in known])
        stood = {one.external_id: one.id in was_gone for one in known}
        connected = connected_of(account, connection, key=key)
    if not stood:
        return 0
    adapter = adapter_of(open_unit, (tenant_id, account_id), connected, wire, key=key)
    if not isinstance(adapter, TellsGone):
        return 0
    try:
        gone = adapter.gone(tuple(stood))
    except ChannelProblem as problem:
        with open_unit() as uow:
            found = uow.session.get(ChannelConnection, (tenant_id, account_id), with_for_update=True)
            if isinstance(problem, AuthExpired) and found is not None:
                record_illness(uow, found, why=problem.message)
        return 0
    with open_unit() as uow:
        news = [
            Removal(name, external_id, uow.now, is_gone=is_gone)
            for external_id, is_gone in gone.items()
            if is_gone is not stood.get(external_id)
        ]
        return record_removals(uow, tenant_id, news)


def _find(uow: UnitOfWork, account: ChannelAccount, external_id: str) -> Message | None:
    return uow.session.scalars(
        select(Message).where(Message.account_id == account.id, Message.external_id == external_id)
    ).first()


def _with_edits(uow: UnitOfWork, message: Message) -> list[Message]:
    """With a message goes what it was changed into."""
    edits = uow.session.scalars(
        select(Message).where(
            Message.tenant_id == message.tenant_id,
            Message.conversation_id == message.conversation_id,
            Message.external_id.startswith(f"{message.external_id}:edit:", autoescape=True),
        )
    )
    return [message, *edits]


def _record(uow: UnitOfWork, message: Message, removal: Removal) -> int:
    is_gone = message.id in gone_since(uow, message.tenant_id, [message.id])
    _forget_opposite(uow, message, removal)
    if is_gone is removal.is_gone or _was_ours(uow, message):
        return 0
    row = MessageRemoval(
        id=new_id(),
        tenant_id=message.tenant_id,
        account_id=message.account_id,
        message_id=message.id,
        is_gone=removal.is_gone,
        at=removal.at,
        noticed_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()  # the next event of the batch may be of the same message
    action = "message.removed" if removal.is_gone else "message.restored"
    uow.audit(action, message, at=removal.at.isoformat())
    uow.signal(queue_topic(message.tenant_id))
    return 1


def _was_ours(uow: UnitOfWork, message: Message) -> bool:
    stands = standing_of(uow, message.tenant_id, [message.id]).get(message.id)
    if stands is None or stands.last is None:
        return False
    asked = stands.last.act == Act.DELETE and stands.last.state != "failed"
    return asked or (stands.done is not None and stands.done.act == Act.DELETE)


def _forget_opposite(uow: UnitOfWork, message: Message, removal: Removal) -> None:
    """What is said now may be said again after its opposite."""
    key = key_of_removal(message.external_id, is_gone=not removal.is_gone)
    forget_events(uow, [(message.account_id, key)])
