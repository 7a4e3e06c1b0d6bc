import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_app_store import (
    APP_REVIEW,
    SHOWN_LATER,
    events_of,
    instant_of,
    reply_event,
    reply_in,
    with_responses,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

ACCOUNT = "app_store:1500000001"
AT = "2026-11-30T01:00:00-08:00"
LATER = "2026-11-30T01:05:00-08:00"


def review(*, reply=None, state="PUBLISHED", **over):
    told = {
        "rating": 2,
        "title": "Slow",
        "body": "Nothing came.",
        "reviewerNickname": "anna1",
        "createdDate": AT,
        "territory": "POL",
        **over,
    }
    response = {
        "id": "r1",
        "attributes": {"responseBody": reply, "lastModifiedDate": LATER, "state": state},
    }
    return {"id": "0023", "attributes": told, "response": response if reply else None}


def read(found):
    return [(key, read_event(APP_REVIEW, body)) for key, body in events_of(found, account=ACCOUNT)]


def test_a_review_is_a_public_message_with_its_stars_and_territory():
    [(key, message)] = read(review())
    assert key == message.external_id == "0023:edit:01796029200000000"
    assert (message.account, message.direction) == (ACCOUNT, Direction.IN)
    assert (message.author_id, message.author_name) == ("0023", "anna1")
    assert (message.visibility, message.conversation) == (Visibility.PUBLIC, "0023")
    assert message.text == "★★☆☆☆ Slow\nNothing came.\n[App Store POL]"
    assert (message.posted_at, message.language) == (datetime(2026, 11, 30, 9, tzinfo=UTC), None)


def test_what_is_not_told_is_left_out():
    [(_, message)] = read(review(title=None, territory=None, reviewerNickname=None, rating=None))
    assert (message.author_name, message.text) == (None, "Nothing came.")


def test_a_changed_review_keeps_its_id_and_is_another_text():
    [(first, _)], [(second, message)] = read(review()), read(review(createdDate=LATER))
    assert (first != second, message.conversation) == (True, "0023")


def test_a_reply_is_the_brands_by_its_words_whatever_its_state():
    [_, (key, reply)] = read(review(reply="It is on its  way.", state="PENDING_PUBLISH"))
    assert key == reply.external_id
    assert (reply.direction, reply.conversation, reply.author_id) == (Direction.OUT, "0023", "1500000001")
    assert reply_event(review(reply="It is on its way."), account=ACCOUNT)[0] == key
    assert reply_event(review(), account=ACCOUNT) is None


def test_a_reply_that_waits_to_be_shown_is_said_to():
    waits, shown = (reply_in(review(reply="Yes.", state=one)) for one in ("PENDING_PUBLISH", "PUBLISHED"))
    assert (waits.held_back, waits.note) == (True, SHOWN_LATER)
    assert (shown.held_back, shown.note) == (False, None)


def test_each_review_gets_the_reply_that_is_its_own():
    def one(known_as, response):
        data = {"type": "customerReviewResponses", "id": response} if response else None
        return {"id": known_as, "attributes": {}, "relationships": {"response": {"data": data}}}

    told = {
        "data": [one("1", "b"), one("2", None), one("3", "a"), {"id": "4"}],
        "included": [{"id": "a"}, {"id": "b"}],
    }
    assert [one["response"] for one in with_responses(told)] == [{"id": "b"}, None, {"id": "a"}, None]
    assert with_responses({"data": one("1", None)})[0]["response"] is None


@pytest.mark.parametrize("told", [{}, {"createdDate": "soon"}, None, [], {"responseBody": "x"}])
@pytest.mark.parametrize("kind", ["review", "reply"])
def test_what_is_no_review_is_refused(told, kind):
    body = {"account": ACCOUNT, "review": "0023", "kind": kind, "told": told}
    with pytest.raises(Invalid):
        read_event(APP_REVIEW, json.dumps(body))


@pytest.mark.parametrize(
    "written", ["2026-11-30T01:05:00-08:00", "2026-11-30T09:05:00Z", "2026-11-30T09:05:00.000+00:00"]
)
def test_an_instant_is_taken_with_any_offset(written):
    assert instant_of(written) == datetime(2026, 11, 30, 9, 5, tzinfo=UTC)
