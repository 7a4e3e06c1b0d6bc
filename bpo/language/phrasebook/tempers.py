"""Offences that every language has a set phrase for: counting the times, doubting, sarcasm, cold sayings."""

from bpo.language.types import Language

TEMPERS: dict[Language, dict[str, str]] = {
    Language.EN: {
        "argue": r"""
            as (i|we|i've|we've|has been|was) .. (said|told|explained|written|mentioned|stated|wrote|pointed out|informed) .. (twice|times|more than once|repeatedly|over and over)
            ^for the (third|fourth|fifth|sixth|tenth|hundredth|thousandth|umpteenth|last|nth|final) time(?! (this|in|since|you|at))
            (say|saying|tell|telling|repeat|repeating|explain|explaining|write|writing|said|told|explained) .. for the (second|third|fourth|fifth|tenth|hundredth|umpteenth|last|nth|final) time
            (odd|strange|funny|curious|weird|amazing|interesting|peculiar|suspicious|convenient) (that|how|isn't it that) .. (only|nobody|no one|everyone|everybody|just|always) .. (you|yours|your|else|else's|others)
            (i|we) (really |strongly |rather |very much |highly |seriously |somehow )*doubt (that |if |whether )?(you|your|(it|they|this|that|the \w+) (really |actually |ever )?(arrived|came|was|were|broke|happened|had))
            (find|finding) (it|that|this|your \w+) (very |rather |a bit |a little )?(hard|difficult) to believe
            (we|you and i) (both|all) know
            so (you're|you are) (telling|saying|claiming|suggesting|accusing)
            (expect|want) (me|us) to believe
            (are you|you're) (accusing|implying|suggesting|calling) .. (us|me|liars|we)
            surely you (can|could|must|know|realise|realize|understand|don't|aren't|noticed)
            (our|the) (records|photos|cameras|logs) (don't lie|say otherwise|tell a different story)
        """,
        "blame": r"""
            (did|does|has|had|didn't) it (not |never |ever |even )*(occur|cross|occurred|crossed|dawn|dawned) .. (you|mind)
            (maybe|perhaps) (you should |you could )?(try|start by|begin by) (plugging|reading|looking|switching|turning|opening|measuring|checking) .. (first|next time|properly|for once|for a change)
            (that's|this is) what (happens|you get) (when|for|if)
            (you|you've|you have) .. (can|have) only (got )?yourself to (blame|thank)
            (a bit|a little) (more )?(care|attention|thought) (on your (side|part)|wouldn't hurt|would have helped)
        """,
        "mock": r"""
            (have|had) you (ever |even )*(considered|thought of|thought about) (reading|looking|thinking|checking|measuring|plugging)
            what (exactly |else |on earth |in the world )+did you (really |honestly |seriously )?expect
            (hardly|not|isn't|ain't) (exactly )?(rocket science|brain surgery|quantum physics)
            do you (seriously|honestly|really|actually|genuinely) (think|believe|expect|imagine|suppose)
            ^(oh )?(here|there) (we|you) go again
            ^not (this|you|that) again
            (got|get|woke|wake) .. (bed|up) .. wrong side
            shall (i|we) (spell|draw|repeat|say)
            (let me|i'll|we'll) (spell|say) (it|this|that) (out|slowly|once more|one more time)( for you)?
            (not|aren't|isn't) (a )?(mind reader*|mindreader*|psychic*|fortune teller*|clairvoyant*|magician*|miracle worker*)
            (don't|do not) (have|own) a crystal ball
            (boo hoo|cry me a river|my heart bleeds|world's smallest violin|diddums|first world problem*)
            live and learn
            (let (that|this) be|(that|this)('ll| will) be) a lesson
            mountain .. of .. molehill
            storm in a teacup
            making (such )?a (fuss|scene|drama|big deal|song and dance|meal of)
            (what|which) (part|bit) of .. (you (not|don't|didn't)|don't you|didn't you|do you not|did you not) (understand|get)
        """,
        "command": r"""
            keep (your|that|those|such|these) (\w+ )?(comments?|opinions?|remarks?|thoughts|advice|jokes|theories|that)? ?to yourself
            (be (brief|quick)|keep it (short|brief)|make it (quick|short))$
            (mind|watch) your (language|tone|manners|mouth|words)
            (get|come) to the point
        """,
        "cold": r"""
            (complaining|whining|moaning|shouting|arguing|writing|ranting) .. (won't|will not|doesn't|isn't going to) .. (help|speed|change|make|solve|get)
            (i|we) can only repeat .. (told|said|wrote|written|already)
            (like|likes) it or not
            (rules|terms|policy) (are|is) (rules|terms|policy)
            (tough|hard) (luck|cheese)
            ^(well |oh well )?too bad(?! (weather))
            (there's|there is|is) (really |simply |just |absolutely |honestly |sadly |quite |frankly )*nothing (else |more |further )?(we|i|anyone) (can|could|will) (possibly )?do( (for you|here|about (it|this|that)|at this (point|stage)|to help|now))+
            (says|written|said|stated|spelled out|stands|there) .. in black and white
            (you|you'll|you will) (just )?(have|need) to (lump|accept|live with) (it|that)
            (it|that) is what it is$
        """,
        "innocent": r"""
            what did you expect to (find|see|receive|get|have)
            (nobody|no one) else has had (this|that|such a) (fault|problem|defect|error)
        """,
    },
    Language.UK: {
        "argue": r"""
            як (ми|я) .. (двічі|тричі|неодноразово|багато разів|кілька разів|сто разів|не раз) .. (писал*|казал*|пояснювал*|говорил*|повідомлял*|писав|казав|пояснював)
            (вдруге|утретє|втретє|вчетверте|учетверте|вп'яте|вкотре|укотре|всоте|третій раз|другий раз|в який раз) .. (поясню*|повторю*|кажу|кажемо|пишу|пишемо|нагаду*|відповіда*)
            (дивно|дивина|цікаво|підозріло|кумедно|дивовижно) (що|як|чому|але) .. (тільки|лише|саме|чомусь|завжди) .. (ви|вас|вам|вами)
            (сумніваюся|сумніваюсь|сумніваємося|сумніваємось|маю сумнів|маємо сумнів*) .. що .. (ви|вона|він|воно|вони|товар|посилка|\w+) .. (прийшл*|прийшов|приїха*|розбит*|злама*|пошкоджен*|отримал*|так|правда|було|дефект*|брак*)
            (важко|складно) (у це |вам |в це )*повірити
            (ми з вами|ми обоє|ми обидва|ми обидві|обоє|ви й самі|ви самі) .. (знаємо|знаєте|розуміємо|розумієте)
            (тобто|тож|отже|виходить|то) .. (сам|сама|само|самі) .. (так|авжеж|правда|чи що|еге ж)$
            знову ви$
            це (все |усе |лише |тільки |просто )*(ваші|твої) (фантазії|вигадки|домисли|здогади|припущення)
            не ми ж .. (вашу|ваш|ваше|ваші|її|його|їх) .. (розби*|злама*|загуби*|зіпсува*|перепла*|упусти*)
        """,
        "blame": r"""
            наступного разу .. (читайте|дивіться|думайте|перевіряйте|уважніше|слухайте|міркуйте|прочитайте|перевірте|подумайте|вимірюйте|будьте)
            (не прийшло|не спало) .. (на думку|в голову)
            (ось|от) що буває коли
        """,
        "mock": r"""
            хіба (це |вам )*(так|настільки) (важко|складно)
            (ви|ви що) .. (перший|вперше|уперше) .. (раз )?(купуєте|замовляєте|користуєтеся)
            ви (серйозно|справді|дійсно|насправді|щиро) (думаєте|вважаєте|вірите|гадаєте|розраховуєте|очікуєте)
            (не|зовсім не) (телепат*|екстрасенс*|ясновид*|ворож*|чарівник*|чарівниц*|провид*)
            з мухи слона
            буря (в|у) (склянці|стакані)
            (не з тієї|не на ту) (ноги|ногу) .. (встали|стали|підвелися)
            (встали|стали|підвелися) .. (не з тієї|не на ту) (ноги|ногу)
            (не|теж) (вища математика|бозна яка наука|космічні технології)
            (буде вам|хай буде вам|це вам) .. (наука|уроком|урок)
            (яку|яке) .. слово .. (не зрозуміл*|незрозуміл*)
            вам не здається що ви
            (забагато|занадто багато|надто багато) (хочете|вимагаєте|просите)
        """,
        "command": r"""
            (залиште|тримайте|лишіть|залишіть) .. при собі
            (висловлюйтеся|висловлюйтесь|пишіть|кажіть|говоріть|давайте) (будь ласка )?(коротше|стисло|ясніше|по суті|швидше)
            (коротше|ближче до (справи|суті|діла))$
            стежте .. за .. (словами|мовою|язиком|тоном|лексикою|висловами)
            (добирайте|обирайте|фільтруйте) .. (слова|вислови|вирази)
        """,
        "cold": r"""
            (скарги|скаргами|крики|криками|нарікання|обурення|емоції) .. (нічого|нічому|справі|це) .. не (прискор*|зарад*|допомож*|змін*|виріш*)
            (я|ми) (вам )?(вже |уже )?(все |усе )(вже |уже )?(сказал*|пояснил*|написал*)$
            (подобається|хочете|приємно) (вам |це )*чи ні
            ^(на жаль )?(вам |просто |цього разу )*не (пощастило|поталанило)
            хто не встиг .. (той|запізнився|спізнився)
            (правила|умови) (є |це )?(правила|правилами|умови|умовами)$
            нема (часу|коли) (з вами|на вас|вас|вам)
        """,
        "innocent": "такого (більше )?ні в кого не було",
    },
    Language.RU: {
        "argue": r"""
            как (мы|я) .. (дважды|трижды|неоднократно|много раз|несколько раз|сто раз|не раз|два раза|три раза) .. (писал*|говорил*|объяснял*|сообщал*|отвечал*)
            (второй раз|третий раз|четвертый раз|пятый раз|сотый раз|который раз|последний раз|в который раз) .. (объясня*|повторя*|говорю|говорим|пишу|пишем|напомина*|отвечаем|отвечаю)
            (странно|удивительно|интересно|подозрительно|забавно|любопытно) (что|как|почему|но) .. (только|лишь|именно|почему-то|всегда) .. (вы|вас|вам|вами)
            (сомневаюсь|сомневаемся|есть сомнения) .. что .. (\w+) .. (пришл*|пришел|приехал*|разбит*|сломан*|поврежден*|получил*|так|правда|дефект*|брак*)
            (трудно|сложно) (в это |вам )*поверить
            (мы с вами|мы оба|мы обе|оба|обе|вы и сами) .. (знаем|знаете|понимаем|понимаете)
            (то есть|значит|выходит) .. (сам|сама|само|сами) .. (да|правда|что ли)$
            опять вы$
            не мы же .. (вашу|ваш|ваше|ваши|ее|его|их) .. (разбил*|сломал*|потерял*|испортил*|уронил*)
        """,
        "blame": r"""
            в следующий раз .. (читайте|смотрите|думайте|проверяйте|внимательнее|слушайте|прочитайте|проверьте|подумайте|измеряйте|будьте)
            (не пришло|не приходило) .. (на ум|в голову)
            вот что бывает когда
        """,
        "mock": r"""
            (неужели|разве) (это |вам )*(так|настолько) (трудно|сложно)
            (вы|вы что) .. (первый раз|впервые) .. (покупаете|заказываете|пользуетесь)
            вы (серьезно|правда|действительно|всерьез|искренне) (думаете|считаете|верите|полагаете|рассчитываете|ожидаете)
            (не|совсем не) (телепат*|экстрасенс*|ясновид*|гадалк*|волшебник*|провид*)
            из мухи слона
            буря в стакане
            (не с той) ноги
            (не|тоже мне) (высшая математика|бином ньютона|космические технологии)
            (будет вам|пусть будет вам|это вам) .. (наука|уроком|урок)
            (слишком много|многого) (хотите|требуете|просите)
        """,
        "command": r"""
            (оставьте|держите) .. при себе
            (выражайтесь|пишите|говорите|давайте) (пожалуйста )?(короче|яснее|по существу|быстрее)
            (короче|ближе к (делу|сути))$
            следите .. за .. (словами|языком|речью|тоном|лексикой|выражениями)
            (выбирайте|подбирайте|фильтруйте) .. (слова|выражения)
        """,
        "cold": r"""
            (жалобы|жалобами|крики|криками|возмущени*|эмоции) .. (ничего|ничему|делу|это) .. не (ускор*|помо*|измен*|реш*)
            (я|мы) (вам )?(уже )?все (уже )?(сказал*|объяснил*|написал*)$
            (нравится|хотите) (вам |это )*или нет
            ^(к сожалению )?(вам |просто |в этот раз )*не повезло
            кто не успел .. (тот|опоздал)
            (правила|условия) (есть |это )?(правила|условия)$
        """,
        "innocent": "такого больше ни у кого не было",
    },
    Language.PL: {
        "argue": r"""
            jak (już|pisał*|mówił*|wspomina*|tłumaczył*) .. (dwa razy|dwukrotnie|trzykrotnie|trzy razy|wielokrotnie|kilka razy|nieraz|sto razy)( .. (pisał*|mówił*|tłumaczył*|wyjaśniał*|informował*))?
            po raz (drugi|trzeci|czwarty|piąty|dziesiąty|setny|kolejny|ostatni|enty|n-ty) .. (tłumacz*|powtarza*|pisz*|wyjaśnia*|mówi*|odpowiada*|przypomina*)
            (dziwne|ciekawe|zabawne|zastanawiające|podejrzane|interesujące) (że|jak|dlaczego|ale) .. (tylko|akurat|zawsze|wyłącznie|jakoś) .. (pan|pani|panu|pana|panią|państwo)
            (wątpię|wątpimy|śmiem wątpić) .. (żeby|aby|czy|by|że|w to) .. (przyszł*|przyszedł|dotarł*|rozbit*|zepsut*|uszkodzon*|dostał*|tak|prawda|pan|pani|wad*)
            (trudno|ciężko) (w to |panu |pani )*uwierzyć
            (oboje|obaj|obie|wszyscy) (dobrze |świetnie )?wiemy
            (czyli|więc|znaczy) .. (sam|sama|samo|same) .. (tak|prawda|co)$
            (znowu|znów) (pan|pani)$
            to nie my .. (rozbili*|zepsuli*|zgubili*|upuścili*|stłukli*)
        """,
        "blame": r"""
            następnym razem .. (czytać|patrzeć|myśleć|sprawdzać|uważniej|uważać|przeczytać|sprawdzić|pomyśleć|zmierzyć|mierzyć|czytaj|sprawdź|pomyśl)
            nie przyszło .. do głowy
            tak (to )?(jest|bywa|się kończy) (jak|gdy|kiedy) się nie
        """,
        "mock": r"""
            (pierwszy raz) (kupuje|zamawia|korzysta) (pan|pani)
            (naprawdę|serio|poważnie|na serio) (pan |pani )?(myśli|sądzi|uważa|wierzy|liczy|oczekuje) ?(pan|pani)?(?= .. (że|na|w))
            (nie jesteśmy|nie jestem) (jasnowidz*|wróżk*|wróżb*|telepat*|cudotwórc*|czarodziej*|czarodziejk*)
            z igły widły
            burza w szklance
            (wstał*|wstała) .. lewą nogą
            (to )?nie (jest )?(fizyka kwantowa|wyższa matematyka)
            (będzie|niech to będzie) .. (nauczka|lekcj*|nauka)
            (za dużo|zbyt wiele|za wiele) (pan|pani) (chce|wymaga|oczekuje)
        """,
        "command": r"""
            (zachować|zatrzymać|zachowaj|zatrzymaj|zachowa|zatrzyma) .. dla siebie
            (proszę|niech pan|niech pani) .. (krócej|zwięźlej|do rzeczy|jaśniej|na temat)$
            (uważać|uważaj|uważa) .. na (słowa|słownictwo|język|ton)
            (proszę|niech pan|niech pani) .. (nie krzyczeć|nie krzyczy|nie wrzeszczeć|nie wrzeszczy)
            (ważyć|waży) .. słowa
        """,
        "cold": r"""
            (narzekanie|narzekania|skargi|krzyki|krzykiem|pretensje|emocje) .. (nic|niczego|w niczym) .. nie (przyspiesz*|pomo*|zmieni*|rozwiąż*)
            (już )?wszystko (już )?(powiedział*|wyjaśnił*|napisał*)$
            (podoba|chce) (się )?(to )?(panu |pani |państwu |pan )?czy nie
            kto (się )?(spóźnił|nie zdążył) .. (ten|sam|nie)
            (zasady|regulamin) (to|są) (zasady|zasadami|regulamin)$
            nie mamy czasu na .. (takie|pisanie|pana|pani|to|rozmowy|dyskusj*)
            ^no trudno
            ^trudno (promocja|akcja|oferta|stało się|bywa|zdarza się|taki|takie)
            nie udało się$
        """,
        "innocent": "nikt inny nie (zgłaszał|zgłosił) .. (takiej|tej) (wady|usterki)",
    },
}
