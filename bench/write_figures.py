"""Write what the guide page tells clients of the checks' limits: `make figures [SPELLING=FOLDER]`.

Runs `bpo bench language --json` (or reads what it printed, `--language FILE`), and with `--spelling FOLDER` the table of
`bpo bench spelling FOLDER`, into `bpo/language/figures.json`; and from the card of what reads personal data. What is not measured anew stays as it was, with its date.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bpo.core.clock import utcnow
from bpo.language import personal_reader
from bpo.language.figures import FILE
from bpo.language.types import Language

FOLDER = Path(__file__).resolve().parent

READ = ", read"
OF_OTHERS = " of others"  # labelled by three: told in place of the test fifth
PUBLISHED = ("TyDiP", "HateCheck", "sensitive topics")  # not texts of customer care
SHARE = re.compile(r"(?P<value>\d+(?:\.\d+)?) \((?P<n>\d+)\)")
MEASURES = {"precision": "precision", "recall": "recall", "F1": "f1", "macro-F1": "macro_f1"}
OF_TEXTS = re.compile(r"(?P<side>inbound|replies): (?P<measure>macro-F1|F1) of (?P<what>.+?)(?:, \d+ kinds)?")
FOUND = re.compile(r"(?P<what>.+) found")
COLUMNS = {  # of the table of spelling: what, and how it is told
    "P": ("spelling", "precision"),
    "R": ("spelling", "recall"),
    "first right": ("spelling: first suggestion right", "share"),
    "on clean text": ("spelling: right words called wrong", "per_thousand"),
    "of names": ("spelling: names called wrong", "per_thousand"),
}
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", type=Path, help="what `bpo bench language --json` printed")
    parser.add_argument("--spelling", type=Path, help="the folder that `bpo bench spelling` is to read")
    given = parser.parse_args()
    told = (
        given.language.read_text(encoding="utf-8") if given.language else run("bench_language.py", "--json")
    )
    fresh = {"language": list(language_rows(json.loads(told)["rows"]))}
    fresh["unforeseen"] = list(unforeseen_rows(personal_reader.told()["figures"]))
    if given.spelling:
        fresh["spelling"] = list(spelling_rows(run("spelling.py", str(given.spelling)), given.spelling))
    write(fresh, on=utcnow().date().isoformat())


def run(program: str, *arguments: str) -> str:
    command = [sys.executable, str(FOLDER / program), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def write(fresh: dict[str, list[Row]], *, on: str) -> None:
    """Put the rows of these sets in place of those that the file has of them."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))["rows"] if FILE.is_file() else []
    rows = [one for one in stored if one["set"] not in fresh]
    rows += [{"set": name, **one, "on": on} for name, several in fresh.items() for one in several]
    rows.sort(key=lambda one: one["set"] != "spelling")  # what most ask for stands first
    lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in rows)
    FILE.write_text(f'{{"rows": [\n{lines}\n]}}\n', encoding="utf-8")


def language_rows(figures: dict[str, dict[str, Any]]) -> Iterator[Row]:
    """The rows of `bpo bench language`: a share with how many lines it stands on, by language and name.

    Where the reader was asked too, that row is told in place of the one by words alone: so a reply is checked at the send.
    Published sets of others are for us: they hold no customer care.
    """
    for language in Language:
        names: dict[str, Any] = {}
        for name, told in sorted(
            figures[language].items(), key=lambda one: (OF_OTHERS in one[0], READ in one[0])
        ):
            if not name.startswith(PUBLISHED):
                names[name.replace(READ, "").replace(OF_OTHERS, "")] = told
        for name, told in names.items():
            what, measure = split(name)
            found = SHARE.fullmatch(told) if isinstance(told, str) else None
            if found is not None:
                yield figure(language, what, measure, float(found["value"]), int(found["n"]))


def unforeseen_rows(figures: dict[str, dict[str, str]]) -> Iterator[Row]:
    """The card's figures on lines from which neither rules nor the reader that judged them were made."""
    for label, what in (("d.asks", "asked for"), ("d.gives", "given")):
        for language in Language:
            sides = SHARE.finditer(figures[f"{label}, both"][language])
            for measure, found in zip(("precision", "recall"), sides, strict=True):
                name = f"personal data {what} in unforeseen ways"
                yield figure(language, name, measure, float(found["value"]), int(found["n"]))


def split(name: str) -> tuple[str, str]:
    """What a row is about, and what of it was measured."""
    if texts := OF_TEXTS.fullmatch(name):
        return f"{texts['side']}: {texts['what']}", MEASURES[texts["measure"]]
    what, colon, measure = name.rpartition(": ")
    if colon and measure in MEASURES:
        return what, MEASURES[measure]
    if found := FOUND.fullmatch(name):
        return found["what"], "recall"
    return name, "share"


def spelling_rows(table: str, folder: Path) -> Iterator[Row]:
    """The rows of `bpo bench spelling`, with how many misspelt and how many right words they stand on."""
    head, *lines = table.splitlines()
    names = re.split(r"\s{2,}", head.strip())
    for line in lines:
        language, *cells = line.split()
        if language not in tuple(Language):
            continue
        told = dict(zip(names, cells, strict=True))
        sizes = sizes_of(folder, Language(language))
        # The table does not say how many words were called misspelt; that follows from what it says.
        hits = float(told["R"]) * sizes["error"]
        stands_on = {
            "precision": round(hits / (float(told["P"]) or 1)),
            "recall": sizes["error"],
            "share": round(hits),
            "per_thousand": sizes["ok"],
        }
        for name, cell in told.items():
            if name in COLUMNS and cell != "-":
                what, measure = COLUMNS[name]
                yield figure(language, what, measure, float(cell), stands_on[measure])


def sizes_of(folder: Path, language: Language) -> Counter[str]:
    """How many words of the set are marked as right and as misspelt."""
    sys.path.insert(0, str(FOLDER))
    from spelling import sentences  # noqa: PLC0415 -- loads the dictionaries

    texts: Iterable[tuple[str, list[dict[str, object]]]] = sentences(folder, language)
    return Counter(str(token["label"]) for _text, tokens in texts for token in tokens)


def figure(language: str, what: str, measure: str, value: float, n: int) -> Row:
    return {"language": str(language), "what": what, "measure": measure, "value": value, "n": n}


if __name__ == "__main__":
    main()
