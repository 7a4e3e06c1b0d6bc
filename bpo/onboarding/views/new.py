"""A new brand: the essentials in a form, or its whole file with a look at what it does first.

The request's own unit sees no brand that is not there yet; the brand is made in a unit of its own, opened
for an actor who is widened by exactly that brand.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Conflict, Fault, Invalid, Problem
from bpo.core.i18n import N_, gettext
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode, Network
from bpo.identity.permissions import Permission
from bpo.onboarding.brand_file.compare import Change
from bpo.onboarding.brand_file.parse import WRONG_SECTION, BrandFile, check_section, parse_brand_file
from bpo.onboarding.brand_file.scalars import time_zones
from bpo.onboarding.operations import apply_brand_file, brand_unit_actor
from bpo.onboarding.section_forms import TARGETS, SentSection, read_form, with_faults, with_more_rows
from bpo.onboarding.views.pages import blp, sent_text, shown_faults, shown_text, tell_changes
from bpo.web.forms import FormResult, blank
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.render import render

FIRST_TARGETS = {"first_response": "30m", "next_response": "30m", "resolution": "24h"}


@blp.get("/brands/new")
@requires(Permission.BRAND_CREATE)
def new_brand() -> str:
    """The form with the trade's usual targets filled in."""
    return _form_page(blank(rows=3, languages=[], **FIRST_TARGETS))


@blp.post("/brands/new")
@requires(Permission.BRAND_CREATE)
def make_brand() -> ResponseReturnValue:
    """Make a brand of its essentials."""
    profile, accounts = read_form("profile", request.form), read_form("accounts", request.form)
    targets = {key: request.form.get(key, "").strip() for key in TARGETS}
    values = {**profile.values, **accounts.values, **targets}
    if request.form.get("action") == "more":
        return _form_page(with_more_rows(SentSection(None, values)))
    try:
        changes = _make(_essentials(profile, accounts, targets, today=g.uow.now.date()), dry_run=False)
    except Invalid as error:
        return _form_page(_refused(error, values, accounts)), 422
    except Conflict as error:
        faults = (Fault("slug", error.text(gettext)),)
        return _form_page(with_faults("profile", SentSection(None, values), faults)), 409
    tell_changes(changes[:1])
    return redirect(url_for("onboarding.brand", slug=profile.values["slug"]))


@blp.get("/brands/new/file")
@requires(Permission.BRAND_CREATE)
def new_brand_file() -> str:
    """Paste or choose a brand file."""
    return _file_page("")


@blp.post("/brands/new/file")
@requires(Permission.BRAND_CREATE)
def make_brand_of_file() -> ResponseReturnValue:
    """Look at what a file does; then make the brand of it."""
    content = sent_text(request.form.get("text", ""), request.files.get("file"))
    text = shown_text(content)
    is_preview = request.form.get("action") != "apply"
    try:
        brand_file = parse_brand_file(content, today=g.uow.now.date())
        changes = _make(brand_file, dry_run=is_preview)
    except Invalid as error:
        return _file_page(text, faults=shown_faults(error, text)), 422
    except Conflict as error:
        return _file_page(text, problem=error), 409
    if is_preview:
        return _file_page(text, changes=changes)
    tell_changes(changes[:1])
    return redirect(url_for("onboarding.brand", slug=brand_file.sections["profile"]["slug"]))


def _make(brand_file: BrandFile, *, dry_run: bool) -> list[Change]:
    """Make the brand as the reader; one that is there already is changed on its own page."""
    slug = brand_file.sections["profile"]["slug"]
    with UnitOfWork(g.actor) as uow:
        opened = brand_unit_actor(uow, slug)
    if opened.exists:
        raise Conflict(N_("There is already a brand with the slug %(slug)s."), slug=slug)
    with UnitOfWork(opened.actor) as uow:
        return apply_brand_file(uow, brand_file, tenant_id=opened.tenant_id, dry_run=dry_run)


def _essentials(
    profile: SentSection, accounts: SentSection, targets: dict[str, str], *, today: date
) -> BrandFile:
    """The file that a form with the essentials stands for; every fault of every part at once."""
    level: dict[str, Any] = {"name": "standard", **{key: value or None for key, value in targets.items()}}
    trees: dict[str, Any] = {"profile": profile.tree, "accounts": accounts.tree, "service_levels": [level]}
    sections: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, tree in trees.items():
        try:
            sections[name] = check_section(name, tree, time_zone="UTC", today=today)
        except Invalid as error:
            faults += error.faults
    if faults:
        raise Invalid(WRONG_SECTION, faults=tuple(faults))
    return BrandFile(sections)


def _refused(error: Invalid, values: dict[str, Any], accounts: SentSection) -> FormResult:
    faults = tuple(
        Fault(fault.place.removeprefix("service_levels[0]."), fault.message) for fault in error.faults
    )
    return with_faults("accounts", SentSection(None, values, accounts.rows), faults)


def _form_page(form: FormResult) -> str:
    return render(
        "onboarding/new.html",
        form=form,
        languages=[(code.value, show_label(code)) for code in LanguageCode],
        networks=[(network.value, show_label(network)) for network in Network],
        zones=[(zone, zone) for zone in sorted(time_zones())],
        labels=_labels(form.values),
    )


def _labels(values: Mapping[str, Any]) -> dict[str, str]:
    labels = {
        "slug": gettext("Slug"),
        "name": gettext("Name"),
        "languages": gettext("Languages"),
        "time_zone": gettext("Time zone"),
        "first_response": gettext("First reply within"),
        "next_response": gettext("Next reply within"),
        "resolution": gettext("Solved within"),
    }
    for row in range(values["rows"]):
        labels |= {
            f"accounts.{row}.network": gettext("Network"),
            f"accounts.{row}.handle": gettext("Handle"),
        }
    return labels


def _file_page(
    text: str,
    *,
    faults: list[dict[str, Any]] | None = None,
    changes: list[Change] | None = None,
    problem: Problem | None = None,
) -> str:
    return render(
        "onboarding/file.html",
        tenant=None,
        text=text,
        faults=faults or [],
        changes=None if changes is None else [change.text(gettext) for change in changes],
        problem=problem.text(gettext) if problem else None,
        fingerprint=None,
        action=url_for("onboarding.make_brand_of_file"),
    )
