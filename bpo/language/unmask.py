"""What a disguised stretch of letters may say, of all the forms that are looked for.

The forms stand sorted, so that a beginning is a slice of them. A stretch is read from left to right by everything
its characters may stand for (`lexicons.disguises`), and a reading dies where no form begins so: nearly all die at
the second letter, and nothing is kept beside the sorted list. How long a reading may be sought depends on the
stretch alone, so that the same text is judged alike twice.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from bpo.language.lexicons import disguises as book

LAST = "\uffff"
LONGEST = 48  # characters of a stretch
REMEMBERED = 5_000  # stretches
STEPS, STEPS_A_LETTER = 120, 60  # of one stretch
STEPS_A_TEXT, STEPS_A_CHARACTER = 2_500, 3  # of one text
MOST_SLACK = 2  # letters spelt carelessly
MOST_VOWELS = 2  # left out side by side
VOWELS = "aeiouyóąęаеиоуыэюяіїєьъ"  # and what is left out with them
RUBBED = "*#…•·_.~%?■█□▪●×+-^°@$&!|"  # what stands for a letter that was rubbed out
RUN = "…"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters as they are read, each with its place in the text; `tricks` of what was dropped or redrawn."""

    letters: str
    places: tuple[int, ...]
    end: int
    tricks: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From the place of one character to that behind the last."""
        return self.places[start], (self.places[end] if end < len(self.places) else self.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a stretch: words with where each begins and ends in it, and by which tricks."""

    words: tuple[tuple[str, int, int], ...]
    tricks: int
    slack: int
    rubbed: tuple[int, ...] = ()  # places in the word of letters that were rubbed out

    @property
    def form(self) -> str:
        """The word, or the words in one."""
        return "".join(word for word, _, _ in self.words)

    @property
    def effort(self) -> tuple[int, int, int]:
        """The less, the likelier."""
        return len(self.rubbed), self.slack, self.tricks.bit_count()


def stretch_of(raw: str, start: int, end: int) -> Stretch:
    """A piece of a text as it is read: composed, in small letters, without what nobody sees."""
    letters: list[str] = []
    places: list[int] = []
    tricks, at = 0, start
    while at < end:
        after = at + 1
        while after < end and unicodedata.combining(raw[after]):
            after += 1
        char = raw[at] if after == at + 1 else unicodedata.normalize("NFC", raw[at:after])[0]
        if after > at + 1 and len(unicodedata.normalize("NFC", raw[at:after].replace("\u0301", ""))) > 1:
            tricks |= book.GAP
        if book.INVISIBLE.match(char):
            tricks |= book.GAP
            at = after
            continue
        read = _in_its_case(raw, at, start, end) or book.plain(char)
        if read not in {char.lower(), "'", "-", book.CAPITAL_I, book.SMALL_L}:
            tricks |= book.ALIKE
        for one in read:
            letters.append(one)
            places.append(at)
        at = after
    return Stretch("".join(letters), tuple(places), end, tricks)


def rest_of(stretch: Stretch, at: int) -> Stretch:
    """What of a stretch is left from a character on."""
    return Stretch(stretch.letters[at:], stretch.places[at:], stretch.end, stretch.tricks)


def without_marks(stretch: Stretch, but: str = "") -> Stretch:
    """A stretch without what stands between its letters and digits, but for some marks that are letters."""
    kept = [at for at, char in enumerate(stretch.letters) if char.isalnum() or char in but]
    return Stretch(
        "".join(stretch.letters[at] for at in kept),
        tuple(stretch.places[at] for at in kept),
        stretch.end,
        stretch.tricks | book.GAP,
    )


def _in_its_case(raw: str, at: int, start: int, end: int) -> str | None:
    """An `I` among small letters and an `l` among capitals, each of which may be the other."""
    char = raw[at]
    if char == "I" and at > start and (raw[at - 1].islower() or raw[start:at].islower()):
        return book.CAPITAL_I
    if char == "l" and (raw[start:at] + raw[at + 1 : end]).isupper():
        return book.SMALL_L
    return None


