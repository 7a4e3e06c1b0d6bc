"""What comes in about people, and what goes out. Credentials only ever come in; a key goes out once."""

from marshmallow import Schema, fields, validate

from bpo.core.i18n import LOCALES
from bpo.identity.notifications import Kind, Way
from bpo.identity.permissions import Permission, Profile, Role
from bpo.identity.rules import LONGEST_PASSWORD

NAME = validate.Length(min=1, max=100)
EMAIL = validate.Length(min=3, max=254)
# Its rules are the operation's, which knows whose it is; here only what no password is.
PASSWORD = validate.Length(max=4 * LONGEST_PASSWORD)


def password_field() -> fields.String:
    """A password: its spaces belong to it, and it is never shown again."""
    return fields.String(required=True, validate=PASSWORD, load_only=True, metadata={"keeps_spaces": True})


class LogInIn(Schema):
    email = fields.String(required=True, validate=EMAIL)
    password = password_field()
    next = fields.String(validate=validate.Length(max=2000))


class CodeIn(Schema):
    code = fields.String(required=True, validate=validate.Length(min=6, max=40))
    next = fields.String(validate=validate.Length(max=2000))


class ForgotIn(Schema):
    email = fields.String(required=True, validate=EMAIL)


class ResetIn(Schema):
    password = password_field()


class AcceptIn(Schema):
    name = fields.String(required=True, validate=NAME)
    password = password_field()
    time_zone = fields.String(required=True, validate=validate.Length(max=64))


class SettingsIn(Schema):
    name = fields.String(required=True, validate=NAME)
    locale = fields.String(required=True, validate=validate.OneOf(LOCALES))
    time_zone = fields.String(required=True, validate=validate.Length(max=64))
    keys = fields.Boolean(load_default=True)


class PasswordIn(Schema):
    current_password = password_field()
    password = password_field()


class ConfirmedIn(Schema):
    current_password = password_field()


class KeyIn(Schema):
    key_name = fields.String(required=True, validate=NAME)
    scopes = fields.List(
        fields.String(validate=validate.OneOf([word.value for word in Permission])),
        required=True,
        validate=validate.Length(min=1),
    )
    days = fields.Integer(load_default=365, validate=validate.Range(min=1, max=730))
    current_password = password_field()


class MembershipIn(Schema):
    role = fields.Enum(Role, by_value=True, required=True)
    profile = fields.Enum(Profile, by_value=True, load_default=None)
    brands = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=1000))
    tags = fields.String(load_default="", validate=validate.Length(max=500))


class InviteIn(MembershipIn):
    email = fields.String(required=True, validate=EMAIL)
    name = fields.String(load_default="", validate=validate.Length(max=100))
    locale = fields.String(load_default="en", validate=validate.OneOf(LOCALES))


class UserIn(Schema):
    """The same as the form, for programs: tags are a list here."""

    email = fields.String(required=True, validate=EMAIL)
    name = fields.String(load_default="", validate=validate.Length(max=100))
    locale = fields.String(load_default="en", validate=validate.OneOf(LOCALES))
    role = fields.Enum(Role, by_value=True, required=True)
    profile = fields.Enum(Profile, by_value=True, load_default=None)
    brands = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=1000))
    tags = fields.List(fields.String(validate=validate.Length(min=1, max=60)), load_default=list)


class PeopleQuery(Schema):
    search = fields.String(load_default="", validate=validate.Length(max=100))
    cursor = fields.String(load_default=None)


class CursorIn(Schema):
    cursor = fields.String(load_default=None)


class BellQuery(Schema):
    since = fields.Integer(load_default=None, validate=validate.Range(min=0))


WaysIn = Schema.from_dict(
    {kind.value: fields.String(validate=validate.OneOf([way.value for way in Way])) for kind in Kind},
    name="WaysIn",
)


class NotificationOut(Schema):
    id = fields.UUID()
    brand_id = fields.UUID(attribute="tenant_id")
    kind = fields.String()
    sentence = fields.String()
    path = fields.String()
    created_at = fields.AwareDateTime()
    read_at = fields.AwareDateTime()


class NotificationsOut(Schema):
    items = fields.List(fields.Nested(NotificationOut))
    next_cursor = fields.String(allow_none=True)


class AuditQuery(Schema):
    person = fields.UUID(load_default=None)
    action = fields.String(load_default="", validate=validate.Length(max=60))
    brand = fields.UUID(load_default=None)
    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)
    cursor = fields.String(load_default=None)


class MembershipOut(Schema):
    id = fields.UUID()
    brand_id = fields.UUID(attribute="tenant_id")
    role = fields.String()
    profile = fields.String()
    tags = fields.List(fields.String())


class UserOut(Schema):
    id = fields.UUID()
    email = fields.String()
    name = fields.String()
    side = fields.String()
    state = fields.String()
    memberships = fields.List(fields.Nested(MembershipOut))


class UsersOut(Schema):
    items = fields.List(fields.Nested(UserOut))
    next_cursor = fields.String(allow_none=True)


class GrantOut(Schema):
    brand_id = fields.UUID(allow_none=True)
    permissions = fields.List(fields.String())


class MeOut(Schema):
    id = fields.UUID()
    email = fields.String()
    name = fields.String()
    side = fields.String()
    locale = fields.String()
    time_zone = fields.String()
    grants = fields.List(fields.Nested(GrantOut))
