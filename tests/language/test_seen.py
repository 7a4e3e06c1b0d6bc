"""Sentences of a second hand that the rules were widened by: how many lines are judged right."""

from pathlib import Path

import pytest

from bench.judge import judge

SEEN = Path(__file__).parent / "seen"


@pytest.mark.parametrize(
    ("name", "share"), [("ru", 0.99), ("uk", 1.0), ("pl", 0.985), ("en", 0.995), ("en-2", 0.995)]
)
def test_of_the_seen_lines_no_fewer_are_judged_right(name, share):
    assert judge(SEEN / f"{name}.jsonl") >= share
