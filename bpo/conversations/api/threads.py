"""Conversations for programs: what pages show.

The same rule as on pages holds for a client's program: agents are numbers, and who writes for the brand is
the brand.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import get_account
from bpo.channels.rules.web_links import named
from bpo.conversations.api.blueprint import blp
from bpo.conversations.api.shown import summary_of
from bpo.conversations.models import Attachment, LinkPreview, Message, Turn
from bpo.conversations.queries import lists, thread
from bpo.conversations.queries.attachments import attachments_of
from bpo.conversations.queries.moderations import standing_of
from bpo.conversations.queries.previews import previews_of
from bpo.conversations.queries.removals import gone_since
from bpo.conversations.rules.clocks import Clock, verdict
from bpo.conversations.rules.fold import ClockKind
from bpo.conversations.rules.moderation import stands
from bpo.conversations.schemas import (
    ConversationListOut,
    ConversationPageQuery,
    ThreadOut,
    ThreadQuery,
)
from bpo.conversations.selection import selection
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.identity.permissions import Permission, reads_masked
from bpo.language.personal_masks import mask
from bpo.tenants.models import ServiceLevel, Tenant
from bpo.tenants.queries import get_tenant, terms_of
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of

MESSAGES_AT_ONCE = 500


@blp.get("/brands/<slug>/conversations")
@requires(Permission.CONVERSATION_READ)
@blp.arguments(ConversationPageQuery, location="query")
@blp.response(200, ConversationListOut)
def list_conversations(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """List conversations, the latest activity first."""
    tenant = get_tenant(g.uow, slug)
    wanted, after = selection(asked)
    size: int = asked["limit"]
    rows = lists.list_conversations(g.uow, wanted, tenant_ids=[tenant.id], after=after, limit=size + 1)
    page = page_of(rows, size=size, key=lambda item: (item.last_message_at, item.id))
    items = [{**vars(item), "account": f"{item.network}:{item.handle}"} for item in page.items]
    return {"items": items, "next_cursor": page.next_cursor}


@blp.get("/brands/<slug>/conversations/<uuid:conversation_id>")
@requires(Permission.CONVERSATION_READ)
@blp.arguments(ThreadQuery, location="query")
@blp.response(200, ThreadOut)
def get_conversation(asked: dict[str, str], slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Show one conversation with its latest messages, its turns and its episodes."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = thread.get_conversation(uow, tenant.id, conversation_id)
    before = (
        cast("lists.Place", decode_cursor(asked["before"], datetime, UUID)) if "before" in asked else None
    )
    rows = thread.list_messages(uow, found, before=before, limit=MESSAGES_AT_ONCE + 1)
    page = page_of(rows, size=MESSAGES_AT_ONCE, key=lambda row: (row.posted_at, row.id))
    account = get_account(uow, found.account_id)
    agents = thread.list_agents(uow, found)
    names = {agent: agent if uow.actor.is_staff else f"agent-{n}" for n, agent in enumerate(agents, start=1)}
    pictures = attachments_of(uow, tenant.id, [row.id for row in page.items])
    turns = thread.list_turns(uow, found)
    levels = thread.list_pinned_levels(uow, tenant.id, {turn.service_level_id for turn in turns})
    ids = [row.id for row in page.items]
    previews = previews_of(uow, tenant.id, ids)
    standing, gone = standing_of(uow, tenant.id, ids), gone_since(uow, tenant.id, ids)

    masked = reads_masked(uow.actor, tenant.id)

    def stood(row: Message) -> dict[str, Any]:
        done = standing[row.id].done if row.id in standing else None
        gone_at = gone.get(row.id)
        return {"stands": stands(done.act if done else None, is_gone=gone_at is not None), "gone_at": gone_at}

    return {
        **summary_of(tenant, found),
        "messages": [
            {
                **_message(row, tenant, account, names, pictures.get(row.id, [])),
                **stood(row),
                "links": [_link(one, masked=masked) for one in previews.get(row.id, [])],
            }
            for row in reversed(page.items)
        ],
        "earlier": page.next_cursor,
        "turns": [_turn(uow, turn, levels.get(turn.service_level_id), names) for turn in turns],
        "episodes": thread.list_episodes(uow, found),
    }


def _message(
    row: Message,
    tenant: Tenant,
    account: ChannelAccount,
    names: dict[str, str],
    pictures: list[Attachment],
) -> dict[str, Any]:
    hidden = row.direction == Direction.OUT.value and not cast("UnitOfWork", g.uow).actor.is_staff
    columns = ("id", "external_id", "direction", "automatic", "part_no", "posted_at", "ingested_at")
    masked = reads_masked(cast("UnitOfWork", g.uow).actor, tenant.id)
    return {
        "text": mask(row.text) if masked else row.text,
        **{name: getattr(row, name) for name in (*columns, "in_reply_to", "visibility", "language")},
        "author": {"id": account.key, "name": tenant.name}
        if hidden
        else {"id": row.author_id, "name": row.author_name},
        "agent": names.get(row.agent) if row.agent else None,
        "pictures": [
            {
                **{name: getattr(one, name) for name in ("id", "state", "content_type", "width", "height")},
                "alt": mask(one.alt) if one.alt and masked else one.alt,
            }
            for one in pictures
        ],
    }


def _link(row: LinkPreview, *, masked: bool) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("title", "description")}
    return {
        "state": row.state,
        "host": named(row.address),
        "led_to": named(row.led_to) if row.led_to else None,
        **{name: mask(words) if words and masked else words for name, words in told.items()},
    }


def _turn(uow: UnitOfWork, row: Turn, level: ServiceLevel | None, names: dict[str, str]) -> dict[str, Any]:
    target = getattr(terms_of(level), ClockKind(row.kind).value) if level else None
    columns = ("id", "episode_no", "kind", "message_count", "started_at", "due_at", "outcome", "stopped_at")
    says = verdict(
        Clock(row.started_at, row.due_at, row.stopped_at, None),
        has_target=target is not None,
        stopped_by_reply=row.outcome == "answered",
        as_of=uow.now,
    )
    return {
        **{name: getattr(row, name) for name in columns},
        "target_seconds": int(target.total_seconds()) if target else None,
        "worked_seconds": None if row.worked_us is None else row.worked_us / 1_000_000,
        "verdict": says.value,
        "service_level": level.name if level else None,
        "service_level_version": level.version if level else None,
        "answered_by": names.get(row.answered_by) if row.answered_by else None,
    }
