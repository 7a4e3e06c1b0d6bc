"""Live pages: numbers that grow when something a page shows has changed.

A unit of work says what it has changed by `uow.signal(topic)`; after its commit the topic's number grows by
one. An open page asks every few seconds whether its numbers are still those that it has seen, and only then
fetches what it shows, by the ordinary and authorised way. The numbers live in Redis, next to the bell, so
that asking costs the database nothing; they say that something changed and never what. A number that is lost
(Redis away, a process killed between commit and signal) loses no change: pages also fetch at their leisure.
"""

from collections.abc import Iterable

import structlog
from redis.exceptions import RedisError

from bpo.core import queue

FORGOTTEN_AFTER = 86_400  # seconds; a number that begins anew differs from what was seen, which is enough
log = structlog.get_logger(__name__)


def pulse(topics: Iterable[str]) -> None:
    """Tell that something changed."""
    if not queue.has_bell():
        return
    try:
        with queue.bell().pipeline(transaction=False) as pipe:
            for topic in topics:
                pipe.incr(_key(topic))
                pipe.expire(_key(topic), FORGOTTEN_AFTER)
            pipe.execute()
    except RedisError as error:
        log.warning("pulse_not_felt", error=str(error))


def numbers(topics: Iterable[str]) -> list[int] | None:
    """The numbers of these topics now; None where nobody can tell."""
    keys = [_key(topic) for topic in topics]
    if not keys or not queue.has_bell():
        return None if keys else []
    try:
        return [int(value or 0) for value in queue.bell().mget(keys)]
    except RedisError:
        return None


def _key(topic: str) -> str:
    return f"live:{topic}"
