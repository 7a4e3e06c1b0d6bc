"""The queue: one list over all brands that the reader serves, what is to be served first on top.

What is shown stands in the address, so that a view can be kept, shared and gone back to. An open page asks
`/live` every few seconds whether anything has changed and only then for its rows again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from urllib.parse import parse_qsl
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from bpo.conversations import labels, queue_words
from bpo.conversations.operations.filters import remove_filter, save_filter
from bpo.conversations.queries import queue
from bpo.conversations.queries.queue import COUNTED_AT_MOST, QueueLine
from bpo.conversations.rules.claims import SNOOZE_MINUTES
from bpo.conversations.rules.watch import WITHIN
from bpo.conversations.schemas import FilterForm, LiveQuery, QueueQuery
from bpo.conversations.selection import queue_selection, queue_version
from bpo.conversations.views.pages import blp
from bpo.core.i18n import current_locale
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode, Network, Priority, Sentiment, Visibility
from bpo.identity.permissions import Permission
from bpo.identity.queries import Brand, list_brands, wants_keys
from bpo.knowledge.queries import list_unread_pressing
from bpo.web.formats import MINUTE, show_duration
from bpo.web.forms import blank, load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.ordering import SortKey, alphabet_key
from bpo.web.paging import PAGE_SIZE, Page, page_of
from bpo.web.render import render, wants_part

FILTERS = tuple(name for name in QueueQuery().fields if name != "cursor")
NARROWING = tuple(name for name in FILTERS if name not in {"show", "priority"})


@dataclass(frozen=True)
class Shown:
    """A line with what only this reader sees: words, and what they may do."""

    row: QueueLine
    reasons: list[str]
    priority: str
    look: tuple[str, str]
    left: float | None
    waits: float
    is_mine: bool
    can_claim: bool


@blp.get("/queue")
@requires(Permission.CONVERSATION_SERVE)
def queue_page() -> ResponseReturnValue:
    """What waits, over all brands."""
    uow = cast("UnitOfWork", g.uow)
    form = load(QueueQuery(), request.args)
    seen, serves = queue.seen_brands(uow)
    brands = sorted(list_brands(uow, set(seen)), key=lambda brand: _place(brand.name))
    asked = form.data or {}
    chosen = _chosen(brands, asked.get("brand"))
    wanted, after = queue_selection(asked)
    rows = (
        queue.list_lines(uow, wanted, tenant_ids=chosen, after=after, limit=PAGE_SIZE + 1)
        if form.ok and chosen
        else []
    )
    page = page_of(rows, size=PAGE_SIZE, key=lambda row: (row.serve_by, row.id))
    kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}

    def address(**change: str | None) -> str:
        values = {**kept, **change}
        return _queue_address({key: value for key, value in values.items() if value})

    shown = render(
        "conversations/queue.html",
        block="rows",
        form=form if not form.ok else blank(**kept),
        brand_options=[(brand.slug, brand.name) for brand in brands],
        has_brands=bool(brands),
        to_read=[] if wants_part() else _to_read(uow, brands, serves),
        serves_some=bool(serves),
        version=queue_version(uow),
        view=wanted.show,
        items=[_shown(uow, row, serves) for row in page.items],
        next_url=address(cursor=page.next_cursor) if page.next_cursor else None,
        first_url=address() if after else None,
        back=request.query_string.decode(errors="replace")[:2000],
        **_head(uow, wanted, chosen, page, kept, address),
        **_choices(uow, seen, kept),
    )
    return shown, 200 if form.ok else 422


@blp.get("/live")
@requires(Permission.CONVERSATION_SERVE)
def live_version() -> ResponseReturnValue:
    """Whether the queue of the reader's brands is still as it was: 304, or its number now."""
    asked = load(LiveQuery(), request.args)
    version = queue_version(g.uow)
    if asked.data is not None and asked.data.get("since") == version:
        return Response(status=304)
    return {"version": version}


@blp.post("/queue/filters")
@requires(Permission.CONVERSATION_SERVE)
def keep_filter() -> ResponseReturnValue:
    """Keep the present view under a name."""
    form = load(FilterForm(), request.form)
    if form.data is None:
        flash(_("A view needs a name of at most 60 characters."), "bad")
        return redirect(back_to_queue(request.form.get("back", "")), code=303)
    save_filter(g.uow, form.data["name"], query=address_values(form.data["back"]))
    flash(_("The view is saved."), "good")
    return redirect(back_to_queue(form.data["back"]), code=303)


@blp.post("/queue/filters/<uuid:filter_id>/remove")
@requires(Permission.CONVERSATION_SERVE)
def drop_filter(filter_id: UUID) -> ResponseReturnValue:
    """Remove a saved view of one's own."""
    remove_filter(g.uow, queue.get_filter(g.uow, filter_id))
    flash(_("The view is removed."), "good")
    return redirect(url_for("conversations.queue_page"), code=303)


def address_values(back: str) -> dict[str, str]:
    """The filters of an address that a page sent along; nothing else of it is believed."""
    return {name: value for name, value in parse_qsl(back) if name in FILTERS}


