"""What an agent's public reply gives away of a customer, in the shapes in which it stands in a file; and what is nobody's."""

import pytest
from growth import AT_MOST, growth

from bpo.language.personal_given import given, posted
from bpo.language.sayings import fold
from bpo.language.types import Language

GIVEN = """
address | ru | Проверили: курьер ушёл на Вишнёвую, 7, 3-й подъезд, код 12К, это верно?
address | ru | Посылка доехала по адресу: Минск, Скорины 14/2-35, забрать её можно завтра.
address | ru | Кресло привезли в Кудрово, Ленская 8к2 - 114, дверь никто не открыл.
address | ru | Получатель записан так: 650000, Кемерово, Весенний пр-кт 19, кв. 77.
address | ru | Мастер был у вас (пос. Берёзовка, 3-я Полевая, 5) утром, котёл осмотрел.
address | ru | Адрес принят: Lindenallee 12, Hinterhaus, 10115, отправим сегодня.
phone | ru | У нас записано иначе: девятьсот двенадцать, четыреста десять, двадцать пять, ноль семь.
name_with_birthday | ru | Посадочный выписан: ORLOVA VERA, 07JUN1984, место 14A.
address | uk | Подарунок їде сестрі: Київ, Левадна сто двадцять один, квартира шість.
address | uk | У накладній чітко: Полтава, Київське ш. 41, кв. 12, підпис отримувача є.
phone | uk | Дзвонили вам на шістдесят сім, триста дванадцять, сорок, п'ять п'ять, ніхто не взяв.
address | pl | Kurier stał pod blokiem Wierzbowa 14b, druga klatka, 3 piętro, nikt nie otwierał.
address | pl | Podyktował Pan „Brzozowa trzydzieści dwa przez jedenaście” i tam pojechała pralka.
address | pl | Odebrał mąż, miejsce dostawy: Sosnowa 12, 05-822 Milanówek.
phone | pl | W karcie klienta stoi pięć zero dwa, trzy jeden siedem, osiem osiem cztery.
document | pl | Pesel w deklaracji to 8 4 0 5 1 2 0 3 3 4 5, wszystko się zgadza.
phone | en | A colleague will ring you on oh seven double-four, two hundred, nine one six, this evening.
address | en | The parcel is heading for Calle Luis Cernuda 14, 3º dcha., 28045 Madrid. Have you moved?
document | en | Your KYC failed because the Aadhaar 5120 8834 1276 does not match the bank's.
"""
POSTED = """
address | ru | пицца у соседей! у меня Озёрная 4Б, подъезд два, шестой этаж
address | uk | Я ж писала: Франка, 8, третя парадна, квартира 40
address | uk | Везли сюди: Одеса, Овідіопольська дорога 12-А, під. 3, кв. 18
address | uk | Хутір Дальній, хата 12 по Садовій
document | uk | інн 3184710691 шукайте по ньому
name_with_birthday | uk | Оформіть на сина: Марко Ігорович Левада, дата нар. 03.11.2016
name_with_birthday | ru | на папу оформлено, Крылов Антон Ильич, д р 2 марта 1949
phone | uk | Телефонуйте мамі, вона отримувач, 067/415/22/90
address | pl | Czekam na kuriera od rana, Chopina 22/14, domofon działa
address | pl | mieszkam w Berlinie, Weserstr. 51, 12045 Berlin, ile kosztuje wysyłka?
address | en | we moved so it's 4/18 Banksia Cres Newtown now
address | en | Left in the rain outside 9 The Willows, Long Itchington
document | en | my PAN is AKRPM4417Q and the refund is pending
document | en | Emirates ID 784-1988-2047516-3 rejected again
"""
NOBODYS = """
ru | Приходите: наш салон на Вишнёвой, 7, вход со двора, второй этаж.
ru | Позвоните нам: восемь восемьсот, двести, тридцать, сорок пять, двенадцать.
ru | Рейс переносится на двадцать пять минут, выход три, дробь два.
uk | Наш магазин: Київське ш. 41, другий поверх, чекаємо на вас.
uk | Автобус сто двадцять один, зупинка біля ринку, квитки по десять.
pl | Zapraszamy do naszego salonu: Wierzbowa 14b, drugie piętro.
pl | Wynik dwadzieścia jeden przez trzy daje siedem, kod zadziała w każdym sklepie.
pl | Wersja Delta 3/17, poprawki w środę.
en | Our branch is at 9 The Willows, opposite the station.
en | Version twenty one, build four hundred, runs on seven devices.
en | He plays in Rue Morgue 3, the film from 2019.
"""


def lines(block):
    return [tuple(part.strip() for part in line.split("|")) for line in block.strip().splitlines()]


@pytest.mark.parametrize(("kind", "language", "text"), lines(GIVEN))
def test_a_reply_gives_nothing_away_in_any_shape(kind, language, text):
    assert kind in {what for _, _, what in given(text, fold(text), Language(language))}


@pytest.mark.parametrize(("kind", "language", "text"), lines(POSTED))
def test_what_a_customer_posts_is_found_in_any_shape(kind, language, text):
    assert kind in {what for _, _, what in posted(text, Language(language))}


@pytest.mark.parametrize(("language", "text"), lines(NOBODYS))
def test_what_is_ours_or_nobodys_is_let_through(language, text):
    assert given(text, fold(text), Language(language)) == []


@pytest.mark.parametrize(
    "piece",
    [
        "Мира, 15, подъезд 3, ",
        "Дальня, 5, друга парадна ",
        "Lindenallee 1, a, b, ",
        "пос. Луговой, 3-я ",
        "сто двадцать один дробь ",
        "Piastowska dwadzieścia jeden przez ",
        "1/2/3/",
    ],
)
def test_long_texts_take_time_by_their_length(piece):
    text = piece * (12_000 // len(piece))
    assert growth(lambda one: given(one, fold(one), Language.RU), text) < AT_MOST
