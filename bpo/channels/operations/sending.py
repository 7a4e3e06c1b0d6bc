"""What a worker does with a delivery: claim, look up or write once, record.

Every step is a unit of its own, committed before the network is spoken to and after. A worker that dies
leaves a lease that ends; whoever claims the delivery next knows from its state whether something may stand
on the network, and then looks before it writes. A worker that slept past its lease finds out just before it
writes. A success is recorded whoever brings it; all else only by who holds the fence.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from bpo.channels.adapters import ChannelAdapter, Connected, Wire, make_adapter
from bpo.channels.adapters.base import (
    STRANGE_ANSWER,
    Ambiguous,
    AuthExpired,
    ChannelProblem,
    NotSent,
    Outbound,
    Rejected,
    Sent,
)
from bpo.channels.events import DeliveryFailed, DeliverySucceeded, DeliveryUnknown
from bpo.channels.models import (
    ChannelAccount,
    ChannelConnection,
    Delivery,
    DeliveryAttempt,
    SendingPause,
)
from bpo.channels.operations.connections import (
    MakeAdapter,
    adapter_of,
    connected_of,
    record_illness,
)
from bpo.channels.operations.deliveries import wake_delivery
from bpo.channels.rules.capabilities import Capabilities, Idempotency, capabilities_of_account
from bpo.channels.rules.deliveries import (
    LEASE,
    LOOK_FOR,
    MOST_FAILURES,
    UNSETTLED,
    DeliveryState,
    Outcome,
    Step,
    Window,
    look_again_after,
    negatives_needed,
    next_step,
    pause_after,
    spend,
)
from bpo.channels.rules.links import text_to_send
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork

WINDOW_OVER = N_("The network takes no reply any more: its reply window is over.")
GIVEN_UP = N_("It was tried too often without success and was given up.")
NOBODY_KNOWS = N_("The answer was lost and the network cannot be asked: look whether the reply stands there.")
CANNOT_LOOK = N_("The network could not be asked for hours: look whether the reply stands there.")

At = Callable[[str], None]
log = structlog.get_logger(__name__)


class WithheldError(Exception):
    """Just before writing: the lease is over, or sending was stopped."""


@dataclass(frozen=True)
class Claim:
    """A delivery in hand, with all that is needed while no unit is open."""

    tenant_id: UUID
    delivery_id: UUID
    account_id: UUID
    fence: int
    step: Step
    out: Outbound
    connected: Connected
    capabilities: Capabilities
    attempt_id: UUID | None = None


def nothing(_point: str) -> None:
    """Where a test would look on, or pull the plug."""


@dataclass(frozen=True)
class Sender:
    """How deliveries of one brand are made: where units come from, the wire, the key of the secrets."""

    open_unit: OpenUnit
    wire: Wire
    key: bytes
    at: At = nothing
    make: MakeAdapter = make_adapter
    public_url: str = ""  # where personal links lead

    def deliver(self, tenant_id: UUID, delivery_id: UUID) -> None:
        """Do with one delivery what it needs now; nothing where it needs nothing, or another has it."""
        with self.open_unit() as uow:
            claim = claim_delivery(uow, tenant_id, delivery_id, key=self.key, public_url=self.public_url)
            self.at("before_claim_commit")
        self.at("claimed")
        if claim is None:
            return
        place = (tenant_id, claim.account_id)
        adapter = adapter_of(self.open_unit, place, claim.connected, self.wire, key=self.key, make=self.make)
        if claim.step is Step.LOOK_UP:
            self._look_up(claim, adapter)
        else:
            self._write(claim, adapter)
        self.at("done")

    def _write(self, claim: Claim, adapter: ChannelAdapter) -> None:
        def before_write() -> None:
            with self.open_unit() as uow:
                check_still_ours(uow, claim, needs=timedelta(seconds=self.wire.seconds))
            self.at("before_write")

        try:
            sent = adapter.send(claim.out, before_write)
        except WithheldError:
            with self.open_unit() as uow:
                record_withheld(uow, claim)
            return
        except ChannelProblem as problem:
            self.at("answered")
            with self.open_unit() as uow:
                record_problem(uow, claim, problem)
                self.at("before_record_commit")
            return
        except Exception as error:
            # A fault of our own, after which anything may stand there: as if the answer had been lost.
            log.exception("adapter_failed", delivery=str(claim.delivery_id), kind=type(error).__name__)
            with self.open_unit() as uow:
                record_problem(uow, claim, Ambiguous(STRANGE_ANSWER, detail=type(error).__name__))
            return
        self.at("answered")
        with self.open_unit() as uow:
            record_sent(uow, claim.tenant_id, claim.delivery_id, sent, attempt_id=claim.attempt_id)
            self.at("before_record_commit")

    def _look_up(self, claim: Claim, adapter: ChannelAdapter) -> None:
        try:
            found = adapter.find_sent(claim.out)
        except ChannelProblem as problem:
            with self.open_unit() as uow:
                record_failed_look(uow, claim, problem)
            return
        self.at("looked")
        with self.open_unit() as uow:
            if found is not None:
                record_sent(uow, claim.tenant_id, claim.delivery_id, found)
            else:
                record_nothing_found(uow, claim)
            self.at("before_record_commit")


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
                    (Delivery.state == DeliveryState.QUEUED) & ~before.exists() & ~stopped.exists(),
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
        row.state, idempotency=capabilities.idempotency, reply_until=row.reply_until, now=uow.now
    )
    if step is Step.ASK:
        _ask_a_person(uow, row, NOBODY_KNOWS)
    elif step is Step.EXPIRE:
        _give_up(uow, row, WINDOW_OVER)
    elif step is Step.LOOK_UP or (
        _may_be_sent(uow, row) and _within_budget(uow, row, connection, capabilities)
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


def _may_be_sent(uow: UnitOfWork, row: Delivery) -> bool:
    """Whether the switch lets it pass and nothing before it in its conversation is still open."""
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
        row.state = DeliveryState.SENDING
        row.started_at = row.started_at or uow.now
        row.attempt_no += 1
        row.look_ups = 0
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


def hash_of(out: Outbound) -> str:
    """The sum of everything that is to be written."""
    return hashlib.sha256(json.dumps(asdict(out), default=str, sort_keys=True).encode()).hexdigest()


def check_still_ours(uow: UnitOfWork, claim: Claim, *, needs: timedelta) -> None:
    """Raise unless the lease is ours for long enough to write, and the switch has not been thrown since."""
    row = uow.session.get(Delivery, (claim.tenant_id, claim.delivery_id))
    ours = (
        row is not None
        and row.fence == claim.fence
        and row.state == DeliveryState.SENDING
        and row.lease_until is not None
        and row.lease_until - uow.now > needs
    )
    stopped = select(SendingPause.id).where(
        SendingPause.tenant_id == claim.tenant_id,
        or_(SendingPause.account_id.is_(None), SendingPause.account_id == claim.account_id),
    )
    if not ours or uow.session.scalar(select(stopped.exists())):
        raise WithheldError


def record_withheld(uow: UnitOfWork, claim: Claim) -> None:
    """Nothing was written: it waits again, unless somebody else has it by now."""
    _finish_attempt(uow, claim.tenant_id, claim.attempt_id, Outcome.WITHHELD, "")
    row = _held(uow, claim)
    if row is not None:
        row.state, row.lease_until = DeliveryState.QUEUED, None
        row.next_attempt_at = uow.now
        wake_delivery(uow, row)


def record_sent(
    uow: UnitOfWork, tenant_id: UUID, delivery_id: UUID, sent: Sent, *, attempt_id: UUID | None = None
) -> None:
    """It stands there. A certain yes holds whoever brings it: us, a look-up, or the network's echo."""
    _finish_attempt(uow, tenant_id, attempt_id, Outcome.SENT, "")
    row = _locked(uow, tenant_id, delivery_id)
    if row.state == DeliveryState.SENT:
        if row.remote_id != sent.remote_id:
            uow.audit("delivery.told_twice", row)
        return
    row.state = DeliveryState.SENT
    row.fence += 1  # whoever else has it in hand will find out
    row.lease_until = None
    row.remote_id, row.remote_url = sent.remote_id, sent.url
    row.sent_at = uow.now
    row.posted_at = _posted_at(row, sent.posted_at, uow.now)
    row.failure = None
    uow.audit("delivery.sent", row, attempts=row.attempt_no)
    uow.emit(DeliverySucceeded(tenant_id, row.id))
    _take_back_repeats(uow, row)
    _wake_next(uow, row)


