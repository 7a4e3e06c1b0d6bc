"""What a report counts stands in the index of its period, so that it need not look up a row for each message or turn."""

import re

import pytest

from bpo.conversations.models import Message, Turn
from bpo.reports.queries.figures import TURN_COUNTS
from bpo.reports.queries.volumes import MESSAGES, TURNS

# Shown of single rows, and left out by the planner where rows are counted.
NOT_COUNTED = {"answered_by"}


def held_by(table, name):
    (index,) = [one for one in table.indexes if one.name == name]
    return {*index.columns.keys(), *index.dialect_options["postgresql"]["include"]}


@pytest.mark.parametrize(
    ("statement", "letter", "model", "index"),
    [
        (MESSAGES, "m", Message, "ix_message_posted_at"),
        (TURNS, "t", Turn, "ix_turn_started_at"),
        (TURN_COUNTS[False], "t", Turn, "ix_turn_started_at"),
        (TURN_COUNTS[True], "t", Turn, "ix_turn_started_at"),
    ],
)
def test_the_index_holds_whatever_is_counted(statement, letter, model, index):
    read = set(re.findall(rf"\b{letter}\.(\w+)", str(statement)))
    assert len(read) > 3
    held = held_by(model.__table__, index)
    assert read - NOT_COUNTED <= held
    assert "account_id" in held  # which row-level security reads
