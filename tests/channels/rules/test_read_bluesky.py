import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.rules.read_bluesky import (
    BLUESKY_POST,
    envelope,
    links_in,
    record_key,
    text_of,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

ANNA, BRAND = "did:plc:anna", "did:plc:brand"
URI = f"at://{ANNA}/app.bsky.feed.post/3abc"
AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


def post(**over):
    record = {"text": "Where is my parcel?", "createdAt": "2026-11-30T09:00:00.000Z", "langs": ["pl-PL"]}
    return {
        "uri": URI,
        "author": {"did": ANNA, "handle": "anna.example", "displayName": "Anna"},
        "record": {**record, **over},
        "indexedAt": "2026-11-30T09:00:01.000Z",
    }


def read(found, **over):
    stored = envelope(found, account="bluesky:brand.example", own_id=BRAND, followers=12) | over
    return read_event(BLUESKY_POST, json.dumps(stored))


def test_a_post_is_a_message():
    message = read(post())
    assert (message.external_id, message.author_id, message.author_name) == (URI, ANNA, "Anna")
    assert (message.direction, message.visibility) == (Direction.IN, Visibility.PUBLIC)
    assert (message.text, message.language, message.followers) == ("Where is my parcel?", "pl", 12)
    assert message.posted_at == AT
    assert message.in_reply_to is None


def test_our_own_post_is_the_brands():
    assert read(post(), own_id=ANNA).direction is Direction.OUT


def test_what_it_answers_joins_it_to_a_thread():
    above = {"uri": f"at://{BRAND}/app.bsky.feed.post/3aaa", "cid": "c"}
    assert read(post(reply={"parent": above, "root": above})).in_reply_to == above["uri"]


@pytest.mark.parametrize(
    ("claimed", "shown"),
    [
        ("2026-11-30T09:00:00.000Z", AT),
        ("2031-01-01T00:00:00Z", AT + timedelta(seconds=1)),  # a fast clock does not stop ours
        ("2026-11-30T11:00:00+02:00", AT),
        ("yesterday", AT + timedelta(seconds=1)),
    ],
)
def test_the_earlier_of_what_author_and_network_say(claimed, shown):
    assert read(post(createdAt=claimed)).posted_at == shown


def test_a_link_that_is_shown_in_part_is_told_whole_and_others_stay():
    text = "Cześć! shop.example/very/lo… and shop.example"
    start = len("Cześć! ".encode())
    end = start + len("shop.example/very/lo…".encode())
    facets = [
        {"index": {"byteStart": start, "byteEnd": end}, "features": [link("https://shop.example/very/long")]},
        {"index": {"byteStart": end + 5, "byteEnd": end + 17}, "features": [link("https://shop.example")]},
        {"index": {"byteStart": 900, "byteEnd": 990}, "features": [link("https://beyond.example")]},
        {"index": {}, "features": None},
    ]
    assert text_of({"text": text, "facets": facets}) == (
        "Cześć! https://shop.example/very/long and shop.example"
    )


def link(uri):
    return {"$type": "app.bsky.richtext.facet#link", "uri": uri}


def test_the_link_of_a_card_and_a_quoted_post_stand_under_the_text():
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "https://shop.example/a"}}
    quote = {"$type": "app.bsky.embed.record", "record": {"uri": f"at://{BRAND}/app.bsky.feed.post/3q"}}
    both = {"$type": "app.bsky.embed.recordWithMedia", "record": quote, "media": card}
    assert text_of({"text": "Look", "embed": card}) == "Look\nhttps://shop.example/a"
    assert text_of({"text": "https://shop.example/a !", "embed": card}) == "https://shop.example/a !"
    assert text_of({"text": "Look", "embed": quote}) == f"Look\nhttps://bsky.app/profile/{BRAND}/post/3q"
    assert len(text_of({"text": "Look", "embed": both}).splitlines()) == 3


@pytest.mark.parametrize("spoilt", [{"post": {}}, {"post": None}, {"post": post() | {"record": []}}])
def test_what_is_no_post_is_refused(spoilt):
    with pytest.raises(Invalid, match="no post as Bluesky"):
        read(post(), **spoilt)


@given(st.text(), st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 -- made UTC below
def test_a_key_is_a_valid_tid_and_never_another(key, frozen_at):
    made = record_key(key, frozen_at.replace(tzinfo=UTC))
    assert len(made) == 13
    assert made[0] in "234567abcdefghij"
    assert set(made) <= set("234567abcdefghijklmnopqrstuvwxyz")
    assert made == record_key(key, frozen_at.replace(tzinfo=UTC))
    assert made < record_key(key, frozen_at.replace(tzinfo=UTC) + timedelta(microseconds=1))


@given(st.text(), st.text())
def test_links_are_told_by_bytes(before, after):
    text = f"{before} https://shop.example/a {after}"
    raw = text.encode("utf-8", "surrogatepass")
    cut = [
        raw[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode("utf-8", "surrogatepass")
        for one in links_in(text)
    ]
    assert "https://shop.example/a" in cut
    assert cut == [one["features"][0]["uri"] for one in links_in(text)]


def test_a_link_ends_before_the_sentence_does():
    [found] = links_in("See (https://shop.example/a_(b)).")
    assert found["features"][0]["uri"] == "https://shop.example/a_(b)"
