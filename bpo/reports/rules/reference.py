"""The same figures from plain lists: the second, independent way.

Takes the facts of conversations folded from what had happened by `as_of`, and holds no arithmetic in
common with `figures` or the SQL: everything is looked at one by one. Slow, and meant to be read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor
from statistics import fmean
from uuid import UUID

from bpo.conversations.rules.clocks import Clock, Verdict, verdict
from bpo.conversations.rules.facts import EpisodeFact, TurnFact
from bpo.conversations.rules.fold import ClockKind, Outcome
from bpo.reports.rules.figures import (
    Agreed,
    BacklogFigures,
    ClockFigures,
    CoverageFigures,
    Figures,
    LevelFigures,
)
from bpo.tenants.rules.service_levels import ServiceLevelTerms

Levels = Mapping[UUID, ServiceLevelTerms]


@dataclass(frozen=True, slots=True)
class _Measured:
    """One clock with its verdict; `taken` is in seconds, of a clock that a reply or a close stopped."""

    kind: ClockKind
    level: str | None
    target: timedelta | None
    verdict: Verdict
    taken: float | None


def sla_figures(
    turns: Iterable[TurnFact],
    episodes: Iterable[EpisodeFact],
    *,
    start: datetime,
    end: datetime,
    as_of: datetime,
    levels: Levels,
    agreed: Agreed,
) -> Figures:
    """All figures of the turns, as they count, and episodes that began in [start, end)."""
    began = [turn for turn in turns if turn.started_at <= as_of]
    inside = [turn for turn in began if start <= turn.started_at < end]
    opened = [fact for fact in episodes if start <= fact.opened_at < end and fact.opened_at <= as_of]
    ends = [outcome_at(turn, as_of=as_of) for turn in inside]
    clocks = [_turn_clock(turn, as_of=as_of, levels=levels) for turn in inside]
    clocks += [_episode_clock(fact, as_of=as_of, levels=levels) for fact in opened]
    dismissed = ends.count(Outcome.DISMISSED)
    return {
        "turns": {
            "total": len(inside),
            "answered": ends.count(Outcome.ANSWERED),
            "dismissed": dismissed,
            "excluded": ends.count(Outcome.EXCLUDED),
            "open": ends.count(Outcome.OPEN),
        },
        **_three(clocks, agreed),
        "response_coverage": _coverage(zip(inside, ends, strict=True), as_of=as_of, window=agreed.window),
        "backlog": _backlog(began, as_of=as_of),
        "dismissals": {
            "share": round(dismissed / len(inside), 6) if inside else None,
            "audited": 0,
            "error": None,
        },
        "by_service_level": {
            name: _three([clock for clock in clocks if clock.level == name], agreed)
            for name in sorted({clock.level for clock in clocks if clock.level is not None})
        },
    }


def turn_verdict(turn: TurnFact, *, as_of: datetime, levels: Levels) -> Verdict:
    """What a turn's response clock says at `as_of`."""
    return _turn_clock(turn, as_of=as_of, levels=levels).verdict


def outcome_at(turn: TurnFact, *, as_of: datetime) -> Outcome:
    """How the turn stands: what came after `as_of` has not happened; an exclusion holds at any time."""
    if turn.outcome is Outcome.EXCLUDED:
        return Outcome.EXCLUDED
    if turn.stopped_at is None or turn.stopped_at > as_of:
        return Outcome.OPEN
    return Outcome.DISMISSED if turn.outcome is Outcome.DISMISSED else Outcome.ANSWERED


def percentile(values: Sequence[float], p: float) -> float | None:
    """By linear interpolation at h = (n − 1)·p (type 7)."""
    if not values:
        return None
    ordered = sorted(values)
    h = (len(ordered) - 1) * p
    below = ordered[floor(h)]
    above = ordered[min(floor(h) + 1, len(ordered) - 1)]
    return below + (h - floor(h)) * (above - below)


