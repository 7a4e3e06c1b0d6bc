"""Nothing is kept of customers without a way to erase it: every column is declared, and the door fits."""

import re

import pytest
from sqlalchemy import JSON, LargeBinary, String

import bpo.app
import bpo.core.schedule  # noqa: F401 -- its table too
from bpo.core.models import Base
from bpo.core.privacy import ERASED, FREE, FREE_EVERYWHERE, door_grants, erasable, is_free
from bpo.core.rls import door

TABLES = {table.name: table for table in Base.metadata.tables.values()}
HOW = """
{table}.{column} can hold text, and nobody has said whether it may be a customer's. In bpo/core/privacy.py, either
  - it can hold what a customer wrote, is called or has, or what was written about them: add it to
    ERASED["{table}"] (which rows are a customer's, and what becomes of the column), and to your migration what
    `python -c 'from bpo.core.privacy import *; from bpo.core.rls import door; print(*door_grants("{table}"),
    *(one.sql("{table}") for one in door("{table}")), sep=chr(10))'` prints (a new table: tools that print
    `secure_table` give it); or
  - it cannot: add it to FREE["{table}"].
"""


def listed(table):
    """Columns that take words of a list only: a CHECK says so."""
    conditions = [str(getattr(one, "sqltext", "")) for one in table.constraints]
    return {found[1] for one in conditions if (found := re.match(r"^(\w+) IN \(", one))}


def texts(table):
    return {
        column.name
        for column in table.columns
        if isinstance(column.type, String | JSON | LargeBinary) and column.name not in listed(table)
    }


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_text_is_erased_or_declared_free(name):
    undeclared = {
        column for column in texts(TABLES[name]) if column not in erasable(name) and not is_free(name, column)
    }
    assert not undeclared, HOW.format(table=name, column=min(undeclared))


def test_a_table_that_nobody_declared_fails():
    assert not is_free("brand_new", "comment")
    assert erasable("brand_new") == ()


@pytest.mark.parametrize("name", sorted({*ERASED, *FREE}))
def test_declarations_name_columns_that_exist(name):
    columns = set(TABLES[name].columns.keys())
    assert {*erasable(name), *FREE.get(name, ())} <= columns
    assert not FREE.get(name, frozenset()) & set(erasable(name))
    assert not FREE.get(name, frozenset()) & FREE_EVERYWHERE


@pytest.mark.parametrize("name", sorted(TABLES))
def test_door_reaches_what_is_declared_and_nothing_else(owner, name):
    allowed = {
        column
        for (column,) in owner.execute(
            "SELECT a.attname FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0"
            " AND NOT a.attisdropped AND has_column_privilege('bpo_gate', a.attrelid, a.attnum, 'UPDATE')",
            (name,),
        )
    }
    if name in {"user_session", "api_key"}:  # when they were last used
        assert not allowed & texts(TABLES[name])
        return
    missing = "\n".join([*door_grants(name), *(one.sql(name) for one in door(name))])
    assert allowed == set(erasable(name)), f"The migration of {name} lacks:\n{missing}"


def test_what_hashes_an_id_stands_after_what_looks_it_up():
    order = list(ERASED)
    assert order.index("inbound_event") < order.index("message")
