"""What the rules of manner find in other people's texts: `python -m bench.manner FOLDER`.

FOLDER holds the data as docs/language.md names it. Politeness is Wikipedia's and Stack Exchange's, not a contact
centre's: the figure says how far small lists go beyond what they were written for. Times are the best of five
of each text, in one thread.
"""

import csv
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bpo.language.address import check_address
from bpo.language.capitals import check_capitals
from bpo.language.compiled import Compiled
from bpo.language.engine import compile_rules
from bpo.language.personal_data import check_personal_data
from bpo.language.phrases import check_brush_off, check_promises
from bpo.language.profanity import check_profanity
from bpo.language.reading import understand
from bpo.language.style import check_style
from bpo.language.text import Text
from bpo.language.tone import check_tone, label_tone
from bpo.language.types import Context, Finding, Language, Limit, Policy, RuleSet, Severity, Style

ALL = tuple(Language)
CHECKERS = (
    check_address,
    check_style,
    check_capitals,
    check_personal_data,
    check_profanity,
    check_brush_off,
    check_promises,
    check_tone,
)
KIND = {"polite", "empathetic"}


def main(folder: Path) -> None:
    style = Style(
        address=dict.fromkeys((Language.RU, Language.UK, Language.PL), Policy("formal", Severity.WARN)),
        emoji=Limit(1, Severity.WARN),
        exclamation_marks=Limit(1, Severity.WARN),
    )
    compiled = compile_rules(RuleSet(style=style))
    politeness(folder)
    hate(folder, compiled)
    smoke(folder, compiled)
    alarms(folder, compiled)
    times(folder, compiled)


def politeness(folder: Path) -> None:
    for language, name in ((Language.EN, "en_test_binary"), (Language.RU, "ru_dev_binary")):
        rows = table(folder / f"lang/politeness/{name}.csv")
        pairs = [
            (float(row["score"]) > 0, label_tone(Text(row["sentence"]), language).label in KIND)
            for row in rows
        ]
        say(
            f"politeness {language}",
            f"n {len(pairs)}, macro-F1 {macro_f1(pairs):.3f}, accuracy {right(pairs):.3f}",
        )


def hate(folder: Path, compiled: Compiled) -> None:
    """HateCheck's cases are about groups of people; ours is about the customer and about swearing."""
    found: Counter[tuple[str, bool]] = Counter()
    for row in table(folder / "lang/hate/hatecheck_pl.csv"):
        text = Text(row["test_case"])
        flagged = any(
            any(checker(text, Language.PL, compiled, Context())) for checker in (check_tone, check_profanity)
        )
        found[row["label_gold"], flagged] += 1
    for label in ("hateful", "non-hateful"):
        whole = found[label, True] + found[label, False]
        say(f"HateCheck pl {label}", f"n {whole}, flagged {found[label, True] / whole:.3f}")


def smoke(folder: Path, compiled: Compiled) -> None:
    rows = table(folder / "lang/care/uk_pl_smoke.tsv", delimiter="\t")
    for code in ("uk", "pl"):
        moods = [
            (row["label"], understand(row["text"], ALL).sentiment.label[:3])
            for row in rows
            if row["lang"] == code and row["kind"] == "in"
        ]
        replies = [
            (row["label"] == "rude", any(check_tone(Text(row["text"]), Language(code), compiled, Context())))
            for row in rows
            if row["lang"] == code and row["kind"] == "out"
        ]
        negative = [(label == "neg", found == "neg") for label, found in moods]
        say(f"mood {code}", f"n {len(moods)}, accuracy {right(moods):.3f}, F1 of negative {f1(negative):.3f}")
        say(f"rude replies {code}", f"n {len(replies)}, accuracy {right(replies):.3f}")


def alarms(folder: Path, compiled: Compiled) -> None:
    """How often each rule speaks per 1,000 texts that nobody wrote to break it."""
    replies = [
        row["text"] for row in table(folder / "care/twitter-support-2017.csv") if row["inbound"] == "False"
    ]
    texts: list[tuple[str, Language, list[str]]] = [("brands' replies en", Language.EN, replies)]
    for language, name in ((Language.RU, "ru_taiga"), (Language.EN, "en_ewt")):
        lines = (folder / f"lang/clean/{name}-ud-dev.conllu").read_text(encoding="utf-8").splitlines()
        texts.append(
            (f"clean {language}", language, [line[9:] for line in lines if line.startswith("# text = ")])
        )
    for title, language, several in texts:
        found: Counter[str] = Counter(
            one.rule for text in several for one in findings(text, language, compiled)
        )
        rates = ", ".join(
            f"{rule} {count / len(several) * 1000:.1f}" for rule, count in sorted(found.items())
        )
        say(f"per 1,000: {title}", f"n {len(several)}: {rates}")


def findings(text: str, language: Language, compiled: Compiled) -> Iterable[Finding]:
    cut = Text(text)
    for checker in CHECKERS:
        yield from checker(cut, language, compiled, Context())


def times(folder: Path, compiled: Compiled) -> None:
    rows = table(folder / "care/twitter-support-2017.csv")
    inbound = [row["text"] for row in rows if row["inbound"] == "True"][:800]
    smoke_rows = table(folder / "lang/care/uk_pl_smoke.tsv", delimiter="\t")
    inbound += [row["text"] for row in smoke_rows if row["kind"] == "in"]
    say("understand", spread([(lambda text=text: understand(text, ALL)) for text in inbound]))
    replies = [(Language(row["lang"]), (row["text"] + " ") * 6) for row in smoke_rows if row["kind"] == "out"]
    runs = [
        (lambda text=text, language=language: list(findings(text[:280], language, compiled)))
        for language, text in replies
    ]
    say("rules of manner, 280 characters", spread(runs))


def spread(runs: Sequence[Callable[[], object]]) -> str:
    best = []
    for run in runs:
        run()
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            run()
            taken.append(time.perf_counter() - began)
        best.append(min(taken) * 1e6)
    best.sort()
    return f"n {len(best)}, median {statistics.median(best):.0f} µs, p95 {best[int(len(best) * 0.95)]:.0f} µs"


def right(pairs: Sequence[tuple[object, object]]) -> float:
    return sum(wanted == found for wanted, found in pairs) / len(pairs)


def f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    hits = sum(wanted and found for wanted, found in pairs)
    return 2 * hits / max(sum(wanted for wanted, _ in pairs) + sum(found for _, found in pairs), 1)


def macro_f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    return (f1(pairs) + f1([(not wanted, not found) for wanted, found in pairs])) / 2


def table(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter=delimiter))


def say(what: str, figures: str) -> None:
    print(f"{what:<34}{figures}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m bench.manner FOLDER")
    main(Path(sys.argv[1]))
