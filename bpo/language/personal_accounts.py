"""Cards and bank accounts in a text, by their length and checksum, however the digits are grouped.

A number with a right checksum is one by itself; a mistyped one where the words before it say what it is.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from bpo.language.personal_words import NOTHING, OF_AN_EXAMPLE, OF_AN_ORDER, OF_OURS, Place, before_of

SPACE = "[ \u00a0\u202f]"
CARD_RUN = re.compile(
    rf"(?<![\w+@#№-])(?<!\d[.,])\d(?:(?:{SPACE}{{0,2}}[–-]?{SPACE}{{0,2}}|[./])\d){{12,30}}(?![\w@])"
)
GROUP = re.compile(r"\d+")
BY_FOURS = re.compile(r"\d{4}([./])\d{4}\1\d{4}\1\d{4}")
BY_FOUR_SPACED = re.compile(rf"[2-6]\d{{3}}(?:(?:{SPACE}|-)\d{{4}}){{3}}")
OF_PAYING = re.compile(
    r"(?:верн|возврат|деньг|перев[её]|списа|оплат|кинь|скинь|поверн|кошт|грош|переказ|списал|zwrot|zwróć|pieniąd|kas[aęy]|przel|pobra|refund|pay|paid|charge|debit|money)[^.!?\n]{0,36}$",
    re.IGNORECASE,
)
PAID = re.compile(
    r"[^.!?\n]{0,24}?(?:списал|сняли|зняли|платил|верн|поверн|pobra|zwrot|płaci|charged|refund|paid|declined|debited)",
    re.IGNORECASE,
)
CARD_WORDS = re.compile(
    r"(?:карт|kart|card|visa|сбер|тинь|т-банк|альфа|втб|приват|моно|ощад|каспи|kaspi|mbank|revolut|master ?card|мир\b|maestro|amex)[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
OF_A_SHOPS_CARD = re.compile(
    r"(?:подарочн|бонусн|клубн|дисконт|скидочн|проездн|транспортн|лояльност|товара|подарунк|знижков|клубу|клієнта|клиента|podarunkow|lojalnościow|stałego|miejsk|klienta|gift|loyalty|club|member|travel|sim)",
    re.IGNORECASE,
)
# The first digits of a card and how long it is: what issuers give out.
ISSUERS: tuple[tuple[re.Pattern[str], frozenset[int]], ...] = (
    (re.compile(r"4"), frozenset({13, 16, 19})),
    (re.compile(r"5[0-8]|6\d|2[2-7]|9[29]"), frozenset({16, 18, 19})),
    (re.compile(r"3[47]"), frozenset({15})),
    (re.compile(r"3[0689]"), frozenset({14, 16})),
    (re.compile(r"35"), frozenset({16})),
)
OFTENEST = 16  # digits of a card
MOST_GROUPS = 19  # of the digits of a card, one by one
MOST = 100  # numbers that are read in one text
LONGEST_PHONE = 15  # digits
ROW = re.compile(rf"(?<![\w.,-])\d{{1,4}}(?:{SPACE}\d{{1,4}}){{5,}}(?!\w)")
LEAST_NAMED = 13  # digits of a number that words call a card

IBAN_BEGINS = re.compile(rf"(?<![\w@.-])([A-Za-z]{{2}}){SPACE}?(\d{{2}})(?=[ -]?[A-Za-z0-9])")
ACCOUNT_CHAR = re.compile(r"[A-Za-z0-9]")
BETWEEN = re.compile(rf"{SPACE}|-")
POLISH_ACCOUNT = re.compile(r"(?<![\w-])\d{2}(?:[ \u00a0\u202f-]?\d{4}){6}(?!\w)")
# As many digits as an account of Poland has, in groups of whatever length.
TWENTY_SIX = re.compile(r"(?<![\w-])\d{2,8}(?:[ \u00a0\u202f-]\d{1,8}){2,12}(?![ -]?\w)")
OF_A_PARCEL = re.compile(
    r"(?:przesył|paczk|list|посыл|посил|parcel|track|śledz|licznik)[^.!?\n]{0,40}$", re.IGNORECASE
)
OF_POLAND = range(25, 28)  # one too many or too few: mistyped
RUSSIAN_ACCOUNT = re.compile(
    r"(?<![\w-])(?:40[5-8]|423|426|455)\d{2}[ .]?\d{3}[ .]?\d[ .]?\d{4}[ .]?\d{7}(?!\w)"
)
# Organisations' accounts are nobody's personal data; a sole trader's is where they say that it is theirs.
OF_A_FIRM, OF_A_TRADER = re.compile(r"40[5-7]"), re.compile(r"40802")
BY_ITS_OWNER = re.compile(r"(?<!\w)(?:мо[йяеёюи]\w*|мне|меня)(?!\w)", re.IGNORECASE)
BRITISH_ACCOUNT = re.compile(
    r"sort code\D{0,12}(\d{2}[- ]?\d{2}[- ]?\d{2}(?:\D{1,40}?\d{7,8})?)(?!\d)|account (?:number|no\.?)\D{0,12}(\d{8}(?:\D{1,20}?\d{2}-\d{2}-\d{2})?)(?!\d)",
    re.IGNORECASE,
)
ACCOUNT_WORDS = re.compile(
    r"(?:сч[её]т|рахун|konto|konta|kont\b|rachun|account|iban|реквизит|реквізит|перев[оеё]д|переказ|przelew|refund|возврат|поверн|zwrot|pay|balance|бухгалт)[^!?\n]{0,60}$",
    re.IGNORECASE,
)
LENGTHS = {
    country: int(length)
    for country, length in re.findall(
        r"([A-Z]{2})(\d\d)",
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18"
        "GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24"
        "PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25TN24TR26UA29VA22VG24XK20",
    )
}
ONE_OFF = 2  # letters too many or too few in a mistyped account
SURELY = 24  # digits behind a country that are an account, however mistyped
LETTERS_ONLY = re.compile(r"[A-Za-z]{5,}")


def accounts(raw: str, *, by_customer: bool) -> Iterator[Place]:
    """IBANs, and the account numbers of Poland, Russia and Britain."""
    yield from _rows(raw)
    for match in islice(IBAN_BEGINS.finditer(raw), MOST):
        end = _iban_ends(raw, match)
        if end:
            yield match.start(), end, _whose(raw, match.start(), by_customer=by_customer)
    for match in POLISH_ACCOUNT.finditer(raw):
        before = before_of(raw, match.start())
        number = re.sub(r"\D", "", match.group())
        if is_iban(f"PL{number}") or ACCOUNT_WORDS.search(before):
            yield *match.span(), _whose(raw, match.start(), by_customer=by_customer)
    for match in TWENTY_SIX.finditer(raw):
        before, number = before_of(raw, match.start()), re.sub(r"\D", "", match.group())
        named = ACCOUNT_WORDS.search(before) and not OF_A_PARCEL.search(before)
        if is_iban(f"PL{number}") or (len(number) in OF_POLAND and named):  # a row of sizes is as long
            yield *match.span(), _whose(raw, match.start(), by_customer=by_customer)
    for match in RUSSIAN_ACCOUNT.finditer(raw):
        start, end = match.span()
        firms = OF_A_FIRM.match(match.group()) or (
            OF_A_TRADER.match(match.group()) and not BY_ITS_OWNER.search(before_of(raw, start))
        )
        yield start, end, NOTHING if firms else _whose(raw, start, by_customer=by_customer)
    for match in BRITISH_ACCOUNT.finditer(raw):
        start, end = match.span(match.lastindex or 0)
        yield start, end, _whose(raw, start, by_customer=by_customer)


def _rows(raw: str) -> Iterator[Place]:
    """Sizes or amounts, each more than the one before it, and more digits than a telephone has: nothing else."""
    for match in islice(ROW.finditer(raw), MOST):
        row = [int(group) for group in GROUP.findall(match.group())]
        longer = sum(map(str.isdigit, match.group())) > LONGEST_PHONE
        if longer and all(one < more for one, more in pairwise(row)):
            yield *match.span(), NOTHING


def _whose(raw: str, start: int, *, by_customer: bool) -> str:
    """The kind of an account; none where a reply gives the brand's own, which is then nothing else either."""
    return "iban" if by_customer or not OF_OURS.search(before_of(raw, start)) else NOTHING


