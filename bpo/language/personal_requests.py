"""Asking for personal data by its grammar: a thing that is personal, and a word in its clause that asks for it.

The phrases of `phrasebook.personal` know how people usually ask; this knows how a request is made: an order or
a plea to hand over with the thing as its object, before or after it; a need; a question for which one it is;
“once you have told us”; or the thing alone with “please” or “here”. A thing after a preposition is no object,
a clause that begins anew is another's, and “number of the order” is no telephone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bpo.language import wording
from bpo.language.personal_lists import another, cannot_without, listed, pointed_at, points_back
from bpo.language.personal_turns import asked_in_turn
from bpo.language.phrasebook.openings import OPENINGS
from bpo.language.phrasebook.requests import BOOKS
from bpo.language.sayings import Folded, Said, sentence_near
from bpo.language.types import Language

REACH = 64  # letters between a word that asks and the thing
NEAR_NOT = 14  # “the number of the card tell nobody”: “not” just before a word that asks
NEAR = 28  # between “which” and the thing, or a thing alone and “please”
OF_LISTS = frozenset({"mods", "weak", "tails", "without", "cannot", "them", "promise"})  # of `personal_lists`
FEW = 3  # words between “which” and the thing
OPENS = 22  # letters of a sentence before a thing that stands alone
SHORT = 70  # letters of a question that is only a thing
MARKS = re.compile(r"[,;:()—–]| - ")
IMPERATIVE = re.compile(
    r"\w+(?:йте|ите|ьте|іть)(?!\w)|(?<!\w)(?:check|open|enter|visit|see|keep|call|ring|proszę (?:sprawdzić|otworzyć|dzwonić|zajrzeć|wejść))(?!\w)"
)
BARE = {
    Language.RU: re.compile(r"номер(?:а|ок|очек)?"),
    Language.UK: re.compile(r"номер(?:а|ок|очок)?"),
    Language.PL: re.compile(r"(?:numer(?:u|y|ek)?|nr)"),
    Language.EN: re.compile(
        r"numbers?|digits|contact|account|location|floor|flat|street|age|inbox|id|card|phone|mobile|social"
    ),
}
OF_A_CALL = re.compile(
    r"звон|набер|набир|набра|связ|дозвон|курьер|мастер|смс|дзвон|телефон|зв'яз|кур'єр|майст|dzwon|złap|skontakt|telefon|komórk|kurier|\bcall|\bring\b|reach|phone|driver|courier|contact|get hold"
)
OF_ELSE = re.compile(
    r"заказ|замовл|трек|ттн|посылк|посилк|накладн|чек|артикул|модел|серийн|серійн|брон|билет|квит|рейс|договор|наклейк|наліп|упаковк|коробк|этикет|етикет|zamówi|paczk|przesył|seryjn|model|paragon|faktur|rezerwac|bilet|naklej|tablicz|oferty|order|parcel|tracking|serial|model|booking|invoice|receipt|label|sticker|flight|gift"
)
NOT = re.compile(
    r"(?<!\w)(?:не(?! (?:мог|подскаж|скаж|затрудн|состав|против|подел|был|напомн|назов|назв|укаж|вкаж|продикт|пригад|важко|сложно|хватает|вистача|вижу|бачу|указа|вказа|помеша|завад|знаю))|нельзя|незачем|никогда|ніколи|нет нужды|немає потреби|nie(?! (?:mog|chcia|zechc|widz|mam|przypomn))|nigdy|not|never|don'?t|doesn'?t|needn'?t|won'?t|didn'?t|isn'?t|without|no need)(?!\w)"
)
# A clause of its own between the thing and the word that asks: the thing is not its object.
ANEW = re.compile(
    r"[,;:—–]\s*(?:a|i|и|а|но|and|but|та|і|й)\s|(?<!\w)(?:есть|указан\w*|находит\w+|лежит|стоит|вказан\w*|знаходить\w*|są|jest|znajduj\w+|is|are|was|stays?|смотрите|дивіться)(?!\w)"
)
AND_THEN = re.compile(
    r"(?:\s(?!верн|правильн|вижу|бачу|есть|є(?!\w)|указан|вказан|получ|отрим|измен|смен|обнов|змін|оновл|popraw|zmien|widz|right|correct|chang|updat|is(?!\w)|are(?!\w)|was(?!\w))\w+){0,2}\W+(?:и|і|й|та|i|and)\s(?:the |your |ваш[аи]? |od razu |сразу |одразу )?(?:доступ|письмо|лист|list|завтра|сегодня|сьогодні|dziś|jutro|dostęp|access|плат[её]ж|возврат|оплат|деньги|платіж|повернення|гроші|кошти|płatność|zwrot|pieniądze|payment|refund|money|claim|it's|you're|we're|мастер|курьер|майстер|кур'єр|kurier|\w+(?:лю|жу|шу|шлю|влю|ем|ємо|имо|емо|ę|emy|imy)(?!\w))|"
    r"(?:\s\w+){0,2}[^\w.!?\n]*[—–-]\s*(?:и|і|та|and|i|а)\s|\s(?:и|і|and|i)\s(?:мы|ми|we)(?!\w)|\s(?:and we'll|and i'll)(?!\w)"
)
# Words that ask for many things: what they ask for stands close by.
WEAK = re.compile(
    r"(?:по)?(?:прошу|просим|просимо)|просьба|прохання|жд[уе]|ожида|чека|очіку|proszę|prosimy|czekam|show|add|say|leave|put"
)
A_DEVICE = re.compile(r"телефон|telefon|phone|mobile|пошт|почт")
THERE = re.compile(r"[\s,]*(?:там|there|tam|(?:на|on|at|w|na|у|in) (?:https?|www|\w+\.\w{2,}))(?!\w)")
# “To share” has its thing in a case of its own.
SHARED = re.compile(
    r"(?<!\w)(?:подел|поділ|podziel)\w+\W+(?:[\w']+\W+){0,4}?(?:почтой|адресом|телефоном|номером|контакт\w+|реквизитами|данными|поштою|адресою|реквізитами|даними|e-?mailem|mailem|adresem|numerem|telefonem|danymi)(?! (?:заказ|замовл|посыл|посил|магаз|пункт|zamów|paczk|sklep))(?!\w)"
)
# “Send us an e-mail” asks for a message.
MESSAGE = re.compile(
    r"(?<!\w)(?:send|drop|write|shoot|ping|fire) (?:us |me )?an? (?:quick |short )?(?:e-?mail|message|text)$"
)
# “…, to which the money goes, …”: what tells which one.
RELATIVE = re.compile(
    r"^,\s*(?:(?:на|с|по|к|в|до|из|под|з|із|за|od|na|z|pod|do)\s+)?(?:котор|як|któr)\w+[^,.!?\n]{0,50},"
)
PAST = re.compile(r"\s+(?:\w+ )?\w+(?:л|ла|ло|ли|в|ла|ła|ł|ło|ły|li)(?!\w)")
LEFT_OPEN = re.compile(
    r"(?: (?:on|for|of|with) (?:the|your) \w+(?: \w+)?)? (?:is|was|being|would be|это|це|to|brzmi)\W{0,4}(?P<mark>\?)"
)
# Papers that are shown somewhere, with no number asked: “you'll need your passport on the ferry”.
PAPER = re.compile(
    r"(?:id-карт\w+|паспорт\w*|удостоверени\w+|прав[а]?|посвідчення|dow[oó]d\w*|paszport\w*|legitymacj\w+|passport|(?:driving |driver'?s? )?licen[cs]e|id(?: card)?|identity card|birth certificate|свидетельств\w+|свідоцтв\w+|полис|поліс)$"
)
PAPER_WORD = re.compile(
    r"(?<!\w)(?:id-карт\w+|паспорт\w*|удостоверени\w+|прав[а]?|посвідчен\w+|свидетельств\w+|свідоцтв\w+|полис\w*|поліс\w*|dow[oó]d\w*|paszport\w*|legitymacj\w+|passport|licen[cs]e|id(?: card)?|identity card|birth certificate)(?!\w)"
)
ORIGINAL = re.compile(
    r"(?<!\w)(?:оригинал\w*|оригінал\w*|orygina[lł]\w*|the original|originals?(?= (?:only|passport|id))|при себе|с собой|[із]*з собою|ze sobą|with you|on you)(?!\w)"
)
# Words with which a paper is written or sent, not shown.
TOLD = re.compile(
    r"номер|сери|сері|данн|дані|даних|фото|скан|пиш|шли|шлі|цифр|назов|назв|укаж|вкаж|диктуй|numer|seri[ai]|dane|danych|zdję|skan|pisz|prze[sś]l|wy[sś]l|poda[jć]|cyfr|number|digit|detail|photo|scan|copy|send|type|write|post|comment"
)
YOU_NEED = re.compile(
    r"(?<!\w)(?:вам|тебе|тобі|you(?:'ll| will|'d| would| do| may)?|panu|pani|państwu|ci)(?:\s+\w+){0,2}\s*$"
)
VALUE = re.compile(r"\d{4}")  # the thing is told: “the passport ED1234567 lacks a digit”
DIGITS = re.compile(r"(?:[^\W\d]+ |\d+ )*?(?:цифр|cyf|digits|numbers)")
OF_MONEY = re.compile(
    r"карт|плат|сч[её]т|рахун|паспорт|списан|kart|płat|płac|kont[oa]|rachun|paszport|card|paid|pay|account|passport"
)
IN_FULL = re.compile(r"\s(?:целиком|полностью|весь|повністю|цілком|увесь|w całości|cały|in full)(?!\w)")
FOR_A_CALLER = re.compile(r"\sfor the (?:fitter|engineer|technician|rider|plumber|electrician)(?!\w)")
ENOUGH = re.compile(r"хватит|достаточно|вистачить|достатньо|wystarcz|will do|is enough")
OF_A_HOME = re.compile(r"floor|flat|street|location")
WHETHER = re.compile(r"(?<!\w)(?:ли|чи|czy)(?!\w)|(?<!\w)(?:do|does|did) (?:i|you|we|they|it)(?!\w)")
BY_US = re.compile(r"(?<!\w)(?:мож(?:ем|но ли)|могу|готовы|можемо|готові|możemy|mogę|we|i|мы|ми|я)(?!\w)")
BESIDE_HERE = re.compile(
    r"(?<!\w)(?:можно|можна|można|can go|can be|прямо|просто|right|straight|wpisać|podać|написать|написати)(?!\w)"
)
THE_ONE = re.compile(
    r"^\W*(?:на|по|под|за|під|pod|na|który|któr\w+|по какому|that|which|where|we|i|you|to|so|и|і|й|та|and|or|или|або|lub|для|for|do)\b"
)
# “…, so your street and house, here”: what is before is another sentence.
SO_THEN = re.compile(
    r"^.*[,;—–]\s*(?:więc|zatem|так что|поэтому|значит|тому|отже|тож|so|then)\s+(?=(?:\w+\s+)?$)"
)
# “A number for the courier, if you don't mind”: what a thing is for may stand between it and the plea.
PURPOSE = re.compile(
    r"\s(?:для|dla|do|for)\s(?:the |our |нашего |нашого |naszego )?\w+\W{1,3}(?:пожалуйста|плиз|если (?:не (?:трудно|сложно|против|затруднит)|можно|позволите)|будь ласка|якщо (?:не (?:важко|складно|проти)|можна|ваша ласка)|proszę|jeśli (?:można|to nie (?:problem|kłopot)|łaska)|please|pls|if you don't mind|if you would|if i may|if (?:that's )?possible|if it's no trouble)\W*$"
)
# “And your number, so that the driver finds you?”
YOURS_ALONE = re.compile(
    r"\W*(?:(?:а|и|і|й|ще|еще|a|i|jeszcze|and)\s+)?(?:(?:ваш\w*|pana|pani|państwa|your)\s+)?"
)
SO_THAT = re.compile(r"\W*(?:чтобы|щоб|żeby|aby|so that)\s")
SECRET_OF_A_CARD = re.compile(r"card|back|front|карт|карточ|картк|kart")


@dataclass(frozen=True, slots=True)
class _Grammar:
    """A language's book, compiled; `keys`: the beginnings of things."""

    things: re.Pattern[str]
    keys: frozenset[str]
    else_after: re.Pattern[str]
    else_before: re.Pattern[str]
    give: re.Pattern[str]
    modal: re.Pattern[str]
    hand: re.Pattern[str]
    need: re.Pattern[str]
    which: re.Pattern[str]
    handed: re.Pattern[str]
    here: re.Pattern[str]
    breaks: re.Pattern[str]
    of_ours: re.Pattern[str]
    whole: re.Pattern[str]
    models: re.Pattern[str]


