"""Ukrainian `в` and `у`, `з`, `із` and `зі`: which one is easy to say between the sounds beside it.

Only where editors of Ukrainian texts agree: in UA-GEC's training part they changed `в` between two consonants in
three of four places, and `з` between a consonant and a hiss in four of five; everywhere else they left more than
they changed. It is a matter of style and never stops a reply.
"""

import re
from collections.abc import Iterator

from bpo.language.text import Text

HARD = frozenset("бвгґджзйклмнпрстфхцчшщь")
HISS = frozenset("сзшжщ")
PREPOSITION = re.compile(r"(?:^| )([взВЗ])(?= )")


def harsh(text: Text) -> Iterator[tuple[int, int, str]]:
    """Where another form of the preposition is easier to say: from, to, and which."""
    raw = text.raw
    for found in PREPOSITION.finditer(raw):
        start, end = found.span(1)
        before = raw[max(0, start - 2) : start - 1].lower()
        after = raw[end + 1 : end + 4].lower().lstrip('«“"')
        if not after or after[0] not in HARD:
            continue
        if found[1] in "вВ":
            if before in HARD or after[0] == "ф":
                yield start, end, "у"
        elif (before in HARD and after[0] in HISS) or after[0] == "з":
            yield start, end, "зі" if after[0] in HISS and after[1:2] in HARD else "із"
