"""A draft on its way out: submitted by its author, sent once everything allows it, followed to its end.

No person's reply reaches a customer but through `send_draft`, where the author's certification is asked again,
however long the draft was held. (What no person wrote goes through `automatic`.) The database lets one draft
have one delivery, so a second press, a second window and a repeated call send nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from bpo.channels.models import Delivery
from bpo.channels.operations.deliveries import queue_delivery
from bpo.channels.queries.deliveries import deliveries_of, get_delivery
from bpo.conversations.models import Compensation, Conversation, Draft
from bpo.conversations.operations.approvals import request_approval
from bpo.conversations.operations.assignment import check_holds
from bpo.conversations.operations.checking import Target, check_text, target_of
from bpo.conversations.operations.draft_pictures import check_as_seen
from bpo.conversations.operations.drafts import hold_draft, hold_row, keep_revision
from bpo.conversations.operations.facts import refresh_queue
from bpo.conversations.operations.promises import record_promise
from bpo.conversations.operations.sent import take_in_sent
from bpo.conversations.queries.drafts import find_on_its_way
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.queries.workplace import find_by_external_id, find_message, list_replies_since
from bpo.conversations.rules.approval import Needed, Tier, approval_needed, policy_of
from bpo.conversations.rules.claims import CLAIM_LASTS
from bpo.conversations.rules.compensation import Offer, check_offer, limits_of, needs_supervisor
from bpo.conversations.rules.drafts import (
    WRITABLE,
    DraftKind,
    DraftState,
    check_move,
    check_promise,
    check_submitted,
)
from bpo.conversations.rules.sending import Step, check_override, check_place, next_step
from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import get_user, list_names
from bpo.language.types import Checked, Finding, Severity
from bpo.staffing.operations import check_may_serve
from bpo.staffing.queries import may_serve
from bpo.tenants.queries import get_section

ENDS = {
    "sent": DraftState.SENT,
    "failed": DraftState.FAILED,
    "cancelled": DraftState.FAILED,
    "unknown": DraftState.UNKNOWN,
    "queued": DraftState.SENDING,
    "sending": DraftState.SENDING,
}
KEEP = text("""
    UPDATE queue_item SET claimed_by = :user, claimed_at = :now, claim_until = :until, changed_at = :now
    WHERE tenant_id = :tenant AND id = :id AND (claimed_by IS NULL OR claim_until <= :now)