def back_to_queue(back: str) -> str:
    """The queue as it was when the reader left it."""
    return _queue_address(address_values(back))


def _queue_address(values: Mapping[str, Any]) -> str:
    return url_for("conversations.queue_page", **values)


def _place(name: str) -> SortKey:
    """Where a name stands in the reader's alphabet."""
    return alphabet_key(name, str(current_locale()))


def _chosen(brands: list[Brand], slug: str | None) -> list[UUID]:
    return sorted(brand.id for brand in brands if slug in {None, brand.slug})


def _shown(uow: UnitOfWork, row: QueueLine, serves: frozenset[UUID]) -> Shown:
    late = queue_words.is_late(row.due_at, now=uow.now)
    is_mine = row.claimed_by is not None and row.claimed_by == uow.actor.user_id
    return Shown(
        row=row,
        reasons=queue_words.say_reasons(row.reasons, is_late=late),
        priority=show_label(Priority(row.priority)),
        look=queue_words.PRIORITY_LOOKS[row.priority],
        left=_whole_minutes((row.due_at - uow.now).total_seconds()) if row.due_at else None,
        waits=_whole_minutes((uow.now - row.waiting_since).total_seconds()),
        is_mine=is_mine,
        can_claim=row.tenant_id in serves and row.claimed_by is None,
    )


def _whole_minutes(seconds: float) -> float:
    """Seconds in a list of many clocks are noise, but for the last minute."""
    return seconds if abs(seconds) < MINUTE else int(seconds / MINUTE) * MINUTE


def _head(
    uow: UnitOfWork,
    wanted: queue.QueueFilter,
    chosen: list[UUID],
    page: Page[QueueLine],
    kept: dict[str, str],
    address: Any,  # noqa: ANN401 -- a function of changes to the address
) -> dict[str, Any]:
    """Counts and tabs."""
    counts, mine = queue.count_priorities(uow, wanted, tenant_ids=chosen)
    total = sum(counts.values())
    return {
        "counts": [
            (None, _("All"), _counted(total), address(priority=None, cursor=None)),
            *(
                (one.value, show_label(one), _counted(count), address(priority=one.value, cursor=None))
                for one, count in counts.items()
            ),
        ],
        "priority": wanted.priority,
        "views": [
            {
                "label": _(label) if show != "mine" else _("Mine: %(count)s", count=mine),
                "url": address(show=None if show == "waiting" else show, cursor=None),
                "active": wanted.show == show,
            }
            for show, label in queue_words.SHOWS.items()
        ],
        "is_narrowed": any(name in kept for name in NARROWING),
        "is_filtered": any(name in kept for name in (*NARROWING, "priority")),
        "narrowed": sum(name in kept for name in NARROWING),
        "is_empty": not page.items,
        "kept": kept,
        "clear_url": url_for("conversations.queue_page", show=kept.get("show")),
    }


def _counted(count: int) -> str:
    return f"{COUNTED_AT_MOST - 1}+" if count >= COUNTED_AT_MOST else str(count)


def _to_read(uow: UnitOfWork, brands: list[Brand], serves: frozenset[UUID]) -> list[tuple[Brand, str]]:
    """What is to be read before answering: the brand and how it is called."""
    known = {brand.id: brand for brand in brands}
    return [(known[row.tenant_id], row.title) for row in list_unread_pressing(uow, serves & set(known))]


def _choices(uow: UnitOfWork, seen: frozenset[UUID], kept: dict[str, str]) -> dict[str, Any]:
    """What there is to choose from, and words."""
    return {
        "networks": sorted(
            [(one.value, show_label(one)) for one in Network], key=lambda pair: _place(pair[1])
        ),
        "languages": [(one.value, _(queue_words.LANGUAGES[one.value])) for one in LanguageCode],
        "moods": [(one.value, show_label(one)) for one in Sentiment],
        "visibilities": [(one.value, show_label(one)) for one in Visibility],
        "stages": [(word, _(label)) for word, label in queue_words.STAGES.items()],
        # Asked for where they are shown: an open page that asks for its rows alone shows none of them.
        "tags": lambda: [(tag, tag) for tag in queue.list_tags(uow, tenant_ids=sorted(seen))],
        "saved": lambda: [
            (one, _queue_address(one.query), one.query == kept) for one in queue.list_filters(uow)
        ],
        "stage_name": lambda word: _(queue_words.STAGES[word]),
        "network_name": lambda word: show_label(Network(word)),
        "reasons_to_dismiss": [(word, _(label)) for word, label in labels.REASONS.items()],
        "horizons": [(minutes, show_duration(minutes * 60)) for minutes in WITHIN],
        "snoozes": [(str(minutes), show_duration(minutes * 60, days=True)) for minutes in SNOOZE_MINUTES],
        "looks": queue_words.PRIORITY_LOOKS,
        "keys_on": cache(lambda: wants_keys(uow)),
        "now": uow.now,
    }
