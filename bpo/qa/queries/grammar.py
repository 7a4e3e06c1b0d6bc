"""Checked replies whose grammar waits, and the figures of those where it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork

WAITING_LANGUAGES = text("""
    SELECT DISTINCT language FROM automatic_check
    WHERE tenant_id = :tenant AND grammar_state IS NULL ORDER BY language
""")
WAITING = text("""
    SELECT c.id, c.message_id, c.posted_at, c.findings, m.text
    FROM automatic_check c JOIN message m ON m.tenant_id = c.tenant_id AND m.id = c.message_id
    WHERE c.tenant_id = :tenant AND c.language = :language AND c.grammar_state IS NULL
    ORDER BY c.known_at DESC, c.id DESC LIMIT :limit
""")
_WHERE = """
    c.tenant_id = :tenant AND c.posted_at >= CAST(:start AS timestamptz)
        AND c.posted_at < CAST(:end AS timestamptz)
"""
STATES = text(f"""
    SELECT c.grammar_state AS state, c.grammar_unread AS unread, count(*) AS n
    FROM automatic_check c WHERE {_WHERE}
    GROUP BY 1, 2 ORDER BY 3 DESC, 2
""")  # noqa: S608 -- put together from texts of our own
BY_RULE = text(f"""
    SELECT f ->> 'id' AS id, count(DISTINCT c.id) AS replies, array_agg(DISTINCT f ->> 'severity') AS severities
    FROM automatic_check c CROSS JOIN LATERAL jsonb_array_elements(c.findings) f
    WHERE {_WHERE} AND f ? 'origin'
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :limit
""")  # noqa: S608 -- the same
SHOWN = 20


@dataclass(frozen=True, slots=True)
class EngineRule:
    """A rule of the engine's, by its own name, and in how many replies it spoke."""

    id: str
    replies: int
    severities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrammarCounted:
    """Of how many replies the grammar is checked, waits, or is not checked and why; and what was found most."""

    checked: int
    waiting: int
    unread: dict[str, int]
    rules: list[EngineRule]

    @property
    def not_checked(self) -> int:
        """Of how many it will stay unknown."""
        return sum(self.unread.values())


def waiting_languages(uow: UnitOfWork, tenant_id: UUID) -> list[str]:
    """The languages of replies whose grammar waits."""
    return list(uow.session.scalars(WAITING_LANGUAGES, {"tenant": tenant_id}))


def list_waiting(uow: UnitOfWork, tenant_id: UUID, language: str, *, limit: int) -> Sequence[Any]:
    """Replies whose grammar waits, the latest first."""
    return uow.session.execute(WAITING, {"tenant": tenant_id, "language": language, "limit": limit}).all()


def count_grammar(uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime) -> GrammarCounted:
    """Count the grammar of the replies that were posted in a period."""
    asked = {"tenant": tenant_id, "start": start, "end": end, "limit": SHOWN}
    checked, waiting, unread = 0, 0, {}
    for row in uow.session.execute(STATES, asked):
        if row.state is None:
            waiting = row.n
        elif row.unread is None:
            checked = row.n
        else:
            unread[row.unread] = row.n
    rules = [
        EngineRule(row.id, row.replies, tuple(row.severities)) for row in uow.session.execute(BY_RULE, asked)
    ]
    return GrammarCounted(checked, waiting, unread, rules)
