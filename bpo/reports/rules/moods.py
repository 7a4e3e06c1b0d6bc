"""Sentiment at the start and at the end of an episode: how the customer's first and last message read.

An episode counts in the period in which it was opened, with what the customer had written by the instant of
the report. Messages of one instant are taken by the gravest of them. What was not read yet is `unknown`; an
episode of a single message says nothing about a change. `moods_of` puts counted episodes together,
`plain_moods` looks at the messages of each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

GRAVEST_FIRST = ("negative", "neutral", "positive")
UNKNOWN = "unknown"
MOODS = (*GRAVEST_FIRST, UNKNOWN)
CHANGES = ("better", "same", "worse", "single", "unknown")


class Moods(TypedDict):
    negative: int
    neutral: int
    positive: int
    unknown: int


class MoodFigures(TypedDict):
    """`better`, `same` and `worse` are of episodes with two messages or more; the five add up to `episodes`."""

    episodes: int
    start: Moods
    end: Moods
    better: int
    same: int
    worse: int
    single: int
    unknown: int


@dataclass(frozen=True, slots=True)
class CountedMoods:
    """So many episodes that began and ended alike."""

    began: str | None
    ended: str | None
    change: str
    count: int


@dataclass(frozen=True, slots=True)
class PlainMood:
    """One customer's message of an episode; None: not read."""

    at: datetime
    sentiment: str | None


def moods_of(counted: Iterable[CountedMoods]) -> MoodFigures:
    """The figures from episodes counted together."""
    rows = list(counted)

    def moods(side: str) -> Moods:
        return {
            "negative": sum(one.count for one in rows if getattr(one, side) == "negative"),
            "neutral": sum(one.count for one in rows if getattr(one, side) == "neutral"),
            "positive": sum(one.count for one in rows if getattr(one, side) == "positive"),
            "unknown": sum(one.count for one in rows if getattr(one, side) is None),
        }

    def change(name: str) -> int:
        return sum(one.count for one in rows if one.change == name)

    return {
        "episodes": sum(one.count for one in rows),
        "start": moods("began"),
        "end": moods("ended"),
        "better": change("better"),
        "same": change("same"),
        "worse": change("worse"),
        "single": change("single"),
        "unknown": change(UNKNOWN),
    }


def plain_moods(episodes: Iterable[Sequence[PlainMood]]) -> MoodFigures:
    """The same, looked at one by one; episodes without a customer's message do not count."""
    figures: MoodFigures = {
        "episodes": 0,
        "start": {"negative": 0, "neutral": 0, "positive": 0, "unknown": 0},
        "end": {"negative": 0, "neutral": 0, "positive": 0, "unknown": 0},
        "better": 0,
        "same": 0,
        "worse": 0,
        "single": 0,
        "unknown": 0,
    }
    for said in episodes:
        if not said:
            continue
        instants = [one.at for one in said]
        began, ended = (
            _gravest([one.sentiment for one in said if one.at == at]) for at in (min(instants), max(instants))
        )
        figures["episodes"] += 1
        figures["start"][began or UNKNOWN] += 1  # type: ignore[literal-required]  # one of MOODS
        figures["end"][ended or UNKNOWN] += 1  # type: ignore[literal-required]  # the same
        if len(said) == 1:
            figures["single"] += 1
        elif began is None or ended is None:
            figures["unknown"] += 1
        else:
            step = GRAVEST_FIRST.index(ended) - GRAVEST_FIRST.index(began)
            figures["same" if step == 0 else "better" if step > 0 else "worse"] += 1
    return figures


def _gravest(read: Sequence[str | None]) -> str | None:
    known = [one for one in read if one is not None]
    return min(known, key=GRAVEST_FIRST.index) if known else None
