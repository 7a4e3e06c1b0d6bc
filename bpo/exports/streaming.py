"""Sending an export: a part at a time, each read in a unit of its own.

Each part is asked for anew as the same person, so that a file that is withdrawn while it is being sent breaks off
instead of arriving.
"""

from collections.abc import Iterator
from uuid import UUID

from flask import Response

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.exports.models import BrandExport
from bpo.exports.operations.keeping import begin_download
from bpo.exports.queries import get_part
from bpo.exports.rules.states import file_name
from bpo.tenants.models import Tenant


def send_export(uow: UnitOfWork, tenant: Tenant, export: BrandExport) -> Response:
    """The file as an answer; who takes it is recorded."""
    begin_download(uow, tenant, export)
    assert export.as_of is not None, "a file that is ready was read at some instant"
    body = _parts(uow.actor, tenant.id, export.id, export.parts)
    response = Response(body, content_type="application/zip")
    name = file_name(tenant.slug, export.as_of)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Length"] = str(export.size)
    response.headers["Cache-Control"] = "no-store"
    return response


def _parts(actor: Actor, tenant_id: UUID, export_id: UUID, count: int) -> Iterator[bytes]:
    for number in range(1, count + 1):
        with UnitOfWork(actor) as own:
            body = get_part(own, tenant_id, export_id, number)
        yield body