def record_problem(uow: UnitOfWork, claim: Claim, problem: ChannelProblem) -> None:
    """An attempt did not succeed: what that means is in the problem's class."""
    outcome = _outcome(problem)
    _finish_attempt(uow, claim.tenant_id, claim.attempt_id, outcome, problem.detail)
    row = _held(uow, claim)
    if row is None:
        return
    row.lease_until = None
    row.failure = problem.message
    if isinstance(problem, Rejected):
        _give_up(uow, row, problem.message)
    elif isinstance(problem, AuthExpired):
        row.state = DeliveryState.QUEUED
        _illness(uow, claim, problem)
    elif isinstance(problem, NotSent):
        row.state = DeliveryState.QUEUED
        _try_later(uow, row, claim, problem)
    elif claim.capabilities.idempotency is Idempotency.NONE:
        _ask_a_person(uow, row, NOBODY_KNOWS)
    else:
        row.look_ups = 0
        row.next_attempt_at = uow.now + look_again_after(0)
        wake_delivery(uow, row)


def record_nothing_found(uow: UnitOfWork, claim: Claim) -> None:
    """A look-up found nothing. Enough of these, and it may be sent again."""
    row = _held(uow, claim)
    if row is None:
        return
    row.lease_until = None
    row.look_ups += 1
    needed = negatives_needed(claim.capabilities, started_at=claim.out.started_at, now=uow.now)
    if row.look_ups < needed:
        row.next_attempt_at = uow.now + look_again_after(row.look_ups)
        wake_delivery(uow, row)
        return
    row.state = DeliveryState.QUEUED
    row.failures += 1
    if row.failures >= MOST_FAILURES:
        _give_up(uow, row, GIVEN_UP)
        return
    row.next_attempt_at = uow.now
    wake_delivery(uow, row)


