"""Politics and religion: the words that a brand avoids unless it says otherwise, in the four languages.

Only words that are of the subject whoever says them. What shops say too (`партия товара`, `икона стиля`,
`party size`, a holiday's name) is left out or listed as innocent; a brand adds its own words to these.
"""

from bpo.language.types import Language

POLITICS, RELIGION = "politics", "religion"

TERMS: dict[str, dict[Language, str]] = {
    POLITICS: {
        Language.RU: """
политик; политикан; политический; геополитика; выборы; предвыборный; референдум;
президент страны; парламент; депутат; госдума; государственная дума; совет федерации; сенатор; правительство;
премьер-министр; оппозиция; оппозиционер; политическая партия; правящая партия; единая россия; госпереворот;
государственный переворот; диктатура; диктатор; тоталитаризм; коммунизм; коммунист; социализм; либерал;
либерализм; фашизм; фашист; нацизм; нацист; национализм; националист; сепаратизм; сепаратист; пропагандист;
мобилизация; санкции; аннексия; оккупация; оккупант; спецоперация; военное положение; кремль;
верховная рада; евромайдан; путин; медведев; зеленский; порошенко; лукашенко; навальный; байден; трамп;
дональд трамп; импичмент; демократия; монархия; коррупция во власти
""",
        Language.UK: """
політик; політикан; політичний; геополітика; вибори; передвиборчий; референдум;
президент країни; парламент; депутат; держдума; верховна рада; сенатор; уряд; прем'єр-міністр; опозиція;
опозиціонер; політична партія; правляча партія; слуга народу; державний переворот; диктатура; диктатор;
тоталітаризм; комунізм; комуніст; соціалізм; ліберал; лібералізм; фашизм; фашист; нацизм; нацист;
націоналізм; націоналіст; сепаратизм; сепаратист; пропагандист; мобілізація; санкції; анексія; окупація;
окупант; воєнний стан; кремль; євромайдан; путін; зеленський; порошенко; лукашенко; навальний;
байден; трамп; дональд трамп; імпічмент; демократія; монархія
""",
        Language.PL: """
polityk; polityczny; geopolityka; wybory; wyborczy; referendum; prezydent kraju; parlament;
poseł; posłanka; sejm; senat; senator; rząd; opozycja; partia polityczna; partia rządząca;
zamach stanu; dyktatura; dyktator; totalitaryzm; komunizm; komunista; socjalizm; liberalizm; faszyzm;
faszysta; nazizm; nazista; nacjonalizm; nacjonalista; separatyzm; separatysta; propaganda; mobilizacja
wojskowa; sankcje; aneksja; okupacja; okupant; stan wojenny; kreml; putin; zełenski;
kaczyński; trzaskowski; biden; prawo i sprawiedliwość; platforma obywatelska;
konfederacja; impeachment; demokracja; monarchia
""",
        Language.EN: """
politics; politician; political; geopolitics; election; electoral; referendum; parliament;
congressman; senator; prime minister; opposition party; political party; ruling party; republican party;
democratic party; labour party; conservative party; coup; dictatorship; dictator; totalitarianism; communism;
communist; socialism; fascism; fascist; nazism; nazi; nationalism; nationalist; separatism; separatist;
propaganda; military mobilisation; sanctions; annexation; military occupation; martial law; kremlin; putin; zelensky; zelenskyy; biden; trump; donald trump; impeachment; brexit; democracy; monarchy
""",
    },
    RELIGION: {
        Language.RU: """
религия; религиозный; бог; господь бог; аллах; иисус; иисус христос; христос; богородица; библия; евангелие;
коран; церковь; мечеть; синагога; монастырь; священник; монах; имам; раввин; мулла; епископ;
патриарх; папа римский; ислам; мусульманин; мусульманский; христианство; христианин; христианский;
православие; православный; католицизм; католик; католический; протестант; иудаизм; иудей; буддизм; буддист;
атеизм; атеист; молитва; молиться; намаз; литургия; проповедь; сектант; ваххабит; шариат; джихад
""",
        Language.UK: """
релігія; релігійний; бог; господь бог; аллах; ісус; ісус христос; христос; богородиця; біблія; євангеліє;
коран; церква; мечеть; синагога; монастир; священник; священик; чернець; імам; рабин; мулла;
єпископ; патріарх; папа римський; іслам; мусульманин; мусульманський; християнство; християнин;
християнський; православ'я; православний; католицизм; католик; католицький; протестант; юдаїзм; буддизм;
буддист; атеїзм; атеїст; молитва; молитися; намаз; літургія; проповідь; сектант; шаріат; джихад
""",
        Language.PL: """
religia; religijny; bóg; allah; jezus; jezus chrystus; chrystus; matka boska; biblia; ewangelia; koran;
kościół; meczet; synagoga; klasztor; ksiądz; zakonnik; zakonnica; imam; rabin; mułła; biskup;
papież; islam; muzułmanin; muzułmański; chrześcijaństwo; chrześcijanin; chrześcijański; prawosławie;
prawosławny; katolicyzm; katolik; katolicki; protestant; judaizm; buddyzm; buddysta; ateizm; ateista;
modlitwa; modlić się; msza święta; sekta; szariat; dżihad
""",
        Language.EN: """
religion; religious; god; allah; jesus; jesus christ; christ; virgin mary; bible; gospel; quran; koran; torah;
church; mosque; synagogue; monastery; priest; imam; rabbi; mullah; bishop; pope; islam; islamic; muslim;
christianity; christian; catholic; catholicism; protestant; orthodox church; judaism; buddhism; buddhist;
atheism; atheist; prayer; sermon; sharia; jihad
""",
    },
}

# Innocent as far as the words above go; a brand's own words have their own exceptions.
IDIOMS: dict[str, dict[Language, str]] = {
    POLITICS: {
        Language.RU: "политика возврата; политика конфиденциальности",
        Language.UK: "політика повернення; політика конфіденційності",
        Language.PL: "polityka prywatności; polityka zwrotów",
        Language.EN: "coup de grace",
    },
    RELIGION: {
        Language.RU: "слава богу; ради бога; не дай бог; боже мой",
        Language.UK: "слава богу; ради бога; заради бога; не дай бог; боже мій",
        Language.PL: "boże narodzenie; boże ciało; o mój boże; dzięki bogu; nie daj boże",
        Language.EN: "oh my god; thank god; for god's sake; church street; church road",
    },
}
# Another word that is written the same: innocent whosever the term is.
HOMOGRAPHS: dict[str, dict[Language, str]] = {
    POLITICS: {
        Language.RU: "",
        Language.UK: "",
        Language.PL: "rząd krzeseł; rząd siedzeń; rząd przycisków; rząd półek; pierwszy rząd; drugi rząd; "
        "trzeci rząd; ostatni rząd; górny rząd; dolny rząd; jeden rząd",
        Language.EN: "",
    },
    RELIGION: {Language.RU: "белая церковь", Language.UK: "біла церква", Language.PL: "", Language.EN: ""},
}
# Forms of that other word alone: `trzy dni z rzędu`.
OTHER_WORDS: dict[str, tuple[str, ...]] = {POLITICS: ("rzęd",), RELIGION: ()}


def phrases(table: dict[Language, str], language: Language) -> list[str]:
    """The phrases of a language."""
    return [phrase for part in table[language].split(";") if (phrase := " ".join(part.split()))]
