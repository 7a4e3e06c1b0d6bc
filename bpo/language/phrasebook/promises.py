"""Sending the customer away, and promising nothing in particular: how it is said, and what makes it right."""

from bpo.language.types import Language

_RU = {
    "call": """
        позвоните | звоните | наберите | перезвоните | созвонитесь | набирайте | дозванивайтесь | обратитесь | обращайтесь |
        свяжитесь | связывайтесь | напишите | пишите | адресуйте | спросите | спрашивайте | задайте | задавайте | уточните | уточняйте | узнайте | узнавайте | позвони | обратись | направьте | направляйте
        """,
    "should": """
        нужно | надо | следует | необходимо | можете | можно | лучше | стоит | рекомендуем | рекомендую | советуем | советую |
        просим | прошу | попробуйте | придется | вам | предлагаем | предлагаю | остается | проще | быстрее | требуется | удобнее
        """,
    "to_call": "позвонить | звонить | набрать | перезвонить | обратиться | обращаться | связаться | написать | уточнить | узнать | спросить | адресовать | направить",
    "place": """
        (горяч*|горячую) лини* | линию поддержки | hotline | хотлайн | (колл|кол|call|контакт|контактный)-?( )?центр* | контактн* центр* | справочн* (служб*|центр*) |
        (служб*|отдел*|центр*|линию) (технической |клиентской |нашей )?(поддержки|заботы|сервиса|клиентов|доставки|продаж|логистики|возвратов|качества|претензий|рекламаций|маркетинга|гарантии|контроля|обслуживания|маркировки|оплаты|платежей|кадров|безопасности) |
        (клиентск*|абонентск*|сервисн*|техническ*|соответствующ*|другой|профильн*|юридическ*) (отдел*|служб*|поддержк*|центр*|сервис*) | (техподдержк*|поддержк*|саппорт*) |
        (центральн*|головн*) офис* | отдел (\\w+ )?(доставки|продаж|логистики|возвратов|рекламаций|кадров) | бухгалтери* | администраци* |
        (производител*|изготовител*|поставщик*|импортер*|продавц* на маркетплейсе|дистрибьютор*) | (курьерск* служб*|транспортн* компани*|службу доставки|перевозчик*|почту россии) | (ваш* )?(банк|банка|банком|банку|банке)
        """,
}
_RU_AWAY = r"""
    {call} .. (на|в|во|по|к|с|со|у) .. {place}
    {call} {place}
    {should} .. {to_call} .. (на|в|во|по|к|с|со|у) .. {place}
    {call} .. по .. (номеру|телефону|телефонам|номерам)(?! (из|заказа|курьера|договора))
    {should} .. {to_call} .. по .. (номеру|телефону|телефонам)(?! (из|заказа|курьера|договора))
    (позвоните|звоните|наберите|перезвоните|позвонить|звонить) .. \d[\d()-]*( [\d()-]+){0,5}
    (горяч* лини*|колл-центр*|контакт-центр*|телефон* (поддержки|горячей линии|для справок|контактного центра)|служб* поддержки) .. \d[\d()-]*( [\d()-]+){0,5}
    (все вопросы|с этим вопросом|с этим|по этому вопросу|по таким вопросам|по вашему вопросу|за информацией|за подробностями|с вопросами|это) .. (на|в|во|к) .. {place}
    (этим|такими вопросами|вашим вопросом|этим вопросом) .. (занимается|занимаются|ведает) (другой|другая|другие|не мы|отдел|служба|не наш)
    (это|вопрос|вопросы|претензии) (вопрос )?не (к нам|по адресу|по нашей части|в нашей компетенции|наша компетенция)
    (это )?не наша (компетенция|зона ответственности|епархия)
    (консультац*|вопросы|помощь|информация|заявки) .. только по телефону
    только по телефону$
    это к {place}
    мы (этим|такими вопросами|таким) не занимаемся
    здесь .. (не консультируем|не помогаем|не отвечаем на вопросы|не решаем)
    ^(вся )?(информация|ответы|ответ|условия|подробности) .. на( нашем)? сайте$
    (читайте|смотрите|ищите|поищите|посмотрите сами|найдете) .. на( нашем)? сайте$
    за (гарантию|качество|доставку|товар) .. (магазин|мы|площадка) не (отвечает|отвечаем)
"""
_UK = {
    "call": """
        зателефонуйте | телефонуйте | дзвоніть | подзвоніть | наберіть | передзвоніть | набирайте | зверніться | звертайтеся | звертайтесь |
        зв'яжіться | зв'язуйтеся | напишіть | пишіть | адресуйте | поставте | ставте | запитайте | питайте | уточніть | уточнюйте | дізнайтеся | дізнавайтеся | подзвони | звернись | скеруйте
        """,
    "should": """
        потрібно | треба | слід | необхідно | можете | можна | краще | варто | рекомендуємо | рекомендую | радимо | раджу |
        просимо | прошу | спробуйте | доведеться | вам | пропонуємо | пропоную | залишається | простіше | швидше | зручніше
        """,
    "to_call": "зателефонувати | телефонувати | дзвонити | подзвонити | набрати | передзвонити | звернутися | звернутись | звертатися | звертатись | зв'язатися | зв'язатись | написати | уточнити | дізнатися | дізнатись | запитати | адресувати",
    "place": """
        гаряч* ліні* | лінію підтримки | hotline | хотлайн | (кол|колл|call|контакт)-?( )?центр* | контактн* центр* | довідков* (служб*|центр*) |
        (служб*|відділ*|центр*|лінію) (технічної |клієнтської |нашої )?(підтримки|турботи|сервісу|клієнтів|доставки|продажів|продажу|логістики|повернень|якості|претензій|рекламацій|маркетингу|гарантії|контролю|обслуговування|оплати|платежів|кадрів|безпеки) |
        (клієнтськ*|абонентськ*|сервісн*|технічн*|відповідн*|інш*|профільн*|юридичн*) (відділ*|служб*|підтримк*|центр*|сервіс*) | (техпідтримк*|підтримк*|саппорт*) |
        (центральн*|головн*) офіс* | бухгалтері* | адміністраці* | (виробник*|постачальник*|імпортер*|дистриб'ютор*) | (кур'єрськ* служб*|транспортн* компані*|службу доставки|перевізник*|нову пошту|нової пошти|укрпошт*) | (ваш* )?банк*
        """,
}
_UK_AWAY = r"""
    {call} .. (на|в|у|за|до|з|із|по|к) .. {place}
    {call} {place}
    {should} .. {to_call} .. (на|в|у|за|до|з|із|по) .. {place}
    {call} .. (за|по) .. (номером|телефоном|номерами|телефонами|номеру|телефону)(?! (із|з|замовлення|кур'єра|договору))
    {should} .. {to_call} .. (за|по) .. (номером|телефоном|телефонами)(?! (із|з|замовлення|кур'єра|договору))
    (зателефонуйте|телефонуйте|дзвоніть|подзвоніть|наберіть|зателефонувати|подзвонити) .. \d[\d()-]*( [\d()-]+){0,5}
    (гаряч* ліні*|кол-центр*|контакт-центр*|телефон* (підтримки|гарячої лінії|для довідок|контактного центру)|служб* підтримки) .. \d[\d()-]*( [\d()-]+){0,5}
    (усі питання|всі питання|з цим питанням|з цим|із цим|щодо цього|по цьому питанню|з цього питання|з таких питань|за інформацією|за деталями|з питаннями|це) .. (на|в|у|до) .. {place}
    (цим|такими питаннями|вашим питанням|цим питанням) .. (займається|займаються|опікується) (інший|інша|інші|не ми|відділ|служба|не наш)
    (це|питання|претензії) (питання )?не (до нас|за адресою|в нашій компетенції|наша компетенція)
    (це )?не наша (компетенція|зона відповідальності)
    (консультац*|питання|допомога|інформація|заявки) .. (лише|тільки) (за телефоном|телефоном|по телефону)
    (лише|тільки) (за телефоном|телефоном|по телефону)$
    це до {place}
    ми (цим|такими питаннями|таким) не (займаємося|займаємось|опікуємося)
    тут .. (не консультуємо|не допомагаємо|не відповідаємо на питання|не вирішуємо)
    ^(уся |вся )?(інформація|відповіді|відповідь|умови|деталі|подробиці) .. на( нашому)? сайті$
    (читайте|дивіться|шукайте|пошукайте|подивіться самі|знайдете) .. на( нашому)? сайті$
    (гарантією|гарантію|якість|доставку|доставкою) .. (магазин|ми) не (опікується|відповідає|відповідаємо|опікуємося)
"""
_PL = {
    "call": """
        zadzwoń | dzwoń | zadzwońcie | skontaktuj się | kontaktuj się | napisz | zgłoś się | zapytaj | spytaj | zwróć się |
        (proszę|prosimy) .. (dzwonić|zadzwonić|kontaktować się|skontaktować się|się skontaktować|się kontaktować|zgłosić się|zgłaszać się|się zgłosić|zwrócić się|się zwrócić|napisać|pisać|zapytać|spytać|pytać|zadać|zadawać|skierować|kierować|ustalić|wyjaśnić|zgłosić|zgłaszać|dopytać) |
        (niech|niechże) (pan|pani|państwo) .. (zadzwoni|zadzwonią|skontaktuje się|skontaktują się|zgłosi się|zwróci się|napisze|zapyta) |
        (pan|pani|państwo) .. (zadzwoni|zadzwonią|skontaktuje się) | prosimy o kontakt | proszę o kontakt | zapraszamy do kontaktu | kontakt
        """,
    "should": """
        należy | trzeba | musi pan | musi pani | muszą państwo | może pan | może pani | mogą państwo | można | najlepiej | lepiej |
        radzimy | radzę | polecamy | zalecamy | sugerujemy | sugeruję | warto | powinien pan | powinna pani | powinni państwo | pozostaje | wystarczy | szybciej | prościej
        """,
    "to_call": "zadzwonić | dzwonić | skontaktować się | się skontaktować | kontaktować się | zgłosić się | się zgłosić | zwrócić się | napisać | zapytać | spytać | skierować | ustalić",
    "place": """
        infolini* | (gorąc* lini*) | hotline | call ?center | call-center | centrum (obsługi|kontaktu|pomocy|wsparcia) | biur* obsługi( klienta)? | bok |
        (dział*|centrum|zespoł*) ((technicznej|naszej) )?(obsługi|reklamacji|zwrotów|sprzedaży|logistyki|wsparcia|jakości|dostaw|marketingu|płatności|księgowości|kadr|gwarancji|windykacji|prawn*|techniczn*|serwis*|handlow*|pomocy|rozliczeń|bezpieczeństwa)( klienta)? |
        (innym|inny|właściwym|właściwy|odpowiednim|odpowiedni|osobnym) (dział*|biur*|zespoł*) | (obsług* klienta|wsparci* technicz*|pomoc* technicz*|support*) |
        (centrali|centrala|centralą) | księgowości | (autoryzowan* )?serwis(u|em)? (producenta|techniczn*) | (producent*|dostawc*|importer*|dystrybutor*|sprzedawc*) | (firm* kuriersk*|kurier* dhl|przewoźnik*|poczt* polsk*) | (swoim|pana|pani|swojego|państwa) bank*
        """,
}
_PL_AWAY = r"""
    {call} .. (na|do|z|ze|pod|w|od|u) .. {place}
    {should} .. {to_call} .. (na|do|z|ze|pod|w|u) .. {place}
    (zadzwoń|dzwoń|(proszę|prosimy) (dzwonić|zadzwonić|o kontakt|kontaktować się)) .. (pod|na|telefonicznie) .. (numer*|telefon*)(?! (kuriera|z sms|zamówienia))
    {should} .. {to_call} .. (pod|na|telefonicznie) .. (numer*|telefon*)(?! (kuriera|z sms|zamówienia))
    {call} .. telefoniczn*
    (zadzwonić|dzwonić|zadzwoń|dzwoń|telefonicznie) .. \d[\d()-]*( [\d()-]+){0,5}
    (infolini*|telefon (obsługi|kontaktowy sklepu)|numer infolinii|call center|biuro obsługi) .. \d[\d()-]*( [\d()-]+){0,5}
    (wszelkie pytania|wszystkie pytania|w tej sprawie|z tym|z tą sprawą|z tym pytaniem|po informacje|po szczegóły|z pytaniami) .. (na|do|z) .. {place}
    (tym|takimi sprawami|tą sprawą) .. zajmuje się (inny|inna|dział|biuro|ktoś inny|osobny)
    (to|pytanie|sprawa) nie (do nas|pod ten adres|leży w naszej gestii|jest w naszej gestii)
    (nie nasza|nie leży w naszej) (działka|kompetencja|gestii|gestia)
    (konsultacje|pytania|pomoc|informacje|zgłoszenia) .. (tylko|wyłącznie|jedynie) telefoniczn*
    to (pytanie |sprawa )?do {place}
    (my )?(tym|takimi sprawami) się nie zajmujemy
    (tu|tutaj) .. (nie pomagamy|nie udzielamy informacji|nie odpowiadamy|nie załatwiamy)
    ^(wszystkie |wszelkie )?(informacje|odpowiedzi|odpowiedź|warunki|szczegóły) .. na( naszej)? stronie$
    (proszę|prosimy) .. (szukać|poszukać|sprawdzić|czytać|przeczytać|zobaczyć) .. na( naszej)? stronie$
    (gwarancję|jakość|dostawę|gwarancją) .. (sklep|my) nie (odpowiada|odpowiadamy|zajmuje się)
"""
_EN = {
    "call": "call | phone | ring | dial | telephone | contact | reach out to | get in touch with | speak to | speak with | talk to | write to | email | refer to | check with | ask | go to | go through | turn to | take it up with | raise it with | raise this with | get on to | try | consult | address it to | direct it to | message",
    "place": """
        (hotline|helpline|hot line|help line|call centre|call center|contact centre|contact center|switchboard|support line|phone line|customer line) |
        (customer (service|services|care|support|relations)|technical support|tech support|support team|helpdesk|help desk|support desk|support) |
        ((delivery|returns|sales|complaints|billing|legal|shipping|warranty|accounts|marketing|logistics|finance|relevant|right|appropriate|other|another|different|claims) (department|team|desk|office|division)) |
        (the department|head office|accounting|service centre|service center|authorised service|repair centre) |
        (the )?(manufacturer|maker|supplier|importer|producer|distributor|vendor|marketplace) | (the )?(courier company|courier firm|carrier|delivery company|postal service|shipping company|royal mail|dhl|ups|fedex|post office) | (your|the issuing) bank
        """,
}
_EN_AWAY = r"""
    {call}( (our|the|their|your|with|to|up|a|directly|free|24/7|toll-free|local|own|national|please|us|on|at|through|via))* {place}
    (call|ring|dial|phone us) (us )?(on |at )?((our|the|this|following) )+(number|phone|telephone|phone number)
    (call|ring|dial|phone us) (us )?(on |at )?\d[\d()-]*( [\d()-]+){0,5}
    (hotline|helpline|call centre|call center|customer service|support line|support) .. \d[\d()-]*( [\d()-]+){0,5}
    (call|phone|ring) us$
    (give us|give the hotline|give our \w+|give them|give support) a (call|ring|bell)
    (that's|this is|it's|that is|it is) (a question|a matter|a matter|one|something) for .. {place}
    (that's|this is|it's|that is|it is|we're|we are) not (our|the right|my) (department|responsibility|job|place|team|area|remit)
    (another|a different|the other) (department|team) (deals with|handles|is responsible for|looks after)
    (this|that|it) isn't (our|the right|my) (department|responsibility|job|place|team|area|remit)
    (only|exclusively) (\w+ )?(by|over the|on the) (phone|telephone)$
    (by|over the) (phone|telephone) only$
    {call} (that|this|it|them) (on|at|with|to|of) (our |the |your )?{place}
    (that's|this is|it's|that is) for (our |the |your )?{place}
    we don't (deal with|handle|do) (this|that|these|such|it)( \w+)?( here)?
    we (can't|cannot|don't) help( you)? here
    (all|the) (the )?(information|answers|details|answer|terms) .. on (our|the) (website|site)$
    (look|search|check|see|find|read) .. on (our|the) (website|site)$
    the (shop|store|brand) (isn't|is not) (responsible|liable) for .. (warranty|quality|delivery|guarantee)
"""
AWAY: dict[Language, tuple[str, dict[str, str]]] = {
    Language.RU: (_RU_AWAY, _RU), Language.UK: (_UK_AWAY, _UK),
    Language.PL: (_PL_AWAY, _PL), Language.EN: (_EN_AWAY, _EN),
}  # fmt: skip
# What makes it no brush-off: an offer beside the solution,
OFFERED = r"""
    (если|ежели) .. (удобнее|удобно|хотите|захотите|пожелаете|предпочитаете|проще)
    (также|тоже) .. (можно|можете)
    (можно|можете) (также|тоже)
    по желанию
    якщо .. (зручніше|зручно|хочете|бажаєте|простіше)
    (також|теж) .. (можна|можете)
    (можна|можете) (також|теж)
    за бажанням
    (jeśli|jeżeli) .. (woli|wolą|wygodniej|chce|chcą)
    (można|może pan|może pani) .. (też|także|również)
    if you would (like|prefer|rather)
    (if you'd rather|if you'd like|if you prefer|if it's easier|if you like|if you wish)
    you can also
"""
# or what to do should something else come up, after what was asked is answered.
LATER = r"""
    (если|при) .. (вопросы|вопрос|вопросах|что-то|понадобится|появятся|возникнут|останутся|повторится|изменится|еще|возникновении|необходимости)
    в случае .. (вопросов|проблем|повторения)
    якщо .. (питання|запитання|щось|знадобиться|з'являться|виникнуть|лишаться|залишаться|повториться|зміниться|ще)
    (за потреби|у разі|в разі)
    (jeśli|jeżeli|gdyby|w razie|w przypadku) .. (pytania|pytań|coś|potrzebna|potrzeby|pojawią|pojawiły|problem|problemów|powtórzy|jeszcze)
    (if|should) .. (questions|question|anything|need|problem|happens|comes back|else)
    in case
"""
# Denying it: “no need to call”.
NOT_AWAY_BEFORE: dict[Language, str] = {
    Language.RU: r"(?:\bне|\bнезачем|\bнет (?:нужды|необходимости|смысла)|\bбез|\bвместо того,? чтобы)(?:\s+(?:нужно|надо|придется|понадобится|потребуется|требуется|стоит|обязательно|вам|никуда|больше))*\s*$",
    Language.UK: r"(?:\bне|\bнемає (?:потреби|сенсу)|\bбез|\bзамість того,? щоб)(?:\s+(?:потрібно|треба|доведеться|знадобиться|варто|обов'язково|вам|нікуди|більше))*\s*$",
    Language.PL: r"(?:\bnie|\bbez|\bzamiast)(?:\s+(?:trzeba|musi|muszą|musisz|pan|pani|państwo|ma potrzeby|będzie|należy|już|więcej|warto))*\s*$",
    Language.EN: r"(?:n't|\bnot|\bno|\bno need|\bwithout|\binstead of|\bnever|\brather than)(?:\s+(?:need|have|to|you|ever|even|the|having|bother))*\s*$",
}
NOT_AWAY_AFTER: dict[Language, str] = {
    Language.RU: r"^[^.!?…\n]{0,25}?\bне (?:нужно|надо|придется|понадобится|потребуется|требуется|стоит|обязательно)",
    Language.UK: r"^[^.!?…\n]{0,25}?\bне (?:потрібно|треба|доведеться|знадобиться|варто|обов)",
    Language.PL: r"^[^.!?…\n]{0,25}?\bnie (?:jest|trzeba|będzie|potrzeb)|^[^.!?…\n]*(?:wiadomo\w+ prywatn|prywatn\w+ wiadomo|\bpriv\b|\bdm\b)",
    Language.EN: r"^[^.!?…\n]{0,25}?(?:isn't|is not|won't be) (?:needed|necessary|required)|^[^.!?…\n]*(?:\b(?:dm|dms|pm)\b(?!\w)|private(?:ly)?\b|direct message)",
}
# Somebody of ours does it: no order to the customer.
BY_US: dict[Language, str] = {
    Language.RU: r"\b(?:я|мы|коллега|курьер|мастер|менеджер)(?:\s+(?:сам|сама|сами|уже|сейчас|попросил|попросила|попросили|смогу|могу|можем))*\s*$",
    Language.UK: r"\b(?:я|ми|колега|кур'єр|майстер|менеджер)(?:\s+(?:сам|сама|самі|уже|вже|зараз|зможу|можу|можемо))*\s*$",
    Language.PL: r"\b(?:ja|my|kolega|kurier|serwisant)(?:\s+(?:sam|sama|sami|już|zaraz|mogę|możemy))*\s*$",
    Language.EN: r"(?:\b(?:the|our|a|an|your)\s+(?:\w+\s+)?\w+(?:'ll|\s+will|\s+can|\s+should|\s+is going to)(?:\s+(?:just|then|also|first))*|\b(?:we|i|they|he|she|who|colleague|courier|technician)(?:'ll|'ve|'m|'re|'d)?(?:\s+(?:will|can|could|already|just|also|then|going to|happy to|had to|have to|need to|did|let))*|\bhave|\bafter your|\byour|\bthe|\ba|\bfrom|\blast|\bof)\s*$",
}
# The customer asked where to call.
ASKED_FOR_A_PHONE = r"(?:телефон|номер|позвон|звон|лини|зателефон|подзвон|ліні|numer|telefon|zadzwo|infolin|phone|number|call|ring|hotline)"

