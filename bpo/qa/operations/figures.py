"""The figures of quality of a period, computed as the system: a figure is the brand's, whoever reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.qa.queries.figures import (
    Coverage,
    CriterionCount,
    Group,
    count_dismissals,
    count_quality,
    count_whole,
    latest_review,
)
from bpo.qa.queries.programme import known_criteria
from bpo.qa.rules.accuracy import Share, can_rank, share_of
from bpo.qa.rules.scorecards import CRITICAL, Criterion, CriterionClass
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period, local_date, month_of

SUMS_OF = {
    CriterionClass.CUSTOMER: "customer",
    CriterionClass.BUSINESS: "business",
    CriterionClass.COMPLIANCE: "compliance",
}


@dataclass(frozen=True, slots=True)
class Quality:
    """Accuracy by class and the weighted score of some reviews."""

    n: int
    accuracy: Mapping[CriterionClass, Share]
    score: Share
    can_rank: bool


@dataclass(frozen=True, slots=True)
class OfAgent:
    """The same of one agent; `agent` is their address, `agent_id` who they are with us."""

    agent_id: UUID | None
    agent: str | None
    quality: Quality


@dataclass(frozen=True, slots=True)
class OfCriterion:
    """The errors of one criterion, and how many of its failures were overturned."""

    criterion: Criterion
    errors: Share
    count: CriterionCount


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Everything about a period."""

    period: Period
    whole: Quality
    agents: list[OfAgent]
    steps: list[Group]
    criteria: list[OfCriterion]
    coverage: Coverage
    dismissals: Share


def quality_report(uow: UnitOfWork, tenant: Tenant, period: Period) -> QualityReport:
    """The figures of a brand's period."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        counted = count_quality(
            own, tenant.id, start=period.start, end=period.end, time_zone=tenant.time_zone
        )
        known = known_criteria(own, tenant.id)
    by_key = {one.key: one for one in counted.criteria}
    return QualityReport(
        period=period,
        whole=_quality(counted.whole),
        agents=[OfAgent(one.agent_id, one.agent, _quality(one)) for one in counted.agents],
        steps=counted.steps,
        criteria=[
            OfCriterion(criterion, share_of(by_key[key].sums), by_key[key])
            for key, criterion in known.items()
            if key in by_key
        ],
        coverage=counted.coverage,
        dismissals=share_of(counted.dismissals),
    )


def whole_quality(uow: UnitOfWork, tenant: Tenant, period: Period) -> Quality:
    """Accuracy and score of a period alone, for reports that show them beside other figures."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        return _quality(count_whole(own, tenant.id, start=period.start, end=period.end))


def dismissal_audit(
    uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime, as_of: datetime
) -> Share:
    """How many dismissals of [start, end) were audited by `as_of`, and the share that was wrong."""
    with UnitOfWork(Actor.system(tenant_id), now=uow.now) as own:
        return share_of(count_dismissals(own, tenant_id, start=start, end=end, as_of=as_of))


def latest_reviewed_month(uow: UnitOfWork, tenant: Tenant) -> Period:
    """The month of the latest work that was reviewed, where a reader begins; else this month."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        latest = latest_review(own, tenant.id) or uow.now
    return month_of(local_date(latest, tenant.time_zone), tenant.time_zone)


def accuracy_of(group: Group) -> dict[CriterionClass, Share]:
    """Accuracy by class: what is left of 1 by the share of replies with an error of the class."""
    return {kind: share_of(group.classes[SUMS_OF[kind]]).complement for kind in CRITICAL}


def _quality(group: Group) -> Quality:
    return Quality(
        n=group.n, accuracy=accuracy_of(group), score=share_of(group.score), can_rank=can_rank(group.n)
    )
