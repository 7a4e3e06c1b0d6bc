"""Volumes: how much was written, where, in which language, at which stage; and the same a second time.

`volumes_of` puts together what SQL counted by account, language and stage. `plain_volumes` counts the same
one by one from plain rows, and shares nothing with the first but the shape. What nobody knows is null or
stands under `unknown`, never guessed: the intent of a message is not judged by anything yet.

A conversation counts where it has a message in the period; under two languages if it was written in two.
By tag (place) and by stage is as accounts and conversations are today.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import NotRequired, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from bpo.reports.rules.engagement import EngagementFigures
from bpo.reports.rules.moods import MoodFigures
from bpo.reports.rules.places import Place

UNKNOWN = "unknown"
MICROSECONDS = 1_000_000
APART = ("by_network", "by_account", "by_tag", "by_language", "by_stage")
MEASURES = ("messages_in", "messages_out", "automatic", "conversations", "turns")


class Volume(TypedDict):
    messages_in: int
    messages_out: int
    automatic: int
    conversations: int
    turns: int


class HandoffFigures(TypedDict):
    n: int
    met: int
    late: int
    open: int
    median: float | None


class PromiseFigures(TypedDict):
    n: int
    kept: int
    late: int
    open: int


class Volumes(Volume):
    """`messages_out` are people's, one that was sent in parts once; what machines wrote is `automatic`. `intent` is null: nothing judges it.

    Months that were made before there were `engagement` and `sentiment` have neither.
    """

    by_network: dict[str, Volume]
    by_account: dict[str, Volume]
    by_tag: dict[str, Volume]
    by_language: dict[str, Volume]
    by_stage: dict[str, Volume]
    intent: None
    arrivals: list[list[int]]
    handoffs: dict[str, HandoffFigures]
    promises: PromiseFigures
    engagement: NotRequired[EngagementFigures]
    sentiment: NotRequired[MoodFigures]


@dataclass(frozen=True, slots=True)
class Counted:
    """What SQL counted: volumes by account id, by language and by stage, arrivals, what was asked, public posts."""

    by_account: Mapping[UUID, Volume]
    by_language: Mapping[str | None, Volume]
    by_stage: Mapping[str | None, Volume]
    arrivals: list[list[int]]
    handoffs: Mapping[str, HandoffFigures]
    promises: PromiseFigures
    posts: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class PlainMessage:
    """One message of the period."""

    account_id: UUID
    conversation_id: UUID
    direction: str
    automatic: bool
    language: str | None
    stage: str | None
    part_no: int | None = None


@dataclass(frozen=True, slots=True)
class PlainTurn:
    """One turn of the period, with the language of its first message."""

    account_id: UUID
    started_at: datetime
    language: str | None
    stage: str | None


@dataclass(frozen=True, slots=True)
class PlainHandoff:
    """One question to a department; what came after the instant of the report is None."""

    department: str
    due_at: datetime | None
    answered_at: datetime | None
    worked_us: int | None


@dataclass(frozen=True, slots=True)
class PlainPromise:
    """One promised update."""

    due_at: datetime
    stopped_at: datetime | None


def nothing() -> Volume:
    """No message, no turn."""
    return {"messages_in": 0, "messages_out": 0, "automatic": 0, "conversations": 0, "turns": 0}


def volumes_of(
    counted: Counted,
    places: Mapping[UUID, Place],
    *,
    engagement: EngagementFigures,
    sentiment: MoodFigures,
) -> Volumes:
    """The volumes of a report from what was counted. An account belongs to one network, a conversation to one account."""
    networks: dict[str, Volume] = {}
    tags: dict[str, Volume] = {}
    whole = nothing()
    for account_id, found in counted.by_account.items():
        place = places[account_id]
        _add(whole, found)
        _add(networks.setdefault(place.network, nothing()), found)
        for tag in place.tags:
            _add(tags.setdefault(tag, nothing()), found)
    return {
        **whole,
        "by_network": dict(sorted(networks.items())),
        "by_account": dict(sorted((places[one].key, found) for one, found in counted.by_account.items())),
        "by_tag": dict(sorted(tags.items())),
        "by_language": _named(counted.by_language),
        "by_stage": _named(counted.by_stage),
        "intent": None,
        "arrivals": counted.arrivals,
        "handoffs": dict(sorted(counted.handoffs.items())),
        "promises": counted.promises,
        "engagement": engagement,
        "sentiment": sentiment,
    }


def plain_volumes(
    messages: Sequence[PlainMessage],
    turns: Sequence[PlainTurn],
    handoffs: Iterable[PlainHandoff],
    promises: Iterable[PlainPromise],
    *,
    places: Mapping[UUID, Place],
    time_zone: str,
    as_of: datetime,
    engagement: EngagementFigures,
    sentiment: MoodFigures,
) -> Volumes:
    """The same, looked at one by one."""

    def volume(said: list[PlainMessage], begun: list[PlainTurn]) -> Volume:
        people = [one for one in said if not one.automatic]
        return {
            "messages_in": len([one for one in people if one.direction == "in"]),
            "messages_out": len(
                [one for one in people if one.direction == "out" and one.part_no in {None, 1}]
            ),
            "automatic": len(said) - len(people),
            "conversations": len({one.conversation_id for one in said}),
            "turns": len(begun),
        }

    def apart(names: Mapping[int, frozenset[str]]) -> dict[str, Volume]:
        said: dict[str, list[PlainMessage]] = {}
        begun: dict[str, list[PlainTurn]] = {}
        for message in messages:
            for name in names[id(message)]:
                said.setdefault(name, []).append(message)
        for turn in turns:
            for name in names[id(turn)]:
                begun.setdefault(name, []).append(turn)
        return {name: volume(said.get(name, []), begun.get(name, [])) for name in sorted({*said, *begun})}

    rows: list[PlainMessage | PlainTurn] = [*messages, *turns]
    clock = ZoneInfo(time_zone)
    local = [turn.started_at.astimezone(clock) for turn in turns]
    asked = list(handoffs)
    promised = list(promises)
    kept = [one for one in promised if one.stopped_at is not None and one.stopped_at <= one.due_at]
    late = [one for one in promised if one not in kept and (one.stopped_at is not None or one.due_at < as_of)]
    return {
        **volume(list(messages), list(turns)),
        "by_network": apart({id(one): frozenset({places[one.account_id].network}) for one in rows}),
        "by_account": apart({id(one): frozenset({places[one.account_id].key}) for one in rows}),
        "by_tag": apart({id(one): frozenset(places[one.account_id].tags) for one in rows}),
        "by_language": apart({id(one): frozenset({one.language or UNKNOWN}) for one in rows}),
        "by_stage": apart({id(one): frozenset({one.stage or UNKNOWN}) for one in rows}),
        "intent": None,
        "arrivals": [
            [len([at for at in local if (at.weekday(), at.hour) == (day, hour)]) for hour in range(24)]
            for day in range(7)
        ],
        "handoffs": {
            department: _department([one for one in asked if one.department == department], as_of=as_of)
            for department in sorted({one.department for one in asked})
        },
        "promises": {
            "n": len(promised),
            "kept": len(kept),
            "late": len(late),
            "open": len(promised) - len(kept) - len(late),
        },
        "engagement": engagement,
        "sentiment": sentiment,
    }


def _department(asked: list[PlainHandoff], *, as_of: datetime) -> HandoffFigures:
    answered = [one for one in asked if one.answered_at is not None]
    met = [one for one in answered if one.due_at is None or (one.answered_at or as_of) <= one.due_at]
    waiting = [one for one in asked if one.answered_at is None]
    overdue = [one for one in waiting if one.due_at is not None and one.due_at < as_of]
    taken = [one.worked_us for one in answered if one.worked_us is not None]
    return {
        "n": len(asked),
        "met": len(met),
        "late": len(answered) - len(met) + len(overdue),
        "open": len(waiting) - len(overdue),
        "median": round(median(taken) / MICROSECONDS, 3) if taken else None,
    }


def _add(to: Volume, found: Volume) -> None:
    to["messages_in"] += found["messages_in"]
    to["messages_out"] += found["messages_out"]
    to["automatic"] += found["automatic"]
    to["conversations"] += found["conversations"]
    to["turns"] += found["turns"]


def _named(counted: Mapping[str | None, Volume]) -> dict[str, Volume]:
    return dict(sorted((name or UNKNOWN, found) for name, found in counted.items()))
