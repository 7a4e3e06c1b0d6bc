"""Quotation marks by the brand's policy: what is found, what is put in its place, what is no quotation mark."""

import pytest
from growth import AT_MOST, growth

from bpo.language.engine import compile_rules
from bpo.language.quotes import ALONE, PAIRS, check_quotes, offered
from bpo.language.text import Text
from bpo.language.types import Context, Language, Policy, RuleSet, Severity, Style

CHOSEN = {"ru": "«»", "uk": "«»", "pl": "„”", "en": "“”"}


def found(code, text, marks=None, **context):
    policy = Policy(marks or CHOSEN[code], Severity.APPROVE)
    rules = compile_rules(RuleSet(style=Style(quotes={Language(code): policy})))
    return list(check_quotes(Text(text), Language(code), rules, Context(**context)))


def fixed(code, text, marks=None, **context):
    """The text with every fix at its place."""
    for one in reversed(found(code, text, marks, **context)):
        assert one.text == text[one.start : one.end]
        assert one.severity is Severity.APPROVE
        if one.suggestions:
            text = text[: one.start] + one.suggestions[0] + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("code", "text", "right"),
    [
        ("ru", 'Нажмите "Оплатить", затем “Картой”.', "Нажмите «Оплатить», затем «Картой»."),
        ("ru", "<<Да>>, ,,да'', 'да' и ‘да’!", "«Да», «да», «да» и «да»!"),
        ("ru", 'Рядом "Кафе «Уют»" и «Бар "Юг"».', "Рядом «Кафе „Уют“» и «Бар „Юг“»."),
        ("ru", 'Кнопка «Оплатить" 👩‍👩‍👧 "Ещё".', "Кнопка «Оплатить» 👩‍👩‍👧 «Ещё»."),
        ("ru", 'Есть "LG 27" и монитор 27".', 'Есть «LG 27» и монитор 27".'),
        ("ru", 'Есть "Монитор 27" белый" и др.', 'Есть «Монитор 27" белый» и др.'),
        ("uk", 'Чекає в "Новій пошті" та „Юності“.', "Чекає в «Новій пошті» та «Юності»."),
        ("uk", "Кнопка «Фраза “так”» і «„ні“».", "Кнопка «Фраза “так”» і «„ні“»."),
        ("pl", 'Proszę kliknąć "Zapłać" lub „Dalej“.', "Proszę kliknąć „Zapłać” lub „Dalej”."),
        ("pl", "Proszę: ,,Zapłać'' i «Dalej».", "Proszę: „Zapłać” i „Dalej”."),
        ("pl", 'Sklep „Dom "Róża"” i „Dom «Lila»”.', "Sklep „Dom «Róża»” i „Dom «Lila»”."),
        ("pl", "Zniżka „−70%” i „#1”.", "Zniżka „−70%” i „#1”."),
        ("en", "Press \"Save\" and 'Next'.", "Press “Save” and “Next”."),
        ("en", "It says “press 'Save' now”.", "It says “press ‘Save’ now”."),
        (
            "en",
            "The '1 to 1' call, ‘24 hour’ gym of the ‘90s.",
            "The “1 to 1” call, “24 hour” gym of the ‘90s.",
        ),
        ("uk", "Позначка '+', потім ‘0+’.", "Позначка «+», потім «0+»."),
        ("en", "'The customers' choice' it is.", "“The customers' choice” it is."),
        ("en", "A \"it's 'so' easy\" note.", "A “it's ‘so’ easy” note."),
    ],
)
def test_marks_of_another_kind_are_put_right(code, text, right):
    assert fixed(code, text) == right
    assert not [one for one in found(code, right) if one.suggestions]


@pytest.mark.parametrize("marks", PAIRS)
def test_every_pair_becomes_the_one_that_is_chosen(marks):
    for other in PAIRS:
        text = f"Press {other[0]}Save{other[1]} now, then {marks[0]}Next{marks[1]}."
        assert (
            fixed("en", text, marks) == f"Press {marks[0]}Save{marks[1]} now, then {marks[0]}Next{marks[1]}."
        )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "Об'єкт, сім’я, п`ять, об\"єкт і м''ята."),
        ("en", "Don't worry: the customers' parcels, rock 'n' roll, '90s and 'tis O'Brien's."),
        ("en", "Shelves of 5'10\" and screens of 27\", 32” or 55''."),
        ("ru", 'Ой :"( :\'( >"< ^"^ и ;\'-)'),
        ("ru", 'Код `print("x")`, <a href="x">, {"a": "b"}.'),
        ("ru", "Вот: https://shop.example/?q='a'&b=\"c\" и меню » Возврат » Форма."),
        ("ru", 'Раз,, два и 5" с половиной.'),
        ("ru", 'Вы писали:\n> "Кафе" закрыто\nКафе открыто.'),
        ("ru", "ООО «Кафе «Уют» открыто."),
        ("pl", 'W kolumnie " oraz „dobrze”.'),
        ("ru", "Ответ («да») — «нет», «1-й» и «…»."),
    ],
)
def test_what_is_no_quotation_mark_or_is_right_is_let_be(code, text):
    assert found(code, text) == []


def test_what_a_customer_wrote_keeps_its_marks_inside_ours():
    said = 'купил "Зельвору" у вас вчера'
    text = f'Вы пишете: "{said}".'
    assert fixed("ru", text, reply_to=f"Здравствуйте, {said}!") == f"Вы пишете: «{said}»."
    assert fixed("ru", text) == "Вы пишете: «купил „Зельвору“ у вас вчера»."


@pytest.mark.parametrize(
    ("code", "text", "alone"),
    [
        ("ru", "Нажмите «Оплатить и ждите.", "«"),
        ("ru", "Нажмите Оплатить» и ждите.", "»"),
        ("en", 'Press "Save and "Next".', '"'),
        ("pl", "Kliknij „Zapłać i czekaj.", "„"),
    ],
)
def test_a_mark_without_its_pair_is_told(code, text, alone):
    (one,) = [one for one in found(code, text) if one.message == ALONE]
    assert (one.text, one.suggestions) == (alone, ())


def test_a_brand_that_chose_nothing_is_told_nothing():
    rules = compile_rules(RuleSet(style=Style(quotes={Language.PL: Policy("„”", Severity.WARN)})))
    assert not list(check_quotes(Text('Жмите "да".'), Language.RU, rules, Context()))
    assert list(check_quotes(Text('Kliknij "tak".'), Language.PL, rules, Context()))


def test_the_usual_marks_of_a_language_are_offered_first():
    assert {code: next(iter(offered(code).items())) for code in CHOSEN} == {
        "ru": ("«»", "„“"),
        "uk": ("«»", "„“"),
        "pl": ("„”", "«»"),
        "en": ("“”", "‘’"),
    }
    assert set(offered("de")) == set(PAIRS)


@pytest.mark.parametrize(
    "piece", ['"a ', "«a ", "a» ", "'a ", "s' a ", '5" ', "„a“ ", "‘a ", "\"'", '«"a” ‘']
)
def test_texts_full_of_marks_are_read_in_time_that_grows_with_their_length(piece):
    text = (piece * 20_000)[:20_000]
    for one in found("ru", text, reply_to=text):
        assert one.text == text[one.start : one.end]
    assert growth(lambda one: found("ru", one, reply_to=one), text) < AT_MOST
