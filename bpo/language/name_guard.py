"""What other clients go by, made ready to be recognised: names, sites, handles and telephones.

All come as plain strings, told apart by how they are written: `@shop_help` is a handle, `shop.example/help` a site,
`+48 22 000 71 30` a telephone, everything else a name. What the brand has too is no sign of another.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from bpo.language.candidates import KEYBOARDS, SOUNDS
from bpo.language.lexis import fold, is_common, words_of
from bpo.language.phrasebook import words
from bpo.language.sounds import frame_of
from bpo.language.unmask import Disguises, Reading, stretch_of

SHORTEST_JOINED = 4  # letters of a name that is looked for inside links, tags and handles
SHORTEST_STEM = 6  # letters by which a name is known whatever hangs on them
MOST_HUNG_ON = 14
SHORTEST_HANDLE = 4
TAIL = 9  # digits of a telephone that are the same in every notation
TELEPHONE = re.compile(r"\+?[\d\s().\-–/\u00a0]{7,30}")
SITE = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,})(/\S*)?", re.IGNORECASE)
NETWORKS = words(
    "t.me x.com twitter.com instagram.com facebook.com fb.com vk.com ok.ru tiktok.com youtube.com threads.net"
    " linkedin.com wa.me m.me"
)
LINKS = re.compile(r"(?<![\w@.])[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
WRITTEN_NUMBERS = re.compile(r"(?<![\w.])\+?\(?\d[\d().\-–/\u00a0\u202f ]{5,24}\d(?!\w)")
SHORTEST_FRAME = 4  # consonants by which a word is known beside the others of its name
ROMAN = str.maketrans(
    "абвгґдеєзиіїйклмнопрстуфхцыэюяwqcłąęóśćńźż", "abvggdeeziiiiklmnoprstufhcyeuavkklaeoscnzz"
) | {ord("ж"): "zh", ord("ч"): "ch", ord("ш"): "sh", ord("щ"): "sh", ord("ъ"): "", ord("ь"): ""}
VOWELS = frozenset("aeiouyąęóаеёєиіїоуыэюя")
SOUND_PAIRS = frozenset(
    frozenset(pair) for pairs in (*SOUNDS.values(), "fv bp dt gk sz vw ck ij jy") for pair in pairs.split()
)
KEY_PAIRS = frozenset(
    frozenset(pair) for rows in KEYBOARDS.values() for row in rows for pair in pairwise(row)
)


class NameGuard:
    """Other clients' names, sites, handles and telephones."""

    def __init__(self, foreign: Iterable[str], own: Iterable[str]) -> None:
        own = tuple(own)
        mine = {joined(name) for name in own}
        my_sites, my_phones = {site_of(name) for name in own}, {telephone_of(name) for name in own}
        foreign = tuple(name.strip() for name in foreign)
        self.names = tuple(name for name in foreign if is_name(name))
        self.handles = frozenset(
            name[1:].casefold() for name in foreign if name.startswith("@") and len(name) > SHORTEST_HANDLE
        ) - {name[1:].casefold() for name in own if name.startswith("@")}
        self.sites = frozenset(filter(None, map(site_of, foreign))) - my_sites
        self.telephones = frozenset(filter(None, map(telephone_of, foreign))) - my_phones
        self.joined = tuple(
            name
            for name in dict.fromkeys([*map(joined, self.names), *map(turned, self.names)])
            if len(name) >= SHORTEST_JOINED and not any(name in one for one in mine)
        )
        self._plain_stems = frozenset(
            stem
            for name in self.names
            if joined(name) in self.joined and not is_ordinary(name)
            for stem in {_stem(joined(name)), _stem(turned(name))}
            if len(stem) >= SHORTEST_STEM and not any(stem in one for one in mine)
        )
        self.stems = Disguises(self._plain_stems)
        pairs = [parts for name in self.names if len(parts := name.split()) == 2 and name not in own]
        short = "|".join(rf"{re.escape(first[0])}\. ?{re.escape(last)}" for first, last in pairs)
        self._initialled = (
            re.compile(rf"(?<!\w)(?:{short})(?:['’]?(?:\w|em|ie|om|ом|ем|ам))?(?!\w)") if short else None
        )

    def __bool__(self) -> bool:
        return bool(self.names or self.handles or self.sites or self.telephones)

    def begins(self, raw: str, start: int, end: int) -> bool:
        """Whether a stretch begins with a name, as it is or in disguise, whatever little hangs on it."""
        return self._read(raw, start, end) is not None

    def is_part_of(self, letters: str) -> bool:
        """Whether an unusual name stands inside a word as it is, whatever stands before and behind it."""
        return any(stem in letters for stem in self._plain_stems)

    def stands_in(self, raw: str, start: int, end: int) -> bool:
        """Whether a name, as it is or in disguise, stands anywhere in a link, a handle or a tag."""
        return any(
            raw[at].isalnum() and self._read(raw, at, min(end, at + MOST_HUNG_ON * 2), most=end) is not None
            for at in range(start, end)
        )

    def _read(self, raw: str, start: int, end: int, *, most: int = MOST_HUNG_ON) -> Reading | None:
        if not self.stems:
            return None
        stretch = stretch_of(raw, start, end)
        for one in self.stems.read(stretch, whole=False):
            hung_on = len(stretch.letters) - one.words[-1][2]
            if one.slack <= 1 and len(one.rubbed) <= 1 and hung_on <= most:
                return one
        return None

    def initialled_in(self, raw: str) -> Iterable[tuple[int, int]]:
        """Where a name of two words stands with the initial of its first: `B. Owl`."""
        return [found.span() for found in self._initialled.finditer(raw)] if self._initialled else []

    def telephones_in(self, raw: str) -> Iterable[tuple[int, int]]:
        """Where one of their telephones stands, in any notation."""
        if not self.telephones:
            return
        for found in WRITTEN_NUMBERS.finditer(raw):
            if telephone_of(found.group()) in self.telephones:
                yield found.span()

    def sites_in(self, raw: str) -> Iterable[tuple[int, int]]:
        """Where one of their sites stands, whether or not its ending is one that people know."""
        return (
            [one.span() for one in LINKS.finditer(raw) if self.is_theirs(one.group())] if self.sites else []
        )

    def is_theirs(self, address: str) -> bool:
        """Whether a handle, a link or an address of mail is one of theirs."""
        plain = address.casefold()
        if plain.startswith("@"):
            return plain[1:] in self.handles
        place, _, host = plain.rpartition("@")
        site = SITE.match(host)
        if site is None:
            return False
        return any(
            (site[1] == known or site[1].endswith(f".{known}"))
            if "/" not in known
            else f"{site[1]}{site[2] or ''}".startswith(known)
            for known in self.sites
        ) or (not place and site[1] in NETWORKS and (site[2] or "").strip("/@") in self.handles)


