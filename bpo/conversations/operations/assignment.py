"""Who works on what waits: claiming, returning, handing over, putting off; many at once is `many`.

A claim is one conditional UPDATE, so of any number of people who want the same item exactly one gets it.
Whether somebody may serve the brand is asked here each time and not where the page was drawn. A claim is
renewed by what its holder does and ends by itself; what was forgotten is returned by `return_forgotten`.
Nothing here touches evidence or a clock.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, text

from bpo.channels.adapters.base import Act
from bpo.conversations.models import Conversation, QueueItem
from bpo.conversations.operations.acts import DismissalReason, dismiss_turn
from bpo.conversations.operations.moderating import ask_of, check_rule
from bpo.conversations.operations.waiting import queue_topic
from bpo.conversations.queries.moderations import waiting_to_hide
from bpo.conversations.queries.queue import QueueFilter, find_item, list_free
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.rules.claims import (
    CLAIM_LASTS,
    NOT_HELD,
    SOMEBODY_HOLDS,
    WAITS_NO_MORE,
    check_can_let_go,
    check_can_take_more,
    check_reason,
    check_snooze,
    is_held,
)
from bpo.core.errors import Conflict, Forbidden
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_brands, list_names, list_people_who_may
from bpo.staffing.operations import check_may_serve
from bpo.staffing.queries import may_serve, servable_brands

TRIES = 5
CANDIDATES = 20
HANDED_LASTS = timedelta(minutes=30)  # who is handed something may be busy with something else
TAKE = """
    WITH free AS (
        SELECT id, claimed_at, coalesce(claimed_by = :user AND claim_until > :now, false) AS is_own
        FROM queue_item
        WHERE tenant_id = :tenant AND id = :id
            AND (claimed_by IS NULL OR claimed_by = :user OR claim_until <= :now)
        FOR UPDATE {locked})
    UPDATE queue_item q SET claimed_by = :user, claim_until = :until, changed_at = :now,
        claimed_at = CASE WHEN free.is_own THEN free.claimed_at ELSE :now END,
        snoozed_until = NULL, snoozed_by = NULL
    FROM free WHERE q.tenant_id = :tenant AND q.id = free.id
    RETURNING free.is_own
"""
CLAIM = text(TAKE.format(locked=""))
CLAIM_UNLESS_LOCKED = text(TAKE.format(locked="SKIP LOCKED"))
RENEW = text("""
    UPDATE queue_item SET claim_until = :until
    WHERE tenant_id = :tenant AND id = :id AND claimed_by = :user AND claim_until > :now
""")
FORGOTTEN = text("""
    UPDATE queue_item q SET claimed_by = NULL, claimed_at = NULL, claim_until = NULL, changed_at = :now
    FROM (SELECT id, claimed_by AS holder FROM queue_item
        WHERE tenant_id = :tenant AND claimed_by IS NOT NULL AND claim_until <= :now
        FOR UPDATE SKIP LOCKED) f
    WHERE q.tenant_id = :tenant AND q.id = f.id
    RETURNING q.id, f.holder
""")
WAKE = text("""
    UPDATE queue_item SET snoozed_until = NULL, snoozed_by = NULL, changed_at = :now
    WHERE tenant_id = :tenant AND snoozed_until <= :now
""")


def claim(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> QueueItem:
    """Take a conversation to work on it; taking one's own again renews the claim."""
    conversation = get_conversation(uow, tenant_id, conversation_id)
    check_may_serve(uow, tenant_id, uow.actor.user_id)
    before = find_item(uow, tenant_id, conversation_id)
    if before is None or not _is_own(uow, before):
        check_can_take_more(_count_held(uow))
    item = _take(uow, tenant_id, conversation_id)
    if item is None:
        raise _why_not(uow, conversation)
    return item


def claim_next(
    uow: UnitOfWork, wanted: QueueFilter | None = None, *, brand: str | None = None
) -> QueueItem | None:
    """Give the actor the first free item of the brands they serve; None where there is none."""
    user_id = uow.actor.user_id
    brands = servable_brands(uow, user_id, at=uow.now) if user_id else frozenset()
    if brand is not None:
        brands &= {one.id for one in list_brands(uow, set(brands)) if one.slug == brand}
    check_can_take_more(_count_held(uow))
    for _ in range(TRIES):
        free = list_free(uow, wanted or QueueFilter(), tenant_ids=sorted(brands), limit=CANDIDATES)
        for tenant_id, conversation_id in free:
            if item := _take(uow, tenant_id, conversation_id, unless_locked=True):
                return item
        if len(free) < CANDIDATES:
            break
    return None


