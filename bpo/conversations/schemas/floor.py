"""The floor."""

from marshmallow import EXCLUDE, Schema, fields, validate

from bpo.conversations.rules.watch import USUAL_WITHIN, WITHIN


class FloorQuery(Schema):
    within = fields.Integer(
        load_default=USUAL_WITHIN,
        validate=validate.OneOf(WITHIN),
        metadata={"description": "Minutes ahead: what is due within them is counted as due soon."},
    )
    since = fields.String(validate=validate.Length(max=64))


class AccountsNowQuery(Schema):
    class Meta:
        unknown = EXCLUDE

    search = fields.String(load_default="", validate=validate.Length(max=100))
    network = fields.String(load_default="", validate=validate.Length(max=40))
    tag = fields.String(load_default="", validate=validate.Length(max=60))
    cursor = fields.String(load_default=None)


class WarningIn(Schema):
    minutes = fields.Integer(load_default=None)


class OnShiftOut(Schema):
    user_id = fields.UUID()
    name = fields.String()
    is_there = fields.Boolean(
        metadata={"description": "Whether they already work, at this brand or another."}
    )


class BrandFloorOut(Schema):
    brand = fields.String()
    waiting = fields.Integer(metadata={"description": "Put off or not."})
    put_off = fields.Integer()
    free = fields.Integer(metadata={"description": "Neither held by anybody nor put off."})
    urgent = fields.Integer()
    negative = fields.Integer()
    soon = fields.Integer()
    late = fields.Integer()
    oldest_at = fields.AwareDateTime(allow_none=True)
    approvals = fields.Integer(metadata={"description": "Replies that wait for somebody of the vendor."})
    approvals_of_client = fields.Integer()
    handoffs = fields.Integer()
    handoffs_late = fields.Integer()
    fate_unknown = fields.Integer(attribute="unknown", metadata={"description": "Of replies."})
    stuck = fields.Integer()
    failed = fields.Integer(metadata={"description": "In the last 24 hours."})
    pauses = fields.Integer(metadata={"description": "Switches that stop sending."})
    is_paused = fields.Boolean(metadata={"description": "Whether the whole brand is switched off."})
    ill = fields.Integer(metadata={"description": "Accounts out of reach."})
    responders = fields.Integer(metadata={"description": "Who may answer now."})
    languages_unanswered = fields.List(fields.String())
    on_shift = fields.List(
        fields.Nested(OnShiftOut), metadata={"description": "Who may answer and is on shift now."}
    )


class WorkerOut(Schema):
    user_id = fields.UUID()
    name = fields.String()
    conversations = fields.List(fields.UUID())
    seen_at = fields.AwareDateTime(allow_none=True)
    on_shift_at = fields.List(
        fields.String(), metadata={"description": "Brands for which a shift of theirs is running."}
    )


class FloorOut(Schema):
    as_of = fields.AwareDateTime()
    brands = fields.List(fields.Nested(BrandFloorOut))
    workers = fields.List(fields.Nested(WorkerOut))
