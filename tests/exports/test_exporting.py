import json
import tracemalloc
from datetime import timedelta

import pytest
from builders import act_as, browser, make_person, make_tenant
from conversations.asking import told, work
from conversations.keeping import Person, places_of
from conversations.worlds import in_unit
from exports.orders import files_of, latest, order, take
from sqlalchemy import select, text

from bpo.conversations.operations.erasing import ask_erasure
from bpo.conversations.queries.erasures import get_customer
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, NotFound
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.exports.models import BrandExport, BrandExportPart
from bpo.exports.operations import writing
from bpo.exports.operations.keeping import build_export, order_export, release_export, tidy_exports
from bpo.exports.rules.states import ExportState, state_now
from bpo.tenants.models import Tenant


def test_memory_does_not_grow_with_the_brand(db):
    """Ten thousand messages of a thousand letters, which no ZIP makes small, in a few megabytes."""
    tenant = Person(f"zq{new_id().hex[-12:]}").tenant
    many = text(
        "INSERT INTO message (tenant_id, id, account_id, conversation_id, thread_id, external_id, direction,"
        " automatic, author_id, text, posted_at, ingested_at, visibility, service_level_id, calendar_id)"
        " SELECT m.tenant_id, uuidv7(), m.account_id, m.conversation_id, m.thread_id, 'n' || n, m.direction,"
        " m.automatic, m.author_id, t.text, m.posted_at, m.ingested_at, m.visibility, m.service_level_id,"
        " m.calendar_id FROM (SELECT * FROM message WHERE direction = 'in' LIMIT 1) m,"
        " generate_series(1, 10000) n, LATERAL (SELECT string_agg(md5(n || '.' || i), '') AS text"
        " FROM generate_series(1, 32) i WHERE n > 0) t"
    )
    in_unit(tenant, lambda uow: uow.session.execute(many))
    sizes = []
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        writing.read_one_state(uow)
        found = uow.session.get_one(Tenant, tenant.id)
        tracemalloc.start()
        written = writing.write_zip(
            uow, found, ordered_by="", keep=lambda _number, body: sizes.append(len(body))
        )
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert sum(sizes) == written.size > 5_000_000
    assert set(sizes[:-1]) == {writing.PART_BYTES}
    assert peak < 5_000_000


class TestErasing:
    @pytest.fixture
    def anna(self, app):
        return Person(f"zq{new_id().hex[-12:]}")

    def erase(self, person):
        with UnitOfWork(act_as("supervisor", person.tenant)) as uow:
            ask_erasure(uow, get_customer(uow, person.tenant.id, person.customer_id), reason="customer")

    def test_an_export_goes_with_whoever_is_erased_and_a_new_one_is_clean(self, app, anna, owner):
        first = order(anna.tenant)
        work("slow")
        held = files_of(take(app, anna.tenant, first.id).data)
        assert sum(anna.word.encode() in body for body in held.values()) > 10
        self.erase(anna)
        work("slow")
        assert in_unit(anna.tenant, lambda uow: uow.session.scalars(select(BrandExportPart)).all()) == []
        assert latest(anna.tenant).state == "withdrawn"
        assert take(app, anna.tenant, first.id).status_code == 409
        second = order(anna.tenant)
        work("slow")
        clean = files_of(take(app, anna.tenant, second.id).data)
        assert [name for name, body in clean.items() if anna.word.encode() in body] == []
        assert json.loads(clean["manifest.json"])["files"][2]["rows"] == 1  # the customer's row is there
        assert places_of(owner, [anna.word]) == set()

    def test_the_bytes_go_in_the_very_transaction(self, anna):
        """Whatever becomes of the job that tidies up: what was erased cannot be downloaded."""
        export = order(anna.tenant)
        work("slow")
        self.erase(anna)
        in_unit(
            anna.tenant, lambda uow: uow.session.execute(text("DELETE FROM job WHERE name LIKE 'exports%'"))
        )
        from bpo.conversations.models import Erasure
        from bpo.conversations.operations.erasing import erase_customer

        in_unit(anna.tenant, lambda uow: erase_customer(uow, uow.session.scalars(select(Erasure)).one()))
        parts = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(BrandExportPart.body)).all())
        assert set(parts) == {b""}
        assert latest(anna.tenant).state == "ready"  # as it was written; nobody has tidied up yet
        with UnitOfWork(act_as("supervisor", anna.tenant)) as uow, pytest.raises(Conflict):
            from bpo.exports.operations.keeping import begin_download

            begin_download(uow, anna.tenant, uow.session.get_one(BrandExport, (anna.tenant.id, export.id)))

    def test_who_is_erased_while_it_is_made_is_not_in_it(self, app, anna):
        export = order(anna.tenant)
        key = (export.id, anna.tenant.id)
        with UnitOfWork(Actor.system(anna.tenant.id)) as uow:
            assert build_export(uow, *key)
            self.erase(anna)
            from bpo.conversations.models import Erasure
            from bpo.conversations.operations.erasing import erase_customer

            in_unit(anna.tenant, lambda own: erase_customer(own, own.session.scalars(select(Erasure)).one()))
        assert latest(anna.tenant).state == "built"
        assert take(app, anna.tenant, export.id).status_code == 409
        assert not in_unit(anna.tenant, lambda uow: release_export(uow, *key))
        work("slow")
        clean = files_of(take(app, anna.tenant, export.id).data)
        assert [name for name, body in clean.items() if anna.word.encode() in body] == []


