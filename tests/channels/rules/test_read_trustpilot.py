import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_trustpilot import TRUSTPILOT_REVIEW, events_of, instant_of, reply_event
from bpo.channels.rules.readings import read_event
from bpo.channels.rules.reviews import review_of
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

ACCOUNT = "trustpilot:larkwing.example"
FIRST, LATER = "2026-11-21T09:30:00Z", "2026-11-23T10:00:00.500Z"


def review(*, reply=None, replied=LATER, **over):
    return {
        "id": "60a1",
        "stars": 2,
        "title": "Never again",
        "text": "Nothing came.",
        "language": "en",
        "createdAt": FIRST,
        "updatedAt": None,
        "referralEmail": "anna@cust.test",
        "consumer": {"id": "c1", "displayName": "Anna", "email": "anna@cust.test"},
        "companyReply": {"text": reply, "createdAt": replied} if reply else None,
        **over,
    }


def read(found):
    return [
        (key, read_event(TRUSTPILOT_REVIEW, body)) for _, (key, body) in events_of(found, account=ACCOUNT)
    ]


def test_a_review_is_a_public_message_with_its_stars():
    [(key, message)] = read(review())
    assert key == message.external_id
    assert review_of(key) == "60a1"
    assert (message.account, message.direction) == (ACCOUNT, Direction.IN)
    assert (message.author_id, message.author_name) == ("c1", "Anna")
    assert (message.visibility, message.language) == (Visibility.PUBLIC, "en")
    assert message.text == "★★☆☆☆ Never again\nNothing came."
    assert message.posted_at == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    assert (message.conversation, message.in_reply_to) == ("60a1", None)


def test_the_customers_address_is_not_kept():
    assert all("cust.test" not in body for _, (_, body) in events_of(review(reply="Sorry."), account=ACCOUNT))


def test_the_number_of_the_order_is_told():
    [(_, message)] = read(review(referenceId="A-17"))
    assert message.text.endswith("\n[order A-17]")


def test_a_title_that_the_words_begin_with_is_told_once():
    [(_, message)] = read(review(title="Nothing…", text="Nothing came."))
    assert message.text == "★★☆☆☆\nNothing came."


def test_a_reply_is_the_brands_in_the_same_conversation_by_its_words():
    [_, (key, reply)] = read(review(reply="It is on its  way."))
    assert key == reply.external_id
    assert (reply.direction, reply.conversation, reply.author_id) == (
        Direction.OUT,
        "60a1",
        "larkwing.example",
    )
    assert reply.posted_at == instant_of(LATER)
    assert reply_event(review(reply="It is on its way."), account=ACCOUNT)[0] == key
    assert reply_event(review(reply="It has come."), account=ACCOUNT)[0] != key
    assert reply_event(review(), account=ACCOUNT) is None


@pytest.mark.parametrize("changed", [{"text": "It came."}, {"stars": 5}, {"title": "Well"}])
def test_what_its_author_changes_is_another_message(changed):
    [(before, _)], [(after, message)] = read(review()), read(review(updatedAt=LATER, **changed))
    assert before != after
    assert message.posted_at == instant_of(LATER)


def test_an_update_that_is_the_reply_is_no_other_message():
    [(before, _)] = read(review())
    [(after, message), _] = read(review(reply="Sorry.", updatedAt="2026-11-23T10:00:02Z"))
    assert before == after
    assert message.posted_at == instant_of(FIRST)


def test_a_review_without_words_is_its_stars():
    [(_, message)] = read(review(title=None, text=None, stars=5))
    assert message.text == "★★★★★"


def test_whoever_tells_no_name_is_known_by_the_review():
    [(_, message)] = read(review(consumer=None))
    assert (message.author_id, message.author_name) == ("60a1", None)


@pytest.mark.parametrize("told", ["2026-11-21T09:30:00", "2026-11-21T09:30:00Z", "2026-11-21T10:30:00+01:00"])
def test_an_instant_is_in_utc_whether_it_says_so_or_not(told):
    assert instant_of(told) == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("missing", ["review", "comment", "author", "at"])
def test_what_is_no_review_is_said_to_be_none(missing):
    [(_, (_, body))] = events_of(review(), account=ACCOUNT)
    told = {name: value for name, value in json.loads(body).items() if name != missing}
    with pytest.raises(Invalid):
        read_event(TRUSTPILOT_REVIEW, json.dumps(told))
