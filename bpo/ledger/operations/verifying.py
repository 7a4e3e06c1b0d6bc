"""Proving that the ledger and the evidence are untouched: the chain, its days, and every row beside its entry.

All of it sees one state of the database. What was changed and is not entered yet is left out and counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date
from uuid import UUID

from bpo.core.uow import UnitOfWork
from bpo.ledger.models import LedgerDay
from bpo.ledger.operations.comparing import Comparison
from bpo.ledger.queries.entries import end_of, entry_of, list_days
from bpo.ledger.queries.streams import entries_of
from bpo.ledger.rules.chain import Day, beginning, seal_of
from bpo.ledger.rules.checking import Chain, Entry, Fault, day_of


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
    ends = {day.last_number: day for day in days}
    sealed = days[-1].last_number if days else 0
    following = entry_of(uow, tenant_id, sealed + 1)
    running = following.sealed_at.astimezone(UTC).date() if following else None
    for entries in entries_of(uow, tenant_id, after=chain.number, last=last):
        fault = chain.follow(entries) or _check_days(entries, ends, sealed=sealed, running=running)
        if fault:
            return fault
    return Fault(chain.number + 1, "entry", "this number is missing") if chain.number < last else None


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


def _check_days(
    entries: Iterable[Entry], ends: Mapping[int, LedgerDay], *, sealed: int, running: date | None
) -> Fault | None:
    """Whether days end with the entries that their seals name; only the last one, still running, has no seal."""
    for number, *_, at, _body, hashed in entries:
        day = ends.get(number)
        if day is not None and (day.last_hash != hashed or day_of(at) != day.day):
            return Fault(number, "day", f"the seal of {day.day} is of another entry")
        if number > sealed and day_of(at) != running:
            return Fault(number, "day", f"{running} is over and has no seal")
    return None
