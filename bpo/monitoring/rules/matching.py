"""All watches of a brand made quick to run, and what they find in a post.

Every term of every watch stands once in one table from form to terms (`language.lexis`); a post's words are
looked up in it once, and only watches that have one of the terms found are asked. Forms are those of both
languages of a term's script, or of the languages that the watch is limited to.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit
from uuid import UUID

from bpo.language.identify import script_of
from bpo.language.lexis import (
    SCRIPT_LANGUAGES,
    Phrase,
    Phrases,
    Piece,
    fold,
    forms_of_word,
    pieces_of,
    words_of,
)
from bpo.language.text import Kind, Text, key_of
from bpo.language.types import Language
from bpo.monitoring.rules.posts import Post, full_text
from bpo.monitoring.rules.query import And, Mark, Node, Not, Or, Term, parse, terms_of

Spans = tuple[tuple[int, int], ...]
Holds = Callable[[AbstractSet[int]], bool]
MOST_SPANS = 50


@dataclass(frozen=True, slots=True)
class WatchTerms:
    """A watch as values. No languages, no sources: any. `excluded` are sites, names and handles."""

    id: UUID
    query: str
    languages: frozenset[str] = frozenset()
    sources: frozenset[UUID] = frozenset()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class _Watch:
    terms: WatchTerms
    numbers: frozenset[int]  # of everything that it looks for
    holds: "Holds"


@lru_cache(64)
def compile_watches(watches: tuple[WatchTerms, ...]) -> "CompiledWatches":
    """The watches of a brand made quick to run; kept while they stay as they are."""
    return CompiledWatches(watches)


class CompiledWatches:
    """The watches of a brand, ready to be asked about many posts."""

    def __init__(self, watches: Iterable[WatchTerms]) -> None:
        self._numbers: dict[tuple[str, tuple[Language, ...]], int] = {}
        self._marks: dict[str, int] = {}
        self._asking: dict[int, list[_Watch]] = {}
        for terms in watches:
            self._add(terms)
        self._phrases = Phrases(
            Phrase.of(number, words, any_order=False)
            for (term, languages), number in self._numbers.items()
            if (words := expand_for(term, languages)) and all(words)
        )

    def _add(self, terms: WatchTerms) -> None:
        tree = parse(terms.query)
        leaves: dict[Node, int] = {}
        for leaf in terms_of(tree):
            leaves[leaf] = self._number(leaf, terms.languages)
        watch = _Watch(terms, frozenset(leaves.values()), _made_quick(tree, leaves))
        for number in watch.numbers:
            self._asking.setdefault(number, []).append(watch)

    def _number(self, leaf: Term | Mark, languages: Collection[str]) -> int:
        new = len(self._numbers) + len(self._marks)
        if isinstance(leaf, Mark):
            return self._marks.setdefault(fold(key_of(leaf.text)), new)
        asked = tuple(one for one in Language if not languages or one.value in languages)
        return self._numbers.setdefault((" ".join(words_of(leaf.text)), asked), new)

    def find(self, post: Post, *, source_id: UUID, language: str | None) -> dict[UUID, Spans]:
        """The watches that a post is found by, with the places of their words in `full_text`."""
        text = Text(full_text(post.title, post.text))
        places: dict[int, list[tuple[int, int]]] = {}
        for hit in self._phrases.find(search_pieces(text), text.raw):
            places.setdefault(hit.owner, []).append((hit.start, hit.end))
        if self._marks:
            for token in text.tokens:
                number = self._marks.get(fold(token.key)) if token.kind in MARKS else None
                if number is not None:
                    places.setdefault(number, []).append((token.start, token.end))
        if not places:
            return {}
        found: dict[UUID, Spans] = {}
        names, there = _names(post), places.keys()
        asked = {id(watch): watch for number in places for watch in self._asking.get(number, ())}
        for watch in asked.values():
            terms = watch.terms
            if (
                (not terms.languages or language in terms.languages)
                and (not terms.sources or source_id in terms.sources)
                and not (terms.excluded and _is_excluded(names, terms.excluded))
                and watch.holds(there)
            ):
                found[terms.id] = _spans(watch, places)
        return found


MARKS = frozenset({Kind.HASHTAG, Kind.MENTION})


def search_pieces(text: Text) -> list[Piece]:
    """The words of a text as terms are compared, those within #tags and @names among them."""
    found = pieces_of(text)
    marks = [token for token in text.tokens if token.kind in MARKS]
    for token in marks:
        start = token.start + 1
        for part in token.text[1:].replace(".", "_").split("_"):
            if part:
                found.append(Piece(fold(key_of(part)), start, start + len(part)))
            start += len(part) + 1
    if marks:
        found.sort(key=lambda piece: piece.start)
    return found


def expand_for(term: str, languages: Sequence[Language]) -> tuple[frozenset[str], ...]:
    """The forms of each word of a term, in those of these languages that are written in its letters."""
    return tuple(_forms(word, languages) for word in words_of(term))


def _forms(word: str, languages: Sequence[Language]) -> frozenset[str]:
    home = [one for one in SCRIPT_LANGUAGES[script_of(word)] if one in languages]
    return frozenset({fold(word)}).union(*(forms_of_word(word, language) for language in home))


def _made_quick(node: Node, leaves: Mapping[Node, int]) -> Holds:
    """A tree as a function of the numbers of the terms that a text has."""
    match node:
        case Term() | Mark():
            number = leaves[node]
            return lambda there: number in there
        case Not(part=part):
            inner = _made_quick(part, leaves)
            return lambda there: not inner(there)
        case And(parts=parts):
            every, rest = _split(parts, leaves)
            return lambda there: every <= there and all(one(there) for one in rest)
        case Or(parts=parts):
            some, others = _split(parts, leaves)
            return lambda there: not some.isdisjoint(there) or any(one(there) for one in others)


def _split(parts: Iterable[Node], leaves: Mapping[Node, int]) -> tuple[frozenset[int], list[Holds]]:
    """Terms by their numbers, and the rest as functions."""
    listed = list(parts)
    plain = frozenset(leaves[one] for one in listed if isinstance(one, Term | Mark))
    return plain, [_made_quick(one, leaves) for one in listed if not isinstance(one, Term | Mark)]


def _spans(watch: _Watch, places: Mapping[int, list[tuple[int, int]]]) -> Spans:
    """The places of everything that the watch looks for, without overlaps, in order."""
    every = sorted({span for number in watch.numbers for span in places.get(number, ())})
    kept: list[tuple[int, int]] = []
    for start, end in every:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept[:MOST_SPANS])


def _names(post: Post) -> frozenset[str]:
    """What an exclusion may name: the site with its parents, the author's name and handle."""
    found = {one.lower().lstrip("@") for one in (post.author_name, post.author_handle) if one}
    host = (urlsplit(post.url).hostname or "").removeprefix("www.") if post.url else ""
    parts = host.split(".")
    return frozenset(found | {".".join(parts[at:]) for at in range(len(parts) - 1)})


def _is_excluded(names: frozenset[str], excluded: frozenset[str]) -> bool:
    return not names.isdisjoint(excluded)


def as_excluded(word: str) -> str:
    """An exclusion as it is compared."""
    return (
        word.strip()
        .lower()
        .lstrip("@")
        .removeprefix("https://")
        .removeprefix("http://")
        .removeprefix("www.")
        .rstrip("/")
    )
