"""More of the errands on which a customer is sent, by who is to be asked and who is said to know.

`whom` is somebody else, in the case of the language after the verbs here; `desk` a counter or a telephone whose
people are said to help. A courier or a bank that does its own work, and we who asked them, are no errand.
"""

from bpo.language.types import Language

MACROS: dict[Language, dict[str, str]] = {
    Language.RU: {
        "with_whom": "продавцом|производителем|изготовителем|перевозчиком|курьером|курьерами|почтой|банком|магазином|поставщиком|импортером|маркетплейсом|транспортной|сервисным|доставкой|доставщиком|сервисом|дилером|отделом|бухгалтерией",
        "to_whom": "продавцу|производителю|перевозчику|курьеру|курьерам|почте|банку|магазину|поставщику|импортеру|маркетплейсу|транспортной компании|в доставку|в банк|в магазин|в сервис|в службу|в бухгалтерию|в отдел|на почту|на завод|в салон|в офис|в отделение",
        "desk": "операторы|оператор|консультанты|консультант|специалисты|сотрудники|менеджеры|коллеги|девушки|ребята",
        "at_desk": "на (горячей )?линии|по телефону|на телефоне|в (колл-центре|контакт-центре|салоне|магазине|отделении|офисе|поддержке|сервисе|отделе \\w+|банке|справочной|службе \\w+|сервисном центре)|(колл-центра|контакт-центра|горячей линии)",
        "help": "помогут|поможет|подскажут|подскажет|ответят|ответит|расскажут|объяснят|проконсультируют|дадут ответ|разберутся|решат|знают|уточнят|сориентируют",
    },
    Language.UK: {
        "with_whom": "продавцем|виробником|перевізником|кур'єром|кур'єрами|поштою|банком|магазином|постачальником|імпортером|маркетплейсом|транспортною|сервісним|доставкою|сервісом|дилером|відділом|бухгалтерією",
        "to_whom": "продавця|виробника|перевізника|кур'єра|кур'єрів|пошти|банку|магазину|постачальника|імпортера|маркетплейсу|доставки|сервісу|сервісного центру|салону|офісу|відділення|служби|відділу|бухгалтерії|транспортної компанії",
        "desk": "оператори|оператор|консультанти|консультант|фахівці|спеціалісти|працівники|співробітники|менеджери|колеги|дівчата|хлопці",
        "at_desk": "на (гарячій |нашій )*лінії|(за|по) телефон(ом|у)|(у|в) (нашому |нашій )?(кол-центрі|контакт-центрі|салоні|магазині|відділенні|офісі|підтримці|сервісі|відділі \\w+|банку|довідковій|службі \\w+|сервісному центрі)|(кол-центру|контакт-центру|гарячої лінії)",
        "help": "допоможуть|допоможе|підкажуть|підкаже|відповідять|відповість|розкажуть|пояснять|проконсультують|дадуть відповідь|нададуть \\w+|розберуться|вирішать|знають|уточнять|зорієнтують",
    },
    Language.PL: {
        "with_whom": "producentem|sprzedawcą|kurierem|bankiem|przewoźnikiem|pocztą|firmą kurierską|dostawcą|importerem|sklepem|serwisem|salonem|ubezpieczycielem|działem \\w+|operatorem|platformą|infolinią",
        "to_whom": "producenta|sprzedawcy|kuriera|banku|przewoźnika|poczty|firmy kurierskiej|dostawcy|importera|serwisu|ubezpieczyciela|operatora|platformy|działu \\w+|biura \\w+|infolinii|sklepu( stacjonarnego)?|salonu|centrali|urzędu",
        "in_place": "w (salonie|sklepie|banku|punkcie|serwisie|oddziale|biurze|centrali)|na (infolinii|poczcie)|w dziale \\w+",
        "desk": "konsultanci|konsultant|pracownicy|pracownik|doradcy|doradca|specjaliści|koledzy|operatorzy|panie",
        "at_desk": "na (naszej )?infolinii|infolinii|pod numerem|przez telefon|w (naszym )?(salonie|sklepie|banku|punkcie|serwisie|oddziale|biurze( \\w+)?|centrali|dziale \\w+)|działu \\w+|biura \\w+",
        "help": "pomogą|pomoże|udzielą|udzieli|odpowiedzą|odpowie|powiedzą|powie|wyjaśnią|wyjaśni|podpowiedzą|doradzą|rozwiążą|sprawdzą|wiedzą|poinformują",
    },
    Language.EN: {
        "det": "the|your|our|their|a|an|that|this|local|nearest|relevant|official|whoever",
        "whom": """
            (manufacturer*|maker*|factory|supplier*|importer*|producer*|distributor*|vendor*|seller*|retailer*|reseller*|dealer*|marketplace*|insurer*|installer*|merchant*|brand's \\w+|manufacturer's \\w+|issuer|card issuer|payment provider) |
            (courier|courier company|courier firm|couriers|carrier|carriers|delivery company|delivery firm|postal service|post office|royal mail|dhl|ups|fedex|dpd|bank|bank that \\w+) |
            (hotline|helpline|phone team|phone line|call centre|call center|customer (service|services|care|support|relations)|service centre|service center|helpdesk|help desk|head office|switchboard) |
            (\\w+ )?(department|desk|division|office) | (other|another|different|technical|billing|sales|delivery|returns|support|warranty) team |
            (store|shop|branch|showroom)(?! (page|app|locator|site|website))( (where|that|you|which|it|who)( (you|it|sold|bought|was|got))*( it| from| bought)?)?
            """,
        "desk": "operators|operator|phone team|hotline|helpline|call centre|call center|customer (service|services|care|support)|support line|agents on the phone|people on the \\w+|staff (in|at) the \\w+|colleagues (on|in|at) the \\w+|helpdesk|help desk|switchboard|store staff|shop staff|in-store team|sales team|returns team|technical team|billing team|advisers on the \\w+|advisors on the \\w+",
        "help": "help|tell you|answer|advise|assist|explain|know|sort|give you|look into|be able to|inform you|point you",
    },
}  # fmt: skip

