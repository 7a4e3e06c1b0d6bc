"""Which key seals what, and the passing of everything to the present one while the work goes on.

A value is passed on in a unit of its own, under its row's lock, so that it holds up nobody who sends meanwhile; a run
that was killed is simply begun again, because what is done says so itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_, update

from bpo.core.actor import Actor
from bpo.core.models import Base
from bpo.core.sealed import SealedColumn, place_of, sealed_columns
from bpo.core.secrets import mark_of, name_of, open_with, seal
from bpo.core.uow import UnitOfWork

PAGE = 200
NO_KEY = "no key"
Told = Callable[[str], None]


def count_keys(tenant_ids: Sequence[UUID], *, key: bytes) -> dict[str, Counter[str]]:
    """By column: how many values open with the key of each name, `NO_KEY` for none. Each is really opened."""
    counts: dict[str, Counter[str]] = {}
    for column in sealed_columns():
        counted = counts[str(column)] = Counter()
        for actor in _actors(column, tenant_ids):
            for rows in _pages(column, actor, key=None):
                counted.update(_opened_by(column, row, key=key) for row in rows)
    return counts


def pass_to_present_key(
    tenant_ids: Sequence[UUID], *, key: bytes, tell: Told = lambda _column: None
) -> dict[str, Counter[str]]:
    """Seal again what is not under the present key; by column how many were `passed` and how many could not be opened.

    `tell(column)` is called after each.
    """
    counts: dict[str, Counter[str]] = {}
    for column in sealed_columns():
        counted = counts[str(column)] = Counter()
        for actor in _actors(column, tenant_ids):
            for rows in _pages(column, actor, key=key):
                for row in rows:
                    outcome = _pass_on(column, actor, row, key=key)
                    counted[outcome] += 1
                    tell(str(column))
    return counts


def _pass_on(column: SealedColumn, actor: Actor, seen: Base, *, key: bytes) -> str:
    """One value, as it is now."""
    keys = column.model.__mapper__.primary_key
    same = [one == getattr(seen, one.name) for one in keys]
    with UnitOfWork(actor) as uow:
        row = uow.session.scalars(select(column.model).where(*same).with_for_update()).first()
        value = getattr(row, column.name) if row is not None else None
        if row is None or value is None or value.startswith(mark_of(key)):
            return "done meanwhile"
        place = place_of(row, column.name)
        try:
            secret, _key = open_with(value, key=key, place=place)
        except ValueError:
            return NO_KEY
        again = {column.name: seal(secret, key=key, place=place)}
        uow.session.execute(update(column.model).where(*same).values(again))
    return "passed"


def _opened_by(column: SealedColumn, row: Base, *, key: bytes) -> str:
    value = getattr(row, column.name)
    try:
        _secret, by = open_with(value, key=key, place=place_of(row, column.name))
    except ValueError:
        return NO_KEY
    return name_of(by) + ("" if value.startswith(mark_of(by)) else " unnamed")


def _actors(column: SealedColumn, tenant_ids: Sequence[UUID]) -> list[Actor]:
    return [Actor.system(one) for one in tenant_ids] if column.is_brands else [Actor.system()]


def _pages(column: SealedColumn, actor: Actor, *, key: bytes | None) -> Iterator[Sequence[Base]]:
    """The rows that hold a value, unless it is under this key already; no unit stays open between pages."""
    value = column.model.__table__.columns[column.name]
    keys = list(column.model.__mapper__.primary_key)
    wanted = select(column.model).where(value.is_not(None)).order_by(*keys).limit(PAGE)
    if key is not None:
        mark = mark_of(key)
        wanted = wanted.where(func.substr(value, 1, len(mark)) != mark)
    last: tuple[Any, ...] | None = None
    while True:
        with UnitOfWork(actor) as uow:
            query = wanted if last is None else wanted.where(tuple_(*keys) > last)
            rows = uow.session.scalars(query).all()
        if not rows:
            return
        yield rows
        last = tuple(getattr(rows[-1], one.name) for one in keys)