def test_what_is_withdrawn_in_the_middle_of_a_download_breaks_off(app, monkeypatch):
    monkeypatch.setattr(writing, "PART_BYTES", 2000)
    person = Person(f"zq{new_id().hex[-12:]}")
    export = order(person.tenant)
    work("slow")
    assert latest(person.tenant).parts > 3
    answer = take(app, person.tenant, export.id)
    parts = iter(answer.response)
    assert len(next(parts)) == 2000
    with UnitOfWork(act_as("supervisor", person.tenant)) as uow:
        ask_erasure(uow, get_customer(uow, person.tenant.id, person.customer_id), reason="customer")
    work("slow")
    with pytest.raises(NotFound):
        next(parts)


def test_who_ordered_it_is_told(db):
    tenant = make_tenant(name="Larkmail")
    user, _token = make_person("supervisor", tenant)
    order(tenant, user_id=user.id)
    work("slow")
    ((kind, message, path),) = told(user)
    assert (kind, path) == ("export_ready", f"/brands/{tenant.slug}/exports")
    assert "is ready" in message
    assert latest(tenant).ordered_by_name == user.name


class TestKeeping:
    @pytest.fixture
    def tenant(self, db):
        return make_tenant()

    def test_ordering_twice_is_ordering_once(self, tenant):
        assert order(tenant).id == order(tenant).id
        work("slow")
        assert latest(tenant).state == "ready"
        first = latest(tenant).id
        assert order(tenant).id != first

    def test_making_twice_is_making_once(self, tenant):
        export = order(tenant)
        work("slow")
        with UnitOfWork(Actor.system(tenant.id)) as uow:
            assert not build_export(uow, export.id, tenant.id)

    def test_its_time_is_over(self, app, tenant):
        export = order(tenant)
        work("slow")
        assert in_unit(tenant, lambda uow: tidy_exports(uow, tenant.id)) == 0
        late = utcnow() + timedelta(days=7, minutes=1)
        assert in_unit(tenant, lambda uow: tidy_exports(uow, tenant.id), now=late) == 1
        assert in_unit(tenant, lambda uow: uow.session.scalars(select(BrandExportPart)).all()) == []
        assert latest(tenant).state == "expired"
        assert latest(tenant).manifest["files"]
        assert take(app, tenant, export.id).status_code == 409

    def test_what_is_never_finished_makes_room(self, tenant):
        first = order(tenant)
        in_unit(tenant, lambda uow: uow.session.execute(text("DELETE FROM job")))
        past = utcnow() - timedelta(days=2)
        with UnitOfWork(Actor.system(tenant.id), now=past):
            pass
        late = utcnow() + timedelta(days=2)
        with UnitOfWork(act_as("supervisor", tenant), now=late) as uow:
            second = order_export(uow, tenant)
        assert second.id != first.id
        assert (
            in_unit(tenant, lambda uow: uow.session.get_one(BrandExport, (tenant.id, first.id))).state
            == "failed"
        )


def test_by_the_api(app, db):
    tenant = make_tenant()
    client = browser(app, make_person("supervisor", tenant)[1])
    place = f"/api/v1/brands/{tenant.slug}/exports"
    made = client.post(place)
    assert (made.status_code, made.json["state"]) == (202, "ordered")
    assert client.post(f"{place}/{made.json['id']}/file").status_code == 409
    work("slow")
    (listed,) = client.get(place).json["items"]
    shown = client.get(f"{place}/{made.json['id']}").json
    assert listed == shown
    assert (shown["state"], shown["manifest"]["brand"]["slug"]) == ("ready", tenant.slug)
    assert len(client.post(f"{place}/{made.json['id']}/file").data) == shown["size"]


@pytest.mark.parametrize(
    ("state", "seen", "erasures", "days", "wanted"),
    [
        ("ready", 1, 1, 6, "ready"),
        ("ready", 1, 2, 6, "withdrawn"),
        ("ready", 1, 1, 7, "expired"),
        ("ordered", 0, 3, 0, "ordered"),
        ("ordered", 0, 3, 1, "failed"),
        ("built", 0, 0, 0, "built"),
        ("withdrawn", 1, 1, 0, "withdrawn"),
        ("expired", 1, 2, 9, "expired"),
    ],
)
def test_how_it_stands(state, seen, erasures, days, wanted):
    at = utcnow()
    found = state_now(
        state,
        erasures_seen=seen,
        erasures=erasures,
        until=at + timedelta(days=7),
        ordered_at=at,
        now=at + timedelta(days=days),
    )
    assert found is ExportState(wanted)
