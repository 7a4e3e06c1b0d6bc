"""Two rule sets compared over a text that the reader has read: its word is part of both sides, and is not asked for again."""

from dataclasses import replace

import pytest

from bpo.language import deep
from bpo.language.changes import Change
from bpo.language.deep import OFFENCES, kept_of, known_by, says_something
from bpo.language.engine import check, compile_rules
from bpo.language.reader import card, reader
from bpo.language.text import Text
from bpo.language.types import Context, RuleSet, Severity, Style, Term, Topic, Verdict

TEXT = "I put it all on red tonight and I will surely win it back, give me some more chips!"
ARGUES = {"r.offends": 0.9, **dict.fromkeys(OFFENCES, 0.1), "r.argue": 0.95}
BETS = {"t.gambling": 0.9}
PLAIN = RuleSet(style=Style(tone=Severity.APPROVE))
GAMBLING = Topic("gambling", Severity.BLOCK)
TAUGHT = Topic("chips", Severity.WARN, about=("Some chips, please.",))
MARKED = kept_of({"taught.chips": 0.9}, [TAUGHT])


def told(before, after, likely, text=TEXT):
    """What differs, by rule, on each side; None where nothing does."""
    compared = Change(compile_rules(before), compile_rules(after)).compare(text, Context(), likely)
    return compared and tuple([one.rule for one in side] for side in (compared.before, compared.after))


def with_topics(*topics):
    return replace(PLAIN, topics=topics)


def styled(**over):
    return replace(PLAIN, style=replace(PLAIN.style, **over))


@pytest.mark.parametrize(
    ("before", "after", "likely", "expected"),
    [
        (PLAIN, with_topics(GAMBLING), BETS, ([], ["topic"])),
        (with_topics(GAMBLING), PLAIN, BETS, (["topic"], [])),
        (PLAIN, with_topics(GAMBLING), None, None),
        (PLAIN, with_topics(GAMBLING), {"t.gambling": 0.2}, None),
        (PLAIN, styled(tone=None), ARGUES, (["tone"], [])),
        (PLAIN, styled(tone=Severity.WARN), ARGUES, None),  # a hint by both
        (PLAIN, replace(PLAIN, names=("Zelvora",)), ARGUES | BETS, None),
        # Where words find something new, the reader's word stands on both sides.
        (with_topics(GAMBLING), replace(with_topics(GAMBLING), terms=(Term(("red",), None, Severity.INFO),)), BETS, (["topic"], ["topic", "term"])),
        # What words say of a topic the reader does not say again.
        (with_topics(GAMBLING), with_topics(replace(GAMBLING, terms=("chips",))), BETS, (["topic"], ["topic"])),
        (with_topics(TAUGHT), with_topics(replace(TAUGHT, severity=Severity.INFO)), MARKED, (["topic"], ["topic"])),
        (with_topics(TAUGHT), PLAIN, MARKED, (["topic"], [])),
        # Other examples: what the reader would say is not known, so words speak alone on both sides.
        (with_topics(TAUGHT), with_topics(replace(TAUGHT, about=("Chips!",))), MARKED, None),
        (with_topics(GAMBLING), with_topics(replace(GAMBLING, about=("I bet on red.",))), BETS, None),
    ],
)  # fmt: skip
def test_the_readers_word_is_part_of_both_sides(before, after, likely, expected):
    assert told(before, after, likely) == expected


def test_personal_data_that_was_likely_follows_its_own_setting():
    noted, stopped = (
        compile_rules(styled(personal_data_public=one)) for one in (Severity.INFO, Severity.BLOCK)
    )
    likely = {"d.asks": 0.99}
    compared = Change(noted, stopped).compare(TEXT, Context(public=True), likely)
    assert compared.verdicts == (Verdict.PASS, Verdict.WARN)
    assert Change(noted, stopped).compare(TEXT, Context(public=False), likely) is None
    assert Change(noted, stopped).compare(TEXT, Context(public=True), {"d.asks": 0.5}) is None


def test_where_words_find_an_offence_the_reader_adds_none():
    by_words = Change(compile_rules(PLAIN), compile_rules(styled(tone=Severity.WARN)))
    compared = by_words.compare("You are an idiot, it is your own fault.", Context(), ARGUES)
    assert compared is not None
    assert not [one for side in (compared.before, compared.after) for one in side if "likely" in one.values]


def test_a_topic_that_was_likely_asks_for_a_reason_and_stops():
    change = Change(compile_rules(PLAIN), compile_rules(with_topics(GAMBLING)))
    compared = change.compare(f"  {TEXT}\n", Context(), BETS)
    assert compared.verdicts == (Verdict.PASS, Verdict.WARN)
    [one] = compared.after
    assert (one.start, one.end, one.values["likely"]) == (2, 2 + len(TEXT), 90)


def test_nothing_is_kept_that_no_rule_asks_for():
    likely = {"s.neg": 0.9, "r.argue": 0.01, "t.war": 0.04, "t.drugs": 0.123456}
    assert kept_of(likely, ()) == {"t.drugs": 0.1235}
    assert kept_of({"r.offends": 0.06, **dict.fromkeys(OFFENCES, 0.0)}, ()).keys() == {"r.offends", *OFFENCES}
    war, offends = card().thresholds["t.war"], card().thresholds["r.offends"]
    assert not says_something(card(), {"r.offends": offends - 0.01, "r.argue": 1.0, "t.war": war - 0.01})
    assert says_something(card(), {"t.war": war})
    assert says_something(card(), {"r.offends": offends})
    assert says_something(card(), MARKED)
    assert known_by(MARKED, [TAUGHT, GAMBLING])[0]["taught.chips"] == 0.9
    assert known_by(MARKED, [replace(TAUGHT, not_about=("No.",))])[1] == {"chips"}


def test_what_is_kept_comes_to_what_the_reader_said(monkeypatch):
    """The same findings by what is kept as by the reading itself, places apart."""
    found = reader()
    if found is None:
        pytest.skip("the reader does not run on this machine")
    rules = compile_rules(with_topics(GAMBLING))
    none = compile_rules(RuleSet(style=Style(tone=None)))
    to = "The coat came with a hole in the sleeve!"
    for text in (
        TEXT,
        "Our records show that the coat left us whole, and there is no ground to think otherwise.",
    ):
        context = Context(reply_to=to)
        kept = kept_of(deep.read_reply(found, Text(text), to, ()), ())
        compared = Change(none, rules).compare(text, context, kept)
        read = [
            one for one in check(text, rules, replace(context, deep=True)).findings if "likely" in one.values
        ]
        assert read
        assert [(one.rule, one.severity, one.values) for one in compared.after if "likely" in one.values] == [
            (one.rule, one.severity, one.values) for one in read
        ]
