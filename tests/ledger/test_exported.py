"""A client checks an export alone, as README.txt in it says, with a hash function and a reader of JSON."""

import io
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zipfile import ZipFile

import pytest
from conversations.worlds import in_unit, make_brand, said, store
from ledger.keeping import seal

from bpo.exports.operations.writing import read_one_state, write_zip

pytestmark = pytest.mark.usefixtures("db")
MORNING = datetime(2026, 3, 3, 8, tzinfo=UTC)


def test_the_chain_of_an_export_is_worked_out_by_whoever_has_it():
    tenant = make_brand()
    for day in range(3):
        store(tenant, said(f"a{day}", day))
        seal(tenant, now=MORNING + timedelta(days=day))
    parts = []

    def write(uow):
        read_one_state(uow)
        write_zip(
            uow, uow.session.merge(tenant), ordered_by="test", keep=lambda _number, body: parts.append(body)
        )

    in_unit(tenant, write)
    with ZipFile(io.BytesIO(b"".join(parts))) as archive:
        entries, days = (
            [json.loads(line) for line in archive.read(f"{name}.ndjson").splitlines()]
            for name in ("ledger", "ledger_days")
        )
        brand = json.loads(archive.read("manifest.json"))["brand"]["id"]
        assert "bpo ledger 1 " in archive.read("README.txt").decode()
    before = seal_before = sha256(f"bpo ledger 1 {brand}".encode()).digest()
    for number, entry in enumerate(entries, 1):
        before = sha256(before + entry["body"].encode()).digest()
        assert (entry["id"], entry["hash"]) == (number, f"\\x{before.hex()}")
    assert len(days) == 2
    for day in days:
        shown = {"count": day["count"], "day": day["day"], "first": day["first_number"]}
        shown |= {"hash": entries[day["last_number"] - 1]["hash"][2:], "last": day["last_number"]}
        seal_before = sha256(seal_before + json.dumps(shown, separators=(",", ":")).encode()).digest()
        assert day["seal"] == f"\\x{seal_before.hex()}"
