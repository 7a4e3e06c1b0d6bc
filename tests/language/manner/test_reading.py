"""Customers' messages in four languages: mood, what cannot wait, thanks and spam."""

import pytest
from language.manner.lines import messages

from bpo.language.reading import understand
from bpo.language.types import Language

ALL = tuple(Language)


@pytest.mark.parametrize("message", messages("moods"), ids=lambda one: f"{one.label} {one.text}")
def test_mood_and_language_of_a_message(message):
    read = understand(message.text, ALL)
    assert (read.sentiment.label, read.language) == (message.label, message.language)


@pytest.mark.parametrize("message", messages("urgent"), ids=lambda one: f"{one.label} {one.text}")
def test_what_cannot_wait(message):
    read = understand(message.text, ALL)
    if message.label == "none":
        assert not read.urgent
    else:
        assert message.label in read.urgent


@pytest.mark.parametrize("message", messages("thanks"), ids=lambda one: f"{one.label} {one.text}")
def test_thanks_and_spam(message):
    read = understand(message.text, ALL)
    assert (read.is_thanks, read.is_spam) == (message.label == "thanks", message.label == "spam")


def test_the_only_language_of_a_brand_is_not_looked_for():
    assert understand("12345", (Language.PL,)).language is Language.PL


def test_nothing_has_no_language():
    assert understand(" ", ALL).language is None
