"""How agents ask for personal data, what they ask for, and where it may be asked for.

`ask` is an order or a plea, `modal` with `infinitive` its polite form, `need` says what is missing, `filler` is
what may stand between, `data` is what is personal. `elsewhere` names places where the data stays with the brand.
"""

from bpo.language.phrasebook import asking_en, asking_pl, asking_ru, asking_uk
from bpo.language.types import Language

ASKS = """
    {ask}( {filler}){0,9} {data}(( {and})? {data}){0,3}
    {data}( {filler}){0,6} {ask}
"""
NEEDS = r"""
    {modal}( {filler}){0,6} {infinitive}( {filler}){0,9} {data}(( {and})? {data}){0,3}
    {need}( {filler}){0,9} {data}(( {and})? {data}){0,3}
    {data}( {filler}){0,4} {need}(?! \w*(ть|ться|ти|тися|ć)(?!\w))
    ^({opener} )?{your} {data}( {please})?$
    ^({opener} )?{your} {data} {please}
    ^({opener} )?{data}( {please})?(?=[^\w]{0,3}\?)
    {may} {data}
"""
BOOKS = {
    Language.RU: asking_ru,
    Language.UK: asking_uk,
    Language.PL: asking_pl,
    Language.EN: asking_en,
}
MACROS: dict[Language, dict[str, str]] = {language: book.MACROS for language, book in BOOKS.items()}
QUESTIONS: dict[Language, str] = {language: book.QUESTIONS for language, book in BOOKS.items()}

