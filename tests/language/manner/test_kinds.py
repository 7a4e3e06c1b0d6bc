"""Replies of many wordings, by kind: which rules of the whole check speak, and which must not.

A line of `kinds-*.txt`: the rules that must be found, with commas between, or `ok`; a colon; the reply. `[private]`
before the reply says that only the customer reads it, `[re: …]` what is answered.
"""

import re
from pathlib import Path

import pytest

from bench.judge import MINDED, rules_beside
from bpo.language.engine import check, compile_rules
from bpo.language.types import Context

HERE = Path(__file__).parent
LINE = re.compile(
    r"(?P<rules>[\w., ]+): (?P<private>\[private\] )?(?:\[re: (?P<reply_to>[^\]]+)\] )?(?P<text>.+)"
)
COMPILED = compile_rules(rules_beside(HERE.parent / "seen" / "en.jsonl"))
ROWS = [
    (file.stem[-2:], row)
    for file in sorted(HERE.glob("kinds-*.txt"))
    for row in file.read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


@pytest.mark.parametrize(("language", "row"), ROWS)
def test_reply_of_a_kind_is_found_by_its_rules_alone(language, row):
    line = LINE.fullmatch(row)
    assert line, row
    expected = set() if line["rules"] == "ok" else set(line["rules"].split(", "))
    checked = check(line["text"], COMPILED, Context(public=not line["private"], reply_to=line["reply_to"]))
    assert checked.language == language
    assert {one.rule for one in checked.findings if one.severity in MINDED} == expected
