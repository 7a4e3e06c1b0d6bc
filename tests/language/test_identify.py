"""Which language a text is in, and what is wrong with a reply in another."""

import pytest

from bpo.language.engine import check, compile_rules, understand
from bpo.language.identify import identify
from bpo.language.text import Text
from bpo.language.types import Context, Language, RuleSet


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Где мой заказ?"),
        ("ru", "Когда привезут посылку"),
        ("ru", "это ужас а не сервис"),
        ("uk", "Де моє замовлення?"),
        ("uk", "Коли привезуть посилку"),
        ("uk", "так не можна робити"),
        ("pl", "Gdzie jest moja paczka?"),
        ("pl", "kiedy dostane zwrot"),
        ("pl", "nie dziala mi aplikacja"),
        ("en", "Where is my parcel?"),
        ("en", "app does not work"),
        ("en", "thanks a lot"),
    ],
)
def test_four_words_are_enough(language, text):
    assert identify(Text(text)).language == language
    assert understand(text).language == language


def test_the_brands_languages_decide_between_equals():
    assert identify(Text("карта"), (Language.UK,)).language is Language.UK
    assert identify(Text("карта"), (Language.RU,)).language is Language.RU


@pytest.mark.parametrize("text", ["", "   ", "12345 😍", "https://a.example"])
def test_where_there_are_no_words_there_is_no_language(text):
    assert identify(Text(text)) is None
    assert check(text, compile_rules(RuleSet(languages=(Language.PL,)))).language is Language.PL


RUSSIAN = "Курьер так и не приехал, хотя я весь день сидел дома"
POLISH = "Przepraszamy za kłopot. Kurier przyjedzie jutro."


def mismatch(text, languages=tuple(Language), **context):
    found = check(text, compile_rules(RuleSet(languages=languages)), Context(**context)).findings
    return [one.text for one in found if one.rule == "wrong_language"]


def test_a_reply_in_another_language_than_the_customers():
    assert mismatch(f" {POLISH}\n", reply_to=RUSSIAN) == [POLISH]
    assert mismatch(POLISH, language=Language.RU) == [POLISH]
    assert mismatch("Курьер приедет завтра утром.", reply_to=RUSSIAN) == []


def test_a_customer_whose_language_the_brand_does_not_speak_is_answered_in_one_it_does():
    polish_only = (Language.PL,)
    assert mismatch(POLISH, polish_only, reply_to=RUSSIAN) == []
    assert mismatch("Курьер уже едет, он будет завтра утром.", polish_only) != []


def test_short_and_doubtful_texts_are_not_held_against_anybody():
    assert mismatch("Ok 👍", reply_to=RUSSIAN) == []
    assert mismatch(POLISH, reply_to="ok") == []


def test_what_is_in_none_of_our_languages_is_said_once():
    german = "Guten Tag, wir haben Ihre Bestellung erhalten und werden sie morgen versenden"
    assert [one.rule for one in check(german, compile_rules(RuleSet())).findings] == ["wrong_language"]
    assert mismatch("こんにちは、ご参照ください") != []