class Disguises:
    """Forms that may be written in disguise. `parts` are words of a phrase, behind which another may stand.

    `roots` are what other words are made from (`derived.roots_of`), each with a form of its term.
    """

    def __init__(
        self, forms: Iterable[str], parts: Iterable[str] = (), roots: Mapping[str, str] | None = None
    ) -> None:
        self._forms = sorted(set(forms))
        self._parts = frozenset(parts)
        self.form_of = roots or {}
        self._roots = Disguises(self.form_of) if roots else None
        self._read: dict[tuple[str, bool], tuple[list[Reading], int]] = {}
        self.clean: dict[
            str, int
        ] = {}  # stretches seen that hide nothing, and the steps that it took to see it

    def __len__(self) -> int:
        return len(self._forms)

    def __contains__(self, form: str) -> bool:
        at = bisect_left(self._forms, form)
        return at < len(self._forms) and self._forms[at] == form

    def read(self, stretch: Stretch, *, whole: bool = True) -> list[Reading]:
        """The readings of a stretch, the likeliest first; `whole`: to its end, else as far as a form goes."""
        return self.read_counted(stretch, whole=whole)[0]

    def read_counted(self, stretch: Stretch, *, whole: bool = True) -> tuple[list[Reading], int]:
        """The readings of a stretch and the steps they take, be they remembered or not."""
        if not self._forms or not 2 <= len(stretch.letters) <= LONGEST:
            return [], 1
        known = self._read.get((stretch.letters, whole))
        if known is None:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            known = self._read[stretch.letters, whole] = self._search(stretch.letters, whole=whole)
        readings, steps = known
        if stretch.tricks:
            readings = [replace(one, tricks=one.tricks | stretch.tricks) for one in readings]
        return readings, steps

    def with_vowels(self, consonants: str) -> tuple[str | None, int]:
        """The first form of which all vowels were left out, and the steps it took to find it."""
        forms, steps, open_ends = self._forms, 0, [("", 0, 0)]
        while open_ends and steps < STEPS + STEPS_A_LETTER * len(consonants):
            begun, at, vowels = open_ends.pop()
            steps += 1
            low = bisect_left(forms, begun)
            if low == len(forms) or not forms[low].startswith(begun):
                continue
            if at == len(consonants) and forms[low] == begun:
                return begun, steps
            if at < len(consonants):
                open_ends.append((begun + consonants[at], at + 1, 0))
            if begun and vowels < MOST_VOWELS:
                open_ends += [
                    (begun + one, at, vowels + 1) for one in VOWELS if (one >= "а") == (begun >= "а")
                ]
        return None, steps

    def _search(self, letters: str, *, whole: bool) -> tuple[list[Reading], int]:
        search = _Search(self._forms, self._parts, letters, whole=whole)
        search.walk(0, 0, len(self._forms), "", (0, 0, (), (), 0))
        found: dict[tuple[str, bool], Reading] = {}
        for one in sorted(search.found, key=lambda one: one.effort):
            found.setdefault((one.form, one.slack > 0), one)
        return list(found.values()), search.steps

    def remember_clean(self, written: str, steps: int = 0) -> None:
        """Keep in mind that a stretch hides nothing, wherever it stands."""
        if len(self.clean) >= REMEMBERED:
            self.clean.clear()
        self.clean[written] = steps

    @property
    def roots(self) -> "Disguises":
        """The roots, as forms; of forms that have none, the forms themselves."""
        return self._roots or self

    def forget(self) -> None:
        """Throw away what is remembered of stretches."""
        self._read.clear()
        self.clean.clear()
        if self._roots is not None:
            self._roots.forget()


class Reader:
    """Forms as one text is read against them, with no more steps than its length deserves."""

    def __init__(self, forms: Disguises, length: int) -> None:
        self._forms = forms
        self.left = STEPS_A_TEXT + STEPS_A_CHARACTER * length

    def __contains__(self, form: str) -> bool:
        return form in self._forms

    def read(self, stretch: Stretch, *, whole: bool = True) -> list[Reading]:
        """The readings of a stretch; none when the text has had its steps."""
        if self.left <= 0:
            return []
        readings, steps = self._forms.read_counted(stretch, whole=whole)
        self.left -= steps
        return readings

    def with_vowels(self, consonants: str) -> str | None:
        """The first form of which all vowels were left out."""
        if self.left <= 0:
            return None
        form, steps = self._forms.with_vowels(consonants)
        self.left -= steps
        return form

    def read_roots(self, stretch: Stretch) -> list[Reading]:
        """The roots that a stretch begins with."""
        if self.left <= 0:
            return []
        readings, steps = self._forms.roots.read_counted(stretch, whole=False)
        self.left -= steps
        return readings

    def form_of(self, root: str) -> str:
        """A form of the term that a root is of."""
        return self._forms.form_of.get(root, root)

    def is_clean(self, written: str) -> bool:
        """Whether a stretch is known to hide nothing; it costs what it cost the first time, so that texts are judged alike."""
        steps = self._forms.clean.get(written)
        self.left -= steps or 0
        return steps is not None

    def remember_clean(self, written: str, left_before: int) -> None:
        """Keep in mind that a stretch hides nothing, if it was read at all."""
        if self.left > 0:
            self._forms.remember_clean(written, left_before - self.left)


Words = tuple[tuple[str, int, int], ...]
So = tuple[
    int, int, tuple[int, ...], Words, int
]  # tricks, slack, rubbed, words before, where this word begins


