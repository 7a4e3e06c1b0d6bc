"""What counts as text in a brand file: composed Unicode without control characters, trimmed.

One spelling for one word: `й` typed as two code points and as one must be the same handle, term and name,
or uniqueness and matching fail on text that looks identical.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

# Control characters, lone surrogates and non-characters: PostgreSQL or UTF-8 refuses some, nobody means any.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
SHOWN = 60


def clean_text(value: str) -> str:
    """The text as it is kept."""
    return unicodedata.normalize("NFC", value).strip()


def clip(value: str) -> str:
    """A piece of the file, short enough to stand in a sentence."""
    line = " ".join(UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    found = get_close_matches(word[:SHOWN].lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None
