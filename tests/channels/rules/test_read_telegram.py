import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.read_telegram import (
    KINDS,
    TELEGRAM_UPDATE,
    envelope,
    external_id,
    is_for_us,
    key_of,
    place_of,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
ANNA = {
    "id": 5512345678,
    "is_bot": False,
    "first_name": "Anna",
    "last_name": "Nowak",
    "username": "anna_n",
    "language_code": "pl",
}
CHAT = {"id": 5512345678, "first_name": "Anna", "last_name": "Nowak", "username": "anna_n", "type": "private"}


def message(**over):
    """As the Bot API documents a Message; None leaves a part out."""
    whole = {
        "message_id": 41,
        "from": ANNA,
        "chat": CHAT,
        "date": int(AT.timestamp()),
        "text": "Gdzie jest moja paczka?",
    }
    return {name: value for name, value in (whole | over).items() if value is not None}


def update(kind="message", **over):
    return {"update_id": 900, kind: message(**over)}


def read(found):
    return read_event(TELEGRAM_UPDATE, json.dumps(envelope(found, account="telegram:brand_bot")))


def test_what_somebody_writes_is_a_private_message():
    found = read(update())
    assert (found.external_id, found.author_id, found.author_name) == (
        "5512345678:0000000041",
        "5512345678",
        "Anna Nowak",
    )
    assert (found.direction, found.visibility) == (Direction.IN, Visibility.PRIVATE)
    assert (found.text, found.language, found.posted_at) == ("Gdzie jest moja paczka?", "pl", AT)
    assert found.in_reply_to is None
    assert "c:5512345678" in found.thread_keys


def test_of_two_within_one_second_the_names_say_which_came_first():
    assert external_id(5512345678, 9) < external_id(5512345678, 10) < external_id(5512345678, 2**31)


def test_what_it_answers_is_named_in_the_same_chat():
    assert read(update(reply_to_message=message(message_id=40))).in_reply_to == "5512345678:0000000040"


def test_an_edit_is_a_message_of_its_own_that_answers_the_one_it_changed():
    edit = update("edited_message", text="Gdzie są moje paczki?", edit_date=int(AT.timestamp()) + 60)
    found = read(edit)
    assert (found.external_id, found.in_reply_to) == (
        "5512345678:0000000041:edit:0000000900",
        "5512345678:0000000041",
    )
    assert (found.posted_at - AT).total_seconds() == 60
    assert key_of(edit) == found.external_id
    assert place_of(found.external_id) == place_of("5512345678:41") == (5512345678, 41)


@pytest.mark.parametrize(
    ("held", "text"),
    [
        ({"photo": [{"file_id": "a", "width": 90, "height": 90}]}, "[photo]"),
        ({"photo": [{"file_id": "a"}], "caption": "Tak wygląda."}, "Tak wygląda.\n[photo]"),
        ({"sticker": {"file_id": "a", "emoji": "👍"}}, "[sticker]"),
        ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, "[animation]"),
        ({"venue": {"title": "Shop"}, "location": {"latitude": 1.0, "longitude": 2.0}}, "[venue]"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "[location]"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "[contact]"),
        ({"voice": {"file_id": "a", "duration": 3}}, "[voice message]"),
        ({"something_of_tomorrow": {}}, "[message of another kind]"),
        ({"text": "   "}, "[message of another kind]"),
    ],
)
def test_no_message_is_empty(held, text):
    assert read(update(**({"text": None} | held))).text == text


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"first_name": "Anna"}, "Anna"),
        ({"first_name": "", "username": "anna_n"}, "@anna_n"),
        ({}, None),
    ],
)
def test_people_are_named_as_they_name_themselves(author, name):
    assert read(update(**{"from": {"id": 5, **author}})).author_name == name


@pytest.mark.parametrize(
    ("code", "text", "language"),
    [
        ("pt-br", "🙂", "pt"),
        ("pl", "Ok", "pl"),
        ("en", "Dzień dobry, gdzie jest moja paczka? Czekam już dwa tygodnie.", None),
        ("ru", "Доброго дня! Коли приїде моє замовлення? Чекаю вже два тижні.", None),
        ("english", "Hello", None),
        (7, "Hello", None),
    ],
)
def test_the_language_of_their_telegram_is_believed_unless_the_text_is_surely_in_another(
    code, text, language
):
    assert read(update(**{"from": ANNA | {"language_code": code}, "text": text})).language == language


@pytest.mark.parametrize(
    "found",
    [
        update(chat={"id": -100123, "type": "supergroup", "title": "A group"}),
        {"update_id": 1, "channel_post": message(chat={"id": -100123, "type": "channel"})},
        {"update_id": 1, "my_chat_member": {"chat": CHAT}},
        update(text="/start"),
        update(text=None, pinned_message=message()),
        update("edited_message", text=None, location={"latitude": 1.0, "longitude": 2.0}, edit_date=1),
    ],
)
def test_what_nobody_said_to_us_is_left_out(found):
    assert not is_for_us(found)


def test_a_start_that_says_from_where_is_a_message():
    assert is_for_us(update(text="/start order_1234"))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"message": None},
        {"message": {}},
        {"message": []},
        update(date="yesterday"),
        update(date=10**18),
        update(message_id=True),
        update(chat={"type": "private"}),
        {"edited_message": message()},
    ],
)
def test_what_is_no_message_is_kept_under_a_key_and_refused(spoilt):
    found = {"update_id": 900, **spoilt}
    assert is_for_us(found)
    assert key_of(found)
    with pytest.raises(Invalid):
        read(found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PARTS = ("message_id", "from", "chat", "date", "edit_date", "text", "caption", "reply_to_message", "photo")


@given(
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(PARTS), JSON, max_size=4),
    st.dictionaries(st.sampled_from(["id", "first_name", "username", "language_code"]), JSON, max_size=3),
    st.dictionaries(st.sampled_from(["id", "type"]), JSON, max_size=1),
)
def test_any_update_is_a_message_or_is_refused(kind, over, author, chat):
    whole = {"from": ANNA | author, "chat": CHAT | chat, "edit_date": int(AT.timestamp())}
    found = update(kind, **(whole | over))
    is_for_us(found)
    key = key_of(found)
    try:
        made = read(found)
    except Invalid:
        return
    assert isinstance(made, IncomingMessage)
    assert made.text
    assert made.external_id == key  # whoever is erased is forgotten by it


@given(JSON)
def test_any_json_is_a_message_or_is_refused(body):
    with pytest.raises(Invalid):
        read_event(TELEGRAM_UPDATE, json.dumps(body))
    with pytest.raises(Invalid):
        read({"message": body})


@pytest.mark.parametrize("other", [None, "", "7", "a:b", "7:8:edit:", "7:8 ", "٧:٨", "1" * 30 + ":1"])
def test_an_id_that_is_none_of_telegrams_has_no_place(other):
    assert place_of(other) is None
