"""What can be chosen from: people's replies and dismissals, each with what makes it risky or certain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bpo.conversations.rules.reading import read_message
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Sentiment
from bpo.qa.rules.sampling import Candidate, Certain, Kind

RISKY_VERDICTS = {"approve", "block"}
_REPLIES = """
    SELECT m.id, m.account_id, m.agent, m.posted_at AS done_at,
        asked.text AS asked, asked.language AS asked_language,
        d.id AS draft_id, d.author_id, d.verdict, d.rule_set_version,
        d.override_reason IS NOT NULL AS is_override,
        (SELECT array_agg(DISTINCT p.decided_by) FROM approval p
            WHERE p.tenant_id = m.tenant_id AND p.draft_id = d.id AND p.decided_by IS NOT NULL) AS deciders,
        EXISTS (SELECT FROM handoff h WHERE h.tenant_id = m.tenant_id
            AND h.conversation_id = m.conversation_id AND h.department IN ('pr', 'legal')
            AND h.asked_at <= CAST(:seen_at AS timestamptz)) AS is_handoff,
        EXISTS (SELECT FROM sample s
            JOIN review r ON r.tenant_id = s.tenant_id AND r.sample_id = s.id
            JOIN dispute q ON q.tenant_id = r.tenant_id AND q.review_id = r.id
            WHERE s.tenant_id = m.tenant_id AND s.message_id = m.id
                AND q.raised_at <= CAST(:seen_at AS timestamptz)) AS is_disputed
    FROM message m
    LEFT JOIN LATERAL (SELECT q.text, q.language FROM message q
        WHERE q.tenant_id = m.tenant_id AND q.conversation_id = m.conversation_id AND q.direction = 'in'
            AND q.posted_at <= m.posted_at
        ORDER BY q.posted_at DESC, q.id DESC LIMIT 1) asked ON true
    LEFT JOIN LATERAL (SELECT e.source_id FROM delivery e
        WHERE e.tenant_id = m.tenant_id AND e.account_id = m.account_id AND e.remote_id = m.external_id
        UNION ALL SELECT e.source_id FROM delivery e
        WHERE e.tenant_id = m.tenant_id AND e.thread_key = m.conversation_id
            AND e.remote_id IS NULL AND e.idempotency_key = m.external_id
        LIMIT 1) sent ON true
    LEFT JOIN draft d ON d.tenant_id = m.tenant_id AND d.id = sent.source_id
    WHERE m.tenant_id = :tenant AND m.direction = 'out' AND NOT m.automatic AND m.agent IS NOT NULL
        AND coalesce(m.part_no, 1) = 1
"""
REPLIES = text(f"""{_REPLIES}
    AND m.ingested_at > CAST(:since AS timestamptz) AND m.ingested_at <= CAST(:until AS timestamptz)
    AND m.posted_at >= CAST(:earliest AS timestamptz)
""")
ONE_REPLY = text(f"{_REPLIES} AND m.id = :message")
DISMISSALS = text("""
    SELECT a.id, a.account_id, a.actor_id, a.at AS done_at, a.reason FROM conversation_act a
    WHERE a.tenant_id = :tenant AND a.kind = 'dismissed'
        AND a.recorded_at > CAST(:since AS timestamptz) AND a.recorded_at <= CAST(:until AS timestamptz)
        AND a.at >= CAST(:earliest AS timestamptz)
""")


@dataclass(frozen=True, slots=True)
class Found:
    """A reply or a dismissal with all that its sample keeps; `candidate` is what the draw looks at."""

    candidate: Candidate
    kind: Kind
    id: UUID
    account_id: UUID
    agent: str | None  # e-mail of whoever replied
    actor_id: UUID | None  # who dismissed
    author_id: UUID | None  # of the draft, where it was written here
    deciders: tuple[UUID, ...]
    done_at: datetime
    draft_id: UUID | None
    rule_set_version: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """What became known in (since, until], not older than `earliest`, as it was seen at `seen_at`."""

    tenant_id: UUID
    since: datetime
    until: datetime
    earliest: datetime
    seen_at: datetime

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of the texts."""
        return {
            "tenant": self.tenant_id,
            "since": self.since,
            "until": self.until,
            "earliest": self.earliest,
            "seen_at": self.seen_at,
        }


def list_replies(uow: UnitOfWork, stretch: Stretch, *, languages: Sequence[str]) -> list[Found]:
    """People's replies of a stretch."""
    rows = uow.session.execute(REPLIES, stretch.parameters)
    return [_reply(row, languages) for row in rows]


def find_reply(
    uow: UnitOfWork, tenant_id: UUID, message_id: UUID, *, languages: Sequence[str]
) -> Found | None:
    """One reply of a person; None where the message is none."""
    asked = {"tenant": tenant_id, "message": message_id, "seen_at": uow.now}
    row = uow.session.execute(ONE_REPLY, asked).first()
    return _reply(row, languages) if row else None


def list_dismissals(uow: UnitOfWork, stretch: Stretch) -> list[Found]:
    """Dismissals of a stretch."""
    parameters = {key: value for key, value in stretch.parameters.items() if key != "seen_at"}
    return [
        Found(
            candidate=Candidate(
                key=str(row.id),
                agent=str(row.actor_id or ""),
                account=str(row.account_id),
                is_risky=row.reason == "other",
            ),
            kind=Kind.DISMISSAL,
            id=row.id,
            account_id=row.account_id,
            agent=None,
            actor_id=row.actor_id,
            author_id=None,
            deciders=(),
            done_at=row.done_at,
            draft_id=None,
            rule_set_version=None,
        )
        for row in uow.session.execute(DISMISSALS, parameters)
    ]


def _reply(row: Any, languages: Sequence[str]) -> Found:  # noqa: ANN401 -- a row
    asked = read_message(row.asked or "", language=row.asked_language, brand_languages=languages)
    reasons = (
        (Certain.OVERRIDE, bool(row.is_override)),
        (Certain.HANDOFF, row.is_handoff),
        (Certain.COMPLAINT, asked.sentiment is Sentiment.NEGATIVE),
        (Certain.DISPUTE, row.is_disputed),
    )
    return Found(
        candidate=Candidate(
            key=str(row.id),
            agent=row.agent,
            account=str(row.account_id),
            is_risky=bool(asked.urgent or asked.topics) or row.verdict in RISKY_VERDICTS,
            certain=tuple(reason for reason, holds in reasons if holds),
        ),
        kind=Kind.REPLY,
        id=row.id,
        account_id=row.account_id,
        agent=row.agent,
        actor_id=None,
        author_id=row.author_id,
        deciders=tuple(row.deciders or ()),
        done_at=row.done_at,
        draft_id=row.draft_id,
        rule_set_version=row.rule_set_version,
    )


def emails_of(found: Iterable[Found]) -> set[str]:
    """The addresses of whoever replied."""
    return {one.agent for one in found if one.agent}
