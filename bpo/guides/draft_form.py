"""A guide as fields that people fill in, and back: for those who do not write the brand file's text.

Terms stand a line each (words, a comma between them, and after an arrow what is said instead), in a field for each
consequence. A guide that these fields cannot hold (a word with a comma in it) is changed as text.
"""

from collections.abc import Mapping
from typing import Any

from bpo.onboarding.brand_file.compare import RULE_SET
from bpo.onboarding.brand_file.dump import section_texts

SEVERITIES = ("info", "warn", "approve", "block")
BY_LANGUAGE = ("address", "quotes")
POLICIES = ("greeting", "sign_off", "signature", "yo")
LIMITS = ("emoji", "exclamation_marks")
PLAIN = {"capitals": "warn", "spelling": "warn", "tone": "approve"}
DATA = {"public": "block", "private": "info"}
TOPIC_TEXTS = ("terms", "except", "about", "not_about")
ARROW = "→"
Values = dict[str, Any]


def values_of(content: Mapping[str, Any], languages: list[str]) -> Values:
    """The fields of a guide; `topics` is how many topics have fields, and one more is free."""
    texts: Any = section_texts({name: content[name] for name in RULE_SET if name in content})
    guide = texts.get("style_guide", {})
    values: Values = {}
    for code in dict.fromkeys((*languages, *(one for name in BY_LANGUAGE for one in guide.get(name, {})))):
        for name in BY_LANGUAGE:
            _put(values, f"{name}.{code}", guide.get(name, {}).get(code), "policy")
    for name in POLICIES:
        _put(values, name, guide.get(name), "policy")
    for name in LIMITS:
        _put(values, name, guide.get(name), "max")
    for name, usual in PLAIN.items():
        values[f"{name}.severity"] = guide.get(name, {}).get("severity", usual)
    for name, usual in DATA.items():
        values[f"personal_data.{name}"] = guide.get("personal_data", {}).get(name, usual)
    for severity in SEVERITIES:
        terms = [one for one in texts.get("terms", []) if one.get("severity", "warn") == severity]
        values[f"terms.{severity}"] = "\n".join(map(_term_line, terms))
    topics = [one for one in texts.get("restricted_topics", []) if one.get("policy") != "exempt"]
    for number, topic in enumerate(topics):
        values[f"topic.{number}.topic"] = topic["topic"]
        values[f"topic.{number}.severity"] = topic.get("severity", "block")
        for key in TOPIC_TEXTS:
            values[f"topic.{number}.{key}"] = "\n".join(_several(topic.get(key)))
    values["topics"] = len(topics)
    values["names"] = "\n".join(_several(texts.get("names")))
    return values


def trees_of(form: Mapping[str, str], content: Mapping[str, Any]) -> dict[str, Any]:
    """The sections that the fields say, as the texts of a brand file; topics that are exempt stay as they are."""
    texts: Any = section_texts({name: content[name] for name in RULE_SET if name in content})
    guide: dict[str, Any] = {}
    for name in form:
        head, _dot, rest = name.partition(".")
        if (
            head in BY_LANGUAGE
            and rest.endswith(".policy")
            and (rule := _rule(form, name.removesuffix(".policy")))
        ):
            guide.setdefault(head, {})[rest.removesuffix(".policy")] = rule
    guide |= {name: rule for name in POLICIES if (rule := _rule(form, name))}
    guide |= {name: rule for name in LIMITS if (rule := _rule(form, name, "max"))}
    guide |= {name: {"severity": form.get(f"{name}.severity", usual)} for name, usual in PLAIN.items()}
    guide["personal_data"] = {name: form.get(f"personal_data.{name}", usual) for name, usual in DATA.items()}
    topics = [one for one in texts.get("restricted_topics", []) if one.get("policy") == "exempt"]
    topics += [topic for number in range(len(form)) if (topic := _topic(form, number))]
    return {
        "style_guide": guide,
        "terms": [
            term
            for severity in SEVERITIES
            for line in _lines(form.get(f"terms.{severity}"))
            if (term := _term(line, severity))
        ],
        "restricted_topics": topics,
        "names": _lines(form.get("names")),
    }


def _put(values: Values, name: str, rule: Any, key: str) -> None:  # noqa: ANN401 -- a rule of the file, short or long
    told = rule if isinstance(rule, dict) else {key: rule or ""}
    values[f"{name}.{key}"] = str(told.get(key, ""))
    values[f"{name}.severity"] = told.get("severity", "warn")


def _rule(form: Mapping[str, str], name: str, key: str = "policy") -> dict[str, str] | None:
    told = form.get(f"{name}.{key}", "").strip()
    return {key: told, "severity": form.get(f"{name}.severity", "warn")} if told else None


def _topic(form: Mapping[str, str], number: int) -> dict[str, Any] | None:
    name = form.get(f"topic.{number}.topic", "").strip()
    if not name:
        return None
    topic = {
        "topic": name,
        "severity": form.get(f"topic.{number}.severity", "block"),
        **{key: _lines(form.get(f"topic.{number}.{key}")) for key in TOPIC_TEXTS},
    }
    return {key: value for key, value in topic.items() if value}


def _term_line(term: Mapping[str, Any]) -> str:
    words = ", ".join(_several(term["banned"]))
    return f"{words} {ARROW} {term['prefer']}" if term.get("prefer") else words


def _term(line: str, severity: str) -> dict[str, Any] | None:
    words, _arrow, prefer = line.replace("->", ARROW).partition(ARROW)
    banned = [word.strip() for word in words.split(",") if word.strip()]
    if not banned:
        return None
    return {"banned": banned, **({"prefer": prefer.strip()} if prefer.strip() else {}), "severity": severity}


def _several(value: Any) -> list[str]:  # noqa: ANN401 -- a text or a list of them
    return [value] if isinstance(value, str) else list(value or [])


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
