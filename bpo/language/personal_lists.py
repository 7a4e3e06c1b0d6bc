"""Asking for personal data without a word that asks beside the thing.

A bare list (“Street, house, flat?”, “for the label: surname and postcode”), a thing that the same sentence points back
at (“… so type it again here”), and what cannot be done without it (“without your e-mail we can't find it”).
Called by `personal_requests` with a thing found and the sentence around it; over folded text.
"""

import re
from functools import cache

from bpo.language.phrasebook.requests import BOOKS
from bpo.language.types import Language

AFTER = 70  # letters after a thing in which it may be pointed back at
OPENING = r"(?:\W*(?:а|и|і|й|ще|еще|тоді|тогда|так|отже|итак|a|i|więc|to|and|so|ok|sorry|also|just)\s+)?\W*"
BETWEEN = r"(?:\s*[,;/+&]\s*(?:(?:и|і|й|та|i|oraz|and|plus)\s+)?|\s+(?:и|і|й|та|а также|плюс|или|або|чи|i|oraz|lub|and|or|plus|with|с|з|із|z)\s+|\s*[—–]\s*)"
# What is carried or shown somewhere is no number: “bring your passport, they won't hand it over without it”.
CARRIED = re.compile(
    r"(?<!\w)(?:возьм|захват|бери|прихват|візьм|захоп|бер[иі]т|zab(?:ra|ier)|weź|wziąć|мати при собі|при себе|із собою|с собой|ze sobą|bring|take|carry|have your|keep|show)\w*"
)
DEVICE = re.compile(
    r"(?:телефон\w*|telefon\w*|phone|mobile|cell|карт\w*|картк\w*|kart\w+|card|паспорт\w*|passport|дом|будин\w+)$"
)
SAID_NOT_SENT = re.compile(
    r"(?:пиш|назов|назв|скаж|каж|сообщ|повідом|дикт|повтор|продубл|ука|вка|зазнач|впис|введ|pisz|podaj|powtór|powiedz|dykt|wpis|type|write|tell|say|spell|repeat|note|jot|let's have)"
)
WRONG = re.compile(
    r"опечат|ошиб|пуст|помил|порожн|не вказ|не указ|нет|нема|błęd|błąd|liter[oó]wk|pust|brak|misspel|typo|empty|blank|wrong|missing|can't see|don't see|only|лише|только|tylko"
)
# What a colon stands after before a list of what is asked for.
LEADS = re.compile(
    r"(?<!\w)(?:(?:one|two|three|a couple of|a few|couple of|\d) (?:(?:quick|more|last|small|little|other|final) )?(?:things?|bits|details|pieces|points)|(?:одна|две|три|пара|\d) (?:(?:последн\w+|маленьк\w+) )?(?:вещ\w+|мелоч\w+|детал\w+|пункт\w*)|(?:одна|дві|три|кілька|пара|\d) (?:(?:останн\w+|маленьк\w+) )?(?:реч\w+|дрібниц\w+|детал\w+)|(?:jedna|dwie|trzy|parę|kilka|\d) (?:(?:ostatnie|małe|drobne) )?(?:rzecz\w*|drobiazg\w*|informacj\w*)|узнать|нуж\w+|остал\w+|пожалуйста|представьтесь|назовите\w*|подтвердите (?:себя|личность)|підтверд\w+ (?:себе|особу)|potwierd\w+ tożsamość|who you are|дело за|дізнатися|потріб\w+|лишил\w+|залишил\w+|будь ласка|ustalić|brak|нет|нема|недоста\w+|не хвата\w+|бракує|potrzeb\w+|zostało|proszę|prosimy|brakuje|which|need\w*|left|remain\w*|please|missing|all it takes)(?!\w)"
)
# What leads only where it says that we shall do something there, or before more than ways to reach somebody.
WHERE_TO = re.compile(
    r"(?<!\w)(?:(?:куда|где|откуда|как|куди|де|звідки|як|dokąd|gdzie|skąd|jak|where|how)(?!\w).*(?<!\w)(?:мы|ми|we|i|вас|вам|you|pan\w*|państw\w*|\w{2,}(?:ть|ти|ać|ić|eć|yć)|to \w+)|для|для|dla|do|for)(?!\w)"
)
OF_US = re.compile(
    r"(?<!\w)(?:нами|нас|нам|наш\w*|us|our|контакт\w*|contact\w*|kontakt\w*|поддержк\w*|підтримк\w*|support|связ[иь]|зв'яз\w+|nami|nas|nam|obsług\w*|wsparci\w*)(?!\w)"
)
# Ways to reach somebody, which a brand lists of itself; and homes, to which it delivers.
A_WAY = re.compile(
    r"(?:телефон\w*|telefon\w*|phone\w*|mobile|почт\w+|пошт\w+|e-?mail\w*|мейл\w*|имейл\w*|імейл\w*|адрес\w*|address|adres\w*|телеграм\w*|вацап\w*|viber|whatsapp|telegram|сайт|и|і|й|та|a|i|and|or|или|або|чи|oraz|lub|czy|address|электронная|електронна)"
)
A_HOME = re.compile(
    r"(?:дом\w*|квартир\w+|дач\w+|офис\w*|будин\w+|офіс\w*|dom\w*|mieszkani\w+|biur\w+|house|flat|home|office|и|і|й|та|a|i|and|or|или|або|чи|oraz|lub|czy)"
)
SERVES = re.compile(
    r"(?<!\w)(?:отвеча|принима|работа|помога|обслужива|консультир|на связи|відповіда|прийма|працю|допомага|на зв'язку|odpowiad|odbier|pracuj|przyjmuj|pomag|jesteśmy|answer|repl(?:y|ies)|we're|we are|open)"
)
ALL_OF_IT = re.compile(r"\s*[,:—–-]+\s*(?:все|усе|wszystko|it all|all of it)(?!\w)")
# Papers and things carried, which a person has with them; their number is another matter.
A_PAPER = re.compile(
    r"(?:удостоверени\w+|прав[а]?|посвідчення|dow[oó]d\w*(?: osobist\w*)?|paszport\w*|legitymacj\w+|(?:driving |driver'?s? )?licen[cs]e|id(?: card)?|identity card|свидетельств\w+|свідоцтв\w+|полис\w*|поліс\w*)$"
)
A_NUMBER = re.compile(
    r"номер|данн|дан(?:их|і)|number|details|digit|цифр|numer|danych|dane|cyfr|cop(?:y|ies)|копи|копі|kopi|скан|skan|scan|сери|сері"
)
FINDS = re.compile(
    r"(?<!\w)(?:найд|найти|наход|знайд|знайти|znaj|znale|find|провер|перевір|sprawd|check|иска|отыска|шука|szuka|wyszuk|locate|look|подтвер|підтвер|potwier|verif|confirm|identif|откро|відкри|іденти|иденти|ziden)"
)
HANDS_OVER = re.compile(
    r"(?<!\w)(?:выда|отда|вруч|видат|видам|віддат|вручит|wyda|odda|hand|board|give|let you|посад|пуст|пропуст)"
)


