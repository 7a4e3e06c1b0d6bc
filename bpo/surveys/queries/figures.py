"""What the figures are made of: answers of a period, alike ones counted together, and who was asked."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from bpo.core.uow import UnitOfWork
from bpo.surveys.models import SurveyAnswer, SurveyInvitation
from bpo.surveys.rules.figures import Satisfaction, Tally, satisfaction_of
from bpo.surveys.rules.inviting import InvitationState
from bpo.tenants.rules.period import Period

ALIKE = ("score", "recommend", "language", "network", "agent", "public_mood")


def satisfaction(uow: UnitOfWork, tenant_id: UUID, period: Period) -> Satisfaction:
    """The figures of a period, in the scope of the unit: open it as the system for the brand's own figures.

    An answer belongs to the period in which it was first given; the response rate is of the invitations that
    were delivered in the period, whenever they were answered.
    """
    columns = [getattr(SurveyAnswer, name) for name in ALIKE]
    rows = uow.session.execute(
        select(*columns, func.count().label("alike"), func.count(SurveyAnswer.external_id).label("brought"))
        .where(
            SurveyAnswer.tenant_id == tenant_id,
            SurveyAnswer.answered_at >= period.start,
            SurveyAnswer.answered_at < period.end,
        )
        .group_by(*columns)
    ).all()
    tallies = [Tally(**{name: getattr(row, name) for name in ALIKE}, count=row.alike) for row in rows]
    asked, responded = uow.session.execute(
        select(func.count(), func.count(SurveyAnswer.id))
        .select_from(SurveyInvitation)
        .outerjoin(
            SurveyAnswer,
            (SurveyAnswer.tenant_id == SurveyInvitation.tenant_id)
            & (SurveyAnswer.invitation_id == SurveyInvitation.id),
        )
        .where(
            SurveyInvitation.tenant_id == tenant_id,
            SurveyInvitation.state == InvitationState.DELIVERED.value,
            SurveyInvitation.delivered_at >= period.start,
            SurveyInvitation.delivered_at < period.end,
        )
    ).one()
    return satisfaction_of(
        tallies, asked=asked, responded=responded, brought=sum(row.brought for row in rows)
    )


def count_not_asked(uow: UnitOfWork, tenant_id: UUID, period: Period) -> Mapping[str, int]:
    """Closings of a period after which nobody was asked, by the reason, and those whose invitation failed."""
    rows = uow.session.execute(
        select(func.coalesce(SurveyInvitation.reason, SurveyInvitation.state), func.count())
        .where(
            SurveyInvitation.tenant_id == tenant_id,
            SurveyInvitation.closed_at >= period.start,
            SurveyInvitation.closed_at < period.end,
            SurveyInvitation.state.in_((InvitationState.DROPPED.value, InvitationState.FAILED.value)),
        )
        .group_by(func.coalesce(SurveyInvitation.reason, SurveyInvitation.state))
    )
    return {row[0]: row[1] for row in rows}
