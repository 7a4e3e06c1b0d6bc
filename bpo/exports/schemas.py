"""Exports as programs read them."""

from marshmallow import Schema, fields, validate

from bpo.exports.rules.states import ExportState
from bpo.web.paging import LONGEST_CURSOR, PAGE_SIZE


class ExportOut(Schema):
    id = fields.UUID()
    state = fields.String(validate=validate.OneOf([one.value for one in ExportState]))
    ordered_at = fields.AwareDateTime()
    ordered_by = fields.UUID(allow_none=True)
    as_of = fields.AwareDateTime(allow_none=True, metadata={"description": "The state that was read."})
    until = fields.AwareDateTime(allow_none=True, metadata={"description": "Kept until then."})
    size = fields.Integer(allow_none=True, metadata={"description": "Of the ZIP, in bytes."})
    manifest = fields.Dict(metadata={"description": "As in the ZIP; empty until it is made."})


class ExportListQuery(Schema):
    cursor = fields.String(validate=validate.Length(max=LONGEST_CURSOR))
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class ExportListOut(Schema):
    items = fields.List(fields.Nested(ExportOut))
    next_cursor = fields.String(allow_none=True)
