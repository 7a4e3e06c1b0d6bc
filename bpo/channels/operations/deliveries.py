"""Replies on their way out, as people and other domains act on them: queued, taken back, settled, stopped.

What a worker does with them is in `sending`.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text

from bpo.channels.events import DeliveryFailed, DeliverySucceeded
from bpo.channels.models import ChannelAccount, Delivery, SendingPause
from bpo.channels.operations.reply_pictures import room_of
from bpo.channels.queries import find_pause, get_account
from bpo.channels.queries.pictures import seals_of
from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.deliveries import DeliveryState, check_can_cancel, check_can_settle
from bpo.channels.rules.links import PersonalLink
from bpo.channels.rules.reply_pictures import check_room
from bpo.channels.rules.splitting import most_parts, room_for
from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.language.length import measure

DELIVER = "channels.jobs.deliver"
PLACES = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


def queue_delivery(
    uow: UnitOfWork,
    account: ChannelAccount,
    *,
    conversation_id: UUID,
    source_id: UUID,
    body: str,
    in_reply_to: str | None,
    visibility: str,
    recipient: str | None,
    subject: str | None = None,
    part_no: int = 1,
    parts: int = 1,
    author_id: UUID | None,
    agent: str | None,
    reply_until: datetime | None = None,
    automatic: bool = False,
    link: PersonalLink | None = None,
) -> Delivery:
    """Freeze a reply and leave it to the workers; a second call for the same source changes nothing.

    An account that is not connected, ill or paused keeps its replies until it can send.
    """
    _hold_places(uow, account.tenant_id, conversation_id)
    known = _find_again(uow, account.tenant_id, source_id, part_no)
    if known is not None:
        return known
    _check_can_carry(account, body, visibility=visibility, recipient=recipient, parts=parts)
    seals = seals_of(uow, account.tenant_id, source_id) if part_no == 1 else []  # they go with the first
    if seals:
        check_room(room_of(uow, account), len(seals))
    delivery = Delivery(
        id=new_id(),
        tenant_id=account.tenant_id,
        account_id=account.id,
        thread_key=conversation_id,
        place=_next_place(uow, account.tenant_id, conversation_id),
        source_id=source_id,
        part_no=part_no,
        parts=parts,
        attempt_group=1,
        state=DeliveryState.QUEUED,
        body=body,
        subject=subject,
        in_reply_to=in_reply_to,
        visibility=visibility,
        recipient=recipient,
        idempotency_key="",
        frozen_at=uow.now,
        reply_until=reply_until,
        fence=0,
        attempt_no=0,
        failures=0,
        look_ups=0,
        next_attempt_at=uow.now,
        author_id=author_id,
        agent=agent,
        automatic=automatic,
        link=link.as_json() if link else None,
        pictures=[one.as_json() for one in seals],
        uploads={},
        upload_failures=0,
    )
    delivery.idempotency_key = str(delivery.id)
    _add(uow, delivery)
    uow.audit("delivery.queued", delivery, source=str(source_id), part=part_no)
    return delivery


def cancel_delivery(uow: UnitOfWork, delivery: Delivery) -> None:
    """Take back a reply that still waits: all of it that does."""
    waiting = waiting_parts(uow, delivery, after=0)
    _lock(uow, delivery)
    check_can_cancel(delivery.state)
    for part in waiting:
        part.state = DeliveryState.CANCELLED
        part.fence += 1
        uow.audit("delivery.cancelled", part)
    uow.emit(DeliveryFailed(delivery.tenant_id, delivery.id))


def settle_unknown(uow: UnitOfWork, delivery: Delivery, *, arrived: bool) -> Delivery:
    """A person has looked: it stands there, or it does not and is sent again as a delivery of its own."""
    _hold_places(uow, delivery.tenant_id, delivery.thread_key)
    _lock(uow, delivery)
    check_can_settle(delivery.state)
    delivery.fence += 1
    uow.audit("delivery.settled", delivery, arrived=arrived)
    if arrived:
        delivery.state = DeliveryState.SENT
        delivery.remote_id = delivery.remote_id or delivery.idempotency_key
        delivery.sent_at = uow.now
        delivery.posted_at = delivery.started_at or uow.now
        delivery.failure = None
        uow.emit(DeliverySucceeded(delivery.tenant_id, delivery.id))
        return delivery
    delivery.state = DeliveryState.FAILED
    delivery.failure = N_("A person saw that it had not arrived, and had it sent again.")
    again = _send_again(uow, delivery)
    for part in waiting_parts(uow, delivery, after=delivery.part_no):  # they follow it, as before
        part.place = _next_place(uow, part.tenant_id, part.thread_key)
        uow.session.flush()
    return again


def retry_failed(uow: UnitOfWork, delivery: Delivery) -> Delivery:
    """A person wants a reply that was given up to be tried again: from its first part that is not there."""
    _hold_places(uow, delivery.tenant_id, delivery.thread_key)
    _lock(uow, delivery)
    if (
        delivery.state != DeliveryState.FAILED
        or _find_again(uow, delivery.tenant_id, delivery.source_id, delivery.part_no) is not delivery
    ):
        raise Conflict(N_("Only a reply that has failed can be tried again."))
    uow.audit("delivery.retried", delivery)
    missing = _not_standing(uow, delivery)
    if any(part.state != DeliveryState.FAILED for part in missing):
        raise Conflict(N_("Another part of this reply must be settled first."))
    again, *_rest = [_send_again(uow, part) for part in missing]
    return again


def take_back_failed(uow: UnitOfWork, delivery: Delivery) -> None:
    """A reply that was given up is its author's again, who may send another: this one is never tried again."""
    _hold_places(uow, delivery.tenant_id, delivery.thread_key)
    _lock(uow, delivery)
    if (
        delivery.state != DeliveryState.FAILED
        or _find_again(uow, delivery.tenant_id, delivery.source_id, delivery.part_no) is not delivery
    ):
        raise Conflict(N_("This reply is being tried again; it can no longer be changed."))
    delivery.state = DeliveryState.CANCELLED
    delivery.fence += 1
    uow.audit("delivery.taken_back", delivery)


