"""What programs send about brands and get back. Sections keep the keys and units of their normal form."""

from marshmallow import Schema, fields


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


class DryRunIn(Schema):
    dry_run = fields.Boolean(load_default=False)


class ChangeOut(Schema):
    section = fields.String()
    text = fields.Function(str)


class ChangesOut(Schema):
    slug = fields.String()
    dry_run = fields.Boolean()
    changes = fields.List(fields.Nested(ChangeOut))
