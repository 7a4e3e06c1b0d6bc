"""Deciding by a link from a mail, without signing in. Public: the link is the proof.

Each request opens two units: the system's, to see whose link it is, and one as its holder, in which nothing
but that one row's account exists. A link that is not good, whatever is wrong with it, is one page; such
tries are counted by address. No address of a link is passed on to other sites or kept by a cache.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast
from uuid import UUID

from flask import current_app, g, make_response, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.queries.pictures import get_reply_picture
from bpo.conversations import decision_labels
from bpo.conversations.operations import links
from bpo.conversations.operations.alerts import note_seen
from bpo.conversations.operations.handoffs import answer_handoff
from bpo.conversations.operations.links import Holder
from bpo.conversations.operations.sending import Refused
from bpo.conversations.queries.approvals import get_approval
from bpo.conversations.queries.handoffs import get_alert, get_handoff
from bpo.conversations.schemas import AnswerIn, DecisionIn
from bpo.conversations.views.approvals import act_on, page_of_approval
from bpo.conversations.views.handoffs import with_faults
from bpo.conversations.views.pages import blp
from bpo.conversations.views.reply_pictures import picture_bytes
from bpo.conversations.views.waiting import client_thread
from bpo.conversations.wording import show_findings
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.config import Settings
from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.credentials import tries_key
from bpo.identity.operations.sign_in import check_not_blocked, note_try
from bpo.identity.rules import LINKS, Blocked
from bpo.tenants.models import Tenant
from bpo.web.forms import blank, load
from bpo.web.guard import public
from bpo.web.render import LOCALE_COOKIE, render, speak_to_reader

P = ParamSpec("P")


def settings() -> Settings:
    """The application's settings."""
    return cast("Settings", current_app.config["BPO"])


