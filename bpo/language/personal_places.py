"""Where people live: a street with a house, marked as one or known by its flat, its town or its postcode.

A shop, a stop or a counter has an address too. In a customer's message a street with a house is somebody's
home unless the words speak of such a place; in a reply it is one where there is a flat, or the words bring
something there or say whose it is.
"""

import re
from collections.abc import Iterator
from itertools import islice

from bpo.language.personal_words import OF_YOURS, Place
from bpo.language.phrasebook import words
from bpo.language.sayings import Folded

UPPER = "A-ZА-ЯЁІЇЄҐĄĆĘŁŃÓŚŹŻ"
# “Третій під'їзд”, “druga klatka”.
ORDINAL = r"(?:\d{1,2}(?:-?[йяіае])?|[IVX]+|[а-яіїє'’ʼ]{4,12}(?:й|я|а)|[a-ząćęłńóśź]{4,12}[aey])"
STAIRWAY = r"(?:под[ъ'’]?езд|п[іi]д[ъ'’ʼ]?їзд|парадн\w+|этаж|поверх|klatka|piętro)"
CAP = rf"[{UPPER}](?:[^\W\d]|['’ʼ-])*"
TOWN = rf"{CAP}(?:[ -]{CAP}){{0,2}}"
MARK = (
    r"(?:(?<!\w)(?:[Уу]л|[Пп]р|[Пп]росп|[Пп]р-к?т|[Пп]ер|[Пп]л|[Бб]ул|[Бб]ульв|[Бб]-р|[Нн]аб|ш|[Мм]кр|[Вв]ул|[Пп]ров|[Uu]l|[Aa]l|[Pp]l|[Oo]s)\.|(?<!\w)(?:[Уу]л|[Вв]ул|[Uu]l|[Оо]s|[Мм]кр|[Пп]р-к?т)(?= )"
    r"|(?<!\w)(?:[Уу]лиц[аыеу]|[Пп]роспект[аеуі]?|[Пп]роспекті|[Пп]ереул(?:ок|ке|ка)|[Пп]лощад[ьи]|[Бб]ульвар[аеуі]?|[Нн]абережн\w+|[Шш]оссе|[Мм]икрорайон\w*|[Вв]улиц[яіюею]+|[Пп]ровул(?:ок|ку)|[Пп]лощ[аіу]|[Uu]lic[aąęy]|[Aa]lej[ai]|[Oo]siedl[eau]|[Pp]lac)(?!\w))"
)
FLAT = r"(?:кв|квартир[аеыиіу]|офис|оф|ап|м|m|mieszk\w*|lok|apt)\.? ?№? ?\d{1,4}"
INSIDE = rf"(?:,? ?(?:{FLAT}|(?:к|корп|корпус|стр|строение|блок)\.? ?\d{{1,2}}\w?(?!\w)|(?:под[ъ'’]?езд|п[іi]д[ъ'’ʼ]?їзд|этаж|поверх|секция|секція|klatka|piętro)\.? ?(?:\d{{1,2}}|[A-Z])(?!\w)|{ORDINAL} {STAIRWAY}(?!\w)))"
HOUSE = r"(?:(?:д|дом|буд|будинок|nr|б|вл)\.? ?)?№?\d{1,4}(?: ?[A-Za-zА-Яа-яІіЇїЄє](?![\w'’.]))?(?: ?[/-] ?\d{1,4}(?!\d))?"
BEFORE = rf"(?:(?:\d{{5,6}}|\d{{2}}-\d{{3}}),? )?(?:(?:г|м|смт|пос|с|пгт|гор|сел[оі]|город|місто|д)\.? ?)?(?:{TOWN},? (?:\w+ обл\w*\.?,? )?)"
AFTER = rf"(?:,? \d{{2}}-\d{{3}} {TOWN}|,? \d{{5,6}}(?!\d)(?:,? {TOWN})?|, {TOWN}(?![\w'’]*[.@])| w [{UPPER}]\w+)?"
MARKED = re.compile(
    rf"(?:{BEFORE},? ?)?{MARK} ?(?:им\. ?|ім\. ?)?(?:\d{{1,2}}-?\w* )?(?:{CAP}(?: (?!\d)[\w'’ʼ-]+){{0,2}}?|(?<=[.лрl] )[\w'’ʼ-]+),? {HOUSE}(?!\d|[.,]\d| ?(?:мешк|mieszk|квартир[ыь]?\b|домов|будинків|дом[аи]\b))(?P<in>{INSIDE}{{0,4}}){AFTER}"
)
MARKED_AFTER = re.compile(
    rf"(?:{BEFORE})?{CAP} (?:(?:ул|вул|пр-к?т|просп|пер|наб|б-р|ш(?=\.))\.?|дорог[аиіу]|улиц[аеуы]|вулиц[яіюі]|проспект[еі]?|пере?улок|провулок|шоссе|набережн\w+|бульвар[еі]?),? {HOUSE}(?!\d|[.,]\d)(?P<in>{INSIDE}{{0,4}}){AFTER}"
)
NAME = rf"{CAP}(?: {CAP}){{0,2}}"
WITH_A_FLAT = re.compile(
    rf"(?:{BEFORE})?{NAME},? {HOUSE}(?P<in>{INSIDE}{{0,2}},? ?(?:{FLAT}){INSIDE}{{0,2}}){AFTER}"
)
# “I live at …”: whatever follows with a number is a home.
LIVING = re.compile(
    rf"(?<!\w)(?i:жив[уеё]\w*|прожива\w+|мешка\w+|mieszka\w+|zamieszka\w+|live|living)(?: (?i:на|по|в|у|за|przy|na|w|at|in|on|адресою|адресу))?[ :]{{1,2}}(?P<at>(?:{BEFORE})?{NAME},? {HOUSE}(?!\d|[.,]\d| ?(?:%|лет|год|мес|нед|дн|рок|рік|міс|тиж|lat|mies|tyg|dni|years?|months?|weeks?|days?|раз|times))(?P<in>{INSIDE}{{0,3}}){AFTER})"
)
OF_LIVING = words("жив про меш mie zam liv")
# Villages and blocks of flats, which have no streets.
SETTLED = re.compile(
    rf"(?<!\w)(?:(?i:жк|снт|wieś|wsi|osada|деревня|деревні|село|селі|пос[её]лок|хут[оі]р|станица|кп|микрорайон|мікрорайон|мкр)|(?i:пос|мкр)\.) ?[«\"]?{TOWN}(?:-\d{{1,2}})?[»\"]?,? (?:(?i:линия|лінія|ряд|улица|вулиця) \w+,? )?(?i:(?:корпус|корп|секция|секція|дом|д|хата|участок|уч|буд|будинок|ділянка)\.? ?)\d{{1,4}}{INSIDE}{{0,3}}|(?<!\w)(?i:пос|смт|дер|с|д)\. ?{TOWN}, ?(?:\d{{1,2}}-[яйаі] )?{NAME},? \d{{1,4}}\w?(?![\d/.-]){INSIDE}{{0,3}}|(?<!\d)\d{{1,2}}(?:-?й)? (?:микрорайон|мкр|мікрорайон)\.?,? (?:дом |д\. ?)?\d{{1,3}}(?:-\d{{1,4}})?"
)
SETTLEMENTS = words(
    "жк снт wieś wsi osada деревня деревні село селі поселок посёлок хутор хутір станица кп микрорайон мікрорайон мкр"
)
SHORT_FOR_ONE = re.compile(r"\.(?:(?<=\b[сд]\.)|(?<=\bпос\.)|(?<=\bсмт\.)|(?<=\bдер\.)|(?<=\bмкр\.)) ?\w")
OF_SETTLED = words("wie wsi osa жк снт дер сел пос хут ста кп мик мік мкр")
IN_A_TOWN = re.compile(
    rf"(?:{BEFORE})(?=\w{{3}}){NAME},? (?!\d\d-\d{{3}}(?!\d))\d{{1,3}}\w?[/-]\d{{1,4}}(?![\d/-]|\.\d)"
    rf"|{TOWN}, {NAME},? \d{{1,3}}(?:к\d|[а-яa-z])?(?:/\d{{1,3}})? ?- ?\d{{1,4}}(?![\d/-]|\.\d)"
    rf"|(?<=\b[nN]a ){CAP}(?:ą|ej|a) \d{{1,4}}[a-zA-Z]? w {CAP}|{NAME} \d{{1,3}}[a-z]?/\d{{1,4}} w {CAP}"
    rf"|(?<!\w)(?:(?:Gen|Ks|Św|Płk|Mjr|Kard|Rtm)\. {NAME}|Rynek) \d{{1,3}}[a-z]?/\d{{1,4}}[a-z]?(?![\d/.-])(?:, {TOWN})?"
    rf"|(?<![\d-])\d{{2}}-\d{{3}} {TOWN},? (?:\w+\.? )?{NAME} {HOUSE}|{NAME} \d{{1,4}}[A-Za-z]?(?:/\d{{1,4}})?,? (?:[^,\n\d]{{1,20}}, )?\d{{2}}-\d{{3}}(?!\d)(?: {TOWN})?"
    rf"|(?<=(?:[nN]a|zy|od) ){CAP}(?:a|ą|ej) \d{{1,4}}[a-zA-Z]?/\d{{1,4}}(?!\d){AFTER}|(?<=, ){CAP}(?:a|ej|ego) \d{{1,3}}[a-z]?/\d{{1,3}}(?=, )|(?<=\b[nN]a ){CAP}ej \d{{1,4}}[a-zA-Z]?(?:/\d{{1,4}})?(?!\d| ?zł|[.,:]\d){AFTER}"
)
# A house and a flat said in words: “на Ракитовой, дом девять, квартира четырнадцать”.
SAID = (
    r"(?i:(?:(?:сто|двести|двісті|триста|sto|dwieście|a hundred and|one hundred and) )?(?:сто|двести|двісті|sto|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|двадцять|тридцять|п['’ʼ]ятдесят|шістдесят|сімдесят|вісімдесят|дев['’ʼ]яносто|dwadzieścia|trzydzieści|czterdzieści|\w+dziesiąt|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred(?: and)?|one hundred(?: and)?)"
    r"(?:[ -](?:один|одна|два|две|дві|три|четыре|чотири|пять|п['’ʼ]ять|шесть|шість|семь|сім|восемь|вісім|девять|дев['’ʼ]ять|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|one|two|three|four|five|six|seven|eight|nine))?"
    r"|один|одна|два|две|дві|три|четыре|чотири|пять|п['’ʼ]ять|шесть|шість|семь|сім|восемь|вісім|девять|дев['’ʼ]ять|десять|\w+надцать|\w+надцять|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|\w+naście|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen)"
)
OR_SAID = rf"(?:\d{{1,4}}\w?|{SAID})"
SAID_FLAT = re.compile(
    rf"{NAME},? (?i:(?:дом|д\.|будинок|буд\.|dom|nr|numer|хата) )?{OR_SAID},? (?i:кв\.?|квартир\w+|хата|помешкання|mieszkani\w+|m\.|lokal) (?:№ ?)?{OR_SAID}(?!\w)"
    rf"|{NAME},? {OR_SAID},? (?i:[а-яії'’ʼ]{{3,14}}[ая] квартира)(?!\w)"
    rf"|(?<!\w)(?i:дом|будинок|буд\.|хата|dom|house|building)\.? ?№? ?\d{{1,4}}\w?,? (?i:кв\.?|квартир\w+|mieszkani\w+|m\.|flat|apartment) ?№? ?\d{{1,4}}(?!\d)"
    rf"|(?<!\w){SAID},? {CAP}(?: {CAP})? (?:Street|Road|Avenue|Lane|Drive|Court|Close|Square|Terrace|Gardens|Crescent|Grove|Way)(?!\w)(?:, (?i:flat|apartment|apt) {OR_SAID})?"
)
# “Modrzewiowa dwadzieścia jeden przez osiem”.
ACROSS = re.compile(rf"{NAME},? {OR_SAID} (?i:przez|łamane(?: na| przez)?|дробь|дріб) {OR_SAID}(?!\w)")
OF_HOUSES = words(
    "ква кв хат пом дро дрі prz łam mie lok fla apa str roa ave lan dri cou clo squ ter gar cre gro way liv"
)
# A house without a mark of a street: the flat stands further on, or beside a stairway, or a dash before it.
FLAT_LATER = re.compile(
    rf"(?:(?<=[Нн]а )|(?<=[Пп]о )|(?<=[Вв] )|(?<=[Уу] )|(?<=двор[іе] )|(?<=[Nn]a )|(?<=[Pp]rzy )){NAME},? {HOUSE}(?!\d|[.,]\d)(?=(?P<in>[^.!?\n\d]{{0,48}}(?:\d(?!\d)[^.!?\n\d]{{0,40}})?(?<!\w){FLAT}(?!\w)))"
)
# As people type who leave out capitals: “живу на лесной 14 кв 5”, “ul polna 5 m 7”; and “tu Bohaterów 3 / 5”.
SMALL = re.compile(
    r"(?<!\w)(?:на|по|до|ул|вул|адресу?|адреса|za|na|przy|ul|ulicy|adres|w) [^\W\d]{4,}(?: [^\W\d]{4,})?,? \d{1,4}[а-яa-z]?,? (?P<in>(?:кв|квартир[аеуи]|mieszk\w*|m|lok)\.? ?№?\d{1,4})(?!\d| ?(?:cm|mm|см|мм|zł))",
    re.IGNORECASE,
)
BESIDE_US = re.compile(
    r"(?:(?<=\b[Tt]u )|(?<=[Ss]pod )|(?<=[Pp]rzy )|(?<=[Aa]dres )|(?<=[Аа]дрес )|(?<=[Аа]дреса ))(?:(?:Gen|Ks|Św|Al|Os|Pl|ул|вул)\. )?(?!магаз|крамн|сайт|skle|stron)[^\W\d]{4,}(?: [^\W\d]{4,})?,? \d{1,4}\w? ?[/-] ?\d{1,4}(?![\d/.-])(?:, [^\W\d]{3,})?"
)
OF_BESIDE = words("tu spo prz adr адр")
BESIDE = re.compile(r"tu(?!\w)|spod|przy(?!\w)|adres|адрес")
# A house with its stairway, floor or bell: “Мира, 15, подъезд 3, домофон 44”.
STAIRS = (
    r"(?:,? ?(?:(?i:под[ъ'’]?езд|п[іi]д[ъ'’ʼ]?їзд|парадна|этаж|поверх|секц[иі]я|домофон|код|klatka|piętro|domofon|kod)\.? ?(?:[\dA-Z]{1,5}[A-ZА-Я#]?|один|два|три|чотири|четыре|пять|п['’ʼ]ять|jeden|dwa|trzy)(?!\w)|"
    + ORDINAL
    + " (?i:"
    + STAIRWAY
    + ")(?!\\w)))"
)
WITH_STAIRS = re.compile(
    rf"(?!Mieszk|Lokal|Dom |Klatk|Кварт|Дом |Буд|Под[ъ'’]|Під|Этаж|Повер)(?<![\w.]){NAME},? {HOUSE}(?!\d|[.,]\d)(?P<in>{STAIRS}{{1,4}})"
)
OF_STAIRS = words("под під п'ї пар эта пов сек дом kla pię dom")
A_STAIR = re.compile(r"под[ъ']?езд|під[ъ']?їзд|парадн|этаж|поверх|секц|домофон|klatk|piętr|domofon")
OF_THE_STREET = re.compile(
    rf"(?:(?<=[Нн]а )|(?<=[Пп]о )){CAP}(?:ую|ой|ої|ій|ей) \d{{1,3}}[а-яіА-Я]? ?[-/] ?\d{{1,4}}(?![\d/.-]|,\d| ?(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|числ|шт|руб|грн|дн|дней|лет|рок|час|год|мм|см|%))"
)
A_DASH = re.compile(r"\d[а-яіА-Я]? ?[-/] ?\d")
A_LIFE = re.compile(r"жив|прожив|мешк|mieszk|zamieszk|liv(?:e|ing)(?!\w)")
A_SETTLEMENT = re.compile(r"")  # the beginnings say enough
A_STROKE = re.compile(r"дробь|дріб(?!\w)|przez(?!\w)|łaman")
A_HOUSE = re.compile(
    r"(?:квартир|кв(?!\w)|хат[аиіу](?!\w)|помешкан|mieszkani|lokal|flat(?!\w)|apartment|apt(?!\w)|(?:street|road|avenue|lane|drive|court|close|square|terrace|gardens|crescent|grove|way)(?!\w))"
)
WITH_FLAT = re.compile(r"\d[/-]\d")
# It begins with the digit, which is looked for much faster than three kinds of beginnings.
TOWN_SIGN = re.compile(r"\d(?:(?<=ej \d)|(?<=[ąa] \d)\d{0,3}[a-zA-Z]? w |[a-zA-Zа-я]?(?:[/-]| - )\d)")
POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
SUFFIX = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Close|Square|Sq|Terrace|Gardens|Place|Crescent|Grove|Mews|View|Walk|Row|Rise|Hill|Green|Way|Boulevard|Blvd"
    r"|Cres|Pde|Tce|Park(?=, [A-Z])|Bank|Brae|Bend|Parade|Path|Parkway|Trail|Wharf|Quay|Circus|Heights|Fields|Wynd|Gate|Yard|End|Pike|Loop|Circle|Cir|Hollow|Highway|Hwy)"
)
UNIT = r"(?:(?:Flat|Apt|Apartment|Unit|Suite|flat|apt|apartment|unit)\.? ?#?\d{0,4}\w?|#\d{1,4})"
EN_TOWN = "[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+){0,2}"
EN_AFTER = rf"(?P<unit>,? {UNIT}(?!\w))?(?:, {EN_TOWN}){{0,2}}(?P<code>,? {POSTCODE}(?!\w)|,? [A-Z]{{2}} \d{{5}}(?!\d)|(?:,? [A-Z]{{2}})? [A-Z]\d[A-Z] ?\d[A-Z]\d(?!\w))?"
ENGLISH = re.compile(
    rf"(?P<flat>{UNIT},? |(?<![\w#£$€.,:/-])\d{{1,4}}/(?=\d))?(?<![\w#£$€.,:-])\d{{1,5}}[A-Za-z]?,? (?:(?:The|[NSEW]\. {CAP}|{CAP}|\d{{1,3}}(?:st|nd|rd|th))(?: (?:{CAP}|\d{{1,3}}(?:st|nd|rd|th))){{0,2}}) {SUFFIX}(?![\w'’])(?: [NSEW]\b)?{EN_AFTER}"
    rf"|(?<![\w#£$€.,:/-])\d{{1,4}}[A-Za-z]? The (?:Crescent|Avenue|Square|Green|Grove|Close|Mews|Drive|Terrace|Gardens|Lane|\w+way|\w+gate|Paddocks?|Oaks|Elms|Limes|Pines|Firs|Poplars|Willows|Beeches|Birches|Cedars|Hollies|Laurels|Brambles|Maltings|Meadows?|Orchards?|Cottages|Spinney|Copse|Glade|Chase|Ridings|Rise)(?!\w)"
)
LOWER = re.compile(
    r"(?<![\w#£$€.,:/-])\d{1,4}[a-z]?,? [a-z]+(?: [a-z]+)? (?:street|road|avenue|lane|drive|crescent|terrace|gardens|grove|close|court|square|mews)(?!\w)(?P<in>,? (?:flat|apt|apartment) ?\d{1,4})?"
)
BY_POSTCODE = re.compile(
    rf"(?:{UNIT},? )?(?<![\w#£$€.,:/-])\d{{1,5}}[A-Za-z]?,? {CAP}(?: {CAP}){{0,3}}(?:, {EN_TOWN}){{0,2}}(?:,? {POSTCODE}(?!\w)|,? [A-Z]{{2}} \d{{5}}(?!\d))"
    rf"|(?<![\w#£$€.,:/-])\d{{1,4}}[A-Za-z]?,? {CAP}(?: {CAP}){{0,2}},? (?i:flat|apartment|apt|unit) \d{{1,4}}(?!\w)|(?<!\w)(?i:number|no\.?) \d{{1,4}} (?:on|in|at) {CAP}(?: {CAP})? {SUFFIX}(?!\w)"
    rf"|(?<![\w#£$€.,:/-])\d{{1,4}}[A-Za-z]? (?:Ffordd|Cwrt|Heol|Stryd|Lôn|Clos|Maes|Rhodfa|Plas)(?: [\w'’]+){{1,3}}(?:, {EN_TOWN})?"
    rf"|{CAP} {SUFFIX} \d{{1,4}}, (?i:flat|apartment|apt) \d{{1,4}}(?:/\d{{1,2}})?(?:, {EN_TOWN})?"
    rf"|(?<!\w)(?:[A-Z]-?)?\d{{1,4}}[A-Z]?,(?: {CAP}){{1,4}}(?:,(?: {CAP}){{1,4}}){{1,4}},? \d{{6}}(?!\d)"
    rf"|(?:Flat|Apt|Apartment)\.? \d{{1,4}}\w?, (?:The )?{CAP}(?: {CAP}){{0,2}}, {EN_TOWN}|(?<!\w)P\.?O\.? Box \d{{1,5}}(?:, {EN_TOWN})?"
    rf"|{CAP} (?:Cottages?|House|Farm|Lodge|Villa|Barn|Forge|Mill|Rectory|Vicarage|Manor|Bungalow|Stables|Granary|Chapel), {CAP}(?: {CAP}){{0,1}} {SUFFIX}(?!\w)(?:, {EN_TOWN}){{0,2}}(?:,? {POSTCODE})?"
)
# Not anybody's home: a shop, a stop, a counter; said near what has no flat.
OF_ALL = re.compile(
    r"магазин|салон|пункт|отделени|склад|сервисн|шоурум|аптек|кафе|ресторан|кофейн|банкомат|постамат|остановк|терминал|клиник|бассейн|зал[еа]\b|точк[аеи]|филиал|парковк|станци|маршрут|вход "
    r"|відділен|крамниц|сервісн|кав'ярн|поштомат|зупинк|клінік|філі[яії]|маршрут|вхід "
    r"|sklep|magazyn|serwis|oddzia|paczkomat|kawiarn|restaurac|bankomat|przystan|przychodni|siłowni|galeri|parking|wejście od"
    r"|\b(?:shops?|stores?|branch|warehouse|showroom|locker|stop|stands?|restaurant|caf[eé]|salon|station(?! road)|collection|post office|depot|clinic|hotel|venue|bank(?! card)|event|fair|museum|atm|pharmacy|gym"
    r"|bus|platform|outlet|counter|library|surgery|school|theatre|cinema|between|registered office|car park)\b",
    re.IGNORECASE,
)
OUR_OWN = re.compile(r"\bнас\b|\bнаш|\bnas\b|\bnasz|\bour\b|офис|офіс|biur|\boffice\b", re.IGNORECASE)
# Whom we send to a home.
OUR_MAN = re.compile(
    r"(?:\bour|\bнаш\w*|\bnasz\w*) (?:driver|courier|engineer|fitter|plumber|technician|van|курьер|мастер|водител|кур'єр|майст|воді|бригад|kurier|kierowc|monter|serwisant|hydraulik|ekip)\w*",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\broom\b|\bнас\b|\bнаш|\bмы\b|\bми\b|\bnas\b|\bnasz|\bour\b|\bwe're\b|\bwe are\b|\bus\b|\bopens?\b|офис|офіс|biur|\boffice\b|чекаємо|ждем|ждём|czekamy|приходите|приходьте|заходите|zapraszamy|visit|come",
    re.IGNORECASE,
)
LIVES = re.compile(
    r"жив[уеё]|прожива|мешка|прописк|прописан|мо[йяе]\w* адрес|моя адрес|домашн|мамы?\b|mieszka|mój adres|moj adres|adres to|\bliv(?:e|es|ing)\b|\bmy (?:home|house|flat|address|mother|mum|dad|place|new)|\bi'm at\b|\bhome\b|доставьте|привезите|везите|вышлите|доставте|привезіть|віднесіть|надішліть|dostarcz|przywie|wnieść|wysłać na|deliver|ship to|send (?:it |them )?to",
    re.IGNORECASE,
)
BRINGS = re.compile(
    r"ваш\w* адрес\w*|по адресу|на адрес|к вам|вам на|ваш\w* дом\w*|вашу адрес|ваша адрес|вашій адрес|за адресою|на адресу|до вас|доставим|доставимо|привез|везем|везём|веземо|отправ|відправ|посылк|посилк|заказ|замовлен|курьер|кур'єр|бригад|ушёл|ушел|поїхал|верно|вірно|правильн"
    r"|(?:pana|pani|państwa) adres|pod adres|na adres|do (?:pana|pani|państwa)|kurier|paczk|przesyłk|wysła|dostarcz|dostaw|doręcz|odebra|pojecha|kierowc|licznik|zgadza"
    r"|\b(?:address|delivered? to|porch|shed|doorstep|(?:front |back )?door|gate|garage|bins?|neighbours?|neighbors?|letterbox|hallway|landing|mat|balcony|driveway|greenhouse|your|you|yours|home|house|flat"
    r"|knocks?|deliver\w*|parcel|driver|courier|van|meter|card|cake|lives?|resident|down as|down for|goes to|went to|sent to|that's|bring|drop(?:ped)?|left|fitter|engineer|technician|plumber|boiler|on file|still right)\b",
    re.IGNORECASE,
)
# The beginnings of words without which there is no street (`Folded.places`).
OF_STREETS = words(
    "ул ули вул дор про пр просп пер пло пл бул б наб ш шос мик мкр пров ale al uli ul osi os pla pl"
)
OF_FLATS = words("кв ква оф офи м m mie lok apt")
A_STREET = re.compile(
    r"(?:ул|пр|просп|пр-к?т|пер|пл|бул|бульв|б-р|наб|ш|мкр|вул|пров|ul|al|pl|os)(?:\.|,? )|(?:улиц|дорог|проспект|переул|площад|бульвар|набережн|шоссе|микрорайон|вулиц|провул|площ|ulic|alej|osiedl|plac)"
)
A_FLAT = re.compile(r"(?:кв|квартир\w{1,2}|офис|оф|м|m|mieszk\w*|lok|apt)\.? ?№? ?\d")
# A house and a name with a capital, as the English write it; or the name of a farm.
A_NUMBER_AND_NAME = re.compile(
    r"\d(?:[a-z]?,? [a-z]+(?: [a-z]+)? (?:street|road|avenue|lane|drive|crescent|terrace|gardens|grove|close|court|square|mews)|[A-Za-z]?,? [A-Z0-9]|, (?:flat|apartment|apt) )"
)
A_FARM = re.compile(
    r"(?:Cottages?|House|Farm|Lodge|Villa|Barn|Forge|Mill|Rectory|Vicarage|Manor|Bungalow|Stables|Granary|Chapel),"
)
A_DIGIT = re.compile(r"\d")
# By the beginnings of words without which a shape is not looked for: those of homes whoever speaks, and those that
# are homes only where a customer speaks. All but what is said in words hold digits.
OF_ANYBODY = (
    (OF_LIVING, A_LIFE, LIVING),
    (OF_SETTLED, A_SETTLEMENT, SETTLED),
    (OF_HOUSES, A_HOUSE, SAID_FLAT),
    (OF_FLATS, A_FLAT, FLAT_LATER),
    (OF_STAIRS, A_STAIR, WITH_STAIRS),
)
IN_WORDS = ((OF_HOUSES, A_HOUSE, SAID_FLAT),)
OF_CUSTOMERS = ((OF_FLATS, A_FLAT, SMALL), (OF_BESIDE, BESIDE, BESIDE_US))
# Streets of other countries: “Hobrechtstr. 104, 12047 Berlin”, “Calle Mayor 31, 28019 Madrid”, “12 rue Oberkampf, 75011 Paris”.
ABROAD_SIGN = re.compile(
    r"(?:str(?:\.|aße|asse)|allee|platz|weg|gasse|damm) \d|(?<!\w)(?:Calle|Rue|rue|Via|Viale|Corso|Piazza|Plaza|Avenida|Rua) [A-Z]"
)
ABROAD = re.compile(
    rf"(?:{CAP}(?: {CAP})? ?(?:[Ss]tr(?:\.|aße|asse)|[Aa]llee|[Pp]latz|[Ww]eg|[Gg]asse|[Dd]amm)|[A-Z][a-zäöü]+(?:str(?:\.|aße|asse)|allee|platz|weg|gasse|damm)|(?<!\w)(?:Calle|Rue|Via|Viale|Corso|Piazza|Plaza|Avenida|Rua)(?: (?:de|del|della|di|da|du|la|des))?(?: {CAP}){{1,3}}),? \d{{1,4}}[a-z]?(?![\d/.-])(?P<code>(?:, [^,\n]{{1,14}}){{0,2}}?,? (?:\d{{5}}(?!\d)(?: {TOWN})?|\d{{4}} {TOWN}))?"
    rf"|(?<![\w.,-])\d{{1,4}},? rue (?:de |du |la |des |d['’])*{CAP}(?: {CAP})?(?:,? \d{{5}}(?: {TOWN})?)?"
)
OF_ABROAD = tuple(
    f"{street} "
    for street in (
        *("str.", "straße", "strasse", "allee", "platz", "weg", "gasse", "damm"),
        *("Calle", "Rue", "rue", "Via", "Viale", "Corso", "Piazza", "Plaza", "Avenida", "Rua"),
    )
)
AROUND_BEFORE, AROUND_AFTER = 90, 70
JUST_BEFORE = 24
HANDLE = re.compile(r"@\w+")  # “@shop …” speaks to the shop and not of it
MOST = 60  # addresses that are read in one text


