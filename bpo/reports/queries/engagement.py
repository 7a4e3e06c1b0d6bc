"""How the brand's public messages of a period were taken up, as known at the instant of the report."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.reports.queries.stretch import Stretch
from bpo.reports.rules.engagement import MEASURES, Engagement, Measured, PlainCount, PlainPost

_POSTS = """m.tenant_id = :tenant AND m.posted_at >= :start AND m.posted_at < :end AND m.posted_at <= :as_of
    AND m.direction = 'out' AND m.visibility = 'public'"""
_SUMS = ", ".join(f"sum(k.{one})::bigint AS {one}, count(k.{one}) AS {one}_posts" for one in MEASURES)
# Of each post what was known last. A count bears the time of its post: the cost is that of the period's counts, and
# they stand in the index in this order.
SUMS = text(f"""
    SELECT k.account_id, {_SUMS} FROM (
        SELECT DISTINCT ON (e.posted_at, e.message_id) e.account_id, {", ".join(f"e.{one}" for one in MEASURES)}
        FROM message_engagement e
        WHERE e.tenant_id = :tenant AND e.posted_at >= :start AND e.posted_at < :end
            AND e.posted_at <= :as_of AND e.seen_at <= :as_of
        ORDER BY e.posted_at, e.message_id, e.seen_at DESC) k
    GROUP BY k.account_id
""")  # noqa: S608 -- put together from texts of this file
PLAIN_POSTS = text(f"SELECT m.id, m.account_id FROM message m WHERE {_POSTS}")  # noqa: S608 -- the same
PLAIN_COUNTS = text(f"""
    SELECT e.message_id, e.seen_at, {", ".join(f"e.{one}" for one in MEASURES)} FROM message_engagement e
    WHERE e.tenant_id = :tenant AND e.seen_at <= :as_of
""")  # noqa: S608 -- the same


def count_engagement(uow: UnitOfWork, stretch: Stretch, posts: Mapping[UUID, int]) -> dict[UUID, Engagement]:
    """The sums by account, beside how many posts each has (`count_volumes` has counted them)."""
    rows = {row["account_id"]: row for row in uow.session.execute(SUMS, stretch.parameters).mappings()}
    return {
        account_id: {
            "posts": count,
            "views": _measured(rows.get(account_id), "views"),
            "shares": _measured(rows.get(account_id), "shares"),
            "likes": _measured(rows.get(account_id), "likes"),
            "replies": _measured(rows.get(account_id), "replies"),
        }
        for account_id, count in posts.items()
    }


def list_plain_posts(uow: UnitOfWork, stretch: Stretch) -> list[PlainPost]:
    """The brand's public messages of a stretch of time, one by one."""
    return [PlainPost(*row) for row in uow.session.execute(PLAIN_POSTS, stretch.parameters)]


def list_plain_counts(uow: UnitOfWork, stretch: Stretch) -> list[PlainCount]:
    """Everything that was known of any post by the instant of the report."""
    return [PlainCount(*row) for row in uow.session.execute(PLAIN_COUNTS, stretch.parameters)]


def _measured(row: Any, measure: str) -> Measured:  # noqa: ANN401 -- a row of SUMS, or None
    return {"total": row[measure], "posts": row[f"{measure}_posts"]} if row else {"total": None, "posts": 0}
