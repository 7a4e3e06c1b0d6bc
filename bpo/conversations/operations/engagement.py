"""Keeping how the brand's public messages were taken up, as it was known at an instant: for good, and never guessed."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from bpo.channels.rules.incoming import Engagement
from bpo.core.bulk import array_of
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

FOLLOWED = timedelta(days=14)  # how long after it was written a post is looked at again
# What says the same as the latest count before it adds nothing. A message that is not ours, not public or not
# known takes none.
KEEP = text("""
    INSERT INTO message_engagement
        (tenant_id, id, account_id, message_id, posted_at, seen_at, views, shares, likes, replies)
    SELECT m.tenant_id, w.id, m.account_id, m.id, m.posted_at, w.seen_at, w.views, w.shares, w.likes, w.replies
    FROM unnest(CAST(:ids AS uuid[]), CAST(:accounts AS uuid[]), CAST(:names AS text[]),
        CAST(:seen AS timestamptz[]), CAST(:views AS bigint[]), CAST(:shares AS bigint[]),
        CAST(:likes AS bigint[]), CAST(:replies AS bigint[]))
        AS w (id, account_id, name, seen_at, views, shares, likes, replies)
    CROSS JOIN LATERAL (SELECT * FROM message
        WHERE account_id = w.account_id AND external_id = w.name AND tenant_id = :tenant LIMIT 1) m
    LEFT JOIN LATERAL (SELECT e.id, e.views, e.shares, e.likes, e.replies FROM message_engagement e
        WHERE e.tenant_id = m.tenant_id AND e.message_id = m.id AND e.seen_at <= w.seen_at
        ORDER BY e.seen_at DESC LIMIT 1) known ON true
    WHERE m.direction = 'out' AND m.visibility = 'public' AND w.seen_at >= m.posted_at
        AND (known.id IS NULL OR (known.views, known.shares, known.likes, known.replies)
            IS DISTINCT FROM (w.views, w.shares, w.likes, w.replies))
    ON CONFLICT (tenant_id, message_id, seen_at) DO NOTHING
""")


def keep_engagement(uow: UnitOfWork, tenant_id: UUID, seen: Sequence[tuple[UUID, str, Engagement]]) -> None:
    """Keep what is known of messages, each by its account and the network's id."""
    given = [one for one in seen if one[2].is_given]
    if not given:
        return
    counts = [one[2] for one in given]
    uow.session.execute(
        KEEP,
        {
            "tenant": tenant_id,
            "ids": [new_id() for _ in given],
            "accounts": array_of(one[0] for one in given),
            "names": array_of(one[1] for one in given),
            "seen": [one.seen_at for one in counts],
            "views": [one.views for one in counts],
            "shares": [one.shares for one in counts],
            "likes": [one.likes for one in counts],
            "replies": [one.replies for one in counts],
        },
    )
