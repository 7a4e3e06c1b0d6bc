"""One's own page: settings, password, second factor, sessions, keys. What matters asks for the password."""

from datetime import timedelta
from uuid import UUID

import segno
from flask import flash, g, make_response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext
from bpo.identity.login import caller, of_request, set_session_cookie, settings, system_unit
from bpo.identity.models import User
from bpo.identity.notifications import FOR_CLIENTS, FOR_STAFF, KIND_NAMES, WAY_NAMES, way_of
from bpo.identity.operations import profile as operations
from bpo.identity.operations.sign_in import Opened, confirm_password
from bpo.identity.permissions import NEVER_BY_KEY, ROLE_NAMES, SENTENCES, Permission, Role
from bpo.identity.queries import (
    get_oneself,
    get_own_key,
    get_own_session,
    list_brands,
    list_keys,
    list_memberships,
    list_sessions,
)
from bpo.identity.rules import Blocked, Side
from bpo.identity.schemas import CodeIn, ConfirmedIn, KeyIn, PasswordIn, SettingsIn
from bpo.identity.views.pages import attempt, blp, time_zones, with_faults
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import LOCALE_NAMES, render

Answer = str | Response | tuple[str, int]


@blp.get("/profile")
@requires(Permission.SELF_EDIT)
def profile() -> Answer:
    """Everything about oneself on one page."""
    return _page()


@blp.post("/profile")
@requires(Permission.SELF_EDIT)
def change_settings() -> Answer:
    """Name, language, time zone."""
    form = load(SettingsIn(), request.form)
    if form.data is None:
        return _page(settings_form=form), 422
    data, user = form.data, get_oneself(g.uow, for_update=True)
    _done, form = attempt(form, lambda: operations.change_settings(g.uow, user, **data))
    if form.errors:
        return _page(settings_form=form), 422
    flash(gettext("Saved."), "good")
    return redirect(url_for("identity.profile"), code=303)


@blp.post("/profile/password")
@requires(Permission.SELF_EDIT)
def change_password() -> Answer:
    """A new password; every other session ends."""
    form = _confirmed(load(PasswordIn(), request.form))
    if form.data is None:
        return _page(password_form=form), 422
    chosen, user = form.data["password"], get_oneself(g.uow, for_update=True)
    opened, form = attempt(
        form,
        lambda: operations.change_password(g.uow, user, password=chosen, user_agent=caller().user_agent),
    )
    if opened is None:
        return _page(password_form=form), 422
    return _back(opened, gettext("Your password is changed. You are signed out everywhere else."))


@blp.post("/profile/second-factor")
@requires(Permission.SELF_EDIT)
def begin_second_factor() -> Answer:
    """Draw the secret that an authenticator is to keep."""
    form = _confirmed(load(ConfirmedIn(), request.form))
    if form.data is None:
        return _page(factor_form=form), 422
    user = get_oneself(g.uow, for_update=True)
    operations.begin_second_factor(g.uow, user, secret_key=settings().secret_key)
    return redirect(url_for("identity.second_factor"), code=303)


@blp.get("/profile/second-factor")
@requires(Permission.SELF_EDIT)
def second_factor() -> Answer:
    """The picture for the authenticator, and the box for its first code."""
    return _factor_page(blank())


@blp.post("/profile/second-factor/on")
@requires(Permission.SELF_EDIT)
def enable_second_factor() -> Answer:
    """Turn it on by a first code, and show the recovery codes once."""
    form = load(CodeIn(), request.form)
    if form.data is None:
        return _factor_page(form), 422
    code, user = form.data["code"], get_oneself(g.uow, for_update=True)
    made, form = attempt(
        form,
        lambda: operations.enable_second_factor(
            g.uow, user, code=code, secret_key=settings().secret_key, user_agent=caller().user_agent
        ),
    )
    if made is None:
        return _factor_page(form), 422
    codes, opened = made
    response = make_response(render("identity/recovery_codes.html", codes=codes))
    set_session_cookie(response, opened)
    return response


@blp.post("/profile/second-factor/off")
@requires(Permission.SELF_EDIT)
def disable_second_factor() -> Answer:
    """Turn it off."""
    form = _confirmed(load(ConfirmedIn(), request.form))
    if form.data is None:
        return _page(factor_form=form), 422
    user = get_oneself(g.uow, for_update=True)
    opened = operations.disable_second_factor(g.uow, user, user_agent=caller().user_agent)
    return _back(opened, gettext("Your second factor is off. You are signed out everywhere else."))


