"""A clock's figures, and what it says at an instant.

Met iff the stop is at or before the due time: not "the work fitted the target", which would forgive a
reply written after closing time when the target ran out at closing. A verdict is about what exists at
`as_of`: a later stop does not, and only pauses before `as_of` can have moved a due time past it, so one
due time serves every `as_of`. Clocks that start after `as_of` do not exist; the caller leaves them out.

When a clock starts, stops and pauses is in `fold`; adding up hours is `tenants.rules.working_time`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bpo.tenants.rules.working_time import Pause, WorkingTime


class Verdict(StrEnum):
    MET = "met"
    BREACHED = "breached"
    OPEN_PAST_DUE = "open_past_due"
    OPEN_NOT_DUE = "open_not_due"
    UNMEASURED = "unmeasured"
    ENDED = "ended"


class Clock(NamedTuple):
    """`due_at` is None without a target or where it is never reached; `worked` is None while it runs."""

    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    worked: timedelta | None


def measure(
    started_at: datetime,
    stopped_at: datetime | None,
    *,
    target: timedelta | None,
    working_time: WorkingTime,
    pauses: Sequence[Pause] = (),
) -> Clock:
    """When it falls due and what was worked up to its stop."""
    due_at, worked = working_time.clock(started_at, stopped_at, target, pauses)
    return Clock(started_at, due_at, stopped_at, worked)


def verdict(clock: Clock, *, has_target: bool, stopped_by_reply: bool, as_of: datetime) -> Verdict:
    """What the clock says at `as_of`; `stopped_by_reply` also stands for the close of an episode."""
    stopped_at = clock.stopped_at if clock.stopped_at is not None and clock.stopped_at <= as_of else None
    if stopped_at is not None and not stopped_by_reply:
        return Verdict.ENDED  # dismissed or excluded: neither met nor breached, target or none
    if not has_target:
        return Verdict.UNMEASURED
    if stopped_at is not None:
        met = clock.due_at is None or stopped_at <= clock.due_at
        return Verdict.MET if met else Verdict.BREACHED
    past_due = clock.due_at is not None and clock.due_at < as_of
    return Verdict.OPEN_PAST_DUE if past_due else Verdict.OPEN_NOT_DUE
