"""The language of watches: words and "phrases", AND, OR, NOT, minus, parentheses.

    (courier OR delivery) "late again" -weather #shop @shop

Words beside each other must all be there. A word or a phrase is found in every inflected form that its
languages give it; `#tag` and `@name` as they are written. NOT binds tighter than AND, AND tighter than OR.
AND, OR and NOT are operators in capitals only; in quotation marks they are words. `show(parse(q))` parses to
the same tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.language.lexis import words_of

LONGEST = 2000
MOST_TERMS = 100
DEEPEST = 20
QUOTES = {'"': '"', "«": "»", "“": "”", "„": "”“"}
CLOSERS = "»”"
SPECIAL = frozenset("()|&" + "".join(QUOTES) + CLOSERS)
OPERATORS = {"AND": "and", "OR": "or", "NOT": "not", "&": "and", "|": "or"}

EMPTY = N_("There is nothing to look for.")
TOO_LONG = N_("The search is longer than 2000 characters.")
TOO_MANY = N_("The search has more than 100 words and phrases.")
TOO_DEEP = N_("The parentheses are nested too deeply.")
NOT_CLOSED = N_("This quotation mark is never closed.")
NOT_OPENED = N_("This quotation mark closes nothing.")
PAREN_NOT_CLOSED = N_("This parenthesis is never closed.")
PAREN_NOT_OPENED = N_("This parenthesis closes nothing.")
PAREN_EMPTY = N_("There is nothing inside these parentheses.")
NOTHING_AFTER = N_("Something to look for must follow here.")
NOTHING_BEFORE = N_("Something to look for must stand before this.")
NO_LETTERS = N_("There is no word in this; links cannot be looked for.")
ONLY_NOT = N_("This would find nearly everything: say what must be there, not only what must not.")


class Unreadable(Invalid):
    """A search that cannot be read: `at` is the character, counted from 1, and the fault says why."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(N_("The search cannot be read."), faults=(Fault(f"query.{at}", why),))
        self.why, self.at = why, at


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, in every form."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A `#tag` or an `@name`, as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


Node = Term | Mark | And | Or | Not


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "term", "mark", "and", "or", "not", "(", ")", "end"
    text: str
    at: int


def parse(query: str) -> Node:
    """The tree of a search; Unreadable says at which character it cannot be read, and why."""
    if len(query) > LONGEST:
        raise Unreadable(TOO_LONG, LONGEST + 1)
    tokens = list(_tokens(query))
    if len(tokens) == 1:
        raise Unreadable(EMPTY, 1)
    if sum(one.kind in {"term", "mark"} for one in tokens) > MOST_TERMS:
        raise Unreadable(TOO_MANY, tokens[-1].at)
    reader = _Reader(tokens)
    tree = reader.either(0)
    left = reader.here
    if left.kind == ")":
        raise Unreadable(PAREN_NOT_OPENED, left.at)
    if not _is_bounded(tree):
        raise Unreadable(ONLY_NOT, 1)
    return tree


def show(node: Node) -> str:
    """A tree as it is written."""
    match node:
        case Term(text=text):
            plain = not set(text) & SPECIAL and not any(map(str.isspace, text))
            return text if plain and text not in OPERATORS and text[0] not in "-#@" else _quoted(text)
        case Mark(text=text):
            return text
        case Not(part=part):
            return f"NOT {_bracketed(part, And | Or)}"
        case And(parts=parts):
            return " AND ".join(_bracketed(part, Or) for part in parts)
        case Or(parts=parts):
            return " OR ".join(show(part) for part in parts)


def all_of(parts: list[Node]) -> Node:
    """All of these, one level deep."""
    return _joined(And, parts)


def any_of(parts: list[Node]) -> Node:
    """Any of these, one level deep."""
    return _joined(Or, parts)


def terms_of(node: Node) -> Iterator[Term | Mark]:
    """Everything that is looked for, whether it must be there or must not."""
    match node:
        case Term() | Mark():
            yield node
        case Not(part=part):
            yield from terms_of(part)
        case And(parts=parts) | Or(parts=parts):
            for one in parts:
                yield from terms_of(one)


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return kind(tuple(flat))


def _quoted(text: str) -> str:
    """In marks that the text itself does not close: those it was written in always serve."""
    opening = next(mark for mark, closers in QUOTES.items() if not set(text) & set(closers))
    return f"{opening}{text}{QUOTES[opening][0]}"