@cache
def _grammar(language: Language) -> _Grammar:
    book = BOOKS[language]
    made = {
        name: re.compile(re.sub(r"\n\s*", "", getattr(book, name)))
        for name in book.__slots__
        if name not in OF_LISTS
    }
    return _Grammar(keys=KEYS[language], **made)


# The beginnings by which things are looked up in a text (`Folded.places`).
KEYS = {
    language: frozenset(word[: wording.SHORT] for word in written.split())
    for language, written in OPENINGS.items()
}


def asked_by_grammar(folded: Folded, language: Language) -> Iterator[Said]:
    """Every place where a thing is asked for, from the word that asks to the thing, or the other way round."""
    grammar = _grammar(language)
    text, places = folded.text, folded.places
    starts = sorted(at for key in grammar.keys & places.keys() for at in places[key])
    end = 0
    things = []
    for at in starts:
        thing = grammar.things.match(text, at) if at >= end else None
        if thing:
            end = thing.end()
            things.append(thing)
            found = _asked(text, thing, grammar, language)
            if found:
                yield Said("ask", *found)
    yield from asked_in_turn(
        folded,
        things,
        BARE[language],
        points_back(language),
        lambda thing: _is_else(text, thing, *sentence_near(text, thing.start()), grammar, language),
    )
    if any(stem in text for stem in ("подел", "поділ", "podziel")):
        yield from (Said("ask", *match.span()) for match in SHARED.finditer(text))
    asked = list(grammar.whole.finditer(text))  # far quicker than what asks for one
    for match in (
        asked if asked and ("?" in text or grammar.give.search(text) or grammar.handed.search(text)) else ()
    ):
        begin, stop = sentence_near(text, match.start())
        if text[stop : stop + 1] == "?" or any(
            signal.search(text, begin, match.start()) for signal in (grammar.give, grammar.handed)
        ):
            yield Said("question", *match.span())


