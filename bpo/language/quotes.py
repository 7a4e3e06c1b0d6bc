"""Quotation marks as the brand writes them: of another kind, inside others, without their pair.

Marks are told by what stands beside them: an opening one before a word and after a space, a closing one the other
way round. What is no quotation mark is left alone: apostrophes, inches, code, links, faces made of marks, and what a
customer wrote who is quoted.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bpo.language.compiled import Compiled
from bpo.language.text import Kind, Text
from bpo.language.types import N_, Context, Finding, Language, Policy

OTHER_MARKS = N_("The brand writes quotation marks as %(marks)s.")
OTHER_INSIDE = N_("Inside other quotation marks the brand writes %(marks)s.")
ALONE = N_("This quotation mark has no pair.")
# What a brand may choose, and what may stand inside; of several the first is offered.
PAIRS: dict[str, tuple[str, ...]] = {
    "«»": ("„“", "“”"),
    "„”": ("«»", "»«", "‚’"),
    "„“": ("‚‘", "«»"),
    "“”": ("‘’",),
    "‘’": ("“”",),
    '""': ("''",),
}
# Russian has one way, Polish closes the lower mark otherwise.
INSIDE: dict[tuple[str, Language], tuple[str, ...]] = {
    ("«»", Language.RU): ("„“",),
    ("«»", Language.PL): ("„”",),
    ("«»", Language.EN): ("“”",),
}
USUAL: dict[Language, tuple[str, ...]] = {
    Language.RU: ("«»",),
    Language.UK: ("«»",),
    Language.PL: ("„”",),
    Language.EN: ("“”", '""'),
}
CHEAP_SIGN = re.compile("[\"«»„“”‟‹›‘‚＂'’]|,,|<<")
SIGN = re.compile("[\"«»„“”‟‹›‘‚＂]|,,|''|<<|(?<!\\w)['’](?=[\\w+−@#])")
MARK = re.compile("``|,,|''|<<|>>|[\"«»„“”‟‹›＂‘’‚']")
CODE = re.compile(
    r"`[^`\n]{1,200}`|\w=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')|\{[^{}\n]{0,200}\}|(?m:^>[^\n]*)"
    r"|[:;=xXхХ8]-?['\"]-?[()\[\]DОоPpРр/\\|<>*](?!\w)|[>^]['\"]+[<^]"
)
OPENERS = {"«": ("»",), "‹": ("›",), "„": ("”", "“"), ",,": ("''", "”", "“"), "<<": (">>",)}
CLOSERS = frozenset({"»", "›", ">>"})
SINGLE_OPENERS, SINGLE_CLOSERS = "'‘‚’", "'’‘"
BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{—–-/«„“\"‘'‹")
AFTER_CLOSING = frozenset(" \t\n\u00a0\u202f.,;:!?…)]}—–-/»”“\"’'›")
OPENED = frozenset(
    "([{…«„“\"‘'‹,@#№-–—*%&._/\\"
)  # what may stand first in a quotation, beside words and signs
# What an apostrophe stands before: `’tis`, `'em`, `'90s`.
CUT = re.compile(
    r"(?:tis|twas|til|till|cause|cuz|cos|em|n|bout|round|ere|s|tude)(?!\w)|\d\ds?(?!\w)", re.IGNORECASE
)
DECADE = re.compile(r"\d\ds(?!\w)")  # whatever mark stands before it
FIRST_IN_SINGLE = frozenset("+−@#")  # beside letters and digits
OF_MANY = re.compile(r"s['’] [a-z]")  # `the customers' parcels`
FEW_WORDS = 15  # letters of what is quoted from a customer; shorter, and it is a name that both say
LOOK_BACK = 4  # open marks among which a closing one looks for its own


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and where it stands."""

    start: int
    end: int
    text: str
    is_single: bool = False


@dataclass(slots=True)
class Pair:
    """Two marks that belong together; `depth` counts the pairs that it stands in."""

    opening: Mark
    closing: Mark
    depth: int = 0

    @property
    def marks(self) -> str:
        """Both marks, as they were written."""
        return self.opening.text + self.closing.text


@dataclass(slots=True)
class Read:
    """The marks of a text, read: pairs by their place, and marks that have none."""

    pairs: list[Pair] = field(default_factory=list)
    alone: list[Mark] = field(default_factory=list)


def check_quotes(text: Text, language: Language, compiled: Compiled, context: Context) -> Iterable[Finding]:
    """Quotation marks of another kind than the brand's, and those without their pair."""
    policy = compiled.rules.style.quotes.get(language)
    if policy is None or not (CHEAP_SIGN.search(text.raw) and SIGN.search(text.raw)):
        return
    read = read_marks(text)
    wrong = [pair for pair in read.pairs if pair.marks not in _allowed(pair.depth, policy.policy, language)]
    if wrong:
        theirs = bytearray(len(text.raw))
        for pair in read.pairs:
            if pair.depth == 0 and _is_of_customer(text, pair, context.reply_to):
                start, end = pair.opening.end, pair.closing.start
                theirs[start:end] = b"\1" * (end - start)
        yield from _findings(text, [one for one in wrong if not theirs[one.opening.start]], policy, language)
    for mark in read.alone:
        yield Finding("style.quotes", policy.severity, mark.start, mark.end, mark.text, ALONE)