def renew(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> bool:
    """Note that the holder is at work; False where the actor does not hold it."""
    done = uow.session.connection().execute(RENEW, _values(uow, tenant_id, conversation_id))
    return done.rowcount > 0


def check_holds(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> None:
    """Raise unless the actor holds what waits here; where nothing waits, nobody needs to hold it."""
    item = find_item(uow, tenant_id, conversation_id)
    if item is None or _is_own(uow, item):
        return
    if _is_somebodys(uow, item):
        raise _held_by_another(uow, item)
    raise Conflict(NOT_HELD)


def release(
    uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, *, reason: str | None = None
) -> QueueItem:
    """Return a conversation to the queue."""
    item = _get_held(uow, tenant_id, conversation_id)
    kept = check_reason(reason)
    uow.audit("queue.released", item, holder=str(item.claimed_by), reason=kept is not None)
    _free(uow, item)
    return item


def hand_over(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, *, to_user_id: UUID) -> QueueItem:
    """Give a conversation to a colleague who may serve the brand."""
    item = _get_held(uow, tenant_id, conversation_id)
    serving = may_serve(uow, tenant_id, to_user_id, at=uow.now)
    reached = list_people_who_may(uow, tenant_id, Permission.CONVERSATION_SERVE, account_id=item.account_id)
    if not serving.allowed or to_user_id not in reached:
        raise Conflict(N_("This colleague may not serve this brand at present."))
    uow.audit("queue.handed_over", item, holder=str(item.claimed_by), to=str(to_user_id))
    item.claimed_by, item.claimed_at = to_user_id, uow.now
    item.claim_until = uow.now + HANDED_LASTS
    _changed(uow, item)
    (brand,) = list_brands(uow, {tenant_id})
    notify(
        uow,
        [to_user_id],
        tenant_id=tenant_id,
        kind=Kind.HANDED_OVER,
        message=N_("A conversation of %(brand)s was handed to you."),
        values={"brand": brand.name},
        path=_path(brand.slug, conversation_id),
    )
    return item


def snooze(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, *, until: datetime) -> QueueItem:
    """Put a conversation out of sight until an instant; its clocks go on, and it is nobody's meanwhile."""
    conversation = get_conversation(uow, tenant_id, conversation_id)
    check_may_serve(uow, tenant_id, uow.actor.user_id)
    check_snooze(until, now=uow.now)
    item = find_item(uow, tenant_id, conversation_id, for_update=True)
    if item is None or (_is_somebodys(uow, item) and not _is_own(uow, item)):
        raise _why_not(uow, conversation)
    item.snoozed_until, item.snoozed_by = until, uow.actor.user_id
    uow.audit("queue.snoozed", item, until=until.isoformat())
    _free(uow, item)
    return item


def wake(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> QueueItem:
    """Bring a conversation back into sight before its time."""
    conversation = get_conversation(uow, tenant_id, conversation_id)
    check_may_serve(uow, tenant_id, uow.actor.user_id)
    item = find_item(uow, tenant_id, conversation_id, for_update=True)
    if item is None:
        raise _why_not(uow, conversation)
    if item.snoozed_until is not None:
        item.snoozed_until = item.snoozed_by = None
        uow.audit("queue.woken", item)
        _changed(uow, item)
    return item


def dismiss(
    uow: UnitOfWork,
    tenant_id: UUID,
    conversation_id: UUID,
    *,
    reason: DismissalReason,
    hide_by: str | None = None,
) -> int:
    """Dismiss what waits, unless a colleague is working on it; how many messages are hidden by a community rule.

    With a rule all that waits there is hidden, too, as far as its network lets us.
    """
    conversation = get_conversation(uow, tenant_id, conversation_id)
    if not uow.actor.may(Permission.CONVERSATION_MANAGE, tenant_id):
        raise Forbidden
    check_may_serve(uow, tenant_id, uow.actor.user_id)
    item = find_item(uow, tenant_id, conversation_id)
    if item is not None and _is_somebodys(uow, item) and not _is_own(uow, item):
        raise _held_by_another(uow, item)
    if hide_by is None:
        dismiss_turn(uow, conversation, reason=reason)
        return 0
    check_rule(uow, tenant_id, Act.HIDE, hide_by)
    hidden = waiting_to_hide(uow, tenant_id, [conversation_id])
    dismiss_turn(uow, conversation, reason=reason)
    ask_of(uow, hidden, Act.HIDE, rule=hide_by)
    return len(hidden)


def return_forgotten(uow: UnitOfWork, tenant_id: UUID) -> int:
    """Return what was claimed and left alone, tell who held it, and bring back what was put off until now."""
    given = {"tenant": tenant_id, "now": uow.now}
    forgotten = uow.session.execute(FORGOTTEN, given).all()
    woken = uow.session.connection().execute(WAKE, given).rowcount
    for row in forgotten:
        item = find_item(uow, tenant_id, row.id)
        uow.audit("queue.returned", item, holder=str(row.holder))
    if forgotten:
        _tell_holders(uow, tenant_id, [(row.id, row.holder) for row in forgotten])
    if forgotten or woken:
        uow.signal(queue_topic(tenant_id))
    return len(forgotten)


def _values(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> dict[str, object]:
    return {
        "tenant": tenant_id,
        "id": conversation_id,
        "user": uow.actor.user_id,
        "now": uow.now,
        "until": uow.now + CLAIM_LASTS,
    }


def _take(
    uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, *, unless_locked: bool = False
) -> QueueItem | None:
    """Claim by one statement, if it is free; None where it is not, or is being claimed at this moment."""
    statement = CLAIM_UNLESS_LOCKED if unless_locked else CLAIM
    was_own = uow.session.scalar(statement, _values(uow, tenant_id, conversation_id))
    if was_own is None:
        return None
    item = find_item(uow, tenant_id, conversation_id)
    assert item is not None  # claimed in this transaction
    if not was_own:
        uow.audit("queue.claimed", item)
    uow.signal(queue_topic(tenant_id))
    return item


def _count_held(uow: UnitOfWork) -> int:
    held = select(func.count()).where(
        QueueItem.tenant_id.in_(sorted(uow.actor.tenant_ids)),
        QueueItem.claimed_by == uow.actor.user_id,
        QueueItem.claim_until > uow.now,
    )
    return uow.session.scalar(held) or 0


def _get_held(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> QueueItem:
    """An item that the actor may return or hand over, locked."""
    conversation = get_conversation(uow, tenant_id, conversation_id)
    item = find_item(uow, tenant_id, conversation_id, for_update=True)
    if item is None:
        raise _why_not(uow, conversation)
    if not _is_somebodys(uow, item):
        raise Conflict(N_("Nobody holds this conversation."))
    may_watch = uow.actor.may(Permission.FLOOR_READ, tenant_id)
    check_can_let_go(is_own=_is_own(uow, item), may_watch=may_watch)
    return item


def _free(uow: UnitOfWork, item: QueueItem) -> None:
    item.claimed_by = item.claimed_at = item.claim_until = None
    _changed(uow, item)


def _changed(uow: UnitOfWork, item: QueueItem) -> None:
    item.changed_at = uow.now
    uow.signal(queue_topic(item.tenant_id))


def _is_somebodys(uow: UnitOfWork, item: QueueItem) -> bool:
    return is_held(item.claimed_by, item.claim_until, now=uow.now)


def _is_own(uow: UnitOfWork, item: QueueItem) -> bool:
    return _is_somebodys(uow, item) and item.claimed_by == uow.actor.user_id


def _why_not(uow: UnitOfWork, conversation: Conversation) -> Conflict:
    """Why a conversation cannot be taken: it waits no more, or somebody has it."""
    item = find_item(uow, conversation.tenant_id, conversation.id)
    if item is None or not _is_somebodys(uow, item):
        return Conflict(WAITS_NO_MORE)
    return _held_by_another(uow, item)


def _held_by_another(uow: UnitOfWork, item: QueueItem) -> Conflict:
    assert item.claimed_by is not None
    names = list_names(uow, {item.claimed_by})
    if item.claimed_by not in names:
        return Conflict(N_("A colleague is working on this conversation."))
    return Conflict(SOMEBODY_HOLDS, name=names[item.claimed_by])


def _tell_holders(uow: UnitOfWork, tenant_id: UUID, forgotten: Sequence[tuple[UUID, UUID]]) -> None:
    (brand,) = list_brands(uow, {tenant_id})
    for conversation_id, holder in forgotten:
        notify(
            uow,
            [holder],
            tenant_id=tenant_id,
            kind=Kind.RETURNED,
            message=N_("A conversation of %(brand)s that you had claimed went back to the queue."),
            values={"brand": brand.name},
            path=_path(brand.slug, conversation_id),
        )


def _path(slug: str, conversation_id: UUID) -> str:
    return f"/brands/{slug}/conversations/{conversation_id}"
