"""The engine of grammar: the real one in each language, and one that breaks, from which no text is lost."""

import sys
from pathlib import Path

import pytest

from bpo.language.grammar.findings import LICENCE, ORIGIN, findings_of, not_ours
from bpo.language.grammar.worker import (
    LONGEST_TEXT,
    EngineUnavailableError,
    GrammarEngine,
    Limits,
    Match,
    Unread,
    is_installed,
)
from bpo.language.types import Language, Severity

BROKEN = str(Path(__file__).with_name("broken_engine.py"))
QUICK = Limits(megabytes=400, seconds=0.2, patience=2.0)
real = pytest.mark.skipif(not all(map(is_installed, Language)), reason="the engine is not installed")


def broken(*arguments, limits=QUICK):
    return GrammarEngine(Language.EN, limits=limits, command=(sys.executable, BROKEN, *arguments))


@real
@pytest.mark.parametrize(
    ("language", "text", "words", "rule", "meant"),
    [
        ("ru", "😀👍🏽 Здравствуйте! Вы можете обратится к нам.", "можете обратится", "Verb_and_Verb", "можете обратиться"),
        ("uk", "😀👍🏽 Дякую вас за звернення.", "Дякую вас", "UK_VERB_NOUN_INFLECTION_AGREEMENT", "Дякую вам"),
        ("pl", "😀👍🏽 Dzień dobry! Ona kupił buty.", "Ona kupił", "DISAGREEMENT_VERB_PPRON", None),
        ("en", "😀👍🏽 Hello. I can heard you.", "heard", "MD_BASEFORM", "hear"),
    ],
)  # fmt: skip
def test_real_engine_finds_at_the_right_place(language, text, words, rule, meant):
    with GrammarEngine(Language(language)) as engine:
        reading = engine.read(text)
        assert reading.unread is None
        [one] = findings_of(text, reading.matches, spelling=Severity.WARN)
        assert (one.text, text[one.start : one.end]) == (words, words)
        assert (one.rule, one.severity, one.values["id"]) == ("grammar", Severity.WARN, rule)
        assert (one.values["origin"], LICENCE) == (ORIGIN, "LGPL-2.1")
        assert (meant in one.suggestions) if meant else not one.suggestions
        assert one.values["said"]
        assert "suggestion>" not in one.values["said"]
        pid = engine.pid
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize(
    ("text", "unread", "starts"),
    [
        ("PANIC", Unread.PANIC, 2),
        ("\ud800 is no text that UTF-8 can hold", Unread.PANIC, 2),
        ("SPIN", Unread.SLOW, 2),
        ("KILL", Unread.CRASH, 2),
        ("EAT", Unread.MEMORY, 2),
        ("TIRED wrong", None, 2),
        ("CHATTER wrong", None, 1),
        ("x" * (LONGEST_TEXT + 1), Unread.TOO_LONG, 1),
    ],
)
def test_an_engine_that_breaks_loses_nothing(text, unread, starts):
    texts = ["It is wrong.", text, "😀 So wrong.", "wrong " + "\U0001f600" * (LONGEST_TEXT - 6)]
    with broken() as engine:
        first, broke, after, long = (engine.read(one) for one in texts)
    assert [(one.start, one.end) for one in first.matches] == [(6, 11)]
    assert broke.unread is unread
    assert len(broke.matches) == (unread is None)
    assert [(one.start, one.end) for one in after.matches] == [(5, 10)]
    assert [(one.start, one.end) for one in long.matches] == [(0, 5)]
    assert engine.starts == starts + (unread not in {None, Unread.TOO_LONG})
    assert engine.pid is None


def test_an_engine_that_sleeps_is_not_waited_for():
    with broken(limits=Limits(megabytes=400, patience=0.2)) as engine:
        assert engine.read("SLEEP").unread is Unread.SLOW
        assert engine.read("fine").unread is None


def test_no_text_is_blamed_where_no_engine_starts():
    with broken("NEVER") as engine, pytest.raises(EngineUnavailableError):
        engine.read("fine")


def match(rule, start, end, *, category="GRAMMAR", issue="grammar"):
    return Match(rule, category, issue, start, end, "Use <suggestion>that</suggestion>.", ("that",))


@pytest.mark.parametrize(
    ("one", "spelling", "severity"),
    [
        (match("A", 0, 2), Severity.WARN, Severity.WARN),
        (match("A", 0, 2), Severity.BLOCK, Severity.WARN),
        (match("A", 0, 2), Severity.INFO, Severity.INFO),
        (match("A", 0, 2), None, Severity.INFO),
        (match("A", 0, 2, category="STYLE", issue="style"), Severity.WARN, Severity.INFO),
        (match("A", 0, 2, category="PUNCTUATION", issue="Other"), Severity.WARN, Severity.INFO),
        (match("UK_SIMPLE_REPLACE", 0, 2, category="MISC", issue="misspelling"), Severity.WARN, Severity.INFO),
        (match("MORFOLOGIK_RULE_EN_US", 0, 2, category="TYPOS"), Severity.WARN, None),
        (match("A", 0, 2, category="CASING"), Severity.WARN, None),
        (match("A", 0, 2, issue="locale-violation"), Severity.WARN, None),
        (match("A", 2, 2), Severity.WARN, None),
        (match("A", 12, 16), Severity.WARN, None),  # inside a link
    ],
)  # fmt: skip
def test_what_is_told_and_how_grave_it_is(one, spelling, severity):
    found = findings_of("We has www.a.com/is", [one], spelling=spelling)
    assert [each.severity for each in found] == ([severity] if severity else [])


def test_of_two_at_one_place_the_graver_is_told():
    hint = match("HINT", 0, 2, category="STYLE", issue="style")
    found = findings_of(
        "We has it", [hint, match("GRAVE", 0, 2), match("LAST", 3, 6)], spelling=Severity.WARN
    )
    assert [one.values["id"] for one in found] == ["GRAVE", "LAST"]
    assert found[0].values["said"] == "Use “that”."


@pytest.mark.parametrize(
    ("rule", "start", "end", "is_new"),
    [
        ("spelling", 3, 6, False),
        ("spelling", 4, 9, False),
        ("spelling", 6, 9, True),
        ("spelling", 0, 3, True),
        ("tone", 3, 6, False),
        ("tone", 0, 9, True),
        ("mixed_script", 5, 6, False),
        ("style.sign_off", 4, 4, True),
    ],
)
def test_what_ours_found_at_the_same_place_is_not_told_again(rule, start, end, is_new):
    [finding] = findings_of("We has it", [match("A", 3, 6)], spelling=Severity.WARN)
    ours = [{"rule": rule, "severity": "warn", "start": start, "end": end}]
    assert bool(not_ours([finding], ours)) is is_new