def by_link(
    purpose: str,
) -> Callable[[Callable[[Holder], ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Run a view as the holder of a link of this purpose; everybody else gets the one page of ended links."""

    def wrap(view: Callable[[Holder], ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def opened(token: str, **_beside: object) -> ResponseReturnValue:
            try:
                holder = _hold(token, purpose)
                _speak(holder)
                answer = view(holder)
            except Conflict as error:
                answer = _ended(error)
            except Blocked as error:
                page = render("conversations/link_ended.html", problem=error.text(_))
                answer = page, 429, {"Retry-After": str(error.seconds)}
            response = make_response(answer)
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return public(opened)

    return wrap


@blp.get("/links/questions/<token>")
@by_link(links.HANDOFF)
def link_question(holder: Holder) -> ResponseReturnValue:
    """A question to a department, by link."""
    return _question(holder, sent=False)


@blp.post("/links/questions/<token>")
@by_link(links.HANDOFF)
def link_answer(holder: Holder) -> ResponseReturnValue:
    """The department's answer, by link."""
    return _question(holder, sent=True)


@blp.get("/links/approvals/<token>")
@by_link(links.APPROVAL)
def link_approval(holder: Holder) -> ResponseReturnValue:
    """A reply to approve, by link."""
    return _approval(holder, sent=False)


@blp.post("/links/approvals/<token>")
@by_link(links.APPROVAL)
def link_decide(holder: Holder) -> ResponseReturnValue:
    """The client's decision on a reply, by link."""
    return _approval(holder, sent=True)


@blp.get("/links/approvals/<token>/pictures/<uuid:reply_picture_id>")
@by_link(links.APPROVAL)
def link_picture(holder: Holder) -> ResponseReturnValue:
    """A picture of the reply to approve, by link; of that reply alone."""
    wanted = (request.view_args or {})["reply_picture_id"]
    with UnitOfWork(holder.actor) as uow:
        row = get_reply_picture(uow, holder.tenant_id, wanted)
        if row.source_id != get_approval(uow, holder.tenant_id, holder.row_id).draft_id:
            raise NotFound
        return picture_bytes(uow, row)


@blp.get("/links/alerts/<token>")
@by_link(links.ALERT)
def link_alert(holder: Holder) -> ResponseReturnValue:
    """An alert, by link."""
    with UnitOfWork(holder.actor) as uow:
        tenant = uow.session.get_one(Tenant, holder.tenant_id)
        row = get_alert(uow, tenant.id, holder.row_id)
        _found, messages = client_thread(uow, tenant, row.conversation_id)
        return render(
            "conversations/link_alert.html", brand=tenant, row=row, messages=messages, labels=decision_labels
        )


@blp.post("/links/alerts/<token>")
@by_link(links.ALERT)
def link_see_alert(holder: Holder) -> ResponseReturnValue:
    """The department has seen it, by link."""
    with UnitOfWork(holder.actor) as uow:
        note_seen(uow, get_alert(uow, holder.tenant_id, holder.row_id, for_update=True))
    return _thanks(_("Thank you: the people who answer for the brand see that you know."))


def _question(holder: Holder, *, sent: bool) -> ResponseReturnValue:
    form = load(AnswerIn(), request.form) if sent else blank()
    with UnitOfWork(holder.actor) as uow:
        tenant = uow.session.get_one(Tenant, holder.tenant_id)
        row = get_handoff(uow, tenant.id, holder.row_id, for_update=sent)
        if form.data is not None:
            try:
                answer_handoff(uow, row, answer=form.data["answer"], via="link")
            except Invalid as error:
                form = with_faults(form, error)
            else:
                return _thanks(_("Your answer is on its way to the people who asked."))
        _found, messages = client_thread(uow, tenant, row.conversation_id)
        page = render(
            "conversations/link_question.html",
            brand=tenant,
            row=row,
            messages=messages,
            form=form,
            labels=decision_labels,
            now=uow.now,
        )
    return page, 422 if sent else 200


def _approval(holder: Holder, *, sent: bool) -> ResponseReturnValue:
    form = load(DecisionIn(), request.form) if sent else blank()
    problem: Refused | None = None
    if form.data is not None:
        try:
            with UnitOfWork(holder.actor) as uow:
                row = get_approval(uow, holder.tenant_id, holder.row_id, for_update=True)
                return _thanks(act_on(uow, row, form.data, via="link"))
        except Refused as error:
            problem = error
        except Invalid as error:
            form = with_faults(form, error)
    with UnitOfWork(holder.actor) as uow:
        tenant = uow.session.get_one(Tenant, holder.tenant_id)
        row = get_approval(uow, tenant.id, holder.row_id)
        findings = show_findings(problem.checked.findings) if problem else None
        page = render(
            "conversations/link_approval.html",
            page=page_of_approval(uow, tenant, row, findings=findings, address=_picture_by_link),
            form=form if sent else blank(text=row.text),
            problem=problem.text(_) if problem else None,
            labels=decision_labels,
            now=uow.now,
        )
    return page, 422 if sent else 200


def _picture_by_link(picture_id: UUID) -> str:
    """Where whoever holds this link sees a picture of what it opens."""
    token = (request.view_args or {})["token"]
    return url_for("conversations.link_picture", token=token, reply_picture_id=picture_id)


def _hold(token: str, purpose: str) -> Holder:
    """Whose link this is. What nobody signed counts against the address it comes from."""
    known = settings()
    key = tries_key(known.secret_key, "link", request.remote_addr or "")
    with UnitOfWork(Actor.system()) as uow:
        check_not_blocked(uow, key)
    try:
        link = links.read_link(token, purpose, now=utcnow(), key=known.secret_key)
    except Conflict:
        with UnitOfWork(Actor.system()) as uow:
            note_try(uow, key, limit=LINKS)
        raise
    with UnitOfWork(Actor.system(link.tenant_id)) as uow:
        return links.hold_link(uow, link, key=known.secret_key)


def _speak(holder: Holder) -> None:
    """In the holder's language, unless they chose another one on the page."""
    if LOCALE_COOKIE not in request.cookies:
        g.actor_locale = holder.locale
    g.actor_time_zone = holder.time_zone
    speak_to_reader()


def _thanks(sentence: str) -> ResponseReturnValue:
    return render("conversations/link_done.html", sentence=sentence)


def _ended(error: Conflict) -> ResponseReturnValue:
    return render("conversations/link_ended.html", problem=error.text(_)), 410
