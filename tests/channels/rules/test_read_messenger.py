import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_messenger import MESSENGER_MESSAGE, as_brought, is_for_us, key_of
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
PAGE = "17"


def event(**over):
    """As Meta's webhook brings a message of a person; None leaves a part out."""
    whole = {
        "sender": {"id": "501"},
        "recipient": {"id": PAGE},
        "timestamp": int(AT.timestamp()) * 1000,
        "message": {"mid": "m_1", "text": "Где мой заказ?"},
    } | over
    return {name: one for name, one in whole.items() if one is not None}


def echo(**over):
    said = {"mid": "m_2", "text": "В пути.", "is_echo": True, "app_id": 1} | over
    return event(sender={"id": PAGE}, recipient={"id": "501"}, message=said)


def shown(**over):
    """As the interface shows the same."""
    whole = {
        "id": "m_1",
        "created_time": "2026-11-30T09:00:00+0000",
        "from": {"id": "501", "name": "Anna Nowak", "email": "501@facebook.com"},
        "to": {"data": [{"id": PAGE, "name": "A brand"}]},
        "message": "Где мой заказ?",
    }
    return as_brought(whole | over)


def read(one):
    stored = {"account": "messenger:brand", "own_id": PAGE, "event": one}
    return read_event(MESSENGER_MESSAGE, json.dumps(stored))


def test_what_a_person_writes_is_private_and_all_of_theirs_one_conversation():
    found = read(event())
    assert (found.external_id, found.conversation, found.author_id) == ("m_1", "501", "501")
    assert (found.direction, found.visibility) == (Direction.IN, Visibility.PRIVATE)
    assert (found.posted_at, found.text, found.mark) == (AT, "Где мой заказ?", None)


def test_what_the_page_writes_says_to_whom_and_bears_its_mark():
    found = read(echo(metadata="a key"))
    assert (found.direction, found.addressee, found.conversation) == (Direction.OUT, "501", "501")
    assert found.mark == "a key"
    assert read(echo()).mark is None


def test_a_persons_own_mark_is_none():
    assert read(event(message={"mid": "m_1", "text": "x", "metadata": "a key"})).mark is None


def test_what_is_read_and_what_is_brought_have_one_name_and_text():
    one, other = read(shown()), read(event())
    assert (one.external_id, one.text, one.conversation) == (
        other.external_id,
        other.text,
        other.conversation,
    )
    assert (one.posted_at, one.author_id, one.author_name) == (AT, "501", "Anna Nowak")
    ours = read(shown(**{"from": {"id": PAGE}, "to": {"data": [{"id": "501"}]}}))
    assert (ours.direction, ours.addressee, ours.mark) == (Direction.OUT, "501", None)


def test_an_edit_is_a_message_of_its_own_that_answers_what_it_changed():
    edit = {"mid": "m_1", "text": "Заказ 13", "num_edit": 2}
    found = read(event(message=None, message_edit=edit))
    assert (found.external_id, found.in_reply_to, found.text) == ("m_1:edit:2", "m_1", "Заказ 13")
    assert key_of(event(message=None, message_edit=edit | {"num_edit": 3})) != found.external_id


def test_a_button_that_was_chosen_is_said():
    found = read(event(message=None, postback={"mid": "m_3", "title": "Оператор", "payload": "HUMAN"}))
    assert (found.external_id, found.text) == ("m_3", "Оператор")


def test_what_a_message_answers():
    assert read(event(message={"mid": "m_2", "text": "?", "reply_to": {"mid": "m_1"}})).in_reply_to == "m_1"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"text": "Вот", "attachments": [{"type": "image"}, {"type": "file"}]}, "Вот\n[image]\n[file]"),
        ({"attachments": [{"type": "audio"}]}, "[audio]"),
        ({"attachments": [{}]}, "[file]"),
        ({}, "[message of another kind]"),
    ],
)
def test_attachments_are_notes(said, text):
    assert read(event(message={"mid": "m_1", **said})).text == text


@pytest.mark.parametrize(
    ("over", "text"),
    [
        (
            {"attachments": {"data": [{"mime_type": "image/png"}, {"mime_type": "text/csv"}]}},
            "[image]\n[file]",
        ),
        ({"sticker": "https://cdn.test/1.png"}, "[sticker]"),
        ({"attachments": {"data": [{}]}}, "[file]"),
    ],
)
def test_attachments_as_the_interface_tells_them(over, text):
    assert read(shown(message="", **over)).text == text


@pytest.mark.parametrize(
    ("over", "kept"),
    [
        ({}, True),
        ({"message": {"mid": "m_1", "is_deleted": True}}, False),
        ({"message": {"text": "no id"}}, False),
        ({"message": None, "read": {"watermark": 1}}, False),
        ({"message": None, "delivery": {"mids": ["m_1"]}}, False),
        ({"message": None, "reaction": {"mid": "m_1"}}, False),
        ({"message": "m_1"}, False),
    ],
)
def test_only_what_somebody_said_is_kept(over, kept):
    assert is_for_us(event(**over)) is kept


@pytest.mark.parametrize(
    "over",
    [
        {"message": {"mid": "m\u0000", "text": "x"}},
        {"message": {"mid": ["m"], "text": "x"}},
        {"message": {"mid": "m" * 500, "text": "x"}},
        {"timestamp": None},
        {"timestamp": "soon"},
        {"timestamp": 10**30},
        {"sender": None},
        {"recipient": {}},
        {"message": {"mid": "m_1", "attachments": [1]}},
    ],
)
def test_what_is_no_message_is_said_to_be_none_and_has_a_name_all_the_same(over):
    one = event(**over)
    assert key_of(one).isprintable()
    assert key_of(one) == key_of(json.loads(json.dumps(one)))
    with pytest.raises(Invalid):
        read(one)
