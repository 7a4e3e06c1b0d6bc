"""Erasing an author of mentions: who they are and what they wrote; counts, times and moods stay.

Asked by a person, done by the system through the one door, as for customers (`conversations.operations.erasing`).
Whoever became a customer is erased as one too, so that nothing of them is left on either side.
"""

from uuid import UUID

from sqlalchemy import func, select

from bpo.conversations.models import Erasure
from bpo.conversations.operations.erasing import ask_erasure, erase_author_rows
from bpo.conversations.operations.facts import hold_evidence
from bpo.conversations.queries.erasures import find_author_erasure
from bpo.conversations.rules.erasure import check_reason, is_erased_name
from bpo.core.errors import Conflict, Forbidden
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.monitoring.events import AuthorErased, AuthorErasureAsked
from bpo.monitoring.models import Mention, MentionAuthor
from bpo.monitoring.operations.holding import hold_mentions
from bpo.monitoring.queries.authors import list_customers_of


def ask_author_erasure(uow: UnitOfWork, author: MentionAuthor, *, reason: str) -> Erasure:
    """Have everything that is kept about an author erased, as a customer too; done by the system, for good."""
    checked = check_reason(reason)
    if author.tenant_id in uow.actor.narrowed:
        raise Forbidden(N_("Who sees only some accounts of a brand cannot erase an author."))
    if is_erased_name(author.key):
        raise Conflict(N_("This author has been erased already."))
    # A conversion locks its mention: it is over by now, or finds that the author is being erased.
    uow.session.execute(
        select(Mention.id)
        .where(Mention.tenant_id == author.tenant_id, Mention.author_id == author.id)
        .order_by(Mention.id)
        .with_for_update()
    )
    for customer in list_customers_of(uow, author):
        ask_erasure(uow, customer, reason=checked.value)
    waiting = find_author_erasure(uow, author.tenant_id, author.id, done=False)
    if waiting is not None:
        return waiting
    erasure = _new(uow, author, checked.value)
    uow.audit("mention_author.erasure_asked", author, reason=checked.value)
    uow.emit(AuthorErasureAsked(author.tenant_id, erasure.id))
    return erasure


def erase_author(uow: UnitOfWork, erasure: Erasure) -> None:
    """Erase the author whom an erasure names. Run twice, the second finds it done."""
    if erasure.done_at is not None or erasure.author_id is None:
        return
    tenant_id = erasure.tenant_id
    hold_evidence(uow, tenant_id)
    hold_mentions(uow, tenant_id)
    author = uow.session.get_one(MentionAuthor, (tenant_id, erasure.author_id))
    posts = select(func.count()).where(Mention.tenant_id == tenant_id, Mention.author_id == author.id)
    count = uow.session.scalar(posts) or 0
    erase_author_rows(uow, tenant_id, author.id)
    erasure.done_at, erasure.messages = uow.now, count
    uow.audit("mention_author.erased", author, mentions=count)
    uow.emit(AuthorErased(tenant_id, author.id))


def erase_author_again(uow: UnitOfWork, tenant_id: UUID, author_id: UUID, *, reason: str) -> bool:
    """Erase an author who had been erased when an older state of the database was restored; False: not in it."""
    author = uow.session.get(MentionAuthor, (tenant_id, author_id))
    if author is None or is_erased_name(author.key):
        return False
    waiting = find_author_erasure(uow, tenant_id, author_id, done=False)
    erase_author(uow, waiting or _new(uow, author, check_reason(reason).value))
    return True


def _new(uow: UnitOfWork, author: MentionAuthor, reason: str) -> Erasure:
    erasure = Erasure(
        id=new_id(),
        tenant_id=author.tenant_id,
        kind="author",
        author_id=author.id,
        reason=reason,
        asked_at=uow.now,
        asked_by=uow.actor.user_id,
        conversations=0,
        messages=0,
    )
    uow.session.add(erasure)
    uow.session.flush()
    return erasure
