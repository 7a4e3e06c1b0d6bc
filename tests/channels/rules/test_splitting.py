import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.splitting import (
    address_line,
    marker,
    most_parts,
    parts_of,
    rest_of,
    room_for,
    split,
    unmarked,
)
from bpo.core.vocabulary import Network
from bpo.language.length import LengthUnit, clusters, measure

PIECES = [
    *(
        "Здравствуйте,",
        "ул.",
        "посылка",
        "Paczka",
        "jest",
        "w",
        "drodze.",
        "Thanks!",
        "why?",
        "да",
        "5\u00a0000",
    ),
    *("https://shop.example/track/12345?x=1", "@anna@mastodon.example", "@anna", "#skarga", "#дом", "{link}"),
    *("👩‍👩‍👧", "🇺🇦", "e\u0301te\u0301", "👍🏽", "…", "«Так.»", "ї", "日本", "\u0301", "\u200d"),
]
BLANKS = [" ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\n \n", "\u00a0", "\t", " \u0301"]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BLANKS)), max_size=60).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)
WHOLE = re.compile(r"https?://\S+|@[\w.@-]+|#\w+|\{link\}")
SPLITTING = [network for network in Network if capabilities_of(network).most_parts > 1]


def cut(text, room, *, most=4, numbered=False, unit=LengthUnit.CHARACTERS):
    return split(text, room=room, unit=unit, most=most, numbered=numbered)


@given(TEXTS, st.integers(10, 120), st.sampled_from(list(LengthUnit)), st.integers(1, 6), st.booleans())
def test_parts_give_the_text_back_and_each_fits(text, room, unit, most, numbered):
    parts = cut(text, room, most=most, numbered=numbered, unit=unit)
    if parts is None:
        assert measure(text.strip(), unit) > room
        return
    assert len(parts) <= most
    assert all(measure(part, unit) <= room for part in parts)
    bodies = list(parts)
    if numbered and len(parts) > 1:
        assert all(part.endswith(marker(no, len(parts))) for no, part in enumerate(parts, 1))
        bodies = [unmarked(part, no, len(parts)) for no, part in enumerate(parts, 1)]
    assert "".join("".join(bodies).split()) == "".join(text.split())
    if len(parts) > 1:
        assert all(body.strip() == body != "" for body in bodies)
        assert " ".join(bodies).split() == text.split()
    whole = [cluster for cluster in clusters(text.strip()) if not cluster.isspace()]
    assert [one for body in bodies for one in clusters(body) if not one.isspace()] == whole
    found = [one for body in bodies for one in WHOLE.findall(body)]
    assert found == WHOLE.findall(text.strip())
    assert parts == cut(text, room, most=most, numbered=numbered, unit=unit)


@given(TEXTS, st.integers(10, 60))
def test_no_fewer_parts_would_do(text, room):
    parts = cut(text, room, most=6)
    if parts is not None and len(parts) > 1:
        assert cut(text, room, most=len(parts) - 1) is None


@given(TEXTS, st.integers(20, 60), st.integers(1, 5), st.booleans())
def test_what_was_not_sent_is_the_end_of_the_text(text, room, first, numbered):
    parts = cut(text, room, most=6, numbered=numbered)
    if parts is None or len(parts) <= first:
        return
    bodies = [unmarked(part, no, len(parts)) if numbered else part for no, part in enumerate(parts, 1)]
    rest = rest_of(text, bodies[first:])
    assert text.strip().endswith(rest)
    assert rest.split() == " ".join(bodies[first:]).split()
    assert (" ".join(bodies[:first]) + " " + rest).split() == text.split()


@pytest.mark.parametrize("network", SPLITTING)
def test_each_part_fits_its_network_with_the_line_in_front_of_it(network):
    known = capabilities_of(network)
    recipient = "anna@mastodon.example"
    text = " ".join(f"Сообщение номер {n}: https://shop.example/{n} и ещё слова." for n in range(2000))
    room = room_for(network, recipient)
    text = text[: int(room * 2.5)]
    parts = parts_of(text, known, room=room, private=True)
    assert parts is not None
    assert 2 <= len(parts) <= 4
    for part in parts:
        assert measure(address_line(network, recipient) + part, known.length_unit) <= known.max_length


def test_a_text_that_fits_is_one_part_as_it_is():
    assert cut("Ok. ", 10, numbered=True) == ("Ok.",)
    assert split("x" * 9000, room=None, unit="characters", most=1) == ("x" * 9000,)


def test_a_paragraph_is_the_best_place():
    assert cut("One two.\n\nThree four. Five six seven.", 30) == ("One two.", "Three four. Five six seven.")


def test_then_a_line_then_a_sentence_then_a_word():
    assert cut("One two. A\nThree four. Five six", 24) == ("One two. A", "Three four. Five six")
    assert cut("One two three. Four five six seven", 24) == ("One two three.", "Four five six seven")
    assert cut("one two three four five six seven", 24) == ("one two three four five", "six seven")


def test_the_nicest_cut_is_not_worth_one_part_more():
    assert cut("Yes.\n\n" + "word " * 9 + "end", 30) == (
        "Yes.\n\nword word word word word",
        "word word word word end",
    )


@pytest.mark.parametrize("text", ["Пришлите на ул. Новая дом", "Цена 500 руб и доставка т. е. даром"])
def test_a_dot_after_a_short_word_ends_no_sentence(text):
    room = len(text) - 2
    assert cut(text, room) == tuple(text.rsplit(" ", 1))


def test_blanks_that_hold_together_are_no_place():
    assert cut("It costs 5\u00a0000\u00a0zł", 14) == ("It costs", "5\u00a0000\u00a0zł")


def test_a_word_that_fits_nowhere_cannot_be_told_in_parts():
    assert cut("short " + "x" * 40, 30) is None


def test_no_more_parts_than_the_network_lets():
    assert len(cut("word " * 24, 30) or ()) == 4
    assert cut("word " * 25, 30) is None
    assert cut("word " * 10, 30, most=1) is None


def test_where_a_reply_is_one_message():
    for network in Network:
        known = capabilities_of(network)
        if known.single_reply or network in {Network.EMAIL, Network.GENERIC, Network.WORDPRESS}:
            assert most_parts(known, private=True) == 1
    vk = capabilities_of(Network.VK)
    assert most_parts(vk, private=False) == 1
    assert most_parts(vk, private=True) == 4
