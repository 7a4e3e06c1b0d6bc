"""Who may call an endpoint: every view carries exactly one of `@requires(permission)` and `@public`.

This is the second of the three questions of access (does the row exist, may you call this, is the change
legal now); the first is the database's and the third the operation's. Which role has which permission is
`identity.permissions`; here a permission is only a word.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from flask import g

from bpo.core.errors import Forbidden, Problem
from bpo.core.i18n import N_

P = ParamSpec("P")
R = TypeVar("R")

PUBLIC: Final = "public"


class NotSignedIn(Problem):  # the family of core.errors names what happened
    """Nobody is signed in, and this needs somebody."""

    def __init__(self, message: str = N_("Please sign in to go on."), **values: object) -> None:
        super().__init__(message, **values)


def requires(permission: StrEnum) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let through only an actor who has this permission."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        _refuse_second(view)

        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            check(permission)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read back by permission_of
        return guarded

    return guard


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody may call this, signed in or not."""
    _refuse_second(view)
    view.permission = PUBLIC  # type: ignore[attr-defined]  # read back by permission_of
    return view


def check(permission: StrEnum) -> None:
    """Raise unless the actor of this request has the permission."""
    actor = g.uow.actor
    if actor.may(permission):
        return
    if actor.user_id is None:
        raise NotSignedIn
    raise Forbidden


def permission_of(view: Callable[..., object]) -> str | None:
    """What a view declares: a permission, PUBLIC, or None where it was forgotten."""
    return getattr(view, "permission", None)


def _refuse_second(view: Callable[..., object]) -> None:
    if permission_of(view) is not None:
        name = getattr(view, "__qualname__", repr(view))
        message = f"{name} declares who may call it twice"
        raise TypeError(message)
