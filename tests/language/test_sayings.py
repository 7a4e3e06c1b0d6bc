"""Phrases as they are written down: each can be made into a pattern, and its index misses nothing it finds."""

import gc

import pytest

from bpo.language.engine import warm
from bpo.language.sayings import Sayings, fold
from bpo.language.wording import closes, split


def test_every_phrase_of_every_book_is_made_into_a_pattern():
    warm()
    phrases = {phrase for book in gc.get_objects() if isinstance(book, Sayings) for phrase in book.phrases}
    assert len(phrases) > 2500
    for phrase in phrases:
        assert phrase.expression.groups == 0, phrase.written


@pytest.mark.parametrize(
    ("written", "at", "pieces"),
    [
        ("a b c", " ", ["a", "b", "c"]),
        ("(a b)? c", " ", ["(a b)?", "c"]),
        ("a|(b|c (d|e))|[|]f|", "|", ["a", "(b|c (d|e))", "[|]f", ""]),
        ("", "|", [""]),
    ],
)
def test_pieces_are_split_outside_brackets(written, at, pieces):
    assert split(written, at) == pieces


def test_a_bracket_closes_where_its_own_does():
    assert [closes("(a(b)(c(d)))e(f)", at) for at in (0, 2, 5, 13)] == [11, 4, 10, 15]
    with pytest.raises(ValueError, match="not closed"):
        closes("(a(b)", 0)


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("call (us|our line) back", "Please call  our line back, now", "call  our line back"),
        ("позвон* .. лини*", "Позвоните нам на линию.", "позвоните нам на линию"),
        ("^so (what)?", "No. So what", "so what"),
        ("^so (what)?", "And so what", None),
        ("so what$", "So what, then", None),
        ("(we|the dogs) bark", "We know the dogs' bark", "the dogs' bark"),
        ("happen(s)? (here|often)", "It happens often", "happens often"),
        ("your (house|car)s?", "Are your cars red", "your cars"),
        ("red (house|car)", "Red. Car", None),
        (r"never (\W)*mind", "Never, … mind", "never, … mind"),
    ],
)
def test_what_a_phrase_finds(line, text, found):
    folded = fold(text)
    assert [folded.text[one.start : one.end] for one in Sayings({"one": line}).find(folded)] == (
        [found] if found else []
    )
