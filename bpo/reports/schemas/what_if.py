"""A period by other service levels, as programs ask for it and read it."""

from marshmallow import Schema, fields, validate

from bpo.conversations.rules.clocks import Verdict
from bpo.conversations.rules.fold import ClockKind
from bpo.reports.schemas.months import ReportIn

LONGEST = 10 * 366 * 86_400  # seconds, as in the brand file
_SECONDS = validate.Range(min=1, max=LONGEST)


class LevelTermsIn(Schema):
    """Other terms of one level: what is not named stays, null is no target."""

    first_response = fields.Integer(
        strict=True, allow_none=True, validate=_SECONDS, metadata={"description": "Seconds."}
    )
    next_response = fields.Integer(strict=True, allow_none=True, validate=_SECONDS)
    resolution = fields.Integer(strict=True, allow_none=True, validate=_SECONDS)
    calendar = fields.String(metadata={"description": "The name of a calendar in force, or `always`."})


class LevelsIn(ReportIn):
    levels = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(LevelTermsIn),
        required=True,
        metadata={"description": "By the name of a service level."},
    )


class TurnedOut(Schema):
    turn = fields.UUID(attribute="turn_id")
    kind = fields.Enum(ClockKind, by_value=True)
    started_at = fields.AwareDateTime()
    before = fields.Enum(Verdict, by_value=True)
    after = fields.Enum(Verdict, by_value=True)


class WhatIfLevelsOut(Schema):
    """Figures with exclusions as they are and as they would be, and the turns that end otherwise."""

    before = fields.Raw()
    after = fields.Raw()
    turned = fields.List(fields.Nested(TurnedOut))
