"""Sentences that were kept are said as their reader writes instants, lengths of time and departments."""

import pytest

from bpo.core.i18n import speaking
from bpo.web.sentences import say

ANSWERED = "The department %(department)s has answered your question."


@pytest.mark.parametrize(
    ("locale", "department", "sentence"),
    [
        ("en", "legal", "The department Legal has answered your question."),
        ("pl", "pr", "Dział PR odpowiedział na Twoje pytanie."),
        ("ru", "pr", "Отдел PR ответил на ваш вопрос."),
        ("uk", "Хлібний цех", "Підрозділ Хлібний цех відповів на ваше запитання."),
    ],
)
def test_a_department_is_called_as_the_reader_calls_it(locale, department, sentence):
    with speaking(locale):
        assert say(ANSWERED, {"department": department}) == sentence


def test_an_instant_is_told_by_the_readers_clock():
    with speaking("en", "Asia/Kathmandu"):
        assert "13:45" in say("Due %(due_at)s.", {"due_at": "2026-03-02T08:00:00+00:00"})
