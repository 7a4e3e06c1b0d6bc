"""The unit of work on PostgreSQL: commits at the edge only, keeps its scope, rings after the commit."""

import pytest
from builders import make_tenant
from sqlalchemy import select, text

from bpo.core.actor import Actor
from bpo.core.events import EventRow
from bpo.core.uow import UnitOfWork, record_apart
from bpo.tenants.models import Tenant


def test_leaving_the_block_commits_and_an_exception_undoes(db):
    tenant = make_tenant()
    with pytest.raises(RuntimeError), UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.session.get_one(Tenant, tenant.id).name = "changed"
        uow.session.flush()
        raise RuntimeError
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        assert uow.session.get_one(Tenant, tenant.id).name == tenant.name


def test_a_second_transaction_in_the_same_unit_keeps_the_scope(db):
    ours, theirs = make_tenant(), make_tenant()
    with UnitOfWork(Actor.system(ours.id)) as uow:
        assert uow.session.scalars(select(Tenant.id)).all() == [ours.id]
        uow.session.rollback()
        assert uow.session.scalars(select(Tenant.id)).all() == [ours.id]
        with uow.session.begin_nested():
            assert uow.session.get(Tenant, theirs.id) is None


def test_a_pooled_connection_forgets_whose_it_was(db):
    tenant = make_tenant()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.session.execute(text("SELECT 1"))
    with db.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM tenant")) == 0


def test_an_event_says_who_did_what_to_which_row_at_the_units_instant(db):
    tenant = make_tenant()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.audit("brand.looked_at", uow.session.get_one(Tenant, tenant.id), how="closely")
        now = uow.now
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        row = uow.session.scalars(select(EventRow).where(EventRow.tenant_id == tenant.id)).one()
        assert (row.action, row.subject_type, row.subject_id, row.at) == (
            "brand.looked_at",
            "tenant",
            tenant.id,
            now,
        )
        assert row.detail == {"how": "closely"}


def test_events_cannot_be_changed_or_removed_by_the_application(db):
    from sqlalchemy.exc import ProgrammingError

    for statement in ("UPDATE event SET action = 'x'", "DELETE FROM event"):
        with pytest.raises(ProgrammingError, match="permission denied"), UnitOfWork(Actor.system()) as uow:
            uow.session.execute(text(statement))


def test_what_is_recorded_apart_outlives_the_rollback(db):
    tenant = make_tenant()
    with pytest.raises(RuntimeError), UnitOfWork(Actor.system(tenant.id)) as uow:
        record_apart(uow.actor, "access.refused", uow.session.get_one(Tenant, tenant.id))
        raise RuntimeError
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        assert uow.session.scalars(select(EventRow.action).where(EventRow.tenant_id == tenant.id)).all() == [
            "access.refused"
        ]
