"""Files of texts for `make story`: what is taken, and what is refused before anything is started."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from story.texts import Malformed, read_texts

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "story" / "texts.jsonl"
GOOD = {"message": "Where is my tea?", "reply": "It arrives today."}


def written(folder, content, name="texts.jsonl"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def faults_of(path):
    with pytest.raises(Malformed) as refused:
        read_texts(path)
    return [fault.removeprefix(f"{path}:") for fault in refused.value.faults]


def test_our_own_texts_are_six_a_language_and_of_every_kind():
    texts = read_texts(OWN)
    assert {text.id[:2]: sum(one.id[:2] == text.id[:2] for one in texts) for text in texts} == dict.fromkeys(
        ("en", "ru", "uk", "pl"), 6
    )
    assert {text.network for text in texts} == {"mastodon", "email"}
    assert sum(text.corrected is not None for text in texts) == 4
    assert sum(text.approve is not None for text in texts) == 4


def test_what_a_line_leaves_out_is_filled_in(tmp_path):
    lines = [GOOD, {**GOOD, "message": "long " * 200}, {**GOOD, "network": "email", "id": 7}]
    found = read_texts(written(tmp_path, "\n\n".join(json.dumps(one) for one in lines) + "\r\n"))
    assert [(one.id, one.network, one.visibility) for one in found] == [
        ("1", "mastodon", "public"),
        ("3", "email", "private"),
        ("7", "email", "private"),
    ]


def test_a_csv_says_the_same(tmp_path):
    content = '\ufeffmessage,reply,network,approve\n"Two\nlines, one text",It arrives.,,\nWhere?,Here.,email,There.\n'
    first, second = read_texts(written(tmp_path, content, "texts.CSV"))
    assert (first.message, first.id, first.network, first.approve) == (
        "Two\nlines, one text",
        "2",
        "mastodon",
        None,
    )
    assert (second.id, second.network, second.approve) == ("4", "email", "There.")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "2: this is not JSON: Expecting property name enclosed in double quotes"),
        ("[]", "2: this is not an object"),
        ({"message": "a"}, "2: reply is missing"),
        ({**GOOD, "reply": " "}, "2: reply is empty"),
        ({**GOOD, "reply": 1}, "2: reply is not text"),
        ({**GOOD, "answer": "b"}, "2: the key 'answer' is not known"),
        ({**GOOD, "network": "x"}, "2: network is 'x'; it is one of mastodon, email"),
        ({**GOOD, "language": "de"}, "2: language is 'de'; it is one of en, ru, uk, pl"),
        ({**GOOD, "network": "email", "visibility": "public"}, "2: a mail is private"),
        ({**GOOD, "reply": "\ud800"}, "2: reply holds what is no character"),
        ({**GOOD, "reply": "a\0"}, "2: reply holds what is no character"),
        ({**GOOD, "id": "1"}, "2: the id '1' stands on line 1 too"),
        (
            {**GOOD, "message": "a" * 481, "network": "mastodon"},
            "2: message is longer than the 480 characters of a status; use the network email",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, line, fault):
    text = line if isinstance(line, str) else json.dumps(line)
    assert faults_of(written(tmp_path, json.dumps(GOOD) + "\n" + text)) == [fault]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "1: there is no text in it"),
        (json.dumps(GOOD).encode() + b"\n\xff", "2: this is not UTF-8"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole(tmp_path, content, fault):
    assert faults_of(written(tmp_path, content)) == [fault]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            "text,reply\na,b\n",
            (
                "1: the first row names the columns, of id, message, reply, corrected, approve, network, visibility, "
                "language; it says 'text,reply'"
            ),
        ),
        ("message,reply\na,b,c\n", "2: it has 3 cells and there are 2 columns"),
        ('message,reply\n"a\nb",\nc,d\n', "2: reply is missing"),
        ('message,reply\n"a"b,c\n', "2: this is not CSV: ',' expected after '\"'"),
    ],
)
def test_a_csv_that_is_wrong(tmp_path, content, fault):
    assert faults_of(written(tmp_path, content, "texts.csv")) == [fault]


@pytest.mark.slow
def test_the_command_refuses_a_wrong_file_before_it_starts_anything(tmp_path):
    wrong = written(tmp_path, '{"message": "a"}\n')
    told = subprocess.run(
        [sys.executable, "tests/story", str(wrong)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert (told.returncode, told.stdout, told.stderr) == (2, "", f"{wrong}:1: reply is missing\n")
