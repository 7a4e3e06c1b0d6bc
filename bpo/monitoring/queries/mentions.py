"""Lists of mentions over one brand or many, one mention with what belongs to it, and counts.

Every order has its index; each brand gives its first rows (`unnest … LATERAL … LIMIT`), so that a page costs
what it shows. Words are looked for without an index and are therefore given a few seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.errors import QueryCanceled
from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    and_,
    column,
    func,
    literal,
    or_,
    select,
    text,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import OperationalError

from bpo.core.errors import Fault, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.monitoring.models import (
    Mention,
    MentionAuthor,
    MentionMatch,
    MentionNote,
    MentionSource,
    MentionView,
)
from bpo.monitoring.rules.mentions import MentionState, Sort
from bpo.tenants.models import Tenant

SEARCH_MILLISECONDS = "4000"
COUNTED_AT_MOST = 1000
SNIPPET = 600
LABELS_FROM = 500
RECENT_LABELS = text("""
    SELECT DISTINCT one.label FROM (
        SELECT m.labels FROM mention m
        WHERE m.tenant_id = ANY (:brands) AND m.labels <> '[]'::jsonb
        ORDER BY m.posted_at DESC LIMIT :most) recent,
        jsonb_array_elements_text(recent.labels) AS one (label)
    ORDER BY one.label
