"""The texts that the reader learns from, as numbers: training/care, training/examples and training/more.

Beside them the English requests of TyDiP (Srinivasan and Choi 2022, after Danescu-Niculescu-Mizil et al. 2013; CC BY 4.0),
for politeness alone, where ../shared/data has them; the card says whether it did.
"""

import csv
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import numpy as np

from bpo.language.reader import as_answer

HERE = Path(__file__).resolve().parents[1]
LANGUAGES = ("ru", "uk", "pl", "en")
SENTIMENT = ("neg", "neu", "pos")
INTENT = ("complaint", "question", "praise", "lead", "review", "thanks", "spam", "other")
URGENT = ("danger", "legal", "crisis", "money", "outage", "churn", "threat", "self_harm")
OFFENCES = ("argue", "blame", "mock", "brush_off", "vague_promise")
OTHER_TONES = (
    "command",
    "cold",
    "familiar",
    "grovel",
    "overpromise",
    "thank",
    "empathise",
    "own",
    "next_step",
)
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
    "hate",
    "adult",
)
POLITE = "p.polite"
LABELS = (
    *(f"s.{one}" for one in SENTIMENT),
    *(f"i.{one}" for one in INTENT),
    *(f"u.{one}" for one in URGENT),
    *(f"r.{one}" for one in (*OFFENCES, *OTHER_TONES)),
    "r.offends",
    *(f"t.{one}" for one in TOPICS),
    POLITE,
)
MERITS = {"thank", "empathise", "own"}
REQUESTS = HERE.parent.parent / "shared" / "data" / "lang" / "politeness" / "en_train_binary.csv"
PLACE = {label: number for number, label in enumerate(LABELS)}
EXCLUSIVE = (slice(0, len(SENTIMENT)), slice(len(SENTIMENT), len(SENTIMENT) + len(INTENT)))
AS_IN_CARE = {"quarrel": "argue", "sarcasm": "mock"}
# Whoever speaks of one often speaks of the other: not held against the network.
BESIDE = {
    "war": ("weapons", "politics"),
    "weapons": ("war",),
    "politics": ("war",),
    "hate": ("religion", "politics", "war"),
}
# How much a label counts: as its author gave it; where a second reader did not agree; or as is to be assumed.
SURELY, DOUBTFUL, PERHAPS = 1.0, 0.9, 0.1
SET_APART = 8  # of 100 texts, by which thresholds are chosen
Targets = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is known of it: for each label whether it holds (0, 1, or a half), and how much that counts."""

    language: str
    kind: str  # inbound, reply, topic
    text: str
    targets: Targets
    is_apart: bool


def examples() -> list[Example]:
    """Every text, in the same order each time."""
    return [*(one for language in LANGUAGES for one in _of(language)), *requests()]


def requests() -> Iterator[Example]:
    """Requests of others, polite or not; none where the data is absent."""
    if not REQUESTS.is_file():
        return
    with REQUESTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            polite = {POLITE: (float(row["score"]) > 0, SURELY)}
            yield Example("en", "request", row["sentence"], polite, _is_apart(row["sentence"]))


def as_arrays(texts: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Whether each label holds, 0 to 1, and its weight: (texts, labels)."""
    holds = np.zeros((len(texts), len(LABELS)), np.float32)
    weight = np.zeros_like(holds)
    for number, one in enumerate(texts):
        for label, (is_so, counts) in one.targets.items():
            holds[number, PLACE[label]], weight[number, PLACE[label]] = is_so, counts
    return holds, weight


def _of(language: str) -> Iterator[Example]:
    second = {row["id"]: row for row in read_rows(HERE / "more" / language / "second.jsonl")}
    for folder, name in (("care", "train-inbound"), ("more", "inbound")):
        for row in read_rows(HERE / folder / language / f"{name}.jsonl"):
            both = (row, second.get(row["id"], row))
            targets = {
                **_only_one_of("s", SENTIMENT, [one["sentiment"] for one in both]),
                **_only_one_of("i", INTENT, [one["intent"] for one in both]),
                **_any_of("u", URGENT, [one["urgent"] for one in both]),
                **_no_topic(),
            }
            yield Example(language, "inbound", row["text"], targets, _is_apart(row["text"]))
    for folder, name in (("care", "train-replies"), ("more", "replies")):
        for row in read_rows(HERE / folder / language / f"{name}.jsonl"):
            tones = {AS_IN_CARE.get(one, one) for one in row["tone"]}
            targets = {**_any_of("r", (*OFFENCES, *OTHER_TONES), [tones]), **_offends(tones), **_no_topic()}
            yield _reply(language, row, targets)
    for row in read_rows(HERE / "examples" / language / "tone.jsonl"):
        tones = {AS_IN_CARE.get(one, one) for one in row["expect"]}
        yield _reply(language, row, {**_any_of("r", OFFENCES, [tones]), **_offends(tones)})
    for path in sorted(HERE.glob(f"*/{language}/topics*.jsonl")):
        for row in read_rows(path):
            yield Example(language, "topic", row["text"], _on_topic(row), _is_apart(row["text"]))
    for row in read_rows(HERE / "more" / language / "everyday.jsonl"):
        yield Example(language, "topic", row["text"], _no_topic(SURELY), _is_apart(row["text"]))
    for row in read_rows(HERE / "more" / language / "polite.jsonl"):
        polite = {POLITE: (float(row["is_polite"]), SURELY)}
        yield Example(language, "request", row["text"], polite, _is_apart(row["text"]))


def _reply(language: str, row: dict, targets: Targets) -> Example:
    return Example(language, "reply", as_answer(row["text"], row["to"]), targets, _is_apart(row["to"]))


def _only_one_of(prefix: str, labels: tuple[str, ...], said: list[str]) -> Targets:
    """Labels that exclude each other, by what each reader said."""
    counts = SURELY if len(set(said)) == 1 else DOUBTFUL
    return {f"{prefix}.{one}": (said.count(one) / len(said), counts) for one in labels}


def _any_of(prefix: str, labels: tuple[str, ...], said: Sequence[Collection[str]]) -> Targets:
    """Labels each by itself, by what each reader said."""
    found = {}
    for one in labels:
        share = sum(one in some for some in said) / len(said)
        found[f"{prefix}.{one}"] = (share, SURELY if share in {0, 1} else DOUBTFUL)
    return found


def _offends(tones: set[str]) -> Targets:
    offends = not tones.isdisjoint(OFFENCES)
    polite = {POLITE: (not offends, SURELY)} if offends or tones & MERITS else {}
    return {"r.offends": (offends, SURELY), **polite}


def _no_topic(counts: float = PERHAPS) -> Targets:
    return {f"t.{one}": (False, counts) for one in TOPICS}


def _on_topic(row: dict) -> Targets:
    targets = _no_topic() | {f"t.{row['topic']}": (row["is_on_it"], SURELY)}
    for beside in BESIDE.get(row["topic"], ()) if row["is_on_it"] else ():
        del targets[f"t.{beside}"]
    return targets


def _is_apart(key: str) -> bool:
    """Whether a text is kept from training: by its own words, a reply by those that it answers."""
    return int(md5(key.encode(), usedforsecurity=False).hexdigest(), 16) % 100 < SET_APART


def read_rows(path: Path) -> list[dict]:
    """The lines of a written set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
