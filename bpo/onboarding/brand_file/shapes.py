"""Tables and lists of fields: sections, parts, items, keyed maps and rules written short or long.

Everything wrong is reported at once: a bad item does not hide its neighbours, and what could be read of it
still takes part in the checks over the whole list. An empty value inside a table counts as an absent key.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, cast

from marshmallow import (
    EXCLUDE,
    Schema,
    ValidationError,
    fields,
    missing,
    post_dump,
    pre_load,
    validates_schema,
)

from bpo.core.i18n import N_, _
from bpo.onboarding.brand_file.scalars import EMPTY, REQUIRED, BrandField, Scalar
from bpo.onboarding.brand_file.text import clean_text, clip, closest

TABLE = N_("A table of keys and values is expected here.")
CLEARED = N_(
    "This is empty. To clear it, write an empty list or table; to keep what holds, leave the key out."
)

Row = dict[str, Any]
ListRule = Callable[[Sequence[tuple[int, Any]]], dict[int, list[str]]]


class Section(Schema):
    """A table with known keys; a wrong key is answered with the nearest right one."""

    error_messages = {"type": TABLE}  # noqa: RUF012 -- marshmallow's own way

    class Meta:
        unknown = EXCLUDE  # so that `refuse_unknown` can say it better

    @property
    def keys(self) -> dict[str, fields.Field[Any]]:
        """Its fields, by the key in the file."""
        return {field.data_key or name: field for name, field in self.fields.items()}

    @pre_load
    def drop_empty(self, data: object, **_kwargs: object) -> object:
        if isinstance(data, Mapping):
            return {key: value for key, value in data.items() if value is not None}
        return data

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def refuse_unknown(self, _data: Row, original: object, **_kwargs: object) -> None:
        if not isinstance(original, Mapping):
            return
        known = self.keys
        wrong = {key: [_unknown_key(str(key), known)] for key in original if key not in known}
        if wrong:
            raise ValidationError(cast("dict[str, Any]", wrong))

    @post_dump
    def drop_absent(self, data: Row, **_kwargs: object) -> Row:
        known = self.keys
        return {
            key: value
            for key, value in data.items()
            if value is not None and (value not in ([], {}) or known[key].required)
        }


def _unknown_key(key: str, known: Mapping[str, object]) -> str:
    guess = closest(key, known)
    if guess:
        return _("Unknown key `%(key)s`; did you mean `%(guess)s`?", key=clip(key), guess=guess)
    return _("Unknown key `%(key)s`; the keys here are: %(known)s.", key=clip(key), known=", ".join(known))


class Part(fields.Nested):
    """A table inside a table."""

    kind = "table"
    default_error_messages = {"required": REQUIRED, "null": CLEARED, "type": TABLE}  # noqa: RUF012 -- as above

    def __init__(self, section: type[Section], *, optional: bool = False, default: object = missing) -> None:
        super().__init__(section, required=not optional and default is missing, load_default=default)


class Rule(Part):
    """A table that may be written short, as the value of its main key alone."""

    kind = "rule"

    def __init__(self, section: type[Section], *, short: str) -> None:
        super().__init__(section, optional=True)
        self.short = short

    def _deserialize(
        self,
        value: object,
        attr: str | None,
        data: Mapping[str, Any] | None,
        partial: Any = None,  # noqa: ANN401 -- marshmallow's
        **kwargs: Any,  # noqa: ANN401 -- marshmallow's
    ) -> Any:  # noqa: ANN401 -- marshmallow's
        if not isinstance(value, str):
            return super()._deserialize(value, attr, data, partial, **kwargs)
        try:
            return super()._deserialize({self.short: value}, attr, data, partial, **kwargs)
        except ValidationError as error:
            raise ValidationError(cast("Row", error.messages).get(self.short, error.messages)) from error


class Items(BrandField[list[Any]]):
    """A list. `unique` names what two items may not share; `rule` judges the list as a whole."""

    kind = "list"
    default_error_messages = {  # noqa: RUF012 -- as above
        "required": REQUIRED,
        "null": CLEARED,
        "list": N_("A list is expected here: write [one, two]."),
        "few": N_("At least one is needed here."),
        "repeated": N_("This is listed twice."),
    }

    def __init__(
        self,
        inner: fields.Field[Any],
        *,
        least: int = 0,
        unique: Callable[[Any], Hashable] | None = None,
        rule: ListRule | None = None,
        optional: bool = False,
        default: object = missing,
        data_key: str | None = None,
    ) -> None:
        required = not optional and default is missing
        super().__init__(required=required, load_default=default, data_key=data_key, attribute=data_key)
        self.inner, self.least, self.unique, self.rule = inner, least, unique, rule

    def take(self, value: object) -> list[Any]:
        if not isinstance(value, list):
            raise self.make_error("list")
        if len(value) < self.least:
            raise self.make_error("few")
        read: dict[int, Any] = {}
        errors: Row = {}
        for index, item in enumerate(value):
            try:
                read[index] = self.inner.deserialize(item)
            except ValidationError as error:
                errors[cast("str", index)] = as_table(error.messages)
                if isinstance(error.valid_data, dict):
                    read[index] = error.valid_data
        for index, messages in self._judge(list(read.items())).items():
            said = errors.setdefault(cast("str", index), {})
            errors[cast("str", index)] = {**said, "_schema": [*said.get("_schema", []), *messages]}
        if errors:  # the places stay aligned, so that later checks name the right one
            raise ValidationError(errors, valid_data=cast("Any", [read.get(i) for i in range(len(value))]))
        return [read[index] for index in range(len(value))]

    def _judge(self, items: Sequence[tuple[int, Any]]) -> dict[int, list[str]]:
        wrong = self.rule(items) if self.rule else {}
        seen: set[Hashable] = set()
        for index, item in items:
            name = self.unique(item) if self.unique else None
            if name is not None and name in seen:
                wrong.setdefault(index, [cast("str", self.error_messages["repeated"])])
            seen.add(name)
        return wrong

    def give(self, value: list[Any]) -> object:
        return [written(self.inner, item) for item in value]


class OneOrMany(Items):
    """A list that may be written as its only value."""

    def take(self, value: object) -> list[Any]:
        return super().take([value] if isinstance(value, str) else value)

    def give(self, value: list[Any]) -> object:
        return written(self.inner, value[0]) if len(value) == 1 else super().give(value)


class Keyed(BrandField[Row]):
    """A table with free keys of one kind."""

    kind = "map"
    default_error_messages = {  # noqa: RUF012 -- as above
        "required": REQUIRED,
        "null": CLEARED,
        "table": TABLE,
        "few": N_("At least one is needed here."),
        "repeated": N_("This is listed twice."),
        "empty": EMPTY,
    }

    def __init__(
        self,
        key: Scalar[str],
        inner: fields.Field[Any],
        *,
        least: int = 0,
        optional: bool = False,
        default: object = missing,
    ) -> None:
        super().__init__(required=not optional and default is missing, load_default=default)
        self.key, self.inner, self.least = key, inner, least

    def take(self, value: object) -> Row:
        if not isinstance(value, Mapping):
            raise self.make_error("table")
        if len(value) < self.least:
            raise self.make_error("few")
        table: Row = {}
        errors: Row = {}
        for name, item in value.items():
            try:
                key = self.key.take(name)
                if key in table:
                    raise self.make_error("repeated")
                if item is None:
                    raise self.make_error("empty")
                table[key] = self.inner.deserialize(item)
            except ValidationError as error:
                errors[name] = error.messages
                if isinstance(error.valid_data, dict):
                    table.setdefault(clean_text(str(name)), error.valid_data)
        if errors:
            raise ValidationError(errors, valid_data=table)
        return table

    def give(self, value: Row) -> object:
        return {key: written(self.inner, item) for key, item in value.items()}


def as_table(messages: object) -> Row:
    """Messages by place below; those about the thing itself under marshmallow's `_schema`."""
    return messages if isinstance(messages, dict) else {"_schema": messages}


def written(field: fields.Field[Any], value: object) -> Any:  # noqa: ANN401 -- whatever the field writes
    """The value as its field writes it."""
    return field.serialize("value", {"value": value})
