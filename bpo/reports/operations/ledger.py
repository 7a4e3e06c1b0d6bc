"""The SLA report's clock figures from the ledger alone, beside those that the report gives."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bpo.conversations.rules.facts import EpisodeFact, TurnFact
from bpo.core.uow import UnitOfWork
from bpo.ledger.operations.replaying import Counted, Replay
from bpo.ledger.queries.entries import find_key
from bpo.ledger.rules.bodies import keyed_hash
from bpo.reports.queries.figures import Question, count_sla, get_agreed
from bpo.reports.rules.figures import Agreed, Figures, figures_of
from bpo.reports.rules.months import differences
from bpo.reports.rules.reference import sla_figures
from bpo.tenants.rules.period import Period


@dataclass(frozen=True, slots=True)
class ReplayedReport:
    """What was replayed; `figures` are of the period, None where changes wait that are not entered yet."""

    counted: Counted
    figures: Figures | None
    difference: str | None


def replay_report(uow: UnitOfWork, tenant_id: UUID, *, period: Period, as_of: datetime) -> ReplayedReport:
    """Replay a brand's ledger: every fact is compared, and the figures of one period.

    Both ways see what the unit sees: it reads one state. Levels go by the keyed hashes of their names in it.
    """
    replay = Replay(uow, tenant_id, as_of)
    turns: list[TurnFact] = []
    counted: list[TurnFact] = []
    episodes: list[EpisodeFact] = []
    start, end = period.start, period.end
    with _collector_at_rest():
        for one in replay.run():
            some = [turn for turn in one.seen.turns if _counts(turn, start, end, as_of)]
            turns += some
            if one.counted is not one.seen.turns:
                some = [turn for turn in one.counted if _counts(turn, start, end, as_of)]
            counted += some
            episodes += [fact for fact in one.seen.episodes if start <= fact.opened_at < end]
    if replay.counted.waiting or replay.counted.difference:
        return ReplayedReport(replay.counted, None, replay.counted.difference)
    agreed = get_agreed(uow, tenant_id)
    span = {"start": start, "end": end, "as_of": as_of}
    levels = replay.versions.levels
    made, before = (
        sla_figures(some, episodes, **span, levels=levels, agreed=agreed) for some in (counted, turns)
    )
    question = Question(tenant_id, period, as_of, agreed.window)
    first = _differing(uow, question, agreed, made) or _differing(
        uow, replace(question, excluding=False), agreed, before
    )
    return ReplayedReport(replay.counted, made, first)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """What a replay keeps is in no circle; to look through all of it again and again costs a quarter of its time."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _differing(uow: UnitOfWork, question: Question, agreed: Agreed, made: Figures) -> str | None:
    """The first of the report's figures that does not follow, with exclusions or as if there were none."""
    stored = figures_of(count_sla(uow, question), agreed)
    secret = find_key(uow, question.tenant_id) or b""
    by_level = {keyed_hash(secret, name) or "": one for name, one in stored["by_service_level"].items()}
    differing = differences({**stored, "by_service_level": by_level}, made)
    return next((f"{one.figure} is {one.said} and follows as {one.found}" for one in differing), None)


def _counts(turn: TurnFact, start: datetime, end: datetime, as_of: datetime) -> bool:
    """Turns of the period, and of all others those that are late now: the backlog is of all time."""
    if start <= turn.started_at < end:
        return True
    is_open = turn.stopped_at is None or turn.stopped_at > as_of
    return is_open and turn.due_at is not None and turn.due_at < as_of
