"""What the figures of quality are made from, in a few statements over the reviews of a period.

A review belongs to the period in which the work was done. Only what chance or certainty chose counts; what
somebody chose by hand never does.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from bpo.core.uow import UnitOfWork
from bpo.qa.rules.accuracy import Sums

CLASSES = ("customer", "business", "compliance")
_WHERE = """
    r.tenant_id = :tenant AND r.done_at >= CAST(:start AS timestamptz)
        AND r.done_at < CAST(:end AS timestamptz)
        AND r.state <> 'draft' AND r.purpose = 'programme'
"""
_CLASS = """
    count(*) FILTER (WHERE r.{name}_error IS NOT NULL) AS {name}_n,
    coalesce(sum(1 / r.probability) FILTER (WHERE r.{name}_error IS NOT NULL), 0) AS {name}_w,
    coalesce(sum(1 / (r.probability * r.probability)) FILTER (WHERE r.{name}_error IS NOT NULL), 0)
        AS {name}_w2,
    coalesce(sum(1 / r.probability) FILTER (WHERE r.{name}_error), 0) AS {name}_hits
"""
_SUMS = ",".join(_CLASS.format(name=name) for name in CLASSES)
_SCORE = """
    count(r.score) AS score_n,
    coalesce(sum(1 / r.probability) FILTER (WHERE r.score IS NOT NULL), 0) AS score_w,
    coalesce(sum(1 / (r.probability * r.probability)) FILTER (WHERE r.score IS NOT NULL), 0) AS score_w2,
    coalesce(sum(r.score / 10000.0 / r.probability), 0) AS score_hits
"""
# Steps are weeks of the brand's own calendar, each named by its Monday.
_STEP = "CAST(date_trunc('week', r.done_at AT TIME ZONE :zone) AS date)"
SUMS = text(f"""
    SELECT agent_id, step, GROUPING(agent_id) AS no_agent, GROUPING(step) AS no_step,
        count(*) AS n, min(agent) AS agent, {_SUMS}, {_SCORE}
    FROM (SELECT r.*, {_STEP} AS step FROM review r WHERE {_WHERE} AND r.kind = 'reply') r
    GROUP BY GROUPING SETS ((), (agent_id), (step))
""")  # noqa: S608 -- put together from texts of our own
WHOLE = text(f"""
    SELECT NULL AS agent_id, NULL AS agent, NULL AS step, count(*) AS n, {_SUMS}, {_SCORE}
    FROM review r WHERE {_WHERE} AND r.kind = 'reply'
""")  # noqa: S608 -- the same
BY_CRITERION = text(f"""
    SELECT s.criterion,
        count(*) FILTER (WHERE s.answer <> 'na') AS n,
        coalesce(sum(1 / r.probability) FILTER (WHERE s.answer <> 'na'), 0) AS w,
        coalesce(sum(1 / (r.probability * r.probability)) FILTER (WHERE s.answer <> 'na'), 0) AS w2,
        coalesce(sum(1 / r.probability) FILTER (WHERE s.answer = 'fail'), 0) AS hits,
        count(*) FILTER (WHERE s.answer = 'fail') AS failed,
        count(*) FILTER (WHERE s.first_answer = 'fail') AS first_failed,
        count(*) FILTER (WHERE s.is_disputed) AS disputed,
        count(*) FILTER (WHERE s.verdict = 'overturned') AS overturned
    FROM review r JOIN review_score s ON s.tenant_id = r.tenant_id AND s.review_id = r.id
    WHERE {_WHERE} AND r.kind = 'reply'
    GROUP BY s.criterion
""")  # noqa: S608 -- the same
COVERAGE = text("""
    SELECT count(*) AS sampled, count(*) FILTER (WHERE state = 'reviewed') AS reviewed,
        count(*) FILTER (WHERE state <> 'reviewed' AND due_at < CAST(:now AS timestamptz)) AS late
    FROM sample WHERE tenant_id = :tenant AND done_at >= CAST(:start AS timestamptz)
        AND done_at < CAST(:end AS timestamptz) AND purpose = 'programme' AND kind = 'reply'
""")
DISMISSALS = text("""
    SELECT count(*) AS n, coalesce(sum(1 / r.probability), 0) AS w,
        coalesce(sum(1 / (r.probability * r.probability)), 0) AS w2,
        coalesce(sum(1 / r.probability) FILTER (WHERE s.answer = 'fail'), 0) AS hits
    FROM review r JOIN review_score s ON s.tenant_id = r.tenant_id AND s.review_id = r.id
    WHERE r.tenant_id = :tenant AND r.done_at >= CAST(:start AS timestamptz)
        AND r.done_at < CAST(:end AS timestamptz)
        AND r.state <> 'draft' AND r.purpose = 'programme' AND r.kind = 'dismissal'
        AND r.submitted_at <= CAST(:as_of AS timestamptz)
