"""The outside of a reply: what is missing, what is too much, and the one change that puts it right."""

import pytest

from bpo.language.address import check_address
from bpo.language.capitals import check_capitals
from bpo.language.compiled import Compiled
from bpo.language.style import check_style
from bpo.language.text import Text
from bpo.language.types import Context, Language, Limit, Policy, RuleSet, Severity, Style
from bpo.language.wordlists import WordLists

RU, UK, PL, EN = Language
AGENT = Context(customer_name="Анна", agent_initials="АБ")


def found(checker, text, language=RU, context=AGENT, **style):
    rules = RuleSet(style=Style(**style), names=("Типлон", "Ventara"))
    return list(checker(Text(text), language, Compiled(rules, WordLists(rules)), context))


def policy(name):
    return Policy(name, Severity.WARN)


def repaired(text, one, which=0):
    return text[: one.start] + one.suggestions[which] + text[one.end :]


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        (RU, "Заказ готов.", "Здравствуйте, Анна! Заказ готов."),
        (UK, "Замовлення готове.", "Добрий день, Анна! Замовлення готове."),
        (PL, "Zamówienie czeka.", "Dzień dobry! Zamówienie czeka."),
        (EN, "Your order is ready.", "Hello Анна! Your order is ready."),
    ],
)
def test_missing_greeting_is_put_in_at_the_start(language, text, whole):
    (one,) = found(check_style, text, language, greeting=policy("required"))
    assert (one.rule, one.start, one.end) == ("style.greeting", 0, 0)
    assert repaired(text, one) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте! Заказ готов.",
        "Анна, добрый день, заказ готов.",
        "@anna Доброго дня! Готово.",
        "Вітаємо! Готово.",
        "Szanowna Pani, gotowe.",
        "Dear Ms Novak, it is ready.",
        "Hi Anna, it is ready.",
    ],
)
def test_greeting_is_heard_in_every_language(text):
    assert not found(check_style, text, greeting=policy("required"))


def test_greeting_brings_no_second_exclamation_mark():
    text = "Заказ готов!"
    (one,) = found(check_style, text, greeting=policy("required"), exclamation_marks=Limit(1, Severity.WARN))
    assert repaired(text, one) == "Здравствуйте, Анна. Заказ готов!"


def test_unwanted_greeting_is_taken_away_whole():
    text = "Добрый день! Заказ готов."
    (one,) = found(check_style, text, greeting=policy("forbidden"))
    assert repaired(text, one) == "Заказ готов."


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Заказ готов.", "Заказ готов. Всего доброго."),
        ("Заказ готов", "Заказ готов. Всего доброго."),
        ("Заказ готов. ^АБ", "Заказ готов. Всего доброго. ^АБ"),
        ("Доброго дня! Заказ готов.", "Доброго дня! Заказ готов. Всего доброго."),
    ],
)
def test_missing_closing_phrase_is_put_in_before_the_signature(text, whole):
    (one,) = found(check_style, text, sign_off=policy("required"))
    assert one.start == one.end
    assert repaired(text, one) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Заказ готов. Хорошего дня! ^АБ",
        "Готово. С уважением, команда Типлон",
        "Готово. На все добре!",
        "Gotowe. Miłego dnia!",
        "Done. Kind regards, Anna",
        "Done. Have a lovely weekend!",
    ],
)
def test_closing_phrase_is_heard(text):
    assert not found(check_style, text, sign_off=policy("required"))


def test_missing_signature_is_the_agents_own():
    text = "Заказ готов. "
    (one,) = found(check_style, text, signature=policy("required"))
    assert repaired(text, one) == "Заказ готов. ^АБ "[:-1] + " "


@pytest.mark.parametrize("text", ["Готово ^АБ", "Готово. /АБ", "Готово — АБ", "Готово\nАБ", "Готово ^А.Б."])
def test_signature_is_seen(text):
    assert not found(check_style, text, signature=policy("required"))


def test_signature_of_somebody_else_is_pointed_out():
    text = "Готово ^ВГ"
    (one,) = found(check_style, text, signature=policy("optional"))
    assert repaired(text, one) == "Готово ^АБ"


def test_unwanted_signature_goes_with_its_mark():
    text = "Готово. ^АБ"
    (one,) = found(check_style, text, signature=policy("forbidden"))
    assert repaired(text, one) == "Готово."


@pytest.mark.parametrize(
    ("text", "most", "whole"),
    [
        ("Всё готово ✅ Приятных покупок 🛍️", 1, "Всё готово ✅ Приятных покупок"),
        ("Дякуємо 😊😊😊 Переказали", 1, "Дякуємо 😊 Переказали"),
        ("Семья 👩‍👩‍👧 и флаг 🇺🇦 здесь", 1, "Семья 👩‍👩‍👧 и флаг здесь"),
        ("Ждём 😍, пишите", 0, "Ждём, пишите"),
    ],
)
def test_emoji_over_the_limit_go(text, most, whole):
    (one,) = found(check_style, text, emoji=Limit(most, Severity.WARN))
    assert repaired(text, one) == whole


def test_an_emoji_of_several_signs_is_one():
    assert not found(check_style, "Спасибо 👍🏽 вам", emoji=Limit(1, Severity.WARN))


