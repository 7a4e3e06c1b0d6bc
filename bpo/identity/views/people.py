"""Who has access, for those who keep people: the list, one person, invitations and roles."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from bpo.core.i18n import gettext
from bpo.identity import mail
from bpo.identity.login import settings
from bpo.identity.models import Membership, User
from bpo.identity.operations import people as operations
from bpo.identity.permissions import ROLE_NAMES, Permission, Profile, Role
from bpo.identity.queries import get_membership, get_user, list_brands, list_memberships, list_users
from bpo.identity.rules import UserState
from bpo.identity.schemas import InviteIn, MembershipIn, PeopleQuery
from bpo.identity.views.pages import attempt, blp, may_appoint, role_choices
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import LOCALE_NAMES, render

Answer = str | Response | tuple[str, int]


@blp.get("/people")
@requires(Permission.USER_READ)
def people() -> Answer:
    """Everybody who has access, by e-mail address."""
    asked = load(PeopleQuery(), request.args)
    wanted = asked.data or {"search": "", "cursor": None}
    after = decode_cursor(wanted["cursor"], str, UUID) if wanted["cursor"] else None
    rows = list_users(g.uow, search=wanted["search"], after=after, limit=PAGE_SIZE + 1)  # type: ignore[arg-type]  # decode_cursor checks the kinds
    page = page_of(rows, size=PAGE_SIZE, key=lambda one: (one.email, one.id))
    following = url_for("identity.people", search=wanted["search"] or None, cursor=page.next_cursor)
    return render(
        "identity/people.html",
        block="rows",
        users=page.items,
        roles=_roles_of(page.items),
        states=_state_names(),
        search=wanted["search"],
        next_url=following if page.next_cursor else None,
        first_url=url_for("identity.people", search=wanted["search"] or None) if after else None,
        can_invite=g.uow.actor.may(Permission.USER_MANAGE),
    )


@blp.get("/people/invite")
@requires(Permission.USER_MANAGE)
def invite() -> Answer:
    """The form of an invitation."""
    return _invite_page(blank(brands=[], locale="en"))


@blp.post("/people/invite")
@requires(Permission.USER_MANAGE)
def send_invitation() -> Answer:
    """Invite somebody."""
    form = load(InviteIn(), request.form)
    if form.data is None:
        return _invite_page(form), 422
    data = form.data
    made, form = attempt(
        form,
        lambda: operations.invite_user(
            g.uow, email=data["email"], name=data["name"], locale=data["locale"], **_asked(data)
        ),
    )
    if made is None:
        return _invite_page(form), 422
    flash(_invited(made[0]), "good")
    return redirect(url_for("identity.person", user_id=made[0].id), code=303)


@blp.get("/people/<uuid:user_id>")
@requires(Permission.USER_READ)
def person(user_id: UUID) -> Answer:
    """One person: their roles and what can be done about them."""
    return _person_page(get_user(g.uow, user_id), blank(brands=[]))


@blp.post("/people/<uuid:user_id>/roles")
@requires(Permission.USER_MANAGE)
def grant(user_id: UUID) -> Answer:
    """Give a role."""
    user = get_user(g.uow, user_id, for_update=True)
    form = load(MembershipIn(), request.form)
    if form.data is None:
        return _person_page(user, form), 422
    data = form.data
    _given, form = attempt(form, lambda: operations.grant_roles(g.uow, user, **_asked(data)))
    if form.errors:
        return _person_page(user, form), 422
    flash(gettext("The role is given."), "good")
    return redirect(url_for("identity.person", user_id=user_id), code=303)


@blp.post("/people/<uuid:user_id>/roles/<uuid:membership_id>/revoke")
@requires(Permission.USER_MANAGE)
def revoke(user_id: UUID, membership_id: UUID) -> Response:
    """Take a role away."""
    user = get_user(g.uow, user_id, for_update=True)
    operations.revoke_membership(g.uow, user, get_membership(g.uow, user_id, membership_id))
    flash(gettext("The role is taken away."), "good")
    return redirect(url_for("identity.person", user_id=user_id), code=303)


@blp.post("/people/<uuid:user_id>/disable")
@requires(Permission.USER_MANAGE)
def disable(user_id: UUID) -> Response:
    """End somebody's access."""
    operations.disable_user(g.uow, get_user(g.uow, user_id, for_update=True))
    flash(gettext("Access is disabled, and every session has ended."), "good")
    return redirect(url_for("identity.person", user_id=user_id), code=303)


