"""Reads of the versions of a brand's plan."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bpo.core.uow import UnitOfWork
from bpo.surveys.models import SurveyPlan
from bpo.surveys.rules.plan import Plan

MOST_SHOWN = 50


def find_plan(uow: UnitOfWork, tenant_id: UUID) -> SurveyPlan | None:
    """The version in force; None where the brand never had one."""
    return uow.session.scalars(
        select(SurveyPlan).where(SurveyPlan.tenant_id == tenant_id, SurveyPlan.retired_at.is_(None))
    ).first()


def get_plan_version(uow: UnitOfWork, tenant_id: UUID, plan_id: UUID) -> SurveyPlan:
    """A version that something points at."""
    return uow.session.get_one(SurveyPlan, (tenant_id, plan_id))


def list_plan_versions(uow: UnitOfWork, tenant_id: UUID) -> list[SurveyPlan]:
    """The latest versions, the newest first."""
    query = select(SurveyPlan).where(SurveyPlan.tenant_id == tenant_id)
    return list(uow.session.scalars(query.order_by(SurveyPlan.version.desc()).limit(MOST_SHOWN)))


def plan_of(row: SurveyPlan | None) -> Plan:
    """A version as the rules take it; without one, what a brand begins with: nobody is asked."""
    if row is None:
        return Plan()
    return Plan(
        is_on=row.is_on,
        networks=frozenset(row.networks),
        delay=timedelta(seconds=row.delay_seconds),
        apart_days=row.apart_days,
        open_days=row.open_days,
        asks_recommend=row.asks_recommend,
    )
