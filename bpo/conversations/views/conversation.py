"""One conversation: what was said, whose it is, what its clocks say."""

from datetime import datetime
from typing import cast
from uuid import UUID

from flask import g, request

from bpo.channels.queries import get_account
from bpo.conversations import labels
from bpo.conversations.queries import lists, thread
from bpo.conversations.views.pages import blp
from bpo.conversations.views.shown import MESSAGES_SHOWN, agent_numbers, message_lines, turn_lines
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network, Visibility
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import decode_cursor, page_of
from bpo.web.render import render


@blp.get("/brands/<slug>/conversations/<uuid:conversation_id>")
@requires(Permission.CONVERSATION_READ)
def conversation(slug: str, conversation_id: UUID) -> str:
    """What was said, and beside it whose it is and what its clocks say."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = thread.get_conversation(uow, tenant.id, conversation_id)
    before = request.args.get("before")
    place = cast("lists.Place", decode_cursor(before, datetime, UUID)) if before else None
    rows = thread.list_messages(uow, found, before=place, limit=MESSAGES_SHOWN + 1)
    page = page_of(rows, size=MESSAGES_SHOWN, key=lambda row: (row.posted_at, row.id))
    account = get_account(uow, found.account_id)
    numbers = agent_numbers(uow, found)
    identities = thread.list_identities(uow, found)
    names = {one.external_id: one.name for one in identities if one.network == account.network}
    acts = thread.list_acts(uow, found)
    people = {act.actor_id for act in acts if act.actor_id}
    return render(
        "conversations/conversation.html",
        tenant=tenant,
        conversation=found,
        account=account,
        labels=labels,
        identities=identities,
        messages=message_lines(page.items, tenant=tenant, account=account, names=names, numbers=numbers),
        earlier=page.next_cursor,
        is_earlier=before is not None,
        turns=turn_lines(uow, tenant, thread.list_turns(uow, found), numbers=numbers),
        episodes=thread.list_episodes(uow, found),
        acts=acts,
        people=list_names(uow, people) if uow.actor.is_staff else {},
        network=show_label(Network(account.network)),
        visibility=show_label(Visibility(found.visibility)),
    )