class _Search:
    """One stretch being read."""

    def __init__(self, forms: list[str], parts: frozenset[str], letters: str, *, whole: bool) -> None:
        self._forms, self._parts, self._letters, self._whole = forms, parts, letters, whole
        self._left = self._most = STEPS + STEPS_A_LETTER * len(letters)
        self._seen: set[tuple[int, str, So]] = set()
        self._most_rubbed = sum(map(str.isalnum, letters)) + 1
        self._ways = book.ways()
        self.found: list[Reading] = []

    @property
    def steps(self) -> int:
        """The steps that were taken."""
        return self._most - self._left

    def walk(self, at: int, low: int, high: int, begun: str, so: So) -> None:
        """Go on from a character; the forms from `low` to `high` begin with what was read."""
        key = (at, begun, so)
        if self._left <= 0 or key in self._seen:
            return
        self._left -= 1
        self._seen.add(key)
        letters = self._letters
        if begun and self._forms[low] == begun:
            self._complete(at, begun, so)
        if at < len(letters):
            self._read_as_letters(at, low, high, begun, so)
            if not letters[at].isalnum():
                self._read_as_mark(at, low, high, begun, so)

    def _read_as_letters(self, at: int, low: int, high: int, begun: str, so: So) -> None:
        """The next characters as what they may stand for; a letter may be held down."""
        letters, (tricks, slack, rubbed, words, begun_at) = self._letters, so
        for written, meaning, trick in self._ways.get(letters[at], ()):
            after = at + len(written)
            if len(written) > 1 and not letters.startswith(written, at):
                continue
            looser = slack + (trick == book.SOUND)
            if looser > MOST_SLACK:
                continue
            self._narrow(after, low, high, begun + meaning, (tricks | trick, looser, rubbed, words, begun_at))
            if (
                not trick and begun and slack < MOST_SLACK and not tricks & book.GAP
            ):  # a letter once that is doubled, or soft
                once = (tricks | book.SOUND, slack + 1, rubbed, words, begun_at)
                self._narrow(after, low, high, begun + meaning + meaning, once)
                if meaning in book.BEFORE_SOFT_SIGN:
                    self._narrow(after, low, high, f"{begun}{meaning}ь", once)
            if meaning and meaning == begun[-1:]:
                held = (tricks | trick | book.REPEAT, looser, rubbed, words, begun_at)
                self.walk(after, low, high, begun, held)

    def _read_as_mark(self, at: int, low: int, high: int, begun: str, so: So) -> None:
        """The next character as what was put between letters, or over one."""
        tricks, slack, rubbed, words, begun_at = so
        char = self._letters[at]
        if begun or words:
            gap = (tricks | book.GAP, slack, rubbed, words, begun_at if begun else at + 1)
            self.walk(at + 1, low, high, begun, gap)
        if char in RUBBED or char == RUN or char > "\u2000":
            self._rub(at, low, high, begun, so)

    def _narrow(self, at: int, low: int, high: int, wanted: str, so: So) -> None:
        first = bisect_left(self._forms, wanted, low, high)
        if first < high and self._forms[first].startswith(wanted):
            self.walk(at, first, bisect_left(self._forms, wanted + LAST, first, high), wanted, so)

    def _rub(self, at: int, low: int, high: int, begun: str, so: So) -> None:
        """A letter that was rubbed out: any that a form has here."""
        tricks, slack, rubbed, words, begun_at = so
        if words or len(rubbed) >= self._most_rubbed:
            return
        length = len(begun)
        after = (tricks | book.WILD, slack, (*rubbed, length), words, begun_at)
        first = low + (self._forms[low] == begun)
        while first < high and self._left > 0:
            self._left -= 1
            wanted = self._forms[first][: length + 1]
            last = bisect_left(self._forms, wanted + LAST, first, high)
            self.walk(at + 1, first, last, wanted, after)
            if self._letters[at] == RUN:
                self._rub(at, first, last, wanted, after)
            first = last

    def _complete(self, at: int, begun: str, so: So) -> None:
        tricks, slack, rubbed, words, begun_at = so
        words = (*words, (begun, begun_at, at))
        if at == len(self._letters) or not self._whole:
            self.found.append(Reading(words, tricks, slack, rubbed))
        if len(words) == 1 and begun in self._parts and at < len(self._letters):
            self.walk(at, 0, len(self._forms), "", (tricks, slack, rubbed, words, at))


def spans_of(reading: Reading, stretch: Stretch) -> Iterator[tuple[str, int, int]]:
    """The words of a reading with their places in the text; nothing lies between two words."""
    ends = [start for _, start, _ in reading.words[1:]]
    for (word, start, end), until in zip_longest(reading.words, ends):
        yield word, *stretch.span(start, end if until is None else until)
