"""HTML forms by the same marshmallow schemas as the API, so that both refuse the same things.

marshmallow formats its messages in English while it raises them. Its sentences are repeated here, marked
for extraction, and `translate` finds the sentence a message was made from and says it in the reader's
language; a message of ours passes through gettext like any other.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from bpo.core.i18n import N_, gettext

MESSAGES = (
    N_("Missing data for required field."),
    N_("Field may not be null."),
    N_("Unknown field."),
    N_("Invalid input type."),
    N_("Invalid type."),
    N_("Invalid value."),
    N_("Invalid input."),
    N_("Not a valid string."),
    N_("Not a valid utf-8 string."),
    N_("Not a valid UUID."),
    N_("Not a valid number."),
    N_("Not a valid integer."),
    N_("Number too large."),
    N_("Special numeric values (nan or infinity) are not permitted."),
    N_("Not a valid boolean."),
    N_("Not a valid date."),
    N_("Not a valid time."),
    N_("Not a valid datetime."),
    N_("Not a valid naive datetime."),
    N_("Not a valid aware datetime."),
    N_("Not a valid period of time."),
    N_("Not a valid mapping type."),
    N_("Not a valid list."),
    N_("Not a valid tuple."),
    N_("Not a valid URL."),
    N_("Not a valid email address."),
    N_("Not a valid choice."),
    N_("Not a valid IP address."),
    N_("String does not match expected pattern."),
    N_("Length must be {equal}."),
    N_("Length must be between {min} and {max}."),
    N_("Longer than maximum length {max}."),
    N_("Shorter than minimum length {min}."),
    N_("Must be equal to {other}."),
    N_("Must be one of: {choices}."),
    N_("Must be greater than or equal to {min} and less than or equal to {max}."),
    N_("Must be greater than or equal to {min}."),
    N_("Must be greater than {min}."),
    N_("Must be less than or equal to {max}."),
    N_("Must be less than {max}."),
    N_("One or more of the choices you made was not in: {choices}."),
    N_("One or more of the choices you made was in: {values}."),
    N_("Invalid JSON body."),
    N_("Invalid input type: the body must be JSON."),
)
WHOLE = frozenset(message for message in MESSAGES if "{" not in message)
# Longest first, so that "between … and …" is not read as a shorter sentence with an odd value.
PATTERNS = tuple(
    (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(message)), re.DOTALL), message)
    for message in sorted((one for one in MESSAGES if "{" in one), key=len, reverse=True)
)
TRUE_OF_A_CHECKBOX = "true"


@dataclass(frozen=True)
class FormResult:
    """What came of a form: data, or what is wrong field by field; and what was typed, to show it again."""

    data: dict[str, Any] | None = None
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.data is not None


def blank(**values: object) -> FormResult:
    """A form not sent yet, with what its fields show at first."""
    return FormResult(values=values)


def load(schema: Schema, form: MultiDict[str, str]) -> FormResult:
    """Validate a sent form. An empty box is a value not given; an unticked one is false."""
    values = dict(_values(schema, form))
    given = {name: value for name, value in values.items() if value != ""}
    try:
        return FormResult(data=schema.load(given), values=values)
    except ValidationError as error:
        return FormResult(errors=by_field(error.messages), values=values)


def refused(form: FormResult, errors: Mapping[str, list[str]]) -> FormResult:
    """The same form with what a rule found wrong after the schema was content."""
    return FormResult(errors=errors, values=form.values)


def by_field(messages: object) -> dict[str, list[str]]:
    """The schema's nested messages as dotted field names and sentences in the reader's language."""
    found: dict[str, list[str]] = {}
    for place, message in flatten(messages):
        found.setdefault(place, []).append(translate(message))
    return found


def flatten(messages: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Each message with its dotted place, untranslated."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from flatten(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(messages, list | tuple):
        for inner in messages:
            yield from flatten(inner, place)
    else:
        yield place, str(messages)


def translate(message: str) -> str:
    """A message of marshmallow, webargs or ours in the reader's language."""
    if message in WHOLE:
        return gettext(message)
    for pattern, template in PATTERNS:
        if match := pattern.fullmatch(message):
            return gettext(template).format(**match.groupdict())
    return gettext(message)


def _values(schema: Schema, form: MultiDict[str, str]) -> Iterator[tuple[str, Any]]:
    for own_name, kind in schema.load_fields.items():
        name = kind.data_key or own_name
        if isinstance(kind, fields.List | fields.Tuple):
            yield name, [one for one in form.getlist(name) if one != ""]
        elif isinstance(kind, fields.Boolean):
            yield name, form.get(name, "false")
        elif name in form:
            yield name, form[name].strip() if not _keeps_spaces(kind) else form[name]


def _keeps_spaces(kind: fields.Field[Any]) -> bool:
    """Whether spaces at the ends belong to the value, as in a password."""
    return bool(kind.metadata.get("keeps_spaces"))
