"""Pictures of replies: drawn anew as they are added, so that what is kept is what may go out.

Whether the reply may still be changed is asked by whoever owns the draft, under its lock.
"""

from uuid import UUID

from bpo.channels.models import ChannelAccount, ChannelConnection, ReplyPicture
from bpo.channels.queries.pictures import bytes_of, pictures_of, seals_of
from bpo.channels.rules.capabilities import PictureRoom, capabilities_of_account
from bpo.channels.rules.picture_types import WEBP
from bpo.channels.rules.pictures import LONGEST_ALT, drawn_anew
from bpo.channels.rules.reply_pictures import check_room, digest_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

ALT_TOO_LONG = N_("The description of a picture is too long: %(most)s characters at most.")


def room_of(uow: UnitOfWork, account: ChannelAccount) -> PictureRoom | None:
    """What an account's network takes of pictures with a reply."""
    connection = uow.session.get(ChannelConnection, (account.tenant_id, account.id))
    facts = {**connection.settings, **connection.facts} if connection else {}
    return capabilities_of_account(account.network, facts).pictures


def add_picture(
    uow: UnitOfWork, account: ChannelAccount, source_id: UUID, raw: bytes, *, alt: str = ""
) -> ReplyPicture:
    """Draw a picture anew and add it to a reply; Invalid where it is none, or there is no room."""
    known = pictures_of(uow, account.tenant_id, [source_id]).get(source_id, [])
    room = check_room(room_of(uow, account), len(known) + 1)
    drawn = drawn_anew(raw, flat=WEBP not in room.types, largest=room.largest)
    row = ReplyPicture(
        id=new_id(),
        tenant_id=account.tenant_id,
        account_id=account.id,
        source_id=source_id,
        place=max((one.place for one in known), default=0) + 1,
        alt=_checked(alt),
        content_type=drawn.content_type,
        width=drawn.width,
        height=drawn.height,
        digest=digest_of(drawn.body),
        for_client=False,
        added_at=uow.now,
        added_by=uow.actor.user_id,
        body=drawn.body,
        small=drawn.small,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.audit("reply.picture_added", row, source=str(source_id))
    return row


def seal_pictures(
    uow: UnitOfWork, tenant_id: UUID, source_id: UUID, *, for_client: bool
) -> list[dict[str, str]]:
    """The pictures of a reply that somebody is asked to approve; the client sees those the client is asked about."""
    if for_client:
        for row in pictures_of(uow, tenant_id, [source_id]).get(source_id, []):
            row.for_client = True
    return [one.as_json() for one in seals_of(uow, tenant_id, source_id)]


def describe_picture(row: ReplyPicture, alt: str) -> None:
    """Say what it shows."""
    row.alt = _checked(alt)


def remove_picture(uow: UnitOfWork, row: ReplyPicture) -> None:
    """Take it out of the reply; nothing of it is kept."""
    uow.audit("reply.picture_removed", row, source=str(row.source_id))
    uow.session.delete(row)
    uow.session.flush()


def copy_pictures(uow: UnitOfWork, tenant_id: UUID, source_id: UUID, *, to: UUID) -> None:
    """The same pictures for a reply that goes on as another."""
    uow.session.flush()
    kept = [one for one in pictures_of(uow, tenant_id, [source_id]).get(source_id, []) if one.is_kept]
    for one in kept:
        same = ("tenant_id", "account_id", "place", "alt", "content_type", "width", "height", "digest")
        uow.session.add(
            ReplyPicture(
                id=new_id(),
                source_id=to,
                for_client=False,
                added_at=uow.now,
                added_by=uow.actor.user_id,
                body=bytes_of(uow, one, small=False),
                small=bytes_of(uow, one, small=True),
                **{name: getattr(one, name) for name in same},
            )
        )
    uow.session.flush()


def _checked(alt: str) -> str:
    told = " ".join(alt.replace("\0", "").split())
    if len(told) > LONGEST_ALT:
        raise Invalid(ALT_TOO_LONG, most=LONGEST_ALT)
    return told
