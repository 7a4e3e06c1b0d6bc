"""What a report counts, account by account and tag by tag: the judged facts of the period, grouped.

The rows are those that the reader's own scope has, so whoever is narrowed to a tag counts its accounts alone.
Accounts and tags are asked about in one statement, of one state of the database. What is a number of rows is
added up; percentiles are not, those of a tag are of its turns themselves. The cost follows the period.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from bpo.core.uow import UnitOfWork
from bpo.reports.queries.figures import (
    COUNTED,
    ENDED,
    LATENESS,
    PERCENTILES_OF,
    Question,
    clock_counts,
    turn_counts,
)
from bpo.reports.queries.judged import JUDGED_EPISODES, JUDGED_TURNS, LATE_TURNS
from bpo.reports.queries.moods import MOODS
from bpo.reports.rules.by_place import Percentiles, PlaceCounts, PlacesCounted, put_together
from bpo.reports.rules.figures import PERCENTILES, BacklogCounts, ClockCounts, Counts
from bpo.reports.rules.moods import CountedMoods
from bpo.reports.rules.places import Place

# The columns of `COUNTED` and of `ENDED`.
_CLOCK = (
    *("total", "with_target", "lowest", "highest", "stopped", "worked_us"),
    *("met", "breached", "open_past_due", "open_not_due"),
)
_ENDS = ("dismissed", "excluded", "open", "coverage_due", "covered")
_PERCENTILES = PERCENTILES_OF.format("us")
# Who belongs where: an account without tags stands under the one that is null.
_TAGGED = """
    SELECT DISTINCT a.id AS account_id, t.value COLLATE "C" AS tag FROM channel_account a
    LEFT JOIN LATERAL jsonb_array_elements_text(a.tags) t ON TRUE WHERE a.tenant_id = :tenant
"""


def _by_place(judged: str, counted: str, names: tuple[str, ...]) -> str:
    """Each account's counts with its percentiles, and the percentiles of each tag and of all accounts.

    The judged rows are counted once, by account; from there on only the times of clocks that stopped are sorted.
    """
    return f"""
        WITH counted AS MATERIALIZED (
            SELECT account_id, CAST(kind AS text) COLLATE "C" AS kind, {counted},
                array_agg(worked_us) FILTER (WHERE outcome = 'answered') AS taken
            FROM ({judged}) judged GROUP BY account_id, kind),
        tagged AS MATERIALIZED ({_TAGGED}),
        percentiles AS (
            SELECT 'account' AS what, account_id, NULL AS tag, kind, p.percentiles_us FROM counted
            CROSS JOIN LATERAL (SELECT {_PERCENTILES} AS percentiles_us FROM unnest(taken) AS t (us)) p
            UNION ALL SELECT 'tag', NULL, tag, kind, {_PERCENTILES}
            FROM tagged JOIN counted USING (account_id) CROSS JOIN unnest(taken) AS t (us) GROUP BY tag, kind
            UNION ALL SELECT 'whole', NULL, NULL, kind, {_PERCENTILES}
            FROM counted CROSS JOIN unnest(taken) AS t (us) GROUP BY kind)
        SELECT p.what, p.account_id, p.tag, p.kind, p.percentiles_us,
            {", ".join(f"c.{name}" for name in names)} FROM percentiles p
        LEFT JOIN counted c ON c.account_id = p.account_id AND c.kind = p.kind
    """  # noqa: S608 -- put together from texts of our own


TURNS = text(_by_place(JUDGED_TURNS, f"{COUNTED}, {ENDED}", (*_CLOCK, *_ENDS)))
EPISODES = text(_by_place(JUDGED_EPISODES, COUNTED, _CLOCK))
BACKLOG = text(f"SELECT account_id, {LATENESS} FROM ({LATE_TURNS}) late GROUP BY account_id")  # noqa: S608 -- the same
MOOD_COUNTS = text(
    f"SELECT account_id, began, ended, change, count(*) AS episodes FROM ({MOODS}) w GROUP BY 1, 2, 3, 4"  # noqa: S608 -- the same
)


def count_places(uow: UnitOfWork, question: Question, places: Mapping[UUID, Place]) -> PlacesCounted:
    """Everything that a report counts by place, of the accounts that the reader sees."""
    parameters = question.parameters | {"percentiles": list(PERCENTILES)}
    turns: dict[UUID, list[Row[Any]]] = defaultdict(list)
    clocks: dict[UUID, dict[str, ClockCounts]] = defaultdict(dict)
    percentiles: Percentiles = {}
    for row in uow.session.execute(TURNS, parameters):
        if row.what == "account":
            turns[row.account_id].append(row)
            clocks[row.account_id][row.kind] = clock_counts(row)
        else:
            percentiles[row.what, row.tag, row.kind] = row.percentiles_us
    for row in uow.session.execute(EPISODES, parameters):
        if row.what == "account":
            clocks[row.account_id][row.kind] = clock_counts(row)
        else:
            percentiles[row.what, row.tag, row.kind] = row.percentiles_us
    backlog = _backlog(uow, question)
    ended = replace(question, as_of=min(question.as_of, question.period.end))
    at_end = backlog if ended == question else _backlog(uow, ended)
    moods = _moods(uow, question)
    by_account = {
        account: PlaceCounts(
            Counts(
                turns=turn_counts(turns.get(account, ())),
                clocks=clocks.get(account, {}),
                by_level={},
                backlog=backlog.get(account, BacklogCounts()),
            ),
            at_end=at_end.get(account, BacklogCounts()),
            moods=moods.get(account, []),
        )
        for account in clocks.keys() | backlog.keys() | at_end.keys() | moods.keys()
    }
    return put_together(by_account, places, percentiles)


def _backlog(uow: UnitOfWork, question: Question) -> dict[UUID, BacklogCounts]:
    rows = uow.session.execute(BACKLOG, question.parameters)
    return {row.account_id: BacklogCounts(row.late, int(row.late_us)) for row in rows}


def _moods(uow: UnitOfWork, question: Question) -> dict[UUID, list[CountedMoods]]:
    found: dict[UUID, list[CountedMoods]] = defaultdict(list)
    for row in uow.session.execute(MOOD_COUNTS, question.parameters):
        found[row.account_id].append(CountedMoods(row.began, row.ended, row.change, row.episodes))
    return found
