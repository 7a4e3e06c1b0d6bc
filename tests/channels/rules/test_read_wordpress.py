import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.rules.read_wordpress import (
    WORDPRESS_COMMENT,
    as_html,
    envelope,
    instant_of,
    is_text,
    text_of,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

LINK = "https://brand.example/?p=3#comment-12"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


def comment(**over):
    return {
        "id": 12,
        "post": 3,
        "parent": 0,
        "author": 5,
        "author_name": "Anna",
        "author_email": "anna@guests.example",
        "date_gmt": "2026-11-30T09:00:00",
        "content": {"raw": "Where is my parcel?", "rendered": "<p>Where is my parcel?</p>"},
        "link": LINK,
        "status": "approved",
        **over,
    }


def stored(found, *, title=None, own_id="2", site="brand.example"):
    return envelope(found, account="wordpress:brand.example", own_id=own_id, site=site, title=title)


def read(found, **over):
    return read_event(WORDPRESS_COMMENT, json.dumps(stored(found, **over)))


def test_a_comment_is_a_message():
    message = read(comment())
    assert (message.external_id, message.account) == ("12", "wordpress:brand.example")
    assert (message.author_id, message.author_name) == ("5@brand.example", "Anna")
    assert (message.direction, message.visibility) == (Direction.IN, Visibility.PUBLIC)
    assert message.posted_at == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert (message.in_reply_to, message.conversation) == (None, None)


def test_what_it_is_under_is_told_once_and_where_it_stands_always():
    assert read(comment(), title="Prices &amp;\n returns").text == (
        f"Where is my parcel?\n\nPrices & returns\n{LINK}"
    )
    assert read(comment(parent=11)).text == f"Where is my parcel?\n\n{LINK}"
    assert read(comment(link="javascript:alert(1)")).text == "Where is my parcel?"
    assert read(comment(content={"raw": "<img src='x'>"})).text == LINK


def test_our_own_comment_is_the_brands_and_has_nothing_beneath():
    message = read(comment(parent=11), own_id="5")
    assert (message.direction, message.in_reply_to) == (Direction.OUT, "11")
    assert message.text == "Where is my parcel?"


def test_the_same_number_on_two_sites_is_two_people():
    assert read(comment()).author_id != read(comment(), site="shop.example").author_id


def test_a_guest_is_known_by_name_and_address_which_is_not_kept():
    guest = comment(author=0)
    known = read(guest).author_id
    assert read(comment(author=0, author_email=" Anna@guests.example", id=13)).author_id == known
    assert read(comment(author=0, author_name="Bert")).author_id != known
    assert "guests.example" not in json.dumps(stored(guest))
    assert "guests.example" not in known


def test_guests_who_give_no_address_are_not_taken_for_one():
    one, other = (read(comment(author=0, author_email="", id=number)).author_id for number in (12, 13))
    assert one != other


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("First.\r\n\r\nSecond.", "First.\n\nSecond."),
        ("a &lt; b &amp; c &#8217; 👍", "a < b & c ’ 👍"),
        ("<strong>So</strong> <em>late</em><br />Again", "So late\nAgain"),
        (
            '<a href="https://x.example/?a=1&amp;b=2" rel="nofollow ugc">Here</a>.',
            "Here (https://x.example/?a=1&b=2).",
        ),
        ('<a href="https://x.example">https://x.example</a>', "https://x.example"),
        ("<a href='https://x.example'></a>", "https://x.example"),
        ("nothing \0 at the \ud800 end", "nothing  at the ? end"),
    ],
)
def test_a_text_is_read_as_it_was_typed(raw, text):
    assert text_of(raw) == text


@given(TEXTS)
def test_whatever_we_write_is_read_back_as_it_was_typed(text):
    assert text_of(as_html(text)) == text.strip()
    assert is_text(as_html(text), text)


@given(TEXTS)
def test_nothing_we_write_is_markup(text):
    assert not {"<", ">"} & set(as_html(text))


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2026-11-30T09:00:00", datetime(2026, 11, 30, 9, tzinfo=UTC)),
        ("-0001-11-30T00:00:00", None),
        ("", None),
        (None, None),
    ],
)
def test_an_instant_is_read(value, instant):
    assert instant_of(value) == instant


@pytest.mark.parametrize(
    "broken",
    [
        {},
        [],
        "text",
        {"comment": {}},
        {**stored(comment()), "comment": {**stored(comment())["comment"], "content": None}},
        {**stored(comment()), "comment": {**stored(comment())["comment"], "date_gmt": "never"}},
        {**stored(comment()), "comment": {**stored(comment())["comment"], "author_name": 7}},
        {**stored(comment()), "person": None},
    ],
)
def test_what_is_no_comment_is_refused(broken):
    with pytest.raises(Invalid):
        read_event(WORDPRESS_COMMENT, json.dumps(broken))
