"""What comes in about staffing, and what goes out. Forms speak of days, programs of instants."""

from typing import Any

from marshmallow import Schema, fields, validate

from bpo.core.vocabulary import LanguageCode
from bpo.identity.permissions import Profile
from bpo.staffing.rules import BEST_MARK, COMPETENCIES, LONGEST_NAME, LONGEST_REASON, Level
from bpo.staffing.rules.cover import MOST_EXCEPTIONS, MOST_PEOPLE
from bpo.staffing.rules.profiles import BEST_SCORE, SCORED, Step
from bpo.staffing.rules.shifts import MOST_WEEKS_COPIED, AbsenceKind

PROFILES = validate.OneOf([profile.value for profile in Profile])
LEVELS = validate.OneOf([level.value for level in Level])
LANGUAGES = validate.OneOf([language.value for language in LanguageCode])
MARKS = validate.Range(min=1, max=BEST_MARK)
TEXT = validate.Length(max=1000)
NOT_JUDGED = 0  # in the form, where a mark is chosen from a list


class CertifyIn(Schema):
    """The form: the first and the last day, in the brand's own time."""

    user_id = fields.UUID(required=True)
    profile = fields.String(required=True, validate=PROFILES)
    level = fields.String(required=True, validate=LEVELS)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    waiver = fields.String(load_default="", validate=validate.Length(max=LONGEST_REASON))


class CertificationIn(Schema):
    user_id = fields.UUID(required=True)
    profile = fields.String(load_default=Profile.RESPONDER.value, validate=PROFILES)
    level = fields.String(load_default=Level.REGULAR.value, validate=LEVELS)
    valid_from = fields.AwareDateTime(required=True)
    valid_until = fields.AwareDateTime(required=True)
    waiver = fields.String(load_default="", validate=validate.Length(max=LONGEST_REASON))


class ReasonIn(Schema):
    reason = fields.String(load_default="", validate=validate.Length(max=LONGEST_REASON))


class AssignFormIn(Schema):
    """`user:ID` or `team:ID`."""

    whom = fields.String(required=True, validate=validate.Length(max=60))


class AssignmentIn(Schema):
    user_id = fields.UUID(load_default=None)
    team_id = fields.UUID(load_default=None)


class DescribeIn(Schema):
    profile = fields.String(required=True, validate=PROFILES)
    level = fields.String(required=True, validate=LEVELS)
    languages = fields.List(fields.String(validate=LANGUAGES), load_default=list)
    competencies = fields.Dict(keys=fields.String(), values=fields.Integer(validate=MARKS), load_default=dict)
    evidence = fields.String(load_default="", validate=TEXT)


def describe_form(profile: Profile) -> Schema:
    """The form of a profile: one choice a competency."""
    marks: dict[str, Any] = {
        f"mark_{word.value}": fields.Integer(
            load_default=NOT_JUDGED, validate=validate.Range(min=NOT_JUDGED, max=BEST_MARK)
        )
        for word in COMPETENCIES[profile]
    }
    return Schema.from_dict(
        {
            "level": fields.String(required=True, validate=LEVELS),
            "languages": fields.List(fields.String(validate=LANGUAGES), load_default=list),
            "evidence": fields.String(load_default="", validate=TEXT),
            **marks,
        },
        name="DescribeFormIn",
    )()


class TeamIn(Schema):
    name = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_NAME))


class MemberIn(Schema):
    user_id = fields.UUID(required=True)


class CertificationOut(Schema):
    id = fields.UUID()
    brand_id = fields.UUID(attribute="tenant_id")
    user_id = fields.UUID()
    profile = fields.String()
    level = fields.String()
    state = fields.String()
    valid_from = fields.AwareDateTime()
    valid_until = fields.AwareDateTime()
    granted_by = fields.UUID(allow_none=True)
    granted_at = fields.AwareDateTime()
    suspended_at = fields.AwareDateTime(allow_none=True)
    revoked_at = fields.AwareDateTime(allow_none=True)
    waiver = fields.String(allow_none=True)


class CertificationsOut(Schema):
    items = fields.List(fields.Nested(CertificationOut))


