"""The supervisor's floor: all of one's brands at this moment, and one click to what is behind each number.

An open page is streamed its numbers (`floor_live`), and asks for its board now and then, every three seconds
where it has no stream, with the word it was given last. The word stands for what
is on the board, the shifts now running among it, and for the first instant at which time alone changes a number;
while both hold, the answer is 304 and costs two narrow queries.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations.operations.waiting import queue_topic
from bpo.conversations.operations.watch import set_warning
from bpo.conversations.queries.floor import (
    BrandFloor,
    Floor,
    Marks,
    list_marks,
    list_warnings,
    read_floor,
)
from bpo.conversations.rules.watch import USUAL_WITHIN, WITHIN, risk
from bpo.conversations.schemas import FloorQuery, WarningIn
from bpo.conversations.views.pages import blp
from bpo.core import live
from bpo.core.errors import Invalid
from bpo.core.i18n import current_locale, gettext
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.staffing.queries import on_shift
from bpo.tenants.queries import get_tenant
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.ordering import alphabet_key
from bpo.web.render import render

AT_LEAST_EVERY = timedelta(seconds=60)  # who was last seen when goes on though nothing else changes


@dataclass(frozen=True)
class AtWork:
    """Somebody who holds conversations of a brand."""

    name: str
    count: int
    unplanned: bool  # no shift of theirs for the brand is running


@dataclass(frozen=True)
class Line:
    """A brand's line with the ways to what is behind its numbers."""

    brand: BrandFloor
    workers: list[AtWork]
    missing: list[str]  # names of who is on shift and works nowhere yet
    warning: float | None
    can_set_warning: bool

    def link(self, **filters: str) -> str:
        """The queue page that shows exactly the rows that were counted."""
        return queue_address(self.brand.tenant.slug, **filters)


@blp.get("/floor")
@requires(Permission.FLOOR_READ)
def floor() -> ResponseReturnValue:
    """Everything at once."""
    uow, within = cast("UnitOfWork", g.uow), _within()
    return render("conversations/floor.html", **board_of(uow, within, list_marks(uow)))


@blp.get("/floor/board")
@requires(Permission.FLOOR_READ)
def floor_board() -> ResponseReturnValue:
    """The board alone; 304 where it is still what the page was given `since`."""
    uow, within = cast("UnitOfWork", g.uow), _within()
    marks = list_marks(uow)
    if _is_fresh(_asked().get("since"), _digest(uow, within, marks), now=uow.now):
        return Response(status=304)
    board = board_of(uow, within, marks)
    response = Response(render("conversations/_floor_board.html", **board))
    response.headers["X-Since"] = board["since"]
    return response


@blp.post("/brands/<slug>/warning")
@requires(Permission.BRAND_EDIT)
def keep_warning(slug: str) -> ResponseReturnValue:
    """Fix how long before the end people are warned at this brand."""
    tenant = get_tenant(g.uow, slug)
    form = load(WarningIn(), request.form)
    if form.data is None:
        flash(form.errors["minutes"][0], "bad")
        return redirect(url_for("conversations.floor"), code=303)
    try:
        set_warning(g.uow, tenant, minutes=form.data["minutes"])
        flash(gettext("Saved."), "good")
    except Invalid as error:
        flash(gettext(error.faults[0].message), "bad")
    return redirect(url_for("conversations.floor"), code=303)


def queue_address(slug: str, **filters: str) -> str:
    """The queue of a brand, put off or not, narrowed by these filters."""
    return url_for("conversations.queue_page", **{"brand": slug, "show": "all", **filters})  # type: ignore[arg-type]  # any query


def _asked() -> dict[str, Any]:
    return load(FloorQuery(), request.args).data or {"within": USUAL_WITHIN}


def _within() -> timedelta:
    return timedelta(minutes=_asked()["within"])


def board_of(uow: UnitOfWork, within: timedelta, marks: dict[UUID, Marks]) -> dict[str, Any]:
    """What the board is drawn from."""
    digest = _digest(uow, within, marks)  # before the rows: what changes meanwhile makes the next answer new
    found = read_floor(uow, within=within, marks=marks)
    lines = _lines(uow, found)
    minutes = int(within.total_seconds()) // 60
    return {
        "lines": lines,
        "workers": found.workers,
        "plans_shifts": found.plans_shifts,
        "brands": {line.brand.tenant.id: line.brand.tenant for line in lines},
        "totals": {
            name: sum(getattr(line.brand, name) for line in lines)
            for name in ("waiting", "free", "urgent", "negative", "soon", "late")
        },
        "approvals": sum(line.brand.marks.approvals for line in lines),
        "holes": [line for line in lines if line.brand.unanswered or (line.brand.free and not line.workers)],
        "now": uow.now,
        "within": minutes,
        "within_choices": WITHIN,
        "since": _word(digest, found.changes_at, now=uow.now),
        "board_url": url_for("conversations.floor_board", within=minutes),
        "stream_url": url_for("conversations.floor_stream", within=minutes),
    }


def _lines(uow: UnitOfWork, found: Floor) -> list[Line]:
    locale, warnings = str(current_locale()), list_warnings(uow)

    def place(brand: BrandFloor) -> tuple[Any, ...]:
        order = risk(
            late=brand.late,
            soon=brand.soon,
            urgent=brand.urgent,
            negative=brand.negative,
            waiting=brand.waiting,
        )
        return order, alphabet_key(brand.tenant.name, locale)

    return [
        Line(
            brand,
            _at_work(found, brand.tenant.id),
            [one.name for one in brand.on_shift if not one.is_there],
            warnings[brand.tenant.id].total_seconds() if brand.tenant.id in warnings else None,
            can_set_warning=g.actor.may(Permission.BRAND_EDIT, brand.tenant.id),
        )
        for brand in sorted(found.brands, key=place)
    ]


def _at_work(found: Floor, tenant_id: UUID) -> list[AtWork]:
    """Who holds something of this brand, how much, and whether their shift for it is running."""
    counted = [(worker, sum(one.tenant_id == tenant_id for one in worker.held)) for worker in found.workers]
    return [
        AtWork(worker.name, count, found.plans_shifts and tenant_id not in worker.on_shift_at)
        for worker, count in counted
        if count
    ]


def _digest(uow: UnitOfWork, within: timedelta, marks: dict[UUID, Marks]) -> str:
    """One word for what is on the board as far as signals, marks and the shifts now running tell."""
    scope = sorted(uow.actor.tenant_ids)
    numbers = live.numbers(queue_topic(tenant_id) for tenant_id in scope)
    shifts = [(place, sorted(people)) for place, people in on_shift(uow, scope, uow.now).items()]
    told = numbers if numbers is not None else [uow.now.timestamp() // 3]  # nobody tells: look each time
    known = repr((told, within, shifts, sorted(marks.items(), key=lambda one: one[0])))
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def _word(digest: str, changes_at: datetime | None, *, now: datetime) -> str:
    until = min(now + AT_LEAST_EVERY, changes_at or now + AT_LEAST_EVERY)
    return f"{digest}.{int(until.timestamp() * 1000)}"


def _is_fresh(since: str | None, digest: str, *, now: datetime) -> bool:
    """Whether a word that a page was given still stands for the same board."""
    given, _dot, until = (since or "").partition(".")
    return given == digest and until.isdecimal() and now.timestamp() * 1000 < int(until)