""")
Place = tuple[int, datetime, UUID]  # where a list goes on: reach or mood (else 0), an instant, an id


@dataclass(frozen=True)
class MentionFilter:
    """Which mentions are asked for; None and empty mean any. `until` is exclusive."""

    sort: Sort = Sort.NEWEST
    state: str | None = None
    watch_id: UUID | None = None
    source_id: UUID | None = None
    author_id: UUID | None = None
    language: str | None = None
    sentiment: str | None = None
    label: str | None = None
    assignee_id: UUID | None = None
    search: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class MentionLine:
    """A mention as a line of a list; `spans` are the places of the words by which it was found."""

    id: UUID
    tenant_id: UUID
    slug: str
    brand: str
    source: str
    source_id: UUID
    url: str | None
    title: str
    text: str
    language: str | None
    sentiment: str
    mood: int
    reach: int
    posted_at: datetime
    state: str
    reason: str | None
    labels: list[str]
    assignee_id: UUID | None
    conversation_id: UUID | None
    author_id: UUID | None
    author: str | None
    handle: str | None


@dataclass(frozen=True)
class Match:
    """A watch that found a mention, and where its words stand."""

    watch_id: UUID
    spans: list[list[int]]


def list_mentions(
    uow: UnitOfWork,
    wanted: MentionFilter,
    *,
    tenant_ids: Sequence[UUID],
    after: Place | None = None,
    limit: int,
) -> list[MentionLine]:
    """Mentions of these brands in the order asked for."""
    scope = func.unnest(literal(list(tenant_ids), ARRAY(Uuid())))
    brand = scope.table_valued(column("tenant_id", Uuid())).render_derived(name="brand")
    nearest = (
        _narrowed(select(Mention.tenant_id, Mention.id, *_order_columns(wanted.sort)), wanted)
        .where(Mention.tenant_id == brand.c.tenant_id, *_after(wanted.sort, after))
        .order_by(*_order(wanted))
        .limit(limit)
        .lateral("nearest")
    )
    ranked = [nearest.c.rank.asc() if wanted.sort is Sort.NEGATIVE else nearest.c.rank.desc()]
    page = (
        select(nearest.c.tenant_id, nearest.c.id)
        .select_from(brand)
        .join(nearest, true())
        .order_by(*ranked, nearest.c.posted_at.desc(), nearest.c.id.desc())
        .limit(limit)
        .cte("page")
        .prefix_with("MATERIALIZED")
    )
    query = _lines(
        select(page.c.id).join(Mention, and_(Mention.tenant_id == page.c.tenant_id, Mention.id == page.c.id)),
        wanted.sort,
    )
    rows = _bounded(uow, query) if wanted.search else uow.session.execute(query).all()
    return [MentionLine(**row._mapping) for row in rows]  # noqa: SLF001 -- the row's public mapping


def count_states(uow: UnitOfWork, wanted: MentionFilter, *, tenant_ids: Sequence[UUID]) -> Mapping[str, int]:
    """How many there are in each state, counted up to one more than `COUNTED_AT_MOST`; nothing for a search."""
    if wanted.search:
        return {}
    parts = [
        select(
            literal(state.value).label("state"),
            select(func.count())
            .select_from(
                _narrowed(select(Mention.id), wanted, state=state.value)
                .where(Mention.tenant_id.in_(tenant_ids))
                .limit(COUNTED_AT_MOST + 1)
                .subquery()
            )
            .scalar_subquery()
            .label("found"),
        )
        for state in MentionState
    ]
    rows = uow.session.execute(parts[0].union_all(*parts[1:]))
    return {row.state: row.found for row in rows}


def _order_columns(sort: Sort) -> list[Any]:
    rank: Any = {Sort.REACH: Mention.reach, Sort.NEGATIVE: Mention.mood}.get(sort, literal(0))
    return [rank.label("rank"), Mention.posted_at]


def _order(wanted: MentionFilter) -> list[Any]:
    newest: list[Any] = (
        [MentionMatch.posted_at.desc(), MentionMatch.mention_id.desc()]
        if wanted.watch_id
        else [Mention.posted_at.desc(), Mention.id.desc()]
    )
    match wanted.sort:
        case Sort.REACH:
            return [Mention.reach.desc(), *newest]
        case Sort.NEGATIVE:
            return [Mention.mood.asc(), *newest]
        case _:
            return newest


def _after(sort: Sort, after: Place | None) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    rank, at, last_id = after
    later = tuple_(Mention.posted_at, Mention.id) < tuple_(literal(at), literal(last_id))
    match sort:
        case Sort.REACH:
            return [or_(Mention.reach < rank, and_(Mention.reach == rank, later))]
        case Sort.NEGATIVE:
            return [or_(Mention.mood > rank, and_(Mention.mood == rank, later))]
        case _:
            return [later]


def _narrowed(query: Select[Any], wanted: MentionFilter, *, state: str | None = None) -> Select[Any]:
    if wanted.watch_id:
        query = query.join(
            MentionMatch,
            and_(MentionMatch.tenant_id == Mention.tenant_id, MentionMatch.mention_id == Mention.id),
        ).where(MentionMatch.watch_id == wanted.watch_id)
    state = state or wanted.state
    for own, value in (
        (Mention.state, state),
        (Mention.source_id, wanted.source_id),
        (Mention.author_id, wanted.author_id),
        (Mention.language, wanted.language),
        (Mention.sentiment, wanted.sentiment),
        (Mention.assignee_id, wanted.assignee_id),
    ):
        if value is not None:
            query = query.where(own == value)
    if wanted.label:
        query = query.where(
            text("mention.labels <> '[]'::jsonb"), Mention.labels.op("@>")(literal([wanted.label], JSONB()))
        )
    if wanted.since:
        query = query.where(Mention.posted_at >= wanted.since)
    if wanted.until:
        query = query.where(Mention.posted_at < wanted.until)
    if wanted.search:
        query = query.where(
            or_(
                Mention.title.icontains(wanted.search, autoescape=True),
                Mention.text.icontains(wanted.search, autoescape=True),
                Mention.url == wanted.search,
                _by_author(wanted.search),
            )
        )
    return query


def _by_author(words: str) -> ColumnElement[bool]:
    return (
        select(MentionAuthor.id)
        .where(
            MentionAuthor.tenant_id == Mention.tenant_id,
            MentionAuthor.id == Mention.author_id,
            or_(
                MentionAuthor.name.icontains(words, autoescape=True),
                MentionAuthor.handle.icontains(words, autoescape=True),
            ),
        )
        .exists()
    )


def _lines(query: Select[Any], sort: Sort) -> Select[Any]:
    own = (
        *(
            "id",
            "tenant_id",
            "source_id",
            "url",
            "title",
            "language",
            "sentiment",
            "mood",
            "reach",
            "posted_at",
        ),
        *("state", "reason", "labels", "assignee_id", "conversation_id", "author_id"),
    )
    return (
        query.join(Tenant, Tenant.id == Mention.tenant_id)
        .join(
            MentionSource,
            and_(MentionSource.tenant_id == Mention.tenant_id, MentionSource.id == Mention.source_id),
        )
        .outerjoin(
            MentionAuthor,
            and_(MentionAuthor.tenant_id == Mention.tenant_id, MentionAuthor.id == Mention.author_id),
        )
        .with_only_columns(
            *(getattr(Mention, name) for name in own),
            func.left(Mention.text, SNIPPET).label("text"),
            Tenant.slug,
            Tenant.name.label("brand"),
            MentionSource.name.label("source"),
            MentionAuthor.name.label("author"),
            MentionAuthor.handle,
        )
        .order_by(*_order(MentionFilter(sort=sort)))
    )


def _bounded(uow: UnitOfWork, query: Select[Any]) -> Sequence[Any]:
    """The rows of a query that may take long; Invalid where it takes too long."""
    try:
        with uow.session.begin_nested():
            uow.session.execute(
                text("SELECT set_config('statement_timeout', :limit, true)"), {"limit": SEARCH_MILLISECONDS}
            )
            rows = uow.session.execute(query).all()
            uow.session.execute(text("SELECT set_config('statement_timeout', '0', true)"))
    except OperationalError as error:
        if not isinstance(error.orig, QueryCanceled):
            raise
        fault = Fault("q", N_("Choose a watch, or dates closer together."))
        raise Invalid(N_("There is too much to search through."), faults=(fault,)) from error
    return rows


def get_mention(uow: UnitOfWork, tenant_id: UUID, mention_id: UUID) -> Mention:
    """One mention of a brand, or NotFound."""
    found = uow.session.scalars(
        select(Mention).where(Mention.tenant_id == tenant_id, Mention.id == mention_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def list_for_update(uow: UnitOfWork, places: Sequence[tuple[UUID, UUID]]) -> list[Mention]:
    """The mentions at these places, `(brand, id)` each, locked in one order; those not there are left out."""
    if not places:
        return []
    wanted = or_(*(and_(Mention.tenant_id == brand, Mention.id == own) for brand, own in places))
    return list(
        uow.session.scalars(
            select(Mention)
            .where(wanted)
            .order_by(Mention.tenant_id, Mention.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def get_line(uow: UnitOfWork, mention: Mention) -> MentionLine:
    """One mention as a line, its text whole."""
    query = _lines(
        select(Mention.id).where(Mention.tenant_id == mention.tenant_id, Mention.id == mention.id),
        Sort.NEWEST,
    )
    row = uow.session.execute(query).one()
    return MentionLine(**{**row._mapping, "text": mention.text})  # noqa: SLF001 -- the row's public mapping


def list_matches(uow: UnitOfWork, mentions: Sequence[tuple[UUID, UUID]]) -> Mapping[UUID, list[Match]]:
    """The watches that found these mentions, `(brand, id)` each."""
    found: dict[UUID, list[Match]] = {}
    rows = uow.session.execute(
        select(MentionMatch.mention_id, MentionMatch.watch_id, MentionMatch.spans)
        .where(
            MentionMatch.tenant_id.in_({one[0] for one in mentions}),
            MentionMatch.mention_id.in_([one[1] for one in mentions]),
        )
        .order_by(MentionMatch.mention_id, MentionMatch.id)
    )
    for row in rows:
        found.setdefault(row.mention_id, []).append(Match(row.watch_id, row.spans))
    return found


def list_notes(uow: UnitOfWork, mention: Mention) -> list[MentionNote]:
    """What colleagues wrote beside a mention, the first first; to a client there is none."""
    return list(
        uow.session.scalars(
            select(MentionNote)
            .where(MentionNote.tenant_id == mention.tenant_id, MentionNote.mention_id == mention.id)
            .order_by(MentionNote.written_at, MentionNote.id)
        )
    )


def list_labels(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> list[str]:
    """The labels of late, each once."""
    rows = uow.session.scalars(RECENT_LABELS, {"brands": list(tenant_ids), "most": LABELS_FROM})
    return list(rows)


def list_views(uow: UnitOfWork) -> list[MentionView]:
    """The views that the reader keeps, by name."""
    return list(
        uow.session.scalars(
            select(MentionView).where(MentionView.user_id == uow.actor.user_id).order_by(MentionView.name)
        )
    )


def get_view(uow: UnitOfWork, view_id: UUID) -> MentionView:
    """A view of the reader's own, or NotFound."""
    found = uow.session.scalars(
        select(MentionView).where(MentionView.user_id == uow.actor.user_id, MentionView.id == view_id)
    ).first()
    if found is None:
        raise NotFound
    return found
