"""How one person is addressed, closely and politely, and what is said closely without meaning anybody."""

from bpo.language.phrasebook import words
from bpo.language.types import Language

# Close forms and the polite ones in their place; two where the person's sex decides.
POLITE: dict[Language, dict[str, tuple[str, ...]]] = {
    Language.RU: {
        "ты": ("вы",), "тебя": ("вас",), "тебе": ("вам",), "тобой": ("вами",), "тобою": ("вами",),
        "твой": ("ваш",), "твоя": ("ваша",), "твоё": ("ваше",), "твое": ("ваше",), "твои": ("ваши",),
        "твоего": ("вашего",), "твоей": ("вашей",), "твоею": ("вашей",), "твоему": ("вашему",),
        "твою": ("вашу",), "твоим": ("вашим",), "твоём": ("вашем",), "твоем": ("вашем",),
        "твоих": ("ваших",), "твоими": ("вашими",), "по-твоему": ("по-вашему",),
    },
    Language.UK: {
        "ти": ("ви",), "тебе": ("вас",), "тобі": ("вам",), "тобою": ("вами",),
        "твій": ("ваш",), "твоя": ("ваша",), "твоє": ("ваше",), "твої": ("ваші",), "твого": ("вашого",),
        "твоєї": ("вашої",), "твоєму": ("вашому",), "твойому": ("вашому",), "твоїй": ("вашій",),
        "твою": ("вашу",), "твоїм": ("вашим",), "твоїх": ("ваших",), "твоїми": ("вашими",),
        "твоєю": ("вашою",), "по-твоєму": ("по-вашому",), "по-твойому": ("по-вашому",),
    },
    Language.PL: {
        "ty": ("Pan", "Pani"), "ciebie": ("Pana", "Panią"), "cię": ("Pana", "Panią"),
        "tobie": ("Panu", "Pani"), "ci": ("Panu", "Pani"), "tobą": ("Panem", "Panią"),
        "twój": ("Pana", "Pani"), "twoja": ("Pana", "Pani"), "twoje": ("Pana", "Pani"),
        "twoi": ("Pana", "Pani"), "twojego": ("Pana", "Pani"), "twojej": ("Pana", "Pani"),
        "twojemu": ("Pana", "Pani"), "twoją": ("Pana", "Pani"), "twoim": ("Pana", "Pani"),
        "twoich": ("Pana", "Pani"), "twoimi": ("Pana", "Pani"), "twego": ("Pana", "Pani"),
        "twej": ("Pana", "Pani"), "twych": ("Pana", "Pani"),
    },
    Language.EN: {},
}  # fmt: skip
# After these, `тебе` and `тобі` mean a place, not a receiver.
OF_A_PLACE = words("о об обо в во на при по у")
CLOSE: dict[Language, dict[str, str]] = {
    Language.RU: {
        "вы": "ты", "вас": "тебя", "вам": "тебе", "вами": "тобой", "ваш": "твой", "ваша": "твоя",
        "ваше": "твоё", "ваши": "твои", "вашего": "твоего", "вашей": "твоей", "вашему": "твоему",
        "вашу": "твою", "вашим": "твоим", "вашем": "твоём", "ваших": "твоих", "вашими": "твоими",
        "по-вашему": "по-твоему",
    },
    Language.UK: {
        "ви": "ти", "вас": "тебе", "вам": "тобі", "вами": "тобою", "ваш": "твій", "ваша": "твоя",
        "ваше": "твоє", "ваші": "твої", "вашого": "твого", "вашої": "твоєї", "вашому": "твоєму",
        "вашій": "твоїй", "вашу": "твою", "вашим": "твоїм", "ваших": "твоїх", "вашими": "твоїми",
        "вашою": "твоєю", "по-вашому": "по-твоєму",
    },
    Language.PL: {},
    Language.EN: {},
}  # fmt: skip
# Of the past and the conditional said to one person: for a man, for a woman.
POLISH_ENDINGS = (
    ("łabyś", ("", "łaby Pani")),
    ("łbyś", ("łby Pan", "")),
    ("łaś", ("", "ła Pani")),
    ("łeś", ("ł Pan", "")),
    ("byś", ("by Pan", "by Pani")),
)
POLISH_POLITE = words("pan pana panu panem panie pani panią państwo państwa państwu państwem")
# Commands that are also nouns, and in a reply nearly always commands.
SURELY_SAID: dict[Language, frozenset[str]] = {
    Language.RU: words(
        "слушай смотри скажи подожди дай давай купи плати жди пиши звони иди бери смотри гляди неси вези сиди молчи "
        "читай учи держи постой прости извини погоди проверь напиши позвони закажи приходи заходи"
    ),
    Language.UK: words("купи зайди бери пиши тримай вибач пробач чекай кажи скажи подивись дивись плати йди"),
    Language.PL: words("kup pisz licz płać"),
    Language.EN: frozenset(),
}
# Read as commands by the dictionaries, and in a reply nearly never commands.
NEVER_SAID: dict[Language, frozenset[str]] = {
    Language.RU: words("сшит пришли пусть пускай будь поди чай стали дели"),
    Language.UK: words("будь май нехай хай давай вір мов коли щасти"),
    Language.PL: words("bądź niech oby"),
    Language.EN: frozenset(),
}
BE_GOOD = words(
    "добр добра другом умницей уверен уверена спокоен спокойна здоров здорова внимателен внимательна готов готова "
    "певен певна спокійний спокійна здоровий здорова готовий готова уважний уважна"
)
# Said to nobody: proverbs and set phrases.
SAID_TO_NOBODY: dict[Language, str] = {
    Language.RU: """
        тише едешь( .. дальше будешь)?
        дальше будешь
        семь раз отмерь( .. отрежь)?
        один раз отрежь
        век живи( .. век учись)?
        что посеешь( .. пожнешь)?
        доверяй .. проверяй
        поспешишь( .. насмешишь)?
        (всем|всех) не (угодишь|накормишь)
        на всех не угодишь
        сердцу не прикажешь
        (из|слова) .. не выкинешь
        .. в мешке не утаишь
        любишь кататься( .. люби .. возить)?
        не имей сто рублей( .. имей сто друзей)?
        за двумя зайцами погонишься( .. не поймаешь)?
        не (поделаешь|попишешь|скажешь|назовешь|сочтешь|спутаешь|оторвешь|оторвешься|нарадуешься|налюбуешься|обойдешься|предусмотришь|предскажешь|перепутаешь|испортишь|придумаешь|разберешь|поймешь|угадаешь|отнимешь|сыщешь|поспоришь|найдешь)
        не попробуешь .. не (узнаешь|поймешь)
        хочешь .. не хочешь
        (как|куда|что|сколько|кого|где|чего) ни (\\w+)
        хоть (отбавляй|убей|плачь|кричи|стой|ложись)
        (не )?дай бог
        не приведи (бог|господь)
        боже упаси
        упаси бог
        того и гляди
        (видишь|знаешь|понимаешь) ли
        знай наших
        пиши пропало
        поминай как звали
        куй железо( .. горячо)?
        готовь сани летом
        дают .. бери
        бьют .. беги
        не было бы счастья
        сам погибай .. выручай
        назвался груздем .. полезай .. кузов
        баба с возу
        все познаешь в сравнении
        чем дальше в лес
        кто ищет .. тот найдет
        век не забудешь
        как аукнется
        не рой .. яму
        не плюй в колодец
        утро вечера
    """,
    Language.UK: """
        тихіше їдеш( .. далі будеш)?
        далі будеш
        сім раз(ів)? відмір( .. відріж)?
        (один раз|раз) відріж
        вік живи( .. вік учись)?
        що посієш( .. пожнеш)?
        (довіряй|вір) .. перевіряй
        поспішиш( .. насмішиш)?
        (всім|усім) не догодиш
        серцю не накажеш
        з пісні слова не викинеш
        шила в мішку не сховаєш
        не май сто рублів( .. май сто друзів)?
        за двома зайцями( .. поженешся| .. погонишся)?( .. не (піймаєш|спіймаєш|зловиш))?
        не (поробиш|вдієш|скажеш|вигадаєш|придумаєш|вгадаєш|зрозумієш|розбереш|заперечиш|посперечаєшся|знайдеш)
        не спробуєш .. не дізнаєшся
        хочеш .. не хочеш
        (як|куди|що|скільки|кого|де|чого) (не|ні) (\\w+)
        хоч (відбавляй|плач|убий|кричи|греблю гати)
        (не )?дай (боже|бог)
        боронь боже
        не приведи (боже|господи)
        пиши пропало
        шукай вітра в полі
        куй залізо( .. гаряче)?
        готуй сани влітку
        дають .. бери
        б'ють .. тікай
        не плюй у? ?криницю
        моя хата скраю
    """,
    Language.PL: """
        bądź co bądź
        daj (boże|bóg)
        nie daj (boże|bóg)
        jak sobie pościelesz( .. wyśpisz)?
        tak się wyśpisz
        mierz siły na zamiary
        żyj i daj żyć
        nie chwal dnia( .. zachodem)?
        nie czyń drugiemu( .. niemiłe)?
        (chcesz|chcąc) (czy )?nie (chcesz|chcąc)
        nie mów hop( .. (przeskoczysz|skoczysz))?
        szukaj wiatru w polu
        co masz zrobić jutro( .. dziś)?
        co posiejesz( .. zbierzesz)?
        masz (ci los|babo placek)
        (nic|już) nie poradzisz
        nie zjesz .. nie
        ucz się .. ucz
        wszystkim nie dogodzisz
        nie kupuj kota w worku
        ufaj .. (sprawdzaj|kontroluj)
        kuj żelazo( .. gorące)?
        darowanemu koniowi
        nie dziel skóry( .. niedźwiedziu)?
        człowiek( ..)? (uczysz|uczy) się
        czym chata bogata
        jak cię widzą( .. tak cię piszą)?
        z kim przestajesz( .. takim się stajesz)?
        nie rób drugiemu( .. niemiłe)?
        gdzie diabeł
    """,
    Language.EN: "",
}
CASUAL_ENGLISH = r"""
    (hey|hi|hello|thanks|cheers|sorry)( there)? (mate|buddy|dude|bro|guys|folks|hun|hon|babe|love|man|pal)
    (mate|buddy|dude|bro|bruh|hun|babe|sweetie|darling|sweetheart|honey)$
    (gonna|wanna|gotta|dunno|lemme|gimme|kinda|sorta|ain't|y'all|yeah|yep|yup|nope|nah|lol|omg|thx|pls|plz|btw|imho|tbh|idk)
    (hiya|howdy|yo|sup|what's up|wassup)
    (no worries|no prob|no probs|my bad|cool cool)
"""
