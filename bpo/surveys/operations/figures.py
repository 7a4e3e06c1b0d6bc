"""The brand's own figures, whoever reads them: computed as the system.

An agent or a client of one branch must not see another figure than everybody else. The answers behind a figure
are listed in the reader's own scope.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.surveys.models import SurveyAnswer, SurveyInvitation
from bpo.surveys.queries import AnswerFilter, count_answers, count_not_asked, satisfaction
from bpo.surveys.rules.figures import Satisfaction
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period, local_date, month_of


@dataclass(frozen=True)
class Report:
    """A period's figures, and after how many closings nobody was asked, by the reason."""

    figures: Satisfaction
    not_asked: Mapping[str, int]


def satisfaction_report(uow: UnitOfWork, tenant: Tenant, period: Period) -> Report:
    """The figures of a period, the brand's."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        return Report(satisfaction(own, tenant.id, period), count_not_asked(own, tenant.id, period))


def count_behind(uow: UnitOfWork, tenant_id: UUID, period: Period, wanted: AnswerFilter) -> int:
    """How many answers are behind a figure, also those that this reader may not open."""
    with UnitOfWork(Actor.system(tenant_id), now=uow.now) as own:
        return count_answers(own, tenant_id, period, wanted)


def latest_month(uow: UnitOfWork, tenant: Tenant) -> Period:
    """The month in which something was last asked or answered; this month where nothing was."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        instants: list[datetime | None] = [
            own.session.scalar(select(func.max(column)).where(model.tenant_id == tenant.id))
            for model, column in (
                (SurveyAnswer, SurveyAnswer.answered_at),
                (SurveyInvitation, SurveyInvitation.delivered_at),
            )
        ]
    latest = max((one for one in instants if one is not None), default=uow.now)
    return month_of(local_date(latest, tenant.time_zone), tenant.time_zone)
