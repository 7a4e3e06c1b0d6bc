"""People of the vendor across brands: the list, one person, and one's own certifications."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from bpo.core.errors import NotFound
from bpo.core.i18n import current_locale, gettext
from bpo.identity.models import User
from bpo.identity.permissions import Permission, Profile
from bpo.identity.queries import get_oneself, list_names
from bpo.staffing import operations
from bpo.staffing.models import AgentProfile
from bpo.staffing.queries import (
    StaffLine,
    get_colleague,
    list_marks,
    list_places,
    list_profiles,
    staff_of_brands,
)
from bpo.staffing.rules import BEST_MARK, CertificationState
from bpo.staffing.schemas import NOT_JUDGED, describe_form
from bpo.staffing.views.pages import (
    attempt,
    blp,
    brands_by_id,
    competency_names,
    language_choices,
    level_choices,
    role_words,
)
from bpo.staffing.views.profiles import ways_of
from bpo.tenants.queries import list_tenants
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.ordering import alphabet_key
from bpo.web.render import render

Answer = str | Response | tuple[str, int]
MARKS_SHOWN = 50


@blp.get("/staff")
@requires(Permission.STAFFING_READ)
def everybody() -> str:
    """Everybody who works for the reader's brands, and where their certifications end soon."""
    lines = staff_of_brands(g.uow, sorted(g.uow.actor.tenant_ids))
    people: dict[UUID, list[StaffLine]] = {}
    for line in lines:
        people.setdefault(line.user.id, []).append(line)
    locale = str(current_locale())
    brands = brands_by_id()
    order = sorted(
        people.values(), key=lambda mine: alphabet_key(mine[0].user.name or mine[0].user.email, locale)
    )
    zones = {tenant.id: tenant.time_zone for tenant in list_tenants(g.uow)}
    return render(
        "staffing/everybody.html",
        people=[(mine[0].user, mine, _spoken(mine)) for mine in order],
        ending=[line for line in lines if line.state is CertificationState.ENDING],
        brands=brands,
        zones=zones,
        can_set=g.actor.may_at_vendor(Permission.PROFILE_TEMPLATE),
    )


@blp.get("/staff/<uuid:user_id>")
@requires(Permission.STAFFING_READ)
def person(user_id: UUID) -> Answer:
    """One person: what they can do, and what they may do at the reader's brands."""
    return _page(get_colleague(g.uow, user_id))


@blp.post("/staff/<uuid:user_id>/<any(responder, analyst):profile>")
@requires(Permission.STAFFING_MANAGE)
def describe(user_id: UUID, profile: str) -> Answer:
    """Keep what somebody can do in a profile."""
    user, kind = get_colleague(g.uow, user_id), Profile(profile)
    form = load(describe_form(kind), request.form)
    if form.data is not None:
        data = form.data
        marks = {word: data[f"mark_{word}"] for word, _name in competency_names(kind)}
        _row, form = attempt(
            form,
            lambda: operations.describe_person(
                g.uow,
                user.id,
                profile=profile,
                level=data["level"],
                languages=data["languages"],
                competencies={word: mark for word, mark in marks.items() if mark != NOT_JUDGED},
                evidence=data["evidence"],
            ),
        )
    if form.errors:
        return _page(user, {kind: form}), 422
    flash(gettext("Saved."), "good")
    return redirect(url_for("staffing.person", user_id=user_id), code=303)


@blp.get("/profile/certifications")
@requires(Permission.SELF_READ)
def own() -> str:
    """What the reader may do where, and until when."""
    user = get_oneself(g.uow)
    if not g.uow.actor.is_staff:
        raise NotFound
    return render(
        "staffing/own.html",
        user=user,
        places=_places(user),
        ways=_ways(user),
        profiles=[(row, _marks(row)) for row in list_profiles(g.uow, [user.id])],
    )


def _page(user: User, forms: dict[Profile, FormResult] | None = None) -> str:
    places = _places(user)
    described = {Profile(row.profile): row for row in list_profiles(g.uow, [user.id])}
    kinds = set(described) | {
        Profile(one.profile) for place in places for one in place["roles_held"] if one.profile
    }
    can_manage = g.actor.may(Permission.STAFFING_MANAGE)
    given = list_marks(g.uow, user.id)[:MARKS_SHOWN]
    return render(
        "staffing/person.html",
        user=user,
        places=places,
        ways=_ways(user),
        marks_given=given,
        names=list_names(g.uow, {row.marked_by for row in given if row.marked_by}),
        described=[
            {
                "profile": kind.value,
                "row": described.get(kind),
                "marks": _marks(described[kind]) if kind in described else [],
                "form": (forms or {}).get(kind) or _blank(described.get(kind)),
                "competencies": competency_names(kind),
            }
            for kind in Profile
            if kind in kinds
        ],
        can_manage=can_manage,
        may_certify=can_manage and user.id != g.uow.actor.user_id,
        levels=level_choices(),
        languages=language_choices(),
        mark_choices=[
            (NOT_JUDGED, gettext("Not judged yet")),
            *((mark, str(mark)) for mark in range(1, BEST_MARK + 1)),
        ],
    )


def _places(user: User) -> list[dict[str, Any]]:
    """What somebody is at each of the reader's brands, by the brand's name."""
    locale = str(current_locale())
    tenants = {tenant.id: tenant for tenant in list_tenants(g.uow)}
    found = [
        {
            "tenant": tenants[place.tenant_id],
            "roles_held": place.roles,
            "roles": role_words(place.roles),
            "certifications": place.certifications,
            "assignment": place.assignment,
            "teams": place.teams,
            "can_manage": g.actor.may(Permission.STAFFING_MANAGE, place.tenant_id),
        }
        for place in list_places(g.uow, user.id)
    ]
    return sorted(found, key=lambda one: alphabet_key(one["tenant"].name, locale))


def _ways(user: User) -> list[dict[str, Any]]:
    """What somebody lacks and which steps they have taken, at each brand at which they are an agent."""
    places = list_places(g.uow, user.id)
    wanted = {
        (place.tenant_id, Profile(one.profile)) for place in places for one in place.roles if one.profile
    }
    held = {
        (place.tenant_id, found.profile): found.valid_until
        for place in places
        for found, state in place.certifications
        if state is CertificationState.VALID
    }
    ways = ways_of(user, {tenant.id: tenant for tenant in list_tenants(g.uow)}, wanted)
    return [one | {"held_until": held.get((one["tenant"].id, one["profile"]))} for one in ways]


def _blank(row: AgentProfile | None) -> FormResult:
    if row is None:
        return blank(level="regular", languages=[])
    marks = {f"mark_{word}": mark for word, mark in row.competencies.items()}
    return blank(level=row.level, languages=row.languages, **marks)


def _marks(row: AgentProfile) -> list[tuple[str, int | None]]:
    """Each competency of a profile in words, with its mark."""
    return [(name, row.competencies.get(word)) for word, name in competency_names(Profile(row.profile))]


def _spoken(lines: list[StaffLine]) -> list[str]:
    return sorted({language for line in lines for language in line.languages})
