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


def lines(name):
    """The lines of every language's file of this name, `name-ru.txt` and so on."""
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
