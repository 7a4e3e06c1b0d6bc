"""Drafts for programs and for the composer: checked, saved as typed, submitted, looked at again.

What was typed is kept whatever becomes of the submission: a refusal undoes the submission alone.
"""

from typing import Any, cast
from uuid import UUID

from flask import Response, g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.models import Conversation, Draft
from bpo.conversations.operations.assignment import renew
from bpo.conversations.operations.checking import check_text, length_of, target_of
from bpo.conversations.operations.drafts import discard_draft, reopen_draft, save_draft
from bpo.conversations.operations.sending import Answered, Refused, Submission, submit_draft
from bpo.conversations.operations.stops import keep_stop
from bpo.conversations.queries.drafts import find_by_key, list_drafts
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.schemas import (
    DraftIn,
    DraftListOut,
    DraftOut,
    ReplyCheckIn,
    ReplyCheckOut,
    SubmissionIn,
)
from bpo.conversations.wording import said, show_findings, show_kept, verdict_line
from bpo.core.errors import Conflict, NotFound, Problem
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import own_name
from bpo.tenants.queries import get_tenant
from bpo.web.errors import answer_problem
from bpo.web.guard import requires

ONE = "/brands/<slug>/conversations/<uuid:conversation_id>"
DRAFT = ONE + "/drafts/<client_key>"


@blp.post(ONE + "/check")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(ReplyCheckIn)
@blp.response(200, ReplyCheckOut)
def check_draft(body: dict[str, Any], slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Say what a reply would be told if it were sent."""
    uow = cast("UnitOfWork", g.uow)
    found = _conversation(slug, conversation_id)
    target = target_of(uow, found)
    parts = target.parts_of(body["text"], body["kind"])
    checked = check_text(
        uow,
        found,
        body["text"],
        kind=body["kind"],
        author_name=own_name(uow),
        target=target,
        deep=True,
        parts=parts if body["in_parts"] else None,
    )
    return {
        "language": checked.language.value,
        "verdict": checked.verdict.value,
        "line": verdict_line(checked, is_empty=not body["text"].strip()).text,
        "rule_set": checked.rule_set,
        "findings": show_findings(checked.findings),
        "length": length_of(body["text"], target, body["kind"]),
        "parts": parts,
    }


@blp.get(ONE + "/drafts")
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, DraftListOut)
def list_conversation_drafts(slug: str, conversation_id: UUID) -> dict[str, Any]:
    """List the drafts of a conversation, the latest first."""
    found = _conversation(slug, conversation_id)
    return {"items": [_shown(draft) for draft in list_drafts(g.uow, found)]}


@blp.get(DRAFT)
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, DraftOut)
def get_conversation_draft(slug: str, conversation_id: UUID, client_key: str) -> dict[str, Any]:
    """Show a draft and what became of it."""
    return _shown(_draft(_conversation(slug, conversation_id), client_key))


@blp.put(DRAFT)
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(DraftIn)
@blp.response(200, DraftOut)
def put_draft(body: dict[str, Any], slug: str, conversation_id: UUID, client_key: str) -> dict[str, Any]:
    """Save what is typed. A repeat is the same save; a newer text is never overwritten."""
    found = _conversation(slug, conversation_id)
    draft = _save(found, client_key, body)
    renew(g.uow, found.tenant_id, found.id)  # whoever writes is at work
    return _shown(draft, typed=body["text"])


@blp.delete(DRAFT)
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, DraftOut)
def delete_draft(slug: str, conversation_id: UUID, client_key: str) -> dict[str, Any]:
    """Throw a draft away; it can be brought back."""
    draft = _draft(_conversation(slug, conversation_id), client_key)
    discard_draft(g.uow, draft)
    return _shown(draft)


@blp.post(DRAFT + "/reopening")
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, DraftOut)
def reopen(slug: str, conversation_id: UUID, client_key: str) -> dict[str, Any]:
    """Make a reply its author's again. One that could not be delivered goes on under a new key."""
    draft = _draft(_conversation(slug, conversation_id), client_key)
    return _shown(reopen_draft(g.uow, draft))


@blp.post(DRAFT + "/submission")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(SubmissionIn)
@blp.response(200, DraftOut)
def submit(
    body: dict[str, Any], slug: str, conversation_id: UUID, client_key: str
) -> dict[str, Any] | Response:
    """Send a reply, or hold it for approval; 422 with what was found where it may not go out like this."""
    uow = cast("UnitOfWork", g.uow)
    found = _conversation(slug, conversation_id)
    draft = find_by_key(uow, found.tenant_id, client_key)
    try:
        if draft is None or draft.state in {"open", "returned"}:
            draft = _save(found, client_key, body)
        if draft.text != body["text"] and draft.state in {"open", "returned"}:
            raise Conflict(N_("A newer text of this reply was saved in another window."))
        with uow.session.begin_nested():
            return _shown(submit_draft(uow, draft, submission_of(body)))
    except Refused as refused:
        if draft is not None:
            keep_stop(uow, draft, refused.checked)
        return answer_problem(
            refused,
            code="needs_reason" if refused.needs_reason else "refused",
            verdict=refused.checked.verdict.value,
            findings=[_finding(one) for one in show_findings(refused.checked.findings)],
        )
    except Answered as answered:
        return answer_problem(answered, code="answered")
    except Problem as problem:
        return answer_problem(problem)


def submission_of(body: dict[str, Any]) -> Submission:
    """What came with a submission, as the operation takes it."""
    return Submission(
        override_reason=body["override_reason"],
        promise_at=body["promise_at"],
        compensation_amount=body["compensation_amount"],
        compensation_reason=body["compensation_reason"],
        seen_message_id=body["seen_message"],
        despite_answer=body["despite_answer"],
        ask_colleague=body["ask_colleague"],
        ask_client=body["ask_client"],
        in_parts=body["in_parts"],
    )


def _conversation(slug: str, conversation_id: UUID) -> Conversation:
    return get_conversation(g.uow, get_tenant(g.uow, slug).id, conversation_id)


def _draft(conversation: Conversation, client_key: str) -> Draft:
    draft = find_by_key(g.uow, conversation.tenant_id, client_key, for_update=True)
    if draft is None or draft.conversation_id != conversation.id:
        raise NotFound
    return draft


def _save(conversation: Conversation, client_key: str, body: dict[str, Any]) -> Draft:
    return save_draft(
        g.uow,
        conversation,
        client_key=client_key,
        text=body["text"],
        version=body["version"],
        kind=body["kind"],
        window_key=body["window"],
    )


def _shown(draft: Draft, *, typed: str | None = None) -> dict[str, Any]:
    own = ("client_key", "id", "kind", "state", "text", "version", "saved_at", "verdict", "rule_set_version")
    ends = ("override_reason", "submitted_at", "sent_at", "promise_at", "in_parts")
    return {
        **{name: getattr(draft, name) for name in (*own, *ends)},
        "stale": typed is not None and draft.text != typed,
        "findings": show_kept(draft.findings),
        "failure": said(draft.failure, None) if draft.failure else None,
    }


def _finding(one: Any) -> dict[str, Any]:  # noqa: ANN401 -- a ShownFinding
    names = ("rule", "severity", "start", "end", "text", "message", "suggestions")
    return {name: getattr(one, name) for name in names}
