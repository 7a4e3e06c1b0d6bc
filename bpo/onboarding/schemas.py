"""What programs send about brands and get back. Sections keep the keys and units of their normal form."""

from marshmallow import EXCLUDE, Schema, fields, validate

from bpo.core.vocabulary import LanguageCode, Network, Visibility

MOST_CHECKED = 20_000  # characters, as many as a reply may have
MOST_EARLIER = 10
ACCOUNT_STATES = ("fine", "ill", "untested", "none", "retired")


class BrandOut(Schema):
    id = fields.UUID()
    slug = fields.String()
    name = fields.String()
    languages = fields.List(fields.String())
    time_zone = fields.String()
    state = fields.String()
    went_live_at = fields.AwareDateTime(allow_none=True)


class BrandWithSectionsOut(BrandOut):
    sections = fields.Dict(metadata={"description": "Every section of the brand file in normal form."})
    versions = fields.Dict(
        values=fields.Integer(), metadata={"description": "The latest version of all that has versions."}
    )


class BrandsOut(Schema):
    items = fields.List(fields.Nested(BrandOut))
    next_cursor = fields.String(allow_none=True)


class CursorIn(Schema):
    cursor = fields.String(load_default=None)


class AccountsQuery(Schema):
    class Meta:
        unknown = EXCLUDE

    search = fields.String(load_default="", validate=validate.Length(max=100))
    network = fields.String(load_default="", validate=validate.Length(max=40))
    tag = fields.String(load_default="", validate=validate.Length(max=60))
    state = fields.String(load_default="", validate=validate.OneOf(["", *ACCOUNT_STATES]))
    cursor = fields.String(load_default=None)


class DryRunIn(Schema):
    dry_run = fields.Boolean(load_default=False)


class ChangeOut(Schema):
    section = fields.String()
    text = fields.Function(str)


class ChangesOut(Schema):
    slug = fields.String()
    dry_run = fields.Boolean()
    changes = fields.List(fields.Nested(ChangeOut))


class CheckIn(Schema):
    """A text to check, and where it is to go; what else stands beside it is somebody else's."""

    class Meta:
        unknown = EXCLUDE

    text = fields.String(required=True, validate=validate.Length(max=MOST_CHECKED))
    reply_to = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=MOST_CHECKED))
    earlier = fields.List(
        fields.String(validate=validate.Length(max=MOST_CHECKED)),
        load_default=list,
        validate=validate.Length(max=MOST_EARLIER),
        metadata={
            "description": "Our earlier replies in the same conversation, the latest last: "
            "a form of address that the guide leaves free is to stay the same."
        },
    )
    network = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf([one.value for one in Network])
    )
    visibility = fields.String(
        load_default="public", validate=validate.OneOf([one.value for one in Visibility])
    )
    language = fields.String(
        load_default="auto", validate=validate.OneOf(["auto", *(one.value for one in LanguageCode)])
    )
    deep = fields.Boolean(
        load_default=False,
        metadata={"description": "Ask the reader too, as a send does: what no phrase shows, in some 50 ms."},
    )


class FindingOut(Schema):
    rule = fields.String()
    severity = fields.String()
    start = fields.Integer(metadata={"description": "In Unicode code points."})
    end = fields.Integer()
    text = fields.String()
    message = fields.String()
    suggestions = fields.List(fields.String())


class LabelOut(Schema):
    label = fields.String()
    score = fields.Float()


class TopicScoreOut(Schema):
    topic = fields.String()
    score = fields.Float()


class CheckedOut(Schema):
    language = fields.String()
    verdict = fields.String()
    rule_set = fields.Integer(allow_none=True)
    findings = fields.List(fields.Nested(FindingOut))
    tone = fields.Nested(LabelOut)
    sentiment = fields.Nested(LabelOut)
    topics = fields.List(fields.Nested(TopicScoreOut))
    intent = fields.Raw(allow_none=True)
    urgency = fields.Raw(allow_none=True)
    spam = fields.Raw(allow_none=True)
