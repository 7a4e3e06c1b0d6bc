"""Sent replies that have not been checked yet; and the figures of those that have, and the replies behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, cast, func, or_, select, text
from sqlalchemy.dialects.postgresql import JSONPATH

from bpo.channels.models import ChannelAccount
from bpo.conversations.models import Message
from bpo.core.uow import UnitOfWork
from bpo.language.deep import LIKELY
from bpo.language.grammar.findings import RULE as GRAMMAR
from bpo.language.thread import READ_BACK
from bpo.qa.models import AutomaticCheck
from bpo.qa.queries.grammar import GrammarCounted, count_grammar
from bpo.qa.queries.read_counts import ReadCounted, count_read
from bpo.qa.rules.reading import Standing
from bpo.tenants.models import BrandSection

Place = tuple[datetime, UUID]
WAITING = "waiting"  # of grammar: neither checked nor given up
NEVER = "never"  # of the reader: what it could not read and what is too old for it, as the page's figure counts both
# Replies are not committed in the order in which they became known, so the last hour is looked through again.
LOOKED_AT_AGAIN = timedelta(hours=1)
# People's replies with what they answer and what we wrote before, as they are checked; `WHERE` and what follows is the asker's.
REPLIES = f"""
    SELECT m.id, m.account_id, m.agent, m.text, m.visibility, m.posted_at, m.ingested_at,
        a.network, asked.text AS asked, i.name AS customer_name, earlier.texts AS earlier
    FROM message m
    JOIN channel_account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id
    LEFT JOIN LATERAL (SELECT q.text, q.author_id FROM message q
        WHERE q.tenant_id = m.tenant_id AND q.conversation_id = m.conversation_id AND q.direction = 'in'
            AND q.posted_at <= m.posted_at
        ORDER BY q.posted_at DESC, q.id DESC LIMIT 1) asked ON true
    LEFT JOIN customer_identity i ON i.tenant_id = m.tenant_id AND i.network = a.network
        AND i.external_id = asked.author_id
    LEFT JOIN LATERAL (SELECT array_agg(e.text ORDER BY e.posted_at, e.id) AS texts FROM (
        SELECT o.text, o.posted_at, o.id FROM message o
        WHERE o.tenant_id = m.tenant_id AND o.conversation_id = m.conversation_id AND o.direction = 'out'
            AND NOT o.automatic AND (o.posted_at, o.id) < (m.posted_at, m.id)
        ORDER BY o.posted_at DESC, o.id DESC LIMIT {READ_BACK}) e) earlier ON true
"""  # noqa: S608 -- words of ours
UNCHECKED = text(f"""{REPLIES}
    WHERE m.tenant_id = :tenant AND m.direction = 'out' AND NOT m.automatic AND m.text <> ''
        AND m.part_no IS NULL  -- of one in parts no message is the whole
        AND (m.ingested_at, m.id) > (CAST(:at AS timestamptz), CAST(:last AS uuid))
        AND NOT EXISTS (SELECT FROM automatic_check c WHERE c.tenant_id = m.tenant_id AND c.message_id = m.id)
    ORDER BY m.ingested_at, m.id LIMIT :limit
""")
# A row's findings (`c`) with new ones (`r`) in their places, whatever joined them meanwhile.
MERGED = """CASE WHEN r.findings = '[]' THEN c.findings ELSE (
            SELECT jsonb_agg(f ORDER BY CAST(f ->> 'start' AS int), CAST(f ->> 'end' AS int), f ->> 'rule')
            FROM jsonb_array_elements(c.findings || r.findings) f) END"""
_WHERE = """
    c.tenant_id = :tenant AND c.posted_at >= CAST(:start AS timestamptz)
        AND c.posted_at < CAST(:end AS timestamptz)
"""
# A reply whose grammar could not be checked, or that could not be read, is never called clean, and no share is of it.
_CLEAN = """count(*) FILTER (WHERE c.warns + c.approves + c.blocks = 0
            AND c.grammar_state IS DISTINCT FROM 'not_checked'
            AND c.reader_state IS DISTINCT FROM 'not_read') AS clean,
        count(*) FILTER (WHERE c.grammar_state = 'not_checked' OR c.reader_state = 'not_read') AS unjudged"""
GROUPS = text(f"""
    SELECT c.agent_id, c.language, GROUPING(c.agent_id) AS no_agent, GROUPING(c.language) AS no_language,
        count(*) AS n, {_CLEAN}
    FROM automatic_check c WHERE {_WHERE}
    GROUP BY GROUPING SETS ((), (c.agent_id), (c.language))