""")
TAKEN_BACK = N_("The reply was taken back before it was sent.")
REST_TAKEN_BACK = N_("The rest of the reply was taken back; its beginning stands on the network.")


class Refused(Invalid):
    """A text that may not go out as it is; `checked` says what was found where in it."""

    def __init__(self, message: str, *, checked: Checked, needs_reason: bool) -> None:
        super().__init__(message)
        self.checked = checked
        self.needs_reason = needs_reason


class Answered(Conflict):
    """Somebody has answered since the author last looked, or is about to."""


@dataclass(frozen=True)
class Submission:
    """What an author says with a draft when it is to go out."""

    override_reason: str | None = None
    promise_at: datetime | None = None
    compensation_amount: str = ""
    compensation_reason: str = ""
    seen_message_id: UUID | None = None  # the last message that the author had in front of them
    despite_answer: bool = False  # they have been told of a newer answer
    ask_colleague: bool = False  # they would like another pair of eyes
    ask_client: bool = False  # something blocks it: the client may exempt this one reply
    in_parts: int = 0  # it is too long for one message, and they have seen it told in so many
    pictures: Sequence[str] | None = None  # the ids of those they had before them; None: they do not say


def submit_draft(uow: UnitOfWork, draft: Draft, submission: Submission | None = None, **over: Any) -> Draft:  # noqa: ANN401 -- the fields of Submission
    """Send it, hold it for another person, or refuse it with what must be done first."""
    said = submission or Submission(**over)
    draft = hold_row(uow, draft)
    if draft.author_id != uow.actor.user_id:
        raise Conflict(N_("This draft is somebody else's."))
    if DraftState(draft.state) not in WRITABLE:
        return _repeated(draft)
    conversation = get_conversation(uow, draft.tenant_id, draft.conversation_id)
    check_may_serve(uow, draft.tenant_id, draft.author_id)
    check_holds(uow, draft.tenant_id, conversation.id)
    written = check_submitted(draft.text)
    check_as_seen(uow, draft, said.pictures)
    author = get_user(uow, draft.author_id)
    _check_nobody_answered(uow, conversation, draft, said, own=author.email)
    target = target_of(uow, conversation)
    kind = DraftKind(draft.kind)
    check_place(target.place, kind, now=uow.now)
    # What they have not seen is not what they chose.
    parts = target.parts_of(written, kind) if said.in_parts > 1 else ()
    in_parts = 1 < len(parts) == said.in_parts
    checked = check_text(
        uow,
        conversation,
        written,
        kind=kind,
        author_name=author.name,
        target=target,
        deep=True,
        parts=parts if in_parts else None,
    )
    offer = _offer(uow, draft, said)
    needed = _approval(uow, draft, checked, target=target, offer=offer, said=said)
    draft.promise_at = check_promise(said.promise_at, now=uow.now)
    _keep_outcome(draft, written, checked, now=uow.now, override_reason=check_override(said.override_reason))
    _keep_offer(draft, offer)
    draft.in_reply_to_message_id = target.answers.id if target.answers else None
    draft.in_parts = in_parts
    draft.submitted_at = uow.now
    step = next_step(
        checked.verdict.value,
        override_reason=draft.override_reason,
        approval_needed=needed is not None,
        exemption_asked=said.ask_client,
    )
    if step is Step.REFUSE:
        raise Refused(N_("This cannot be sent as it is."), checked=checked, needs_reason=False)
    if step is Step.REASON:
        raise Refused(
            N_("Say why it should go out all the same, or mend it."), checked=checked, needs_reason=True
        )
    keep_revision(uow, draft, cause="submitted")
    uow.audit("draft.submitted", draft, verdict=draft.verdict, overridden=draft.override_reason is not None)
    if step is Step.HOLD and needed is not None:
        hold_draft(uow, draft)
        request_approval(uow, draft, needed)
    else:
        send_draft(uow, draft)
    return draft


def send_draft(uow: UnitOfWork, draft: Draft) -> Draft:
    """Give a draft to its network. Nothing else does; who may write for the brand is asked again."""
    draft = hold_row(uow, draft)
    if draft.state == DraftState.SENDING.value and draft.delivery_ids:
        return draft
    check_may_serve(uow, draft.tenant_id, draft.author_id)
    check_move(draft.state, DraftState.SENDING)
    conversation = get_conversation(uow, draft.tenant_id, draft.conversation_id)
    target = _target_of(uow, conversation, draft)
    visibility = check_place(target.place, DraftKind(draft.kind), now=uow.now)
    author = get_user(uow, draft.author_id)
    written = check_submitted(draft.text)
    bodies = (target.parts_of(written, DraftKind(draft.kind)) if draft.in_parts else ()) or (written,)
    deliveries = [
        queue_delivery(
            uow,
            target.account,
            conversation_id=conversation.id,
            source_id=draft.id,
            body=body,
            in_reply_to=target.answers.external_id if target.answers else None,
            visibility=visibility.value,
            recipient=target.recipient,
            part_no=part_no,
            parts=len(bodies),
            author_id=draft.author_id,
            agent=author.email,
            reply_until=target.place.reply_until(visibility),
        )
        for part_no, body in enumerate(bodies, 1)
    ]
    draft.state = DraftState.SENDING.value
    draft.delivery_ids = [*draft.delivery_ids, *(str(one.id) for one in deliveries)]
    draft.failure = None
    uow.audit("draft.sending", draft)
    return draft


def follow_delivery(uow: UnitOfWork, tenant_id: UUID, delivery_id: UUID) -> Draft | None:
    """Let the draft say what became of its delivery; the draft, where this was news."""
    delivery = get_delivery(uow, delivery_id)
    draft = uow.session.scalars(
        select(Draft).where(Draft.tenant_id == tenant_id, Draft.id == delivery.source_id).with_for_update()
    ).first()
    if draft is None:
        return None
    parts = deliveries_of(uow, tenant_id, [draft.id]).get(draft.id, [])
    ended = _end_of(parts)
    is_begun_again = draft.state == DraftState.DISCARDED.value and ended is DraftState.FAILED
    if draft.state == ended.value or is_begun_again:
        return None
    draft.state = check_move(draft.state, ended).value
    draft.failure = next((one.failure for one in parts if one.state in {"failed", "unknown"}), None)
    if any(one.state == "cancelled" for one in parts):
        draft.failure = REST_TAKEN_BACK if any(one.state == "sent" for one in parts) else TAKEN_BACK
    if ended is DraftState.SENT:
        draft.sent_at = max((one.posted_at for one in parts if one.posted_at), default=uow.now)
        _grant(uow, draft)
        _begin_promise(uow, draft, parts[-1])
    uow.audit(f"draft.{ended.value}", draft)
    return draft


def _begin_promise(uow: UnitOfWork, draft: Draft, last: Delivery) -> None:
    """The clock of a promised update runs from the reply that made it; who promised keeps the conversation."""
    if draft.promise_at is None:
        return
    take_in_sent(uow, last)
    external_id = last.remote_id or last.idempotency_key
    message = find_by_external_id(uow, last.tenant_id, last.account_id, external_id)
    assert message is not None  # just taken in
    record_promise(uow, draft, message)
    refresh_queue(uow, draft.tenant_id, [message.conversation_id])
    uow.session.execute(
        KEEP,
        {
            "tenant": draft.tenant_id,
            "id": message.conversation_id,
            "user": draft.author_id,
            "now": uow.now,
            "until": uow.now + CLAIM_LASTS,
        },
    )


def _end_of(parts: Sequence[Delivery]) -> DraftState:
    """The state of a draft whose parts are in these states: it is as far as its slowest part."""
    states = {ENDS[str(one.state)] for one in parts}
    for state in (DraftState.UNKNOWN, DraftState.FAILED, DraftState.SENDING):
        if state in states:
            return state
    return DraftState.SENT


def _repeated(draft: Draft) -> Draft:
    """A second press: what was submitted stays submitted; anything else is told where the draft is."""
    if DraftState(draft.state) in {DraftState.FAILED, DraftState.DISCARDED}:
        check_move(draft.state, DraftState.HELD)
    return draft


def _check_nobody_answered(
    uow: UnitOfWork, conversation: Conversation, draft: Draft, said: Submission, *, own: str
) -> None:
    """Show a colleague's answer before a second one goes out beside it."""
    under_way = find_on_its_way(uow, conversation, other_than=draft.id)
    if under_way is not None and under_way.author_id != draft.author_id:
        names = list_names(uow, {under_way.author_id})
        raise Answered(
            N_("A reply of %(name)s is on its way here; yours would be a second one."),
            name=names.get(under_way.author_id, "?"),
        )
    if said.despite_answer or said.seen_message_id is None:
        return
    seen = find_message(uow, conversation, said.seen_message_id)
    newer = [one for one in list_replies_since(uow, conversation, seen) if one.agent != own] if seen else []
    if newer:
        raise Answered(
            N_("%(name)s has answered here in the meantime. Look at it first; you can still send yours."),
            name=newer[0].agent or newer[0].author_name or newer[0].author_id,
        )


