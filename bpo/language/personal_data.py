"""Personal data in a reply: asked for where others read it, or given away.

What is asked for is found by how people ask: an order, a plea or a question, and what it is about. It is in
order to ask in a private conversation, to say that something is not needed, and to tell the customer to fill
in a form or to show it to the courier. What is given is found by its own shape and checksum; the brand's own
telephone, e-mail and address are nobody's personal data.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from bpo.language.compiled import Compiled
from bpo.language.personal_given import given
from bpo.language.personal_requests import (
    asked_by_grammar,
    is_about_a_model,
    is_put_elsewhere,
    is_to_be_shown,
)
from bpo.language.personal_things import is_about_a_thing
from bpo.language.phrasebook.personal import (
    ASKS,
    ELSEWHERE,
    HERE,
    MACROS,
    NEEDS,
    NOT_AFTER,
    NOT_BEFORE,
    PRIVATELY,
    QUESTIONS,
)
from bpo.language.sayings import Folded, Said, Sayings, merged, sentence_near
from bpo.language.text import Text
from bpo.language.types import N_, Context, Finding, Language

ASKED = N_("Asks for personal data where everybody can read the answer.")
ASKED_PRIVATELY = N_("Asks for personal data.")
GIVEN = N_("Personal data where everybody can read it.")
GIVEN_PRIVATELY = N_("Personal data.")
# Who acts in a statement: what follows is no order.
BY_US = re.compile(
    r"(?:\b(?:we|i|they|he|she|it|who|courier|driver|system|shop|team)(?:'ll|'ve|'d)?(?:\s+(?:will|can|could|already|just|also|then|may|would|should))*)\s*$"
)
WHICH_ONE = re.compile(
    r"on (?:the|your|this|that|my) (?:account|order|booking|profile)|on (?:the )?(?:\w+ )?page(?: \w+)? of (?:your|the) passport|на (?:\w+ )?странице (?:\d+ )?(?:вашего )?паспорт|на (?:\w+ )?сторінці (?:\d+ )?(?:вашого )?паспорт|na (?:\w+ )?stronie (?:\d+ )?paszport"
)
# “Do not leave, please, …”: an order not to, with whatever stands between it and the thing.
FORBIDS = re.compile(
    r"(?<!\w)(?:не (?:\w+(?:йте|ите|ьте|іть)|публик|публік|остав|залиш|пиш|надо|треба)\w*|nie (?:podaw|publik|wpisuj|zostawia|wysyła)\w*|(?:do not|don'?t|please avoid|never) \w+)[^.!?\n—–;:]{0,24}$"
)
# “Could you not” asks as “could you” does.
COULD = re.compile(r"могли|могла|мог бы|затрудн|сложно ли|важко|mogł|zechc|подскаж|підказ|mind")
# What the customer is to look at is not asked for: “check your e-mail, and tell us …”.
LOOKS = re.compile(
    r"(?<!\w)(?:check|see|open|look (?:in|at|through)|проверьте|посмотрите|откройте|перевірте|перегляньте|гляньте|відкрийте|(?:proszę )?sprawd(?:ź|zić)|(?:proszę )?zajrzeć(?: do| na)?)(?: (?:your|свою|свой|ваш\w*|вашу|sw[oó]j\w*|the))?\W*$"
)
# What is said of a form or a profile, not what is to be put in there: “in the form a digit is missing”, “the e-mail
# linked to the profile”, “an account with a bank”.
STATE = re.compile(
    r"(?<!\w)(?:не вижу|не видно|нет|пуст\w*|опечат\w*|ошиб\w*|не указ\w+|не хватает|ст[её]рт\w*|устарел\w*|съехал\w*|обрыв\w*|сбил\w*|потерял\w*|стоит|остал\w*|обрезан\w*|размыт\w*|лишн\w+|стар\w+"
    r"|не бачу|нема\w*|порожн\w*|помил\w*|хибн\w*|не вказ\w+|бракує|застарі\w*|стоїть|лишил\w*|обрізан\w*|розмит\w*|зайв\w+"
    r"|nie widzę|nie ma|brak\w*|pust\w*|błęd\w*|błąd\w*|literówk\w*|nie podan\w*|figuruje|widnieje|stoi|ucięt\w*|star\w+"
    r"|can't see|cannot see|don't see|no|missing|blank|empty|typo|misspel\w*|wrong|cut off|isn't|bounce[sd]|old|out of date|smudged)(?!\w)"
)
CONDITION = re.compile(r"(?<!\w)(?:если|якщо|jeśli|jeżeli|gdyby|if|should)(?!\w)")
LINKED = re.compile(
    r"(?:привязан\w*|указан\w*|оформлен\w*|зарегистрирован\w*|прив'язан\w*|вказан\w*|зареєстрован\w*|оформлен\w*|przypisan\w*|podpięt\w*|podan\w*|przypięt\w*|zarejestrowan\w*|linked|tied|attached|registered|used|saved|listed|given|сч[её]т\w{0,2}|рахун\w+|kont\w{1,2}|rachun\w+|account|dla|для)\s+$"
)
CLAUSE = re.compile(r"[,;:()—–]")
WHICH = re.compile(
    r"(?:(?:на|с|по|под|за|з|із|до|na|z|pod|do|on|at|under|by|to) )?(?:как|як|jak|któr|what|which|whose|how|чь|чей|чи[йєї]|czyj|что (?:у вас|там|стоит)|що (?:у вас|там|стоїть)|co (?:tam|jest|stoi))\w*"
)
OF_A_SHOP = re.compile(
    r"(?:\w{1,4} )?(?:\w+ ){0,2}?(?:магазин|пункт|отделени|відділен|банк|касс?|терминал|термінал|курьер|кур'єр|кассир|касир|сотрудник|продав|водител|воді|sklep|punkt|salon|bank|kurier|kasj|store|shop|till|counter|desk|courier|driver|cashier|clerk)"
)
# A personal page is no private conversation.
A_PROFILE = re.compile(r"\w+ (?:личн|особист)\w+ (?:кабинет|кабінет|аккаунт|акаунт|профил|профіл)")
NOT_HERE = re.compile(r"(?<!\w)(?:не|not|nie|замість|вместо|zamiast|instead of|rather than)\s+$")
WITHOUT_IT = re.compile(r"[^\w]{1,4}(?:без|without|bez)\s+\w+")
OF_NEED = re.compile(r"(?:only |just )?(?:takes|can't|don't|haven't|need|missing|want|requir)")
TOGETHER = 25  # letters between two questions that are one
BEFORE_A_PLACE = 40  # letters before a place that say which one it is, or that it is not the one
REACH = 80  # letters before an order in which it may be turned into its opposite


@cache
def _asking(language: Language) -> Sayings:
    return Sayings({"ask": ASKS, "need": NEEDS, "question": QUESTIONS[language]}, MACROS[language])


@cache
def _places() -> Sayings:
    return Sayings({"privately": PRIVATELY, "elsewhere": ELSEWHERE, "here": HERE})


@cache
def _opposites(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(NOT_BEFORE[language]), re.compile(NOT_AFTER[language])


def check_personal_data(
    text: Text, language: Language, compiled: Compiled, context: Context
) -> Iterable[Finding]:
    """What a public reply must neither ask for nor give; in a private one it is shown only."""
    style = compiled.rules.style
    severity = style.personal_data_public if context.public else style.personal_data_private
    asked = [text.folded.span(hit.start, hit.end) for hit in _asked(text, language)]
    for start, end in asked:
        message = ASKED if context.public else ASKED_PRIVATELY
        yield Finding("personal_data", severity, start, end, text.raw[start:end], message)
    for start, end, what in given(text.raw, text.folded, language, compiled.rules.names):
        if not any(start < last and first < end for first, last in asked):
            message = GIVEN if context.public else GIVEN_PRIVATELY
            yield Finding("personal_data", severity, start, end, text.raw[start:end], message, {"what": what})


class _Near:
    """Places in the order of the text, of which those of a sentence are found without looking at all of them."""

    def __init__(self, places: list[Said]) -> None:
        self._places = sorted(places, key=lambda one: one.start)
        self._starts = [one.start for one in self._places]

    def between(self, begin: int, end: int) -> list[Said]:
        return self._places[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]


def _asked(text: Text, language: Language) -> Iterator[Said]:
    folded = text.folded
    hits = [hit for hit in _asking(language).find(folded) if not _is_of_a_thing(folded, hit)]
    told = {sentence_near(folded.text, hit.start) for hit in hits}
    hits += [
        hit
        for hit in asked_by_grammar(folded, language)
        if not any(begin <= hit.start < end for begin, end in told) and not _is_of_a_thing(folded, hit)
    ]
    if not hits:
        return
    places = _Near(_places().find(folded))
    kept = [hit for hit in hits if _is_asked(folded, hit, language, places)]
    yield from merged(kept, folded.text, within=TOGETHER)


def _is_of_a_thing(folded: Folded, hit: Said) -> bool:
    return is_about_a_thing(folded.text, hit, *sentence_near(folded.text, hit.start))


def _is_asked(folded: Folded, hit: Said, language: Language, places: _Near) -> bool:
    begin, end = sentence_near(folded.text, hit.start)
    if (
        is_put_elsewhere(folded.text, hit.end)
        or is_about_a_model(folded.text, hit, language)
        or is_to_be_shown(folded.text, hit, begin, end)
    ):
        return False
    return not _is_denied(folded, hit, language, begin, end) and not _is_elsewhere(
        folded, hit, places, begin, end
    )


def _is_denied(folded: Folded, hit: Said, language: Language, begin: int, end: int) -> bool:
    """Whether the sentence says the opposite, or speaks of what somebody else does."""
    before, after = _opposites(language)
    if (
        LOOKS.search(folded.text, max(begin, hit.start - REACH), hit.start)
        or FORBIDS.search(folded.text, max(begin, hit.start - REACH), hit.start)
        or (
            not COULD.match(folded.text, hit.start)
            and before.search(folded.text[max(begin, hit.start - REACH) : hit.start])
        )
    ):
        return True
    if (
        hit.name != "question"
        and not WITHOUT_IT.match(folded.text, hit.end)
        and after.search(folded.text[hit.end : end])
    ):
        return True
    if language is not Language.EN or hit.name != "ask" or OF_NEED.match(folded.text, hit.start):
        return False
    return BY_US.search(folded.text[max(begin, hit.start - REACH) : hit.start]) is not None


def _is_elsewhere(folded: Folded, hit: Said, places: _Near, begin: int, end: int) -> bool:
    """Whether the data is to be given in private, or to a form or a courier."""
    if any(
        place.name == "here"
        and begin <= place.start < end
        and not NOT_HERE.search(folded.text, max(begin, place.start - BEFORE_A_PLACE), place.start)
        for place in places.between(begin, end)
    ):
        return False
    # A private conversation may be named a sentence before or after.
    wide = (
        sentence_near(folded.text, max(begin - 2, 0))[0],
        sentence_near(folded.text, min(end + 1, len(folded.text)))[1],
    )
    return any(
        (
            place.name == "privately"
            and wide[0] <= place.start < wide[1]
            and not (A_PROFILE.match(folded.text, place.start) and _tells_which(folded, hit, place))
        )
        or (place.name == "elsewhere" and begin <= place.start < end and not _tells_which(folded, hit, place))
        for place in places.between(*wide)
    )


def _tells_which(folded: Folded, hit: Said, place: Said) -> bool:
    """“The e-mail on the account” is which one, not where to write it; nor is it what is said of a form."""
    text = folded.text
    if place.start - hit.end <= 2 and WHICH_ONE.match(text, place.start):
        return True
    begin, end = sentence_near(text, hit.start)
    if LINKED.search(text, max(begin, place.start - BEFORE_A_PLACE), place.start) or (
        text[end : end + 1] == "?" and WHICH.match(text, hit.start) and not OF_A_SHOP.match(text, place.start)
    ):
        return True
    opens = max((found.end() for found in CLAUSE.finditer(text, begin, place.start)), default=begin)
    closed = CLAUSE.search(text, place.end, end)
    clause = text[opens : closed.start() if closed else end]
    return STATE.search(clause) is not None and CONDITION.search(clause) is None
