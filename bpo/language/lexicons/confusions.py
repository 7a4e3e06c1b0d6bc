"""Mistakes whose every word is in the dictionary: `в течении часа`, `your welcome`, `na prawdę`.

Only what is wrong wherever it stands, as far as replies to customers go. Each entry: what is written, as a
pattern over lower-case text with ё as е, and what is meant.
"""

import re
from typing import NamedTuple

from bpo.language.types import Language
from bpo.language.wording import split

_TIME = (
    r"(?:\d+|час\w*|д[её]?н\w*|дн\w*|минут\w*|недел\w*|месяц\w*|год\w*|сут\w*|рабоч\w*|нескольких|двух|трех|"
    r"четырех|пяти|шести|семи|десяти|ближайш\w*|всего|этого|следующ\w*|одного|одной|получаса|пары|срока)"
)
_WHICH = "как(?:ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими)"
_ASKING = f"что|чего|чему|чем|кто|кого|кому|кем|где|как|когда|куда|откуда|зачем|почему|сколько|чей|{_WHICH}"
_WRITTEN: dict[Language, tuple[tuple[str, str], ...]] = {
    Language.RU: (
        (rf"в течении(?= {_TIME})", "в течение"),
        (rf"в продолжении(?= {_TIME})", "в продолжение"),
        (r"не смотря на", "несмотря на"),
        (r"в виду того", "ввиду того"),
        (r"из за", "из-за"),
        (r"из под", "из-под"),
        (r"за ранее", "заранее"),
        (r"на конец то", "наконец-то"),
        (rf"({_ASKING}) нибудь", "{1}-нибудь"),
        (rf"({_ASKING}) либо(?![^.!?\n]* либо )", "{1}-либо"),
        (rf"((?:по)?чему|когда|где|куда|откуда|зачем|{_WHICH}|кто|кого|кому) то(?!,| же| самое| есть| ли| и | или| что|, )", "{1}-то"),
        (r"(что|как) то(?= (?:не|пошло|случилось|произошло|сломалось|странно|так|другое|подобное|еще)\b)", "{1}-то"),
        (rf"кое (что|чего|чем|кто|кого|как|где|куда|{_WHICH})", "кое-{1}"),
        (r"(все|опять|довольно|так|прямо) таки", "{1}-таки"),
        (r"из вне", "извне"),
        (r"во (первых|вторых)", "во-{1}"),
        (r"в (третьих|четвертых)(?=,)", "в-{1}"),
        (r"по (русски|украински|английски|польски|немецки|французски|человечески|хорошему)", "по-{1}"),
        (r"по прежнему(?= (?:не|ждем|ждете|актуальн\w*|работа\w*|действ\w*|доступ\w*|на связи|рады|готов\w*|в силе))", "по-прежнему"),
        (r"по видимому", "по-видимому"),
        (r"ни (чего|где|куда|когда)(?! ин| друг| бы| ни)", "ни{1}"),
        (r"(для того|вместо того|без того|с тем|затем),? что бы(?! ни)", "{1}, чтобы"),
        (r"так-же", "так же"),
        (r"что-бы", "чтобы"),
        (r"как-будто", "как будто"),
        (r"как-бы", "как бы"),
        (r"то-есть", "то есть"),
        (r"потому-что", "потому что"),
        (r"по-этому", "поэтому"),
        (r"во время(?= (?:доставим|доставлен\w*|приед\w*|пришл\w*|отправил\w*))", "вовремя"),
        (r"в ручную", "вручную"),
        (r"на прямую", "напрямую"),
        (r"с начала(?= (?:проверьте|нажмите|откройте|выберите|попробуйте))", "сначала"),
    ),
    Language.UK: (
        (r"будь-ласка", "будь ласка"),
        (r"будь (який|яка|яке|які|якого|якої|якому|якій|яким|якими|яких|яку|хто|що|коли|де|як)(?! ласк)", "будь-{1}"),
        (r"(що|хто|де|як|коли|куди|який|яка|яке|які|чого|кому|чим) небудь", "{1}-небудь"),
        (r"із за", "із-за"),
        (r"з за", "з-за"),
        (r"з під", "з-під"),
        (r"по (перше|друге|третє)", "по-{1}"),
        (r"все-ж", "все ж"),
        (r"так-само", "так само"),
        (r"для того що б", "для того щоб"),
    ),
    Language.PL: (
        (r"na prawdę", "naprawdę"),
        (r"po za(?= (?:tym|nimi|nami|godzinami|terenem|polską))", "poza"),
        (r"z przed", "sprzed"),
        (r"z pod", "spod"),
        (r"z nad", "znad"),
        (r"nie stety", "niestety"),
        (r"niema(?= )", "nie ma"),
        (r"nie długo", "niedługo"),
        (r"w raz(?= z)", "wraz"),
        (r"do prawdy", "doprawdy"),
        (r"po mimo", "pomimo"),
        (r"na przeciwko", "naprzeciwko"),
        (r"po niżej", "poniżej"),
        (r"po wyżej", "powyżej"),
        (r"morze(?= (?:pan|pani|państwo|być|się|to|tak|jednak|nie)\b)", "może"),
        (r"bynajmniej(?= (?:dwa|dwie|trzy|jeden|jedną|raz|\d))", "co najmniej"),
        (r"w skutek", "wskutek"),
        (r"nie mniej jednak", "niemniej jednak"),
        (r"z poza", "spoza"),
    ),
    Language.EN: (
        (r"your welcome(?= |[.!,]|$)(?! (?:pack|gift|offer|bonus|email|message|kit|letter|page|guide|back))", "you're welcome"),
        (r"(could|should|would|must|might) of(?! course)", "{1} have"),
        (r"(more|less|better|faster|earlier|later|rather|other|sooner|longer|bigger|smaller|higher|lower|cheaper) then(?= (?:\d|a|an|the|that|this|we|you|your|usual|expected|normal|two|three|one|planned|it|they))", "{1} than"),
        (r"alot", "a lot"),
        (r"cant", "can't"),
        (r"wont", "won't"),
        (r"its(?= (?:a|an|been|not|already|on|now|our|your|the|still|just|in|out|ready|possible|too|very|also) )", "it's"),
        (r"you're(?= (?:order|parcel|account|refund|package|delivery|details|item|items|address|email|request|money|card|phone|app|basket|message|number|payment|feedback|patience|purchase|invoice|replacement)\b)", "your"),
        (r"your(?= (?:going|receiving|entitled|getting|looking|waiting|having|experiencing|very welcome|absolutely right|quite right)\b)", "you're"),
        (r"to(?= (?:late|many) )", "too"),
        (r"loose(?= (?:your|the|any|it|money|points|access|track)\b)", "lose"),
        (r"weather(?= or not)", "whether"),
        (r"as soon as we here", "as soon as we hear"),
        (r"thank's", "thanks"),
        (r"apologise you", "apologise to you"),
    ),
}  # fmt: skip
# What a text must hold for a pattern to be worth trying: the words it begins with, or else these.
_SIGNS = ("нибудь", "либо", " то", "таки", "прежнему", "что бы", "будь ", "небудь", " of", " then")
_LITERAL = re.compile(r"[\w' \-]*")


