"""Importing a message file: the readers of `channels` on one side, intake on the other.

Batch by batch, each in a unit of its own, so that a file of any size needs little memory and what was
stored stays stored. A file that is wrong as a whole is refused before anything changes; records that are
wrong are listed with the line where they start. A repeat stores nothing twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import UUID

from bpo.channels.operations import KEPT_REJECTS, finish_import
from bpo.channels.queries import get_import, list_accounts
from bpo.channels.readers.jsonl import read_jsonl
from bpo.channels.readers.twitter_csv import read_twitter_csv
from bpo.channels.rules.incoming import Duplicate, IncomingMessage, Other, Reject
from bpo.conversations.operations.intake import take_in
from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.core.uow import OpenUnit, UnitOfWork

FORMATS = ("jsonl", "twitter-csv")
BATCH = 2000
LISTED_REJECTS = 100_000  # a file of nothing but broken lines must not fill the memory

Record = IncomingMessage | Reject | Other | Duplicate


@dataclass(slots=True)
class ImportCounts:
    """What became of the records of a file: read = stored + duplicates + other + rejected."""

    read: int = 0
    stored: int = 0
    duplicates: int = 0
    other: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)

    def reject(self, reject: Reject) -> None:
        """Count a record that could not be taken, and list it while the list is bearable."""
        self.rejected += 1
        if len(self.rejects) < LISTED_REJECTS:
            self.rejects.append(reject)


def open_reader(uow: UnitOfWork, tenant_id: UUID, path: Path, *, file_format: str) -> Iterator[Record]:
    """The records of a file for this brand; Invalid where the file as a whole is wrong."""
    accounts = list_accounts(uow, tenant_id, retired=True)
    if not accounts:
        raise Invalid(N_("This brand has no accounts yet: add them to its brand file first."))
    if file_format == "jsonl":
        return iter(read_jsonl(path, accounts={account.key for account in accounts}))
    if file_format == "twitter-csv":
        handles: dict[str, str] = {}
        for account in sorted(accounts, key=lambda account: account.network != "x"):
            handles.setdefault(account.handle, account.key)
        return iter(read_twitter_csv(path, handles=handles))
    raise Invalid(N_("There is no such format: %(format)s."), format=file_format)


def import_records(
    open_unit: OpenUnit,
    tenant_id: UUID,
    records: Iterator[Record],
    *,
    progress: Callable[[ImportCounts], None] = lambda _counts: None,
) -> ImportCounts:
    """Store what can be stored, batch by batch; `progress` is told after each."""
    counts = ImportCounts()
    while batch := list(islice(records, BATCH)):
        messages = []
        for record in batch:
            counts.read += 1
            if isinstance(record, IncomingMessage):
                messages.append(record)
            elif isinstance(record, Reject):
                counts.reject(record)
            elif isinstance(record, Duplicate):
                counts.duplicates += 1
            else:
                counts.other += 1
        if messages:
            with open_unit() as uow:
                result = take_in(uow, tenant_id, messages)
            counts.stored += result.stored
            counts.duplicates += result.duplicates
            counts.other += len(result.unknown)
        progress(counts)
    return counts


def run_import(
    open_unit: OpenUnit, tenant_id: UUID, run_id: UUID, path: Path, *, file_format: str
) -> ImportCounts | None:
    """Import a file under a run that shows its progress; None when the file was refused as a whole."""

    def keep(counts: ImportCounts) -> None:
        with open_unit() as uow:
            run = get_import(uow, run_id)
            run.state = "running"
            for name in ("read", "stored", "duplicates", "other", "rejected"):
                setattr(run, name, getattr(counts, name))
            run.rejects = [
                {"line": reject.line, "reason": reject.reason} for reject in counts.rejects[:KEPT_REJECTS]
            ]

    try:
        with open_unit() as uow:
            records = open_reader(uow, tenant_id, path, file_format=file_format)
        counts = import_records(open_unit, tenant_id, records, progress=keep)
    except Invalid as error:
        with open_unit() as uow:
            finish_import(uow, get_import(uow, run_id), failure=str(error))
        return None
    with open_unit() as uow:
        finish_import(uow, get_import(uow, run_id))
    return counts
