"""Ordering an export, having it made, and deleting it when its time is over or something of it was erased."""

from uuid import UUID

from sqlalchemy import delete, insert, select

from bpo.conversations.operations.facts import hold_evidence
from bpo.core.errors import Forbidden
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.exports.models import BrandExport, BrandExportPart
from bpo.exports.operations.writing import read_one_state, write_zip
from bpo.exports.queries import count_erasures, find_waiting_export, state_of
from bpo.exports.rules.states import KEPT, WAITING, ExportState, check_can_download
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.queries import list_names
from bpo.tenants.models import Tenant

BUILD_JOB = "exports.jobs.build"


def order_export(uow: UnitOfWork, tenant: Tenant) -> BrandExport:
    """Have a brand's export made; the one that is being made already, where there is one."""
    check_sees_all(uow, tenant)
    waiting = find_waiting_export(uow, tenant.id)
    if waiting is not None:
        if state_of(uow, waiting) is not ExportState.FAILED:
            return waiting
        _delete(uow, waiting, ExportState.FAILED)
    by = uow.actor.user_id
    export = BrandExport(
        id=new_id(),
        tenant_id=tenant.id,
        state=ExportState.ORDERED.value,
        ordered_at=uow.now,
        ordered_by=by,
        ordered_by_name=list_names(uow, {by}).get(by, "") if by else "",
        erasures=0,
        parts=0,
        manifest={},
    )
    uow.session.add(export)
    uow.audit("export.ordered", export)
    uow.defer(
        BUILD_JOB, tenant_id=tenant.id, payload={"tenant_id": str(tenant.id), "export_id": str(export.id)}
    )
    return export


def check_sees_all(uow: UnitOfWork, tenant: Tenant) -> None:
    """Forbidden to whoever sees only some accounts: an export holds them all."""
    if tenant.id in uow.actor.narrowed:
        raise Forbidden(N_("Who sees only some accounts of a brand cannot export it."))


def build_export(uow: UnitOfWork, export_id: UUID, tenant_id: UUID) -> bool:
    """Write the file of an export; whether there is anything left to be done about it.

    The row is locked all the while, so that the same work given out twice is done once.
    """
    read_one_state(uow)
    export = uow.session.scalars(
        select(BrandExport)
        .where(BrandExport.tenant_id == tenant_id, BrandExport.id == export_id)
        .with_for_update(nowait=True)
    ).first()
    if export is None or export.state not in WAITING:
        return False
    if export.state == ExportState.BUILT.value:
        return True
    tenant = uow.session.get_one(Tenant, tenant_id)
    connection = uow.session.connection()

    def keep(number: int, body: bytes) -> None:
        part = {
            "id": new_id(),
            "tenant_id": tenant_id,
            "export_id": export_id,
            "number": number,
            "body": body,
        }
        connection.execute(insert(BrandExportPart).values(part))

    written = write_zip(uow, tenant, ordered_by=export.ordered_by_name, keep=keep)
    export.size, export.parts, export.manifest = written.size, written.parts, written.manifest
    export.as_of = uow.now
    export.erasures = count_erasures(uow, tenant_id)
    export.state = ExportState.BUILT.value
    return True


def release_export(uow: UnitOfWork, export_id: UUID, tenant_id: UUID) -> bool:
    """Let a built export be downloaded; False when something was erased meanwhile, and it must be made again."""
    hold_evidence(uow, tenant_id)  # nobody erases while this looks
    export = uow.session.get_one(BrandExport, (tenant_id, export_id))
    if export.state != ExportState.BUILT.value:
        return True
    if export.erasures != count_erasures(uow, tenant_id):
        _delete(uow, export, ExportState.ORDERED)
        return False
    export.state, export.until = ExportState.READY.value, uow.now + KEPT
    rows = sum(one["rows"] for one in export.manifest["files"])
    uow.audit("export.made", export, size=export.size, rows=rows)
    if export.ordered_by is not None:
        tenant = uow.session.get_one(Tenant, tenant_id)
        notify(
            uow,
            [export.ordered_by],
            tenant_id=tenant_id,
            kind=Kind.EXPORT_READY,
            message=N_("The export of %(brand)s is ready. It is kept until %(until_at)s."),
            values={"brand": tenant.name, "until_at": export.until.isoformat()},
            path=f"/brands/{tenant.slug}/exports",
            about=export.id,
        )
    return True


def begin_download(uow: UnitOfWork, tenant: Tenant, export: BrandExport) -> None:
    """Record that somebody takes the file, or say why there is none."""
    check_sees_all(uow, tenant)
    check_can_download(state_of(uow, export))
    uow.audit("export.downloaded", export)


def tidy_exports(uow: UnitOfWork, tenant_id: UUID) -> int:
    """Delete files whose time is over, that hold what was erased, or that were never finished; how many."""
    erasures = count_erasures(uow, tenant_id)
    alive = (*WAITING, ExportState.READY.value)
    rows = uow.session.scalars(
        select(BrandExport)
        .where(BrandExport.tenant_id == tenant_id, BrandExport.state.in_(alive))
        .with_for_update(skip_locked=True)
    ).all()
    gone = 0
    for export in rows:
        state = state_of(uow, export, erasures=erasures)
        if state in {ExportState.WITHDRAWN, ExportState.EXPIRED, ExportState.FAILED}:
            _delete(uow, export, state)
            uow.audit(f"export.{state.value}", export)
            gone += 1
    return gone


def _delete(uow: UnitOfWork, export: BrandExport, state: ExportState) -> None:
    uow.session.execute(
        delete(BrandExportPart).where(
            BrandExportPart.tenant_id == export.tenant_id, BrandExportPart.export_id == export.id
        )
    )
    export.state, export.parts = state.value, 0
    uow.session.flush()  # one that waits makes room for the next
