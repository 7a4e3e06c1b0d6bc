"""Two versions of a guide, rule by rule: added, removed, or asking for something else.

What a guide leaves out is compared as what then holds, so that writing down the usual is no difference. Words of
the same rule with the same change are one line; the order of words and of rules means nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

USUAL = {"capitals": "warn", "spelling": "warn", "tone": "approve"}
USUAL_DATA = {"public": "block", "private": "info"}
POLICIES = ("greeting", "sign_off", "signature", "yo")
LIMITS = ("emoji", "exclamation_marks")


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Subject(StrEnum):
    """What a difference is about; each comes in `ORDER`."""

    ADDRESS = "address"
    QUOTES = "quotes"
    STYLE = "style"
    DATA = "personal_data"
    TOPIC = "topic"
    TOPIC_WORDS = "topic_words"
    TOPIC_EXCEPT = "topic_except"
    TOPIC_ABOUT = "topic_about"
    TOPIC_NOT_ABOUT = "topic_not_about"
    TERMS = "terms"
    NAMES = "names"


TOPIC_TEXTS = {
    Subject.TOPIC_WORDS: "terms",
    Subject.TOPIC_EXCEPT: "except",
    Subject.TOPIC_ABOUT: "about",
    Subject.TOPIC_NOT_ABOUT: "not_about",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule asks for: a policy or a most, what to say instead, and what becomes of a reply that does not."""

    policy: str | None = None
    most: int | None = None
    prefer: str | None = None
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison. `name` is the language, the rule or the topic; `words` what it is about."""

    subject: Subject
    name: str
    words: tuple[str, ...]
    before: Setting | None
    after: Setting | None

    @property
    def kind(self) -> Kind:
        """Added, removed or changed."""
        if self.before is None:
            return Kind.ADDED
        return Kind.REMOVED if self.after is None else Kind.CHANGED


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Everything in which two contents of a rule set differ."""
    return [
        *_styles(before.get("style_guide") or {}, after.get("style_guide") or {}),
        *_topics(before.get("restricted_topics") or [], after.get("restricted_topics") or []),
        *_words(Subject.TERMS, "", _terms(before), _terms(after)),
        *_words(Subject.NAMES, "", _plain(before.get("names")), _plain(after.get("names"))),
    ]


def _styles(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for subject in (Subject.ADDRESS, Subject.QUOTES):
        yield from _settings(subject, _by_language(before, subject), _by_language(after, subject))
    yield from _settings(Subject.STYLE, _style(before), _style(after))
    yield from _settings(Subject.DATA, _data(before), _data(after))


def _by_language(guide: Mapping[str, Any], subject: Subject) -> dict[str, Setting]:
    return {
        code: Setting(policy=rule["policy"], severity=rule["severity"])
        for code, rule in (guide.get(subject.value) or {}).items()
    }


def _style(guide: Mapping[str, Any]) -> dict[str, Setting]:
    found = {
        name: Setting(policy=guide[name]["policy"], severity=guide[name]["severity"])
        for name in POLICIES
        if guide.get(name)
    }
    found |= {
        name: Setting(most=int(guide[name]["max"]), severity=guide[name]["severity"])
        for name in LIMITS
        if guide.get(name)
    }
    return found | {
        name: Setting(severity=guide[name]["severity"] if guide.get(name) else usual)
        for name, usual in USUAL.items()
    }


def _data(guide: Mapping[str, Any]) -> dict[str, Setting]:
    data = guide.get("personal_data") or {}
    return {name: Setting(severity=data.get(name, usual)) for name, usual in USUAL_DATA.items()}


def _settings(
    subject: Subject, before: Mapping[str, Setting], after: Mapping[str, Setting]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Difference(subject, name, (), before.get(name), after.get(name))


def _topics(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> Iterator[Difference]:
    old, new = ({one["topic"]: one for one in topics} for topics in (before, after))
    for topic in dict.fromkeys((*old, *new)):
        yield from _settings(Subject.TOPIC, _topic(topic, old.get(topic)), _topic(topic, new.get(topic)))
        for subject, key in TOPIC_TEXTS.items():
            yield from _words(
                subject,
                topic,
                _plain((old.get(topic) or {}).get(key)),
                _plain((new.get(topic) or {}).get(key)),
            )


def _topic(topic: str, row: Mapping[str, Any] | None) -> dict[str, Setting]:
    if row is None:
        return {}
    exempt = row.get("policy") == "exempt"
    return {topic: Setting(policy="exempt") if exempt else Setting(severity=row["severity"])}


def _terms(content: Mapping[str, Any]) -> dict[str, Setting]:
    return {
        word: Setting(prefer=term.get("prefer"), severity=term["severity"])
        for term in content.get("terms") or []
        for word in term["banned"]
    }


def _plain(words: Iterable[str] | None) -> dict[str, Setting]:
    return {word: Setting() for word in words or []}


def _words(
    subject: Subject, name: str, before: Mapping[str, Setting], after: Mapping[str, Setting]
) -> Iterator[Difference]:
    grouped: dict[tuple[Setting | None, Setting | None], list[str]] = {}
    for word in dict.fromkeys((*before, *after)):
        change = (before.get(word), after.get(word))
        if change[0] != change[1]:
            grouped.setdefault(change, []).append(word)
    for (old, new), words in grouped.items():
        yield Difference(subject, name, tuple(words), old, new)
