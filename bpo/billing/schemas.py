"""What comes in with a question about money, and statements as programs read them."""

from marshmallow import EXCLUDE, Schema, fields, validate

from bpo.reports.rules.months import LONGEST_REASONS


class StatedIn(Schema):
    """What no report measures: hours and full-time people, where the contract pays by them."""

    class Meta:
        unknown = EXCLUDE

    hours = fields.Decimal(load_default=None, allow_none=True)
    ftes = fields.Decimal(load_default=None, allow_none=True)


class CorrectionIn(StatedIn):
    reason = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_REASONS))


class StatementsQuery(Schema):
    before = fields.Integer(
        load_default=None,
        validate=validate.Range(min=1),
        metadata={"description": "Go on with the statements before this number."},
    )
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class StatementOut(Schema):
    """A statement in short; the total of a correction is the difference."""

    number = fields.Integer()
    month = fields.Date(format="%Y-%m")
    corrects = fields.Integer(allow_none=True)
    restatement = fields.Integer(allow_none=True)
    contract_version = fields.Integer()
    seal = fields.String(metadata={"description": "Of the month that it was computed from."})
    currency = fields.String()
    total = fields.String()
    reason = fields.String(allow_none=True)
    made_at = fields.AwareDateTime()
    made_by_name = fields.String()


class StatementsOut(Schema):
    items = fields.List(fields.Nested(StatementOut))
    before = fields.Integer(
        allow_none=True, metadata={"description": "Ask for the statements before this number."}
    )


class OneStatementOut(StatementOut):
    """A statement with its lines, each with its formula and what stands behind it."""

    content = fields.Raw()


class WhatIfIn(StatedIn):
    """Other terms for a sealed month: the section `contract` of a brand file, as JSON of texts."""

    contract = fields.Dict(
        required=True,
        metadata={"description": "The section `contract` of a brand file; shares are texts such as `90%`."},
    )


class ComputedOut(Schema):
    currency = fields.String()
    fee = fields.String()
    at_risk = fields.String()
    credit = fields.String()
    earned_back = fields.String()
    total = fields.String()
    lines = fields.Raw()


class WhatIfOut(Schema):
    """The month as it was agreed, null where its own contract names no money; and as it would be."""

    as_agreed = fields.Nested(ComputedOut, allow_none=True)
    otherwise = fields.Nested(ComputedOut)
