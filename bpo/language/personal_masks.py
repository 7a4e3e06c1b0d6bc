"""Personal data made unreadable in its place: each letter and digit a dot, so that places in a text stay the same."""

import re
from collections.abc import Mapping

from bpo.language.personal_given import posted
from bpo.language.types import Language, Piece

DOT = "•"
SEEN = re.compile(r"\w")
LONGEST_READ = 20_000  # of one piece; longer texts are read in pieces
# Enough to know whose telephones to look for.
LETTERS = (
    (Language.UK, re.compile("[іїєґ]", re.IGNORECASE)),
    (Language.RU, re.compile("[а-яё]", re.IGNORECASE)),
    (Language.PL, re.compile("[ąćęłńóśźż]", re.IGNORECASE)),
)
# Under these keys stands what people wrote; numbers under others are ids of ours or of a network.
SAID = frozenset(
    {"text", "body", "words", "title", "note", "reason", "comment", "content", "message", "quote", "excerpt"}
    | {"decided_text", "question", "answer", "override_reason", "compensation_reason"}
)


def pieces_in(text: str) -> tuple[Piece, ...]:
    """The personal data in a text of any of our languages, in its order."""
    language = next((one for one, letters in LETTERS if letters.search(text)), Language.EN)
    found: list[Piece] = []
    for begin in range(0, len(text), LONGEST_READ):
        found += (
            Piece(kind, begin + start, begin + end)
            for start, end, kind in posted(text[begin : begin + LONGEST_READ], language)
        )
    return tuple(found)


def mask(text: str) -> str:
    """The text with its personal data as dots; as long as it was."""
    masked: list[str] = []
    at = 0
    for piece in pieces_in(text):
        masked += (text[at : piece.start], SEEN.sub(DOT, text[piece.start : piece.end]))
        at = piece.end
    return "".join((*masked, text[at:])) if masked else text


def mask_values(value: object) -> object:
    """A value as JSON has it, with what people wrote in it masked, however deep it lies."""
    if isinstance(value, list):
        return [mask_values(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: mask(one) if key in SAID and isinstance(one, str) else mask_values(one)
        for key, one in value.items()
    }
