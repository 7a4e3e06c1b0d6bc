"""The shift log: what one shift leaves to the next, over all brands of the reader."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations.models import Conversation
from bpo.conversations.operations.shift_log import (
    finish_shift_note,
    record_log_read,
    write_shift_note,
)
from bpo.conversations.queries.shift_log import (
    LogFilter,
    Place,
    get_shift_note,
    list_readers,
    list_shift_notes,
)
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.schemas import LogQuery, ShiftNoteIn
from bpo.conversations.views.pages import blp
from bpo.core.errors import Conflict, Fault, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@blp.get("/shift-log")
@requires(Permission.SHIFT_LOG)
def shift_log() -> ResponseReturnValue:
    """The log, newest first; what the reader has not read is marked."""
    return _page(blank(to_do=False))


@blp.post("/shift-log")
@requires(Permission.SHIFT_LOG)
def write_log() -> ResponseReturnValue:
    """Leave an entry."""
    form = load(ShiftNoteIn(), request.form)
    if form.data is None:
        return _page(form), 422
    told = form.data
    try:
        tenant = get_tenant(g.uow, told["brand"])
        about = conversation_of(g.uow, tenant, told["conversation"])
        write_shift_note(g.uow, tenant.id, text=told["text"], to_do=told["to_do"], conversation=about)
    except Invalid as error:
        return _page(refused(form, {fault.place: [_(fault.message)] for fault in error.faults})), 422
    flash(_("The next shift finds it here."), "good")
    return redirect(url_for("conversations.shift_log"), code=303)


@blp.post("/brands/<slug>/shift-log/<uuid:note_id>/done")
@requires(Permission.SHIFT_LOG)
def finish_log(slug: str, note_id: UUID) -> ResponseReturnValue:
    """What an entry asked for is done."""
    tenant = get_tenant(g.uow, slug)
    try:
        finish_shift_note(g.uow, get_shift_note(g.uow, tenant.id, note_id, for_update=True))
    except Conflict as error:
        flash(_(error.message), "bad")
    return redirect(url_for("conversations.shift_log"), code=303)


@blp.post("/shift-log/read")
@requires(Permission.SHIFT_LOG)
def read_log() -> ResponseReturnValue:
    """The reader has read what the first page shows."""
    wanted = LogFilter(g.uow.actor.tenant_ids)
    record_log_read(g.uow, list_shift_notes(g.uow, wanted, limit=PAGE_SIZE))
    return redirect(url_for("conversations.shift_log"), code=303)


def conversation_of(uow: UnitOfWork, tenant: Tenant, told: str) -> Conversation | None:
    """The conversation whose address (or its last part, the id) was given; Invalid where there is none."""
    if not told:
        return None
    try:
        return get_conversation(uow, tenant.id, UUID(urlsplit(told).path.rstrip("/").rpartition("/")[2]))
    except (ValueError, NotFound) as error:
        fault = Fault("conversation", N_("There is no such conversation of this brand."))
        raise Invalid(N_("The entry cannot be kept."), faults=(fault,)) from error


def _page(form: FormResult) -> str:
    uow = cast("UnitOfWork", g.uow)
    asked: dict[str, Any] = load(LogQuery(), request.args).data or {}
    brands = {row.id: row for row in list_tenants(uow)}
    chosen = frozenset(key for key, row in brands.items() if asked.get("brand") in {None, row.slug})
    cursor = asked.get("cursor")
    after = cast("Place", decode_cursor(cursor, datetime, UUID)) if cursor else None
    wanted = LogFilter(chosen, only_to_do=asked.get("show") == "to_do")
    rows = list_shift_notes(uow, wanted, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda row: (row.written_at, row.id))
    readers = list_readers(uow, page.items)
    people = {row.written_by for row in page.items} | {row.done_by for row in page.items if row.done_by}
    kept = {name: value for name, value in asked.items() if name in {"brand", "show"} and value}

    def address(**change: str | None) -> str:
        return url_for("conversations.shift_log", **{**kept, **change})

    return render(
        "conversations/shift_log.html",
        form=form,
        rows=page.items,
        brands=brands,
        brand_options=[(row.slug, row.name) for row in brands.values()],
        names=list_names(uow, people),
        readers=readers,
        unread={row.id for row in page.items if uow.actor.user_id not in readers[row.id]},
        show=asked.get("show", "all"),
        brand=asked.get("brand"),
        address=address,
        next_url=address(cursor=page.next_cursor) if page.next_cursor else None,
        first_url=address() if after else None,
    )
