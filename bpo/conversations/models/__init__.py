"""Customers, conversations, messages, acts, and the facts derived from them.

Messages and acts are the evidence and are never overwritten. `turn` and `episode` are derived from it.
"""

from bpo.conversations.models.conversation import Conversation, Customer, CustomerIdentity, ThreadLink
from bpo.conversations.models.facts import Episode, Turn
from bpo.conversations.models.keys import conversation_key, pins
from bpo.conversations.models.message import ConversationAct, Message

__all__ = [
    "Conversation",
    "ConversationAct",
    "Customer",
    "CustomerIdentity",
    "Episode",
    "Message",
    "ThreadLink",
    "Turn",
    "conversation_key",
    "pins",
]
