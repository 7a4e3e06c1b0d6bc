"""UUIDv7, made in Python.

Rows get their ids before they reach the database, because an insert-only table refuses RETURNING and
events need the id of what they tell. Within a process each id is greater than the one before, so rows
of one batch stand in the order they were made; between processes ids grow with the clock only. They
are not in commit order and never serve as a cursor for synchronisation.
"""

import os
import threading
import time
from datetime import timedelta
from uuid import UUID

_RANDOM_BITS = 74
_lock = threading.Lock()
_last = 0  # the 122 bits of the last id: milliseconds and tail


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of Unix milliseconds, version, a 74-bit tail, variant (RFC 9562).

    The tail is random at each new millisecond and steps up by a random 32 bits within one, or while
    the clock is set back (the RFC's section 6.2, method 2).
    """
    global _last  # noqa: PLW0603 -- the order of ids is one per process
    random = int.from_bytes(os.urandom(10)) >> 7  # the top bit of the tail stays free for the steps
    milliseconds = time.time_ns() // 1_000_000 & (1 << 48) - 1
    with _lock:
        _last = max(milliseconds << _RANDOM_BITS | random, _last + 1 + (random & 0xFFFF_FFFF))
        value = _last
    high, middle, low = value >> _RANDOM_BITS, value >> 62 & 0xFFF, value & (1 << 62) - 1
    return UUID(int=high << 80 | 0x7 << 76 | middle << 64 | 0x2 << 62 | low)


def earlier_id(than: UUID, *, by: timedelta) -> UUID:
    """The least id that could have been made so long before another."""
    milliseconds = (than.int >> 80) - by // timedelta(milliseconds=1)
    return UUID(int=max(milliseconds, 0) << 80)


def _after_fork() -> None:
    """A child begins anew: it would otherwise step on from the same id as its parent."""
    global _last, _lock
    _last, _lock = 0, threading.Lock()


os.register_at_fork(after_in_child=_after_fork)
