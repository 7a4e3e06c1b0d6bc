"""How much waits for somebody's decision: the numbers beside the lines of the navigation."""

from sqlalchemy import Select

from bpo.conversations.queries import approvals, handoffs
from bpo.conversations.rules.approval import Tier
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission


def replies(uow: UnitOfWork) -> Select[int]:
    """How many replies that this person may decide on, as far as the tier says; their own left out."""
    actor = uow.actor
    may = [one for one in actor.tenant_ids if actor.may(Permission.DRAFT_APPROVE, one)]
    risky = [one for one in may if actor.is_staff and actor.may(Permission.DRAFT_APPROVE_RISKY, one)]
    tier = Tier.COLLEAGUE if actor.is_staff else Tier.CLIENT
    return approvals.waiting_replies(uow, {tier: may, Tier.SUPERVISOR: risky})


def count_replies(uow: UnitOfWork) -> int:
    """The same, counted."""
    return uow.session.scalar(replies(uow)) or 0


def count_questions(uow: UnitOfWork) -> int:
    """Questions to the departments that this person of the client answers for."""
    return handoffs.count_waiting(uow, handoffs.my_departments(uow))


def count_alerts(uow: UnitOfWork) -> int:
    """Alerts to these departments that nobody has confirmed yet."""
    return handoffs.count_unseen_alerts(uow, handoffs.my_departments(uow))
