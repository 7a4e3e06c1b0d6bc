"""Signing in and out, and one-time links. All public: nobody is known yet, so each opens its own units."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import current_locale, gettext
from bpo.identity import mail
from bpo.identity.login import (
    caller,
    drop_session_cookie,
    session_token,
    set_session_cookie,
    settings,
    signed_in,
    system_unit,
)
from bpo.identity.operations import links, sign_in
from bpo.identity.rules import AuthLevel, Blocked, LinkPurpose, Refused
from bpo.identity.schemas import AcceptIn, CodeIn, ForgotIn, LogInIn, ResetIn
from bpo.identity.views.pages import blp, time_zones, with_faults
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import public
from bpo.web.origin import safe_next
from bpo.web.render import render

Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blp.get("/login")
@public
def login() -> Answer:
    """The log-in page."""
    if signed_in() is not None:
        return redirect(safe_next(request.args.get("next")))
    return render("identity/login.html", form=blank(next=safe_next(request.args.get("next"))), problem=None)


@blp.post("/login")
@public
def log_in() -> Answer:
    """Check the password; go on to the second step where there is one."""
    form = load(LogInIn(), request.form)
    if form.data is None:
        return render("identity/login.html", form=form, problem=None), 422
    try:
        opened = sign_in.log_in(
            system_unit,
            email=form.data["email"],
            password=form.data["password"],
            caller=caller(),
            secret_key=settings().secret_key,
        )
    except (Refused, Blocked) as error:
        return _refused("identity/login.html", form, error)
    target = safe_next(form.data.get("next"))
    if opened.auth_level is AuthLevel.FIRST_FACTOR:
        target = url_for("identity.second_step", next=target)
    return _go_on(opened, target)


@blp.get("/login/second-step")
@public
def second_step() -> Answer:
    """Ask for the code of the second factor."""
    return render(
        "identity/second_step.html", form=blank(next=safe_next(request.args.get("next"))), problem=None
    )


@blp.post("/login/second-step")
@public
def finish_log_in() -> Answer:
    """Check the code."""
    form = load(CodeIn(), request.form)
    if form.data is None:
        return render("identity/second_step.html", form=form, problem=None), 422
    try:
        opened = sign_in.finish_log_in(
            system_unit,
            token=session_token(request),
            code=form.data["code"],
            caller=caller(),
            secret_key=settings().secret_key,
        )
    except (Refused, Blocked) as error:
        return _refused("identity/second_step.html", form, error)
    return _go_on(opened, safe_next(form.data.get("next")))


@blp.post("/logout")
@public
def logout() -> Response:
    """End this browser's session."""
    sign_in.log_out(system_unit, token=session_token(request))
    response = redirect(url_for("identity.login"), code=303)
    drop_session_cookie(response)
    return response


@blp.get("/forgot")
@public
def forgot() -> Answer:
    """Ask for a link to a new password."""
    return render("identity/forgot.html", form=blank(), sent=False, kept=mail.is_kept_as_files(settings()))


@blp.post("/forgot")
@public
def request_reset() -> Answer:
    """Send the link, where there is such a person; the page is the same where there is none."""
    form = load(ForgotIn(), request.form)
    if form.data is not None:
        with system_unit() as uow:
            links.request_password_reset(
                uow, email=form.data["email"], address=caller().address, secret_key=settings().secret_key
            )
    page = render("identity/forgot.html", form=form, sent=form.ok, kept=mail.is_kept_as_files(settings()))
    return page, 200 if form.ok else 422


@blp.get("/reset/<token>")
@public
def reset(token: str) -> Answer:
    """Choose a new password by a link."""
    return _link_page("identity/reset.html", token, LinkPurpose.PASSWORD_RESET, blank())


@blp.post("/reset/<token>")
@public
def set_password(token: str) -> Answer:
    """Set the new password."""
    form = load(ResetIn(), request.form)
    if form.data is None:
        return _link_page("identity/reset.html", token, LinkPurpose.PASSWORD_RESET, form)
    try:
        with system_unit() as uow:
            links.reset_password(uow, token, password=form.data["password"])
    except Invalid as error:
        return _link_page("identity/reset.html", token, LinkPurpose.PASSWORD_RESET, with_faults(form, error))
    flash(gettext("Your new password is set. Sign in with it."), "good")
    response = redirect(url_for("identity.login"), code=303)
    drop_session_cookie(response)
    return response


@blp.get("/invitation/<token>")
@public
def invitation(token: str) -> Answer:
    """Accept an invitation."""
    return _link_page("identity/invitation.html", token, LinkPurpose.INVITATION, None)


@blp.post("/invitation/<token>")
@public
def accept(token: str) -> Answer:
    """Set the first password, and sign in."""
    form = load(AcceptIn(), request.form)
    if form.data is None:
        return _link_page("identity/invitation.html", token, LinkPurpose.INVITATION, form)
    try:
        with system_unit() as uow:
            opened = links.accept_invitation(
                uow,
                token,
                name=form.data["name"],
                password=form.data["password"],
                locale=str(current_locale()),
                time_zone=form.data["time_zone"],
                user_agent=caller().user_agent,
            )
    except Invalid as error:
        return _link_page("identity/invitation.html", token, LinkPurpose.INVITATION, with_faults(form, error))
    return _go_on(opened, "/")


def _link_page(template: str, token: str, purpose: LinkPurpose, form: FormResult | None) -> Answer:
    """The page behind a link; whoever opens a used or expired one is told so."""
    try:
        with system_unit() as uow:
            _link, user = links.open_link(uow, token, purpose, to_use=False)
    except Conflict as error:
        return render("identity/link_ended.html", problem=error.text(gettext)), 410
    shown = form or blank(name=user.name, time_zone=user.time_zone)
    page = render(template, form=shown, email=user.email, zones=time_zones())
    return page, 422 if shown.errors else 200


def _refused(template: str, form: FormResult, error: Refused | Blocked) -> Answer:
    page = render(template, form=form, problem=error.text(gettext))
    if isinstance(error, Blocked):
        return page, 429, {"Retry-After": str(error.seconds)}
    return page, 401


def _go_on(opened: sign_in.Opened, target: str) -> Response:
    response = redirect(target, code=303)
    set_session_cookie(response, opened)
    return response
