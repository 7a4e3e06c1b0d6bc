"""Asking for personal data over two sentences, the second of which names nothing, or not what it is for.

“Happy to call you back! Mobile?”, “Is it another e-mail? Which?”, “Two houses come up. Which is yours?”, “PAN or
Aadhaar? Type it below.” Called by `personal_requests` with the things of a text; over folded text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from bpo.language.sayings import Folded, Said, sentence_near

BACK = 110  # letters before a question in which the thing stands that it is about
ON = 110  # letters after the thing in which it is pointed back at
A_CALL = re.compile(
    r"(?<!\w)(?:(?:call|ring|phone|text|message|reach|contact) (?:you|back)|(?:give|drop) you a (?:call|ring|bell)|call-?back|get hold of you|(?:пере)?(?:звон|набер)\w+|свяж\w+|(?:передзвон|зателефон|подзвон|набер|зв'яж)\w+|(?:od|za|do)?dzwoni\w+|skontaktuj\w+)(?!\w)"
)
# The whole of the question but for what opens it.
OPENED = re.compile(
    r"\W*(?:(?:а|и|і|й|ну|так|тогда|тоді|a|i|to|więc|czyli|and|so|ok|then|just) ){0,2}(?:(?:the|your|a|best|ваш|pana|pani) )?\W*"
)
# The thing is not the one we have: “the e-mail may be another”, “the number's out of date”.
NOT_THIS = re.compile(
    r"(?<!\w)(?:друг(?:ой|ая|ие)|нов(?:ый|ая|ые)|стар(?:ый|ая)|смен\w+|измен\w+|помен\w+|ошиб\w+|опечат\w+|актуал\w+|верн(?:ый|ая|о)|не хватает|інш(?:ий|а|і)|змін\w+|помил\w+|бракує|не вистачає|правильн\w+|inn[ya]|now[ya]|star[ya]|zmien\w+|zmian\w+|błęd\w+|błąd\w*|aktualn\w+|za mało|brakuje|poprawn\w+|other|another|different|new|old|chang\w+|wrong|typo|misspel\w+|missing|short|right|current|correct|up to date|out of date)(?!\w)"
)
KEYS = ("как", "кот", "яки", "яка", "яке", "як", "jak", "któ", "whi", "wha")
WHICH_THEN = re.compile(
    r"(?P<alone>(?:как(?:ой|ая|ое|ие)|як(?:ий|а|е|і)|jaki|jaka|jakie|который|которая|котрий|котра|który|która|which|what)(?: (?:именно|же|тогда|теперь|саме|тоді|тепер|jest|teraz|wtedy|one|exactly|is it|was it|then|now)){0,2}\W{0,3}$)"
    r"|(?:как(?:ой|ая|ое)|як(?:ий|а|е)|jaki|jaka|jakie|what's|what is|which is)(?: (?:у вас|тогда|теперь|тоді|тепер|jest|to|teraz)){0,2} (?:(?:этот|эта|тот|цей|ця|ten|ta|the|your) )?(?:новый|новая|верный|верная|правильный|правильная|актуальный|актуальная|новий|нова|правильний|правильна|актуальний|актуальна|nowy|nowa|poprawny|poprawna|właściwy|właściwa|aktualny|aktualna|new|right|correct|current|full|latest|whole)(?: one)?(?!\w)"
    r"|(?:jak (?:brzmi|wygląda) (?:(?:on|ona|ten|ta|w) )?(?:cał|pełn|nowy|nowa|poprawn)|как (?:он |она )?(?:пишется|выглядит|звучит) (?:целиком|полностью|правильно)|як (?:він |вона )?(?:пишеться|виглядає|звучить) (?:цілком|повністю|правильно))\w*"
)
THEN = re.compile(r",\s*(?:to|то|тогда|тоді|then)\s$")
ON_FILE = re.compile(r"(?<!\w)numbers? (?:for you|we (?:have|hold)|on file|you gave)(?!\w)")
DIGIT = re.compile(r"цифр|cyfr|digit")
WHOSE = re.compile(
    r"(?:which (?:[^.!?;,\n]{1,60} )?(?:is|are|was) (?:yours|you)|which (?:one|of them|of those|of these)(?:'s| is) (?:yours|you)"
    r"|(?:как(?:ой|ая|ое)|котор(?:ый|ая|ое)) (?:из [^.!?;,\n]{1,40} )?(?:ваш|ваша|ваше)"
    r"|(?:який|яка|яке|котрий|котра) (?:(?:із|з) [^.!?;,\n]{1,40} )?(?:ваш|ваша|ваше)"
    r"|któr(?:y|a|e) (?:z [^.!?;,\n]{1,40} )?(?:(?:to|jest) )?(?:pana|pani|państwa|twój|twoja))(?!\w)(?=\W*(?:$|[,?—–-]))"
)
ONE_OF = re.compile(
    r"(?<!\w)(?:two|three|four|five|several|both|\d|дв[аеу]\w?|три|тр[её]х|четыре|несколько|дві|двох|трьох|чотири|кілька|dwa|dwie|dwóch|trzy|trzech|kilka)(?: \w+)? (?:house|flat|address|door|building|e-?mail|дом|квартир|адрес|почт|мейл|имейл|будин|пошт|імейл|dom(?!en)|mieszka|adres|mail)"
)
POINTS = re.compile(
    r"(?<!\w)(?:below|here|in (?:the |a |your )?(?:comments?|thread|reply)|underneath|сюда|здесь|тут|ниже|внизу|в коммент\w*|ответом|сюди|нижче|у комент\w*|в комент\w*|відповіддю|tu|tutaj|poniżej|niżej|w komentarz\w*|w odpowiedzi)(?!\w)"
)
# Of something else: “if you have questions, write them here”.
OF_ELSE = re.compile(
    r"(?<!\w)(?:order|parcel|photo|picture|question|idea|review|story|answer|screenshot|заказ|посыл|фото|вопрос|отзыв|скрин|замовл|посил|питан|відгук|zamów|paczk|zdję|pyta|opini|zrzut)"
)


POSTED = re.compile(r"(?<!\w)(?:question|idea|review|photo|вопрос|отзыв|питан|відгук|pyta[nń]|opini)")


def asked_in_turn(
    folded: Folded,
    things: Sequence[re.Match[str]],
    bare: re.Pattern[str],
    pointed: re.Pattern[str],
    is_else: Callable[[re.Match[str]], bool],
) -> Iterator[Said]:
    """What asks with the sentence before it; `bare` is a thing that may be another, `pointed` what points back."""
    text = folded.text
    if "?" not in text:
        return
    for thing in things:
        begin, stop = sentence_near(text, thing.start())
        if text[stop : stop + 1] != "?":
            continue
        if bare.fullmatch(thing.group()) and _is_offered(text, thing, begin, stop):
            yield Said("question", thing.start(), thing.end())
        told = _pointed_at(text, begin, stop, pointed)
        if told and not is_else(thing):
            yield Said("question", thing.start(), thing.end())
            yield Said("question", *told)
    starts = [thing.start() for thing in things]
    for at in sorted(at for key in KEYS for at in folded.places.get(key, ())):
        near = things[bisect_left(starts, at - BACK) : bisect_left(starts, at)]
        yield from _which(text, at, near, is_else)


def _is_offered(text: str, thing: re.Match[str], begin: int, stop: int) -> bool:
    """A bare “Mobile?” after the offer of a call."""
    if not OPENED.fullmatch(text, begin, thing.start()) or text[thing.end() : stop].strip():
        return False
    return A_CALL.search(text, max(0, begin - BACK), begin) is not None


def _pointed_at(text: str, begin: int, stop: int, pointed: re.Pattern[str]) -> tuple[int, int] | None:
    """“… type it below” within a sentence or two of the question about a thing."""
    last = min(len(text), stop + ON)
    if not POINTS.search(text, stop, last):
        return None
    found = pointed.search(text, stop, last)
    if not found or OF_ELSE.search(text, stop, found.end()) or POSTED.search(text, begin, stop):
        return None
    return found.span() if POINTS.search(found.group()) else None


def _which(
    text: str, at: int, near: Sequence[re.Match[str]], is_else: Callable[[re.Match[str]], bool]
) -> Iterator[Said]:
    begin, stop = sentence_near(text, at)
    if text[stop : stop + 1] != "?" and not THEN.search(text, begin, at):
        return
    whose = WHOSE.match(text, at, stop)
    if whose and ONE_OF.search(text, max(0, at - BACK), whose.end()):
        yield Said("question", *whose.span())
    then = WHICH_THEN.match(text, at, stop)
    if then is None or (then["alone"] and not OPENED.fullmatch(text, begin, at)):
        return
    low = max(0, at - BACK)
    if not NOT_THIS.search(text, low, at) or OF_ELSE.search(text, low, at):
        return
    before = [thing for thing in near if thing.end() <= at]
    if (
        any(not is_else(thing) for thing in before[-2:])
        or (DIGIT.search(text, low, at) and A_CALL.search(text, low, at))
        or (before and ON_FILE.search(text, low, at))
    ):
        yield Said("question", *then.span())
