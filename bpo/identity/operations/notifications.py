"""Telling people things, and marking them read.

A notification holds ids, small facts and a sentence of ours: no text of customers and no personal data, since
it goes into mail and stands on screens that others see. Told `about` something, a person is told of a kind
once only, however often the rule that tells them runs. Values whose names end in `_at` are instants, and are
written in the reader's own zone when they are shown.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from bpo.core.errors import Fault, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.events import NotificationMade
from bpo.identity.models import Notification, User
from bpo.identity.notifications import USUAL, Kind, Way, way_of

MAIL_JOB = "identity.jobs.send_notification_mail"


def notify(
    uow: UnitOfWork,
    user_ids: Iterable[UUID],
    *,
    tenant_id: UUID | None,
    kind: Kind,
    message: str,
    values: Mapping[str, str | int] | None = None,
    path: str,
    about: UUID | str | None = None,
) -> int:
    """Tell these people, each by the way they chose; the number of those who are told now.

    `message` is a msgid, `path` a page of ours (`/…`). Whoever acts is not told of their own deed.
    """
    wanted = {one for one in user_ids if one is not None} - {uow.actor.user_id}
    told = 0
    rows = uow.session.execute(
        select(User.id, User.notification_ways)
        .where(User.id.in_(sorted(wanted)), User.disabled_at.is_(None))
        .order_by(User.id)
    )
    for user_id, chosen in rows.all():
        way = way_of(kind, chosen)
        if way is Way.OFF:
            continue
        notification_id = new_id()
        stored = uow.session.connection().execute(
            insert(Notification)
            .values(
                id=notification_id,
                user_id=user_id,
                tenant_id=tenant_id,
                kind=kind.value,
                message=message,
                values=dict(values or {}),
                path=path,
                about=str(about) if about is not None else None,
                created_at=uow.now,
            )
            .on_conflict_do_nothing(),
            execution_options={"preserve_rowcount": True},
        )
        if not stored.rowcount:
            continue  # they know already
        told += 1
        if way is Way.MAIL:
            uow.defer(MAIL_JOB, tenant_id=tenant_id, payload={"notification_id": str(notification_id)})
        if way is Way.HOOK and tenant_id is not None:
            uow.emit(NotificationMade(tenant_id, notification_id))
    return told


def mark_read(uow: UnitOfWork, notification: Notification) -> None:
    """Somebody has seen it."""
    notification.read_at = notification.read_at or uow.now


def mark_all_read(uow: UnitOfWork) -> int:
    """Somebody has seen all of theirs; how many that were."""
    done = uow.session.connection().execute(
        update(Notification)
        .where(Notification.user_id == uow.actor.user_id, Notification.read_at.is_(None))
        .values(read_at=uow.now)
    )
    return done.rowcount


def choose_ways(uow: UnitOfWork, user: User, ways: Mapping[str, str]) -> None:
    """Keep by which way somebody wants to be told of each kind."""
    known_kinds, known_ways = {kind.value for kind in Kind}, {way.value for way in Way}
    if not (set(ways) <= known_kinds and set(ways.values()) <= known_ways):
        faults = (Fault("ways", N_("Not a valid choice.")),)
        raise Invalid(N_("There is no such way."), faults=faults)
    if user.id != uow.actor.user_id:
        raise NotFound
    user.notification_ways = {kind: way for kind, way in ways.items() if USUAL[Kind(kind)].value != way}
    uow.audit("user.notifications_chosen", user)