NEED_OF_IT = re.compile(r"(?:we'?d|i'?d|we'?ll|i'?ll|we|i) (?:still |really |also )?need$")


# “…, Olha?”, “…, пане Северине”: whom it is said to.
NEEDED = re.compile(
    r"(?<!\w)(?:нуж|остал|необходим|требу|не хвата|потріб|лишил|залишил|бракує|potrzeb|zostało|brak|need|missing|left)"
)
VOCATIVE = re.compile(
    r"\s*,\s*(?:пан[еі]? |pani[eo]? |pan(?:ie)? |mr |ms |mrs )?(?!(?:а|но|але|ale|but|так|да|yes|верно|вірно)(?!\w))[^\W\d]{2,12}\W*$"
)
POLITE = re.compile(
    r"\W*(?:пожалуйста|плиз|будь ласка|будьте|если|якщо|jeśli|proszę|please|if you|kindly|ещ[её] раз|еще раз|ще раз|jeszcze raz|once more)(?!\w)"
)


ANOTHER = re.compile(
    r"(?<!\w)(?:(?:есть|є|jest|is there|do you have|have you got|got)(?: ли| чи)?(?: у вас| у вас)? )?(?:друг(?:ой|ая)|втор(?:ой|ая)|ещ[её] один|запасн\w+|інш(?:ий|а)|друг(?:ий|а)|ще один|inny|inna|drugi|druga|another|any other|an? (?:second|other|alternative|different))(?: (?:контактн\w+|phone|contact|kontaktowy))? $"
)
OTHER = ("other ", "second ", "alternative ")
IS_THERE = re.compile(
    r"(?: (?:есть|є|jest|у вас|w|pod ręką|под рукой|під рукою|у вас под рукой|у вас під рукою|to hand|handy|(?:we|i) (?:can|could|should|might) (?:try|use|ring|call|text|reach)(?: you)?(?: on)?))*\s*\?"
)
NO_CARD = re.compile(r"карт|kart|card|account|сч[её]т|рахун|конт|kont")
AT_HAND = re.compile(
    r"(?: (?:свой|сво[юеё]|свій|ваш\w?|swój|swoj\w|pan[ia]?|\w+))?(?: у вас| w)? (?:под рукой|під рукою|pod ręką|to hand|помните|пам'ятаєте|вспомните|пригадаєте|pamięta(?: pan[i]?)?)\s*\?"
)


