"""A reply that is too long for one message of its network, as the messages that it is told in.

As few as can be, cut where a paragraph ends, else a sentence, else a word; never elsewhere, so that a link, a name,
a hashtag, a personal link's place and a letter with its marks stay whole. The same text is always cut the same way:
what the author saw is what is sent.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from bpo.channels.rules.capabilities import Capabilities, capabilities_of
from bpo.core.vocabulary import Network
from bpo.language.length import LengthUnit, clusters, measure

_BLANKS = re.compile(r"\s+")
_HOLDS = re.compile(r"[\u00a0\u2007\u202f]")  # blanks that hold together what they part: "5 000 zł"
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"(?:[!?…]|\w{3}\.|[^\w\s.]\.)[\"'»”’)\]]*\Z")
PARAGRAPH, LINE, SENTENCE, WORD = range(4)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A run of blanks where a part may end; the next begins after it."""

    start: int
    end: int
    level: int


def parts_of(text: str, known: Capabilities, *, room: int | None, private: bool) -> tuple[str, ...] | None:
    """The messages that a reply is told in: one where it fits; None where it cannot be told there at all."""
    unit = known.of(private=private).length_unit
    return split(text, room=room, unit=unit, most=most_parts(known, private=private), numbered=known.chains)


def split(
    text: str, *, room: int | None, unit: LengthUnit | str, most: int, numbered: bool = False
) -> tuple[str, ...] | None:
    """The text in parts that each fit; `numbered`: each ends with which of how many it is."""
    whole = text.strip()
    if room is None or measure(whole, unit) <= room:
        return (whole,)
    inside = room - (measure(marker(most, most), unit) if numbered else 0)
    if most < 2 or inside < 1 or measure(whole, unit) > 2 * most * room:  # the same while somebody types
        return None
    cuts = tuple(_cuts(whole))
    fits = cache(partial(_fits, whole, room=inside, unit=unit))
    number = _fewest(len(whole), cuts, most, 0, fits)
    if number is None:
        return None
    bodies = [whole[begin:end] for begin, end in _edges(len(whole), cuts, number, fits)]
    if numbered:
        bodies = [body + marker(no, number) for no, body in enumerate(bodies, 1)]
    return tuple(bodies)


def marker(no: int, number: int) -> str:
    """What says which of how many parts this is."""
    return f" ({no}/{number})"


def unmarked(body: str, no: int, number: int) -> str:
    """A part's text without it."""
    return body.removesuffix(marker(no, number))


def rest_of(text: str, bodies: Sequence[str]) -> str:
    """The end of a text that was told in parts, from the first of these on: the last of them, without their markers."""
    found = re.search(r"\s+".join(map(re.escape, bodies)) + r"\s*\Z", text)
    return found.group().strip() if found else "\n\n".join(bodies)


def _cuts(text: str) -> Iterator[_Cut]:
    edges = {0}
    at = 0
    for cluster in clusters(text):
        at += len(cluster)
        edges.add(at)
    for blanks in _BLANKS.finditer(text):
        # A mark that hangs on a blank would begin the next part.
        if edges.issuperset(blanks.span()) and _HOLDS.search(blanks.group()) is None:
            yield _Cut(blanks.start(), blanks.end(), _level(text, blanks))


def _level(text: str, blanks: re.Match[str]) -> int:
    if _PARAGRAPH.search(blanks.group()):
        return PARAGRAPH
    if "\n" in blanks.group():
        return LINE
    ends = _SENTENCE_END.search(text[max(blanks.start() - 8, 0) : blanks.start()])
    return SENTENCE if ends and not text[blanks.end()].islower() else WORD


Fits = Callable[[int, int], bool]


def _fits(text: str, begin: int, end: int, *, room: int, unit: LengthUnit | str) -> bool:
    return measure(text[begin:end], unit) <= room


def _last(cuts: Sequence[_Cut], begin: int, fits: Fits) -> int:
    """The index of the last cut that ends a part which begins here and fits; -1 where none does."""
    first = low = high = bisect_right(cuts, begin, key=lambda cut: cut.start)
    step = 1
    while high < len(cuts) and fits(
        begin, cuts[high].start
    ):  # no farther than needed: measuring is what costs
        low, high, step = high + 1, high + step, step * 2
    high = min(high, len(cuts))
    while low < high:
        middle = (low + high) // 2
        if fits(begin, cuts[middle].start):
            low = middle + 1
        else:
            high = middle
    return low - 1 if low > first else -1


def _fewest(length: int, cuts: Sequence[_Cut], most: int, begin: int, fits: Fits) -> int | None:
    """How many parts what begins here takes at least; None where more than `most`, or where a word is too long."""
    for number in range(1, most + 1):
        if fits(begin, length):
            return number
        last = _last(cuts, begin, fits)
        if last < 0:
            return None
        begin = cuts[last].end
    return None


def _edges(length: int, cuts: Sequence[_Cut], number: int, fits: Fits) -> Iterator[tuple[int, int]]:
    """Where each of so many parts begins and ends: at the best kind of cut with which they stay as few."""
    begin = 0
    for left in range(number - 1, 0, -1):
        last = _last(cuts, begin, fits)
        cut = cuts[last]
        for level in (PARAGRAPH, LINE, SENTENCE):
            nice = next(
                (one for one in reversed(cuts[: last + 1]) if one.level <= level and one.start > begin), None
            )
            if nice is not None and _fewest(length, cuts, left, nice.end, fits) is not None:
                cut = nice
                break
        yield begin, cut.start
        begin = cut.end
    yield begin, length


def room_for(network: str, recipient: str | None, capabilities: Capabilities | None = None) -> int | None:
    """How long a reply may be once what the network needs in front of it is there; None: any length."""
    known = capabilities or capabilities_of(network)
    if known.max_length is None:
        return None
    return known.max_length - measure(address_line(network, recipient), known.length_unit)


def most_parts(known: Capabilities, *, private: bool) -> int:
    """In how many messages one reply may be told; 1 where it is one message or none."""
    return 1 if known.parts_in_private and not private else known.most_parts


def address_line(network: str, recipient: str | None) -> str:
    """What stands in front of a reply so that it reaches whom it is for."""
    if network == Network.MASTODON and recipient:
        return f"@{recipient.removeprefix('@')} "
    return ""
