"""Replies: checked, kept, sent; who is looking."""

from marshmallow import Schema, fields, validate

from bpo.conversations.rules.drafts import KEY, LONGEST_TEXT, DraftKind
from bpo.core.i18n import N_

CLIENT_KEY = validate.Regexp(KEY, error=N_("Not a valid key."))


class ReplyCheckIn(Schema):
    text = fields.String(required=True, validate=validate.Length(max=LONGEST_TEXT))
    kind = fields.Enum(DraftKind, by_value=True, load_default=DraftKind.REPLY)
    in_parts = fields.Boolean(
        load_default=False,
        metadata={"description": "It may be sent in several messages, where it is too long for one."},
    )


class ReplyFindingOut(Schema):
    rule = fields.String()
    severity = fields.String()
    start = fields.Integer()
    end = fields.Integer()
    text = fields.String()
    message = fields.String()
    suggestions = fields.List(fields.String())


class ReplyLengthOut(Schema):
    used = fields.Integer()
    limit = fields.Integer(allow_none=True)
    unit = fields.String()


class ReplyCheckOut(Schema):
    language = fields.String()
    verdict = fields.String()
    line = fields.String(metadata={"description": "What would become of the text, in one sentence."})
    rule_set = fields.Integer(allow_none=True)
    findings = fields.List(fields.Nested(ReplyFindingOut))
    length = fields.Nested(ReplyLengthOut)
    parts = fields.List(
        fields.String(),
        metadata={
            "description": "The messages it would be sent in; none where it is too long for any number."
        },
    )


class DraftIn(Schema):
    text = fields.String(required=True, validate=validate.Length(max=LONGEST_TEXT))
    version = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0),
        metadata={"description": "The version that the text was typed upon; 0 for a new draft."},
    )
    kind = fields.Enum(
        DraftKind,
        by_value=True,
        load_default=None,
        metadata={"description": "Without one it stays what it was; a new draft is a reply."},
    )
    window = fields.String(
        load_default=None,
        validate=CLIENT_KEY,
        metadata={"description": "Where it is typed: a repeated save from there is never out of date."},
    )


class SubmissionIn(DraftIn):
    override_reason = fields.String(load_default=None, allow_none=True)
    promise_at = fields.AwareDateTime(load_default=None, allow_none=True)
    compensation_amount = fields.String(load_default="", validate=validate.Length(max=30))
    compensation_reason = fields.String(load_default="", validate=validate.Length(max=1000))
    seen_message = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "The last message that the author had in front of them."},
    )
    despite_answer = fields.Boolean(load_default=False)
    ask_colleague = fields.Boolean(load_default=False)
    ask_client = fields.Boolean(
        load_default=False,
        metadata={"description": "Ask the client to exempt this reply from what blocks it."},
    )
    in_parts = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=99),
        metadata={
            "description": "In how many messages its author saw that it would be sent. Another number is refused."
        },
    )


class DraftOut(Schema):
    key = fields.String(attribute="client_key")
    id = fields.UUID()
    kind = fields.String()
    state = fields.String()
    text = fields.String()
    version = fields.Integer()
    saved_at = fields.AwareDateTime()
    stale = fields.Boolean(
        metadata={"description": "A newer text stood: it is `text`; the one that was given is kept aside."}
    )
    verdict = fields.String(allow_none=True)
    rule_set = fields.Integer(attribute="rule_set_version", allow_none=True)
    findings = fields.List(fields.Nested(ReplyFindingOut))
    override_reason = fields.String(allow_none=True)
    submitted_at = fields.AwareDateTime(allow_none=True)
    sent_at = fields.AwareDateTime(allow_none=True)
    promise_at = fields.AwareDateTime(allow_none=True)
    failure = fields.String(allow_none=True)
    in_parts = fields.Boolean(metadata={"description": "Its author chose to send it in several messages."})


class DraftListOut(Schema):
    items = fields.List(fields.Nested(DraftOut))


class PresenceIn(Schema):
    writing = fields.Boolean(load_default=False)


class PresentOut(Schema):
    name = fields.String()
    writing = fields.Boolean()


class PresenceOut(Schema):
    here = fields.List(fields.Nested(PresentOut))
    sentence = fields.String()
    stamp = fields.String(metadata={"description": "Changes when the page shows something old."})
    holds = fields.Boolean(metadata={"description": "Whether the caller may send: they hold the claim."})
