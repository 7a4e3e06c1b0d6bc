import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.hook_requests import HookAccount, HookRequest
from bpo.channels.rules.read_viber import VIBER_MESSAGE, key_of, read_message
from bpo.channels.rules.readings import read_event
from bpo.channels.rules.signatures import BadSignature
from bpo.channels.rules.viber_hooks import hear_viber
from bpo.core.errors import Invalid

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TOKEN = "4453b6ac12345678-e02c5f12174805f9-daec9cbb5448c51f"


def event(message=None, sender=None, **over):
    return {
        "event": "message",
        "timestamp": 1457764197627,
        "message_token": 4912661846655238145,
        "sender": {"id": "01234567890A=", "name": "John", "language": "en", **(sender or {})},
        "message": {"type": "text", "text": "a message to the service", **(message or {})},
        **over,
    }


def read(told):
    return read_message({"account": "viber:care", "event": told})


def heard(told, *, token=TOKEN, signature=None, body=None):
    body = json.dumps(told).encode() if body is None else body
    proof = hmac.new(TOKEN.encode(), body, hashlib.sha256).hexdigest() if signature is None else signature
    asked = HookRequest("POST", {"x-viber-content-signature": proof}, {}, body, NOW)
    return hear_viber(asked, HookAccount("viber:care", {}, {"token": token} if token else {}))


def test_a_message():
    found = read(event())
    assert (found.external_id, found.conversation) == ("4912661846655238145", "01234567890A=")
    assert (found.author_id, found.author_name, found.text) == (
        "01234567890A=",
        "John",
        "a message to the service",
    )
    assert found.posted_at == datetime(2016, 3, 12, 6, 29, 57, 627000, UTC)
    assert (found.visibility, found.direction, found.language, found.mark) == ("private", "in", "en", None)


def test_what_was_put_on_ours_comes_back_as_a_mark():
    assert read(event({"tracking_data": "f00d"})).mark == "f00d"
    assert read(event({"tracking_data": ""})).mark is None
    assert read(event({"tracking_data": {"of": "another program"}})).mark is None
    assert read(event({"tracking_data": "x" * 4000})).mark is None


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"type": "picture", "text": "Look", "media": "https://dl.viber.com/1"}, "Look\n[photo]"),
        ({"type": "picture", "text": "", "media": "https://dl.viber.com/1"}, "[photo]"),
        ({"type": "video", "text": None}, "[video]"),
        ({"type": "file", "text": None, "file_name": "a.pdf"}, "[document]"),
        ({"type": "sticker", "text": None, "sticker_id": 46105}, "[sticker]"),
        ({"type": "contact", "text": None, "contact": {"name": "A"}}, "[contact]"),
        ({"type": "location", "text": None, "location": {"lat": 1, "lon": 2}}, "[location]"),
        ({"type": "url", "text": None, "media": "https://example.com/x"}, "https://example.com/x"),
        ({"type": "of tomorrow", "text": None}, "[message of another kind]"),
        ({"type": "text", "text": "  "}, "[message of another kind]"),
    ],
)
def test_what_is_not_words_is_a_note(message, text):
    assert read(event(message)).text == text


@pytest.mark.parametrize(
    "told",
    [
        event(sender={"id": None}),
        event(sender={"id": ""}),
        event(message_token="5"),
        event(message_token=True),
        event(timestamp="now"),
        event(timestamp=10**30),
        {"event": "message", "message_token": 5},
        event() | {"message": "text"},
        event() | {"sender": None},
    ],
)
def test_what_cannot_be_made_out_is_said_to_be_no_message(told):
    with pytest.raises(Invalid):
        read(told)
    assert key_of(told)


def test_a_name_that_is_not_given_is_none():
    assert read(event(sender={"name": None})).author_name is None


def test_an_event_is_kept_by_the_messages_token():
    found = heard(event())
    assert (found.answer, found.form, found.undelivered) == ("", VIBER_MESSAGE, ())
    [(key, body)] = found.events
    assert key == "4912661846655238145"
    assert read_event(found.form, body).text == "a message to the service"


@pytest.mark.parametrize(
    "kind",
    ["webhook", "subscribed", "unsubscribed", "conversation_started", "delivered", "seen", "of tomorrow"],
)
def test_other_events_are_answered_and_forgotten(kind):
    found = heard(event(event=kind))
    assert (found.answer, found.events, found.undelivered) == ("", (), ())


def test_what_did_not_reach_the_customer_is_named():
    found = heard({"event": "failed", "message_token": 5, "user_id": "1", "desc": "failure description"})
    assert (found.events, found.undelivered) == ((), ("5",))


@pytest.mark.parametrize("signature", ["", "0" * 64, "é"])
def test_who_does_not_sign_is_refused(signature):
    with pytest.raises(BadSignature):
        heard(event(), signature=signature)


def test_an_account_without_a_token_takes_nothing():
    body = json.dumps(event()).encode()
    with pytest.raises(BadSignature):
        heard(None, token="", body=body, signature=hmac.new(b"", body, hashlib.sha256).hexdigest())


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"{}", b'{"event": 5}', b"null"])
def test_what_is_signed_and_no_event_is_refused(body):
    with pytest.raises(Invalid):
        heard(None, body=body)
