import json
from datetime import UTC, datetime

import pytest

from bpo.channels.rules.read_google_play import PLAY_REVIEW, events_of, instant_of, reply_event
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

ACCOUNT = "google_play:pl.parcels.app"
AT = {"seconds": "1796029200", "nanos": 123456789}
LATER = {"seconds": "1796029500"}


def review(*, reply=None, author="Anna", **over):
    user = {"text": "Nothing came.", "lastModified": AT, "starRating": 2, "reviewerLanguage": "en", **over}
    replies = [{"developerComment": {"text": reply, "lastModified": LATER}}] if reply else []
    return {"reviewId": "gp:AOq1", "authorName": author, "comments": [{"userComment": user}, *replies]}


def read(found):
    return [(key, read_event(PLAY_REVIEW, body)) for key, body in events_of(found, account=ACCOUNT)]


def test_a_review_is_a_public_message_with_its_stars():
    [(key, message)] = read(review())
    assert key == message.external_id == "gp:AOq1:edit:01796029200123456"
    assert (message.account, message.direction) == (ACCOUNT, Direction.IN)
    assert (message.author_id, message.author_name) == ("gp:AOq1", "Anna")
    assert (message.visibility, message.language) == (Visibility.PUBLIC, "en")
    assert message.text == "★★☆☆☆\nNothing came."
    assert message.posted_at == datetime.fromtimestamp(1796029200, UTC).replace(microsecond=123456)
    assert (message.conversation, message.in_reply_to) == ("gp:AOq1", None)


def test_a_reply_is_the_brands_in_the_same_conversation_by_its_words():
    [_, (key, reply)] = read(review(reply="It is on its  way."))
    assert key == reply.external_id
    assert (reply.direction, reply.conversation, reply.author_id) == (
        Direction.OUT,
        "gp:AOq1",
        "pl.parcels.app",
    )
    assert reply_event(review(reply="It is on its way."), account=ACCOUNT)[0] == key
    assert reply_event(review(reply="It has come."), account=ACCOUNT)[0] != key
    assert reply_event(review(), account=ACCOUNT) is None


def test_a_title_and_what_it_was_written_with_are_told():
    found = review(
        text="Bad app\tNothing came.",
        starRating=1,
        device="shiba",
        deviceMetadata={"productName": "Pixel 8"},
        androidOsVersion=34,
        appVersionName="2.4.1",
    )
    [(_, message)] = read(found)
    assert message.text == ("★☆☆☆☆ Bad app\nNothing came.\n[app 2.4.1, device Pixel 8, Android API 34]")


def test_what_is_not_told_is_left_out():
    [(_, message)] = read(review(author="", starRating=0, text="Nothing came.", device="shiba"))
    assert (message.author_name, message.text) == (None, "Nothing came.\n[device shiba]")


def test_the_language_of_the_device_gives_way_to_what_is_certainly_another():
    polish = (
        "Paczka nie dotarła, a kurier nie odbiera telefonu od tygodnia i nikt nie odpowiada na wiadomości."
    )
    assert read(review(text=polish, reviewerLanguage="en_US"))[0][1].language is None
    assert read(review(text=polish, reviewerLanguage="pl_PL"))[0][1].language == "pl"


@pytest.mark.parametrize(
    "comment", [{}, {"text": "x"}, {"text": "x", "lastModified": {"seconds": "soon"}}, None]
)
def test_what_is_no_review_is_refused(comment):
    body = {"account": ACCOUNT, "review": "gp:AOq1", "kind": "userComment", "comment": comment}
    with pytest.raises(Invalid):
        read_event(PLAY_REVIEW, json.dumps(body))


def test_an_instant_is_exact_to_the_microsecond():
    assert instant_of({"seconds": "0", "nanos": 999999999}) == datetime(1970, 1, 1, 0, 0, 0, 999999, UTC)
