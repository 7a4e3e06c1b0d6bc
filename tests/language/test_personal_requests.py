"""Asking for personal data is found by its grammar, in whatever words; what only has such words in it is not."""

import pytest

from bpo.language.engine import check, compile_rules
from bpo.language.personal_requests import asked_by_grammar
from bpo.language.sayings import fold
from bpo.language.types import Context, Language, RuleSet

RULES = compile_rules(RuleSet())
ASKS = """
    ru | Пришлите номер, перезвоним через час.
    ru | Электронка в заявке с опечаткой, повторите её тут.
    ru | Карту, на которую вернуть деньги, укажите ответом.
    ru | Подъезд и квартира, Олег? Остальное вижу.
    ru | Осталось только узнать, куда везти: улица, дом.
    ru | Без вашей почты мы не найдём учётную запись.
    ru | Дозвониться до вас не смогли, есть другой телефон?
    uk | Бронювання шукаємо за прізвищем і телефоном, повідомте одне й друге.
    uk | Номер посвідчення, якщо не важко, і я продовжу перепустку.
    uk | Десять цифр податкового номера введіть у коментар.
    pl | Kod, który przyszedł SMS-em, proszę tu skopiować.
    pl | Kod pocztowy i ulica, a list wyjdzie dziś.
    pl | Czekamy na pana PESEL, bez niego zaświadczenia nie będzie.
    en | And your email is?
    en | Your email's misspelt on the form, so type it again here.
    en | Three digits on the back and the payment goes through.
    en | Where do we collect the fridge from: street and house?
    ru | Черкните сюда мобильный, наберём к обеду.
    ru | СНИЛС и телефон оставьте тут, поможем.
    ru | Номер вашего удостоверения не подскажете?
    ru | Хотелось бы уточнить ваш домашний адрес.
    ru | Как только назовёте отчество и дату рождения, откроем доступ.
    ru | Ваши имя, фамилия и день рождения для карты гостя?
    ru | На какую улицу и в какой дом везти стекло?
    ru | Пришлите ваш телефон, перезвоним.
    ru | Пришлите телефон в ремонт и укажите домашний адрес.
    ru | С какого номера вы звонили?
    ru | На какую почту вы получили чек?
    ru | Оставьте телефон для курьера.
    ru | Напишите телефон, мастер наберёт.
    ru | Какая у вас карта, подскажите номер?
    ru | С какой карты вы платили?
    uk | Надішліть, будь ласка, картку, повернемо сьогодні.
    uk | Вашу домашню адресу, будь ласка, сюди.
    uk | Звірка проста: серія та номер паспорта — і розблокуємо.
    uk | Прізвище, ім'я і день народження дитини напишіть, звіримо.
    uk | Чи можна дізнатися ваш ІПН?
    uk | Надішліть ваш телефон, перетелефонуємо.
    uk | Яка у вас картка?
    uk | З якого номера ви дзвонили?
    pl | Uprzejmie prosimy o PESEL.
    pl | Wymianę zrobimy po przesłaniu skanu dowodu pod tym postem.
    pl | Czy może Pani zostawić telefon?
    pl | Napisz nazwisko i kiedy się urodziłaś.
    pl | Poproszę komórkę, serwis oddzwoni.
    pl | Proszę przesłać telefon, oddzwonimy.
    pl | Z jakiego numeru Pani dzwoniła?
    en | Send us your card and we'll sort it.
    en | What's the email on the account?
    en | Please comment with the email address on the order.
    en | Great, and an email where I can send the quote to?
    en | Once you've told us when you were born, we'll unlock it.
    en | Drop your cell below and dispatch will call.
    en | Send us your phone and we'll ring.
    en | Which card did you pay with?
    en | What number did you call from?
    en | Which email did you receive the code at?
    en | Which card should we refund?
    en | What's your age?
    en | Which email did you use for the order?
"""
INNOCENT = """
    ru | Не оставляйте, пожалуйста, телефон в комментариях.
    ru | Пишите на общую почту, ответим за день.
    ru | Напишите номер заказа и номер посылки.
    ru | Если сменили адрес, напишите нам в личные сообщения.
    ru | Какой у вас телефон, айфон или самсунг?
    ru | Пришлите нам телефон в ремонт, мы всё исправим.
    ru | Отправьте карту памяти вместе с камерой.
    ru | Какая карта подойдёт? Любая карта «Мир».
    ru | Какой индекс качества у масла?
    ru | Пришлите телефон, починим за день.
    ru | Какой номер вы набирали, наш или сервиса?
    ru | С какого номера вам звонили наши сотрудники?
    ru | Какую почту от нас вы получили?
    ru | Оставьте телефон в коробке, курьер заберёт.
    uk | Підкажіть модель телефону і номер замовлення.
    uk | Просимо не публікувати номер картки, це небезпечно.
    uk | Адресу відділення надішлемо на вашу пошту.
    uk | Напишіть нам у приватні повідомлення телефон і адресу.
    uk | Надішліть телефон у сервіс, ми все полагодимо.
    uk | Яка картка підійде до камери?
    uk | Надішліть картку пам'яті разом із камерою.
    uk | На який номер ви дзвонили?
    pl | Proszę nie podawać tu numeru telefonu.
    pl | Jaki masz telefon, z Androidem czy inny?
    pl | Proszę o kontakt z infolinią.
    pl | Dane do przelewu są w umowie, a w tytule proszę wpisać numer oferty.
    pl | Proszę przesłać telefon do serwisu, naprawimy go.
    pl | Jaka karta pasuje do aparatu?
    pl | Proszę wysłać kartę pamięci razem z aparatem.
    pl | Jaki numer Pani wybierała, a z jakiego do Pani dzwonił kurier?
    en | Don't post your card number here.
    en | Check your email, and tell us if nothing came.
    en | Send us an email at care@tiplon.example.
    en | Enter your email on example.com/reset and wait a minute.
    en | It's the number on the label, send us that.
    en | Send us the phone for repair and we'll fix it.
    en | Please leave the old phone in its box for the courier.
    en | Which card can I use? Any Visa will do.
    en | What's the age rating of the game?
    en | Which email did you get from us?
    en | What number did you call?
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
