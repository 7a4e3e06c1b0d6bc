"""The words with which things that are personal begin, by which they are looked up in a text: a list a language."""

from bpo.language.types import Language

OPENINGS: dict[Language, str] = {
    Language.RU: """
        кредитка дебетовка зарплатная мобила сотик телеграм телега вацап почтовый гмейл gmail имя-фамилия имени
        инициалы имя имена дни сери вид данные перв код точка знак символ десять девять двенадцать три айбан координаты документ
        кем когда логин пароль д месяц день номер телефон мобильный сотовый контакт вотсап ватсап вайбер e email е
        имейл и емейл мейл мэйл мыло почта электронный ящик карта все последние первые цифры cvv cvc срок пин кода
        iban ибан реквизиты р счет загранпаспорт паспорт загранник снилс инн иин удостоверение водительское права
        серия свидетельство скан полис адрес улица квартира подъезд домофон индекс прописка геолокация место дата
        год число фио фамилия отчество полное паспортные персональные личные возраст оставшиеся четыре шесть
        """,
    Language.UK: """
        кредитка дебетовка зарплатна мобілка телеграм телега вацап поштова gmail ім'я імені ініціали імена дні серія посвідка
        дані перша код унзр точка знак символ десять дев двадцять три айбан координати документ ким коли логін
        пароль д місяць день номер телефон мобільний контакт вотсап ватсап вайбер e email е імейл і емейл мейл мило
        пошта електронна скринька карта картка всі усі останні перші решту цифри cvv cvc термін строк пін iban ібан
        реквізити рахунок паспорт загранпаспорт закордонний іпн рнокпп ідентифікаційний податковий посвідчення
        водійське права свідоцтво скан id айді поліс адреса вулиця будинок квартира під домофон індекс прописка
        геолокація місце дата рік число піб прізвище по повне паспортні персональні особисті вік чотири шість
        """,
    Language.PL: """
        kredytówka gmail messenger imieniu imiona urodziny seria kto karta pierwsze kod pinezka znak dziewięć dwadzieścia trzy
        namiary miesiąc dzień hasło hasla login numer nr telefon komórka kontakt dane whatsapp e email mail skrzynka
        poczta adres wszystkie ostatnie cztery sześć cyfry cvv cvc data datę daty pin iban konto rachunek paszport
        dowód dowod prawo prawa pesel nip legitymacja skan zdjęcie dokument ulica dom mieszkanie piętro lokalizacja
        miejsce rok nazwisko imię imie pełne wiek
        """,
    Language.EN: """
        aadhaar pan eircode names gmail hotmail outlook zip figures characters confirmation verification daytime evening second other
        alternative dates the your that nine three where when how login log user password passcode document number
        code digits phone mobile cell telephone landline contact whatsapp e email mail inbox card all last first
        final long four six sixteen cvv cvc expiry security pin iban bank account sort routing payment passport
        driving driver license licence id identity ssn social national ni nino pesel tax nhs residence visa birth
        address postcode post street house flat door floor whereabouts location date dob d year full surname family
        maiden age
        """,
}
