"""Changing what was agreed: forms for some sections, the file's own text for the others and for the whole.

Both ways end in `apply_brand_file` with a file of one section, so that a page checks, versions and records
exactly what the command does. The text of a section is read below an unseen profile, and lines are counted
from where the reader's text begins.
"""

import hashlib
from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.queries import list_accounts
from bpo.core.errors import Fault, Invalid, NotFound
from bpo.core.i18n import N_, gettext
from bpo.core.vocabulary import LanguageCode, Network
from bpo.identity.permissions import Permission
from bpo.onboarding.brand_file.calendars import ALWAYS, DAYS
from bpo.onboarding.brand_file.compare import Change
from bpo.onboarding.brand_file.dump import dump_brand_file, section_texts
from bpo.onboarding.brand_file.parse import BrandFile, check_section, parse_brand_file
from bpo.onboarding.brand_file.scalars import time_zones
from bpo.onboarding.brand_file.sections import SECTIONS
from bpo.onboarding.operations import apply_brand_file
from bpo.onboarding.queries import brand_sections, show_brand
from bpo.onboarding.section_forms import (
    CONDITIONS,
    FORM_SECTIONS,
    MOST_SHOWN,
    SentSection,
    form_values,
    read_form,
    with_faults,
    with_more_rows,
)
from bpo.onboarding.views.pages import (
    blp,
    brand_of_reader,
    sent_text,
    shown_faults,
    shown_text,
    tell_changes,
)
from bpo.onboarding.views.shown import CONDITION_NAMES, DAY_NAMES, WORDS_OF, word_for
from bpo.tenants.models import Tenant
from bpo.web.forms import FormResult, blank
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.render import render

WHOLE_FILE = "file"
OUTDATED = N_(
    "Somebody has changed this since you opened it, and nothing of yours was saved. To see theirs, open the"
    " page again; to put yours in its place, save once more."
)


@blp.get("/brands/<slug>/edit/<section>")
@requires(Permission.BRAND_EDIT)
def edit(slug: str, section: str) -> str:
    """The form of a section, or its text."""
    tenant = _brand_with(slug, section)
    if section in FORM_SECTIONS:
        texts: Any = section_texts(brand_sections(g.uow, tenant))
        stored = texts if section == "profile" else texts[section]
        if len(stored) <= MOST_SHOWN:
            return _form_page(tenant, section, blank(**form_values(section, stored)))
    return _text_page(tenant, section, _text_of(tenant, section))


@blp.post("/brands/<slug>/edit/<section>")
@requires(Permission.BRAND_EDIT)
def save(slug: str, section: str) -> ResponseReturnValue:
    """Check the section, show what it changes, or change it."""
    tenant = _brand_with(slug, section)
    if section in FORM_SECTIONS and "text" not in request.form:
        return _save_form(tenant, section)
    return _save_text(tenant, section)


def _brand_with(slug: str, section: str) -> Tenant:
    if section not in (*SECTIONS, WHOLE_FILE):
        raise NotFound
    return brand_of_reader(slug)


def _save_form(tenant: Tenant, section: str) -> ResponseReturnValue:
    sent = read_form(section, request.form)
    if request.form.get("action") == "more":
        return _form_page(tenant, section, with_more_rows(sent))
    if _is_outdated(tenant, section):
        return _form_page(tenant, section, FormResult(values=sent.values), is_outdated=True), 409
    try:
        changes = _apply_sent(tenant, section, sent)
    except Invalid as error:
        return _form_page(tenant, section, with_faults(section, sent, error.faults)), 422
    tell_changes(changes)
    return redirect(url_for("onboarding.brand", slug=tenant.slug))


def _apply_sent(tenant: Tenant, section: str, sent: SentSection) -> list[Change]:
    if sent.faults:
        raise Invalid(N_("Some of this is not right yet."), faults=sent.faults)
    content = check_section(section, sent.tree, time_zone=tenant.time_zone, today=g.uow.now.date())
    if section == "profile" and content["slug"] != tenant.slug:
        message = gettext("A slug stays what it is: addresses and commands use it.")
        raise Invalid(N_("Some of this is not right yet."), faults=(Fault("slug", message),))
    profile = brand_sections(g.uow, tenant)["profile"]
    return apply_brand_file(g.uow, BrandFile({"profile": profile, section: content}))


def _save_text(tenant: Tenant, section: str) -> ResponseReturnValue:
    content = sent_text(request.form.get("text", ""), request.files.get("file"))
    text = shown_text(content)
    head = "" if section == WHOLE_FILE else _profile_text(tenant)
    is_preview = request.form.get("action") != "apply"
    if not is_preview and _is_outdated(tenant, section):
        return _text_page(tenant, section, text, is_outdated=True), 409
    try:
        brand_file = parse_brand_file(head + text if head else content, today=g.uow.now.date())
        _check_scope(tenant, section, brand_file)
        changes = apply_brand_file(g.uow, brand_file, dry_run=is_preview)
    except Invalid as error:
        faults = shown_faults(error, text, skip=head.count("\n"))
        return _text_page(tenant, section, text, faults=faults), 422
    if is_preview:
        return _text_page(tenant, section, text, changes=changes)
    tell_changes(changes)
    return redirect(url_for("onboarding.brand", slug=tenant.slug))


def _check_scope(tenant: Tenant, section: str, brand_file: BrandFile) -> None:
    """This page changes this brand, and the text of one section nothing beside it."""
    if brand_file.sections["profile"]["slug"] != tenant.slug:
        message = gettext("This file is of another brand: its slug must be %(slug)s.", slug=tenant.slug)
        raise Invalid(N_("This file cannot be applied here."), faults=(brand_file.fault("slug", message),))
    given = set(brand_file.sections) - {"profile"}
    if section != WHOLE_FILE and given != {section}:
        message = gettext("This text holds the section %(section)s and no other.", section=section)
        places = sorted(given - {section}) or [""]
        faults = tuple(brand_file.fault(place, message) for place in places)
        raise Invalid(N_("This file cannot be applied here."), faults=faults)


