"""A reply that stands on its network becomes a message of its conversation: once, with its sender's credit.

Its echo, by whichever way and whenever it comes, is recognised before it is taken in (`channels`), so this
is the one way in for what was sent from here. Where the network tells later that it did not arrive, the message stays as
what was written, and answers nobody.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from bpo.channels.models import ChannelAccount, Delivery
from bpo.channels.queries import find_connection, get_account
from bpo.channels.rules.deliveries import OVER, DeliveryState
from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.reply_pictures import Seal
from bpo.conversations.models import Message
from bpo.conversations.operations.attachments import keep_sent
from bpo.conversations.operations.facts import hold_evidence, rewrite_facts
from bpo.conversations.operations.intake import take_in
from bpo.conversations.queries.workplace import find_by_external_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Visibility


def take_in_sent(uow: UnitOfWork, delivery: Delivery) -> None:
    """Make a message of a sent reply; nothing where it is one already, or did not arrive after all.

    A part comes after the parts before it.
    """
    if delivery.state in OVER:
        return
    account = get_account(uow, delivery.account_id)
    for part in [*_parts_before(uow, delivery), delivery]:
        take_in(uow, delivery.tenant_id, [_message_of(uow, account, part)])
        if part.pictures:
            _keep_pictures(uow, part)


def _parts_before(uow: UnitOfWork, delivery: Delivery) -> Sequence[Delivery]:
    if delivery.part_no == 1:
        return []
    return uow.session.scalars(
        select(Delivery)
        .where(
            Delivery.tenant_id == delivery.tenant_id,
            Delivery.source_id == delivery.source_id,
            Delivery.part_no < delivery.part_no,
            Delivery.state == DeliveryState.SENT,
        )
        .order_by(Delivery.part_no, Delivery.attempt_group)
    ).all()


def _keep_pictures(uow: UnitOfWork, part: Delivery) -> None:
    """What the message shows, as it was frozen; with its echo's where that was taken in before."""
    external_id = part.remote_id or part.idempotency_key
    message = find_by_external_id(uow, part.tenant_id, part.account_id, external_id)
    assert message is not None  # just taken in
    keep_sent(uow, message, [Seal.of_json(one) for one in part.pictures])


def take_back_answer(uow: UnitOfWork, delivery: Delivery) -> None:
    """What was sent, was a message and did not arrive after all answers nobody: what it answered waits again."""
    external_id = delivery.remote_id
    if external_id is None:
        return
    hold_evidence(uow, delivery.tenant_id)
    message = find_by_external_id(uow, delivery.tenant_id, delivery.account_id, external_id)
    if message is not None:
        rewrite_facts(uow, delivery.tenant_id, [message.conversation_id])


def _message_of(uow: UnitOfWork, account: ChannelAccount, delivery: Delivery) -> IncomingMessage:
    connection = find_connection(uow, account.tenant_id, account.id)
    name = connection.facts.get("name") if connection else None
    external_id = delivery.remote_id or delivery.idempotency_key
    keys = [f"m:{external_id}"]
    hangs_on = delivery.in_reply_to or _last_known(uow, delivery.tenant_id, delivery.thread_key)
    if hangs_on is not None:
        keys.append(f"m:{hangs_on}")
    return IncomingMessage(
        account=account.key,
        external_id=external_id,
        direction=Direction.OUT,
        author_id=str(name or account.handle),
        author_name=account.display_name,
        text=delivery.kept_text,
        posted_at=delivery.posted_at or delivery.sent_at or uow.now,
        in_reply_to=delivery.in_reply_to,
        thread_keys=tuple(keys),
        addressee=delivery.recipient,
        visibility=Visibility(delivery.visibility),
        agent=delivery.agent,
        automatic=delivery.automatic,
        part_no=delivery.part_no if delivery.parts > 1 else None,
    )


def _last_known(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> str | None:
    """A message of the conversation, for a reply that answers none in particular."""
    return uow.session.scalar(
        select(Message.external_id)
        .where(Message.tenant_id == tenant_id, Message.conversation_id == conversation_id)
        .order_by(Message.posted_at.desc())
        .limit(1)
    )
