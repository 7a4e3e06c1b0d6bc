"""Reports by mail and sections, as pages and programs send them; the rules say what fits together."""

from marshmallow import EXCLUDE, Schema, fields, validate

from bpo.reports.rules.schedules import FORMATS, LAST_DAY, WEEK, Frequency
from bpo.reports.rules.sections import ALL

SECTIONS = fields.String(validate=validate.OneOf([one.value for one in ALL]))
FILES = fields.String(validate=validate.OneOf(FORMATS))
HOUR = validate.Range(0, 23)
WEEKDAY = validate.Range(0, WEEK - 1)
DAY = validate.Range(1, LAST_DAY)


class SubscriptionForm(Schema):
    """Of the page, where every field is there, whether the frequency asks for it or not."""

    class Meta:
        unknown = EXCLUDE

    frequency = fields.Enum(Frequency, by_value=True, required=True)
    hour = fields.Integer(required=True, validate=HOUR)
    weekday = fields.Integer(load_default=0, validate=WEEKDAY)
    day = fields.Integer(load_default=1, validate=DAY)
    attachments = fields.List(FILES, load_default=list)
    sections = fields.List(SECTIONS, load_default=list)


class SubscriptionIn(Schema):
    hour = fields.Integer(
        required=True, validate=HOUR, metadata={"description": "By the brand's clocks, 0 to 23."}
    )
    weekday = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=WEEKDAY,
        metadata={"description": "Of a weekly report; Monday is 0."},
    )
    day = fields.Integer(
        load_default=None, allow_none=True, validate=DAY, metadata={"description": "Of a monthly report."}
    )
    attachments = fields.List(FILES, load_default=list)
    sections = fields.List(
        SECTIONS,
        load_default=None,
        allow_none=True,
        metadata={"description": "Of those that the reader is shown; null is all of them."},
    )


class SubscriptionOut(SubscriptionIn):
    user_id = fields.UUID()
    frequency = fields.String()
    since = fields.AwareDateTime(metadata={"description": "What came due before is not sent."})


class SubscriptionsOut(Schema):
    items = fields.List(fields.Nested(SubscriptionOut))


class SectionsIn(Schema):
    sections = fields.List(SECTIONS, required=True)


class SectionsOut(SectionsIn):
    """What the client is shown, in this order."""
