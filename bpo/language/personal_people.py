"""A person's name with the day they were born: beside each other, with or without a word for birth."""

import re
from collections.abc import Iterator

from bpo.language.personal_words import OF_YOURS, Place, before_of
from bpo.language.phrasebook import words
from bpo.language.sayings import Folded

UPPER = "A-ZА-ЯЁІЇЄҐĄĆĘŁŃÓŚŹŻ"
CAP = rf"[{UPPER}][\w'’ʼ]*(?:-[{UPPER}][\w'’ʼ]+)?"
MONTHS = (
    r"(?i:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд"
    r"|stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|paźdz|listop|grud|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
)
YEAR = r"(?:19\d\d|20[0-4]\d)"
FULL = rf"(?:\d{{1,2}}(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec){YEAR}|\d{{1,2}}[./ -]\d{{1,2}}[./ -]{YEAR}|{YEAR}[-./]\d{{2}}[-./]\d{{2}}|\d{{1,2}}(?:st|nd|rd|th|-?го|-е)?(?: of)? {MONTHS},? {YEAR}|{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? {YEAR})(?!\d)"
# The day and the year said in words: “третьего мая две тысячи пятнадцатого”, “eleventh of May nineteen eighty-two”.
DAY = (
    r"(?i:(?:двадцать |тридцать |двадцять |тридцять |twenty[ -]|thirty[ -]|dwudziest\w+ |trzydziest\w+ )?(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|\w{2,8}надцат|двадцат|тридцат|перш|друг|п['’ʼ]ят|шост|сьом|дев['’ʼ]ят|\w{2,8}надцят|двадцят|тридцят"
    r"|pierwsz|drugi|trzeci|czwart|piąt|szóst|siódm|ósm|dziewiąt|dziesiąt|\w{2,9}nast|dwudziest|trzydziest|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w{3,5}teenth|twentieth|thirtieth)\w{0,4})"
)
NUMBER = (
    r"(?i:тысяч\w*|тисяч\w*|двух\w+|дв\w{1,2}|девятьсот|дев['’ʼ]ятсот|\w+(?:десят|дцат|дцят)\w*|сорок\w*|девяност\w*|дев['’ʼ]яност\w*|\w{2,9}(?:ого|его|ього|го)|tysi\w+|dwa|dziewięćset|\w+dziesiąt\w*|\w+dzie\w*st\w*|\w+nast\w*|czterdzie\w+|\w+(?:ego|go)"
    r"|nineteen|twenty|two thousand|oh|and|hundred|(?:thir|for|fif|six|seven|eigh|nine)(?:ty|teen)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
SAID_DATE = rf"(?:(?:the )?{DAY}(?: of)? {MONTHS}(?:,? (?:{YEAR}|'?\d\d(?!\d)|{NUMBER}(?:[ -]{NUMBER}){{0,4}}))?(?:-?го)?|\d{{1,2}}(?:st|nd|rd|th|-?го|-е)?(?: of)? {MONTHS},? (?:\d\d(?:-?го)?(?: ?(?i:год|г\.|рок|р\.|roku|r\.))|{NUMBER}(?:[ -]{NUMBER}){{1,4}}))"
SAID_LONG_AGO = rf"(?:the )?{DAY}(?: of)? {MONTHS},? {YEAR}(?!\d)|\d{{1,2}}(?:-?го)? {MONTHS} [3-9]\d(?:-?го)? ?(?i:год|рок|г\.|р\.|roku|r\.)\w*"
YEAR_FIRST = rf"{YEAR} ?(?i:года?|г\.|року|р\.|roku|r\.),? (?:\d{{1,2}}|{DAY}) {MONTHS}"
A_MONTH = re.compile(MONTHS)
OF_MONTHS = words(
    "январ феврал март апрел май мая июн июл август сентябр октябр ноябр декабр січ лют берез квіт трав черв лип серп верес жовт листоп груд"
    " stycz lut mar kwie maj czerw lip sierp wrze paźdz listop grud jan feb apr may jun jul aug sep oct nov dec"
)
SHORT = rf"(?:{FULL}|{SAID_DATE}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2}}(?!\d)|{YEAR}(?!\d))"
BORN = r"(?i:год рождения|рік народження|rok urodzenia|др(?= ?:? ?\d)|birthday['’]s|рожд[её]н\w*|род\.|родил\w+|дата рожд\w*\.?|день рождения|д р(?= \d)|дата нар\.|народився|день народження|д\. ?р\.|народжен\w*|народи\w+|нар\.|д\. ?н\.|дн\b|дата народження|urodzon\w*|ur\.|urodził\w*(?: się)?|urodziny|data urodzenia|d\. ?o\. ?b\.?|dob\b|date of birth|born|birthday|birth date|b\.|rocznik)"
AFTERWARDS = r"(?i:г\. ?р\.?|года? рожд\w*|г\.? ?рожд\w*|р\. ?н\.?|рок[уи] народж\w*|р\. ?народж\w*|года? р\.|roku ur\w*|r\. ?ur\w*)"
INITIALS = rf"[{UPPER}]\. ?(?:[{UPPER}]\.)?"
FULL_NAME = rf"(?:{CAP}(?: (?:van|von|de|da|and|и|та|i))? {CAP}(?: {CAP}){{0,2}}|{CAP} {INITIALS})"
NAME_AND_BORN = re.compile(
    rf"(?P<name>{CAP}(?:(?: (?:van|von|de|da|and|и|та|i))? {CAP}){{0,3}}|{CAP} {INITIALS})(?P<gap>(?:, ?\d{{1,2}}(?: years old| лет| років| lat)?(?=,))?[ ,;:.(–—-]{{1,4}}(?:(?i:here, my|here|my|who was|who is|both|обоє|оба|and|she was|he was|i was|was|is|i|я|ja|her|his|который|която|яка?|який|она|он|вона|він|który|która|on|ona|się)? ?){{0,3}}{BORN}[ :,–—-]{{0,3}}(?:(?i:mam|у меня|в мене|у мене|on|in|the|то|це|to|дня|is|w dniu|dnia|w|в|у) ){{0,2}})(?P<date>{SHORT})(?:,? \d{{1,2}} {MONTHS})?\)?",
)
NAME_AND_YEAR = re.compile(
    rf"(?P<name>{FULL_NAME}|{CAP})[ ,(–—-]{{1,4}}(?P<date>{SHORT}),? ?(?:года|г\.|року|roku|r\.)? ?{AFTERWARDS}(?:,? \d{{1,2}} {MONTHS})?"
)
AGED = r"(?:, ?\d{1,3} ?(?:лет|года?|рок\w*|lat\w*|l\.|years?(?: old)?|y\.?o\.?))?"
NAME_AND_DATE = re.compile(
    rf"(?P<name>{FULL_NAME}){AGED}(?P<gap>[,;:(–—-]{{1,2}} ?| [(–—-]{{1,2}} ?| )(?i:(?:дата|date|data):? )?(?P<date>{FULL}|{YEAR_FIRST}|(?:{SAID_LONG_AGO})(?=\s*(?:$|[.!?\n,;)]|(?i:рожд|народж|urodz|г\.? ?р|р\. ?н)))|\d{{1,2}}[./-]\d{{1,2}}[./-][3-9]\d(?!\d))"
)
# Names in small letters, where an abbreviation leaves no doubt.
SMALL = re.compile(
    rf"(?<!\w)(?P<name>[^\W\d_]{{3,}} [^\W\d_]{{3,}}(?: [^\W\d_]{{5,}})?),? (?:(?i:dob|d\. ?o\. ?b\.?|ur\.|д\. ?р\.|д\. ?н\.)[ :]{{0,2}}(?P<date>{FULL})|(?P<said>{FULL}),? ?(?i:г\. ?р\.?|р\. ?н\.?))"
)
BORN_AND_NAME = re.compile(
    rf"(?:{BORN}[ :,–—-]{{0,3}}(?P<said>{FULL})|(?P<date>(?<![\d.])\d{{1,2}}[./]\d{{1,2}}[./]{YEAR}))(?: ?{AFTERWARDS})?[ ,;:)(–—-]{{1,4}}(?i:(?:name|зовут|звати|imię i nazwisko|na imię|фио|піб):? )?(?P<name>{FULL_NAME})"
)
BIRTH = re.compile(
    rf"(?:рожден|родил|народжен|народил|urodz|date of birth|born|dob|birthday)\w*[^.!?\n]{{0,24}}?(?P<date>{FULL})|(?P<other>{FULL}) ?{AFTERWARDS}",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\d[./]\d{1,2}[./](?:19|20)\d\d")
# Both begin with a digit, which is looked for much faster than two kinds of dates: “1999”, “1.2.99”.
A_DATE = re.compile(r"\d(?:(?<!\d\d)(?:(?<=1)9|(?<=2)0)\d\d(?!\d)|[./-]\d{1,2}[./-]\d\d)")
A_SHORT_YEAR = re.compile(r"[3-9](?<!\d\d)\d(?:-?го)? ?(?:год|г\.|рок|р\.|roku|r\.)")
# The last year of a date beside a name that is a birthday without a word that says so. In a reply a later date is
# that of an order or a visit, unless it speaks of a child; customers write their children's. There is no clock
# here: it is 14 years before the year in which this was written, and may be moved on.
LATEST, LATEST_OF_A_CHILD = 2026 - 14, 2023
A_CHILD = re.compile(
    r"\b(?:сын|доч|реб[её]н|дет(?:и|ей|ям|ск)|син(?:а|у|ом)?\b|донь|дитин|діт(?:и|ей|ям)|syn(?:a|ek|ka|owi)?\b|córk|dzieck|dzieci|son\b|daughter|child|kid|baby)",
    re.IGNORECASE,
)
# “… 12.03.2010 оформила”: the day on which somebody did something.
DID = re.compile(
    r"\)? (?:(?i:уже|вже|już|already) )?(?:[а-яіїєґ]{2,}(?:[аеиоуыя]л[аио]?|[аеиуія]в|нес|нёс)(?:ся|сь)?|[a-ząćęłńóśźż]{2,}(?:ł[aoy]?|li)|[a-z]{3,}ed|has|had|was|will|sent|made|wrote|told)(?!\w)"
)
ANIMAL = re.compile(
    r"\b(?:п[её]с\w*|пса|кот[аеуі]?\b|кошк\w+|котик\w*|собак\w+|щен\w+|цуцен\w+|кішк\w+|psa|pies\w*|kota\b|kotk\w+|suczk\w+|szczeni\w+|dog|cat|puppy|kitten|horse)\b",
    re.IGNORECASE,
)
NO_NAMES = words(
    """
    понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа п'ятниця неділя poniedziałek wtorek środa czwartek piątek sobota niedziela
    monday tuesday wednesday thursday friday saturday sunday заказ рейс договор дата акт счет замовлення рейс договір акт рахунок zamówienie umowa faktura order invoice flight booking black cyber новый новий new happy
    """
)
BEFORE_A_NAME = re.compile(
    r"(?:(?:I'm|It's|Name's|I am|Name is|Mr|Mrs|Ms|Miss|Dr|Уважаем\w+|Получател\w+|Сосед\w*|Клиент\w*|Пациент\w*|Пассажир\w*|Владел\w+|Отримувач\w*|Одержувач\w*|Клієнт\w*|Пацієнт\w*|Пасажир\w*|Сусід\w*"
    r"|Pacjent\w*|Klient\w*|Odbiorc\w*|Pasażer\w*|Pan[ia]?|Patient|Passenger|Customer|Client|Recipient) )+(?=\w)"
)
OF_BIRTH = words("b рож род нар uro ur dat bor dob bir d д г р дн roc год рок")


def people(raw: str, folded: Folded, *, by_customer: bool) -> Iterator[Place]:
    """Names with birthdays; in a reply a birthday alone too, where it is the customer's."""
    said = not OF_BIRTH.isdisjoint(folded.places.keys())
    if not (A_DATE.search(raw) or ((said or A_SHORT_YEAR.search(raw)) and _has_month(raw))):
        return
    taken: list[tuple[int, int]] = []
    latest = LATEST_OF_A_CHILD if by_customer or A_CHILD.search(raw) else LATEST
    for match in _found(raw, latest, said=said):
        if _is_of_a_deed(match, raw, by_customer=by_customer):
            continue
        start, end = match.span()
        if any(start < last and first < end for first, last in taken) or ANIMAL.search(before_of(raw, end)):
            continue
        taken.append((start, end))
        if by_customer:
            yield start + _before_the_name(match), end, "name_with_birthday"
        else:  # the name is no secret from the customer; the day is what has to go
            yield *_date_of(match), "name_with_birthday"
    if by_customer or not said:
        return
    for match in BIRTH.finditer(raw):
        start, end = match.span("date" if match["date"] else "other")
        around = raw[max(0, start - 60) : end + 30]
        if OF_YOURS.search(around) and not any(start < last and first < end for first, last in taken):
            yield start, end, "birthday"


def _has_month(raw: str) -> bool:
    """Whether a month is named: looked for by its letters, which takes far less than the expression for all of them."""
    lowered = raw.casefold().replace("ı", "i")
    return any(month in lowered for month in OF_MONTHS) and A_MONTH.search(raw) is not None


def _found(raw: str, latest: int, *, said: bool) -> Iterator[re.Match[str]]:
    if said:
        for match in NAME_AND_BORN.finditer(raw):
            if _is_name(match["name"], raw, match.start()):
                yield match
        yield from SMALL.finditer(raw)
        for match in NAME_AND_YEAR.finditer(raw):
            if match["name"][0].isupper() and _is_name(match["name"], raw, match.start()):
                yield match
    for match in NAME_AND_DATE.finditer(raw):
        if _is_name(match["name"], raw, match.start()) and _is_long_ago(match["date"], latest):
            yield match
    for match in BORN_AND_NAME.finditer(raw) if said or NUMBERED.search(raw) else ():
        if _is_name(match["name"], raw, match.start("name")) and (
            match["said"] or _is_long_ago(match["date"], latest)
        ):
            yield match


def _is_of_a_deed(match: re.Match[str], raw: str, *, by_customer: bool) -> bool:
    """Whether a date without a word of birth is that of what the person did; grown customers write so of themselves."""
    if match.re not in {NAME_AND_DATE, BORN_AND_NAME} or match.groupdict().get("said"):
        return False
    grown = by_customer and _is_long_ago(match["date"], LATEST)
    return not grown and DID.match(raw, match.end()) is not None


def _before_the_name(match: re.Match[str]) -> int:
    """How much of what was found is a word before the name, with a capital because it opens the sentence."""
    if match.start("name") != match.start():
        return 0
    first = BEFORE_A_NAME.match(match["name"])
    return first.end() if first else 0


def _date_of(match: re.Match[str]) -> tuple[int, int]:
    return match.span("said") if match.groupdict().get("said") else match.span("date")


def _is_name(name: str, raw: str, start: int) -> bool:
    """Two words or more with capitals; one alone where it does not open the sentence."""
    several = [word.lower() for word in re.split(r"[ -]", name) if word[:1].isupper()]
    if any(word in NO_NAMES for word in several):
        return False
    return len(several) > 1 or (
        start > 0 and raw[:start].rstrip()[-1:] not in {"", ".", "!", "?"} and len(name) > 1
    )


def _is_long_ago(date: str, latest: int) -> bool:
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", date)
    return not years or int(years[0]) <= latest
