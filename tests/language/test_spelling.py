"""What is misspelt, what is let through, and what was meant."""

import pytest

from bpo.language.engine import check, compile_rules, warm
from bpo.language.suggesting import suggest
from bpo.language.types import Context, Language, RuleSet, Severity, Style

RULES = compile_rules(RuleSet(version=1, names=("Типлон", "Ventara", "Вентара")))


def found(text, **context):
    return [one.text for one in check(text, RULES, Context(**context)).findings if one.rule == "spelling"]


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("ru", "велеколепно", "великолепно"),
        ("ru", "настройкаах", "настройках"),
        ("ru", "оформелн", "оформлен"),
        ("ru", "пожалуста", "пожалуйста"),
        ("ru", "здраствуйте", "здравствуйте"),
        ("ru", "небыло", "не было"),
        ("ru", "вообщем", "в общем"),
        ("ru", "чтото", "что-то"),
        ("ru", "приивееет", "привет"),
        ("uk", "обовязково", "обов'язково"),
        ("uk", "залишилосся", "залишилося"),
        ("uk", "афтоматично", "автоматично"),
        ("uk", "зручнй", "зручний"),
        ("uk", "повідомленя", "повідомлення"),
        ("pl", "dziekujemy", "dziękujemy"),
        ("pl", "przesyłkka", "przesyłka"),
        ("pl", "zotsał", "został"),
        ("pl", "wziąść", "wziąć"),
        ("pl", "bezpłtana", "bezpłatna"),
        ("en", "recieve", "receive"),
        ("en", "definately", "definitely"),
        ("en", "tomorow", "tomorrow"),
        ("en", "adress", "address"),
    ],
)
def test_the_first_suggestion_is_what_was_meant(language, written, meant):
    assert suggest(written, Language(language))[0] == meant


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Ваш заказ велеколепно собран.", ["велеколепно"]),
        ("Здраствуйте, Анна!", ["Здраствуйте"]),
        ("Заказ может вернутся в течении часа.", ["вернутся", "в течении"]),
        ("Мы отправим его из за задержки завтра.", ["из за"]),
        ("Обовязково зніміть плівку з датчика.", ["Обовязково"]),
        ("Напишіть нам, будь-ласка, номер замовлення.", ["будь-ласка"]),
        ("Dziekujemy za opinię, miłego dnia.", ["Dziekujemy"]),
        ("U kuriera zapłaci Pan kartą albo gotówkom.", ["gotówkom"]),
        ("You will recieve it tommorow.", ["recieve", "tommorow"]),
        ("You could of told us earlier.", ["could of"]),
        ("PLEASE SEND THE PARCLE BACK", ["PARCLE"]),
        ("We wait untill the famers reguard it.", ["untill", "famers", "reguard"]),
        ("We sell Fridges, Cookars, Ovens and Hobs here.", ["Cookars"]),
        ("СПОСИБО ЗА ОТЗЫВ", ["СПОСИБО"]),
        ("Открыли интернет-магозин для всех.", ["магозин"]),
    ],
)
def test_slips_are_found_where_they_stand(text, wrong):
    assert found(text) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "Еще раз ещё: учёт и учет пишут по-разному.",
        "Фильтры для Вентары и Типлона есть, Вентару можно заказать.",
        "Кешбэк, трек-номер, чат-бот, постамат и онлайн-оплата работают.",
        "Наш магазин на Маршалковской работает, спросите Зульфию.",
        "Айгуль, добрый день! Посылка в Лодзи.",
        "Смотрите https://tiplon.example/zzzqqq, @zzqq_shop, #зззщщщ, help@zzqq.example.",
        "НДС, СДЭК и SMS, wi-fi 5GHz, код ЗИМА26, файл otchet.qqq",
        "Колёсико, полочка и термосумка на 20 руб. дешевле.",
        "— Всё? — Да 😍 ^АБ",
        "Wi-fi, IMEI, ТТН: з'явилася обов’язково, пів року, п'ять.",
        "Поштомат, післяплата й застосунок оновили; вайфай 2,4 ГГц.",
        "Dowozimy do Białegostoku, Ełku i na Hel; paczkomaty, BLIK-iem, mailem.",
        "Robot łączy się z wi-fi przez smart home, Ventarę i Ventary też.",
        "Our colour or color, organise or organize: barcode, pre-order, rebooked.",
        "I'm sure we'll get the customer's parcel; don't worry, Aoife.",
        "USB-C, HDMI, RGBW and SATA on the back, 4 GB NVME.",
        "Dimmable, stackable, refillable, foldable, walkable, wipeable.",
        "A splashproof case, a keyless lock, a crumbproof tray, a largish box, a cloudlike throw.",
        "Unboxed, unpaired, unvaccinated, rebalanced, recalibrated, mispriced, undelivered.",
        "Breadsticks, bedsheets, a doorframe, seatbelts, a snowboard rack and headwear.",
        "A scratcher, a scroller, an uploader and two stackers, biocompatible and ultrathin.",
        "Halloumi, passata and miso; a strimmer, a stairgate and a bralette.",
        "Hmmm, aww, oops! Wellbeing first, then the timeslot.",
        "The app's wi-fi isn't iOS-only. Ask Siobhan at Brzeska 5a.",
    ],
)
def test_innocent_words_are_let_through(text):
    assert found(text) == []