@blp.post("/profile/sessions/<uuid:session_id>/end")
@requires(Permission.SELF_EDIT)
def end_session(session_id: UUID) -> Response:
    """End one of one's own sessions."""
    operations.revoke_session(g.uow, get_own_session(g.uow, session_id))
    flash(gettext("That session has ended."), "good")
    return redirect(url_for("identity.profile"), code=303)


@blp.post("/profile/keys")
@requires(Permission.API_KEY_MANAGE)
def create_key() -> Answer:
    """Make a key for a program, and show it once."""
    form = _confirmed(load(KeyIn(), request.form))
    if form.data is None:
        return _page(key_form=form), 422
    data, user = form.data, get_oneself(g.uow)
    made, form = attempt(
        form,
        lambda: operations.create_api_key(
            g.uow, user, name=data["key_name"], scopes=data["scopes"], lasts=timedelta(days=data["days"])
        ),
    )
    if made is None:
        return _page(key_form=form), 422
    row, key = made
    return render("identity/key.html", row=row, key=key)


@blp.post("/profile/keys/<uuid:key_id>/revoke")
@requires(Permission.API_KEY_MANAGE)
def revoke_key(key_id: UUID) -> Response:
    """End one of one's own keys."""
    operations.revoke_api_key(g.uow, get_own_key(g.uow, key_id))
    flash(gettext("The key has ended."), "good")
    return redirect(url_for("identity.profile"), code=303)


def _page(
    *,
    settings_form: FormResult | None = None,
    password_form: FormResult | None = None,
    factor_form: FormResult | None = None,
    key_form: FormResult | None = None,
) -> str:
    user = get_oneself(g.uow)
    may_keys = g.uow.actor.may(Permission.API_KEY_MANAGE)
    return render(
        "identity/profile.html",
        user=user,
        roles=_roles(user),
        settings_form=settings_form
        or blank(name=user.name, locale=user.locale, time_zone=user.time_zone, keys=user.keys_off_at is None),
        password_form=password_form or blank(),
        factor_form=factor_form or blank(),
        key_form=key_form or blank(days=365, scopes=[]),
        locales=list(LOCALE_NAMES.items()),
        zones=time_zones(),
        sessions=list_sessions(g.uow, user),
        this_session=of_request().credential_id,
        may_keys=may_keys,
        keys=list_keys(g.uow, user.id) if may_keys else [],
        scopes=_scopes(),
        ways=_ways(user),
        way_names=[(way.value, gettext(name)) for way, name in WAY_NAMES.items()],
    )


def _factor_page(form: FormResult) -> str:
    address = operations.second_factor_address(get_oneself(g.uow), secret_key=settings().secret_key)
    drawing = segno.make(address, error="m").svg_inline(scale=5, light="#fff", dark="#000", border=4)
    secret = address.partition("secret=")[2].partition("&")[0]
    picture = Markup(drawing)  # noqa: S704 -- drawn here from a secret and an address that segno encodes
    return render("identity/second_factor.html", form=form, picture=picture, secret=secret)


def _confirmed(form: FormResult) -> FormResult:
    """The form, refused unless it brings the reader's present password."""
    if form.data is None:
        return form
    try:
        confirm_password(
            system_unit,
            user_id=g.uow.actor.user_id,
            password=form.data["current_password"],
            secret_key=settings().secret_key,
        )
    except Invalid as error:
        return with_faults(form, error)
    except Blocked as error:
        return refused(form, {"current_password": [error.text(gettext)]})
    return form


def _back(opened: Opened, sentence: str) -> Response:
    flash(sentence, "good")
    response = redirect(url_for("identity.profile"), code=303)
    set_session_cookie(response, opened)
    return response


def _roles(user: User) -> list[tuple[str, str]]:
    """One's own roles and where they hold."""
    names = {brand.id: brand.name for brand in list_brands(g.uow)}
    return [
        (
            gettext(ROLE_NAMES[Role(row.role)]),
            names.get(row.tenant_id, "") if row.tenant_id else gettext("All brands"),
        )
        for row in list_memberships(g.uow, [user.id])
    ]


def _ways(user: User) -> list[tuple[str, str, str]]:
    """The kinds of which this person is told, and how: (kind, in words, way)."""
    theirs = FOR_STAFF if user.side == Side.STAFF.value else FOR_CLIENTS
    return [
        (kind.value, gettext(name), way_of(kind, user.notification_ways).value)
        for kind, name in KIND_NAMES.items()
        if kind in theirs
    ]


def _scopes() -> list[tuple[str, str]]:
    held = frozenset().union(*g.uow.actor.grants.values()) - NEVER_BY_KEY - {Permission.SELF_READ}
    return [(word.value, gettext(SENTENCES[word])) for word in Permission if word in held]
