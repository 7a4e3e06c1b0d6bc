"""Personal data by its shape: telephones, cards, accounts, document numbers, e-mail addresses, homes, birthdays.

A number is what its checksum and the words around it say. Numbers of orders, parcels, cases and goods are not
telephones; what the words call ours is not personal.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from bpo.language.phrasebook import words
from bpo.language.sayings import sentence_around
from bpo.language.text import Text
from bpo.language.types import Language

REGIONS: dict[Language, tuple[str, ...]] = {
    Language.RU: ("RU", "UA", "KZ", "BY", "PL"),
    Language.UK: ("UA", "PL"),
    Language.PL: ("PL", "UA"),
    Language.EN: ("GB", "US", "IE"),
}
DIGITS = re.compile(r"(?<![\w.,/#№-])\+?\(?\d[\d\s().\u00a0–-]{5,22}\d(?![\w/])")
NEAR_BEFORE, NEAR_AFTER = 48, 24
# What a number is, by the words before it.
OF_AN_ORDER = re.compile(
    r"(?:заказ|посылк|трек|отправлен|накладн|артикул|код|обращени|дело|заявк|тикет|договор|чек|счет-факт|билет|брон|парти|серийн|imei|сертификат|купон|промо|ттн|квитанц|документ"
    r"|замовлен|посилк|відправлен|накладн|звернен|заявк|справ|договір|договор|квитк|парті|серійн|рахунок-фактур|фіскальн"
    r"|zamówieni|zleceni|spraw|przesyłk|paczk|list przewoz|śledzen|tracking|artykuł|kod|zgłoszeni|reklamacj|umow|paragon|faktur|bilet|rezerwacj|parti|seryjn|sku|ean"
    r"|order|parcel|track|shipment|waybill|item|batch|\blot\b|article|part no|part number|ref|reference|case|ticket|claim|invoice|receipt|booking|serial|code|policy|contract|model|sku|awb|nr|№|#)"
    r"[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
OF_MONEY = re.compile(
    r"^\s*(?:₽|руб|р\.|грн|₴|zł|pln|usd|eur|uah|rub|\$|€|£|злот|рубл|грив|доллар|долар|евро|євро|тенге|%|шт|мл|гр|кг|г\b|км|мм|см|м\b|mah|мач|ггц|мб|гб|kg|ml|cm|mm|km|bal|points|балл|балів|pkt)",
    re.IGNORECASE,
)
# “Number” is said of telephones and of everything else.
OF_SURELY_A_PHONE = re.compile(
    r"(?:телефон|тел\.|моб|звон|набра|набир|дзвон|телеф|набер|dzwoni|zadzwo|oddzwo|komórk|phone|call|rang|ring|mobile|dial)[^!?\n]{0,45}$",
    re.IGNORECASE,
)
OF_A_PHONE = re.compile(
    r"(?:телефон|тел\.|моб|звон|набра|набир|перезвон|связ|номер|дозвон|смс|sms|whatsapp|viber|telegram|ватсап|вайбер|телеграм"
    r"|дзвон|телефон|зв'яз|зателеф|додзвон|набер"
    r"|telefon|tel\.|tel:|dzwoni|zadzwo|oddzwo|numer|komórk|kontakt|pod nr|sms"
    r"|phone|call|rang|ring|reach|mobile|number|text|dial|contact)[^!?\n]{0,45}$",
    re.IGNORECASE,
)
# What the words call ours: the brand's own telephone, account or address.
OF_OURS = re.compile(
    r"(?:позвоните|звоните|наберите|зателефонуйте|телефонуйте|дзвоніть|(?:proszę|prosimy) (?:dzwonić|zadzwonić)|zadzwoń|(?:call|ring|phone|text) us|us by calling|telephone number is|please (?:call|ring|phone)|горяч\w* лини|колл-?центр|контакт-?центр|служб\w* (?:поддержки|доставки|заботы)|техподдержк|поддержк|наш\w*|магазин|салон\w*|бесплатн|единый|отдел|офис|склад|сервисн|пункт\w*|отделени|ресепшен"
    r"|гаряч\w* ліні|кол-?центр|контакт-?центр|служб\w* (?:підтримки|доставки|турботи)|підтримк|безкоштовн|відділ|єдиний|офіс|сервісн"
    r"|infolini|call ?center|biur|sklep|salon|nasz\w*|obsług|bezpłatn|dział|serwis|punkt\w*|recepcj|oddział"
    r"|hotline|helpline|\bour\b|call centre|call center|support|customer service|store|shop|office|toll-?free|freephone|team|branch|switchboard|department)[^.!?\n]{0,45}$",
    re.IGNORECASE,
)
OF_YOURS = re.compile(
    r"\b(?:ваш|вам\b|вас\b|вами|до вас|pana|pani\b|panem|panią|państwa|twój|twoj|your|you\b|клиент|клієнт|klient|customer|получател|отримувач|odbiorc)",
    re.IGNORECASE,
)
CARD = re.compile(r"(?<![\w.+-])\d(?:[ \u00a0-]?\d){12,18}(?![\w-])")
CARD_WORDS = re.compile(r"(?:карт|kart|card|visa|mastercard|мир\b)[^.!?\n]{0,30}$", re.IGNORECASE)
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{2,4}){3,8}(?!\w)")
POLISH_ACCOUNT = re.compile(r"(?<!\w)\d{2}(?:[ \u00a0-]?\d{4}){6}(?!\w)")
NAMED_PESEL = re.compile(r"pesel\w*\W*$", re.IGNORECASE)
PESEL = re.compile(r"(?<![\w+-])\d{11}(?![\w-])")
INN = re.compile(r"(?:инн|inn)\D{0,20}(\d{12}|\d{10})(?!\d)", re.IGNORECASE)
RNOKPP = re.compile(
    r"(?:іпн|рнокпп|ідентифікаційн\w* (?:код|номер)\w*|податков\w* номер\w*)\D{0,20}(\d{10})(?!\d)",
    re.IGNORECASE,
)
SNILS = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)")
PASSPORT = re.compile(
    r"(?:паспорт|passport|paszport|dow[oó]d|id card)[^.!?\n]{0,40}?((?<!\w)(?:\d{2} ?\d{2}[ №]*\d{6}|[A-ZА-ЯІЇЄ]{2,3} ?\d{6,7}|\d{9})(?!\w))",
    re.IGNORECASE,
)
BRITISH_INSURANCE = re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)")
AMERICAN_SECURITY = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
DOCUMENTS: tuple[tuple[re.Pattern[str], str, re.Pattern[str] | None], ...] = (
    (RNOKPP, "rnokpp", None),
    (SNILS, "snils", None),
    (PASSPORT, "passport", None),
    (BRITISH_INSURANCE, "insurance", re.compile(r"insurance|nino|ni number", re.IGNORECASE)),
    (AMERICAN_SECURITY, "ssn", re.compile(r"ssn|social security", re.IGNORECASE)),
)
EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)(?!\w)")
OFFICES = words("""
    support help info care hello hi contact contacts office sales service services kontakt pomoc biuro bok reklamacje
    reklamacja obsluga obslugaklienta klient zakaz zakazy zamowienia zwroty sklep dopomoga pidtrymka shop store orders order
    returns refund refunds billing pr press media hr jobs career careers rodo gdpr dpo iod privacy legal noreply no-reply
    feedback claim claims complaints vozvrat otziv otzyv team mail post admin webmaster marketing partners b2b customer
    customercare customerservice cs ask servis service-center serwis warranty gwarancja garantiya security abuse accounts
    """)
WRITE_TO_US = re.compile(
    r"\b(?:пишите|напишите|наш\w*|обращайтесь|пишіть|напишіть|звертайтесь|pisz|napisz|nasz\w*|write to|email us|e-mail us|mail us|our|contact us|reach us)[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
STREET = r"(?:(?:ул|пр|просп|пер|пл|бул|бульв|наб|ш|вул|пров|ul|al|pl|os)\.|\b(?:улиц\w+|проспект\w*|переул\w+|площад\w+|бульвар\w*|набережн\w+|шоссе|вулиц\w+|провул\w+|площ\w+|ulic\w+|alej\w+|osiedl\w+))"
STREET_EN = r"\d{1,5}[A-Za-z]?\s+(?:[A-Z][\w'’-]+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Close|Way|Square|Terrace|Gardens|Place|Crescent|Grove|Boulevard|Blvd)\b"
HOME = re.compile(
    rf"{STREET}[^!?\n]{{0,50}}?\d+\w?[^!?\n]{{0,14}}?(?:\b(?:кв|квартир\w*|оф|под[ъ'’]езд\w*|п[іi]д[ъ'’]їзд\w*|этаж|поверх|м|m|mieszkan\w*|lok)\b\.?\s*№?\s*\d+|/\s?\d+)"
    rf"|(?:flat|apt|apartment|unit)\.?\s*#?\d+\w?,?\s*{STREET_EN}|{STREET_EN},?\s*(?:flat|apt|apartment|unit)\.?\s*#?\d+\w?",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    rf"{STREET}\s*[^.,!?\n]{{2,40}}?,?\s*(?:д\.|дом|буд\.|будинок|nr)?\s*\d+\w?|{STREET_EN}", re.IGNORECASE
)
# An English address by itself: the number, a name in capitals, and what streets are called.
HOME_EN = re.compile(
    r"(?<![\w#-])\d{1,4}[A-Za-z]?,? (?:(?:The|[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+){0,2}) "
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Court|Close|Square|Terrace|Gardens|Place|Crescent|Grove|Mews|View|Walk|Row|Rise|Hill|Green|Way)(?!\w)(?: [A-Z])?"
    r"|(?<![\w#-])\d{1,4}[A-Za-z]? The (?:Crescent|Avenue|Square|Green|Grove|Close|Mews|Drive|Terrace|Gardens|Lane)(?!\w)"
)
# Somebody lives there, or something is brought to them there; it is a shop or a place for all.
OF_A_HOME = re.compile(
    r"\b(?:porch|shed|doorstep|front door|back door|door|gate|garage|bins?|neighbours?|neighbors?|letterbox|hallway|landing|mat|balcony|driveway|greenhouse|your|you|yours|home|house|flat"
    r"|knocks?|deliver\w*|parcel|driver|courier|van|meter|card|cake|lives?|resident|down as|down for|goes to|went to|sent to|that's|bring|drop(?:ped)?|left|address|fitter|engineer|plumber|boiler)\b",
    re.IGNORECASE,
)
OF_ALL = re.compile(
    r"\b(?:shops?|stores?|branch|warehouse|showroom|office|locker|stop|stands?|restaurant|caf[eé]|salon|station(?! road)|collection|post office|depot|clinic|hotel|venue|bank(?! card)|event|fair|museum"
    r"|bus|platform|room|outlet|counter|library|surgery|school|theatre|cinema|our|us|we're|we are|open|opens)\b",
    re.IGNORECASE,
)
YOUR_ADDRESS = re.compile(
    r"(?:ваш\w* адрес\w*|по адресу|на адрес|к вам на|вам на|ваш\w* дом\w*|вашу адрес\w*|ваша адрес\w*|вашій адрес\w*|за адресою|на адресу|до вас на|вам на"
    r"|(?:pana|pani|państwa) adres\w*|pod adres\w*|na adres\w*|do (?:pana|pani|państwa) na|your (?:home |delivery |shipping )?address|to you at|deliver(?:ed)? to|left (?:it )?at|sent to)[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
OUR_PLACE = re.compile(
    r"(?:магазин|пункт|отделени|склад|салон|офис|шоурум|сервис|точк|постамат|нас\b|наш|мы\b|відділен|крамниц|офіс|сервіс|поштомат|sklep|punkt|salon|biur|magazyn|serwis|oddzia|paczkomat|nas\b|nasz|store|shop|office|branch|showroom|warehouse|\bour\b|locker|outlet)",
    re.IGNORECASE,
)
MONTHS = (
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд"
    r"|stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|paźdz|listop|grud|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
)
BIRTH = re.compile(
    rf"(?:рожден|родил|народжен|народил|urodz|date of birth|born|dob|birthday)\w*[^.!?\n]{{0,24}}?(\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d{{2}}|\d{{1,2}}\s+{MONTHS}\s+(?:19|20)\d{{2}}|{MONTHS}\s+\d{{1,2}},?\s+(?:19|20)\d{{2}}|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}})"
    r"|(?<!\d)(\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2})\s*(?:года?|г\.|року|р\.|r\.|roku)?\s*(?:рожд|народж|urodz|ur\.|г\.\s?р)",
    re.IGNORECASE,
)

# The beginnings of words without which there is no street and no birthday (`Folded.places`).
OF_STREETS = words(
    "ул ули вул пр про просп пер пло пл бул наб ш шос пров al ale ul uli osi os "
    "str st roa rd ave lan ln dri dr cou ct clo way squ ter gar pla cre gro bou blv fla apt apa uni mew vie wal row ris hil gre"
)
OF_BIRTH = words("рож род нар uro dat bor dob bir")

Place = tuple[int, int, str]


def given(text: Text, language: Language, names: tuple[str, ...]) -> list[Place]:
    """Personal data that stands in the text: where, and what it is."""
    raw, keys = text.raw, text.folded.places.keys()
    found: list[Place] = []
    if any(map(str.isdigit, raw)):
        found += _accounts(raw)
        for finder, words_of in (
            (_cards, None),
            (_documents, None),
            (_births, OF_BIRTH),
            (_homes, OF_STREETS),
        ):
            if words_of is None or not words_of.isdisjoint(keys):
                found += [place for place in finder(raw) if _is_free(place, found)]
        found += [place for place in _phones(raw, language) if _is_free(place, found)]
    if "@" in raw:
        found += [place for place in _emails(raw, names) if _is_free(place, found)]
    return sorted(found)


def _is_free(place: Place, found: list[Place]) -> bool:
    return not any(place[0] < end and start < place[1] for start, end, _ in found)


def _before(raw: str, at: int, length: int = NEAR_BEFORE) -> str:
    return raw[max(0, at - length) : at]


def _accounts(raw: str) -> Iterator[Place]:
    for pattern in (IBAN, POLISH_ACCOUNT):
        for match in pattern.finditer(raw):
            number = re.sub(r"\W", "", match.group())
            whole = number if number[0].isalpha() else f"PL{number}"
            if _is_iban(whole) and not OF_OURS.search(_before(raw, match.start())):
                yield match.start(), match.end(), "account"


def _is_iban(number: str) -> bool:
    moved = number[4:] + number[:4]
    return 15 <= len(number) <= 34 and int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _cards(raw: str) -> Iterator[Place]:
    for match in CARD.finditer(raw):
        number = re.sub(r"\D", "", match.group())
        before = _before(raw, match.start(), 36)
        named = CARD_WORDS.search(before)
        if OF_AN_ORDER.search(before) and not named:
            continue
        shaped = (len(number) == 16 and number[0] in "23456") or (len(number) == 15 and number[0] == "3")
        if (shaped and _is_luhn(number)) or (named and len(number) >= 13):
            yield match.start(), match.end(), "card"


def _is_luhn(number: str) -> bool:
    doubled = (int(char) * (2 if at % 2 else 1) for at, char in enumerate(reversed(number)))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _documents(raw: str) -> Iterator[Place]:
    for match in PESEL.finditer(raw):
        before = _before(raw, match.start(), 32)
        if _is_pesel(match.group()) and (NAMED_PESEL.search(before) or not OF_AN_ORDER.search(before)):
            yield match.start(), match.end(), "pesel"
    for match in INN.finditer(raw):
        if len(match[1]) == 12 or OF_YOURS.search(_before(raw, match.start())):
            yield *match.span(1), "inn"
    for pattern, what, named in DOCUMENTS:
        for match in pattern.finditer(raw):
            if named is None or named.search(_before(raw, match.start())):
                yield *match.span(match.lastindex or 0), what


def _is_pesel(number: str) -> bool:
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    check = (10 - sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 10) % 10
    month, day = int(number[2:4]) % 20, int(number[4:6])
    return check == int(number[10]) and 1 <= month <= 12 and 1 <= day <= 31


def _births(raw: str) -> Iterator[Place]:
    for match in BIRTH.finditer(raw):
        yield *match.span(match.lastindex or 0), "birth"


def _homes(raw: str) -> Iterator[Place]:
    homes = [match.span() for match in HOME.finditer(raw)]
    for match in HOME.finditer(raw):
        if not OUR_PLACE.search(_before(raw, match.start())):
            yield *match.span(), "address"
    for match in HOME_EN.finditer(raw):
        if any(start < match.end() and match.start() < end for start, end in homes):
            continue
        begin, end = sentence_around(raw, match.start())
        around = f"{raw[begin : match.start()]} {raw[match.end() : end]}"
        if OF_A_HOME.search(around) and not OF_ALL.search(around):
            homes.append(match.span())
            yield *match.span(), "address"
    for match in ADDRESS.finditer(raw):
        if any(start < match.end() and match.start() < end for start, end in homes):
            continue
        before = _before(raw, match.start())
        if YOUR_ADDRESS.search(before) and not OUR_PLACE.search(before):
            yield *match.span(), "address"


def _phones(raw: str, language: Language) -> Iterator[Place]:
    for match in DIGITS.finditer(raw):
        piece = match.group().rstrip(" .-–(\u00a0")
        start, end = match.start(), match.start() + len(piece)
        digits = re.sub(r"\D", "", piece)
        if not 7 <= len(digits) <= 15 or OF_MONEY.search(raw[end : end + NEAR_AFTER]):
            continue
        before = _before(raw, start)
        named = bool(OF_A_PHONE.search(before))
        order = -1 if piece.startswith("+") else _last(OF_AN_ORDER, before)
        if order >= 0 and _last(OF_SURELY_A_PHONE, before) < order:
            continue
        if OF_OURS.search(before) and not _is_theirs(before):
            continue
        if _is_phone(piece, language, named=named):
            yield start, end, "phone"


def _last(pattern: re.Pattern[str], before: str) -> int:
    found = pattern.search(before)
    return found.start() if found else -1


def _is_theirs(before: str) -> bool:
    """Whether, of ours and theirs, it is theirs that stands nearer."""
    theirs = [found.start() for found in OF_YOURS.finditer(before)]
    ours = OF_OURS.search(before)
    return bool(theirs) and ours is not None and theirs[-1] > ours.start()


@lru_cache(2_000)
def _is_phone(piece: str, language: Language, *, named: bool) -> bool:
    """Whether the digits are a telephone: a valid one, or one that the words around call so."""
    if re.search(r"^0[.,]|\d[.,]\d{1,2}$|\d{2}[:.]\d{2}\s*[–-]", piece):
        return False
    grouped = bool(re.search(r"[\s()–-]", piece))
    regions = (None,) if piece.startswith("+") else REGIONS[language]
    for region in regions:
        try:
            number = phonenumbers.parse(piece, region)
        except NumberParseException:
            continue
        if phonenumbers.number_type(number) in {PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST}:
            return False
        if phonenumbers.is_valid_number(number) and (named or grouped or region is None):
            return True
        if (named or region is None) and phonenumbers.is_possible_number(number):
            return True
    return False


def _emails(raw: str, names: tuple[str, ...]) -> Iterator[Place]:
    own = [re.sub(r"\W", "", name.lower()) for name in names]
    for match in EMAIL.finditer(raw):
        box, domain = match[1].lower(), match[2].lower().replace("-", "")
        office = re.split(r"[.+_-]", box)[0]
        if box in OFFICES or office in OFFICES or any(name and name in domain for name in own):
            continue
        if not WRITE_TO_US.search(_before(raw, match.start())):
            yield *match.span(), "email"
