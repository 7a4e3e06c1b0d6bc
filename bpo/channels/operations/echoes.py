"""Our own replies come back: by a poll, by a webhook, often before the answer to our request is recorded.

An echo is matched to its delivery by the network's id, by the mark the delivery put on it, or by who wrote
the same text in answer to the same message since the attempt began. What matches none was written outside
the platform.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import literal, or_, select

from bpo.channels.adapters.base import Sent
from bpo.channels.models import ChannelAccount, Delivery
from bpo.channels.operations.sending import record_sent
from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.deliveries import DeliveryState
from bpo.channels.rules.echo_marks import (
    Written,
    comes_back_elsewhere,
    is_marked,
    is_of_another_kind,
    thread_of,
)
from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.links import is_text_of
from bpo.channels.rules.read_mastodon import bare
from bpo.channels.rules.reviews import review_of
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction

SKEW = timedelta(minutes=5)
REMEMBERED = timedelta(days=7)


def recognise_echo(uow: UnitOfWork, tenant_id: UUID, account_id: UUID, message: IncomingMessage) -> bool:
    """Whether a brand message is a reply of ours; its delivery is settled by it if nothing else has been."""
    if message.direction is not Direction.OUT:
        if message.mark is not None:
            _settle_what_reached(uow, tenant_id, account_id, message)
        return False
    account = uow.session.get_one(ChannelAccount, (tenant_id, account_id))
    is_review = capabilities_of(account.network).single_reply
    delivery = _find(uow, account, message, review=review_of(message.external_id) if is_review else None)
    if delivery is None:
        return False
    if delivery.state != DeliveryState.SENT:
        uow.audit("delivery.echoed", delivery)
        known_as = message.external_id
        if is_review:  # the same words may be sent twice
            known_as = f"{known_as}:{delivery.idempotency_key}"
        record_sent(uow, tenant_id, delivery.id, Sent(remote_id=known_as, posted_at=message.posted_at))
    return True


def _settle_what_reached(
    uow: UnitOfWork, tenant_id: UUID, account_id: UUID, message: IncomingMessage
) -> None:
    """A customer's message bears the mark of ours before it: that one reached them, whatever became of its answer."""
    delivery = uow.session.scalars(
        select(Delivery)
        .where(
            Delivery.tenant_id == tenant_id,
            Delivery.account_id == account_id,
            Delivery.idempotency_key == message.mark,
            Delivery.recipient == message.author_id,
            Delivery.started_at >= message.posted_at - REMEMBERED,
            Delivery.state.not_in((DeliveryState.SENT, DeliveryState.CANCELLED)),
        )
        .with_for_update()
    ).first()
    if delivery is not None:
        uow.audit("delivery.echoed", delivery)
        record_sent(
            uow, tenant_id, delivery.id, Sent(delivery.idempotency_key, posted_at=delivery.started_at)
        )


def _find(
    uow: UnitOfWork, account: ChannelAccount, message: IncomingMessage, *, review: str | None
) -> Delivery | None:
    """The delivery that wrote a message. Locked, so that its answer and its echo meet one after the other."""
    candidates = uow.session.scalars(
        select(Delivery)
        .where(
            Delivery.tenant_id == account.tenant_id,
            Delivery.account_id == account.id,
            Delivery.started_at.is_not(None),
            or_(
                Delivery.remote_id == message.external_id,
                literal(review is not None)
                & Delivery.remote_id.startswith(f"{message.external_id}:", autoescape=True),
                (Delivery.started_at >= message.posted_at - REMEMBERED)
                & or_(
                    Delivery.state != DeliveryState.SENT,
                    Delivery.remote_id == Delivery.idempotency_key,  # the network told no id of its own
                ),
            ),
        )
        .order_by(Delivery.started_at)
        .with_for_update()
    ).all()
    by_id = [one for one in candidates if one.remote_id == message.external_id]
    marked = [
        one
        for one in candidates
        if is_marked(account.network, Written(one.idempotency_key, one.frozen_at, one.remote_id), message)
    ]
    candidates = [
        one for one in candidates if not is_of_another_kind(account.network, one.visibility, message)
    ]
    same = [
        one for one in candidates if one.remote_id != message.external_id and _is_same(one, message, review)
    ]
    if comes_back_elsewhere(account.network, message):
        same = _in_its_thread(account.network, candidates, message)
    return next(iter([*by_id, *marked, *same]), None)


def _in_its_thread(network: str, candidates: Sequence[Delivery], message: IncomingMessage) -> list[Delivery]:
    """Where an answer to an answer comes back as one to the thread's first comment: the only one that it can be.

    What answers nothing there is no reply of ours.
    """
    if message.in_reply_to is None:
        return []
    same = [one for one in candidates if _is_same(one, message, None)]
    thread, anywhere = thread_of(network, message.in_reply_to), replace(message, in_reply_to=None)
    beside = [
        one
        for one in candidates
        if thread_of(network, one.in_reply_to) == thread and _is_same(one, anywhere, None)
    ]
    return same or (beside if len(beside) == 1 else [])


def _is_same(delivery: Delivery, message: IncomingMessage, review: str | None) -> bool:
    return (
        message.mark is None  # else it is known whose it is
        and (message.addressee is None or delivery.recipient in {None, message.addressee})
        and delivery.started_at is not None
        and message.posted_at >= delivery.started_at - SKEW
        and (message.in_reply_to is None or delivery.in_reply_to in {None, message.in_reply_to})
        and (review is None or review_of(delivery.in_reply_to) == review)
        and is_text_of(bare(message.text), bare(delivery.body), delivery.personal_link)
    )