def _which_after(
    text: str, thing: re.Match[str], _begin: int, stop: int, grammar: _Grammar
) -> tuple[int, int] | None:
    """“And your surname is which?”, as Russian, Ukrainian and Polish ask, or “… is?” as English does."""
    left_open = LEFT_OPEN.match(text, thing.end())
    if left_open:
        return thing.start(), left_open.start("mark")
    found = grammar.which.search(text, thing.end(), min(stop, thing.end() + NEAR))
    if (
        found is None
        or text[stop : stop + 1] != "?"
        or not (
            YOU.search(text, thing.start(), stop)
            or (found.end() == stop and DIGITS.match(thing.group()) and _are_of_a_card(text, thing.start()))
        )
    ):
        return None
    return thing.start(), found.end()


def _are_of_a_card(text: str, at: int) -> bool:
    """Whether the digits or the number at a place are of a card, an account or a paper that was spoken of just before."""
    before = text[max(0, at - REACH) : at]
    return OF_MONEY.search(before) is not None and not OF_ELSE.search(before)


def is_put_elsewhere(text: str, end: int) -> bool:
    """Whether what follows a thing sends it somewhere: “put it in there”, “on example.com”."""
    return bool(THERE.match(text, end))


def is_to_be_shown(text: str, hit: Said, begin: int, end: int) -> bool:
    """“You'll need your passport on the ferry”, “the original passport, no copy”: shown, with no number asked."""
    found = text[hit.start : hit.end]
    if PAPER_WORD.search(found) and not TOLD.search(found) and ORIGINAL.search(text, begin, end):
        return True
    return (
        hit.name == "need"
        and PAPER.search(text, hit.start, hit.end) is not None
        and YOU_NEED.search(text, begin, hit.start) is not None
    )


