"""Values that go through a PostgreSQL array come out as they went in."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from uuid import UUID

import psycopg
import pytest

from bpo.core.bulk import array_of


class Colour(StrEnum):
    RED = "red"


@pytest.fixture
def connection(database):
    with psycopg.connect(database[1]) as made:
        yield made


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (
            "text",
            ["", " ", "NULL", "null", None, "{}", "a,b", '"', "\\", '\\"', "\\\\", "'", "\n\t\r", "ї🙂"],
        ),
        ("text", [None, None]),
        ("text", []),
        ("uuid", [UUID(int=0), None, UUID(int=2**128 - 1)]),
        ("bool", [True, None, False]),
        ("bigint", [0, -1, None, 2**63 - 1]),
        (
            "timestamptz",
            [datetime(1970, 1, 1, tzinfo=UTC), None, datetime(2199, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)],
        ),
    ],
)
def test_values_come_back(connection, kind, values):
    (found,) = connection.execute(f"SELECT CAST(%s AS {kind}[])", [array_of(values)]).fetchone()
    assert found == values


def test_words_of_an_enum_are_text(connection):
    (found,) = connection.execute("SELECT CAST(%s AS text[])", [array_of([Colour.RED, None])]).fetchone()
    assert found == ["red", None]


def test_an_offset_is_kept(connection):
    at = datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    (found,) = connection.execute("SELECT CAST(%s AS timestamptz[])", [array_of([at])]).fetchone()
    assert found == [at]


def test_what_has_no_writing_is_refused():
    with pytest.raises(TypeError):
        array_of([b"bytes"])
