"""What sounds like asking for personal data and is about things: a telephone to mend, a card that fits, our own number.

A request is found by a thing and a word that asks (`personal_requests`, `phrasebook.personal`); here what was
found is let go where the words beside it say that no number is meant. Patterns over folded text, all languages
at once: they run only where something was found.
"""

import re

from bpo.language.sayings import Said

DEVICE = re.compile(r"(?:телефон\w*|telefon\w*|(?:tele)?phone|mobile|cell)$")
# Words in what was found that ask for something to be read, not carried; or for more than the telephone.
IN_WORDS = re.compile(
    r"номер|numer|number|(?:^|\w)пиш|диктуй|назов|назв|укаж|вкаж|сообщ|повідом|pisz|pisać|podaj|podać|write|type|tell|comment|адрес|address|adres|mail|почт|пошт|имя|ім'я|name|фамил|прізв|nazwisk"
)
TO_A_PLACE = re.compile(
    r"\s+(?:back\s+)?(?:в|во|у|до|на|к|do|na|w|to|for|in|into)\s+(?:(?:наш\w*|ближайш\w*|найближч\w*|nasz\w*|najbliższ\w*|oryginaln\w*|its?|the|our|a|an|your|original|nearest|\w{3,}(?:ый|ий|ую|ной|ном|ній|ньому|ну))\s+){0,2}"
    r"(?:(?:сервис|сервіс)(?!н\w+ (?:чат|канал|лини|ліні))|ремонт|мастерск|майстерн|диагност|діагност|обмен|обмін|замен|замін|гаранти|гаранті|экспертиз|експертиз|коробк|коробц|упаковк|упаковц|чехл|чохл"
    r"|serwis|napraw|wymian|gwaranc|diagnost|pudeł|opakowani|repair|servic(?:e|ing)\b(?! (?:chat|desk|team))|exchange|replacement|warranty|inspection|diagnos|box\b|packag|workshop)"
)
CARRIED = re.compile(
    r"присл|пришл|отправ|вышл|везите|несите|надішл|надсил|відправ|przesł|prześl|wysł|wyśl|send|post\b|bring|ship"
)
MENDED = re.compile(
    r"почин|исправ|ремонт|полагод|виправ|napraw|(?<!\w)(?:we'll|we will|we can|to|and) (?:fix|repair|replace)"
)
OF_A_CALL = re.compile(
    r"номер|numer|number|ваш|сво[йеє]|your|звон|набер|связ|свяж|дзвон|телефону[йє]|зв'яж|dzwon|skontakt|call|ring\b|contact|reach"
)
# What stands right after makes of a card, an age or an index another thing.
OF_ELSE = re.compile(
    r"(?:карт\w*|kart\w+)\s+(?:памят|пам'ят|pamięc)|(?:индекс|індекс)\w*\s+(?:качеств|якост|вязкост|в'язкост|нагруз|навантаж|скорост|швидкост|цен|цін|защит|захист|упругост)|(?:memory|sim|(?:micro)?sd|graphics|video|sound|warranty|greeting)[ -]card(?! num)|(?<!\w)age\s+(?:rating|limit|group|range|restriction|requirement|categor|verification)"
)
WHICH_CARD = re.compile(
    r"(?<!\w)(?:какая|яка|jaka|which|what)(?: sort of| kind of)? (?:карт(?:а|очка|ка)|karta|card)(?!\w)(?! (?:num|details))"
)
TO_YOU = re.compile(
    r"(?<!\w)(?:вы|вас|вам|ваш\w*|ви|ты|тебя|тебе|твоя|pan|pani|pana|panu|państw\w*|twoja|ci|you|your|yours)(?!\w)"
)
OF_PAYING = re.compile(
    r"плат|плач|сплат|плаче|спис|возв|верн|поверн|привяз|прив'яз|указан|вказан|płac|zwr|przypis|podpi|refund|charge|paid|link|regist|on (?:the|file)"
)
FITS = re.compile(
    r"подойд|подход|підійд|підход|пасу|pasuj|nadaje|(?<!\w)(?:fits?|suits?|works? (?:in|with))(?!\w)"
)
# The number that was rung, the one that rang, and the letter that came are not the customer's.
OURS = re.compile(
    r"(?<!\w)(?:на |по )?как(?:ой|ому|ие) (?:именно |это )?(?:номер\w*|телефон\w*) (?:вы |ты )?(?:по|до)?(?:звонили|звонил|звонила|званивались|набирали|набрали|набирал|набирала)(?!\w| вам| вас)"
    r"|(?<!\w)(?:на |за )?як(?:ий|им|і) (?:саме )?(?:номер\w*|телефон\w*) (?:ви |ти )?(?:по|за|до)?(?:дзвонили|дзвонив|дзвонила|телефонували|набирали|набрали)(?!\w| вам| до вас)"
    r"|(?<!\w)(?:na |pod )?jaki(?:m)? (?:numer\w*|nr|telefon) (?:pan |pani |państwo )?(?:się )?(?:za|do)?(?:dzwonił\w*|dzwonili|wybierał\w*|wybierali|wybrał\w*)(?! do (?:pan|pań|cieb))"
    r"|(?<!\w)(?:what|which) (?:phone )?number (?:did|have|were|are|had) you (?:just |actually |try to |trying to |tried to )?(?:call|ring|rang|rung|dial|phone[d ]?|text)(?:l?ed|l?ing)?(?=(?: us)?(?: today| yesterday| exactly| this \w+)?\W*(?:$|[?,;:—-]))"
    r"|(?<!\w)(?:с|з|із|z) (?:как|як|jak)\w+ (?:номер\w*|телефон\w*|numer\w*) (?:вам|к вам|до вас|do (?:pan[ai]|państwa|ciebie)) \w*(?:звон|дзвон|телефон|dzwon)"
    r"|(?<!\w)(?:what|which) number (?:called|rang|phoned|texted) you"
    r"|(?<!\w)(?<!на )(?<!с )(?:какую почту|какой (?:e-?mail|имейл|емейл|мейл|мэйл)) (?:от нас )?(?:вы )?(?:от нас )?получ"
    r"|(?<!\w)(?<!на )(?<!з )(?:яку пошту|який (?:e-?mail|імейл|мейл)) (?:від нас )?(?:ви )?(?:від нас )?отрим"
    r"|(?<!\w)(?<!na )(?<!z )(?:jaki|jakiego|którego|który) (?:e-?mail|mail|e-?maila|maila) (?:od nas )?(?:pan |pani |państwo )?(?:od nas )?(?:dosta|otrzyma)"
    r"|(?<!\w)(?<!on )(?<!to )(?<!at )(?:what|which) e-?mails? (?:did|have) you (?:just )?(?:get|got|gotten|receive|received)(?=\W*(?:$|[?,;:—-])| (?:from|about|today|yesterday|exactly))"
)


