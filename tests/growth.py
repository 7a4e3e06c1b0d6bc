"""How time grows with a text: a ratio of two measurements of one run, never a time of a clock."""

import time
from collections.abc import Callable

SHORTER = 16
# A text sixteen times as long takes 256 times as long where time grows with the square of its length.
AT_MOST = 64


def cost(work: Callable[[], object], *, times: int = 3) -> float:
    """Seconds of the processor, the best of a few after one that loads what is loaded once."""
    work()
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def growth(work: Callable[[str], object], text: str) -> float:
    """How many times as long a text takes as its first sixteenth."""
    return cost(lambda: work(text)) / cost(lambda: work(text[: len(text) // SHORTER]))
