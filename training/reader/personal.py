"""Training what asks for personal data, or gives it, in public: `python -m training.reader.personal`, eight minutes.

On the reader's network as it stands, so it is to be done after each training of it: small networks of one hidden layer on
its vectors, of which the product takes the mean, and a logistic regression on hashed n-grams. How much either counts,
and the thresholds come from lines of hands that the training of the moment had not seen, each hand in turn; the card's
figures from those of them from which no rule was made either. Then all lines are learnt. Needs scikit-learn.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from bpo.language.engine import check, compile_rules
from bpo.language.personal_reader import CARD, FILE, LABELS, by_network
from bpo.language.reader import CARD as CARD_OF_READER
from bpo.language.reader import Reader
from bpo.language.types import Context, Language, RuleSet
from training.reader.choose import STEPS, made_reader, measure
from training.reader.grams import in_bytes, matrix
from training.reader.texts import HERE, LANGUAGES, read_rows

UNSEEN = (
    "a",
    "b",
)  # hands of training/more/*/public.jsonl, from which no rule was made: the figures are of their lines
HANDS = (*UNSEEN, "examples")  # thresholds are; each is read by a model that did not learn from it
ORDINARY = 250  # replies of each language as they are written all day
COUNTS = {"ordinary": 0.3}  # a few of them may ask for something
NETWORKS, HIDDEN, DECAY, ROUNDS = 5, 32, 1e-2, 60
STRONG = 10.0  # how little weights of letters and words are held down
PRECISE = 0.9  # of what is said beside words: whoever is asked for reasons for nothing stops reading why
ALARMS = 0.005  # of ordinary replies


@dataclass(frozen=True, slots=True)
class Line:
    language: str
    hand: str
    text: str
    holds: tuple[bool, bool]  # asks, gives


def main() -> None:
    """Fit, measure, and write model and card."""
    with made_reader() as reader:
        lines = [*all_lines()]
        holds = np.array([one.holds for one in lines])
        hands = np.array([one.hand for one in lines])
        weight = np.array([COUNTS.get(one.hand, 1.0) for one in lines])
        vectors = read(reader, lines)
        rows = matrix([one.text for one in lines])
        evidence = unseen(vectors, rows, holds, weight, hands)
        measured = np.isin(hands, HANDS)
        shares = [
            LogisticRegression(C=100.0).fit(evidence[measured, label], holds[measured, label])
            for label in range(len(LABELS))
        ]
        likely = np.stack(
            [one.predict_proba(evidence[:, label])[:, 1] for label, one in enumerate(shares)], axis=1
        )
        ordinary, said = hands == "ordinary", np.array([by_words(one) for one in lines])
        beside = measured & ~said.any(1)
        thresholds = [
            threshold_of(likely[beside, one], holds[beside, one], likely[ordinary, one])
            for one in range(len(LABELS))
        ]
        np.savez_compressed(
            FILE,
            **network(vectors, holds, weight),
            **letters(rows, holds, weight),
            shares=np.array([one.coef_[0] for one in shares], np.float32).T,
            leans=np.array([one.intercept_[0] for one in shares], np.float32),
        )
        card = {
            "version": sha256(FILE.read_bytes()).hexdigest()[:6],
            "reader": json.loads(CARD_OF_READER.read_text(encoding="utf-8"))["version"],
            "thresholds": dict(zip(LABELS, thresholds, strict=True)),
            "lines": {hand: int((hands == hand).sum()) for hand in dict.fromkeys(hands.tolist())},
            "figures": dict(figures(lines, holds, np.isin(hands, UNSEEN), said, likely >= thresholds)),
            "ordinary replies flagged": [int(one) for one in (likely[ordinary] >= thresholds).sum(0)],
        }
        CARD.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
        print(json.dumps(card, indent=1))


def all_lines() -> Iterator[Line]:
    """Replies in public, with whether they ask for personal data and whether they give some."""
    for language in LANGUAGES:
        for row in read_rows(HERE / "examples" / language / "personal.jsonl"):
            if row["side"] == "out":
                kinds = [one["kind"].startswith("ask_") for one in row["expect"]]
                yield Line(language, "examples", row["text"], (any(kinds), not all(kinds)))
        for row in read_rows(HERE / "more" / language / "public.jsonl"):
            does = (row["does"] == "asks", row["does"] == "gives")
            yield Line(language, row["id"].split("-")[2], row["text"], does)
        replies = read_rows(HERE / "more" / language / "replies.jsonl")
        for row in replies[:: len(replies) // ORDINARY][:ORDINARY]:
            yield Line(language, "ordinary", row["text"], (False, False))


def read(reader: Reader, lines: list[Line]) -> np.ndarray:
    """The network's vectors: (lines, width)."""
    return np.concatenate(
        [
            reader.vectors([one.text for one in lines[start : start + 64]])
            for start in range(0, len(lines), 64)
        ]
    )


