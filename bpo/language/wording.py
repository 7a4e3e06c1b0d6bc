"""How sayings are written down: what a line is as a regular expression, and by which words it is looked up.

The words are as `sayings` has them: `позвон*`, `(a|b)`, `( a)?`, `..`, `...`, `^` and `$`.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from bpo.language.phrasebook.begun import BEGUN

# A word of a text is looked up by its first letters: as it is where it has no more than LONG of them, by SHORT with a
# star for phrases that say how it begins.
LONG, SHORT = 5, 3
BREAK = r".!?…;\n"
SEPARATOR = rf"[^\w{BREAK}]+"
ENDING = r"[\w']*"
GAPS = {"..": 3, "...": 8}
OFTEN = re.compile(
    r"[?*+]|\{0,\d+\}"
)  # how often a bracket stands: perhaps never; `+` is no loss to the index
AS_OFTEN = re.compile(r"^(?:[?*+]+|\{[\d,]+\})")
SPACED_BEFORE = re.compile(r" (?:\.\.\.? )?$")
SPACED_AFTER = re.compile(r" (?:\.\.\.? )?")
WORD_BEGINS = re.compile(r"[^\W_](?:[^\W_]|')*")  # the first letters of a word of a phrase
LEFT_OUT = frozenset("?{")  # what stands after a letter that may be left out
WORD_IS_OVER = frozenset(("", " ", "-", "$", "|"))
APART = " (|+"  # before a bracket that is no end of a word
GOES_ON = "+"  # of a word too short to be looked up by how it begins
ENDLESS = ("*", GOES_ON)
CONDITIONS = ("?=", "?!")  # on what follows, which is not read by them
RARELY = 0.5  # texts of 100 in which a word begins as none of `BEGUN` does
GAP = re.compile(r"\.\.\.? ")
WIDE = re.compile(r"[.!;…\n]|\\[^wd]|\[\^")  # what may stand for the end of a sentence


def phrases_of(lists: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The phrases of some lists, each with the name of its list."""
    for name, block in lists.items():
        for line in block.splitlines():
            written = line.split("#", 1)[0].strip()
            if written:
                yield name, written.replace("ё", "е").replace(" | ", "|")


def expanded(line: str, macros: dict[str, str]) -> str:
    """A phrase with the words of its macros."""
    while found := re.search(r"\{([a-z_]+)\}", line):
        words = " ".join(macros[found.group(1)].split()).replace("ё", "е").replace(" | ", "|")
        line = f"{line[: found.start()]}({words}){line[found.end() :]}"
    return line


def with_own_spaces(written: str) -> str:
    """What may be left out takes one of the spaces around it along: `a (b)? c` as `a ((b) )?c`."""
    at = 0
    while (at := written.find("(", at)) >= 0:
        end = closes(written, at)
        group, rest = written[at : end + 1], written[end + 1 :]
        inner = group[1:-1]
        if rest.startswith("?") and not inner.startswith((" ", "?")) and not inner.endswith(" "):
            before = SPACED_BEFORE.search(written, 0, at)
            after = SPACED_AFTER.match(rest, 1)
            if after and (before or at == 0 or written[at - 1] in "(|^"):
                written = f"{written[:at]}({group}{after.group()})?{rest[after.end() :]}"
            elif before and (len(rest) == 1 or rest[1] in "$|)"):
                written = f"{written[: before.start()]}({before.group()}{group})?{rest[1:]}"
                at = before.start()
        at += 1
    return written


def translated(written: str) -> str:
    """A phrase as a regular expression over folded text."""
    phrase = written.removeprefix("^")
    closes = phrase.endswith("$")
    parts: list[str] = [r"(?<!\w)(?:"]
    at = 0
    phrase = phrase.removesuffix("$")
    while at < len(phrase):
        rest = phrase[at:]
        gap = next((gap for gap in ("...", "..") if rest.startswith(f" {gap} ")), None)
        glued = next((gap for gap in ("...", "..") if rest.startswith(f"{gap} ")), None)
        if gap or glued:
            parts.append(
                f"{SEPARATOR if gap else ''}(?:[\\w'-]+{SEPARATOR}){{0,{GAPS[gap or glued or '']}}}?"
            )
            at += len(f" {gap} " if gap else f"{glued} ")
        elif rest[0] == "\\":
            parts.append(rest[:2])
            at += 2
        else:
            parts.append(_piece(rest, phrase[at - 1 : at]))
            at += 1
    parts.append(r")(?!\w)")
    if closes:
        parts.append(rf"(?=[^\w{BREAK}]*(?:[{BREAK}]|$))")
    return "".join(parts)


def _piece(rest: str, before: str) -> str:
    if rest[0] == "*":
        return "*" if before == ")" else ENDING
    if rest[0] == "(":
        return "(" if rest[1:2] == "?" else "(?:"
    return SEPARATOR if rest[0] == " " else rest[0]


def index_keys(written: str) -> tuple[list[frozenset[str]], bool]:
    """Of each part of a phrase the beginnings of words one of which is in every text with it; the rarest part first.

    And whether they have to be looked for beyond one sentence.
    """
    found = [keys for keys in _parts(written.removeprefix("^").removesuffix("$")) if keys]
    if not found:
        raise ValueError(f"no word to look this phrase up by: {written}")
    anywhere = _is_wide(written) or any(key.endswith(GOES_ON) for keys in found for key in keys)
    needs = [frozenset(key.removesuffix(GOES_ON) for key in keys) for keys in found]
    return sorted(needs, key=_how_often), anywhere


def beginning_of(word: str, *, whole: bool) -> str:
    """What a word of a phrase is looked up by: nothing where it says too little of how the word begins."""
    if whole or len(word) >= LONG:
        return word[:LONG]
    return f"{word[:SHORT]}*" if len(word) >= SHORT else ""


