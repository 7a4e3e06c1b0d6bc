"""Erasing, how long texts are kept, and where we may look behind links."""

from marshmallow import Schema, fields, validate

from bpo.conversations.rules.erasure import MOST_MONTHS, ErasureReason
from bpo.conversations.schemas.common import CURSOR
from bpo.web.paging import PAGE_SIZE


class ErasureIn(Schema):
    reason = fields.Enum(ErasureReason, by_value=True, required=True)


class ErasureForm(Schema):
    reason = fields.String(required=True, validate=validate.OneOf([one.value for one in ErasureReason]))
    word = fields.String(required=True, validate=validate.Length(max=40))


class ErasureOut(Schema):
    id = fields.UUID()
    kind = fields.String()
    customer_id = fields.UUID(allow_none=True)
    author_id = fields.UUID(allow_none=True, metadata={"description": "An author of mentions."})
    reason = fields.String()
    asked_at = fields.AwareDateTime()
    asked_by = fields.UUID(allow_none=True)
    done_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Null while it waits."})
    conversations = fields.Integer()
    messages = fields.Integer(metadata={"description": "Of an author: their posts."})


class ErasureListQuery(Schema):
    cursor = fields.String(validate=CURSOR)
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class ErasureListOut(Schema):
    items = fields.List(fields.Nested(ErasureOut))
    next_cursor = fields.String(allow_none=True)


class RetentionIn(Schema):
    months = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=1, max=MOST_MONTHS),
        metadata={"description": "Null: texts are kept as long as the brand is."},
    )


class RetentionOut(Schema):
    months = fields.Integer(allow_none=True)


class PreviewsIn(Schema):
    in_public = fields.Boolean(required=True)
    in_private = fields.Boolean(
        required=True, metadata={"description": "A link in a private message may be one person's alone."}
    )


class PreviewsOut(Schema):
    in_public = fields.Boolean()
    in_private = fields.Boolean()
