"""Channel accounts and how they are connected, raw events, file imports, deliveries and their attempts."""

from bpo.channels.models.account import ChannelAccount, ChannelRoute, account_key
from bpo.channels.models.audit import ChannelAudit, audit_key
from bpo.channels.models.connection import ChannelConnection, PollCursor, SendingPause
from bpo.channels.models.delivery import Delivery, DeliveryAttempt
from bpo.channels.models.hook import NotificationHook
from bpo.channels.models.inbound import ImportRun, InboundEvent

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
    "SendingPause",
    "account_key",
    "audit_key",
]
