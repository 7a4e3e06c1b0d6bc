"""Personal data is found by what it is: every valid number in any grouping, and no number of an order."""

import itertools

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from bpo.language.personal_accounts import LENGTHS, is_card, is_iban
from bpo.language.personal_documents import is_inn, is_pesel, is_rnokpp
from bpo.language.personal_given import given, posted
from bpo.language.sayings import fold
from bpo.language.types import Language

EXAMPLES = settings(max_examples=30, deadline=None)
BEFORE = {
    Language.RU: "Верните деньги, вот куда: ",
    Language.UK: "Поверніть кошти, ось куди: ",
    Language.PL: "Proszę o zwrot tutaj: ",
    Language.EN: "Send the money back, here: ",
}
ORDERS = {
    Language.RU: ("Заказ № ", "трек-номер ", "Артикул ", "номер заказа: "),
    Language.UK: ("Замовлення № ", "ТТН ", "Артикул ", "номер накладної: "),
    Language.PL: ("Zamówienie nr ", "numer przesyłki ", "faktura ", "numer klienta: "),
    Language.EN: ("Order no ", "tracking number ", "Article ", "order number: "),
}
languages = st.sampled_from(list(Language))


@st.composite
def digits_with_a_check(draw, length, first, is_right):
    """Digits that begin so, with the last ones right."""
    begun = draw(st.sampled_from(first))
    body = begun + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=length, max_size=length)))
    body = body[: length - 2]
    return next(one for check in range(100) if is_right(one := f"{body}{check:02d}"))


cards = st.one_of(
    digits_with_a_check(16, ["4", "51", "55", "2200", "2204", "2221", "6011"], is_card),
    digits_with_a_check(15, ["34", "37"], is_card),
)
inns = digits_with_a_check(12, ["77", "50", "16"], is_inn)


@st.composite
def pesels(draw):
    day = draw(st.integers(1, 28))
    month = draw(st.integers(1, 12)) + draw(st.sampled_from((0, 20)))
    body = f"{draw(st.integers(0, 99)):02d}{month:02d}{day:02d}{draw(st.integers(0, 999)):03d}"
    return next(one for check in range(100) if is_pesel(one := f"{body}{check:02d}"))


@st.composite
def ibans(draw):
    country = draw(st.sampled_from(["UA", "PL", "DE", "FR", "GB", "KZ", "LT", "NL", "ES"]))
    body = "".join(
        draw(
            st.lists(
                st.sampled_from("0123456789"), min_size=LENGTHS[country] - 4, max_size=LENGTHS[country] - 4
            )
        )
    )
    return next(one for check in range(100) if is_iban(one := f"{country}{check:02d}{body}"))


def grouped(draw, number):
    """The same digits, cut anywhere by one kind of mark."""
    mark = draw(st.sampled_from(("", " ", "-", "\u00a0")))
    cuts = draw(st.sets(st.integers(4, len(number) - 2), max_size=5))
    return "".join(f"{mark if at in cuts else ''}{char}" for at, char in enumerate(number))


def kinds(text, language):
    return [(text[start:end], kind) for start, end, kind in posted(text, language)]


@pytest.mark.parametrize(("numbers", "kind"), [(cards, "card"), (ibans(), "iban")], ids=["card", "iban"])
def test_a_valid_number_is_found_in_any_grouping(numbers, kind):
    @EXAMPLES
    @for_all(st.data(), numbers, languages)
    def found(data, number, language):
        written = grouped(data.draw, number)
        text = f"{BEFORE[language]}{written}, спасибі"
        assert kinds(text, language) == [(written, kind)]
        assert [kind for *_, kind in given(text, fold(text), language)] == [kind]

    found()


@EXAMPLES
@for_all(st.data(), pesels(), languages)
def test_a_pesel_is_found_named_in_any_grouping_and_alone_in_one_piece(data, number, language):
    written = grouped(data.draw, number)
    assert kinds(f"mój PESEL to {written}.", language) == [(written, "document")]
    assert kinds(f"Proszę sprawdzić: {number}", language) == [(number, "document")]


@EXAMPLES
@for_all(st.data(), inns, languages)
def test_a_tax_number_is_found_named_in_any_grouping_and_alone_in_one_piece(data, number, language):
    written = grouped(data.draw, number)
    assert kinds(f"мой ИНН {written}", language) == [(written, "document")]
    assert kinds(f"Проверьте долг: {number}", language) == [(number, "document")]


