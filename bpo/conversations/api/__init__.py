"""Conversations for programs. One blueprint, `conversations_api`."""

from bpo.conversations.api import acts, drafts, handoffs, imports, presence, queue, threads
from bpo.conversations.api.blueprint import blp

__all__ = ["acts", "blp", "drafts", "handoffs", "imports", "presence", "queue", "threads"]