def is_name(written: str) -> bool:
    """Whether it is neither a handle nor a site nor a telephone."""
    return not written.startswith("@") and site_of(written) is None and telephone_of(written) is None


def joined(name: str) -> str:
    """A name as it stands in a link or a tag."""
    return fold("".join(words_of(name)))


def turned(name: str) -> str:
    """A name of two words with the second before the first, in one word."""
    parts = words_of(name)
    return fold("".join(parts[::-1])) if len(parts) == 2 else joined(name)


def is_ordinary(name: str) -> bool:
    """One ordinary word: told from it by its capital alone."""
    words = words_of(name)
    return len(words) == 1 and is_common(words[0])


def site_of(written: str) -> str | None:
    """The host, and the path if there is one, of what is written as a link."""
    found = SITE.fullmatch(written)
    return (found[1] + (found[2] or "").rstrip("/")).casefold() if found else None


def telephone_of(written: str) -> str | None:
    """The digits of a telephone that are the same however it is written."""
    if not TELEPHONE.fullmatch(written):
        return None
    digits = "".join(filter(str.isdigit, written))
    return digits[-TAIL:] if len(digits) >= 7 else None


def _stem(name: str) -> str:
    """A name without the vowel that changes when it is inflected."""
    return name[:-1] if name[-1] in VOWELS and len(name) > SHORTEST_STEM else name


class Framed:
    """Long words of names of several, by their consonants: what is left of a word that was spelt by ear."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_frame: dict[str, list[str]] = {}
        for word in words:
            frame = frame_of(romanised(word))
            if len(frame) >= SHORTEST_FRAME:
                self._by_frame.setdefault(frame, []).append(word)
                if len(frame) > SHORTEST_FRAME:
                    self._by_frame.setdefault(frame[:-1], []).append(word)

    def __bool__(self) -> bool:
        return bool(self._by_frame)

    def find(self, written: str) -> str | None:
        """The word that has the consonants of what is written; in the other alphabet the last may be missing."""
        plain = romanised(written)
        if len(plain) < SHORTEST_STEM - 1:
            return None
        frame = frame_of(plain)
        for word in self._by_frame.get(frame, ()):
            latin = romanised(word)
            is_whole = frame_of(latin) == frame or (latin == word) != (plain == written)
            if is_whole and latin[0] == plain[0]:
                return word
        return None


@lru_cache(5_000)
def romanised(word: str) -> str:
    """A word in Latin letters, roughly as it sounds."""
    return word.translate(ROMAN)


class Misspelt:
    """Words of names, found by what differs from them in one letter."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= SHORTEST_STEM:
                for rest in _rests(word):
                    self._by_rest.setdefault(rest, []).append(word)

    def find(self, written: str) -> str | None:
        """The word that was meant; None where none is that near."""
        if not self._by_rest or len(written) < SHORTEST_STEM - 1:
            return None
        for rest in _rests(written):
            for word in self._by_rest.get(rest, ()):
                if written != word and is_slip(written, word):
                    return word
        return None


def _rests(word: str) -> list[str]:
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def is_slip(written: str, meant: str) -> bool:
    """Whether one letter was left out, put in, swapped with the next or taken for one that sounds or lies alike."""
    if written[0] != meant[0]:
        return False
    at = next((at for at, pair in enumerate(zip(written, meant, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return abs(len(written) - len(meant)) == 1
    if written[at + 1 :] == meant[at:] or written[at:] == meant[at + 1 :]:
        return True
    if written[at : at + 2] == meant[at : at + 2][::-1] and written[at + 2 :] == meant[at + 2 :]:
        return True
    pair = frozenset((written[at], meant[at]))
    return written[at + 1 :] == meant[at + 1 :] and (
        pair <= VOWELS or pair in SOUND_PAIRS or pair in KEY_PAIRS
    )
