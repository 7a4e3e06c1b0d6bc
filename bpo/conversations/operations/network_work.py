"""Work on a network that may be repeated: a row is taken for a while, and where it fails put off, given up or left to its account.

What hides a message (`moderating`), what fetches a picture (`attachments`) and what looks behind a link (`previews`) go by it.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select, update

from bpo.channels.adapters.base import AuthExpired, ChannelProblem, NotSent, Rejected
from bpo.channels.models import ChannelConnection
from bpo.channels.operations.connections import record_illness
from bpo.channels.rules.deliveries import pause_after
from bpo.conversations.models import Attachment, LinkPreview, Message, Moderation
from bpo.core.uow import UnitOfWork

LEASE = timedelta(minutes=2)
Work = TypeVar("Work", Attachment, LinkPreview, Moderation)


def take_work(uow: UnitOfWork, kind: type[Work], tenant_id: UUID, row_id: UUID) -> Work | None:
    """The row, nobody else's for a while; None where it is not due, or somebody has it in hand."""
    row = uow.session.get(
        kind, (tenant_id, row_id), with_for_update={"skip_locked": True}, populate_existing=True
    )
    if row is None or row.state != "waiting" or row.next_try_at > uow.now:
        return None
    row.next_try_at = uow.now + LEASE
    return row


def stop_work(
    uow: UnitOfWork, kind: type[Attachment] | type[LinkPreview], conversation_ids: Sequence[UUID]
) -> None:
    """These conversations are being erased: what is not there yet is not fetched any more, and what there is does not count."""
    messages = select(Message.id).where(Message.conversation_id.in_(conversation_ids))
    uow.session.execute(
        update(kind)
        .where(kind.message_id.in_(messages), kind.state != "erased")
        .values(state="erased", failure=None)
        .execution_options(synchronize_session=False)
    )


def finish_work(uow: UnitOfWork, kind: type[Work], tenant_id: UUID, row_id: UUID) -> Work | None:
    """The row again, one try more; None where it has come to its end meanwhile."""
    row = uow.session.get(kind, (tenant_id, row_id), with_for_update=True)
    if row is None or row.state != "waiting":
        return None
    row.tries += 1
    return row


def put_off(
    uow: UnitOfWork,
    row: Attachment | LinkPreview | Moderation,
    problem: ChannelProblem,
    *,
    most: int,
    given_up: str,
) -> None:
    """Say what was in the way and when it is tried again, or that it has failed: after the `most` tries with `given_up`."""
    if isinstance(problem, AuthExpired):
        row.failure, row.next_try_at = problem.message, uow.now + LEASE
        place = (row.tenant_id, row.account_id)
        found = uow.session.get(ChannelConnection, place, with_for_update=True)
        if found is not None:
            record_illness(uow, found, why=problem.message)
    elif isinstance(problem, Rejected) or row.tries >= most:
        row.state = "failed"
        row.failure = problem.message if isinstance(problem, Rejected) else given_up
    else:
        asked = problem.retry_after if isinstance(problem, NotSent) else None
        row.failure, row.next_try_at = problem.message, uow.now + pause_after(row.tries, retry_after=asked)