def _sign(written: str) -> str:
    begins = _LITERAL.match(written)
    literal = begins.group() if begins else ""
    if literal and written[len(literal) : len(literal) + 1] in {"?", "*"}:
        literal = literal[:-1]
    return literal or next((sign for sign in _SIGNS if sign in written), "")


class Confused(NamedTuple):
    """A pattern, what a text must hold for it, and whether the pattern begins so, wherever it is found."""

    sign: str
    begins: bool
    pattern: re.Pattern[str]
    meant: str


def _confused(written: str, meant: str) -> Confused:
    sign = _sign(written)
    begins = bool(sign) and written.startswith(sign) and len(split(written, "|")) == 1
    return Confused(sign, begins, re.compile(rf"(?<![\w\-'’])(?:{written})(?![\w\-])"), meant)


CONFUSIONS: dict[Language, tuple[Confused, ...]] = {
    language: tuple(_confused(written, meant) for written, meant in entries)
    for language, entries in _WRITTEN.items()
}

# After these a Polish word in -om is no dative: `z gotówkom`, `kartą albo gotówkom`.
INSTRUMENTAL_BEFORE = frozenset({"z", "ze", "za", "przed", "nad", "pod", "między", "poza"})
JOINING = frozenset({"i", "oraz", "lub", "albo", "czy", "bądź"})
# After these a Polish word in -ą is no instrumental: `naszym klientą`.
DATIVE_BEFORE = frozenset({"naszym", "waszym", "tym", "wszystkim", "stałym", "nowym", "swoim", "państwa"})

# After these a Russian verb is an infinitive: `может вернутся`.
INFINITIVE_AFTER = frozenset(
    [
        "может",
        "можете",
        "могу",
        "могут",
        "можем",
        "мог",
        "могла",
        "могли",
        "можно",
        "нужно",
        "надо",
        "должен",
        "должна",
        "должно",
        "должны",
        "необходимо",
        "сможет",
        "сможете",
        "сможем",
        "смогут",
        "смогу",
        "удалось",
        "удастся",
        "хочет",
        "хотите",
        "хотят",
        "хотели",
        "хотим",
        "стоит",
        "будет",
        "будете",
        "будем",
        "будут",
        "буду",
        "нельзя",
        "пора",
        "готов",
        "готова",
        "готовы",
        "следует",
        "придется",
        "пришлось",
        "рекомендуем",
        "советуем",
        "просим",
        "прошу",
        "предлагаем",
        "позволит",
        "позволяет",
        "помогут",
        "поможет",
        "начал",
        "начнет",
        "начнут",
        "перестал",
        "перестанет",
        "продолжит",
        "легко",
        "сложно",
        "трудно",
        "проще",
        "пытается",
        "пробуйте",
        "попробуйте",
        "старайтесь",
        "постарайтесь",
        "чтобы",
    ]
)
