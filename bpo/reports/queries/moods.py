"""How episodes of a period began and ended, judged in SQL; and the same as plain rows for the second computation.

`MOODS` is the one definition: the count and the rows behind it select from it. Whatever was written at the
instant of a closing was written before it, so instants alone tell which episode a message belongs to.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from bpo.conversations.rules.facts import EpisodeFact, Evidence
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.reports.queries.stretch import Stretch
from bpo.reports.rules.moods import CountedMoods, PlainMood

# One number a message, by which the first and the last are found without sorting: microseconds, then how it reads.
# Of one instant the gravest comes first among the first and last among the last; what was not read gives way.
_AT = "4 * CAST(round(date_part('epoch', m.posted_at) * 1000000) AS bigint)"
_READS = "CASE r.sentiment WHEN 'negative' THEN 0 WHEN 'neutral' THEN 1 WHEN 'positive' THEN 2 ELSE 3 END"
_NAME = "(ARRAY['negative', 'neutral', 'positive'])[1 + {0}]"  # NULL for what was not read
MOODS = f"""
    SELECT x.id, {_NAME.format("x.began")} AS began, {_NAME.format("x.ended")} AS ended,
        CASE WHEN x.messages = 1 THEN 'single' WHEN x.began = 3 OR x.ended = 3 THEN 'unknown'
            WHEN x.ended > x.began THEN 'better' WHEN x.ended < x.began THEN 'worse' ELSE 'same' END AS change
    FROM (
        SELECT e.id, count(*) AS messages, CAST(min({_AT} + {_READS}) % 4 AS integer) AS began,
            CAST(3 - max({_AT} + 3 - {_READS}) % 4 AS integer) AS ended
        FROM (SELECT id, conversation_id, opened_at,
                lead(opened_at) OVER (PARTITION BY conversation_id ORDER BY episode_no) AS next_at
            FROM episode WHERE tenant_id = :tenant AND opened_at >= :start AND opened_at <= :as_of) e
        JOIN message m ON m.tenant_id = :tenant AND m.conversation_id = e.conversation_id
            AND m.posted_at >= e.opened_at AND (e.next_at IS NULL OR m.posted_at < e.next_at)
        LEFT JOIN message_mood r ON r.tenant_id = :tenant AND r.id = m.id
        WHERE e.opened_at < :end AND m.direction = 'in' AND m.posted_at >= :start AND m.posted_at <= :as_of
        GROUP BY e.id) x
"""  # noqa: S608 -- put together from texts of this file
COUNTS = text(f"SELECT began, ended, change, count(*) AS episodes FROM ({MOODS}) w GROUP BY 1, 2, 3")  # noqa: S608 -- the same
READ = text("SELECT id, sentiment FROM message_mood WHERE tenant_id = :tenant AND id = ANY (:ids)")


def count_moods(uow: UnitOfWork, stretch: Stretch) -> list[CountedMoods]:
    """Episodes of a stretch of time by how they began and ended."""
    rows = uow.session.execute(COUNTS, stretch.parameters)
    return [CountedMoods(row.began, row.ended, row.change, row.episodes) for row in rows]


def list_plain_moods(
    uow: UnitOfWork,
    stretch: Stretch,
    replayed: Iterable[tuple[Sequence[Evidence], Sequence[EpisodeFact]]],
) -> list[list[PlainMood]]:
    """The customers' messages of the episodes that a replay found, conversation by conversation."""
    found: list[list[tuple[UUID, datetime]]] = []
    for messages, episodes in replayed:
        by_no: Mapping[int, list[tuple[UUID, datetime]]] = defaultdict(list)
        opened = sorted(episodes, key=lambda one: one.episode_no)
        for message in messages:
            if message.direction is Direction.IN and not message.automatic:
                own = [one for one in opened if one.opened_at <= message.at]
                if own:
                    by_no[own[-1].episode_no].append((message.id, message.at))
        found += [by_no[one.episode_no] for one in opened if stretch.start <= one.opened_at < stretch.end]
    ids = [message_id for said in found for message_id, _at in said]
    rows = uow.session.execute(READ, {"tenant": stretch.tenant_id, "ids": ids})
    read = {row.id: row.sentiment for row in rows}
    return [[PlainMood(at, read.get(message_id)) for message_id, at in said] for said in found]
