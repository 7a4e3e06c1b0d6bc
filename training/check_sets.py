"""Whether the written sets keep to their guide: `python training/check_sets.py FILE …` tells each line that does not."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Faults = Iterator[tuple[object, str]]
SENTIMENT = {"neg", "neu", "pos"}
INTENT = {"spam", "thanks", "complaint", "lead", "question", "praise", "review", "other"}
URGENT = {"danger", "legal", "crisis", "money", "outage", "churn", "threat", "self_harm"}
PERSONAL = {"phone", "email", "card", "iban", "document", "address", "name_with_birthday"}
OFFENCES = {
    "argue", "blame", "mock", "command", "cold", "sarcasm", "familiar", "grovel", "overpromise", "brush_off", "vague_promise",
}  # fmt: skip
MERITS = {"thank", "empathise", "own", "next_step"}
ADDRESS = {"formal", "informal", "mixed", "none"}
TOPICS = {
    "politics", "religion", "war", "health_claims", "finance_advice", "minors", "weapons", "drugs", "gambling", "hate", "adult",
}  # fmt: skip
COURTESIES = {
    "добрый день",
    "добрий день",
    "dzień dobry",
    "thank you",
}  # open twice as many lines: so people write


def inbound(row: Row) -> Faults:
    yield row["sentiment"] in SENTIMENT, "sentiment"
    yield row["intent"] in INTENT, "intent"
    yield set(row["urgent"]) <= URGENT, "urgent"
    yield from spans(row, row.get("personal", []), PERSONAL)  # training/more does not list it


def second(row: Row) -> Faults:
    yield from inbound({**row, "text": ""})


def polite(row: Row) -> Faults:
    yield row["is_polite"] in {True, False}, "is_polite"


def everyday(row: Row) -> Faults:
    yield set(row) == {"id", "text"}, "more than a text"


def replies(row: Row) -> Faults:
    yield bool(row["to"].strip()), "to is empty"
    yield set(row["tone"]) <= OFFENCES | MERITS, "tone"
    if "words" in row:  # training/more does not list them
        yield (
            {one["kind"] for one in row["words"]} == set(row["tone"]) & OFFENCES,
            "words of each offence, and of nothing else",
        )
    yield row["address"] in ADDRESS, "address"
    yield from spans(row, row.get("words", []), OFFENCES)


def tone(row: Row) -> Faults:
    yield bool(row["to"].strip()), "to is empty"
    yield set(row["expect"]) <= {"quarrel", "blame", "mock", "brush_off", "vague_promise"}, "expect"


def topics(row: Row) -> Faults:
    yield row["topic"] in TOPICS, "topic"
    yield row["is_on_it"] in {True, False}, "is_on_it"


def brands(row: Row) -> Faults:
    yield from spans(row, row["expect"], {"name", "product", "link", "handle", "phone", "signature"})


def personal(row: Row) -> Faults:
    yield row["side"] in {"in", "out"}, "side"
    kinds = PERSONAL | {f"ask_{one}" for one in PERSONAL}
    yield from spans(row, row["expect"], kinds)


def public(row: Row) -> Faults:
    yield row["does"] in {"asks", "gives", "neither"}, "does"
    yield (row["what"] in PERSONAL) == (row["does"] != "neither"), "what"


def masked(row: Row) -> Faults:
    yield bool(row["terms"]), "terms"
    yield {one["kind"] for one in row["expect"]} <= set(row["terms"]), "expect"
    yield from spans(row, row["expect"], set(row["terms"]))


def spans(row: Row, found: list[dict[str, str]], kinds: set[str]) -> Faults:
    for one in found:
        yield one["kind"] in kinds, f"kind {one['kind']}"
        yield one["text"] in row["text"] and one["text"], f"“{one['text']}” is not in the text"


RULES = {
    "inbound": inbound, "replies": replies, "tone": tone, "topics": topics, "brands": brands, "personal": personal, "masked": masked,
    "second": second, "polite": polite, "everyday": everyday, "public": public,
}  # fmt: skip


def kind_of(path: Path) -> str:
    return next(kind for kind in RULES if kind in path.stem or kind == path.parent.name)


def check(path: Path) -> Iterator[str]:
    """What is wrong with a file, in sentences."""
    seen, begins, rule = {}, Counter(), RULES[kind_of(path)]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            wrong = [what for holds, what in rule(row) if not holds]
        except (ValueError, KeyError, TypeError) as error:
            yield f"{path}:{number}: {error!r}"
            continue
        yield from (f"{path}:{number}: {what}" for what in wrong)
        text = row.get("text", row["id"])  # a second opinion has no text
        plain = re.sub(r"\W+", " ", text.lower()).strip() or text  # emoji alone
        if plain in seen:
            yield f"{path}:{number}: the same as line {seen[plain]}"
        seen[plain] = number
        if "text" in row:
            begins[" ".join(plain.split()[:2])] += 1
    limit = max(3, len(seen) // (60 if path.parts[-3] != "more" else 25))  # see training/more/GUIDE.md
    yield from (
        f"{path}: {count} lines begin with “{words}”"
        for words, count in begins.items()
        if count > limit * (2 if words in COURTESIES else 1) and words
    )


def main(paths: list[str]) -> int:
    wrong = 0
    for path in map(Path, paths):
        faults = list(check(path))
        wrong += len(faults)
        print(*faults[:40], sep="\n")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        counts = Counter()
        for row in rows:
            for key in ("sentiment", "intent", "address", "topic", "is_on_it", "side"):
                if key in row:
                    counts[f"{key}={row[key]}"] += 1
            for key in ("urgent", "tone", "expect"):
                counts.update(
                    f"{key}:{one['kind'] if isinstance(one, dict) else one}" for one in row.get(key, [])
                )
        print(f"{path}: {len(rows)} lines, {len(faults)} faults;", dict(sorted(counts.items())))
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
