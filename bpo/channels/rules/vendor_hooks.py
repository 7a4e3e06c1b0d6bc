"""Webhooks in the networks' own forms: how a request proves whose it is, what is answered, and the events in it.

A network that signs in its own way has a function here that takes a request apart. It raises BadSignature before it
has read anything in the body that is not proven, and Invalid where a proven body cannot be taken. What a stored event
means is found out later, as everywhere (`readings`).
"""

from collections.abc import Mapping

from bpo.channels.rules.hook_requests import Heard, HookAccount, HookRequest, VendorHook
from bpo.channels.rules.meta_hooks import hear_facebook, hear_instagram, hear_messenger, hear_whatsapp
from bpo.channels.rules.vk_hooks import hear_vk
from bpo.core.vocabulary import Network

__all__ = ["VENDOR_HOOKS", "Heard", "HookAccount", "HookRequest", "VendorHook"]

VENDOR_HOOKS: Mapping[str, VendorHook] = {
    Network.FACEBOOK.value: hear_facebook,
    Network.INSTAGRAM.value: hear_instagram,
    Network.MESSENGER.value: hear_messenger,
    Network.VK.value: hear_vk,
    Network.WHATSAPP.value: hear_whatsapp,
}
