"""What cannot wait, what only says thanks, and what is spam: phrases of customers in the four languages."""

URGENT: dict[str, str] = {
    # The customer speaks of ending their life.
    "self_harm": r"""
        (покончу|покончить) с собой
        (не хочу|не хочется) (больше )?жить
        (накласти на себе руки|накладу на себе руки|не хочу (більше )?жити)
        (skończę ze sobą|nie chcę (już )?żyć|odebrać sobie życie)
        (kill myself|end my life|don't want to live)
    """,
    # Somebody is hurt, or may be.
    "danger": r"""
        (загорел*|задымил*|взорвал*|вспыхнул*|воспламен*|полыхнул*|заискрил*|дымится|горит .. (провод*|розетк*|зарядк*|батаре*|прибор*)|пожар|искрит|запахло гарью|пахнет (газом|гарью|горелым)|утечка газа)
        (ударило|бьет|ударил*|шарахнуло) .. током
        (ожог|обожг*|ошпарил*|порезал*|травм*|отравил*|отравлени*|скорую|скорая|в больниц*|госпитализ*|аллергия на|аллергическая реакция|анафилак*|потерял* сознание|угарн* газ*)
        (ребенок|дочь|сын|ребенку|дочка|сына) .. (проглотил*|пострадал*|обжег*|обожг*|порезал*|подавил*|отравил*|в больниц*|травм*)
        (стекл*|осколк*|плесень|таракан*|черв*|личинк*|крыс*|мыш*) .. (в еде|в каше|в хлебе|в продукте|в соке|в коробке с едой|в йогурте|в детском|в салате|в мясе)
        (загоріл*|задимі*|вибухну*|спалахну*|зайнялося|зайнявся|зайнялась|заіскри*|димить|пожежа|іскрить|запахло гаром|пахне (газом|гаром)|витік газу)
        (вдарило|б'є|вдарив*) .. струмом
        (опік|опіки|обпік*|обпекл*|ошпари*|порізав*|порізал*|травм*|отруї*|отруєнн*|швидк* допомог*|(виклика*|приїха*|приїжджа*|забрал*|везе|везли) .. (швидку|швидка|швидкою|швидкій)|(швидка|швидку) (приїха*|приїжджа*|забрал*|виклика*)|в лікарн*|у лікарн*|госпіталіз*|алергія на|алергічна реакція|анафілак*|знепритомн*|чадн* газ*)
        (дитина|дочка|син|дитині|донька|сина) .. (проковтну*|постражда*|обпек*|порізал*|вдавил*|отруї*|у лікарн*|в лікарн*|травм*)
        (скло|уламк*|пліснява|тарган*|черв*|личинк*|щур*|миш*) .. (в їжі|у їжі|в каші|у каші|в хлібі|у хлібі|в продукті|в соку|у соку|в йогурті|у йогурті)
        (zapalił*|zapala się|zadymił*|wybuchł*|wybuchn*|iskrzy|pożar|pali się|dymi się|dymi|śmierdzi (gazem|spalenizną)|ulatnia się gaz|wyciek gazu|stanął w ogniu|stanęła w ogniu|stanęło w ogniu)
        (poraził*|kopnął|kopnęło|kopie) .. prąd*
        (poparz*|oparz*|skalecz*|zrani*|zatru*|karetk*|pogotowie|w szpitalu|do szpitala|szpital*|uczulenie na|reakcja alergiczna|anafilak*|zemdla*|czad)
        (dziecko|córka|syn|dziecku|synek|córeczka) .. (połknęł*|połknął|ucierpia*|poparz*|skalecz*|zatru*|w szpital*|zadławi*|uraz*)
        (szkło|odłamk*|pleśń|karaluch*|robak*|larw*|szczur*|mysz*) .. (w jedzeniu|w kaszy|w chlebie|w produkcie|w soku|w jogurcie|w sałatce|w mięsie)
        (caught fire|on fire|burst into flames|smoke coming|smoking and|smokes|sparks|sparking|exploded|explosion|gas leak|smell of (gas|burning)|smells of (gas|burning)|burning smell|overheat* and)
        electric shock
        (electrocuted|burned my|burnt my|burns on|scalded|cut (my|her|his) (hand|finger|face|lip|foot)|injur*|food poisoning|poisoned|ambulance|in hospital|to (the )?hospital|hospitalised|hospitalized|allergic reaction|anaphyla*|passed out|carbon monoxide|choking hazard|safety hazard)
        (child|baby|son|daughter|kid|toddler) .. (swallowed|hurt|burned|burnt|injured|cut|choked|choking|poisoned|hospital)
        (glass|mould|mold|cockroach*|maggot*|worms|worm|rat|mouse|insects) .. in (my|the|our|his|her) (food|meal|salad|bread|juice|yoghurt|yogurt|cereal|soup|meat|baby food)
    """,
    # The customer threatens somebody.
    "threat": r"""
        (приеду|приду|найду|придем|приедем) .. (и |к вам )*(разнес*|взорв*|сожгу|сожж*|убью|убьем|набью|покалеч*|разобью|отомщу|морду)
        (убью|взорву|сожгу|подожгу|покалечу|порву) (вас|всех|этого|ваш*|курьера|офис)
        (вам|ему|ей) (не жить|конец|крышка|несдобровать)
        (знаю|знаем|узнаю) где (вы|ты|он|она) жив*
        (приїду|прийду|знайду) .. (рознес*|підірв*|спалю|вб'ю|уб'ю|наб'ю|покаліч*|розіб'ю|помщуся|пику)
        (вб'ю|уб'ю|підірву|спалю|підпалю|покалічу) (вас|всіх|усіх|цього|ваш*|кур'єра|офіс)
        (вам|йому|їй) (не жити|кінець|гаплик|начувайтеся)
        (знаю|дізнаюся) де (ви|ти|він|вона) жив*
        (przyjadę|przyjdę|znajdę) .. (rozwal*|wysadz*|spalę|zabij*|pobij*|zemszcz*|mordę|połami*)
        (zabiję|wysadzę|spalę|podpalę|pobiję) (was|wszystkich|tego|wasz*|kuriera|biuro)
        (już nie żyjesz|pożałujecie tego|pożałujesz tego|marny wasz los)
        wiem gdzie (mieszka*|pracuje*)
        (i'll|i will|going to|gonna) .. (kill|burn down|blow up|smash up|hurt|beat up|shoot|stab) .. (you|your|him|her|them|the|this|everyone|place|shop|store|office)
        i know where you live
        (you're|you are) (dead|dead meat)
        (bomb threat|bring a gun)
    """,
    # Courts, lawyers, authorities.
    "legal": r"""
        (подам|подаю|подадим|обращусь|пойду|встретимся|увидимся|буду подавать|иду|готовлю|подаем) .. (в суд|иск|в суде|исков*)
        (в|через|до) (суд|суде|суда)(?!н)
        (адвокат*|юрист*|прокуратур*|роспотребнадзор*|роспотреб|омбудсмен*|досудебн* претензи*|исковое|защит* прав потребител*|закон* о защите прав|зозпп|антимонопольн*|центробанк*|банк россии|цб рф|полици* .. (заявление|подам|напишу|обращусь)|заявление в полици*|уголовн*|коллективн* иск)
        (напишу|подам|пишу|обращусь|пожалуюсь) .. (жалоб* в|заявление|в роспотребнадзор|в прокуратуру|в полици*|в фас)
        (подам|подаю|звернуся|піду|зустрінемося|побачимося|готую) .. (до суду|у суд|в суд|позов|у суді|в суді)
        (позов*|адвокат*|юрист*|прокуратур*|держпродспоживслужб*|споживч* інспекці*|захист* прав споживач*|омбудсмен*|досудов* претензі*|антимонопольн*|нбу .. скарг*|скарг* .. нбу|заяв* (до|в) поліці*|поліці* .. заяв*|кримінальн*)
        (pozew|pozwę|pozwiemy|do sądu|w sądzie|sąd|sądu|prawnik*|adwokat*|prokuratur*|rzecznik* (praw )?(konsument*|finansow*|praw)|uokik*|uoik*|urz* ochrony konkurencji|uke|knf|inspekcj* handlow*|na policję|policj* .. (zgłosz*|zawiadomi*)|zawiadomi* .. policj*|pozw* zbiorow*|przedsądow*|rodo .. skarg*|puodo|uodo)
        (lawyer*|solicitor*|attorney*|lawsuit*|legal action|take (you|this|it) to court|see you in court|sue|suing|small claims|court|trading standards|ombudsman|ofcom|ofgem|fca|ftc|attorney general|consumer protection|class action|police report|report (you|this|it) to the police|gdpr complaint|data protection (authority|complaint)|chargeback|bbb complaint)
    """,
    # It may become a scandal.
    "crisis": r"""
        (журналист*|репортер*|телевидени*|телеканал*|на тв|в сми|сми|в новостях|прессе|прессу|в газет*|блогер*|пикабу|вирус* (пост|видео)|завирус*|разойдется (по сети|в сети)|огласк*|пусть все (знают|узнают|видят)|сниму видео|выложу (видео|пост|везде|во все)|максимальный репост|репост*|бойкот*|рассист*|расист*|сексист*|дискриминац*|утечк* (данных|персональн*)|слили (базу|данные)|слив (базы|данных))
        (журналіст*|репортер*|телебаченн*|телеканал*|на тб|у змі|в змі|змі|в новинах|у новинах|пресі|у пресу|газет*|блогер*|вірусн* (допис|відео)|завірус*|розголос*|нехай усі (знають|бачать)|хай усі (знають|бачать)|зніму відео|викладу (відео|допис|скрізь|всюди)|максимальний репост|репост*|бойкот*|расист*|сексист*|дискримінац*|витік (даних|персональн*)|злили (базу|дані)|злив (бази|даних))
        (dziennikar*|reporter*|telewizj*|w tv|do tvn|do mediów|w mediach|media się|do gazet*|w gazecie|w prasie|do prasy|wiadomościach|bloger*|influenc*|viral*|nagłośni*|niech (wszyscy|każdy) (wiedzą|wie|zobaczy|widzą)|nagram film|wrzucę (film|wszędzie|post)|udostępniajcie|bojkot*|rasis*|seksis*|dyskrymin*|wyciek (danych|bazy)|wykop efekt)
        (journalist*|reporter*|the press|to the media|on the news|bbc watchdog|watchdog|newspaper*|the papers|tv crew|go viral|going viral|went viral|viral|name and shame|everyone should know|let everyone know|post (this|it) everywhere|boycott*|scandal*|racist|racism|sexist|sexism|discriminat*|data breach|data leak|leaked (my|our|customer*))
    """,
    # Money gone, accounts taken.
    "money": r"""
        (мошенник*|мошеннич*|украли (деньги|с карты|аккаунт)|украл* .. (деньги|средства)|взломал*|взлом аккаунта|фишинг*|несанкционирован*|списали .. (дважды|два раза|без (моего|спроса|согласия|предупреждения)|лишн*|чужой|все деньги)|двойное списание|дважды списал*|списание без|пропали (деньги|средства) (со|с)|не (я|мной) (совершал*|оплачивал*|заказывал*)|поддельн* (сайт|письмо|страниц*|магазин)|фейков* (сайт|страниц*|аккаунт|магазин)|от вашего (имени|лица) (звон*|пиш*))
        (шахра*|вкрали (гроші|кошти|акаунт|з картки)|украли (гроші|кошти|акаунт)|зламали .. (акаунт|кабінет|сторінк*|пошту)|злам акаунта|фішинг*|несанкціонован*|списали .. (двічі|два рази|без (моєї|мого|згоди|попередження)|зайв*|усі гроші)|двічі списал*|подвійне списання|зникли (гроші|кошти) (з|із)|не (я|мною) (здійсн*|оплачув*|замовля*)|підробл* (сайт|лист|сторінк*|магазин)|фейков* (сайт|сторінк*|акаунт|магазин)|від вашого імені (дзвон*|телефон*|пиш*))
        (oszuści|oszust*|oszustw*|wyłudz*|ukradli .. (pieniądze|konto|środki)|ukradziono|włama* .. (konto|na konto|się)|phishing*|nieautoryzowan*|pobra* .. (dwa razy|dwukrotnie|podwójnie|bez (mojej )?zgody|za dużo|całą)|podwójn* (obciąż*|pobran*|płatnoś*)|zniknęły (pieniądze|środki) z|nie ja (zamawia*|płaci*|kupow*)|fałszyw* (strona|stronę|sklep|mail*|sms*|konto)|podszywa*)
        (scammers|scammer|fraud|fraudulent|phishing|stolen (card|money|identity|account)|stole (my|our) (money|card|identity)|money (was )?stolen|hacked|account (was |been |has been )?(hacked|compromised)|unauthorised|unauthorized|charged (me )?(twice|double|two times|three times)|double charge*|charged .. without (my )?(permission|consent|authori*)|didn't (make|authorise|authorize) (this|that|these) (purchase|payment|transaction|order)|fake (site|website|page|email|shop|store|account)|impersonat*|identity theft)
    """,
    # Nothing works, for many.
    "outage": r"""
        (сайт|приложение|сервис|сервер*|интернет|связь|сеть|все|банк*|терминал*|платежи|касс*) .. (лежит|лежат|упал|упала|упали|легли|лег|не (работает|работают|грузится) (ни у кого|у всех|весь день|второй день|третий день|с утра|сутки|совсем|вообще))
        (нет|без) (интернет*|связи|света|воды|электричества|отопления|газа) .. (весь|вся|третий|второй|сутки|с утра|день|дня|неделю|в районе|дом|доме|часов)
        (третий|второй|четвертый|какой) день .. (нет|без|не работает) .. (интернет*|связи|света|воды|сервис*)?
        (массов* сбой|глобальн* сбой|у вас сбой|сбой по (всей|городу)|ничего не работает|не работает ничего|авария на (линии|сети|подстанции))
        (сайт|застосунок|додаток|сервіс|сервер*|інтернет|зв'язок|мережа|все|усе|банк*|термінал*|платежі|каси) .. (лежить|лежать|впав|впала|впали|лягли|ліг|не (працює|працюють|вантажиться) (ні в кого|у всіх|увесь день|весь день|другий день|третій день|зранку|добу|зовсім|взагалі))
        (немає|нема|без) (інтернет*|зв'язку|світла|води|електрики|опалення|газу) .. (увесь|весь|вся|третій|другий|добу|зранку|день|дня|тиждень|у районі|в районі|будин*|годин)
        (третій|другий|четвертий|який) день .. (немає|нема|без|не працює) .. (інтернет*|зв'язку|світла|води|сервіс*)?
        (масов* збій|глобальн* збій|у вас збій|збій по (всій|місту)|нічого не працює|не працює нічого|аварія на (лінії|мережі|підстанції))
        (strona|aplikacja|serwis|serwer*|internet|sieć|wszystko|bank|terminal*|płatności|system) .. (leży|leżą|padł|padła|padło|padły|nie (działa|działają|ładuje się) (u nikogo|wszystkim|cały dzień|drugi dzień|trzeci dzień|od rana|od wczoraj|w ogóle|kompletnie))
        brak (internetu|zasięgu|prądu|wody|ogrzewania|gazu|sygnału)
        bez (internetu|zasięgu|prądu|wody|ogrzewania|gazu|sygnału) .. (cały|cała|trzeci|drugi|od rana|dzień|tydzień|w okolicy|blok*|godzin|osiedl*)
        (trzeci|drugi|czwarty|który) dzień .. (bez|brak|nie działa) .. (internetu|zasięgu|prądu|wody)?
        (masowa awaria|globalna awaria|macie awarię|u was awaria|nic nie działa|awaria (sieci|na linii|internetu))
        (site|website|app|service|server*|internet|network|everything|payments|system|wifi|broadband) .. (is|are|'s|has been|been|went|gone) .. (down|out|offline|dead)(?! (to|for maintenance|of stock))
        (no|without) (internet|signal|power|water|heating|service|broadband|electricity) .. (all day|for (\d+|two|three|four) days|since|in (our|my|the) (area|street|building)|day|days|hours)
        (outage|massive failure|nationwide (problem|outage)|nothing works|nothing is working|whole (area|street|city) .. (down|without))
    """,
    # The customer leaves.
    "churn": r"""
        (ухожу|перехожу|переходим|уходим|ушел|ушла|сваливаю|переметнусь) .. (от вас|к (другому|конкурент*|другим)|к другому оператору|в другой (банк|магазин)|на другого)
        (закрываю|закрою|закройте|аннулирую|закрыть) .. (счет|карту|аккаунт|вклад)
        (расторгаю|расторгну|расторгнуть|разрываю|прекращаю) .. (договор|контракт)
        (отменяю|отменю|отпишусь|отключаю|удаляю) .. (подписку|тариф|приложение|услуги|аккаунт|номер)
        (больше|никогда) .. (не (куплю|закажу|приду|буду (покупать|заказывать|пользоваться))|ни ногой|ничего у вас)
        последний раз .. (заказываю|покупаю|пользуюсь|прихожу|у вас|к вам|здесь)
        (это|этот|станет|будет) (был )?(мой |наш |точно )*последний заказ
        (йду|іду|переходжу|переходимо|пішов|пішла) .. (від вас|до (іншого|конкурент*|інших)|в інший (банк|магазин)|на іншого)
        (закриваю|закрию|закрийте|анулюю|закрити) .. (рахунок|картку|акаунт|вклад|депозит)
        (розриваю|розірву|розірвати|припиняю) .. (договір|контракт)
        (скасовую|скасую|відписуюся|відпишуся|відключаю|видаляю) .. (підписку|тариф|застосунок|послуги|акаунт|номер)
        (більше|ніколи) .. (не (куплю|замовлю|замовлятиму|прийду|буду (купувати|замовляти|користуватися))|ні ногою|нічого у вас)
        (востаннє) .. (у вас|замовляю|купую)
        (przechodzę|przenoszę|odchodzę|rezygnuję|przeniosę|przejdę|uciekam) .. (do (konkurencji|innego|innej)|się do|od was|z (usług|umowy|konta|abonamentu|subskrypcji|was)|numer)
        (zamykam|zamknę|likwiduję|zamknąć) .. (konto|rachunek|lokatę)
        (rozwiązuję|wypowiadam|wypowiem|rozwiążę|zrywam) .. umow*
        (anuluję|kasuję|usuwam) .. (subskrypcję|abonament|konto|aplikację)
        (nigdy|więcej) .. (więcej )?(nie (kupię|zamówię|skorzystam|przyjdę)|u was|nic)
        ostatni raz .. (kupuję|zamawiam|korzystam|u was|tu)
        to (było|jest|będzie)? .. (moje|nasze) ostatnie zamówienie
        (switching|moving|leaving|going|switch|move) .. (to (another|a different|your competitor*|a competitor)|provider|bank|elsewhere|you for)
        (cancel|cancelling|canceling|cancelled|closing|close|terminate|terminating|deleting) (my|our|the) (account|subscription|contract|membership|plan|policy|service)
        (never|not) .. (buy|buying|order|ordering|shop|shopping|use|using|fly|flying|come back|coming back) .. (again|anymore|from you|with you|here)
        (lost|losing) (a|me as a|another|this) (loyal )?customer
        (taking|take) (my|our) (business|money|custom) elsewhere
        last time .. (with|from) you
        (that|this) (was|is|'s|will be) .. last (order|purchase)
    """,
}
SPAM = r"""
    (заработ* .. (в день|дома|онлайн|без вложений|в интернете|руб*|от \d+)|пассивн* доход*|легк* деньг*|инвестиц* .. (доход*|прибыл*)|крипт* .. (сигнал*|заработ*|доход*)|казино|букмекер*|ставк* на спорт|кредит без (отказа|проверки)|займ без|увелич* .. (подписчик*|продаж*)|накрут*|раскрут* .. (инстаграм*|аккаунт*|бизнес*)|продвижени* .. (инстаграм*|сайт*|бизнес*)|подпишись|подпишитесь на (наш|мой)|взаимн* подписк*|переход* по ссылк*|жми на ссылк*|пиши* в (телеграм*|тг|личку за|лс за)|интим*|эскорт*|виагр*|купить диплом*|рассылк* по)
    (заробіт* .. (на день|вдома|онлайн|без вкладень|в інтернеті|грн|від \d+)|пасивн* дохід|легк* гроші|крипт* .. (сигнал*|заробіт*|дохід)|казино|букмекер*|ставки на спорт|кредит без (відмови|перевірки)|позика без|збільш* .. (підписник*|продаж*)|накрут*|просуванн* .. (інстаграм*|сайт*|бізнес*)|підпишись|підписуйтесь на (наш|мій)|взаємн* підписк*|перейд* за посиланням|тисни на посилання|пиш* в (телеграм*|тг)|інтим*|ескорт*|віагр*)
    (zarób*|zarabiaj .. (w domu|online|dziennie|z domu|w internecie)|pasywny dochód|łatwe pieniądze|kryptowalut* .. (zysk*|inwest*|sygnał*|zarab*)|kasyno|bukmacher*|kredyt bez (bik|zaświadczeń)|pożyczka bez|zwiększ .. (sprzedaż|liczbę)|pozycjonowanie stron|obserwuj (mnie|nas)|obs za obs|kliknij (w )?link|napisz na (telegram*|priv po)|sex*|viagr*|tanie (leki|podróbki))
    (earn .. (per day|a day|from home|online|weekly|daily|\$)|passive income|make money|easy money|crypto .. (signals|invest*|profit*|trading|recovery)|bitcoin|forex|casino|betting tips|payday loan|loan offer|investment (opportunity|platform)|followers (for|cheap|free)|free followers|buy followers|promote (it|your|this)|promote your (page|business|brand)|seo services|check (out )?my (profile|page|bio|link)|link in (my )?bio|follow (me|back|for follow)|f4f|dm (me )?(to|for) (promo*|collab*|earn)|click (the|this|on the|here) link|onlyfans|viagra|cheap (meds|watches)|whatsapp me|work from home|congratulations you (won|have won|have been selected)|claim your (prize|reward|gift))
"""
THANKS = frozenset(
    [
        "спасибо",
        "спасибки",
        "спс",
        "благодарю",
        "благодарим",
        "благодарна",
        "благодарен",
        "пасиб",
        "дякую",
        "дякуємо",
        "дяки",
        "спасибі",
        "вдячна",
        "вдячний",
        "дзякую",
        "dziękuję",
        "dzieki",
        "dzięki",
        "dziękujemy",
        "dziekuje",
        "thx",
        "thanks",
        "thank",
        "thankyou",
        "ty",
        "cheers",
        "tysm",
        "tks",
    ]
)
# What may stand beside thanks in a message that says nothing more.
BESIDE_THANKS = frozenset(
    [
        "большое",
        "огромное",
        "вам",
        "вас",
        "тебе",
        "за",
        "помощь",
        "ответ",
        "все",
        "всё",
        "очень",
        "быстрый",
        "быструю",
        "быстро",
        "и",
        "так",
        "подробный",
        "оперативность",
        "понятно",
        "понял",
        "поняла",
        "ок",
        "хорошо",
        "ясно",
        "супер",
        "отлично",
        "уже",
        "получил",
        "получила",
        "решили",
        "разобрался",
        "разобралась",
        "помогло",
        "заработало",
        "работает",
        "вопрос",
        "решен",
        "решён",
        "снят",
        "да",
        "ладно",
        "хорошего",
        "дня",
        "вечера",
        "вы",
        "лучшие",
        "всем",
        "за",
        "дуже",
        "щиро",
        "велике",
        "допомогу",
        "відповідь",
        "все",
        "усе",
        "швидку",
        "швидко",
        "і",
        "й",
        "та",
        "так",
        "зрозуміло",
        "зрозумів",
        "зрозуміла",
        "добре",
        "ясно",
        "супер",
        "чудово",
        "вже",
        "отримав",
        "отримала",
        "вирішили",
        "розібрався",
        "розібралася",
        "допомогло",
        "запрацювало",
        "працює",
        "питання",
        "вирішено",
        "знято",
        "гаразд",
        "гарного",
        "дня",
        "вечора",
        "ви",
        "найкращі",
        "всім",
        "вам",
        "велика",
        "bardzo",
        "wielkie",
        "za",
        "pomoc",
        "odpowiedź",
        "szybką",
        "szybka",
        "i",
        "tak",
        "wszystko",
        "ok",
        "jasne",
        "rozumiem",
        "zrozumiałem",
        "zrozumiałam",
        "super",
        "dobrze",
        "świetnie",
        "już",
        "działa",
        "dostałem",
        "dostałam",
        "rozwiązane",
        "sprawa",
        "załatwione",
        "miłego",
        "dnia",
        "wieczoru",
        "jesteście",
        "najlepsi",
        "wam",
        "państwu",
        "panu",
        "pani",
        "z",
        "góry",
        "you",
        "so",
        "much",
        "very",
        "for",
        "a",
        "lot",
        "the",
        "your",
        "help",
        "helping",
        "reply",
        "quick",
        "answer",
        "all",
        "sorted",
        "it",
        "works",
        "now",
        "got",
        "that's",
        "great",
        "perfect",
        "fine",
        "ok",
        "okay",
        "will",
        "do",
        "again",
        "guys",
        "team",
        "and",
        "again",
        "everyone",
        "have",
        "nice",
        "good",
        "day",
        "evening",
        "appreciate",
        "appreciated",
        "received",
        "solved",
        "brilliant",
        "lovely",
        "cool",
        "to",
    ]
)
