"""Letters and words beside the network: what a piece is, and that any text has scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.language.grams import BUCKETS, Grams, pieces
from bpo.language.reader import Card


@pytest.fixture(scope="module")
def grams():
    return Grams()


@given(st.text(max_size=300))
def test_each_piece_counts_once_and_falls_somewhere(text):
    for places, signs in pieces(text):
        assert len(places) == len(signs)
        assert ((places >= 0) & (places < BUCKETS)).all()
        assert set(signs.tolist()) <= {-1.0, 1.0}


def test_case_and_repeats_say_nothing_and_order_does():
    same = [pieces(one) for one in ("Где посылка", "где ПОСЫЛКА", "ｇде посылка".replace("ｇ", "г"))]
    for one in same[1:]:
        assert all((a[0] == b[0]).all() for a, b in zip(same[0], one, strict=True))
    assert [len(one[0]) for one in pieces("да да да")] == [len(pieces("да")[0][0]), 2]  # a word, and one pair
    assert sorted(pieces("not good")[1][0]) != sorted(pieces("good not")[1][0])


def test_a_word_of_one_letter_has_pieces_too():
    (letters, _), (words, _) = pieces("я")
    assert (len(letters), len(words)) == (3, 1)  # " я", "я ", " я "


@pytest.mark.parametrize("text", ["", " ", "\ud800", "🙂" * 800, "a" * 800, "\0", "\u202eשלום"])
def test_every_text_has_scores(grams, text):
    scores = grams.scores([text])
    assert scores.shape == (1, len(Card().labels))
    assert np.isfinite(scores).all()


def test_no_text_has_no_scores(grams):
    assert grams.scores([]).shape == (0, len(Card().labels))


def test_words_that_people_use_for_it_count(grams):
    place = Card().labels.index("u.legal")
    court, thanks = grams.scores(
        ["Подаю на вас в суд, мой юрист уже пишет претензию", "Спасибо, всё пришло вовремя"]
    )
    assert court[place] > thanks[place] + 2
