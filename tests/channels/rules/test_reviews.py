from datetime import UTC, datetime, timedelta

import pytest

from bpo.channels.rules.reviews import headed, is_same_text, reply_id, review_of, version_id

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize("review", ["17", "gp:AOq1", "a:edit:b", "a:reply:b"])
def test_every_name_leads_to_its_review(review):
    assert review_of(version_id(review, AT)) == review
    assert review_of(reply_id(review, "Thank you.")) == review
    assert review_of(reply_id(review, "Thank you.", "a-key")) == review


@pytest.mark.parametrize("known_as", [None, "", "17", "gp:AOq1", "17:reply:short", "5:0000000012"])
def test_other_names_lead_to_none(known_as):
    assert review_of(known_as) is None


def test_texts_of_one_review_are_named_in_the_order_of_writing():
    old = datetime(1999, 1, 1, tzinfo=UTC)
    names = [version_id("17", at) for at in (old, AT, AT + timedelta(microseconds=1))]
    assert names == sorted(set(names))


def test_a_reply_is_named_after_its_words_however_they_are_spaced():
    assert reply_id("17", "Thank  you.\n") == reply_id("17", "Thank you.")
    assert reply_id("17", "Thank you!") != reply_id("17", "Thank you.")
    assert reply_id("17", "Thank you.", "a-key").startswith(reply_id("17", "Thank you.") + ":")
    assert is_same_text("Thank  you.", "Thank you.")


def test_only_one_to_five_are_stars():
    assert headed(5, "", "Good.", "") == "★★★★★\nGood."
    assert [headed(rating, "", "Good.", "") for rating in (0, 6, None, "5")] == ["Good."] * 4