INSTEAD_OF_AWAY: dict[Language, tuple[str, str]] = {
    Language.RU: (
        "Напишите, пожалуйста, номер заказа в личные сообщения, и я разберусь",
        "Напишите, пожалуйста, номер заказа, и я разберусь",
    ),
    Language.UK: (
        "Напишіть, будь ласка, номер замовлення в особисті повідомлення, і я розберуся",
        "Напишіть, будь ласка, номер замовлення, і я розберуся",
    ),
    Language.PL: (
        "Proszę o numer zamówienia w wiadomości prywatnej, zajmę się tym",
        "Proszę o numer zamówienia, zajmę się tym",
    ),
    Language.EN: (
        "Please send me the order number in a direct message and I will sort it out",
        "Please send me the order number and I will sort it out",
    ),
}

# Promises: `who` names nobody who will act, `when` names no time.
WHO: dict[Language, str] = {
    Language.RU: r"""
        (с вами|вам) .. (свяжутся|свяжется|перезвонят|перезвонит|позвонят|позвонит|ответят|ответит|напишут|напишет|сообщат|отпишутся|наберут)
        (кто-нибудь|кто-то|кто-либо|где-нибудь) .. (перезвонит|позвонит|ответит|свяжется|напишет|поможет|посмотрит|разберется|займется|наберет)( (вам|с вами))?
        (специалист*|менеджер*|сотрудник*|коллеги|коллега|оператор*|консультант*|отдел*|служба|поддержка|команда|эксперт*|инженер*|представител*|ответственн*|они) .. (свяжутся|свяжется|перезвонят|перезвонит|позвонят|позвонит|ответят|ответит|напишут|напишет|разберутся|разберется|решат|решит|посмотрят|посмотрит|сообщат|займутся|займется|рассмотрят|рассмотрит|помогут|проверят|уточнят|выяснят)( (с вами|вам|вопрос|обращение))?( и (дадут|даст) .. знать| и сообщат| и ответят| и перезвонят| и свяжутся)?
        (дадут|даст) (вам )?(знать|ответ|обратную связь)
        (свяжемся|созвонимся) с вами
        (мы )?с вами свяжемся
        (вернемся|вернусь) (к вам|с ответом|с обратной связью|с решением|с информацией|с новостями|к вашему вопросу|к этому вопросу|позже)
        (перезвоним|отпишемся|отзвонимся)( вам)?
        дадим (вам )?(знать|ответ|обратную связь)
        (будем держать|держим) вас в курсе
        (сообщим|напишем|ответим) (вам )?(о результат*|дополнительно|отдельно|позже|потом|когда будет*|когда узнаем|как будет|когда разберемся|когда решим|когда появ*)
        (ответим|напишем) вам
        (ожидайте|ждите|дожидайтесь)( пожалуйста)? (ответ*|звонк*|обратной связи|решени*|результат*|сообщени*|информаци*|связи)
        (вопрос|проблема|обращение|заявка) .. (решается|рассматривается|решится|будет решен*|будет рассмотрен*|на контроле|в обработке)( ожидайте| ждите)?
        ^(пожалуйста )?(ожидайте|ждите)$
        обязательно .. (разберемся|решим|исправим|свяжемся|ответим|учтем)
    """,
    Language.UK: r"""
        (з вами|із вами|вам) .. (зв'яжуться|зв'яжеться|передзвонять|передзвонить|зателефонують|зателефонує|подзвонять|подзвонить|відповідять|відповість|дадуть відповідь|дасть відповідь|напишуть|напише|повідомлять|наберуть)
        (хтось|хто-небудь|будь-хто|хтось із нас|хтось із колег) .. (передзвонить|зателефонує|подзвонить|відповість|зв'яжеться|напише|допоможе|подивиться|розбереться|займеться|набере)( (вам|з вами))?
        (спеціаліст*|фахів*|менеджер*|співробітник*|працівник*|колеги|колега|оператор*|консультант*|відділ*|служба|підтримка|команда|експерт*|інженер*|представник*|відповідальн*|вони) .. (зв'яжуться|зв'яжеться|передзвонять|передзвонить|зателефонують|зателефонує|дадуть відповідь|відповідять|відповість|напишуть|напише|розберуться|розбереться|вирішать|вирішить|подивляться|подивиться|повідомлять|займуться|займеться|розглянуть|розгляне|допоможуть|перевірять|уточнять|з'ясують)( (з вами|вам|питання|звернення))?( (і|й|та) (дадуть|дасть) .. знати| (і|й|та) повідомлять| (і|й|та) передзвонять| (і|й|та) зв'яжуться)?
        (дадуть|дасть) (вам )?(знати|відповідь)
        зв'яжемося (з|із) вами | зв'яжемось (з|із) вами
        (з|із) вами зв'яжемо(ся|сь)
        (повернемося|повернемось|повернуся|повернусь) (до вас|з відповіддю|із відповіддю|з рішенням|з інформацією|з новинами|до вашого питання|до цього питання|пізніше)
        (передзвонимо|відпишемося)( вам)?
        дамо (вам )?(знати|відповідь)
        (триматимемо|будемо тримати|тримаємо) вас у курсі
        (повідомимо|напишемо|відповімо) (вам )?(про результат*|додатково|окремо|пізніше|потім|коли буде*|коли дізнаємося|коли розберемося|коли з'явл*)
        (відповімо|напишемо) вам
        (очікуйте|чекайте|зачекайте)( будь ласка)?( на)? (відповід*|дзвін*|зворотного зв'язку|рішення|результат*|повідомлення|інформаці*)
        (питання|проблема|звернення|заявка) .. (вирішується|розглядається|вирішиться|буде вирішен*|буде розглянут*|на контролі|в обробці)( очікуйте| чекайте)?
        ^(будь ласка )?(очікуйте|чекайте)$
        обов'язково .. (розберемося|розберемось|вирішимо|виправимо|зв'яжемося|відповімо|врахуємо)
    """,
    Language.PL: r"""
        (ktoś|ktokolwiek) .. (oddzwoni|zadzwoni|odezwie się|się odezwie|odpowie|skontaktuje się|się skontaktuje|napisze|pomoże|sprawdzi|zajmie się|się zajmie|się tym zajmie)( .. (do pana|do pani|z panem|z panią|z państwem|panu|pani|państwu))?
        (specjali*|menedżer*|menadżer*|pracowni*|koledzy|kolega|koleżanka|konsultant*|dział*|zespół|obsługa|biuro|ekspert*|technik*|przedstawiciel*|opiekun*|oni) .. (skontaktuj* się|się .. skontaktuj*|się skontaktuj*|skontaktuj*|oddzwoni*|zadzwoni*|odpowie*|odezw* się|się odezw*|napisz*|zajm* się|się zajm*|rozpatrz*|sprawdzą i|wyjaśni*|przeanalizuj*|dadzą znać|da znać)( .. (z panem|z panią|z państwem|do pana|do pani|sprawę|sprawą))?
        (skontaktują|skontaktuje) się z (panem|panią|państwem|tobą)
        (dadzą|da) (panu |pani |państwu )?znać
        (skontaktujemy się|odezwiemy się|oddzwonimy|odpiszemy|odpowiemy)( .. (z panem|z panią|z państwem|do pana|do pani|panu|pani|państwu|tobą))?
        się .. (skontaktujemy|odezwiemy)
        (wrócimy|powrócimy|wrócę) (do pana|do pani|do państwa|z odpowiedzią|z informacją|z rozwiązaniem|do tematu|do sprawy|później)
        damy (panu |pani |państwu |ci )?znać
        będziemy (pana |panią |państwa )?(informować|w kontakcie)
        (poinformujemy|powiadomimy) (pana |panią |państwa )?(o wynik*|później|osobno|dodatkowo|gdy będzie*|jak będzie*|o dalsz*|o efek*|o rozwiąza*)
        (proszę|prosimy) (uprzejmie |cierpliwie |spokojnie |jeszcze |chwilę |o cierpliwość i )*(czekać|oczekiwać|poczekać|uzbroić się w cierpliwość)( na (kontakt|telefon|odpowiedź|wiadomość|informację|rozwiązanie|decyzję|rozpatrzenie))?$
        (sprawa|problem|zgłoszenie|reklamacja) .. (jest w toku|jest rozpatrywan*|jest wyjaśnian*|zostanie rozpatrzon*|zostanie rozwiązan*|się rozwiąże|jest w trakcie)
        na pewno .. (rozwiążemy|wyjaśnimy|naprawimy|odpowiemy|skontaktujemy)
    """,
    Language.EN: r"""
        (someone|somebody|anyone|one of us|one of our \w+) .. (will|should|is going to|can|would) .. (contact|call|ring|phone|get back to|reach out|be in touch|get in touch|look into|email|write to|answer|reply|help|look at|check|take a look|sort|handle)( .. (you|this|it))?
        (someone'll|somebody'll) .. (contact|call|ring|phone|get back to|be in touch|look into|reply)( you)?
        (specialist*|manager*|agent*|colleague*|team|department|operator*|representative*|advisor*|adviser*|expert*|engineers|staff|support|they|they'll|people|consultant*) .. (contact you|call you|ring you|phone you|get back to you|reach out|be in touch|get in touch|look into (it|this)|sort it out|let you know|reply to you|email you|write to you|figure it out|handle (it|this)|deal with (it|this)|take care of (it|this))( (with|to) you)?
        you('ll| will| should) (be contacted|hear from us|hear back|hear from someone|get a call|receive a call|receive an answer|get a reply|be called|be informed)
        (we'll|we will|we shall|we're going to) (get back to you|be in touch|contact you|call you back|reach out|let you know|keep you posted|keep you updated|come back to you|reply to you|circle back|update you)
        (we'll|we will|we shall|we're going to) (look into (it|this|that)|follow up|see what we can do)
        we are looking into (it|this|that) and will
        (wait|please wait) for (a|our|the|an) (call|reply|response|answer|email)
        (your )?(case|issue|request|ticket|question|problem) .. (is being (looked into|reviewed|processed|handled|worked on)|will be (resolved|solved|looked into|reviewed|handled|dealt with))
        ^(please )?(stand by|bear with us|stay tuned|hang tight)$
    """,
}
WHEN: dict[Language, str] = {
    Language.RU: r"""
        (сделаем|делаем|приложим) (все |всё )?(что в наших силах|возможное|что можем|что от нас зависит|усилия|все усилия)
        когда (дойдут руки|появится время|будет время|сможем|получится|освободимся|найдется время)
        как (только )?(узнаем|узнаю|разберемся|решим|выясним|будет ясно|что-то узнаем) .. (так и )?(сообщим|напишем|ответим|дадим знать|скажем)
        скоро .. (наладится|исправят|заработает|починят|решится|наладим)
        (разберемся|уточним|выясним|проверим|посмотрим|изучим) и .. (напишем|сообщим|ответим|вернемся|свяжемся|дадим знать)
        потерпите (еще )?(немного|чуть-чуть|пожалуйста)
        (ждите|ожидайте)( пожалуйста)? (решения|результата)
        в (самое )?ближайшее время
        в ближайшем будущем
        в (самом )?скором времени
        в (самые )?(кратчайшие|короткие|разумные) сроки
        при первой( же)? возможности
        как можно (скорее|быстрее|раньше)
        (через|спустя) (некоторое|какое-то) время
        в порядке (живой |общей )?очереди
        (скоро|вскоре|чуть позже|немного позже|попозже|позднее|на днях|со временем|когда-нибудь|рано или поздно) .. (ответ*|сообщ*|напиш*|свяж*|перезвон*|позвон*|реш*|исправ*|разбер*|вернем*|вернусь|вернут|уточн*|провер*|выясн*|пришл*|отправ*|завез*|почин*|постав*)
        (ответим|сообщим|напишем|свяжемся|перезвоним|решим|исправим|разберемся|вернемся|уточним|проверим|выясним|пришлем|отправим|завезем|починим|напишу|отвечу|сообщу|вернусь|перезвоню) .. (скоро|вскоре|чуть позже|немного позже|позже|попозже|позднее|на днях|со временем|когда-нибудь|рано или поздно|потом)
        (как только|когда) .. (будет|будут|появится|появятся|получим|узнаем|узнаю|получу|станет|поступит|что-то) .. (информация|информацию|новости|новость|ответ|ясность|известно|результат|результаты|понятно|что-то|что-нибудь|сведения|данные|подробности)( .. (сообщим|сообщу|напишем|напишу|расскажем|ответим|дадим знать|свяжемся|вернемся))?
        как только .. (прояснится|узнаем|узнаю|разберемся|выясним|выясню|что-то изменится)( .. (сообщим|сообщу|напишем|напишу|ответим|отвечу|дадим знать|свяжемся|вернемся))?
        (постараемся|попробуем|попытаемся|стараемся) .. (решить|ускорить|разобраться|исправить|ответить|связаться|выяснить|уточнить|что-нибудь)
        оперативно .. (решим|ответим|разберемся|исправим)
    """,
    Language.UK: r"""
        (зробимо|робимо|докладемо) (все |усе )?(що в наших силах|можливе|що можемо|що від нас залежить|зусиль|всіх зусиль)
        коли (дійдуть руки|з'явиться час|буде час|зможемо|вийде|звільнимося|знайдеться час)
        як (тільки )?(дізнаємося|дізнаємось|дізнаюся|розберемося|вирішимо|з'ясуємо|буде ясно) .. (так і |так й )?(повідомимо|напишемо|відповімо|дамо знати|скажемо)
        (скоро|незабаром) .. (налагодиться|виправлять|запрацює|полагодять|вирішиться|налагодимо)
        (розберемося|розберемось|уточнимо|з'ясуємо|перевіримо|подивимося|вивчимо) (і|й|та) .. (напишемо|повідомимо|відповімо|повернемося|зв'яжемося|дамо знати)
        потерпіть (ще )?(трохи|будь ласка)
        (чекайте|очікуйте)( на)? (рішення|результат*)
        (найближчим часом|у найближчий час|в найближчий час|найближчого часу|незабаром з вами|у найкоротші терміни|в найкоротші терміни|у найкоротші строки|в найкоротші строки|найшвидше)
        (у|в) (найкоротший|стислий|стислі|короткі|найближчі) (термін*|строк*|час)
        (у|в) найближчому майбутньому
        (при|за) першої( ж)? (нагоди|можливості)
        при першій( ж)? (нагоді|можливості)
        (якомога|як можна) (швидше|скоріше|раніше)
        (якнайшвидше|якнайскоріше|щонайшвидше)
        (через|за) (деякий|якийсь) час
        (у|в) порядку (живої |загальної )?черги
        (скоро|незабаром|невдовзі|трохи пізніше|згодом|пізніше|днями|колись|рано чи пізно) .. (відпов*|повідом*|напиш*|зв'яж*|передзвон*|зателефон*|виріш*|виправ*|розбер*|повернем*|повернусь|повернуть|уточн*|перевір*|з'ясу*|надішл*|завез*|полагод*)
        (відповімо|повідомимо|напишемо|зв'яжемося|зв'яжемось|передзвонимо|вирішимо|виправимо|розберемося|повернемося|уточнимо|перевіримо|з'ясуємо|надішлемо|завеземо|напишу|відповім|повідомлю|повернуся) .. (скоро|незабаром|невдовзі|трохи пізніше|пізніше|згодом|днями|колись|потім)
        (щойно|як тільки|коли|тільки-но|щойно-но) .. (буде|будуть|з'явиться|з'являться|отримаємо|дізнаємося|дізнаюся|отримаю|стане|надійде|щось) .. (інформація|інформацію|новини|новина|відповідь|ясність|відомо|результат|результати|зрозуміло|щось|дані|подробиці|деталі)( .. (повідомимо|повідомлю|напишемо|напишу|розкажемо|відповімо|дамо знати|зв'яжемося|повернемося))?
        (щойно|як тільки|тільки-но) .. (проясниться|дізнаємося|дізнаємось|дізнаюся|розберемося|з'ясуємо|щось зміниться)( .. (повідомимо|повідомлю|напишемо|напишу|відповімо|дамо знати|зв'яжемося))?
        (постараємося|постараємось|спробуємо|намагаємося|намагатимемося) .. (вирішити|прискорити|розібратися|виправити|відповісти|зв'язатися|з'ясувати|уточнити|щось)
        оперативно .. (вирішимо|відповімо|розберемося|виправимо)
    """,
    Language.PL: r"""
        (zrobimy|robimy|uczynimy) (wszystko|co w naszej mocy|co możemy|co się da)
        (jak|gdy|kiedy) (tylko )?(znajdziemy|będziemy mieć|będziemy mieli|znajdzie się) (chwilę|czas|moment|wolną chwilę)
        (jak|gdy) (tylko )?(się )?(dowiemy|dowiem|czegoś dowiemy|wyjaśnimy|ustalimy|będzie coś wiadomo) .. (damy znać|dam znać|powiemy|napiszemy|poinformujemy)
        (wkrótce|niebawem|niedługo) .. (zadziała|naprawią|się poprawi|się wyjaśni|będzie dobrze|ruszy)
        (zbadamy|sprawdzimy|wyjaśnimy|ustalimy|przeanalizujemy|dopytamy) .. i .. (napiszemy|odpowiemy|damy znać|wrócimy|poinformujemy|odezwiemy się)
        (proszę|prosimy) .. (czekać|poczekać|zaczekać) na (decyzję|rozwiązanie|odpowiedź|wynik)
        (w najbliższym czasie|w najbliższej przyszłości|w niedalekiej przyszłości|w możliwie najkrótszym czasie|w najkrótszym możliwym czasie|w najkrótszym czasie|w krótkim czasie)
        (przy pierwszej (okazji|możliwości)|w miarę możliwości|bez zbędnej zwłoki)
        (jak najszybciej|możliwie szybko|możliwie najszybciej|tak szybko jak to możliwe|najszybciej jak to możliwe|jak najprędzej|niezwłocznie)
        (po|za) (pewnym|jakimś|jakiś|pewien) (czasie|czas)
        w kolejności (zgłoszeń|wpływu)
        (wkrótce|niebawem|niedługo|później|za chwilę|z czasem|kiedyś|prędzej czy później|na dniach) .. (odpow*|poinform*|napisz*|skontakt*|odezw*|oddzwo*|zadzwo*|rozwiąż*|wyjaśn*|wróc*|sprawdz*|naprawi*|się z|damy znać|prześl*|wyśl*)
        (odpowiemy|poinformujemy|napiszemy|skontaktujemy się|odezwiemy się|oddzwonimy|rozwiążemy|wyjaśnimy|wrócimy|sprawdzimy|naprawimy|damy znać|prześlemy|wyślemy|napiszę|odpiszę|odezwę się|dam znać) .. (wkrótce|niebawem|niedługo|później|z czasem|kiedyś|na dniach|potem)
        (gdy tylko|jak tylko|kiedy tylko|gdy|jak|kiedy) .. (będziemy|będę|będą|będzie|pojawią się|pojawi się|dowiemy się|dowiem się|dostaniemy|otrzymamy|coś) .. (wiedzieć|informacj*|nowości|nowin*|odpowiedź|wiadom*|jasne|wynik*|coś|szczegół*)( .. (damy znać|dam znać|poinformujemy|napiszemy|odezwiemy się|powiadomimy))?
        (damy znać|dam znać|poinformujemy|napiszemy|odezwiemy się) .. (gdy|jak|kiedy) .. (tylko )?(będziemy|będzie|coś|się dowiemy|czegoś|dowiemy|pojawią|się wyjaśni)
        (postaramy się|spróbujemy|staramy się|dołożymy starań) .. (rozwiązać|przyspieszyć|wyjaśnić|naprawić|odpowiedzieć|skontaktować|ustalić|coś)
        (sprawnie|szybko) .. (rozwiążemy|odpowiemy|wyjaśnimy|naprawimy)
    """,
    Language.EN: r"""
        (we'll|we will|we are doing|we're doing|doing|do) (do )?(everything|all|whatever|what) (we can|in our power|possible|that we can)
        when (we|someone|they) (get|gets|find|finds|have|has) (round|around|a moment|a minute|time|the time|out)
        (we'll|we will) (figure it out|sort it|sort it out|look into it|check|check it|find out|investigate) and (write|reply|answer|get back|let you know|update|be in touch|tell)
        (please )?wait for (a|the|our) (decision|reply|answer|response|outcome|solution)
        (as soon as possible|asap|as quickly as possible)(?! (after|before|once (it|you)))
        (as soon as we can|as fast as (we can|possible)|at the earliest (opportunity|convenience)|at our earliest (opportunity|convenience))
        (in due course|in the near future|at some point|sooner or later|before long|in a timely manner|in good time|in the coming (days|weeks)|one of these days)
        (will|'ll|we'll|they'll|i'll|contact|reply|call|touch|back|fix|fixed|resolve|resolved|sort|sorted|answer|update|follow)( \w+){0,5} (shortly|very soon|soon(?! as)|later on|eventually|promptly)
        (once|when|as soon as) (we|i|there) .. (have|know|hear|get|is|are|find) .. (news|update|updates|more|information|info|answer|something|anything|result|results|details|out)( .. (let you know|update you|get back|be in touch|tell you|post))?
        (let you know|update you|get back to you|tell you|be in touch) .. (once|when|as soon as|if) (we|i|there|they) .. (have|know|hear|get|is|are|find)( \w+){0,2}
        (we'll|we will) (try|do our best|endeavour|see what we can do|aim)( to .. (resolve|fix|speed|sort|reply|answer|get back|help))?
    """,
}
# What makes a promise one that can be kept: a time.
CONCRETE: dict[Language, str] = {
    Language.RU: r"\b\d{1,2}[:.]\d{2}\b|\b(?:до|к|около|в|с|за|через|в течение|не позднее|после)\s+(?:чем\s+в\s+)?\d|\b(?:сегодня|завтра|послезавтра|понедельник\w*|вторник\w*|сред[уеы]|четверг\w*|пятниц\w*|суббот\w*|воскресень\w*|утром|вечером|к\s+обеду|к\s+вечеру|к\s+утру|в\s+обед)\b|\b(?:до|к)\s+(?:конца|концу|вечера|обеда|утра|полудня|полуночи|полудню|часу)|\b(?:в\s+течение|через|за)\s+(?:часа?|получаса|полчаса|дня|суток|сутки|минут\w*|недел\w+|день|пару|двух|трех|два|три|пят\w+|нескольких|ближайш\w+ час\w*|рабоч\w+)|\b(?:на\s+(?:этой|следующей)\s+неделе|сейчас|прямо\s+сейчас|немедленно|час\b)|\b\d{1,2}\s+(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)",
    Language.UK: r"\b\d{1,2}[:.]\d{2}\b|\b(?:до|о|об|близько|з|за|через|протягом|впродовж|упродовж|не\s+пізніше|після)\s+(?:ніж\s+о\s+)?\d|\b(?:сьогодні|завтра|післязавтра|понеділ\w*|вівтор\w*|серед[уиі]|четвер\w*|п'ятниц\w*|субот\w*|неділ[юіь]\w*|вранці|зранку|увечері|ввечері)\b|\b(?:до|на)\s+(?:кінця|вечора|обіду|ранку|полудня|півночі)|\b(?:протягом|впродовж|упродовж|через|за)\s+(?:годин\w*|півгодини|дня|доби|добу|хвилин\w*|тиж\w+|день|кілька|двох|трьох|два|три|дві|п'ят\w+|робоч\w+|найближч\w+ годин\w*)|\b(?:цього|наступного)\s+тижня|\b(?:зараз|просто\s+зараз|негайно)\b|\b\d{1,2}\s+(?:січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд)",
    Language.PL: r"\b\d{1,2}[:.]\d{2}\b|\b(?:do|o|od|około|po|za|w\s+ciągu|najpóźniej|przed|między)\s+(?:godz\w*\.?\s+)?\d|\b(?:dziś|dzisiaj|jutro|pojutrze|poniedziałe?k\w*|wtor\w+k\w*|środ[ęay]|czwart\w+k\w*|piąte?k\w*|sobot\w+|niedziel\w+|rano|wieczorem|po\s+południu|w\s+południe)\b|\bdo\s+(?:końca|wieczora|południa|rana|jutra|dziś)|\b(?:w\s+ciągu|za|do)\s+(?:godzin\w*|pół\s+godziny|pół\s+dnia|dnia|doby|dobę|minut\w*|tydzień|tygodnia|dzień|kilku|dwóch|trzech|dwie|trzy|dwa|pięciu|kwadrans|najbliższ\w+ godzin\w*)|\bw\s+(?:tym|przyszłym)\s+tygodniu|\b(?:teraz|natychmiast|już\s+teraz)\b|\b\d{1,2}\s+(?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|paźdz|listop|grud)",
    Language.EN: r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.|o'clock)\b|\b(?:by|at|within|in|before|until|after|around|from|no\s+later\s+than)\s+(?:the\s+next\s+)?\d|\b(?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midday|midnight)\b|\b(?:within|in)\s+(?:an|the|a|one|two|three|four|five|half|ten|twenty|thirty|the\s+next|couple)\s*(?:an?\s+)?(?:hour|minute|day|hours|minutes|days|working|business|week|couple|few)|\bthis\s+(?:morning|afternoon|evening|week)|\bnext\s+week|\bend\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:day|week|business)|\b(?:right\s+now|right\s+away|now|immediately|straight\s+away)\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:january|february|march|april|june|july|august|september|october|november|december)\s+\d",
}
# A promise about stock or a launch, to tell the customer once it happens, promises all that can be.
OF_STOCK: dict[Language, str] = {
    Language.RU: r"\b(?:товар|модел|размер|цвет|поступл|поступит в|в наличи|в продаж|завез|на склад|снова|посылк|заказ\w* (?:прид|приед|прибуд|поступ)|мастер\w* освобод|придёт sms|придет sms|придет смс)",
    Language.UK: r"\b(?:товар|модел|розмір|кол[іь]р|надходж|надійде в|в наявност|у наявност|у продаж|в продаж|завез|на склад|знову|посилк|замовлення (?:прий|приї|надій)|він з'явиться|вона з'явиться|прийде sms)",
    Language.PL: r"\b(?:towar|produkt|model|rozmiar|kolor|dostępn|w sprzedaż|do sprzedaży|na stan|magazyn|znowu|ponownie|paczk|zamówienie (?:dotrze|przyjdzie))",
    Language.EN: r"\b(?:stock|available|restock|size|colou?r|model|launch|back in|on sale|parcel|package|arrives|delivered)",
}
# So that something can be done soon: the purpose of a plea, not a promise.
OF_PURPOSE: dict[Language, str] = {
    Language.RU: r"(?:\bчтобы|\bпожалуйста|\bпрошу|\bпросим|\b\w{3,}(?:ите|йте|ьте)\b)[^.!?]*$",
    Language.UK: r"(?:\bщоб|\bбудь ласка|\bпрошу|\bпросимо|\b\w{3,}(?:іть|йте|ьте)\b)[^.!?]*$",
    Language.PL: r"(?:\bżeby|\baby|\bby|\bproszę|\bprosimy)\b[^.!?]*$",
    Language.EN: r"(?:\bso (?:that )?(?:we|i)|\bplease|\bto help)\b[^.!?]*$",
}
# Once the customer has told us more: not yet a promise that could have a time.
ONCE_TOLD = r"\b(?:dm|pm|send|share|message|drop|provide|give us|contact us|connect|note|пришлите|напишите|укажите|сообщите|отправьте|надішліть|напишіть|вкажіть|повідомте|proszę o|prosimy o|proszę (?:podać|napisać|przesłać))\b"
TO_BE_TOLD = r"look into|follow up|see what|check|провер|уточн|выясн|перевір|з'ясу|разбер|розбер|sprawdz|wyjaśn|реши|виріш"
INSTEAD_OF_PROMISE: dict[Language, tuple[str, str]] = {
    Language.RU: ("я отвечу вам здесь сегодня до __:__", "сегодня до __:__"),
    Language.UK: ("я відповім вам тут сьогодні до __:__", "сьогодні до __:__"),
    Language.PL: ("odpowiem tutaj dziś do __:__", "dziś do __:__"),
    Language.EN: ("I will reply here today by __:__", "today by __:__"),
}
