"""Whom we have erased, beside the database: for the day on which an older copy of it is restored.

A line for each customer and each author of mentions: ids and an instant, nothing of them. It is kept in the
installation's folder, because a list in the database alone would be restored to what it was as well.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bpo.conversations.models import Erasure
from bpo.core.errors import Invalid

NAME = "erasures.jsonl"


@dataclass(frozen=True)
class Line:
    """A customer, or an author of mentions, who was erased."""

    tenant_id: UUID
    customer_id: UUID | None
    reason: str
    author_id: UUID | None = None


def write_down(home: Path, erasure: Erasure, *, author_id: UUID | None = None) -> None:
    """Add whom an erasure names to the list, or this author who went with them; a line twice does no harm."""
    assert erasure.done_at is not None
    author_id = author_id or erasure.author_id
    whom = {"author": str(author_id)} if author_id else {"customer": str(erasure.customer_id)}
    line = {
        "brand": str(erasure.tenant_id),
        **whom,
        "reason": erasure.reason,
        "done_at": erasure.done_at.isoformat(),
    }
    handle = os.open(home / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, json.dumps(line).encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def read_lists(paths: Iterable[Path]) -> list[Line]:
    """Whom these lists name, each once, in their order."""
    found: dict[UUID | None, Line] = {}
    for path in paths:
        try:
            lines = path.read_text().splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Invalid("The list of erasures cannot be read: %(file)s", file=path) from error
        for number, text in enumerate(lines, 1):
            try:
                read = json.loads(text)
                line = _line(read)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise Invalid(
                    "%(file)s:%(line)s: not a line of a list of erasures", file=path, line=number
                ) from error
            found.setdefault(line.customer_id or line.author_id, line)
    return list(found.values())


def _line(read: dict[str, str]) -> Line:
    brand, reason = UUID(read["brand"]), str(read["reason"])
    if "author" in read:
        return Line(brand, None, reason, UUID(read["author"]))
    return Line(brand, UUID(read["customer"]), reason)
