"""Taking posts in: the one way from a feed or a file to a mention, and reading mentions again.

A batch of one brand, set-based. One at a time a brand (an advisory lock), because counts are added up: of
authors, and of hours, by which spikes are judged in the same unit. A post that is already here, or that no
watch finds and its source need not keep, is counted and left.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Table, delete, select, text, update

from bpo.conversations.queries.erasures import find_key
from bpo.conversations.rules.erasure import hashed
from bpo.core.bulk import array_of, insert_rows
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Sentiment
from bpo.monitoring.models import Mention, MentionAuthor, MentionHour, MentionMatch, MentionSource, Watch
from bpo.monitoring.operations.holding import hold_mentions
from bpo.monitoring.operations.spikes import judge_fresh
from bpo.monitoring.queries.watches import compiled_watches, terms_of_watch
from bpo.monitoring.rules.matching import Spans, compile_watches
from bpo.monitoring.rules.mentions import MentionState
from bpo.monitoring.rules.posts import Post
from bpo.monitoring.rules.reading import PostReading, read_post
from bpo.monitoring.rules.spikes import hour_of
from bpo.tenants.queries import get_languages

MENTION: Table = Mention.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
AUTHOR: Table = MentionAuthor.__table__  # type: ignore[assignment]
MATCH: Table = MentionMatch.__table__  # type: ignore[assignment]
HOURS: Table = MentionHour.__table__  # type: ignore[assignment]
MENTION_COLUMNS = (
    *(
        "tenant_id",
        "id",
        "source_id",
        "external_id",
        "url",
        "author_id",
        "reach",
        "title",
        "text",
        "language",
    ),
    *("sentiment", "mood", "posted_at", "ingested_at", "state", "labels"),
)
AUTHOR_COLUMNS = (
    *("tenant_id", "id", "source_id", "key", "name", "handle", "url", "reach", "mentions"),
    *("negative", "positive", "last_at"),
)
MATCH_COLUMNS = ("tenant_id", "id", "mention_id", "watch_id", "posted_at", "spans")
HOUR_COLUMNS = ("tenant_id", "id", "watch_id", "hour", "mentions", "negative", "positive")
ADD_AUTHOR = (
    "ON CONFLICT (tenant_id, source_id, key) DO UPDATE SET name = coalesce(excluded.name, mention_author.name),"
    " handle = coalesce(excluded.handle, mention_author.handle), url = coalesce(excluded.url, mention_author.url),"
    " reach = greatest(excluded.reach, mention_author.reach),"
    " mentions = mention_author.mentions + excluded.mentions,"
    " negative = mention_author.negative + excluded.negative,"
    " positive = mention_author.positive + excluded.positive,"
    " last_at = greatest(mention_author.last_at, excluded.last_at)"
)
ADD_HOUR = (
    "ON CONFLICT (tenant_id, watch_id, hour) DO UPDATE SET mentions = mention_hour.mentions + excluded.mentions,"
    " negative = mention_hour.negative + excluded.negative, positive = mention_hour.positive + excluded.positive"
)
KNOWN = text(
    "SELECT w.external_id FROM unnest(CAST(:ids AS text[])) AS w (external_id), LATERAL (SELECT FROM mention m"
    " WHERE m.tenant_id = :tenant AND m.source_id = :source AND m.external_id = w.external_id LIMIT 1) known"
)
COUNT_HOURS = text("""
    INSERT INTO mention_hour (tenant_id, id, watch_id, hour, mentions, negative, positive)
    SELECT :tenant, gen_random_uuid(), :watch, date_trunc('hour', a.posted_at, 'UTC'), count(*),
        count(*) FILTER (WHERE m.sentiment = 'negative'), count(*) FILTER (WHERE m.sentiment = 'positive')
    FROM mention_match a JOIN mention m ON m.tenant_id = a.tenant_id AND m.id = a.mention_id
    WHERE a.tenant_id = :tenant AND a.watch_id = :watch
    GROUP BY 4
