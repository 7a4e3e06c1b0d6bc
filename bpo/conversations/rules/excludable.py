"""What evidence says could be left out of measurement: networks that were down, floods of spam, late departments.

These find; they decide nothing. Limits are wide apart from what happens every day, because a person of the vendor looks
at each find before the client is asked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

OUTAGE_LASTS = timedelta(minutes=15)
OUTAGE_FAILURES = 3
OUTAGE_ACCOUNTS = 2
FLOOD_LEAST = 30  # dismissed as spam within an hour at one account
FLOOD_TIMES = 10  # so many times what is usual there
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that a network was given a reply; `failed` where the network was not reached or did not answer."""

    account_id: UUID
    network: str
    at: datetime
    failed: bool


@dataclass(frozen=True, slots=True)
class Outage:
    """A network that took nothing from several accounts, from the first failure to the next success."""

    network: str
    began_at: datetime
    ended_at: datetime
    failures: int
    accounts: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Spam:
    """A turn that was dismissed as spam."""

    account_id: UUID
    started_at: datetime
    dismissed_at: datetime


@dataclass(frozen=True, slots=True)
class Flood:
    """So much spam at one account that other work had to wait."""

    account_id: UUID
    began_at: datetime
    ended_at: datetime
    count: int
    usual: float


def find_outages(attempts: Iterable[Attempt]) -> list[Outage]:
    """Those that are over; one failure among successes is none, nor is one account's trouble."""
    by_network: dict[str, list[Attempt]] = defaultdict(list)
    for one in attempts:
        by_network[one.network].append(one)
    found: list[Outage] = []
    for network, these in sorted(by_network.items()):
        failed: list[Attempt] = []
        for one in sorted(these, key=lambda attempt: (attempt.at, not attempt.failed)):
            if one.failed:
                failed.append(one)
                continue
            if _is_outage(failed, one.at):
                accounts = frozenset(attempt.account_id for attempt in failed)
                found.append(Outage(network, failed[0].at, one.at, len(failed), accounts))
            failed = []
    return found


def find_floods(spam: Iterable[Spam], *, usual: dict[UUID, float]) -> list[Flood]:
    """Hours in which an account got many times what it usually gets (turns an hour), joined where they follow."""
    hours: dict[tuple[UUID, datetime], list[Spam]] = defaultdict(list)
    for one in spam:
        hours[one.account_id, one.started_at.replace(minute=0, second=0, microsecond=0)].append(one)
    found: list[Flood] = []
    last: tuple[UUID, datetime] | None = None
    for (account_id, hour), these in sorted(hours.items()):
        often = usual.get(account_id, 0.0)
        if len(these) < max(FLOOD_LEAST, FLOOD_TIMES * often):
            continue
        began, ended = min(one.started_at for one in these), max(one.dismissed_at for one in these)
        if last == (account_id, hour - HOUR):
            before = found.pop()
            began, ended = before.began_at, max(ended, before.ended_at)
            found.append(Flood(account_id, began, ended, before.count + len(these), often))
        else:
            found.append(Flood(account_id, began, ended, len(these), often))
        last = (account_id, hour)
    return found


def _is_outage(failed: list[Attempt], ended_at: datetime) -> bool:
    return (
        len(failed) >= OUTAGE_FAILURES
        and len({one.account_id for one in failed}) >= OUTAGE_ACCOUNTS
        and ended_at - failed[0].at >= OUTAGE_LASTS
    )
