"""The audit log: who did what to what, newest first."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import g, request, url_for

from bpo.core.events import EventRow
from bpo.core.i18n import current_zone
from bpo.identity.permissions import Permission
from bpo.identity.queries import AuditFilter, list_brands, list_events, list_names
from bpo.identity.schemas import AuditQuery
from bpo.identity.views.pages import blp
from bpo.web.forms import FormResult, load
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@blp.get("/audit")
@requires(Permission.AUDIT_READ)
def audit() -> str | tuple[str, int]:
    """Events by person, action, brand and day."""
    form = load(AuditQuery(), request.args)
    asked: dict[str, Any] = form.data or {}
    after = decode_cursor(asked["cursor"], datetime, UUID) if asked.get("cursor") else None
    rows: Sequence[EventRow] = []
    if form.ok:
        rows = list_events(g.uow, _wanted(asked), after=after, limit=PAGE_SIZE + 1)  # type: ignore[arg-type]  # decode_cursor checks the kinds
    page = page_of(rows, size=PAGE_SIZE, key=lambda one: (one.at, one.id))
    people = {row.actor_id for row in page.items} | {
        row.subject_id for row in page.items if row.subject_type == "user_account"
    }
    people |= {UUID(row.detail["user"]) for row in page.items if "user" in row.detail}
    if asked.get("person"):
        people.add(asked["person"])
    names = list_names(g.uow, {one for one in people if one})
    brands = list_brands(g.uow)
    shown = render(
        "identity/audit.html",
        block="rows",
        form=form,
        events=page.items,
        names=names,
        people_in=lambda row: {"user": names.get(UUID(row.detail["user"]))} if "user" in row.detail else {},
        brands={brand.id: brand for brand in brands},
        brand_choices=[(str(brand.id), brand.name) for brand in brands],
        next_url=_url(form, cursor=page.next_cursor) if page.next_cursor else None,
        first_url=_url(form, cursor=None) if after else None,
    )
    return shown if form.ok else (shown, 422)


def _wanted(asked: dict[str, Any]) -> AuditFilter:
    """Days are the reader's own; the last one is included."""
    return AuditFilter(
        user_id=asked["person"],
        action=asked["action"],
        tenant_id=asked["brand"],
        since=_start(asked["since"]) if asked["since"] else None,
        until=_start(asked["until"] + timedelta(days=1)) if asked["until"] else None,
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=current_zone())


def _url(form: FormResult, *, cursor: str | None) -> str:
    kept = {name: value for name, value in form.values.items() if value and name != "cursor"}
    return url_for("identity.audit", cursor=cursor, **kept)