def _profile_text(tenant: Tenant) -> str:
    return dump_brand_file({"profile": brand_sections(g.uow, tenant)["profile"]})


def _text_of(tenant: Tenant, section: str) -> str:
    if section == WHOLE_FILE:
        return show_brand(g.uow, tenant)
    sections = brand_sections(g.uow, tenant)
    return dump_brand_file({section: sections[section]}) if section in sections else f"{section}:\n"


def _fingerprint(tenant: Tenant, section: str) -> str:
    """What the reader has before them, so that a change by somebody else is noticed."""
    return hashlib.sha256(_text_of(tenant, section).encode()).hexdigest()[:16]


def _seen(tenant: Tenant, section: str, *, is_outdated: bool) -> str:
    """A page sent back goes on from what its reader saw first, until they were told of the change."""
    before = None if is_outdated else request.form.get("seen")
    return before or _fingerprint(tenant, section)


def _is_outdated(tenant: Tenant, section: str) -> bool:
    return request.form.get("seen") not in (None, _fingerprint(tenant, section))


def _text_page(
    tenant: Tenant,
    section: str,
    text: str,
    *,
    faults: list[dict[str, Any]] | None = None,
    changes: list[Change] | None = None,
    is_outdated: bool = False,
) -> str:
    return render(
        "onboarding/file.html",
        tenant=tenant,
        section=section,
        text=text,
        faults=faults or [],
        changes=None if changes is None else [change.text(gettext) for change in changes],
        problem=gettext(OUTDATED) if is_outdated else None,
        fingerprint=_seen(tenant, section, is_outdated=is_outdated),
        action=url_for("onboarding.save", slug=tenant.slug, section=section),
    )


def _form_page(tenant: Tenant, section: str, form: FormResult, *, is_outdated: bool = False) -> str:
    names = _field_names(section)
    labels = {
        f"{section}.{row}.{key}": gettext("%(field)s in row %(row)s", field=name, row=row + 1)
        for row in range(form.values.get("rows", 0))
        for key, name in names.items()
    }
    return render(
        f"onboarding/edit_{section}.html",
        tenant=tenant,
        section=section,
        form=form,
        names=names,
        problem=gettext(OUTDATED) if is_outdated else None,
        fingerprint=_seen(tenant, section, is_outdated=is_outdated),
        labels={**names, **labels, section: gettext("The section as a whole")},
        choices=_choices(tenant, section, form),
        action=url_for("onboarding.save", slug=tenant.slug, section=section),
    )


def _field_names(section: str) -> dict[str, str]:
    """What each field of a section is called, on its label and in the list of faults."""
    names = {
        "profile": {
            "slug": gettext("Slug"),
            "name": gettext("Name"),
            "languages": gettext("Languages"),
            "time_zone": gettext("Time zone"),
        },
        "accounts": {
            "network": gettext("Network"),
            "handle": gettext("Handle"),
            "purpose": gettext("Purpose"),
            "tags": gettext("Tags"),
            "server": gettext("Server"),
            "display_name": gettext("Shown name"),
            "local": gettext("Local fields"),
        },
        "calendars": {
            "name": gettext("Name"),
            "time_zone": gettext("Time zone"),
            "holidays": gettext("Public holidays of"),
            "closed": gettext("Closed on"),
            **{day: gettext(DAY_NAMES[day]) for day in DAYS},
        },
        "service_levels": {
            "order": gettext("Order"),
            "name": gettext("Name"),
            "first_response": gettext("First reply within"),
            "next_response": gettext("Next reply within"),
            "resolution": gettext("Solved within"),
            "calendar": gettext("Counted in"),
            **{f"when.{key}": gettext(CONDITION_NAMES[key]) for key in CONDITIONS},
        },
    }
    return names[section]


def _choices(tenant: Tenant, section: str, form: FormResult) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the section's fields."""
    choices = {
        "languages": [(code.value, show_label(code)) for code in LanguageCode],
        "networks": [(network.value, show_label(network)) for network in Network],
        "zones": [(zone, zone) for zone in sorted(time_zones())],
    }
    if section == "service_levels":
        choices |= _level_choices(tenant, form)
    return choices


def _level_choices(tenant: Tenant, form: FormResult) -> dict[str, list[tuple[str, str]]]:
    accounts = list_accounts(g.uow, tenant.id)
    known: dict[str, set[str]] = {
        "network": {account.network for account in accounts},
        "account": {account.key for account in accounts},
        "tag": {tag for account in accounts for tag in account.tags},
        **{key: set(WORDS_OF[key]) for key in ("language", "visibility", "sentiment", "priority")},
    }
    for name, value in form.values.items():  # what is chosen stays to be seen, also where it is gone
        key = name.partition(".when.")[2]
        if key:
            known[key] |= set(value)
    calendars = [ALWAYS, *brand_sections(g.uow, tenant)["calendars"]]
    shown = {
        f"when.{key}": sorted((str(value), _word(key, str(value))) for value in values)
        for key, values in known.items()
    }
    return {
        **shown,
        "calendars": [(name, gettext("Always") if name == ALWAYS else name) for name in calendars],
    }


def _word(key: str, value: str) -> str:
    try:
        return word_for(key, value)
    except ValueError:  # somebody sent a word that no network or language has; the check says so
        return value
