"""Customers, conversations, messages, acts, the facts derived from them, the queue, and what people work on beside.

Messages and acts are the evidence and are never overwritten. `turn`, `episode` and `queue_item` are derived.
"""

from bpo.conversations.models.attachment import Attachment
from bpo.conversations.models.conversation import Conversation, Customer, CustomerIdentity, ThreadLink
from bpo.conversations.models.decision import Approval, DepartmentAlert, Handoff
from bpo.conversations.models.draft import Draft, DraftRevision
from bpo.conversations.models.erasure import Erasure, ErasureKey, RetentionRule
from bpo.conversations.models.evidence import EvidenceNote
from bpo.conversations.models.exclusion import Exclusion, TurnAdjustment
from bpo.conversations.models.facts import Episode, Turn
from bpo.conversations.models.keys import conversation_key, pins
from bpo.conversations.models.message import ConversationAct, Message
from bpo.conversations.models.moderation import Moderation
from bpo.conversations.models.noticed import MessageEngagement, MessageMood
from bpo.conversations.models.preview import LinkPreview, PreviewSetting
from bpo.conversations.models.queue import QueueItem, SavedFilter
from bpo.conversations.models.removal import MessageRemoval
from bpo.conversations.models.shift_log import ShiftNote, ShiftNoteReceipt
from bpo.conversations.models.watch import DueNotice, WatchSetting
from bpo.conversations.models.workplace import Compensation, CustomerNumber, Note, Presence, Promise

__all__ = [
    "Approval",
    "Attachment",
    "Compensation",
    "Conversation",
    "ConversationAct",
    "Customer",
    "CustomerIdentity",
    "CustomerNumber",
    "DepartmentAlert",
    "Draft",
    "DraftRevision",
    "DueNotice",
    "Episode",
    "Erasure",
    "ErasureKey",
    "EvidenceNote",
    "Exclusion",
    "Handoff",
    "LinkPreview",
    "Message",
    "MessageEngagement",
    "MessageMood",
    "MessageRemoval",
    "Moderation",
    "Note",
    "Presence",
    "PreviewSetting",
    "Promise",
    "QueueItem",
    "RetentionRule",
    "SavedFilter",
    "ShiftNote",
    "ShiftNoteReceipt",
    "ThreadLink",
    "Turn",
    "TurnAdjustment",
    "WatchSetting",
    "conversation_key",
    "pins",
]
