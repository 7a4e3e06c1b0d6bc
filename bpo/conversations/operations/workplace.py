"""What people keep beside a conversation: notes, the customer's number and stage, and being there."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from bpo.conversations.models import Conversation, CustomerNumber, Note, Presence
from bpo.conversations.queries.workplace import find_customer_number
from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

LONGEST_NOTE = 4000
LONGEST_NUMBER = 80
PRESENCE_KEPT = timedelta(hours=1)


class Stage(StrEnum):
    """Where the customer stands; decides who answers best."""

    RESEARCHING = "researching"
    CHOOSING = "choosing"
    BUYING = "buying"
    USING = "using"


def add_note(uow: UnitOfWork, conversation: Conversation, *, text: str) -> Note:
    """Write something down for colleagues; the customer and the client never see it."""
    kept = text.strip()
    if not kept:
        raise Invalid(N_("The note is empty."), faults=(Fault("note", N_("Write something first.")),))
    if len(kept) > LONGEST_NOTE:
        raise Invalid(N_("This is too long."), faults=(Fault("note", N_("This is too long.")),))
    note = Note(
        id=new_id(),
        tenant_id=conversation.tenant_id,
        account_id=conversation.account_id,
        conversation_id=conversation.id,
        author_id=uow.actor.user_id,
        text=kept,
        written_at=uow.now,
    )
    uow.session.add(note)
    uow.audit("note.added", note)
    return note


def set_customer_number(uow: UnitOfWork, conversation: Conversation, *, number: str) -> None:
    """Keep the brand's own number of the customer; an empty one takes it away."""
    if conversation.customer_id is None:
        raise Conflict(N_("The customer of this conversation is not known yet."))
    kept = " ".join(number.split())
    if len(kept) > LONGEST_NUMBER:
        raise Invalid(N_("This is too long."), faults=(Fault("number", N_("This is too long.")),))
    row = find_customer_number(uow, conversation)
    if not kept:
        if row is not None:
            uow.audit("customer_number.removed", row)
            uow.session.delete(row)
        return
    values = {"number": kept, "set_at": uow.now, "set_by": uow.actor.user_id}
    uow.session.execute(
        insert(CustomerNumber)
        .values(tenant_id=conversation.tenant_id, id=new_id(), customer_id=conversation.customer_id, **values)
        .on_conflict_do_update(index_elements=["tenant_id", "customer_id"], set_=values)
    )
    uow.session.expire_all()
    uow.audit("customer_number.set", find_customer_number(uow, conversation))


def set_stage(uow: UnitOfWork, conversation: Conversation, *, stage: Stage | None) -> None:
    """Say where the customer stands."""
    conversation.stage = stage.value if stage else None
    uow.session.execute(
        text(
            "UPDATE queue_item SET stage = :stage, changed_at = :now WHERE tenant_id = :tenant AND id = :id"
        ),
        {
            "stage": conversation.stage,
            "now": uow.now,
            "tenant": conversation.tenant_id,
            "id": conversation.id,
        },
    )
    uow.audit("conversation.stage_set", conversation, stage=conversation.stage)


def note_presence(uow: UnitOfWork, conversation: Conversation, *, is_writing: bool) -> None:
    """Say that the actor has the conversation open, and whether they are writing."""
    user_id = uow.actor.user_id
    if user_id is None:
        return
    changed = {"seen_at": uow.now} | ({"wrote_at": uow.now} if is_writing else {})
    uow.session.execute(
        insert(Presence)
        .values(
            tenant_id=conversation.tenant_id,
            id=new_id(),
            account_id=conversation.account_id,
            conversation_id=conversation.id,
            user_id=user_id,
            **{"wrote_at": None, **changed},
        )
        .on_conflict_do_update(index_elements=["tenant_id", "conversation_id", "user_id"], set_=changed)
    )


def leave(uow: UnitOfWork, conversation: Conversation) -> None:
    """Say that the actor has gone."""
    uow.session.execute(
        text(
            "DELETE FROM presence"
            " WHERE tenant_id = :tenant AND conversation_id = :conversation AND user_id = :user"
        ),
        {
            "tenant": conversation.tenant_id,
            "conversation": conversation.id,
            "user": uow.actor.user_id,
        },
    )


def forget_presence(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Forget who was where long ago."""
    uow.session.execute(
        text("DELETE FROM presence WHERE tenant_id = :tenant AND seen_at < :until"),
        {"tenant": tenant_id, "until": uow.now - PRESENCE_KEPT},
    )
