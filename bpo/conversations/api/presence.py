"""Being in a conversation: the page of whoever works it says so every few seconds, and hears who else is there."""

from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.operations.assignment import renew
from bpo.conversations.operations.workplace import leave, note_presence
from bpo.conversations.queries import workplace
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.schemas import PresenceIn, PresenceOut
from bpo.core.i18n import gettext as _
from bpo.core.i18n import ngettext
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires

PRESENCE = "/brands/<slug>/conversations/<uuid:conversation_id>/presence"


@blp.post(PRESENCE)
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(PresenceIn)
@blp.response(200, PresenceOut)
def be_present(body: dict[str, Any], slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Say that one is there; who else is, and whether what one sees is still all there is."""
    uow = cast("UnitOfWork", g.uow)
    found = get_conversation(uow, get_tenant(uow, slug).id, conversation_id)
    note_presence(uow, found, is_writing=body["writing"])
    if body["writing"]:
        renew(uow, found.tenant_id, found.id)
    others = workplace.list_present(uow, found)
    names = list_names(uow, {one.user_id for one in others})
    here = [{"name": names.get(one.user_id, _("a colleague")), "writing": one.is_writing} for one in others]
    return {
        "here": here,
        "sentence": _sentence(here),
        "stamp": workplace.page_stamp(uow, found),
        "holds": workplace.claim_of(uow, found).holds,
    }


@blp.delete(PRESENCE)
@requires(Permission.CONVERSATION_SERVE)
@blp.response(204)
def go_away(slug: str, conversation_id: UUID) -> None:
    """Say that one has gone."""
    uow = cast("UnitOfWork", g.uow)
    leave(uow, get_conversation(uow, get_tenant(uow, slug).id, conversation_id))


def _sentence(here: list[dict[str, Any]]) -> str:
    """Who is there, writers first, in a sentence."""
    writing = [str(one["name"]) for one in here if one["writing"]]
    if writing:
        return ngettext(
            "%(names)s is writing here.",
            "%(names)s are writing here.",
            len(writing),
            names=", ".join(writing),
        )
    names = [str(one["name"]) for one in here]
    if not names:
        return ""
    return ngettext(
        "%(names)s is looking at this too.",
        "%(names)s are looking at this too.",
        len(names),
        names=", ".join(names),
    )
