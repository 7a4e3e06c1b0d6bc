"""Spikes: raised in the unit that takes posts in, once each, and ended by a sweep when they are over.

`uq_spike_open` lets a watch have one open spike at a time; counts of a brand change under one lock. What was
written more than `FRESH` ago raises nothing: imported history is not news.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bpo.conversations.queries.handoffs import experts_of, list_departments
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.monitoring.models import MentionHour, Spike, Watch
from bpo.monitoring.operations.holding import hold_mentions
from bpo.monitoring.queries.spikes import list_open_spikes
from bpo.monitoring.rules.spikes import HOUR, LEAST, WEEKS, Judged, clumps_of, hour_of, is_over, judge
from bpo.tenants.models import Tenant, TenantState

FRESH = timedelta(hours=6)
LOOK_BACK = timedelta(weeks=WEEKS, hours=3)
MAIL_JOB = "monitoring.jobs.send_spike_mail"
DEPARTMENT = "pr"

Hours = dict[datetime, int]


def judge_fresh(uow: UnitOfWork, tenant_id: UUID, watch_ids: Collection[UUID]) -> list[Spike]:
    """Judge the last hours of these watches; the spikes that were not known before."""
    hold_mentions(uow, tenant_id)
    busy = _busy(uow, tenant_id, watch_ids)
    if not busy:
        return []
    tenant = uow.session.get_one(Tenant, tenant_id)
    zone = ZoneInfo(tenant.time_zone)
    watches = uow.session.scalars(
        select(Watch).where(
            Watch.tenant_id == tenant_id,
            Watch.id.in_(sorted(busy)),
            Watch.ready_at.is_not(None),
            Watch.retired_at.is_(None),
        )
    ).all()
    counts = _counts(uow, tenant_id, [watch.id for watch in watches])
    raised = []
    for watch in watches:
        spike = _judge(uow, tenant, watch, counts[watch.id], zone=zone)
        if spike is not None:
            raised.append(spike)
    return raised


def end_spikes(uow: UnitOfWork, tenant_id: UUID) -> int:
    """End the spikes that are over; how many."""
    spikes = list_open_spikes(uow, tenant_id, for_update=True)
    if not spikes:
        return 0
    zone = ZoneInfo(uow.session.get_one(Tenant, tenant_id).time_zone)
    counts = _counts(uow, tenant_id, [spike.watch_id for spike in spikes])
    ended = 0
    for spike in spikes:
        watch = uow.session.get_one(Watch, (tenant_id, spike.watch_id))
        every = counts[spike.watch_id]
        known = watch.known_since or uow.now
        if watch.retired_at is not None or all(
            is_over(measured, uow.now, known_since=known, zone=zone) for measured in every
        ):
            spike.ended_at = uow.now
            uow.audit("spike.ended", spike)
            ended += 1
    return ended


def _busy(uow: UnitOfWork, tenant_id: UUID, watch_ids: Collection[UUID]) -> set[UUID]:
    """Those of these watches that found enough of late for a spike: the others need no look."""
    return set(
        uow.session.scalars(
            select(MentionHour.watch_id)
            .where(
                MentionHour.tenant_id == tenant_id,
                MentionHour.watch_id.in_(sorted(watch_ids)),
                MentionHour.hour >= hour_of(uow.now - FRESH) - HOUR,
            )
            .group_by(MentionHour.watch_id)
            .having(func.sum(MentionHour.mentions) >= LEAST)
        )
    )


def _counts(uow: UnitOfWork, tenant_id: UUID, watch_ids: Iterable[UUID]) -> dict[UUID, tuple[Hours, Hours]]:
    """For each watch: how many an hour, and how many of them negative."""
    found: dict[UUID, tuple[Hours, Hours]] = {one: ({}, {}) for one in watch_ids}
    rows = uow.session.execute(
        select(MentionHour.watch_id, MentionHour.hour, MentionHour.mentions, MentionHour.negative).where(
            MentionHour.tenant_id == tenant_id,
            MentionHour.watch_id.in_(sorted(found)),
            MentionHour.hour >= hour_of(uow.now) - LOOK_BACK,
        )
    )
    for row in rows:
        every, negative = found[row.watch_id]
        every[hour_of(row.hour)] = row.mentions
        negative[hour_of(row.hour)] = row.negative
    return found


def _judge(
    uow: UnitOfWork, tenant: Tenant, watch: Watch, counts: tuple[Hours, Hours], *, zone: ZoneInfo
) -> Spike | None:
    """Look at each fresh hour; a new spike, or None where there is none or it was known."""
    spike, last = _latest(uow, watch)
    raised = None
    now, known = hour_of(uow.now), watch.known_since or uow.now
    hour = first = hour_of(uow.now - FRESH)
    clumped = [clumps_of(measured, known_since=known, until=first) for measured in counts]
    while hour <= now:
        judged = [
            judge(measured, hour, known_since=known, zone=zone, clumps=clumps)
            for measured, clumps in zip(counts, clumped, strict=True)
        ]
        hot = [
            (measure, one)
            for measure, one in zip(("volume", "negative"), judged, strict=True)
            if one is not None and one.is_spike
        ]
        if hot and spike is not None:
            _grow(spike, hour, dict(hot), counts)
        elif hot and (last is None or hour - (hot[-1][1].hours - 1) * HOUR > last):
            spike = raised = _raise(uow, tenant, watch, hour, hot[-1], counts)
        hour += HOUR
    return raised


def _latest(uow: UnitOfWork, watch: Watch) -> tuple[Spike | None, datetime | None]:
    """The open spike of a watch, and the last hour of the latest that is over."""
    rows = uow.session.scalars(
        select(Spike)
        .where(Spike.tenant_id == watch.tenant_id, Spike.watch_id == watch.id)
        .order_by(Spike.raised_at.desc(), Spike.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).all()
    if not rows:
        return None, None
    (latest,) = rows
    return (latest, None) if latest.ended_at is None else (None, latest.last_hour)


def _grow(spike: Spike, hour: datetime, hot: dict[str, Judged], counts: tuple[Hours, Hours]) -> None:
    """The spike goes on in this hour; its highest window is kept."""
    spike.last_hour = max(spike.last_hour, hour)
    one = hot.get("volume")
    if one is not None and one.count > spike.count:
        spike.count, spike.expected, spike.threshold = one.count, one.expected, one.threshold
    spike.negative = max(spike.negative, _negative(counts, hour, spike.hours))


def _negative(counts: tuple[Hours, Hours], hour: datetime, hours: int) -> int:
    return sum(counts[1].get(hour - n * HOUR, 0) for n in range(hours))


def _raise(
    uow: UnitOfWork,
    tenant: Tenant,
    watch: Watch,
    hour: datetime,
    found: tuple[str, Judged],
    counts: tuple[Hours, Hours],
) -> Spike:
    measure, judged = found
    spike = Spike(
        tenant_id=tenant.id,
        id=new_id(),
        watch_id=watch.id,
        measure=measure,
        began_at=hour - (judged.hours - 1) * HOUR,
        last_hour=hour,
        raised_at=uow.now,
        hours=judged.hours,
        count=judged.count,
        negative=_negative(counts, hour, judged.hours),
        expected=judged.expected,
        threshold=judged.threshold,
        ended_at=None,
    )
    uow.session.add(spike)
    uow.session.flush()  # who is told is led to it
    uow.audit("spike.raised", spike, measure=measure, count=judged.count, threshold=judged.threshold)
    _tell(uow, tenant, spike)
    return spike


def _tell(uow: UnitOfWork, tenant: Tenant, spike: Spike) -> None:
    """Whoever writes its watches (supervisors, analysts), and once it is live the client's PR."""
    message = (
        N_("Many unhappy posts about %(brand)s at once: %(count)s within %(hours)s h.")
        if spike.measure == "negative"
        else N_("Many posts about %(brand)s at once: %(count)s within %(hours)s h.")
    )
    values: dict[str, str | int] = {"brand": tenant.name, "count": spike.count, "hours": spike.hours}

    def tell(people: Iterable[UUID], path: str) -> None:
        notify(
            uow,
            people,
            tenant_id=tenant.id,
            kind=Kind.SPIKE,
            message=message,
            values=values,
            path=path,
            about=spike.id,
        )

    watchers = list_people_who_may(uow, tenant.id, Permission.WATCH_EDIT)
    tell(watchers, f"/brands/{tenant.slug}/spikes/{spike.id}")
    if tenant.state != TenantState.LIVE:
        return
    tell(experts_of(uow, tenant.id, DEPARTMENT), f"/brands/{tenant.slug}/spikes/{spike.id}/told")
    for department in list_departments(uow, tenant.id):
        if department.kind == DEPARTMENT:
            payload = {"spike_id": str(spike.id), "contact": department.kind}
            uow.defer(MAIL_JOB, tenant_id=tenant.id, payload=payload)
