"""Look-alike letters and length."""

import pytest

from bpo.language.engine import check, compile_rules
from bpo.language.length import clusters, fitting, measure
from bpo.language.types import Context, RuleSet

RULES = compile_rules(RuleSet())


@pytest.mark.parametrize(
    ("text", "word", "fixed"),
    [
        ("Проверьте, пожалуйста, коpзину: стол есть.", "коpзину", "корзину"),
        ("Цей свiтильник працює від батарейок.", "свiтильник", "світильник"),
        ("Nasz skleр w Lublinie jest otwarty.", "skleр", "sklep"),
        ("Your ordеr is on its way to you.", "ordеr", "order"),
    ],
)
def test_look_alike_letters(text, word, fixed):
    [one] = [one for one in check(text, RULES).findings if one.rule == "mixed_script"]
    assert (one.text, one.suggestions) == (word, (fixed,))


@pytest.mark.parametrize(
    "text", ["IT-отдел ответит вам сегодня.", "USB-кабель в комплекте.", "Модель X2 есть."]
)
def test_compounds_of_two_scripts_are_no_mistake(text):
    assert [one for one in check(text, RULES).findings if one.rule == "mixed_script"] == []


@pytest.mark.parametrize(
    ("text", "unit", "length"),
    [
        ("Привет", "characters", 6),
        ("Привет", "bytes", 12),
        ("a👍🏽", "utf16", 5),
        ("e\u0301👩‍👩‍👧🇺🇦", "graphemes", 3),
        ("@anna@home.example ok", "mastodon", 8),
        ("https://a.example/very/long/address/indeed ok", "x", 26),
    ],
)
def test_each_network_counts_in_its_own_way(text, unit, length):
    assert measure(text, unit) == length


def test_what_is_too_long_is_shown_from_where_it_no_longer_fits():
    [one] = check("Спасибо 👩‍👩‍👧", RULES, Context(limit=9, limit_unit="characters")).findings
    assert (one.rule, one.start, one.end, one.text) == ("length", 8, 13, "👩‍👩‍👧")
    assert one.values["over"] == 4
    assert check("Спасибо 👩‍👩‍👧", RULES, Context(limit=9, limit_unit="graphemes")).findings == ()


def test_letters_as_people_see_them_are_never_cut():
    text = "🇺🇦🇵🇱"
    assert clusters(text) == ["🇺🇦", "🇵🇱"]
    assert fitting(text, 3, "characters") == 2
