"""How the whole check judges sentences that a second hand wrote: `python -m bench.judge FILE...`.

Each line of a file: {"text", "visibility", "reply_to", "expect": [{"rule", "text"}]}. Beside the files lie
`brand.yaml`, the brand that answers, and `other.yaml`, whose names are another client's. A line is right when
every expected rule is found on a span that overlaps the expected text, and nothing else of warn or more is.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bpo.language.compiled import Compiled
from bpo.language.engine import check, compile_rules
from bpo.language.types import Context, RuleSet, Severity
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.tenants.rules.rule_set import rule_set_of

MINDED = (Severity.WARN, Severity.APPROVE, Severity.BLOCK)


def main(files: list[str]) -> None:
    if not files:
        raise SystemExit("usage: python -m bench.judge FILE.jsonl ...")
    show = "-v" in files
    for file in (Path(name) for name in files if name != "-v"):
        judge(file, show=show)


def judge(file: Path, *, show: bool = False) -> float:
    """Print the table of one file; the share of lines judged right."""
    compiled = compile_rules(rules_beside(file))
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    right = total = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        misses, extras, rules = judge_line(row, compiled)
        total += 1
        right += not misses and not extras
        for expected in row["expect"]:
            wanted[expected["rule"]] += 1
            hits[expected["rule"]] += expected not in misses
        found.update(rules)
        if show and (misses or extras):
            print(f"{row.get('id', total)}: {row['text']}")
            for expected in misses:
                print(f"    missed {expected['rule']}: {expected['text']}")
            for extra in extras:
                print(f"    extra  {extra}")
    print(f"{file.name}: {right} of {total} lines right ({right / total:.1%})")
    print(f"  {'rule':<24}{'expected':>9}{'found':>7}{'recall':>8}{'precision':>11}")
    for rule in sorted({*wanted, *found}):
        recall = f"{hits[rule] / wanted[rule]:.2f}" if wanted[rule] else "-"
        precision = f"{hits[rule] / found[rule]:.2f}" if found[rule] else "-"
        print(f"  {rule:<24}{wanted[rule]:>9}{found[rule]:>7}{recall:>8}{min(precision, '1.00'):>11}")
    return right / total


def judge_line(row: dict[str, Any], compiled: Compiled) -> tuple[list[Any], list[str], Iterator[str]]:
    """What was expected and not found, what was found and not expected, and the rules of all found."""
    text = row["text"]
    context = Context(public=row["visibility"] == "public", reply_to=row.get("reply_to"))
    findings = [one for one in check(text, compiled, context).findings if one.severity in MINDED]
    expected = [(one, at, at + len(one["text"])) for one in row["expect"] for at in [text.find(one["text"])]]
    misses = [
        one
        for one, start, end in expected
        if not any(each.rule == one["rule"] and each.start < end and start < each.end for each in findings)
    ]
    extras = [
        f"{each.rule}: {each.text}"
        for each in findings
        if not any(
            each.rule == one["rule"] and each.start < end and start < each.end for one, start, end in expected
        )
    ]
    return misses, extras, (each.rule for each in findings)


def rules_beside(file: Path) -> RuleSet:
    """The rule set of the brand file beside a file of sentences; the other's names are foreign."""
    today = date.fromisoformat("2026-11-25")
    brand, other = (
        parse_brand_file((file.parent / name).read_bytes(), today=today).sections
        for name in ("brand.yaml", "other.yaml")
    )
    return rule_set_of(
        brand,
        version=1,
        name=brand["profile"]["name"],
        languages=brand["profile"]["languages"],
        foreign_names=(other["profile"]["name"], *other.get("names", [])),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
