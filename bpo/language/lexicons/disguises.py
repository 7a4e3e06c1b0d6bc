"""What a character may stand for where somebody writes a word so that no filter finds it.

By looks, by sound in the other alphabet, by digits and marks, and by carelessness. Every table is a line of
`written means…` entries; a meaning may have several letters.
"""

import re
import unicodedata
from functools import cache

DIGIT, MARK, ALIKE, OTHER, SOUND, GAP, WILD, REPEAT, BARE = (1 << at for at in range(9))
LATIN_LETTERS = "a-ząćęłńóśźż"
CYRILLIC_LETTERS = "а-яёіїєґ"

# Digits: by looks, by the first letter of their name, by sound.
DIGITS = """
0 o о ó; 00 oo u у; 1 i l і и л й ї ł; 2 z з ż ź to too; 3 e з е э є z ę; 4 a а ч ą for fore; 5 s с ś; 6 б b g ш; 7 t т г; 8 b в ate; 9 g q д р я; 13 b в; 10 ю; 111 ш; 11 п
"""
MARKS = """
@ a а о ą; $ s с ś; ! i l і и й ї; | i l і л; € e е є ę; ¡ i і; + t т; § s с; £ l e; ¥ y у; ¢ c с; © c с; ® r г я; × x х; ^ a л; # h н; |_| u и ц; |3 b в; |-| h н; |o ю
"""
# Letters of one alphabet for those of the other that look like them.
LOOKS = """
a а; b в ь б; c с; d д; e е є; g д; h н һ; i і и; j ј; k к; l і; m м т; n п и; o о; p р п; r г я; s ѕ; t т; u и ц; w ш; x х ж;
y у; z з; ó о; а a; в b; с c; е e; н h; і i l; ј j; к k; м m; о o; р p; ѕ s; т t; у y u; х x; ь b; п n; и u; г r; ш w; ё e ë; ї i;
є e; я r; л n; з z; д d g; ц u; ч y; б b; vv w; rn m; nn м; bl ы; b1 ы; bi ы; b| ы; ьl ы; ьi ы; ь1 ы; ьі ы; ь| ы; lo ю; io ю; іо ю; l0 ю; i0 ю; 1o ю; 1о ю; ji л; jl л; tt п;
ll п; ii п; lll ш; iii ш; ііі ш; lli ш; 9l я; 9i я; cl d; vvv ш
"""
# Letters of one alphabet for how they sound in the other.
SOUNDS_LIKE = """
a а; b б; v в; g г ґ; d д; e е э є; zh ж; z з; i и і й ї ы; j й ж дж; y й и і ы у; k к; l л ль; m м; n н нь; o о; p п; r р рь; s с сь; t т ть; u у ю;
f ф; h х г; kh х; c ц с к; ts ц; tz ц; ch ч х; sh ш; sch щ; shch щ шч; yu ю; ju ю; iu ю ію ьо; ya я; ja я; ia я ия ія; ye е є; je е є;
ie іє ие е; yo ё о йо; jo ё йо; io ё йо ио іо; yi ї; ji ї; w в у; x кс х; q к; sz ш; cz ч; rz ж; szcz щ; ż ж; ź зь з; ś сь с; ć ць ч ть; ń нь н; ł л; ą он
ом; ę ен ем; ó у о; iy ий ій ый; ij ий ій; yy ый; yj ый ий; ii ии ії ий; ck к; ph ф; th т; oo у; ee и і; ow оу ау; ' ь; 4 ч; 6 ш; w ш; 6' щ; э e;
а a u; б b; в v w; г g h; ґ g; д d; е e ie ye je; ё e yo io jo; ж zh ż rz j g ź; з z s; и i y ee ea; і i y; ї i yi ji; й j y i; к k c ck q; л l ł le; м
m; н n; о o; п p; р r; с s c; т t th; у u w oo ou ó; ф f ph; х h ch kh; ц c ts tz; ч ch cz ć; ш sh sz ś; щ shch szcz sch; ы y i; э e a; ю u yu ju iu; я ya ja
ia a; нь ń n; сь ś s; зь ź z; ць ć c; ль l; ть ć t; оу ow ou o; ау ow au; кс x ks; дж j g; ай i y ai ay; ей a ay ei ey; эй a ay ei ey; ья ya ia; ью yu
iu; ия ia iya ija; ія ia iya ija; ий iy ij y; ый y yy yj
"""
# Careless or playful spelling in one alphabet.
PLAYFUL = """
c k; k c; ck k c; k ck; ph f; f ph; z s; s z; oo u o; u oo; ou ow; ow ou au; au ow; u v; v u; q k; x ks cks; ks x; kz ks; v w; w v; i y j; y i j; j y; rz ż; ż rz; ch h;
h ch; ó u; u ó; sz sh; sh sz; cz ch; zh ż; ee i; i ee; yu u; er a; а о; о а; э е є; є е э; е э є; ъ ь; ґ г; г ґ; в у; з с; с з;
ц тс; тс ц; шь ш; цц тс; aw au; au aw; ew u oo; dj j d; wh w; w wh; ie ei; ei ie; om ą; ą om; em ę; ę em; и е; е и; ф в; ff v; фф в; q ku; к г; г к; т д; д т; п б; б п; ж ш; ш ж; йа я; йо е; йу ю; йе е; ова ого; ево его; el le; le el; ee ea; ea ee
"""
BEFORE_SOFT_SIGN = frozenset("бвдзлмнпрстфцчшщ")  # letters after which it is left out
# Marks left out, or put where none is.
BARE_LETTERS = "иі иы іи ії їі їи ыи ыі aą cć eę lł nń oó sś zż zź ąa ćc ęe łl ńn óo śs żz źz"
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
LETTER_NAME = re.compile(
    r"(?:LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?|REGIONAL INDICATOR SYMBOL LETTER"
    r"|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER|MODIFIER LETTER (?:SMALL|CAPITAL)) ?([A-Z])(?: WITH .*)?$"
)
STRANGERS = {
    "α": "a", "β": "b", "γ": "y", "δ": "d", "ε": "e", "ζ": "z", "η": "n", "ι": "i", "κ": "k", "λ": "л", "μ": "m", "ν": "v", "ο": "o",
    "π": "п", "ρ": "p", "σ": "o", "ς": "s", "τ": "t", "υ": "u", "φ": "ф", "χ": "x", "ω": "w", "ı": "i", "ɑ": "a", "ɡ": "g", "ɩ": "i",
    "ʟ": "l", "ʀ": "r", "ᴦ": "г", "ᴨ": "п", "ᴫ": "л", "ԁ": "d", "ԛ": "q", "ԝ": "w", "һ": "h", "ӏ": "l", "ј": "j", "ѕ": "s", "ү": "y",
    "ң": "н", "қ": "к", "ө": "о", "ә": "э", "ғ": "г", "ў": "у", "ћ": "h", "ђ": "h", "љ": "л", "њ": "н", "џ": "ц", "ѐ": "е", "ѝ": "и",
    "ӣ": "и", "ӯ": "у", "օ": "o", "ո": "n", "ս": "u", "հ": "h", "ց": "g", "ß": "b", "æ": "ae", "œ": "oe", "đ": "d", "ø": "o", "ð": "d",
    "þ": "p", "ʼ": "'", "’": "'", "`": "'", "‘": "'", "ʻ": "'", "‑": "-", "‐": "-",
}  # fmt: skip
OURS = frozenset("abcdefghijklmnopqrstuvwxyząćęłńóśźżабвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ")

