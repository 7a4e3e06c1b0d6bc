"""A reply in which a template was not filled in."""

import pytest

from bpo.language.engine import check, compile_rules
from bpo.language.types import RuleSet, Severity

RULES = compile_rules(RuleSet())


def blanks_of(text):
    return [one for one in check(text, RULES).findings if one.rule == "blank"]


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("Здравствуйте, {customer}! Ваш заказ уже в пути.", ["{customer}"]),
        ("Вітаємо! Замовлення {order} буде {time}.", ["{order}", "{time}"]),
        ("Prosimy o kontakt: {local.phone}.", ["{local.phone}"]),
        ("Ask our shop in {local.street_2}, please.", ["{local.street_2}"]),
    ],
)
def test_what_was_left_open_stops_the_reply(text, blanks):
    found = blanks_of(text)
    assert [one.text for one in found] == blanks
    assert {one.severity for one in found} == {Severity.BLOCK}
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "We are open { from nine to five }.",
        "Заказ {готов} к выдаче.",
        'The answer was {"error": 404}.',
        "Kod {A1B2} jest na paragonie.",
        "Smile :-} and {} and }order{",
    ],
)
def test_braces_of_people_are_no_template(text):
    assert blanks_of(text) == []
