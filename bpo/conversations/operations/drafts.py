"""Writing a draft: saved as it is typed, so that nothing typed is lost.

A save names the version it was typed upon and the window it was typed in. A save upon an older version from
another window does not overwrite the newer text: it is kept as a revision, and the draft is given back as
it stands. A save that is repeated because its answer was lost is the same save.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from bpo.channels.models import Delivery
from bpo.channels.operations.deliveries import take_back_failed
from bpo.channels.operations.reply_pictures import copy_pictures
from bpo.channels.queries.deliveries import deliveries_of
from bpo.channels.rules.deliveries import DeliveryState
from bpo.channels.rules.splitting import rest_of, unmarked
from bpo.conversations.models import Conversation, Draft, DraftRevision
from bpo.conversations.operations.approvals import cancel_waiting
from bpo.conversations.queries.drafts import find_by_key, get_draft, list_revisions
from bpo.conversations.rules.drafts import (
    LONGEST_TEXT,
    DraftKind,
    DraftState,
    check_key,
    check_move,
    check_writable,
    is_revision_due,
)
from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork


def save_draft(
    uow: UnitOfWork,
    conversation: Conversation,
    *,
    client_key: str,
    text: str,
    version: int = 0,
    kind: DraftKind | None = None,
    window_key: str | None = None,
    in_reply_to_message_id: UUID | None = None,
) -> Draft:
    """Keep what was typed. Where a newer text stood, the draft keeps that one and this becomes a revision."""
    author_id = _author(uow)
    if len(text) > LONGEST_TEXT:
        raise Invalid(N_("This is too long."), faults=(Fault("text", N_("This is too long.")),))
    key = check_key(client_key)
    draft = find_by_key(uow, conversation.tenant_id, key, for_update=True) or _begin(
        uow, conversation, client_key=key, kind=kind or DraftKind.REPLY, author_id=author_id
    )
    if draft.author_id != author_id or draft.conversation_id != conversation.id:
        raise Conflict(N_("This draft is somebody else's."))
    check_writable(draft.state)
    is_stale = draft.version != version and not (window_key and draft.window_key == window_key)
    if text == draft.text:
        pass
    elif is_stale and draft.text:
        _keep(uow, draft, cause="set_aside", text=text)
        return draft
    else:
        _keep_former(uow, draft)
        draft.text = text
        draft.version += 1
    if kind is not None:
        draft.kind = kind.value
    draft.window_key = window_key
    draft.in_reply_to_message_id = in_reply_to_message_id or draft.in_reply_to_message_id
    draft.saved_at = uow.now
    return draft


def discard_draft(uow: UnitOfWork, draft: Draft) -> None:
    """Throw a draft away; it can be brought back."""
    _own(uow, draft)
    draft.state = check_move(draft.state, DraftState.DISCARDED).value
    draft.saved_at = uow.now
    cancel_waiting(uow, draft)
    uow.audit("draft.discarded", draft)


def reopen_draft(uow: UnitOfWork, draft: Draft) -> Draft:
    """Make a reply its author's again, who may change it: thrown away, held and taken back, or not delivered.

    What was given to a network keeps its delivery and its end; then the text goes on as a draft of its own.
    """
    _own(uow, draft)
    if draft.state == DraftState.FAILED.value:
        return _begin_again(uow, draft)
    draft.state = check_move(draft.state, DraftState.OPEN).value
    cancel_waiting(uow, draft)
    draft.saved_at = uow.now
    uow.audit("draft.reopened", draft)
    return draft


def hold_draft(uow: UnitOfWork, draft: Draft) -> None:
    """Let it wait for another person."""
    draft.state = check_move(draft.state, DraftState.HELD).value
    uow.audit("draft.held", draft)


def return_draft(uow: UnitOfWork, draft: Draft) -> None:
    """Give it back to its author, who may change it and submit it again."""
    draft.state = check_move(draft.state, DraftState.RETURNED).value
    uow.audit("draft.returned", draft)


def edit_held(uow: UnitOfWork, draft: Draft, text: str) -> None:
    """An approver's own wording; what the author had written is kept."""
    if draft.state != DraftState.HELD.value:
        check_move(draft.state, DraftState.HELD)
    if text != draft.text:
        keep_revision(uow, draft, cause="submitted")
        draft.text = text
        draft.version += 1
        keep_revision(uow, draft, cause="edited")
        draft.saved_at = uow.now


