"""What the reader was told: the bell, the page, and by which way they want to be told."""

from datetime import datetime
from uuid import UUID

from flask import Response, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from bpo.core.i18n import gettext
from bpo.identity.models import Notification
from bpo.identity.notifications import KIND_NAMES, Kind
from bpo.identity.operations import notifications as operations
from bpo.identity.permissions import Permission
from bpo.identity.queries import (
    count_unread,
    get_notification,
    get_oneself,
    list_brands,
    list_notifications,
)
from bpo.identity.schemas import BellQuery, CursorIn, WaysIn
from bpo.identity.views.pages import blp
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render
from bpo.web.sentences import say


@blp.get("/notifications")
@requires(Permission.SELF_READ)
def notifications() -> str:
    """What the reader was told, newest first."""
    asked = load(CursorIn(), request.args).data or {"cursor": None}
    after = decode_cursor(asked["cursor"], datetime, UUID) if asked["cursor"] else None
    rows = list_notifications(g.uow, after=after, limit=PAGE_SIZE + 1)  # type: ignore[arg-type]  # decode_cursor checks the kinds
    page = page_of(rows, size=PAGE_SIZE, key=lambda one: (one.created_at, one.id))
    following = url_for("identity.notifications", cursor=page.next_cursor)
    return render(
        "identity/notifications.html",
        notifications=[(row, say(row.message, row.values), _kind(row)) for row in page.items],
        brands={brand.id: brand for brand in list_brands(g.uow)},
        unread=count_unread(g.uow),
        next_url=following if page.next_cursor else None,
        first_url=url_for("identity.notifications") if after else None,
    )


@blp.get("/notifications/bell")
@requires(Permission.SELF_READ)
def bell() -> AnyResponse:
    """How many the reader has not seen; 304 where that is what they were shown `since`."""
    asked = load(BellQuery(), request.args).data or {"since": None}
    unread = count_unread(g.uow)
    if asked["since"] == unread:
        return Response(status=304)
    response = Response(render_template("identity/_bell.html", unread=unread))
    response.headers["X-Unread"] = str(unread)
    return response


@blp.post("/notifications/<uuid:notification_id>/open")
@requires(Permission.SELF_EDIT)
def open_notification(notification_id: UUID) -> AnyResponse:
    """Go where it leads; it counts as seen."""
    row = get_notification(g.uow, notification_id)
    operations.mark_read(g.uow, row)
    return redirect(row.path, code=303)


@blp.post("/notifications/<uuid:notification_id>/read")
@requires(Permission.SELF_EDIT)
def read_notification(notification_id: UUID) -> AnyResponse:
    """It counts as seen."""
    operations.mark_read(g.uow, get_notification(g.uow, notification_id))
    return redirect(url_for("identity.notifications"), code=303)


@blp.post("/notifications/read")
@requires(Permission.SELF_EDIT)
def read_notifications() -> AnyResponse:
    """All of them count as seen."""
    operations.mark_all_read(g.uow)
    return redirect(url_for("identity.notifications"), code=303)


@blp.post("/profile/notifications")
@requires(Permission.SELF_EDIT)
def choose_notifications() -> AnyResponse:
    """Keep by which way the reader wants to be told of each kind."""
    form = load(WaysIn(), request.form)
    user = get_oneself(g.uow, for_update=True)
    if form.data is not None:
        operations.choose_ways(g.uow, user, form.data)
        flash(gettext("Saved."), "good")
    else:
        flash(gettext("Choose one of the ways for each kind."), "bad")
    return redirect(url_for("identity.profile") + "#notifications", code=303)


def _kind(row: Notification) -> str:
    return gettext(KIND_NAMES[Kind(row.kind)])
