"""Whether a disguise is one: a code, an abbreviation, a foreign word or another word may explain it better."""

import re
from collections.abc import Sequence

from bpo.language.candidates import candidates
from bpo.language.identify import CYRILLIC, LATIN, script_of
from bpo.language.lexicons import disguises as book
from bpo.language.lexis import fold
from bpo.language.spelling import SCRIPTS
from bpo.language.types import Language
from bpo.language.unmask import Reading

SHORTEST = 3
LEAST_SHARE = 0.1  # of all that a rubbed-out word may be, how much must be the word that is looked for
USED, COMMON = 48, 60  # ranks (frequencies 3 and 3.75) of words that people use, and of those they use much
ABBREVIATION = re.compile(r"(?:[^\W\d_a-zа-яіїєґ]\.[ \u00a0]?){1,2}[^\W\d_a-zа-яіїєґ]?\.?")
CODE = re.compile(r"(?=.*\d)(?:.{1,3}|.*[-./].*)")
HARD = book.DIGIT | book.MARK | book.ALIKE | book.OTHER | book.GAP | book.WILD
OVER = re.compile(r"[*#•…@$%?&■█□▪●×]")  # what is put over letters
MOST_READINGS = 12  # of one stretch


def believed(readings: Sequence[Reading], written: str, language: Language) -> list[Reading]:
    """Those of the readings that nothing harmless explains better, a rubbed-out word by its share of all that fits."""
    kept = [one for one in readings[:MOST_READINGS] if not is_innocent(one, written)]
    share = 0.0
    for one in kept:
        if one.rubbed:
            share += _share(one, language)
    return [one for one in kept if not one.rubbed or share >= LEAST_SHARE]


def _share(reading: Reading, language: Language) -> float:
    """How much of what the rubbed-out word may be is this one."""
    script = script_of(reading.form)
    if script != SCRIPTS[language]:
        language = Language.RU if script == CYRILLIC else Language.EN
    return candidates(language).share(reading.words[0][0], reading.rubbed)


def is_innocent(reading: Reading, written: str) -> bool:
    """Whether something harmless explains the stretch better."""
    form, tricks = reading.form, reading.tricks
    short = len(form) <= SHORTEST
    if not tricks or len(form) < SHORTEST or (short and (reading.slack or tricks & book.BARE)):
        return True
    if reading.slack and tricks & HARD and len(form) < (2 * SHORTEST if _is_bent(reading) else SHORTEST + 2):
        return True
    letters = sum(map(str.isalpha, written))
    if reading.rubbed and (
        letters < 2
        or (short and not OVER.search(written))
        or (tricks & book.GAP and not _all_rubbed(reading, written))
    ):
        return True
    if tricks & book.GAP and ABBREVIATION.fullmatch(written):
        return True
    return _is_code(written, letters, more=not short) or (
        bool(tricks & (book.OTHER | book.ALIKE)) and _is_foreign_word(reading, written)
    )


def _is_bent(reading: Reading) -> bool:
    """Whether it takes more than one careless letter, or no digit and no mark shows that something is hidden."""
    return reading.slack > 1 or not reading.tricks & (book.DIGIT | book.MARK)


def _all_rubbed(reading: Reading, written: str) -> bool:
    """Whether every mark that is put over letters stands for one, and others only between them."""
    return len(OVER.findall(written)) == len(reading.rubbed)


def _is_code(written: str, letters: int, *, more: bool) -> bool:
    """Capitals with digits and hyphens, or more digits than letters."""
    digits = sum(map(str.isdigit, written))
    return bool(digits) and (
        digits > letters + more or (written.upper() == written and CODE.fullmatch(written) is not None)
    )


def _is_foreign_word(reading: Reading, written: str) -> bool:
    """A short word of the other alphabet that means itself: `ham`, `bar`, `TOP`; few write Cyrillic ones so."""
    script, other = script_of(reading.form), script_of("".join(filter(str.isalpha, written)))
    if script == other or not written.isalpha() or is_mixed(written):
        return False
    if len(written) > 4:
        return False
    if other == LATIN:
        return (
            len(written) <= SHORTEST or written.isupper() or _is_used(written, USED, Language.EN, Language.PL)
        )
    return len(written) <= SHORTEST and _is_used(written, COMMON, Language.RU, Language.UK)


def _is_used(written: str, least: int, *languages: Language) -> bool:
    return any(candidates(language).rank(fold(written.lower())) >= least for language in languages)


def is_mixed(written: str) -> bool:
    """Whether letters of two alphabets stand in it."""
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in written)
    return 0 < cyrillic < sum(map(str.isalpha, written))