""")
AUDITED = text("""
    SELECT r.probability, s.answer = 'fail' AS is_wrong
    FROM review r JOIN review_score s ON s.tenant_id = r.tenant_id AND s.review_id = r.id
    WHERE r.tenant_id = :tenant AND r.done_at >= CAST(:start AS timestamptz)
        AND r.done_at < CAST(:end AS timestamptz)
        AND r.state <> 'draft' AND r.purpose = 'programme' AND r.kind = 'dismissal'
        AND r.submitted_at <= CAST(:as_of AS timestamptz)
""")
LATEST = text("""
    SELECT max(done_at) FROM review
    WHERE tenant_id = :tenant AND state <> 'draft' AND kind = 'reply' AND purpose = 'programme'
""")


@dataclass(frozen=True, slots=True)
class Group:
    """What was found in some reviews: the sums of each class and of the weighted score."""

    n: int
    classes: dict[str, Sums]
    score: Sums
    agent_id: UUID | None = None
    agent: str | None = None
    step: date | None = None


@dataclass(frozen=True, slots=True)
class CriterionCount:
    """How one criterion went. `first_failed` is before any dispute."""

    key: str
    sums: Sums
    failed: int
    first_failed: int
    disputed: int
    overturned: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many replies were chosen, how many of them are reviewed, how many wait past their time."""

    sampled: int
    reviewed: int
    late: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that a page of figures counts."""

    whole: Group
    agents: list[Group]
    steps: list[Group]
    criteria: list[CriterionCount]
    coverage: Coverage
    dismissals: Sums = field(default_factory=Sums)


def count_quality(
    uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime, time_zone: str
) -> Counted:
    """Count the reviews of a period."""
    asked = {"tenant": tenant_id, "start": start, "end": end}
    groups = uow.session.execute(SUMS, {**asked, "zone": time_zone}).all()
    coverage = uow.session.execute(COVERAGE, {**asked, "now": uow.now}).one()
    return Counted(
        whole=next(_group(row) for row in groups if row.no_agent and row.no_step),
        agents=[_group(row) for row in groups if not row.no_agent],
        steps=sorted(
            (_group(row) for row in groups if not row.no_step), key=lambda one: one.step or date.min
        ),
        criteria=[
            CriterionCount(
                row.criterion,
                Sums(row.n, row.w, row.w2, row.hits),
                row.failed,
                row.first_failed,
                row.disputed,
                row.overturned,
            )
            for row in uow.session.execute(BY_CRITERION, asked)
        ],
        coverage=Coverage(coverage.sampled, coverage.reviewed, coverage.late),
        dismissals=count_dismissals(uow, tenant_id, start=start, end=end, as_of=uow.now),
    )


def count_whole(uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime) -> Group:
    """The reviews of a period all together, and nothing apart."""
    return _group(uow.session.execute(WHOLE, {"tenant": tenant_id, "start": start, "end": end}).one())


def count_dismissals(
    uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime, as_of: datetime
) -> Sums:
    """The audit of the dismissals of a period, as far as it was handed in at an instant."""
    row = uow.session.execute(
        DISMISSALS, {"tenant": tenant_id, "start": start, "end": end, "as_of": as_of}
    ).one()
    return Sums(row.n, row.w, row.w2, row.hits)


def list_audited(
    uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime, as_of: datetime
) -> list[tuple[float, float]]:
    """The same audit one by one: the probability of each, and 1 where it was wrong to dismiss."""
    asked = {"tenant": tenant_id, "start": start, "end": end, "as_of": as_of}
    return [(row.probability, float(row.is_wrong)) for row in uow.session.execute(AUDITED, asked)]


def latest_review(uow: UnitOfWork, tenant_id: UUID) -> datetime | None:
    """When the latest work that was reviewed was done."""
    found: datetime | None = uow.session.scalar(LATEST, {"tenant": tenant_id})
    return found


def _group(row: Row[Any]) -> Group:
    return Group(
        n=row.n,
        classes={
            name: Sums(
                getattr(row, f"{name}_n"),
                getattr(row, f"{name}_w"),
                getattr(row, f"{name}_w2"),
                getattr(row, f"{name}_hits"),
            )
            for name in CLASSES
        },
        score=Sums(row.score_n, row.score_w, row.score_w2, float(row.score_hits)),
        agent_id=row.agent_id,
        agent=row.agent,
        step=row.step,
    )
