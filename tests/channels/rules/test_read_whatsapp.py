import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_whatsapp import (
    WHATSAPP_EVENT,
    is_message_for_us,
    is_status_for_us,
    key_of,
)
from bpo.channels.rules.readings import read_event, read_receipt
from bpo.channels.rules.whatsapp_codes import LOCKED, NOT_REACHED, UNDELIVERED, WINDOW_SHUT
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
SECONDS = str(int(AT.timestamp()))
USER = "UA.13491208655302741918"


def said(**over):
    """As Meta's webhook brings a message of a person; None leaves a part out."""
    whole = {
        "from": "380501112233",
        "id": "wamid.A1==",
        "timestamp": SECONDS,
        "type": "text",
        "text": {"body": "Где мой заказ?"},
    } | over
    return {name: one for name, one in whole.items() if one is not None}


def read(message, *, contacts=(), **over):
    stored = {"account": "whatsapp:+380", "own_id": "17", "message": message, "contacts": list(contacts)}
    return read_event(WHATSAPP_EVENT, json.dumps(stored | over))


def of_kind(kind, part, **over):
    return said(**{"type": kind, "text": None, kind: part} | over)


def test_what_a_person_writes_is_private_and_all_of_theirs_one_conversation():
    found = read(said())
    assert (found.external_id, found.conversation, found.author_id) == (
        "wamid.A1==",
        "380501112233",
        "380501112233",
    )
    assert (found.direction, found.visibility, found.mark) == (Direction.IN, Visibility.PRIVATE, None)
    assert (found.posted_at, found.text, found.in_reply_to) == (AT, "Где мой заказ?", None)


@pytest.mark.parametrize(
    ("over", "person"),
    [
        ({}, "380501112233"),
        ({"from_user_id": USER}, USER),
        ({"from": None, "from_user_id": USER}, USER),
        ({"from_user_id": "US.ENT.11815799212886844830"}, "US.ENT.11815799212886844830"),
    ],
)
def test_people_are_known_by_their_id_and_by_their_number_only_without_one(over, person):
    found = read(said(**over))
    assert (found.author_id, found.conversation) == (person, person)
    assert found.thread_keys == ("m:wamid.A1==", f"c:{person}")


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ({"wa_id": "380501112233", "profile": {"name": "Anna"}}, "Anna"),
        ({"user_id": USER, "profile": {"name": "Anna", "username": "anna.n"}}, "Anna"),
        ({"user_id": USER, "profile": {"username": "anna.n"}}, "@anna.n"),
        ({"user_id": "UA.2", "wa_id": "1", "profile": {"name": "Boris"}}, None),
        ({"user_id": USER}, None),
    ],
)
def test_a_name_is_that_of_whoever_wrote(contact, name):
    other = {"wa_id": "7", "profile": {"name": "Somebody else"}}
    assert read(said(from_user_id=USER), contacts=[other, contact]).author_name == name


@pytest.mark.parametrize(
    ("kind", "part", "text"),
    [
        ("text", {"body": " "}, "[message of another kind]"),
        ("button", {"text": "Так", "payload": "YES"}, "Так"),
        ("interactive", {"type": "button_reply", "button_reply": {"id": "1", "title": "Людина"}}, "Людина"),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "1", "title": "Доставка"}}, "Доставка"),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"body": "Sent", "response_json": "{}"}}, "Sent"),
        ("image", {"id": "5", "caption": "Ось", "mime_type": "image/jpeg"}, "Ось\n[image]"),
        ("document", {"id": "5", "filename": "a.pdf"}, "a.pdf\n[document]"),
        ("audio", {"id": "5", "voice": True}, "[voice]"),
        ("sticker", {"id": "5"}, "[sticker]"),
        ("location", {"latitude": 50.4, "longitude": 30.5, "name": "Here"}, "Here\n50.4, 30.5\n[location]"),
        ("contacts", [{"name": {"formatted_name": "Boris"}}, {}], "Boris\n[contact]"),
        ("order", {"text": "Please", "product_items": []}, "Please\n[order]"),
        ("unsupported", {"type": "poll_creation"}, "[message of another kind]"),
        ("of tomorrow", {"x": 1}, "[message of another kind]"),
    ],
)
def test_every_kind_is_words_or_a_note(kind, part, text):
    assert read(of_kind(kind, part)).text == text


def test_what_whatsapp_could_not_read_itself_is_said_to_have_come():
    unread = of_kind("unsupported", None, errors=[{"code": 131051, "title": "Message type unknown"}])
    assert read(unread).text == "[message of another kind]"


