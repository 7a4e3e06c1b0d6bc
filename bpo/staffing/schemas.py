"""What comes in about staffing, and what goes out. Forms speak of days, programs of instants."""

from typing import Any

from marshmallow import Schema, fields, validate

from bpo.core.vocabulary import LanguageCode
from bpo.identity.permissions import Profile
from bpo.staffing.rules import BEST_MARK, COMPETENCIES, LONGEST_NAME, LONGEST_REASON, Level

PROFILES = validate.OneOf([profile.value for profile in Profile])
LEVELS = validate.OneOf([level.value for level in Level])
LANGUAGES = validate.OneOf([language.value for language in LanguageCode])
MARKS = validate.Range(min=1, max=BEST_MARK)
NOT_JUDGED = 0  # in the form, where a mark is chosen from a list


class CertifyIn(Schema):
    """The form: the first and the last day, in the brand's own time."""

    user_id = fields.UUID(required=True)
    profile = fields.String(required=True, validate=PROFILES)
    level = fields.String(required=True, validate=LEVELS)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)


class CertificationIn(Schema):
    user_id = fields.UUID(required=True)
    profile = fields.String(load_default=Profile.RESPONDER.value, validate=PROFILES)
    level = fields.String(load_default=Level.REGULAR.value, validate=LEVELS)
    valid_from = fields.AwareDateTime(required=True)
    valid_until = fields.AwareDateTime(required=True)


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
