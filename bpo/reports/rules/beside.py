"""What a client asks for beside the service levels: whether once was enough, and who of the angry got an answer.

`beside_of` puts together what SQL counted, `plain_beside` looks at turns and episodes of a replay one by one. Who is
the same customer is what the product holds today; somebody who was erased and writes again is somebody new.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from bpo.conversations.rules.facts import EpisodeFact, TurnFact
from bpo.conversations.rules.fold import Outcome
from bpo.reports.rules.definitions import COVERAGE_BY_SENTIMENT, FIRST_CONTACT, WROTE_AGAIN, share_of
from bpo.reports.rules.moods import MOODS, UNKNOWN


class FirstContactFigures(TypedDict):
    """`resolved_once` and `recontacted` are of closed episodes whose `days` have passed, `not_yet` are the others."""

    value: float | None
    resolved_once: int
    recontacted: int
    not_yet: int
    days: int


class MoodCoverage(TypedDict):
    value: float | None
    due: int


class CoverageBySentiment(TypedDict):
    negative: MoodCoverage
    neutral: MoodCoverage
    positive: MoodCoverage
    unknown: MoodCoverage


class WroteAgainFigures(TypedDict):
    """Of turns that are open or were answered after the window."""

    value: float | None
    wrote_again: int
    wrote_once: int


class BesideFigures(TypedDict):
    first_contact: FirstContactFigures
    coverage_by_sentiment: CoverageBySentiment
    wrote_again: WroteAgainFigures


@dataclass(frozen=True, slots=True)
class CountedBeside:
    """What SQL counted: episodes by what came after them; turns by the sentiment of their first message."""

    first_contact: Mapping[str, int]
    within: Mapping[str | None, int]
    missed: Mapping[str | None, int]
    waited: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlainTalk:
    """One conversation of a replay. `customer` is empty where only the brand wrote."""

    customer: UUID | None
    turns: Sequence[TurnFact]
    counted: Sequence[TurnFact]  # the same, as they count with exclusions
    episodes: Sequence[EpisodeFact]


def beside_of(counted: CountedBeside, *, days: int) -> BesideFigures:
    """The figures from what was counted."""
    ends = {
        state: counted.first_contact.get(state, 0) for state in ("resolved_once", "recontacted", "not_yet")
    }

    def covered(mood: str | None) -> MoodCoverage:
        states = {"within": counted.within.get(mood, 0), "missed": counted.missed.get(mood, 0)}
        return {"value": share_of(COVERAGE_BY_SENTIMENT, states), "due": sum(states.values())}

    return {
        "first_contact": {
            "value": share_of(FIRST_CONTACT, ends),
            "resolved_once": ends["resolved_once"],
            "recontacted": ends["recontacted"],
            "not_yet": ends["not_yet"],
            "days": days,
        },
        "coverage_by_sentiment": {
            "negative": covered("negative"),
            "neutral": covered("neutral"),
            "positive": covered("positive"),
            "unknown": covered(None),
        },
        "wrote_again": {
            "value": share_of(WROTE_AGAIN, counted.waited),
            "wrote_again": counted.waited["wrote_again"],
            "wrote_once": counted.waited["wrote_once"],
        },
    }


def plain_beside(
    talks: Iterable[PlainTalk],
    moods: Mapping[UUID, str | None],
    *,
    start: datetime,
    end: datetime,
    as_of: datetime,
    window: int,
    days: int,
) -> BesideFigures:
    """The same, looked at one by one, without what the definitions say as data."""
    talks = list(talks)
    inside = [turn for talk in talks for turn in talk.counted if start <= turn.started_at < end]
    length = timedelta(seconds=window)
    return {
        "first_contact": _first_contact(talks, start=start, end=end, as_of=as_of, days=days),
        "coverage_by_sentiment": _by_mood(
            inside,
            moods,
            as_of=as_of,
            window=length,
        ),
        "wrote_again": _wrote_again(inside, as_of=as_of, window=length),
    }


def _first_contact(
    talks: Sequence[PlainTalk], *, start: datetime, end: datetime, as_of: datetime, days: int
) -> FirstContactFigures:
    contacts: Mapping[UUID, list[datetime]] = defaultdict(list)
    for talk in talks:
        if talk.customer is not None:
            contacts[talk.customer] += [turn.started_at for turn in talk.turns]
    once = again = waiting = 0
    for talk in talks:
        for episode in talk.episodes:
            closed = episode.closed_at
            if not start <= episode.opened_at < end or closed is None or closed > as_of:
                continue
            last = closed + timedelta(days=days)
            came_back = any(closed < at <= last for at in contacts[talk.customer]) if talk.customer else False
            if last > as_of:
                waiting += 1
            elif came_back:
                again += 1
            else:
                once += 1
    judged = once + again
    return {
        "value": round(once / judged, 6) if judged else None,
        "resolved_once": once,
        "recontacted": again,
        "not_yet": waiting,
        "days": days,
    }


def _wrote_again(turns: Iterable[TurnFact], *, as_of: datetime, window: timedelta) -> WroteAgainFigures:
    again = once = 0
    for turn in turns:
        if turn.started_at > as_of or turn.outcome is Outcome.EXCLUDED:
            continue
        if turn.stopped_at is not None and turn.stopped_at <= as_of:
            was_dismissed = turn.outcome is Outcome.DISMISSED
            if was_dismissed or turn.stopped_at - turn.started_at <= window:
                continue
        if turn.message_count > 1:  # a replay holds nothing of what came after the instant
            again += 1
        else:
            once += 1
    waited = again + once
    return {
        "value": round(again / waited, 6) if waited else None,
        "wrote_again": again,
        "wrote_once": once,
    }


def _by_mood(
    turns: Iterable[TurnFact], moods: Mapping[UUID, str | None], *, as_of: datetime, window: timedelta
) -> CoverageBySentiment:
    due: dict[str, list[bool]] = {mood: [] for mood in MOODS}
    for turn in turns:
        if turn.started_at > as_of or turn.outcome is Outcome.EXCLUDED:
            continue
        stopped = turn.stopped_at if turn.stopped_at is not None and turn.stopped_at <= as_of else None
        if stopped is not None and turn.outcome is Outcome.DISMISSED:
            continue
        last = turn.started_at + window
        if stopped is not None or last < as_of:
            due[moods.get(turn.id) or UNKNOWN].append(stopped is not None and stopped <= last)

    def of(mood: str) -> MoodCoverage:
        answers = due[mood]
        return {
            "value": round(answers.count(True) / len(answers), 6) if answers else None,
            "due": len(answers),
        }

    return {
        "negative": of("negative"),
        "neutral": of("neutral"),
        "positive": of("positive"),
        "unknown": of(UNKNOWN),
    }
