"""What comes in with the forms and the API, and what goes out."""

from datetime import timedelta
from typing import Any

from marshmallow import Schema, fields, validate

from bpo.core.vocabulary import LanguageCode, Network
from bpo.surveys.queries.answers import FIGURES
from bpo.surveys.rules.answers import LONGEST_COMMENT
from bpo.surveys.rules.plan import LONGEST_APART, LONGEST_DELAY, LONGEST_OPEN, NETWORKS, Plan
from bpo.surveys.rules.wording import LONGEST
from bpo.web.paging import PAGE_SIZE

LANGUAGES = [one.value for one in LanguageCode]


class PeriodQuery(Schema):
    """Dates in the brand's time zone; without them the latest month with anything in it."""

    from_date = fields.String(data_key="from", metadata={"format": "date"})
    to_date = fields.String(
        data_key="to", metadata={"format": "date", "description": "The date before which it ends."}
    )


class AnswersQuery(PeriodQuery):
    figure = fields.String(load_default="answers", validate=validate.OneOf(list(FIGURES)))
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    network = fields.String(validate=validate.OneOf([one.value for one in Network]))
    agent = fields.String(validate=validate.Length(1, 254))
    cursor = fields.String()
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(1, 200))


class PlanFieldsIn(Schema):
    """A plan without its wording, which a form sends text by text."""

    is_on = fields.Boolean(required=True)
    networks = fields.List(fields.String(validate=validate.OneOf(NETWORKS)), load_default=list)
    delay_minutes = fields.Integer(
        required=True, validate=validate.Range(0, int(LONGEST_DELAY.total_seconds() // 60))
    )
    apart_days = fields.Integer(required=True, validate=validate.Range(0, LONGEST_APART))
    open_days = fields.Integer(required=True, validate=validate.Range(1, LONGEST_OPEN))
    asks_recommend = fields.Boolean(required=True)


class PlanIn(PlanFieldsIn):
    wording = fields.Dict(
        keys=fields.String(validate=validate.OneOf(LANGUAGES)),
        values=fields.Dict(
            keys=fields.String(validate=validate.OneOf(list(LONGEST))), values=fields.String()
        ),
        load_default=dict,
        metadata={"description": "Only what differs from the usual wording, by language and text."},
    )


class PlanOut(Schema):
    version = fields.Integer(allow_none=True)
    is_on = fields.Boolean()
    networks = fields.List(fields.String())
    delay_minutes = fields.Integer()
    apart_days = fields.Integer()
    open_days = fields.Integer()
    asks_recommend = fields.Boolean()
    wording = fields.Dict()


class AnswerIn(Schema):
    """What a customer sends from the page; the rule says what is wrong with it."""

    score = fields.Integer(load_default=None)
    recommend = fields.Integer(load_default=None)
    comment = fields.String(load_default=None, validate=validate.Length(max=LONGEST_COMMENT * 2))


class BroughtIn(Schema):
    """An answer that another system asked for."""

    external_id = fields.String(required=True, validate=validate.Length(1, 200))
    score = fields.Integer(required=True)
    recommend = fields.Integer(load_default=None, allow_none=True)
    comment = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_COMMENT * 2)
    )
    answered_at = fields.AwareDateTime(load_default=None, allow_none=True)
    language = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(LANGUAGES))
    account = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "network:handle", "example": "generic:care"},
    )
    message = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "The network's id of a message of the conversation that it is about."},
    )


class AnswerOut(Schema):
    """`agent` and `conversation_id` are for the vendor's people: a client's are not given them."""

    id = fields.UUID()
    score = fields.Integer()
    recommend = fields.Integer(allow_none=True)
    comment = fields.String(allow_none=True)
    language = fields.String(allow_none=True)
    network = fields.String(allow_none=True)
    public_mood = fields.String(allow_none=True)
    external_id = fields.String(allow_none=True)
    answered_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()
    agent = fields.String(allow_none=True)
    conversation_id = fields.UUID(allow_none=True)


class AnswersOut(Schema):
    items = fields.List(fields.Nested(AnswerOut))
    next_cursor = fields.String(allow_none=True)


def plan_from(told: dict[str, Any]) -> Plan:
    """A plan from the fields of the schema."""
    return Plan(
        is_on=told["is_on"],
        networks=frozenset(told["networks"]),
        delay=timedelta(minutes=told["delay_minutes"]),
        apart_days=told["apart_days"],
        open_days=told["open_days"],
        asks_recommend=told["asks_recommend"],
    )
