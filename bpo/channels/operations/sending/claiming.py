"""Taking a delivery in hand, and whether it is still ours."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from bpo.channels.adapters import Connected
from bpo.channels.adapters.base import Occupied, Outbound
from bpo.channels.models import (
    ChannelAccount,
    ChannelConnection,
    Delivery,
    DeliveryAttempt,
    InboundEvent,
    SendingPause,
)
from bpo.channels.operations.connections import connected_of
from bpo.channels.operations.deliveries import wake_delivery
from bpo.channels.operations.sending.claim import Claim, WithheldError
from bpo.channels.operations.sending.picturing import are_as_frozen, pictures_out, uploads_wait
from bpo.channels.operations.sending.recording import NOBODY_KNOWS, ask_a_person, give_up
from bpo.channels.rules.capabilities import Capabilities, capabilities_of_account
from bpo.channels.rules.deliveries import (
    LEASE,
    UNSETTLED,
    DeliveryState,
    Step,
    Window,
    next_step,
    spend,
)
from bpo.channels.rules.links import text_to_send
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

TAKEN_WITHIN = timedelta(days=7)
SENT_BEFORE = timedelta(hours=1)
WINDOW_OVER = N_("The network takes no reply any more: its reply window is over.")


def due_deliveries(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 200) -> list[Delivery]:
    """Deliveries that a worker could take in hand now: due, in nobody's hands, and held back by nothing."""
    earlier = aliased(Delivery)
    before = select(earlier.id).where(
        earlier.tenant_id == tenant_id,
        earlier.thread_key == Delivery.thread_key,
        earlier.place < Delivery.place,
        earlier.state.in_(UNSETTLED),
        earlier.automatic.is_(False),
    )
    part = aliased(Delivery)
    above = select(part.id).where(
        part.tenant_id == tenant_id,
        part.source_id == Delivery.source_id,
        part.part_no == Delivery.part_no - 1,
        part.state == DeliveryState.SENT,
    )
    stopped = select(SendingPause.id).where(
        SendingPause.tenant_id == tenant_id,
        or_(SendingPause.account_id.is_(None), SendingPause.account_id == Delivery.account_id),
    )
    able = select(ChannelConnection.id).where(
        ChannelConnection.tenant_id == tenant_id,
        ChannelConnection.id == Delivery.account_id,
        ChannelConnection.state == "fine",
    )
    return list(
        uow.session.scalars(
            select(Delivery)
            .where(
                Delivery.tenant_id == tenant_id,
                Delivery.next_attempt_at <= uow.now,
                or_(Delivery.lease_until.is_(None), Delivery.lease_until <= uow.now),
                able.exists(),
                or_(
                    Delivery.state == DeliveryState.SENDING,
                    (Delivery.state == DeliveryState.QUEUED)
                    & ~before.exists()
                    & ~stopped.exists()
                    & or_(Delivery.part_no == 1, above.exists()),
                ),
            )
            .order_by(Delivery.next_attempt_at)
            .limit(limit)
        )
    )


