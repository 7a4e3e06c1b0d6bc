"""How the shared words of `core.vocabulary` are called on screen.

Names of networks are names and are not translated, except where the word describes (a review page, an
e-mail). A domain's own states are named by that domain, next to its pages.
"""

from enum import StrEnum

from bpo.core.i18n import N_, gettext
from bpo.core.vocabulary import Direction, LanguageCode, Network, Priority, Sentiment, Visibility

# By enum first: members of different enums that share a value are equal, and would overwrite each other.
LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Network: {
        Network.ALLEGRO: "Allegro",
        Network.APP_STORE: "App Store",
        Network.BLUESKY: "Bluesky",
        Network.CENEO: "Ceneo",
        Network.EMAIL: N_("E-mail"),
        Network.FACEBOOK: "Facebook",
        Network.GENERIC: N_("Own channel (webhook)"),
        Network.GOOGLE_BUSINESS: "Google Business",
        Network.GOOGLE_PLAY: "Google Play",
        Network.HOTLINE: "Hotline",
        Network.INSTAGRAM: "Instagram",
        Network.LINKEDIN: "LinkedIn",
        Network.MASTODON: "Mastodon",
        Network.MESSENGER: "Messenger",
        Network.OK: "OK",
        Network.ROZETKA: "Rozetka",
        Network.RSS: "RSS",
        Network.TELEGRAM: "Telegram",
        Network.TIKTOK: "TikTok",
        Network.TRUSTPILOT: "Trustpilot",
        Network.TWO_GIS: "2GIS",
        Network.VIBER: "Viber",
        Network.VK: "VK",
        Network.WHATSAPP: "WhatsApp",
        Network.WORDPRESS: "WordPress",
        Network.X: "X",
        Network.YANDEX_MAPS: "Yandex Maps",
        Network.YANDEX_MARKET: "Yandex Market",
        Network.YOUTUBE: "YouTube",
    },
    LanguageCode: {
        LanguageCode.RU: N_("Russian"),
        LanguageCode.UK: N_("Ukrainian"),
        LanguageCode.PL: N_("Polish"),
        LanguageCode.EN: N_("English"),
    },
    Direction: {
        Direction.IN: N_("From the customer"),
        Direction.OUT: N_("From the brand"),
    },
    Visibility: {
        Visibility.PUBLIC: N_("Public"),
        Visibility.PRIVATE: N_("Private"),
    },
    Sentiment: {
        Sentiment.NEGATIVE: N_("Negative"),
        Sentiment.NEUTRAL: N_("Neutral"),
        Sentiment.POSITIVE: N_("Positive"),
    },
    Priority: {
        Priority.URGENT: N_("Urgent"),
        Priority.NEGATIVE: N_("Angry"),
        Priority.NORMAL: N_("Normal"),
        Priority.LOW: N_("Can wait"),
    },
}

DEPARTMENTS = {
    "pr": N_("PR"),
    "legal": N_("Legal"),
    "sales": N_("Sales"),
    "logistics": N_("Logistics"),
    "operations": N_("Operations"),
    "marketing": N_("Marketing"),
    "finance": N_("Finance"),
    "quality": N_("Quality"),
    "support": N_("Technical support"),
}


def show_label(word: StrEnum | None) -> str:
    """The word as the reader calls it."""
    return "" if word is None else gettext(LABELS[type(word)][word])


def department_name(kind: str) -> str:
    """A client's department as it is usually called, else by the brand's own word."""
    return gettext(DEPARTMENTS[kind]) if kind in DEPARTMENTS else kind


INDUSTRIES: dict[str, str] = {
    "retail": N_("Retail"),
    "food": N_("Food and restaurants"),
    "delivery": N_("Delivery"),
    "banking": N_("Banking"),
    "insurance": N_("Insurance"),
    "telecom": N_("Telecommunications"),
    "travel": N_("Travel"),
    "transport": N_("Transport"),
    "utilities": N_("Utilities"),
    "health": N_("Health"),
    "education": N_("Education"),
    "media": N_("Media"),
    "games": N_("Games"),
    "software": N_("Software"),
    "public": N_("Public services"),
}


def industry_name(industry: str) -> str:
    """An industry by which brands are compared, in the reader's language."""
    return gettext(INDUSTRIES[industry])
