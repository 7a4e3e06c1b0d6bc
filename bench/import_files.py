"""Import message files as `bpo ingest` does, in one process, and print what it took as JSON.

    python bench/import_files.py [--mark N] SLUG=FILE…

A process of its own, so that its memory is the import's alone. `--mark N` notes the peak memory when N
records had been read, to compare with the peak at the end.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

from bpo.conversations.operations.imports import ImportCounts, import_records, open_reader
from bpo.core.actor import Actor
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.tenants.queries import find_tenant_id


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mark", type=int, default=0)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args(arguments)
    start()
    totals = {"read": 0, "stored": 0, "duplicates": 0, "other": 0, "rejected": 0}
    marked = 0.0
    began, cpu_began = time.perf_counter(), time.process_time()
    for slug, _, file in (pair.partition("=") for pair in options.files):

        def note(counts: ImportCounts) -> None:
            nonlocal marked
            if not marked and totals["read"] + counts.read >= options.mark:
                marked = peak_mb()

        with UnitOfWork(Actor.system()) as uow:
            tenant_id = find_tenant_id(uow, slug)
        assert tenant_id is not None, f"no brand {slug}"
        actor = Actor.system(tenant_id)
        with UnitOfWork(actor) as uow:
            records = open_reader(uow, tenant_id, Path(file), file_format="jsonl")
        counts = import_records(lambda actor=actor: UnitOfWork(actor), tenant_id, records, progress=note)  # type: ignore[misc]  # bound now, the loop goes on
        for name in totals:
            totals[name] += getattr(counts, name)
    took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu_began}
    print(json.dumps({**totals, **took, "marked_mb": marked, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main(sys.argv[1:])
