"""How customers feel, by the beginnings of words: weights, what turns them round, what makes them stronger.

`wants` are what should happen and, negated, did not: “does not work”, “never arrived”. A `$` ends a whole word.
"""

from bpo.language.types import Language

WEIGHTS: dict[Language, dict[float, str]] = {
    Language.RU: {
        -3.0: """
            ужас кошмар отврат позор издева мошенн обман вор$ воры воруе ворье хамств хамло хамят нахам мерз ненави бесит
            бесите достали задолба заеба говн дерьм хуже худш отстой$ лохотрон кидалов кинули грабеж наглост наглы свинств
            безобраз беспредел идиот тупые уроды сволоч лжив вранье врут врете наеба треш$ трэш$ жесть$ дно$ гнус скотств
            отвратн возмутит жутк жуть$ хрень хренов фигня$ фигов дебил придурк ужасн жулик аферист
            """,
        -2.0: """
            плох недовол разочаров возмущ жалоб претензи бракован брак$ сломал сломан разбит разбил испор поврежд треснул
            потеряли утерян опозда просроч игнор неуваж обид груб навяз зря$ напрасн тормоз глючит глюки вылета завис лагае
            сбой$ сбои$ грязн вонь воня невозможн нереальн бесполез обещали обнагл безответствен некомпетент непрофессион
            бардак скандал бестолк развал рассып отвал поломк сгорел заржав облез полинял вздул лопнул протек дефект некачеств никакое$ никакая$ нервы надоел устал$ устала халтур задрал отписк отфутбол виснет дыра$ порва помят гнил тухл просрочк раздраж злюсь$ зол$ ярост бешенств взбеш сержусь$ сердит
            """,
        -1.0: "проблем ошибк задерж долго$ дорого$ завыш отказ верните опять$ снова$ пропал минус$ слаб криво кривой скрип течет холодн сырой жаль$ увы$ навсегда наконец-то",
        1.0: "быстр удобн норм$ нормальн неплох оператив вежлив ок$ окей$ плюс$ интерес красив уютн",
        1.5: "спасибо спс$ благодар хорош$ хороши хорошо хорошая хорошее хороший",
        2.0: "рад$ рада$ рады$ довол нравит понрав приятн качествен вкусн рекоменд люблю любим помогли помогла выруч порадов мил$ мило$ удач симпат радует заботлив внимательн отзывчив благодарн",
        3.0: "обожа восхит супер$ супер- шикарн великолеп превосход лучш прекрасн замечательн потряса восторг идеальн классн класс$ круто$ крутой крутая огонь$ топ$ респект молодц молодец чудесн волшебн отличн отлично изумит блеск$ браво бомба$ спасли",
    },
    Language.UK: {
        -3.0: """
            жах кошмар відраз ганьб знуща шахра обман дуре дурите злоді краді хамств хамло нахам мерз ненави бісит бісите дістали задовба
            гівн лайн найгірш гірше$ лохотрон грабун грабіж нахаб нахабств свинств неподоб беззаконн ідіот тупі$ виродки сволот
            брехн бреше брешете жахлив огидн мерзот скотств дебіл придурк кидал кинули дно$ треш$ обурлив паскуд
            """,
        -2.0: """
            поган скандал незадовол розчаров обур скарг скарж претенз бракован брак$ зламав зламан зламал розбит розбил зіпсов пошкод тріснув тріснул
            загубили втратили спізн запізн простроч ігнор неповаг образ груб розвал розсип відвал поламк згорі заіржав облі лопну протік дефект неякісн ніяка$ ніяке$ обіцяли нав'яз дарма$ даремн гальму глючить вилітає завис лагає
            збій$ збої$ брудн сморід смерд неможлив марн безвідповід некомпетент непрофес безлад нерви набрид втомил халтур
            відписк відфутбол мовчите мовчать кидає кидають порва зім'ят гнил тухл дратує злюсь$ злюся$ лют$ люті$ лютую$ розлют розгнів скаженію$ серджус сердит двічі$ без$попередження
            """,
        -1.0: "проблем помилк затрим довго$ дорого$ завищ відмов поверніть знову$ знов$ зник мінус$ слабк криво кривий скрип тече холодн сирий шкода$ підвищили",
        1.0: "швидк зручн норм$ нормальн непоган оператив ввічлив чемн ок$ окей$ плюс$ цікав гарн$ красив",
        1.5: "дяку спасиб вдячн добре$ гарно$ гарна$ гарний$ подяк",
        2.0: "радий$ рада$ раді$ задовол сподоба подоба приємн якісн смачн рекоменд люблю$ улюблен допомог виручи порадув мил$ мило$ симпат турботлив уважн чуйн привітн терпіння$",
        3.0: "обожню захопл супер$ супер- шикарн чудов прекрасн найкращ дивовижн ідеальн клас$ класн круто$ крутий крута вогонь$ топ$ респект молодц молодець чарівн відмінн бездоган браво врятув неймовірн",
    },
    Language.PL: {
        -3.0: """
            koszmar okropn żenad żenuj skandal oszuk oszust oszuś złodziej złodziejstw kradn kradzież chams cham$ tragedi tragiczn dramat katastrof
            najgors gorsz wstyd hańb bezczeln nienawi wkurz wkurw gówn beznadziej obrzydl masakr syf$ dno$ idiot debil kretyn kłam kłamiecie
            kpina kpiny kpi fataln skurw porażk porażka$ żałosn szlag zdzier zdziers naciąg paranoj absurd dziado
            """,
        -2.0: """
            zły$ zła$ złe$ źle$ kiepsk słab niezadowol rozczarow oburz skarg reklamacj zepsut zepsuł uszkodz zniszcz pękni pękł rozbit stłucz zgubi
            zgubiono opóźni spóźni ignor lekceważ niemił nieuprzejm arogan brud śmierdz bezuży niekompet nieprofesj bałagan
            nerwy rozpad odpad zardzew spalił przeciek wadliw obiecaliś obiecywal żadna$ żadne$ wkurza irytuj denerw zawiesza zacina niedział milczycie niemożliw nigdy$ dość$ dosyć$ porwan rozerwan brudn stęchł rozłącza pobraliście wściek rozwściecz złoszcz furi$ furii$ furię$ rozzłości
            """,
        -1.0: "problem błąd błęd długo$ drogo$ drogie odmów odmow zwróćcie oddajcie znowu$ znów$ minus$ niestety krzyw cieknie zimn szkoda$ podnieśli",
        1.0: "szybk wygodn spoko$ ok$ okej$ plus$ konkretn sprawnie ładn ciekaw",
        1.5: "dzięk dziękuj podzięk dobr$ dobre$ dobra$ dobry$ dobrze$ wdzięczn miło$ mili$ miła$ miły$",
        2.0: "zadowol podoba polec przyjemn smaczn lubię$ ulubion pomogli pomogła pomógł uratow uprzejm życzliw cierpliw trosk pomocn solidn zaskoczen",
        3.0: "uwielbiam kocham super$ świetn rewelac doskonał najleps wspaniał fantastyczn idealn genialn ekstra$ brawo cudown bomba$ mega$ petard perfekc znakomit rewel wzorow mistrz",
    },
    Language.EN: {
        -3.0: """
            terribl horribl awful disgust disgrac appall atroci scam scammed scammer fraud thief thieves steal stolen liar lying lied worst worse hate hated
            furious livid outrag shame shameful ridicul unacceptab pathetic useless garbage rubbish trash crap shit shitty fuck bullshit sucks$ suck$ joke$
            nightmare ripoff rip-off robbed rude idiot moron incompeten disaster diabolical abysmal dreadful shambles joke dire$ scandal
            """,
        -2.0: """
            bad$ badly poor poorly disappoint annoy angry upset frustrat unhappy dissatisf complain complaint broken broke damaged defective faulty cracked
            smashed ruined lost$ missing delayed ignor unprofessional unhelpful misleading overcharg cheated dirty smell stink mouldy rotten crash crashing freezes freezing
            glitch waste wasted wasting fail failed fails failing fed$ sick$ tired$ refuse refused cancelled unreliab promised rusty overheat defect slow$ clueless impossible unusable rip$ torn wtf$ ugh$ never$ fuming$ infuriat enraged$ raging$
            """,
        -1.0: "problem issue error outage late$ wrong$ delay wait$ waiting waited expensive again$ still$ stuck refund$ unfortunately sadly cold$ leak leaking shame$ third$ hours$",
        1.0: "fast quick quickly easy fine$ ok$ okay$ nice$ nicely helpful smooth smoothly polite friendly kind$ cool$ neat",
        1.5: "thank thanks thx$ ty$ cheers$ good$ pleased glad$ grateful appreciat",
        2.0: "happy love$ loved liked pleasant enjoy recommend satisfied impressed delicious beautiful lovely saved$ comfy quality$",
        3.0: "great awesome amazing excellent fantastic brilliant perfect wonderful best$ superb outstanding adore delighted thrilled incredible legend legends star$ stars$ exceptional fab$ kudos",
    },
}
NEGATORS: dict[Language, frozenset[str]] = {
    Language.RU: frozenset({"не", "ни", "нет", "без", "никак", "нельзя", "никто", "нету", "ниче", "никогда"}),
    Language.UK: frozenset({"не", "ні", "немає", "нема", "без", "ніяк", "ніхто", "ніколи"}),
    Language.PL: frozenset({"nie", "bez", "brak", "nikt", "nigdy", "ani", "nic", "żadnej", "żadnego"}),
    Language.EN: frozenset(
        {
            "not", "no", "never", "without", "don't", "doesn't", "didn't", "can't", "cannot", "won't", "isn't", "wasn't", "haven't", "hasn't",
            "couldn't", "wouldn't", "aren't", "nobody", "nothing", "none", "dont", "doesnt", "didnt", "cant", "wont", "hardly", "still no", "ain't",
        }
    ),
}  # fmt: skip
STRONGER: dict[Language, frozenset[str]] = {
    Language.RU: frozenset({"очень", "крайне", "просто", "абсолютно", "полный", "полная", "полное", "совсем", "настолько", "такой", "такая", "такое", "самый", "самая", "самое", "так", "вообще", "безумно", "невероятно"}),
    Language.UK: frozenset({"дуже", "вкрай", "просто", "абсолютно", "повний", "повна", "повне", "зовсім", "настільки", "такий", "така", "таке", "так", "взагалі", "шалено", "неймовірно"}),
    Language.PL: frozenset({"bardzo", "strasznie", "totalnie", "kompletnie", "zupełnie", "naprawdę", "po", "prostu", "tak", "taki", "taka", "absolutnie", "niesamowicie", "mega"}),
    Language.EN: frozenset({"very", "so", "really", "absolutely", "totally", "completely", "utterly", "extremely", "such", "incredibly", "super", "beyond", "too"}),
}  # fmt: skip
BUT: dict[Language, frozenset[str]] = {
    Language.RU: frozenset({"но", "однако", "зато", "а"}),
    Language.UK: frozenset({"але", "однак", "проте", "зате", "а"}),
    Language.PL: frozenset({"ale", "jednak", "lecz", "natomiast", "a"}),
    Language.EN: frozenset({"but", "however", "yet", "although", "though"}),
}
WANTS: dict[Language, str] = {
    Language.RU: "работа прише пришл приход придет дошл дошел доход доставл доставк отвеча ответ вернул возвра помог открыва загруж включа заряж грузит получ видно выполн соответств хвата дозвон решен решил решае исправ привез зачисл поступ перезвон держит устраива запуска реагир подход подош слыш связ интернет света воды денег пуска вход входит захо приезж приех найд нашл выход предупре извини оплат прошел прошл обнов",
    Language.UK: "працю прийш приход прийде дійшл дійшов достав доставк відповід відповіл повернул поверненн допом відкрива завантаж вмика заряджа вантаж отрим видно викон відповідає вистач додзвон виріш виправ привез зарах надійш надход передзвон трима влаштову запуска реагу підход підійш чути зв'яз інтернет світла води грошей пуска вход заход приїж приїх вибач поперед оплат пройшл оновл користува",
    Language.PL: "działa przysz dotar dotrz dosz dostar dostaw odpowi odpowied odpis zwróc zwrot pomóg pomog pomoc otwiera ładuj włącz ładow otrzym dostał dostan widać wykon zgadza wystarcz dodzwon rozwiąz napraw przywi zaksięg wpłyn oddzwon trzyma odpowiada uruchamia reagu pasuje słychać łączn interne prądu wody pieniędzy wpuszcz logow zalog przyjech przeprosi uprzedz płatno przeszł korzysta da$",
    Language.EN: "work arriv deliver answer repl respond refund help open load turn charg receiv got get come came see fulfil match reach fix solve sort bring credit call hold suit start react fit hear connect internet signal power water money log login access apolog warn tell told show update send sent let accept respon contact",
}
# Softer when negated: people say so in plain questions.
WANTS_SOFTLY: dict[Language, str] = {
    Language.RU: "могу$ можем$ можно$ получается нашел нашла знаю$ понима понял вижу$ наличи скидк хоч",
    Language.UK: "можу$ можемо$ можна$ виходить знайшов знайшла знаю$ розумі бачу$ наявност знижк хоч",
    Language.PL: "mogę$ możemy$ można$ wiem$ rozumiem widzę$ znajd dostępn chc",
    Language.EN: "can$ could$ find found know$ understand stock sure$ available want",
}
# Whole phrases that weigh more than their words.
PHRASES_AGAINST = r"""
    сколько (можно|еще) (ждать|терпеть|мучить*|издеваться|тянуть|обещать|повторять|просить|писать|звонить)
    сколько можно$
    (больше|никогда) .. (никогда|не куплю|не закажу|не приду|ни ногой)
    до сих пор .. (не|нет|жду|ждем)
    (второй|третий|четвертый|пятый|десятый|который|\d+-й) раз
    (второй|третий|четвертый|пятый|десятый|который|\d+-й) (день|час|месяц) .. (не|нет|нету|без|жду|ждем|никто|никак*|тишина|молч*|одно|то|обеща*|прошу|пишу|звоню|сижу|сидим)
    (уже|вот|пошел) (второй|третий|четвертый|пятый|десятый|который|\d+-й) (день|час|месяц)
    (вторую|третью|четвертую|которую) неделю
    (верните|верни|отдайте) .. (деньги|мои|средства)
    (это|что за) (издевательство|беспредел|бред|цирк|хамство)
    вы (там |вообще )*(издеваетесь|с ума сошли|охренели|обалдели|серьезно|совсем)
    скільки (можна|ще) (чекати|терпіти|знущатися|обіцяти|повторювати|просити|писати|дзвонити)
    скільки можна$
    (більше|ніколи) .. (ніколи|не куплю|не замовлю|не замовлятиму|не прийду|ні ногою)
    (досі|до цього часу) .. (не|немає|нема|чекаю|чекаємо)
    (другий|третій|четвертий|п'ятий|десятий|котрий) раз
    (другий|третій|четвертий|п'ятий|десятий|котрий) (день|тиждень|місяць) .. (не|немає|нема|без|чекаю|чекаємо|ніхто|ніяк*|тиша|мовч*|одне|те|обіця*|прошу|пишу|дзвоню|сиджу|сидимо)
    (вже|уже|ось|пішов) (другий|третій|четвертий|п'ятий|десятий|котрий|який) (день|тиждень|місяць|раз)
    поверніть .. (гроші|мої|кошти)
    ви (там |взагалі )*(знущаєтеся|знущаєтесь|з глузду з'їхали|здуріли|серйозно)
    ile (można|jeszcze) (mam )?(czekać|prosić|pisać|dzwonić|znosić|obiecywać|powtarzać)
    ile można$
    (nigdy|więcej) .. (więcej|nie kupię|nie zamówię|nie polecam|nie skorzystam|nigdy)
    nie polecam
    (деньги|гроші) на (ветер|вітер)
    (сил|слов|слів) .. (нет|нету|немає|нема)
    (терпение|терпіння) (лопнуло|кончилось|закончилось|урвався|урвалося|закінчилося)
    (brak (mi )?słów|szkoda słów|w błoto)
    (hours|days|weeks|too|arrived|came|turned up|was|is|always|delivered) late
    (fell|falling|falls|came|coming) apart
    (site|website|app|system|page|service|check-in) (is |was |are )*(down|dead|broken)
    where is (it|my|the) (order|parcel|package|refund|money|delivery)?
    (od|już) .. (tygodnia|tygodni|miesiąca|dni|trzech|dwóch) .. (czekam|ignoruj*|czekamy|nie|brak|bez)
    (drugi|trzeci|czwarty|piąty|dziesiąty|który) raz
    (drugi|trzeci|czwarty|piąty|dziesiąty|który) (dzień|tydzień|miesiąc) .. (nie|bez|brak|czekam|czekamy|nikt|cisza|milcz*|to|obiec*|proszę|piszę|dzwonię|siedzę|siedzimy)
    (już|kolejny) (drugi|trzeci|czwarty|piąty|dziesiąty|który) (dzień|tydzień|miesiąc)
    (proszę |prosimy )?(zwrócić|oddać|oddajcie|zwróćcie) .. (pieniądze|środki|moje)
    (jakiś|to) (żart|cyrk|kabaret)
    how (long|much longer) ... (wait|waiting|answer|reply|respond)
    how many times .. (must|do|will|have|should) i
    (never|not) .. (again|buying|ordering|shopping|using)
    (still|been) .. (waiting|no|not|haven't|nothing|hours|weeks|days)
    (second|third|fourth|fifth|tenth|\d+(rd|th|nd)) time
    (second|third|fourth|fifth|tenth|\d+(rd|th|nd)) (day|week) .. (no|not|without|waiting|wait|nothing|nobody|running|in a row|of (waiting|silence|this))
    (give|want|demand) .. (money|refund) back
    (is this|this is) a joke
    (are you|you) (kidding|joking|serious)
    (fed up|had enough|sick of|tired of|fuming|pissed off|let down|not good enough|not happy|zero stars|no response|no reply|no answer|waste of)
"""
PHRASES_FOR = r"""
    (так держать|вы лучшие|вы супер|все супер|все отлично|все понравилось|огромное спасибо|большое спасибо|спасибо большое|спасибо огромное|рекомендую всем|пять баллов|на высоте|дай бог здоровья)
    не (пожалел*|разочаров*|подвел*)
    (так тримати|ви найкращі|ви супер|усе супер|все супер|усе чудово|все чудово|усе сподобалося|дуже дякую|щиро дякую|рекомендую всім|п'ять балів|на висоті|велике спасибі|велика подяка)
    не (пошкодува*|розчарува*|підве*)
    (tak trzymać|jesteście najlepsi|jesteście super|wszystko super|wszystko ok|bardzo dziękuję|wielkie dzięki|dziękuję bardzo|polecam wszystkim|na medal|pełen profesjonalizm)
    nie (żałuj*|zawiod*)
    (not|wasn't|weren't|never|isn't) .. (disappoint*|let down)
    (i|we|really|my \w+) (like|likes) (it|the|this|your|how|that)
    (раньше|быстрее|скорее) .. (обещали|обещано|ожидал*)
    (раніше|швидше) .. (обіцяли|обіцяно|очікува*)
    (wcześniej|szybciej) .. (obiecal*|obieca*|spodziewał*)
    (earlier|faster|sooner|quicker) than (promised|expected|i)
    (keep (it )?up|well done|good job|great job|you rock|you're the best|thank you so much|thanks so much|thanks a lot|many thanks|highly recommend|five stars|made my day|can't fault|no complaints|above and beyond|shout out)
"""
# What was missed and is there now: “давно не хватало” praises, though its words say that something is not there.
PHRASES_OF_THE_MISSED = r"""
    (давно|как раз|именно (этого|такого|такой)) .. (не хватало|недоставало)
    (давно|якраз|саме (цього|такого|такої)) .. (не вистачало|бракувало)
    (od dawna|dawno|właśnie (tego|takiego|takiej)) .. brakowało
    (just|exactly) what (was|we were|i was|i've been|we've been) missing
"""
GOOD_EMOJI = frozenset("😀😃😄😁😊🙂😍🥰😘❤♥💕💖💗💙💚💛🧡💜👍👏🙏🎉🔥😎🤗⭐🌟💪😻🥳✨💯")
BAD_EMOJI = frozenset("😡😠🤬😤😞😢😭👎💩🤮🤢😒🙄😩😫😖😣💔🤦😾😿☹🖕😱")
SMILES = r"(?::|;|=)-?[)D]+|\)\)+|<3|xD"
FROWNS = r"(?::|=)-?[(]+|\(\(+|>:\("
