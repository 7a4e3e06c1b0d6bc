"""What the words around a number say it is: an order's, money, a telephone, ours, the customer's, an example."""

import re

Place = tuple[int, int, str]  # where it stands, and what it is
NOTHING = ""  # the kind of what is recognised and is nobody's personal data

SENTENCE_BREAK = re.compile(r"[!?\n]|\.\s+(?=[A-ZА-ЯІЇЄҐĄĆĘŁŃÓŚŹŻ])")
NEAR_BEFORE, NEAR_AFTER = 48, 24
# What a number is, by the words before it.
ORDER_WORDS = (
    r"(?:заказ|посылк|трек|отправлен|накладн|артикул|код|обращени|дело|заявк|тикет|договор|чек|счет-факт|сч[её]т на оплат|инвойс|билет|брон|парти|серийн|imei|сертификат|купон|промо|ттн|квитанц|документ|штрих"
    r"|модел|рейс|показани|лицев\w+ сч|клиент\w* (?:номер|№|код)|номер\w* (?:клиент|абонент|сч[её]тчик|договор|полис|парти|очеред)|баланс|балл|бонус|верси|маршрут|талон|полис|вебинар"
    r"|замовлен|посилк|відправлен|накладн|звернен|заявк|справ(?:[аиіу]|ою)?\b|договір|договор|квитк|квиток|парті|серійн|рахунок-фактур|фіскальн|поштомат|показник|особов\w+ рах|номер\w* (?:клієнт|абонент|лічильник|черг)|версі|талон|поліс"
    r"|zamówieni|zleceni|spraw(?:[aęy]|ie)\b|przesyłk|paczk|list przewoz|śledzen|tracking|artykuł|kod|zgłoszeni|reklamacj|umow|paragon|faktur|bilet|rezerwacj|parti|seryjn|sku|ean|numer\w* (?:klient|abonent|licznik|polis|referenc)|licznik|wersj|polis"
    r"|фильтр|запчаст|фільтр|filtr|częś[cć]|zamienn|symbol|filter|spare"
    r"|order|parcel|track|shipment|waybill|item|batch|\blot\b|article|part no|part number|ref|reference|case|ticket|claim|invoice|receipt|booking|serial|code|policy|contract|model|sku|awb|\bnr\b|№|#"
    r"|(?:customer|client|account|member|meter|flight|bus|stop|version) (?:no|number|id|ref|is|reads?)?\b|meter|isbn|vin\b|barcode)"
    r"\w*(?:[ -](?:number|no|nr|id|code|ref|номер\w*|numer\w*)\b)?"
)
OF_AN_ORDER = re.compile(rf"{ORDER_WORDS}[^.!?\n]{{0,40}}$", re.IGNORECASE)
AN_ORDER = re.compile(ORDER_WORDS, re.IGNORECASE)
OF_AN_EXAMPLE = re.compile(
    r"пример|образец|тестов|приклад|зразок|зразк|przykład|testow|wzór|wzor|\bexample (?:card|number)|sample|\btest (?:card|number)|placeholder|dummy",
    re.IGNORECASE,
)
OF_MONEY = re.compile(
    r"^\s*(?:₽|руб|р\.|грн|₴|zł|pln|usd|eur|uah|rub|\$|€|£|злот|рубл|грив|доллар|долар|евро|євро|тенге|kzt|%|шт|мл\b|гр\b|кг|г\b|км|мм|см|м\b|mah|мач|ггц|мб|гб|kg|ml|cm|mm|km|bal|points|балл|балів|бонус|pkt|кубів|кубов|квт|kwh|шагов|просмотр)",
    re.IGNORECASE,
)
# “Number” is said of telephones and of everything else.
PHONE_WORDS = (
    r"(?:телефон|\bтел\b|моб|звон|набра|набир|набер|связ|номер|дозвон|смс|sms|whatsapp|viber|telegram|ватсап|вотсап|вайбер|телеграм|мессендж|контакт|городск|міськ|стационарн|☎|📞|📱"
    r"|дзвон|зв'яз|зв’яз|телефон|набер"
    r"|telefon|\btel\b|dzwo|numer|komórk|\bkom\b|stacjonarn|kontakt|pod nr|\bnr\b"
    r"|phone|call|\brang|\bring|reach|mobile|number|\btext|dial|contact|\bcell\b|landline)"
)
OF_A_PHONE = re.compile(rf"{PHONE_WORDS}[^!?\n]{{0,45}}$", re.IGNORECASE)
A_PHONE = re.compile(PHONE_WORDS, re.IGNORECASE)
# What the words call ours: the brand's own telephone, account or address.
OF_OURS = re.compile(
    r"(?:позвоните|звоните|наберите|зателефонуйте|телефонуйте|дзвоніть|(?:proszę|prosimy) (?:dzwonić|zadzwonić)|zadzwoń|(?:call|ring|phone|text) us|us by calling|telephone number is|please (?:call|ring|phone)|горяч\w* лини|колл-?центр|контакт-?центр|служб\w* (?:поддержки|доставки|заботы)|техподдержк|поддержк|с номера|з номера|дежур|черговий|чергова|наш\w*|магазин|салон\w*|бесплатн|единый|отдел|офис|склад|сервисн|пункт\w*|отделени|ресепшен"
    r"|гаряч\w* ліні|кол-?центр|контакт-?центр|служб\w* (?:підтримки|доставки|турботи)|підтримк|безкоштовн|відділ|єдиний|офіс|сервісн"
    r"|infolini|z numeru|dyżur|odpowie|odbiera|jesteśmy|call ?center|biur|sklep|salon|nasz\w*|obsług|bezpłatn|dział|serwis|punkt\w*|recepcj|oddział|alarmow"
    r"|hotline|helpline|from (?:the |this )?number|(?:call|ring|phone|text)(?:ed|ing)? (?:you )?from|rang (?:you )?from|answers|\bour\b|call centre|call center|support|customer service|store|shop|office|toll-?free|freephone|team|branch|switchboard|department)(?:[^.!?\n]|\.(?=\w)){0,45}$",
    re.IGNORECASE,
)
OF_YOURS = re.compile(
    r"\b(?:ваш|вам\b|вас\b|вами|до вас|pana|pani\b|panem|panią|państwa|twój|twoj|your|you\b|клиент|клієнт|klient|customer|получател|отримувач|odbiorc)",
    re.IGNORECASE,
)
OF_MINE = re.compile(
    r"\b(?:мо[йяеюиёії]\w*|мне|меня|мені|мене|наш\w*|мужа?|жен[аыу]\w*|сын\w*|доч\w*|мам\w*|пап\w*|отц\w*|чоловік\w*|дружин\w*|син\w*|m[oó]j\w*|moja|mnie|mi\b|mą[żz]\w*|żon\w*|syn\w*|córk\w*"
    r"|my|me|mine|our|i'm|husband'?s?|wife'?s?|son'?s?|daughter'?s?|mother'?s?|father'?s?|mum'?s?|dad'?s?)\b",
    re.IGNORECASE,
)


def before_of(raw: str, at: int, length: int = NEAR_BEFORE) -> str:
    """The words before a place."""
    return raw[max(0, at - length) : at]


def last_of(pattern: re.Pattern[str], before: str) -> int:
    """Where the last of the words of a pattern ends in the sentence before a place, or -1."""
    begin = max((found.end() for found in SENTENCE_BREAK.finditer(before)), default=0)
    return max((found.end() for found in pattern.finditer(before, begin)), default=-1)
