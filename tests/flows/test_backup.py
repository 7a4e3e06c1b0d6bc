"""A backup, a change, a restored copy: the same rows and figures, and whom was erased since is erased again."""

import json
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from conversations.asking import work
from conversations.keeping import Person, places_of
from conversations.worlds import in_unit
from databases import own_databases, serving
from forked import command, run_forked
from ledger.keeping import checked, kinds_of, seal
from sqlalchemy import select, update
from sqlalchemy.engine import make_url

from bpo.channels.models import Delivery, SendingPause
from bpo.cli.backups import erase_from_lists
from bpo.conversations.models import Customer, Erasure
from bpo.conversations.operations.erasing import ask_erasure
from bpo.conversations.operations.ledger import NAME, Line, read_lists
from bpo.conversations.queries.erasures import get_customer
from bpo.core.actor import Actor
from bpo.core.backup import read_manifest, write_backup
from bpo.core.clock import utcnow
from bpo.core.errors import Invalid
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity import mail
from bpo.reports.operations import recompute, sla_report

WIDE = {"from_date": date(2020, 1, 1), "to_date": date(2100, 1, 1)}


@pytest.fixture(scope="module")
def place(database, addresses, settings, worker_id, tmp_path_factory):
    """Two databases beside this worker's own: a copy of the empty one, and none yet; (owner's, application's)."""
    empty = make_url(addresses.owner).database
    names = {f"bpo_backup_{worker_id}_1": empty, f"bpo_backup_{worker_id}_2": None}
    with own_databases(addresses, database, **names) as urls:
        yield urls


def figures(person, at):
    made = (
        in_unit(person.tenant, lambda uow, make=make: make(uow, person.tenant, as_of=at, **WIDE))
        for make in (sla_report, recompute)
    )
    return [json.dumps(one, default=str, sort_keys=True) for one in made]


def owner_of(urls):
    return psycopg.connect(urls[0], autocommit=True)


def bpo(urls, home, redis_url, *arguments):
    environment = {
        **os.environ,
        "BPO_HOME": str(home),
        "DATABASE_URL": urls[0],
        "DATABASE_APP_URL": urls[1],
        "REDIS_URL": redis_url,
    }
    return run_forked(command, arguments, cwd=home, env=environment)


def test_backup_and_restore(db, place, settings, redis_url, tmp_path):
    source, target = place
    file, homes = tmp_path / "all.backup", [tmp_path / "old", tmp_path / "new"]
    for home in homes:
        home.mkdir()
    mail.use(replace(settings, home=homes[0]))
    try:
        with serving(source):
            anna, boris = (Person(f"zq{new_id().hex[-12:]}") for _ in range(2))
            at = utcnow()
            seal(anna.tenant)  # of the other, the notes are copied
            before = figures(anna, at), figures(boris, at)
            made = bpo(source, homes[0], redis_url, "backup", file)
            assert made.returncode == 0, made.stderr
            assert "secret key" in made.stderr
            for person in (anna, boris):
                in_unit(
                    person.tenant, lambda uow: uow.session.execute(update(Delivery).values(state="queued"))
                )
            in_unit(anna.tenant, lambda uow: uow.session.execute(update(Delivery).values(state="sent")))
            with UnitOfWork(Actor.system(anna.tenant.id)) as uow:
                ask_erasure(uow, get_customer(uow, anna.tenant.id, anna.customer_id), reason="customer")
            work("slow")
            with owner_of(source) as owner:
                assert places_of(owner, [anna.word]) == set()
    finally:
        mail.use(settings)
    ledger = homes[0] / NAME
    assert [one.customer_id for one in read_lists([ledger])] == [anna.customer_id]
    assert anna.word not in ledger.read_text()

    refused = bpo(source, homes[1], redis_url, "restore", file)
    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
    done = bpo(target, homes[1], redis_url, "restore", file, "--erasures", ledger)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["erased_again"], said["not_in_it"], said["brands"]) == (1, 0, 2)
    assert said["rows"] == sum(json.loads(made.stdout)["rows"].values())
    with serving(target), owner_of(target) as owner:
        assert places_of(owner, [anna.word]) == set()
        assert places_of(owner, [boris.word])
        assert (figures(anna, at), figures(boris, at)) == before
        reason = in_unit(boris.tenant, lambda uow: uow.session.scalars(select(SendingPause.reason)).one())
        assert said["made_at"] in reason
        assert erase_from_lists(read_lists([ledger])) == 0  # twice does no harm
        for person in (anna, boris):
            seal(person.tenant)
            assert (checked(person.tenant).fault, kinds_of(person.tenant).count("message") > 2) == (
                None,
                True,
            )
    again = bpo(target, homes[1], redis_url, "restore", file)
    assert again.returncode == 1


def test_lists_are_read_as_a_whole_or_refused(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    line = json.dumps({"brand": str(new_id()), "customer": str(new_id()), "reason": "other", "done_at": "-"})
    one.write_text(f"{line}\n{line}\n")
    two.write_text(f"{line}\n[]\n")
    assert len(read_lists([one, one])) == 1
    with pytest.raises(Invalid, match="two:2"):
        read_lists([two])


def test_what_was_on_its_way_in_the_restored_state_is_not_tried_again(db):
    anna = Person(f"zq{new_id().hex[-12:]}")
    in_unit(anna.tenant, lambda uow: uow.session.execute(update(Delivery).values(state="queued")))
    assert erase_from_lists([Line(anna.tenant.id, anna.customer_id, "authority")]) == 1
    states = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(Delivery.state)).all())
    assert set(states) == {"cancelled"}
    erasure = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(Erasure)).one())
    assert (erasure.reason, erasure.done_at is not None) == ("authority", True)
    customer = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(Customer)).one())
    assert customer.erased_at is not None


def test_a_damaged_file_is_refused(place, tmp_path):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    write_backup(place[0][0], whole, now=utcnow())
    assert read_manifest(whole).rows["alembic_version"] == 1
    with pytest.raises(Invalid):
        write_backup(place[0][0], whole, now=utcnow())  # nothing is overwritten
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(broken, "w") as copy:
        for name in archive.namelist():
            body = archive.read(name)
            copy.writestr(name, body[:-1] if name.endswith("dump") else body)
    for path in (broken, tmp_path / "none", Path(__file__)):
        with pytest.raises(Invalid):
            read_manifest(path)
