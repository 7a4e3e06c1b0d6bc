"""The floor as it is now, without asking: its stream of numbers, and the form of it for a wall screen.

A stream is held by a process of its own (`bpo streams`); here is only said who asks. Where none can be held the
pages ask for themselves, as they did before.
"""

from datetime import timedelta
from typing import cast

from flask import g, request
from flask.typing import ResponseReturnValue

from bpo.conversations.queries.floor import list_marks
from bpo.conversations.rules.watch import USUAL_WITHIN
from bpo.conversations.schemas import FloorQuery
from bpo.conversations.views.floor import board_of
from bpo.conversations.views.pages import blp
from bpo.core.uow import UnitOfWork
from bpo.identity.login import session_token, settings
from bpo.identity.operations.credentials import token_hash
from bpo.identity.permissions import Permission
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.render import render
from bpo.web.streams import StreamResponse


@blp.get("/floor/stream")
@requires(Permission.FLOOR_READ)
def floor_stream() -> ResponseReturnValue:
    """Numbers of the reader's brands as they change (server-sent events)."""
    last = request.headers.get("Last-Event-ID") or request.args.get("last", "")
    given = {
        "session": token_hash(session_token(request)).hex(),
        "within": _within(),
        "last": last[:64],
    }
    return StreamResponse(settings().home, given)


@blp.get("/floor/wall")
@requires(Permission.FLOOR_READ)
def floor_wall() -> ResponseReturnValue:
    """For a screen on the wall: large, the brand most at risk first, by itself for days."""
    uow, within = cast("UnitOfWork", g.uow), _within()
    board = board_of(uow, timedelta(minutes=within), list_marks(uow))
    return render(
        "conversations/floor_wall.html",
        **board,
    )


def _within() -> int:
    return int((load(FloorQuery(), request.args).data or {"within": USUAL_WITHIN})["within"])
