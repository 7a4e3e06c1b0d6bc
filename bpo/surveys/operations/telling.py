"""Telling those who can do something that a customer was dissatisfied."""

from uuid import UUID

from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.surveys.queries import get_answer
from bpo.surveys.rules.answers import DISSATISFIED
from bpo.tenants.models import Tenant


def tell_of_negative(uow: UnitOfWork, tenant_id: UUID, answer_id: UUID) -> int:
    """Tell the brand's supervisors, each once an answer; nobody where it has been changed for the better since."""
    found = get_answer(uow, tenant_id, answer_id)
    if found.answer.score not in DISSATISFIED:
        return 0
    brand = uow.session.get_one(Tenant, tenant_id)
    path = f"/brands/{brand.slug}/satisfaction/answers"
    if found.conversation_id is not None:
        path = f"/brands/{brand.slug}/conversations/{found.conversation_id}"
    return notify(
        uow,
        list_people_who_may(uow, tenant_id, Permission.SURVEY_EDIT, account_id=found.answer.account_id),
        tenant_id=tenant_id,
        kind=Kind.SURVEY_NEGATIVE,
        message=N_("%(brand)s: a customer was dissatisfied with our answer (%(score)s of 5)."),
        values={"brand": brand.name, "score": found.answer.score},
        path=path,
        about=answer_id,
    )
