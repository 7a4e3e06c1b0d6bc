"""The wires themselves: one adapter a network, no database and no globals.

An adapter is made for one connected account and one piece of work. Everything it says to the world goes
through `wire`, which bounds every conversation in time and refuses addresses that are not the world's.
"""

from bpo.channels.adapters.base import ChannelAdapter, Connected
from bpo.channels.adapters.bluesky import BlueskyAdapter
from bpo.channels.adapters.email import EmailAdapter
from bpo.channels.adapters.mastodon import MastodonAdapter
from bpo.channels.adapters.telegram import TelegramAdapter
from bpo.channels.adapters.vk import VkAdapter
from bpo.channels.adapters.webhook import WebhookAdapter
from bpo.channels.adapters.wire import Wire
from bpo.channels.adapters.wordpress import WordPressAdapter
from bpo.core.vocabulary import Network

__all__ = ["ChannelAdapter", "Connected", "Wire", "make_adapter"]


def make_adapter(connected: Connected, wire: Wire) -> ChannelAdapter:  # noqa: PLR0911 -- one a network
    """The adapter of a connected account."""
    match connected.network:
        case Network.BLUESKY:
            return BlueskyAdapter(connected, wire)
        case Network.MASTODON:
            return MastodonAdapter(connected, wire)
        case Network.TELEGRAM:
            return TelegramAdapter(connected, wire)
        case Network.VK:
            return VkAdapter(connected, wire)
        case Network.EMAIL:
            return EmailAdapter(connected, wire)
        case Network.WORDPRESS:
            return WordPressAdapter(connected, wire)
        case Network.GENERIC:
            return WebhookAdapter(connected, wire)
    raise LookupError(f"There is no adapter for {connected.network}.")
