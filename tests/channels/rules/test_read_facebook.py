import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_facebook import (
    FACEBOOK_COMMENT,
    as_brought,
    comment_of,
    is_for_us,
    key_of,
    post_of,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
PAGE, POST = "17", "17_77"


def brought(*, at=None, **over):
    """As Meta's webhook brings a comment on a post; None leaves a part out."""
    value = {
        "item": "comment",
        "verb": "add",
        "comment_id": "77_5",
        "post_id": POST,
        "parent_id": POST,
        "from": {"id": "501", "name": "Anna Nowak"},
        "message": "Где мой заказ?",
        "created_time": int(AT.timestamp()),
    } | over
    value = {name: one for name, one in value.items() if one is not None}
    return {"account": "facebook:brand", "own_id": PAGE, "at": at, "value": value}


def shown(**over):
    """As the interface shows the same."""
    comment = {
        "id": "77_5",
        "from": {"id": "501", "name": "Anna Nowak"},
        "message": "Где мой заказ?",
        "created_time": "2026-11-30T09:00:00+0000",
    } | over
    return as_brought(comment, post=POST, account="facebook:brand", own_id=PAGE)


def read(stored):
    return read_event(FACEBOOK_COMMENT, json.dumps(stored))


def test_a_comment_is_public_and_begins_a_thread():
    found = read(brought())
    assert (found.external_id, found.text, found.posted_at) == ("77_5", "Где мой заказ?", AT)
    assert (found.author_id, found.author_name) == ("501", "Anna Nowak")
    assert (found.direction, found.visibility) == (Direction.IN, Visibility.PUBLIC)
    assert (found.in_reply_to, found.conversation) == (None, None)


@pytest.mark.parametrize(
    "over",
    [
        {},
        {"parent": {"id": "77_1"}},
        {"from": {"id": PAGE}},
        {"from": None},
        {"message": "", "attachment": {"type": "photo"}},
    ],
)
def test_what_is_read_and_what_is_brought_are_one_message(over):
    parent = {"parent_id": over["parent"]["id"]} if "parent" in over else {}
    photo = {"photo": "https://cdn.test/1.jpg"} if "attachment" in over else {}
    same = {name: one for name, one in over.items() if name not in {"parent", "attachment"}}
    one, other = shown(**over), brought(**same, **parent, **photo)
    assert key_of(one) == key_of(other)
    assert read(one) == read(other)


def test_an_answer_names_the_threads_first_comment():
    assert read(brought(parent_id="77_1")).in_reply_to == "77_1"
    assert read(brought(parent_id=None)).in_reply_to is None


def test_what_the_page_says_goes_out():
    assert read(brought(**{"from": {"id": 17}})).direction is Direction.OUT


def test_an_edit_is_a_message_of_its_own_that_answers_what_it_changed():
    first, again = (brought(verb="edited", message="Уже пришёл", at=int(AT.timestamp()) + n) for n in (9, 10))
    found = read(first)
    assert (found.in_reply_to, found.text, found.posted_at.second) == ("77_5", "Уже пришёл", 9)
    assert key_of(first) != key_of(again)
    assert comment_of(found.external_id) == "77_5"


def test_of_people_without_a_name_each_comment_is_somebody_elses():
    one, other = (read(brought(comment_id=key, **{"from": None})) for key in ("77_5", "77_6"))
    assert one.author_id != other.author_id
    assert one.author_name is None


@pytest.mark.parametrize(
    ("over", "text"),
    [
        ({"photo": "u"}, "Look\n[photo]"),
        ({"photos": ["u", "v"]}, "Look\n[photo]"),
        ({"video": "u"}, "Look\n[video]"),
        ({"message": " ", "sticker": "u"}, "[sticker]"),
        ({"message": None}, "[message of another kind]"),
    ],
)
def test_what_else_there_is_is_a_note(over, text):
    assert read(brought(**{"message": "Look"} | over)).text == text


@pytest.mark.parametrize(
    ("attached", "note"),
    [
        ("photo", "[photo]"),
        ("video_inline", "[video]"),
        ("share", "[link]"),
        ("sticker", "[sticker]"),
        ("of tomorrow", "[message of another kind]"),
    ],
)
def test_attachments_as_the_interface_calls_them(attached, note):
    assert read(shown(message="", attachment={"type": attached})).text == note


@pytest.mark.parametrize(
    ("over", "kept"),
    [
        ({}, True),
        ({"verb": "edited"}, True),
        ({"verb": "edited", "from": {"id": PAGE}}, False),
        ({"verb": "remove"}, False),
        ({"verb": "hide"}, False),
        ({"item": "reaction"}, False),
        ({"item": "post"}, False),
        ({"comment_id": None}, False),
    ],
)
def test_only_what_somebody_said_in_a_comment_is_kept(over, kept):
    assert is_for_us(brought(**over)) is kept


@pytest.mark.parametrize(
    "over",
    [
        {"comment_id": "../me"},
        {"comment_id": "7\u0000"},
        {"comment_id": [1]},
        {"created_time": None},
        {"created_time": "soon"},
        {"created_time": 10**30},
        {"created_time": [1]},
        {"from": "anna"},
    ],
)
def test_what_is_no_comment_is_said_to_be_none_and_has_a_name_all_the_same(over):
    stored = brought(**over)
    assert key_of(stored).isprintable()
    assert key_of(stored) == key_of(json.loads(json.dumps(stored)))
    with pytest.raises(Invalid):
        read(stored)


@pytest.mark.parametrize(
    ("known_as", "post"), [("77_5", "77"), ("77_5:edit:9", "77"), ("5", None), (None, None)]
)
def test_the_post_of_a_comment(known_as, post):
    assert post_of(known_as) == post