# What begins a list within a sentence: a colon, a dash, or “so”.
CUTS = re.compile(r":|\s[—–-]\s|[,;]\s*(?:więc|zatem|так что|поэтому|значит|тому|отже|тож|so)\s")
SO = re.compile(r"(?:więc|zatem|так что|поэтому|значит|тому|отже|тож|so)\s$")
# Where on a paper it stands: “…, top right”.
WHERE_ON_IT = re.compile(
    r"\s*,? (?:(?:in |on |at )?(?:the )?(?:top|bottom|upper|lower)(?:[ -](?:right|left|corner)){0,2}|(?:вверху|внизу|сверху|вгорі|угорі|зверху)(?: (?:справа|слева|зліва|праворуч|ліворуч))?|(?:u góry|na górze|na dole)(?: po (?:prawej|lewej))?|w (?:prawym|lewym) (?:górnym|dolnym) rogu)\W*$"
)
AND = re.compile(r"(?:и|і|й|та|i|and)\s")
PURPOSE = re.compile(r"\s(?:для|dla|do|for)\s(?:the )?\w+")
OR = re.compile(r"(?<!\w)(?:или|або|чи|lub|albo|czy|or)(?!\w)")
WHERE = re.compile(r"(?<!\w)(?:куда|где|куди|де|dokąd|gdzie|where)(?!\w)")
AFTER_A_COMMA = re.compile(r",\s*(?:(?:the|your|ваш\w*|pana|pani)\s)?$")