# A private conversation: what is asked for there is asked for where nobody else reads.
PRIVATELY = r"""
    (в|во|через) (личн*|личку|личке|лс|директ|директе|приват*|direct|dm|dms|pm|сообщени*|мессенджер*|whatsapp|viber|telegram|телеграм*|вайбер*|ватсап*|закрыт*|защищенн*|чат|чате)( (сообщени*|переписк*|чат*|канал*))?
    (личным|приватным|личными) (сообщени*|письм*)
    (у|в|через) (особист*|приватн*|директ*|дірект*|direct|dm|dms|повідомленн*|месенджер*|whatsapp|viber|telegram|телеграм*|вайбер*|чат|чаті|захищен*|закрит*)( (повідомленн*|листуванн*|чат*|канал*))?
    (особистим|приватним) (повідомлення*|лист*)
    (в|на|у) (приват|приваті|особисті|особистих|лічку|пп)
    (w|przez|na) (wiadomoś* prywatn*|prywatn* wiadomoś*|priv|privie|dm|dms|wiadomości|wiadomościach|messengerz*|prywatnej|czacie|whatsapp)
    (prywatnie|prywatną wiadomoś*|wiadomością prywatną)
    (by|via|in|through|over) ((a|our|your|the) )?(direct|private|secure|dm|dms|pm|inbox|messenger|whatsapp)( (message|messages|chat|messaging|link|form))?
    (direct|private) (message|messages|messaging)
    (dm|pm|inbox) (us|me)
    (privately|приватно|личным)
    (a|your) (dm|pm)
"""
# Places where the customer gives their data to a form, a courier or a clerk, not to the public.
ELSEWHERE = r"""
    (в|во|на|из|через) ((ваш*|свой|свое*|своем|своей|нашем|нашей|личн*|мобильн*|платежн*|верхн*|специальн*|этой|самом|самой|открывш*) )*(профил*|кабинет*|приложени*|сайт*|настройк*|форм(а|е|у|ы|ой)|корзин*|кошельк*|аккаунт*|заявлени*|раздел*|поле|полях|касс*|странице|окне|окно|анкет*|бланк*|меню|терминал*|банкомат*|накладной|квитанции|графе|чек*|карточке заказа|коробк*|конверт*|посылк*|магазин*|пункте|отделени*|банк*|ссылке)
    (при|во время|до|перед) (оформлени*|заказе|получени*|оплат*|регистраци*|вход*|авторизаци*|звонк*|покупк*|примерк*)
    (курьеру|кассиру|сотруднику|продавцу|водителю|почтальону|консультанту|мастеру)
    по (ссылке|этой ссылке|qr-коду)
    (у|в|на|із|через) ((ваш*|своєму|своїй|нашому|нашій|особист*|мобільн*|платіжн*|верхн*|спеціальн*|цій|самому) )*(профіл*|кабінет*|застосунк*|додатк*|сайт*|налаштуванн*|форм(а|і|у|и|ою)|кошик*|гаманц*|акаунт*|заяв*|розділ*|полі|полях|поле|кас*|сторінці|вікні|анкет*|бланк*|меню|термінал*|банкомат*|накладній|квитанції|графі|чек*|картці замовлення|коробц*|посилц*|магазин*|пункті|відділенн*|банк*)
    (під час|при|до|перед) (оформленн*|замовленн*|отриманн*|оплат*|реєстраці*|вход*|авторизаці*|дзвінк*|покупк*)
    (кур'єру|кур'єрові|касиру|касирові|працівнику|продавцю|водію|листоноші|консультанту|майстру)
    за (посиланням|цим посиланням|qr-кодом)
    (w|we|na|przez|do) ((swoim|swojej|pana|pani|państwa|naszej|naszym|mobilnej|panelu|zakładce) )*(profilu|panelu|aplikacji|stronie|ustawieniach|formularz*|koszyku|portfelu|koncie|zakładce|polu|kasie|oknie|wniosku|terminal*|bankomacie|sklepie|punkcie|salonie|banku|druku|liście przewozowym|paczce|kartonie|opakowaniu)
    (przy|podczas|w trakcie|przed) (składani*|zamawiani*|odbiorze|płatności|rejestracji|logowani*|zakup*|zamówieniu|kasie)
    (kurierowi|kasjerowi|sprzedawcy|pracownikowi|kierowcy|listonoszowi|doradcy|serwisantowi)
    (pod linkiem|przez link)
    (in|on|at|into|under|via|through) ((the|your|our|my|mobile|payment|online|secure|account|user|returns|contact) )*(app|profile|account|account page|settings|website|site|form|basket|cart|checkout|page|portal|till|counter|desk|dashboard|wallet|section|field|terminal|atm|store|shop|link|label|box|slip|parcel|package|invoice|website's)
    (when|while|before|as) (ordering|you order|placing|you place|checking out|you check out|paying|you pay|registering|logging in|you sign|signing up|collecting|picking up|you collect|you pick)
    (to|with) (the )?(courier|driver|cashier|clerk|assistant|postman|technician|delivery driver)
"""
# What makes of an order its opposite: the brand says not to give the data.
NOT_BEFORE: dict[Language, str] = {
    Language.RU: r"(?:\bне|\bнельзя|\bнезачем|\bникогда|\bникому)(?:\s+(?:надо|нужно|стоит|следует|обязательно|просим|прошу|нам|вам|требуется|забудьте|будем|будет|можем|никогда|вздумайте|спешите|торопитесь))*[\s,]*$",
    Language.UK: r"(?:\bне|\bнемає потреби|\bніколи|\bнікому|\bнезачем)(?:\s+(?:треба|потрібно|варто|слід|обов'язково|просимо|прошу|нам|вам|будемо|можемо|ніколи|поспішайте))*[\s,]*$",
    Language.PL: r"(?:\bnie|\bnigdy|\bnikomu|\bproszę nie|\bprosimy nie|\bbez)(?:\s+(?:trzeba|należy|musi|muszą|musisz|pan|pani|państwo|prosimy|proszę|potrzeba|warto|wolno|mamy prawa|będziemy|będzie))*[\s,]*$",
    Language.EN: r"(?:\bnot|\bno(?=\s+$)|\bnever|n't|\bno need to|\bwithout|\bno one|\bnobody|\bavoid|\bno longer)(?:\s+(?:need|have|to|us|ever|be|you|will|please|ask|asking|require|publicly|want|actually|even))*[\s,]*$",
}
NOT_AFTER: dict[Language, str] = {
    Language.RU: r"^[^.!?…\n]{0,60}?(?:\bне\s+(?:нуж|над|треб|понадоб|потреб|пишите|сообща|указыва|присыла|публику|оставля|запрашива|спрашива|стоит|просим|прошу|обязат|писать|важ)|\bнельзя|\bни\s+здесь|\bнезачем|\bнигде)",
    Language.UK: r"^[^.!?…\n]{0,60}?(?:\bне\s+(?:потріб|треба|знадоб|пиші|повідомля|вказу|надсила|публіку|залиша|запиту|варто|просимо|обов|слід)|\bнемає потреби|\bні\s+тут|\bніде)",
    Language.PL: r"^[^.!?…\n]{0,60}?(?:\bnie\s+(?:jest|są|będzie|będą|trzeba|potrzeb|należy|podawa|publikow|musi|wymaga|prosimy|pisać|wpisy|warto)|\bzbędn|\bnigdzie)",
    Language.EN: r"^[^.!?…\n]{0,60}?(?:n't\s+(?:need|required|necessary|ask|have)|\bnot\s+(?:need|required|necessary|be needed)|\bno need|\bunnecessary|\bnever)",
}
# Here, before everybody's eyes: a private conversation named in the same breath changes nothing.
HERE = r"""
    (сюда|прямо здесь|прямо тут|в комментари*|под постом|открыто)
    (сюди|прямо тут|просто тут|в коментар*|у коментар*|під дописом|відкрито)
    (tutaj w komentarz*|w komentarz*|pod postem|publicznie)
    (right here|in the comments|in a comment|in this thread|publicly)
"""
