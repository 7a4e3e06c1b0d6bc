"""Reads of invitations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.surveys.models import SurveyInvitation
from bpo.surveys.rules.inviting import InvitationState

# What may have reached the customer: one that certainly did not is no reason to leave them in peace.
MAY_HAVE_ARRIVED = (InvitationState.QUEUED.value, InvitationState.DELIVERED.value)


def find_invitation(
    uow: UnitOfWork, tenant_id: UUID, invitation_id: UUID, *, for_update: bool = False
) -> SurveyInvitation | None:
    """An invitation; None where there is none in reach."""
    query = select(SurveyInvitation).where(
        SurveyInvitation.tenant_id == tenant_id, SurveyInvitation.id == invitation_id
    )
    return uow.session.scalars(query.with_for_update() if for_update else query).first()


def get_invitation(
    uow: UnitOfWork, tenant_id: UUID, invitation_id: UUID, *, for_update: bool = False
) -> SurveyInvitation:
    """An invitation, or NotFound."""
    found = find_invitation(uow, tenant_id, invitation_id, for_update=for_update)
    if found is None:
        raise NotFound
    return found


def find_by_delivery(uow: UnitOfWork, tenant_id: UUID, source_id: UUID) -> SurveyInvitation | None:
    """The invitation that a delivery carries, which bears its id as its source; locked."""
    return find_invitation(uow, tenant_id, source_id, for_update=True)


def last_asked_at(uow: UnitOfWork, tenant_id: UUID, customer_id: UUID | None) -> datetime | None:
    """When the customer was last invited, whatever came of it short of certain failure."""
    if customer_id is None:
        return None
    return uow.session.scalar(
        select(func.max(SurveyInvitation.queued_at)).where(
            SurveyInvitation.tenant_id == tenant_id,
            SurveyInvitation.customer_id == customer_id,
            SurveyInvitation.state.in_(MAY_HAVE_ARRIVED),
        )
    )
