"""The evidence of conversations as the rules take it: messages, what people did, and by which terms clocks are measured."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from bpo.channels.models import Delivery
from bpo.channels.rules.deliveries import OVER
from bpo.conversations.models import ConversationAct, Message
from bpo.conversations.rules.facts import Act, Evidence, Terms
from bpo.conversations.rules.fold import ClockKind, Closing, Dismissal
from bpo.conversations.rules.placement import message_order
from bpo.conversations.rules.waits import ClientAsked, ClientDecided
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.tenants.queries import list_levels, terms_of, working_times


def clock_terms(uow: UnitOfWork, tenant_id: UUID) -> Terms:
    """How this brand's clocks are measured, for every version there ever was."""
    levels = {level.id: terms_of(level) for level in list_levels(uow, tenant_id, retired=True)}

    def target(level_id: UUID | None, kind: ClockKind) -> timedelta | None:
        if level_id is None:
            return None
        found: timedelta | None = getattr(levels[level_id], kind.value)
        return found

    return Terms(target=target, working_time=working_times(uow, tenant_id))


def load_evidence(
    uow: UnitOfWork, tenant_id: UUID, conversation_ids: Iterable[UUID]
) -> tuple[dict[UUID, list[Evidence]], dict[UUID, str], dict[UUID, UUID]]:
    """The messages of conversations as evidence; their visibility; their accounts.

    What its network told later that it did not arrive is as what nobody wrote: it answers nothing.
    """
    did_not_arrive = (
        select(Delivery.id)
        .where(
            Delivery.tenant_id == Message.tenant_id,
            Delivery.account_id == Message.account_id,
            Delivery.remote_id == Message.external_id,
            Delivery.state.in_(OVER),
        )
        .exists()
    )
    rows = uow.session.execute(
        select(
            Message.conversation_id,
            Message.account_id,
            Message.visibility,
            Message.id,
            Message.external_id,
            Message.posted_at,
            Message.direction,
            or_(Message.automatic, and_(Message.direction == Direction.OUT.value, did_not_arrive)).label(
                "automatic"
            ),
            Message.service_level_id,
            Message.calendar_id,
            Message.agent,
            Message.language,
            Message.part_no,
        ).where(Message.tenant_id == tenant_id, Message.conversation_id.in_(list(conversation_ids)))
    )
    evidence: dict[UUID, list[Evidence]] = defaultdict(list)
    visibility: dict[UUID, str] = {}
    accounts: dict[UUID, UUID] = {}
    # Sorted here: the order of ids at one instant is not the database's, and the last message is the one shown.
    for row in sorted(rows, key=lambda row: message_order(row.posted_at, row.external_id)):
        visibility[row.conversation_id] = row.visibility
        accounts[row.conversation_id] = row.account_id
        evidence[row.conversation_id].append(
            Evidence(
                row.id,
                row.external_id,
                row.posted_at,
                Direction(row.direction),
                row.automatic,
                row.service_level_id,
                row.calendar_id,
                row.agent,
                row.language,
                row.part_no,
            )
        )
    return dict(evidence), visibility, accounts


def load_acts(uow: UnitOfWork, tenant_id: UUID, conversation_ids: Iterable[UUID]) -> dict[UUID, list[Act]]:
    """What people did to conversations, as the rules take it."""
    ids = list(conversation_ids)
    acts: dict[UUID, list[Act]] = defaultdict(list)
    if not ids:
        return acts
    for act in uow.session.scalars(
        select(ConversationAct).where(
            ConversationAct.tenant_id == tenant_id, ConversationAct.conversation_id.in_(ids)
        )
    ):
        acts[act.conversation_id].append(as_moment(act))
    return acts


def as_moment(act: ConversationAct) -> Act:
    """An act as the rules take it."""
    if act.subject_id is not None:
        kind = ClientAsked if act.kind == "client_asked" else ClientDecided
        return kind(act.id, act.at, act.subject_id)
    return Closing(act.id, act.at) if act.kind == "closed" else Dismissal(act.id, act.at, act.reason or "")
