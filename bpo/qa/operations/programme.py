"""Keeping a brand's scorecard and plan: a change is a new version, and old reviews keep theirs."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.qa.models import SamplingPlan, Scorecard
from bpo.qa.queries.programme import (
    find_card,
    find_plan,
    latest_card_version,
    latest_plan_version,
    plan_of,
)
from bpo.qa.rules.sampling import Plan, check_plan
from bpo.qa.rules.scorecards import BUILT_IN, Criterion, check_card

HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended('quality' || CAST(:tenant AS text), 0))")


def save_card(
    uow: UnitOfWork, tenant_id: UUID, criteria: Sequence[Criterion], *, seen_version: int | None = None
) -> Scorecard:
    """Keep a brand's criteria as its next version; the same criteria again write nothing.

    `seen_version` is the version the change was made upon: a newer one in between is a Conflict.
    """
    checked = check_card(criteria)
    uow.session.execute(HOLD, {"tenant": tenant_id})
    current = find_card(uow, tenant_id)
    stored = [one.as_json() for one in checked]
    if current is not None and current.criteria == stored:
        return current
    latest = latest_card_version(uow, tenant_id)
    if seen_version is not None and seen_version != latest:
        raise Conflict(N_("Somebody else has changed the scorecard in the meantime. Look at it first."))
    if current is not None:
        current.retired_at = uow.now
        uow.session.flush()  # only one may be in force
    card = Scorecard(
        id=new_id(),
        tenant_id=tenant_id,
        version=latest + 1,
        criteria=stored,
        created_at=uow.now,
        created_by=uow.actor.user_id,
    )
    uow.session.add(card)
    uow.audit("scorecard.saved", card, version=card.version, criteria=len(stored))
    return card


def save_plan(uow: UnitOfWork, tenant_id: UUID, plan: Plan) -> SamplingPlan:
    """Keep how much of a brand's work is reviewed; with the first plan begins the drawing.

    A brand without a scorecard gets the built-in one, since what is drawn must be scored by something.
    """
    checked = check_plan(plan)
    uow.session.execute(HOLD, {"tenant": tenant_id})
    current = find_plan(uow, tenant_id)
    if current is not None and plan_of(current) == checked:
        return current
    if find_card(uow, tenant_id) is None:
        save_card(uow, tenant_id, BUILT_IN)
    latest = latest_plan_version(uow, tenant_id)
    if current is not None:
        current.retired_at = uow.now
        uow.session.flush()  # only one may be in force
    row = SamplingPlan(
        id=new_id(),
        tenant_id=tenant_id,
        version=latest + 1,
        mode=checked.mode.value,
        per_week=checked.per_week,
        share=checked.share,
        dismissals_per_week=checked.dismissals_per_week,
        certain=sorted(one.value for one in checked.certain),
        review_days=checked.review_days,
        dispute_days=checked.dispute_days,
        created_at=uow.now,
        created_by=uow.actor.user_id,
    )
    uow.session.add(row)
    uow.session.flush()  # a draw of this very unit would point at it
    uow.audit("sampling_plan.saved", row, version=row.version)
    return row
