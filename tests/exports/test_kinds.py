"""Every table of a brand is exported, or it is said why not; every column, unless it is left out by name."""

import re

import pytest

import bpo.app  # noqa: F401 -- maps every table
from bpo.core.models import Base, TenantRow
from bpo.exports.operations.writing import statement_of
from bpo.exports.rules.kinds import KINDS, LEFT_OUT

BRANDS = {
    mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantRow)
} | {"tenant", "event", "membership"}


def test_every_table_of_a_brand_is_exported_or_left_out_with_a_reason():
    exported = {kind.table for kind in KINDS}
    assert exported & set(LEFT_OUT) == set()
    assert BRANDS - exported - set(LEFT_OUT) == set()
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_left_out_exists_and_secrets_are_left_out(kind):
    columns = set(Base.metadata.tables[kind.table].columns.keys())
    assert {*kind.left_out, *kind.columns} <= columns
    secret = {
        column for column in columns if re.search(r"secret$|password|totp|token|key_hash|recovery", column)
    }
    assert [column for column in secret if f't."{column}"' in statement_of(kind)] == []
