"""Asking for the leave to send a draft, and letting the wait go on to the deputy when its time runs out.

Each wait for a tier is a row of its own, so that who owned each second can be read back. A wait for the
client is also evidence: it pauses the response clocks from asking to deciding. What runs out, runs out at its
own instant, whenever the sweep comes by.

Deciding is in `deciding`, which also sends; a draft's own state is moved in `drafts`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from bpo.channels.operations.reply_pictures import seal_pictures
from bpo.channels.queries import get_account
from bpo.conversations.models import Approval, Conversation, Draft
from bpo.conversations.operations.acts import last_seen, record_wait
from bpo.conversations.queries.approvals import find_waiting_for, list_approvers, list_overdue
from bpo.conversations.queries.thread import get_conversation, list_identities
from bpo.conversations.rules.approval import (
    ApprovalState,
    Needed,
    Tier,
    deputy_of,
    due_at,
    policy_of,
)
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.queries import get_user
from bpo.tenants.queries import get_section, slug_of

MAIL_JOB = "conversations.jobs.send_approval_mail"
WAITING = {
    Tier.COLLEAGUE: N_("A reply waits for your approval."),
    Tier.SUPERVISOR: N_("A reply waits for a supervisor's approval."),
    Tier.CLIENT: N_("A reply waits for your approval."),
}


def request_approval(uow: UnitOfWork, draft: Draft, needed: Needed) -> Approval:
    """Begin the wait of a held draft for the tier that must approve it."""
    conversation = get_conversation(uow, draft.tenant_id, draft.conversation_id)
    author = get_user(uow, draft.author_id)
    row = _begin(
        uow,
        has_deputy=True,
        tier=needed.tier,
        at=uow.now,
        tenant_id=draft.tenant_id,
        account_id=draft.account_id,
        conversation_id=conversation.id,
        message_id=last_seen(uow, conversation, at=uow.now),
        draft_id=draft.id,
        step=1,
        author_id=draft.author_id,
        author_name=author.name or author.email,
        kind=draft.kind,
        text=draft.text,
        reasons=[why.as_json() for why in needed.reasons],
        findings=list(draft.findings),
        reach=reach_of(uow, conversation),
    )
    uow.audit("approval.requested", row, tier=row.tier, reasons=[why.code.value for why in needed.reasons])
    return row


def reach_of(uow: UnitOfWork, conversation: Conversation) -> int | None:
    """How many follow the customer on the network they wrote on, where it is known."""
    network = get_account(uow, conversation.account_id).network
    known = [one.followers for one in list_identities(uow, conversation) if one.network == network]
    return next((followers for followers in known if followers is not None), None)


def go_on(
    uow: UnitOfWork,
    approval: Approval,
    *,
    tier: Tier,
    at: datetime,
    reasons: Sequence[dict[str, Any]] = (),
    has_deputy: bool,
) -> Approval:
    """The next step: the same draft waits for another tier from `at` on. A reason said anew takes the old one's place."""
    said = {one["code"] for one in reasons}
    row = _begin(
        uow,
        has_deputy=has_deputy,
        tier=tier,
        at=at,
        tenant_id=approval.tenant_id,
        account_id=approval.account_id,
        conversation_id=approval.conversation_id,
        message_id=approval.message_id,
        draft_id=approval.draft_id,
        step=approval.step + 1,
        author_id=approval.author_id,
        author_name=approval.author_name,
        kind=approval.kind,
        text=approval.text,
        reasons=[*(one for one in approval.reasons if one["code"] not in said), *reasons],
        findings=approval.findings,
        reach=approval.reach,
    )
    uow.audit("approval.went_on", row, tier=row.tier, step=row.step)
    return row


def end_wait(
    uow: UnitOfWork, approval: Approval, state: ApprovalState, *, at: datetime, by: UUID | None
) -> None:
    """No longer waiting; where it was the client's wait, the clocks run again from `at`."""
    approval.state = state.value
    approval.decided_at = at
    uow.session.flush()  # the next wait of the same draft may only begin when this one has ended
    if approval.tier == Tier.CLIENT:
        record_wait(uow, approval, kind="client_decided", at=at, by=by)


def cancel_waiting(uow: UnitOfWork, draft: Draft) -> None:
    """The author took the draft back or threw it away: nobody is asked any longer."""
    approval = find_waiting_for(uow, draft, for_update=True)
    if approval is None:
        return
    end_wait(uow, approval, ApprovalState.CANCELLED, at=uow.now, by=uow.actor.user_id)
    uow.audit("approval.cancelled", approval)


def let_time_run_out(uow: UnitOfWork, tenant_id: UUID) -> int:
    """Pass on to the deputy what nobody decided in time; what has none is only brought to mind. How many."""
    found = list_overdue(uow, tenant_id)
    for approval in found:
        ran_out_at = approval.due_at
        assert ran_out_at is not None
        if approval.deputy is None:
            tell_approvers(uow, approval, late=True)
            continue
        end_wait(uow, approval, ApprovalState.EXPIRED, at=ran_out_at, by=None)
        uow.audit("approval.expired", approval, tier=approval.tier)
        # The deputy is asked once: what has come to them stays with them.
        go_on(uow, approval, tier=Tier(approval.deputy), at=ran_out_at, has_deputy=False)
    return len(found)


def tell_approvers(uow: UnitOfWork, approval: Approval, *, late: bool = False) -> None:
    """Tell whoever may decide; the client's people by mail too, with a link that decides this one reply."""
    tier = Tier(approval.tier)
    account = get_account(uow, approval.account_id)
    people = list_approvers(uow, approval, account_tags=account.tags)
    slug = slug_of(uow, approval.tenant_id)
    notify(
        uow,
        [one.id for one in people],
        tenant_id=approval.tenant_id,
        kind=Kind.APPROVAL_WAITING,
        message=N_("A reply has waited too long for your approval.") if late else WAITING[tier],
        path=f"/brands/{slug}/approvals/{approval.id}",
        about=f"{approval.id} late" if late else approval.id,
    )
    if tier is Tier.CLIENT and not late:
        for one in people:
            payload = {"approval_id": str(approval.id), "user_id": str(one.id)}
            uow.defer(MAIL_JOB, tenant_id=approval.tenant_id, payload=payload)


def _begin(
    uow: UnitOfWork,
    *,
    tier: Tier,
    at: datetime,
    tenant_id: UUID,
    has_deputy: bool,
    **columns: Any,  # noqa: ANN401 -- columns of Approval
) -> Approval:
    policy = policy_of(get_section(uow, tenant_id, "approval"))
    pictures = seal_pictures(uow, tenant_id, columns["draft_id"], for_client=tier is Tier.CLIENT)
    row = Approval(
        tenant_id=tenant_id,
        tier=tier.value,
        deputy=deputy_of(tier, policy) if has_deputy else None,
        state=ApprovalState.WAITING.value,
        submitted_at=at,
        due_at=due_at(at, policy),
        pictures=pictures,
        **columns,
    )
    uow.session.add(row)
    uow.session.flush()  # the mail, the acts and the trail need its id
    if tier is Tier.CLIENT:
        record_wait(uow, row, kind="client_asked", at=at, by=uow.actor.user_id)
    tell_approvers(uow, row)
    return row
