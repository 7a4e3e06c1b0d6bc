"""Replies and what must be found in them, from the files beside this one.

A line: the reply, `=>`, and what is found: `rule: words`, several with ` | ` between, or `ok`. `[private]` before
it says that only the customer reads it, `[re: …]` what is answered.
"""

import re
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
LINE = re.compile(
    r"(?P<private>\[private\] )?(?:\[re: (?P<reply_to>[^\]]+)\] )?(?P<text>.+?) => (?P<found>.+)"
)


class Line(NamedTuple):
    language: str
    text: str
    public: bool
    reply_to: str | None
    expected: tuple[tuple[str, str], ...]


def lines(*names):
    """The lines of the files of these names in every language, `name-ru.txt` and so on."""
    return [line for name in names for line in _lines_of(name)]


def _lines_of(name):
    for language in ("ru", "uk", "pl", "en"):
        for row in (HERE / f"{name}-{language}.txt").read_text(encoding="utf-8").splitlines():
            if not row or row.startswith("#"):
                continue
            found = LINE.fullmatch(row)
            assert found, row
            expected = (
                ()
                if found["found"] == "ok"
                else tuple(tuple(one.split(": ", 1)) for one in found["found"].split(" | "))
            )
            yield Line(language, found["text"], not found["private"], found["reply_to"], expected)


class Message(NamedTuple):
    language: str
    label: str
    text: str


def messages(name):
    """Customers' messages: a language (or a dash), what the message is, and the message."""
    rows = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [Message(*row.split(" ", 2)) for row in rows if row and not row.startswith("#")]
