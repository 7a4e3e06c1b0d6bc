"""When an account last heard and said something, and how late that reached us."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bpo.channels.models import ChannelAccount, Delivery, InboundEvent
from bpo.channels.rules.deliveries import DeliveryState
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction

LOOKED_AT = 50  # raw events, newest first: most are of customers


@dataclass(frozen=True)
class Traffic:
    """The instants are the network's own. `lag`: of the newest message of a customer, from there to here."""

    last_in: datetime | None = None
    lag: timedelta | None = None
    last_out: datetime | None = None


def traffic_of(uow: UnitOfWork, account: ChannelAccount) -> Traffic:
    """From what the network brought or told; files that were imported are not looked at."""
    last_in, lag, outs = None, None, []
    events = uow.session.scalars(
        select(InboundEvent)
        .where(InboundEvent.tenant_id == account.tenant_id, InboundEvent.account_id == account.id)
        .order_by(InboundEvent.received_at.desc())
        .limit(LOOKED_AT)
    )
    for event in events:
        try:
            message = read_event(event.form, event.body)
        except Invalid:
            continue
        if message.direction is Direction.OUT:
            outs.append(message.posted_at)
        elif last_in is None or message.posted_at > last_in:
            last_in, lag = message.posted_at, max(event.received_at - message.posted_at, timedelta())
    sent = uow.session.scalars(
        select(Delivery)
        .where(
            Delivery.tenant_id == account.tenant_id,
            Delivery.account_id == account.id,
            Delivery.state == DeliveryState.SENT,
        )
        .order_by(Delivery.frozen_at.desc())
        .limit(1)
    ).first()
    if sent is not None and (at := sent.posted_at or sent.sent_at) is not None:
        outs.append(at)
    return Traffic(last_in, lag, max(outs, default=None))
