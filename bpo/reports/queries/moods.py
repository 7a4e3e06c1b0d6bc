"""How episodes of a period began and ended, judged in SQL; and the same as plain rows for the second computation.

`MOODS` is the one definition: the count and the rows behind it select from it. Whatever was written at the
instant of a closing was written before it, so instants alone tell which episode a message belongs to.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from bpo.conversations.queries.mood_texts import BEGAN, ENDED, MOOD_NAME
from bpo.conversations.rules.facts import EpisodeFact, Evidence
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.reports.queries.stretch import Stretch
from bpo.reports.rules.moods import CountedMoods, PlainMood

_GRAVITY = "array_position(ARRAY['negative', 'neutral', 'positive'], {0})"
# What the customer had said in all by `as_of` stands on the episode; of an episode in which more came after it,
# the messages up to then are looked through.
MOODS = f"""
    SELECT x.id, x.account_id, x.began, x.ended,
        CASE WHEN x.messages = 1 THEN 'single' WHEN x.began IS NULL OR x.ended IS NULL THEN 'unknown'
            WHEN x.began = x.ended THEN 'same'
            WHEN {_GRAVITY.format("x.ended")} > {_GRAVITY.format("x.began")} THEN 'better' ELSE 'worse' END AS change
    FROM (
        SELECT id, account_id, said_count AS messages, CAST(began AS text) AS began, CAST(ended AS text) AS ended
        FROM episode WHERE tenant_id = :tenant AND opened_at >= :start AND opened_at < :end
            AND opened_at <= :as_of AND last_said_at <= :as_of
        UNION ALL
        SELECT w.id, w.account_id, w.messages, {MOOD_NAME.format("w.began")} AS began, {MOOD_NAME.format("w.ended")} AS ended
        FROM (
            SELECT e.id, e.account_id, count(*) AS messages, {BEGAN} AS began, {ENDED} AS ended
            FROM (SELECT id, account_id, conversation_id, opened_at, (SELECT min(n.opened_at) FROM episode n
                    WHERE n.tenant_id = :tenant AND n.conversation_id = episode.conversation_id
                        AND n.episode_no > episode.episode_no) AS next_at
                FROM episode WHERE tenant_id = :tenant AND opened_at >= :start AND opened_at < :end
                    AND opened_at <= :as_of AND last_said_at > :as_of) e
            JOIN message m ON m.tenant_id = :tenant AND m.conversation_id = e.conversation_id
                AND m.posted_at >= e.opened_at AND (e.next_at IS NULL OR m.posted_at < e.next_at)
            LEFT JOIN message_mood r ON r.tenant_id = :tenant AND r.id = m.id
            WHERE m.direction = 'in' AND NOT m.automatic AND m.posted_at <= :as_of
            GROUP BY e.id, e.account_id) w) x
"""  # noqa: S608 -- put together from texts of our own
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
