"""The clocks of generated conversations worked out by hand, to hold the product's against.

Plain and slow, and it shares nothing with the product: who is waiting for whom is read off the generated
messages, opening hours are added up window by window.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from generator import Said
from ground import Ground

ZONE = ZoneInfo("Europe/Kyiv")
WEEKDAY = ((time(9), time(13)), (time(14), time(18)))
SATURDAY = ((time(10), time(15)),)
TARGET = {"private": timedelta(minutes=15), "public": timedelta(minutes=30)}

Clock = tuple[str, str, int, datetime, datetime, str, datetime | None, int | None]
STORED = """
    SELECT m.external_id, t.kind, t.message_count, t.started_at, t.due_at, t.outcome, t.stopped_at, t.worked_us
    FROM turn t JOIN message m ON m.tenant_id = t.tenant_id AND m.id = t.id
    WHERE t.tenant_id = %s AND t.conversation_id IN (
        SELECT conversation_id FROM message WHERE tenant_id = %s AND external_id = ANY (%s))
"""


def check_clocks(ground: Ground, tenant_id: UUID, samples: Sequence[list[Said]]) -> int:
    """Compare the stored turns of these conversations with ours; how many there were."""
    first_ids = [said[0].id for said in samples]
    expected = {clock for said in samples for clock in clocks_of(said)}
    rows = ground.superuser.execute(STORED, (tenant_id, tenant_id, first_ids)).fetchall()
    stored = {
        tuple(value.astimezone(UTC) if isinstance(value, datetime) else value for value in row)
        for row in rows
    }
    assert stored == expected, f"clocks differ: {sorted(stored ^ expected)[:4]}"
    return len(expected)


def clocks_of(said: Sequence[Said]) -> Iterator[Clock]:
    """The turns of one conversation: (first message, kind, messages, start, due, outcome, stop, worked)."""
    visibility = str(said[0].record["visibility"])
    people = [message for message in said if not message.automatic]
    place, kind = 0, "first_response"
    while place < len(people):
        if not people[place].incoming:
            place += 1
            continue
        first = people[place]
        reply = next((later for later in people[place:] if not later.incoming), None)
        end = people.index(reply) if reply else len(people)
        opened = (
            _windows(first.at)
            if visibility == "public"
            else iter([(first.at, datetime.max.replace(tzinfo=UTC))])
        )
        worked = None
        if reply:
            always = visibility == "private"
            worked = (reply.at - first.at if always else _worked(first.at, reply.at)) // timedelta(
                microseconds=1
            )
        due = _due(opened, first.at, TARGET[visibility])
        outcome = "answered" if reply else "open"
        yield first.id, kind, end - place, first.at, due, outcome, reply.at if reply else None, worked
        place, kind = end, "next_response"


def _windows(start: datetime) -> Iterator[tuple[datetime, datetime]]:
    day = start.astimezone(ZONE).date() - timedelta(days=1)
    while True:
        hours = () if day.weekday() == 6 else SATURDAY if day.weekday() == 5 else WEEKDAY
        for opens, closes in hours:
            yield tuple(datetime.combine(day, at, tzinfo=ZONE).astimezone(UTC) for at in (opens, closes))  # type: ignore[misc]  # of two
        day += timedelta(days=1)


def _worked(start: datetime, end: datetime) -> timedelta:
    total = timedelta(0)
    for opens, closes in _windows(start):
        if opens >= end:
            return total
        total += max(min(closes, end) - max(opens, start), timedelta(0))
    raise AssertionError


def _due(opened: Iterator[tuple[datetime, datetime]], start: datetime, target: timedelta) -> datetime:
    for opens, closes in opened:
        begin = max(opens, start)
        if closes <= begin:
            continue
        if closes - begin >= target:
            return begin + target
        target -= closes - begin
    raise AssertionError