# A password that is set anew.
RESET = re.compile(
    r"(?:\w+ )?(?:сбросьте|сбросить|скиньте|скинути|смените|сменить|змініть|змінити|обновите|оновіть) (?:(?:свой|свій|ваш|новый|новий|еще раз|ще раз) )?парол\w+"
)
# “Нова пошта” carries parcels.
CARRIER = re.compile(r"(?<!\w)нов\w{1,3}\s+$")


def is_about_a_thing(text: str, hit: Said, begin: int, end: int) -> bool:
    """Whether what was found in a sentence (`begin` to `end`) asks for nobody's data."""
    found = text[hit.start : hit.end]
    return (
        (text.startswith("пошт", hit.start) and CARRIER.search(text, begin, hit.start) is not None)
        or RESET.fullmatch(found) is not None
        or _overlaps(OURS, text, hit, begin, end)
        or _ends_with_else(text, hit, end)
        or _is_a_device(text, found, hit.end, text[begin:end])
        or _is_any_card(text, hit, begin, end)
    )


def _overlaps(pattern: re.Pattern[str], text: str, hit: Said, begin: int, end: int) -> bool:
    return any(one.start() < hit.end and hit.start < one.end() for one in pattern.finditer(text[:end], begin))


def _ends_with_else(text: str, hit: Said, end: int) -> bool:
    """Whether the last thing of what was found is another one by the word that follows or goes before."""
    return any(one.start() < hit.end <= one.end() for one in OF_ELSE.finditer(text[:end], hit.start))


def _is_a_device(text: str, found: str, at: int, sentence: str) -> bool:
    """A telephone that is carried somewhere or mended."""
    if not DEVICE.search(found) or IN_WORDS.search(found):
        return False
    if TO_A_PLACE.match(text, at):
        return True
    return bool(CARRIED.search(found) and MENDED.search(sentence)) and not OF_A_CALL.search(sentence)


def _is_any_card(text: str, hit: Said, begin: int, end: int) -> bool:
    """“Which card will do?”: a card in general, where nobody is spoken to and nothing was paid."""
    if not _overlaps(WHICH_CARD, text, hit, begin, end):
        return False
    sentence = text[begin:end]
    return bool(FITS.search(sentence)) or not (TO_YOU.search(sentence) or OF_PAYING.search(sentence))