def _bracketed(node: Node, kinds: object) -> str:
    return f"({show(node)})" if isinstance(node, kinds) else show(node)  # type: ignore[arg-type]  # classes


def _is_bounded(node: Node) -> bool:
    """Whether a text must have at least one of the words to be found."""
    match node:
        case Not():
            return False
        case And(parts=parts):
            return any(map(_is_bounded, parts))
        case Or(parts=parts):
            return all(map(_is_bounded, parts))
    return True


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.place = tokens, 0

    @property
    def here(self) -> _Token:
        return self.tokens[self.place]

    def next(self) -> _Token:
        found = self.here
        self.place += 1
        return found

    def either(self, depth: int) -> Node:
        parts = [self.both(depth)]
        while self.here.kind == "or":
            self.next()
            parts.append(self.both(depth))
        return any_of(parts)

    def both(self, depth: int) -> Node:
        parts = [self.one(depth)]
        while self.here.kind not in {"or", ")", "end"}:
            if self.here.kind == "and":
                self.next()
            parts.append(self.one(depth))
        return all_of(parts)

    def one(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise Unreadable(TOO_DEEP, self.here.at)
        token = self.next()
        match token.kind:
            case "term":
                return Term(token.text)
            case "mark":
                return Mark(token.text)
            case "not":
                return Not(self.one(depth + 1))
            case "(":
                return self.inside(token, depth)
            case _:
                raise self.refused(token)

    def inside(self, opening: _Token, depth: int) -> Node:
        if self.here.kind == ")":
            raise Unreadable(PAREN_EMPTY, opening.at)
        found = self.either(depth + 1)
        if self.next().kind != ")":
            raise Unreadable(PAREN_NOT_CLOSED, opening.at)
        return found

    def refused(self, token: _Token) -> Unreadable:
        """A term was expected, and something else stands here."""
        before = self.tokens[self.place - 2] if self.place > 1 else None
        if token.kind == ")" and not any(one.kind == "(" for one in self.tokens[: self.place]):
            return Unreadable(PAREN_NOT_OPENED, token.at)
        if before is not None and before.kind in {"and", "or", "not"}:
            return Unreadable(NOTHING_AFTER, before.at)
        if token.kind in {"and", "or"}:
            return Unreadable(NOTHING_BEFORE, token.at)
        if before is not None and before.kind == "(":
            return Unreadable(PAREN_NOT_CLOSED, before.at)
        return Unreadable(NOTHING_AFTER, token.at)


def _tokens(query: str) -> Iterator[_Token]:
    at = 0
    while at < len(query):
        letter = query[at]
        if letter.isspace():
            at += 1
        elif letter in "()":
            yield _Token(letter, letter, at + 1)
            at += 1
        elif letter in "|&":
            end = at + 2 if query[at : at + 2] in {"||", "&&"} else at + 1
            yield _Token(OPERATORS[letter], letter, at + 1)
            at = end
        elif letter in QUOTES:
            end = _closing(query, at)
            yield _Token("term", _term(" ".join(query[at + 1 : end].split()), at), at + 1)
            at = end + 1
        elif letter in CLOSERS:
            raise Unreadable(NOT_OPENED, at + 1)
        elif letter == "-" and query[at + 1 : at + 2].strip():
            yield _Token("not", letter, at + 1)
            at += 1
        else:
            end = at
            while end < len(query) and not query[end].isspace() and query[end] not in SPECIAL:
                end += 1
            yield _word(query[at:end], at)
            at = end
    yield _Token("end", "", len(query) + 1)


def _closing(query: str, at: int) -> int:
    found = [place for mark in QUOTES[query[at]] if (place := query.find(mark, at + 1)) > 0]
    if not found:
        raise Unreadable(NOT_CLOSED, at + 1)
    return min(found)


def _word(text: str, at: int) -> _Token:
    if text in OPERATORS:
        return _Token(OPERATORS[text], text, at + 1)
    if text[0] in "#@" and len(text) > 1:
        if not all(letter.isalnum() or letter in "_.-" for letter in text[1:]):
            raise Unreadable(NO_LETTERS, at + 1)
        return _Token("mark", text, at + 1)
    return _Token("term", _term(text, at), at + 1)


def _term(text: str, at: int) -> str:
    if not words_of(text):
        raise Unreadable(NO_LETTERS, at + 1)
    return text
