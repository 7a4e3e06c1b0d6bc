"""Replies of many wordings against the whole check, as the bench judges them: by rule and overlapping words."""

from pathlib import Path

import pytest
from language.manner.lines import lines

from bench.judge import judge_line, rules_beside
from bpo.language.engine import compile_rules

COMPILED = compile_rules(rules_beside(Path(__file__).parents[1] / "frozen" / "dev-en.jsonl"))


@pytest.mark.parametrize("line", lines("wider"), ids=lambda line: f"{line.language} {line.text}")
def test_reply_of_another_wording_is_judged_right(line):
    row = {
        "text": line.text,
        "visibility": "public" if line.public else "private",
        "reply_to": line.reply_to,
        "expect": [{"rule": rule, "text": words} for rule, words in line.expected],
    }
    misses, extras, _ = judge_line(row, COMPILED)
    assert (misses, extras) == ([], [])