def _iban_ends(raw: str, begun: re.Match[str]) -> int | None:
    """Where an account that begins here ends: as long as its country has it, or nearly so."""
    length = LENGTHS.get(begun[1].upper())
    if length is None:
        return None
    ends = _word_ends(raw, begun.start(), length + ONE_OFF)
    before = before_of(raw, begun.start())
    for long in sorted(ends, key=lambda one: abs(one - length)):
        found = re.sub(r"[^A-Za-z0-9]", "", raw[begun.start() : ends[long]]).upper()
        if abs(long - length) <= ONE_OFF and (
            is_iban(found) or _is_meant(found, before, right=long == length)
        ):
            return ends[long]
    return None


def _word_ends(raw: str, at: int, most: int) -> dict[int, int]:
    """Where words end from a place on, by how many letters and digits there are up to each."""
    count, ends = 0, {}
    while at < len(raw) and count <= most:
        if ACCOUNT_CHAR.match(raw, at):
            count += 1
            if at + 1 == len(raw) or not ACCOUNT_CHAR.match(raw, at + 1):
                ends[count] = at + 1
        elif not BETWEEN.match(raw, at):
            break
        at += 1
    return ends


def _is_meant(number: str, before: str, *, right: bool) -> bool:
    """Whether a mistyped account is meant as one: the words say so, or it looks so much like one."""
    surely = right or (number[2:].isdigit() and len(number) >= SURELY)
    named = ACCOUNT_WORDS.search(before)
    return _looks_so(number) and bool(named or (surely and not OF_AN_ORDER.search(before)))