@blp.post("/people/<uuid:user_id>/enable")
@requires(Permission.USER_MANAGE)
def enable(user_id: UUID) -> Response:
    """Let somebody in again."""
    operations.enable_user(g.uow, get_user(g.uow, user_id, for_update=True))
    flash(gettext("Access is enabled."), "good")
    return redirect(url_for("identity.person", user_id=user_id), code=303)


@blp.post("/people/<uuid:user_id>/invitation")
@requires(Permission.USER_MANAGE)
def resend(user_id: UUID) -> Response:
    """Send a new invitation."""
    user = get_user(g.uow, user_id, for_update=True)
    operations.resend_invitation(g.uow, user)
    flash(_invited(user), "good")
    return redirect(url_for("identity.person", user_id=user_id), code=303)


def _invite_page(form: FormResult) -> str:
    return render("identity/invite.html", form=form, locales=list(LOCALE_NAMES.items()), **_choices())


def _person_page(user: User, form: FormResult) -> str:
    held = list_memberships(g.uow, [user.id])
    return render(
        "identity/person.html",
        user=user,
        state=_state_names()[user.state],
        memberships=[(row, *_described(row, _brand_names())) for row in held],
        form=form,
        can_grant=g.uow.actor.may(Permission.USER_MANAGE) and user.id != g.uow.actor.user_id,
        can_keep=g.uow.actor.may(Permission.USER_MANAGE) and operations.can_keep(g.uow, user, held),
        **_choices(),
    )


def _choices() -> dict[str, Any]:
    return {
        "role_choices": role_choices(appoint=may_appoint()),
        "profile_choices": [
            (Profile.RESPONDER.value, gettext("Responder")),
            (Profile.ANALYST.value, gettext("Analyst")),
        ],
        "brand_choices": [(str(brand.id), brand.name) for brand in list_brands(g.uow)],
        "at_vendor": g.uow.actor.may_at_vendor(Permission.USER_MANAGE),
        "kept": mail.is_kept_as_files(settings()),
    }


def _asked(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "role": data["role"],
        "profile": data["profile"],
        "tenant_ids": data["brands"],
        "tags": [tag.strip() for tag in data["tags"].split(",") if tag.strip()],
    }


def _roles_of(users: Sequence[User]) -> dict[UUID, list[str]]:
    names = _brand_names()
    found: dict[UUID, list[str]] = {}
    for row in list_memberships(g.uow, [user.id for user in users]):
        role, place, _tags = _described(row, names)
        found.setdefault(row.user_id, []).append(f"{role} · {place}")
    return found


def _described(row: Membership, names: dict[UUID, str]) -> tuple[str, str, str]:
    """A role, where it holds and what narrows it, in words."""
    role = gettext(ROLE_NAMES[Role(row.role)])
    if row.profile:
        profile = gettext("responder") if row.profile == Profile.RESPONDER else gettext("analyst")
        role = f"{role}, {profile}"
    place = names.get(row.tenant_id, "–") if row.tenant_id else gettext("All brands")
    return role, place, ", ".join(row.tags)


def _brand_names() -> dict[UUID, str]:
    return {brand.id: brand.name for brand in list_brands(g.uow)}


def _state_names() -> dict[UserState, tuple[str, str]]:
    return {
        UserState.INVITED: (gettext("Invited"), "info"),
        UserState.ACTIVE: (gettext("Active"), "good"),
        UserState.DISABLED: (gettext("Disabled"), "bad"),
    }


def _invited(user: User) -> str:
    if mail.is_kept_as_files(settings()):
        return gettext(
            "The invitation for %(email)s is kept as a file on the server, in the folder mail, because no mail server is set.",
            email=user.email,
        )
    return gettext("The invitation is on its way to %(email)s.", email=user.email)