def _findings(text: Text, wrong: Sequence[Pair], policy: Policy, language: Language) -> Iterator[Finding]:
    """One for each pair that stands in no other wrong one; it puts right those inside as well."""
    at = 0
    while at < len(wrong):
        first = wrong[at]
        inside = [first]
        at += 1
        while at < len(wrong) and wrong[at].opening.start < first.closing.start:
            inside.append(wrong[at])
            at += 1
        start, end = first.opening.start, first.closing.end
        marks = _allowed(first.depth, policy.policy, language)[0]
        yield Finding(
            "style.quotes",
            policy.severity,
            start,
            end,
            text.raw[start:end],
            OTHER_INSIDE if first.depth % 2 else OTHER_MARKS,
            {"marks": f"{marks[0]}…{marks[1]}"},
            (_with_marks(text.raw, inside, policy.policy, language),),
        )


def _with_marks(raw: str, pairs: Sequence[Pair], chosen: str, language: Language) -> str:
    """A quotation with the marks that these pairs should have; the first of them is the outermost."""
    instead = sorted(
        (mark.start, mark.end, put)
        for pair in pairs
        for mark, put in zip(
            (pair.opening, pair.closing), _allowed(pair.depth, chosen, language)[0], strict=True
        )
    )
    at, parts = pairs[0].opening.start, []
    for start, end, put in instead:
        parts += [raw[at:start], put]
        at = end
    return "".join(parts)


def _allowed(depth: int, chosen: str, language: Language) -> tuple[str, ...]:
    """The pairs that may stand so deep: of the brand outside, those for the inside within, and so on."""
    inside = INSIDE.get((chosen, language), PAIRS[chosen])
    if depth == 0:
        return (chosen,)
    return inside if depth == 1 else (chosen, *inside) if depth % 2 == 0 else (*inside, chosen)


def _is_of_customer(text: Text, pair: Pair, message: str | None) -> bool:
    """Whether the words between are the customer's, as they wrote them."""
    said = text.raw[pair.opening.end : pair.closing.start].strip()
    return message is not None and len(said) >= FEW_WORDS and said in message


def read_marks(text: Text) -> Read:
    """The marks of a text in pairs. A mark behind a digit closes what is open, or where that leaves others alone is an inch."""
    marks = _marks(text)
    read = _paired(text.raw, marks, inches=False)
    if read.alone and any(_is_behind_digit(text.raw, mark) for mark in marks):
        other = _paired(text.raw, marks, inches=True)
        if not other.alone:
            read = other
    _set_depths(read.pairs)
    return read


def _marks(text: Text) -> list[Mark]:
    """What looks like a quotation mark and stands in no link and no code."""
    closed = [found.span() for found in CODE.finditer(text.raw)]
    closed += [
        (token.start, token.end) for token in text.tokens if token.kind not in {Kind.WORD, Kind.NUMBER}
    ]
    inside = bytearray(len(text.raw))
    for start, end in closed:
        inside[start:end] = b"\1" * (end - start)
    return [
        Mark(found.start(), found.end(), found.group(), found.group() in "'‘’‚")
        for found in MARK.finditer(text.raw)
        if not inside[found.start()] and found.group() != "``" and not _is_in_word(text.raw, found)
    ]


def _is_in_word(raw: str, found: re.Match[str]) -> bool:
    """An apostrophe, whatever it is typed as: `об"єкт`."""
    before, after = raw[found.start() - 1 : found.start()], raw[found.end() : found.end() + 1]
    return before.isalpha() and after.isalpha()


def _is_behind_digit(raw: str, mark: Mark) -> bool:
    return mark.text in {'"', "”", "''", "“"} and raw[mark.start - 1 : mark.start].isdigit()


def _paired(raw: str, marks: Sequence[Mark], *, inches: bool) -> Read:
    read, opened = Read(), list[Mark]()
    for at, mark in enumerate(marks):
        if _is_behind_digit(raw, mark) and (inches or not opened):
            continue
        role = _single_role(raw, marks, at, opened) if mark.is_single else _role(raw, mark, opened)
        if role == "opening":
            opened.append(mark)
        elif role == "closing":
            _close(raw, mark, opened, read)
    # `«Кафе «Уют»`: closing marks of one kind are not written twice.
    last = max((pair.opening.start for pair in read.pairs if pair.opening.text == "«"), default=-1)
    read.alone += [
        mark for mark in opened if _is_told_alone(raw, mark) and (mark.text != "«" or last < mark.start)
    ]
    read.alone.sort(key=lambda mark: mark.start)
    read.pairs.sort(key=_start)
    return read


