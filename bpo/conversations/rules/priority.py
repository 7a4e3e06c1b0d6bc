"""Where a conversation that waits stands in the queue, and why.

Urgent before negative before normal before low: each class has a head start, and an item is to be served by
its due time less its head start (but never by a time before it was known: imported history all begins on the
day of its import). An urgent one goes before a normal one that fell due up to three days earlier, an angry one
before one of a day earlier, and thanks wait for what falls due within three days after them. The key is fixed
when the item is written and needs no clock, so that an index keeps the order. And because head starts are
bounded, nothing passes an item that fell due more than `BOUND` before it, so nobody starves. Equally due, a
negative one always comes before a neutral one, whatever else speaks for the latter.

Reasons are codes with values, the most telling first; how they are said is in `conversations.labels`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bpo.conversations.rules.reading import Reading
from bpo.core.vocabulary import Priority, Sentiment

HEAD_START = {
    Priority.URGENT: timedelta(days=3),  # as long as a contract usually gives for any answer at all
    Priority.NEGATIVE: timedelta(days=1),
    Priority.NORMAL: timedelta(0),
    Priority.LOW: timedelta(days=-3),
}
EXTRA = timedelta(hours=1)  # for each of: many readers, wrote again, came back
EXTRAS = 3
BOUND = HEAD_START[Priority.URGENT] + EXTRAS * EXTRA - HEAD_START[Priority.LOW]
DEFAULT_TARGET = timedelta(hours=2)  # where nobody agreed on one
MANY_READERS = 10_000
CAME_BACK_WITHIN = timedelta(days=7)

Reason = dict[str, object]  # {"code": …, and what it says}


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a conversation that waits; `readings` are of its waiting messages, in their order.

    `messages` is how many wait, which may be more than were read; `known_at` is when we learnt that it waits.
    `due_at` is the earliest due time of its open turns, `promise_at` that of a promised update;
    `contact_at` is when the customer was last answered, or last wrote elsewhere.
    """

    readings: tuple[Reading, ...]
    messages: int
    waiting_since: datetime
    known_at: datetime
    due_at: datetime | None = None
    promise_at: datetime | None = None
    is_public: bool = True
    followers: int | None = None
    contact_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer: class, mood, the key of the queue, and the reasons."""

    priority: Priority
    sentiment: Sentiment
    serve_by: datetime
    reasons: tuple[Reason, ...]


def stand(situation: Situation) -> Standing:
    """Where a conversation stands."""
    priority = priority_of(situation.readings, is_loud=_is_loud(situation))
    due_at = min((at for at in (situation.due_at, situation.promise_at) if at is not None), default=None)
    is_low = priority is Priority.LOW
    extras = 0 if is_low else _is_loud(situation) + _wrote_again(situation) + _came_back(situation)
    wanted = max(due_at or situation.waiting_since + DEFAULT_TARGET, situation.known_at)
    return Standing(
        priority=priority,
        sentiment=mood_of(situation.readings),
        serve_by=wanted - HEAD_START[priority] - extras * EXTRA,
        reasons=tuple(_reasons(situation, has_due=due_at is not None, is_low=is_low)),
    )


def queue_order(serve_by: datetime, conversation_id: UUID) -> tuple[datetime, UUID]:
    """The order of the queue: total, and the same every time."""
    return serve_by, conversation_id


def mood_of(readings: Sequence[Reading]) -> Sentiment:
    """Anger stays until the customer thanks; else the last feeling that was shown."""
    shown = [one for one in readings if one.sentiment is not Sentiment.NEUTRAL]
    if not shown:
        return Sentiment.NEUTRAL
    if any(one.sentiment is Sentiment.NEGATIVE for one in shown):
        calmed = shown[-1].sentiment is Sentiment.POSITIVE and shown[-1].is_thanks
        return Sentiment.POSITIVE if calmed else Sentiment.NEGATIVE
    return Sentiment.POSITIVE


def priority_of(readings: Sequence[Reading], *, is_loud: bool) -> Priority:
    """The class, from what was written and how many can read it."""
    mood = mood_of(readings)
    if any(one.urgent for one in readings) or (mood is Sentiment.NEGATIVE and is_loud):
        return Priority.URGENT
    if mood is Sentiment.NEGATIVE:
        return Priority.NEGATIVE
    if readings and all(_needs_little(one) for one in readings):
        return Priority.LOW
    return Priority.NORMAL


def is_loud(*, is_public: bool, followers: int | None) -> bool:
    """Whether many people can read what this customer writes."""
    return is_public and (followers or 0) >= MANY_READERS


def _is_loud(situation: Situation) -> bool:
    return is_loud(is_public=situation.is_public, followers=situation.followers)


def _needs_little(one: Reading) -> bool:
    return one.is_spam or (not one.asks and (one.is_thanks or one.sentiment is Sentiment.POSITIVE))


def _wrote_again(situation: Situation) -> bool:
    return situation.messages > 1


def _came_back(situation: Situation) -> bool:
    at = situation.contact_at
    return at is not None and situation.waiting_since - CAME_BACK_WITHIN <= at <= situation.waiting_since


def _reasons(situation: Situation, *, has_due: bool, is_low: bool) -> list[Reason]:
    readings = situation.readings
    mood = mood_of(readings)
    found: list[Reason] = [
        {"code": "urgent", "kind": kind} for kind in _words(one.urgent for one in readings)
    ]
    if mood is Sentiment.NEGATIVE:
        found.append({"code": "angry"})
    if _is_loud(situation):
        found.append({"code": "reach", "followers": situation.followers})
    if _wrote_again(situation) and not is_low:
        found.append({"code": "again", "count": situation.messages})
    if _came_back(situation) and not is_low:
        found.append({"code": "came_back"})
    if situation.promise_at is not None:
        found.append({"code": "promise"})
    found += [{"code": "topic", "topic": topic} for topic in _words(one.topics for one in readings)]
    if any(one.intent == "lead" for one in readings):
        found.append({"code": "lead"})
    if readings and all(one.is_spam for one in readings):
        found.append({"code": "spam"})
    elif readings and all(one.is_thanks for one in readings):
        found.append({"code": "thanks"})
    elif mood is Sentiment.POSITIVE and is_low:
        found.append({"code": "pleased"})
    found.append({"code": "due" if has_due else "no_target"})
    return found


def _words(groups: Iterable[tuple[str, ...]]) -> list[str]:
    """Each word once, in the order in which they came."""
    return list(dict.fromkeys(word for group in groups for word in group))
