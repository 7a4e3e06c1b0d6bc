"""`bpo bench language`: how the checks judge texts that were written for it, a column a language.

Inbound is read on the test fifth of training/care; everything else on tests/language/held, written before the rules by
other hands. Sums only: nobody who makes rules sees which line was judged how. Spelling is `bpo bench spelling`. A share
is given with how many lines it stands on; precision counts every line on which a rule speaks. Words and phrases alone,
as somebody types, stand first; what is marked “read” has asked the reader too, as the send and the queue do.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import sets_of_others
from judge import rules_beside
from rich.console import Console
from rich.table import Table

from bpo.language.compiled import Compiled
from bpo.language.deep import INTENTS, understand_deeply
from bpo.language.engine import check, compile_rules
from bpo.language.identify import identify
from bpo.language.reader import as_answer, reader
from bpo.language.reading import understand
from bpo.language.text import Text
from bpo.language.types import Context, Finding, Language, RuleSet, Severity, Term, Topic, Understood

ROOT = Path(__file__).resolve().parents[1]
CARE, HELD = ROOT / "training" / "care", ROOT / "tests" / "language" / "held"
BRAND = ROOT / "tests" / "language" / "frozen" / "brand.yaml"
ALL = tuple(Language)
MOODS = {"negative": "neg", "neutral": "neu", "positive": "pos"}
TOPICS = (
    "politics",
    "religion",
    "war",
    "health_claims",
    "finance_advice",
    "minors",
    "weapons",
    "drugs",
    "gambling",
)
MERITS = {"thank", "empathise", "own", "next_step"}
OFFENCES = {"tone", "brush_off", "vague_promise"}
Row = dict[str, Any]
Figure = tuple[str, str]  # what, and its share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    as_json = parser.parse_args().json
    figures = {language: dict(measure(language)) for language in ALL}
    names = list(dict.fromkeys(name for language in ALL for name in figures[language]))
    if as_json:
        print(json.dumps({"bench": "language", "rows": figures}, indent=1))
        return
    table = Table("what", *ALL, title="how the checks judge what others wrote")
    for name in names:
        table.add_row(name, *(figures[language].get(name, "-") for language in ALL))
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def measure(language: Language) -> Iterator[Figure]:
    brand = compile_rules(rules_beside(BRAND))
    came = rows(CARE / language / "test-inbound.jsonl")
    yield from inbound(came, "inbound", [understand(row["text"], ALL) for row in came])
    yield from inbound(came, "inbound, read", understand_deeply([(row["text"], ALL) for row in came]))
    held = rows(HELD / language / "inbound.jsonl")
    yield from inbound(
        held, "inbound of others, read", understand_deeply([(row["text"], ALL) for row in held])
    )
    yield from told_apart(came, language)
    for deep in (False, True):
        yield from tone(rows(HELD / language / "tone.jsonl"), brand, deep=deep)
        yield from topics(language, deep=deep)
    yield from lines("wrong brand", rows(HELD / language / "brands.jsonl"), brand, "wrong_brand")
    yield from personal(rows(HELD / language / "personal.jsonl"), brand)
    yield from masked(rows(HELD / language / "masked.jsonl"))
    yield from of_others(language)


def of_others(language: Language) -> Iterator[Figure]:
    """Politeness by the care set's replies, and published sets where they are there."""
    pairs = politeness(rows(CARE / language / "test-replies.jsonl"))
    if pairs:
        yield "replies: macro-F1 of politeness", share(macro_of_two(pairs), len(pairs))
    if (pairs := sets_of_others.politeness(language)) is not None:
        yield "TyDiP: macro-F1 of politeness", share(macro_of_two(pairs), len(pairs))
    if (pairs := sets_of_others.hatred(language)) is not None:
        yield from precision_and_recall("HateCheck: hateful", pairs)
    known = dict(sets_of_others.topics(language))
    if known:
        scores = [f1(pairs) for pairs in known.values()]
        yield f"sensitive topics, {len(known)} of 18: macro-F1", share(sum(scores) / len(scores), len(known))


