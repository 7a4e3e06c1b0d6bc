"""Words that three or more domains share.

A value here is what stands in the database and in files; how it is called on screen is in
`web.labels`. `generic` is the network of the signed webhook that serves whatever has no adapter.
"""

from enum import StrEnum


class Network(StrEnum):
    ALLEGRO = "allegro"
    APP_STORE = "app_store"
    BLUESKY = "bluesky"
    CENEO = "ceneo"
    EMAIL = "email"
    FACEBOOK = "facebook"
    GENERIC = "generic"
    GOOGLE_BUSINESS = "google_business"
    GOOGLE_PLAY = "google_play"
    HOTLINE = "hotline"
    INSTAGRAM = "instagram"
    LINKEDIN = "linkedin"
    MASTODON = "mastodon"
    MESSENGER = "messenger"
    OK = "ok"
    ROZETKA = "rozetka"
    RSS = "rss"
    TELEGRAM = "telegram"
    TIKTOK = "tiktok"
    TRUSTPILOT = "trustpilot"
    TWO_GIS = "2gis"
    VIBER = "viber"
    VK = "vk"
    WHATSAPP = "whatsapp"
    WORDPRESS = "wordpress"
    X = "x"
    YANDEX_MAPS = "yandex_maps"
    YANDEX_MARKET = "yandex_market"
    YOUTUBE = "youtube"


class LanguageCode(StrEnum):
    RU = "ru"
    UK = "uk"
    PL = "pl"
    EN = "en"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Visibility(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"


class Sentiment(StrEnum):
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Priority(StrEnum):
    URGENT = "urgent"
    NEGATIVE = "negative"
    NORMAL = "normal"
    LOW = "low"
