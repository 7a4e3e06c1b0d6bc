"""`bpo bench grammar`: the grammar of sent replies by the engine's own process, and what that process needs.

Texts are those of `bpo bench check`: the demo's own sentences, put together to 280 characters. Processor and memory
are the child's, as the kernel counts them; loading is told apart. Control: the plain check of the same texts.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_check import replies
from ground import Row, row, run_apart, tell

from bpo.language.engine import check, compile_rules, warm
from bpo.language.grammar.worker import GrammarEngine, is_installed
from bpo.language.types import Context, Language, RuleSet

TICKS = os.sysconf("SC_CLK_TCK")


def processor(pid: int) -> float:
    """Seconds of processor of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def most_memory(pid: int) -> float:
    """Megabytes that a process had in memory at its most."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(one for one in lines if one.startswith("VmHWM")).split()[1]) / 1024


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench grammar")
    parser.add_argument("--replies", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    warm()
    compiled = compile_rules(RuleSet())
    rows: list[Row] = []
    for language in Language:
        if not is_installed(language):
            continue
        given = replies(language)
        texts = [given[n % len(given)] for n in range(options.replies)]
        with GrammarEngine(language) as engine:
            engine.read(texts[0])
            assert engine.pid is not None
            loaded = processor(engine.pid)
            unread = sum(engine.read(text).unread is not None for text in texts)
            spent = processor(engine.pid) - loaded
            memory = most_memory(engine.pid)
        for _pass in ("warms", "counts"):
            began = time.process_time()
            for text in texts:
                check(text, compiled, Context(language=language))
            plain = time.process_time() - began
        code = language.value
        rows += [
            row(f"{code}: replies read", "1/s a core", [len(texts) / spent]),
            row(f"{code}: the plain check of the same", "1/s a core", [len(texts) / plain], "control"),
            row(f"{code}: loading, processor", "s", [loaded]),
            row(f"{code}: memory of the child at its most", "MB", [memory], "limit 1,024 of address space"),
            row(f"{code}: replies not read", "", [float(unread)], "goal 0"),
        ]
    tell("grammar of sent replies by the engine in its own process", rows, as_json=options.json)


if __name__ == "__main__":
    run_apart(__file__, measure)
