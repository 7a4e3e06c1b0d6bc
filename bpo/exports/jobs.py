"""What exports do off the request: making them, and deleting what may no longer be kept."""

from datetime import timedelta
from uuid import UUID

from bpo.conversations.events import CustomerErased
from bpo.core.queue import job, on
from bpo.core.schedule import every
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.exports.operations.keeping import build_export, release_export, tidy_exports
from bpo.monitoring.events import AuthorErased

TRIES = 5


class AlwaysErasedError(RuntimeError):
    """Something was erased each time while the export was made; it is tried again later."""


@job("slow", units="own")
def build(open_unit: OpenUnit, tenant_id: str, export_id: str) -> None:
    """Make an export; once more where something was erased meanwhile."""
    for _ in range(TRIES):
        with open_unit() as uow:
            if not build_export(uow, UUID(export_id), UUID(tenant_id)):
                return
        with open_unit() as uow:
            if release_export(uow, UUID(export_id), UUID(tenant_id)):
                return
    raise AlwaysErasedError


@every(timedelta(hours=1), queue_name="slow")
def tidy(uow: UnitOfWork, tenant_id: str) -> None:
    """Delete exports whose time is over."""
    tidy_exports(uow, UUID(tenant_id))


@on(CustomerErased, queue="slow")
def withdraw(uow: UnitOfWork, tenant_id: str, customer_id: str) -> None:  # noqa: ARG001 -- all exports of the brand go
    """Delete what is left of the exports that were made before a customer was erased."""
    tidy_exports(uow, UUID(tenant_id))


@on(AuthorErased, queue="slow")
def withdraw_for_author(uow: UnitOfWork, tenant_id: str, author_id: str) -> None:  # noqa: ARG001 -- all exports of the brand go
    """The same for an author of mentions."""
    tidy_exports(uow, UUID(tenant_id))
