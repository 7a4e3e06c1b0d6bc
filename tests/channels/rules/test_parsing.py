"""Message JSON: what is taken, what is refused and where it says so, and that nothing else escapes."""

import json
import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo.channels.rules.parsing import account_key, parse_batch, parse_message
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Network, Visibility

PLAIN = {
    "id": "17",
    "account": "x:pivo_doma",
    "direction": "in",
    "author": {"id": "u1"},
    "text": "Где мой заказ?",
    "posted_at": "2026-11-21T09:30:00+02:00",
}
FULL = PLAIN | {
    "direction": "out",
    "author": {"id": 9, "name": "Пиво дома", "followers": 120},
    "conversation": "c9",
    "in_reply_to": 16,
    "visibility": "private",
    "agent": "ann@example.com",
    "automatic": True,
    "language": "ru",
}


def faults_of(obj, **options):
    with pytest.raises(Invalid) as caught:
        parse_message(obj, **options)
    return {fault.place: fault.message for fault in caught.value.faults}


def attempt(parse, given_value):
    """What it gives, or the faults it tells of; anything else that is raised fails the test."""
    try:
        return parse(given_value), ()
    except Invalid as error:
        return None, error.faults


def batch_faults(body):
    with pytest.raises(Invalid) as caught:
        parse_batch(body)
    return [(fault.place, fault.message) for fault in caught.value.faults]


def test_required_keys_are_enough():
    message = parse_message(PLAIN)
    assert (message.account, message.external_id, message.author_id) == ("x:pivo_doma", "17", "u1")
    assert message.direction is Direction.IN
    assert message.posted_at == datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
    assert message.posted_at.tzinfo is UTC
    assert message.visibility is Visibility.PUBLIC
    assert message.thread_keys == ("m:17",)
    assert (message.agent, message.automatic, message.language, message.followers) == (
        None,
        False,
        None,
        None,
    )


def test_every_key_is_kept():
    message = parse_message(FULL)
    assert message.author_id == "9"
    assert message.author_name == "Пиво дома"
    assert message.followers == 120
    assert message.in_reply_to == "16"
    assert message.thread_keys == ("m:17", "m:16", "c:c9")
    assert message.visibility is Visibility.PRIVATE
    assert (message.agent, message.automatic, message.language) == ("ann@example.com", True, "ru")


def test_null_is_absent_for_what_may_be_absent():
    optional = ("conversation", "in_reply_to", "visibility", "agent", "automatic", "language")
    nothing = dict.fromkeys(optional) | {"author": {"id": "u1", "name": None, "followers": None}}
    assert parse_message(PLAIN | nothing) == parse_message(PLAIN)


def test_a_customers_message_has_no_agent_and_is_never_automatic():
    message = parse_message(FULL | {"direction": "in"})
    assert (message.agent, message.automatic) == (None, False)


@pytest.mark.parametrize("key", PLAIN)
def test_each_required_key_is_asked_for(key):
    assert faults_of({name: value for name, value in PLAIN.items() if name != key}) == {key: "is missing"}
    assert faults_of(PLAIN | {key: None}) == {key: "must not be null"}


