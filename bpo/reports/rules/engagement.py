"""Engagement: how the brand's public messages of a period were taken up, as far as networks tell.

A total is None where no post has a count: not given is not 0. `posts` beside it says of how many posts it
speaks. `engagement_of` puts together what SQL summed by account, `plain_engagement` looks at posts one by one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from bpo.reports.rules.places import Place

MEASURES = ("views", "shares", "likes", "replies")


class Measured(TypedDict):
    total: int | None
    posts: int


class Engagement(TypedDict):
    posts: int
    views: Measured
    shares: Measured
    likes: Measured
    replies: Measured


class EngagementFigures(Engagement):
    by_network: dict[str, Engagement]


@dataclass(frozen=True, slots=True)
class PlainPost:
    """One public message of the brand."""

    id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class PlainCount:
    """What was known of one post at an instant."""

    message_id: UUID
    seen_at: datetime
    views: int | None
    shares: int | None
    likes: int | None
    replies: int | None


def engagement_of(counted: Mapping[UUID, Engagement], places: Mapping[UUID, Place]) -> EngagementFigures:
    """The figures from what was summed by account."""
    networks: dict[str, list[Engagement]] = {}
    for account_id, found in counted.items():
        networks.setdefault(places[account_id].network, []).append(found)
    return {
        **_sum(list(counted.values())),
        "by_network": {name: _sum(found) for name, found in sorted(networks.items())},
    }


def plain_engagement(
    posts: Sequence[PlainPost], counts: Iterable[PlainCount], *, places: Mapping[UUID, Place]
) -> EngagementFigures:
    """The same, looked at one by one: of each post what was known last."""
    latest: dict[UUID, PlainCount] = {}
    for one in sorted(counts, key=lambda count: count.seen_at):
        latest[one.message_id] = one

    def measured(some: Sequence[PlainPost], measure: str) -> Measured:
        told = [getattr(latest[post.id], measure) for post in some if post.id in latest]
        known = [count for count in told if count is not None]
        return {"total": sum(known) if known else None, "posts": len(known)}

    def whole(some: Sequence[PlainPost]) -> Engagement:
        return {
            "posts": len(some),
            "views": measured(some, "views"),
            "shares": measured(some, "shares"),
            "likes": measured(some, "likes"),
            "replies": measured(some, "replies"),
        }

    networks = sorted({places[post.account_id].network for post in posts})
    return {
        **whole(posts),
        "by_network": {
            name: whole([post for post in posts if places[post.account_id].network == name])
            for name in networks
        },
    }


def _sum(parts: Sequence[Engagement]) -> Engagement:
    def measured(measures: list[Measured]) -> Measured:
        totals = [one["total"] for one in measures if one["total"] is not None]
        return {"total": sum(totals) if totals else None, "posts": sum(one["posts"] for one in measures)}

    return {
        "posts": sum(one["posts"] for one in parts),
        "views": measured([one["views"] for one in parts]),
        "shares": measured([one["shares"] for one in parts]),
        "likes": measured([one["likes"] for one in parts]),
        "replies": measured([one["replies"] for one in parts]),
    }
