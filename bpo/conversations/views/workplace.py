"""Working a conversation: answering, dismissing, closing, and keeping what belongs beside it.

Every form here works without scripts. A reply that is refused is shown again with what was found in it; what
was typed is kept in any case, because the refusal undoes the submission alone.
"""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from flask import Response, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations.models import Conversation, Draft
from bpo.conversations.operations.acts import DismissalReason, close_conversation, dismiss_turn
from bpo.conversations.operations.checking import check_text, length_of, target_of
from bpo.conversations.operations.draft_pictures import add_files, describe, remove_from_draft
from bpo.conversations.operations.drafts import discard_draft, reopen_draft, save_draft
from bpo.conversations.operations.private import take_private
from bpo.conversations.operations.sending import Refused, Submission, submit_draft
from bpo.conversations.operations.stops import keep_stop
from bpo.conversations.operations.workplace import Stage, add_note, set_customer_number, set_stage
from bpo.conversations.queries.drafts import find_by_key, get_draft
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.queries.workplace import claim_of
from bpo.conversations.rules.claims import SOMEBODY_HOLDS
from bpo.conversations.rules.drafts import WRITABLE, DraftKind, DraftState, check_length
from bpo.conversations.views.composer import promise_from
from bpo.conversations.views.conversation import show_conversation
from bpo.conversations.views.pages import blp
from bpo.conversations.views.reply_pictures import alts_in, files_sent, id_in, in_hand
from bpo.conversations.wording import show_findings, verdict_line
from bpo.core.errors import Conflict, Fault, Forbidden, Invalid, NotFound, Problem
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import own_name
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.errors import status_of
from bpo.web.guard import requires
from bpo.web.render import render, wants_part

ONE = "/brands/<slug>/conversations/<uuid:conversation_id>"


