import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_market import (
    ANSWER,
    ANSWER_COMMENT,
    CHAT,
    MARKET_ITEM,
    QUESTION,
    REVIEW,
    REVIEW_COMMENT,
    Place,
    answer_of,
    envelope,
    key_of,
    name_of,
    place_of,
    wording_of,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

ACCOUNT = "yandex_market:77"
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
REVIEWED = {
    "feedbackId": 5,
    "identifiers": {"offerId": "SKU", "orderId": 17},
    "author": "Anna",
    "description": {"advantages": "Light", "disadvantages": "Breaks", "comment": "Not again."},
    "media": {"photos": ["https://market.example/1.jpg"]},
    "statistics": {"rating": 2, "commentsCount": 1},
}
SHOP = {"type": "BUSINESS", "name": "The Shop"}
ANNA = {"type": "USER", "name": "Anna"}
SAID = {"id": 8, "text": "We are sorry.", "status": "PUBLISHED"}
CONTEXT = {"type": "ORDER", "orderId": 17, "customer": {"name": "Anna", "publicId": "p1"}}


def read(kind, item, **more):
    stored = envelope(kind, item, account=ACCOUNT, at=AT, thread=5, **more)
    message = read_event(MARKET_ITEM, json.dumps(stored))
    assert message.external_id == key_of(stored)
    assert (message.account, message.posted_at) == (ACCOUNT, AT)
    return message


def test_a_review_is_public_with_its_stars_and_all_that_it_says():
    message = read(REVIEW, REVIEWED)
    assert message.text == "★★☆☆☆\n+ Light\n− Breaks\nNot again.\n[photos]\n[order 17]"
    assert (message.direction, message.visibility) == (Direction.IN, Visibility.PUBLIC)
    assert (message.author_id, message.author_name, message.conversation) == ("review:5", "Anna", "review:5")


def test_a_review_that_says_nothing_is_its_stars():
    assert read(REVIEW, {"feedbackId": 5, "statistics": {"rating": 5}}).text == "★★★★★"


@pytest.mark.parametrize(
    "changed", [{"description": {"comment": "Well."}}, {"statistics": {"rating": 5, "commentsCount": 1}}]
)
def test_what_its_author_changes_is_another_message_and_a_comment_is_no_change(changed):
    assert wording_of({**REVIEWED, **changed}) != wording_of(REVIEWED)
    assert wording_of({**REVIEWED, "statistics": {"rating": 2, "commentsCount": 9}}) == wording_of(REVIEWED)


def test_our_comment_on_a_review_is_for_its_author():
    message = read(REVIEW_COMMENT, {**SAID, "author": SHOP}, asker="Anna")
    assert (message.direction, message.author_id) == (Direction.OUT, "77")
    assert (message.addressee, message.in_reply_to, message.conversation) == ("review:5", None, "review:5")


def test_our_comment_on_a_comment_answers_it_and_nobody_knows_for_whom():
    message = read(REVIEW_COMMENT, {**SAID, "author": SHOP, "parentId": 7}, asker="Anna")
    assert (message.addressee, message.in_reply_to) == (None, name_of("review", 5, 7))


def test_whoever_bears_the_name_of_the_reviews_author_is_that_person_and_nobody_else():
    same = read(REVIEW_COMMENT, {**SAID, "author": ANNA}, asker="Anna")
    other = read(REVIEW_COMMENT, {**SAID, "author": {"type": "USER", "name": "Olga"}}, asker="Anna")
    assert same.author_id == "review:5"
    assert other.author_id.startswith("review:5:")
    assert (other.direction, other.author_name) == (Direction.IN, "Olga")


def test_a_question_an_answer_and_what_is_said_under_it_are_one_conversation():
    question = read(
        QUESTION, {"questionIdentifiers": {"id": 5, "offerId": "SKU"}, "text": "Is it red?", "author": ANNA}
    )
    answer = read(ANSWER, {**SAID, "author": SHOP})
    remark = read(ANSWER_COMMENT, {**SAID, "id": 9, "answerId": 8, "author": ANNA})
    assert question.text == "Is it red?\n[product SKU]"
    assert {one.conversation for one in (question, answer, remark)} == {"question:5"}
    assert answer.in_reply_to == question.external_id == "question:5"
    assert remark.in_reply_to == answer.external_id
    assert place_of(remark.external_id) == Place("question", 5, 8, 9)


def test_a_message_in_a_chat_is_private_and_its_customer_is_known_by_market():
    asked = read(CHAT, {"messageId": 3, "sender": "CUSTOMER", "message": "Where?"}, context=CONTEXT)
    said = read(CHAT, {"messageId": 4, "sender": "PARTNER", "message": "On its way."}, context=CONTEXT)
    assert (asked.visibility, asked.author_id, asked.author_name) == (Visibility.PRIVATE, "p1", "Anna")
    assert (said.direction, said.addressee, said.author_id) == (Direction.OUT, "p1", "77")
    assert asked.conversation == said.conversation == "chat:5"


def test_markets_own_people_are_not_the_customer():
    message = read(CHAT, {"messageId": 3, "sender": "SUPPORT", "message": "Well?"}, context=CONTEXT)
    assert (message.author_id, message.author_name) == ("chat:5:support", "Yandex Market")


def test_where_market_does_not_say_who_it_is_the_chat_is_the_person():
    assert (
        read(CHAT, {"messageId": 3, "sender": "CUSTOMER", "message": "?"}, context={}).author_id == "chat:5"
    )


def test_files_are_told_beneath_the_words():
    item = {
        "messageId": 3,
        "sender": "CUSTOMER",
        "payload": [{"name": "a.jpg", "url": "https://x", "size": 1}],
    }
    assert read(CHAT, item, context=CONTEXT).text == "[file a.jpg]"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("review:5:0123456789abcdef", Place("review", 5)),
        ("review:5:c000000000008", Place("review", 5, 8)),
        ("question:5", Place("question", 5)),
        ("question:5:a000000000008", Place("question", 5, 8)),
        ("chat:5:000000000008", Place("chat", 5, 8)),
        ("review:5", None),
        ("chat:5", None),
        ("video:5:8", None),
        (None, None),
    ],
)
def test_a_name_says_where_a_thing_stands(name, place):
    assert place_of(name) == place


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("question:5:a000000000008:c000000000009", "question:5:a000000000008"),
        ("question:5:a000000000008", "question:5:a000000000008"),
        ("question:5", None),
        ("chat:5:000000000008", None),
        ("review:5:c000000000008", None),
    ],
)
def test_all_that_is_said_under_an_answer_answers_it(name, answer):
    assert answer_of(name) == answer


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        (REVIEW_COMMENT, {"id": "8", "text": "x", "author": SHOP}),
        (CHAT, {"sender": "CUSTOMER", "message": "x"}),
        (ANSWER_COMMENT, {**SAID, "author": SHOP}),
        ("other", SAID),
    ],
)
def test_what_market_does_not_send_is_said_to_be_none(kind, item):
    stored = envelope(kind, item, account=ACCOUNT, at=AT, thread=5)
    with pytest.raises(Invalid):
        read_event(MARKET_ITEM, json.dumps(stored))
