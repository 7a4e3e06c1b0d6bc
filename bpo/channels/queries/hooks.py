"""Reads of people's own webhooks."""

from uuid import UUID

from sqlalchemy import select

from bpo.channels.models import NotificationHook
from bpo.core.uow import UnitOfWork


def find_hook(uow: UnitOfWork, user_id: UUID, *, for_update: bool = False) -> NotificationHook | None:
    """Somebody's webhook: one's own, or any for the system that calls it."""
    query = select(NotificationHook).where(NotificationHook.user_id == user_id)
    return uow.session.scalars(query.with_for_update() if for_update else query).first()
