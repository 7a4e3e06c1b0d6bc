"""Words of shops, deliveries and networks that the dictionaries do not have, and common abbreviations."""

from functools import cache

from bpo.language.morphology import morphology
from bpo.language.types import Language

# Inflected by the morphology, which guesses how a new word behaves.
INFLECTED: dict[Language, str] = {
    Language.RU: (
        "кешбэк кэшбэк кешбек кэшбек промокод промо постамат почтамат трекинг шопинг вайфай скриншот скрин "
        "эсэмэска пуш аккаунт логин лайк репост сторис стикер чат-бот чатбот бот айди курьерка предзаказ "
        "рефанд апгрейд апдейт баг дашборд хайлайт кэш фидбэк фидбек чекаут маркетплейс фулфилмент допник "
        "видеообзор фотоотчёт смс эсэмэс имейл мейл мэйл онлайн-чат личка директ хештег хэштег геолокация "
        "смарт-часы самовывоз доп-услуга автоплатёж автопродление безнал мессенджер тачскрин пауэрбанк "
        "робот-пылесос термокружка мультиварка аэрогриль блютус блютуз вебинар айфон смартфон планшет "
        "перезагрузка прошивка антивирус криптовалюта фейсбук инстаграм телеграм вайбер вотсап ютуб тикток "
        "постоплата шиппинг эквайринг чарджбэк процессинг курьер-партнёр"
    ),
    Language.UK: (
        "кешбек промокод промо поштомат постамат трекінг шопінг вайфай скриншот скрін есемеска пуш акаунт "
        "логін лайк репост сторіз стікер чат-бот чатбот бот айді передзамовлення апгрейд апдейт баг фідбек "
        "маркетплейс фулфілмент відеоогляд смс імейл мейл хештег геолокація самовивіз автоплатіж месенджер "
        "павербанк робот-пилосос термокухоль мультиварка аерогриль блютус вебінар айфон смартфон планшет "
        "прошивка фейсбук інстаграм телеграм вайбер вотсап ютуб тікток післяплата еквайринг чарджбек розстрочка "
        "електронка роутер"
    ),
    Language.PL: "",
    Language.EN: "",
}
AS_THEY_ARE: dict[Language, str] = {
    Language.RU: "онлайн офлайн оффлайн др пр руб коп тыс млн млрд шт стр см мм кг гр мл кв эт ул пер просп пн вт "
    "ср чт пт сб вс обл гос тел моб доп макс мин сек час гб мб кб вай-фай вай фай эл",
    Language.UK: "онлайн офлайн грн коп тис млн млрд шт стор см мм кг гр мл кв вул пров просп пн вт ср чт пт сб нд "
    "обл тел моб дод макс хв сек год гб мб кб вай-фай вай фай ел",
    Language.PL: "online offline cashback cashbacku cashbackiem paczkomat paczkomatu paczkomacie paczkomaty "
    "paczkomatów paczkomatem paczkomatach voucher vouchera voucheru voucherem vouchery voucherów smartwatch "
    "smartwatcha smartwatche smartwatchem powerbank powerbanka powerbanku chatbot chatbota chatbotem hashtag "
    "hashtagu hashtagiem esemes esemesem newsletter newslettera newsletterze newsletterem push pushem livechat "
    "feedback feedbacku tracking trackingu trackingiem dropshipping unboxing preorder preorderu preorderze "
    "bluetooth bluetoothem wifi router routera routerem routerze zł gr tys mln mld szt nr ul al tel godz min "
    "sek pon wt śr czw pt sob niedz np tzn itd itp itd. m.in ok ws wg ds pkt str kg cm mm ml dag "
    "refaktura refaktury fulfillment mail maila mailem mailu maile maili mailach podgrupa",
    Language.EN: "barcode barcodes preorder preorders preordered preordering cashback signup chatbot chatbots hashtag "
    "wifi router smartwatch powerbank voucher vouchers unsubscribe resend resent dropdown webpage signups emoji "
    "tues thurs sept mins hrs approx etc eta faq faqs pm am vat iban app apps refurb contactless courier couriers",
}


@cache
def _words(language: Language) -> frozenset[str]:
    forms = morphology(language).forms
    inflected = {form for word in INFLECTED[language].split() for form in forms(word)}
    return frozenset(inflected | set(AS_THEY_ARE[language].split()))


def is_trade_word(key: str, language: Language) -> bool:
    """Whether it is a word of the trade."""
    return key in _words(language)
