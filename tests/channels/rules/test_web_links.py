"""Which links of a text are looked behind, and how the place behind one is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bpo.channels.rules.web_links import (
    LONGEST_LINK,
    MOST_LINKS,
    address_of,
    is_act,
    is_elsewhere,
    links_in,
    named,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Смотрите: https://shop.example/lid?id=7.", ["https://shop.example/lid?id=7"]),
        (
            "(http://a.example/b_(c)), и «https://d.example/»",
            ["http://a.example/b_(c)", "https://d.example/"],
        ),
        ("https://a.example/#part https://a.example", ["https://a.example/"]),
        (
            "HTTPS://Пример.РФ/путь?q=я",
            ["https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C?q=%D1%8F"],
        ),
        ("https://a.example/%D0%B0?x=%20&y=a+b", ["https://a.example/%D0%B0?x=%20&y=a+b"]),
        ("https://a.example:8443/x", ["https://a.example:8443/x"]),
        ("https://anna:secret@a.example/ https://@a.example/", []),
        ("ftp://a.example/ javascript:alert(1) www.a.example", []),
        ("https://[bad https://a.example:x/ https://a..example/ https:///x https://%61.example/", []),
        ("https://xn--a.example.\u202egpj.exe/", []),
        ("https://a.example/" + "x" * LONGEST_LINK, []),
        ("https://a.example/unsubscribe https://a.example/?x=1&TOKEN= https://a.example/reset/7", []),
        (
            "https://a.example/tokens https://a.example/?q=token",
            ["https://a.example/tokens", "https://a.example/?q=token"],
        ),
    ],
)
def test_links_of_a_text(text, found):
    assert links_in(text) == found


def test_few_links_of_a_message_are_looked_behind():
    text = " ".join(f"https://a.example/{number}" for number in range(10))
    assert links_in(text) == [f"https://a.example/{number}" for number in range(MOST_LINKS)]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://www.shop.example/x", "www.shop.example"),
        ("https://пример.рф/", "пример.рф"),
        ("https://Żółw.pl/", "żółw.pl"),
        ("https://магазин.example/", "магазин.example"),
        ("https://pаypal.example/", "xn--pypal-4ve.example"),  # a Cyrillic а
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://рауса.com/", "xn--80aa0cfj.com"),  # Cyrillic alone, and looks Latin
        ("https://рауса.рф/", "рауса.рф"),
        ("https://例え.jp/", "xn--r8jz45g.jp"),
        ("https://xn--zzzzzzz.example/", "xn--zzzzzzz.example"),
        ("http://[2606:4700::1]/", "2606:4700::1"),
    ],
)
def test_a_host_is_named_so_that_it_deceives_nobody(link, shown):
    assert named(address_of(link)) == shown


def test_another_host_is_told_from_the_same():
    assert not is_elsewhere("https://a.example/x", "https://www.a.example/y")
    assert is_elsewhere("https://sho.rt/x", "https://a.example/")


@given(some.text() | some.text(alphabet="https:/@.[]()а%?#&=-\u202e1").map("https://".__add__))
def test_any_text_has_links_that_can_be_asked_for_or_none(text):
    for address in links_in(text):
        assert address.isascii()
        assert address.isprintable()
        assert len(address) <= LONGEST_LINK
        assert not is_act(address)
        assert address_of(address) == address
        assert named(address)
