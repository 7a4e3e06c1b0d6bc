"""Conversations for programs. One blueprint, `conversations_api`."""

from bpo.conversations.api import (
    acts,
    approvals,
    drafts,
    erasures,
    floor,
    handoffs,
    imports,
    moderation,
    pictures,
    presence,
    queue,
    search,
    shift_log,
    threads,
)
from bpo.conversations.api.blueprint import blp

__all__ = [
    "acts",
    "approvals",
    "blp",
    "drafts",
    "erasures",
    "floor",
    "handoffs",
    "imports",
    "moderation",
    "pictures",
    "presence",
    "queue",
    "search",
    "shift_log",
    "threads",
]
