"""E-mail addresses of people: not those of offices and brands; with “(at)” and “dot” for their marks too."""

import re
from collections.abc import Iterator

from bpo.language.personal_words import OF_MINE, Place, before_of
from bpo.language.phrasebook import words

EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]+)@([\w-]+(?:(?:\.[\w-]+)+|,(?:com|net|org|ru|ua|pl|co\.uk)))(?!\w)")
SPACED = re.compile(r"(?<![\w.@+-])(\w[\w+-]*(?: ?\. ?\w+){0,3}) ?@ ?(\w[\w-]* ?\. ?[a-z]{2,10})(?![\w@])")
DOT = r"(?: ?\. ?| ?[(\[]?(?:dot|точка|крапка|kropka)[)\]]? ?)"
ENDS = r"(?:com|ru|ua|pl|org|net|info|kz|by|uk|eu|io|me|gmail|example|ру|ком|нет|юа|рф|com\.ua|co\.uk)"
HIDDEN = re.compile(
    rf"(?<![\w.@+-])([\w.+-]+(?: dot [\w-]+| точка [\w-]+| kropka [\w-]+)*)(?: ?[(\[<{{] ?(?:собак\w*|соб|at|ат|эт|ет|małp\w*|malp\w*|равлик|песик|@|a) ?[)\]>}}] ?| (?:собака|собачка|at|małpa|malpa|равлик|пес|@) )([\w-]+(?:{DOT}[\w-]+)*{DOT}{ENDS})(?!\w)",
    re.IGNORECASE,
)
# The end of a site, of which every address has one.
DOTTED, DOTS = re.compile(rf"\. ?{ENDS}(?!\w)", re.IGNORECASE), ("dot", "точка", "крапка", "kropka")
SIGNS = (
    "@",
    "собак",
    "собач",
    "(соб",
    "[соб",
    " at ",
    "(at",
    "[at",
    "małp",
    "malp",
    "равлик",
    "песик",
    " пес ",
    "(ат",
    "[ат",
)
MAILBOXES = re.compile(
    r"(?:g?mail|yandex|ya|bk|list|inbox|ukr|i|meta|wp|onet|poczta|o2|interia|outlook|hotmail|yahoo|icloud|proton\w*)\b",
    re.IGNORECASE,
)
OF_MAIL = re.compile(r"(?:почт|пошт|мейл|мыл|имейл|імейл|mail|адрес)[^.!?\n]{0,30}$", re.IGNORECASE)
OFFICES = words("""
    support help info care hello hi contact contacts office sales service services kontakt pomoc biuro bok reklamacje
    reklamacja obsluga obslugaklienta klient zakaz zakazy zamowienia zwroty sklep dopomoga pidtrymka shop store orders order
    returns refund refunds billing pr press media hr jobs career careers rodo gdpr dpo iod privacy legal noreply no-reply
    feedback claim claims complaints vozvrat otziv otzyv team mail post admin webmaster marketing partners b2b customer
    customercare customerservice cs ask servis service-center serwis warranty gwarancja garantiya security abuse accounts faktury invoices invoice
    quality jakosc kachestvo kassa reception recepcja hello info24 ksiegowosc buhgalteria rezerwacje booking bookings reservations
    """)
NO_REPLY = re.compile(r"no-?_?reply|donotreply|mailer|robot", re.IGNORECASE)
WRITE_TO_US = re.compile(
    r"\b(?:пишите|напишите|наш\w*|обращайтесь|пишіть|напишіть|звертайтесь|pisz|napisz|nasz\w*|write to|email us|e-mail us|mail us|our|отдел\w*|відділ\w*|dział\w*|department|contact us|reach us)[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
OF_THE_BRANDS = re.compile(
    r"\b(?:ваш\w*|вашого|wasz\w*|państwa|your|писал[аи]?|писа(?:в|ла)|pisał\w*|(?:wrote|written|emailed|e-mailed|mailed) (?:to )?|(?:письмо|лист|mail|e-?mail|letter) (?:от|від|od|from))[^.!?\n]{0,30}$",
    re.IGNORECASE,
)


def emails(raw: str, names: tuple[str, ...], *, by_customer: bool) -> Iterator[Place]:
    """Mailboxes that are somebody's own."""
    own = [re.sub(r"\W", "", name.lower()) for name in names]
    for match in (*EMAIL.finditer(raw), *SPACED.finditer(raw)) if "@" in raw else ():
        box, domain = match[1].lower().replace(" ", ""), re.sub("[- ]", "", match[2].lower())
        if any(name and name in domain for name in own) or NO_REPLY.match(box) or ".." in box:
            continue
        before = before_of(raw, match.start())
        if _is_a_customers(box, before) if by_customer else _is_in_a_reply(box, before):
            yield *match.span(), "email"
    for match in HIDDEN.finditer(raw) if _may_hide(raw) else ():
        if not re.search(r" (?:at|a|@) ", match.group()) or _is_mail(raw, match):
            yield *match.span(), "email"


def _may_hide(raw: str) -> bool:
    """Whether a text has a mark of an address, or a word for it, and the end of a site."""
    lowered = raw.lower()
    return any(sign in lowered for sign in SIGNS) and (
        DOTTED.search(raw) is not None or any(dot in lowered for dot in DOTS)
    )


def _is_mail(raw: str, match: re.Match[str]) -> bool:
    """Whether “at” stands for the mark: “see you at shop.com” is no address."""
    dotted = re.search(r"[.\d_]| dot ", match[1]) or MAILBOXES.match(match[2])
    return bool(dotted or OF_MAIL.search(before_of(raw, match.start())))


def _is_in_a_reply(box: str, before: str) -> bool:
    return not (
        box in OFFICES or not OFFICES.isdisjoint(re.split(r"[.+_-]", box)) or WRITE_TO_US.search(before)
    )


def _is_a_customers(box: str, before: str) -> bool:
    """A mailbox a customer wrote: theirs, unless it is an office's or they speak of the brand's."""
    if OF_MINE.search(before) and not re.search(r"(?:от|від|od|from) $", before):
        return True
    return box not in OFFICES and not OF_THE_BRANDS.search(before)
