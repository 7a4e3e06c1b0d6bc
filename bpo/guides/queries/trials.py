"""Trials, the replies they run over, and those of which they found something to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.orm import defer

from bpo.channels.models import ChannelAccount
from bpo.conversations.models import Message
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.guides.models import GuideTrial, GuideTrialReply
from bpo.guides.rules.trials import TrialState
from bpo.qa.queries.automatic import REPLIES

Place = tuple[datetime, UUID]
# A network's clock may be ahead of ours: a reply can be known to us a little before it was posted.
CLOCKS_DIFFER = timedelta(hours=1)
OF_A_TRIAL = """
    m.tenant_id = :tenant AND m.direction = 'out' AND NOT m.automatic AND m.text <> ''
        AND m.part_no IS NULL
        AND m.posted_at >= CAST(:since AS timestamptz) AND m.posted_at < CAST(:until AS timestamptz)
        AND m.ingested_at <= CAST(:until AS timestamptz)
"""
NEXT = text(f"""{REPLIES}
    WHERE {OF_A_TRIAL} AND (m.ingested_at, m.id) > (CAST(:at AS timestamptz), CAST(:last AS uuid))
    ORDER BY m.ingested_at, m.id LIMIT :limit
""")
COUNT = text(f"""
    SELECT count(*) FROM message m
    WHERE {OF_A_TRIAL} AND m.ingested_at >= CAST(:at AS timestamptz)
""")  # noqa: S608 -- texts of our own
BY_RULE = text("""
    SELECT e ->> 'rule' AS rule, r.outcome, e ->> 'effect' AS effect, count(*) AS replies
    FROM guide_trial_reply r CROSS JOIN LATERAL jsonb_array_elements(r.effects) e
    WHERE r.tenant_id = :tenant AND r.trial_id = :trial
    GROUP BY 1, 2, 3
""")


@dataclass(frozen=True, slots=True)
class Line:
    """A reply that a trial lists, with its text as it stands now (erased: empty) and where it is."""

    row: GuideTrialReply
    text: str
    conversation_id: UUID
    network: str
    handle: str


def get_trial(uow: UnitOfWork, tenant_id: UUID, trial_id: UUID, *, for_update: bool = False) -> GuideTrial:
    """The trial, or NotFound; `for_update` as it is when nobody else changes it."""
    query = select(GuideTrial).where(GuideTrial.tenant_id == tenant_id, GuideTrial.id == trial_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def find_running_trial(uow: UnitOfWork, tenant_id: UUID) -> GuideTrial | None:
    """The brand's trial that goes on."""
    return uow.session.scalars(
        select(GuideTrial).where(
            GuideTrial.tenant_id == tenant_id, GuideTrial.state == TrialState.RUNNING.value
        )
    ).first()


def list_trials(
    uow: UnitOfWork, tenant_id: UUID, *, after: Place | None = None, limit: int
) -> list[GuideTrial]:
    """Trials of a brand, the latest first, without their guides."""
    query = select(GuideTrial).where(GuideTrial.tenant_id == tenant_id).options(defer(GuideTrial.content))
    if after is not None:
        at, last = after
        query = query.where(
            or_(GuideTrial.ordered_at < at, and_(GuideTrial.ordered_at == at, GuideTrial.id < last))
        )
    newest = (GuideTrial.ordered_at.desc(), GuideTrial.id.desc())
    return list(uow.session.scalars(query.order_by(*newest).limit(limit)))


def count_replies(uow: UnitOfWork, tenant_id: UUID, *, since: datetime, until: datetime) -> int:
    """How many replies a trial of this stretch runs over."""
    asked = {"tenant": tenant_id, "since": since, "until": until, "at": since - CLOCKS_DIFFER}
    return uow.session.scalar(COUNT, asked) or 0


def list_replies(uow: UnitOfWork, trial: GuideTrial, *, after: Place | None, limit: int) -> Sequence[Any]:
    """The next replies of a trial, in the order in which they became known."""
    at, last = after or (trial.since - CLOCKS_DIFFER, UUID(int=0))
    asked = {
        "tenant": trial.tenant_id,
        "since": trial.since,
        "until": trial.until,
        "at": at,
        "last": last,
        "limit": limit,
    }
    return uow.session.execute(NEXT, asked).all()


def count_by_rule(uow: UnitOfWork, trial: GuideTrial) -> dict[str, dict[tuple[str, str], int]]:
    """In how many replies each rule finds something else: by outcome of the reply and effect on the rule."""
    counts: dict[str, dict[tuple[str, str], int]] = {}
    for row in uow.session.execute(BY_RULE, {"tenant": trial.tenant_id, "trial": trial.id}):
        counts.setdefault(row.rule, {})[row.outcome, row.effect] = row.replies
    return counts


def list_lines(
    uow: UnitOfWork,
    trial: GuideTrial,
    *,
    outcome: str | None,
    rule: str | None,
    after: Place | None = None,
    limit: int,
) -> list[Line]:
    """Replies that a trial lists, the latest first."""
    query = (
        select(
            GuideTrialReply,
            Message.text,
            Message.conversation_id,
            ChannelAccount.network,
            ChannelAccount.handle,
        )
        .join(
            Message,
            and_(Message.tenant_id == GuideTrialReply.tenant_id, Message.id == GuideTrialReply.message_id),
        )
        .join(
            ChannelAccount,
            and_(
                ChannelAccount.tenant_id == GuideTrialReply.tenant_id,
                ChannelAccount.id == GuideTrialReply.account_id,
            ),
        )
        .where(*_asked(trial, outcome, rule))
    )
    if after is not None:
        at, last = after
        query = query.where(
            or_(
                GuideTrialReply.posted_at < at,
                and_(GuideTrialReply.posted_at == at, GuideTrialReply.id < last),
            )
        )
    newest = (GuideTrialReply.posted_at.desc(), GuideTrialReply.id.desc())
    return [Line(*row) for row in uow.session.execute(query.order_by(*newest).limit(limit))]


def count_lines(uow: UnitOfWork, trial: GuideTrial, *, outcome: str | None, rule: str | None) -> int:
    """How many there are."""
    query = select(func.count(GuideTrialReply.id)).where(*_asked(trial, outcome, rule))
    return uow.session.scalar(query) or 0


def _asked(trial: GuideTrial, outcome: str | None, rule: str | None) -> list[Any]:
    found: list[Any] = [
        GuideTrialReply.tenant_id == trial.tenant_id,
        GuideTrialReply.trial_id == trial.id,
    ]
    if outcome is not None:
        found.append(GuideTrialReply.outcome == outcome)
    if rule is not None:
        found.append(GuideTrialReply.effects.contains([{"rule": rule}]))
    return found
