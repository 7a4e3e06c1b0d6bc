"""A customer was erased: their links open nothing, and nothing is asked. What they wrote goes by the door."""

from uuid import UUID

from sqlalchemy import update

from bpo.core.uow import UnitOfWork
from bpo.surveys.models import SurveyInvitation
from bpo.surveys.rules.inviting import InvitationState, WhyNot


def end_invitations(uow: UnitOfWork, tenant_id: UUID, customer_id: UUID) -> None:
    """End what a customer could still be asked or answer. Doing it twice does no harm."""
    theirs = (SurveyInvitation.tenant_id == tenant_id, SurveyInvitation.customer_id == customer_id)
    uow.session.execute(
        update(SurveyInvitation)
        .where(*theirs, SurveyInvitation.state == InvitationState.PLANNED)
        .values(state=InvitationState.DROPPED, reason=WhyNot.ERASED)
    )
    uow.session.execute(
        update(SurveyInvitation)
        .where(*theirs, SurveyInvitation.expires_at > uow.now)
        .values(expires_at=uow.now)
    )
