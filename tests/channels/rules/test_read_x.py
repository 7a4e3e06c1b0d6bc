from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_x import envelope, is_post, is_repost, is_same_text, read_post, text_of
from bpo.core.errors import Invalid

AUTHOR = {"id": "1001", "name": "Anna", "username": "anna_n", "public_metrics": {"followers_count": 12}}


def post(**over):
    return {
        "id": "1346889436626259968",
        "author_id": "1001",
        "created_at": "2021-01-06T18:40:40.000Z",
        "text": "@brand Where is my parcel?",
        "lang": "en",
        **over,
    }


def read(told, author=AUTHOR):
    return read_post(envelope(told, author, account="x:brand", own_id="7"))


def link(url="https://t.co/a", leads="https://example.com/long/way", **over):
    return {"url": url, "expanded_url": leads, "display_url": "example.com/lo…", **over}


def test_a_post():
    found = read(post())
    assert (found.external_id, found.direction, found.visibility) == ("1346889436626259968", "in", "public")
    assert (found.author_id, found.author_name, found.followers) == ("1001", "Anna", 12)
    assert (found.text, found.language) == ("@brand Where is my parcel?", "en")
    assert found.posted_at == datetime(2021, 1, 6, 18, 40, 40, tzinfo=UTC)
    assert (found.in_reply_to, found.conversation) == (None, None)


def test_what_it_answers_and_whose_it_is():
    referred = [{"type": "quoted", "id": "4"}, {"type": "replied_to", "id": "5"}]
    found = read(post(author_id="7", referenced_tweets=referred), None)
    assert (found.direction, found.in_reply_to, found.author_name) == ("out", "5", None)


@pytest.mark.parametrize("lang", ["und", "zxx", "qme", None, 5])
def test_its_codes_for_no_language_are_none(lang):
    assert read(post(lang=lang)).language is None


def test_links_lead_where_they_led():
    told = post(
        text="See https://t.co/a &amp; https://t.co/b",
        entities={"urls": [link(), link("https://t.co/b", "https://b.example/")]},
    )
    assert text_of(told) == "See https://example.com/long/way & https://b.example/"


@pytest.mark.parametrize(
    ("leads", "note"),
    [("https://x.com/a/status/1/photo/1", "[photo]"), ("https://x.com/a/status/1/video/1", "[video]")],
)
def test_a_picture_is_a_note(leads, note):
    media = [link(leads=leads, media_key="3_1"), link("https://t.co/c", leads, media_key="3_2")]
    assert text_of(post(text="Broken! https://t.co/a", entities={"urls": media})) == f"Broken!\n{note}"
    assert text_of(post(text="https://t.co/a", entities={"urls": media})) == note


def test_a_link_to_somebodys_picture_is_a_link():
    leads = "https://x.com/a/status/1/photo/1"
    assert text_of(post(text="https://t.co/a", entities={"urls": [link(leads=leads)]})) == leads


def test_a_long_post_is_read_whole():
    long = {"text": "word " * 100 + "https://t.co/a", "entities": {"urls": [link()]}}
    assert text_of(post(text="word… https://t.co/z", note_tweet=long)).endswith(
        "word https://example.com/long/way"
    )


@pytest.mark.parametrize(
    "told",
    [
        {},
        post(id=5),
        post(id="5/likes"),
        post(author_id=""),
        post(created_at="yesterday"),
        post(created_at=None),
        post(text=None) | {"entities": 5},
        post(referenced_tweets=[{"type": "replied_to", "id": None}]),
        post(referenced_tweets=[{}]),
        post(entities={"urls": [{}]}),
    ],
)
def test_what_cannot_be_made_out_is_no_post(told):
    with pytest.raises(Invalid):
        read(told)


def test_what_shares_anothers_is_known():
    assert is_repost(post(referenced_tweets=[{"type": "retweeted", "id": "5"}]))
    assert not is_repost(post(referenced_tweets=[{"type": "quoted", "id": "5"}]))
    assert not is_repost(post())


@pytest.mark.parametrize(
    ("shown", "ours", "same"),
    [
        ("@anna_n It is on its way.", "It is on its way.", True),
        ("@anna_n @boris_p  It is\non its way. ", "It is on its way.", True),
        ("@anna_n It is on its way!", "It is on its way.", False),
        ("@anna_n See https://t.co/a", "See https://example.com/long/way", True),
        ("@anna_n See https://t.co/a", "See example.com/long/way", True),
        ("@anna_n See https://t.co/a", "See https://www.example.com/long/way/", True),
        ("@anna_n See https://t.co/a", "See https://example.com/another", False),
        ("@anna_n a &amp; b &lt; c", "a & b < c", True),
        ("@anna_n Cafe\u0301", "Caf\u00e9", True),
    ],
)
def test_our_words_are_known_again(shown, ours, same):
    assert is_same_text(post(text=shown, entities={"urls": [link()]}), ours) is same


@pytest.mark.parametrize(
    ("name", "good"),
    [("5", True), ("", False), (None, False), ("5/likes", False), ("٥", False), ("1" * 20, False)],
)
def test_what_is_called_as_a_post(name, good):
    assert is_post(name) is good