def _target_of(uow: UnitOfWork, conversation: Conversation, draft: Draft) -> Target:
    """Where the draft goes: to the message that it was written to, also if the customer wrote again."""
    target = target_of(uow, conversation)
    if draft.in_reply_to_message_id is None or target.answers is None:
        return target
    answered = find_message(uow, conversation, draft.in_reply_to_message_id)
    return target.answering(answered) if answered is not None else target


def _offer(uow: UnitOfWork, draft: Draft, said: Submission) -> Offer | None:
    limits = limits_of(get_section(uow, draft.tenant_id, "compensation"))
    return check_offer(said.compensation_amount, said.compensation_reason, limits)


def _approval(
    uow: UnitOfWork,
    draft: Draft,
    checked: Checked,
    *,
    target: Target,
    offer: Offer | None,
    said: Submission,
) -> Needed | None:
    """Whether another person must agree, of which tier and why."""
    serving = may_serve(uow, draft.tenant_id, draft.author_id, at=uow.now)
    limits = limits_of(get_section(uow, draft.tenant_id, "compensation"))
    is_supervisor = uow.actor.may(Permission.DRAFT_APPROVE, draft.tenant_id)
    return approval_needed(
        policy_of(get_section(uow, draft.tenant_id, "approval")),
        draft_id=draft.id,
        approve_rules=_rules(checked, Severity.APPROVE),
        blocked_rules=_rules(checked, Severity.BLOCK) if said.ask_client else (),
        level=serving.level,
        reach=target.identity.followers if target.identity else None,
        over_limit=needs_supervisor(offer, limits, is_supervisor=is_supervisor),
        asked=Tier.COLLEAGUE if said.ask_colleague else None,
    )


def _rules(checked: Checked, severity: Severity) -> list[str]:
    return sorted({one.rule for one in checked.findings if one.severity is severity})


def _keep_outcome(
    draft: Draft, written: str, checked: Checked, *, now: datetime, override_reason: str | None
) -> None:
    if written != draft.text:
        draft.text = written
        draft.version += 1
    draft.language = checked.language.value
    draft.verdict = checked.verdict.value
    draft.rule_set_version = checked.rule_set
    draft.findings = [finding_as_json(one) for one in checked.findings]
    draft.override_reason = override_reason
    draft.saved_at = now


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept and as programs read it; its message is a msgid with its values."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "message": finding.message,
        "values": {
            key: value if isinstance(value, int) else str(value) for key, value in finding.values.items()
        },
        "suggestions": list(finding.suggestions),
    }


def _keep_offer(draft: Draft, offer: Offer | None) -> None:
    draft.compensation_minor = offer.minor if offer else None
    draft.compensation_currency = offer.currency if offer else None
    draft.compensation_reason = offer.reason if offer else None


def _grant(uow: UnitOfWork, draft: Draft) -> None:
    """What the reply offered is given once it stands on the network."""
    if draft.compensation_minor is None or draft.compensation_currency is None:
        return
    again = select(Compensation.id).where(
        Compensation.tenant_id == draft.tenant_id, Compensation.draft_id == draft.id
    )
    if uow.session.scalar(again) is not None:  # it had been sent, did not arrive, and was sent again
        return
    given = Compensation(
        id=new_id(),
        tenant_id=draft.tenant_id,
        account_id=draft.account_id,
        conversation_id=draft.conversation_id,
        draft_id=draft.id,
        amount_minor=draft.compensation_minor,
        currency=draft.compensation_currency,
        reason=draft.compensation_reason or "",
        granted_at=uow.now,
        granted_by=draft.author_id,
    )
    uow.session.add(given)
    uow.audit("compensation.granted", given, minor=given.amount_minor, currency=given.currency)
