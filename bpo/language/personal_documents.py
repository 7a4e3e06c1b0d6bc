"""Numbers of papers that say who somebody is: by their name beside them, or by a checksum of their own.

A firm's tax number is public; a person's is known by its length, or by words that say whose it is.
"""

import re
from collections.abc import Iterator
from itertools import islice

from bpo.language.personal_words import OF_A_PHONE, OF_AN_ORDER, OF_MINE, OF_MONEY, OF_YOURS, Place, before_of

PAPERS = (
    r"(?<!\w)(?i:(?:загран)?паспорт(?:а|у|е|ом|ов|ы|и|і|ові)?|паспортн\w+ дан\w+|загран(?:ник\w*)?|ву|закордонн\w+|удостоверени\w+|водительск\w+|права|правах|свидетельств\w+|вид\w* на жительство|внж|военник\w*|военн\w+ билет\w*|студенческ\w+|пенсионн\w+"
    r"|пасп|в/у|сери[яию]|серія|код платника|полис\w* омс|омс|снилс|инн|иин|id-?карт\w*|ід-?картк\w*|id-?картк\w*|айді(?:-?картк?\w*)?|інн|посвідчен\w+|посвідк\w+|свідоцтв\w+|військов\w+(?: квит\w+)?|студентськ\w+|пенсійн\w+|водійськ\w+|унзр|іпн|рнокпп|идентификационн\w+ (?:код|номер)\w*|ідентифікаційн\w+ (?:код|номер)\w*|податков\w+ номер\w*"
    r"|pass?z?port\w*|dow[oó]d\w*|praw\w+ jazdy|legitymacj\w+|kart\w+ pobytu|mdow[oó]d\w*|dow\.? ?os|prawk\w+|pesel\w*"
    r"|driving licen[cs]e|driver'?s'? licen[cs]e|licen[cs]e (?:no|number|is)|id card|identity card|national id|residence (?:permit|card)|\bbrp|ni (?:no|number)|national insurance(?: number| no)?|nino|ssn|social security(?: number| no)?|nhs(?: number| no)?|birth cert\w*|blue badge|green card|visa (?:no|number)|my id(?: no| number)?|student id|dl|tax id|\bitin|\butr|pps(?:n| no| number)?|(?:british|irish|polish|ukrainian|german|french|romanian|lithuanian|spanish|italian|czech) id|aadhaar|(?-i:PAN)|emirates id|iqama)(?!\w)"
)
CODE = (
    r"(?:№ ?)?(?:(?<![\w№.,])\d{2} ?[A-ZА-ЯІЇЄҐ]{2} ?\d{6}|(?<!\w)[A-Z]{1,3}\d{2,4}(?:[- ]\d{2,6}){1,4}|(?<![\w№.,])(?:\d{2} ?\d{2}|[A-ZА-ЯІЇЄҐ]{2,3}),? (?i:номер|№|no\.?|nr\.?|numer|number):? ?\d{6,7}|(?<![\w№])[A-ZА-ЯІЇЄҐ]{1,5}[ -]?(?:№ ?)?\d{5,12}[A-Z]?"
    r"|(?<![\w№.,])\d{2,4}[ -]\d{2}[ -]?(?:№ ?)?\d{6}|(?<![\w№.,])\d{2,8}(?:[ /№-]{1,3}\d{2,7}){1,4}(?:-\d(?!\d))?|(?<![\w№.,])\d{5,14}"
    r"|(?<!\w)(?=(?:[A-Z]*\d){4})[A-Z0-9]{8,18}|(?<!\w)[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![\w-])"
)
NAMED = re.compile(rf"{PAPERS}(?P<gap>[^\n!?\d]{{0,44}}?)(?P<code>{CODE})")
NAMED_AFTER = re.compile(
    rf"(?P<code>(?<![\w+.,/-])(?:[A-ZА-ЯІЇЄ]{{1,3}} ?)?\d{{5,14}}),? ?(?:[-–—] ?)?(?i:(?:это|це|то|to|is|that'?s|that is) )?(?i:(?:мо[йёяі]\w*|мій|m[oó]j|moja|my|ваш|pana|pani|your) )(?:\w+ )?{PAPERS}"
)
# What stands between a paper and a number makes it the number of something else.
OF_ELSE = re.compile(
    r"заказ|замовл|телеф|\bтел\b|карт[аеуыо]|картк|купил|купувал|издели|вироб|прибор|приладу|товар|котел|техни|насос|двигат|стоим|рейс|посылк|посилк|чек|квит|брон|договор|адрес|магазин|покупк|оплат|zakupu|zapłaty|wpłaty|nadania|dostawy|rejestracyjn|zamów|telef|umow|faktur|paczk|kart[aęy]|lot\b|order|phone|call|card (?:ending|number)|flight|booking|ticket|parcel|row|seat|room|ferry|price|fee|holder",
    re.IGNORECASE,
)
OF_A_THING = re.compile(
    r"^\s*(?:на|до|від|от|для|издели\w*|вироб\w*|качества|якості|zakupu|wpłaty|gwarancj\w*)\s", re.IGNORECASE
)
A_SERIES = re.compile(r"[^\W\d]|(?:\d\D*){9}")  # with letters, or as long as a passport's
A_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)?\d{2}$|(?:19|20)\d{2}-\d{2}-\d{2}$|\d{1,2} \d{4}$"
)
PESEL = re.compile(r"(?<![\w+-])\d(?:[ -]?\d){10}(?![\w-])")
A_MOBILE, POLISH = re.compile(r"07|[78]9"), re.compile("[ąćęłńóśźż]", re.IGNORECASE)
OF_PESEL = re.compile(r"pesel\w*\W*(?:\w+\W*){0,4}$", re.IGNORECASE)
INN = re.compile(r"(?<![\w+-])\d(?:[ -]?\d){11}(?![\w-])")
OF_INN = re.compile(r"инн\w*\W*(?:\w+\W*){0,2}$", re.IGNORECASE)
FIRM = re.compile(
    r"(?<!\w)(?P<what>инн|nip|іпн|єдрпоу)(?!\w)[^\n!?\d]{0,24}?(?P<code>\d{3}[- ]?\d{3}[- ]?\d{2}[- ]?\d{2}|\d{3}[- ]?\d{2}[- ]?\d{2}[- ]?\d{3}|\d{10})(?!\d)",
    re.IGNORECASE,
)
RNOKPP = re.compile(r"(?<![\w+.,/-])[1-4]\d{9}(?![\w-])")
SNILS = re.compile(r"(?<![\d-])\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)")
BIRTH_PAPER = re.compile(r"(?<!\w)[IVXІХ]{1,4}-[А-ЯІЇЄ]{2} ?(?:№ ?|N ?)?\d{6}(?!\d)")
LICENCE = re.compile(r"(?<!\w)[A-Z9]{5}[ -]?\d[0156]\d[0-3]\d{2}[ -]?[A-Z9]{2}\d[A-Z]{2}(?!\w)")
INSURANCE = re.compile(
    r"(?<!\w)(?:QQ|(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]) ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)"
)
OF_INSURANCE = re.compile(r"insurance|nino|\bni\b", re.IGNORECASE)
SECURITY = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
OF_SECURITY = re.compile(r"ssn|social", re.IGNORECASE)
LEAST_DIGITS = 5
MOST = 100  # papers that are read in one text
OF_A_FIRM = re.compile(
    r"(?:\bнаш|\bnasz|\bour\b|компани|фирм|организац|юрлиц|\bооо\b|\bтов\b|підприємств|фірм|firm|spółk|company|ltd)",
    re.IGNORECASE,
)


