import inspect

import marshmallow
import pytest
from marshmallow import fields, validate
from web.gallery import BrandIn
from werkzeug.datastructures import MultiDict

from bpo.core import i18n
from bpo.web import forms
from bpo.web.forms import MESSAGES, blank, by_field, load, refused, translate


def test_a_good_form_gives_data():
    sent = MultiDict(
        [
            ("name", " Пиво дома "),
            ("fee", "12"),
            ("networks", "x"),
            ("networks", "vk"),
            ("live", "true"),
            ("other", "1"),
        ]
    )
    form = load(BrandIn(), sent)
    assert form.ok
    assert form.data == {"name": "Пиво дома", "fee": 12, "networks": ["x", "vk"], "live": True}


def test_an_empty_box_is_not_given_and_an_unticked_one_is_false():
    form = load(BrandIn(), MultiDict({"name": "Kvitka", "fee": ""}))
    assert form.data == {"name": "Kvitka", "networks": [], "live": False}


def test_spaces_of_a_password_are_kept():
    assert load(BrandIn(), MultiDict({"name": "Kvitka", "password": " a b "})).data["password"] == " a b "


def test_a_refused_form_keeps_what_was_typed():
    form = load(BrandIn(), MultiDict({"name": "К", "fee": "many"}))
    assert not form.ok
    assert form.data is None
    assert form.errors == {"name": ["Length must be between 2 and 40."], "fee": ["Not a valid integer."]}
    assert form.values["fee"] == "many"
    assert refused(blank(name="x"), {"name": ["taken"]}).values == {"name": "x"}


def test_nested_messages_have_dotted_places():
    found = by_field(
        {"accounts": {0: {"handle": ["Missing data for required field."]}}, "_schema": ["Invalid value."]}
    )
    assert found == {"accounts.0.handle": ["Missing data for required field."], "_schema": ["Invalid value."]}


def test_messages_are_translated_with_their_values(monkeypatch):
    polish = {
        "Shorter than minimum length {min}.": "Krócej niż {min}.",
        "Length must be between {min} and {max}.": "Od {min} do {max}.",
        "Not a valid date.": "Zła data.",
    }
    monkeypatch.setattr(forms, "gettext", lambda message: polish.get(message, message))
    assert translate("Shorter than minimum length 8.") == "Krócej niż 8."
    assert translate("Length must be between 2 and 40.") == "Od 2 do 40."
    assert translate("Not a valid date.") == "Zła data."
    assert translate("100% {odd}") == "100% {odd}"


def own_messages():
    """Every default message of the fields and validators that marshmallow ships and we use."""
    used = [fields.String, fields.UUID, fields.Integer, fields.Float, fields.Boolean, fields.Date, fields.Time, fields.AwareDateTime, fields.List, fields.Dict, fields.Url, fields.Email, fields.Decimal, fields.Nested]  # fmt: skip
    for kind in used:
        for base in kind.__mro__:
            yield from vars(base).get("default_error_messages", {}).values()
    for _name, kind in inspect.getmembers(validate, inspect.isclass):
        yield from (
            value
            for name, value in vars(kind).items()
            if name.startswith(("message", "default_message")) and isinstance(value, str)
        )
    yield from marshmallow.Schema._default_error_messages.values()


NOT_SHOWN = ('"{input}" cannot be formatted', "Not a valid {obj_type}.", "Not a valid {awareness}", "Must be {m", "Could not deserialize", "Invalid input.", "must be one of", "Not a valid choice")  # fmt: skip


def test_every_default_message_is_repeated_for_extraction():
    known = {message.replace("{", "").replace("}", "") for message in MESSAGES}
    for message in own_messages():
        if not message.endswith(".") or any(part in message for part in NOT_SHOWN):
            continue
        filled = message.replace("{", "").replace("}", "")
        assert filled in known or any(pattern.fullmatch(message) for pattern, _ in forms.PATTERNS), message


@pytest.mark.parametrize("locale", i18n.LOCALES)
def test_every_message_can_be_shown(locale):
    with i18n.speaking(locale):
        for message in MESSAGES:
            assert translate(message.replace("{", "").replace("}", ""))
