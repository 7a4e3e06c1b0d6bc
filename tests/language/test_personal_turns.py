"""Asking that names little: over two sentences, in a list at the end of a question, with a place to answer."""

import pytest
from growth import AT_MOST, growth

from bpo.language.engine import check, compile_rules
from bpo.language.types import Context, Language, RuleSet

RULES = compile_rules(RuleSet())
ASKED = """
    en | Which login did you book with back in May?
    en | So sorry, Priya. What mail did you subscribe with?
    en | A colleague can ring you at five. Phone?
    en | Which mailbox shall the contract go to?
    en | Where was the sofa supposed to be delivered?
    en | Where would you like the new kettle sent?
    en | Names just as they are in the passports, and when were both of you born?
    en | Two flats come up under your postcode. Which one is yours?
    en | Best number to catch you on this afternoon?
    en | Aadhaar or PAN? Whichever is nearer, write it here.
    en | What stands after 5168 on it?
    en | One more thing: a mobile for the fitter.
    en | Still missing: the number on page 3 of the passport, bottom left.
    en | Who's the passenger and when exactly was he born?
    en | Could you be more precise, with the house number?
    en | Any other number we can try?
    en | Got a mobile we can text the code to?
    en | We have an old number for you. What's the new one?
    en | What number house are you?
    en | And the licence, what's the number on it?
    ru | Перезвоним вам с радостью! Номер?
    ru | Адрес, похоже, другой. Какой?
    ru | По этому адресу два дома. Какой из них ваш?
    ru | Ваши ФИО и когда каждый из вас родился?
    ru | Какие цифры на карте? Что дальше после 2202?
    ru | Две мелочи: почта для чека и телефон для курьера.
    ru | Не хватает одного: номер паспорта, вверху справа.
    ru | Куда именно должен был приехать мастер, улица и дом?
    ru | Ещё бы телефон для связи, можно прямо сюда.
    ru | Едем, так что улица и дом сюда, и через час будем у вас.
    ru | Телефон для мастера, если не трудно.
    ru | Что у вас написано в водительском удостоверении?
    ru | Почта в заказе с опечаткой? Допишите её ниже.
    ru | Какая электронная почта указана в личном кабинете?
    ru | Карту видим не полностью. А остальные двенадцать цифр какие?
    ru | Оплата картой? Нам бы номер целиком.
    ru | Поточнее можно, с номером квартиры?
    uk | Із радістю вам перетелефонуємо! Номер?
    uk | Адреса, мабуть, інша. Яка саме?
    uk | За адресою два будинки. Котрий із них ваш?
    uk | Коли кожен із вас народився?
    uk | Що йде після 4149?
    uk | Дві дрібниці: пошта для чека й телефон для кур'єра.
    uk | Бракує лише: номер паспорта, вгорі праворуч.
    uk | Куди мав приїхати майстер, вулиця і квартира?
    uk | Нам би телефон для зв'язку, прямо тут.
    uk | Що у вас у паспорті, серія теж?
    uk | Пошта інша? Впишіть її сюди.
    uk | Яка пошта вказана в особистому кабінеті?
    uk | Ваш контактний, щоб ми не шукали двір?
    pl | Chętnie oddzwonimy! Numer?
    pl | Mail chyba inny. Jaki?
    pl | Pod tym adresem są dwa domy. Który z nich jest pani?
    pl | Co stoi po 4539?
    pl | Dwie rzeczy: mail do faktury i telefon dla kuriera.
    pl | Brakuje tylko: numer paszportu, w prawym górnym rogu.
    pl | Dokąd miał przyjechać serwisant, ulica i mieszkanie?
    pl | Telefon dla montera, proszę.
    pl | Co jest w dowodzie, seria też?
    pl | Mail jest inny? Proszę go wpisać tutaj.
    pl | Zaraz wysyłamy, więc ulica i kod pocztowy tutaj, i paczka rusza.
    pl | Nie możemy się dodzwonić, zabrakło jednej cyfry, to za mało, jak brzmi pełny?
    pl | Jakim mailem się pani loguje?
"""
CLEAN = """
    en | We've found two orders. Which one is yours?
    en | Two parcels came to your address. Which is yours?
    en | Was that on a laptop? Mobile?
    en | What comes after 2024? A brand new range, watch this space.
    en | Two things to bring: passport and card.
    en | Two new phones: the X10 and the X12.
    en | The old model is gone. What's the new one? The X20!
    en | Any questions about your address? Post them below.
    en | Did the email arrive? Tell us below what you think of it.
    en | Best number to call is the one on our site, we're open till ten.
    en | The original passport only, copies won't do.
    en | Where do they go usually, your recordings?
    en | The technician put newspaper down so floor and walls stay clean.
    en | The address on the label is right, so street and house are fine.
    ru | Паспорт нужен только оригинал, ксерокопия не подойдёт.
    ru | Права понадобятся в оригинале.
    ru | Две вещи: паспорт и карта, возьмите их с собой.
    ru | Заказ другой? Какой?
    ru | У вас другая модель. Какая?
    ru | Куда должен приехать заказ, в пункт или постамат?
    ru | Что идёт после 2025? Новая коллекция!
    ru | Какой из двух заказов ваш?
    ru | Войдите в личный кабинет. Укажите новый адрес и сохраните.
    ru | Наши контакты: телефон и почта для возврата, работаем до девяти.
    ru | Сбросьте пароль ещё раз и войдите.
    ru | Контактный центр работает до девяти.
    ru | Ещё бы, телефон отличный!
    uk | Паспорт потрібен в оригіналі, копія не підійде.
    uk | Для SIM вистачить ID-картки.
    uk | Спробуйте скинути пароль ще раз.
    uk | Ваше замовлення інше? Яке?
    uk | Дві речі: паспорт і картка, візьміть їх із собою.
    uk | Ще б пак, телефон чудовий!
    uk | Змініть адресу в особистому кабінеті.
    pl | Dowód potrzebny tylko w oryginale, kopii nie przyjmujemy.
    pl | Model jest inny. Jaki?
    pl | Dwie rzeczy: paszport i kartę proszę zabrać ze sobą.
    pl | Nazwisko jest na etykiecie, proszę ją po prostu nakleić.
    pl | Co jest po 2025? Nowa kolekcja!
    pl | Która z dwóch paczek jest pani?
    pl | Paczka wyszła, więc adres i telefon są już u kuriera.
"""


def lines(block):
    return [tuple(part.strip() for part in line.split("|")) for line in block.strip().splitlines()]


def asked(language, text):
    findings = check(text, RULES, Context(language=Language(language), public=True)).findings
    return [one.text for one in findings if one.rule == "personal_data" and "what" not in one.values]


@pytest.mark.parametrize(("language", "text"), lines(ASKED))
def test_what_is_asked_in_few_words_is_found(language, text):
    assert asked(language, text)


@pytest.mark.parametrize(("language", "text"), lines(CLEAN))
def test_what_only_looks_like_it_is_let_through(language, text):
    assert asked(language, text) == []


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("en", "Is the phone another? Which? "),
        ("en", "which of the houses, which of the flats and "),
        ("uk", "Пошта інша? Яка? Впишіть її сюди. "),
        ("ru", "так что улица и дом, "),
        ("pl", "więc jaki jest ten nowy numer, "),
    ],
)
def test_a_long_text_takes_time_by_its_length(language, piece):
    assert growth(lambda one: asked(language, one), piece * (6000 // len(piece)) + "?") < AT_MOST