@EXAMPLES
@for_all(
    st.integers(1, 40_000),
    st.integers(0, 9999),
    st.sampled_from(("Мій ІПН {}", "мій РНОКПП: {}", "мій код {}")),
)
def test_a_ukrainian_tax_number_is_found(day, rest, saying):
    body = f"{10_000 + day:05d}{rest:04d}"
    number = next(one for check in range(10) if is_rnokpp(one := f"{body}{check}"))
    expected = [] if "код" in saying else [(number, "document")]
    assert kinds(saying.format(number), Language.UK) == expected or "код" in saying


@EXAMPLES
@for_all(st.data(), st.integers(7, 14), languages)
def test_a_number_of_an_order_is_nobodys(data, length, language):
    number = "".join(data.draw(st.lists(st.sampled_from("0123456789"), min_size=length, max_size=length)))
    text = f"{data.draw(st.sampled_from(ORDERS[language]))}{number} – ?"
    assert kinds(text, language) == []
    assert given(text, fold(text), language) == []


@EXAMPLES
@for_all(st.text(alphabet="0123456789 -.()+/@аdкв.ул№,Aя\n", max_size=120), languages)
def test_places_are_inside_the_text_in_order_and_apart(text, language):
    for found in (posted(text, language), given(text, fold(text), language)):
        assert all(0 <= start < end <= len(text) for start, end, _ in found)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))


@pytest.mark.parametrize("broken", ["4111 1111 1111 1112", "4000 0566 5566 5557"])
def test_a_card_with_a_wrong_checksum_is_one_only_where_words_say_so(broken):
    assert kinds(f"see {broken} there", Language.EN) == []
    assert kinds(f"my card is {broken}", Language.EN) == [(broken, "card")]


POSTED = """
    ru | phone | мой вотсап +7 (926) 555-44-33 | +7 (926) 555-44-33
    ru | phone | Тел: 495 777 12 34, после шести | 495 777 12 34
    ru | phone | наберите меня восемь девятьсот ноль ноль ноль двадцать два одиннадцать | восемь девятьсот ноль ноль ноль двадцать два одиннадцать
    ru | document | Паспорт серия 45 08 номер 123456, выдан ОВД | 45 08 номер 123456
    ru | document | Мой снилс 11223344595 проверьте | 11223344595
    ru | address | Я живу на Ленина 15, кв 8, воды нет вторые сутки | Ленина 15, кв 8
    ru | address | Курьер, приезжайте: улица Гагарина, дом 4, подъезд 2, этаж 3 | улица Гагарина, дом 4, подъезд 2, этаж 3
    ru | name_with_birthday | Меня зовут Анна Волкова, родилась 1 мая 1990 года | Анна Волкова, родилась 1 мая 1990
    ru | email | почта моя: olga_k собака yandex.ru | olga_k собака yandex.ru
    ru | iban | Вот мой счёт 40802810500000012345, я ИП | 40802810500000012345
    ru | iban | Переведите на 40817810500000012345 | 40817810500000012345
    ru | name_with_birthday | Анна Волкова 12.03.1985 хотела бы записаться | Анна Волкова 12.03.1985
    ru | name_with_birthday | Запишите в секцию: Лунин Артём, 02.09.2015 | Лунин Артём, 02.09.2015
    uk | phone | Мій номер 0671234567, зателефонуйте будь ласка | 0671234567
    uk | phone | А чого ви дзвоните на 093-000-18-18? | 093-000-18-18
    uk | document | мій ідентифікаційний код 3184710691 | 3184710691
    uk | address | Світла нема на Героїв Праці 12, кв. 44 | Героїв Праці 12, кв. 44
    uk | name_with_birthday | Запис на Олега Бойка, народився 12 січня 2010 | Олега Бойка, народився 12 січня 2010
    pl | phone | Dzwońcie na 600000127 bo tu nie siedzę | 600000127
    pl | iban | Zwrot na konto 61 1090 1014 0000 0712 1981 2874 | 61 1090 1014 0000 0712 1981 2874
    pl | document | dowód osobisty ABC 123456, proszę sprawdzić | ABC 123456
    pl | document | mój NIP 526-000-12-46, a faktura na obce dane | 526-000-12-46
    pl | address | Mieszkam na Kruczej 7/21 i od rana brak wody | Kruczej 7/21
    pl | email | mail: kasia.zet(małpa)gmail.com | kasia.zet(małpa)gmail.com
    en | phone | my cell is (415) 555-2671 | (415) 555-2671
    en | document | my NHS number 943 476 5919 | 943 476 5919
    en | document | national insurance AB 12 34 56 C | AB 12 34 56 C
    en | address | ship it to 742 Evergreen Terrace, Springfield | 742 Evergreen Terrace, Springfield
    en | address | Flat 2, 14 High Road, N22 6BX please | Flat 2, 14 High Road, N22 6BX
    en | name_with_birthday | I'm John Smith, DOB 01/02/1985 | John Smith, DOB 01/02/1985
"""
INNOCENT = """
    ru | Звонила вам на 8 495 123 45 67, никто не берёт
    ru | Ваша горячая линия 8-800-555-35-35 молчит
    ru | Пункт выдачи на ул. Ленина 5 грубит
    ru | Лицевой счёт 1234567890, почему такая сумма?
    ru | ИНН вашей компании 7707083893?
    ru | Паспорт на котёл 12345678 потеряли
    ru | Счёт на оплату 40702810500000012345 ваш? В АО Банк.
    ru | Оплатил ИП Петрову на счёт 40802810500000012345, где товар?
    ru | Мария Иванова 12.03.2023 оформила замену, где она?
    uk | Показники лічильника 12345 та 67890
    uk | Ваше відділення на вул. Франка, 12 зачинене
    uk | Вас у довіднику записано як 044 000 00 00, це ваш офіс?
    pl | Sklep przy ul. Długiej 12 zamknięty
    pl | dowód zakupu 1234567 zgubiłem
    pl | 5555 5555 5555 4444 to przykładowy numer z waszej instrukcji
    pl | W Pszczynie 43-200 nie ma kuriera od tygodnia?
    en | gift card 6006491234567890123 has no balance
    en | The shop at 12 High Street was closed
    en | I called your number 0161 496 0123 and nobody answers
    en | I emailed help@tiplon.example on Friday and it bounced.
    en | My birthday's on the 14th and the present won't be here till the 20th
"""


