"""`bpo bench import`: importing message files, against COPY of the same rows with the same indexes.

Repeats of both are interleaved, each on empty tables after a checkpoint. COPY is the machine's limit: the
rows are ready made, nothing is parsed, threaded, clocked or looked up. Checked in every run: what is
stored is what was generated, a repeat stores nothing, and a sample of clocks is worked out by hand.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generator import Brand, Written, at_midnight, write_file, zipf_loads
from ground import Ground, Row, import_apart, row, run_apart, tell
from recompute import check_clocks

TABLES = "message, conversation, turn, episode, thread_link, customer, customer_identity"
AFFORDABLE = 200_000  # messages up to which five repeats are made
BLOCK = 1 << 20


class Runs:
    """What the repeats have shown so far."""

    def __init__(self, ground: Ground, files: list[Written], tenants: dict[str, UUID]) -> None:
        self.ground = ground
        self.files = files
        self.tenants = tenants
        self.messages = sum(written.messages for written in files)
        self.imports: list[dict[str, float]] = []
        self.database: list[float] = []
        self.copies: list[float] = []
        self.copy_database: list[float] = []

    def import_once(self) -> None:
        self.ground.superuser.execute(f"TRUNCATE {TABLES} CASCADE")
        self.ground.settle()
        before = self.ground.database_cpu()
        self.imports.append(import_apart(self._pairs(), mark=self.messages // 10))
        self.database.append(self.ground.database_cpu() - before)

    def check(self) -> int:
        """Everything is there, once, and the clocks are right; the number of clocks compared."""
        found = self.imports[-1]
        lines = sum(written.lines for written in self.files)
        assert (found["read"], found["stored"]) == (lines, self.messages), found
        assert found["duplicates"] == lines - self.messages, found
        assert self.ground.value("SELECT count(*) FROM message") == self.messages
        conversations = sum(written.conversations for written in self.files)
        assert self.ground.value("SELECT count(*) FROM conversation") == conversations
        return sum(
            check_clocks(self.ground, self.tenants[written.brand.slug], written.samples)
            for written in self.files
        )

    def repeat_stores_nothing(self) -> dict[str, float]:
        again = import_apart(self._pairs())
        assert again["stored"] == 0, again
        assert again["duplicates"] == again["read"], again
        assert self.ground.value("SELECT count(*) FROM message") == self.messages
        return again

    def dump(self, path: Path) -> None:
        """Keep the imported rows as COPY takes them."""
        cursor = self.ground.superuser.cursor()
        with path.open("wb") as file, cursor.copy("COPY message TO STDOUT") as copy:
            file.writelines(copy)
        self.ground.superuser.execute("CREATE TABLE copied (LIKE message INCLUDING ALL)")

    def copy_once(self, path: Path) -> None:
        self.ground.superuser.execute("TRUNCATE copied")
        self.ground.settle()
        before, began = self.ground.database_cpu(), time.perf_counter()
        cursor = self.ground.superuser.cursor()
        with path.open("rb") as file, cursor.copy("COPY copied FROM STDIN") as copy:
            while block := file.read(BLOCK):
                copy.write(block)
        self.copies.append(time.perf_counter() - began)
        self.copy_database.append(self.ground.database_cpu() - before)
        assert self.ground.value("SELECT count(*) FROM copied") == self.messages

    def rows(self, again: dict[str, float]) -> list[Row]:
        size = self.messages
        rates = [size / found["seconds"] for found in self.imports]
        limits = [size / seconds for seconds in self.copies]
        return [
            row("import, threaded, clocks derived", "messages/s", rates),
            row("COPY of the same rows, same indexes", "rows/s", limits),
            row("import ÷ COPY", "%", [100 * a / b for a, b in zip(rates, limits, strict=True)], "goal ≥ 10"),
            row(
                "import: processor of the client",
                "µs/message",
                [found["cpu"] / size * 1e6 for found in self.imports],
            ),
            row(
                "import: processor of PostgreSQL",
                "µs/message",
                [spent / size * 1e6 for spent in self.database],
            ),
            row(
                "COPY: processor of PostgreSQL",
                "µs/row",
                [spent / size * 1e6 for spent in self.copy_database],
            ),
            row("import: peak memory after a tenth", "MB", [found["marked_mb"] for found in self.imports]),
            row("import: peak memory at the end", "MB", [found["peak_mb"] for found in self.imports]),
            row("importing the same again", "lines/s", [again["read"] / again["seconds"]], "stores nothing"),
        ]

    def _pairs(self) -> list[tuple[str, Path]]:
        return [(written.brand.slug, written.path) for written in self.files]


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench import")
    parser.add_argument("--messages", type=int, default=100_000, help="distinct messages in all (100000)")
    parser.add_argument("--brands", type=int, default=12)
    parser.add_argument("--days", type=int, default=60, help="over which they spread (60)")
    parser.add_argument("--repeats", type=int, help="5, or 1 above 200,000 messages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    repeats = options.repeats or (5 if options.messages <= AFFORDABLE else 1)
    ground = Ground()
    folder = ground.settings.home / "files"
    folder.mkdir()
    start = at_midnight(2025, 9, 1)
    loads = zipf_loads(
        options.messages, brands=options.brands, days=options.days, start=start, seed=options.seed
    )
    files = [write_file(load, folder / f"{load.brand.slug}.jsonl") for load in loads]
    tenants = ground.onboard(Brand(number) for number in range(1, options.brands + 1))
    runs = Runs(ground, files, tenants)
    dump = folder / "rows"
    for number in range(repeats):
        runs.import_once()
        clocks = runs.check()
        if number == 0:
            runs.dump(dump)
        runs.copy_once(dump)
    rows = [
        *runs.rows(runs.repeat_stores_nothing()),
        row("clocks recomputed by hand, all right", "clocks", [clocks]),
    ]
    tell(f"import of {runs.messages:,} messages", rows, as_json=options.json)


if __name__ == "__main__":
    run_apart(__file__, measure)
