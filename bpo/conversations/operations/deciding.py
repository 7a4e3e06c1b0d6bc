"""Deciding on a draft: approved as it is or with an edit, returned to its author, passed on to a higher tier.

The row is locked first, so of two who decide at once one wins. Nobody decides on their own draft, on a page,
by the API, by a link or as a deputy: the rule is asked here, for whoever acts. An approver's own words are
checked by the same rules; what they add that would itself need approval has no second person and is refused.

The vendor's people end a wait and send in the same unit. For a client's people the draft does not exist, so
what follows from their decision is done by the system right after (`conclude`).
"""

from uuid import UUID

from bpo.conversations.events import ApprovalDecided
from bpo.conversations.models import Approval, Draft
from bpo.conversations.operations.acts import record_wait
from bpo.conversations.operations.approvals import end_wait, go_on
from bpo.conversations.operations.checking import check_text, length_of, target_of
from bpo.conversations.operations.draft_pictures import check_as_approved
from bpo.conversations.operations.drafts import edit_held, return_draft
from bpo.conversations.operations.sending import Refused, finding_as_json, send_draft
from bpo.conversations.operations.waiting import wake
from bpo.conversations.queries.approvals import approver_of
from bpo.conversations.queries.drafts import get_draft
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.rules.approval import (
    ApprovalState,
    Code,
    Tier,
    Why,
    added,
    check_can_decide,
    check_can_pass_on,
    check_note,
)
from bpo.conversations.rules.drafts import DraftKind, DraftState, check_submitted, is_same_text
from bpo.core.errors import Forbidden, Problem
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.tenants.queries import slug_of

OWN_WORDS = N_(
    "What you wrote yourself would need another person's approval. Take it out, or return the reply."
)
DECIDED = {
    ApprovalState.APPROVED: N_("Your reply is approved and on its way."),
    ApprovalState.RETURNED: N_("Your reply is returned to you with a note."),
}
WITH_AN_EDIT = N_("Your reply is approved with a change and on its way.")
NOT_SENT = N_("Your reply was approved but cannot be sent any more. It is yours again.")


def approve(
    uow: UnitOfWork, approval: Approval, *, text: str | None = None, note: str = "", via: str = "tool"
) -> None:
    """Give leave to send, perhaps in the approver's own words. `approval` is locked."""
    _check(uow, approval)
    said = check_note(note, required=False)
    if text is not None and not is_same_text(text, approval.text):
        approval.decided_text = _check_own_words(uow, approval, text)
    _decide(uow, approval, ApprovalState.APPROVED, note=said, via=via)


def return_to_author(uow: UnitOfWork, approval: Approval, *, note: str, via: str = "tool") -> None:
    """Give it back, with what to change."""
    _check(uow, approval)
    _decide(uow, approval, ApprovalState.RETURNED, note=check_note(note, required=True), via=via)


def pass_on(uow: UnitOfWork, approval: Approval, *, to: Tier, note: str = "") -> Approval:
    """Let a higher tier decide instead; the vendor's people only."""
    _check(uow, approval)
    if not uow.actor.is_staff:
        raise Forbidden
    check_can_pass_on(Tier(approval.tier), to)
    approval.note = check_note(note, required=False) or None
    approval.decided_by, approval.decided_by_name, approval.via = uow.actor.user_id, uow.actor.name, "tool"
    end_wait(uow, approval, ApprovalState.PASSED_ON, at=uow.now, by=uow.actor.user_id)
    uow.audit("approval.passed_on", approval, tier=approval.tier, to=to.value)
    asked = Why(Code.ASKED, {"tier": to.value}).as_json()
    return go_on(uow, approval, tier=to, at=uow.now, reasons=[asked], has_deputy=True)


def conclude(uow: UnitOfWork, approval: Approval) -> None:
    """What follows from a decision: the client's clock ends, the reply goes out or back, its author is told.

    Done once, however often it is called: a draft that no longer waits has been concluded or taken back.
    """
    if approval.tier == Tier.CLIENT:
        assert approval.decided_at is not None
        record_wait(uow, approval, kind="client_decided", at=approval.decided_at, by=approval.decided_by)
    draft = get_draft(uow, approval.tenant_id, approval.draft_id, for_update=True)
    if draft.state != DraftState.HELD.value:
        return
    if approval.state == ApprovalState.APPROVED:
        if approval.decided_text is not None:
            _take_edit(uow, draft, approval.decided_text, author_name=approval.author_name)
        check_as_approved(uow, approval)
        send_draft(uow, draft)
        edited = approval.decided_text is not None
        _tell_author(uow, approval, WITH_AN_EDIT if edited else DECIDED[ApprovalState.APPROVED])
    else:
        give_back(uow, approval, draft, message=DECIDED[ApprovalState.RETURNED])


