"""What comes in with the forms and from programs, and what the API gives."""

from marshmallow import Schema, fields, validate

from bpo.qa.rules.reviews import LONGEST_REASON, Verdict
from bpo.qa.rules.sampling import LONGEST_WINDOW_DAYS, MOST_A_WEEK, Certain, Mode
from bpo.qa.rules.scorecards import LONGEST_HELP, LONGEST_NAME, CriterionClass
from bpo.qa.rules.scoring import LONGEST_NOTE, Answer

MODES = validate.OneOf([one.value for one in Mode])
CERTAIN = validate.OneOf([one.value for one in Certain])
ANSWERS = validate.OneOf([one.value for one in Answer])
VERDICTS = validate.OneOf([one.value for one in Verdict])


def _a_week() -> fields.Integer:
    return fields.Integer(required=True, validate=validate.Range(min=0, max=MOST_A_WEEK))


def _days() -> fields.Integer:
    return fields.Integer(required=True, validate=validate.Range(min=1, max=LONGEST_WINDOW_DAYS))


class SamplingPlanIn(Schema):
    mode = fields.String(required=True, validate=MODES)
    per_week = _a_week()
    share = fields.Float(required=True, validate=validate.Range(min=0, max=1))
    dismissals_per_week = _a_week()
    certain = fields.List(fields.String(validate=CERTAIN), required=True)
    review_days = _days()
    dispute_days = _days()


class PlanFormIn(Schema):
    """The form speaks of percent."""

    mode = fields.String(required=True, validate=MODES)
    per_week = _a_week()
    percent = fields.Float(required=True, validate=validate.Range(min=0, max=100))
    dismissals_per_week = _a_week()
    certain = fields.List(fields.String(validate=CERTAIN), load_default=list)
    review_days = _days()
    dispute_days = _days()


class SamplingPlanOut(SamplingPlanIn):
    version = fields.Integer()
    created_at = fields.AwareDateTime()


class CriterionIn(Schema):
    key = fields.String(required=True)
    name = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME))
    help = fields.String(load_default="", validate=validate.Length(max=LONGEST_HELP))
    kind = fields.String(
        required=True,
        data_key="class",
        validate=validate.OneOf([one.value for one in CriterionClass]),
    )
    weight = fields.Integer(load_default=0)
    allows_na = fields.Boolean(load_default=False)
    auto_fail = fields.Boolean(load_default=False)
    evidence = fields.List(fields.String(), load_default=list)


class ScorecardIn(Schema):
    """`version`: the one the change was made upon; a newer one in between is refused."""

    version = fields.Integer(load_default=None)
    criteria = fields.List(fields.Nested(CriterionIn), required=True)


class ScorecardOut(Schema):
    version = fields.Integer()
    criteria = fields.Raw()
    created_at = fields.AwareDateTime()


class ReviewCursorQuery(Schema):
    cursor = fields.String(load_default=None)


class WaitingOut(Schema):
    id = fields.UUID()
    brand = fields.String()
    kind = fields.String()
    purpose = fields.String()
    network = fields.String()
    account = fields.String()
    done_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    is_mine = fields.Boolean()


class WaitingPageOut(Schema):
    items = fields.List(fields.Nested(WaitingOut))
    next_cursor = fields.String(allow_none=True)


class ChooseIn(Schema):
    message_id = fields.UUID(required=True)


class SampleOut(Schema):
    id = fields.UUID()
    kind = fields.String()
    purpose = fields.String()
    state = fields.String()
    done_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()


class ThreadMessageOut(Schema):
    id = fields.UUID()
    direction = fields.String()
    text = fields.String()
    posted_at = fields.AwareDateTime()
    visibility = fields.String()


class ScoreOut(Schema):
    criterion = fields.String()
    answer = fields.String(allow_none=True)
    first_answer = fields.String(allow_none=True)
    note = fields.String()
    is_disputed = fields.Boolean()
    verdict = fields.String(allow_none=True)


class DeskOut(Schema):
    """A sample with all that is needed to judge it; whose work it is is not in it."""

    sample = fields.Nested(SampleOut)
    reviewed_message_id = fields.UUID(allow_none=True)
    dismissed_because = fields.String(allow_none=True)
    before = fields.List(fields.Nested(ThreadMessageOut))
    after = fields.List(fields.Nested(ThreadMessageOut))
    findings = fields.Raw()
    reader = fields.String(allow_none=True)
    rule_set_version = fields.Integer(allow_none=True)
    guide = fields.Raw()
    criteria = fields.Raw()
    scores = fields.List(fields.Nested(ScoreOut))
    note = fields.String(allow_none=True)


class ScoreIn(Schema):
    answer = fields.String(load_default=None, allow_none=True, validate=ANSWERS)
    note = fields.String(load_default="", validate=validate.Length(max=LONGEST_NOTE))


class ReviewIn(Schema):
    """`scores`: by the key of a criterion."""

    scores = fields.Dict(keys=fields.String(), values=fields.Nested(ScoreIn), load_default=dict)
    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_NOTE))