def places(raw: str, folded: Folded, *, by_customer: bool) -> Iterator[Place]:
    """Addresses of people."""
    taken: list[tuple[int, int]] = []
    for match, has_flat in islice(_addresses(raw, folded, by_customer=by_customer), MOST):
        start, end = match.span("at" if "at" in match.re.groupindex else 0)
        if any(start < last and first < end for first, last in taken):
            continue
        if _is_a_home(raw, start, end, has_flat=has_flat, by_customer=by_customer):
            taken.append((start, end))
            yield start, end, "address"


def _addresses(raw: str, folded: Folded, *, by_customer: bool) -> Iterator[tuple[re.Match[str], bool]]:
    numbered = A_DIGIT.search(raw) is not None
    if numbered and _begins(folded, OF_STREETS, A_STREET):
        for pattern in (MARKED, MARKED_AFTER):
            for match in pattern.finditer(raw):
                yield match, bool(re.search(FLAT, match["in"]) or WITH_FLAT.search(match.group()))
    if numbered and _begins(folded, OF_FLATS, A_FLAT):
        for match in WITH_A_FLAT.finditer(raw):
            yield match, True
    yield from _without_a_street(raw, folded, numbered=numbered, by_customer=by_customer)


def _without_a_street(
    raw: str, folded: Folded, *, numbered: bool, by_customer: bool
) -> Iterator[tuple[re.Match[str], bool]]:
    shapes = (*OF_ANYBODY, *(OF_CUSTOMERS if by_customer else ())) if numbered else IN_WORDS
    for keys, word, pattern in shapes:
        if _begins(folded, keys, word) and (pattern is not SETTLED or _may_be_settled(raw)):
            yield from ((match, True) for match in pattern.finditer(raw))
    if _begins(folded, OF_HOUSES, A_STROKE):
        yield from ((match, by_customer) for match in ACROSS.finditer(raw))
    if numbered and any(word in raw for word in OF_ABROAD) and ABROAD_SIGN.search(raw):
        yield from ((match, by_customer or bool(match["code"])) for match in ABROAD.finditer(raw))
    for sign, pattern in ((A_DASH, OF_THE_STREET), (TOWN_SIGN, IN_A_TOWN)) if numbered else ():
        if sign.search(raw):
            yield from ((match, by_customer) for match in pattern.finditer(raw))
    if A_NUMBER_AND_NAME.search(raw) or A_FARM.search(raw):
        yield from _english(raw)


