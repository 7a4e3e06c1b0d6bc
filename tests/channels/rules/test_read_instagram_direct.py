import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_instagram_direct import INSTAGRAM_ITEM, as_brought, removal_of
from bpo.channels.rules.read_messenger import key_of
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
OWN, NAME = "17841400", "brand"


def event(**over):
    """As Meta's webhook brings a message of a person; None leaves a part out."""
    whole = {
        "sender": {"id": "501"},
        "recipient": {"id": OWN},
        "timestamp": int(AT.timestamp()) * 1000,
        "message": {"mid": "aWdf1", "text": "Скільки коштує?"},
    } | over
    return {name: one for name, one in whole.items() if one is not None}


def shown(**over):
    """As the interface shows the same."""
    whole = {
        "id": "aWdf1",
        "created_time": "2026-11-30T09:00:00+0000",
        "from": {"id": "501", "username": "anna"},
        "to": {"data": [{"id": OWN, "username": NAME}]},
        "message": "Скільки коштує?",
    }
    return as_brought(whole | over, own_id=OWN, own_name=NAME)


def read(one):
    return read_event(INSTAGRAM_ITEM, json.dumps({"account": "instagram:brand", "own_id": OWN, "event": one}))


def text(**said):
    return read(event(message={"mid": "aWdf1", **said})).text


def test_what_is_read_and_what_is_brought_are_one_private_message_of_one_person():
    one, other = read(shown()), read(event())
    assert one.external_id == other.external_id == "aWdf1"
    assert (one.text, one.conversation, one.posted_at) == (other.text, "501", AT)
    assert (one.direction, one.visibility, one.author_name) == (Direction.IN, Visibility.PRIVATE, "anna")


def test_the_account_is_known_by_its_name_where_another_id_of_it_is_shown():
    ours = {"from": {"id": "999", "username": NAME}, "to": {"data": [{"id": "501", "username": "anna"}]}}
    found = read(shown(**ours))
    assert (found.direction, found.author_id, found.addressee) == (Direction.OUT, OWN, "501")
    assert read(as_brought(shown_raw() | {"from": {"id": "5"}}, own_id=OWN, own_name=None)).author_id == "5"


def shown_raw():
    to = {"data": [{"id": OWN}]}
    return {"id": "aWdf1", "created_time": "2026-11-30T09:00:00+0000", "to": to, "message": "x"}


def test_a_comment_is_read_as_before():
    value = {"id": "55", "from": {"id": "7", "username": "anna"}, "text": "How much?"}
    stored = {"account": "instagram:brand", "own_id": OWN, "at": 1_795_000_000, "value": value}
    found = read_event(INSTAGRAM_ITEM, json.dumps(stored))
    assert (found.external_id, found.visibility) == ("55", Visibility.PUBLIC)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {"text": "Є?", "reply_to": {"story": {"url": "https://x.test", "id": "9"}}},
            "[in answer to a story]\nЄ?",
        ),
        ({"reply_to": {"story": {"id": "9"}}}, "[in answer to a story]"),
        (
            {"text": "Ось", "attachments": [{"type": "image"}, {"type": "share"}]},
            "Ось\n[image]\n[shared post]",
        ),
        ({"attachments": [{"type": "story_mention"}]}, "[mention in a story]"),
        ({"attachments": [{"type": "of_tomorrow"}]}, "[of_tomorrow]"),
        ({"attachments": [{}]}, "[file]"),
        ({"is_unsupported": True}, "[message of another kind]"),
        ({"text": " ", "attachments": None}, "[message of another kind]"),
    ],
)
def test_what_is_no_text_is_a_note(said, words):
    assert text(**said) == words


def test_what_a_message_answers():
    assert read(event(message={"mid": "b", "text": "?", "reply_to": {"mid": "a"}})).in_reply_to == "a"


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"attachments": {"data": [{"image_data": {"url": "u"}}, {"video_data": {}}]}}, "[image]\n[file]"),
        ({"attachments": {"data": [{"mime_type": "audio/mp4"}]}}, "[audio]"),
        ({"shares": {"data": [{"link": "https://x.test"}]}}, "[shared post]"),
        ({"story": {"mention": {"id": "9"}}}, "[mention in a story]"),
        ({"story": {"reply_to": {"id": "9"}}, "message": "Є?"}, "[in answer to a story]\nЄ?"),
        ({"is_unsupported": True}, "[message of another kind]"),
    ],
)
def test_the_same_as_the_interface_tells_it(over, words):
    assert read(shown(**{"message": "", **over})).text == words


@pytest.mark.parametrize(
    ("over", "key"),
    [
        ({"message": {"mid": "aWdf1", "is_deleted": True}}, "aWdf1"),
        ({"message": {"mid": "aWdf1", "is_deleted": "yes"}}, None),
        ({"message": {"is_deleted": True}}, None),
        ({"message": {"mid": "\u0000", "is_deleted": True}}, None),
        ({"message": {"mid": "aWdf1", "is_deleted": True}, "timestamp": None}, None),
        ({"message": {"mid": "aWdf1", "is_deleted": True}, "timestamp": 10**30}, None),
        ({"message": "aWdf1"}, None),
        ({}, None),
    ],
)
def test_what_was_taken_back(over, key):
    found = removal_of(event(**over), account="instagram:brand")
    assert (found and (found.external_id, found.at, found.is_gone)) == (key and (key, AT, True))


@pytest.mark.parametrize(
    "over",
    [
        {"message": {"mid": "m\u0000", "text": "x"}},
        {"message": {"mid": ["m"], "text": "x"}},
        {"timestamp": "soon"},
        {"sender": None},
        {"recipient": {}},
        {"message": {"mid": "aWdf1", "attachments": [1]}},
        {"message": {"mid": "aWdf1", "attachments": 1}},
        {"message": {"mid": "aWdf1", "text": "x", "reply_to": 5}},
        {"message": 5},
    ],
)
def test_what_is_no_message_is_said_to_be_none_and_has_a_name_all_the_same(over):
    one = event(**over)
    assert key_of(one).isprintable()
    with pytest.raises(Invalid):
        read(one)
