import pytest

from bpo.conversations.rules.advice import EASY_LENGTH, Where, advise, holds_personal_data
from bpo.conversations.rules.privacy import LINES, Manner, manner_of, public_line


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("My number is +380 67 123 45 67", True),
        ("Заказ 1234567 не пришёл", True),
        ("Piszcie na jan.kowalski@example.pl", True),
        ("Where is my parcel? It is day 3 of 5", False),
        ("Встречаемся 12.05 в 10:30", False),
        ("See https://example.com/a@b", False),
    ],
)
def test_a_customers_own_data_is_seen(text, holds):
    assert holds_personal_data(text) is holds


@pytest.mark.parametrize(
    ("text", "public", "urgent", "where"),
    [
        ("Are you open on Sunday?", True, (), Where.PUBLIC),
        ("Are you open on Sunday?", False, (), None),
        ("Call me: 0671234567", True, (), Where.PRIVATE),
        ("I will see you in court", True, ("legal",), Where.PRIVATE),
        ("x" * (EASY_LENGTH + 1), True, (), Where.PRIVATE),
    ],
)
def test_where_a_problem_is_better_solved(text, public, urgent, where):
    found = advise(text, is_public=public, urgent=urgent)
    assert (found.where if found else None) is where


@pytest.mark.parametrize(
    ("style", "language", "manner"),
    [
        (None, "ru", Manner()),
        (
            {"greeting": {"policy": "required"}, "signature": "required"},
            "ru",
            Manner(greeting=True, signature=True),
        ),
        ({"address": {"pl": {"policy": "informal"}}}, "pl", Manner(informal=True)),
        ({"address": {"pl": {"policy": "informal"}}, "greeting": {"policy": "optional"}}, "ru", Manner()),
    ],
)
def test_the_guide_says_how_the_line_sounds(style, language, manner):
    assert manner_of(style, language) == manner


@pytest.mark.parametrize("language", LINES)
def test_the_line_is_in_the_customers_language_and_keeps_to_the_guide(language):
    plain = public_line(language, Manner(), initials="АБ")
    full = public_line(language, Manner(greeting=True, signature=True), initials="АБ")
    assert plain == LINES[language]
    assert full.endswith(f"{plain} ^АБ")
    assert len(full) > len(plain) + len(" ^АБ")


def test_an_informal_brand_is_informal_here_too():
    assert "тебе" in public_line("ru", Manner(informal=True), initials="")
    assert public_line("en", Manner(informal=True), initials="") == LINES["en"]


def test_a_language_we_do_not_know_is_answered_in_english():
    assert public_line("de", Manner(), initials="") == LINES["en"]
