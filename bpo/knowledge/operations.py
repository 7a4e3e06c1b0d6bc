"""Writing templates, articles and campaigns; taking them back; reading a campaign."""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.knowledge.events import CampaignSaved
from bpo.knowledge.models import Article, Campaign, CampaignReceipt, ReplyTemplate
from bpo.knowledge.queries import get_in_use, list_agents
from bpo.knowledge.rules import PRESSING, check_period, check_template, is_in_force
from bpo.tenants.models import Tenant

Kept = ReplyTemplate | Article | Campaign


def save_template(
    uow: UnitOfWork,
    tenant_id: UUID,
    row_id: UUID | None,
    **told: Any,  # noqa: ANN401 -- the columns of the row
) -> ReplyTemplate:
    """Add a template or change one; two in use may not share a name in one language."""
    check_template(told["text"])
    row: ReplyTemplate = _row(uow, ReplyTemplate, tenant_id, row_id)
    _write(uow, row, told, place="name", action="template.saved")
    return row


def save_article(
    uow: UnitOfWork,
    tenant_id: UUID,
    row_id: UUID | None,
    **told: Any,  # noqa: ANN401 -- the columns of the row
) -> Article:
    """Add an article or change one."""
    row: Article = _row(uow, Article, tenant_id, row_id)
    _write(uow, row, told, place="title", action="article.saved")
    return row


def save_campaign(
    uow: UnitOfWork,
    tenant_id: UUID,
    row_id: UUID | None,
    **told: Any,  # noqa: ANN401 -- the columns of the row
) -> Campaign:
    """Add a campaign or change one; what was read before the change counts as unread."""
    check_period(told["starts_at"], told.get("ends_at"))
    row: Campaign = _row(uow, Campaign, tenant_id, row_id)
    _write(uow, row, told, place="title", action="campaign.saved")
    uow.emit(CampaignSaved(tenant_id, row.id))
    return row


def tell_of_campaign(uow: UnitOfWork, campaign: Campaign) -> None:
    """Tell the brand's agents of what presses and has not ended, once for each change of it."""
    if campaign.kind not in PRESSING or not is_in_force(campaign.starts_at, campaign.ends_at, at=uow.now):
        return
    tenant = uow.session.get_one(Tenant, campaign.tenant_id)
    notify(
        uow,
        list_agents(uow, campaign.tenant_id),
        tenant_id=campaign.tenant_id,
        kind=Kind.CAMPAIGN,
        message=N_("%(brand)s: read before you answer: %(title)s"),
        values={"brand": tenant.name, "title": campaign.title},
        path=f"/brands/{tenant.slug}/knowledge/campaigns",
        about=f"{campaign.id} {campaign.changed_at.isoformat()}",
    )


def retire(uow: UnitOfWork, row: Kept) -> None:
    """Take it out of use; what was written from it stays what it was."""
    row.retired_at = uow.now
    uow.audit("knowledge.retired", row)


def record_reading(uow: UnitOfWork, campaign: Campaign) -> None:
    """The actor has read this campaign as it stands."""
    values = {
        "tenant_id": campaign.tenant_id,
        "id": new_id(),
        "campaign_id": campaign.id,
        "user_id": uow.actor.user_id,
        "read_at": uow.now,
    }
    uow.session.execute(
        insert(CampaignReceipt)
        .values(values)
        .on_conflict_do_update(
            index_elements=["tenant_id", "campaign_id", "user_id"], set_={"read_at": uow.now}
        )
    )


def _row(uow: UnitOfWork, model: Any, tenant_id: UUID, row_id: UUID | None) -> Any:  # noqa: ANN401 -- one of three mapped classes
    if row_id is not None:
        return get_in_use(uow, model, tenant_id, row_id, for_update=True)
    return model(tenant_id=tenant_id, id=new_id())


def _write(uow: UnitOfWork, row: Kept, told: dict[str, Any], *, place: str, action: str) -> None:
    for name, value in told.items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = uow.now, uow.actor.user_id
    try:
        with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError as error:
        fault = Fault(place, N_("There is already one of this name in this language."))
        raise Invalid(N_("It cannot be kept."), faults=(fault,)) from error
    uow.audit(action, row)
