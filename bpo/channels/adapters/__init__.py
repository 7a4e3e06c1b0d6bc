"""The wires themselves: one adapter a network, no database and no globals.

An adapter is made for one connected account and one piece of work. Everything it says to the world goes
through `wire`, which bounds every conversation in time and refuses addresses that are not the world's.
"""

from collections.abc import Callable

from bpo.channels.adapters.app_store import AppStoreAdapter
from bpo.channels.adapters.base import ChannelAdapter, Connected
from bpo.channels.adapters.bluesky import BlueskyAdapter
from bpo.channels.adapters.email import EmailAdapter
from bpo.channels.adapters.facebook import FacebookAdapter
from bpo.channels.adapters.google_business import GoogleBusinessAdapter
from bpo.channels.adapters.google_play import GooglePlayAdapter
from bpo.channels.adapters.guarded import Guarded
from bpo.channels.adapters.instagram import InstagramAdapter
from bpo.channels.adapters.mastodon import MastodonAdapter
from bpo.channels.adapters.messenger import MessengerAdapter
from bpo.channels.adapters.telegram import TelegramAdapter
from bpo.channels.adapters.vk import VkAdapter
from bpo.channels.adapters.webhook import WebhookAdapter
from bpo.channels.adapters.whatsapp import WhatsAppAdapter
from bpo.channels.adapters.wire import Wire
from bpo.channels.adapters.wordpress import WordPressAdapter
from bpo.channels.adapters.youtube import YouTubeAdapter
from bpo.core.vocabulary import Network

__all__ = ["ChannelAdapter", "Connected", "Wire", "make_adapter"]


_ADAPTERS: dict[str, Callable[[Connected, Wire], ChannelAdapter]] = {
    Network.BLUESKY.value: BlueskyAdapter,
    Network.MASTODON.value: MastodonAdapter,
    Network.TELEGRAM.value: TelegramAdapter,
    Network.FACEBOOK.value: FacebookAdapter,
    Network.INSTAGRAM.value: InstagramAdapter,
    Network.MESSENGER.value: MessengerAdapter,
    Network.WHATSAPP.value: WhatsAppAdapter,
    Network.VK.value: VkAdapter,
    Network.EMAIL.value: EmailAdapter,
    Network.WORDPRESS.value: WordPressAdapter,
    Network.YOUTUBE.value: YouTubeAdapter,
    Network.GOOGLE_BUSINESS.value: GoogleBusinessAdapter,
    Network.GOOGLE_PLAY.value: GooglePlayAdapter,
    Network.APP_STORE.value: AppStoreAdapter,
    Network.GENERIC.value: WebhookAdapter,
}


def make_adapter(connected: Connected, wire: Wire) -> ChannelAdapter:
    """The adapter of a connected account; LookupError for a network that has none."""
    return Guarded(_ADAPTERS[connected.network](connected, wire))
