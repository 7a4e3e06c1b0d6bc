"""Published sets of others, only measured on: rows of `bpo bench language` where ../shared/data has them, else left out.

Politeness: TyDiP (Srinivasan and Choi 2022; CC BY 4.0), its English test and half of the Russian requests; English ones of its
training part are learnt from. Hatred: Multilingual HateCheck, Polish (Röttger et al. 2022; CC BY 4.0), every third case.
Topics: sensitive topics of s-nlp (Babakov et al. 2021; CC BY-NC-SA 4.0), validation, forum posts in Russian; of its
eighteen topics the reader knows those named here, and was taught none of its texts.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from bpo.language.reader import Likelihoods, Reader, reader
from bpo.language.types import Language

SETS = Path(__file__).resolve().parents[2] / "shared" / "data" / "lang"
POLITENESS = {Language.EN: "en_test_binary.csv", Language.RU: "ru_dev_binary.csv"}
TOPICS = {
    "politics": "t.politics",
    "religion": "t.religion",
    "weapons": "t.weapons",
    "drugs": "t.drugs",
    "gambling": "t.gambling",
    "pornography": "t.adult",
    "racism": "t.hate",
}
EVERY = 3
AT_ONCE = 64
Pairs = list[tuple[bool, bool]]


def politeness(language: Language) -> Pairs | None:
    """Whether requests are polite, and are said to be."""
    found, texts = reader(), _rows("politeness", POLITENESS.get(language))
    if found is None or texts is None:
        return None
    said = _says(found, [row["sentence"] for row in texts], "p.polite")
    return [(float(row["score"]) > 0, one) for row, one in zip(texts, said, strict=True)]


def hatred(language: Language) -> Pairs | None:
    """Whether cases are hateful, and are said to be."""
    found, texts = reader(), _rows("hate", "hatecheck_pl.csv" if language is Language.PL else None)
    if found is None or texts is None:
        return None
    texts = texts[::EVERY]
    said = _says(found, [row["test_case"] for row in texts], "t.hate")
    return [(row["label_gold"] == "hateful", one) for row, one in zip(texts, said, strict=True)]


def topics(language: Language) -> Iterator[tuple[str, Pairs]]:
    """Topics that both know: whether posts are about them, and are said to be."""
    found = reader()
    texts = _rows("topics", "ru_sensitive_topics_val.csv" if language is Language.RU else None)
    if found is None or texts is None:
        return
    likely = _read(found, [row["text"] for row in texts])
    for name, label in TOPICS.items():
        if label in found.labels:
            yield (
                name,
                [
                    (float(row[name]) > 0, found.says(one, label))
                    for row, one in zip(texts, likely, strict=True)
                ],
            )


def _says(found: Reader, texts: list[str], label: str) -> list[bool]:
    return [found.says(one, label) for one in _read(found, texts)]


def _read(found: Reader, texts: list[str]) -> list[Likelihoods]:
    return [
        one for start in range(0, len(texts), AT_ONCE) for one in found.read(texts[start : start + AT_ONCE])
    ]


def _rows(folder: str, name: str | None) -> list[dict[str, str]] | None:
    """None where the set is not of this language, or not there."""
    path = SETS / folder / (name or "")
    if name is None or not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
