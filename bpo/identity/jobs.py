"""The mails of identity: an invitation, a password reset, a notification.

The link's token is drawn here, just before it is handed over, so that it stands in no job and no table. A
second run draws another one, and the first mail's link ends.
"""

from uuid import UUID

from bpo.core.errors import Conflict
from bpo.core.i18n import gettext as _
from bpo.core.i18n import speaking
from bpo.core.queue import job
from bpo.core.uow import OpenUnit
from bpo.identity import mail
from bpo.identity.operations.links import issue_link
from bpo.identity.queries import get_link, get_notification, get_user
from bpo.identity.rules import LinkPurpose, UserState
from bpo.web.sentences import say


@job("delivery", units="own")
def send_link_mail(open_unit: OpenUnit, link_id: str) -> None:
    """Send somebody their one-time link; nothing where it has been used or ended meanwhile."""
    settings = mail.in_use()
    with open_unit() as uow:
        link = get_link(uow, UUID(link_id))
        user = get_user(uow, link.user_id)
        try:
            address = issue_link(uow, link, public_url=settings.public_url)
        except Conflict:
            return
    with speaking(user.locale, user.time_zone):
        subject, text = _letter(LinkPurpose(link.purpose), name=user.name or user.email, address=address)
    mail.send(settings, to=user.email, subject=subject, text=text)


def _letter(purpose: LinkPurpose, *, name: str, address: str) -> tuple[str, str]:
    if purpose is LinkPurpose.INVITATION:
        return _("You are invited to BPO"), _(
            "Hello, %(name)s.\n\nYou have been given access to BPO. Open this link to choose your password:\n\n"
            "%(address)s\n\nThe link works once, within 7 days. If you did not expect it, do nothing.\n",
            name=name,
            address=address,
        )
    return _("A new password for BPO"), _(
        "Hello, %(name)s.\n\nSomebody, probably you, asked for a new password. Open this link to choose it:\n\n"
        "%(address)s\n\nThe link works once, within an hour. If it was not you, do nothing: your password stays.\n",
        name=name,
        address=address,
    )


@job("delivery", units="own")
def send_notification_mail(open_unit: OpenUnit, notification_id: str) -> None:
    """Send somebody what they were told, in their language; nothing where they have seen it or left meanwhile."""
    settings = mail.in_use()
    with open_unit() as uow:
        told = get_notification(uow, UUID(notification_id))
        user = get_user(uow, told.user_id)
        if told.read_at or told.mailed_at or user.state is not UserState.ACTIVE:
            return
    with speaking(user.locale, user.time_zone):
        sentence = say(told.message, told.values)
        text = _(
            "Hello, %(name)s.\n\n%(sentence)s\n\n%(address)s\n\nIn your profile you choose what you are told by mail.\n",
            name=user.name or user.email,
            sentence=sentence,
            address=f"{settings.public_url.rstrip('/')}{told.path}",
        )
    mail.send(settings, to=user.email, subject=sentence, text=text)
    with open_unit() as uow:
        get_notification(uow, UUID(notification_id)).mailed_at = uow.now
