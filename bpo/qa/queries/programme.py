"""The scorecard and the plan in force, their versions, and the draws that were made."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.qa.models import SampleDraw, SamplingPlan, Scorecard
from bpo.qa.rules.sampling import Certain, Mode, Plan
from bpo.qa.rules.scorecards import Criterion, criteria_of


def find_card(uow: UnitOfWork, tenant_id: UUID) -> Scorecard | None:
    """The scorecard in force; None where the brand has none yet."""
    return uow.session.scalars(
        select(Scorecard).where(Scorecard.tenant_id == tenant_id, Scorecard.retired_at.is_(None))
    ).first()


def get_card(uow: UnitOfWork, tenant_id: UUID, card_id: UUID) -> Scorecard:
    """One version of a scorecard."""
    found = uow.session.scalars(
        select(Scorecard).where(Scorecard.tenant_id == tenant_id, Scorecard.id == card_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def list_cards(uow: UnitOfWork, tenant_id: UUID) -> list[Scorecard]:
    """Every version there was, the latest first."""
    query = select(Scorecard).where(Scorecard.tenant_id == tenant_id)
    return list(uow.session.scalars(query.order_by(Scorecard.version.desc())))


def known_criteria(uow: UnitOfWork, tenant_id: UUID) -> dict[str, Criterion]:
    """Every criterion that any version asked for, as its latest version says it; in the order of the latest."""
    known: dict[str, Criterion] = {}
    for card in list_cards(uow, tenant_id):
        for one in criteria_of(card.criteria):
            known.setdefault(one.key, one)
    return known


def latest_card_version(uow: UnitOfWork, tenant_id: UUID) -> int:
    """The highest version so far; 0 where there is none."""
    return uow.session.scalar(
        select(func.max(Scorecard.version)).where(Scorecard.tenant_id == tenant_id)
    ) or 0  # fmt: skip


def find_plan(uow: UnitOfWork, tenant_id: UUID) -> SamplingPlan | None:
    """The plan in force; None where nothing is drawn yet."""
    return uow.session.scalars(
        select(SamplingPlan).where(SamplingPlan.tenant_id == tenant_id, SamplingPlan.retired_at.is_(None))
    ).first()


def get_plan(uow: UnitOfWork, tenant_id: UUID, plan_id: UUID) -> SamplingPlan:
    """One version of a plan."""
    return uow.session.scalars(
        select(SamplingPlan).where(SamplingPlan.tenant_id == tenant_id, SamplingPlan.id == plan_id)
    ).one()


def latest_plan_version(uow: UnitOfWork, tenant_id: UUID) -> int:
    """The highest version so far; 0 where there is none."""
    return uow.session.scalar(
        select(func.max(SamplingPlan.version)).where(SamplingPlan.tenant_id == tenant_id)
    ) or 0  # fmt: skip


def first_planned_at(uow: UnitOfWork, tenant_id: UUID) -> datetime | None:
    """When the brand's first plan was made."""
    return uow.session.scalar(
        select(func.min(SamplingPlan.created_at)).where(SamplingPlan.tenant_id == tenant_id)
    )


def plan_of(row: SamplingPlan) -> Plan:
    """A stored plan as the rules take it."""
    return Plan(
        mode=Mode(row.mode),
        per_week=row.per_week,
        share=row.share,
        dismissals_per_week=row.dismissals_per_week,
        certain=frozenset(Certain(one) for one in row.certain),
        review_days=row.review_days,
        dispute_days=row.dispute_days,
    )


def drawn_until(uow: UnitOfWork, tenant_id: UUID) -> datetime | None:
    """Until when everything that became known has had its draw."""
    return uow.session.scalar(select(func.max(SampleDraw.until)).where(SampleDraw.tenant_id == tenant_id))


def get_draw(uow: UnitOfWork, tenant_id: UUID, draw_id: UUID) -> SampleDraw:
    """One draw."""
    found = uow.session.scalars(
        select(SampleDraw).where(SampleDraw.tenant_id == tenant_id, SampleDraw.id == draw_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def list_draws(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 20) -> list[SampleDraw]:
    """The latest draws."""
    query = select(SampleDraw).where(SampleDraw.tenant_id == tenant_id)
    return list(uow.session.scalars(query.order_by(SampleDraw.until.desc()).limit(limit)))


def cards_by_id(uow: UnitOfWork, tenant_id: UUID, ids: Iterable[UUID | None]) -> dict[UUID | None, Scorecard]:
    """Versions of a scorecard by id."""
    wanted = {one for one in ids if one is not None}
    rows = uow.session.scalars(
        select(Scorecard).where(Scorecard.tenant_id == tenant_id, Scorecard.id.in_(wanted))
    )
    return {row.id: row for row in rows}
