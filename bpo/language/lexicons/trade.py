"""Words of shops, deliveries and networks that the dictionaries do not have, and common abbreviations.

Those that are inflected are so by the morphology, which guesses how a new word behaves; new words made of a
usual beginning and a known word (`термосумка`, `rebook`) need no entry.
"""

from functools import cache

from bpo.language.morphology import morphology
from bpo.language.types import Language

INFLECTED: dict[Language, str] = {
    Language.RU: """
трансформер блинница вафельница бутербродница мантоварка тикет премиум столик-трансформер кешбэк кэшбэк кешбек кэшбек промокод промокодик промо бонусик постамат почтамат трекинг трек шопинг вайфай
скриншот скрин эсэмэска пуш аккаунт логин лайк репост сторис стикер чатбот бот айди курьерка предзаказ рефанд
апгрейд апдейт баг дашборд кэш фидбэк фидбек чекаут маркетплейс фулфилмент видеообзор фотоотчёт смс эсэмэс имейл
мейл мэйл личка директ хештег хэштег геолокация геопозиция самовывоз автоплатёж автопродление безнал мессенджер
тачскрин пауэрбанк робот термокружка мультиварка мультиварочка аэрогриль блютус блютуз вебинар айфон андроид
смартфон планшет прошивка антивирус криптовалюта фейсбук инстаграм телеграм вайбер вотсап ютуб тикток постоплата
шиппинг эквайринг чарджбэк процессинг приложуха личный докупка недовоз недовес пересорт пересортица
перекомплектация недокомплект некомплект допоставка дозаказ доотправка растаможка ресепшн ресепшен минималка
светильничек диммер димер зарядник саундбар хепа аквафильтр турбощётка стиралка хлебопечка сэндвичница
кофемашина капучинатор капучинатор ланчбокс контейнерок антипригарный яйцеварка йогуртница термопот стайлер
пульсоксиметр небулайзер электропростыня наматрасник топпер еврокнижка обувница блэкаут паласик придверный
шуруповёрт саморез ламинат очочки термосумка настолка беговел автокресло радионяня руккола безлактозный
цельнозерновой безглютеновый помидорка фоточка виндовс хромкаст смарттв пауэр кейс чехольчик ремешочек
коробочка полочка ящичек доводчик конфорка посудомойка холодос стилус тачпад фотосток гаджет девайс апп
апдейтер трекер стример ковролан фуршетик видеокарта видеозвонок онлайн-касса автодоставка автовозврат
техподдержка медиаплеер сабвуфер нетбук ультрабук кроссовер кроссбоди лонгслив худи свитшот оверсайз бомбер
слипон джоггер шоппер клатч тренч патчи тинт хайлайтер консилер праймер скраб гоммаж бальзам-ополаскиватель
шугаринг гелевый термобельё балаклава кардхолдер картхолдер органайзер тревел-набор рефилл мерч
""",
    Language.UK: """
кешбек промокод промокодик промо бонусик поштомат постамат трекінг трек шопінг вайфай скриншот скрін есемеска
пуш акаунт логін лайк репост сторіз стікер чатбот бот айді передзамовлення апгрейд апдейт баг фідбек
маркетплейс фулфілмент відеоогляд смс імейл мейл хештег геолокація самовивіз автоплатіж месенджер павербанк
термокухоль мультиварка мультиварочка аерогриль блютус блютуз вебінар айфон андроїд смартфон планшет прошивка
фейсбук інстаграм телеграм вайбер вотсап ютуб тікток післяплата еквайринг чарджбек розстрочка електронка роутер
застосунок гранола мультипіч фритюрниця-аерогриль мюслі смузі капучино латте кешаут плейлист сквіш бальзам антисептик спрей тонер пілінг конструктор-сортер пледик турбощітка відпарювач капучинатор ланчбокс стайлер топпер єврокнижка взуттєвниця доводчик
біговел дропшипінг саундбар антипригарний наматрацник термосумка недокомплект пересорт дозамовлення
кавомашина кавоварка хлібопічка пилозбірник розмитнення техпідтримка відеодзвінок органайзер худі світшот
оверсайз лонгслів шопер консилер праймер хайлайтер мерч гаджет девайс трекер димер повітроочищувач
""",
    Language.PL: """
cashback paczkomat voucher smartwatch powerbank chatbot czatbot hashtag newsletter livechat feedback tracking
dropshipping unboxing preorder bluetooth router refaktura fulfillment mail apka appka rabacik kodzik soundbar
frytownica wypiekacz spieniacz lunchbox pufka planszówka widżet widget checkout smartfon gadżet organizer
merch bidon hoodie crossbody oversize airfryer blender podkładka robocik kubeczek głośniczek multicooker
gofrownica trymer trackball touchpad streamer tracker e-paragon e-faktura e-sklep webinar dozamówienie doręczenie
niedoręczenie prefaktura kurierka bujaczek hepa przesyłeczka paczuszka szczoteczka turboszczotka termokubek
lodówkozamrażarka bezlaktozowy bezglutenowy
""",
    Language.EN: """
lumen candela micron milliamp megapixel terabyte
barcode preorder signup chatbot hashtag wifi router smartwatch powerbank voucher dropdown webpage courier app
refurb fitbit robovac cooktop airfryer frother showerhead epilator upsell backorder presale hotfix backend
frontend timeframe splitter onesie mozzie crema doggy kiddo dongle spork sippy colander diffuser subwoofer soundbar projector nightlight topper duvet bento gilet snood romper babygro playpen bassinet squeegee caddy trivet ramekin skillet wok spatula matcha chai kombucha hummus oatmilk wallplug rawlplug sunlounger playmat countertop splashback descaler hotline helpline livechat
webchat touchpad passcode geotag waitlist gamertag whitelist shoutout autoreply login relogin notification
emoji widget earbud dashcam webcam doorbell thermomix multicooker dehumidifier carrycot pushchair chargeback
cashback dropbox tote crossbody hoodie tradeoff timesheet audiobook empanada duffel ambulift cadetship counterparty dev
keyring keychain hotspot carpark lockdown fairytale wishlist timeslot eyeshadow voiceover gameplay playset bowtie treehouse placemat
spiralizer spiraliser bralette tabard fascinator pashmina tankini boardshorts stairgate plushie polytunnel firepit chiminea gazebo
strimmer dibber zester mandoline towbar roofbox mudguard crankset kickstand trackpad lockscreen homescreen preamp satnav oximeter
moodboard offcut tickbox tooltip walkthrough livestream screengrab screencast infographic lookbook captcha authenticator esim
campervan motorhome aparthotel airbnb parcelshop stablecoin dropship exfoliator paraben toner lipgloss wormer dewormer ebook biro
rollerball unclip unpair unmute unfollow untick unsend resync nebuliser upcycle halloumi bruschetta focaccia chorizo tikka gyoza
cava rioja macchiato americano mousepad nametag photobook doormat bathmat washcloth flannelette codeword datasheet factsheet checkmark
passphrase keyfob fob jetpack pushback facelift helpdesk rollout signup walkie selfie drumstick pinecone zipline paddleboard wetwipe
""",
}
AS_THEY_ARE: dict[Language, str] = {
    Language.RU: """
онлайн офлайн оффлайн др пр руб коп тыс млн млрд шт стр см мм кг гр мл кв эт ул пер просп пн вт ср чт пт сб вс
обл гос тел моб доп макс мин сек час гб мб кб вай-фай вай фай эл гео блютус ноу-хау плиз окей ок вскладчину
обнулиться обнулился обнулилась обнулились обнулится обнулятся обнулить обнулили залогиниться залогиньтесь
залогинились разлогиниться разлогиньтесь разлогинило подгрузится подгрузятся подгрузить подгружается
подгружаются задваивается задвоился задвоилась задвоились задвоилось перевыставим перевыставили перевыставить
доотправим доотправили доотправить дозаказать дозаказали дозакажите предзаказать предзаказали предзаказан
предзаказана предзакажите дослать дошлём дошлем дослали перезалить перезальём перезалили апгрейдить забаговало
отресетить перепрошить перепрошейте замьютить скинем скиньте репостнуть лайкнуть дезактивировать
упс уау йоу йуху юху вуху хаха хехе
""",
    Language.UK: """
онлайн офлайн блютуза вайфаю грн коп тис млн млрд шт стор см мм кг гр мл кв вул пров просп пн вт ср чт пт сб нд обл тел моб
дод макс хв сек год гб мб кб вай-фай вай фай ел окей ок гео обнулитися обнулився обнулилася обнулилися
залогінитися залогіньтеся залогінилися розлогінитися розлогіньтеся підвантажиться підвантажаться задвоївся
задвоїлася задвоїлося задвоїлися перевиставимо перевиставили довідправимо дозамовити дозамовте дозамовили
передзамовити передзамовили надішлем дошлемо дошлють скинемо скиньте йуху юху
""",
    Language.PL: """
online offline bezlaktozowe bezlaktozowy bezlaktozowa bezlaktozowego push pushem esemes esemesem wifi zł gr tys mln mld szt nr ul al tel godz min sek pon wt śr czw pt
sob niedz np tzn itd itp ok ws wg ds pkt str kg cm mm ml dag blik blikiem blika dosłać doślemy doślą dosłaliśmy
domówić domówienia domów przekierujemy zescrollować scroll odświeżcie zresetujcie zdublowało zdublowały
zdublował zdublowała mailowo smsowo smsem smsa smsy bezkosztowo haha hehe juhuu
""",
    Language.EN: """
redeliver redelivered redelivery reupload reuploaded reconfirm reconfirmed recheck rechecked repack
repacked reroute rerouted reship reshipped preordered preordering rebook rebooks rebooked rebooking resend resends resending resent unsubscribe tues
thurs sept mins hrs approx etc eta faq faqs pm am vat iban contactless tbc asap fyi pls hi hey ok okay yep
autofill backordered mis mispacked missent untracked geotagged prepaid customizable customisable upselling oetker oetker's boo hoo hmm aww ugh yay nope yup gonna wanna gotta cuppa bday relisting
relist relisted deregister deregistered pro rata ltd inc intl rainforest click-and-collect
wellbeing birthdate womenswear childrenswear backsplash jimjams jeggings longjohns elastane polycotton boucle bouclé crème rosé malbec
prosecco tahini paneer houmous tempeh passata sriracha gochujang miso ramen udon nori panko katsu bao dhal harissa oolong rooibos sencha
hdmi usb ssd hdd nvme sata bbq bnb mbps gbps isofix hepa sepa kyc aml spf uva uvb vpn url urls pdf pdfs mdf hdf osb gif gifs imei rgb rgbw
hvac poe lcd oled qled ui ux cctv dvla hmrc btw thx sud fintech forex crypto glamping jetlag topup pre-loved preloved debossed sous-vide
aircon hyaluronic retinol niacinamide micellar mattifying comedogenic eau parfum owt nowt faffy tennish mispriced duplo playmobil perlite
benefitted benefitting focussed focussing combatting cueing queueing biased recalibrate recalibrated recalibrating rehome rehomed rehoming
synching synched iphone ipad ipod iphones ipads ios macos android youtube paypal whatsapp mastercard photoshop airpods macbook playstation
woohoo woohooo yoohoo whoo woo hehe tada wowza
""",
}
# Beginnings that make a known word another known word.
BEGINNINGS: dict[Language, tuple[str, ...]] = {
    Language.RU: (
        "авиа", "авто", "аква", "анти", "аудио", "аэро", "био", "вело", "видео", "гео", "гидро", "гипер", "евро",
        "интернет", "кино", "макро", "медиа", "мега", "микро", "мини", "моно", "мото", "мульти", "недо", "онлайн",
        "пере", "пост", "пред", "псевдо", "радио", "само", "смарт", "спец", "супер", "тех", "теле", "термо",
        "турбо", "ультра", "фото", "экспресс", "эко", "экстра", "электро",
    ),
    Language.UK: (
        "авіа", "авто", "аква", "анти", "аудіо", "аеро", "біо", "вело", "відео", "гео", "гідро", "гіпер", "євро",
        "інтернет", "кіно", "макро", "медіа", "мега", "мікро", "міні", "моно", "мото", "мульти", "недо", "онлайн",
        "пере", "напів", "пост", "псевдо", "радіо", "само", "смарт", "спец", "супер", "тех", "теле", "термо",
        "турбо", "ультра", "фото", "експрес", "еко", "екстра", "електро", "топ",
    ),
    Language.PL: (
        "aero", "anty", "audio", "auto", "bio", "eko", "ekstra", "elektro", "euro", "foto", "hiper", "kilku",
        "krypto", "makro", "mega", "mikro", "mini", "multi", "niby", "ponad", "post", "pół", "radio", "samo",
        "super", "tele", "termo", "turbo", "ultra", "wideo", "współ", "dwu", "trój", "pięcio", "dziesięcio",
    ),
    Language.EN: ("pre", "multi", "mini", "micro", "super", "auto", "non", "over", "under", "anti", "mega"),
}  # fmt: skip
SHORTEST_REST = {Language.RU: 5, Language.UK: 5, Language.PL: 5, Language.EN: 4}


@cache
def _words(language: Language) -> frozenset[str]:
    forms = morphology(language).forms
    inflected = {form for word in INFLECTED[language].split() for form in forms(word)}
    return frozenset(inflected | set(AS_THEY_ARE[language].split()))


def is_trade_word(key: str, language: Language) -> bool:
    """Whether it is a word of the trade."""
    return key in _words(language)


def rests_of(key: str, language: Language) -> list[str]:
    """What is left of a word behind a usual beginning, where that is long enough to be judged."""
    return [
        key[len(beginning) :]
        for beginning in BEGINNINGS[language]
        if key.startswith(beginning) and len(key) - len(beginning) >= SHORTEST_REST[language]
    ]