@cache
def _list(language: Language) -> re.Pattern[str]:
    book = BOOKS[language]
    things = re.sub(r"\n\s*", "", book.things)
    item = rf"(?:(?:{book.mods})\s+){{0,3}}(?:{things}|(?:{book.weak})(?!\w))(?:\s+(?:{book.tails})(?!\w)){{0,2}}"
    return re.compile(rf"{item}(?P<more>(?:{BETWEEN}{item}){{0,6}})")


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    book = BOOKS[language]
    made = {
        name: re.compile(re.sub(r"\n\s*", "", getattr(book, name)))
        for name in ("without", "cannot", "promise")
    }
    give = re.sub(r"\n\s*", "", book.give)
    made["give"] = re.compile(give)
    made["pointed"] = re.compile(
        rf"(?P<verb>{give}|(?<!\w)(?:we'?d|i'?d|we'?ll|i'?ll|we|i) (?:still |really |also )?need)(?:\s+(?:нам|мне|мені|сюди|сюда|nam|mi|tu|tutaj|please|us|me|again|over|each|ещё раз|ще раз)){{0,2}}\s+(?P<it>{book.them})(?!\w)(?P<rest>[^.!?\n]{{0,24}})"
    )
    made["turned"] = re.compile(
        rf"(?<!\w)(?:proszę|prosimy|прошу|просим|просимо|please)\s+(?P<it>{book.them})\s+(?:tu |tutaj |тут |сюда |сюди |here )?(?!po\W|nakle|naklei|odkle|wydruk|zabra|mieć|okaza|schowa|zachowa)\w+"
    )
    here = re.sub(r"\n\s*", "", book.here)
    made["here"] = re.compile(rf"\W{{0,3}}(?:{here}\W{{0,3}}){{1,2}}")
    made["back"] = re.compile(
        rf"{give}(?:\s+(?:in|us|me|right|just|straight|over|back|прямо|просто)){{0,2}}\s+{book.them}(?!\w)[^.!?\n]{{0,24}}|(?<!\w)(?:proszę|prosimy|прошу|просим|просимо|please)\s+{book.them}\s[^.!?\n]{{0,24}}"
    )
    made["it_is"] = re.compile(
        rf"[^\w]{{1,4}}(?:без|without|bez)\s+(?:{book.them}|него|нее|них|этого|нього|неї|цього|niego|niej|nich|tego)(?!\w)"
    )
    return made


def points_back(language: Language) -> re.Pattern[str]:
    """What points back at a thing of the sentence before, and a little of what follows."""
    return _patterns(language)["back"]


def another(
    text: str, thing: re.Match[str], begin: int, _stop: int, _language: Language
) -> tuple[int, int] | None:
    """“Is there another number?”, and “the payer's tax number, have you it to hand?”."""
    led, closed = ANOTHER.search(text, begin, thing.start()), IS_THERE.match(text, thing.end())
    if closed and thing.group().startswith(OTHER):
        return thing.start(), closed.end()
    if closed and led and not NO_CARD.match(thing.group()):
        return led.start(), closed.end()
    at_hand = AT_HAND.match(text, thing.end())
    return (thing.start(), at_hand.end()) if at_hand else None


def listed(
    text: str, thing: re.Match[str], begin: int, stop: int, language: Language
) -> tuple[int, int] | None:
    """A list of things that is a sentence, or what a colon leads to; or one that promises what comes of it."""
    before = text[begin : thing.start()]
    cut = max((found.end() for found in CUTS.finditer(before)), default=0)
    so = cut and before[cut - 1] not in ":—–-" and SO.search(before, 0, cut) is not None
    opened = re.match(OPENING, before[cut:])
    start = begin + cut + (opened.end() if opened else 0)
    found = _list(language).match(text, start)
    if found is None or found.end() < thing.end() or not (found["more"] or (cut and before[cut - 1] == ":")):
        return _at_the_end(text, thing, begin, stop, language)
    after, patterns = WHERE_ON_IT.sub("", VOCATIVE.sub("", text[found.end() : stop])), _patterns(language)
    asks = text[stop : stop + 1] == "?"
    if not re.search(r"\w", after):
        led = so or (cut and _leads(before, found.group(), patterns["give"]))
        return (start, found.end()) if asks or led or not cut else None
    if (
        ALL_OF_IT.match(after)
        or _only(A_HOME, found.group())
        or (_only(A_WAY, found.group()) and SERVES.search(after))
    ):
        return None
    if re.match(r"\s*(?:,|[—–:-]|,?\s(?:и|і|й|та|a|i|and|а)\s)", after) and (
        patterns["promise"].search(after[:40]) or patterns["give"].search(after[:40]) or POLITE.match(after)
    ):
        return start, found.end()
    here = patterns["here"].match(after) if found["more"] else None
    return (start, found.end()) if here and (so or AND.match(after, here.end())) else None


