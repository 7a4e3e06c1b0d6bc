"""Whether a unit of work is open in this thread, so that nobody speaks to a network meanwhile.

A transaction held open over the network holds locks for as long as somebody else's server likes.
"""

import threading

_state = threading.local()


def count_up() -> None:
    """A unit was opened."""
    _state.count = _open() + 1


def count_down() -> None:
    """A unit was closed."""
    _state.count = _open() - 1


def check_none_is_open() -> None:
    """Raise if the network is about to be spoken to inside a unit of work: the caller must open units around it."""
    if _open():
        raise RuntimeError("The network must not be spoken to while a unit of work is open.")


def _open() -> int:
    count: int = getattr(_state, "count", 0)
    return count
