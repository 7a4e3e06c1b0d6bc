"""The sections' fields as data, for pages that draw a form from them.

It is read off the schemas that validate, so a form cannot offer what the file would refuse.
"""

from typing import Any

from marshmallow import fields

from bpo.onboarding.brand_file.sections import BrandFileIn
from bpo.onboarding.brand_file.shapes import Part, Section


def describe_section(section: Section) -> list[dict[str, Any]]:
    """The fields of a table: key, kind, whether required, choices, and what lies inside."""
    return [{"key": key, **_describe_field(field)} for key, field in section.keys.items()]


def describe_file() -> list[dict[str, Any]]:
    """Every field of the brand file; the first four are the profile."""
    return describe_section(BrandFileIn())


def _describe_field(field: fields.Field[Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": getattr(field, "kind", "text"), "required": field.required}
    choices = getattr(field, "choices", ())
    if choices:
        told["choices"] = list(choices)
    if isinstance(field, Part) and isinstance(field.schema, Section):
        told["fields"] = describe_section(field.schema)
    inner = getattr(field, "inner", None)
    if inner is not None:
        told["each"] = _describe_field(inner)
    return told