def _at_the_end(
    text: str, thing: re.Match[str], begin: int, stop: int, language: Language
) -> tuple[int, int] | None:
    """“Where was the van to come, street and house?”: what a question where leads to after a comma."""
    before = text[begin : thing.start()]
    if text[stop : stop + 1] != "?" or not AFTER_A_COMMA.search(before) or not WHERE.search(before):
        return None
    found = _list(language).match(text, thing.start(), stop)
    if found is None or not found["more"] or OR.search(found["more"]) or text[found.end() : stop].strip():
        return None
    return found.span()


def _leads(before: str, things: str, give: re.Pattern[str]) -> bool:
    """Whether what stands before a list says that it is asked for; “how to reach us” says whose it is."""
    if CARRIED.search(before):
        return False
    if give.search(before):
        return True
    if OF_US.search(before):
        return NEEDED.search(before) is not None
    return bool(LEADS.search(before) or (WHERE_TO.search(before) and not _only(A_WAY, things)))


def _only(kind: re.Pattern[str], things: str) -> bool:
    return all(kind.fullmatch(word) for word in re.findall(r"[\w'-]+", PURPOSE.sub("", things)))


def pointed_at(
    text: str, thing: re.Match[str], begin: int, stop: int, language: Language
) -> tuple[int, int] | None:
    """A thing that what asks points back at: “your e-mail's misspelt, so type it again here”."""
    after = text[thing.end() : min(stop, thing.end() + AFTER)]
    patterns = _patterns(language)
    found = patterns["pointed"].search(after) or patterns["turned"].search(after)
    if found is None or re.search(
        r"(?<!\w)(?:если|якщо|jeśli|if|когда|коли|gdy|when)(?!\w)", after[: found.start()]
    ):
        return None
    if language is Language.EN and not (
        re.search(r"here|below|comment|thread|repl|again", found.group())
        or WRONG.search(text, begin, thing.end() + found.start())
        or found["it"] == "both"
        or NEED_OF_IT.search(found.groupdict().get("verb") or "")
    ):
        return None
    if DEVICE.search(thing.group()) and not SAID_NOT_SENT.search(found.group()):
        return None
    return thing.start(), thing.end() + found.end()


def _is_carried(text: str, thing: re.Match[str], named: str, stop: int) -> bool:
    """A paper or a telephone without which nothing is handed over: to be brought, not to be told."""
    after = text[thing.end() : min(stop, thing.end() + AFTER)]
    if A_NUMBER.search(named) or A_NUMBER.match(after.lstrip()):
        return False
    carried = DEVICE.search(thing.group()) or A_PAPER.search(thing.group())
    return carried is not None and (FINDS.search(after) is None or HANDS_OVER.search(after) is not None)


def cannot_without(
    text: str, thing: re.Match[str], begin: int, stop: int, language: Language
) -> tuple[int, int] | None:
    """What is not done without a thing, said of us: “without your e-mail we can't find the account”."""
    before, patterns = text[begin : thing.start()], _patterns(language)
    if CARRIED.search(before):
        return None
    led = patterns["without"].search(before)
    if led and (
        patterns["cannot"].search(text, thing.end(), min(stop, thing.end() + AFTER))
        or patterns["cannot"].search(before, 0, led.start())
    ):
        if _is_carried(text, thing, led.group() + thing.group(), stop):
            return None
        return begin + led.start(), thing.end()
    back = patterns["it_is"].search(text, thing.end(), min(stop, thing.end() + AFTER))
    if back and patterns["cannot"].search(text, back.end(), min(stop, back.end() + AFTER)):
        return thing.start(), back.end()
    return None