# Without which there is no number but those of a checksum: enough digits side by side, or letters among them.
A_NUMBER = re.compile(r"\d(?:\d{4}|\d[ /№-]{1,3}\d\d)")
A_LONG_CODE = re.compile(r"[A-Z0-9]{8}")
A_DIGIT = re.compile(r"\d")
LEAST_OF_A_CHECKSUM = 10  # digits


def documents(raw: str) -> Iterator[Place]:
    """Passports, identity cards, licences, tax and insurance numbers of people."""
    numbered = A_NUMBER.search(raw) or A_LONG_CODE.search(raw)
    long = len(A_DIGIT.findall(raw)) >= LEAST_OF_A_CHECKSUM
    by_shape = (*_by_shape(raw), *_named(raw)) if numbered else ()
    for start, end in (*(_by_checksum(raw) if long else ()), *by_shape):  # the surest first
        yield start, end, "document"


def _named(raw: str) -> Iterator[tuple[int, int]]:
    for match in islice(NAMED.finditer(raw), MOST):
        gap, code = match["gap"], match["code"]
        what = match.group()[: match.start("gap") - match.start()].lower()
        if what.startswith(("сер", "seri")) and not A_SERIES.search(code):
            continue
        if _is_of_else(gap, code, raw[match.end() :]):
            continue
        if what == "інн" and not (code.isdigit() and len(code) == 10 and is_rnokpp(code)):
            continue
        if what in {"инн", "іпн"} and len(re.sub(r"\D", "", code)) == 10 and what == "инн":
            continue  # a firm's, unless `FIRM` says that it is a person's
        yield match.span("code")
    for match in NAMED_AFTER.finditer(raw):
        yield match.span("code")
    for match in FIRM.finditer(raw):
        around = before_of(raw, match.start()) + raw[max(0, match.start("code") - 24) : match.start("code")]
        after = raw[match.end() : match.end() + 12]
        if (
            OF_MINE.search(around) or OF_YOURS.search(around) or OF_MINE.search(after)
        ) and not OF_A_FIRM.search(around):
            yield match.span("code")


