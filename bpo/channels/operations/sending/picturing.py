"""The pictures of a delivery in hand: as they were frozen, and with what the network gave for them."""

from datetime import datetime
from uuid import UUID

from bpo.channels.adapters.base import OutPicture
from bpo.channels.models import Delivery, ReplyPicture
from bpo.channels.operations.sending.recording import give_up
from bpo.channels.queries.pictures import bytes_of, get_reply_picture
from bpo.channels.rules.capabilities import Capabilities
from bpo.channels.rules.reply_pictures import (
    Seal,
    digest_of,
    seal_of,
    standing_uploads,
    waits_for_upload,
)
from bpo.core.errors import NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork

NOT_AS_FROZEN = N_("A picture of this reply is no longer what was to be sent, so nothing was sent.")


def uploads_wait(row: Delivery, capabilities: Capabilities, *, now: datetime) -> bool:
    """Whether bytes must go to the network before the reply."""
    return waits_for_upload(seals_in(row), row.uploads, capabilities.pictures, now=now)


def are_as_frozen(uow: UnitOfWork, row: Delivery) -> bool:
    """Whether every picture is there as it was frozen; where one is not, the delivery is given up."""
    try:
        good = all(
            _is_as_frozen(get_reply_picture(uow, row.tenant_id, UUID(one.id)), one) for one in seals_in(row)
        )
    except NotFound:
        good = False
    if not good:
        give_up(uow, row, NOT_AS_FROZEN)
    return good


def pictures_out(uow: UnitOfWork, row: Delivery, capabilities: Capabilities) -> tuple[OutPicture, ...]:
    """The pictures as an adapter takes them: with their bytes where those go with the reply itself."""
    room = capabilities.pictures
    known = standing_uploads(row.uploads, room, now=uow.now)
    goes_along = room is not None and room.lasts is None
    found = []
    for one in seals_in(row):
        picture = get_reply_picture(uow, row.tenant_id, UUID(one.id))
        upload = known[one.id].reference if one.id in known else None
        found.append(out_of(picture, upload=upload, body=checked_bytes(uow, picture) if goes_along else b""))
    return tuple(found)


def out_of(row: ReplyPicture, *, upload: object = None, body: bytes = b"") -> OutPicture:
    """One of them."""
    return OutPicture(
        id=str(row.id),
        digest=row.digest,
        content_type=row.content_type,
        width=row.width,
        height=row.height,
        alt=row.alt,
        upload=upload if isinstance(upload, dict) else None,
        body=body,
    )


def seals_in(row: Delivery) -> list[Seal]:
    """What was frozen."""
    return [Seal.of_json(one) for one in row.pictures]


def checked_bytes(uow: UnitOfWork, row: ReplyPicture) -> bytes:
    """The bytes, which are what their sum says."""
    body = bytes_of(uow, row, small=False)
    if digest_of(body) != row.digest:
        raise NotFound
    return body


def _is_as_frozen(row: ReplyPicture, frozen: Seal) -> bool:
    return row.is_kept and seal_of(row.digest, row.alt) == frozen.seal