class AssignmentOut(Schema):
    id = fields.UUID()
    brand_id = fields.UUID(attribute="tenant_id")
    user_id = fields.UUID(allow_none=True)
    team_id = fields.UUID(allow_none=True)
    assigned_at = fields.AwareDateTime()


class StaffLineOut(Schema):
    user_id = fields.UUID()
    name = fields.String()
    profile = fields.String()
    level = fields.String(allow_none=True)
    languages = fields.List(fields.String())
    state = fields.String(allow_none=True)
    valid_until = fields.AwareDateTime(allow_none=True)
    certification_id = fields.UUID(allow_none=True)
    assignment_id = fields.UUID(allow_none=True)
    teams = fields.List(fields.UUID())
    serves = fields.Boolean()


class StaffOut(Schema):
    items = fields.List(fields.Nested(StaffLineOut))
    responders = fields.Dict(keys=fields.String(), values=fields.Integer())


class ProfileOut(Schema):
    id = fields.UUID()
    user_id = fields.UUID()
    profile = fields.String()
    level = fields.String()
    languages = fields.List(fields.String())
    competencies = fields.Dict(keys=fields.String(), values=fields.Integer())


class PersonOut(Schema):
    user_id = fields.UUID()
    name = fields.String()
    profiles = fields.List(fields.Nested(ProfileOut))
    certifications = fields.List(fields.Nested(CertificationOut))


class TeamOut(Schema):
    id = fields.UUID()
    name = fields.String()
    members = fields.List(fields.UUID())


class TeamsOut(Schema):
    items = fields.List(fields.Nested(TeamOut))


class StepIn(Schema):
    step = fields.String(required=True, validate=validate.OneOf([step.value for step in Step]))
    score = fields.Integer(load_default=None, validate=validate.Range(min=0, max=BEST_SCORE))
    note = fields.String(load_default="", validate=TEXT)


class StepWantedIn(Schema):
    step = fields.String(required=True, validate=validate.OneOf([step.value for step in Step]))
    pass_mark = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(min=1, max=BEST_SCORE)
    )


class DemandIn(Schema):
    requirements = fields.Dict(keys=fields.String(), values=fields.Integer(validate=MARKS), required=True)
    languages = fields.List(fields.String(validate=LANGUAGES), load_default=list)
    steps = fields.List(fields.Nested(StepWantedIn), required=True)


class CalibrateIn(DemandIn):
    note = fields.String(load_default="", validate=TEXT)


def demand_form(profile: Profile) -> Schema:
    """The form of what is asked of a profile: a mark a competency, a tick and perhaps a pass mark a step."""
    marks: dict[str, Any] = {
        f"mark_{word.value}": fields.Integer(
            load_default=NOT_JUDGED, validate=validate.Range(min=NOT_JUDGED, max=BEST_MARK)
        )
        for word in COMPETENCIES[profile]
    }
    passes: dict[str, Any] = {
        f"pass_{step.value}": fields.Integer(
            load_default=None, validate=validate.Range(min=1, max=BEST_SCORE)
        )
        for step in SCORED
    }
    return Schema.from_dict(
        {
            "languages": fields.List(fields.String(validate=LANGUAGES), load_default=list),
            "steps": fields.List(
                fields.String(validate=validate.OneOf([step.value for step in Step])), load_default=list
            ),
            "note": fields.String(load_default="", validate=TEXT),
            **marks,
            **passes,
        },
        name="DemandFormIn",
    )()


class ShiftIn(Schema):
    user_id = fields.UUID(required=True)
    day = fields.Date(required=True)
    start = fields.Time(required=True, format="%H:%M")
    end = fields.Time(required=True, format="%H:%M")
    time_zone = fields.String(required=True, validate=validate.Length(max=60))
    profile = fields.String(load_default=Profile.RESPONDER.value, validate=PROFILES)
    brands = fields.List(fields.String(validate=validate.Length(max=40)), load_default=list)


class CopyWeekIn(Schema):
    week = fields.Date(required=True)
    weeks = fields.Integer(required=True, validate=validate.Range(min=1, max=MOST_WEEKS_COPIED))
    time_zone = fields.String(required=True, validate=validate.Length(max=60))


