"""People for programs: who a key stands for, who has access, inviting somebody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g
from flask_smorest import Blueprint

from bpo.core.uow import UnitOfWork
from bpo.identity.login import of_request
from bpo.identity.models import Membership, User
from bpo.identity.operations.people import invite_user
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_memberships, list_notifications, list_users
from bpo.identity.schemas import (
    CursorIn,
    MeOut,
    NotificationsOut,
    PeopleQuery,
    UserIn,
    UserOut,
    UsersOut,
)
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, Page, decode_cursor, page_of
from bpo.web.sentences import say

blp = Blueprint("identity_api", __name__, url_prefix="/api/v1", description="Who has access")


@dataclass(frozen=True)
class Person:
    """A user with their roles, as programs see them."""

    id: UUID
    email: str
    name: str
    side: str
    state: str
    memberships: list[Membership]


@blp.get("/me")
@requires(Permission.SELF_READ)
@blp.response(200, MeOut)
def me() -> dict[str, Any]:
    """Who this key or session stands for, and what it may do where."""
    known = of_request()
    grants = [
        {"brand_id": place, "permissions": sorted(held)} for place, held in g.uow.actor.grants.items() if held
    ]
    return {
        "id": known.user_id,
        "email": known.email,
        "name": known.name,
        "side": known.side,
        "locale": known.locale,
        "time_zone": known.time_zone,
        "grants": sorted(grants, key=lambda one: str(one["brand_id"] or "")),
    }


@blp.get("/users")
@requires(Permission.USER_READ)
@blp.arguments(PeopleQuery, location="query")
@blp.response(200, UsersOut)
def users(query: dict[str, Any]) -> Page[Person]:
    """Who has access, by e-mail address."""
    after = decode_cursor(query["cursor"], str, UUID) if query["cursor"] else None
    rows = list_users(g.uow, search=query["search"], after=after, limit=PAGE_SIZE + 1)  # type: ignore[arg-type]  # decode_cursor checks the kinds
    page = page_of(rows, size=PAGE_SIZE, key=lambda one: (one.email, one.id))
    return Page(_persons(g.uow, list(page.items)), page.next_cursor)


@blp.post("/users")
@requires(Permission.USER_MANAGE)
@blp.arguments(UserIn)
@blp.response(201, UserOut)
def invite(body: dict[str, Any]) -> Person:
    """Invite somebody; they are sent a link by mail."""
    user, _link = invite_user(
        g.uow,
        email=body["email"],
        name=body["name"],
        locale=body["locale"],
        role=body["role"],
        profile=body["profile"],
        tenant_ids=body["brands"],
        tags=body["tags"],
    )
    g.uow.session.flush()  # the answer lists the roles just given
    return _persons(g.uow, [user])[0]


@blp.get("/notifications")
@requires(Permission.SELF_READ)
@blp.arguments(CursorIn, location="query")
@blp.response(200, NotificationsOut)
def notifications(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """What the key's owner was told, newest first, in their language."""
    after = decode_cursor(query["cursor"], datetime, UUID) if query["cursor"] else None
    rows = list_notifications(g.uow, after=after, limit=PAGE_SIZE + 1)  # type: ignore[arg-type]  # decode_cursor checks the kinds
    page = page_of(rows, size=PAGE_SIZE, key=lambda one: (one.created_at, one.id))
    same = ("id", "tenant_id", "kind", "path", "created_at", "read_at")
    return Page(
        [
            {**{key: getattr(row, key) for key in same}, "sentence": say(row.message, row.values)}
            for row in page.items
        ],
        page.next_cursor,
    )


def _persons(uow: UnitOfWork, rows: list[User]) -> list[Person]:
    held: dict[UUID, list[Membership]] = {}
    for row in list_memberships(uow, [user.id for user in rows]):
        held.setdefault(row.user_id, []).append(row)
    return [
        Person(user.id, user.email, user.name, user.side, user.state, held.get(user.id, [])) for user in rows
    ]
