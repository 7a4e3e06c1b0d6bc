"""Taking a conversation private: a line left in public, and a private reply to be written at once.

The line answers the public turn, and promises the private message: its clock runs until that is out, so a
conversation that was only announced to go on elsewhere is not forgotten.
"""

from datetime import timedelta

from bpo.conversations.models import Conversation, Draft
from bpo.conversations.operations.checking import target_of
from bpo.conversations.operations.drafts import save_draft
from bpo.conversations.operations.sending import Submission, submit_draft
from bpo.conversations.queries.drafts import find_by_key
from bpo.conversations.rules.drafts import DraftKind
from bpo.conversations.rules.sending import check_place
from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Visibility

PROMISED_WITHIN = timedelta(minutes=30)


def take_private(
    uow: UnitOfWork, conversation: Conversation, *, line: str, client_key: str, reason: str | None = None
) -> tuple[Draft, Draft]:
    """Send the line in public and begin the private reply: (the line, the reply). A repeat is the same."""
    target = target_of(uow, conversation)
    if target.place.visibility is Visibility.PRIVATE:
        raise Conflict(N_("This conversation is private already."))
    check_place(target.place, DraftKind.PRIVATE_REPLY, now=uow.now)
    public = find_by_key(uow, conversation.tenant_id, client_key) or save_draft(
        uow,
        conversation,
        client_key=client_key,
        text=line,
        kind=DraftKind.ACKNOWLEDGEMENT,
        window_key=client_key,
    )
    submit_draft(uow, public, Submission(override_reason=reason, promise_at=uow.now + PROMISED_WITHIN))
    private_key = f"{client_key[:55]}-private"
    private = find_by_key(uow, conversation.tenant_id, private_key) or save_draft(
        uow, conversation, client_key=private_key, text="", kind=DraftKind.PRIVATE_REPLY
    )
    return public, private
