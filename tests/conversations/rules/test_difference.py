import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.conversations.rules.difference import Change, difference

MARKS = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        pytest.param("", "", "", id="nothing"),
        pytest.param("Добрый день!", "Добрый день!", "Добрый день!", id="the same"),
        pytest.param("Привет, Анна", "Здравствуйте, Анна", "[-Привет-][+Здравствуйте+], Анна", id="one word"),
        pytest.param("We will call", "We will call you", "We will call[+ you+]", id="at the end"),
        pytest.param(
            "нам всё равно на вас",
            "нам очень жаль",
            "нам [-всё равно на вас-][+очень жаль+]",
            id="a run reads as one",
        ),
        pytest.param("don't", "do", "[-don't-][+do+]", id="an apostrophe is part of its word"),
        pytest.param("a\n\nb", "a\nb", "a[-\n\n-][+\n+]b", id="blank lines"),
    ],
)
def test_changes_are_shown_word_by_word(before, after, shown):
    assert "".join(MARKS[part.change].format(part.text) for part in difference(before, after)) == shown


@given(st.text("аб 'x!\n", max_size=40), st.text("аб 'x!\n", max_size=40))
def test_both_texts_can_be_read_back(before, after):
    parts = difference(before, after)
    assert "".join(part.text for part in parts if part.change is not Change.ADDED) == before
    assert "".join(part.text for part in parts if part.change is not Change.REMOVED) == after
    assert all(part.text for part in parts)
