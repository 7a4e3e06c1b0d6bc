"""English words that no dictionary lists because everybody can make them: `dimmable`, `unboxing`, `splashproof`.

A word is one when it is a word people use with an ending or a beginning that makes new words, or two such words of
which the second is one that goods are named by. What is a small slip away from a frequent word is none.
"""

import re

from bpo.language.candidates import candidates
from bpo.language.dictionaries import dictionary
from bpo.language.make_words import CAPITAL
from bpo.language.phrasebook import words
from bpo.language.types import Language

USED, COMMON = 36, 60  # ranks (frequencies 2.25 and 3.75) of words that may be a part
SMALL, OFTEN = 0.6, 48  # a slip of this cost of a word of this rank was meant
SHORTEST_BASE, SHORTEST_REST, LONG_REST, SHORTEST_HEAD = 3, 4, 7, 3
VOWELS = frozenset("aeiouy")
# Endings of a verb, whose last letter may be doubled or its `e` dropped before them; endings of any word.
OF_VERBS = ("ability", "able", "ably")
OF_A_DOER = "er"
SOMEWHAT = "ish"
OF_ANY = {
    "proof": USED,
    "proofed": USED,
    "proofing": USED,
    "worthy": COMMON,
    "friendly": USED,
    "less": COMMON,
    "like": COMMON,
    "wise": COMMON,
}
# Beginnings, and the shortest rest that they make a word of.
BEFORE = {
    "non": 4, "semi": 4, "ultra": 4, "hyper": 4, "inter": 6, "sub": 5, "mid": 5, "bio": 4, "eco": 4, "geo": 4, "hydro": 4,
    "aqua": 4, "thermo": 4, "electro": 4, "micro": 4, "nano": 4, "tele": 5, "photo": 4, "video": 4, "audio": 4, "cyber": 4,
    "self": 5, "counter": 5, "pseudo": 4, "kilo": 4, "mega": 4, "giga": 4, "milli": 4, "quasi": 4, "trans": 5, "post": 6,
}  # fmt: skip
UN_ENDS = (
    "ed",
    "able",
    "ing",
    "ible",
    "ful",
    "ly",
    "ened",
    "en",
    "worn",
    "sent",
    "paid",
    "sold",
    "known",
    "set",
)
AGAIN = ("ed", "ing", "s", "e", "t", "d", "k", "h", "y", "n", "p", "able")
# Sounds that people write as long as they last.
SOUND = re.compile(
    r"h+m+|m+h?m+|[ao]+h+|a+w+|e+w+|u+g+h+|wo+w+|wo+t|ya+y+|y[ae]+h+|(?:a?ha)+h?|he+h+(?:he+h*)*|e+r+m*|u+h+m*|u+m+|oo+ps|phe+w+|yu+m+y?|br+|bo+|sh+|psst|e+k+"
)
GOODS = words(
    """
    board boards wear ware frame frames sheet sheets belt belts strap straps rack racks holder holders maker makers mask masks lamp lamps
    tray trays cloth cloths brush brushes bike bikes stick sticks knob knobs cake cakes bread breads butter seed seeds guard guards
    cutter cutters opener openers grinder feeder feeders warmer warmers cleaner cleaners pack packs suit suits skin skins screen screens
    style keeping keeper making dog dogs house shop shops room rooms
    stand stands hook hooks light lights shade shades liner liners filter filters heater heaters plug plugs socket sockets sack sacks
    """
)


def is_made(key: str) -> bool:
    """Whether an English word in small letters is made of words people use."""
    if SOUND.fullmatch(key) or (key.endswith("y") and _is_used(f"{key[:-1]}ie")):  # `yuppy` beside `yuppie`
        return True
    return key.isalpha() and any(_is_made(one) for one in _singulars(key)) and not _is_slip(key)


def _singulars(key: str) -> tuple[str, ...]:
    return (key, key[:-1]) if key.endswith("s") and not key.endswith("ss") else (key,)


def _is_made(key: str) -> bool:
    return _has_ending(key) or _has_beginning(key) or _is_compound(key)


def _has_ending(key: str) -> bool:
    for ending in OF_VERBS:
        if key.endswith(ending) and _is_of_a_verb(key.removesuffix(ending)):
            return True
    if key.endswith(OF_A_DOER):
        return _is_of_a_verb(key.removesuffix(OF_A_DOER), COMMON)
    if key.endswith(SOMEWHAT):
        return any(_is_used(base, COMMON) for base in bases_of(key.removesuffix(SOMEWHAT)))
    return any(
        key.endswith(ending) and _is_used(key.removesuffix(ending), rank) for ending, rank in OF_ANY.items()
    )


def _is_of_a_verb(stem: str, rank: int = USED) -> bool:
    """Whether `-ing` goes with it, which nouns do not take: `dimming`, but not `faming`."""
    if stem.endswith("e"):  # `wipeable` beside `lovable`
        return dictionary(Language.EN).knows(f"{stem[:-1]}ing") and _is_used(stem, rank)
    return dictionary(Language.EN).knows(f"{stem}ing") and any(
        _is_used(base, rank) for base in bases_of(stem)
    )


def bases_of(stem: str) -> tuple[str, ...]:
    """What a stem before `-able` or `-er` may be of: `dimm` of `dim`, `stor` of `store`, `fold` of itself."""
    if len(stem) < SHORTEST_BASE or stem[-1] == "e":
        return ()
    if stem[-1] == stem[-2] and stem[-1] not in VOWELS | set("sfl"):
        return (stem[:-1],)
    single = stem[-1] not in VOWELS | set("wxh") and stem[-2] in VOWELS and stem[-3] not in VOWELS
    short = single and len(stem) == SHORTEST_BASE  # `dim` would double
    return (f"{stem}e",) if short else (stem, f"{stem}e")


def _has_beginning(key: str) -> bool:
    if any(
        key.startswith(one) and len(key) - len(one) >= least and _is_used(key[len(one) :])
        for one, least in BEFORE.items()
    ):
        return True
    rest = key[2:]
    if key.startswith("un") and rest.endswith(UN_ENDS):
        return len(rest) > SHORTEST_REST and (_is_used(rest) or _has_ending(rest))
    if key.startswith("re") and rest.endswith(AGAIN) and len(rest) > SHORTEST_REST:
        return _is_used(rest, USED if len(rest) >= LONG_REST else COMMON)
    return (
        key.startswith("mis") and key.endswith(("ed", "ing")) and len(key) > LONG_REST and _is_used(key[3:])
    )


def _is_compound(key: str) -> bool:
    return any(key[at:] in GOODS and _is_used(key[:at], COMMON) for at in range(SHORTEST_HEAD, len(key) - 3))


def _is_used(word: str, rank: int = USED) -> bool:
    return (
        len(word) >= SHORTEST_BASE
        and candidates(Language.EN).rank(word) >= rank
        and dictionary(Language.EN).knows(word)
    )


def _is_slip(key: str) -> bool:
    return any(
        one.cost <= SMALL and one.rank & ~CAPITAL >= OFTEN and not one.rank & CAPITAL
        for one in candidates(Language.EN).near(key, most=5)
    )