def test_what_the_customer_wrote_may_be_quoted():
    text = "Фильтр «хрюндель» есть, хрюндель в наличии."
    assert found(text) == ["хрюндель", "хрюндель"]
    assert found(text, reply_to="А хрюндель у вас есть?") == []


def test_the_guide_says_how_grave_it_is():
    loud = compile_rules(RuleSet(style=Style(spelling=Severity.BLOCK)))
    mute = compile_rules(RuleSet(style=Style(spelling=None)))
    text = "Ваш заказ велеколепно собран."
    assert [one.severity for one in check(text, loud).findings] == [Severity.BLOCK]
    assert check(text, mute).findings == ()


def test_suggestions_keep_the_capitals_of_what_was_written():
    text = "Велеколепно! ВЕЛЕКОЛЕПНО СОБРАН"
    assert [one.suggestions[0] for one in check(text, RULES).findings if one.rule == "spelling"] == [
        "Великолепно",
        "ВЕЛИКОЛЕПНО",
    ]


def test_all_languages_can_be_made_ready_beforehand():
    warm()
    assert suggest("tomorow", Language.EN)[0] == "tomorrow"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hi Cade, thanks so much for sending that over."),
        ("en", "Hello, Maggi. I will be glad to check."),
        ("en", "Thanks for your order! - Sabi"),
        ("en", "@115881 @shop.help Hey Pazcal! Could you send us the number?"),
        ("en", "No worries, Cade! It is on its way."),
        ("en", "I'm afraid not, Jenni, this set comes in one size."),
        ("en", "We always review our plans, Diz."),
        ("en", "The seat is kept for Mr. Villega until noon."),
        ("ru", "Здравствуйте, Мирэлла! Заказ уже в пути."),
        ("uk", "Добрий день, Мірелло! Замовлення вже в дорозі."),
        ("pl", "Dzień dobry, Pani Mirello! Zamówienie jest w drodze."),
    ],
)
def test_whom_we_greet_and_who_signs_are_names(language, text):
    found = check(text, compile_rules(RuleSet()), Context(language=Language(language))).findings
    assert [one.text for one in found if one.rule == "spelling"] == []


@pytest.mark.parametrize(
    "text", ["Hello, wellcome to the shop.", "Hi, Wellcome to the shop.", "Tank-you, Recieved today."]
)
def test_a_slip_behind_a_greeting_is_a_slip(text):
    found = check(text, compile_rules(RuleSet()), Context(language=Language.EN)).findings
    assert [one.rule for one in found if one.rule == "spelling"] == ["spelling"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Woohoo, it has arrived!"),
        ("ru", "Йуху, заказ приехал, хаха!"),
        ("pl", "Paczka dotarła, haha, juhuu!"),
    ],
)
def test_cries_of_joy_are_no_slips(language, text):
    found = check(text, compile_rules(RuleSet()), Context(language=Language(language))).findings
    assert [one.text for one in found if one.rule == "spelling"] == []


def test_half_of_a_word_is_not_what_was_meant():
    shown = suggest("woohoo", Language.EN)
    assert "who" not in shown
    assert "boohoo" in shown
    assert suggest("спасибооооооооо", Language.RU)[0] == "спасибо"


def test_capitals_one_after_another_are_read_as_words_and_one_alone_as_a_code():
    assert found("Ваш ЗАКАС и ТОВАР ВЕЛЕКОЛЕПНО СОБРАН.") == ["ВЕЛЕКОЛЕПНО"]
    assert found("ВЕЛЕКОЛЕПНО СОБРАН, ваш ЗАКАС готов, ТОВАР ОТПРАВЛЕНН.") == ["ВЕЛЕКОЛЕПНО", "ОТПРАВЛЕНН"]
