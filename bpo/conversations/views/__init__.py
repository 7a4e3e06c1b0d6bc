"""The pages of conversations: lists, one conversation, one turn. One blueprint, `conversations`."""

from bpo.conversations.views import conversation, lists, turn
from bpo.conversations.views.pages import blp

__all__ = ["blp", "conversation", "lists", "turn"]
