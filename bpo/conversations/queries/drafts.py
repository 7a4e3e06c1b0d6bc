"""Reads of drafts: one's own of a conversation, those under way, and their former texts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bpo.conversations.models import Conversation, Draft, DraftRevision
from bpo.conversations.rules.drafts import ON_ITS_WAY, UNFINISHED, DraftState
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork


def get_draft(uow: UnitOfWork, tenant_id: UUID, draft_id: UUID, *, for_update: bool = False) -> Draft:
    """One draft of a brand, or NotFound; `for_update` as it is when nobody else changes it."""
    query = select(Draft).where(Draft.tenant_id == tenant_id, Draft.id == draft_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def count_overrides(uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime) -> int:
    """How many replies that were handed in from `start` to `end` went out despite a warning, with a reason."""
    found = uow.session.scalar(
        select(func.count()).where(
            Draft.tenant_id == tenant_id,
            Draft.submitted_at >= start,
            Draft.submitted_at < end,
            Draft.override_reason.is_not(None),
            Draft.state == DraftState.SENT,
        )
    )
    return found or 0


def find_by_key(
    uow: UnitOfWork, tenant_id: UUID, client_key: str, *, for_update: bool = False
) -> Draft | None:
    """The draft that was begun under this key, where it was typed."""
    query = select(Draft).where(Draft.tenant_id == tenant_id, Draft.client_key == client_key)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return uow.session.scalars(query).first()


def list_own_unfinished(uow: UnitOfWork, conversation: Conversation, author_id: UUID) -> list[Draft]:
    """What this author has begun here and not finished, the latest first."""
    return list(
        uow.session.scalars(
            select(Draft)
            .where(
                Draft.tenant_id == conversation.tenant_id,
                Draft.conversation_id == conversation.id,
                Draft.author_id == author_id,
                Draft.state.in_(UNFINISHED),
            )
            .order_by(Draft.saved_at.desc(), Draft.id.desc())
        )
    )


def find_thrown_away(
    uow: UnitOfWork, conversation: Conversation, author_id: UUID, *, since: datetime
) -> Draft | None:
    """What this author has thrown away here last, if it was not long ago and nothing of it went to a network."""
    return uow.session.scalars(
        select(Draft)
        .where(
            Draft.tenant_id == conversation.tenant_id,
            Draft.conversation_id == conversation.id,
            Draft.author_id == author_id,
            Draft.state == DraftState.DISCARDED.value,
            Draft.saved_at >= since,
            Draft.text != "",
            Draft.delivery_ids == [],
        )
        .order_by(Draft.saved_at.desc())
        .limit(1)
    ).first()


def list_drafts(uow: UnitOfWork, conversation: Conversation, *, limit: int = 50) -> list[Draft]:
    """The latest drafts of a conversation, whoever wrote them and whatever became of them."""
    return list(
        uow.session.scalars(
            select(Draft)
            .where(Draft.tenant_id == conversation.tenant_id, Draft.conversation_id == conversation.id)
            .order_by(Draft.created_at.desc(), Draft.id.desc())
            .limit(limit)
        )
    )


def find_on_its_way(
    uow: UnitOfWork, conversation: Conversation, *, other_than: UUID | None = None
) -> Draft | None:
    """A reply that waits for approval, is being sent, or may have arrived: nobody should answer beside it."""
    query = select(Draft).where(
        Draft.tenant_id == conversation.tenant_id,
        Draft.conversation_id == conversation.id,
        Draft.state.in_(ON_ITS_WAY),
    )
    if other_than is not None:
        query = query.where(Draft.id != other_than)
    return uow.session.scalars(query.order_by(Draft.submitted_at).limit(1)).first()


def list_revisions(uow: UnitOfWork, draft: Draft, *, limit: int = 30) -> list[DraftRevision]:
    """The texts that a draft had, the latest first."""
    return list(
        uow.session.scalars(
            select(DraftRevision)
            .where(DraftRevision.tenant_id == draft.tenant_id, DraftRevision.draft_id == draft.id)
            .order_by(DraftRevision.saved_at.desc(), DraftRevision.id.desc())
            .limit(limit)
        )
    )


def find_own(uow: UnitOfWork, conversation: Conversation, draft_id: str | None) -> Draft | None:
    """The draft that an author picked on the page, if it is theirs and of this conversation."""
    try:
        wanted = UUID(draft_id or "")
    except ValueError:
        return None
    return uow.session.scalars(
        select(Draft).where(
            Draft.tenant_id == conversation.tenant_id,
            Draft.conversation_id == conversation.id,
            Draft.author_id == uow.actor.user_id,
            Draft.id == wanted,
        )
    ).first()
