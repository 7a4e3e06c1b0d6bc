"""The list of mentions: of one brand or of all, with its filters in the address; one or many sorted at once."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid
from bpo.core.i18n import current_locale, ngettext
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode, Sentiment
from bpo.identity.permissions import Permission, reads_masked
from bpo.identity.queries import list_brands, wants_keys
from bpo.language.personal_masks import mask
from bpo.monitoring import labels
from bpo.monitoring.operations.sorting import remove_view, save_view, sort_many
from bpo.monitoring.queries import mentions as queries
from bpo.monitoring.queries.mentions import COUNTED_AT_MOST, Match, MentionLine
from bpo.monitoring.queries.watches import list_sources, list_watches
from bpo.monitoring.rules.mentions import excerpt, marked
from bpo.monitoring.schemas import BulkForm, MentionQuery, ViewForm
from bpo.monitoring.selection import mention_selection, place_of
from bpo.monitoring.views.pages import blp, tabs
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import blank, load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.ordering import alphabet_key
from bpo.web.paging import PAGE_SIZE, page_of
from bpo.web.render import render

FILTERS = tuple(name for name in MentionQuery().fields if name != "cursor")
NARROWING = tuple(name for name in FILTERS if name not in {"state", "sort"})
SHOWN = 260  # letters of a post in a list


@dataclass(frozen=True)
class Shown:
    """A line with its matched words marked."""

    row: MentionLine
    title: list[tuple[bool, str]]
    text: list[tuple[bool, str]]
    watches: list[str]


@blp.get("/mentions")
@requires(Permission.MENTION_READ)
def all_mentions() -> ResponseReturnValue:
    """The mentions of all brands of the reader."""
    return _list_page(None)


@blp.get("/brands/<slug>/mentions")
@requires(Permission.MENTION_READ)
def mentions(slug: str) -> ResponseReturnValue:
    """The mentions of one brand."""
    return _list_page(get_tenant(g.uow, slug))


@blp.post("/mentions/bulk")
@requires(Permission.MENTION_WORK)
def sort_ticked() -> ResponseReturnValue:
    """Do the same to all that are ticked."""
    uow = cast("UnitOfWork", g.uow)
    form = load(BulkForm(), request.form)
    back = back_to_list(request.form.get("back", ""))
    if form.data is None or not form.data["item"]:
        flash(_("Tick the mentions first."), "bad")
        return redirect(back, code=303)
    try:
        done, left = sort_many(
            uow,
            _items(uow, form.data["item"]),
            deed=form.data["deed"],
            reason=form.data["reason"],
            labels=form.data["labels"],
        )
    except Invalid as error:
        flash(error.text(_), "bad")
        return redirect(back, code=303)
    if done:
        flash(ngettext("%(n)s mention is sorted.", "%(n)s mentions are sorted.", done), "good")
    if left:
        flash(
            ngettext("%(n)s was left as it is.", "%(n)s were left as they are.", left),
            "warn",
        )
    return redirect(back, code=303)


@blp.post("/mentions/views")
@requires(Permission.MENTION_READ)
def keep_view() -> ResponseReturnValue:
    """Keep the present view under a name."""
    form = load(ViewForm(), request.form)
    if form.data is None:
        flash(_("A view needs a name of at most 60 characters."), "bad")
        return redirect(back_to_list(request.form.get("back", "")), code=303)
    save_view(g.uow, form.data["name"], query=address_values(form.data["back"]))
    flash(_("The view is saved."), "good")
    return redirect(back_to_list(form.data["back"]), code=303)


@blp.post("/mentions/views/<uuid:view_id>/remove")
@requires(Permission.MENTION_READ)
def drop_view(view_id: UUID) -> ResponseReturnValue:
    """Remove a saved view of one's own."""
    remove_view(g.uow, queries.get_view(g.uow, view_id))
    flash(_("The view is removed."), "good")
    return redirect(url_for("monitoring.all_mentions"), code=303)


def address_values(back: str) -> dict[str, str]:
    """The filters of an address that a page sent along; nothing else of it is believed."""
    return {name: value for name, value in parse_qsl(back) if name in FILTERS}


def back_to_list(back: str) -> str:
    """The list as it was when the reader left it."""
    return url_for("monitoring.all_mentions", **address_values(back))  # type: ignore[arg-type]  # any query


def show_lines(uow: UnitOfWork, rows: list[MentionLine], names: dict[UUID, str]) -> list[Shown]:
    """Lines with their matched words marked, and the names of their watches."""
    matches = queries.list_matches(uow, [(row.tenant_id, row.id) for row in rows]) if rows else {}
    return [
        _shown(row, matches.get(row.id, []), names, masked=reads_masked(uow.actor, row.tenant_id))
        for row in rows
    ]


def _shown(row: MentionLine, matches: list[Match], names: dict[UUID, str], *, masked: bool) -> Shown:
    spans = [span for match in matches for span in match.spans]
    offset = len(row.title) + 2 if row.title else 0
    return Shown(
        row=row,
        title=marked(row.title, [span for span in spans if span[0] < len(row.title)]),
        text=excerpt(mask(row.text) if masked else row.text, spans, offset=offset, length=SHOWN),
        watches=[names[match.watch_id] for match in matches if match.watch_id in names],
    )


