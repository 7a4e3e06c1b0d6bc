"""One brand with a row in every table, beside another one; exported once, looked at from all sides."""

import json
from hashlib import sha256

import pytest
from builders import browser, make_person
from conversations.asking import audited, work
from exports.orders import files_of, latest, order, take, tenant_of
from isolation.worlds import make_world

from bpo.core.errors import Forbidden
from bpo.core.ids import new_id
from bpo.core.models import Base
from bpo.exports.rules.kinds import KINDS


@pytest.fixture(scope="module")
def worlds(app):
    return make_world(), make_world()


@pytest.fixture(scope="module")
def got(app, worlds):
    tenant = tenant_of(worlds[0])
    export = order(tenant)
    work("slow")
    answer = take(app, tenant, export.id)
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    return answer.data


@pytest.fixture(scope="module")
def files(got):
    return files_of(got)


def test_nothing_of_another_brand(worlds, files):
    ours, theirs = worlds
    assert [name for name, body in files.items() if theirs.canary.encode() in body] == []
    assert [name for name, body in files.items() if str(theirs.tenant_id).encode() in body] == []
    assert sum(ours.canary.encode() in body for body in files.values()) > 30


def test_counts_and_hashes_are_those_of_the_tables(worlds, files, owner):
    manifest = json.loads(files["manifest.json"])
    said = {one["name"]: one for one in manifest["files"]}
    assert set(said) == set(files) - {"manifest.json", "README.txt"}
    for name, one in said.items():
        assert one["sha256"] == sha256(files[name]).hexdigest()
        assert one["bytes"] == len(files[name])
    with owner.transaction():
        owner.execute("SET LOCAL app.migrating = 'on'")
        for kind in KINDS:
            if kind.name in {"brand", "people", "audit"}:
                continue
            since = " AND created_at <= %s" if kind.name == "memberships" else " AND %s::text <> ''"
            (count,) = owner.execute(
                f"SELECT count(*) FROM {kind.table} WHERE tenant_id = %s" + since,
                (worlds[0].tenant_id, manifest["as_of"]),
            ).fetchone()
            lines = files[kind.file].splitlines()
            assert (kind.name, said[kind.file]["rows"], len(lines)) == (kind.name, count, count)
    assert sum(one["rows"] > 0 for one in said.values()) > 60


def test_lines_are_rows(worlds, files):
    message = json.loads(files["messages.ndjson"].splitlines()[0])
    columns = set(Base.metadata.tables["message"].columns.keys()) - {"tenant_id", "words"}
    assert set(message) == columns
    assert message["posted_at"].endswith("+00:00")
    people = [json.loads(line) for line in files["people.ndjson"].splitlines()]
    assert {"name": f"Person {worlds[0].canary}", "side": "client"} in [
        {key: one[key] for key in ("name", "side")} for one in people
    ]
    assert b"@example.com" not in files["people.ndjson"]


def test_no_secret(files):
    accounts = [json.loads(line) for line in files["accounts.ndjson"].splitlines()]
    assert accounts
    assert not any("secret" in key and key != "secret_set_at" for one in accounts for key in one)


def test_who_took_it_is_recorded(worlds, got):
    deeds = [action for action, *_ in audited(tenant_of(worlds[0]), "export.")]
    assert deeds == ["export.ordered", "export.made", "export.downloaded"]


def test_without_membership_it_does_not_exist(app, worlds, got):
    tenant, other = tenant_of(worlds[0]), tenant_of(worlds[1])
    export = latest(tenant)
    client = browser(app, make_person("supervisor", other)[1])
    for kind in ("/brands", "/api/v1/brands"):
        hit = client.post(f"{kind}/{tenant.slug}/exports/{export.id}/file")
        miss = client.post(f"{kind}/no-such-brand/exports/{export.id}/file")
        inside = client.post(f"{kind}/{other.slug}/exports/{export.id}/file")
        random = client.post(f"{kind}/{other.slug}/exports/{new_id()}/file")
        assert {one.status_code for one in (hit, miss, inside, random)} == {404}
        assert (hit.data, inside.data) == (miss.data, random.data)
    assert take(app, tenant, export.id, role="admin").status_code == 403


def test_who_sees_some_accounts_only_can_neither_order_nor_take(app, worlds, got):
    tenant = tenant_of(worlds[0])
    with pytest.raises(Forbidden):
        order(tenant, narrowed={tenant.id: frozenset()})
    refused = take(app, tenant, latest(tenant).id, tags=("kyiv",))
    assert refused.status_code == 403
    assert worlds[0].canary.encode() not in refused.data
