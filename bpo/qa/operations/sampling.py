"""Drawing what is to be reviewed, once a day of the brand; and choosing a reply by hand.

A draw is made of what became known in a stretch of time, and stretches follow each other without a gap, so no
reply is missed and none is drawn twice. The draw's row holds its seed, its plan and its stretch: `draw_again`
finds the same samples from them.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from bpo.core.errors import Conflict, NotFound
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.queries import users_by_email
from bpo.qa.models import Sample, SampleDraw, SamplingPlan
from bpo.qa.queries.frame import Found, Stretch, emails_of, find_reply, list_dismissals, list_replies
from bpo.qa.queries.programme import (
    drawn_until,
    find_card,
    find_plan,
    first_planned_at,
    get_plan,
    plan_of,
)
from bpo.qa.queries.samples import find_sample_of
from bpo.qa.rules.sampling import (
    BACKWARD,
    Drawn,
    Plan,
    Purpose,
    draw,
    draw_dismissals,
    next_stretch,
)
from bpo.tenants.models import Tenant

AT_ONCE = 1000


def draw_due(uow: UnitOfWork, tenant_id: UUID) -> SampleDraw | None:
    """Draw what has become due; None where there is no plan, or no whole day since the last draw."""
    plan = find_plan(uow, tenant_id)
    planned_at = first_planned_at(uow, tenant_id)
    if plan is None or planned_at is None:
        return None
    stretch = next_stretch(
        drawn_until(uow, tenant_id),
        planned_at=planned_at,
        now=uow.now,
        time_zone=uow.session.get_one(Tenant, tenant_id).time_zone,
    )
    return draw_stretch(uow, tenant_id, plan, since=stretch[0], until=stretch[1]) if stretch else None


def draw_stretch(
    uow: UnitOfWork,
    tenant_id: UUID,
    plan: SamplingPlan,
    *,
    since: datetime,
    until: datetime,
    seed: str | None = None,
) -> SampleDraw | None:
    """Draw from what became known in (since, until]; None where that stretch has been drawn already."""
    made = SampleDraw(
        id=new_id(),
        tenant_id=tenant_id,
        plan_id=plan.id,
        since=since,
        until=until,
        seed=seed or token_hex(16),
        replies=0,
        dismissals=0,
        drawn_at=uow.now,
    )
    found, chosen = _chosen(uow, made, plan_of(plan))
    made.replies = sum(one.kind.value == "reply" for one in found.values())
    made.dismissals = len(found) - made.replies
    values = {column.key: getattr(made, column.key) for column in SampleDraw.__table__.columns}
    stored = uow.session.connection().execute(
        insert(SampleDraw).values(values).on_conflict_do_nothing(index_elements=["tenant_id", "since"]),
        execution_options={"preserve_rowcount": True},
    )
    if not stored.rowcount:
        return None
    due_at = uow.now + timedelta(days=plan.review_days)
    _keep(uow, tenant_id, [(found[one.candidate.key], one) for one in chosen], draw_id=made.id, due_at=due_at)
    uow.audit("sample.drawn", made, replies=made.replies, chosen=len(chosen))
    return made


def draw_again(uow: UnitOfWork, made: SampleDraw) -> dict[UUID, float]:
    """What this draw chooses when it is made once more: ids of messages and acts with their probabilities."""
    plan = plan_of(get_plan(uow, made.tenant_id, made.plan_id))
    found, chosen = _chosen(uow, made, plan)
    return {found[one.candidate.key].id: one.probability for one in chosen}


def choose_reply(uow: UnitOfWork, tenant_id: UUID, message_id: UUID) -> Sample:
    """Put one reply into the review queue by hand. It is never part of a programme figure."""
    tenant = uow.session.get_one(Tenant, tenant_id)
    found = find_reply(uow, tenant_id, message_id, languages=tenant.languages)
    if found is None:
        raise NotFound
    if find_card(uow, tenant_id) is None:
        raise Conflict(N_("This brand has no scorecard yet. A supervisor can set one up."))
    if find_sample_of(uow, tenant_id, message_id) is not None:
        raise Conflict(N_("This reply is in the review queue already, or has been reviewed."))
    plan = find_plan(uow, tenant_id)
    due_at = uow.now + timedelta(days=plan.review_days if plan else Plan().review_days)
    _keep(uow, tenant_id, [(found, None)], draw_id=None, due_at=due_at)
    sample = find_sample_of(uow, tenant_id, message_id)
    assert sample is not None
    uow.audit("sample.chosen", sample)
    return sample


def _chosen(uow: UnitOfWork, made: SampleDraw, plan: Plan) -> tuple[dict[str, Found], list[Drawn]]:
    """What there was to choose from, by key, and what is chosen of it."""
    tenant = uow.session.get_one(Tenant, made.tenant_id)
    stretch = Stretch(made.tenant_id, made.since, made.until, made.since - BACKWARD, made.drawn_at)
    replies = list_replies(uow, stretch, languages=tenant.languages)
    dismissals = list_dismissals(uow, stretch)
    length = made.until - made.since
    chosen = draw([one.candidate for one in replies], plan=plan, length=length, seed=made.seed)
    chosen += draw_dismissals([one.candidate for one in dismissals], plan=plan, length=length, seed=made.seed)
    return {one.candidate.key: one for one in (*replies, *dismissals)}, chosen


def _keep(
    uow: UnitOfWork,
    tenant_id: UUID,
    chosen: Iterable[tuple[Found, Drawn | None]],
    *,
    draw_id: UUID | None,
    due_at: datetime,
) -> None:
    listed = list(chosen)
    users = users_by_email(uow, emails_of(found for found, _drawn in listed))
    rows = [
        _row(uow, tenant_id, found, drawn, users=users, draw_id=draw_id, due_at=due_at)
        for found, drawn in listed
    ]
    for first in range(0, len(rows), AT_ONCE):
        uow.session.execute(insert(Sample).values(rows[first : first + AT_ONCE]).on_conflict_do_nothing())


def _row(
    uow: UnitOfWork,
    tenant_id: UUID,
    found: Found,
    drawn: Drawn | None,
    *,
    users: Mapping[str, UUID],
    draw_id: UUID | None,
    due_at: datetime,
) -> dict[str, object]:
    agent_id = found.actor_id or (users.get(found.agent) if found.agent else None)
    is_reply = found.kind.value == "reply"
    involved = {agent_id, found.author_id, *found.deciders} - {None}
    return {
        "tenant_id": tenant_id,
        "id": new_id(),
        "account_id": found.account_id,
        "draw_id": draw_id,
        "kind": found.kind.value,
        "purpose": (Purpose.PROGRAMME if drawn else Purpose.TARGETED).value,
        "message_id": found.id if is_reply else None,
        "act_id": None if is_reply else found.id,
        "agent_id": agent_id,
        "agent": found.agent,
        "involved": sorted(str(one) for one in involved),
        "done_at": found.done_at,
        "stratum": drawn.stratum if drawn else None,
        "probability": drawn.probability if drawn else None,
        "why": drawn.why.value if drawn and drawn.why else None,
        "rule_set_version": found.rule_set_version,
        "draft_id": found.draft_id,
        "chosen_by": None if drawn else uow.actor.user_id,
        "due_at": due_at,
        "created_at": uow.now,
        "state": "waiting",
        "claimed_by": None,
        "claim_until": None,
    }
