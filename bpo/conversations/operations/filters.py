"""Views of the queue that people keep for themselves."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from bpo.conversations.models import SavedFilter
from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

MOST_KEPT = 30


def save_filter(uow: UnitOfWork, name: str, *, query: Mapping[str, str]) -> None:
    """Keep a view under a name; one of the same name is replaced."""
    kept = uow.session.scalar(
        select(func.count()).where(SavedFilter.user_id == uow.actor.user_id, SavedFilter.name != name)
    )
    if (kept or 0) >= MOST_KEPT:
        raise Conflict(N_("You keep very many views already: remove one first."))
    uow.session.execute(
        insert(SavedFilter)
        .values(id=new_id(), user_id=uow.actor.user_id, name=name, query=dict(query), created_at=uow.now)
        .on_conflict_do_update(index_elements=["user_id", "name"], set_={"query": dict(query)})
    )


def remove_filter(uow: UnitOfWork, row: SavedFilter) -> None:
    """Forget a view."""
    uow.session.delete(row)