@pytest.mark.parametrize(
    ("text", "most", "whole"),
    [
        ("Ура!!! Готово.", 1, "Ура! Готово."),
        ("Вітаємо! Раді! Чекаємо.", 1, "Вітаємо! Раді. Чекаємо."),
        ("Готово!", 0, "Готово."),
        ("Правда?! Да!", 1, "Правда? Да!"),
    ],
)
def test_marks_over_the_limit_become_stops(text, most, whole):
    (one,) = found(check_style, text, exclamation_marks=Limit(most, Severity.WARN))
    assert repaired(text, one) == whole


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        (RU, "Скидка на ВСЕ ТОВАРЫ раздела", "Скидка на все товары раздела"),
        (RU, "НЕ отправляйте", "Не отправляйте"),
        (RU, "Я ВАМ ГОВОРЮ про НДС", "Я вам говорю про НДС"),
        (UK, "Перед чищенням ОБОВ'ЯЗКОВО вийміть вилку", "Перед чищенням обов'язково вийміть вилку"),
        (PL, "Paczka ZOSTAŁA WYSŁANA wczoraj", "Paczka została wysłana wczoraj"),
        (EN, "Exchanges are ONLY possible here", "Exchanges are only possible here"),
    ],
)
def test_shouting_is_said_quietly(language, text, whole):
    (one,) = found(check_capitals, text, language)
    assert repaired(text, one) == whole


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            RU,
            "Стоимость с НДС, счёт в PDF, код по SMS, самовывоз из ПВЗ, USB и HDMI, ГОСТ, ООО, ИП, США, КАСКО",
        ),
        (RU, "Промокод ЗИМА26 и промокод ЗИМА, кнопка ПУСК, режим ТУРБО"),
        (UK, "ПДВ, ФОП, ТТН, ЄДРПОУ, ТОВ, США, ХХІ століття, SMS"),
        (PL, "Faktura VAT, SMS, PDF, PIN, BLIK, NIP, PESEL, RODO, AGD i RTV"),
        (EN, "VAT, SIM, PDF, USB, HDMI, DHL, UPS, ECO mode, the POWER button, code SORRY15, OK"),
        (RU, "VENTARA и ТИПЛОН"),
    ],
)
def test_abbreviations_labels_and_names_do_not_shout(language, text):
    assert not found(check_capitals, text, language)


FORMAL = dict.fromkeys(Language, Policy("formal", Severity.WARN))
INFORMAL = dict.fromkeys(Language, Policy("informal", Severity.WARN))


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        (RU, "Слушай, сам разбил — сам и плати.", "Слушайте, сам разбил — сам и платите."),
        (RU, "Нашла твой заказ.", "Нашла ваш заказ."),
        (RU, "Привет! Ты уже заказал чайник?", "Привет! Вы уже заказали чайник?"),
        (RU, "О тебе помню.", "О вас помню."),
        (RU, "Зайди в приложение и нажми кнопку.", "Зайдите в приложение и нажмите кнопку."),
        (RU, "Будь добра, пришли чек.", "Будьте добра, пришли чек."),
        (UK, "Якщо в тебе немає коду, надішлемо.", "Якщо в вас немає коду, надішлемо."),
        (UK, "Не хвилюйся, твоє замовлення їде.", "Не хвилюйтесь, ваше замовлення їде."),
        (UK, "Слухай, ти замовив не те.", "Слухайте, ви замовили не те."),
        (PL, "Twoja paczka przyjechała.", "Pana paczka przyjechała."),
        (PL, "Możesz odebrać jutro.", "Może Pan odebrać jutro."),
        (PL, "Sprawdź konto.", "Proszę sprawdzić konto."),
        (PL, "Daj znać, gdybyś miała pytania.", "Proszę dać znać, gdyby Pan miała pytania."),
        (PL, "Zamówiłaś dwie sztuki.", "Zamówiła Pani dwie sztuki."),
    ],
)
def test_close_address_is_made_polite(language, text, whole):
    (one,) = found(check_address, text, language, address=FORMAL)
    assert repaired(text, one) == whole


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (RU, "Тише едешь — дальше будешь, но посылка уже в пути."),
        (RU, "Дай бог, успеем. Как ни крути, это наша ошибка."),
        (RU, "Нажмите «Забыл пароль? Жми сюда»."),
        (RU, "Печь, мышь, ночь, лишь, вес 5 см, пусть едет, вели переписку, стали лучше."),
        (RU, "Вы писали: «где мой заказ, ты обещал?»"),
        (UK, "Будь ласка, оберіть будь-який колір. Дай боже, встигнемо. Щасти!"),
        (UK, "Довіряй, але перевіряй, як кажуть."),
        (PL, "Bądź co bądź coś poszło nie tak, ktoś zadzwoni gdzieś po południu."),
        (PL, "Proszę kliknąć Zapłać później. Ci klienci czekali."),
        (PL, "Odbiór bądź wysyłka, kosz, mysz, klucz, płacz."),
        (EN, "Thanks for writing, we are checking it."),
    ],
)
def test_what_addresses_nobody_closely(language, text):
    assert not found(check_address, text, language, address=FORMAL)


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        (RU, "Ваш заказ готов, заберите его, когда сможете.", "Твой заказ готов, забери его, когда сможешь."),
        (UK, "Ваше замовлення готове, заберіть його.", "Твоє замовлення готове, забери його."),
    ],
)
def test_formal_address_is_made_close(language, text, whole):
    (one,) = found(check_address, text, language, address=INFORMAL)
    assert repaired(text, one) == whole


def test_a_polish_title_is_formal_too():
    (one,) = found(check_address, "Cześć! Czy Pan już zamówił?", PL, address=INFORMAL)
    assert one.text == "Pan"


def test_where_the_guide_leaves_it_free_nothing_is_found():
    free = dict.fromkeys(Language, Policy("free", Severity.WARN))
    assert not found(check_address, "Слушай, ты где?", RU, address=free)
