"""Exclusions: what comes in with a form or from a program, and how programs read them."""

import re
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validate

from bpo.conversations.rules.exclusions import LONGEST_WHY, MOST_TURNS, ExclusionKind, ExclusionState
from bpo.core.i18n import N_

MOST_ACCOUNTS = 2000
TURN_AT_END = re.compile(r"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})/?\Z")
WHY = validate.Length(min=1, max=LONGEST_WHY)


class Lines(fields.Field[list[str]]):
    """Words, one a line."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[str]:  # noqa: ANN401, ARG002 -- as marshmallow has it
        found = [line.strip() for line in str(value).splitlines() if line.strip()]
        if len(found) > max(MOST_ACCOUNTS, MOST_TURNS):
            raise ValidationError(N_("Too many lines."))
        return list(dict.fromkeys(found))


class TurnLines(Lines):
    """Turns, one a line: the address of a turn's page, or its id."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- as marshmallow has it
        matches = [TURN_AT_END.search(line) for line in super()._deserialize(value, attr, data, **kwargs)]
        if not all(matches):
            raise ValidationError(N_("Each line is the address of a turn's page."))
        return [UUID(match.group(1)) for match in matches if match]


class ExclusionsQuery(Schema):
    before = fields.Integer(validate=validate.Range(min=1))


class ExclusionForm(Schema):
    """Of the page: instants by the brand's own clocks."""

    kind = fields.Enum(ExclusionKind, by_value=True, required=True)
    why = fields.String(required=True, validate=WHY)
    starts_at = fields.NaiveDateTime()
    ends_at = fields.NaiveDateTime()
    accounts = Lines(load_default=list)
    turns = TurnLines(load_default=list)


class ExclusionIn(Schema):
    kind = fields.Enum(ExclusionKind, by_value=True, required=True)
    why = fields.String(required=True, validate=WHY)
    starts_at = fields.AwareDateTime(load_default=None, allow_none=True)
    ends_at = fields.AwareDateTime(load_default=None, allow_none=True)
    accounts = fields.List(
        fields.String(validate=validate.Length(max=200)),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=MOST_ACCOUNTS),
        metadata={"description": "`network:handle` each; all accounts of the brand where it is left out."},
    )
    turns = fields.List(
        fields.UUID(),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=MOST_TURNS),
        metadata={"description": "Only these; as a whole where no time is given."},
    )


class DecisionOfExclusionIn(Schema):
    approved = fields.Boolean(required=True)
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_WHY),
        metadata={"description": "Of a refusal it must be there."},
    )


class ExclusionOut(Schema):
    number = fields.Integer()
    kind = fields.String(validate=validate.OneOf([one.value for one in ExclusionKind]))
    state = fields.String(validate=validate.OneOf([one.value for one in ExclusionState]))
    accounts = fields.List(fields.String(), allow_none=True)
    turns = fields.List(fields.UUID(), allow_none=True)
    starts_at = fields.AwareDateTime(allow_none=True)
    ends_at = fields.AwareDateTime(allow_none=True)
    why = fields.String()
    evidence = fields.List(fields.String())
    proposed_at = fields.AwareDateTime(allow_none=True)
    decide_by = fields.AwareDateTime(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    decided_by_name = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    applied_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "From when figures with exclusions have it."}
    )


class ExclusionsOut(Schema):
    items = fields.List(fields.Nested(ExclusionOut))
    before = fields.Integer(allow_none=True, metadata={"description": "Ask for those before this number."})


class TurnChangeOut(Schema):
    turn = fields.UUID(attribute="turn_id")
    before = fields.String(metadata={"description": "Its verdict without this exclusion."})
    after = fields.String(metadata={"description": "Its verdict with it."})


class OneExclusionOut(ExclusionOut):
    changes = fields.List(fields.Nested(TurnChangeOut))
    moved = fields.Integer(metadata={"description": "Turns whose clock it changes, but not their verdict."})