def record_failed_look(uow: UnitOfWork, claim: Claim, problem: ChannelProblem) -> None:
    """The network could not be asked: ask again, and in the end a person."""
    row = _held(uow, claim)
    if row is None:
        return
    row.lease_until = None
    row.failure = problem.message
    if isinstance(problem, AuthExpired):
        _illness(uow, claim, problem)
        return
    if uow.now - claim.out.started_at >= LOOK_FOR:
        _ask_a_person(uow, row, CANNOT_LOOK)
        return
    asked = problem.retry_after if isinstance(problem, NotSent) else None
    row.next_attempt_at = uow.now + max(look_again_after(2), asked or timedelta())
    wake_delivery(uow, row)


def _try_later(uow: UnitOfWork, row: Delivery, claim: Claim, problem: NotSent) -> None:
    row.failures += 1
    if row.failures >= MOST_FAILURES:
        _give_up(uow, row, GIVEN_UP)
        return
    row.next_attempt_at = uow.now + pause_after(row.failures, retry_after=problem.retry_after)
    if problem.whole_account:
        connection = uow.session.get(ChannelConnection, (claim.tenant_id, claim.account_id))
        if connection is not None:
            connection.sends_from = row.next_attempt_at
    wake_delivery(uow, row)


def _illness(uow: UnitOfWork, claim: Claim, problem: AuthExpired) -> None:
    connection = uow.session.get(ChannelConnection, (claim.tenant_id, claim.account_id))
    if connection is not None:
        record_illness(uow, connection, why=problem.message)


