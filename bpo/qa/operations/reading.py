"""The reader reads replies that were sent, after their plain check: the same rules as in the composer and at the send.

Batches as of the plain check: read in one unit, asked of the network in none, kept in another. What words found is
not looked for again. A reply is read once, by the reader of that day; of how it read its likelihoods are kept, so
that a trial of a changed guide needs no network. On a machine that cannot run it, replies go on waiting.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import text

from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.language import deep
from bpo.language.compiled import Compiled
from bpo.language.reader import Reader, reader
from bpo.language.text import Text
from bpo.language.types import Finding
from bpo.qa.operations.automatic import check_reply, context_of
from bpo.qa.queries.automatic import MERGED, rule_changes, texts_now
from bpo.qa.queries.reading import Unread, list_unread
from bpo.qa.rules.automatic import counts_of, stretch_of
from bpo.qa.rules.reading import NotRead, ReaderState, kept_of, rules_of, topics_of
from bpo.tenants.queries import compiled_rules_of, find_rules_version

BATCH = 40
SECONDS = 60.0  # some 400 replies; then others may have the worker
KEEP = text(f"""
    UPDATE automatic_check c SET findings = {MERGED}, infos = c.infos + r.infos, warns = c.warns + r.warns,
        reader_state = r.state, reader_unread = r.unread, reader_at = CAST(:now AS timestamptz),
        reader_version = r.version, likely = r.likely
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r (id uuid, findings jsonb, infos int, warns int,
        state text, unread text, version text, likely jsonb)
    WHERE c.tenant_id = :tenant AND c.id = r.id AND c.reader_state IS NULL
""")  # noqa: S608 -- put together from texts of our own
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader said of a reply; `unread`: why it said nothing."""

    findings: tuple[Finding, ...] = ()
    likely: Mapping[str, float] = field(default_factory=dict)
    unread: NotRead | None = None


def read_sent_replies(
    open_unit: OpenUnit,
    tenant_id: UUID,
    *,
    seconds: float = SECONDS,
    size: int = BATCH,
    reader_of: Callable[[], Reader | None] = reader,
) -> bool:
    """Read replies that wait, the latest first, for about so long; whether there may be more."""
    deadline = time.monotonic() + seconds
    while True:
        with open_unit() as uow:
            batch = read_batch(uow, tenant_id, limit=size)
        if not batch:
            return False
        found = reader_of()  # loaded only where something waits
        if found is None:
            return False
        results: list[tuple[Unread, Read]] = []
        for one, compiled in batch:
            if results and time.monotonic() >= deadline:
                break
            results.append((one, read_one(found, one, compiled)))
        with open_unit() as uow:
            keep_read(uow, tenant_id, results, version=found.version)
        if len(batch) < size and len(results) == len(batch):
            return False
        if time.monotonic() >= deadline:
            return True


def read_batch(uow: UnitOfWork, tenant_id: UUID, *, limit: int) -> list[tuple[Unread, Compiled]]:
    """The next replies, each with the rules that were in force when it was posted."""
    changes = rule_changes(uow, tenant_id)
    rules: dict[int, Compiled] = {}
    batch = []
    for one in list_unread(uow, tenant_id, limit=limit):
        stretch = stretch_of(one.reply.posted_at, changes)
        if stretch not in rules:
            version = find_rules_version(uow, tenant_id, version=None, at=one.reply.posted_at)
            rules[stretch] = compiled_rules_of(uow, tenant_id, version)
        batch.append((one, rules[stretch]))
    return batch


def read_one(found: Reader, one: Unread, compiled: Compiled) -> Read:
    """What the reader says of a reply beside what its check found; of an erased one there is nothing to say."""
    if not one.reply.text:
        return Read(unread=NotRead.ERASED)
    words = Text(one.reply.text)
    if deep.is_short(words):
        return Read()
    context = context_of(one.reply)
    topics = topics_of(one.findings)
    if topics is None:
        topics = {label.label for label in check_reply(one.reply, compiled).topics}
    try:
        likely = deep.read_reply(found, words, context.reply_to, compiled.rules.topics)
        findings = deep.findings_by(
            found,
            likely,
            words,
            compiled,
            context,
            rules_of(one.findings),
            topics,
            partial(deep.likeliest, found, compiled.rules.topics),
        )
        return Read(tuple(findings), deep.kept_of(likely, compiled.rules.topics))
    except (ValueError, RuntimeError) as error:  # of one text: the others are read all the same
        log.warning("reply_not_read", check=str(one.id), why=type(error).__name__)
        return Read(unread=NotRead.FAILED)


def keep_read(uow: UnitOfWork, tenant_id: UUID, results: list[tuple[Unread, Read]], *, version: str) -> int:
    """Let what was found join the checks; the number kept.

    A text erased meanwhile is not read, and what has been read already stays as it is.
    """
    if not results:
        return 0
    texts = texts_now(uow, tenant_id, [one.reply.id for one, _read in results])
    rows = [
        _row(one, read if texts.get(one.reply.id) == one.reply.text else Read(unread=NotRead.ERASED), version)
        for one, read in results
    ]
    asked = {"tenant": tenant_id, "rows": json.dumps(rows), "now": uow.now}
    return uow.session.execute(KEEP, asked).rowcount  # type: ignore[attr-defined, no-any-return]


def _row(one: Unread, read: Read, version: str) -> dict[str, Any]:
    infos, warns, _approves, _blocks = counts_of(read.findings)
    is_read = read.unread is None
    return {
        "id": str(one.id),
        "findings": kept_of(read.findings),
        "infos": infos,
        "warns": warns,
        "state": (ReaderState.READ if is_read else ReaderState.NOT_READ).value,
        "unread": read.unread.value if read.unread else None,
        "version": version if is_read else None,
        "likely": dict(read.likely) if is_read else None,
    }