CAPITAL_I, SMALL_L = (
    "\u0196",
    "\u019a",
)  # an I among small letters, an l among capitals: either may be the other

Way = tuple[str, str, int]  # what is written, what it means, by which trick


def _entries(table: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in table.replace("\n", " ").split(";"):
        written, *means = entry.split()
        found.setdefault(written, []).extend(means)
    return found


@cache
def ways() -> dict[str, tuple[Way, ...]]:
    """By its first character, all that can be written and what it may mean."""
    found: dict[str, list[Way]] = {}
    tables = [
        (DIGITS, DIGIT),
        (MARKS, MARK),
        (LOOKS, ALIKE),
        (SOUNDS_LIKE, OTHER),
        (PLAYFUL, SOUND),
        ("; ".join(f"{pair[0]} {pair[1]}" for pair in BARE_LETTERS.split()), BARE),
    ]
    for letter in sorted(OURS):
        found[letter] = [(letter, letter, 0)]
    found["'"] = [("'", "'", 0)]
    found["ь"].append(("ь", "", OTHER))
    found["ъ"].append(("ъ", "", OTHER))
    found[CAPITAL_I] = [(CAPITAL_I, "i", 0), (CAPITAL_I, "l", ALIKE), (CAPITAL_I, "і", ALIKE)]
    found[SMALL_L] = [(SMALL_L, "l", 0), (SMALL_L, "i", ALIKE), (SMALL_L, "і", ALIKE)]
    found["ё"] = [("ё", "е", 0)]
    for written in ("b", "ь"):
        found[written].append((written + CAPITAL_I, "ы", ALIKE))
    found["9"] = [("9" + CAPITAL_I, "я", DIGIT)]
    for table, trick in tables:
        for written, means in _entries(table).items():
            kept = found.setdefault(written[0], [])
            kept += [
                (written, meaning.replace("ё", "е"), trick)
                for meaning in means
                if not any(one[:2] == (written, meaning) for one in kept)
            ]
    return {first: tuple(several) for first, several in found.items()}


@cache
def plain(char: str) -> str:
    """A character as one of our letters where it is drawn as one: full-width, mathematical, Greek, small capitals."""
    lowered = char.lower()
    if lowered in OURS or lowered == "ё" or (char.isdigit() and char.isascii()):
        return lowered
    for one in (char, lowered):
        if one in STRANGERS:
            return STRANGERS[one]
    folded = unicodedata.normalize("NFKC", char).lower()
    if folded != lowered and folded:
        return "".join(map(plain, folded)) if len(folded) < 4 and char not in folded else folded
    bare = unicodedata.normalize("NFKD", lowered)
    if bare[0] != lowered and (bare[0] in OURS or bare[0] in STRANGERS):
        return STRANGERS.get(bare[0], bare[0])
    named = LETTER_NAME.match(unicodedata.name(char, ""))
    return named[1].lower() if named else lowered