def test_a_reaction_answers_what_it_stands_beside_and_taking_it_back_says_nothing():
    found = read(of_kind("reaction", {"message_id": "wamid.OURS", "emoji": "👎"}))
    assert (found.text, found.in_reply_to) == ("👎\n[reaction]", "wamid.OURS")
    assert not is_message_for_us(of_kind("reaction", {"message_id": "wamid.OURS"}))


def test_what_a_message_answers_and_what_an_edit_changed():
    assert read(said(context={"id": "wamid.OURS", "from": "380"})).in_reply_to == "wamid.OURS"
    assert read(said(context={"forwarded": True})).in_reply_to is None
    edit = {"original_message_id": "wamid.A0", "message": {"type": "text", "text": {"body": "Заказ 13"}}}
    found = read(of_kind("edit", edit))
    assert (found.external_id, found.in_reply_to, found.text) == ("wamid.A1==", "wamid.A0", "Заказ 13")


def test_what_is_written_in_the_app_is_the_brands_and_no_reply_of_ours():
    found = read(said(**{"from": "380441234567", "to": "380501112233"}), echo=True)
    assert (found.direction, found.addressee, found.conversation) == (
        Direction.OUT,
        "380501112233",
        "380501112233",
    )
    assert found.mark is not None  # so that its words do not make it one


@pytest.mark.parametrize(
    "over",
    [{"type": "system"}, {"type": "revoke"}, {"type": "request_welcome"}, {"group_id": "g"}, {"id": ""}],
)
def test_what_says_nothing_to_us_is_left(over):
    assert is_message_for_us(said())
    assert not is_message_for_us(said(**over))


@pytest.mark.parametrize(
    "over",
    [
        {"id": "wamid\u0000"},
        {"id": "w" * 300},
        {"timestamp": "soon"},
        {"timestamp": None},
        {"timestamp": "9" * 30},
        {"from": None},
        {"from": "anna"},
        {"from_user_id": ["x"]},
        {"type": None},
        {"text": {}},
    ],
)
def test_what_is_no_message_is_said_to_be_none_and_has_a_name_all_the_same(over):
    stored = {"message": said(**over)}
    assert key_of(stored).isprintable()
    assert key_of(stored) == key_of(json.loads(json.dumps(stored)))
    with pytest.raises(Invalid):
        read(said(**over))


def status(told, **over):
    return {"id": "wamid.R", "status": told, "timestamp": SECONDS, "biz_opaque_callback_data": "k"} | over


def receipt(one):
    return read_receipt(WHATSAPP_EVENT, json.dumps({"status": one}))


@pytest.mark.parametrize("told", ["sent", "delivered", "read"])
def test_a_status_tells_that_a_reply_went_out_with_its_key(told):
    found = receipt(status(told))
    assert (found.external_id, found.mark, found.at, found.failure) == ("wamid.R", "k", AT, None)
    assert key_of({"status": status(told)}) == "sent:wamid.R"  # whichever comes first is enough


@pytest.mark.parametrize(
    ("errors", "why"),
    [
        ([{"code": 131047}], WINDOW_SHUT),
        ([{"code": 131026}], NOT_REACHED),
        ([{"code": 131031}], LOCKED),
        ([{"code": 131049}], UNDELIVERED),
        ([{"code": "131047"}], UNDELIVERED),
        ([{}], UNDELIVERED),
        ([], UNDELIVERED),
    ],
)
def test_a_status_tells_why_a_reply_did_not_arrive(errors, why):
    assert receipt(status("failed", errors=errors)).failure == why
    assert key_of({"status": status("failed")}) == "failed:wamid.R"


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (status("sent"), True),
        (status("failed", biz_opaque_callback_data=None), True),
        (status("sent", biz_opaque_callback_data=None), False),  # another tool's, or known by its answer
        (status("deleted"), False),
        (status("failed", recipient_type="group"), False),
        (status("failed", id="a\u0000"), False),
    ],
)
def test_which_statuses_are_kept(one, kept):
    assert is_status_for_us(one) is kept


def test_what_is_no_status_is_said_to_be_none_and_a_message_is_no_receipt():
    for over in ({"timestamp": "soon"}, {"errors": [1]}, {"errors": 1}):
        with pytest.raises(Invalid):
            receipt(status("failed", **over))
    assert read_receipt(WHATSAPP_EVENT, json.dumps({"message": said()})) is None
    assert read_receipt("message", "{}") is None
