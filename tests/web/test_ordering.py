import random

import pytest

from bpo.web.ordering import alphabet_key

CASES = {
    "uk": [
        "автор",
        "Андрій",
        "вода",
        "гай",
        "ґанок",
        "ера",
        "єдність",
        "жук",
        "зуб",
        "инший",
        "іній",
        "їжак",
        "йод",
        "кіт",
        "льон",
        "яма",
        "apple",
    ],
    "ru": ["арбуз", "Ель", "ёлка", "ель", "ёж", "жук", "йод", "кот", "эхо", "юла", "яма", "apple"],
    "pl": [
        "auto",
        "ąkanie",
        "baza",
        "cud",
        "ćma",
        "dom",
        "Edam",
        "ęsi",
        "fala",
        "lato",
        "łan",
        "mak",
        "noc",
        "ńa",
        "oko",
        "ósmy",
        "pan",
        "sok",
        "śnieg",
        "ul",
        "zez",
        "źle",
        "żaba",
        "автор",
    ],
    "en": ["Alice", "bob", "Bob Stone", "Élan", "Zed", "автор"],
}
CASES["ru"] = ["арбуз", "ёж", "ёлка", "ель", "Ель", "жук", "йод", "кот", "эхо", "юла", "яма", "apple"]


@pytest.mark.parametrize("locale", CASES)
def test_names_stand_in_the_order_of_the_readers_alphabet(locale):
    shuffled = CASES[locale].copy()
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=lambda name: alphabet_key(name, locale)) == CASES[locale]


@pytest.mark.parametrize(
    ("locale", "first", "second"),
    [
        ("ru", "все", "всё"),
        ("ru", "ёлка", "ель"),
        ("uk", "гора", "ґава"),
        ("uk", "мить", "міст"),
        ("uk", "еней", "єва"),
        ("pl", "lód", "łabędź"),
        ("pl", "zupa", "źdźbło"),
        ("pl", "źle", "żart"),
        ("en", "apple", "Apple"),
        ("en", "Apple", "banana"),
        ("en", "Łódź", "Lublin"),
        ("pl", "9 liter", "abc"),
        ("de", "apple", "banana"),
    ],
)
def test_first_stands_before_second(locale, first, second):
    assert alphabet_key(first, locale) < alphabet_key(second, locale)


def test_punctuation_does_not_move_a_name():
    names = ["«Аптека»", "Базар", "«Вино»"]
    assert sorted(names, key=lambda name: alphabet_key(name, "ru")) == names
