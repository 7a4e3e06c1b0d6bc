"""What others decide: departments, approvals; what is hidden by a rule."""

from marshmallow import Schema, fields, validate

from bpo.channels.adapters.base import Act
from bpo.conversations.rules.approval import Tier
from bpo.conversations.rules.handoffs import SHOWN
from bpo.conversations.schemas.common import CURSOR, LONGEST_WORDS
from bpo.web.paging import PAGE_SIZE


class HandoffIn(Schema):
    department = fields.String(required=True, validate=validate.Length(min=1, max=60))
    question = fields.String(required=True, validate=validate.Length(max=LONGEST_WORDS))


class ModerationIn(Schema):
    act = fields.String(required=True, validate=validate.OneOf([one.value for one in Act]))
    rule = fields.String(load_default="", validate=validate.Length(max=100))
    all_of_author = fields.Boolean(load_default=False)


class ModerationItemOut(Schema):
    id = fields.UUID()
    act = fields.String()
    rule = fields.String(allow_none=True)
    state = fields.String(metadata={"description": "waiting, done or failed."})
    asked_at = fields.AwareDateTime()
    done_at = fields.AwareDateTime(allow_none=True)
    failure = fields.String(allow_none=True)


class ModerationOut(Schema):
    stands = fields.String(metadata={"description": "On its network: shown, hidden or deleted."})
    gone_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "Deleted there by its author or the network, not by us."}
    )
    acts = fields.List(fields.String(), metadata={"description": "What may be asked for now."})
    items = fields.List(fields.Nested(ModerationItemOut))


class ModerationAskedOut(ModerationOut):
    asked = fields.Integer(metadata={"description": "Of how many messages the network is being told."})


class AnswerIn(Schema):
    answer = fields.String(required=True, validate=validate.Length(max=LONGEST_WORDS))


class HandoffQuery(Schema):
    show = fields.String(load_default="open", validate=validate.OneOf(tuple(SHOWN)))
    cursor = fields.String(validate=CURSOR)


class HandoffPageQuery(HandoffQuery):
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class HandoffOut(Schema):
    id = fields.UUID()
    conversation_id = fields.UUID()
    department = fields.String()
    question = fields.String()
    asked_at = fields.AwareDateTime()
    asked_by = fields.String(attribute="asked_by_name")
    due_at = fields.AwareDateTime(allow_none=True)
    state = fields.String()
    answer = fields.String(allow_none=True)
    answered_at = fields.AwareDateTime(allow_none=True)
    answered_by = fields.String(attribute="answered_by_name", allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)


class HandoffListOut(Schema):
    items = fields.List(fields.Nested(HandoffOut))
    next_cursor = fields.String(allow_none=True)


class DecisionIn(Schema):
    deed = fields.String(required=True, validate=validate.OneOf(("approve", "return", "pass_on")))
    text = fields.String(
        validate=validate.Length(max=LONGEST_WORDS),
        metadata={"description": "The approver's own words, where they change the author's."},
    )
    note = fields.String(load_default="", validate=validate.Length(max=LONGEST_WORDS))
    to = fields.Enum(Tier, by_value=True, load_default=Tier.SUPERVISOR)


class WhyOut(Schema):
    code = fields.String()
    values = fields.Dict()


class ApprovalOut(Schema):
    id = fields.UUID()
    conversation_id = fields.UUID()
    draft_id = fields.UUID()
    step = fields.Integer()
    tier = fields.String()
    state = fields.String()
    reasons = fields.List(fields.Nested(WhyOut))
    text = fields.String()
    submitted_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    decided_by = fields.String(attribute="decided_by_name", allow_none=True)
    decided_text = fields.String(allow_none=True)
    note = fields.String(allow_none=True)


class ApprovalListOut(Schema):
    items = fields.List(fields.Nested(ApprovalOut))
