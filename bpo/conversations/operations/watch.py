"""Telling people before an answer is late, and once when it is; a brand's own time for the warning.

What was told is written in the same unit as the notifications, one row a due time and kind: of two sweeps
at one moment each thing is told by one. Many at once are told as a number, so that a bad hour is one line.
It goes to people on shift; who is narrowed to some accounts hears of those alone.
"""

import math
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, text

from bpo.conversations.models import DueNotice, WatchSetting
from bpo.conversations.queries.floor import find_warning, list_dues
from bpo.conversations.rules.watch import (
    ONE_BY_ONE,
    TOLD_FOR,
    Due,
    Notice,
    check_warning,
    notice_of,
    on_duty,
)
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.staffing.queries import list_servers, on_shift
from bpo.tenants.models import Tenant, TenantState

TOLD = text("""
    INSERT INTO due_notice (tenant_id, id, account_id, conversation_id, due_at, kind, told_at)
    SELECT :tenant, w.id, w.account, w.conversation, w.due_at, w.kind, :now
    FROM unnest(CAST(:ids AS uuid[]), CAST(:accounts AS uuid[]), CAST(:conversations AS uuid[]),
        CAST(:dues AS timestamptz[]), CAST(:kinds AS text[])) AS w (id, account, conversation, due_at, kind)
    ON CONFLICT (tenant_id, conversation_id, due_at, kind) DO NOTHING
    RETURNING conversation_id, kind
""")


def tell_of_dues(uow: UnitOfWork, tenant_id: UUID) -> int:
    """Warn of what falls due and tell of what has become late, each once; how many notifications that made."""
    tenant = uow.session.get_one(Tenant, tenant_id)
    if tenant.state != TenantState.LIVE:
        return 0
    before = find_warning(uow, tenant_id)
    wanted = {
        (due.id, notice): due
        for due in list_dues(uow, tenant_id, before=before)
        if (notice := notice_of(due, now=uow.now, before=before)) is not None
    }
    new = _keep(uow, tenant_id, wanted)
    told = 0
    holders: dict[UUID, list[Due]] = {}
    unheld: list[Due] = []
    late: list[Due] = []
    for due, notice in new:
        if notice is Notice.LATE:
            late.append(due)
        elif due.holder is not None:
            holders.setdefault(due.holder, []).append(due)
        else:
            unheld.append(due)
    for holder, dues in holders.items():
        told += _tell(uow, tenant, dues, {holder}, is_late=False)
    for dues, is_late in ((unheld, False), (late, True)):
        if dues:
            told += _tell_those_on_duty(uow, tenant, dues, is_late=is_late)
    return told


def forget_told(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Drop what was told of due times so old that nothing is told of them any more."""
    uow.session.execute(
        delete(DueNotice).where(
            DueNotice.tenant_id == tenant_id, DueNotice.due_at < uow.now - TOLD_FOR - timedelta(days=1)
        )
    )


def set_warning(uow: UnitOfWork, tenant: Tenant, *, minutes: int | None) -> None:
    """Fix how long before the end people are warned; None for the usual time."""
    before = check_warning(minutes)
    row = uow.session.scalars(
        select(WatchSetting).where(WatchSetting.tenant_id == tenant.id).with_for_update()
    ).one_or_none()
    if before is None:
        if row is not None:
            uow.session.delete(row)
    elif row is None:
        row = WatchSetting(id=new_id(), tenant_id=tenant.id)
        uow.session.add(row)
    if row is not None and before is not None:
        row.warn_seconds = int(before.total_seconds())
        row.changed_at, row.changed_by = uow.now, uow.actor.user_id
    uow.audit("brand.warning_set", tenant, minutes=minutes)


def _keep(
    uow: UnitOfWork, tenant_id: UUID, wanted: dict[tuple[UUID, Notice], Due]
) -> list[tuple[Due, Notice]]:
    """Write down what is about to be told; what had not been told before."""
    if not wanted:
        return []
    rows = uow.session.execute(
        TOLD,
        {
            "tenant": tenant_id,
            "now": uow.now,
            "ids": [new_id() for _ in wanted],
            "accounts": [due.account_id for due in wanted.values()],
            "conversations": [due.id for due in wanted.values()],
            "dues": [due.due_at for due in wanted.values()],
            "kinds": [notice.value for _id, notice in wanted],
        },
    ).all()
    new = {(row.conversation_id, Notice(row.kind)) for row in rows}
    return [(due, notice) for (known, notice), due in wanted.items() if (known, notice) in new]


def _tell_those_on_duty(uow: UnitOfWork, tenant: Tenant, dues: list[Due], *, is_late: bool) -> int:
    on = on_shift(uow, [tenant.id], uow.now)[tenant.id]
    servers = list_servers(uow, [tenant.id])[tenant.id].keys() & on if on else frozenset[UUID]()
    reach = {}
    for account_id in {due.account_id for due in dues}:
        may_serve = (
            list_people_who_may(uow, tenant.id, Permission.CONVERSATION_SERVE, account_id=account_id)
            if servers
            else frozenset[UUID]()
        )
        reach[account_id] = on_duty(
            watch=list_people_who_may(uow, tenant.id, Permission.FLOOR_READ, account_id=account_id),
            answer=servers & may_serve,
            on_shift=on,
        )
    groups: dict[frozenset[UUID], set[UUID]] = {}
    for person in frozenset[UUID]().union(*reach.values()):
        theirs = frozenset(due.id for due in dues if person in reach[due.account_id])
        groups.setdefault(theirs, set()).add(person)
    return sum(
        _tell(uow, tenant, [due for due in dues if due.id in ids], people, is_late=is_late)
        for ids, people in groups.items()
    )


def _tell(uow: UnitOfWork, tenant: Tenant, dues: list[Due], people: Iterable[UUID], *, is_late: bool) -> int:
    kind = Kind.BREACHED if is_late else Kind.DUE_SOON
    if len(dues) > ONE_BY_ONE:
        message = (
            N_("Answers for %(brand)s that have become late: %(count)s.")
            if is_late
            else N_("Answers for %(brand)s that are due within %(left_seconds)s: %(count)s.")
        )
        last = max((due.due_at - uow.now).total_seconds() for due in dues)
        narrowed = "&overdue=true" if is_late else ""
        return notify(
            uow,
            people,
            tenant_id=tenant.id,
            kind=kind,
            message=message,
            values={
                "brand": tenant.name,
                "count": len(dues),
                **({} if is_late else {"left_seconds": math.ceil(last / 60) * 60}),
            },
            path=f"/queue?brand={tenant.slug}&show=all{narrowed}",
        )
    message = (
        N_("An answer for %(brand)s is late: it was due %(due_at)s.")
        if is_late
        else N_("An answer for %(brand)s is due in %(left_seconds)s.")
    )
    return sum(
        notify(
            uow,
            people,
            tenant_id=tenant.id,
            kind=kind,
            message=message,
            values={
                "brand": tenant.name,
                "due_at": due.due_at.isoformat(),
                "left_seconds": round((due.due_at - uow.now).total_seconds()),
            },
            path=f"/brands/{tenant.slug}/conversations/{due.id}",
        )
        for due in dues
    )