def _start(pair: Pair) -> int:
    return pair.opening.start


def _close(raw: str, mark: Mark, opened: list[Mark], read: Read) -> None:
    """Give a closing mark its opening one: its own among the last few that are open, or else the last."""
    last = len(opened) - 1
    near = [at for at in range(last, max(-1, last - LOOK_BACK), -1) if opened[at].is_single == mark.is_single]
    own = next((at for at in near if _belong(opened[at], mark)), near[0] if near else None)
    if own is None:
        if _is_told_alone(raw, mark):
            read.alone.append(mark)
        return
    read.alone += [one for one in opened[own + 1 :] if _is_told_alone(raw, one)]
    read.pairs.append(Pair(opened[own], mark))
    del opened[own:]


def _belong(opening: Mark, closing: Mark) -> bool:
    if opening.is_single:
        return True
    if opening.text in {"“", "‟", "”"}:
        return closing.text in {"”", "“"}
    return closing.text in OPENERS.get(opening.text, (opening.text,))


def _is_told_alone(raw: str, mark: Mark) -> bool:
    """Whether a mark without its pair is worth a word; not an arrow, not an inch."""
    if mark.is_single or len(mark.text) > 1 or _is_behind_digit(raw, mark):
        return False
    before, after = raw[mark.start - 1] if mark.start else " ", raw[mark.end] if mark.end < len(raw) else " "
    return not (before.isspace() and after.isspace())


def _role(raw: str, mark: Mark, opened: Sequence[Mark]) -> str | None:
    """Whether a double mark opens or closes; None where it does neither."""
    before = raw[mark.start - 1] if mark.start else " "
    after = raw[mark.end] if mark.end < len(raw) else " "
    may_open = before in BEFORE_OPENING and _is_opened_by(after)
    may_close = after in AFTER_CLOSING and not before.isspace()
    is_open = any(_belong(one, mark) for one in opened[-LOOK_BACK:])
    if mark.text in CLOSERS:
        reversed_ = may_open and not may_close and not is_open and after.isalnum()
        return "opening" if reversed_ and mark.text != ">>" else "closing" if is_open or may_close else None
    if mark.text in OPENERS:
        if may_close and not may_open and opened and opened[-1].text in CLOSERS:
            return "closing"
        return "opening" if mark.text in "«‹" or may_open else None
    if mark.text == "''" and not may_open:
        return "closing" if is_open else None
    if may_open is not may_close:
        return "closing" if may_close or (is_open and not after.isalnum()) else "opening"
    return "closing" if is_open else "opening" if may_open else None


def _is_opened_by(after: str) -> bool:
    """Whether a quotation may begin with this."""
    return after.isalnum() or after in OPENED or unicodedata.category(after)[0] == "S"


def _single_role(raw: str, marks: Sequence[Mark], at: int, opened: Sequence[Mark]) -> str | None:
    """Whether a single mark opens or closes; most are apostrophes, and do neither."""
    mark = marks[at]
    if _may_open_single(raw, mark):
        for later in range(at + 1, len(marks)):
            if marks[later].is_single and _may_open_single(raw, marks[later]):
                return None
            if marks[later].is_single and _may_close_single(raw, marks[later]):
                return "opening"
        return None
    if not (opened and opened[-1].is_single and _may_close_single(raw, mark)):
        return None
    if at + 1 < len(marks) and marks[at + 1].is_single and OF_MANY.match(raw, mark.start - 1):
        after = marks[at + 1]
        return "closing" if _may_open_single(raw, after) or not _may_close_single(raw, after) else None
    return "closing"


def _may_open_single(raw: str, mark: Mark) -> bool:
    before = raw[mark.start - 1] if mark.start else " "
    after = raw[mark.end : mark.end + 1]
    return (
        mark.text in SINGLE_OPENERS
        and before in BEFORE_OPENING
        and (after.isalnum() or after in FIRST_IN_SINGLE)
        and (DECADE if mark.text in "‘‚" else CUT).match(raw, mark.end) is None
    )


def _may_close_single(raw: str, mark: Mark) -> bool:
    after = raw[mark.end] if mark.end < len(raw) else " "
    return (
        mark.text in SINGLE_CLOSERS
        and after in AFTER_CLOSING
        and not raw[mark.start - 1 : mark.start].isspace()
    )


def _set_depths(pairs: Sequence[Pair]) -> None:
    """How deep each pair stands; they come by their place."""
    open_until: list[int] = []
    for pair in pairs:
        while open_until and open_until[-1] <= pair.opening.start:
            open_until.pop()
        pair.depth = len(open_until)
        open_until.append(pair.closing.start)


def offered(code: str) -> dict[str, str]:
    """Pairs a brand may choose for a language, the usual ones first, each with what stands inside it."""
    language = Language(code) if code in tuple(Language) else Language.EN
    order = dict.fromkeys((*USUAL[language], *PAIRS))
    return {chosen: INSIDE.get((chosen, language), PAIRS[chosen])[0] for chosen in order}
