"""A message that no person wrote, to a customer in private: the one exception to "a reply leaves only as a draft".

It has no author and no certification, so it is held to more instead: the text is the brand's own, checked by
its rules and refused where a reply would need somebody's leave; it goes in private only; it answers nothing,
stops no clock, and no reply waits for it. A source is sent once, however often this is called.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bpo.channels.models import Delivery
from bpo.channels.operations.deliveries import queue_delivery
from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.links import PersonalLink, text_to_keep
from bpo.conversations.models import Conversation
from bpo.conversations.operations.checking import Target, check_text, target_of
from bpo.conversations.rules.drafts import DraftKind
from bpo.conversations.rules.sending import check_automatic, check_place
from bpo.core.errors import Conflict
from bpo.core.uow import UnitOfWork


def send_automatic(
    uow: UnitOfWork,
    conversation: Conversation,
    *,
    source_id: UUID,
    text: str,
    link: PersonalLink | None = None,
    not_after: datetime,
) -> Delivery:
    """Give a text to the customer's network, in private; Conflict where it cannot or may not go there.

    What has not gone out by `not_after` is given up: it would come out of nowhere.
    """
    target = _target_of(uow, conversation)
    visibility = check_place(target.place, DraftKind.PRIVATE_REPLY, now=uow.now)
    kept = text_to_keep(text, link)
    check_automatic(
        check_text(uow, conversation, kept, kind=DraftKind.PRIVATE_REPLY, target=target).verdict.value
    )
    ends = target.place.reply_until(visibility)
    return queue_delivery(
        uow,
        target.account,
        conversation_id=conversation.id,
        source_id=source_id,
        body=text,
        in_reply_to=target.answers.external_id if target.answers else None,
        visibility=visibility.value,
        recipient=target.recipient,
        author_id=None,
        agent=None,
        reply_until=min(not_after, ends) if ends else not_after,
        automatic=True,
        link=link,
    )


def can_send_automatic(uow: UnitOfWork, conversation: Conversation) -> bool:
    """Whether the customer of this conversation can be reached in private by its network now."""
    return _reaches(_target_of(uow, conversation), now=uow.now)


def _target_of(uow: UnitOfWork, conversation: Conversation) -> Target:
    """As for a person's reply, but within the network's own window: what a vendor may do longer is for people alone.

    So is the one private reply that a network takes to a public message.
    """
    target = target_of(uow, conversation)
    known = capabilities_of(target.account.network)
    within = replace(target.capabilities, reply_window=known.reply_window, in_private=known.in_private)
    if known.one_private_reply is not None:
        within = replace(within, private_reply_to_public=False)
    return replace(target, capabilities=within)


def _reaches(target: Target, *, now: datetime) -> bool:
    try:
        check_place(target.place, DraftKind.PRIVATE_REPLY, now=now)
    except Conflict:
        return False
    return target.answers is not None
