"""Whom we have erased, beside the database: for the day on which an older copy of it is restored.

A line a customer, ids and an instant: nothing of them. It is kept in the installation's folder, because a list in
the database alone would be restored to what it was as well.
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
    """A customer who was erased."""

    tenant_id: UUID
    customer_id: UUID
    reason: str


def write_down(home: Path, erasure: Erasure) -> None:
    """Add a customer to the list; a line twice does no harm."""
    assert erasure.done_at is not None
    line = {
        "brand": str(erasure.tenant_id),
        "customer": str(erasure.customer_id),
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
    """The customers of these lists, each once, in their order."""
    found: dict[UUID, Line] = {}
    for path in paths:
        try:
            lines = path.read_text().splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Invalid("The list of erasures cannot be read: %(file)s", file=path) from error
        for number, text in enumerate(lines, 1):
            try:
                read = json.loads(text)
                line = Line(UUID(read["brand"]), UUID(read["customer"]), str(read["reason"]))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise Invalid(
                    "%(file)s:%(line)s: not a line of a list of erasures", file=path, line=number
                ) from error
            found.setdefault(line.customer_id, line)
    return list(found.values())
