"""Exports as people order and take them."""

import io
import zipfile
from dataclasses import replace

from builders import act_as, browser, make_person
from conversations.worlds import in_unit
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.exports.models import BrandExport
from bpo.exports.operations.keeping import order_export
from bpo.tenants.models import Tenant


def tenant_of(world):
    return in_unit_of(world.tenant_id, lambda uow: uow.session.get_one(Tenant, world.tenant_id))


def in_unit_of(tenant_id, do):
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        return do(uow)


def order(tenant, **over):
    with UnitOfWork(replace(act_as("supervisor", tenant), **over)) as uow:
        return order_export(uow, uow.session.get_one(Tenant, tenant.id))


def latest(tenant):
    return in_unit(
        tenant,
        lambda uow: uow.session.scalars(select(BrandExport).order_by(BrandExport.ordered_at.desc())).first(),
    )


def take(app, tenant, export_id, *, role="supervisor", at=None, tags=()):
    client = browser(app, make_person(role, at or tenant, tags=tags)[1])
    return client.post(f"/brands/{tenant.slug}/exports/{export_id}/file")


def files_of(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
