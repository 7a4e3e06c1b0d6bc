"""How a word sounds, roughly: words that are taken for each other by ear have the same key."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from bpo.language.types import Language

# In turn: letters that make one sound, then letters that sound alike where the word does not tell them apart.
_CHANGES: dict[Language, tuple[tuple[str, str], ...]] = {
    Language.RU: (
        ("ё", "е"), (r"т?ь?ся$|т?сь?а$|цц[аоя]$", "ца"), ("[ео]го$", "ава"), ("[дт]ц|[дт]с|тьс", "ц"), ("[сзшж]ч|щ", "щ"),
        ("стн", "сн"), ("здн", "зн"), ("вств", "ств"), ("чт|чн", "ш"), ("[ьъ'-]", ""), ("о", "а"), ("[эяиый]", "е"), ("ю", "у"),
        ("б", "п"), ("[вг](?=$|[пткшсцчщх])|в", "ф"), ("г", "к"), ("д", "т"), ("ж", "ш"), ("з", "с"),
    ),
    Language.UK: (
        ("ё|йо|ьо", "о"), (r"ться$|тся$|ця$|цця$", "ца"), (r"шся$", "ся"), ("[ьъ'-]", ""), ("[эеиы]", "и"), ("[їій]", "і"), ("є|я", "а"), ("ю", "у"),
        ("ґ", "г"), ("[сз]ч|щ", "щ"), ("стн", "сн"), ("з", "с"), ("ж", "ш"), ("д", "т"), ("б", "п"), ("в(?=[^аоуиіе])", "у"),
    ),
    Language.PL: (
        ("ch", "h"), ("rz", "ż"), ("ó", "u"), ("ą(?=[bp])|om(?=[bp])", "on"), ("(?:om|ą|on|oł)$", "on"), ("ą|om", "on"), ("ę$", "e"),
        ("ę|em", "en"), ("ji|ii|yi", "i"), ("j", "i"), ("[sz]ż|ż", "sz"), ("ź|ś", "si"), ("ć", "ci"), ("ń", "ni"), ("dz", "c"), ("ds|ts", "c"),
        ("b", "p"), ("w", "f"), ("g", "k"), ("d", "t"), ("z", "s"), ("v", "f"), ("x", "ks"),
    ),
    Language.EN: (
        ("'", ""), ("ph", "f"), ("gh(?=t|$)", ""), ("^kn|^gn", "n"), ("^wr", "r"), ("[ct]ion", "shn"), ("ck|q", "k"), ("sc(?=[eiy])|c(?=[eiy])", "s"),
        ("ch", "4"), ("sh", "5"), ("th", "0"), ("c", "k"), ("x", "ks"), ("z", "s"), ("j|dg|g(?=[eiy])", "g"), ("(?<=.)e$|(?<=.)es$", ""), ("[aeiouyhw]+(?!^)", "a"),
    ),
}  # fmt: skip
_COMPILED: dict[Language, list[tuple[Callable[..., str], str]]] = {
    language: [(re.compile(old).sub, new) for old, new in changes] for language, changes in _CHANGES.items()
}
_AGAIN = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiouyąęóаеёєиіїоуыэюяьъ'-]")


@lru_cache(20_000)
def sound_of(word: str, language: Language) -> str:
    """The key of how it sounds."""
    for change, new in _COMPILED[language]:
        word = change(new, word)
    return _AGAIN.sub(r"\1", word)


@lru_cache(20_000)
def frame_of(word: str) -> str:
    """Its consonants, each once."""
    return _AGAIN.sub(r"\1", _VOWELS.sub("", word))


@lru_cache(20_000)
def bare(word: str) -> str:
    """The word without marks over and under its letters: what a hurried hand types."""
    plain = unicodedata.normalize("NFD", word.replace("ł", "l").replace("ґ", "г"))
    return "".join(char for char in plain if not "\u0300" <= char <= "\u036f")
