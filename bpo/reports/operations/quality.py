"""Quality beside the service levels, from its own domain: as known now, and no part of a signed month."""

from dataclasses import dataclass

from bpo.conversations.queries.drafts import count_overrides
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.qa.operations.figures import Quality, whole_quality
from bpo.qa.queries.automatic import count_topics
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period


@dataclass(frozen=True, slots=True)
class QualityBeside:
    """What people found in a sample, what the automatic check found in all, and what went out despite a warning."""

    reviewed: Quality
    checked: int
    topics: int
    overrides: int


def quality_beside(uow: UnitOfWork, tenant: Tenant, period: Period) -> QualityBeside | None:
    """Of the replies of a period, for every reader the same; None where nothing is known."""
    span = {"start": period.start, "end": period.end}
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        checked, topics = count_topics(own, tenant.id, **span)
        overrides = count_overrides(own, tenant.id, **span)
    reviewed = whole_quality(uow, tenant, period)
    return QualityBeside(reviewed, checked, topics, overrides) if reviewed.n or checked or overrides else None
