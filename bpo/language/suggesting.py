"""What a misspelt word was meant to be: candidates of every kind, in the order that was learnt."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bpo.language.agreement import ASKS, NOUNS
from bpo.language.candidates import FAR, SINGLE, Candidate, Candidates, candidates
from bpo.language.dictionaries import dictionary
from bpo.language.lexicons.joined import BEFORE_HYPHEN, BEHIND_HYPHEN, NOT, PARTICLES, VERBS
from bpo.language.lexicons.slips import SLIPS
from bpo.language.make_words import CAPITAL, LETTERS, LONGEST
from bpo.language.morphology import morphology
from bpo.language.ranking import RARE, ranked
from bpo.language.types import Language

SHOWN = 5
RANKED = 40  # candidates that are weighed against each other
NOT_NEAR = 0.8  # where nothing is nearer than this, words too rare for the list are tried
HELD_DOWN = 0.3  # what letters held down cost: `спасибооо`
OURS = str.maketrans(
    "іїєґ", "ииег"
)  # Russian typed with Ukrainian letters; the other way they are in the costs
TWICE = re.compile(r"(\w{2,4})\1")
HELD = re.compile(r"(.)\1{2,}")
HYPHEN, SPLIT = 0.3, 0.9  # what a forgotten hyphen costs, and a forgotten space
JOINED = 64  # rank from which two words in one were meant as two
LONG_HALF, LONG_JOINED = 5, 44  # letters of halves that need not be so frequent
SHORTEST_NOUN = 5  # letters of a noun that a preposition is written together with: `приварикозе`
SHORT_HALF = 8  # a half of one or two letters must be more frequent by this
LEANED_ON = 64  # rank of a word that a particle of one or two letters is written together with


@lru_cache(5_000)
def suggest(key: str, language: Language, before: str = "", after: str = "") -> tuple[str, ...]:
    """What was meant, the likeliest first; the words beside it tell between two that are as near."""
    chosen = ranked(key, near(key, language)[:RANKED], language, before, after)
    found = [one.word.capitalize() if one.rank & CAPITAL else one.word for one in chosen]
    meant = TWICE.sub(r"\1", HELD.sub(r"\1", key))
    found = [one for one in found if len(one) * 2 > len(meant)]  # nobody writes `woohoo` who means `who`
    usual = SLIPS[language].get(key)
    return tuple(dict.fromkeys([*([usual] if usual else []), *found]))[:SHOWN]


@lru_cache(2_000)
def near(key: str, language: Language) -> tuple[Candidate, ...]:
    """What may have been meant, by what the way there costs and how frequent it is."""
    return near_in(candidates(language), key.translate(OURS) if language is Language.RU else key)


def near_in(words: Candidates, key: str) -> tuple[Candidate, ...]:
    """Candidates of a list of words: its own, rarer ones, two words in one."""
    found = {one.word: one for one in words.near(key)}
    for shorter in _without_repeats(key):
        for one in words.near(shorter, most=10):
            dearer = Candidate(one.word, one.cost + HELD_DOWN, one.rank)
            if one.word not in found or found[one.word].cost > dearer.cost:
                found[one.word] = dearer
    if len(key) <= LONGEST and (not found or min(one.cost for one in found.values()) > NOT_NEAR):
        for one in _rare_forms(words, key):
            if one.word not in found or found[one.word].cost > one.cost:
                found[one.word] = one
    for one in (*_two_words(words, key), *_leaning(words, key), *_unjoined(words, key)):
        found.setdefault(one.word, one)
    return tuple(sorted((one for one in found.values() if one.cost <= FAR), key=lambda one: one.penalty))


def _unjoined(words: Candidates, key: str) -> Iterator[Candidate]:
    """`во-многом`, `что-бы`: what a hyphen joins is written apart, or as one word."""
    parts = key.split("-")
    if len(parts) > 1 and all(parts):
        yield Candidate(" ".join(parts), HYPHEN, min(words.rank(part) for part in parts))
        if rank := words.rank("".join(parts)):
            yield Candidate("".join(parts), HYPHEN, rank)


def _without_repeats(key: str) -> Iterator[str]:
    """The word with letters held down let go, and what was typed twice once: `приивееет`, `оказалалось`."""
    once = "".join(char for at, char in enumerate(key) if key[max(0, at - 2) : at] != char * 2)
    single = "".join(char for at, char in enumerate(key) if not at or key[at - 1] != char)
    yield from {once, single, TWICE.sub(r"\1", key)} - {key}


def _rare_forms(words: Candidates, key: str) -> Iterator[Candidate]:
    """Known words one edit away that are too rare for the list."""
    language, code = words.language, words.code
    letters, knows = LETTERS[language].replace("-", ""), morphology(language).knows
    if language is Language.EN:
        knows = dictionary(language).knows
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        tries = [(head + letter + tail, float(words.put_cost[code[letter]])) for letter in letters]
        if tail:
            here = code.get(tail[0], len(words.letters) + 1)
            tries.append((head + tail[1:], float(words.drop_cost[here])))
            tries += [
                (head + letter + tail[1:], float(words.swap_cost[here, code[letter]])) for letter in letters
            ]
        if len(tail) > 1:
            tries.append((head + tail[1] + tail[0] + tail[2:], float(words.cross)))
        tries += [
            (head + meant + tail[len(written) :], float(cost))
            for written, meant, cost in words.clusters
            if tail.startswith(written)
        ]
        for word, cost in tries:
            if word != key and len(word) > 2 and knows(word):
                yield Candidate(word, round(cost, 3), RARE)


def _two_words(words: Candidates, key: str) -> Iterator[Candidate]:
    """Two words written as one, or without their hyphen."""
    language = words.language
    behind, before = BEHIND_HYPHEN.get(language, {}), BEFORE_HYPHEN.get(language, {})
    for at in range(1, len(key)):
        head, tail = key[:at], key[at:]
        hyphened = (head in behind and tail.endswith(behind[head])) or (
            tail in before and head.startswith(before[tail])
        )
        if hyphened and dictionary(language).knows(f"{head}-{tail}"):
            yield Candidate(f"{head}-{tail}", HYPHEN, min(words.rank(head), words.rank(tail)))
        if min(len(head), len(tail)) == 1 and (head if len(head) == 1 else tail) not in SINGLE[language]:
            continue
        least = LONG_JOINED if min(len(head), len(tail)) >= LONG_HALF else JOINED
        rank = min(words.rank(part) - (0 if len(part) > 2 else SHORT_HALF) for part in (head, tail))
        if rank >= least:
            yield Candidate(f"{head} {tail}", SPLIT, rank)


def _leaning(words: Candidates, key: str) -> Iterator[Candidate]:
    """`неверилось`, `этож`: what is written apart, however rare the other word is."""
    language = words.language
    for particle in PARTICLES.get(language, ()):
        head = key.removesuffix(particle)
        if head != key and words.rank(head) >= LEANED_ON:
            yield Candidate(f"{head} {particle}", SPLIT, words.rank(head))
    for at in range(2, len(key) - SHORTEST_NOUN + 1):
        cases = ASKS[language].get(key[:at])
        if cases and any(
            not one.tags.isdisjoint(NOUNS) and not one.tags.isdisjoint(cases)
            for one in morphology(language).readings(key[at:])
        ):
            yield Candidate(f"{key[:at]} {key[at:]}", SPLIT, max(words.rank(key[at:]), RARE))
    for denial in NOT.get(language, ()):
        rest = key.removeprefix(denial)
        if rest != key and any(not one.tags.isdisjoint(VERBS) for one in morphology(language).readings(rest)):
            yield Candidate(f"{denial} {rest}", SPLIT, max(words.rank(rest), RARE))


def dress(suggestion: str, written: str) -> str:
    """A suggestion in the capitals of what was written."""
    if written.isupper() and len(written) > 1:
        return suggestion.upper()
    return suggestion[:1].upper() + suggestion[1:] if written[:1].isupper() else suggestion