def unseen(
    vectors: np.ndarray, rows: csr_matrix, holds: np.ndarray, weight: np.ndarray, hands: np.ndarray
) -> np.ndarray:
    """Log-odds by a network, and by letters and words, that had not seen a line's hand: (lines, labels, 2).

    Of ordinary replies, which are learnt in part, one half is measured by what learnt from the other.
    """
    found = np.zeros((*holds.shape, 2))
    half = np.arange(len(hands)) % 2
    parts = [hands == hand for hand in HANDS] + [(hands == "ordinary") & (half == one) for one in (0, 1)]
    for part in parts:
        rest = ~part
        found[part, :, 0] = by_network(network(vectors[rest], holds[rest], weight[rest]), vectors[part])
        fitted = letters(rows[rest], holds[rest], weight[rest])
        found[part, :, 1] = rows[part] @ (fitted["weights"] * fitted["step"]) + fitted["offsets"]
    return found


def network(vectors: np.ndarray, holds: np.ndarray, weight: np.ndarray) -> dict[str, np.ndarray]:
    """Networks of one hidden layer side by side, as one whose output is their mean."""
    middle, scale = vectors.mean(0), float(vectors.std())
    plain = (vectors - middle) / scale
    fitted = [
        MLPClassifier((HIDDEN,), alpha=DECAY, max_iter=ROUNDS, random_state=seed).fit(
            plain, holds.astype(int), sample_weight=weight
        )
        for seed in range(NETWORKS)
    ]
    first, second = zip(*(one.coefs_ for one in fitted), strict=True)
    first_offsets, second_offsets = zip(*(one.intercepts_ for one in fitted), strict=True)
    return {
        "middle": middle.astype(np.float32),
        "first": (np.concatenate(first, axis=1) / scale).astype(np.float32),
        "first_offsets": np.concatenate(first_offsets).astype(np.float32),
        "second": (np.concatenate(second) / NETWORKS).astype(np.float32),
        "second_offsets": np.mean(second_offsets, axis=0).astype(np.float32),
    }


def letters(rows: csr_matrix, holds: np.ndarray, weight: np.ndarray) -> dict[str, np.ndarray]:
    """Weights of n-grams for both labels."""
    fitted = [
        LogisticRegression(C=STRONG, max_iter=1000).fit(rows, holds[:, one], sample_weight=weight)
        for one in range(len(LABELS))
    ]
    return in_bytes(
        np.array([one.coef_[0] for one in fitted]).T, np.array([one.intercept_[0] for one in fitted])
    )


def threshold_of(likely: np.ndarray, holds: np.ndarray, ordinary: np.ndarray) -> float:
    """The lowest that holds the precision where words find nothing, and leaves ordinary replies alone."""
    quiet = np.quantile(ordinary, 1 - ALARMS)
    kept = [one for one in STEPS if one >= quiet and measure(likely >= one, holds)[0] >= PRECISE]
    return round(float(min(kept, default=STEPS[-1])), 2)


def by_words(line: Line) -> tuple[bool, bool]:
    """What the rules say of it, by which an agent is warned while typing."""
    found = [
        "what" in one.values
        for one in check(line.text, RULES, Context(language=Language(line.language), public=True)).findings
        if one.rule == "personal_data"
    ]
    return not all(found), any(found)


def figures(lines, holds, measured, said, read) -> Iterator[tuple[str, dict[str, str]]]:
    """Precision / recall of words alone, of the reader alone and of both, by language; each with how many it stands on."""
    spoken = np.array([one.language for one in lines])
    for place, label in enumerate(LABELS):
        both = said | (read & ~said.any(1)[:, None])  # the reader speaks where words found nothing
        for name, judged in (("words", said), ("reader", read), ("both", both)):
            row = {}
            for language in (*LANGUAGES, "all"):
                mine = measured & ((spoken == language) | (language == "all"))
                spoke, so = judged[mine, place], holds[mine, place]
                precision, recall, _ = measure(spoke, so)
                row[language] = f"{precision:.3f} ({spoke.sum()}) / {recall:.3f} ({so.sum()})"
            yield f"{label}, {name}", row


RULES = compile_rules(RuleSet(languages=tuple(map(Language, LANGUAGES))))

if __name__ == "__main__":
    main()
