"""What differs between two guides: a table over contents as they are stored."""

import pytest

from bpo.guides.rules.differences import Difference, Kind, Setting, Subject, differences
from bpo.guides.rules.versions import chosen

WARN = {"severity": "warn"}


def style(**rules):
    return {"style_guide": rules}


def terms(*rows):
    return {
        "terms": [{"banned": list(words), "prefer": prefer, "severity": how} for words, prefer, how in rows]
    }


def topics(*rows):
    return {"restricted_topics": list(rows)}


POLITICS = {"topic": "politics", "policy": "restricted", "severity": "block", "terms": ["vote"], "except": []}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {}, []),
        ({}, style(spelling=WARN, tone={"severity": "approve"}), []),
        (
            style(spelling=WARN),
            style(spelling={"severity": "block"}),
            [(Subject.STYLE, "spelling", (), Setting(severity="warn"), Setting(severity="block"))],
        ),
        (
            {},
            style(greeting={"policy": "required", **WARN}),
            [(Subject.STYLE, "greeting", (), None, Setting(policy="required", severity="warn"))],
        ),
        (
            style(emoji={"max": 2, **WARN}),
            style(emoji={"max": 0, **WARN}),
            [
                (Subject.STYLE, "emoji", (), Setting(most=2, severity="warn"), Setting(most=0, severity="warn")),
            ],
        ),
        (
            style(address={"pl": {"policy": "formal", **WARN}}),
            style(),
            [(Subject.ADDRESS, "pl", (), Setting(policy="formal", severity="warn"), None)],
        ),
        (
            style(quotes={"pl": {"policy": "„”", **WARN}}),
            style(quotes={"pl": {"policy": '""', **WARN}}, yo={"policy": "never", **WARN}),
            [
                (
                    Subject.QUOTES,
                    "pl",
                    (),
                    Setting(policy="„”", severity="warn"),
                    Setting(policy='""', severity="warn"),
                ),
                (Subject.STYLE, "yo", (), None, Setting(policy="never", severity="warn")),
            ],
        ),
        (
            style(),
            style(personal_data={"public": "warn", "private": "info"}),
            [(Subject.DATA, "public", (), Setting(severity="block"), Setting(severity="warn"))],
        ),
        (
            terms((["cheap", "tacky"], None, "warn"), (["free"], "included", "warn")),
            terms((["tacky"], "plain", "warn"), (["cheap"], "plain", "warn"), (["gratis"], None, "block")),
            [
                (
                    Subject.TERMS,
                    "",
                    ("cheap", "tacky"),
                    Setting(severity="warn"),
                    Setting(prefer="plain", severity="warn"),
                ),
                (Subject.TERMS, "", ("free",), Setting(prefer="included", severity="warn"), None),
                (Subject.TERMS, "", ("gratis",), None, Setting(severity="block")),
            ],
        ),
        (
            topics(POLITICS),
            topics({**POLITICS, "severity": "warn", "terms": ["mayor", "vote"], "except": ["Vote Street"]}),
            [
                (Subject.TOPIC, "politics", (), Setting(severity="block"), Setting(severity="warn")),
                (Subject.TOPIC_WORDS, "politics", ("mayor",), None, Setting()),
                (Subject.TOPIC_EXCEPT, "politics", ("Vote Street",), None, Setting()),
            ],
        ),
        (
            topics({**POLITICS, "about": ["vote!", "elect them"]}),
            topics({**POLITICS, "about": ["vote!"], "not_about": ["a party of six"]}),
            [
                (Subject.TOPIC_ABOUT, "politics", ("elect them",), Setting(), None),
                (Subject.TOPIC_NOT_ABOUT, "politics", ("a party of six",), None, Setting()),
            ],
        ),
        (
            topics({**POLITICS, "terms": []}),
            topics({"topic": "politics", "policy": "exempt", "severity": None, "reason": "a party"}),
            [(Subject.TOPIC, "politics", (), Setting(severity="block"), Setting(policy="exempt"))],
        ),
        ({"names": ["Zel", "Owl"]}, {"names": ["Owl"]}, [(Subject.NAMES, "", ("Zel",), Setting(), None)]),
        ({"names": ["Zel", "Owl"]}, {"names": ["Owl", "Zel"]}, []),
    ],
)  # fmt: skip
def test_differences(before, after, found):
    assert differences(before, after) == [Difference(*one) for one in found]


def test_what_is_only_on_one_side_is_added_or_removed():
    one = Difference(Subject.NAMES, "", ("Zel",), None, Setting())
    assert one.kind is Kind.ADDED
    assert Difference(Subject.NAMES, "", ("Zel",), Setting(), None).kind is Kind.REMOVED
    assert Difference(Subject.STYLE, "tone", (), Setting(), Setting(most=1)).kind is Kind.CHANGED


@pytest.mark.parametrize(
    ("versions", "before", "after", "pair"),
    [
        ([], None, None, None),
        ([1], 1, 1, None),
        ([3, 2, 1], None, None, (2, 3)),
        ([3, 2, 1], None, 2, (1, 2)),
        ([3, 2, 1], 1, 3, (1, 3)),
        ([3, 2, 1], 3, 1, (3, 1)),
        ([3, 2, 1], 3, 3, (2, 3)),
        ([3, 2, 1], 9, 8, (2, 3)),
        ([3, 2, 1], None, 1, (3, 1)),
    ],
)
def test_two_versions_are_chosen(versions, before, after, pair):
    assert chosen(versions, before, after) == pair
