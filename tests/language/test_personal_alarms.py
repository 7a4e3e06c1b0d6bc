"""Lines of a brand that only look like personal data: its own contacts, sizes, papers to bring, a shop's birthday."""

import pytest
from growth import AT_MOST, growth

from bpo.language.engine import check, compile_rules
from bpo.language.personal_given import given
from bpo.language.sayings import fold
from bpo.language.types import Context, Language, RuleSet

RULES = compile_rules(RuleSet())
CLEAN = """
    ru | Контакты: телефон, почта.
    en | How to reach us: phone, e-mail.
    en | Support: phone and e-mail.
    en | For orders: phone and e-mail.
    ru | Для связи: телефон, почта.
    ru | Для заказов: телефон, почта.
    en | Where to find us: address and phone.
    pl | Kontakt: telefon, e-mail.
    uk | Контакти: телефон, пошта.
    ru | Дом, квартира, дача: доставим всё.
    pl | Dom, mieszkanie, biuro: dostarczymy wszędzie.
    ru | Квартира и дом — доставим куда угодно!
    ru | Телефон и почта — отвечаем быстро!
    ru | Как связаться с нами: телефон, почта.
    pl | Jak się z nami skontaktować: telefon, e-mail.
    uk | Як з нами зв'язатися: телефон, пошта.
    ru | Есть размеры 35 36 37 38 39 40 41 42 43 44 45 46 47.
    pl | Rozmiary 35 36 37 38 39 40 41 42 43 44 45 46 47.
    ru | Номиналы карт: 100 200 300 400 500 600 700 800 900.
    pl | Numer zgłoszenia: 12345 67890 12345 67890 123456.
    ru | К сожалению, без паспорта мы не сможем выдать заказ.
    uk | На жаль, без паспорта не зможемо видати замовлення.
    ru | Без телефона никуда, согласны!
    ru | Без карты ничего не получится, она есть в каждом нашем магазине.
    en | Without your passport we can't let you board.
    pl | Bez dowodu osobistego nie możemy wydać paczki.
    ru | Анна Иванова, 5 мая 95 года мы открыли первый магазин.
    uk | Квартира чи будинок — привеземо куди завгодно!
    uk | Телефон, картка, паспорт — усе помістимо!
    pl | Bez paszportu nie możemy wpuścić na pokład.
    en | Phone and e-mail — we reply fast!
    en | Without your ID we can't hand the parcel over.
"""
ASKED = """
    ru | Для наклейки: фамилия и индекс.
    ru | Пришлите: телефон, почта.
    ru | Нужны: фамилия, телефон.
    ru | Улица, дом, квартира — и курьер выезжает, доставим завтра.
    ru | Без номера паспорта мы не сможем выдать заказ.
    ru | Без телефона мы не найдём ваш заказ.
    en | Without your e-mail we can't find the account.
    pl | Bez numeru dowodu nie możemy wydać paczki.
    ru | Анна Иванова, 5 мая 95 года.
    ru | Анна Иванова, 5 мая 95 года рождения.
    pl | Zwrot na konto 61 1090 1014 0000 0712 1981 2874.
"""


def lines(block):
    return [tuple(part.strip() for part in line.split("|")) for line in block.strip().splitlines()]


def found(language, text):
    findings = check(text, RULES, Context(language=Language(language), public=True)).findings
    return [one.text for one in findings if one.rule == "personal_data"]


@pytest.mark.parametrize(("language", "text"), lines(CLEAN))
def test_what_a_brand_says_of_itself_is_let_through(language, text):
    assert found(language, text) == []


@pytest.mark.parametrize(("language", "text"), lines(ASKED))
def test_what_is_asked_for_or_given_in_such_lines_is_found(language, text):
    assert found(language, text) != []


def test_a_long_sentence_that_asks_again_and_again_takes_time_by_its_length():
    text = "your phone in the form is missing, send your phone, " * 160
    assert growth(lambda one: found("en", one), text) < AT_MOST


def test_letters_o_beside_a_digit_take_time_by_their_number():
    assert growth(lambda one: given(one, fold(one), Language.EN), "1" + "O" * 20_000) < AT_MOST