class ReviewOut(Schema):
    """Scores are ratios; `agent_id` and notes are for the vendor and for the agent alone."""

    id = fields.UUID()
    kind = fields.String()
    purpose = fields.String()
    state = fields.String()
    done_at = fields.AwareDateTime()
    submitted_at = fields.AwareDateTime(allow_none=True)
    answer_until = fields.AwareDateTime(allow_none=True)
    probability = fields.Float(allow_none=True)
    customer_error = fields.Boolean(allow_none=True)
    business_error = fields.Boolean(allow_none=True)
    compliance_error = fields.Boolean(allow_none=True)
    auto_failed = fields.Boolean(allow_none=True)
    score = fields.Float(allow_none=True)
    first_score = fields.Float(allow_none=True)
    agent_id = fields.UUID(allow_none=True)
    note = fields.String(allow_none=True)
    scores = fields.List(fields.Nested(ScoreOut))


class ReviewsOut(Schema):
    items = fields.List(fields.Nested(ReviewOut))
    next_cursor = fields.String(allow_none=True)


class ReviewsQuery(Schema):
    """The period in the brand's dates, `to` excluded; the latest month with reviews where it is not given."""

    from_ = fields.String(data_key="from", load_default=None)
    to = fields.String(load_default=None)
    cursor = fields.String(load_default=None)


class AutomaticQuery(Schema):
    """The period in the brand's dates, `to` excluded; the last thirty days where it is not given."""

    from_ = fields.String(data_key="from", load_default=None)
    to = fields.String(load_default=None)


class CheckedRepliesQuery(AutomaticQuery):
    """`agent` is an id, or `unknown`; `engine_rule` is named as the engine of grammar does.

    `rule` is named as in the figures: `tone` is what words show, `likely:tone` what the reader says. `reader` is how
    replies stand with the reader; `never` are `old` and `not_read` together.
    """

    rule = fields.String(load_default=None)
    found = fields.String(load_default=None, validate=validate.OneOf(["clean", "not_clean"]))
    language = fields.String(load_default=None)
    agent = fields.String(load_default=None)
    grammar = fields.String(load_default=None, validate=validate.OneOf(["checked", "waiting", "not_checked"]))
    engine_rule = fields.String(load_default=None)
    reader = fields.String(
        load_default=None, validate=validate.OneOf(["read", "waiting", "old", "not_read", "never"])
    )
    cursor = fields.String(load_default=None)


class AutomaticOut(Schema):
    """A machine's findings, never part of a score. Every share with its 95 % interval; `clean` has no warning.

    No share of clean ones is of replies whose grammar could not be checked, or that the reader could not read; `grammar`
    and `reader` count them by the reason. In `rules` what the reader finds stands apart: `likely:` and the rule's name.
    """

    period = fields.Raw()
    checked = fields.Integer()
    clean = fields.Raw()
    rules = fields.Raw()
    languages = fields.Raw()
    grammar = fields.Raw()
    reader = fields.Raw()
    agents = fields.Raw()


class CheckedReplyOut(Schema):
    """One reply; places of findings in code points of its text."""

    id = fields.UUID()
    message_id = fields.UUID()
    conversation_id = fields.UUID()
    account_id = fields.UUID()
    agent_id = fields.UUID(allow_none=True)
    language = fields.String()
    rule_set_version = fields.Integer(allow_none=True)
    posted_at = fields.AwareDateTime()
    checked_at = fields.AwareDateTime()
    findings = fields.Raw()
    grammar_state = fields.String(allow_none=True)
    grammar_unread = fields.String(allow_none=True)
    reader_state = fields.String(allow_none=True)
    reader_unread = fields.String(allow_none=True)
    reader_version = fields.String(allow_none=True)


class CheckedRepliesOut(Schema):
    items = fields.List(fields.Nested(CheckedReplyOut))
    next_cursor = fields.String(allow_none=True)


class DisputeIn(Schema):
    reason = fields.String(required=True, validate=validate.Length(max=LONGEST_REASON))
    criteria = fields.List(fields.String(), required=True)


class DisputeOut(Schema):
    id = fields.UUID()
    review_id = fields.UUID()
    reason = fields.String()
    criteria = fields.Raw()
    raised_at = fields.AwareDateTime()
    decided_at = fields.AwareDateTime(allow_none=True)
    note = fields.String(allow_none=True)


class DisputesOut(Schema):
    items = fields.List(fields.Nested(DisputeOut))


class DisputeDecisionIn(Schema):
    verdicts = fields.Dict(keys=fields.String(), values=fields.String(validate=VERDICTS), required=True)
    note = fields.String(required=True, validate=validate.Length(max=LONGEST_REASON))


class QualityOut(Schema):
    """Every share with its 95 % interval, how many reviews it is of, and what they are worth."""

    period = fields.Raw()
    reviewed = fields.Integer()
    sampled = fields.Integer()
    accuracy = fields.Raw()
    score = fields.Raw()
    criteria = fields.Raw()
    dismissals = fields.Raw()
    agents = fields.Raw()
