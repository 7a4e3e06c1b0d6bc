"""`bpo bench check`: the whole check of a 280-character reply, against hunspell alone on the same words.

Replies are the demo's own sentences, put together to 280 characters. The brand has 5,000 terms, both standard
topics and a full style guide. Control: the spelling dictionaries alone asked about the same words. Peer: the
same with hunspell's own suggestions, where one word of the reply is misspelt. A check without caches is one
after all that it remembers of words was thrown away. First check and memory are taken in processes of their own.
"""

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import hunspell
from ground import Row, row, tell
from ruamel.yaml import YAML

from bpo.language import (
    address,
    dictionaries,
    identify,
    known,
    lexis,
    masked,
    script,
    spelling,
    suggesting,
)
from bpo.language import text as cutting
from bpo.language.compiled import Compiled
from bpo.language.engine import check, compile_rules
from bpo.language.text import Text
from bpo.language.types import Language, Limit, Policy, RuleSet, Severity, Style, Term, Topic

SCRIPTS = Path(__file__).resolve().parents[1] / "bpo" / "demo" / "scripts"
LENGTH, REPLIES, TERMS = 280, 40, 5000
SLIPS = {
    Language.RU: "велеколепно",
    Language.UK: "обовязково",
    Language.PL: "przesyłkka",
    Language.EN: "recieve",
}
APART = """
import json, sys, time
began, cpu = time.perf_counter(), time.process_time()
sys.path.insert(0, {folder!r})
from bench_check import pss, replies, rules
from bpo.language.engine import check
from bpo.language.types import Language
ready = time.perf_counter(), time.process_time()
before = pss()
compiled = rules({terms})
took = []
for language in [Language(code) for code in {languages!r}]:
    first = time.perf_counter(), time.process_time()
    check(replies(language)[0], compiled)
    took.append((time.perf_counter() - first[0], time.process_time() - first[1]))
print(json.dumps({{"took": took, "before": before, "after": pss()}}))
"""


def replies(language: Language) -> list[str]:
    """Replies of 280 characters, made of the demo's sentences."""
    script = YAML(typ="safe").load((SCRIPTS / f"{language}.yaml").read_text(encoding="utf-8"))
    sentences = [
        re.sub(r"\{\w+\}", "12", text)
        for text in _texts({key: value for key, value in script.items() if key not in {"names", "rows"}})
        if len(text) > 60
    ]
    chance = random.Random(7)
    return [" ".join(chance.sample(sentences, 6))[:LENGTH].rsplit(" ", 1)[0] for _ in range(REPLIES)]


