"""What comes in with a question for a report."""

from marshmallow import Schema, fields


class ReportIn(Schema):
    """The parameters of a report in the address; `tenants.rules.period` reads them."""

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
