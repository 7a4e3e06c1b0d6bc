"""Conversations for programs. One blueprint, `conversations_api`."""

from bpo.conversations.api import acts, drafts, floor, handoffs, imports, presence, queue, threads
from bpo.conversations.api.blueprint import blp

__all__ = ["acts", "blp", "drafts", "floor", "handoffs", "imports", "presence", "queue", "threads"]
