"""The same done to many items of the queue at once; what one of them refuses keeps no other from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bpo.conversations.operations import assignment
from bpo.conversations.operations.acts import DismissalReason
from bpo.core.errors import Fault, Invalid, Problem
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork

MOST_AT_ONCE = 200


class Deed(StrEnum):
    """What can be done to many items at once."""

    CLAIM = "claim"
    RELEASE = "release"
    SNOOZE = "snooze"
    WAKE = "wake"
    DISMISS = "dismiss"


@dataclass(slots=True)
class Bulk:
    """What became of many items: those done, and why the others were not."""

    done: list[UUID] = field(default_factory=list)
    refused: list[tuple[UUID, Problem]] = field(default_factory=list)
    hidden: int = 0  # messages that their networks are told to hide


def do_to_many(
    uow: UnitOfWork,
    deed: Deed,
    items: Sequence[tuple[UUID, UUID]],
    *,
    until: datetime | None = None,
    reason: DismissalReason | None = None,
    hide_by: Mapping[UUID, str] | None = None,
) -> Bulk:
    """Do the same to many items (brand, conversation); what one of them refuses keeps no other from it.

    Always in one order, so that two who do it at once never wait for each other. `hide_by` are community rules
    by brand: what is dismissed there is hidden on its network by them.
    """
    if deed is Deed.SNOOZE and until is None:
        fault = Fault("until", N_("Missing data for required field."))
        raise Invalid(N_("Say until when."), faults=(fault,))
    if deed is Deed.DISMISS and reason is None:
        fault = Fault("reason", N_("Missing data for required field."))
        raise Invalid(N_("Say why they need no answer."), faults=(fault,))
    if hide_by and deed is not Deed.DISMISS:
        fault = Fault("hide_by", N_("Only what is dismissed is hidden with it."))
        raise Invalid(N_("Only what is dismissed is hidden with it."), faults=(fault,))
    result = Bulk()
    for tenant_id, conversation_id in sorted(set(items)):
        try:
            rule = (hide_by or {}).get(tenant_id)
            result.hidden += _do(uow, deed, tenant_id, conversation_id, until=until, reason=reason, rule=rule)
        except Problem as problem:
            result.refused.append((conversation_id, problem))
        else:
            result.done.append(conversation_id)
    return result


def _do(
    uow: UnitOfWork,
    deed: Deed,
    tenant_id: UUID,
    conversation_id: UUID,
    *,
    until: datetime | None,
    reason: DismissalReason | None,
    rule: str | None,
) -> int:
    """Do one; how many messages are hidden with it."""
    if deed is Deed.CLAIM:
        assignment.claim(uow, tenant_id, conversation_id)
    elif deed is Deed.RELEASE:
        assignment.release(uow, tenant_id, conversation_id)
    elif deed is Deed.WAKE:
        assignment.wake(uow, tenant_id, conversation_id)
    elif deed is Deed.SNOOZE and until is not None:
        assignment.snooze(uow, tenant_id, conversation_id, until=until)
    elif reason is not None:
        return assignment.dismiss(uow, tenant_id, conversation_id, reason=reason, hide_by=rule)
    return 0