AWAY: dict[Language, str] = {
    Language.RU: r"""
        (решайте|решать|решить|выясняйте|выяснять|выяснить|разбирайтесь|разбираться|уточняйте|уточнить|обсуждайте|обсудить|урегулируйте|согласуйте|говорите|поговорите|связывайтесь) .. (с|со|у) .. {with_whom}
        (нужно|надо|следует|придется|необходимо|лучше|можете) .. (идти|ехать|пойти|поехать|подойти|подъехать|прийти|сходить|жаловаться|адресовать|предъявить|предъявлять|задать) .. {to_whom}( .. (где|в котором) (вы |его |ее |был |была |было )*(покупали|купили|куплен*|брали|приобрел*|оформл*))?
        (идите|езжайте|подойдите|подъезжайте|сходите|жалуйтесь|задайте|адресуйте|предъявляйте) .. {to_whom}
        (претензии|вопросы|вопрос|жалобы|жалобу|претензию|все вопросы|это|с этим|это вопрос) .. к {to_whom}
        (претензии|вопросы|жалобы) .. {to_whom}
        {desk} .. ({at_desk}) .. {help}
        {help} .. ({at_desk})
        (это|этим|такие вопросы|такими вопросами|этот вопрос) .. (решает|решают|занимается|занимаются|отвечает|отвечают|ведает) .. (производитель|продавец|банк|перевозчик|магазин)
        (ответ|ответы|все|всё|информация|информацию) .. (есть|найдете|ищите|смотрите|находится) .. в (разделе|правилах|условиях|справке|инструкции|faq)$
    """,
    Language.UK: r"""
        (це|питання|справа) .. між (вами|вами та|вами і|вами й) .. (банком|кур'єром|перевізником|продавцем|виробником|поштою)
        (питайте|спитайте|запитайте|з'ясовуйте|дізнавайтеся) .. (на пошті|у банку|в банку|у магазині|в магазині|у відділенні|у кур'єра|на лінії|у виробника)
        (вирішуйте|вирішувати|вирішити|з'ясовуйте|з'ясовувати|з'ясувати|розбирайтеся|розбирайтесь|розбиратися|розбиратись|уточнюйте|уточнити|обговорюйте|обговорити|погоджуйте|говоріть|поговоріть|зв'язуйтеся) .. (з|із|зі|у) .. {with_whom}
        (потрібно|треба|слід|доведеться|необхідно|краще|можете|варто) .. (йти|іти|їхати|піти|поїхати|підійти|під'їхати|прийти|сходити|скаржитися|адресувати|пред'явити|пред'являти|поставити|ставити) .. до .. {to_whom}( .. (де|в якому) (ви |його |її |було |був |була )*(купували|купили|придбали|брали|оформл*))?
        (йдіть|ідіть|їдьте|підійдіть|сходіть|скаржтеся|адресуйте|пред'являйте) .. до .. {to_whom}
        (претензії|питання|скарги|скаргу|претензію|усі питання|це|із цим|з цим) .. до {to_whom}
        {desk} .. ({at_desk}) .. {help}
        {help} .. ({at_desk})
        (це|цим|такі питання|такими питаннями|це питання) .. (вирішує|вирішують|займається|займаються|відповідає|відповідають|опікується) .. (виробник|продавець|банк|перевізник|магазин)
        (відповідь|відповіді|все|усе|інформація|інформацію) .. (є|знайдете|шукайте|дивіться) .. (у|в) (розділі|правилах|умовах|довідці|інструкції|faq)$
    """,
    Language.PL: r"""
        (to|sprawa) .. (między|pomiędzy) (panem|panią|państwem) a .. (bankiem|kurierem|przewoźnikiem|sprzedawcą|producentem|pocztą)
        (należy|trzeba|musi pan|musi pani|proszę|prosimy|może pan|może pani|najlepiej|powinien pan|powinna pani|pozostaje) .. (wyjaśnić|wyjaśniać|ustalić|ustalać|omówić|załatwić|załatwiać|rozmawiać|porozmawiać|uzgodnić|rozwiązać|dopytać|zapytać|zgłosić|reklamować|pytać) .. (({in_place})|(z|ze|u) .. {with_whom})( .. (gdzie|w którym) .. (zakup|kupił*|zakupił*|kupion*|zakupion*))?
        (zgłosić się|zgłaszać się|się zgłosić|udać się|się udać|zwrócić się|się zwrócić|pójść|podejść|kierować|skierować|zgłosić|zgłaszać|adresować|zgłoś się|udaj się|idź) .. do .. {to_whom}
        (pretensje|pytania|pytanie|skargi|reklamacje|roszczenia|takie sprawy|tę sprawę|takie pytania|z tym|to sprawa|to pytanie) .. do {to_whom}
        {desk} .. ({at_desk}) .. {help}
        {help} .. ({at_desk})
        (tym|takimi sprawami|to|o tym) .. (zajmuje się|decyduje|odpowiada) .. (producent|sprzedawca|bank|przewoźnik|sklep)
        (odpowiedź|odpowiedzi|wszystko|informacje|informację) .. (znajdzie|znajdą|jest|są) .. (w|na) (regulaminie|zakładce \w+|faq|instrukcji|stronie|naszej stronie)$
        (wszystkie |wszelkie )?(odpowiedź|odpowiedzi|wszystko|informacje|szczegóły|zasady) .. (znajdzie|znajdą|jest|są|stoi) .. (w|na) (\w+ )?(regulaminie|zakładce|faq|instrukcji|stronie|warunkach|cenniku|umowie)( .. (wystarczy|trzeba|proszę|warto) .. (poszukać|przeczytać|zajrzeć|poczytać|szukać|sprawdzić|kliknąć))?$
        (wystarczy|trzeba|proszę|warto) .. (poszukać|przeczytać|zajrzeć|poczytać|szukać|sprawdzić) .. (w|na|do) (\w+ )?(regulaminie|regulaminu|faq|warunkach|umowie|umowy|zakładce \w+|stronie)$
        od (tego|takich (spraw|rzeczy|pytań)|reklamacji|zwrotów|skarg) (to )?(jest|są|mamy|jest u nas) .. (infolini*|telefon*|biuro|dział*|bok|formularz*|ktoś inny|inny|inni|centrala|serwis|producent|sklep*|punkt*|obsług*|adres|mail|specjaln*)
        (proszę|prosimy|radzę|radzimy|polecam|sugeruję|niech pan|niech pani|może pan|może pani|najlepiej|trzeba|należy|wystarczy|musi pan|musi pani|pozostaje) (się )?.. (szukać|poszukać|dochodzić|dopytywać|pytać|dowiadywać|dowiedzieć|próbować|popytać|skarżyć|poskarżyć) .. (u|w|na) .. {to_whom}
        (proszę|prosimy|radzę|radzimy|niech pan|niech pani|trzeba|należy|musi pan|musi pani) (się )?.. (szukać|poszukać|dochodzić|dopytywać|pytać|dowiadywać|dowiedzieć|zapytać|dopytać) .. (w|na) (\w+ )?(salonie|sklepie|banku|punkcie|serwisie|oddziale|biurze|centrali|infolinii|poczcie|sklepach|salonach)
        (proszę|prosimy|radzę|radzimy|polecam|sugeruję|niech pan|niech pani|może pan|może pani|najlepiej|trzeba|należy|wystarczy|musi pan|musi pani|pozostaje) .. (napisać|pisać|wysłać|wysyłać|słać|złożyć|zgłosić|zgłaszać|kierować) (maila |mail |e-mail |e-maila |wiadomość |list |pismo |skargę |reklamację |sprawę |to |zapytanie |pytanie )*(do|na) .. (dział*|biur*|centrali|sekretariatu|księgowości|serwisu|zarządu|producenta|sprzedawcy|przewoźnika|kuriera|banku|adres (ogólny|reklamacyjny|działu|biura)|infolini*|skrzynk*|formularz*)
        (proszę|prosimy|należy|trzeba|wystarczy) .. (wypełnić|użyć|skorzystać z|złożyć przez) .. (formularz*) .. (kontaktow*|reklamac*|na (naszej )?stronie|skarg)
        (my |ja |tu |tutaj |na tym profilu |tym kanałem )+(się )?(tym|tego|takich|takimi) .. (nie (zajmujemy|załatwiamy|rozpatrujemy|obsługujemy|prowadzimy|zajmuję|załatwiam))
        (tu|tutaj|na tym profilu|w komentarzach|tym kanałem) .. (reklamacji|skarg|takich spraw|tego|zwrotów|takich pytań|zgłoszeń|pytań) .. nie (przyjmujemy|załatwiamy|rozpatrujemy|obsługujemy|omawiamy)
        (to|ta sprawa|takie sprawy|to pytanie) .. (nie (mój|nasz|moja|nasza|ten) (dział|działka|rejon|rewir|zakres|biurko|kompetencje)|nie w naszym zakresie|poza naszą kompetencją|poza moją kompetencją)
        ^nie (nasz|mój|ten) dział
        (tym|takimi sprawami|tą sprawą|o tym|takie rzeczy|to) .. (zajmują się|zajmuje się|wiedzą|wie|załatwia|załatwiają|obsługuje|obsługują) .. (koledzy|ktoś inny|inny|inni|kto inny|tylko (infolinia|salon|sklep|centrala|producent|bank|dział)|infolinia|centrala|wyłącznie)
        to (nie )?(nasza|moja) (sprawa|działka|rzecz) .. (proszę|niech|trzeba) .. ({to_whom}|u {to_whom})
    """,
    Language.EN: r"""
        (between you and|for you and) (({det}) )*(bank|courier|carrier|seller|manufacturer|insurer|card issuer|retailer|delivery \w+)
        (contacting|asking|calling|speaking to) (whoever|the people who|the one who|those who) (sold|made|delivered|installed|issued)
        (the |your )?(\w+ )?(department|team|desk|staff) (at|of|in) your bank .. (should|will|can|could)
        (our |the )?colleagues (in|at|on) the \w+ (can|will|could|should)( \w+)? (have a look|help|tell|answer|advise|explain)
        (it's|it is|that's|this is) (out of our hands|beyond our control|outside our (remit|control|responsibility))
        (take|bring|raise|chase|discuss|settle|clarify|resolve|sort|pursue|address|direct|refer|clear|check|file|lodge) .. (with|to|at|by) .. ({det}) ({det} )?{whom}
        (be|to be|is best|are best|best) (raised|taken up|discussed|settled|clarified|resolved|sorted|sorted out|addressed|directed|checked|referred|lodged|answered|handled|dealt with) (with|to|by|at) (({det}) )*{whom}
        (chase|chase up|pester|bother|badger|nudge|press) ({det} )+{whom}
        (contacting|calling|asking|asking in|asking at|phoning|ringing|emailing|trying|approaching|messaging|speaking to|speaking with|talking to|writing to|checking with|turning to) (({det}) )+{whom}
        (approach|go back to|go to|go via|go through|speak to|talk to|speak with|report it to|report this to|complain to|ask at|ask in|enquire at|inquire at) (({det}) )+(brand's )?{whom}
        (dealt with|handled|managed|looked after|processed|answered) (only |exclusively )?by (another|a different|the \w+|our \w+) (team|department|desk|office|company|division)
        (a question|a matter|one|something|a job|an issue|a case|down|up) (for|to) (({det}) )*{whom}
        (queries|questions|complaints|claims|issues|enquiries|requests) .. (go|belong|should go|need to go|are) (to|with) (({det}) )*{whom}
        (your |the )?(best bet|best option|best chance|first port of call|person to ask|people to ask) (is|would be|are) (({det}) )*{whom}
        ((the|our|your|their) )*({desk}) (will|can|should|would|may|might|are able to|is able to|could)( \w+)? ({help})
        ((the|our|your) )*({desk}) (on|in|at) (the|our) \w+ (will|can|should|would|could)( \w+)? ({help})
        (only|just) (({det}) )+{whom} .. (can|could|is able|are able|will) .. (help|answer|tell|solve|fix|refund|decide|do)
        (for|with) (everything|anything|all) else (there's|there is|there are|use|try|please|contact) (({det}) )*{whom}
        (speak|talk|write|turn|complain) to them (directly|about|instead)
        (please|kindly) (speak|talk|write|turn|complain) to them
        (ask|contact|call|try) them (directly|instead)
        ((the|your|all) )*(answer|answers|information|details) (is|are|can be found) .. (in|on|under) (our |the )?(faq|faqs|help pages|help section|terms|terms and conditions)
        (it's|that's|everything's|everything is|it is|they're) all (there )?(clearly )?(in|on|under|explained in|written in|covered in) (our |the |your )?(terms|terms and conditions|t&cs|faq|faqs|help pages|help section|help centre|small print|fine print|contract|website|site|manual|policy|conditions)( .. (if you|just|have a look|read|look))?(?! .. \d)
        (everything|the answer*|all the answers|all you need|what you need|details|the rules) .. (is|are|can be found|you'll find|stands|sits) .. (in|on|under) (our |the )?(terms|terms and conditions|faq|faqs|help pages|help section|help centre|small print|fine print|website|site|policy|conditions)(?! .. \d)
        (please |just |try |kindly |you can |have you tried )+(read|reading) (our |the |through the )*(terms|terms and conditions|faq|faqs|help pages|help section|help centre|small print|forum)(?! .. (\d|section|page))
        (please |just |try |kindly |you can |have you tried )*(check|checking|consult|consulting|search|searching|browse|look through|look in|looking in|look at) (our |the |through the )*(terms|terms and conditions|faq|faqs|help pages|help section|help centre|small print|forum)(?! .. (\d|section|page))
        (try|suggest|recommend|advise|best|you could|you can|you might|you may|you'd|you'll|you would|you should|you need|you'd best|need to|have to|want to|you'd better|might want to)( \w+){0,3} (write|writing|email|emailing|e-mail|ask|asking|call|calling|contact|contacting|speak|speaking|talk|talking|ring|ringing|phone|phoning|complain|complaining|enquire|enquiring|turn|go|drop)( (to|with|in|at|into|by))?( (a|an|the|our|your|any|one of our|one of the|their|his|local|nearest|line to))* (shop|shops|store|stores|branch|branches|showroom|(\w+ )?(team|department|desk|office|line|hotline|helpline|centre|center|unit|people)|head office|in person|manufacturer|seller|carrier|courier|bank|supplier|landlord|insurer|maker|retailer|dealer|post office)
        that's what (the|our|your|their) .. (is|are) (there )?for
        (is|are) (there )?for (that|those|this|such things|these things|complaints|questions like (this|that))$
        (we|i) (don't|do not|can't|cannot|won't) (deal with|handle|discuss|answer|process|sort|look at|do|take) (\w+ ){0,3}(here|on this page|on social media|in the comments|on this channel|over social|in this chat)(?= .. (call|phone|ring|line|shop|store|email|form|that's|use|try|contact)|[,.!?]|$)
        (complaints|claims|refunds|returns|queries|questions|billing) (are|is|go) (\w+ )?(not|only|never|not) (\w+ )?(taken|accepted|handled|dealt with|made|answered) (here|by phone|over the phone|in store|in writing|at)
        this (page|channel|account|profile|chat) (isn't|is not|is only|is just) (\w+ )?(for|meant)
        ^(sorry )?(not|isn't) (really )?(our|my|this) (department|team|remit|desk|area|division|responsibility|patch)
        (someone|somebody) else (deals|handles|looks after|is responsible|takes care)
        (handled|dealt with|decided|managed|done) elsewhere$
        (fill in|fill out|complete|submit|use) (the|our|a) ((online|web) )?(contact|complaint|complaints|enquiry|feedback|claim|claims) form
        (raise|open|log|submit|file) (a|another) (ticket|case|request) (with|on|via|through|at) (the|our) (\w+ )?(site|website|portal|helpdesk|support|team)
        (phone|call|ring) (the|our) (\w+ )?(line|number|helpline|hotline) (like|as) (everyone|everybody)
    """,
}
