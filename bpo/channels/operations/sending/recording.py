"""What came of an attempt, as it is kept: a certain yes whoever brings it, all else by who holds the fence."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bpo.channels.adapters.base import (
    AuthExpired,
    ChannelProblem,
    NotSent,
    Occupied,
    Rejected,
    Sent,
    UploadsGone,
)
from bpo.channels.events import DeliveryFailed, DeliverySucceeded, DeliveryUnknown
from bpo.channels.models import (
    ChannelAccount,
    ChannelConnection,
    Delivery,
    DeliveryAttempt,
)
from bpo.channels.operations.connections import record_illness
from bpo.channels.operations.deliveries import waiting_parts, wake_delivery
from bpo.channels.operations.inbound import store_inbound
from bpo.channels.operations.sending.claim import Claim
from bpo.channels.rules.capabilities import Idempotency
from bpo.channels.rules.deliveries import (
    LOOK_FOR,
    MOST_FAILURES,
    OVER,
    DeliveryState,
    Outcome,
    look_again_after,
    negatives_needed,
    pause_after,
    stands_since,
)
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork

GIVEN_UP = N_("It was tried too often without success and was given up.")
NOBODY_KNOWS = N_("The answer was lost and the network cannot be asked: look whether the reply stands there.")
NOT_SEEN = N_(
    "The answer was lost and the reply is not to be seen there. The network may hold it back for review: look whether it"
    " stands there or waits among what is held back."
)
HELD_BACK = N_(
    "It stands there, but the network held it back for review when it was written: look there whether it is shown by now."
)
UNDELIVERED = N_("The network took it, but says that it did not reach the customer.")
PART_BEFORE = N_("It was not sent, because a part of the reply before it did not arrive.")
CANNOT_LOOK = N_("The network could not be asked for hours: look whether the reply stands there.")


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
    if row.state in OVER and row.remote_id == sent.remote_id:
        return  # the network has told by now that this very one did not arrive
    row.state = DeliveryState.SENT
    row.fence += 1  # whoever else has it in hand will find out
    row.lease_until = None
    row.remote_id, row.remote_url = sent.remote_id, sent.url
    row.sent_at = uow.now
    row.posted_at = stands_since(sent.posted_at, began=row.started_at or row.frozen_at, now=uow.now)
    row.failure = (sent.note or HELD_BACK) if sent.held_back else None
    uow.audit("delivery.sent", row, attempts=row.attempt_no)
    uow.emit(DeliverySucceeded(tenant_id, row.id))
    _take_back_repeats(uow, row)
    _wake_next(uow, row)


def record_undelivered(
    uow: UnitOfWork, tenant_id: UUID, delivery_id: UUID, *, remote_id: str, why: str
) -> None:
    """The network took it, told so or not, and tells now that it did not arrive.

    One that certainly did not go out waits for its next attempt, whatever is told of the one before.
    """
    row = _locked(uow, tenant_id, delivery_id)
    is_this_one = row.remote_id in {None, remote_id, row.idempotency_key}
    if row.state in {DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNKNOWN} and is_this_one:
        row.remote_id = row.remote_id or remote_id
        uow.audit("delivery.undelivered", row)
        give_up(uow, row, why)


def note_undelivered(uow: UnitOfWork, account: ChannelAccount, remote_ids: Sequence[str]) -> None:
    """The network says afterwards that these did not reach the customer."""
    query = select(Delivery.id, Delivery.remote_id).where(
        Delivery.tenant_id == account.tenant_id,
        Delivery.account_id == account.id,
        Delivery.remote_id.in_(remote_ids),
    )
    for delivery_id, remote_id in uow.session.execute(query).all():
        record_undelivered(uow, account.tenant_id, delivery_id, remote_id=str(remote_id), why=UNDELIVERED)


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
        give_up(uow, row, problem.message)
    elif isinstance(problem, AuthExpired):
        row.state = DeliveryState.QUEUED
        note_illness(uow, claim, problem)
    elif isinstance(problem, NotSent):
        row.state = DeliveryState.QUEUED
        if isinstance(problem, UploadsGone):
            row.uploads = {}
        _try_later(uow, row, claim, problem)
    elif claim.capabilities.idempotency is Idempotency.NONE:
        ask_a_person(uow, row, NOBODY_KNOWS)
    else:
        row.look_ups = 0
        row.next_attempt_at = uow.now + look_again_after(0)
        wake_delivery(uow, row)


def take_in_occupant(uow: UnitOfWork, claim: Claim, problem: Occupied, *, form: str) -> None:
    """What stood where the reply was to stand is read, whatever its age, so that who sends again has seen it."""
    account = uow.session.get_one(ChannelAccount, (claim.tenant_id, claim.account_id))
    store_inbound(uow, account, [problem.event], form=form)


def record_nothing_found(uow: UnitOfWork, claim: Claim) -> None:
    """A look-up found nothing. Enough of these, and it may be sent again; where that says nothing, a person is asked."""
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
    if claim.capabilities.idempotency is Idempotency.SIGHT:
        ask_a_person(uow, row, NOT_SEEN)
        return
    row.state = DeliveryState.QUEUED
    row.failures += 1
    if row.failures >= MOST_FAILURES:
        give_up(uow, row, GIVEN_UP)
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
        note_illness(uow, claim, problem)
        return
    if uow.now - claim.out.started_at >= LOOK_FOR:
        ask_a_person(uow, row, CANNOT_LOOK)
        return
    asked = problem.retry_after if isinstance(problem, NotSent) else None
    row.next_attempt_at = uow.now + max(look_again_after(2), asked or timedelta())
    wake_delivery(uow, row)


def _try_later(uow: UnitOfWork, row: Delivery, claim: Claim, problem: NotSent) -> None:
    row.failures += 1
    if row.failures >= MOST_FAILURES:
        give_up(uow, row, GIVEN_UP)
        return
    row.next_attempt_at = uow.now + pause_after(row.failures, retry_after=problem.retry_after)
    if problem.whole_account:
        connection = uow.session.get(ChannelConnection, (claim.tenant_id, claim.account_id))
        if connection is not None:
            connection.sends_from = row.next_attempt_at
    wake_delivery(uow, row)


def note_illness(uow: UnitOfWork, claim: Claim, problem: AuthExpired) -> None:
    """The network no longer takes our credentials."""
    connection = uow.session.get(ChannelConnection, (claim.tenant_id, claim.account_id))
    if connection is not None:
        record_illness(uow, connection, why=problem.message)


def ask_a_person(uow: UnitOfWork, row: Delivery, why: str) -> None:
    """It may stand there, and only somebody who looks can tell."""
    row.state, row.lease_until, row.failure = DeliveryState.UNKNOWN, None, why
    row.fence += 1
    uow.audit("delivery.unknown", row)
    uow.emit(DeliveryUnknown(row.tenant_id, row.id))


def give_up(uow: UnitOfWork, row: Delivery, why: str) -> None:
    """It certainly does not stand there, and is not tried again by itself."""
    row.state, row.lease_until, row.failure = DeliveryState.FAILED, None, why
    row.fence += 1
    uow.audit("delivery.failed", row, attempts=row.attempt_no)
    uow.emit(DeliveryFailed(row.tenant_id, row.id))
    for part in waiting_parts(uow, row, after=row.part_no):  # half a sentence is worse than none
        part.state, part.failure = DeliveryState.FAILED, PART_BEFORE
        part.fence += 1
        uow.audit("delivery.stopped", part, after=str(row.id))
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