def _list_page(tenant: Tenant | None) -> ResponseReturnValue:
    uow = cast("UnitOfWork", g.uow)
    form = load(MentionQuery(), request.args)
    asked = form.data or {}
    brands = list_brands(uow, {tenant.id} if tenant else None)
    chosen = sorted(one.id for one in brands if asked.get("brand") in {None, one.slug})
    can_work = any(g.actor.may(Permission.MENTION_WORK, one) for one in chosen)
    usual = "new" if can_work else "all"
    wanted, after = mention_selection(asked, state=usual, user_id=uow.actor.user_id)
    rows: list[MentionLine] = []
    if form.ok and chosen:
        rows = queries.list_mentions(uow, wanted, tenant_ids=chosen, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda row: place_of(row, wanted.sort))
    watches, sources = list_watches(uow, chosen), list_sources(uow, chosen, retired=True)
    kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    endpoint = "monitoring.mentions" if tenant else "monitoring.all_mentions"

    def address(**change: str | None) -> str:
        values: dict[str, Any] = {**kept, **change}
        if tenant:
            values["slug"] = tenant.slug
        return url_for(endpoint, **{name: value for name, value in values.items() if value})

    locale = str(current_locale())
    many = len(chosen) > 1
    by_id = {one.id: one.name for one in brands}

    def options(found: list[Any]) -> list[tuple[str, str]]:
        named = [(str(one.id), f"{one.name} · {by_id[one.tenant_id]}" if many else one.name) for one in found]
        return sorted(named, key=lambda pair: alphabet_key(pair[1], locale))

    shown = render(
        "monitoring/mentions.html",
        tenant=tenant,
        tabs=tabs(tenant, "mentions") if tenant else [],
        form=form if not form.ok else blank(**{"sort": "newest", **kept}),
        items=show_lines(uow, list(page.items), {one.id: one.name for one in watches}),
        can_work=can_work,
        keys_on=not can_work or wants_keys(uow),
        states=_states(uow, wanted, chosen, asked.get("state") or usual, usual, address),
        next_url=address(cursor=page.next_cursor) if page.next_cursor else None,
        first_url=address() if after else None,
        is_narrowed=any(name in kept for name in NARROWING),
        narrowed=sum(name in kept for name in NARROWING),
        is_filtered=bool(kept),
        kept=kept,
        clear_url=address(**dict.fromkeys(NARROWING)),
        back=_back(tenant, kept),
        saved=[
            (one, url_for("monitoring.all_mentions", **one.query), one.query == kept)
            for one in queries.list_views(uow)
        ],
        has_watches=bool(watches),
        may_edit=any(g.actor.may(Permission.WATCH_EDIT, one) for one in chosen),
        brand_options=sorted(
            [(one.slug, one.name) for one in brands], key=lambda pair: alphabet_key(pair[1], locale)
        ),
        watch_options=options(watches),
        source_options=options(sources),
        label_options=[(one, one) for one in queries.list_labels(uow, chosen)] if chosen else [],
        **words(),
    )
    return shown, 200 if form.ok else 422


def words() -> dict[str, Any]:
    """The words that lists and pages of mentions show."""
    return {
        "languages": {one.value: show_label(one) for one in LanguageCode},
        "moods": {one.value: show_label(one) for one in Sentiment},
        "mood_looks": labels.MOOD_LOOKS,
        "state_names": {key: _(name) for key, name in labels.STATES.items()},
        "state_looks": labels.STATE_LOOKS,
        "reason_names": {key: _(name) for key, name in labels.REASONS.items()},
        "sort_names": [(key, _(name)) for key, name in labels.SORTS.items()],
    }


def _back(tenant: Tenant | None, kept: dict[str, str]) -> str:
    """The view as it stands in an address, the brand among its filters."""
    return urlencode({**kept, **({"brand": tenant.slug} if tenant else {})})


def _states(
    uow: UnitOfWork,
    wanted: queries.MentionFilter,
    chosen: list[UUID],
    here: str,
    usual: str,
    address: Any,  # noqa: ANN401 -- a function of changes to the address
) -> list[dict[str, Any]]:
    """The tabs, each with how many it holds."""
    counts = queries.count_states(uow, wanted, tenant_ids=chosen) if chosen else {}

    def label(state: str) -> str:
        name = _(labels.SHOWS[state])
        if state not in counts:
            return name
        count = counts[state]
        number = f"{COUNTED_AT_MOST}+" if count > COUNTED_AT_MOST else str(count)
        return _("%(name)s: %(count)s", name=name, count=number)

    return [
        {
            "label": label(state),
            "url": address(state=None if state == usual else state, cursor=None),
            "active": state == here,
        }
        for state in labels.SHOWS
    ]


def _items(uow: UnitOfWork, words: list[str]) -> list[tuple[UUID, UUID]]:
    """The ticked lines: `slug/id` each."""
    brands = {brand.slug: brand.id for brand in list_brands(uow)}
    found = []
    for word in words:
        slug, _slash, own_id = word.partition("/")
        try:
            found.append((brands[slug], UUID(own_id)))
        except (KeyError, ValueError):
            continue  # of a brand that is no longer the reader's
    return found
