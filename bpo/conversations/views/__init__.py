"""The pages of conversations: the queue, lists, one conversation, one turn. One blueprint, `conversations`."""

from bpo.conversations.views import claims, conversation, lists, queue, turn, workplace
from bpo.conversations.views.pages import blp

__all__ = ["blp", "claims", "conversation", "lists", "queue", "turn", "workplace"]
