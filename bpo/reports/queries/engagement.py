"""How the brand's public messages of a period were taken up, as known at the instant of the report."""

from typing import Any
from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.reports.queries.stretch import Stretch
from bpo.reports.rules.engagement import MEASURES, Engagement, Measured, PlainCount, PlainPost

_POSTS = """m.tenant_id = :tenant AND m.posted_at >= :start AND m.posted_at < :end AND m.posted_at <= :as_of
    AND m.direction = 'out' AND m.visibility = 'public'"""
_SUMS = ", ".join(f"sum(k.{one})::bigint AS {one}, count(k.{one}) AS {one}_posts" for one in MEASURES)
# Of each post what was known last; no post of a period was seen before the period began.
SUMS = text(f"""
    SELECT m.account_id, count(*) AS posts, {_SUMS}
    FROM message m LEFT JOIN (
        SELECT DISTINCT ON (e.message_id) e.message_id, {", ".join(f"e.{one}" for one in MEASURES)}
        FROM message_engagement e
        WHERE e.tenant_id = :tenant AND e.seen_at >= :start AND e.seen_at <= :as_of
        ORDER BY e.message_id, e.seen_at DESC) k ON k.message_id = m.id
    WHERE {_POSTS} GROUP BY m.account_id
""")  # noqa: S608 -- put together from texts of this file
PLAIN_POSTS = text(f"SELECT m.id, m.account_id FROM message m WHERE {_POSTS}")  # noqa: S608 -- the same
PLAIN_COUNTS = text(f"""
    SELECT e.message_id, e.seen_at, {", ".join(f"e.{one}" for one in MEASURES)} FROM message_engagement e
    WHERE e.tenant_id = :tenant AND e.seen_at <= :as_of
""")  # noqa: S608 -- the same


def count_engagement(uow: UnitOfWork, stretch: Stretch) -> dict[UUID, Engagement]:
    """The sums by account."""
    rows = uow.session.execute(SUMS, stretch.parameters).mappings()
    return {
        row["account_id"]: {
            "posts": row["posts"],
            "views": _measured(row, "views"),
            "shares": _measured(row, "shares"),
            "likes": _measured(row, "likes"),
            "replies": _measured(row, "replies"),
        }
        for row in rows
    }


def list_plain_posts(uow: UnitOfWork, stretch: Stretch) -> list[PlainPost]:
    """The brand's public messages of a stretch of time, one by one."""
    return [PlainPost(*row) for row in uow.session.execute(PLAIN_POSTS, stretch.parameters)]


def list_plain_counts(uow: UnitOfWork, stretch: Stretch) -> list[PlainCount]:
    """Everything that was known of any post by the instant of the report."""
    return [PlainCount(*row) for row in uow.session.execute(PLAIN_COUNTS, stretch.parameters)]


def _measured(row: Any, measure: str) -> Measured:  # noqa: ANN401 -- a row of SUMS
    return {"total": row[measure], "posts": row[f"{measure}_posts"]}
