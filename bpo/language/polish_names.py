"""How Polish inflects a name that no dictionary has (`Ventara`, `Ventary`; `Tiplon`, `Tiplonu`), and makes nouns small."""

import re

SOFTENED = {
    "ch": "sze", "sz": "szy", "rz": "rzu", "cz": "czu", "st": "ście", "sł": "śle", "zd": "ździe",
    "r": "rze", "k": "ce", "g": "dze", "t": "cie", "d": "dzie", "ł": "le", "n": "nie", "s": "sie",
    "z": "zie", "m": "mie", "p": "pie", "b": "bie", "w": "wie", "f": "fie", "v": "vie",
}  # fmt: skip
SOFT = ("j", "l", "sz", "cz", "rz", "ż", "ś", "ć", "ń", "ź", "c", "dz", "ch", "k", "g", "x", "h", "i")
VOWELS = "aąeęioóuy"
SILENT_E = ("'a", "'u", "'owi", "'em", "'ów")  # Brindle, Brindle'a
SMALL_NOUN = re.compile(r"(.{4,})ik(?:a|owi|iem|u|i|ów|om|ami|ach)?")
HARDENED, SHORTEST_NOUN = (("dz", "d"), ("c", "t"), ("l", "ł")), 5


def guess_forms(name: str) -> frozenset[str]:
    """Every form such a name may take, in lower case."""
    word = name.lower()
    if not word.isalpha() or len(word) < 3:
        return frozenset({word})
    if word.endswith("a"):
        return frozenset({word, *_feminine(word[:-1])})
    if word.endswith("o"):
        stem = word[:-1]
        return frozenset(
            {word, *(stem + ending for ending in ("a", "u", "em", "om", "ami", "ach")), _local(stem)}
        )
    if word[-1] in VOWELS:
        return frozenset(
            {word, *(word + ending for ending in ("'ego", "'emu", "'m", "ego", "emu", "m", *SILENT_E))}
        )
    return frozenset({word, *_masculine(word)})


def _feminine(stem: str) -> set[str]:
    genitive = "i" if stem.endswith(("k", "g", "l", "j", "ć", "ś", "ń")) else "y"
    if stem.endswith("i"):
        genitive = ""
    soft = stem.endswith(SOFT) and not stem.endswith(("ch", "k", "g"))
    return {
        stem + genitive,
        *(stem + ending for ending in ("ę", "ą", "o", "om", "ami", "ach", "e")),
        stem + genitive if soft else _local(stem),
        stem,
        f"{stem}i",
    }


def _masculine(stem: str) -> set[str]:
    found = {stem + ending for ending in ("a", "u", "owi", "y", "i", "e", "ów", "om", "ami", "ach", "owie")}
    found.add(stem + ("iem" if stem.endswith(("k", "g")) else "em"))
    found.add(_local(stem))
    if stem.endswith("x"):  # Netflix, Netfliksa
        found |= {stem[:-1] + "ks" + ending for ending in ("a", "u", "owi", "em", "ie", "y", "ów")}
    if len(stem) > 3 and stem[-2] == "e" and stem[-3] not in VOWELS:  # Orzeł, Orła
        short = stem[:-2] + stem[-1]
        found |= {short + ending for ending in ("a", "u", "owi", "em", "y", "i", "ów", "iem")}
    return found | {f"{stem}'{ending}" for ending in ("a", "u", "owi", "em", "ów")}


def _local(stem: str) -> str:
    """The form after `w` and `o`."""
    if stem.endswith(SOFT) and not stem.endswith(("ch", "k", "g")):
        return stem + "u" if not stem.endswith("i") else stem
    for ending in sorted(SOFTENED, key=len, reverse=True):
        if stem.endswith(ending):
            return stem[: -len(ending)] + SOFTENED[ending]
    return stem + "e"


def noun_of(key: str) -> str | None:
    """The noun that a word in -ik may be the diminutive of: `śrubokręt` of `śrubokręcikiem`."""
    found = SMALL_NOUN.fullmatch(key)
    if found is None:
        return None
    stem = found[1]
    hard = next((stem[: -len(soft)] + of for soft, of in HARDENED if stem.endswith(soft)), stem)
    return hard if len(hard) >= SHORTEST_NOUN else None
