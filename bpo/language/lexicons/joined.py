"""What a hyphen joins, and what is written apart."""

from bpo.language.types import Language

# Words that a hyphen joins, and what may stand on its other side.
_ASKING = (
    "ко",
    "кто",
    "ке",
    "чт",
    "чег",
    "чем",
    "как",
    "ког",
    "где",
    "куда",
    "откуда",
    "отчего",
    "поч",
    "зач",
    "ско",
    "чей",
    "чь",
)
_PITAL = ("хт", "ко", "ки", "щ", "чог", "чом", "чим", "як", "кол", "де", "куди", "звідк", "чий", "чи")
BEFORE_HYPHEN: dict[Language, dict[str, tuple[str, ...]]] = {
    Language.RU: {"то": _ASKING, "либо": _ASKING, "нибудь": _ASKING, "таки": ("все", "всё", "опять", "так", "довольно", "прямо")},
    Language.UK: {"небудь": _PITAL, "таки": ("все", "так", "досить")},
}  # fmt: skip
BEHIND_HYPHEN: dict[Language, dict[str, tuple[str, ...]]] = {
    Language.RU: {
        "по": ("ому", "ему", "ски", "цки", "ьи"), "во": ("ых", "их"), "в": ("ых", "их"), "кое": ("то", "ак", "де", "да", "их", "ие", "ой"),
        "из": ("за", "под"),
    },
    Language.UK: {
        "по": ("ому", "ему", "ськи", "цьки"), "будь": ("який", "яка", "яке", "які", "якого", "якої", "якій", "яким", "якому", "що", "хто", "де", "коли", "як"),
        "казна": ("що", "хто", "де", "як"), "з": ("за", "під", "над", "поміж", "перед"), "із": ("за",),
    },
}  # fmt: skip
# Words that no hyphen follows, unless the dictionary has the whole.
APART: dict[Language, frozenset[str]] = {
    Language.RU: frozenset(
        [
            "в",
            "во",
            "на",
            "не",
            "ни",
            "за",
            "с",
            "со",
            "к",
            "ко",
            "от",
            "при",
            "под",
            "над",
            "без",
            "про",
            "для",
            "об",
            "у",
        ]
    ),
    Language.UK: frozenset(
        [
            "в",
            "у",
            "на",
            "не",
            "ні",
            "за",
            "з",
            "із",
            "зі",
            "від",
            "при",
            "під",
            "над",
            "без",
            "про",
            "для",
        ]
    ),
}
# A word of denial that is written apart from a verb, and what verbs are called.
NOT: dict[Language, tuple[str, ...]] = {
    Language.RU: ("не", "ни"),
    Language.UK: ("не", "ні"),
    Language.PL: ("nie",),
}
VERBS = frozenset({"VERB", "INFN", "GRND", "fin", "praet", "inf", "impt"})
# Particles that lean on the word before and are written apart from it.
PARTICLES: dict[Language, tuple[str, ...]] = {
    Language.RU: ("ж", "б", "же", "бы", "ли", "ль"),
    Language.UK: ("ж", "б", "же", "би"),
}
