"""What comes in with a question for a report, and months as programs read them."""

from marshmallow import EXCLUDE, Schema, fields, validate

from bpo.reports.rules.by_place import SORTS, WORST
from bpo.reports.rules.figures import CLOCKS
from bpo.reports.rules.months import LONGEST_REASONS, MonthState

MONTH = validate.Regexp(r"^[0-9]{4}-(0[1-9]|1[0-2])\Z")


class ReportIn(Schema):
    """The parameters of a report in the address; `rules.period` reads them."""

    from_date = fields.String(
        required=True,
        data_key="from",
        metadata={"format": "date", "description": "First date, in the brand's time zone."},
    )
    to_date = fields.String(
        required=True,
        data_key="to",
        metadata={"format": "date", "description": "The date before which the period ends."},
    )
    as_of = fields.String(
        metadata={
            "format": "date-time",
            "description": "The instant the report is seen from; now by default.",
        }
    )


class PlacesQuery(Schema):
    """How the table of places is asked for; an empty tag is the accounts without any."""

    class Meta:
        unknown = EXCLUDE

    by = fields.String(load_default="tag", validate=validate.OneOf(["tag", "account"]))
    tag = fields.String(load_default=None, validate=validate.Length(max=60))
    clock = fields.String(load_default=CLOCKS[0], validate=validate.OneOf(CLOCKS))
    sort = fields.String(load_default=WORST, validate=validate.OneOf(SORTS))
    direction = fields.String(load_default="asc", validate=validate.OneOf(["asc", "desc"]))
    search = fields.String(load_default="", validate=validate.Length(max=100))
    cursor = fields.String(load_default=None)


class MonthsQuery(Schema):
    before = fields.String(validate=MONTH, metadata={"description": "Go on with the months before this one."})
    limit = fields.Integer(load_default=24, validate=validate.Range(min=1, max=120))


class MonthOut(Schema):
    """A month in short; shares are those it was computed with, else as they stand now."""

    month = fields.String()
    state = fields.String(validate=validate.OneOf([state.value for state in MonthState]))
    first_response = fields.Float(allow_none=True)
    next_response = fields.Float(allow_none=True)
    revision = fields.Integer(allow_none=True)
    as_of = fields.AwareDateTime(allow_none=True)
    signed_at = fields.AwareDateTime(allow_none=True)
    signed_by_name = fields.String(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    decided_by_name = fields.String(allow_none=True)
    reasons = fields.String(allow_none=True)
    accept_by = fields.AwareDateTime(
        allow_none=True, metadata={"description": "From when the month counts as accepted if nobody decides."}
    )
    accept_contract = fields.Integer(
        allow_none=True, metadata={"description": "The version of the contract that says so."}
    )
    is_deemed = fields.Boolean(
        allow_none=True, metadata={"description": "Whether it was accepted by the passing of time."}
    )
    seal = fields.String(allow_none=True)


class MonthsOut(Schema):
    items = fields.List(fields.Nested(MonthOut))
    before = fields.String(allow_none=True, metadata={"description": "Ask for the months before this one."})


class DifferenceOut(Schema):
    figure = fields.String(metadata={"description": "The path of the figure in the report."})
    said = fields.Raw(allow_none=True)
    found = fields.Raw(allow_none=True)


class RestatementOut(Schema):
    number = fields.Integer()
    lines = fields.List(fields.Nested(DifferenceOut))
    late_messages = fields.Integer()
    reason = fields.String()
    made_at = fields.AwareDateTime()
    made_by_name = fields.String()


class StandingOut(Schema):
    name = fields.String()
    is_share = fields.Boolean(metadata={"description": "A share of 1; otherwise seconds."})
    own = fields.Float()
    middle = fields.Float(metadata={"description": "The mean of the others' middle half, rounded."})
    others = fields.Integer()
    quarter = fields.Integer(metadata={"description": "In which quarter of all the brand is; 1 is the best."})


class ComparisonOut(Schema):
    industry = fields.String()
    standings = fields.List(
        fields.Nested(StandingOut), metadata={"description": "Empty with fewer than five others."}
    )


class OneMonthOut(MonthOut):
    """A month with its report, as it was computed; null before it was."""

    report = fields.Raw(allow_none=True)
    differences = fields.List(fields.Nested(DifferenceOut))
    corrections = fields.List(fields.Nested(DifferenceOut))
    restatements = fields.List(fields.Nested(RestatementOut))
    comparison = fields.Nested(
        ComparisonOut, allow_none=True, metadata={"description": "Beside other brands of the industry."}
    )


class RefusalIn(Schema):
    reasons = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_REASONS))


class RestatementIn(Schema):
    reason = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_REASONS))


class SealOut(Schema):
    seal = fields.String()
    found = fields.String(metadata={"description": "Computed again just now."})
    follows = fields.Boolean(metadata={"description": "Whether it follows the seal before."})
    is_whole = fields.Boolean(metadata={"description": "Whether nothing was changed."})


class CommentIn(Schema):
    text = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_REASONS))


class CommentOut(Schema):
    """A comment on a month; taken back, it has no text."""

    id = fields.UUID()
    text = fields.String(allow_none=True)
    is_vendors = fields.Boolean()
    written_at = fields.AwareDateTime()
    written_by_name = fields.String()
    taken_back_at = fields.AwareDateTime(allow_none=True)


class CommentsOut(Schema):
    items = fields.List(fields.Nested(CommentOut))