def _is_of_else(gap: str, code: str, after: str) -> bool:
    if "." in gap.lstrip(".") and not re.search(r"(?:no|nr|№|сер|ном|s)\. ?$", gap, re.IGNORECASE):
        return True
    digits = sum(map(str.isdigit, code))
    if digits < LEAST_DIGITS - (1 if re.search(r"[/№]|[A-Z]{2}", code) else 0) or A_DATE.match(
        code.removeprefix("№").strip()
    ):
        return True
    return bool(OF_ELSE.search(gap) or OF_A_THING.match(gap) or OF_MONEY.match(after))


def _by_checksum(raw: str) -> Iterator[tuple[int, int]]:
    for match in PESEL.finditer(raw):
        number, before = re.sub(r"\D", "", match.group()), before_of(raw, match.start(), 32)
        # Whoever mistypes one means one.
        spelt = OF_PESEL.search(before) is not None and not match.group().isdigit()
        if (
            (is_pesel(number) or spelt)
            and (OF_PESEL.search(before) or not A_MOBILE.match(number) or POLISH.search(raw))
            and _is_one(match.group(), OF_PESEL.search(before), before)
        ):
            yield match.span()
    for match in INN.finditer(raw):
        number, before = re.sub(r"\D", "", match.group()), before_of(raw, match.start(), 32)
        if is_inn(number) and _is_one(match.group(), OF_INN.search(before), before):
            yield match.span()
    for match in RNOKPP.finditer(raw):
        before = before_of(raw, match.start(), 32)
        whose = OF_MINE.search(before) or OF_YOURS.search(before)
        if (
            whose
            and is_rnokpp(match.group())
            and not OF_ELSE.search(before)
            and not OF_A_PHONE.search(before)
        ):
            yield match.span()


def _is_one(digits: str, named: object, before: str) -> bool:
    """Whether digits with a right checksum are meant so: named, or in one piece and nothing else by the words."""
    return bool(named) or (digits.isdigit() and not OF_AN_ORDER.search(before))


def _by_shape(raw: str) -> Iterator[tuple[int, int]]:
    for pattern, named in (
        (SNILS, None),
        (BIRTH_PAPER, None),
        (LICENCE, None),
        (INSURANCE, OF_INSURANCE),
        (SECURITY, OF_SECURITY),
    ):
        for match in pattern.finditer(raw):
            if named is None or named.search(before_of(raw, match.start())):
                yield match.span()


def is_pesel(number: str) -> bool:
    """Whether a Polish number of a person has a right checksum, and a day of birth in it."""
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    check = (10 - sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 10) % 10
    month, day = int(number[2:4]) % 20, int(number[4:6])
    return check == int(number[10]) and 1 <= month <= 12 and 1 <= day <= 31


def is_inn(number: str) -> bool:
    """Whether a Russian tax number of a person has both its checksums right."""
    first, second = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    return all(
        sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11 % 10
        == int(number[len(weights)])
        for weights in (first, second)
    )


def is_rnokpp(number: str) -> bool:
    """Whether a Ukrainian tax number of a person has a right checksum."""
    weights = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11 % 10 == int(
        number[9]
    )