class OwnAbsenceIn(Schema):
    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in AbsenceKind]))
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    note = fields.String(load_default="", validate=TEXT)


class AbsenceIn(OwnAbsenceIn):
    user_id = fields.UUID(required=True)


class WeekQuery(Schema):
    week = fields.Date(load_default=None)
    brand = fields.String(load_default="", validate=validate.Length(max=40))


class UnusualIn(Schema):
    weekdays = fields.List(
        fields.Integer(validate=validate.Range(min=0, max=6)), required=True, validate=validate.Length(min=1)
    )
    start = fields.Time(required=True, format="%H:%M")
    end = fields.Time(required=True, format="%H:%M")
    people = fields.Integer(required=True, validate=validate.Range(min=0, max=MOST_PEOPLE))


class NeedIn(Schema):
    usual = fields.Integer(required=True, validate=validate.Range(min=0, max=MOST_PEOPLE))
    exceptions = fields.List(
        fields.Nested(UnusualIn), load_default=list, validate=validate.Length(max=MOST_EXCEPTIONS)
    )


class PeriodQuery(Schema):
    """Up to 35 days; without, the week from now."""

    since = fields.AwareDateTime(load_default=None, data_key="from")
    until = fields.AwareDateTime(load_default=None)


class DemandOut(Schema):
    requirements = fields.Dict(keys=fields.String(), values=fields.Integer())
    languages = fields.List(fields.String())
    steps = fields.List(fields.Dict())


class CalibrationOut(Schema):
    id = fields.UUID()
    profile = fields.String()
    version = fields.Integer()
    state = fields.String()
    note = fields.String()
    asked = fields.Nested(DemandOut, attribute="spec")
    proposed_at = fields.AwareDateTime()
    decided_at = fields.AwareDateTime(allow_none=True)


class AskedOut(Schema):
    profile = fields.String()
    asked = fields.Nested(DemandOut)
    calibration = fields.Nested(CalibrationOut, allow_none=True)
    proposed = fields.Nested(CalibrationOut, allow_none=True)


class AskedListOut(Schema):
    items = fields.List(fields.Nested(AskedOut))


class LackOut(Schema):
    competency = fields.String()
    wanted = fields.Integer()
    has = fields.Integer(allow_none=True)


class GapOut(Schema):
    lacks = fields.List(fields.Nested(LackOut))
    languages = fields.List(fields.String())
    one_of = fields.List(fields.String())
    is_closed = fields.Boolean()


class StepStandOut(Schema):
    step = fields.String(attribute="wanted.step.value")
    pass_mark = fields.Integer(attribute="wanted.pass_mark", allow_none=True)
    state = fields.String(attribute="state.value")
    at = fields.AwareDateTime(allow_none=True)
    counts_until = fields.AwareDateTime(allow_none=True)


class WayOut(Schema):
    profile = fields.String()
    gap = fields.Nested(GapOut)
    steps = fields.List(fields.Nested(StepStandOut))


class ShiftOut(Schema):
    id = fields.UUID()
    user_id = fields.UUID()
    profile = fields.String()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    time_zone = fields.String()
    everywhere = fields.Boolean()
    brand_ids = fields.List(fields.UUID())


class ShiftsOut(Schema):
    items = fields.List(fields.Nested(ShiftOut))


class CopiedOut(Schema):
    planned = fields.Integer()
    taken = fields.Integer()


class AbsenceOut(Schema):
    id = fields.UUID()
    user_id = fields.UUID()
    kind = fields.String()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    state = fields.String()
    note = fields.String()


class AbsencesOut(Schema):
    items = fields.List(fields.Nested(AbsenceOut))


class StretchOut(Schema):
    starts_at = fields.AwareDateTime(attribute="span.start")
    ends_at = fields.AwareDateTime(attribute="span.end")
    cover = fields.String(attribute="cover.value")
    people = fields.Integer()
    need = fields.Integer()
    lacking = fields.List(fields.String())


class CoverageOut(Schema):
    need = fields.Nested(NeedIn)
    is_planned = fields.Boolean()
    stretches = fields.List(fields.Nested(StretchOut))
