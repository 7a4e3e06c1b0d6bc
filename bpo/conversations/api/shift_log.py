"""The shift log for programs."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.models import ShiftNote
from bpo.conversations.operations.shift_log import (
    finish_shift_note,
    record_log_read,
    write_shift_note,
)
from bpo.conversations.queries.shift_log import LogFilter, Place, get_shift_note, list_shift_notes
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.schemas import BrandLogQuery, BrandShiftNoteIn, ShiftLogOut, ShiftNoteOut
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of


@blp.get("/brands/<slug>/shift-log")
@requires(Permission.SHIFT_LOG)
@blp.arguments(BrandLogQuery, location="query")
@blp.response(200, ShiftLogOut)
def list_log(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """Entries of a brand, newest first."""
    uow = cast("UnitOfWork", g.uow)
    cursor, size = asked.get("cursor"), asked["limit"]
    after = cast("Place", decode_cursor(cursor, datetime, UUID)) if cursor else None
    wanted = LogFilter(frozenset({get_tenant(uow, slug).id}), only_to_do=asked["show"] == "to_do")
    rows = list_shift_notes(uow, wanted, after=after, limit=size + 1)
    page = page_of(rows, size=size, key=lambda row: (row.written_at, row.id))
    return {"items": page.items, "next_cursor": page.next_cursor}


@blp.post("/brands/<slug>/shift-log")
@requires(Permission.SHIFT_LOG)
@blp.arguments(BrandShiftNoteIn)
@blp.response(201, ShiftNoteOut)
def write_log(told: dict[str, Any], slug: str) -> ShiftNote:
    """Leave an entry to the next shift."""
    tenant = get_tenant(g.uow, slug)
    about = told.pop("conversation_id")
    found = get_conversation(g.uow, tenant.id, about) if about else None
    return write_shift_note(g.uow, tenant.id, conversation=found, **told)


@blp.post("/brands/<slug>/shift-log/<uuid:note_id>/done")
@requires(Permission.SHIFT_LOG)
@blp.response(204)
def finish_log(slug: str, note_id: UUID) -> None:
    """What an entry asked for is done."""
    tenant = get_tenant(g.uow, slug)
    finish_shift_note(g.uow, get_shift_note(g.uow, tenant.id, note_id, for_update=True))


@blp.post("/brands/<slug>/shift-log/<uuid:note_id>/read")
@requires(Permission.SHIFT_LOG)
@blp.response(204)
def read_log(slug: str, note_id: UUID) -> None:
    """The caller has read an entry."""
    record_log_read(g.uow, [get_shift_note(g.uow, get_tenant(g.uow, slug).id, note_id)])
