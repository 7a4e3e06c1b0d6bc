"""The pages of conversations: the queue, lists, one conversation, one turn; what others decide. One blueprint."""

from bpo.conversations.views import (
    approvals,
    claims,
    completeness,
    conversation,
    floor,
    handoffs,
    kept,
    links,
    lists,
    moderation,
    pictures,
    queue,
    search,
    shift_log,
    turn,
    waiting,
    workplace,
)
from bpo.conversations.views.pages import blp

__all__ = [
    "approvals",
    "blp",
    "claims",
    "completeness",
    "conversation",
    "floor",
    "handoffs",
    "kept",
    "links",
    "lists",
    "moderation",
    "pictures",
    "queue",
    "search",
    "shift_log",
    "turn",
    "waiting",
    "workplace",
]
