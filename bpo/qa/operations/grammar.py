"""Checking the grammar of sent replies after their plain check, one language's engine at a time.

Batches as of the plain check: read in one unit, asked of the engine in none, kept in another. Whatever ends the
engine ends no check: a reply it could not read twice is kept as not checked, with the reason; where no engine
starts at all, replies go on waiting.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import text

from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.language.grammar.findings import findings_of
from bpo.language.grammar.worker import EngineUnavailableError, GrammarEngine, Reading, Unread, is_installed
from bpo.language.types import Language, Severity
from bpo.qa.queries.automatic import MERGED, rule_changes, texts_now
from bpo.qa.queries.grammar import list_waiting, waiting_languages
from bpo.qa.rules.automatic import stretch_of
from bpo.qa.rules.grammar import GrammarState, join
from bpo.tenants.queries import compiled_rules_of, find_rules_version

BATCH = 100
SECONDS = 120.0  # then others may have the worker; far less than a job's lease
KEEP = text(f"""
    UPDATE automatic_check c SET findings = {MERGED}, infos = c.infos + r.infos, warns = c.warns + r.warns,
        grammar_state = r.state, grammar_unread = r.unread, grammar_at = CAST(:now AS timestamptz)
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r (id uuid, findings jsonb, infos int, warns int,
        state text, unread text)
    WHERE c.tenant_id = :tenant AND c.id = r.id AND c.grammar_state IS NULL
""")  # noqa: S608 -- put together from texts of our own
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reply whose grammar waits, and how grave the brand took spelling when it was posted."""

    reply: Any  # a row of `queries.grammar.WAITING`
    spelling: Severity | None


def check_grammar(
    open_unit: OpenUnit,
    tenant_id: UUID,
    *,
    seconds: float = SECONDS,
    size: int = BATCH,
    engine_of: Callable[[Language], GrammarEngine] = GrammarEngine,
) -> bool:
    """Check the grammar of replies that wait, for about so long; whether there may be more."""
    deadline = time.monotonic() + seconds
    with open_unit() as uow:
        languages = [Language(code) for code in waiting_languages(uow, tenant_id)]
    for language in languages:
        if not is_installed(language):
            continue
        try:
            with engine_of(language) as engine:
                while _check_batch(open_unit, tenant_id, engine, size=size, deadline=deadline):
                    if time.monotonic() >= deadline:
                        return True
        except EngineUnavailableError as error:
            log.warning("grammar_engine_unavailable", why=str(error))
    return False


def _check_batch(
    open_unit: OpenUnit, tenant_id: UUID, engine: GrammarEngine, *, size: int, deadline: float
) -> bool:
    with open_unit() as uow:
        batch = read_waiting(uow, tenant_id, engine.language, limit=size)
    results: list[tuple[Waiting, Reading]] = []
    try:
        for one in batch:
            if results and time.monotonic() >= deadline:
                break
            results.append((one, read_reply(engine, one.reply.text)))
    finally:  # what was read is kept, also where no engine starts any more
        with open_unit() as uow:
            keep_readings(uow, tenant_id, results)
    return len(results) < len(batch) or len(batch) == size


def read_reply(engine: GrammarEngine, words: str) -> Reading:
    """What the engine says of a reply; of an erased one there is nothing to say."""
    return engine.read(words) if words else Reading(unread=Unread.ERASED)


def read_waiting(uow: UnitOfWork, tenant_id: UUID, language: Language, *, limit: int) -> list[Waiting]:
    """The next replies of a language, each with the rule that was in force when it was posted."""
    changes = rule_changes(uow, tenant_id)
    severities: dict[int, Severity | None] = {}
    batch = []
    for row in list_waiting(uow, tenant_id, language.value, limit=limit):
        stretch = stretch_of(row.posted_at, changes)
        if stretch not in severities:
            version = find_rules_version(uow, tenant_id, version=None, at=row.posted_at)
            severities[stretch] = compiled_rules_of(uow, tenant_id, version).rules.style.spelling
        batch.append(Waiting(row, severities[stretch]))
    return batch


def keep_readings(uow: UnitOfWork, tenant_id: UUID, results: list[tuple[Waiting, Reading]]) -> int:
    """Let what was found join the checks; the number kept.

    A text erased meanwhile is not checked, and a check that has its grammar already keeps it.
    """
    if not results:
        return 0
    texts = texts_now(uow, tenant_id, [one.reply.message_id for one, _reading in results])
    rows = []
    for one, reading in results:
        reply, unread = one.reply, reading.unread
        if texts.get(reply.message_id) != reply.text:
            unread = Unread.ERASED
        theirs = findings_of(reply.text, reading.matches, spelling=one.spelling) if unread is None else ()
        joined = join(reply.findings, theirs)
        state = GrammarState.CHECKED if unread is None else GrammarState.NOT_CHECKED
        rows.append(
            {
                "id": str(reply.id),
                "findings": joined.findings,
                "infos": joined.infos,
                "warns": joined.warns,
                "state": state.value,
                "unread": unread.value if unread else None,
            }
        )
    asked = {"tenant": tenant_id, "rows": json.dumps(rows), "now": uow.now}
    return uow.session.execute(KEEP, asked).rowcount  # type: ignore[attr-defined, no-any-return]
