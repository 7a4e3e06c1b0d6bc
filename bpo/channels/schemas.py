"""What comes in with an upload."""

from marshmallow import Schema, ValidationError, fields, validate

from bpo.channels.rules.connections import SECURITIES, TELEGRAM_CREDENTIAL, apple_key, service_key
from bpo.core.i18n import N_

FILE_FORMATS = ("jsonl", "twitter-csv")


class ImportIn(Schema):
    format = fields.String(required=True, validate=validate.OneOf(FILE_FORMATS))


class HookIn(Schema):
    url = fields.String(required=True, validate=validate.Length(1, 500))
    current_password = fields.String(required=True, validate=validate.Length(1, 1000))


class MastodonIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    token = fields.String(load_default="", validate=validate.Length(max=500))


class BlueskyIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    password = fields.String(load_default="", validate=validate.Length(max=200))


class TelegramIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    token = fields.String(
        load_default="",
        validate=validate.Regexp(
            rf"(?:{TELEGRAM_CREDENTIAL})?\Z",
            error=N_("This is no token of a bot: it is a number, a colon and about 35 letters and digits."),
        ),
    )


class MetaIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    token = fields.String(
        load_default="",
        validate=validate.Regexp(
            r"[A-Za-z0-9]{0,1000}\Z", error=N_("This is no token of a page: it is letters and digits only.")
        ),
    )
    app_secret = fields.String(load_default="", validate=validate.Length(max=200))
    verify_token = fields.String(load_default="", validate=validate.Length(max=200))


class MessengerIn(MetaIn):
    human_agent = fields.Boolean(load_default=False)


class InstagramIn(MessengerIn):
    messages = fields.Boolean(load_default=False)


class WhatsAppIn(MetaIn):
    phone_number_id = fields.String(
        required=True,
        validate=validate.Regexp(
            r"[0-9]{1,40}\Z", error=N_("The ID of a number is digits only; it is not the number itself.")
        ),
    )


class VkIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    token = fields.String(load_default="", validate=validate.Length(max=500))
    service = fields.String(load_default="", validate=validate.Length(max=500))
    secret = fields.String(load_default="", validate=validate.Length(max=50))
    code = fields.String(
        load_default="",
        validate=validate.Regexp(r"[0-9A-Za-z]{0,100}\Z", error=N_("VK's code is letters and digits only.")),
    )


class ViberIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    token = fields.String(
        load_default="",
        validate=validate.Regexp(
            r"[!-~]{0,200}\Z",
            error=N_("This is no token of a bot: it is letters, digits, dashes and underscores only."),
        ),
    )


class WordPressIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    user = fields.String(required=True, validate=validate.Length(1, 200))
    password = fields.String(load_default="", validate=validate.Length(max=200))


def _x_key() -> fields.String:
    fault = N_("This is no key of X's: it is letters, digits, dashes and underscores only.")
    return fields.String(load_default="", validate=validate.Regexp(r"[A-Za-z0-9_-]{0,200}\Z", error=fault))


class XIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    app_key, app_secret, token, token_secret = _x_key(), _x_key(), _x_key(), _x_key()


class YouTubeIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    client_id = fields.String(required=True, validate=validate.Length(1, 200))
    client_secret = fields.String(load_default="", validate=validate.Length(max=200))
    token = fields.String(load_default="", validate=validate.Length(max=1000))


class TrustpilotIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    client_id = fields.String(
        required=True,
        validate=validate.Regexp(r"[\x21-\x39\x3b-\x7e]{1,200}\Z", error=N_("This is no API key.")),
    )
    client_secret = fields.String(load_default="", validate=validate.Length(max=200))
    author = fields.String(
        required=True,
        validate=validate.Regexp(r"[0-9A-Za-z]{1,60}\Z", error=N_("This is letters and digits only.")),
    )


class YandexMarketIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    key = fields.String(
        load_default="",
        validate=validate.Regexp(r"[\x21-\x7e]{0,500}\Z", error=N_("This is no API key.")),
    )


class GoogleBusinessIn(YouTubeIn):
    owner = fields.String(
        required=True,
        validate=validate.Regexp(
            r"[0-9]{1,30}\Z", error=N_("The number of a Business Profile account is digits only.")
        ),
    )


def _check_service_key(value: str) -> None:
    if value.strip() and service_key(value) is None:
        raise ValidationError(
            N_("This is no key of a service account: paste the whole file that Google gave.")
        )


class GooglePlayIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    key = fields.String(load_default="", validate=[validate.Length(max=10_000), _check_service_key])


def _check_apple_key(value: str) -> None:
    if value.strip() and apple_key(value) is None:
        raise ValidationError(
            N_("This is no key of App Store Connect: paste the whole .p8 file that Apple gave.")
        )


class AppStoreIn(Schema):
    server = fields.String(required=True, validate=validate.Length(max=200))
    issuer = fields.String(
        required=True,
        validate=validate.Regexp(
            r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\Z",
            error=N_("An issuer ID is 32 digits and letters in five groups, with dashes between."),
        ),
    )
    key_id = fields.String(
        required=True,
        validate=validate.Regexp(r"[A-Za-z0-9]{1,20}\Z", error=N_("A key ID is letters and digits only.")),
    )
    key = fields.String(load_default="", validate=[validate.Length(max=2000), _check_apple_key])


class EmailIn(Schema):
    address = fields.Email(required=True, validate=validate.Length(max=200))
    name = fields.String(load_default="", validate=validate.Length(max=100))
    user = fields.String(load_default="", validate=validate.Length(max=200))
    password = fields.String(load_default="", validate=validate.Length(max=500))
    smtp_host = fields.String(required=True, validate=validate.Length(max=200))
    smtp_port = fields.Integer(required=True, validate=validate.Range(min=1, max=65535))
    smtp_security = fields.String(required=True, validate=validate.OneOf(SECURITIES))
    imap_host = fields.String(required=True, validate=validate.Length(max=200))
    imap_port = fields.Integer(required=True, validate=validate.Range(min=1, max=65535))
    imap_security = fields.String(required=True, validate=validate.OneOf(SECURITIES))


class WebhookIn(Schema):
    url = fields.String(required=True, validate=validate.Length(max=1000))
    recognises_repeats = fields.Boolean(load_default=False)


class SendingIn(Schema):
    reason = fields.String(required=True, validate=validate.Length(min=1, max=300))
