"""Digests of weeks, and the figures they are made of."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, select

from bpo.conversations.models import Message
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.monitoring.models import Mention, MentionAuthor, MentionMatch, Watch, WeekDigest
from bpo.monitoring.rules.mentions import MentionState

TOP = 5


def get_digest(uow: UnitOfWork, tenant_id: UUID, digest_id: UUID) -> WeekDigest:
    """One digest of a brand, or NotFound."""
    found = uow.session.scalars(
        select(WeekDigest).where(WeekDigest.tenant_id == tenant_id, WeekDigest.id == digest_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def find_digest(uow: UnitOfWork, tenant_id: UUID, monday: date) -> WeekDigest | None:
    """The digest of the week that began on this Monday."""
    return uow.session.scalars(
        select(WeekDigest).where(WeekDigest.tenant_id == tenant_id, WeekDigest.week == monday)
    ).first()


def list_digests(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 60) -> list[WeekDigest]:
    """The digests of a brand, the latest first."""
    return list(
        uow.session.scalars(
            select(WeekDigest)
            .where(WeekDigest.tenant_id == tenant_id)
            .order_by(WeekDigest.week.desc())
            .limit(limit)
        )
    )


def count_moods(uow: UnitOfWork, tenant_id: UUID, since: datetime, until: datetime) -> dict[str, int]:
    """Mentions by mood, those that were dismissed left out."""
    rows = uow.session.execute(
        select(Mention.sentiment, func.count())
        .where(*_within(tenant_id, since, until))
        .group_by(Mention.sentiment)
    )
    return {row[0]: row[1] for row in rows}


def count_by_watch(
    uow: UnitOfWork, tenant_id: UUID, since: datetime, until: datetime
) -> dict[str, tuple[int, int]]:
    """Mentions that each watch found, and how many of them were negative, by the watch's id."""
    rows = uow.session.execute(
        select(
            MentionMatch.watch_id,
            func.count(),
            func.count(case((Mention.sentiment == "negative", 1))),
        )
        .join(
            Mention, and_(Mention.tenant_id == MentionMatch.tenant_id, Mention.id == MentionMatch.mention_id)
        )
        .where(*_within(tenant_id, since, until))
        .group_by(MentionMatch.watch_id)
    )
    return {str(row[0]): (row[1], row[2]) for row in rows}


def list_top_authors(
    uow: UnitOfWork, tenant_id: UUID, since: datetime, until: datetime
) -> list[dict[str, Any]]:
    """Who wrote most, by id, with how much."""
    found = func.count()
    rows = uow.session.execute(
        select(Mention.author_id, found, func.count(case((Mention.sentiment == "negative", 1))))
        .where(*_within(tenant_id, since, until), Mention.author_id.is_not(None))
        .group_by(Mention.author_id)
        .order_by(found.desc(), func.max(Mention.reach).desc(), Mention.author_id)
        .limit(TOP)
    )
    return [{"author": str(row[0]), "mentions": row[1], "negative": row[2]} for row in rows]


def list_top_posts(uow: UnitOfWork, tenant_id: UUID, since: datetime, until: datetime) -> list[str]:
    """The posts that most people can have seen, by id."""
    rows = uow.session.scalars(
        select(Mention.id)
        .where(*_within(tenant_id, since, until))
        .order_by(Mention.reach.desc(), Mention.mood, Mention.posted_at.desc(), Mention.id)
        .limit(TOP)
    )
    return [str(one) for one in rows]


def count_done(uow: UnitOfWork, tenant_id: UUID, since: datetime, until: datetime) -> dict[str, int]:
    """What was decided about mentions in a time, by state; and how many conversations of them were answered."""
    rows = uow.session.execute(
        select(Mention.state, func.count())
        .where(Mention.tenant_id == tenant_id, Mention.decided_at >= since, Mention.decided_at < until)
        .group_by(Mention.state)
    )
    answered = (
        select(Message.id)
        .where(
            Message.tenant_id == Mention.tenant_id,
            Message.conversation_id == Mention.conversation_id,
            Message.direction == Direction.OUT.value,
            Message.automatic.is_(False),
        )
        .exists()
    )
    count = uow.session.scalar(
        select(func.count()).where(
            Mention.tenant_id == tenant_id,
            Mention.decided_at >= since,
            Mention.decided_at < until,
            Mention.state == MentionState.CONVERTED.value,
            answered,
        )
    )
    return {**{row[0]: row[1] for row in rows}, "answered": count or 0}


def list_named(
    uow: UnitOfWork, tenant_id: UUID, *, watches: Sequence[str], authors: Sequence[str], posts: Sequence[str]
) -> tuple[dict[str, Watch], dict[str, MentionAuthor], dict[str, Mention]]:
    """The rows that a digest's ids stand for, as far as they are still there."""

    def rows(model: Any, ids: Sequence[str]) -> dict[str, Any]:  # noqa: ANN401 -- one of three mapped classes
        query = select(model).where(model.tenant_id == tenant_id, model.id.in_([UUID(one) for one in ids]))
        return {str(row.id): row for row in uow.session.scalars(query)}

    return rows(Watch, watches), rows(MentionAuthor, authors), rows(Mention, posts)


def _within(tenant_id: UUID, since: datetime, until: datetime) -> tuple[Any, ...]:
    return (
        Mention.tenant_id == tenant_id,
        Mention.posted_at >= since,
        Mention.posted_at < until,
        Mention.state != MentionState.DISMISSED.value,
    )