""")  # noqa: S608 -- put together from texts of our own
# By what name a finding is counted: `language.deep.rule_key`.
RULE_KEY = "CASE WHEN coalesce(jsonb_exists(f -> 'values', 'likely'), false) THEN 'likely:' ELSE '' END || (f ->> 'rule')"
BY_RULE = text(f"""
    SELECT {RULE_KEY} AS rule, count(DISTINCT c.id) AS replies, count(*) AS findings,
        array_agg(DISTINCT f ->> 'severity') AS severities
    FROM automatic_check c CROSS JOIN LATERAL jsonb_array_elements(c.findings) f
    WHERE {_WHERE}
    GROUP BY 1 ORDER BY 2 DESC, 1
""")  # noqa: S608 -- the same


TOPICS = text(f"""
    SELECT count(*) AS checked, count(*) FILTER (WHERE c.findings @> '[{{"rule": "topic"}}]') AS found
    FROM automatic_check c WHERE {_WHERE}
""")  # noqa: S608 -- the same


@dataclass(frozen=True, slots=True)
class Group:
    """How many replies were checked, how many of them are clean, and of how many that cannot be said."""

    n: int
    clean: int
    unjudged: int = 0
    agent_id: UUID | None = None
    language: str | None = None

    @property
    def judged(self) -> int:
        """What the share of clean ones is of: not those whose grammar could not be checked."""
        return self.n - self.unjudged


@dataclass(frozen=True, slots=True)
class RuleCount:
    """In how many replies a rule found something, how often, and how grave; the reader's findings stand apart."""

    rule: str
    replies: int
    findings: int
    severities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that the page counts."""

    whole: Group
    agents: list[Group]
    languages: list[Group]
    rules: list[RuleCount]
    grammar: GrammarCounted
    reading: ReadCounted

    def asked_of(self, rule: str) -> int:
        """Of how many replies a rule was asked: of grammar only those that its engine has read, so of the reader."""
        if rule.startswith(LIKELY):
            return self.reading.read
        return self.grammar.checked if rule == GRAMMAR else self.whole.n


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which checked replies are asked for. `is_clean` None is both; `is_unknown` is nobody of ours.

    `rule` is a name as they are counted by; `grammar`: a state of `GrammarState`, or `waiting`; `engine_rule`: a rule
    of the engine's own; `reader`: a `Standing` or `never`, where `read_since` is from when on replies are read.
    """

    start: datetime
    end: datetime
    rule: str | None = None
    is_clean: bool | None = None
    language: str | None = None
    agent_id: UUID | None = None
    is_unknown: bool = False
    grammar: str | None = None
    engine_rule: str | None = None
    reader: str | None = None
    read_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A checked reply with where it stands."""

    check: AutomaticCheck
    conversation_id: UUID
    network: str
    handle: str


def checked_until(uow: UnitOfWork, tenant_id: UUID) -> datetime | None:
    """From where sent replies are looked through; None is from the first."""
    latest: datetime | None = uow.session.scalar(
        select(func.max(AutomaticCheck.known_at)).where(AutomaticCheck.tenant_id == tenant_id)
    )
    return latest - LOOKED_AT_AGAIN if latest else None


def list_unchecked(uow: UnitOfWork, tenant_id: UUID, *, after: Place | None, limit: int) -> Sequence[Any]:
    """People's replies without a check, in the order in which they became known; not those whose text is erased."""
    at, last = after or (None, None)
    asked = {"tenant": tenant_id, "at": at or "-infinity", "last": last or UUID(int=0), "limit": limit}
    return uow.session.execute(UNCHECKED, asked).all()


def rule_changes(uow: UnitOfWork, tenant_id: UUID) -> list[datetime]:
    """The instants at which the brand's rule set became another, or none."""
    rows = uow.session.execute(
        select(BrandSection.created_at, BrandSection.retired_at).where(
            BrandSection.tenant_id == tenant_id, BrandSection.section == "rule_set"
        )
    )
    return sorted({at for row in rows for at in row if at is not None})