""")
READ_AGAIN_AT_ONCE = 1000


@dataclass(slots=True)
class Taken:
    """What became of a batch: read = stored + duplicates + unmatched."""

    stored: int = 0
    duplicates: int = 0
    unmatched: int = 0


@dataclass(slots=True)
class _New:
    """A post that becomes a mention."""

    post: Post
    reading: PostReading
    found: dict[UUID, Spans]
    id: UUID = field(default_factory=new_id)


def take_posts(
    uow: UnitOfWork, source: MentionSource, posts: Sequence[Post], *, judges: bool = True
) -> Taken:
    """Store the posts that are new and wanted, count them, and judge whether there is a spike.

    Whoever brings many batches, in whatever order, judges when all are here (`judges=False`).
    """
    tenant_id = source.tenant_id
    hold_mentions(uow, tenant_id)
    taken = Taken()
    wanted: dict[str, Post] = {}
    for post in posts:
        if post.external_id in wanted:
            taken.duplicates += 1
        else:
            wanted[post.external_id] = post
    known = _known(uow, source, wanted)
    taken.duplicates += len(known)
    compiled = compiled_watches(uow, tenant_id)
    languages = get_languages(uow, tenant_id)
    new: list[_New] = []
    for post in wanted.values():
        if post.external_id in known:
            continue
        reading = read_post(post, brand_languages=languages)
        found = compiled.find(post, source_id=source.id, language=reading.language)
        if found or source.keeps_all:
            new.append(_New(post, reading, found))
        else:
            taken.unmatched += 1
    taken.stored = len(new)
    if new:
        _store(uow, source, new)
        grown = _count(uow, tenant_id, new)
        if judges:
            judge_fresh(uow, tenant_id, grown)
    return taken


def _known(uow: UnitOfWork, source: MentionSource, ids: Collection[str]) -> set[str]:
    """Which of these posts are here already, or were and have been erased: those do not come back either."""
    found = _stored(uow, source, list(ids))
    secret = find_key(uow, source.tenant_id)
    if secret is not None:
        hashes = {hashed(one, secret): one for one in ids if one not in found}
        found |= {hashes[one] for one in _stored(uow, source, list(hashes))}
    return found


def _stored(uow: UnitOfWork, source: MentionSource, ids: Sequence[str]) -> set[str]:
    if not ids:
        return set()
    values = {"tenant": source.tenant_id, "source": source.id, "ids": array_of(ids)}
    return set(uow.session.scalars(KNOWN, values))


def _store(uow: UnitOfWork, source: MentionSource, new: Sequence[_New]) -> None:
    tenant_id, authors = source.tenant_id, _store_authors(uow, source, new)
    rows = [
        (
            *(tenant_id, one.id, source.id, one.post.external_id, one.post.url),
            *(authors.get(one.post.author_key or ""), one.post.reach or 0, one.post.title, one.post.text),
            *(one.reading.language, one.reading.sentiment.value, one.reading.mood),
            *(one.post.posted_at, uow.now, MentionState.NEW.value, "[]"),
        )
        for one in new
    ]
    insert_rows(uow.session, MENTION, MENTION_COLUMNS, rows)
    _store_matches(uow, tenant_id, ((one.id, one.post.posted_at, one.found) for one in new))


def _store_authors(uow: UnitOfWork, source: MentionSource, new: Sequence[_New]) -> dict[str, UUID]:
    written: dict[str, list[_New]] = {}
    for one in new:
        if one.post.author_key:
            written.setdefault(one.post.author_key, []).append(one)
    if not written:
        return {}
    rows = uow.session.execute(
        select(MentionAuthor.key, MentionAuthor.id).where(
            MentionAuthor.tenant_id == source.tenant_id,
            MentionAuthor.source_id == source.id,
            MentionAuthor.key.in_(list(written)),
        )
    )
    ids = {row.key: row.id for row in rows}
    made = []
    for key, theirs in written.items():
        own_id = ids.setdefault(key, new_id())
        last = max(theirs, key=lambda one: one.post.posted_at)
        moods = Counter(one.reading.sentiment for one in theirs)
        made.append(
            (
                *(source.tenant_id, own_id, source.id, key, last.post.author_name, last.post.author_handle),
                *(last.post.author_url, max(one.post.reach or 0 for one in theirs), len(theirs)),
                *(moods[Sentiment.NEGATIVE], moods[Sentiment.POSITIVE], last.post.posted_at),
            )
        )
    insert_rows(uow.session, AUTHOR, AUTHOR_COLUMNS, made, on_conflict=ADD_AUTHOR)
    return ids


def _store_matches(
    uow: UnitOfWork, tenant_id: UUID, found: Iterable[tuple[UUID, datetime, dict[UUID, Spans]]]
) -> None:
    rows = [
        (tenant_id, new_id(), mention_id, watch_id, posted_at, json.dumps(spans))
        for mention_id, posted_at, matches in found
        for watch_id, spans in matches.items()
    ]
    insert_rows(uow.session, MATCH, MATCH_COLUMNS, rows)


def _count(uow: UnitOfWork, tenant_id: UUID, new: Sequence[_New]) -> set[UUID]:
    """Add to the counts of hours; the watches whose counts grew."""
    hours: dict[tuple[UUID, datetime], Counter[str]] = {}
    for one in new:
        for watch_id in one.found:
            counted = hours.setdefault((watch_id, hour_of(one.post.posted_at)), Counter())
            counted["all"] += 1
            counted[one.reading.sentiment.value] += 1
    rows = [
        (tenant_id, new_id(), watch_id, hour, counted["all"], counted["negative"], counted["positive"])
        for (watch_id, hour), counted in hours.items()
    ]
    insert_rows(uow.session, HOURS, HOUR_COLUMNS, rows, on_conflict=ADD_HOUR)
    first: dict[UUID, datetime] = {}
    for watch_id, hour in hours:
        first[watch_id] = min(hour, first.get(watch_id, hour))
    for watch_id, hour in first.items():
        uow.session.execute(
            update(Watch)
            .where(
                Watch.tenant_id == tenant_id,
                Watch.id == watch_id,
                (Watch.known_since.is_(None)) | (Watch.known_since > hour),
            )
            .values(known_since=hour)
        )
    return set(first)


def read_again(uow: UnitOfWork, watch: Watch, *, after: UUID | None) -> UUID | None:
    """Match some stored mentions with a watch anew, in the order of their ids; where to go on, None at the end."""
    hold_mentions(uow, watch.tenant_id)
    compiled = compile_watches((terms_of_watch(watch),))
    query = select(Mention).where(Mention.tenant_id == watch.tenant_id)
    if after is not None:
        query = query.where(Mention.id > after)
    some = list(uow.session.scalars(query.order_by(Mention.id).limit(READ_AGAIN_AT_ONCE)))
    if some:
        uow.session.execute(
            delete(MentionMatch).where(
                MentionMatch.tenant_id == watch.tenant_id,
                MentionMatch.watch_id == watch.id,
                MentionMatch.mention_id.in_([one.id for one in some]),
            )
        )
    authors = _authors_of(uow, watch.tenant_id, some)
    found = [
        (
            one.id,
            one.posted_at,
            compiled.find(
                _as_post(one, authors.get(one.author_id)), source_id=one.source_id, language=one.language
            ),
        )
        for one in some
    ]
    _store_matches(uow, watch.tenant_id, found)
    return some[-1].id if len(some) == READ_AGAIN_AT_ONCE else None


def count_again(uow: UnitOfWork, watch: Watch) -> None:
    """Count the hours of a watch from what it finds now; from here on its spikes are judged."""
    hold_mentions(uow, watch.tenant_id)
    mine = {"tenant": watch.tenant_id, "watch": watch.id}
    uow.session.execute(
        delete(MentionHour).where(MentionHour.tenant_id == watch.tenant_id, MentionHour.watch_id == watch.id)
    )
    uow.session.execute(COUNT_HOURS, mine)
    watch.known_since = uow.session.scalar(
        select(MentionHour.hour)
        .where(MentionHour.tenant_id == watch.tenant_id, MentionHour.watch_id == watch.id)
        .order_by(MentionHour.hour)
        .limit(1)
    )
    watch.ready_at = uow.now


def _authors_of(
    uow: UnitOfWork, tenant_id: UUID, mentions: Sequence[Mention]
) -> dict[UUID | None, MentionAuthor]:
    ids = {one.author_id for one in mentions if one.author_id}
    rows = uow.session.scalars(
        select(MentionAuthor).where(MentionAuthor.tenant_id == tenant_id, MentionAuthor.id.in_(ids))
    )
    return {row.id: row for row in rows}


def _as_post(mention: Mention, author: MentionAuthor | None) -> Post:
    return Post(
        external_id=mention.external_id,
        text=mention.text,
        title=mention.title,
        url=mention.url,
        posted_at=mention.posted_at,
        author_name=author.name if author else None,
        author_handle=author.handle if author else None,
    )
