"""Proving that the ledger and the evidence are untouched: the chain, its days, and every row beside its entry.

All of it sees one state of the database. What was changed and is not entered yet is left out and counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bpo.core.uow import UnitOfWork
from bpo.ledger.models import LedgerDay
from bpo.ledger.operations.comparing import Comparison
from bpo.ledger.queries.entries import end_of, entries_by_day, list_days
from bpo.ledger.queries.streams import follow_entries
from bpo.ledger.rules.chain import Day, beginning, seal_of
from bpo.ledger.rules.checking import HASH_BYTES, Chain, Fault


@dataclass(slots=True)
class Verified:
    """What was looked at; `fault` is the first thing that is wrong."""

    entries: int = 0
    days: int = 0
    last_hash: str = ""
    rows: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    fault: Fault | None = None


def verify(
    uow: UnitOfWork, tenant_id: UUID, *, since: date | None = None, until: date | None = None
) -> Verified:
    """Whether what was sealed on [since, until) stands untouched, and the evidence with it.

    From a day on, the seal of the day before is believed: what it hangs on is what `since` leaves out.
    """
    days = list_days(uow, tenant_id)
    before = [day for day in days if since is not None and day.day < since]
    after = before[-1].last_number if before else 0
    end = max(end_of(uow, tenant_id).number, days[-1].last_number if days else 0)
    last = end
    if until is not None:
        last = max((day.last_number for day in days if day.day < until), default=after)
    chain = Chain(after, before[-1].last_hash if before else beginning(tenant_id))
    fault = _check_seals(tenant_id, days) or _check_chain(uow, tenant_id, chain, days, last=last)
    read = fault.number - 1 if fault and fault.number else chain.number
    found = Verified(max(read - after, 0), len([day for day in days if after < day.last_number <= last]))
    found.last_hash = chain.hash.hex()
    if fault is None:
        comparison = Comparison(uow, tenant_id, after=after, last=last, whole=(after, last) == (0, end))
        fault = comparison.run()
        found.rows, found.waiting = comparison.counts, comparison.waiting
    found.fault = fault
    return found


def _check_chain(
    uow: UnitOfWork, tenant_id: UUID, chain: Chain, days: list[LedgerDay], *, last: int
) -> Fault | None:
    after = chain.number
    for found in follow_entries(uow, tenant_id, chain, last=last):
        if isinstance(found, Fault):
            return found
        first = chain.number - len(found) // HASH_BYTES
        for day in days:
            place = (day.last_number - first - 1) * HASH_BYTES
            if first < day.last_number <= chain.number and found[place : place + HASH_BYTES] != day.last_hash:
                return Fault(day.last_number, "day", f"the seal of {day.day} is of another entry")
    return _check_days(entries_by_day(uow, tenant_id, after=after, last=last), days)


def _check_seals(tenant_id: UUID, days: Iterable[LedgerDay]) -> Fault | None:
    """Whether days follow each other, each under the seal of the one before."""
    seal, after = beginning(tenant_id), 0
    for day in days:
        over = Day(day.day, day.first_number, day.last_number, day.last_hash)
        if day.first_number != after + 1 or day.count != over.count:
            return Fault(day.first_number, "day", f"{day.day} does not begin where the day before it ended")
        seal, after = seal_of(seal, over), day.last_number
        if day.seal != seal:
            return Fault(day.last_number, "day", f"the seal of {day.day} does not fit")
    return None


def _check_days(found: Sequence[tuple[date, int, int]], days: Iterable[LedgerDay]) -> Fault | None:
    """Whether days hold the entries that their seals name; only the last one, still running, has no seal."""
    sealed = {day.day: (day.first_number, day.last_number) for day in days}
    running = next((day for day, *_ in found if day not in sealed), None)
    for day, first, last in found:
        if day not in sealed and day != running:
            return Fault(first, "day", f"{running} is over and has no seal")
        if day in sealed and sealed[day] != (first, last):
            return Fault(first, "day", f"other entries say that they were sealed on {day} than its seal")
    return None