def claim_delivery(
    uow: UnitOfWork, tenant_id: UUID, delivery_id: UUID, *, key: bytes, public_url: str = ""
) -> Claim | None:
    """Take a delivery in hand; None where it is not to be touched now, after noting when it is."""
    row = uow.session.scalars(
        select(Delivery)
        .where(Delivery.tenant_id == tenant_id, Delivery.id == delivery_id)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None or not _is_due(row, uow.now):
        return None
    account = uow.session.get(ChannelAccount, (tenant_id, row.account_id))
    connection = uow.session.get(ChannelConnection, (tenant_id, row.account_id), with_for_update=True)
    if account is None or connection is None or connection.state != "fine":
        return None
    capabilities = capabilities_of_account(account.network, {**connection.settings, **connection.facts})
    step = next_step(
        row.state,
        idempotency=capabilities.idempotency,
        reply_until=row.reply_until,
        now=uow.now,
        waits_for_upload=uploads_wait(row, capabilities, now=uow.now),
    )
    if step is Step.ASK:
        ask_a_person(uow, row, NOBODY_KNOWS)
    elif step is Step.EXPIRE:
        give_up(uow, row, WINDOW_OVER)
    elif step is Step.LOOK_UP or (
        may_be_sent(uow, row)
        and are_as_frozen(uow, row)
        and (step is Step.UPLOAD or _within_budget(uow, row, connection, capabilities))
    ):
        text = text_to_send(row.body, row.personal_link, tenant_id=tenant_id, key=key, public_url=public_url)
        return _take(uow, row, step, connected_of(account, connection, key=key), capabilities, text=text)
    return None


def _is_due(row: Delivery, now: datetime) -> bool:
    return (
        row.state in {DeliveryState.QUEUED, DeliveryState.SENDING}
        and row.next_attempt_at <= now
        and (row.lease_until is None or row.lease_until <= now)
    )


def may_be_sent(uow: UnitOfWork, row: Delivery) -> bool:
    """Whether the switch lets it pass, nothing before it in its conversation is still open, and the part before it stands."""
    if row.part_no > 1 and _part_above(uow, row) is None:
        return False
    stopped = select(SendingPause.id).where(
        SendingPause.tenant_id == row.tenant_id,
        or_(SendingPause.account_id.is_(None), SendingPause.account_id == row.account_id),
    )
    before = select(Delivery.id).where(
        Delivery.tenant_id == row.tenant_id,
        Delivery.thread_key == row.thread_key,
        Delivery.place < row.place,
        Delivery.state.in_(UNSETTLED),
        Delivery.automatic.is_(False),  # what nobody wrote holds up nobody's reply
    )
    return uow.session.scalar(select(or_(stopped.exists(), before.exists()))) is not True


def _part_above(uow: UnitOfWork, row: Delivery) -> Delivery | None:
    """The part before this one, where it stands on the network."""
    return uow.session.scalars(
        select(Delivery)
        .where(
            Delivery.tenant_id == row.tenant_id,
            Delivery.source_id == row.source_id,
            Delivery.part_no == row.part_no - 1,
            Delivery.state == DeliveryState.SENT,
        )
        .order_by(Delivery.attempt_group)
        .limit(1)
    ).first()


def _follow_above(uow: UnitOfWork, row: Delivery) -> None:
    """A part answers the one before it; where a person alone knows that it stands there, what that one answered."""
    above = _part_above(uow, row)
    if above is not None:
        is_named = above.remote_id is not None and above.remote_id != above.idempotency_key
        row.in_reply_to = above.remote_id if is_named else above.in_reply_to


def _within_budget(
    uow: UnitOfWork, row: Delivery, connection: ChannelConnection, capabilities: Capabilities
) -> bool:
    """Spend one send of the account's budget; where there is none, wait for it."""
    room_at = connection.sends_from
    if room_at is None or room_at <= uow.now:
        window, room_at = spend(
            Window(connection.window_started_at, connection.window_count), capabilities.budget, now=uow.now
        )
        connection.window_started_at, connection.window_count = window.started_at, window.count
    if room_at is None:
        return True
    row.next_attempt_at = room_at
    wake_delivery(uow, row)
    return False


def _take(
    uow: UnitOfWork,
    row: Delivery,
    step: Step,
    connected: Connected,
    capabilities: Capabilities,
    *,
    text: str,
) -> Claim:
    row.fence += 1
    row.lease_until = uow.now + LEASE
    attempt_id = None
    if step is Step.SEND:
        if row.part_no > 1 and capabilities.chains and row.started_at is None:
            _follow_above(uow, row)
        row.state = DeliveryState.SENDING
        row.started_at = row.started_at or uow.now
        row.attempt_no += 1
        row.look_ups = 0
    others = _others_standing(uow, row)
    out = Outbound(
        key=row.idempotency_key,
        text=text,
        visibility=row.visibility,
        frozen_at=row.frozen_at,
        started_at=row.started_at or uow.now,
        in_reply_to=row.in_reply_to,
        recipient=row.recipient,
        subject=row.subject,
        automatic=row.automatic,
        taken=frozenset(one.remote_id for one in others if one.remote_id is not None),
        unnamed=sum(_is_twin(one, row) for one in others),
        pictures=() if step is Step.LOOK_UP else pictures_out(uow, row, capabilities),
    )
    if step is Step.SEND:
        attempt_id = new_id()
        uow.session.add(
            DeliveryAttempt(
                id=attempt_id,
                tenant_id=row.tenant_id,
                account_id=row.account_id,
                delivery_id=row.id,
                attempt_no=row.attempt_no,
                fence=row.fence,
                request_hash=hash_of(out),
                started_at=uow.now,
            )
        )
    return Claim(
        tenant_id=row.tenant_id,
        delivery_id=row.id,
        account_id=row.account_id,
        fence=row.fence,
        step=step,
        out=out,
        connected=connected,
        capabilities=capabilities,
        attempt_id=attempt_id,
    )


def _others_standing(uow: UnitOfWork, row: Delivery) -> list[Delivery]:
    """The account's other replies of late that stand there: several conversations may share a thread of the network's."""
    began = row.started_at or row.frozen_at
    found = uow.session.scalars(
        select(Delivery).where(
            Delivery.tenant_id == row.tenant_id,
            Delivery.account_id == row.account_id,
            Delivery.id != row.id,
            Delivery.frozen_at >= began - TAKEN_WITHIN,  # for the index
            Delivery.sent_at >= began - SENT_BEFORE,
            Delivery.remote_id.is_not(None),
        )
    )
    return list(found)


def _is_twin(other: Delivery, row: Delivery) -> bool:
    """Whether a person said that another reply of these words stands in the conversation; nobody knows its name there."""
    is_unnamed = other.remote_id == other.idempotency_key
    return is_unnamed and other.thread_key == row.thread_key and other.body == row.body


def hash_of(out: Outbound) -> str:
    """The sum of everything that is to be written."""
    told = {
        name: value for name, value in asdict(out).items() if name not in {"taken", "unnamed", "pictures"}
    }
    if out.pictures:
        told["pictures"] = [(one.digest, one.alt) for one in out.pictures]
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def check_still_ours(uow: UnitOfWork, claim: Claim, *, needs: timedelta) -> None:
    """Raise unless the lease is ours for long enough to write, and the switch has not been thrown since."""
    row = uow.session.get(Delivery, (claim.tenant_id, claim.delivery_id))
    ours = (
        row is not None
        and row.fence == claim.fence
        and row.state == (DeliveryState.QUEUED if claim.step is Step.UPLOAD else DeliveryState.SENDING)
        and row.lease_until is not None
        and row.lease_until - uow.now > needs
    )
    stopped = select(SendingPause.id).where(
        SendingPause.tenant_id == claim.tenant_id,
        or_(SendingPause.account_id.is_(None), SendingPause.account_id == claim.account_id),
    )
    if not ours or uow.session.scalar(select(stopped.exists())):
        raise WithheldError


def check_may_overwrite(uow: UnitOfWork, claim: Claim, event: tuple[str, str]) -> None:
    """Raise unless what stands there was sent from here, or was read here before this reply was written."""
    known_as = event[0]
    own = select(Delivery.id).where(
        Delivery.tenant_id == claim.tenant_id,
        Delivery.account_id == claim.account_id,
        Delivery.remote_id.startswith(f"{known_as}:", autoescape=True),
    )
    read = select(InboundEvent.id).where(
        InboundEvent.tenant_id == claim.tenant_id,
        InboundEvent.account_id == claim.account_id,
        InboundEvent.dedupe_key == known_as,
        InboundEvent.processed_at <= claim.out.frozen_at,
    )
    if not uow.session.scalar(select(or_(own.exists(), read.exists()))):
        raise Occupied(event)