def politeness(replies: list[Row]) -> list[tuple[bool, bool]]:
    """Whether replies are polite (a merit and no offence) or not (an offence), and are said to be; others are neither."""
    found = reader()
    if found is None:
        return []
    judged = [(row, bool(set(row["tone"]) - MERITS), bool(set(row["tone"]) & MERITS)) for row in replies]
    asked = [(row, offends) for row, offends, pleases in judged if offends or pleases]
    likely = found.read([as_answer(row["text"], row["to"]) for row, _ in asked])
    return [
        (not offends, found.says(one, "p.polite")) for (_, offends), one in zip(asked, likely, strict=True)
    ]


def inbound(texts: list[Row], name: str, read: list[Understood]) -> Iterator[Figure]:
    moods = [(row["sentiment"], MOODS[one.sentiment.label]) for row, one in zip(texts, read, strict=True)]
    yield f"{name}: F1 of negative", share(f1((x == "neg", y == "neg") for x, y in moods), len(read))
    yield f"{name}: macro-F1 of mood", share(macro(moods), len(read))
    kinds = sorted({kind for row in texts for kind in row["urgent"]})
    urgent = [
        f1((kind in row["urgent"], kind in one.urgent) for row, one in zip(texts, read, strict=True))
        for kind in kinds
    ]
    yield f"{name}: macro-F1 of urgency, {len(kinds)} kinds", share(sum(urgent) / len(urgent), len(read))
    either = f1((bool(row["urgent"]), bool(one.urgent)) for row, one in zip(texts, read, strict=True))
    yield f"{name}: F1 of urgent at all", share(either, sum(bool(row["urgent"]) for row in texts))
    if all(one.intent for one in read):
        meant = [
            (row["intent"], one.intent.label) for row, one in zip(texts, read, strict=True) if one.intent
        ]
        yield f"{name}: macro-F1 of intent, {len(INTENTS)} kinds", share(macro(meant), len(meant))
    for label, marked in (("thanks", "is_thanks"), ("spam", "is_spam")):
        pairs = [(row["intent"] == label, getattr(one, marked)) for row, one in zip(texts, read, strict=True)]
        yield f"{name}: F1 of {label}", share(f1(pairs), sum(one for one, _ in pairs))


def told_apart(texts: list[Row], language: Language) -> Iterator[Figure]:
    for words, name in ((None, "whole"), (4, "first four words")):
        found = [identify(Text(" ".join(row["text"].split()[:words])), ALL) for row in texts]
        told = [one.language for one in found if one is not None]
        right = sum(one == language for one in told) / max(len(told), 1)
        yield f"language, {name}", share(right, len(told))


def tone(drafts: list[Row], brand: Compiled, *, deep: bool) -> Iterator[Figure]:
    pairs = []
    for row in drafts:
        context = Context(public=True, reply_to=row["to"], deep=deep)
        spoke = any(one.rule.split(".")[0] in OFFENCES for one in check(row["text"], brand, context).findings)
        pairs.append((bool(row["expect"]), spoke))
    name = "quarrel, blame, mock, brush-off, vague promise" + (", read" if deep else "")
    yield from precision_and_recall(name, pairs)


def topics(language: Language, *, deep: bool) -> Iterator[Figure]:
    """One standard topic at a time; by words alone, those that have none of ours find nothing."""
    scores, read = [], ", read" if deep else ""
    for topic in TOPICS:
        rules = compile_rules(RuleSet(topics=(Topic(topic, Severity.BLOCK),)))
        texts = rows(HELD / language / f"topics-{topic}.jsonl")
        context = Context(public=True, deep=deep)
        pairs = [(row["is_on_it"], "topic" in rules_that_spoke(row["text"], rules, context)) for row in texts]
        scores.append(f1(pairs))
        yield f"topic {topic}{read}: F1", share(scores[-1], len(texts))
    yield f"topics{read}: macro-F1", share(sum(scores) / len(scores), len(scores))