def is_about_a_model(text: str, hit: Said, language: Language) -> bool:
    """“What phone do you have, an Android?” asks for no number."""
    return (
        hit.name == "question"
        and A_DEVICE.search(text, hit.start, hit.end) is not None
        and _grammar(language).models.search(text) is not None
    )


def _asked(text: str, thing: re.Match[str], grammar: _Grammar, language: Language) -> tuple[int, int] | None:
    begin, stop = sentence_near(text, thing.start())
    if _is_else(text, thing, begin, stop, grammar, language):
        return (
            listed(text, thing, begin, stop, language)
            if OF_A_HOME.fullmatch(thing.group())
            else another(text, thing, begin, stop, language)
        )
    for find in (_asked_which, _which_after):
        found = find(text, thing, begin, stop, grammar)
        if found and not grammar.models.search(text):
            return found
    for look in (another, cannot_without):
        found = look(text, thing, begin, stop, language)
        if found:
            return found
    for find in (_ordered, _needed, _alone):
        found = find(text, thing, begin, stop, grammar)
        if found:
            return found
    return listed(text, thing, begin, stop, language) or pointed_at(text, thing, begin, stop, language)


def _asked_which(
    text: str, thing: re.Match[str], begin: int, stop: int, grammar: _Grammar
) -> tuple[int, int] | None:
    before = text[begin : thing.start()]
    which = _last(grammar.which, before, NEAR)
    if (
        which is not None
        and not MARKS.search(before, which[1])
        and len(before[which[1] :].split()) <= FEW
        and (text[stop : stop + 1] == "?" or grammar.give.search(before))
    ):
        return begin + which[0], thing.end()
    return None


