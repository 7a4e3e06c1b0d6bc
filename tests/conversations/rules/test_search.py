import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.conversations.rules.search import LONGEST, excerpt, forms_of, marks, read_query
from bpo.core.errors import Invalid


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("доставкой", "Где моя доставка?"),
        ("доставка", "Жду доставку третий день"),
        ("посилкою", "Де моя посилка?"),
        ("посилка", "Чекаю на посилку"),
        ("przesyłką", "Gdzie jest moja przesyłka?"),
        ("przesyłka", "Co z moją przesyłką?"),
        ("deliveries", "When is the delivery?"),
        ("delivery", "Two deliveries were late"),
        ("sends", "It was sent yesterday"),
        ("елка", "Где моя ёлка?"),
        ("ёлку", "Купили елку"),
        ("ДОСТАВКА", "доставка"),
        ("A-4711", "Order A-4711 is late"),
        ("A4711", "order a4711"),
        ("4711", "order 47110 or 4711"),
        ("@anna_k", "from @anna_k"),
        ("anna@example.com", "write to anna@example.com please"),
        ('"where is my"', "So where is my tea?"),
        ("«где мой»", "А где мой заказ?"),
        ("„gdzie jest”", "Więc gdzie jest?"),
        ("замовлення 4711", "Моє замовлення номер 4711"),
        ("zqxyz", "zqxyzabc"),
    ],
)
def test_found(asked, text):
    assert marks(text, read_query(asked))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("доставка", "Достал уже"),
        ('"where is my"', "is my tea where"),
        ("A-4711", "A 12 4711"),
        ("4711", "14711"),
        ("anna", "joanna"),
        ("zamówienie", "niezamówiony towar"),
    ],
)
def test_not_found(asked, text):
    assert not marks(text, read_query(asked))


@pytest.mark.parametrize("asked", ["", "   ", "?!", '""', "a", "б", "x" * (LONGEST + 1), "one " * 13])
def test_refused(asked):
    with pytest.raises(Invalid) as refused:
        read_query(asked)
    assert refused.value.faults[0].place == "q"


def test_a_word_in_quotation_marks_is_itself_alone():
    assert not marks("доставку", read_query('"доставка"'))


def test_strangers_are_found_by_their_beginning():
    assert forms_of("zqxyz") == frozenset()
    assert read_query("zqxyz").question == "(('zqxyz' | 'zqxyz':*))"


@given(st.text(max_size=LONGEST))
def test_whatever_is_typed_is_a_question_or_refused(asked):
    try:
        question = read_query(asked).question
    except Invalid:
        return
    bare = re.sub(r"'[^\W_]+'(:\*)?", "w", question)
    assert re.fullmatch(r"[w()|&<\-> ]+", bare)


@given(st.text(max_size=600), st.sampled_from(["tea", "доставка", "zq"]))
def test_an_excerpt_is_a_piece_of_its_text(text, asked):
    said = f"{text} {asked} {text}"
    parts = excerpt(said, read_query(asked))
    shown = "".join(part.text for part in parts if part.text not in {"… ", " …"})
    assert shown in said
    assert len(shown) <= 300


def test_an_excerpt_shows_what_was_found():
    parts = excerpt("before " * 100 + "tea" + " after" * 100, read_query("tea"))
    assert [part.text for part in parts if part.marked] == ["tea"]