def conclude_alone(uow: UnitOfWork, approval: Approval) -> None:
    """The same where nobody is there to be told why a reply cannot go out: then it is its author's again.

    Certificates run out and reply windows close while a client thinks.
    """
    try:
        with uow.session.begin_nested():
            conclude(uow, approval)
    except Problem:
        uow.session.expire_all()
        if approval.tier == Tier.CLIENT and approval.decided_at is not None:
            record_wait(uow, approval, kind="client_decided", at=approval.decided_at, by=approval.decided_by)
        draft = get_draft(uow, approval.tenant_id, approval.draft_id, for_update=True)
        uow.audit("approval.not_sent", approval)
        give_back(uow, approval, draft, message=NOT_SENT)


def give_back(uow: UnitOfWork, approval: Approval, draft: Draft, *, message: str) -> None:
    """The draft is its author's to change, and the conversation is where they find it."""
    return_draft(uow, draft)
    wake(uow, approval.tenant_id, [draft.conversation_id])
    _tell_author(uow, approval, message)


def _check(uow: UnitOfWork, approval: Approval) -> None:
    check_can_decide(
        approval.state,
        Tier(approval.tier),
        author_id=approval.author_id,
        approver=approver_of(uow, approval.tenant_id),
    )


def _check_own_words(uow: UnitOfWork, approval: Approval, text: str) -> str:
    words = check_submitted(text)
    conversation = get_conversation(uow, approval.tenant_id, approval.conversation_id)
    target = target_of(uow, conversation)
    kind = DraftKind(approval.kind)
    told = length_of(approval.text, target, kind)
    in_parts = told.limit is not None and told.used > told.limit  # as its author chose
    checked = check_text(
        uow,
        conversation,
        words,
        kind=kind,
        author_name=approval.author_name,
        target=target,
        deep=True,
        parts=target.parts_of(words, kind) if in_parts else None,
    )
    before = [(one["rule"], one["severity"], one["text"]) for one in approval.findings]
    after = [(one.rule, one.severity.value, one.text) for one in checked.findings]
    if added(before, after):
        raise Refused(OWN_WORDS, checked=checked, needs_reason=False)
    return words


def _decide(uow: UnitOfWork, approval: Approval, state: ApprovalState, *, note: str, via: str) -> None:
    approval.state = state.value
    approval.decided_at = uow.now
    approval.decided_by, approval.decided_by_name = uow.actor.user_id, uow.actor.name
    approval.note, approval.via = note or None, via
    uow.session.flush()  # of two who decide at once the second must meet what the first left
    uow.audit(
        f"approval.{state.value}",
        approval,
        tier=approval.tier,
        via=via,
        edited=approval.decided_text is not None,
    )
    if uow.actor.is_staff:
        conclude(uow, approval)
    else:
        uow.emit(ApprovalDecided(approval.tenant_id, approval.id))


def _take_edit(uow: UnitOfWork, draft: Draft, text: str, *, author_name: str) -> None:
    """The draft says what goes out, with what was found in that."""
    edit_held(uow, draft, text)
    conversation = get_conversation(uow, draft.tenant_id, draft.conversation_id)
    target, kind = target_of(uow, conversation), DraftKind(draft.kind)
    checked = check_text(
        uow,
        conversation,
        text,
        kind=kind,
        author_name=author_name,
        target=target,
        deep=True,
        parts=target.parts_of(text, kind) if draft.in_parts else None,
    )
    draft.verdict, draft.rule_set_version = checked.verdict.value, checked.rule_set
    draft.findings = [finding_as_json(one) for one in checked.findings]


def _tell_author(uow: UnitOfWork, approval: Approval, message: str) -> None:
    path = f"/brands/{slug_of(uow, approval.tenant_id)}/conversations/{_where(uow, approval)}"
    notify(
        uow,
        [approval.author_id],
        tenant_id=approval.tenant_id,
        kind=Kind.APPROVAL_DECIDED,
        message=message,
        path=path,
        about=approval.id,
    )


def _where(uow: UnitOfWork, approval: Approval) -> UUID:
    return get_draft(uow, approval.tenant_id, approval.draft_id).conversation_id