def _is_else(
    text: str, thing: re.Match[str], begin: int, stop: int, grammar: _Grammar, language: Language
) -> bool:
    """Whether it is another number, card or address; a bare “number” has to be one to ring."""
    if (
        MESSAGE.search(text, begin, thing.end())
        or grammar.else_after.match(text, thing.end())
        or grammar.else_before.search(text[begin : thing.start()])
    ):
        return True
    if BARE[language].fullmatch(thing.group()):
        sentence = text[begin:stop]
        return bool(OF_ELSE.search(sentence)) or not (
            OF_A_CALL.search(sentence)
            or _is_yours(text, thing, begin, language)
            or FOR_A_CALLER.match(text, thing.end())
            or (IN_FULL.match(text, thing.end()) and _are_of_a_card(text, thing.start()))
        )
    return False


YOU = re.compile(r"(?<!\w)(?:вас|вам|ваш\w*|тебя|тебе|pan\w*|państw\w*|twoj\w*|twój|ci|your?|yours)(?!\w)")
YOURS = re.compile(
    r"(?<!\w)(?:ваш\w*|сво[йяеию]\w*|твой|твою|pana|pani|państwa|sw[oó]j\w*|tw[oó]j\w*|your|good|best|контактн\w+)\W+(?:\w+\W+)?$"
)


def _is_yours(text: str, thing: re.Match[str], begin: int, language: Language) -> bool:
    return bool(YOURS.search(text[begin : thing.start()])) or (
        language is not Language.EN
        and bool(re.match(r"\W*(?:$|[.!?\n]|пожалуйста|будь ласка|proszę)", text[thing.end() :]))
    )


def _last(pattern: re.Pattern[str], before: str, reach: int) -> tuple[int, int] | None:
    found = None
    for match in pattern.finditer(before, max(0, len(before) - reach - 30)):
        if len(before) - match.end() <= reach:
            found = match.span()
    return found


def _ordered(
    text: str, thing: re.Match[str], begin: int, stop: int, grammar: _Grammar
) -> tuple[int, int] | None:
    """The object of an order or a plea, which stands before it or after it."""
    before = text[begin : thing.start()]
    verb = _last(grammar.give, before, REACH) or _plea(before, grammar)
    if verb and MARKS.search(before, verb[1]) and PAST.match(text, thing.end()):
        return None  # “tell us, did the card go through”
    if not verb and _is_told_here(text, before, thing.end(), stop, grammar):
        return begin, thing.end()
    for signal in (verb, _last(grammar.handed, before, REACH)):
        far = signal and WEAK.match(before, signal[0]) and len(before) - signal[1] > NEAR
        if signal and not far and _governs(before, *signal, grammar):
            return begin + signal[0], thing.end()
    return None if grammar.of_ours.search(before) else _ordered_after(text, thing, before, stop, grammar)


