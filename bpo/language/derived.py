"""Words made of a term, in disguise: `х@лтурщик`, `г0рілочка`, `t@ndetny`, `5h!t5how`, `bull$hit`.

Written openly they are words of their own, which a brand lists if it means them; who masks one means the term in it.
So a mark, a digit or a letter of the other alphabet has to be seen, and what hangs on the root must be an ending that
makes words, in whatever disguise.
"""

import re
from functools import cache

from bpo.language.believed import LEAST_SHARE, is_innocent, is_mixed
from bpo.language.candidates import candidates
from bpo.language.dictionaries import dictionary
from bpo.language.lexicons import disguises as book
from bpo.language.lexicons import endings
from bpo.language.roots import SHORTEST, SHORTEST_ROOT, SURE_OF_ITSELF
from bpo.language.types import Language
from bpo.language.unmask import Disguises, Reader, Reading, Stretch, rest_of

SEEN = book.DIGIT | book.MARK | book.WILD
CERTAIN = SEEN | book.ALIKE | book.GAP
LETTER = re.compile(r"[^\W\d_]")


@cache
def _endings(language: Language) -> Disguises:
    return Disguises(endings.making_words(language))


def made_of(stretch: Stretch, written: str, language: Language, forms: Reader) -> str | None:
    """The form of a term that a disguised word is made of."""
    if language is Language.EN:
        return _english(stretch, written, forms)
    for one in forms.read_roots(stretch):
        root, at = one.form, one.words[-1][2]
        if one.slack or len(one.words) > 1 or at >= len(stretch.letters) or len(one.rubbed) > 1:
            continue
        if one.rubbed and len(root) < SURE_OF_ITSELF:
            continue
        for rest in _hung_on(stretch, at, language):
            whole = _together(one, rest)
            is_made = len(root) >= SHORTEST_ROOT or rest.form in endings.small(language)
            if is_made and _is_seen(whole, written) and not is_innocent(whole, written):
                return forms.form_of(root)
    return None


def _hung_on(stretch: Stretch, at: int, language: Language) -> list[Reading]:
    rest = rest_of(stretch, at)
    if not LETTER.search(rest.letters) or len(rest.letters) > endings.LONGEST + SHORTEST:
        return []
    known = _endings(language)
    if rest.letters in known:
        return [Reading(((rest.letters, 0, len(rest.letters)),), 0, 0)]
    if len(rest.letters) == 1:
        ways = book.ways().get(rest.letters, ())
        return [Reading(((means, 0, 1),), trick, 0) for _, means, trick in ways if means in known]
    return [one for one in known.read(rest) if not one.rubbed and not one.slack]


def _together(root: Reading, rest: Reading) -> Reading:
    return Reading(root.words, root.tricks | rest.tricks, root.slack + rest.slack, root.rubbed)


def _is_seen(reading: Reading, written: str) -> bool:
    """Whether somebody took the trouble to hide it."""
    return bool(reading.tricks & SEEN) or is_mixed(written) or (len(re.findall(r"[._*~-]", written)) > 1)


def _english(stretch: Stretch, written: str, forms: Reader) -> str | None:
    known, ranks = dictionary(Language.EN).knows, candidates(Language.EN)
    for one in forms.read(stretch, whole=False):
        at = one.words[-1][2]
        if len(one.words) > 1 or len(one.form) < SHORTEST_ROOT or one.slack or at >= len(stretch.letters):
            continue
        last = one.form[-1]
        tries = [("", rest) for rest in _hung_on(stretch, at, Language.EN)]
        if at < len(stretch.letters) - 1 and stretch.letters[at] == last:
            tries += [(last, rest) for rest in _hung_on(stretch, at + 1, Language.EN)]
        for doubled, rest in tries:
            whole, made = _together(one, rest), one.form + doubled + rest.form
            if not whole.tricks & CERTAIN or is_innocent(whole, written):
                continue
            if one.rubbed and candidates(Language.EN).share(made, one.rubbed) < LEAST_SHARE:
                continue
            if (
                len(one.form) >= SURE_OF_ITSELF
                or rest.form in endings.ENGLISH_TAILS
                or known(made)
                or ranks.rank(made)
            ):
                return one.form
    return _behind_another(stretch, written, forms)


def _behind_another(stretch: Stretch, written: str, forms: Reader) -> str | None:
    """A term behind what is put before such words: `bull$hit`."""
    head = next((one for one in endings.ENGLISH_HEADS if stretch.letters.startswith(one)), None)
    if head is None:
        return None
    for one in forms.read(rest_of(stretch, len(head))):
        if len(one.form) >= SHORTEST_ROOT and not one.slack and one.tricks & SEEN and not one.rubbed[1:]:
            return one.form if not is_innocent(one, written) else None
    return None
