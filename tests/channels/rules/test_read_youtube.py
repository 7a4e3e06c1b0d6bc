"""Comments of YouTube as messages, and which threads are read again."""

from datetime import UTC, datetime, timedelta

import pytest

from bpo.channels.rules.read_youtube import (
    MOST_WATCHED,
    NOT_READ,
    WATCHED_FOR,
    envelope,
    has_news,
    in_turn,
    is_text,
    read_comment,
    watch,
)
from bpo.core.errors import Invalid

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def comment(identifier="Ugx1", **over):
    snippet = {
        "textDisplay": "Where is it?",
        "authorDisplayName": "@anna",
        "authorChannelId": {"value": "UCanna"},
        "publishedAt": "2026-05-04T11:00:00Z",
        **over,
    }
    return {"id": identifier, "snippet": snippet}


def read(found, *, video="v1"):
    return read_comment(envelope(found, account="youtube:brand", own_id="UCbrand", video=video))


def test_a_comment_is_read_with_its_address():
    message = read(comment())
    assert message.text == "Where is it?\n\nhttps://www.youtube.com/watch?v=v1&lc=Ugx1"
    assert (message.external_id, message.direction, message.in_reply_to) == ("Ugx1", "in", None)
    assert message.posted_at == NOW - timedelta(hours=1)


def test_an_answer_belongs_to_its_thread():
    message = read(comment("Ugx1.9a", parentId="Ugx1"), video=None)
    assert (message.in_reply_to, message.conversation, message.text) == ("Ugx1", "Ugx1", "Where is it?")


def test_our_own_is_read_as_it_was_typed():
    message = read(comment(authorChannelId={"value": "UCbrand"}, textOriginal="A  b", textDisplay="A b"))
    assert (message.direction, message.text) == ("out", "A  b")


def test_of_who_closed_their_channel_each_comment_is_somebody_elses():
    one, other = read(comment("a", authorChannelId=None)), read(comment("b", authorChannelId={}))
    assert one.author_id != other.author_id


@pytest.mark.parametrize("body", [None, [], {}, {"comment": {}, "id": "a", "account": "youtube:b"}])
def test_what_is_no_comment_is_refused(body):
    with pytest.raises(Invalid):
        read_comment(body)


def test_spaces_make_no_other_text():
    assert is_text({"textDisplay": "It  is\non its way. "}, "It is on its way.")
    assert not is_text({"textDisplay": "It is on its way!"}, "It is on its way.")


def test_a_thread_is_read_again_when_its_answers_are_not_as_before():
    watched = {"a": [2, NOW.isoformat()]}
    assert not has_news(watched, "a", count=2, newest=NOW)
    assert has_news(watched, "a", count=3, newest=NOW)
    assert has_news(watched, "a", count=1, newest=NOW)
    assert has_news(watched, "a", count=2, newest=NOW + timedelta(seconds=1))
    assert has_news(watched, "b", count=1, newest=NOW)
    assert not has_news(watched, "b", count=0, newest=NOW)


def test_threads_take_turns_and_the_old_ones_go():
    watched = {
        "old": [1, (NOW - WATCHED_FOR).isoformat()],
        "a": [1, NOW.isoformat()],
        "b": [1, NOW.isoformat()],
    }
    assert list(watch(watched, [("a", 2, NOW)], now=NOW)) == ["b", "a"]
    many = [(str(number), 0, NOW - timedelta(seconds=number)) for number in range(MOST_WATCHED + 5)]
    kept = watch({}, many, now=NOW)
    assert len(kept) == MOST_WATCHED
    assert str(MOST_WATCHED) not in kept


def test_what_was_not_read_is_asked_about_first():
    watched = watch({}, [("a", 1, NOW), ("b", NOT_READ, NOW), ("c", 2, NOW)], now=NOW)
    assert in_turn(watched, {"c"}) == ["b", "a"]
    assert has_news(watched, "b", count=0, newest=NOW)
