import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_google_business import (
    BUSINESS_REVIEW,
    events_of,
    instant_of,
    own_words,
    reply_event,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

ACCOUNT = "google_business:201"
AT = "2026-11-30T09:00:00.123456789Z"
LATER = "2026-11-30T09:05:00Z"


def review(*, reply=None, state=None, **over):
    told = {
        "reviewId": "AbFvOq1",
        "reviewer": {"displayName": "Anna", "profilePhotoUrl": "https://photos.example/1"},
        "starRating": "TWO",
        "comment": "Nothing came.",
        "createTime": AT,
        "updateTime": AT,
        **over,
    }
    if reply:
        told["reviewReply"] = {"comment": reply, "updateTime": LATER}
        if state:
            told["reviewReply"]["reviewReplyState"] = state
    return {name: value for name, value in told.items() if value is not None}


def read(found):
    return [(key, read_event(BUSINESS_REVIEW, body)) for key, body in events_of(found, account=ACCOUNT)]


def test_a_review_is_a_public_message_with_its_stars():
    [(key, message)] = read(review())
    assert key == message.external_id == "AbFvOq1:edit:01796029200123456"
    assert (message.account, message.direction) == (ACCOUNT, Direction.IN)
    assert (message.author_id, message.author_name) == ("AbFvOq1", "Anna")
    assert (message.visibility, message.conversation) == (Visibility.PUBLIC, "AbFvOq1")
    assert message.text == "★★☆☆☆\nNothing came."
    assert message.posted_at == datetime(2026, 11, 30, 9, 0, 0, 123456, UTC)


@pytest.mark.parametrize(
    ("over", "text"),
    [
        ({"comment": None}, "★★☆☆☆"),
        ({"comment": " "}, "★★☆☆☆"),
        ({"starRating": "STAR_RATING_UNSPECIFIED"}, "Nothing came."),
        ({"comment": None, "starRating": None}, "[no words, no stars]"),
        ({"comment": None, "reviewMediaItems": [{}, {}]}, "★★☆☆☆\n[photos and videos: 2]"),
    ],
)
def test_a_review_without_words_is_a_message_too(over, text):
    [(_, message)] = read(review(**over))
    assert message.text == text


def test_who_stays_anonymous_has_no_name():
    [(_, message)] = read(review(reviewer={"isAnonymous": True, "displayName": "A Google user"}))
    assert message.author_name is None
    [(_, message)] = read(review(reviewer=None))
    assert message.author_name is None


def test_a_reply_is_the_brands_in_the_same_conversation_by_its_words():
    [_, (key, reply)] = read(review(reply="It is on its  way."))
    assert key == reply.external_id
    assert (reply.direction, reply.conversation, reply.author_id) == (Direction.OUT, "AbFvOq1", "201")
    assert reply_event(review(reply="It is on its way."), account=ACCOUNT)[0] == key
    assert reply_event(review(reply="It has come."), account=ACCOUNT)[0] != key
    assert reply_event(review(), account=ACCOUNT) is None


@pytest.mark.parametrize(("state", "shown"), [("APPROVED", 1), ("PENDING", 1), (None, 1), ("REJECTED", 0)])
def test_a_reply_that_google_refused_stands_before_nobody(state, shown):
    assert len(read(review(reply="Call us.", state=state))) == 1 + shown


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Nothing came.", "Nothing came."),
        ("(Translated by Google) Nothing came.\n\n(Original)\nNic nie przyszło.", "Nic nie przyszło."),
        ("Nic nie przyszło.\n\n(Translated by Google)\nNothing came.", "Nic nie przyszło."),
        ("(Translated by Google) Nothing came.", "(Translated by Google) Nothing came."),
        ("", ""),
    ],
)
def test_what_was_written_counts_and_not_its_translation(said, written):
    assert own_words(said) == written


def test_a_reply_is_known_whatever_translation_stands_beside_it():
    [_, (key, reply)] = read(review(reply="Dziękujemy!\n\n(Translated by Google)\nThank you!"))
    assert reply.text == "Dziękujemy!"
    assert reply_event(review(reply="Dziękujemy!"), account=ACCOUNT)[0] == key


@pytest.mark.parametrize("told", [{}, {"updateTime": "soon"}, None, [], {"comment": "x"}])
@pytest.mark.parametrize("kind", ["review", "reply"])
def test_what_is_no_review_is_refused(told, kind):
    body = {"account": ACCOUNT, "review": "AbFvOq1", "kind": kind, "told": told}
    with pytest.raises(Invalid):
        read_event(BUSINESS_REVIEW, json.dumps(body))


@pytest.mark.parametrize("written", ["2026-11-30T09:05:00Z", "2026-11-30T11:05:00+02:00"])
def test_an_instant_is_taken_with_any_offset(written):
    assert instant_of(written) == datetime(2026, 11, 30, 9, 5, tzinfo=UTC)
