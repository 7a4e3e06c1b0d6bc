"""Erasing a customer, and texts that have outlived their time, through the one door (`erase_rows`).

Where a customer's texts and names stand, and what becomes of each, is `core.privacy`: every domain declares
its tables there, so this file names none of them. What remains are rows, their times, and keyed hashes where
rows refer to each other, so that every figure stays as it was.

Asking is a person's; erasing is the system's, because who asks may not see every row.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select, text

from bpo.channels.models import Delivery
from bpo.channels.rules.deliveries import UNSETTLED, DeliveryState
from bpo.conversations.events import CustomerErased, ErasureAsked
from bpo.conversations.models import (
    Attachment,
    Conversation,
    Customer,
    Draft,
    Erasure,
    ErasureKey,
    Handoff,
    LinkPreview,
    Message,
    RetentionRule,
)
from bpo.conversations.operations.approvals import cancel_waiting
from bpo.conversations.operations.facts import hold_evidence
from bpo.conversations.operations.handoffs import withdraw_handoff
from bpo.conversations.operations.network_work import stop_work
from bpo.conversations.operations.orders import keep_orders
from bpo.conversations.operations.waiting import queue_topic
from bpo.conversations.queries.erasures import find_key, find_retention, find_waiting_erasure, outlived
from bpo.conversations.rules.drafts import DraftState
from bpo.conversations.rules.erasure import check_months, check_reason, kept_since, salted
from bpo.conversations.rules.handoffs import HandoffState
from bpo.core.bulk import plan_for_probes
from bpo.core.errors import Conflict, Forbidden
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.privacy import ERASED, Erased
from bpo.core.uow import UnitOfWork

KEY_BYTES = 32
ROWS_AT_ONCE = 5000
CONVERSATIONS_AT_ONCE = 200
SETTLED_DRAFTS = (DraftState.SENT.value, DraftState.DISCARDED.value)
DOOR = text(
    "SELECT erase_rows(:table, CAST(:ids AS uuid[]), CAST(:blanked AS text[]), CAST(:removed AS text[]),"
    " CAST(:hashed AS text[]), :secret)"
)
FIND = {
    (table, number): text(f"SELECT t.id FROM {table} t WHERE {entry.where}")  # noqa: S608 -- declarations of ours
    for table, entries in ERASED.items()
    for number, entry in enumerate(entries)
}


@dataclass(frozen=True, slots=True)
class Done:
    """How much was erased."""

    conversations: int
    messages: int


def ask_erasure(uow: UnitOfWork, customer: Customer, *, reason: str) -> Erasure:
    """Have everything that is kept about a customer erased; done by the system at once, and for good."""
    checked = check_reason(reason)
    if customer.tenant_id in uow.actor.narrowed:
        raise Forbidden(N_("Who sees only some accounts of a brand cannot erase a customer."))
    if customer.erased_at is not None:
        raise Conflict(N_("This customer has been erased already."))
    check_nothing_leaves(uow, customer)
    waiting = find_waiting_erasure(uow, customer)
    if waiting is not None:
        return waiting
    erasure = Erasure(
        id=new_id(),
        tenant_id=customer.tenant_id,
        kind="customer",
        customer_id=customer.id,
        reason=checked.value,
        asked_at=uow.now,
        asked_by=uow.actor.user_id,
        conversations=0,
        messages=0,
    )
    uow.session.add(erasure)
    uow.audit("customer.erasure_asked", customer, reason=checked.value)
    uow.emit(ErasureAsked(customer.tenant_id, erasure.id))
    return erasure


def check_nothing_leaves(uow: UnitOfWork, customer: Customer) -> None:
    """Conflict while a reply to the customer is on its way: it would arrive after they were erased."""
    if _leaving(uow, _conversations_of(uow, customer)):
        raise Conflict(N_("A reply to this customer is on its way or its fate is unknown: settle it first."))


def erase_customer(uow: UnitOfWork, erasure: Erasure) -> bool:
    """Erase whom an erasure names; False while a reply is on its way. Run twice, the second finds it done."""
    hold_evidence(uow, erasure.tenant_id)
    if erasure.done_at is not None or erasure.customer_id is None:
        return True
    customer = uow.session.get_one(Customer, (erasure.tenant_id, erasure.customer_id))
    found = _conversations_of(uow, customer)
    if _leaving(uow, found):
        return False
    _end_work(uow, found)
    done = _erase(uow, customer.tenant_id, found, customers=[customer])
    erasure.done_at, erasure.conversations, erasure.messages = uow.now, done.conversations, done.messages
    uow.audit("customer.erased", customer, conversations=done.conversations, messages=done.messages)
    uow.emit(CustomerErased(customer.tenant_id, customer.id))
    uow.signal(queue_topic(customer.tenant_id))
    return True


def erase_again(uow: UnitOfWork, tenant_id: UUID, customer_id: UUID, *, reason: str) -> bool:
    """Erase a customer who had been erased when an older state of the database was restored; False: not in it.

    What was on its way in that state had been settled by the time they were erased: it is not tried again.
    """
    hold_evidence(uow, tenant_id)
    customer = uow.session.get(Customer, (tenant_id, customer_id))
    if customer is None or customer.erased_at is not None:
        return False
    ids = [one.id for one in _conversations_of(uow, customer)]
    leaving = select(Delivery).where(Delivery.thread_key.in_(ids), Delivery.state.in_(UNSETTLED))
    for delivery in uow.session.scalars(leaving):
        delivery.state = DeliveryState.CANCELLED.value
        delivery.fence += 1
    erasure = find_waiting_erasure(uow, customer) or Erasure(
        id=new_id(),
        tenant_id=tenant_id,
        kind="customer",
        customer_id=customer_id,
        reason=check_reason(reason).value,
        asked_at=uow.now,
        conversations=0,
        messages=0,
    )
    uow.session.add(erasure)
    uow.session.flush()
    return erase_customer(uow, erasure)


def set_retention(uow: UnitOfWork, tenant_id: UUID, *, months: int | None) -> None:
    """How long texts of closed conversations are kept; None: as long as the brand is."""
    rule = find_retention(uow, tenant_id)
    if months is None:
        if rule is not None:
            uow.session.delete(rule)
            uow.audit("retention.ended", rule)
        return
    checked = check_months(months)
    if rule is None:
        rule = RetentionRule(id=new_id(), tenant_id=tenant_id)
        uow.session.add(rule)
    rule.months, rule.changed_at, rule.changed_by = checked, uow.now, uow.actor.user_id
    uow.audit("retention.set", rule, months=checked)


def erase_outlived(uow: UnitOfWork, tenant_id: UUID, *, limit: int = CONVERSATIONS_AT_ONCE) -> bool:
    """Erase a batch of what the brand's rule no longer keeps; whether there may be more.

    Texts go with their conversation. Names go with a customer's last conversation: then the customer is
    erased as if they had asked for it.
    """
    rule = find_retention(uow, tenant_id)
    if rule is None:
        return False
    hold_evidence(uow, tenant_id)
    found = list(uow.session.scalars(outlived(tenant_id, kept_since(uow.now, rule.months)).limit(limit)))
    if not found:
        return False
    _end_work(uow, found)
    done = _erase(uow, tenant_id, found, customers=[])
    for customer in _left_with_nothing(uow, found):
        _erase(uow, tenant_id, _conversations_of(uow, customer), customers=[customer])
    erasure = Erasure(
        id=new_id(),
        tenant_id=tenant_id,
        kind="retention",
        reason="retention",
        asked_at=uow.now,
        done_at=uow.now,
        conversations=done.conversations,
        messages=done.messages,
    )
    uow.session.add(erasure)
    uow.audit("retention.erased", erasure, conversations=done.conversations, messages=done.messages)
    return len(found) == limit


def erase_author_rows(uow: UnitOfWork, tenant_id: UUID, author_id: UUID) -> None:
    """Erase what an author of mentions left, and every export that may hold it; under the lock on the evidence."""
    _erase(uow, tenant_id, [], customers=[], author=author_id)


def _conversations_of(uow: UnitOfWork, customer: Customer) -> list[Conversation]:
    return list(
        uow.session.scalars(
            select(Conversation).where(
                Conversation.tenant_id == customer.tenant_id, Conversation.customer_id == customer.id
            )
        )
    )


def _leaving(uow: UnitOfWork, conversations: Sequence[Conversation]) -> bool:
    ids = [one.id for one in conversations]
    query = select(Delivery.id).where(Delivery.thread_key.in_(ids), Delivery.state.in_(UNSETTLED)).limit(1)
    return uow.session.scalar(query) is not None


def _end_work(uow: UnitOfWork, conversations: Sequence[Conversation]) -> None:
    """Nobody goes on writing to whom is erased, nothing is tried again, and nobody is asked about it."""
    ids = [one.id for one in conversations]
    failed = select(Delivery).where(
        Delivery.thread_key.in_(ids), Delivery.state == DeliveryState.FAILED.value
    )
    for delivery in uow.session.scalars(failed):
        delivery.state = DeliveryState.CANCELLED.value
        delivery.fence += 1
    query = select(Draft).where(Draft.conversation_id.in_(ids), Draft.state.not_in(SETTLED_DRAFTS))
    for draft in uow.session.scalars(query):
        cancel_waiting(uow, draft)
        draft.state = DraftState.DISCARDED.value
    asked = select(Handoff).where(
        Handoff.conversation_id.in_(ids), Handoff.state == HandoffState.WAITING.value
    )
    for handoff in uow.session.scalars(asked):
        withdraw_handoff(uow, handoff)
    for kind in (Attachment, LinkPreview):
        stop_work(uow, kind, ids)
    uow.session.flush()  # the door overwrites these rows next


def _left_with_nothing(uow: UnitOfWork, conversations: Sequence[Conversation]) -> list[Customer]:
    """Customers of whom no conversation with texts is left."""
    ids = {one.customer_id for one in conversations if one.customer_id is not None}
    standing = select(Conversation.id).where(
        Conversation.tenant_id == Customer.tenant_id,
        Conversation.customer_id == Customer.id,
        or_(Conversation.erased_at.is_(None), Conversation.last_message_at > Conversation.erased_at),
    )
    return list(
        uow.session.scalars(
            select(Customer).where(Customer.id.in_(ids), Customer.erased_at.is_(None), ~standing.exists())
        )
    )


def _erase(
    uow: UnitOfWork,
    tenant_id: UUID,
    conversations: Sequence[Conversation],
    *,
    customers: Sequence[Customer],
    author: UUID | None = None,
) -> Done:
    """Through the door, table by table; names only of whoever goes as a whole (one at a time)."""
    plan_for_probes(uow.session)
    ids = [one.id for one in conversations]
    keep_orders(uow, tenant_id, ids)
    values = {
        "conversations": ids,
        "customers": [one.id for one in customers],
        "authors": [author] if author else [],
    }
    whom = customers[0].id if customers else author
    secret = _key(uow, tenant_id)
    for table, entries in ERASED.items():
        for number, entry in enumerate(entries):
            rows = list(uow.session.scalars(FIND[table, number], values))
            for start in range(0, len(rows), ROWS_AT_ONCE):
                _pass(uow, table, entry, rows[start : start + ROWS_AT_ONCE], secret, whom)
    messages = uow.session.scalar(
        select(func.count()).select_from(Message).where(Message.conversation_id.in_(ids))
    )
    for conversation in conversations:
        conversation.erased_at = uow.now
    for customer in customers:
        customer.erased_at = uow.now
    uow.session.flush()  # what is asked next in this unit asks for it
    return Done(len(ids), messages or 0)


def _pass(
    uow: UnitOfWork,
    table: str,
    entry: Erased,
    rows: Sequence[UUID],
    secret: bytes,
    whom: UUID | None,
) -> None:
    values: Mapping[str, object] = {"table": table, "ids": list(rows)}
    names = list(entry.hashed) if whom else []
    uow.session.execute(
        DOOR,
        {
            **values,
            "blanked": list(entry.blanked),
            "removed": list(entry.removed),
            "hashed": names,
            "secret": secret,
        },
    )
    if entry.salted and whom:
        own = salted(secret, whom)
        uow.session.execute(
            DOOR, {**values, "blanked": [], "removed": [], "hashed": list(entry.salted), "secret": own}
        )


def _key(uow: UnitOfWork, tenant_id: UUID) -> bytes:
    """The brand's key; made at its first erasure, under the lock on its evidence."""
    found = find_key(uow, tenant_id)
    if found is not None:
        return found
    secret = secrets.token_bytes(KEY_BYTES)
    uow.session.add(ErasureKey(id=new_id(), tenant_id=tenant_id, secret=secret, made_at=uow.now))
    uow.session.flush()  # intake reads it in the next statement of anybody
    return secret
