"""Runs of file imports."""

from uuid import UUID

from bpo.channels.events import ImportRequested
from bpo.channels.models import ImportRun
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

KEPT_REJECTS = 1000


def begin_import(
    uow: UnitOfWork, tenant_id: UUID, *, file_name: str, file_format: str, size: int, body: bytes | None
) -> ImportRun:
    """Record that a file is to be imported; a page's file waits in the row for the worker."""
    run = ImportRun(
        id=new_id(),
        tenant_id=tenant_id,
        file_name=file_name[-200:],
        format=file_format,
        size=size,
        state="running" if body is None else "waiting",
        created_at=uow.now,
        created_by=uow.actor.user_id,
        rejects=[],
        body=body,
    )
    uow.session.add(run)
    uow.audit("import.begun", run, format=file_format, size=size)
    return run


def request_import(
    uow: UnitOfWork, tenant_id: UUID, *, file_name: str, file_format: str, body: bytes
) -> ImportRun:
    """Keep an uploaded file and leave its import to the worker."""
    run = begin_import(
        uow, tenant_id, file_name=file_name, file_format=file_format, size=len(body), body=body
    )
    uow.emit(ImportRequested(tenant_id, run.id))
    return run


def give_up_import(uow: UnitOfWork, run: ImportRun) -> None:
    """End an import that did not end by itself; what it had stored stays stored."""
    if run.state in {"waiting", "running"}:
        finish_import(
            uow, run, failure=N_("The import did not finish and was given up. It can be sent again.")
        )


def finish_import(uow: UnitOfWork, run: ImportRun, *, failure: str | None = None) -> None:
    """The file is done with; its bytes are not kept."""
    run.state = "failed" if failure else "done"
    run.failure = failure
    run.finished_at = uow.now
    run.body = None
    uow.audit("import.finished", run, stored=run.stored, rejected=run.rejected)
