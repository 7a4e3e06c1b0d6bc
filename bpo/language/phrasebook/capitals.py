"""Words in capitals that do not shout, and short ones that do."""

from bpo.language.phrasebook import words
from bpo.language.types import Language

# Known to the dictionaries as words, and meant as names of things when they stand in capitals.
NAMES_OF_THINGS = words("""
    ok ок vat sim pin ram led eco cad cod diy fit gif gap lan mac nip pet rom sos tab usa uk eu wan web zip asap nasa
    pro max mini maxi plus lite ultra turbo boost auto blik rodo bok lot ikea faq sale id hd xl app imei isbn atm
    ceo cto pdf usb hdmi hepa gps nfc sms mms tv fm am pm kg covid etc aka eta vip duo neo air one smart home
    сим инн ип ооо зао ано по эко про плюс мини макс турбо авто люкс ультра про нео дуо эйр каско осаго пуск
    фоп пдв сша тов іпн еко міні максі нуо про смарт
    """)
SHORT: dict[Language, frozenset[str]] = {
    Language.RU: words("не ни да мы вы"),
    Language.UK: words("не ні ви ми та"),
    Language.PL: words("my wy"),
    Language.EN: words("""
        no not now all any you the and our out off new yes day get has had was are can but for how why see use
        buy pay try we my be do never only
        """),
}
# After or before these, a word in capitals is what is written on a thing.
LABELLED = words("""
    кнопка кнопку кнопки кнопкой режим режима режиме режимом клавиша клавишу надпись надписью слово словом промокод
    промокода промокодом код кода кодом купон модель модели серия серии пункт раздел вкладка кнопкою режимі клавішу
    напис написом словом слово кнопці кнопки моделі серії розділ кодове кодовое пароль
    przycisk przycisku przyciskiem tryb trybu trybie klawisz hasło kod kodu kodem kupon model modelu seria serii
    napis napisem słowo zakładka opcja opcję pozycja
    button mode key switch setting code codes voucher coupon model series label labelled marked word password tab
    menu option reply text says reads port socket cable jack
    """)
