"""Turning a mention into a conversation: through intake, once, on an account of the brand that somebody chose.

The message's time is that of the deed. A post that was not addressed to the brand owes nobody an answer until
somebody decides that it shall have one; a clock that began when it was written would already be late. When
and where it was written stands in the text.
"""

from sqlalchemy import select

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import list_accounts
from bpo.channels.rules.incoming import IncomingMessage
from bpo.conversations.models import Message
from bpo.conversations.operations.intake import take_in
from bpo.conversations.queries.erasures import find_author_erasure
from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Network
from bpo.monitoring.models import Mention, MentionAuthor, MentionSource
from bpo.monitoring.queries.mentions import list_for_update
from bpo.monitoring.rules.mentions import MentionState
from bpo.monitoring.rules.posts import full_text

ERASED = N_("What this person wrote was erased.")


def accounts_to_answer_from(uow: UnitOfWork, mention: Mention) -> list[ChannelAccount]:
    """The accounts that can carry an answer to a post of anywhere: those of the signed webhook."""
    return [
        account for account in list_accounts(uow, mention.tenant_id) if account.network == Network.GENERIC
    ]


def convert_mention(uow: UnitOfWork, mention: Mention, *, account: str) -> Mention:
    """Make a conversation of a mention on this account (`network:handle`); a second time changes nothing."""
    (mention,) = list_for_update(uow, [(mention.tenant_id, mention.id)])
    if mention.state == MentionState.CONVERTED:
        return mention
    if not (mention.title or mention.text) or _is_being_erased(uow, mention):
        raise Conflict(ERASED)
    chosen = {one.key: one for one in accounts_to_answer_from(uow, mention)}.get(account)
    if chosen is None:
        fault = Fault("account", N_("Choose an account that can carry the answer."))
        raise Invalid(N_("The mention cannot become a conversation here."), faults=(fault,))
    incoming = _as_message(uow, mention, account)
    take_in(uow, mention.tenant_id, [incoming])
    mention.conversation_id = uow.session.scalars(
        select(Message.conversation_id).where(
            Message.tenant_id == mention.tenant_id,
            Message.account_id == chosen.id,
            Message.external_id == incoming.external_id,
        )
    ).one()
    mention.state, mention.reason = MentionState.CONVERTED.value, None
    mention.decided_at, mention.decided_by = uow.now, uow.actor.user_id
    uow.audit("mention.converted", mention, conversation=str(mention.conversation_id))
    return mention


def _is_being_erased(uow: UnitOfWork, mention: Mention) -> bool:
    """Whether somebody asked for the author to be erased: then no customer is made of them any more."""
    if mention.author_id is None:
        return False
    return find_author_erasure(uow, mention.tenant_id, mention.author_id, done=False) is not None


def _as_message(uow: UnitOfWork, mention: Mention, account: str) -> IncomingMessage:
    author = (
        uow.session.get(MentionAuthor, (mention.tenant_id, mention.author_id)) if mention.author_id else None
    )
    source = uow.session.get_one(MentionSource, (mention.tenant_id, mention.source_id))
    own_id = f"mention:{mention.id}"
    where = " · ".join(filter(None, (source.name, mention.posted_at.isoformat(timespec="minutes"))))
    return IncomingMessage(
        account=account,
        external_id=own_id,
        direction=Direction.IN,
        author_id=f"author:{author.id}" if author else own_id,
        author_name=(author.name or author.handle) if author else None,
        followers=mention.reach or None,
        text="\n\n".join(filter(None, (full_text(mention.title, mention.text), where, mention.url))),
        posted_at=uow.now,
        thread_keys=(f"m:{own_id}",),
        language=mention.language,
    )
