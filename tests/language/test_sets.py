"""The written sets keep to their guides, and what is held out is as it was when it was frozen."""

import json
import runpy
from hashlib import sha256
from pathlib import Path

import pytest

from bpo.web.assets import ROOT

CARE, EXAMPLES, MORE, HELD = (
    ROOT / "training" / "care",
    ROOT / "training" / "examples",
    ROOT / "training" / "more",
    Path(__file__).parent / "held",
)
LANGUAGES = ("ru", "uk", "pl", "en")
SHORT = 25  # what is shorter may be said twice
check = runpy.run_path(str(ROOT / "training" / "check_sets.py"))["check"]
FILES = sorted(path for folder in (CARE, EXAMPLES, MORE, HELD) for path in folder.glob("*/*.jsonl"))


def test_every_language_has_every_file():
    assert {path.relative_to(CARE).as_posix() for path in CARE.glob("*/*.jsonl")} == {
        f"{language}/{part}-{kind}.jsonl"
        for language in LANGUAGES
        for part in ("train", "test")
        for kind in ("inbound", "replies")
    }
    names = {language: {path.name for path in (HELD / language).glob("*.jsonl")} for language in LANGUAGES}
    assert names["ru"] == names["uk"] == names["pl"] == names["en"]
    assert len(names["ru"]) == 14


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_keeps_to_its_guide(path):
    assert list(check(path)) == []


def test_no_line_is_in_training_and_in_test():
    for language in LANGUAGES:
        for kind in ("inbound", "replies"):
            texts = [
                {line.split('"text": ', 1)[1].split('", "', 1)[0] for line in path.read_text().splitlines()}
                for path in (CARE / language / f"{part}-{kind}.jsonl" for part in ("train", "test"))
            ]
            assert not texts[0] & texts[1]


def test_nothing_that_is_measured_on_was_learnt_from():
    """A reply is the same as another where it answers the same message in the same words."""
    for language in LANGUAGES:
        learnt = {said for folder in (CARE, EXAMPLES, MORE) for said in texts(folder, language, test=False)}
        measured = {said for folder in (CARE, HELD) for said in texts(folder, language, test=True)}
        assert len(learnt) > 5000
        assert not learnt & measured


def texts(folder, language, *, test):
    for path in (folder / language).glob("*.jsonl"):
        if path.name.startswith("test-") is test or folder == HELD:
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if len(row.get("text", "")) > SHORT:
                    yield " ".join(f"{row.get('to', '')} {row['text']}".lower().split())


def test_what_is_held_out_is_as_it_was_frozen():
    sums = dict(line.split("  ")[::-1] for line in (HELD / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(HELD).as_posix(): path for path in HELD.glob("*/*.jsonl")}
    assert set(sums) == set(files)
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == sums