def _looks_so(number: str) -> bool:
    """Mostly digits, as accounts are."""
    return sum(map(str.isdigit, number)) >= len(number) // 2 and not LETTERS_ONLY.search(number)


def is_iban(number: str) -> bool:
    """Whether the checksum of an account is right."""
    moved = number[4:] + number[:4]
    return (
        LENGTHS.get(number[:2]) == len(number)
        and int("".join(str(int(char, 36)) for char in moved)) % 97 == 1
    )


def cards(raw: str) -> Iterator[Place]:
    """Payment cards in a row of digits, which may hold other numbers beside."""
    for run in islice(CARD_RUN.finditer(raw), MOST):
        before = before_of(raw, run.start(), 40)
        named = CARD_WORDS.search(before)
        if (OF_AN_ORDER.search(before) and not named) or _is_of_a_shop(raw, run, before):
            continue
        found = _card_in(raw, run)
        if found:
            yield *found, "card"
        elif (BY_FOUR_SPACED.fullmatch(run.group()) and _is_paid(raw, run, before)) or (
            named and len(re.sub(r"\D", "", run.group())) in range(LEAST_NAMED, 20)
        ):
            yield *run.span(), "card"


def _is_paid(raw: str, run: re.Match[str], before: str) -> bool:
    """Whether words on either side speak of paying."""
    return bool(OF_PAYING.search(before) or PAID.match(raw, run.end()))


def _is_of_a_shop(raw: str, run: re.Match[str], before: str) -> bool:
    """A card of points, of gifts or of fares; or a number that is an example."""
    around = before + raw[run.end() : run.end() + 40]
    return bool(OF_A_SHOPS_CARD.search(before) or OF_AN_EXAMPLE.search(around))


def _card_in(raw: str, run: re.Match[str]) -> tuple[int, int] | None:
    groups = [group.span() for group in GROUP.finditer(raw, *run.span())]
    if len(groups) > MOST_GROUPS:
        return None
    other = re.search(r"[./]", run.group())
    if other and not BY_FOURS.search(run.group()):  # “… 12/27”: the card's last month stands after it
        groups = [group for group in groups if group[1] < run.start() + other.start() - 1]
    elif other:
        by_fours = BY_FOURS.search(run.group())
        return (run.start() + by_fours.start(), run.start() + by_fours.end()) if by_fours else None
    best: tuple[int, int] | None = None
    for first, (start, _) in enumerate(groups):
        number = ""
        for begin, end in groups[first:]:
            number += raw[begin:end]
            if len(number) > OFTENEST + 3:
                break
            if is_card(number) and (best is None or len(number) == OFTENEST):
                best = (start, end)
        if best:
            return best
    return None


def is_card(number: str) -> bool:
    """Whether an issuer gives out such numbers and the checksum (Luhn) is right."""
    return (
        OFTENEST - 3 <= len(number) <= OFTENEST + 3
        and any(len(number) in long and first.match(number) for first, long in ISSUERS)
        and _is_luhn(number)
    )


def _is_luhn(number: str) -> bool:
    doubled = (int(char) * (2 if at % 2 else 1) for at, char in enumerate(reversed(number)))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