def _coverage(turns: Iterable[tuple[TurnFact, Outcome]], *, as_of: datetime, window: int) -> CoverageFigures:
    """Turns answered within the window among those that were answered or had it pass."""
    length = timedelta(seconds=window)
    due = [
        turn
        for turn, how in turns
        if how is Outcome.ANSWERED or (how is Outcome.OPEN and turn.started_at + length < as_of)
    ]
    in_time = [turn for turn in due if (reply := _reply(turn, as_of)) and reply <= turn.started_at + length]
    return {"value": round(len(in_time) / len(due), 6) if due else None, "window": window, "due": len(due)}


def _backlog(turns: Iterable[TurnFact], *, as_of: datetime) -> BacklogFigures:
    """Everything that is open and past due, and by how much of elapsed time."""
    late = [
        (as_of - turn.due_at) // timedelta(microseconds=1)
        for turn in turns
        if turn.due_at and turn.due_at < as_of and outcome_at(turn, as_of=as_of) is Outcome.OPEN
    ]
    return {
        "count": len(late),
        "average_time_late": round(fmean(late) / 1_000_000, 3) if late else None,
    }


def _reply(turn: TurnFact, as_of: datetime) -> datetime | None:
    return turn.stopped_at if turn.stopped_at is not None and turn.stopped_at <= as_of else None


def _turn_clock(turn: TurnFact, *, as_of: datetime, levels: Levels) -> _Measured:
    level = levels[turn.service_level_id] if turn.service_level_id else None
    target: timedelta | None = getattr(level, turn.kind.value) if level else None
    how = outcome_at(turn, as_of=as_of)
    clock = Clock(turn.started_at, turn.due_at, _reply(turn, as_of), None)
    said = verdict(
        clock, has_target=target is not None, stopped_by_reply=how is Outcome.ANSWERED, as_of=as_of
    )
    if how is Outcome.EXCLUDED:
        said = Verdict.ENDED
    taken = turn.worked_us if how is Outcome.ANSWERED else None
    return _Measured(turn.kind, level.name if level else None, target, said, taken)


def _episode_clock(fact: EpisodeFact, *, as_of: datetime, levels: Levels) -> _Measured:
    level = levels[fact.service_level_id] if fact.service_level_id else None
    closed_at = fact.closed_at if fact.closed_at is not None and fact.closed_at <= as_of else None
    said = verdict(
        Clock(fact.opened_at, fact.due_at, closed_at, None),
        has_target=level is not None and level.resolution is not None,
        stopped_by_reply=True,
        as_of=as_of,
    )
    return _Measured(
        ClockKind.RESOLUTION,
        level.name if level else None,
        level.resolution if level else None,
        said,
        fact.worked_us if closed_at is not None else None,
    )


def _three(clocks: Sequence[_Measured], agreed: Agreed) -> LevelFigures:
    first, later, resolution = (
        _figures([clock for clock in clocks if clock.kind is kind], contracted=agreed.contracted(kind.value))
        for kind in ClockKind
    )
    return {"first_response": first, "next_response": later, "resolution": resolution}


def _figures(clocks: Sequence[_Measured], *, contracted: float | None) -> ClockFigures:
    said = [clock.verdict for clock in clocks]
    taken = [clock.taken for clock in clocks if clock.taken is not None]
    targets = {clock.target for clock in clocks}
    only = targets.pop() if len(targets) == 1 else None
    untargeted = bool(clocks) and all(clock.target is None for clock in clocks)
    judged = said.count(Verdict.MET) + said.count(Verdict.BREACHED) + said.count(Verdict.OPEN_PAST_DUE)

    def count(one: Verdict) -> int | None:
        return None if untargeted else said.count(one)

    def rank(p: float) -> float | None:
        found = percentile(taken, p)
        return None if found is None else round(found / 1_000_000, 3)

    return {
        "n": len(taken),
        "met": count(Verdict.MET),
        "breached": count(Verdict.BREACHED),
        "open_past_due": count(Verdict.OPEN_PAST_DUE),
        "open_not_due": count(Verdict.OPEN_NOT_DUE),
        "attainment": round(said.count(Verdict.MET) / judged, 6) if judged else None,
        "median": rank(0.5),
        "p90": rank(0.9),
        "p95": rank(0.95),
        "mean": round(fmean(taken) / 1_000_000, 3) if taken else None,
        "target": None if only is None else round(only.total_seconds()),
        "contracted": contracted,
    }