def _texts(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for one in tree.values():
            yield from _texts(one)
    elif isinstance(tree, list):
        for one in tree:
            yield from _texts(one)


def rare_words(language: Language, count: int) -> list[str]:
    """Words that a reply seldom has."""
    if not count:
        return []
    from wordfreq import top_n_list  # noqa: PLC0415 -- the product does not load it, so memory is taken without

    return [one for one in top_n_list(language.value, 40_000) if len(one) > 5][-count:]


def rules(terms: int = TERMS) -> Compiled:
    """A brand with this many terms in each language, and everything asked for."""
    words = [
        Term((word,), None, Severity.WARN) for language in Language for word in rare_words(language, terms)
    ]
    asked = Policy("optional", Severity.WARN)
    return compile_rules(
        RuleSet(
            terms=tuple(words),
            topics=(Topic("politics", Severity.BLOCK), Topic("religion", Severity.BLOCK)),
            style=Style(
                address={language: Policy("formal", Severity.WARN) for language in Language},
                greeting=asked,
                sign_off=asked,
                signature=asked,
                emoji=Limit(1, Severity.WARN),
                exclamation_marks=Limit(1, Severity.WARN),
            ),
            names=("Larkwing", "Ларквинг"),
            foreign_names=("Zelvora", "Зельвора"),
        )
    )


def forget() -> None:
    """Throw away what is remembered of single words; dictionaries and term tables stay."""
    for kept in (
        known.is_known, suggesting.suggest, suggesting.near, spelling._is_ours, identify._lean,  # noqa: SLF001
        identify.script_of, cutting.key_of, lexis.is_common, masked._is_unknown, masked._is_rare,  # noqa: SLF001
        script.is_mixed, address._may_address, address._is_said_to_one,  # noqa: SLF001
    ):  # fmt: skip
        kept.cache_clear()


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the wall and of the processor."""
    began, cpu = time.perf_counter(), time.process_time()
    act()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - cpu)


def quantile(values: Sequence[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


@cache
def hunspells(language: Language) -> list[Any]:
    """Hunspell as it comes, with the same dictionaries."""
    folder = dictionaries.dist()
    return [
        hunspell.Hunspell("index", hunspell_data_dir=str(folder / package))
        for package in dictionaries.PACKAGES[language]
    ]


def hunspell_alone(language: Language, text: str, *, suggests: bool) -> list[str]:
    """The dictionaries asked about every word of a text, as a checker made of nothing else would."""
    known, found = hunspells(language), []
    for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text):
        if not any(one.spell(word) for one in known) and suggests:
            found += [suggestion for one in known for suggestion in one.suggest(word)]
    return found


def measure_language(language: Language, compiled: Compiled, repeats: int) -> list[Row]:
    texts = replies(language)
    slip = [f"{SLIPS[language]} {text}" for text in texts]
    for text in texts:
        check(text, compiled)
    found: dict[str, list[float]] = {}

    def keep(what: str, times: Sequence[tuple[float, float]]) -> None:
        for kind, at in (("wall", 0), ("cpu", 1)):
            values = [one[at] for one in times]
            found.setdefault(f"{what} {kind} p50", []).append(quantile(values, 0.50))
            found.setdefault(f"{what} {kind} p95", []).append(quantile(values, 0.95))

    def cold(text: str) -> None:
        forget()
        compiled.lists.forget(language)
        check(text, compiled)

    for _ in range(repeats):
        keep("warm", [timed(lambda text=text: check(text, compiled)) for text in texts])  # type: ignore[misc]
        keep("cold", [timed(lambda text=text: cold(text)) for text in texts])  # type: ignore[misc]
        keep("slip", [timed(lambda text=text: cold(text)) for text in slip])  # type: ignore[misc]
        keep(
            "control",
            [timed(lambda text=text: hunspell_alone(language, text, suggests=False)) for text in texts],
        )  # type: ignore[misc]
        keep(
            "peer",
            [timed(lambda text=text: hunspell_alone(language, text, suggests=True)) for text in slip[:5]],
        )  # type: ignore[misc]
        pieces = [(lexis.pieces_of(Text(text)), text) for text in texts]
        spent = timed(lambda: [compiled.lists.find(one, raw, language) for one, raw in pieces])  # noqa: B023
        found.setdefault("terms", []).append(1000 * spent[1] / len(texts))
    compared = [a / b for a, b in zip(found["peer cpu p50"], found["slip cpu p50"], strict=True)]
    return [
        row(f"{language}: check, warm, p50", "ms", found["warm wall p50"], "goal ≤ 1.5"),
        row(f"{language}: check, warm, p95", "ms", found["warm wall p95"], "goal ≤ 4"),
        row(f"{language}: check, warm, processor, p50", "ms", found["warm cpu p50"]),
        row(f"{language}: check, warm, processor, p95", "ms", found["warm cpu p95"]),
        row(f"{language}: check of words never seen, processor, p50", "ms", found["cold cpu p50"]),
        row(f"{language}: the same with a slip and suggestions, processor, p50", "ms", found["slip cpu p50"]),
        row(f"{language}: terms, topics and names alone, processor", "µs", found["terms"], "goal < 50"),
        row(f"{language}: hunspell alone, processor, p50", "ms", found["control cpu p50"], "control"),
        row(
            f"{language}: hunspell with its suggestions, processor, p50", "ms", found["peer cpu p50"], "peer"
        ),
        row(f"{language}: peer ÷ ours, with a slip", "times", compared, "goal ≥ 10"),
    ]


def pss() -> dict[str, float]:
    """Megabytes of this process: its share of all, and what is its own alone."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return {"pss": sizes["Pss"], "own": sizes["Private_Dirty"]}


def apart(languages: Sequence[Language], terms: int) -> dict[str, Any]:
    """A first check of each language in a process of its own."""
    folder = str(Path(__file__).resolve().parent)
    code = APART.format(folder=folder, languages=[one.value for one in languages], terms=terms)
    done = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench check")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    compiled = rules()
    rows: list[Row] = []
    for language in Language:
        rows += measure_language(language, compiled, options.repeats)
    for language in Language:
        firsts = [apart([language], 0)["took"][0] for _ in range(3)]
        rows.append(row(f"{language}: first check after start", "s", [one[0] for one in firsts], "goal ≤ 2"))
        rows.append(row(f"{language}: first check, processor", "s", [one[1] for one in firsts]))
    whole = [apart(list(Language), 0) for _ in range(3)]
    for key, name in (("pss", "memory of all four languages"), ("own", "of it the process's own")):
        rows.append(row(name, "MB", [one["after"][key] - one["before"][key] for one in whole], "goal ≤ 170"))
    tell("check of a 280-character reply, 5,000 terms a language", rows, as_json=options.json)


if __name__ == "__main__":
    measure(sys.argv[1:])
