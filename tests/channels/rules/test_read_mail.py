"""What the author of a mail wrote."""

import pytest

from bpo.channels.rules.read_mail import bare_id, marker_of, text_of_html, without_quotes


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Спасибо!\n\n> где посылка?\n> нигде", "Спасибо!"),
        ("Dziękuję\n\nW dniu 3.11.2026 o 10:15 Anna napisała:\n> gdzie paczka", "Dziękuję"),
        ("Thanks\n\nOn Mon, 3 Nov 2026, Care <care@x.test>\nwrote:\n> hi", "Thanks"),
        ("Да\n-----Original Message-----\nFrom: x", "Да"),
        ("> only a quote", "> only a quote"),
        ("> question?\nanswer", "> question?\nanswer"),
        ("no quote", "no quote"),
    ],
)
def test_quotes_below_are_left_out(text, kept):
    assert without_quotes(text).strip() == kept


def test_a_mail_of_html_has_a_text():
    assert text_of_html("<style>x</style><p>Hello<br>you &amp; me</p><blockquote>old</blockquote>") == (
        "Hello\nyou & me"
    )


def test_ids_lose_their_brackets_and_marks_are_the_same_each_time():
    assert (bare_id(" <a@b> "), bare_id(""), bare_id(None)) == ("a@b", None, None)
    assert marker_of("key", "care@brand.test") == marker_of("key", "other@brand.test")
    assert marker_of("key", "care@brand.test") != marker_of("another", "care@brand.test")
