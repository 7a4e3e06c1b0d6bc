"""The page behind a customer's personal link. Public: the link is the proof. Works without a script.

Opening it keeps nothing, whatever stands in the address, because mail servers open links before people do:
only sending the form does. Whatever is wrong with a link is one page, the same to the byte, and such tries are
counted by address as those of other public links are.
"""

from typing import Any, cast

from flask import current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.config import Settings
from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import current_locale
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.credentials import tries_key
from bpo.identity.operations.sign_in import check_not_blocked, note_try
from bpo.identity.rules import LINKS, Blocked
from bpo.surveys.models import SurveyAnswer, SurveyInvitation
from bpo.surveys.operations.answering import Holder, hold_link, keep_answer
from bpo.surveys.queries import find_answer_of, get_invitation, get_plan_version
from bpo.surveys.rules.answers import LONGEST_COMMENT, RECOMMENDS, SCORES
from bpo.surveys.rules.wording import wording_of
from bpo.surveys.schemas import AnswerIn
from bpo.surveys.views.pages import blp
from bpo.tenants.models import Tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import public
from bpo.web.render import LOCALE_COOKIE, render, speak_to_reader


@blp.get("/survey/<token>")
@public
def ask(token: str) -> ResponseReturnValue:
    """The questions, or the thanks once they are answered; `?score=` chooses without keeping."""
    return _by_link(token, lambda holder: _show(holder, token))


@blp.post("/survey/<token>")
@public
def answer(token: str) -> ResponseReturnValue:
    """Keep the answer, or a change of it."""
    return _by_link(token, lambda holder: _keep(holder, token))


def _show(holder: Holder, token: str) -> ResponseReturnValue:
    with UnitOfWork(holder.actor) as uow:
        row = get_invitation(uow, holder.tenant_id, holder.invitation_id)
        known = find_answer_of(uow, row)
        _speak(uow, row)
        if known is not None and "change" not in request.args and "score" not in request.args:
            return _page(uow, row, "surveys/thanks.html", token=token, known=known)
        chosen = request.args.get("score", "")
        shown: dict[str, Any] = {"score": known.score, "recommend": known.recommend} if known else {}
        if known is not None:
            shown["comment"] = known.comment or ""
        if chosen.isascii() and chosen.isdigit() and int(chosen) in SCORES:
            shown["score"] = int(chosen)
        return _page(uow, row, "surveys/ask.html", token=token, form=blank(**shown), known=known)


def _keep(holder: Holder, token: str) -> ResponseReturnValue:
    form = load(AnswerIn(), request.form)
    with UnitOfWork(holder.actor) as uow:
        row = get_invitation(uow, holder.tenant_id, holder.invitation_id, for_update=True)
        _speak(uow, row)
        if form.data is not None:
            try:
                keep_answer(uow, row, **form.data)
            except Invalid as error:
                found = {fault.place: [_(fault.message)] for fault in error.faults}
                form = refused(form, found)
            else:
                return redirect(url_for("surveys.ask", token=token), code=303)
        page = _page(uow, row, "surveys/ask.html", token=token, form=form, known=find_answer_of(uow, row))
        return page, 422


def _page(
    uow: UnitOfWork,
    row: SurveyInvitation,
    template: str,
    *,
    token: str,
    known: SurveyAnswer | None,
    form: FormResult | None = None,
) -> str:
    brand = uow.session.get_one(Tenant, row.tenant_id)
    plan = get_plan_version(uow, row.tenant_id, row.plan_id)
    return render(
        template,
        brand=brand,
        wording=wording_of(plan.wording, str(current_locale())).filled(brand.name),
        asks_recommend=plan.asks_recommend,
        form=form,
        known=known,
        scores=SCORES,
        recommends=RECOMMENDS,
        longest=LONGEST_COMMENT,
        expires_at=row.expires_at,
        change_url=url_for("surveys.ask", token=token, change=1),
    )


def _by_link(token: str, view: Any) -> Response:  # noqa: ANN401 -- a function of the holder
    try:
        response = make_response(view(_hold(token)))
    except Conflict:
        response = make_response(render("surveys/ended.html"), 410)
    except Blocked as error:
        response = make_response(render("surveys/ended.html"), 429)
        response.headers["Retry-After"] = str(error.seconds)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _hold(token: str) -> Holder:
    """Whose link this is; each try with one that opens nothing counts against the address it comes from."""
    settings = cast("Settings", current_app.config["BPO"])
    key = tries_key(settings.secret_key, "link", request.remote_addr or "")
    with UnitOfWork(Actor.system()) as uow:
        check_not_blocked(uow, key)
    try:
        return hold_link(token, key=settings.secret_key, now=utcnow())
    except Conflict:
        with UnitOfWork(Actor.system()) as uow:
            note_try(uow, key, limit=LINKS)
        raise


def _speak(uow: UnitOfWork, row: SurveyInvitation) -> None:
    """In the language that the customer wrote in, unless they chose another one on the page; by the brand's clocks."""
    if LOCALE_COOKIE not in request.cookies:
        g.actor_locale = row.language
    g.actor_time_zone = uow.session.get_one(Tenant, row.tenant_id).time_zone
    speak_to_reader()