def _may_be_settled(raw: str) -> bool:
    """Whether a village or a block is named: looked for by its letters, which takes far less than the expression."""
    lowered = raw.casefold()
    return any(word in lowered for word in SETTLEMENTS) or SHORT_FOR_ONE.search(lowered) is not None


def _english(raw: str) -> Iterator[tuple[re.Match[str], bool]]:
    for match in LOWER.finditer(raw):
        around = raw[max(0, match.start() - AROUND_BEFORE) : match.end() + AROUND_AFTER]
        if match["in"] or LIVES.search(around) or OF_YOURS.search(around):
            yield match, bool(match["in"])
    for match in ENGLISH.finditer(raw):
        yield match, bool(match["flat"] or match["unit"] or match["code"])
    for match in BY_POSTCODE.finditer(raw):
        yield match, True


def _begins(folded: Folded, keys: frozenset[str], word: re.Pattern[str]) -> bool:
    """Whether a word of a kind stands in the text: looked up by its beginning, then read."""
    places = folded.places
    return any(word.match(folded.text, at) for key in keys & places.keys() for at in places[key])


def _is_a_home(raw: str, start: int, end: int, *, has_flat: bool, by_customer: bool) -> bool:
    before, after = raw[max(0, start - AROUND_BEFORE) : start], raw[end : end + AROUND_AFTER]
    head = re.split(r"\d", raw[start:end])[0]  # the town, and whatever else opens it with a capital
    before = HANDLE.sub("", re.split(r"[!?\n]", before)[-1]) + head
    after = re.split(r"[!?\n]", after)[0]
    if by_customer:
        if has_flat:
            return not OF_ALL.search(before, max(0, len(before) - len(head) - JUST_BEFORE)) or bool(
                LIVES.search(before)
            )
        return not OF_ALL.search(f"{before} {after}") or bool(LIVES.search(before))
    if has_flat:
        near = max(0, len(before) - len(head) - JUST_BEFORE * 2)
        return not (OF_ALL.search(before, near) or OUR_OWN.search(before, near))
    around = OUR_MAN.sub("", f"{before} {after}")
    if OF_ALL.search(around) or OURS.search(around):
        return False
    return bool(BRINGS.search(around) or OF_YOURS.search(around))