def texts_now(uow: UnitOfWork, tenant_id: UUID, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The texts of replies as they stand until the unit ends: an erasure is waited for, or waits."""
    rows = uow.session.execute(
        select(Message.id, Message.text)
        .where(Message.tenant_id == tenant_id, Message.id.in_(ids))
        .order_by(Message.id)
        .with_for_update(read=True)
    )
    return {row.id: row.text for row in rows}


def count_checks(uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime) -> Counted:
    """Count the checked replies that were posted in a period."""
    asked = {"tenant": tenant_id, "start": start, "end": end}
    whole, agents, languages = Group(0, 0), [], []
    for row in uow.session.execute(GROUPS, asked):
        if row.no_agent and row.no_language:
            whole = Group(row.n, row.clean, row.unjudged)
        elif row.no_language:
            agents.append(Group(row.n, row.clean, row.unjudged, agent_id=row.agent_id))
        else:
            languages.append(Group(row.n, row.clean, row.unjudged, language=row.language))
    rules = [
        RuleCount(row.rule, row.replies, row.findings, tuple(row.severities))
        for row in uow.session.execute(BY_RULE, asked)
    ]
    grammar = count_grammar(uow, tenant_id, start=start, end=end)
    reading = count_read(uow, tenant_id, start=start, end=end)
    return Counted(whole, agents, sorted(languages, key=lambda one: -one.n), rules, grammar, reading)


def count_topics(uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime) -> tuple[int, int]:
    """How many replies of a period were checked, and in how many a restricted topic was found."""
    row = uow.session.execute(TOPICS, {"tenant": tenant_id, "start": start, "end": end}).one()
    return row.checked, row.found


def list_checks(
    uow: UnitOfWork, tenant_id: UUID, wanted: Wanted, *, after: Place | None = None, limit: int
) -> list[Line]:
    """Checked replies, the latest first."""
    query = (
        _asked(
            select(AutomaticCheck, Message.conversation_id, ChannelAccount.network, ChannelAccount.handle),
            tenant_id,
            wanted,
        )
        .join(
            Message,
            and_(
                Message.tenant_id == AutomaticCheck.tenant_id,
                Message.id == AutomaticCheck.message_id,
            ),
        )
        .join(
            ChannelAccount,
            and_(
                ChannelAccount.tenant_id == AutomaticCheck.tenant_id,
                ChannelAccount.id == AutomaticCheck.account_id,
            ),
        )
    )
    if after is not None:
        at, last = after
        query = query.where(
            or_(
                AutomaticCheck.posted_at < at,
                and_(AutomaticCheck.posted_at == at, AutomaticCheck.id < last),
            )
        )
    newest = (AutomaticCheck.posted_at.desc(), AutomaticCheck.id.desc())
    rows = uow.session.execute(query.order_by(*newest).limit(limit))
    return [Line(row[0], row[1], row[2], row[3]) for row in rows]


def count_listed(uow: UnitOfWork, tenant_id: UUID, wanted: Wanted) -> int:
    """How many there are."""
    return uow.session.scalar(_asked(select(func.count(AutomaticCheck.id)), tenant_id, wanted)) or 0


def _asked(query: Select[*tuple[Any, ...]], tenant_id: UUID, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    query = query.where(
        AutomaticCheck.tenant_id == tenant_id,
        AutomaticCheck.posted_at >= wanted.start,
        AutomaticCheck.posted_at < wanted.end,
    )
    if wanted.rule is not None:
        query = query.where(_with_rule(wanted.rule))
    if wanted.is_clean is not None:
        grave = AutomaticCheck.warns + AutomaticCheck.approves + AutomaticCheck.blocks
        is_judged = and_(
            AutomaticCheck.grammar_state.is_distinct_from("not_checked"),
            AutomaticCheck.reader_state.is_distinct_from("not_read"),
        )
        query = query.where(and_(grave == 0 if wanted.is_clean else grave > 0, is_judged))
    if wanted.grammar is not None:
        state = AutomaticCheck.grammar_state
        query = query.where(state.is_(None) if wanted.grammar == WAITING else state == wanted.grammar)
    if wanted.reader is not None:
        query = query.where(_standing(wanted))
    if wanted.engine_rule is not None:
        query = query.where(AutomaticCheck.findings.contains([{"id": wanted.engine_rule}]))
    if wanted.language is not None:
        query = query.where(AutomaticCheck.language == wanted.language)
    if wanted.is_unknown:
        query = query.where(AutomaticCheck.agent_id.is_(None))
    if wanted.agent_id is not None:
        query = query.where(AutomaticCheck.agent_id == wanted.agent_id)
    return query


def _with_rule(key: str) -> ColumnElement[bool]:
    """Where a rule found something: the words, or the reader where the name says so."""
    rule = key.removeprefix(LIKELY)
    which = "exists(@.values.likely)" if key.startswith(LIKELY) else "!exists(@.values.likely)"
    path = cast(f"$[*] ? (@.rule == $rule && {which})", JSONPATH)
    is_there = func.jsonb_path_exists(AutomaticCheck.findings, path, func.jsonb_build_object("rule", rule))
    return and_(AutomaticCheck.findings.contains([{"rule": rule}]), is_there)


def _standing(wanted: Wanted) -> ColumnElement[bool]:
    """Where replies stand with the reader."""
    state = AutomaticCheck.reader_state
    if wanted.reader in {Standing.READ, Standing.NOT_READ}:
        return state == wanted.reader
    late = AutomaticCheck.posted_at >= wanted.read_since
    if wanted.reader == NEVER:
        return or_(state == Standing.NOT_READ, and_(state.is_(None), ~late))
    return and_(state.is_(None), late if wanted.reader == Standing.WAITING else ~late)