def _is_told_here(text: str, before: str, end: int, stop: int, grammar: _Grammar) -> bool:
    """“To write the number in the reply”: an infinitive that orders, with the place where."""
    hand = _last(grammar.hand, before, NEAR)
    here = grammar.here.search(text, end, min(stop, end + NEAR))
    return bool(hand and here) and not BY_US.search(before)


def _ordered_after(
    text: str, thing: re.Match[str], before: str, stop: int, grammar: _Grammar
) -> tuple[int, int] | None:
    clause = MARKS.split(before)[-1]
    if IMPERATIVE.search(clause) or grammar.breaks.search(clause):
        return None
    after = RELATIVE.sub("", text[thing.end() : stop])
    for pattern in (grammar.give, grammar.hand):
        found = pattern.search(after, 0, REACH)
        if (
            not found
            or grammar.breaks.search(after, 0, found.start())
            or ANEW.search(after, 0, found.start())
            or _is_told_not(after, found.start(), found.end())
        ):
            continue
        if pattern is grammar.give or any(
            grammar.modal.search(part) for part in (after[: found.start()], clause)
        ):
            return thing.start(), min(stop, thing.end() + found.end())
    return None


def _is_told_not(after: str, start: int, end: int) -> bool:
    found = NOT.search(after, max(0, start - NEAR_NOT), end)
    return found is not None and found.end() <= start


def _plea(before: str, grammar: _Grammar) -> tuple[int, int] | None:
    hand = _last(grammar.hand, before, REACH)
    modal = _last(grammar.modal, before[: hand[0]], REACH) if hand else None
    return (modal[0], hand[1]) if hand and modal else None


def _governs(before: str, start: int, end: int, grammar: _Grammar) -> bool:
    """Whether a word that asks has the thing as its object: no other clause, preposition or “not” between."""
    return not (
        grammar.breaks.search(before, end)
        or grammar.of_ours.search(before, end)
        or NOT.search(before, max(0, start - 12))
    )


def _needed(
    text: str, thing: re.Match[str], begin: int, stop: int, grammar: _Grammar
) -> tuple[int, int] | None:
    before, after = text[begin : thing.start()], text[thing.end() : stop]
    need = _last(grammar.need, before, REACH)
    if WHETHER.search(before):
        return None
    if (
        need
        and PAPER.search(thing.group())
        and (YOU_NEED.search(before, 0, need[0]) or ENOUGH.match(before, need[0]))
    ):
        return None
    if need and _governs(before, *need, grammar) and not IMPERATIVE.search(before, need[1]):
        return begin + need[0], thing.end()
    if grammar.of_ours.search(before):
        return None
    found = grammar.need.search(after, 0, NEAR + 22)
    if (
        found
        and not VALUE.search(after, 0, found.start())
        and not grammar.breaks.search(after, 0, found.start())
        and not (MARKS.search(after, 0, found.start()) or NOT.search(after, 0, found.start()))
    ):
        return thing.start(), thing.end() + found.end()
    return None


def _alone(
    text: str, thing: re.Match[str], begin: int, stop: int, grammar: _Grammar
) -> tuple[int, int] | None:
    """The thing alone: “your home address, please, here”, “and an e-mail to send it to?”."""
    before, after = SO_THEN.sub("", text[begin : thing.start()]), text[thing.end() : stop]
    if len(before.strip()) > OPENS or any(
        pattern.search(before) for pattern in (IMPERATIVE, NOT, grammar.of_ours)
    ):
        return None
    if AND_THEN.match(after):
        return thing.start(), thing.end()
    here = grammar.here.search(after, 0, NEAR)
    if (
        here
        and not grammar.breaks.search(after, 0, here.start())
        and not re.search(r"\w", BESIDE_HERE.sub("", after[: here.start()]))
    ):
        return thing.start(), thing.end() + here.end()
    purpose = PURPOSE.match(after)
    if purpose:
        return thing.start(), thing.end() + purpose.end()
    short = stop - begin <= SHORT and (not after.strip() or THE_ONE.match(after))
    asks = text[stop : stop + 1] == "?" and (
        short or (YOURS_ALONE.fullmatch(before) and SO_THAT.match(after))
    )
    return (thing.start(), thing.end()) if asks else None
