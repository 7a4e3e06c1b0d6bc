"""What the streams tell: the numbers of each watched brand, counted once a change and at most once a second."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bpo.conversations.operations.waiting import queue_topic
from bpo.conversations.queries.live import BrandNow, count_now
from bpo.conversations.rules.live import Numbers, visible
from bpo.core import live
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork

COUNTED_EVERY = 1.0  # seconds between two counts of a brand, at least
UNTOLD_EVERY = 3.0  # where nobody tells that something changed
AT_LEAST_EVERY = 60.0  # a signal can be lost with the process that was to give it

Watched = tuple[UUID, int]  # a brand, and the minutes ahead that count as soon


@dataclass
class Counted:
    """A brand as it was counted last."""

    now: BrandNow
    signal: int | None
    at: float
    version: int  # of the board, when a number of it last changed


class Board:
    """All that is watched at the moment; `version` grows when a number changes."""

    def __init__(self) -> None:
        self.version = 0
        self.counted: dict[Watched, Counted] = {}

    def renew(self, watched: Collection[Watched]) -> None:
        """Count anew what has changed of these, and forget what nobody watches any more."""
        self.counted = {key: known for key, known in self.counted.items() if key in watched}
        brands = sorted({tenant_id for tenant_id, _within in watched})
        told = live.numbers(queue_topic(tenant_id) for tenant_id in brands)
        # Asked before counting: what changes meanwhile makes the next count.
        signals = dict(zip(brands, told, strict=True)) if told is not None else {}
        now, clock = utcnow(), time.monotonic()
        due: dict[int, list[UUID]] = {}
        for tenant_id, within in watched:
            known = self.counted.get((tenant_id, within))
            if known is None or _is_old(known, signals.get(tenant_id), now=now, clock=clock):
                due.setdefault(within, []).append(tenant_id)
        for within, tenant_ids in due.items():
            with UnitOfWork(Actor.system(*tenant_ids), now=now) as uow:
                found = count_now(uow, tenant_ids, within=timedelta(minutes=within))
            self.version += 1
            for tenant_id, brand in found.items():
                before = self.counted.get((tenant_id, within))
                is_same = before is not None and before.now.accounts == brand.accounts
                version = before.version if before is not None and is_same else self.version
                self.counted[tenant_id, within] = Counted(brand, signals.get(tenant_id), clock, version)

    def numbers(self, watched: Watched, accounts: frozenset[UUID] | None) -> Numbers:
        """A brand's numbers for somebody who sees these accounts of it."""
        return visible(self.counted[watched].now.accounts, accounts)


def _is_old(known: Counted, signal: int | None, *, now: datetime, clock: float) -> bool:
    age = clock - known.at
    if age < COUNTED_EVERY:
        return False
    if known.now.changes_at is not None and known.now.changes_at < now:
        return True
    if signal is None:
        return age >= UNTOLD_EVERY
    return signal != known.signal or age >= AT_LEAST_EVERY
