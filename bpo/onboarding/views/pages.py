"""What the pages of onboarding share: the blueprint, the names of things, and how a change is told."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g
from werkzeug.datastructures import FileStorage

from bpo.core.errors import Fault, Invalid, NotFound
from bpo.core.i18n import N_, gettext
from bpo.core.vocabulary import LanguageCode
from bpo.identity.permissions import Permission
from bpo.onboarding.brand_file.compare import Change
from bpo.onboarding.rules import ChecklistItem, ItemState
from bpo.tenants.models import Tenant, TenantState
from bpo.tenants.queries import get_tenant
from bpo.web.labels import show_label

blp = Blueprint("onboarding", __name__, template_folder="../templates")

SECTION_NAMES: dict[str, str] = {
    "profile": N_("Profile"),
    "accounts": N_("Accounts"),
    "calendars": N_("Calendars"),
    "service_levels": N_("Service levels"),
    "rule_set": N_("Rule set"),
    "style_guide": N_("Style guide"),
    "terms": N_("Terms"),
    "restricted_topics": N_("Restricted topics"),
    "names": N_("Names"),
    "departments": N_("Departments"),
    "approval": N_("Approval"),
    "community_rules": N_("Community rules"),
    "compensation": N_("Compensation"),
    "contract": N_("Contract"),
    "report_sections": N_("Sections of the report"),
    "report_logo": N_("Logo"),
}
STATE_NAMES: dict[str, str] = {
    TenantState.ONBOARDING: N_("Onboarding"),
    TenantState.LIVE: N_("Live"),
    TenantState.ENDED: N_("Ended"),
}
STATE_KINDS = {
    TenantState.ONBOARDING.value: "warn",
    TenantState.LIVE.value: "good",
    TenantState.ENDED.value: "plain",
}


@blp.app_template_filter("section_name")
def section_name(section: str) -> str:
    """A section as the reader calls it."""
    return gettext(SECTION_NAMES[section])


@blp.app_template_filter("language_name")
def language_name(code: str) -> str:
    """A language as the reader calls it."""
    return show_label(LanguageCode(code))


@blp.context_processor
def of_onboarding() -> dict[str, object]:
    """What every page of a brand needs: its state in words, and what the reader may do here."""
    return {
        "state_names": {key: gettext(name) for key, name in STATE_NAMES.items()},
        "state_kinds": STATE_KINDS,
    }


def brand_of_reader(slug: str) -> Tenant:
    """The brand; absent and foreign alike do not exist."""
    return get_tenant(g.uow, slug)


def brand_for_staff(slug: str) -> Tenant:
    """The brand, on a page that is not for the client."""
    if not g.uow.actor.is_staff:
        raise NotFound
    return get_tenant(g.uow, slug)


def may(permission: Permission, tenant: Tenant) -> bool:
    """Whether the reader may do this at the brand; for showing a button, not for the deed."""
    return bool(g.actor.may(permission, tenant.id))


def tell_changes(changes: Sequence[Change]) -> None:
    """Say what was changed, as a message on the next page."""
    if not changes:
        flash(gettext("Nothing differs from what holds, so nothing was changed."), "info")
        return
    lines = [clip_line(change.text(gettext)) for change in changes]
    more = len(lines) - 5
    shown = "; ".join(lines[:5])
    if more > 0:
        flash(gettext("Saved: %(changes)s; and %(more)s more.", changes=shown, more=more), "good")
    else:
        flash(gettext("Saved: %(changes)s.", changes=shown), "good")


def sent_text(text: str, upload: FileStorage | None) -> str | bytes:
    """What was uploaded, or else what was typed."""
    if upload is not None and upload.filename:
        content: bytes = upload.read()
        return content
    return text.replace("\r\n", "\n")


def shown_text(content: str | bytes) -> str:
    """The text to go on mending; bytes that are no text are shown as far as they are."""
    return (
        content if isinstance(content, str) else content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    )


def shown_faults(error: Invalid, text: str, *, skip: int = 0) -> list[dict[str, Any]]:
    """Each fault with its line and what stands there; `skip` lines before the text are not the reader's."""
    lines = text.split("\n")
    return [_fault(fault, lines, skip) for fault in error.faults or (Fault("", error.text(gettext)),)]


def clip_line(line: str) -> str:
    """A line that fits beside others, and in the cookie that carries messages."""
    return line if len(line) <= 120 else line[:119] + "…"


def checklist_counts(items: Sequence[ChecklistItem]) -> tuple[int, int]:
    """How many are settled, of how many."""
    return sum(item.state is not ItemState.OPEN for item in items), len(items)


def _fault(fault: Fault, lines: Sequence[str], skip: int) -> dict[str, Any]:
    line = max((fault.line or 1) - skip, 1)
    there = lines[line - 1].strip() if line <= len(lines) else ""
    return {
        "line": line if fault.line else None,
        "place": fault.place,
        "message": gettext(fault.message),
        "there": clip_line(there),
    }