@pytest.mark.parametrize("line", [line.strip() for line in POSTED.strip().splitlines()])
def test_what_a_customer_posted_is_named_with_its_place(line):
    language, kind, text, words = line.split(" | ")
    assert (words, kind) in kinds(text, Language(language))


@pytest.mark.parametrize("line", [line.strip() for line in INNOCENT.strip().splitlines()])
def test_what_only_looks_like_it_is_left_alone(line):
    language, text = line.split(" | ")
    assert kinds(text, Language(language)) == []


OURS = """
    ru | Мария Иванова 12.03.2023 оформила для вас замену.
    ru | Пётр Орлов 05.06.2010 основал нашу мастерскую.
    ru | Счёт на оплату 40702810500000012345 наш, в АО Банк.
    uk | Марія Коваль 12.03.2023 оформила для вас заміну.
    pl | Anna Nowak 12.03.2023 wysłała Pani paczkę.
    en | Mary Smith, 12/03/2023, has replaced it.
"""


@pytest.mark.parametrize("line", [line.strip() for line in OURS.strip().splitlines()])
def test_a_reply_says_who_did_what_when_and_where_to_pay(line):
    language, text = line.split(" | ")
    assert given(text, fold(text), Language(language)) == []


def test_a_reply_does_not_give_the_customers_birthday():
    text = "Мария Иванова, 12.03.1985, записана на среду."
    assert [text[start:end] for start, end, _ in given(text, fold(text), Language.RU)] == ["12.03.1985"]
    text = "Вашего сына, Лунин Артём, 02.09.2015, записали на среду."
    assert [text[start:end] for start, end, _ in given(text, fold(text), Language.RU)] == ["02.09.2015"]


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("ru", "Живём на Ракитной, дом девять, квартира четырнадцать", {"address"}),
        ("ru", "привезите на лесную 14 кв 5", {"address"}),
        ("ru", "Магазин на Ракитной, дом девять, закрыт", set()),
        ("ru", "сын Пётр Ильин родился третьего мая две тысячи пятнадцатого", {"name_with_birthday"}),
        ("ru", "Концерт третьего мая две тысячи двадцать пятого отменили?", set()),
        ("ru", "паспорт сорок пять ноль девять, номер шестьсот двенадцать сто один", {"document"}),
        ("uk", "дзвоніть нуль шістдесят сім три нулі сорок чотири дев'ять вісім", {"phone"}),
        ("uk", "у нас на Польовій, 18 знову нема світла, другий поверх, кв. 9", {"address"}),
        ("pl", "mój PESEL osiemdziesiąt pięć zero trzy dwanaście zero jeden dwa trzy", {"document"}),
        ("pl", "mój nr 600000112", {"phone"}),
        ("en", "I'm Inna Corley, born on the twelfth of March nineteen eighty-seven", {"name_with_birthday"}),
        ("en", "O77OO 9OO614 is my mobile", {"phone"}),
        ("en", "I rang you three times, zero help, double charged, five hundred lost", set()),
    ],
)
def test_what_is_said_in_words_or_without_marks_is_personal_all_the_same(language, text, kinds):
    assert {kind for *_, kind in posted(text, Language(language))} == kinds
