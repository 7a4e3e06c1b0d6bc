"""Import runs, for programs."""

from uuid import UUID

from flask import g

from bpo.channels.models import ImportRun
from bpo.channels.queries import get_import
from bpo.conversations.api.blueprint import blp
from bpo.conversations.schemas import (
    ImportOut,
)
from bpo.core.errors import NotFound
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires


@blp.get("/brands/<slug>/imports/<uuid:run_id>")
@requires(Permission.IMPORT_READ)
@blp.response(200, ImportOut)
def get_import_run(slug: str, run_id: UUID) -> ImportRun:
    """Show how far an import is and what it rejected."""
    tenant = get_tenant(g.uow, slug)
    run = get_import(g.uow, run_id)
    if run.tenant_id != tenant.id:
        raise NotFound
    return run