@pytest.mark.parametrize(
    ("change", "place", "part"),
    [
        ({"id": ""}, "id", "empty"),
        ({"id": " \t"}, "id", "empty"),
        ({"id": True}, "id", "must be text"),
        ({"id": 1.5}, "id", "must be text"),
        ({"id": 10**300}, "id", "must be text"),
        ({"id": "i" * 256}, "id", "256 characters"),
        ({"id": "a\0"}, "id", "NUL"),
        ({"account": "pivo_doma"}, "account", "network"),
        ({"account": "icq:pivo"}, "account", "network"),
        ({"account": "x:"}, "account", "network"),
        ({"account": "x:@"}, "account", "network"),
        ({"account": "x: pivo"}, "account", "network"),
        ({"account": ["x:pivo"]}, "account", "must be text"),
        ({"direction": "inbound"}, "direction", "in, out"),
        ({"direction": ["in"]}, "direction", "in, out"),
        ({"author": "u1"}, "author", "object"),
        ({"author": {}}, "author.id", "missing"),
        ({"author": {"id": ""}}, "author.id", "empty"),
        ({"author": {"id": "u1", "nick": "x"}}, "author.nick", "not known"),
        ({"author": {"id": "u1", "name": 5}}, "author.name", "must be text"),
        ({"author": {"id": "u1", "name": "n" * 501}}, "author.name", "501"),
        ({"author": {"id": "u1", "followers": -1}}, "author.followers", "whole number"),
        ({"author": {"id": "u1", "followers": True}}, "author.followers", "whole number"),
        ({"author": {"id": "u1", "followers": 2**31}}, "author.followers", "whole number"),
        ({"text": 5}, "text", "must be text"),
        ({"text": "a\0b"}, "text", "NUL"),
        ({"text": "а\ud83d"}, "text", "surrogate"),
        ({"text": "т" * 100_001}, "text", "100001"),
        ({"posted_at": 1_500_000_000}, "posted_at", "offset"),
        ({"posted_at": "2026-11-21"}, "posted_at", "offset"),
        ({"posted_at": "2026-11-21T09:30:00"}, "posted_at", "offset"),
        ({"posted_at": "2026-11-21T09:30+02:00"}, "posted_at", "offset"),
        ({"posted_at": "20261121T093000Z"}, "posted_at", "offset"),
        ({"posted_at": "2026-11-21T09:30:00Z\n"}, "posted_at", "offset"),
        ({"posted_at": "٢٠٢٦-11-21T09:30:00Z"}, "posted_at", "offset"),
        ({"posted_at": "2026-02-30T09:30:00Z"}, "posted_at", "calendar"),
        ({"posted_at": "2026-11-21T24:30:00Z"}, "posted_at", "calendar"),
        ({"posted_at": "2026-11-21T09:30:00+24:00"}, "posted_at", "calendar"),
        ({"posted_at": "0001-01-01T00:00:00+23:59"}, "posted_at", "calendar"),
        ({"posted_at": "9999-12-31T23:59:59Z"}, "posted_at", "1970"),
        ({"posted_at": "1969-12-31T23:59:59Z"}, "posted_at", "1970"),
        ({"conversation": ""}, "conversation", "empty"),
        ({"in_reply_to": ""}, "in_reply_to", "empty"),
        ({"in_reply_to": []}, "in_reply_to", "must be text"),
        ({"visibility": "hidden"}, "visibility", "public, private"),
        ({"agent": "ann"}, "agent", "e-mail"),
        ({"agent": "ann@exam\0ple"}, "agent", "e-mail"),
        ({"automatic": "yes"}, "automatic", "true or false"),
        ({"automatic": 1}, "automatic", "true or false"),
        ({"language": "russian"}, "language", "code"),
        ({"language": "RU"}, "language", "code"),
        ({"reply_to": "1"}, "reply_to", "not known"),
    ],
    ids=str,
)
def test_a_wrong_value_is_one_fault_with_its_place(change, place, part):
    faults = faults_of(PLAIN | change, place="messages[3]")
    assert list(faults) == [f"messages[3].{place}"]
    assert part in faults[f"messages[3].{place}"]


@pytest.mark.parametrize(
    ("written", "microsecond", "minute"),
    [
        ("2026-11-21T09:30:00Z", 0, 30),
        ("2026-11-21t09:30:00z", 0, 30),
        ("2026-11-21 09:30:00.5-00:00", 500_000, 30),
        ("2026-11-21T09:30:00.123456789Z", 123_456, 30),
        ("2026-11-21T15:15:00+05:45", 0, 30),
    ],
)
def test_instants_in_every_form_of_the_standard(written, microsecond, minute):
    at = parse_message(PLAIN | {"posted_at": written}).posted_at
    assert at == datetime(2026, 11, 21, 9, minute, 0, microsecond, tzinfo=UTC)


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2199, 1, 1)),  # noqa: DTZ001 -- given a zone below
    st.integers(-23 * 60, 23 * 60),
)
def test_any_instant_survives_writing_and_reading(at, minutes):
    at = at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_message(PLAIN | {"posted_at": at.isoformat()}).posted_at == at


def test_all_faults_are_told_at_once():
    faults = faults_of(PLAIN | {"id": "", "text": None, "posted_at": "now", "extra": 1})
    assert set(faults) == {"id", "text", "posted_at", "extra"}


def test_an_unknown_key_is_shown_without_what_cannot_be_printed():
    place = next(iter(faults_of(PLAIN | {"\ud800\n\0" + "k" * 99: 1})))
    assert place.isprintable()
    assert len(place.encode()) < 100


def test_a_thousand_unknown_keys_are_counted_not_listed():
    faults = faults_of(PLAIN | {f"k{number}": 1 for number in range(1000)}, place="messages[0]")
    assert len(faults) == 11
    assert faults["messages[0]"] == "990 more keys are not known"


@pytest.mark.parametrize("value", [None, [], "text", 5, math.nan])
def test_only_an_object_is_a_message(value):
    assert faults_of(value) == {"message": "must be an object"}


def test_accounts_have_one_normal_form():
    assert account_key("x:@pivo_doma") == "x:pivo_doma"
    assert account_key("mastodon:@pivo@example.social") == "mastodon:pivo@example.social"
    assert account_key("x:@@pivo") == "x:@pivo"
    assert account_key("X:pivo") is None
    assert all(account_key(f"{network}:a") == f"{network}:a" for network in Network)


def test_a_batch_gives_its_messages_in_order():
    items = [PLAIN | {"id": number} for number in range(1000)]
    messages = parse_batch(json.dumps({"messages": items}).encode())
    assert [message.external_id for message in messages] == [str(number) for number in range(1000)]
    assert parse_batch(b'{"messages": []}') == []


