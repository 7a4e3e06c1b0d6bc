"""The bytes of pictures on their way, before the reply that names them.

Nothing of an upload is to be seen by anybody, so the delivery stays *queued*: it can still be taken back, and whatever
becomes of one it is done again. What the network gave is kept on the delivery, so that the reply's own retries upload
nothing. Each picture is a unit of its own, under a lease of its own.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import structlog

from bpo.channels.adapters.base import (
    PICTURE_IN_WORK,
    UNREACHABLE,
    AuthExpired,
    ChannelProblem,
    NotSent,
    OutPicture,
    Rejected,
    UploadsGone,
)
from bpo.channels.adapters.pictures import is_picture_ready, upload_picture
from bpo.channels.models import Delivery
from bpo.channels.operations.deliveries import wake_delivery
from bpo.channels.operations.sending.claim import Claim, WithheldError
from bpo.channels.operations.sending.claiming import check_still_ours
from bpo.channels.operations.sending.picturing import NOT_AS_FROZEN, checked_bytes, out_of
from bpo.channels.operations.sending.recording import GIVEN_UP, give_up, note_illness
from bpo.channels.queries.pictures import get_reply_picture
from bpo.channels.rules.deliveries import LEASE, MOST_FAILURES, DeliveryState, pause_after
from bpo.channels.rules.reply_pictures import Upload, standing_uploads
from bpo.core.errors import NotFound
from bpo.core.uow import OpenUnit, UnitOfWork

log = structlog.get_logger(__name__)
At = Callable[[str], None]


def upload_all(open_unit: OpenUnit, adapter: object, claim: Claim, *, seconds: float, at: At) -> bool:
    """Bring there what is missing and wait for what is in work; whether the reply may go now."""
    try:
        for picture in claim.out.pictures:
            _bring(open_unit, adapter, claim, UUID(picture.id), seconds=seconds, at=at)
    except WithheldError:
        with open_unit() as uow:
            _let_go(uow, claim)
        return False
    except ChannelProblem as problem:
        with open_unit() as uow:
            _record_problem(uow, claim, problem)
        return False
    except Exception as error:
        # A fault of our own. Nothing of a reply can stand there, so it is tried again like any other.
        log.exception("upload_failed", delivery=str(claim.delivery_id), kind=type(error).__name__)
        with open_unit() as uow:
            _record_problem(uow, claim, NotSent(UNREACHABLE, detail=type(error).__name__))
        return False
    with open_unit() as uow:
        return _let_go(uow, claim)


def _bring(
    open_unit: OpenUnit, adapter: object, claim: Claim, picture_id: UUID, *, seconds: float, at: At
) -> None:
    with open_unit() as uow:
        known, picture = _next_of(uow, claim, picture_id, seconds=seconds)
    if known is None:
        at("before_upload")
        uploaded = upload_picture(adapter, picture)
        at("uploaded")
        with open_unit() as uow:
            known = Upload(uploaded.reference, uow.now, uploaded.is_ready)
            _keep(uow, claim, picture_id, known)
            at("before_upload_commit")
    if known.is_ready:
        return
    if not is_picture_ready(adapter, known.reference):
        raise NotSent(PICTURE_IN_WORK, detail="in work")
    with open_unit() as uow:
        _keep(uow, claim, picture_id, replace(known, is_ready=True))


def _next_of(
    uow: UnitOfWork, claim: Claim, picture_id: UUID, *, seconds: float
) -> tuple[Upload | None, OutPicture]:
    """What the network has of a picture, or else its bytes; the lease begins anew."""
    row = _held(uow, claim)
    if row is None:
        raise WithheldError
    row.lease_until = uow.now + LEASE
    uow.session.flush()
    check_still_ours(uow, claim, needs=timedelta(seconds=seconds))
    picture = get_reply_picture(uow, claim.tenant_id, picture_id)
    known = standing_uploads(row.uploads, claim.capabilities.pictures, now=uow.now).get(str(picture_id))
    if known is not None:
        return known, out_of(picture)
    try:
        return None, out_of(picture, body=checked_bytes(uow, picture))
    except NotFound:
        raise Rejected(NOT_AS_FROZEN, detail="changed") from None


def _keep(uow: UnitOfWork, claim: Claim, picture_id: UUID, upload: Upload) -> None:
    row = _held(uow, claim)
    if row is None:
        raise WithheldError
    row.uploads = {**row.uploads, str(picture_id): upload.as_json()}


def _let_go(uow: UnitOfWork, claim: Claim) -> bool:
    """Leave it to whoever claims it next; whether it was still ours."""
    row = _held(uow, claim)
    if row is None:
        return False
    row.lease_until, row.next_attempt_at, row.upload_failures = None, uow.now, 0
    wake_delivery(uow, row)  # should this worker end here
    return True


def _record_problem(uow: UnitOfWork, claim: Claim, problem: ChannelProblem) -> None:
    row = _held(uow, claim)
    if row is None:
        return
    row.lease_until, row.failure = None, problem.message
    if isinstance(problem, Rejected):
        give_up(uow, row, problem.message)
        return
    if isinstance(problem, AuthExpired):
        note_illness(uow, claim, problem)
        return
    if isinstance(problem, UploadsGone):
        row.uploads = {}
    row.upload_failures += 1
    if row.upload_failures >= MOST_FAILURES:
        give_up(uow, row, GIVEN_UP)
        return
    asked = problem.retry_after if isinstance(problem, NotSent) else None
    row.next_attempt_at = uow.now + pause_after(row.upload_failures, retry_after=asked)
    wake_delivery(uow, row)


def _held(uow: UnitOfWork, claim: Claim) -> Delivery | None:
    """The delivery, if it is still ours and waits."""
    row = uow.session.get_one(
        Delivery, (claim.tenant_id, claim.delivery_id), with_for_update=True, populate_existing=True
    )
    return row if row.fence == claim.fence and row.state == DeliveryState.QUEUED else None