def _ask_a_person(uow: UnitOfWork, row: Delivery, why: str) -> None:
    row.state, row.lease_until, row.failure = DeliveryState.UNKNOWN, None, why
    row.fence += 1
    uow.audit("delivery.unknown", row)
    uow.emit(DeliveryUnknown(row.tenant_id, row.id))


def _give_up(uow: UnitOfWork, row: Delivery, why: str) -> None:
    row.state, row.lease_until, row.failure = DeliveryState.FAILED, None, why
    row.fence += 1
    uow.audit("delivery.failed", row, attempts=row.attempt_no)
    uow.emit(DeliveryFailed(row.tenant_id, row.id))
    _wake_next(uow, row)


def _wake_next(uow: UnitOfWork, row: Delivery) -> None:
    """The next of its conversation may go now."""
    uow.session.flush()
    following = uow.session.scalars(
        select(Delivery)
        .where(
            Delivery.tenant_id == row.tenant_id,
            Delivery.thread_key == row.thread_key,
            Delivery.place > row.place,
            Delivery.state == DeliveryState.QUEUED,
        )
        .order_by(Delivery.place)
        .limit(1)
    ).first()
    if following is not None:
        wake_delivery(uow, following)


def _take_back_repeats(uow: UnitOfWork, row: Delivery) -> None:
    """It arrived after all: a repeat that a person asked for and that has not gone out is not needed."""
    repeats = uow.session.scalars(
        select(Delivery)
        .where(
            Delivery.tenant_id == row.tenant_id,
            Delivery.source_id == row.source_id,
            Delivery.part_no == row.part_no,
            Delivery.attempt_group > row.attempt_group,
            Delivery.state == DeliveryState.QUEUED,
        )
        .with_for_update()
    )
    for repeat in repeats.all():
        repeat.state = DeliveryState.CANCELLED
        repeat.fence += 1
        uow.audit("delivery.cancelled", repeat, arrived=str(row.id))


def _posted_at(row: Delivery, told: datetime | None, now: datetime) -> datetime:
    """The network's time of it, where that can be true."""
    earliest = (row.started_at or row.frozen_at) - timedelta(minutes=5)
    return told if told is not None and earliest <= told <= now + timedelta(minutes=5) else now


def _outcome(problem: ChannelProblem) -> Outcome:
    if isinstance(problem, Rejected):
        return Outcome.REJECTED
    if isinstance(problem, AuthExpired):
        return Outcome.AUTH_EXPIRED
    return Outcome.NOT_SENT if isinstance(problem, NotSent) else Outcome.AMBIGUOUS


def _finish_attempt(
    uow: UnitOfWork, tenant_id: UUID, attempt_id: UUID | None, outcome: Outcome, detail: str
) -> None:
    attempt = uow.session.get(DeliveryAttempt, (tenant_id, attempt_id)) if attempt_id else None
    if attempt is not None and attempt.outcome is None:
        attempt.finished_at, attempt.outcome, attempt.detail = uow.now, outcome, detail[:100] or None


def _held(uow: UnitOfWork, claim: Claim) -> Delivery | None:
    """The delivery, if it is still ours."""
    row = _locked(uow, claim.tenant_id, claim.delivery_id)
    return row if row.fence == claim.fence and row.state == DeliveryState.SENDING else None


def _locked(uow: UnitOfWork, tenant_id: UUID, delivery_id: UUID) -> Delivery:
    return uow.session.get_one(
        Delivery, (tenant_id, delivery_id), with_for_update=True, populate_existing=True
    )