def test_more_than_a_thousand_messages_are_refused_not_cut():
    body = json.dumps({"messages": [PLAIN] * 1001}).encode()
    assert batch_faults(body) == [("messages", "holds 1001 messages; at most 1000 go into one body")]


def test_a_batch_lists_the_first_fifty_faults_and_counts_all():
    with pytest.raises(Invalid) as caught:
        parse_batch(json.dumps({"messages": [PLAIN | {"id": ""}] * 70}).encode())
    assert caught.value.text() == "The body has 70 faults; the first 50 are listed."
    assert [fault.place for fault in caught.value.faults] == [f"messages[{n}].id" for n in range(50)]


def test_one_bad_message_refuses_the_whole_batch():
    body = json.dumps({"messages": [PLAIN, PLAIN | {"posted_at": "soon"}]}).encode()
    assert [place for place, _ in batch_faults(body)] == ["messages[1].posted_at"]


@pytest.mark.parametrize(
    ("body", "place", "part"),
    [
        (b"", "column 1", "Expecting value"),
        (b'{"messages": [}', "column 15", "Expecting value"),
        (b'{\n"messages": [\n}', "line 3, column 1", "Expecting value"),
        (b'{"messages": []} x', "column 18", "Extra data"),
        (b"\xef\xbb\xbf{}", "column 1", "BOM"),
        (b'{"messages": ["\xff"]}', "byte 16", "UTF-8"),
        (b'{"messages": ["\xed\xa0\x80"]}', "byte 16", "UTF-8"),
        (b'{"messages": [NaN]}', "body", "NaN"),
        (b'{"messages": [-Infinity]}', "body", "-Infinity"),
        (b'{"messages": [' + b"9" * 5000 + b"]}", "body", "digits"),
        (b'{"messages": [], "messages": []}', "body", "'messages' stands twice"),
        (b'{"messages": [{"id": 1, "a": {}, "id": 2}]}', "body", "'id' stands twice"),
        (b"[" * 200_000, "body", "nested"),
        (b'{"a":' * 100_000, "body", "nested"),
        (b"[]", "body", "one key"),
        (b"{}", "body", "one key"),
        (b'{"messages": [], "more": 1}', "body", "one key"),
        (b'{"messages": {}}', "messages", "list"),
        (b'{"messages": [1]}', "messages[0]", "object"),
    ],
    ids=range(19),
)
def test_a_body_that_is_no_batch_says_where_and_why(body, place, part):
    [(at, message)] = batch_faults(body)
    assert at == place
    assert part in message


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
near_messages = st.fixed_dictionaries(
    {}, optional={key: st.just(value) | anything for key, value in FULL.items()}
) | st.dictionaries(st.sampled_from(sorted(FULL)) | st.text(max_size=5), anything, max_size=5)


@settings(max_examples=300)
@given(near_messages | anything)
def test_nothing_but_invalid_escapes_and_what_passes_can_be_stored(obj):
    message, faults = attempt(parse_message, obj)
    assert (message is None) == bool(faults)
    for fault in faults:
        assert f"{fault.place} {fault.message}".encode()
    if message:
        stored = (message.external_id, message.author_id, message.text, *message.thread_keys)
        assert all("\0" not in value and value.encode() is not None for value in stored)


@settings(max_examples=300)
@given(
    st.binary(max_size=60)
    | st.lists(anything, max_size=3).map(lambda x: json.dumps({"messages": x}).encode())
)
def test_no_bytes_break_the_batch(body):
    messages, faults = attempt(parse_batch, body)
    assert (messages is None) == bool(faults)


ENGAGEMENT = {"at": "2026-11-21T12:00:00Z", "views": 700, "likes": 0, "shares": None}


def test_what_is_told_of_a_public_message_of_the_brand_is_taken():
    told = parse_message(FULL | {"visibility": "public", "engagement": ENGAGEMENT}).engagement
    assert (told.views, told.likes, told.shares, told.replies) == (700, 0, None, None)
    assert told.seen_at == datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "message",
    [
        PLAIN | {"engagement": ENGAGEMENT},
        FULL | {"engagement": ENGAGEMENT},
        FULL | {"visibility": "public", "engagement": {"at": ENGAGEMENT["at"]}},
        FULL | {"visibility": "public", "engagement": None},
    ],
)
def test_of_others_and_of_private_ones_nothing_is_told(message):
    assert parse_message(message).engagement is None


@pytest.mark.parametrize(
    ("engagement", "place"),
    [
        ({"likes": 3}, "engagement.at"),
        ({**ENGAGEMENT, "likes": -1}, "engagement.likes"),
        ({**ENGAGEMENT, "likes": True}, "engagement.likes"),
        ({**ENGAGEMENT, "likes": 2**53}, "engagement.likes"),
        ({**ENGAGEMENT, "loves": 1}, "engagement.loves"),
        ([3], "engagement"),
    ],
)
def test_counts_that_cannot_be_are_refused(engagement, place):
    assert set(faults_of(FULL | {"engagement": engagement})) == {place}
