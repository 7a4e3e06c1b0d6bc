"""What one shift leaves to the next."""

from marshmallow import Schema, fields, validate

from bpo.conversations.schemas.common import CURSOR
from bpo.web.paging import PAGE_SIZE


class LogQuery(Schema):
    brand = fields.String(validate=validate.Length(max=40))
    show = fields.String(validate=validate.OneOf(("all", "to_do")))
    cursor = fields.String(validate=CURSOR)


class BrandLogQuery(Schema):
    show = fields.String(load_default="all", validate=validate.OneOf(("all", "to_do")))
    cursor = fields.String(validate=CURSOR)
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class ShiftNoteIn(Schema):
    brand = fields.String(required=True, validate=validate.Length(1, 40))
    text = fields.String(required=True, validate=validate.Length(1, 2000))
    conversation = fields.String(load_default="", validate=validate.Length(max=500))
    to_do = fields.Boolean(load_default=False)


class BrandShiftNoteIn(Schema):
    text = fields.String(required=True, validate=validate.Length(1, 2000))
    to_do = fields.Boolean(load_default=False)
    conversation_id = fields.UUID(load_default=None)


class ShiftNoteOut(Schema):
    id = fields.UUID()
    text = fields.String()
    to_do = fields.Boolean()
    conversation_id = fields.UUID(allow_none=True)
    written_at = fields.AwareDateTime()
    written_by = fields.UUID()
    done_at = fields.AwareDateTime(allow_none=True)
    done_by = fields.UUID(allow_none=True)


class ShiftLogOut(Schema):
    items = fields.List(fields.Nested(ShiftNoteOut))
    next_cursor = fields.String(allow_none=True)
