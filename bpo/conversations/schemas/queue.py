"""The queue: what waits, and what people do with it."""

from marshmallow import Schema, fields, validate

from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.operations.many import MOST_AT_ONCE, Deed
from bpo.conversations.queries.queue import SHOWS
from bpo.conversations.queue_words import STAGES
from bpo.conversations.rules.claims import LONGEST_REASON, SNOOZE_MINUTES
from bpo.conversations.rules.watch import WITHIN
from bpo.conversations.schemas.common import CURSOR, PRINTABLE
from bpo.core.vocabulary import LanguageCode, Network, Priority, Sentiment, Visibility
from bpo.web.paging import PAGE_SIZE


class QueueQuery(Schema):
    show = fields.String(load_default="waiting", validate=validate.OneOf(tuple(SHOWS)))
    brand = fields.String(validate=validate.Length(max=40))
    priority = fields.String(validate=validate.OneOf([one.value for one in Priority]))
    sentiment = fields.String(validate=validate.OneOf([one.value for one in Sentiment]))
    network = fields.String(validate=validate.OneOf([network.value for network in Network]))
    language = fields.String(validate=validate.OneOf([one.value for one in LanguageCode]))
    visibility = fields.String(validate=validate.OneOf([one.value for one in Visibility]))
    tag = fields.String(
        validate=[validate.Length(max=100), PRINTABLE], metadata={"description": "Of the account."}
    )
    stage = fields.String(validate=validate.OneOf(tuple(STAGES)))
    overdue = fields.Boolean(load_default=False)
    due_within = fields.Integer(
        validate=validate.OneOf(WITHIN), metadata={"description": "Minutes; what is late already is not."}
    )
    cursor = fields.String(validate=CURSOR)


class QueuePageQuery(QueueQuery):
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class LiveQuery(Schema):
    since = fields.String(validate=validate.Length(max=64))


class ReasonOut(Schema):
    code = fields.String()
    kind = fields.String()
    topic = fields.String()
    count = fields.Integer()
    followers = fields.Integer()


class QueueItemOut(Schema):
    id = fields.UUID(metadata={"description": "The conversation's."})
    brand = fields.String(attribute="slug")
    network = fields.String()
    account = fields.String()
    visibility = fields.String()
    language = fields.String(allow_none=True)
    stage = fields.String(allow_none=True)
    customer = fields.String(allow_none=True)
    snippet = fields.String()
    sentiment = fields.String()
    priority = fields.String()
    reasons = fields.List(fields.Nested(ReasonOut), metadata={"description": "The most telling first."})
    messages = fields.Integer(metadata={"description": "How many of the customer's wait."})
    waiting_since = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)
    due_kind = fields.String(allow_none=True)
    target_seconds = fields.Integer(allow_none=True)
    serve_by = fields.AwareDateTime(metadata={"description": "The key of the order."})
    snoozed_until = fields.AwareDateTime(allow_none=True)
    claimed_by = fields.UUID(allow_none=True)
    claim_until = fields.AwareDateTime(allow_none=True)
    holder = fields.String(allow_none=True)


class QueueOut(Schema):
    items = fields.List(fields.Nested(QueueItemOut))
    next_cursor = fields.String(allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    version = fields.String(metadata={"description": "For `/live?since=`."})


class ClaimOut(Schema):
    id = fields.UUID()
    brand = fields.String()
    claimed_by = fields.UUID(allow_none=True)
    claim_until = fields.AwareDateTime(allow_none=True)
    snoozed_until = fields.AwareDateTime(allow_none=True)


class ReleaseIn(Schema):
    reason = fields.String(load_default="", validate=validate.Length(max=LONGEST_REASON))


class HandOverIn(Schema):
    to = fields.UUID(required=True, metadata={"description": "The colleague's id."})


class SnoozeIn(Schema):
    until = fields.AwareDateTime(required=True)


class ItemIn(Schema):
    brand = fields.String(required=True, validate=validate.Length(max=40))
    id = fields.UUID(required=True)


class BulkIn(Schema):
    deed = fields.Enum(Deed, by_value=True, required=True)
    items = fields.List(
        fields.Nested(ItemIn), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE)
    )
    reason = fields.Enum(DismissalReason, by_value=True, load_default=None, allow_none=True)
    until = fields.AwareDateTime(load_default=None, allow_none=True)
    hide_by = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40)),
        values=fields.String(validate=validate.Length(max=100)),
        load_default=dict,
        metadata={
            "description": "To hide on its network what is dismissed: a community rule for each brand, by its slug."
        },
    )


class RefusedOut(Schema):
    id = fields.UUID()
    reason = fields.String()


class BulkOut(Schema):
    done = fields.List(fields.UUID())
    refused = fields.List(fields.Nested(RefusedOut))
    hidden = fields.Integer(metadata={"description": "Messages that their networks are told to hide."})


class SnoozeForm(Schema):
    """Of a page: a while from now, or an instant on the reader's own clock."""

    lasts = fields.Integer(validate=validate.OneOf(SNOOZE_MINUTES))
    until = fields.NaiveDateTime()


class BulkForm(SnoozeForm):
    deed = fields.Enum(Deed, by_value=True, required=True)
    item = fields.List(
        fields.String(validate=validate.Length(max=100)), validate=validate.Length(max=MOST_AT_ONCE)
    )
    reason = fields.Enum(DismissalReason, by_value=True)
    hide = fields.Boolean(load_default=False)
    rule = fields.List(
        fields.String(validate=validate.Length(max=150)),
        load_default=list,
        metadata={"description": "`slug/rule` each; without a rule nothing of that brand is hidden."},
    )
    asked = fields.List(
        fields.String(validate=validate.Length(max=40)),
        load_default=list,
        metadata={"description": "The brands for which a rule was asked for."},
    )
    back = fields.String(load_default="", validate=validate.Length(max=2000))


class FilterForm(Schema):
    name = fields.String(required=True, validate=[validate.Length(min=1, max=60), PRINTABLE])
    back = fields.String(load_default="", validate=validate.Length(max=2000))
