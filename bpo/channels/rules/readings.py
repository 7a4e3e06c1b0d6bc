"""Reading raw events: each form an adapter stores, turned into the one message that intake takes.

A raw event is read long after it was stored, and again when rules change, so everything a reading needs is
in its body: which account it is for, and who we were there.
"""

from collections.abc import Callable

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_json, parse_message
from bpo.channels.rules.read_app_store import APP_REVIEW
from bpo.channels.rules.read_app_store import read_review as read_app_review
from bpo.channels.rules.read_bluesky import BLUESKY_POST, read_post
from bpo.channels.rules.read_facebook import FACEBOOK_COMMENT
from bpo.channels.rules.read_facebook import read_comment as read_facebook_comment
from bpo.channels.rules.read_google_business import BUSINESS_REVIEW
from bpo.channels.rules.read_google_business import read_review as read_business_review
from bpo.channels.rules.read_google_play import PLAY_REVIEW, read_review
from bpo.channels.rules.read_instagram import INSTAGRAM_COMMENT
from bpo.channels.rules.read_instagram import read_comment as read_instagram_comment
from bpo.channels.rules.read_instagram_direct import INSTAGRAM_ITEM
from bpo.channels.rules.read_instagram_direct import read_item as read_instagram_item
from bpo.channels.rules.read_mail import MAIL, read_mail
from bpo.channels.rules.read_market import MARKET_ITEM
from bpo.channels.rules.read_market import read_item as read_market_item
from bpo.channels.rules.read_mastodon import MASTODON_STATUS, read_status
from bpo.channels.rules.read_messenger import MESSENGER_MESSAGE
from bpo.channels.rules.read_messenger import read_message as read_messenger_message
from bpo.channels.rules.read_telegram import TELEGRAM_UPDATE, read_update
from bpo.channels.rules.read_trustpilot import TRUSTPILOT_REVIEW
from bpo.channels.rules.read_trustpilot import read_review as read_trustpilot_review
from bpo.channels.rules.read_viber import VIBER_MESSAGE
from bpo.channels.rules.read_viber import read_message as read_viber_message
from bpo.channels.rules.read_vk import VK_ITEM, read_item
from bpo.channels.rules.read_whatsapp import WHATSAPP_EVENT, Receipt
from bpo.channels.rules.read_whatsapp import read_message as read_whatsapp_message
from bpo.channels.rules.read_whatsapp import read_receipt as read_whatsapp_receipt
from bpo.channels.rules.read_wordpress import WORDPRESS_COMMENT, read_comment
from bpo.channels.rules.read_x import X_POST
from bpo.channels.rules.read_x import read_post as read_x_post
from bpo.channels.rules.read_youtube import YOUTUBE_COMMENT
from bpo.channels.rules.read_youtube import read_comment as read_youtube_comment
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

PUBLIC = "message"  # a message as in the message file
_READERS: dict[str, Callable[[object], IncomingMessage]] = {
    PUBLIC: parse_message,
    MARKET_ITEM: read_market_item,
    MASTODON_STATUS: read_status,
    BLUESKY_POST: read_post,
    TELEGRAM_UPDATE: read_update,
    FACEBOOK_COMMENT: read_facebook_comment,
    INSTAGRAM_COMMENT: read_instagram_comment,  # as kept before messages were read too
    INSTAGRAM_ITEM: read_instagram_item,
    MESSENGER_MESSAGE: read_messenger_message,
    TRUSTPILOT_REVIEW: read_trustpilot_review,
    VK_ITEM: read_item,
    VIBER_MESSAGE: read_viber_message,
    MAIL: read_mail,
    APP_REVIEW: read_app_review,
    BUSINESS_REVIEW: read_business_review,
    PLAY_REVIEW: read_review,
    WHATSAPP_EVENT: read_whatsapp_message,
    WORDPRESS_COMMENT: read_comment,
    X_POST: read_x_post,
    YOUTUBE_COMMENT: read_youtube_comment,
}

_RECEIPTS: dict[str, Callable[[str], Receipt | None]] = {WHATSAPP_EVENT: read_whatsapp_receipt}


def read_event(form: str, body: str) -> IncomingMessage:
    """The message in a raw event; Invalid where it holds none that can be taken."""
    reader = _READERS.get(form)
    if reader is None:
        raise Invalid(N_("This event is of a form that is not known."))
    return reader(parse_json(body))


def read_receipt(form: str, body: str) -> Receipt | None:
    """What a raw event tells of a reply of ours; None where it is a message."""
    reader = _RECEIPTS.get(form)
    return reader(body) if reader else None
