"""Against texts of other people: forms of terms, languages told apart, spelling; figures in docs/language.md."""

import json

import pytest
from conftest import DATA

from bpo.language.identify import identify
from bpo.language.lexis import expand, fold
from bpo.language.text import Text, key_of
from bpo.language.types import Language

LANG = DATA / "lang"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not LANG.is_dir(), reason="the texts are not on this machine"),
]


def tokens(name):
    for line in (LANG / "clean" / f"{name}-ud-dev.conllu").read_text().splitlines():
        cells = line.split("\t")
        if len(cells) > 5 and cells[0].isdigit():
            yield cells[1], cells[2], cells[3], cells[5] + cells[9]


@pytest.mark.parametrize(("language", "name", "least"), [("ru", "ru_taiga", 0.985), ("en", "en_ewt", 0.98)])
def test_forms_that_others_wrote_are_found_by_their_lemma(language, name, least):
    pairs = {
        (fold(key_of(form)), lemma.lower())
        for form, lemma, kind, notes in tokens(name)
        if form.isalpha() and lemma.isalpha() and kind in {"NOUN", "VERB", "ADJ"} and "Typo" not in notes
    }
    found = sum(form in expand(lemma, Language(language))[0] for form, lemma in pairs)
    assert len(pairs) > 1000
    assert found / len(pairs) >= least


@pytest.mark.parametrize("words", [None, 4])
def test_languages_are_told_apart(words):
    texts = [
        (name, json.loads(line)["text"])
        for name in ("ru", "uk", "pl")
        for line in (LANG / "spelling" / f"{name}.jsonl").read_text().splitlines()
    ]
    texts += [
        ("en", line[9:])
        for line in (LANG / "clean" / "en_ewt-ud-dev.conllu").read_text().splitlines()
        if line.startswith("# text = ")
    ]
    read = [
        (language, identify(Text(" ".join(text.split()[:words])), tuple(Language)))
        for language, text in texts
    ]
    told = [(language, one.language) for language, one in read if one is not None]
    assert sum(language == one for language, one in told) / len(told) > 0.97
