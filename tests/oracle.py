"""The definitions once more, slow and plain, to hold the rules against.

Nothing here is shared with the code it judges: calendars are read from their JSON, wall times are
found by trying offsets, time is added up piece by piece over lists, and a conversation is asked about
each message by looking at all the others.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cmp_to_key
from itertools import groupby, pairwise
from types import SimpleNamespace
from zoneinfo import ZoneInfo

DAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
HALF_DAY = timedelta(hours=12)


# --- working time -------------------------------------------------------------------------------


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which clocks in the zone show `wall`; a skipped one by the offset before."""
    around = [(wall.replace(tzinfo=UTC) + shift * HALF_DAY).astimezone(zone) for shift in (-3, -2, 2, 3)]
    candidates = [(wall - shown.utcoffset()).replace(tzinfo=UTC) for shown in around]
    shown_then = [at for at in candidates if at.astimezone(zone).replace(tzinfo=None) == wall]
    return min(shown_then) if shown_then else candidates[0]


def open_list(spec: dict, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Every window that starts on the dates first..last, as it stands in the file, overlaps and all."""
    zone = ZoneInfo(spec["time_zone"])
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day.isoformat() in spec["holiday_dates"] or day.isoformat() in spec["closed"]:
            continue
        for text in spec["weekly"][DAY_NAMES[day.weekday()]]:
            ends = []
            for clock in text.split("-"):
                hours, minutes = clock.split(":")
                wall = datetime(day.year, day.month, day.day) + timedelta(  # noqa: DTZ001 -- a wall time
                    hours=int(hours), minutes=int(minutes)
                )
                ends.append(wall)
            if ends[1] <= ends[0]:
                ends[1] += timedelta(days=1)
            start, end = (instant_of(wall, zone) for wall in ends)
            if start < end:
                found.append((start, end))
    return found


class Oracle:
    """Working time by a spec in its JSON form, for questions between two instants."""

    def __init__(self, spec: dict, first: datetime, last: datetime) -> None:
        margin = timedelta(days=3)
        self.limit = last
        self.opened = open_list(spec, (first - margin).date(), (last + margin).date())

    def pieces(self, start, end, pauses):
        """[start, end) cut wherever anything begins or ends, each piece with whether it counts."""
        spans = [(p.start, p.end or self.limit) for p in pauses]
        cuts = {start, end}
        cuts.update(at for span in self.opened + spans for at in span if start < at < end)
        for left, right in pairwise(sorted(cuts)):
            is_open = any(a <= left < b for a, b in self.opened)
            is_paused = any(a <= left < b for a, b in spans)
            yield left, right, is_open, is_paused

    def between(self, start, end, pauses=()):
        if end <= start:
            return timedelta(0)
        pieces = self.pieces(start, end, pauses)
        return sum((b - a for a, b, is_open, paused in pieces if is_open and not paused), timedelta(0))

    def due(self, start, target, pauses=()):
        """None where the limit comes first."""
        if target <= timedelta(0):
            return start
        for left, right, is_open, paused in self.pieces(start, self.limit, pauses):
            if is_open and not paused:
                if right - left >= target:
                    return left + target
                target -= right - left
        return None


# --- order and placement ------------------------------------------------------------------------


def is_before(first_at, first_id, second_at, second_id) -> bool:
    """Time, then id: numbers by value and before the rest, the rest by code point."""
    if first_at != second_at:
        return first_at < second_at
    numbers = [bool(text) and set(text) <= set("0123456789") for text in (first_id, second_id)]
    if all(numbers) and int(first_id) != int(second_id):
        return int(first_id) < int(second_id)
    if numbers[0] != numbers[1]:
        return numbers[0]
    return [ord(letter) for letter in first_id] < [ord(letter) for letter in second_id]


def by(before: Callable) -> Callable:
    """A sort key out of a question."""
    return cmp_to_key(lambda a, b: -1 if before(a, b) else int(before(b, a)))


def customer_of(message, thread) -> str | None:
    if message.direction == "in":
        return message.author_id
    customers = [other for other in thread if other.direction == "in"]
    if any(other.author_id == message.addressee for other in customers):
        return message.addressee
    upward = message
    for _ in thread:
        above = [other for other in thread if other.external_id == upward.in_reply_to]
        if not above:
            break
        upward = above[0]
        if upward.direction == "in":
            return upward.author_id
    if len({other.author_id for other in customers}) == 1:
        return customers[0].author_id
    ordered = sorted(
        customers,
        key=by(lambda a, b: is_before(a.posted_at, a.external_id, b.posted_at, b.external_id)),
    )
    earlier = [
        other
        for other in ordered
        if is_before(other.posted_at, other.external_id, message.posted_at, message.external_id)
    ]
    nearest = earlier[-1:] or ordered[:1]
    return nearest[0].author_id if nearest else None


# --- episodes and turns -------------------------------------------------------------------------


def kind_of(moment) -> str:
    """`in`, `out`, `dismissal` or `closing`."""
    if hasattr(moment, "direction"):
        return str(moment.direction)
    return "dismissal" if hasattr(moment, "reason") else "closing"


def moments_in_order(moments) -> list:
    """Without what is automatic; messages by the order of messages, acts after them."""

    def before(a, b):
        if a.at != b.at:
            return a.at < b.at
        acts = [kind_of(moment) in {"dismissal", "closing"} for moment in (a, b)]
        if acts == [False, False]:
            return is_before(a.at, a.external_id, b.at, b.external_id)
        if acts == [True, True]:
            return (kind_of(a) == "closing", str(a.id)) < (kind_of(b) == "closing", str(b.id))
        return acts[1]

    return sorted((m for m in moments if not getattr(m, "automatic", False)), key=by(before))


def episode_bounds(line: list) -> list[tuple[int, int | None]]:
    """Positions of each episode's first message and of its closing."""
    bounds, position = [], 0
    while True:
        openers = {"in"} if bounds else {"in", "out"}
        starts = [i for i in range(position, len(line)) if kind_of(line[i]) in openers]
        if not starts:
            return bounds
        ends = [i for i in range(starts[0], len(line)) if kind_of(line[i]) == "closing"]
        bounds.append((starts[0], ends[0] if ends else None))
        if not ends:
            return bounds
        position = ends[0] + 1


def turns_of(moments) -> list[dict]:
    line = moments_in_order(moments)
    kinds = [kind_of(moment) for moment in line]
    bounds = episode_bounds(line)
    found = []
    customer = [i for i, kind in enumerate(kinds) if kind == "in"]
    # Customer messages with nothing but other customer messages between them are one turn.
    for _, messages in groupby(customer, key=lambda i: sum(kind != "in" for kind in kinds[:i])):
        run = list(messages)
        episode = sum(start <= run[0] for start, _ in bounds)
        stops = [i for i in range(run[-1], len(line)) if kinds[i] in {"out", "dismissal"}]
        stop = line[stops[0]] if stops else None
        outcome = {"out": "answered", "dismissal": "dismissed"}[kinds[stops[0]]] if stops else "open"
        earlier = [turn for turn in found if turn["episode_no"] == episode]
        found.append(
            {
                "first_message_id": line[run[0]].id,
                "last_message_id": line[run[-1]].id,
                "message_count": len(run),
                "episode_no": episode,
                "kind": "next_response" if earlier else "first_response",
                "started_at": line[run[0]].at,
                "outcome": outcome,
                "stopped_at": stop and stop.at,
                "stopped_by": stop and stop.id,
                "reason": getattr(stop, "reason", None),
                "again_at": line[run[1]].at if len(run) > 1 else None,
            }
        )
    return found


def episodes_of(moments) -> list[dict]:
    line = moments_in_order(moments)
    found = []
    for number, (first, last) in enumerate(episode_bounds(line), start=1):
        inside = line[first:last]
        closed_at = None if last is None else line[last].at
        waits = []
        for i, moment in enumerate(inside):
            said = [kind_of(other) for other in inside[:i] if kind_of(other) in {"in", "out"}]
            if kind_of(moment) == "out" and said[-1:] != ["out"]:
                answers = [other.at for other in inside[i:] if kind_of(other) == "in"]
                waits.append((moment.at, (answers or [closed_at])[0]))
        customers = [moment.id for moment in inside if kind_of(moment) == "in"]
        found.append(
            {
                "no": number,
                "opened_at": inside[0].at,
                "opened_by": inside[0].id,
                "first_customer_message_id": customers[0] if customers else None,
                "closed_at": closed_at,
                "waits": [(start, end) for start, end in waits if start != end],
            }
        )
    return found


# --- waiting for the client ---------------------------------------------------------------------


def pauses_for(turn, asked, decided) -> list:
    """When a turn's clock stood still; `asked` and `decided` are lists of (what, when)."""
    found = []
    for what in {subject for subject, _ in asked}:
        start = min(at for subject, at in asked if subject == what)
        ends = sorted(at for subject, at in decided if subject == what)
        was_open = turn["started_at"] <= start and not (turn["stopped_at"] and turn["stopped_at"] <= start)
        if was_open and (not ends or ends[0] > start):
            found.append(SimpleNamespace(start=start, end=ends[0] if ends else None))
    return found
