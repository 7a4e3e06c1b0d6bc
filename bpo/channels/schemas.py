"""What comes in with an upload."""

from marshmallow import Schema, fields, validate

FILE_FORMATS = ("jsonl", "twitter-csv")


class ImportIn(Schema):
    format = fields.String(required=True, validate=validate.OneOf(FILE_FORMATS))