def set_sending(
    uow: UnitOfWork,
    tenant_id: UUID,
    account: ChannelAccount | None = None,
    *,
    paused: bool,
    reason: str = "",
) -> None:
    """Stop or resume sending for a brand, or for one account of it. What is queued stays queued."""
    row = find_pause(uow, tenant_id, account.id if account else None)
    if paused:
        if not reason.strip():
            raise Invalid(N_("Say why sending is stopped: whoever waits for a reply will ask."))
        if row is None:
            row = SendingPause(id=new_id(), tenant_id=tenant_id, account_id=account.id if account else None)
            uow.session.add(row)
        row.reason, row.paused_at, row.paused_by = reason.strip(), uow.now, uow.actor.user_id
        uow.audit("sending.paused", account or row, whole_brand=account is None)
    elif row is not None:
        uow.session.delete(row)
        uow.audit("sending.resumed", account or row, whole_brand=account is None)
        wake_deliveries(uow, tenant_id)


def wake_deliveries(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Something that held replies back is over: look at all that wait, now."""
    uow.defer("channels.jobs.sweep_deliveries", tenant_id=tenant_id, payload={"tenant_id": str(tenant_id)})


def move_deliveries(uow: UnitOfWork, moves: Mapping[UUID, UUID]) -> None:
    """Conversations turned out to be one: their replies follow, after those that are there."""
    query = select(Delivery).where(Delivery.thread_key.in_(list(moves)))
    rows = uow.session.scalars(query.order_by(Delivery.thread_key, Delivery.place)).all()
    for delivery in rows:
        new = moves[delivery.thread_key]
        _hold_places(uow, delivery.tenant_id, new)
        delivery.place = _next_place(uow, delivery.tenant_id, new)
        delivery.thread_key = new
        uow.session.flush()


def waiting_parts(uow: UnitOfWork, delivery: Delivery, *, after: int) -> list[Delivery]:
    """The parts of a reply behind this one that wait; as they are when nobody else changes them."""
    return list(
        uow.session.scalars(
            select(Delivery)
            .where(
                Delivery.tenant_id == delivery.tenant_id,
                Delivery.source_id == delivery.source_id,
                Delivery.part_no > after,
                Delivery.state == DeliveryState.QUEUED,
            )
            .order_by(Delivery.part_no)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _not_standing(uow: UnitOfWork, delivery: Delivery) -> list[Delivery]:
    """The latest of each part of a reply that no delivery of it brought there, in order."""
    rows = uow.session.scalars(
        select(Delivery)
        .where(Delivery.tenant_id == delivery.tenant_id, Delivery.source_id == delivery.source_id)
        .order_by(Delivery.part_no, Delivery.attempt_group)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    stands = {row.part_no for row in rows if row.state == DeliveryState.SENT}
    return list({row.part_no: row for row in rows if row.part_no not in stands}.values())


def _check_can_carry(
    account: ChannelAccount, body: str, *, visibility: str, recipient: str | None, parts: int
) -> None:
    capabilities = capabilities_of(account.network).of(private=visibility == "private")
    if account.retired_at is not None:
        raise Conflict(N_("This account is retired, so nothing can be sent from it."))
    if not capabilities.connects:
        raise Conflict(N_("Replies on this network cannot be sent from here yet."))
    if not (capabilities.private if visibility == "private" else capabilities.public):
        raise Conflict(N_("This network has no such kind of reply."))
    if not body.strip():
        raise Invalid(N_("There is nothing to send."))
    if parts > most_parts(capabilities, private=visibility == "private"):
        raise Invalid(N_("This network takes no reply in so many parts."))
    room = room_for(account.network, recipient, capabilities)
    if room is not None and measure(body, capabilities.length_unit) > room:
        raise Invalid(
            N_("This reply is longer than the network takes (%(limit)s characters)."), limit=max(room, 0)
        )


def _hold_places(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> None:
    """Be the only one who queues replies in this conversation, so that their order is that of their commits."""
    uow.session.execute(PLACES, {"key": f"replies {tenant_id} {conversation_id}"})


def _next_place(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> int:
    last = uow.session.scalar(
        select(func.max(Delivery.place)).where(
            Delivery.tenant_id == tenant_id, Delivery.thread_key == conversation_id
        )
    )
    return (last or 0) + 1


def _find_again(uow: UnitOfWork, tenant_id: UUID, source_id: UUID, part_no: int) -> Delivery | None:
    """The latest delivery of a part of a draft."""
    return uow.session.scalars(
        select(Delivery)
        .where(Delivery.tenant_id == tenant_id, Delivery.source_id == source_id, Delivery.part_no == part_no)
        .order_by(Delivery.attempt_group.desc())
        .limit(1)
    ).first()


def _send_again(uow: UnitOfWork, delivery: Delivery) -> Delivery:
    account = get_account(uow, delivery.account_id)
    if account.retired_at is not None:
        raise Conflict(N_("This account is retired, so nothing can be sent from it."))
    again = Delivery(
        id=new_id(),
        place=_next_place(uow, delivery.tenant_id, delivery.thread_key),
        attempt_group=delivery.attempt_group + 1,
        state=DeliveryState.QUEUED,
        idempotency_key="",
        frozen_at=uow.now,
        fence=0,
        attempt_no=0,
        failures=0,
        look_ups=0,
        next_attempt_at=uow.now,
        uploads={},  # what was uploaded may have been used
        upload_failures=0,
        **{name: getattr(delivery, name) for name in COPIED},
    )
    again.idempotency_key = str(again.id)
    _add(uow, again)
    uow.audit("delivery.queued", again, source=str(again.source_id), part=again.part_no)
    return again


COPIED = (
    *("tenant_id", "account_id", "thread_key", "source_id", "part_no", "parts", "body", "subject"),
    *("in_reply_to", "visibility", "recipient", "reply_until", "author_id", "agent", "automatic", "link"),
    "pictures",
)


def _add(uow: UnitOfWork, delivery: Delivery) -> None:
    uow.session.add(delivery)
    uow.session.flush()  # its unique keys speak here, and not at the commit
    wake_delivery(uow, delivery)


def wake_delivery(uow: UnitOfWork, delivery: Delivery) -> None:
    """Leave the work on a delivery, for when its next attempt is due."""
    uow.defer(
        DELIVER,
        tenant_id=delivery.tenant_id,
        payload={"tenant_id": str(delivery.tenant_id), "delivery_id": str(delivery.id)},
        run_after=delivery.next_attempt_at,
    )


def _lock(uow: UnitOfWork, delivery: Delivery) -> None:
    uow.session.refresh(delivery, with_for_update=True)
