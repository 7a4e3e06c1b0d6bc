"""Noting what the evidence of the last days says could be left out of measurement; a find is noted once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from bpo.channels.models import ChannelAccount, DeliveryAttempt
from bpo.conversations.models import ConversationAct, Handoff, Turn
from bpo.conversations.operations.exclusions import add_found
from bpo.conversations.rules.excludable import Attempt, Spam, find_floods, find_outages
from bpo.conversations.rules.exclusions import ExclusionKind
from bpo.core.uow import UnitOfWork
from bpo.tenants.models import Tenant

BACK = timedelta(days=3)
SETTLED = timedelta(hours=2)  # what is younger may still go on
USUAL_DAYS = 28


def find_excludable(uow: UnitOfWork, tenant: Tenant) -> int:
    """Note what is new of everything that can be found; how much."""
    return _late_departments(uow, tenant) + _outages(uow, tenant) + _floods(uow, tenant)


def _late_departments(uow: UnitOfWork, tenant: Tenant) -> int:
    """Questions that a department answered after its time: from then until the answer, the turns that waited."""
    late = uow.session.scalars(
        select(Handoff).where(
            Handoff.tenant_id == tenant.id,
            Handoff.answered_at >= uow.now - BACK,
            Handoff.answered_at > Handoff.due_at,
        )
    )
    noted = 0
    for one in late.all():
        waited = uow.session.scalars(
            select(Turn.id).where(
                Turn.tenant_id == tenant.id,
                Turn.conversation_id == one.conversation_id,
                Turn.started_at <= one.asked_at,
                or_(Turn.stopped_at.is_(None), Turn.stopped_at > one.due_at),
            )
        ).all()
        if waited and one.due_at and one.answered_at:
            noted += _note(
                uow,
                tenant,
                ExclusionKind.CLIENT_DELAY,
                f"handoff {one.id}",
                (one.due_at, one.answered_at),
                turn_ids=waited,
                evidence=[{"code": "handoffs", "values": {"count": 1}}],
            )
    return noted


def _outages(uow: UnitOfWork, tenant: Tenant) -> int:
    """Networks that took no reply from several accounts of the brand."""
    rows = uow.session.execute(
        select(
            DeliveryAttempt.account_id,
            ChannelAccount.network,
            DeliveryAttempt.started_at,
            DeliveryAttempt.outcome,
        )
        .join(
            ChannelAccount,
            (ChannelAccount.tenant_id == DeliveryAttempt.tenant_id)
            & (ChannelAccount.id == DeliveryAttempt.account_id),
        )
        .where(
            DeliveryAttempt.tenant_id == tenant.id,
            DeliveryAttempt.started_at >= uow.now - BACK,
            DeliveryAttempt.outcome.in_(("sent", "not_sent", "ambiguous")),
        )
    ).all()
    attempts = [Attempt(row.account_id, row.network, row.started_at, row.outcome != "sent") for row in rows]
    accounts: dict[str, set[UUID]] = defaultdict(set)
    for account_id, network in uow.session.execute(
        select(ChannelAccount.id, ChannelAccount.network).where(ChannelAccount.tenant_id == tenant.id)
    ):
        accounts[network].add(account_id)
    return sum(
        _note(
            uow,
            tenant,
            ExclusionKind.OUTAGE,
            f"outage {one.network} {one.began_at.isoformat()}",
            (one.began_at, one.ended_at),
            account_ids=sorted(accounts[one.network]),
            evidence=[{"code": "failures", "values": {"count": one.failures, "accounts": len(one.accounts)}}],
        )
        for one in find_outages(attempts)
    )


def _floods(uow: UnitOfWork, tenant: Tenant) -> int:
    """Hours in which spam came many times as often as anything usually does."""
    rows = uow.session.execute(
        select(Turn.account_id, Turn.started_at, Turn.stopped_at)
        .join(
            ConversationAct,
            (ConversationAct.tenant_id == Turn.tenant_id) & (ConversationAct.id == Turn.stopped_by),
        )
        .where(
            Turn.tenant_id == tenant.id,
            Turn.started_at >= uow.now - BACK,
            Turn.started_at < uow.now - SETTLED,
            ConversationAct.reason == "spam",
        )
    ).all()
    spam = [Spam(row.account_id, row.started_at, row.stopped_at) for row in rows if row.stopped_at]
    if not spam:
        return 0
    since = uow.now - BACK - timedelta(days=USUAL_DAYS)
    usual = uow.session.execute(
        select(Turn.account_id, func.count() / (USUAL_DAYS * 24.0))
        .where(Turn.tenant_id == tenant.id, Turn.started_at >= since, Turn.started_at < uow.now - BACK)
        .group_by(Turn.account_id)
    ).all()
    return sum(
        _note(
            uow,
            tenant,
            ExclusionKind.SPAM_FLOOD,
            f"spam {one.account_id} {one.began_at:%Y-%m-%dT%H}",
            (one.began_at, one.ended_at),
            account_ids=[one.account_id],
            evidence=[
                {"code": "spam", "values": {"count": one.count}},
                {"code": "usual", "values": {"count": round(one.usual, 1)}},
            ],
        )
        for one in find_floods(spam, usual={account_id: float(often) for account_id, often in usual})
    )


def _note(
    uow: UnitOfWork,
    tenant: Tenant,
    kind: ExclusionKind,
    found_as: str,
    time: tuple[datetime, datetime],
    *,
    account_ids: Sequence[UUID] | None = None,
    turn_ids: Sequence[UUID] | None = None,
    evidence: Sequence[dict[str, Any]],
) -> int:
    row = add_found(
        uow,
        tenant,
        kind=kind,
        found_as=found_as,
        starts_at=time[0],
        ends_at=time[1],
        account_ids=account_ids,
        turn_ids=turn_ids,
        evidence=evidence,
    )
    return int(row is not None)
