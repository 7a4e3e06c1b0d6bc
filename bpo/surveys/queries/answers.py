"""The answers behind a figure, in the reader's own scope."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, true, tuple_

from bpo.conversations.models import Message
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.surveys.models import SurveyAnswer, SurveyInvitation
from bpo.surveys.rules.answers import DISSATISFIED, SATISFIED
from bpo.tenants.rules.period import Period

_A = SurveyAnswer
# What a figure counts, by the name under which a page opens it.
FIGURES: dict[str, ColumnElement[bool]] = {
    "answers": true(),
    "satisfied": _A.score.in_(SATISFIED),
    "dissatisfied": _A.score.in_(DISSATISFIED),
    **{f"score_{score}": _A.score == score for score in range(1, 6)},
    "recommend": _A.recommend.is_not(None),
    "promoters": _A.recommend >= 9,
    "passives": _A.recommend.between(7, 8),
    "detractors": _A.recommend <= 6,
    "yet_negative": and_(_A.score.in_(SATISFIED), _A.public_mood == "negative"),
    "yet_positive": and_(_A.score.in_(DISSATISFIED), _A.public_mood == "positive"),
    "commented": _A.comment.is_not(None),
    "brought": _A.external_id.is_not(None),
    "responded": _A.invitation_id.is_not(None),  # of the invitations delivered in the period
}


@dataclass(frozen=True, slots=True)
class AnswerFilter:
    """Which answers: a figure, and where wanted one language, network or agent."""

    figure: str = "answers"
    language: str | None = None
    network: str | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer and the conversation that it is about, where one is known."""

    answer: SurveyAnswer
    conversation_id: UUID | None


def get_answer(uow: UnitOfWork, tenant_id: UUID, answer_id: UUID) -> AnswerRow:
    """One answer, or NotFound."""
    row = uow.session.execute(
        select(_A, Message.conversation_id)
        .outerjoin(Message, (Message.tenant_id == _A.tenant_id) & (Message.id == _A.message_id))
        .where(_A.tenant_id == tenant_id, _A.id == answer_id)
    ).first()
    if row is None:
        raise NotFound
    return AnswerRow(row[0], row[1])


def find_answer_of(uow: UnitOfWork, invitation: SurveyInvitation) -> SurveyAnswer | None:
    """What was answered to an invitation so far."""
    return uow.session.scalars(
        select(_A).where(_A.tenant_id == invitation.tenant_id, _A.invitation_id == invitation.id)
    ).first()


def find_brought(uow: UnitOfWork, tenant_id: UUID, external_id: str) -> SurveyAnswer | None:
    """An answer that another system brought under this id."""
    return uow.session.scalars(
        select(_A).where(_A.tenant_id == tenant_id, _A.external_id == external_id)
    ).first()


def list_answers(
    uow: UnitOfWork,
    tenant_id: UUID,
    period: Period,
    wanted: AnswerFilter,
    *,
    after: tuple[datetime, UUID] | None = None,
    limit: int,
) -> list[AnswerRow]:
    """The latest answers first, going on after the last one shown."""
    query = (
        select(_A, Message.conversation_id)
        .outerjoin(Message, (Message.tenant_id == _A.tenant_id) & (Message.id == _A.message_id))
        .where(_condition(tenant_id, period, wanted))
        .order_by(_A.answered_at.desc(), _A.id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(_A.answered_at, _A.id) < after)
    return [AnswerRow(row[0], row[1]) for row in uow.session.execute(query)]


def count_answers(uow: UnitOfWork, tenant_id: UUID, period: Period, wanted: AnswerFilter) -> int:
    """How many answers there are behind a figure."""
    counted = select(func.count()).select_from(_A).where(_condition(tenant_id, period, wanted))
    return uow.session.scalar(counted) or 0


def _condition(tenant_id: UUID, period: Period, wanted: AnswerFilter) -> ColumnElement[bool]:
    figure = FIGURES.get(wanted.figure)
    if figure is None:
        raise NotFound
    asked = [_A.tenant_id == tenant_id, figure]
    if wanted.figure == "responded":
        delivered = select(SurveyInvitation.id).where(
            SurveyInvitation.tenant_id == tenant_id,
            SurveyInvitation.delivered_at >= period.start,
            SurveyInvitation.delivered_at < period.end,
        )
        asked.append(_A.invitation_id.in_(delivered))
    else:
        asked += [_A.answered_at >= period.start, _A.answered_at < period.end]
    for column, value in (
        (_A.language, wanted.language),
        (_A.network, wanted.network),
        (_A.agent, wanted.agent),
    ):
        if value is not None:
            asked.append(column == value)
    return and_(*asked)