@blp.post(ONE + "/reply")
@requires(Permission.CONVERSATION_SERVE)
def reply(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Send what was written, or only keep it; shown again with what is wrong where it may not go out."""
    uow, tenant, found = _there(slug, conversation_id)
    asked = request.form.to_dict()
    draft = _save(uow, found, asked)
    refused = _keep_pictures(uow, draft, asked)
    if refused and asked.get("act") != "keep":
        return _again(tenant, found, draft, Invalid(" ".join(refused)), asked)
    if asked.get("act") == "keep":
        for one in refused:
            flash(one, "bad")
        return _back(tenant, found, said=_("Kept as a draft. Nobody has got it."), anchor="composer")
    if DraftState(draft.state) in WRITABLE and draft.text != _text(asked):
        newer = Conflict(N_("A newer text of this reply was saved in another window."))
        return _again(tenant, found, draft, newer, asked)
    try:
        with uow.session.begin_nested():
            submit_draft(uow, draft, _submission(asked, uow))
    except Problem as refused:
        uow.session.refresh(draft)
        if isinstance(refused, Refused):
            keep_stop(uow, draft, refused.checked)
        return _again(tenant, found, draft, refused, asked)
    if wants_part():
        return make_response(show_conversation(tenant, found, block="work", just_sent=draft))
    return _back(tenant, found, said=None, anchor=f"reply-{draft.id}")


@blp.post(ONE + "/reply-pictures")
@requires(Permission.CONVERSATION_SERVE)
def keep_pictures(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Add pictures to what is being written, say what they show, take one out; the text is kept with them."""
    uow, tenant, found = _there(slug, conversation_id)
    asked = request.form.to_dict()
    draft = _save(uow, found, asked)
    refused = _keep_pictures(uow, draft, asked)
    if not wants_part():
        for one in refused:
            flash(one, "bad")
        return _back(tenant, found, said=None, anchor="reply-pictures")
    hand = in_hand(
        uow,
        tenant,
        found,
        draft,
        target_of(uow, found).capabilities.pictures,
        is_stale=draft.text != _text(asked),
        refused=refused,
    )
    shown = render("conversations/_reply_pictures.html", hand=hand, tenant=tenant, conversation=found)
    return make_response(shown, 422 if refused else 200)


@blp.post(ONE + "/check")
@requires(Permission.CONVERSATION_SERVE)
def check(slug: str, conversation_id: UUID) -> str:
    """The findings of a text, as a part of the page."""
    uow, _tenant, found = _there(slug, conversation_id)
    text = check_length(_text(request.form))
    target = target_of(uow, found)
    kind = _kind(request.form.get("kind"))
    deep = "deep" in request.form  # asked for once the agent has paused
    in_parts, parts = "in_parts" in request.form, target.parts_of(text, kind)
    checked = check_text(
        uow,
        found,
        text,
        kind=kind,
        author_name=own_name(uow),
        target=target,
        deep=deep,
        parts=parts if in_parts else None,
    )
    is_empty = not text.strip()
    return render(
        "conversations/_findings.html",
        findings=[] if is_empty else show_findings(checked.findings),
        line=verdict_line(checked, is_empty=is_empty),
        verdict="" if is_empty else checked.verdict.value,
        length=length_of(text, target, kind),
        parts=parts,
        in_parts=in_parts,
    )


@blp.post(ONE + "/drafts/<uuid:draft_id>/reopen")
@requires(Permission.CONVERSATION_SERVE)
def reopen_reply(slug: str, conversation_id: UUID, draft_id: UUID) -> ResponseReturnValue:
    """Take a reply back to change it: held, not delivered, or thrown away."""
    _uow, tenant, found = _there(slug, conversation_id)
    reopen_draft(g.uow, _draft(found, draft_id))
    return _back(tenant, found, said=_("It is a draft again."), anchor="composer")


@blp.post(ONE + "/drafts/<uuid:draft_id>/discard")
@requires(Permission.CONVERSATION_SERVE)
def discard_reply(slug: str, conversation_id: UUID, draft_id: UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    _uow, tenant, found = _there(slug, conversation_id)
    discard_draft(g.uow, _draft(found, draft_id))
    return _back(tenant, found, said=_("The draft was thrown away."), anchor="composer")


@blp.post(ONE + "/private")
@requires(Permission.CONVERSATION_SERVE)
def go_private(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Leave a line in public and go on in private."""
    uow, tenant, found = _there(slug, conversation_id)
    line = request.form.get("line", "")

    def work() -> None:
        key = request.form.get("client_key", "")
        take_private(uow, found, line=line, client_key=key, reason=request.form.get("override_reason"))

    return _do(
        uow,
        tenant,
        found,
        work,
        said=_("The line is on its way. Now write to the customer in private."),
        anchor="composer",
    )


@blp.post(ONE + "/dismissal")
@requires(Permission.CONVERSATION_MANAGE)
def dismiss(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """End what waits without an answer, with a reason; perhaps close it at once."""
    uow, tenant, found = _there(slug, conversation_id)

    def work() -> None:
        reason = request.form.get("reason", "")
        if reason not in tuple(DismissalReason):
            raise Invalid(N_("Choose a reason."), faults=(Fault("reason", N_("Choose a reason.")),))
        _check_nobody_else(uow, tenant, found)
        dismiss_turn(uow, found, reason=DismissalReason(reason))
        if request.form.get("close"):
            close_conversation(uow, found)

    return _do(uow, tenant, found, work, said=_("Dismissed without an answer."))


@blp.post(ONE + "/closing")
@requires(Permission.CONVERSATION_MANAGE)
def close(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """End the episode: everything in it is answered or dismissed."""
    uow, tenant, found = _there(slug, conversation_id)
    return _do(uow, tenant, found, lambda: close_conversation(uow, found), said=_("Closed."))


@blp.post(ONE + "/notes")
@requires(Permission.CONVERSATION_SERVE)
def write_note(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Write something down for colleagues."""
    uow, tenant, found = _there(slug, conversation_id)
    text = request.form.get("note", "")
    return _do(uow, tenant, found, lambda: add_note(uow, found, text=text), said=_("Noted."), anchor="notes")


@blp.post(ONE + "/customer-number")
@requires(Permission.CONVERSATION_SERVE)
def keep_customer_number(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Keep the brand's own number of the customer."""
    uow, tenant, found = _there(slug, conversation_id)
    number = request.form.get("number", "")
    return _do(
        uow,
        tenant,
        found,
        lambda: set_customer_number(uow, found, number=number),
        said=_("Kept."),
        anchor="customer",
    )


@blp.post(ONE + "/stage")
@requires(Permission.CONVERSATION_SERVE)
def keep_stage(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Say where the customer stands."""
    uow, tenant, found = _there(slug, conversation_id)
    chosen = request.form.get("stage", "")
    stage = Stage(chosen) if chosen in tuple(Stage) else None
    return _do(
        uow, tenant, found, lambda: set_stage(uow, found, stage=stage), said=_("Kept."), anchor="customer"
    )


def _check_nobody_else(uow: UnitOfWork, tenant: Tenant, found: Conversation) -> None:
    """What a colleague works on is theirs to end; whoever watches the floor may do it too."""
    holder = claim_of(uow, found).holder
    if holder is not None and not uow.actor.may(Permission.FLOOR_READ, tenant.id):
        raise Conflict(SOMEBODY_HOLDS, name=holder or _("a colleague"))


def _there(slug: str, conversation_id: UUID) -> tuple[UnitOfWork, Tenant, Conversation]:
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return uow, tenant, get_conversation(uow, tenant.id, conversation_id)


def _draft(found: Conversation, draft_id: UUID) -> Draft:
    draft = get_draft(g.uow, found.tenant_id, draft_id, for_update=True)
    if draft.conversation_id != found.id:
        raise NotFound
    return draft


def _do(
    uow: UnitOfWork,
    tenant: Tenant,
    found: Conversation,
    work: Callable[[], object],
    *,
    said: str,
    anchor: str | None = None,
) -> ResponseReturnValue:
    """Do it, and go back to the conversation with what came of it."""
    place = {"tenant_id": found.tenant_id, "id": found.id}
    try:
        with uow.session.begin_nested():
            work()
    except (Invalid, Conflict, Forbidden) as refused:
        uow.session.expire_all()
        again = get_conversation(uow, place["tenant_id"], place["id"])
        shown = show_conversation(tenant, again, problem=refused)
        # The page is theirs to see; what they wanted is what is refused.
        return make_response(shown, 409 if isinstance(refused, Forbidden) else status_of(refused))
    return _back(tenant, found, said=said, anchor=anchor)


def _back(tenant: Tenant, found: Conversation, *, said: str | None, anchor: str | None = None) -> Response:
    if said:
        flash(said, "good")
    there = url_for("conversations.conversation", slug=tenant.slug, conversation_id=found.id, _anchor=anchor)
    return cast("Response", redirect(there, code=303))


def _again(
    tenant: Tenant, found: Conversation, draft: Draft, refused: Problem, asked: dict[str, str]
) -> Response:
    """The composer with what was typed and why it did not go out."""
    shown = show_conversation(
        tenant,
        found,
        block="work",
        draft=draft,
        refused=refused,
        checked=refused.checked if isinstance(refused, Refused) else None,
        asked=asked,
    )
    return make_response(shown, status_of(refused))


def _save(uow: UnitOfWork, found: Conversation, asked: dict[str, str]) -> Draft:
    """Keep the text of the form; a draft that has gone stays as it is, however often the form is sent."""
    key = asked.get("client_key", "")
    known = find_by_key(uow, found.tenant_id, key)
    if known is not None and DraftState(known.state) not in WRITABLE and known.conversation_id == found.id:
        return known
    version = asked.get("version", "0")
    return save_draft(
        uow,
        found,
        client_key=key,
        text=_text(asked),
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        kind=_kind(asked.get("kind")),
        window_key=asked.get("window") or None,
    )


def _keep_pictures(uow: UnitOfWork, draft: Draft, asked: dict[str, str]) -> list[str]:
    """Do what a form says of pictures; sentences about what could not be done. None of it costs the text anything."""
    refused: list[str] = []
    taken_out = id_in(asked.get("remove", ""))
    try:
        with uow.session.begin_nested():
            if DraftState(draft.state) in WRITABLE:
                describe(uow, draft, alts_in(asked))
            if taken_out is not None:
                remove_from_draft(uow, draft, taken_out)
    except Problem as problem:
        uow.session.refresh(draft)
        refused.append(problem.text(_))
    for name, wrong in add_files(uow, draft, files_sent(request.files.getlist("pictures"))):
        why = wrong.text(_)
        refused.append(_("“%(name)s” was not added. %(why)s", name=name, why=why))
    return refused


def _submission(asked: dict[str, str], uow: UnitOfWork) -> Submission:
    seen = asked.get("seen_message", "")
    try:
        seen_id = UUID(seen) if seen else None
    except ValueError:
        seen_id = None
    promise_at = promise_from(asked, now=uow.now)
    if asked.get("promise") == "own" and promise_at is None:
        fault = Fault("promise_at", N_("Not a valid datetime."))
        raise Invalid(N_("The time of the promised update cannot be read."), faults=(fault,))
    return Submission(
        override_reason=asked.get("override_reason"),
        promise_at=promise_at,
        compensation_amount=asked.get("compensation_amount", ""),
        compensation_reason=asked.get("compensation_reason", ""),
        seen_message_id=seen_id,
        despite_answer=bool(asked.get("despite_answer")),
        ask_colleague=bool(asked.get("ask_colleague")),
        ask_client=bool(asked.get("ask_client")),
        pictures=_seen_pictures(asked),
        in_parts=int(seen) if (seen := asked.get("in_parts", "")).isdecimal() and len(seen) < 4 else 0,
    )


def _seen_pictures(asked: dict[str, str]) -> list[str] | None:
    """The pictures that stood before the author; unknown where they chose some with this very press, without scripts."""
    if "seen_pictures" not in asked or any(one.filename for one in request.files.getlist("pictures")):
        return None
    return [one for one in asked["seen_pictures"].split(",") if one]


def _kind(typed: str | None) -> DraftKind:
    return DraftKind(typed) if typed in tuple(DraftKind) else DraftKind.REPLY


def _text(form: object) -> str:
    """Browsers send line ends as CR LF; spans are counted in what was typed."""
    return str(form.get("text", "")).replace("\r\n", "\n")  # type: ignore[attr-defined]  # a mapping
