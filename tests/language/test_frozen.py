"""Sentences that a second hand wrote and froze before there were rules: how many lines are judged right."""

import hashlib
from pathlib import Path

import pytest

from bench.judge import judge

FROZEN = Path(__file__).parent / "frozen"


def test_the_sentences_are_those_that_were_frozen():
    for line in (FROZEN / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((FROZEN / name).read_bytes()).hexdigest() == digest, name


# What is judged right today is not to be lost; the goal is 0.95 in every language (docs/language.md).
@pytest.mark.parametrize(("language", "share"), [("ru", 0.975), ("uk", 0.95), ("pl", 0.95), ("en", 0.935)])
def test_of_the_frozen_lines_no_fewer_are_judged_right(language, share):
    assert judge(FROZEN / f"{language}.jsonl") >= share
