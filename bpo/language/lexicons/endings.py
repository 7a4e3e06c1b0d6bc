"""What makes a word of another, hung on its root: who does it, what is like it, what is small, big or bad of its kind."""

from functools import cache

from bpo.language.phrasebook import words
from bpo.language.types import Language

LONGEST = 10
ENGLISH = words(
    "y ier iest ish er ers or ors ing ed able ful less ness ly ster sters hood ic ical ent ulent ulence ulently ism ist isms ists"
    " ment ty ive ous s es z erz in ity"
)
ENGLISH_TAILS = words(
    "hole holes head heads face faces bag bags show shows storm storms fest load loads stain stains hat hats wit wits it"
    " pot stick tard tards list house box lord job jobs ball balls monger mongers land town ville artist artists"
)
ENGLISH_HEADS = (
    "bull", "god", "dumb", "jack", "horse", "dog", "bat", "mother", "super", "mega", "ultra", "total", "un", "chicken", "smart", "ass", "dip",
)  # fmt: skip

# Beginnings of endings, and what they are inflected by.
_MADE = {
    Language.RU: (
        (
            "к очк ечк ичк ушк юшк ищ ин иц ниц щиц чиц изн атин ятин юг яг ух ёх ярг ышк",
            "а у е ы и ой ою о ам ами ах я ю ей ям ями ях",
        ),
        (
            "ик чик ек ок юк онк ёнк ишк щик ник няк як ист изм ан ун арь ёр яр",
            "_ а у е ом ы и ов ам ами ах о я ю ем ей ям ями ях",
        ),
        ("ств еств тельств", "о а у ом е"),
        (
            "н ан ян ск цк ов ев оват еват еньк оньк ист лив чив ическ анск",
            "ый ий ой ая ое ее ые ие ого его ому ему ым им ом ем ую юю ых их ыми ими о",
        ),
        (
            "и а я у ова ну ива ыва е",
            "ть л ла ло ли т ет ют ют ешь шь ем те вший лись лся лась ться тся",
        ),
    ),
    Language.UK: (
        (
            "к очк ечк ичк оньк еньк ищ ин иц ниц щиц чиц юг яг ух юк юч",
            "а у и і ою о ам ами ах я ю ею ям ями ях е ці",
        ),
        (
            "ик чик ок ек ець ник щик няк як ист изм ізм ан ун ар яр",
            "_ а у і ом и ів ам ами ах о я ю єм ем ям ями ях ові еві",
        ),
        ("ств цтв яцтв", "о а у ом і"),
        (
            "н ан ськ цьк ов ев еньк оньк есеньк ісіньк уват юват лив анськ ічн",
            "ий ій а е і ого ому им ім ою у их ими о",
        ),
        (
            "и а я у ува ну юва",
            "ти ть в ла ло ли є ють ють ємо єте вся лася лися тися",
        ),
    ),
    Language.PL: (
        (
            "k eczk oczk ink yk owk ówk nic izn yzn in ulk unk",
            "a i ą ę ce o om ami ach y u em ie",
        ),
        (
            "ik yk ek cik czyk nik ownik arz ist owiec owicz izm yzm ak uch",
            "_ a u owi iem em ie i y ów om ami ach cy",
        ),
        ("stw ostw w", "o a u em ie om ami ach"),
        (
            "n ow sk ck owsk iw liw ast owat iast yczn iczn aln ian arsk",
            "y i a e ego emu ym im ej ą ych ich ymi imi o ie",
        ),
        (
            "ow i y a",
            "ać ć ł ła ło li ły ją je uje ują em esz my cie ał ała ali ały",
        ),
    ),
}
_SMALL = {
    Language.RU: ("к очк ечк ичк ушк юшк", "а у е и ой о"),
    Language.UK: ("к очк ечк ичк", "а у и і ою о ці"),
    Language.PL: ("k eczk", "o a u i iem ą ę ami ach"),
}


def _joined(beginnings: str, ends: str) -> set[str]:
    return {
        (one + end.replace("_", "")).replace("ё", "е") for one in beginnings.split() for end in ends.split()
    }


@cache
def making_words(language: Language) -> frozenset[str]:
    """Every ending that makes a word of another in a language."""
    if language is Language.EN:
        return frozenset({*ENGLISH, *ENGLISH_TAILS})
    made = set().union(*(_joined(*pair) for pair in _MADE[language]))
    more = {"й" + one for one in made if one[0] in "кнсцю"} if language is not Language.PL else set()
    return frozenset(one for one in made | more if 1 < len(one) <= LONGEST)


@cache
def small(language: Language) -> frozenset[str]:
    """Those that make small things, in every case."""
    return frozenset(_joined(*_SMALL[language])) if language in _SMALL else frozenset()
