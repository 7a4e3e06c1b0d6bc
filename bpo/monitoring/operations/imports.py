"""Files of mentions: kept in their run, imported off the request, batch by batch.

Every batch is a unit of its own; what was stored stays stored, and a second run stores nothing twice. Spikes
are judged once, when the whole file is here.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from bpo.channels.operations import KEPT_REJECTS
from bpo.channels.readers.csv_records import Broken, read_rows
from bpo.channels.readers.text_lines import Unreadable, check_file, read_lines
from bpo.channels.rules.incoming import Reject
from bpo.channels.rules.parsing import parse_json
from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.monitoring.events import MentionFileReceived
from bpo.monitoring.models import MentionImport, MentionSource
from bpo.monitoring.operations.spikes import judge_fresh
from bpo.monitoring.operations.taking import take_posts
from bpo.monitoring.operations.watches import file_source
from bpo.monitoring.queries.watches import get_mention_import, list_watches
from bpo.monitoring.rules.posts import COLUMNS, Post, parse_record, record_of_cells

FORMATS = ("jsonl", "csv")
BATCH = 500
LONGEST_IMPORT = timedelta(days=1)
START_OF_RECORD = re.compile(r'(?:"[^"]*"|[^,"]*),')
DIED = N_("The import did not finish and was given up. It can be sent again.")


def request_import(
    uow: UnitOfWork, tenant_id: UUID, *, source_name: str, file_name: str, file_format: str, body: bytes
) -> MentionImport:
    """Keep an uploaded file and leave its import to the worker."""
    source = file_source(uow, tenant_id, source_name)
    run = MentionImport(
        tenant_id=tenant_id,
        id=new_id(),
        source_id=source.id,
        file_name=file_name[-200:],
        format=file_format,
        size=len(body),
        state="waiting",
        created_at=uow.now,
        created_by=uow.actor.user_id,
        rejects=[],
        body=body,
    )
    uow.session.add(run)
    uow.audit("mention_import.begun", run, format=file_format, size=len(body))
    uow.emit(MentionFileReceived(tenant_id, run.id))
    return run


def import_file(open_unit: OpenUnit, tenant_id: UUID, run_id: UUID) -> None:
    """Import the file that waits in a run; nothing where it has been done."""
    with open_unit() as uow:
        run = get_mention_import(uow, tenant_id, run_id)
        body, file_format, source_id = run.body, run.format, run.source_id
        if body is None:
            return
        run.state = "running"
        for name in ("read", "stored", "duplicates", "unmatched", "rejected"):
            setattr(run, name, 0)
        run.rejects = []
    failure = None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(body)
        del body
        try:
            records = read_posts(path, file_format=file_format)
            while batch := list(islice(records, BATCH)):
                with open_unit() as uow:
                    _take(uow, tenant_id, run_id, source_id, batch)
        except Invalid as error:
            where = "; ".join(f"{fault.place}: {fault.message}" for fault in error.faults)
            failure = f"{error} {where}".strip()
    with open_unit() as uow:
        judge_fresh(uow, tenant_id, [watch.id for watch in list_watches(uow, [tenant_id])])
        _finish(uow, get_mention_import(uow, tenant_id, run_id), failure)


def give_up_import(uow: UnitOfWork, run: MentionImport) -> None:
    """End an import that did not end by itself; what it had stored stays stored."""
    if run.state in {"waiting", "running"}:
        _finish(uow, run, DIED)


def read_posts(path: Path, *, file_format: str) -> Iterator[Post | Reject]:
    """What became of each record of a file; Invalid where the file as a whole is wrong."""
    if file_format == "csv":
        return _read_csv(path)
    return _read_jsonl(path)


def _read_jsonl(path: Path) -> Iterator[Post | Reject]:
    check_file(path)
    for number, line in read_lines(path):
        if isinstance(line, Unreadable):
            yield Reject(number, line.reason)
        elif line.strip():
            try:
                yield parse_record(parse_json(line.rstrip("\r\n"), place="record"))
            except Invalid as error:
                yield Reject(number, _said(error))


def _read_csv(path: Path) -> Iterator[Post | Reject]:
    for number, cells in read_rows(path, COLUMNS, start=START_OF_RECORD):
        if isinstance(cells, Broken):
            yield Reject(number, cells.reason)
            continue
        try:
            yield parse_record(record_of_cells(cells))
        except Invalid as error:
            yield Reject(number, _said(error))


def _said(error: Invalid) -> str:
    return "; ".join(f"{fault.place}: {fault.message}" for fault in error.faults) or str(error)


def _take(
    uow: UnitOfWork, tenant_id: UUID, run_id: UUID, source_id: UUID, batch: list[Post | Reject]
) -> None:
    run = get_mention_import(uow, tenant_id, run_id)
    posts: dict[str | None, list[Post]] = {}
    for record in batch:
        if isinstance(record, Reject):
            run.rejected += 1
            if len(run.rejects) < KEPT_REJECTS:
                run.rejects = [*run.rejects, {"line": record.line, "reason": record.reason}]
        else:
            posts.setdefault(" ".join(record.source.split()) if record.source else None, []).append(record)
    run.read += len(batch)
    for name, theirs in posts.items():
        source = file_source(uow, tenant_id, name) if name else _source(uow, tenant_id, source_id)
        taken = take_posts(uow, source, theirs, judges=False)
        run.stored += taken.stored
        run.duplicates += taken.duplicates
        run.unmatched += taken.unmatched


def _source(uow: UnitOfWork, tenant_id: UUID, source_id: UUID) -> MentionSource:
    return uow.session.get_one(MentionSource, (tenant_id, source_id))


def _finish(uow: UnitOfWork, run: MentionImport, failure: str | None) -> None:
    run.state = "failed" if failure else "done"
    run.failure = failure
    run.finished_at = uow.now
    run.body = None
    uow.audit("mention_import.finished", run, stored=run.stored, rejected=run.rejected)
