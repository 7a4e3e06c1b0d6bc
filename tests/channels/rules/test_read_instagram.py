import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.echo_marks import thread_of
from bpo.channels.rules.read_instagram import (
    INSTAGRAM_COMMENT,
    as_brought,
    comment_of,
    first_of,
    is_for_us,
    key_of,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
SECONDS = int(AT.timestamp())


def brought(*, at=SECONDS, **over):
    """As Meta's webhook brings a comment; None leaves a part out."""
    whole = {"id": "55", "from": {"id": "501", "username": "anna"}, "text": "Скільки?"} | over
    value = {name: one for name, one in whole.items() if one is not None}
    return {"account": "instagram:brand", "own_id": "17", "at": at, "value": value}


def shown(*, first=None, **over):
    """As the interface shows the same."""
    whole = {
        "id": "55",
        "from": {"id": "501", "username": "anna"},
        "text": "Скільки?",
        "timestamp": "2026-11-30T09:00:00+0000",
    }
    return as_brought(whole | over, first=first, account="instagram:brand", own_id="17")


def read(one):
    return read_event(INSTAGRAM_COMMENT, json.dumps(one))


def test_a_comment_is_public_and_begins_a_thread():
    found = read(brought())
    assert (found.external_id, found.in_reply_to, found.direction) == ("55", None, Direction.IN)
    assert (found.author_id, found.author_name, found.text) == ("501", "anna", "Скільки?")
    assert (found.visibility, found.posted_at) == (Visibility.PUBLIC, AT)


def test_an_answer_is_named_after_its_threads_first():
    found = read(brought(id="56", parent_id="55"))
    assert (found.external_id, found.in_reply_to) == ("55_56", "55")
    assert (comment_of("55_56"), comment_of("55"), first_of("55_56"), first_of("55")) == (
        "56",
        "55",
        "55",
        "55",
    )
    assert thread_of("instagram", "55_56") == thread_of("instagram", "55") == "55"
    assert first_of(None) is None


@pytest.mark.parametrize("first", [None, "54"])
def test_what_is_read_and_what_is_brought_are_one_message(first):
    assert read(brought(parent_id=first)) == read(shown(first=first))


def test_what_the_account_says_itself_is_the_brands():
    assert read(brought(**{"from": {"id": "17", "username": "brand"}})).direction is Direction.OUT


@pytest.mark.parametrize(
    ("author", "person", "name"),
    [
        ({"id": "501"}, "501", None),
        ({"username": "anna"}, "anna", "anna"),
        (None, "author of 55", None),
    ],
)
def test_who_wrote_it_as_far_as_it_is_told(author, person, name):
    found = read(brought(**{"from": author}))
    assert (found.author_id, found.author_name, found.direction) == (person, name, Direction.IN)


def test_no_words_are_a_note_and_thousandths_an_instant():
    assert read(brought(text="")).text == "[message of another kind]"
    assert read(brought(at=SECONDS * 1000)).posted_at == AT


@pytest.mark.parametrize(
    "over",
    [{"id": "5\u0000"}, {"id": "x"}, {"parent_id": "../1"}, {"at": None}, {"at": "soon"}, {"at": 10**30}],
)
def test_what_is_no_comment_is_said_to_be_none_and_has_a_name_all_the_same(over):
    one = brought(**over)
    assert is_for_us(one)
    assert key_of(one).isprintable()
    with pytest.raises(Invalid):
        read(one)
    assert not is_for_us(brought(id=None))
