"""`bpo bench ledger`: sealing, verifying and replaying the evidence of one brand, against reading and hashing alone.

The messages are imported through the product, with two service levels, one in office hours. Then the sealer enters all of
them, the chain is read, the evidence compared, every fact derived again. The control reads the same entries by COPY and
hashes their bytes: the machine's limit. In every run nothing is found to be wrong, until one byte is changed behind the
product's back, one row deleted, two exchanged: then that entry is named each time.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generator import Brand, Load, at_midnight, write_file
from ground import Ground, import_apart, row, run_apart, tell

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.ledger.operations.replaying import Counted
from bpo.ledger.operations.sealing import follow_all
from bpo.ledger.operations.verifying import verify
from bpo.ledger.queries.streams import follow_entries, read_one_state
from bpo.ledger.rules.chain import beginning
from bpo.ledger.rules.checking import Chain
from bpo.reports.operations.ledger import replay_report
from bpo.tenants.rules.period import Period

BRAND = Brand(1)
MONTH = Period(date(2025, 10, 1), date(2025, 11, 1), "Europe/Kyiv")
READ = "COPY (SELECT body, hash FROM ledger_entry WHERE tenant_id = %s ORDER BY id) TO STDOUT (FORMAT BINARY)"
# What somebody might do behind the product's back to an entry and the next: how, and what is said of which of the two.
TAMPERED = {
    "one byte flipped": (
        (
            "UPDATE ledger_entry SET body = overlay(body PLACING '9' FROM position('\"at\":' IN body) + 8)"
            " WHERE tenant_id = %(tenant)s AND id = %(first)s"
        ),
        "its hash does not fit",
    ),
    "one row deleted": (
        "DELETE FROM ledger_entry WHERE tenant_id = %(tenant)s AND id = %(first)s",
        "this number is missing",
    ),
    "two rows exchanged": (
        (
            "UPDATE ledger_entry e SET body = o.body, hash = o.hash, kind = o.kind, subject_id = o.subject_id,"
            " conversation_id = o.conversation_id, sealed_at = o.sealed_at FROM ledger_entry o"
            " WHERE e.tenant_id = %(tenant)s AND o.tenant_id = e.tenant_id"
            " AND (e.id, o.id) IN ((%(first)s, %(second)s), (%(second)s, %(first)s))"
        ),
        "it is exchanged",
    ),
}


class Runs:
    """One brand, and how long what took: seconds by the wall, of our processor, of PostgreSQL's."""

    def __init__(self, ground: Ground, tenant_id: UUID) -> None:
        self.ground = ground
        self.tenant_id = tenant_id
        self.last = 0

    def timed(self, work: Callable[[UnitOfWork], object]) -> tuple[float, float, float, object]:
        database, cpu, began = self.ground.database_cpu(), time.process_time(), time.perf_counter()
        with UnitOfWork(Actor.system(self.tenant_id)) as uow:
            read_one_state(uow)
            found = work(uow)
        took = time.perf_counter() - began, time.process_time() - cpu
        return *took, self.ground.database_cpu() - database, found

    def seal(self) -> tuple[float, float, float]:
        database, cpu, began = self.ground.database_cpu(), time.process_time(), time.perf_counter()
        follow_all(lambda: UnitOfWork(Actor.system(self.tenant_id)), self.tenant_id)
        took = time.perf_counter() - began, time.process_time() - cpu
        self.last = int(
            str(self.ground.value("SELECT max(id) FROM ledger_entry WHERE tenant_id = %s", (self.tenant_id,)))
        )
        return *took, self.ground.database_cpu() - database

    def read_and_hash(self, uow: UnitOfWork) -> None:
        hashed = sha256()
        with (
            uow.session.connection()
            .connection.driver_connection.cursor()
            .copy(READ, (self.tenant_id,)) as copy
        ):  # type: ignore[union-attr]  # psycopg's
            for block in copy:
                hashed.update(block)

    def chain(self, uow: UnitOfWork) -> None:
        chain = Chain(0, beginning(self.tenant_id))
        for found in follow_entries(uow, self.tenant_id, chain, last=self.last):
            assert isinstance(found, bytes), found
        assert chain.number == self.last

    def verify(self, uow: UnitOfWork) -> None:
        found = verify(uow, self.tenant_id)
        assert (found.fault, found.entries, found.waiting) == (None, self.last, 0), found

    def replay(self, uow: UnitOfWork) -> Counted:
        found = replay_report(uow, self.tenant_id, period=MONTH, as_of=uow.now)
        assert found.difference is None, found.difference
        assert found.figures is not None
        return found.counted

    def find_tampered(self, change: str, said: str) -> float:
        """Seconds until an entry in the middle, changed behind the product's back, is named; then it is as it was."""
        first = self.last // 2
        values = {"tenant": self.tenant_id, "first": first, "second": first + 1}
        pair = "FROM ledger_entry WHERE tenant_id = %(tenant)s AND id IN (%(first)s, %(second)s)"
        self.ground.superuser.execute(f"CREATE TEMP TABLE was AS SELECT * {pair}".encode(), values)
        self.ground.superuser.execute(change.encode(), values)

        def look(uow: UnitOfWork) -> None:
            fault = verify(uow, self.tenant_id).fault
            assert fault is not None
            assert (fault.number, said in fault.what) == (first, True), fault

        took = self.timed(look)[0]
        with self.ground.superuser.transaction():
            self.ground.superuser.execute(f"DELETE {pair}".encode(), values)
            self.ground.superuser.execute(b"INSERT INTO ledger_entry SELECT * FROM was")
            self.ground.superuser.execute(b"DROP TABLE was")
        return took


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench ledger")
    parser.add_argument("--messages", type=int, default=100_000, help="of the brand (100000)")
    parser.add_argument("--days", type=int, default=365, help="over which they spread (365)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    ground = Ground()
    tenant_id = ground.onboard([BRAND])[BRAND.slug]
    load = Load(BRAND, options.messages, at_midnight(2025, 1, 1), options.days)
    import_apart([(BRAND.slug, write_file(load, ground.settings.home / "messages.jsonl").path)])
    runs = Runs(ground, tenant_id)
    began_with = peak_mb()
    sealed = runs.seal()
    after_sealing = peak_mb()
    ground.superuser.execute("VACUUM (ANALYZE)")  # what autovacuum does within minutes
    ground.settle()
    rows = [
        row("sealing", "entries/s", [runs.last / sealed[0]]),
        row("sealing: processor of the client", "µs/entry", [sealed[1] / runs.last * 1e6]),
        row("sealing: processor of PostgreSQL", "µs/entry", [sealed[2] / runs.last * 1e6]),
        row("sealing: memory it added", "MB", [after_sealing - began_with]),
    ]
    works: list[tuple[str, Callable[[UnitOfWork], object], str]] = [
        ("COPY and hash alone", runs.read_and_hash, "the limit"),
        ("verify: the chain", runs.chain, "goal ≥ 150,000"),
        ("verify: chain, days and evidence", runs.verify, ""),
        ("replay: facts and a month's figures", runs.replay, "goal ≥ 60,000 of our processor"),
    ]
    for name, work, goal in works:
        before = peak_mb()
        took = [runs.timed(work) for _ in range(options.repeats)]
        rows += [
            row(name, "entries/s", [runs.last / one[0] for one in took], goal),
            row(f"{name}: of our processor alone", "entries/s", [runs.last / one[1] for one in took]),
            row(f"{name}: processor of PostgreSQL", "µs/entry", [one[2] / runs.last * 1e6 for one in took]),
            row(f"{name}: memory it added", "MB", [peak_mb() - before]),
        ]
    rows += [
        row(f"verify names {what}", "s", [runs.find_tampered(change, said)])
        for what, (change, said) in TAMPERED.items()
    ]
    runs.timed(runs.verify)  # and nothing is wrong any more
    tell(f"ledger of {runs.last:,} entries", rows, as_json=options.json)


if __name__ == "__main__":
    run_apart(__file__, measure)
