"""Swear words: how they begin, whole words, and the milder ones that swear only in set phrases.

Written for this product. The Polish and English lists were compared with BAN-PL resources (NASK) and LDNOOBW,
both CC BY 4.0; neither is part of it.
"""

# How a word begins, after at most one of the prefixes; `$` ends a word that is whole. Cyrillic is read by both
# Cyrillic languages, Latin by both Latin ones: people swear across borders.
CYRILLIC_PREFIXES = "на по о обо за до от при про пере вы у с недо раз рас разъ съ въ изъ объ подъ отъ ни а не ви роз від під об'"
CYRILLIC = """
    ху[йяюеєїёи](?!н$) хуйн хую
    пизд пезд пізд
    [еїє]б(?:а[тлнш]|у[тчщн]|л[аиоя](?!г)|н[уеяі](?!е)|е[тш]|ем$|ыр|и[сщ]|ло|ки|ись|ен[яеиь]|ок|ець) їб(?:е$|еш) йоб(?:$|а[нтл]|н[уі]|ок|к)
    бля(?:$|д|т) залуп дроч трах(?:а[тлею]|н)(?!е) перд(?:е|ун|н|ан|іт|ит) мразь мраз[иіоь] мразот
    говн говенн гавн гівн дерьм жоп(?:а|ы|е|у|ой|ою|и|і|н|к|ец) срак сра(?:ть|ти|л[аои]?$|н|ка|ки|ку|ч$|ю) срёт$ срет$
    сса(?:ть|л|н[аи](?!н)) ссык сцяти сцик хер(?:$|а$|у$|ом$|е$|и$|н(?!инг)|ов|ачи) хєр(?:$|а$|у$|н|ов)
    уебищ уёбищ уебан уёбок уебок
"""
# The same, of words that take no prefix.
CYRILLIC_PLAIN = """
    бздун бздех мудак мудач мудил мудень мудоз г[оа]ндон гондош шлюх шалав потаскух курв[аыеиоуі]$ курвою$ курвой$
    п[иіе]д[оа]р(?:$|а$|у$|ы$|и$|ом$|ас|ск|юг|ок|к) педик$ сук[аиуо]$ сукою$ сукой$ суке$ суці$ суч(?:к[аиіуе]$|ар|ий$|ьи$|ья$|ье$|ьей$)
    г[іи]мня(?:н|к) лайн(?:о|а|у|ом|і)$ лайнян дермо$ ублюд в[иы]бляд долбо[ёейі]б довбо[йє]б твар[иь]$ тварюк сволоч сволот
    гнид[аыуе]$ падл[аоуею]?$ падлюк паскуд чмо$ чмошн выродок виродок виродк выродк наволоч(?:$|і$|ю$) манд[аыеуиоі]$ мандой$ мандою$
    мандавош дуп[аиіуео]$ дупою$ цицьк сиськ шльондр лярв[аиу]$ сри$
"""
# Innocent words that begin so.
CYRILLIC_INNOCENT = """
    ебит хуан хуэй херес херсон херувим трахе трахит херц ассал страха[мхе] хуен захер$ ахерн$ ниссан
"""
LATIN_PREFIXES = "za wy po u do prze roz od ode z ze s na przy pod w we o ob nad nie"
LATIN = """
    kurw kurew skurw chuj huj(?:$|a$|u$|e$|em$|ow|ni|ek) pierdol pierdal pierdziel jeb(?:a[ćłnj]|i[eę]|n[ąięi]|ł|u$|$|on)
    pizd sra(?:ć|ł|m$|n[iyeao]|jąc|ka$|cz) szcza(?:ć|ł|n|m$|ją|ch) rucha(?:ć|ł|n|sz) pieprzon(?:y|a|e|ą|ego|ej|ych|ym)
"""
POLISH_PLAIN = """
    kurestw skurwysyn skurwiel pojeb zajeb cip(?:a|y|ę|ie|ą|k[aięąo])$ kutas fiut(?:$|a$|y$|em$|ow)
    dup(?:a|y|ie|ę|ą|o|ek|k[aieiuę]|ków|sk)$ dupek dupk gówn gown(?:o|a|em)$ gowni dziwk dziwek zdzir suk(?:a|i|o|ę|ą)$
    ciul(?:$|a$|u$|e$|i$|owy) cwel$ cwela lafirynd burdel(?:$|u$|em$|e$|i$) spieprz wypieprz odpieprz rozpieprz opieprz bękart pedalsk
"""
ENGLISH_PLAIN = """
    fuck fuk(?:k|$) motherf (?:bull|horse|dip|bat|chicken|holy)?shit(?!a|z|t[ai]) shite$ bitch bastards?$
    (?:dumb|jack|smart|bad|kick|fat|half)?ass(?:es|hole|holes|hat)?$ arse(?:s|d|hole|holes)?$
    dick(?:head|heads|ish)$ cocksuck cunt twats?$ wank(?:$|er|ers|ing|y) piss(?:ed|ing|es|y|er)?$ crap(?:$|p(?:y|ed|ing|er|est|ier)$|s$|load)
    (?:god)?damn(?:it|ed|ation|s)?$ (?:god)?dam(?:mit|nit)$ bollocks bugger(?:$|s$|ed|y|ing) sluts?$ slutt whore tits$ nigg(?:er|a)s?$
    faggot retard(?:ed|s)?$ wtf$ stfu$ lmfao douchebag jizz blowjob skank turds?$
    kurw chuj(?:$|owy|a$) pierdol jeba[ćn]
"""
LATIN_INNOCENT = """
    shiitake shiit assam ruchom osram sram$ cuntry
"""
# Milder words, which swear only in these phrases.
PHRASES = r"""
    хрен (его|ее|их|тебя|вас|знает|поймешь|разберешь|с ним|с ней|с ними|с вами|с тобой|там|вам|тебе|чего|что)
    (ни|до|на|за|какого|с какого|нафиг) (хрена|хрен)
    (хреново|хреновый|хреновая|хреновое|хреновые|хреновину|хренотень|хрень|хрени|хренью|нахрен|похрен|дохрена|охренеть|охренели|охренел|охреневаю|нихрена)
    (черт|чёрт) (возьми|побери|подери|знает|его знает|с ним|с вами|с ней)
    (какого|ни|до|к|на кой|за каким|на кой) (черта|чертям|черту|черт)
    (чертова|чертов|чертовы|чертово) (служба|доставка|курьер|посылка|система|программа|сайт|кофемашина|коробка|кнопка|приложение|заказ|день|работа)
    (хрін|хрону|хріна) (його|її|їх|знає|з ним|з нею|там|вам)
    (ні|до|на|якого|за) (хріна|хрін)
    (хріново|хріновий|хріновина|хрінь|нахрін|похрін|дохріна|охрініти|охрініли)
    (чорт|біс|дідько) (забирай|його знає|знає|візьми|бери|з ним|з вами|з нею|його бери|його забирай)
    (якого|до|ні|на) (чорта|біса|дідька)
    (йди|ідіть|іди|йдіть) .. (чорта|біса|дідька)
    на кий (чорт|біс)
    (cholera|cholerny|cholerna|cholerne|cholernie|cholerą|cholerę|cholery)
    (do diabła|do diaska|u diabła|niech to szlag|szlag (trafi|trafił|by)|psiakrew|psiakość|jasna cholera)
    pieprzy(ć|sz|cie) (to|nas|was|głupoty|bez sensu|się)
    (go|goes|going) to hell
    (what|who|why|how|where) the (hell|heck|fuck)
    bloody (?!(mary|marys|sunday|nose|noses|meat|steak|knee|knees|hand|hands|finger|fingers|bandage|bandages|mess on|sock|plaster|tissue|diarrhoea|stool|discharge|urine|wound|lip|towel|sheet|fake|hallowe'en|halloween)(?!\w))\w+
    (hell no|hell yeah|like hell|to hell with)
    (screw) (you|this|that|them|him|it all)
    (a|the|such a|you|total|complete|big) (prick|dick|jerk off|wanker|knob|knobhead|bellend|pillock|arse)
    (a|the|such a|you|right|total|complete|stupid) (git|tosser|plonker|twit)
    (sod|bugger|blast) (it|off|all|this|that|them)
    (arsed|pissed off|half-arsed|half-assed|crappy|sodding|effing|frigging|freaking|fricking|flipping|friggin|freakin|effed|bollocksed|buggered|shafted|knackers|cock-up|cocked up|balls-up|ballsed up|screwed up royally|pissed about|naff off|clusterfuck|fubar)
    (you) (dick|prick|cow|knob|bellend)
    (kiss|shove) .. (my|your) (ass|arse|backside)
    (son|sons) of a bitch
    for (fuck's|fucks|chrissake|christ's) sake
"""
# Words that people mask: `х*й`, `f**k`, `k***a`.
MASKED = """
    хуй хуя хую хуем хуйня хуйню нахуй похуй пизда пизды пиздец пизду пиздеж ебать ебаный ебаная ебаное ебут ебан ебал еблан заебали заебал
    заебись блядь бляди блять бля сука суки суку мудак мудаки мудаков говно говна жопа жопу жопе дерьмо пидор пидоры пидорас гондон херня херню
    нахер похер дебил наебали наебал уебок уебан ёбаный срать хер гівно гівна курва дупа срака їбати йобаний підор
    kurwa kurwy kurwą kurwę chuj chuja chujem chujowy chujowa pierdol pierdolić pierdolony jebać jebany jebana jebane pizda dupa dupy dupie gówno gówna zajebisty
    spierdalaj wkurwiony skurwysyn cipa kutas
    fuck fucks fucked fucker fucking fuckin shit shitty bullshit bitch bitches cunt cunts ass asshole arse arsehole bastard dick dickhead cock pussy damn crap wanker piss
"""
# Single letters that, masked, are one of these.
MASKED_LETTERS = frozenset("пхf")
LOOK_ALIKE = str.maketrans("acekmopxyuhz", "асекморхуинз")
LEET_CYRILLIC = str.maketrans("0346@1", "оз4бai")
LEET_LATIN = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "!": "i", "7": "t"}
)