def keep_revision(uow: UnitOfWork, draft: Draft, *, cause: str) -> None:
    """Keep the present text by itself, once a version."""
    if not any(one.version == draft.version and one.cause == cause for one in list_revisions(uow, draft)):
        _keep(uow, draft, cause=cause, text=draft.text)


def hold_row(uow: UnitOfWork, draft: Draft) -> Draft:
    """The draft as it is when nobody else changes it."""
    return get_draft(uow, draft.tenant_id, draft.id, for_update=True)


def _begin(
    uow: UnitOfWork, conversation: Conversation, *, client_key: str, kind: DraftKind, author_id: UUID
) -> Draft:
    """An empty draft under this key; two windows that begin it at once begin one."""
    values = {
        "tenant_id": conversation.tenant_id,
        "id": new_id(),
        "account_id": conversation.account_id,
        "conversation_id": conversation.id,
        "author_id": author_id,
        "client_key": client_key,
        "kind": kind.value,
        "state": DraftState.OPEN.value,
        "text": "",
        "version": 0,
        "created_at": uow.now,
        "saved_at": uow.now,
        "findings": [],
        "in_parts": False,
        "delivery_ids": [],
    }
    uow.session.execute(
        insert(Draft).values(values).on_conflict_do_nothing(index_elements=["tenant_id", "client_key"])
    )
    draft = find_by_key(uow, conversation.tenant_id, client_key, for_update=True)
    if draft is None:  # the key is taken by a row that does not exist for this actor
        raise Conflict(N_("This draft is somebody else's."))
    return draft


def _begin_again(uow: UnitOfWork, failed: Draft) -> Draft:
    """A new draft with the text of one that could not be delivered, or with as much of it as was not."""
    parts = deliveries_of(uow, failed.tenant_id, [failed.id]).get(failed.id, [])
    for part in parts:
        if part.state not in {DeliveryState.CANCELLED, DeliveryState.SENT}:
            take_back_failed(
                uow, part
            )  # else it could be tried again beside the new one, and both would stand
    failed.state = check_move(failed.state, DraftState.DISCARDED).value
    again = Draft(
        id=new_id(),
        tenant_id=failed.tenant_id,
        account_id=failed.account_id,
        conversation_id=failed.conversation_id,
        author_id=failed.author_id,
        client_key=str(new_id()),
        kind=failed.kind,
        state=DraftState.OPEN.value,
        text=_not_sent(failed.text, parts),
        in_parts=failed.in_parts,
        stopped_by=failed.stopped_by,
        version=1,
        created_at=uow.now,
        saved_at=uow.now,
        findings=[],
        delivery_ids=[],
    )
    uow.session.add(again)
    if all(part.part_no > 1 or part.state != DeliveryState.SENT for part in parts):
        copy_pictures(
            uow, failed.tenant_id, failed.id, to=again.id
        )  # else they stand there with the first part
    uow.audit("draft.begun_again", again, instead_of=str(failed.id))
    return again


def _not_sent(text: str, parts: Sequence[Delivery]) -> str:
    missing = [part for part in parts if part.state != DeliveryState.SENT]
    if len(missing) == len(parts):
        return text
    return rest_of(text, [unmarked(part.body, part.part_no, part.parts) for part in missing])


def _keep_former(uow: UnitOfWork, draft: Draft) -> None:
    """Keep the text that is about to be overwritten, about once a minute of typing."""
    if not draft.text:
        return
    latest = next((one for one in list_revisions(uow, draft, limit=1)), None)
    if is_revision_due(latest.saved_at if latest else draft.created_at, uow.now):
        _keep(uow, draft, cause="typed", text=draft.text)


def _keep(uow: UnitOfWork, draft: Draft, *, cause: str, text: str) -> None:
    uow.session.add(
        DraftRevision(
            id=new_id(),
            tenant_id=draft.tenant_id,
            account_id=draft.account_id,
            draft_id=draft.id,
            version=draft.version,
            cause=cause,
            text=text,
            saved_at=uow.now,
            saved_by=uow.actor.user_id,
        )
    )


def _own(uow: UnitOfWork, draft: Draft) -> None:
    if draft.author_id != uow.actor.user_id:
        raise Conflict(N_("This draft is somebody else's."))


def _author(uow: UnitOfWork) -> UUID:
    if uow.actor.user_id is None:
        raise Forbidden(N_("A reply is written by a person."))
    return uow.actor.user_id