def masked(texts: list[Row]) -> Iterator[Figure]:
    """Each text under its own forbidden terms."""
    pairs = []
    for row in texts:
        rules = compile_rules(RuleSet(terms=(Term(tuple(row["terms"]), None, Severity.BLOCK),)))
        pairs.append((bool(row["expect"]), "term" in rules_that_spoke(row["text"], rules)))
    found = sum(wanted and spoke for wanted, spoke in pairs) / sum(wanted for wanted, _ in pairs)
    alone = sum(not wanted and not spoke for wanted, spoke in pairs) / sum(not wanted for wanted, _ in pairs)
    yield "masked terms found", share(found, len(pairs))
    yield "innocent look-alikes left alone", share(alone, len(pairs))


def lines(name: str, texts: list[Row], rules: Compiled, rule: str) -> Iterator[Figure]:
    pairs = [(bool(row["expect"]), rule in rules_that_spoke(row["text"], rules)) for row in texts]
    yield from precision_and_recall(name, pairs)


def personal(texts: list[Row], brand: Compiled) -> Iterator[Figure]:
    """What customers post, by lines and by kinds; and replies, whatever they do, and asking and giving apart."""
    posted = [
        ({one["kind"] for one in row["expect"]}, {one.kind for one in understand(row["text"], ALL).personal})
        for row in texts
        if row["side"] == "in"
    ]
    yield from precision_and_recall(
        "personal data posted by customers", [(bool(told), bool(found)) for told, found in posted]
    )
    yield from precision_and_recall(
        "personal data posted, by kind",
        [(kind in told, kind in found) for told, found in posted for kind in told | found],
    )
    replies = [row for row in texts if row["side"] == "out"]
    for deep in (False, True):
        context, read = Context(public=True, deep=deep), ", read" * deep
        spoken = [
            (
                row["expect"],
                [one for one in check(row["text"], brand, context).findings if one.rule == "personal_data"],
            )
            for row in replies
        ]
        yield from precision_and_recall(
            f"personal data in replies{read}", [(bool(told), bool(found)) for told, found in spoken]
        )
        for name, is_asking in (("asked for", True), ("given", False)):
            yield from precision_and_recall(
                f"personal data {name} in replies{read}",
                [
                    (
                        any(one["kind"].startswith("ask_") is is_asking for one in told),
                        any(asks(one) is is_asking for one in found),
                    )
                    for told, found in spoken
                ],
            )


def asks(found: Finding) -> bool:
    """Whether a finding of personal data is of asking for some."""
    return "what" not in found.values and found.values.get("label") != "d.gives"


def rules_that_spoke(text: str, rules: Compiled, context: Context | None = None) -> set[str]:
    found = check(text, rules, context or Context(public=True)).findings
    return {one.rule.split(".")[0] for one in found}


def precision_and_recall(name: str, pairs: list[tuple[bool, bool]]) -> Iterator[Figure]:
    hits = sum(wanted and spoke for wanted, spoke in pairs)
    spoken, wanted = sum(spoke for _, spoke in pairs), sum(one for one, _ in pairs)
    yield f"{name}: precision", share(hits / spoken if spoken else 0.0, spoken)
    yield f"{name}: recall", share(hits / wanted, wanted)


def f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    several = list(pairs)
    hits = sum(wanted and found for wanted, found in several)
    return 2 * hits / max(sum(wanted for wanted, _ in several) + sum(found for _, found in several), 1)


def macro_of_two(pairs: list[tuple[bool, bool]]) -> float:
    return (f1(pairs) + f1((not wanted, not said) for wanted, said in pairs)) / 2


def macro(pairs: list[tuple[str, str]]) -> float:
    labels = Counter(one for one, _ in pairs)
    return sum(f1((one == label, other == label) for one, other in pairs) for label in labels) / len(labels)


def share(value: float, count: int) -> str:
    return f"{value:.3f} ({count})"


def rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