def _as_begun(keys: AbstractSet[str]) -> frozenset[str]:
    """The same of words that go on; a short one still has to stand in the text by itself, wherever that is."""
    return frozenset(
        key if key.endswith(ENDLESS) else beginning_of(key, whole=False) or f"{key}{GOES_ON}" for key in keys
    )


def _how_often(keys: AbstractSet[str]) -> float:
    """Of how many of 100 texts one of these is to be expected in, about."""
    return sum(BEGUN.get(key[:SHORT], RARELY) for key in keys)


def first_of(written: str) -> frozenset[str] | None:
    """The beginnings of the words with which a phrase may begin; None where that is open."""
    keys: set[str] = set()
    for choice in split(written, "|"):
        found = _first_of_one(choice)
        if not found:
            return None
        keys |= found
    return frozenset(keys)


def _how_well(keys: AbstractSet[str]) -> tuple[bool, float]:
    """The less, the better to look a phrase up by."""
    return any(key.endswith(GOES_ON) for key in keys), _how_often(keys)


def _first_of_one(written: str) -> frozenset[str] | None:
    if written.startswith("("):
        return _first_of_bracket(written)
    word = WORD_BEGINS.match(written)
    if word is None:
        return None
    plain, rest = word.group(), written[word.end() :]
    key = "" if rest[:1] in LEFT_OUT else beginning_of(plain, whole=_is_over(rest))
    return frozenset({key}) if key else None


def _first_of_bracket(written: str) -> frozenset[str] | None:
    end = closes(written, 0)
    within, rest = written[1:end], written[end + 1 :]
    found = None if within.startswith("?") else first_of(within)
    often = OFTEN.match(rest)
    rest = rest[often.end() :] if often else rest.removeprefix("+")
    if found is not None and not _is_over(rest) and not all(one.endswith(" ") for one in split(within, "|")):
        found = _as_begun(found)
    if found is None or any(key.endswith(GOES_ON) for key in found):
        return None
    if not often:
        return found
    others = first_of(rest)
    return None if others is None else found | others


def _is_over(rest: str) -> bool:
    """Whether a word of a phrase ends before this."""
    if not rest.startswith("("):
        return rest[:1] in WORD_IS_OVER
    within, after = rest[1 : closes(rest, 0)], AS_OFTEN.sub("", rest[closes(rest, 0) + 1 :])
    if not within.startswith(CONDITIONS) and not all(one.startswith(" ") for one in split(within, "|")):
        return False
    return _is_over(after)


def _parts(written: str) -> Iterator[frozenset[str]]:
    """Of each part that cannot be left out: the beginnings its word may have; nothing where that is open."""
    written = _needed(written)
    choices = split(written, "|")
    if len(choices) > 1:
        yield _of_choices(choices)
        return
    for part in split(written, " "):
        rest = part
        while rest.startswith("("):
            end = closes(rest, 0)
            within = split(rest[1:end], "|")
            rest = rest[end + 1 :]
            spaced = all(choice.endswith(" ") for choice in within)
            whole = spaced or _is_over(rest)
            yield _of_choices(within) if whole else _as_begun(_of_choices(within))
            if rest and not spaced:
                rest = ""  # what follows is the end of a word, not the beginning of one
        if re.fullmatch(r"[\w'-]+\*?", rest):
            yield _of_word(rest)


def _of_choices(choices: Iterable[str]) -> frozenset[str]:
    keys: set[str] = set()
    for choice in choices:
        inner = [found for found in _parts(choice) if found]
        if not inner:
            return frozenset()
        keys |= min(inner, key=_how_well)
    return frozenset(keys)


def _of_word(word: str) -> frozenset[str]:
    first, hyphen, _ = word.partition("-")  # what comes after a hyphen is a word of its own in the index
    key = beginning_of(first.removesuffix("*"), whole=bool(hyphen) or not word.endswith("*"))
    return frozenset({key} if key else ())


def _needed(written: str) -> str:
    """A phrase without what may be left out and without conditions on what stands around."""
    at = 0
    while (at := written.find("(", at)) >= 0:
        end = closes(written, at)
        if written[at + 1 : at + 2] == "?":
            written = written[:at] + written[end + 1 :]
        elif often := OFTEN.match(written, end + 1):
            apart = at == 0 or written[at - 1] in APART
            spaced = apart or all(_is_over(one) for one in split(written[at + 1 : end], "|"))
            written = f"{written[:at]}{'' if spaced else '*'}{written[often.end() :]}"
        else:
            at += 1
    return " ".join(written.split())


def closes(written: str, opening: int) -> int:
    """Where the bracket that opens here is closed."""
    depth, at = 1, opening
    while closing := written.find(")", at + 1) + 1:
        depth += written.count("(", at + 1, closing) - 1
        at = closing - 1
        if depth == 0:
            return at
    raise ValueError(f"a bracket is not closed: {written}")


def split(written: str, at: str) -> list[str]:
    """The pieces between marks that stand outside brackets."""
    pieces = written.split(at)
    if len(pieces) == 1 or ("(" not in written and "[" not in written):
        return pieces
    whole, depth = [], 0
    for piece in pieces:
        if depth == 0:
            whole.append(piece)
        else:
            whole[-1] += at + piece
        depth += piece.count("(") + piece.count("[") - piece.count(")") - piece.count("]")
    return whole


def _is_wide(written: str) -> bool:
    """Whether a phrase may run on from one sentence to the next."""
    at = 0
    while (at := written.find("(?", at)) >= 0:
        written = written[:at] + written[closes(written, at) + 1 :]
    return WIDE.search(GAP.sub(" ", written)) is not None
