"""Asking for personal data is found by its grammar, in whatever words; what only has such words in it is not."""

import pytest

from bpo.language.engine import check, compile_rules
from bpo.language.personal_requests import asked_by_grammar
from bpo.language.sayings import fold
from bpo.language.types import Context, Language, RuleSet

RULES = compile_rules(RuleSet())
ASKS = """
    ru | Пришлите номер, перезвоним через час.
    ru | Черкните сюда мобильный, наберём к обеду.
    ru | СНИЛС и телефон оставьте тут, поможем.
    ru | Номер вашего удостоверения не подскажете?
    ru | Хотелось бы уточнить ваш домашний адрес.
    ru | Как только назовёте отчество и дату рождения, откроем доступ.
    ru | Ваши имя, фамилия и день рождения для карты гостя?
    ru | На какую улицу и в какой дом везти стекло?
    uk | Надішліть, будь ласка, картку, повернемо сьогодні.
    uk | Вашу домашню адресу, будь ласка, сюди.
    uk | Звірка проста: серія та номер паспорта — і розблокуємо.
    uk | Прізвище, ім'я і день народження дитини напишіть, звіримо.
    uk | Чи можна дізнатися ваш ІПН?
    pl | Uprzejmie prosimy o PESEL.
    pl | Wymianę zrobimy po przesłaniu skanu dowodu pod tym postem.
    pl | Czy może Pani zostawić telefon?
    pl | Napisz nazwisko i kiedy się urodziłaś.
    pl | Poproszę komórkę, serwis oddzwoni.
    en | Send us your card and we'll sort it.
    en | What's the email on the account?
    en | Please comment with the email address on the order.
    en | Great, and an email where I can send the quote to?
    en | Once you've told us when you were born, we'll unlock it.
    en | Drop your cell below and dispatch will call.
"""
INNOCENT = """
    ru | Не оставляйте, пожалуйста, телефон в комментариях.
    ru | Пишите на общую почту, ответим за день.
    ru | Напишите номер заказа и номер посылки.
    ru | Если сменили адрес, напишите нам в личные сообщения.
    ru | Какой у вас телефон, айфон или самсунг?
    uk | Підкажіть модель телефону і номер замовлення.
    uk | Просимо не публікувати номер картки, це небезпечно.
    uk | Адресу відділення надішлемо на вашу пошту.
    uk | Напишіть нам у приватні повідомлення телефон і адресу.
    pl | Proszę nie podawać tu numeru telefonu.
    pl | Jaki masz telefon, z Androidem czy inny?
    pl | Proszę o kontakt z infolinią.
    pl | Dane do przelewu są w umowie, a w tytule proszę wpisać numer oferty.
    en | Don't post your card number here.
    en | Check your email, and tell us if nothing came.
    en | Send us an email at care@tiplon.example.
    en | Enter your email on example.com/reset and wait a minute.
    en | It's the number on the label, send us that.
"""


def lines(block):
    return [line.strip().split(" | ") for line in block.strip().splitlines()]


def asked(text, language):
    found = check(text, RULES, Context(public=True, language=Language(language))).findings
    return [one.text for one in found if one.rule == "personal_data" and "what" not in one.values]


@pytest.mark.parametrize(("language", "text"), lines(ASKS))
def test_asking_is_found_in_any_wording(language, text):
    assert asked(text, language)


@pytest.mark.parametrize(("language", "text"), lines(INNOCENT))
def test_what_only_sounds_like_asking_is_left_alone(language, text):
    assert asked(text, language) == []


@pytest.mark.parametrize(("language", "text"), [*lines(ASKS), *lines(INNOCENT)])
def test_places_are_inside_the_text(language, text):
    folded = fold(text)
    assert all(0 <= one.start < one.end <= len(text) for one in asked_by_grammar(folded, Language(language)))
