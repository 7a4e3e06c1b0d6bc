"""Writing a brand's export: row by row into a ZIP that is handed on in parts, in memory that does not grow.

The database makes the lines (`row_to_json`), a cursor of its own brings them by the hundred, and the ZIP is never
sought back in. All that is read, is read by the serving role for this one brand: rows of other brands do not exist
in the unit. The unit reads one state of the database from the first file to the last.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import text

from bpo.core.actor import Actor
from bpo.core.models import Base
from bpo.core.uow import UnitOfWork
from bpo.exports.rules.kinds import FORMAT, KINDS, Kind
from bpo.language.personal_masks import mask_values
from bpo.onboarding.queries import show_brand
from bpo.tenants.models import Tenant

# Files with what people wrote: telephones, cards, addresses and the like in their texts are dots.
SAID = frozenset(
    {"messages", "received", "drafts", "draft_revisions", "approvals", "handoffs", "department_alerts"}
    | {
        "deliveries",
        "notes",
        "pictures",
        "link_previews",
        "reply_pictures",
        "shift_notes",
        "survey_answers",
        "mentions",
        "mention_notes",
        "automatic_checks",
        "reviews",
        "review_scores",
        "disputes",
        "compensations",
    }
)
PART_BYTES = 1024 * 1024
ROWS_AT_ONCE = 200
PERIOD = text("SELECT min(posted_at), max(posted_at) FROM message WHERE tenant_id = :tenant_id")
README = """\
Everything that is kept about one brand. Each .ndjson file is UTF-8 with one JSON object a line; manifest.json
says what each holds, how many lines it has and its SHA-256. Rows refer to each other by id: a message's
conversation_id is the id of a line in conversations.ndjson. Instants are UTC, lengths of time microseconds.
Texts and names of customers who were erased are not in it. Telephones, cards, accounts, documents, addresses and
birthdays in what people wrote are dots (•), as many as there were letters. brand.yaml is what is agreed with the brand now, in the
form in which `bpo brand apply` takes it in; sections, calendars and service_levels hold every version there was.
ledger.ndjson holds what figures are made from once more, as a chain: hash(0) is the SHA-256 of "bpo ledger 1 " and the
brand's id, hash(n) that of hash(n-1), as 32 bytes, and the letters of body(n). ledger_days.ndjson holds the seals of days: seal(0)
is hash(0), each other the SHA-256 of the seal before it and {"count":N,"day":"D","first":N,"hash":"H","last":N}.
"""


@dataclass
class Parts:
    """A file that is only written: whatever fills a part is handed on at once."""

    keep: Callable[[int, bytes], object]
    size: int = 0
    count: int = 0
    _waiting: bytearray = field(default_factory=bytearray)

    def write(self, data: bytes) -> int:
        """Take bytes in, and hand on what fills a part."""
        self.size += len(data)
        self._waiting += data
        while len(self._waiting) >= PART_BYTES:
            self._hand_on(PART_BYTES)
        return len(data)

    def flush(self) -> None:
        """Nothing: a part is handed on when it is full."""

    def close(self) -> None:
        """Hand on the rest."""
        if self._waiting:
            self._hand_on(len(self._waiting))

    def _hand_on(self, size: int) -> None:
        self.count += 1
        self.keep(self.count, bytes(self._waiting[:size]))
        del self._waiting[:size]


@dataclass(frozen=True)
class Written:
    """What was written: how much, in how many parts, and what the manifest says."""

    size: int
    parts: int
    manifest: dict[str, Any]


def read_one_state(uow: UnitOfWork) -> None:
    """Let the whole unit see one state of the database; asked before anything else in it."""
    uow.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def write_zip(
    uow: UnitOfWork, tenant: Tenant, *, ordered_by: str, keep: Callable[[int, bytes], object]
) -> Written:
    """Write the brand's ZIP, handing its parts on by number."""
    assert uow.actor == Actor.system(tenant.id), "an export is read as the system, for one brand"
    uow.session.execute(text("SELECT set_config('TimeZone', 'UTC', true)"))
    parts = Parts(keep)
    first, last = uow.session.execute(PERIOD, {"tenant_id": tenant.id}).one()
    with ZipFile(parts, "w", ZIP_DEFLATED) as archive:
        files = [
            _write(archive, uow.now, kind.file, _lines(uow, tenant, kind)) | {"about": kind.about}
            for kind in KINDS
        ]
        brand = iter([(1, show_brand(uow, tenant).encode())])
        files.append(_write(archive, uow.now, "brand.yaml", brand) | {"about": "what is agreed now"})
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "brand": {"id": str(tenant.id), "slug": tenant.slug, "name": tenant.name},
            "as_of": _shown(uow.now),
            "ordered_by": ordered_by,
            "period": {"first_message": _shown(first), "last_message": _shown(last)},
            "files": files,
        }
        _write(archive, uow.now, "README.txt", iter([(1, README.encode())]))
        shown = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        _write(archive, uow.now, "manifest.json", iter([(1, shown)]))
    parts.close()
    return Written(parts.size, parts.count, manifest)


def statement_of(kind: Kind) -> str:
    """The query that gives the lines of a file."""
    columns = kind.columns or [
        one.name
        for one in Base.metadata.tables[kind.table].columns
        if one.name not in kind.left_out and one.name != "tenant_id"
    ]
    listed = ", ".join(f't."{one}"' for one in columns)
    chosen = f"SELECT {listed} FROM {kind.table} t WHERE {kind.whose} ORDER BY {kind.order}"  # noqa: S608 -- names of our own tables
    return f"SELECT row_to_json(r)::text FROM ({chosen}) r"  # noqa: S608 -- the same


def _lines(uow: UnitOfWork, tenant: Tenant, kind: Kind) -> Iterator[tuple[int, bytes]]:
    result = uow.session.execute(
        text(statement_of(kind)),
        {"tenant_id": tenant.id},
        execution_options={"stream_results": True, "max_row_buffer": ROWS_AT_ONCE},
    )
    for rows in result.scalars().partitions(ROWS_AT_ONCE):
        lines = [_masked(row) for row in rows] if kind.name in SAID else rows
        yield len(rows), ("\n".join(lines) + "\n").encode()


def _masked(line: str) -> str:
    """A line with what people wrote masked; what a network sent is JSON in a text, and its ids are no telephones."""
    row = json.loads(line)
    received = _as_sent(row.get("body"))
    masked = mask_values(row if received is None else {**row, "body": None})
    if received is not None:
        masked = {
            **cast("dict[str, Any]", masked),
            "body": json.dumps(mask_values(received), ensure_ascii=False),
        }
    return json.dumps(masked, ensure_ascii=False, separators=(",", ":"))


def _as_sent(body: object) -> dict[str, Any] | None:
    """What a network sent, where it is an object of JSON."""
    try:
        found = json.loads(body) if isinstance(body, str) else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _write(archive: ZipFile, at: datetime, name: str, pieces: Iterator[tuple[int, bytes]]) -> dict[str, Any]:
    info = ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    rows, size, digest = 0, 0, sha256()
    with archive.open(info, "w", force_zip64=True) as entry:
        for count, piece in pieces:
            entry.write(piece)
            digest.update(piece)
            rows += count
            size += len(piece)
    return {"name": name, "rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def _shown(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
