"""Pictures of messages: noted with the message, fetched after it, each by work of its own that may be repeated.

Those of a reply that was sent from here are here already. The message never waits: it is stored before anything of a picture is asked for, and whatever becomes of the picture
is said on the message. Fetching writes nothing anywhere, so a lost answer is asked for again.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import ChannelProblem, Rejected
from bpo.channels.adapters.pictures import fetch_picture
from bpo.channels.models import ChannelConnection
from bpo.channels.operations.connections import (
    account_of_connection,
    adapter_of,
    connected_of,
)
from bpo.channels.queries.pictures import get_reply_picture
from bpo.channels.rules.incoming import Picture
from bpo.channels.rules.pictures import Drawn, drawn_anew
from bpo.channels.rules.reply_pictures import Seal
from bpo.conversations.models import Attachment, Message
from bpo.conversations.operations.network_work import finish_work, put_off, take_work
from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork

FETCH = "conversations.jobs.fetch_attachment"
MOST_TRIES = 8
GIVEN_UP = N_("The picture could not be fetched for too long, so this was given up.")
NOT_CONNECTED = N_("The picture was not fetched: the account is no longer connected.")


def note_pictures(
    uow: UnitOfWork, tenant_id: UUID, found: Sequence[tuple[UUID, UUID, Sequence[Picture]]]
) -> None:
    """Keep what new messages (account, message) tell of their pictures, and leave the fetching."""
    for account_id, message_id, pictures in found:
        for place, picture in enumerate(pictures):
            row = Attachment(
                id=new_id(),
                tenant_id=tenant_id,
                account_id=account_id,
                message_id=message_id,
                place=place,
                reference=picture.reference,
                alt=picture.alt,
                state="waiting",
                tries=0,
                next_try_at=uow.now,
            )
            uow.session.add(row)
            leave_fetching(uow, row)


def keep_sent(uow: UnitOfWork, message: Message, seals: Sequence[Seal]) -> None:
    """The pictures of a reply that was sent from here, as it was frozen; nothing where the message has pictures already."""
    known = select(Attachment.id).where(
        Attachment.tenant_id == message.tenant_id, Attachment.message_id == message.id
    )
    if uow.session.scalars(known.limit(1)).first() is not None:
        return
    for place, one in enumerate(seals):
        picture = get_reply_picture(uow, message.tenant_id, UUID(one.id))
        if picture.body is None:
            continue  # erased meanwhile
        row = Attachment(
            id=new_id(),
            tenant_id=message.tenant_id,
            account_id=message.account_id,
            message_id=message.id,
            place=place,
            reference=str(picture.id),
            alt=picture.alt or None,
            state="kept",
            tries=0,
            next_try_at=uow.now,
            fetched_at=uow.now,
            content_type=picture.content_type,
            width=picture.width,
            height=picture.height,
            body=picture.body,
            small=picture.small,
        )
        uow.session.add(row)


def leave_fetching(uow: UnitOfWork, row: Attachment) -> None:
    """Leave the work for one picture."""
    uow.defer(
        FETCH,
        tenant_id=row.tenant_id,
        payload={"tenant_id": str(row.tenant_id), "attachment_id": str(row.id)},
    )


def fetch_attachment(
    open_unit: OpenUnit, tenant_id: UUID, attachment_id: UUID, *, wire: Wire, key: bytes
) -> None:
    """Fetch one picture and draw it anew; nothing where it is not due."""
    with open_unit() as uow:
        row = take_work(uow, Attachment, tenant_id, attachment_id)
        if row is None:
            return
        account = account_of_connection(uow, tenant_id, row.account_id)
        connection = uow.session.get(ChannelConnection, (tenant_id, row.account_id))
        if account is None or connection is None:
            row.state, row.failure = "failed", NOT_CONNECTED
            return
        if connection.state != "fine":
            return  # it waits for the account
        place, reference = (tenant_id, row.account_id), row.reference
        item = uow.session.get_one(Message, (tenant_id, row.message_id)).external_id
        connected = connected_of(account, connection, key=key)
    outcome: Drawn | ChannelProblem
    try:
        raw = fetch_picture(adapter_of(open_unit, place, connected, wire, key=key), item, reference)
        outcome = drawn_anew(raw)
    except ChannelProblem as problem:
        outcome = problem
    except Invalid as problem:
        outcome = Rejected(problem.message, detail="no picture")
    with open_unit() as uow:
        _record(uow, tenant_id, attachment_id, outcome)


def _record(uow: UnitOfWork, tenant_id: UUID, attachment_id: UUID, outcome: Drawn | ChannelProblem) -> None:
    row = finish_work(uow, Attachment, tenant_id, attachment_id)
    if row is None:
        return  # erased meanwhile, or somebody else has brought it
    if isinstance(outcome, ChannelProblem):
        put_off(uow, row, outcome, most=MOST_TRIES, given_up=GIVEN_UP)
        if row.state == "failed":
            uow.audit("message.picture_failed", row, detail=outcome.detail)
        return
    row.state, row.fetched_at, row.failure = "kept", uow.now, None
    row.content_type, row.width, row.height = outcome.content_type, outcome.width, outcome.height
    row.body, row.small = outcome.body, outcome.small
