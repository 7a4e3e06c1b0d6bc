"""What a measurement stands on: servers of its own, and an honest account of time and processor.

A benchmark runs in a process of its own with a BPO_HOME of its own: PostgreSQL with fsync and
synchronous_commit on, as in production. Servers and files are gone when it ends, however it ends.
"""

import fcntl
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from generator import Brand
from rich.console import Console
from rich.table import Table

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.config import Settings, load_settings
from bpo.core.embedded import Addresses
from bpo.core.ids import new_id
from bpo.core.keeper import Places
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.operations import apply_brand_file

APART = "BPO_BENCH_APART"  # set in the process that measures
TICK = os.sysconf("SC_CLK_TCK")
FOLDER = Path(__file__).resolve().parent


def run_apart(script: str, measure: Callable[[Sequence[str]], None]) -> None:
    """Measure in a process and a BPO_HOME of its own; the servers have stopped when this returns."""
    if APART in os.environ:
        measure(sys.argv[1:])
        return
    home = Path(tempfile.mkdtemp(prefix="bpo-bench-"))
    home.chmod(0o755)  # the database server is not root
    given = {
        key: value for key, value in os.environ.items() if not key.endswith(("DATABASE_URL", "REDIS_URL"))
    }
    environment = {**given, APART: "1", "BPO_HOME": str(home), "BPO_POSTGRES_OPTIONS": "", "DEMO": "0"}
    try:
        done = subprocess.run([sys.executable, script, *sys.argv[1:]], env=environment, check=False)
    finally:
        with Places(home).keeper_lock.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the keeper's as long as the servers run
        shutil.rmtree(home)
    if done.returncode:
        sys.exit(done.returncode)


class Ground:
    """The servers of this measurement and what they are asked around it."""

    def __init__(self) -> None:
        self.settings: Settings = load_settings()
        running = start(self.settings)
        self.addresses: Addresses = running.addresses
        assert running.addresses.superuser is not None
        database = running.addresses.superuser.replace("/postgres?", "/bpo?")
        self.superuser = psycopg.connect(database, autocommit=True)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert self.value(f"SHOW {setting}") == "on", f"{setting} must be on"

    def value(self, query: str, values: Sequence[object] = ()) -> object:
        """The one value that a query gives, with no wall in the way."""
        row = self.superuser.execute(query.encode(), values).fetchone()
        assert row is not None
        return row[0]

    def onboard(self, brands: Iterable[Brand]) -> dict[str, UUID]:
        """Make the brands through the product; their ids by slug."""
        made = {}
        for brand in brands:
            made[brand.slug] = new_id()
            with UnitOfWork(Actor.system(made[brand.slug])) as uow:
                apply_brand_file(uow, parse_brand_file(brand.file().encode(), today=utcnow().date()))
        return made

    def settle(self) -> None:
        """Write out what is due, so that no measurement pays for the one before it."""
        self.superuser.execute("CHECKPOINT")

    def database_cpu(self) -> float:
        """Processor seconds of all PostgreSQL processes so far, those that have ended too."""
        postmaster = int((Places(self.settings.home).data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        ticks = _ticks(postmaster, with_ended=True)
        return (ticks + sum(_ticks(int(child), with_ended=False) for child in children)) / TICK


def _ticks(pid: int, *, with_ended: bool) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(int(field) for field in fields[11 : 15 if with_ended else 13])


def import_apart(files: Iterable[tuple[str, Path]], *, mark: int = 0) -> dict[str, float]:
    """Import (slug, file) pairs in one process, as `bpo ingest` does; what it counted and took."""
    command = [sys.executable, str(FOLDER / "import_files.py"), f"--mark={mark}"]
    arguments = [f"{slug}={path}" for slug, path in files]
    done = subprocess.run([*command, *arguments], check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure: median and range of its repeats."""

    what: str
    unit: str
    median: float
    least: float
    most: float
    repeats: int
    note: str = ""


def row(what: str, unit: str, values: Sequence[float], note: str = "") -> Row:
    return Row(what, unit, statistics.median(values), min(values), max(values), len(values), note)


def tell(title: str, rows: Sequence[Row], *, as_json: bool) -> None:
    """A table for people, or JSON."""
    if as_json:
        content = {"bench": title, "machine": machine(), "rows": [asdict(one) for one in rows]}
        print(json.dumps(content, indent=1))
        return
    table = Table("what", "unit", *("median", "least", "most", "n"), "note", title=f"{title}: {machine()}")
    for one in rows:
        figures = (_figure(value) for value in (one.median, one.least, one.most))
        table.add_row(one.what, one.unit, *figures, str(one.repeats), one.note)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def machine() -> str:
    models = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")
    ]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 2**20
    model = models[0].partition(":")[2].strip() if models else platform.machine()
    return f"{os.cpu_count()} × {model}, {memory} GiB, Python {platform.python_version()}, PostgreSQL 18"
