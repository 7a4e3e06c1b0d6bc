"""Channel accounts and how they are connected, raw events, file imports, deliveries, their attempts and pictures."""

from bpo.channels.models.account import ChannelAccount, ChannelRoute, account_key
from bpo.channels.models.audit import ChannelAudit, audit_key
from bpo.channels.models.connection import ChannelConnection, PollCursor, SendingPause
from bpo.channels.models.delivery import Delivery, DeliveryAttempt
from bpo.channels.models.hook import NotificationHook
from bpo.channels.models.inbound import ImportRun, InboundEvent
from bpo.channels.models.picture import ReplyPicture

__all__ = [
    "ChannelAccount",
    "ChannelAudit",
    "ChannelConnection",
    "ChannelRoute",
    "Delivery",
    "DeliveryAttempt",
    "ImportRun",
    "InboundEvent",
    "NotificationHook",
    "PollCursor",
    "ReplyPicture",
    "SendingPause",
    "account_key",
    "audit_key",
]
