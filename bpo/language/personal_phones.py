"""Telephones in a text: valid ones, numbers of a country's shape, what words call so, and digits spelt out.

Numbers of orders, meters and goods are none, nor is a toll-free number: it is a firm's. In a reply the brand's
own is not personal; in a customer's message the one that they quote as the brand's, or rang themselves, is not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from bpo.language.personal_words import (
    A_PHONE,
    AN_ORDER,
    NEAR_AFTER,
    OF_A_PHONE,
    OF_AN_EXAMPLE,
    OF_AN_ORDER,
    OF_MONEY,
    OF_OURS,
    OF_YOURS,
    Place,
    before_of,
    last_of,
)
from bpo.language.phrasebook import words
from bpo.language.sayings import Folded
from bpo.language.types import Language
from bpo.language.wording import LONG

REGIONS: dict[Language, tuple[str, ...]] = {
    Language.RU: ("RU", "UA", "KZ", "BY", "PL"),
    Language.UK: ("UA", "PL"),
    Language.PL: ("PL", "UA"),
    Language.EN: ("GB", "US", "IE"),
}
DIGITS = re.compile(
    r"(?<![\w.,/#№-])\+?\(?(?:\d{3}/\d{3}/\d\d/\d\d|(?:\d{1,3}/){0,2}\d[\d\s().\u00a0–-]{5,22}\d)(?![\w/])"
)
ABROAD = re.compile(r"^00(?=[1-9]\d)")  # before the number of a country
TOLL_FREE = re.compile(
    r"(?:\+?[78][ (-]*80[0-9]\b|[78]80[0-9]\d{7}$|0[ -]?800|0800|080[08]|084[345]|03\d\d[ -]|0?80[01][ -]\d|80[01]\d{6}$|\+?1[ -]*\(?8(?:00|88|77|66|55|44|33)\b)"
)
# Digits as countries write them, grouped or not; whether such a number is given out does not matter.
GROUPED = re.compile(
    r"(?:\+?[78][ -]?)?\(?9\d\d\)?[ .-]?\d{3}[ .-]\d\d[ .-]?\d\d"
    r"|\+?[78][ -]?\(?\d{3}\)?[ -]?\d{3}[ .-]?\d\d[ .-]?\d\d"
    r"|0\d{3}[ -]\d\d[ -]\d\d[ -]\d\d|(?:\+?38[ -]?)?\(?0\d\d\)?[ .-]?(?:\d{3}[ .-]?\d\d[ .-]?\d\d|\d\d[ .-]?\d{3}[ .-]?\d\d|\d\d[ .-]?\d\d[ .-]?\d{3})"
    r"|(?:\+?48[ -]?|0[ -]?)?(?:\d{3}[ -]\d{3}[ -]\d{3}|\(?\d\d\)?[ -]\d{3}[ -]\d\d[ -]\d\d|\d{3}[ -]\d\d[ -]\d\d[ -]\d\d)"
    r"|\(?0\d{4}\)?[ -]\d{3}[ -]?\d{3}|\(?0\d{2}\)?[ -]\d{4}[ -]\d{4}|\(?0\d{3}\)?[ -]\d{3}[ -]\d{4}"
    r"|555[ -]\d{4}|(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}"
)
BARE = re.compile(
    r"[78]9\d{9}|[78]7[047]\d{8}|380\d{9}|0(?:39|50|6[36-8]|7[357]|9[1-9])\d{7}|07\d{9}|48[5-8]\d{8}"
)
NAMED_ONLY = re.compile(r"\d{7}|\d{9,12}|\d{3}[ -]\d{4}|\d{3}[ -]\d\d[ -]\d\d")
NOT_ONE = re.compile(
    r"^0[.,]|^\d[\d ]*[.,]\d{1,2}$|\d{2}[:.]\d{2}\s*[–-]|^(?:19|20)\d{2}-\d{2}-\d{2}$|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}|^\d{1,2}-\d{1,2}-(?:19|20)\d{2}$|\n"
)
# The number of the brand, as a customer speaks of it: “your number”, “I rang …”, “a call from …”.
OF_THE_BRAND = re.compile(
    r"(?:\b(?:ваш\w*|вас|вашого|wasz\w*|was|państwa|your)\W+(?:\w+\W+){0,3}?(?:номер\w*|телефон\w*|лин[иі]\w*|офис\w*|офіс\w*|магазин\w*|довіднику|справочнике|numer\w*|infolini\w*|lini\w*|telefon\w*|biuro|number|line|phone|hotline|helpline|store|shop|branch|office)"
    r"|горяч\w+ лини\w*|гаряч\w+ ліні\w*|infolini\w*|hotline|helpline|колл?-?центр\w*|call cent\w+|контакт-?центр\w*"
    r"|\b(?:звонил[аи]?|позвонил[аи]?|звоню|дозвон\w+|набирал[аи]?|набрал[аи]?|дзвони(?:в|ла|ли)|дзвоню|подзвони(?:в|ла)|додзвон\w+|телефонува(?:в|ла)|зателефонува(?:в|ла)|набира(?:в|ла)) (?:вам |к вам |до вас )?(?:по |на |за )?(?:номер\w* )?"
    r"|\b(?:za)?dzwoni(?:łem|łam|liśmy|ę) (?:do was )?(?:na|pod) (?:numer )?|\bi(?:'ve| have)? (?:just |already |tried to |tried )?(?:called|rang|rung|phoned|calling|ringing|phoning|call|ring|dialled) (?:you (?:on|at) )?"
    r")[^.!?\n\d]{0,24}$",
    re.IGNORECASE,
)
OF_WHO_RANG = re.compile(
    r"\b(?:с номера|з номера|z numeru|from(?: the| this)? number|from)\W*[^.!?\n\d]{0,24}$", re.IGNORECASE
)
OF_MY_OWN = re.compile(
    r"\b(?:мой|моего|моєму|мій|мой|мне|мені|mój|moj|moim|mnie|mi|my|me|mine)\b[^.!?\n]{0,30}$", re.IGNORECASE
)

# “My number …”, “мой …”, “mój nr …”: nothing but a telephone stands there.
IS_MINE = re.compile(
    r"(?<!\w)(?:мой|мій|m[oó]j|my)(?: (?:номер\w*|nr|numer|number|no\.?|тел\w*|моб\w*|сот\w*|kom\w*|tel\w*|cell|mobile|phone))?(?: is| to| это| це)?[ :–—-]*$",
    re.IGNORECASE,
)
WHOSE_AFTER = re.compile(
    r"[^\n]*?\b(?:it'?s|is|это|то|це|to|is) (?:my|мо[йяе]|мій|моя|m[oó]j)\b", re.IGNORECASE
)
# “… after six, that's the landline you gave us”.
GIVEN_AFTER = re.compile(
    r"[^\n]*?\b(?:it'?s|is|это|то|це|to|is) (?:my|мо[йяе]|мій|моя|m[oó]j)\b|[^\n]*?(?:you (?:gave|left)|вы (?:оставили|указали|дали)|ви (?:залишили|вказали|дали)|(?:podał|zostawił)[ao]?(?: (?:pan|pani|nam)\b|eś|aś))",
    re.IGNORECASE,
)
OURS_AFTER = re.compile(
    r"[^!?\n]{0,30}?(?:круглосуточн|ежедневн|без выходных|звонок бесплатн|цілодобов|щодня|дзвінки безкоштовн|całą dobę|codziennie|w dni robocze|24/7|free of charge|lines are open|mon(?:day)?[ –-])",
    re.IGNORECASE,
)
NEAR_WHOSE = 60

UNITS = words(
    "ноль один два три четыре пять шесть семь восемь девять нуль одна дві чотири п'ять шість сім вісім дев'ять zero jeden dwa trzy cztery pięć piec sześć szesc siedem osiem dziewięć dziewiec"
    " нуля нулей нулі нулів zera zer o oh zero zeros one two three four five six seven eight nine nought noughts"
)
TEENS_AND_TENS = words(
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
    " одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять двадцять тридцять п'ятдесят шістдесят сімдесят вісімдесят дев'яносто"
    " dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt"
    " ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
HUNDREDS = words(
    "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот двісті чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот"
    " dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset hundred"
)
LENGTHS = {
    word: long for several, long in ((UNITS, 1), (TEENS_AND_TENS, 2), (HUNDREDS, 3)) for word in several
}
BESIDE = words(
    "потом затем далее дальше и потім далі і плюс potem dalej i then and double triple treble plus номер numer number"
)
TWICE = {"double": 1, "triple": 2, "treble": 2}  # digits that they add
OPENING = frozenset(TWICE)  # “double seven …” may open a number
THOUSANDS = words("тысяча тысячи тысяч тисяча тисячі тисяч tysiąc tysiące tysięcy thousand")
LEAST_OF_A_PAPER = 6  # digits of a number said in words that a paper beside it names
SPELT_KEYS = frozenset(word[:3] for word in LENGTHS)
SPELT_WORDS = frozenset(word[:LONG] for word in LENGTHS)
HUNG_ON = re.compile(r"[\d_][^\W\d_]")  # a word that `Folded` does not tell from what stands before it
SPELT_TOKEN = re.compile(r"\d+|[^\W\d_][\w']*|[.!?\n;:]")
ONE_BY_ONE = re.compile(r"\+?(?:\d ){9,12}\d")
# The paper whose number is said in words: just before it, or named after it.
PAPER = r"(?:паспорт\w*|загран\w*|снилс|инн|иин|удостоверени\w+|права|серия|серія|іпн|рнокпп|посвідчен\w+|паспорт\w*|pesel\w*|dow[oó]d\w*|paszport\w*|legitymacj\w+|prawo jazdy|passport|licen[cs]e|national insurance|ni number|ssn|social security|nino|id card)"
OF_A_PAPER = re.compile(rf"(?<!\w){PAPER}(?!\w)[^.!?\n\d]{{0,24}}$")
A_PAPER_AFTER = re.compile(
    rf"\W*(?:это|це|то|to|that's|that is|is|—|-)?\W*(?:мой|мій|m[oó]j|my)?\W*{PAPER}(?!\w)"
)
# “… is my cell”: what a number is called after it.
CALLED_AFTER = re.compile(
    r"\W*(?:is |это |це |to )?(?:my|мой|мій|m[oó]j) (?:cell|mobile|number|phone|тел\w*|номер|numer|моб\w*|telefon|сот\w*|nr)",
    re.IGNORECASE,
)
LEAST_UNNAMED = 9  # digits of a number that no word calls a telephone
MOST = 200  # rows of digits that are read in one text
GROUP, MOST_GROUPS = re.compile(r"\d+"), 9
LEAST_SPELT, MOST_SPELT, LEAST_WORDS = 9, 24, 2


def phones(raw: str, language: Language, *, by_customer: bool) -> Iterator[Place]:
    """Where somebody can be rung up."""
    for match in islice(DIGITS.finditer(raw), MOST):
        yield from _in_a_row(raw, match, language, by_customer=by_customer)


def _in_a_row(raw: str, match: re.Match[str], language: Language, *, by_customer: bool) -> Iterator[Place]:
    piece = match.group().rstrip(" .-–(\u00a0")
    start, end = match.start(), match.start() + len(piece)
    digits = re.sub(r"\D", "", piece)
    if (
        not 7 <= len(digits) <= 15
        or (len(GROUP.findall(piece)) > MOST_GROUPS and not ONE_BY_ONE.fullmatch(piece))
        or NOT_ONE.search(piece)
        or OF_MONEY.search(raw[end : end + NEAR_AFTER])
    ):
        return
    if TOLL_FREE.match(piece):
        return
    before = before_of(raw, start)
    mine = IS_MINE.search(before) is not None
    if (
        not mine
        and not piece.startswith(("+", "("))
        and 0 <= last_of(AN_ORDER, before) >= last_of(A_PHONE, before)
    ):
        return
    if OF_AN_EXAMPLE.search(before):
        return
    if not by_customer and OURS_AFTER.match(raw[end : end + NEAR_WHOSE]):
        return
    whose = WHOSE_AFTER if by_customer else GIVEN_AFTER
    if _is_the_brands(before, by_customer=by_customer) and not whose.match(raw[end : end + NEAR_WHOSE]):
        return
    if _is_phone(
        ABROAD.sub("+", piece.replace("/", "-")),
        language,
        named=mine or bool(OF_A_PHONE.search(before) or CALLED_AFTER.match(raw, end)),
    ):
        yield start, end, "phone"


def _is_the_brands(before: str, *, by_customer: bool) -> bool:
    if by_customer:
        return bool(OF_WHO_RANG.search(before)) or (
            bool(OF_THE_BRAND.search(before)) and not OF_MY_OWN.search(before)
        )
    return bool(OF_OURS.search(before)) and not _is_theirs(before)


def _is_theirs(before: str) -> bool:
    """Whether, of ours and theirs, it is theirs that stands nearer."""
    theirs = [found.start() for found in OF_YOURS.finditer(before)]
    ours = OF_OURS.search(before)
    return bool(theirs) and ours is not None and theirs[-1] > ours.start()


@lru_cache(2_000)
def _is_phone(piece: str, language: Language, *, named: bool) -> bool:
    """Whether the digits are a telephone: of a known shape, a valid one, or one that the words around call so."""
    if piece.startswith("+") or GROUPED.fullmatch(piece) or BARE.fullmatch(re.sub(r"\D", "", piece)):
        return True
    if named and NAMED_ONLY.fullmatch(piece):
        return True
    grouped = bool(re.search(r"[\s()–-]", piece))
    digits = re.sub(r"\D", "", piece)
    for region in REGIONS[language]:
        try:
            number = phonenumbers.parse(piece, region)
        except NumberParseException:
            continue
        if phonenumbers.number_type(number) in {PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST}:
            return False
        if phonenumbers.is_valid_number(number) and (named or (grouped and len(digits) >= LEAST_UNNAMED)):
            return True
        if named and phonenumbers.is_possible_number(number):
            return True
    return False


def spelt_numbers(folded: Folded, *, by_customer: bool) -> Iterator[Place]:
    """Numbers said in words to get past a filter: “eight nine hundred …”, with digits among them; papers' too.

    In a reply the brand's own is none.
    """
    if SPELT_KEYS.isdisjoint(folded.places.keys()) or not _spells_enough(folded):
        return
    run: list[re.Match[str]] = []
    for token in [*SPELT_TOKEN.finditer(folded.text), None]:
        word = token.group() if token else ""
        if token and (
            word in LENGTHS
            or word.isdigit()
            or word in OPENING
            or (run and (word in BESIDE or word in THOUSANDS))
        ):
            run.append(token)
            continue
        if run:
            yield from _as_number(folded, run, by_customer=by_customer)
            run = []


def _spells_enough(folded: Folded) -> bool:
    """Whether the words and digits of a text together could be a number that somebody spelt."""
    text = folded.text
    if not (
        any(long in SPELT_WORDS for sentence in folded.sentences for _, long, _ in sentence)
        or HUNG_ON.search(text)
    ):
        return False
    tokens = SPELT_TOKEN.findall(text)
    spelt = [LENGTHS[word] for word in tokens if word in LENGTHS]
    if not spelt:
        return False
    digits = sum(len(word) for word in tokens if word.isdigit())
    more = sum(TWICE[word] for word in tokens if word in TWICE)
    return len(spelt) + (digits > 0) >= LEAST_WORDS and sum(spelt) + digits + more >= LEAST_OF_A_PAPER


def _as_number(folded: Folded, run: list[re.Match[str]], *, by_customer: bool) -> Iterator[Place]:
    while run and run[-1].group() in BESIDE:
        run.pop()
    said = [token.group() for token in run]
    spelt = [LENGTHS[word] for word in said if word in LENGTHS]
    long = sum(spelt) + sum(len(word) for word in said if word.isdigit())
    long += sum(TWICE.get(word, 0) for word in said)
    if len(spelt) < LEAST_WORDS - any(word.isdigit() for word in said) or long > MOST_SPELT:
        return
    before = folded.text[max(0, run[0].start() - 48) : run[0].start()]
    after = folded.text[run[-1].end() : run[-1].end() + NEAR_AFTER]
    if long >= LEAST_OF_A_PAPER and (OF_A_PAPER.search(before) or A_PAPER_AFTER.match(after)):
        yield *folded.span(run[0].start(), run[-1].end()), "document"
    elif long >= LEAST_SPELT and THOUSANDS.isdisjoint(said):
        enough = len(spelt) > 4 or sum(len(word) for word in said if word.isdigit()) >= 6
        is_ours = not by_customer and bool(OF_OURS.search(before)) and not _is_theirs(before)
        if (enough or OF_A_PHONE.search(before)) and not OF_AN_ORDER.search(before) and not is_ours:
            yield *folded.span(run[0].start(), run[-1].end()), "phone"
