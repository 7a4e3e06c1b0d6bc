"""How agents ask for personal data, what they ask for, and where it may be asked for.

`ask` is an order or a plea, `modal` with `infinitive` its polite form, `need` says what is missing, `filler` is
what may stand between, `data` is what is personal. `elsewhere` names places where the data stays with the brand.
"""

from bpo.language.phrasebook import asking_en
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

_RU = {
    "ask": """
        пришлите | присылайте | напишите | пишите | укажите | указывайте | сообщите | сообщайте | отправьте |
        отправляйте | скажите | подскажите | назовите | продиктуйте | оставьте | оставляйте | уточните |
        дайте | предоставьте | вышлите | высылайте | скиньте | скидывайте | киньте | кидайте | сбросьте | поделитесь |
        подтвердите | перешлите | опубликуйте | впишите | запишите | наберите | черкните | приложите | прикрепите |
        дублируйте | продублируйте | повторите | пришли | напиши | укажи | скажи | подскажи | назови |
        скинь | кинь | дай | оставь | сообщи | отправь | вышли | продиктуй | уточни | жду | ждем | ожидаем |
        сфотографируйте | загрузите | выложите | выкладывайте | отпишите | шлите | диктуйте | называйте | продублируйте | напомните | отпишитесь | оставляй | бросьте | бросайте | прикладывайте |
        давайте (ваш|вашу|ваши|свой|свою|сюда|нам) | (если|как только|когда) (вы )?(пришлете|назовете|напишете|подскажете|скинете|укажете|оставите|дадите|продиктуете|сообщите|скажете|отправите)
        """,
    "modal": """
        можете | могли бы | можно | можно ли | сможете | нужно | надо | необходимо | просьба | прошу | прошу вас |
        просим | просим вас | попрошу | попрошу вас | попросим | попросим вас | хочу попросить | хотим попросить | осталось |
        достаточно | требуется | придется | готовы | разрешите | позвольте | вам нужно | вам надо | хотелось бы |
        хотели бы | хотел бы | хотела бы | не затруднит
        """,
    "infinitive": """
        прислать | написать | указать | сообщить | отправить | сказать | подсказать | назвать | продиктовать |
        оставить | уточнить | дать | предоставить | выслать | скинуть | кинуть | сбросить | поделиться |
        подтвердить | переслать | узнать | попросить | получить | записать | повторить | сфотографировать | загрузить | услышать | увидеть | знать
        """,
    "need": """
        нужен | нужна | нужно | нужны | понадобится | понадобятся | потребуется | потребуются | необходим | необходима |
        необходимы | требуется | требуются | не хватает | не вижу | не указали | попросим | попрошу | прошу |
        просим | запрошу | с вас | будьте добры | нам бы | мне бы | пригодится | не помешает | не помешал бы | осталось узнать | осталось уточнить | осталось получить | требуем | ждем от вас | жду от вас
        """,
    "filler": """
        пожалуйста | нам | мне | вы | ли | сюда | здесь | тут | прямо | просто | только | лишь | еще | также | и | а | да | или |
        сначала | тогда | же | сразу | быстро | скорее | для начала | (для|ради) [а-я]+( (заказа|карты|оплаты|заявки|денег|средств))? |
        чтобы [а-я]+( [а-я]+)? | будьте добры | будьте любезны | если не сложно | если можно | от вас | ваш* | свой | свое | свою | свои |
        своего | своей | своих | вас | полный | полные | полное | полную | полностью | точн* | актуальн* | действующ* | корректн* |
        в комментари* | в ответ* | в ответном сообщении | в ответном комментарии | в треде | ниже | внизу | под постом |
        под этим постом | в этой ветке | открыто | в открытую | номер* заказа | заказа | имя | город | получател* | владельц* |
        плательщик* | одним сообщением | ответом | сообщением | вместе с | с | фотографи* | фото | скан* | копи* | разворот | ответьте |
        нужен | нужны | был | была | будет | будут | который | которую | бы | можно | пару | все | весь | модель и | чек и | дату заказа
        """,
    "data": """
        ((контактн*|мобильн*|сотов*|личн*|домашн*) )?(номер* )?((ваш*|своего|мобильного|контактного|сотового|рабочего|личного) )*(телефон|телефона|телефоны|телефончик*|мобильного|сотового)(?! (на зарядк*|включ*|выключ*|заряж*|в покое|дома|магазина|курьера)) |
        (ваш*|свой|своего|контактн*|мобильн*|сотов*|телефонн*) (номер|номера|номерок|мобильный)(?! (заказа|договора|обращени*|заявк*|отправлени*|посылк*|накладн*|чек*|билет*|брон*|трек*|клиент*|карт*|счет*|паспорт*)) |
        номер* (для связи|для обратной связи|для звонка|по которому|на который|whatsapp|ватсап*|вайбер*|viber|телеграм*|telegram) |
        номер* ((банковской|вашей|своей|платежной|дебетовой|кредитной|бонусной|клубной|этой) )*(карты|карточки|карт|счета|договора счета) |
        ((все|последние|первые|четыре|шесть|три|16|4|6|3|крайние|шестнадцать|те|эти) )*(цифр*|циферк*|символ*) ((с|со|на|из|от|номера|банковской|вашей|своей|платежной|обратной|оборотной|задней|лицевой|стороны|стороне|оборота|обороте) )*(карты|карте|карточки|карточке|телефона|паспорта|счета|вашей карты) |
        (последние|первые|крайние) (четыре|шесть|три|4|6|3|несколько) (цифр*|циферк*)(?! ((номера|артикула|кода) )?(заказа|трека|накладн*|чека|артикула|посылки|договора|серийн*|модел*|штрих*|отправлени*|заявки|товара|промокод*)) |
        (трехзначн*|секретн*|защитн*|проверочн*|одноразов*|четырехзначн*) код*( ((с|со|на|из|от|обратной|оборотной|стороны) )*(карты|карте|обороте|оборота))?(?! .. (упаковк*|коробк*|этикетк*|чек*|купон*|сертификат*|парти*|товар*|заказ*|ошибки)) | код* (с|со|на) ((обратной|оборотной|задней) )?(стороны|стороне|оборота|обороте)( карты)?(?! (упаковк*|коробк*|этикетк*|чек*|купон*|сертификат*|открытк*|инструкц*)) | код* безопасности |
        (данные|реквизиты|срок действия|срок|код|фото|скан|номер и срок действия|номер и срок) ((банковской|вашей|своей|платежной|с|обратной|стороны) )*(карты|карточки) |
        (cvv|cvc|cvv2|cvc2|cvv-код|cvc-код|пин-код|пинкод|pin-код|pin|кодовое слово|секретное слово|пароль|логин и пароль) |
        код* из (смс|sms|сообщения|смски|эсэмэс*|пуш*|push*|уведомления|письма) | (смс-код|sms-код|код-пароль|логин) | код который (пришел|придет|вам)( (вам|пришел|придет))? | (ответ на )?(контрольн*|секретн*) вопрос* |
        номер* ((вашего|своего|банковского|расчетного|лицевого) )*счета | (расчетн*|лицев*|банковск*) счет* | iban | реквизиты |
        (паспортн*|личн*|персональн*|контактн*) данн* | ((сери*|номер*|данные|фото|скан*|копи*|страниц*|разворот*|и) )+((вашего|своего) )?паспорт* |
        (удостоверени* личности|вида на жительство|id-карт*) | (инн|снилс|имей|imei|водительск* удостоверени*) |
        ((электронн*|личн*|рабоч*) )?(адрес* )?((вашей|своей|электронной) )*(e-mail|email|е-мейл|е-мэйл|мейл|мэйл|имейл|емейл|и-мейл|почту|почты|почта|мыло) |
        электронн* (адрес*|почт*) |
        ((точн*|домашн*|полн*|почтов*|новый|свой|ваш) )*(адрес|адреса)( доставки| проживания| регистрации| прописки)?(?! (магазин*|пункт*|отделени*|сайт*|страниц*|электронн*|склад*|офис*|салон*|точк*|постамат*|сервис*|наш*)) |
        (улиц*|индекс) ((и|номер) )*(дом*|квартир*|улиц*) |
        (дат*|день|год|число|месяц) (и (год|месяц) )?((вашего|своего) )?рождения | (ваш|свой) возраст |
        (фио|ф и о|(девичь* )?фамили*( (матери|мамы|по паспорту|владельца|получателя|полностью))?|имя и фамили*|имя с фамилией|имя фамили*|имя отчество|полное имя|отчество) |
        (ваш*|свой) (телеграм|телеграмм|вотсап|ватсап|вайбер|whatsapp|viber|telegram|ник|никнейм)(?! (канал*|бот*|чат*)) | (геолокаци*|геопозици*|геометк*|геоточк*) | (адресок|адресочек) | (номер* )?(квартир*|подъезд*|домофон*|дом*)( и)? (квартир*|подъезд*|домофон*|этаж*) | код* (от )?(домофона|подъезда) | (загранпаспорт*|свидетельств* о рождении|военн* билет*|пенсионн* удостоверен*|номер* полиса|номер* прав) | (селфи|фото) с (паспорт*|документ*|карт*) | (фото|скан*|копи*|снимок) ((вашего|своего|любого) )*документ* |
        (контакты|контакт|контактик)(?! с) | прописк* | место* (жительства|прописки|работы)
        """,
    "and": "и | а также | или",
    "opener": "а | и | еще | тогда | извините | простите | подскажите | добрый день | здравствуйте",
    "your": "ваш | ваша | ваше | ваши | и ваш | и ваша",
    "please": "пожалуйста | плиз | будьте добры",
    "may": "можно ваш | можно вашу | можно ваше | можно ваши | можно узнать ваш | можно узнать",
}
_RU_QUESTIONS = """
    (какой|какая|какие|каков|какова) ((у|вас|ваш|ваша|сейчас|был|ваши) )*{data}
    (на|по|с|к|под|за) (какой|какому|какого|какая|какую|какое|каким|каком|чей|чье|чьим|чьему|чью) ((вашей|вашему|ваш|именно|такой) )*(номер*|телефон*|адрес*|почт*|e-mail|email|мейл*|имя|именем|имени|фамили*|карт*|счет*)( .. (оформ*|зарегистр*|вам|связ*|позвон*|звон*|верн*|выслать|отправ*|достав*|привяз*|удобн*|писать))?
    на кого ((был|была) )?(оформлен*|зарегистрирован*|записан*)
    как (с вами|вас) ((можно|лучше|удобнее|удобно|быстрее) )*(связаться|созвониться|набрать|найти)
    куда (вам )?((можно|лучше|удобнее|удобно) )*(перезвонить|позвонить|доставить|привезти|перевести|вернуть)
    ^({opener} )?куда (вам |именно |конкретно )*(везти|ехать|подъехать|зачислить|перечислить|скинуть деньги|прислать деньги|выслать деньги)
    (где|по какому адресу) (именно |точно |сейчас )?вы (именно |сейчас |точно |фактически )?(живете|проживаете|прописаны|зарегистрированы|находитесь по адресу)( .. (подъезд|этаж|квартира|дом|улица|корпус|домофон)){0,3}
    (какой|какая|какие) (у вас |ваш |ваша )?(подъезд|этаж и подъезд|подъезд и этаж|домофон|код домофона|квартира|дом и квартира|номер квартиры|номер дома)( и)?( (квартира|этаж|домофон|подъезд))?
    (когда|в каком году|какого числа|в какой день) (вы родились|у вас день рождения|день рождения у вас)
    (какого|с какого) (вы )?(года|числа) (вы )?(рождения|рождены)?
    вы какого года
    (сфотографируйте|пришлите|скиньте|киньте|загрузите|вышлите|отправьте|шлите|выложите)( {filler}){0,4} паспорт(?! (издели*|прибор*|товар*|устройств*|безопасн*))
    сколько (же )?(вам|тебе)( уже| сейчас| полных| исполнилось)* (лет|годиков)
    (как|какая|какое) (ваша|ваше|у вас) (фамилия|имя и фамилия|полное имя|отчество|девичья фамилия)
    (чья|чей) (карта|карточка|номер|телефон|счет)( указан*| привязан*| оформлен*)?
    без {data} .. не (найд*|смож*|получ*|оформ*|провер*|верн*|обойт*|могу|можем|выйдет|отправ*|вижу|ускор*)
    {data} (какая|какой|какие|каков|когда)( у вас)?
    (диктуйте|продиктуйте) (мне |ваш |нам |свой )*(номер|телефон)(?! (заказа|договора|посылки|трека))
    (пришлите|напишите|оставьте|скиньте|дайте|киньте|скажите) (нам |мне |пожалуйста )*(номер|номерок)(?= .. (перезвон*|позвон*|набер*|свяж*|курьер*|мастер*))
    {data} ... {ask} (его|ее|их)
    можно (ваш|вашу|свой) (номер|телефон|адрес|почту|email|e-mail|фамилию)(?! (заказа|договора))
    (пришлите|скиньте|киньте|вышлите|продиктуйте|напишите|укажите|дайте|назовите)( {filler}){0,6} (карту|карточку)(?! (сайта|проезда|товара|покупателя|заказа|метро|курьеру|на кассе))
"""
_UK = {
    "ask": """
        надішліть | надсилайте | напишіть | пишіть | вкажіть | укажіть | зазначте | повідомте | повідомляйте | відправте |
        відправляйте | скажіть | підкажіть | назвіть | продиктуйте | залиште | залишайте | уточніть | дайте |
        надайте | вишліть | скиньте | скидайте | киньте | кидайте | поділіться | підтвердьте | підтвердіть | перешліть |
        опублікуйте | завантажте | впишіть | запишіть | додайте | прикріпіть | повторіть | продублюйте | пришліть | надішли |
        напиши | вкажи | скажи | підкажи | назви | скинь | кинь | дай | залиш | повідом | відправ | продиктуй | уточни |
        чекаю | чекаємо | очікуємо | сфотографуйте | викладіть | викладайте | відпишіть | шліть |
        диктуйте | називайте | нагадайте | відпишіться | черкніть | майте ласку надати | киньте сюди | прикладіть | долучіть | зазначайте |
        давайте (ваш|вашу|ваші|свій|свою|сюди|нам) | (якщо|щойно|коли) (ви )?(надішлете|назвете|напишете|підкажете|скинете|вкажете|залишите|дасте|продиктуєте|повідомите|скажете|відправите)
        """,
    "modal": """
        можете | могли б | могли би | можна | чи можна | зможете | потрібно | треба | необхідно | прохання | прошу | прошу вас | просимо |
        просимо вас | попрошу | попрошу вас | попросимо | хочу попросити | хочемо попросити | залишилося | лишилося | достатньо |
        доведеться | дозвольте | вам потрібно | вам треба | хотілося б | хотіли б | хотів би | хотіла б | не могли б | маєте
        """,
    "infinitive": """
        надіслати | написати | вказати | зазначити | повідомити | відправити | сказати | підказати | назвати |
        продиктувати | залишити | уточнити | дати | надати | вислати | скинути | кинути | поділитися | поділитись | підтвердити |
        переслати | дізнатися | дізнатись | попросити | отримати | записати | повторити | сфотографувати | завантажити | почути | побачити | знати
        """,
    "need": """
        потрібен | потрібна | потрібне | потрібні | потрібно | знадобиться | знадобляться | необхідний | необхідна |
        необхідні | бракує | не бачу | не вказали | попросимо | попрошу | прошу | просимо | з вас | будьте ласкаві | будь ласка | нам би | мені б | стане в пригоді | не завадить | не завадив би | лишилося дізнатися | залишилося дізнатися | чекаємо від вас | чекаю від вас | вимагаємо
        """,
    "filler": """
        будь ласка | нам | мені | ви | чи | сюди | тут | прямо | просто | лише | тільки | ще | також | і | й | та | а | або | чи |
        спочатку | тоді | ж | же | одразу | відразу | швидко | для початку | (для|заради) [а-яіїєґ]+( (замовлення|картки|оплати|заявки|грошей|коштів))? |
        щоб [а-яіїєґ']+( [а-яіїєґ']+)? | будьте ласкаві | будьте добрі | якщо не важко | якщо можна | від вас | ваш* | свій | своє | свою | свої |
        свого | своєї | своїх | вас | повний | повні | повне | повну | повністю | точн* | актуальн* | дійсн* | чинн* | коректн* |
        в коментар* | у коментар* | у відповід* | в відповід* | у відповідь | нижче | внизу | під дописом | під постом |
        під цим постом | під цим дописом | у цій гілці | відкрито | номер* замовлення | замовлення | ім'я | місто | отримувач* | одержувач* | власник* |
        платник* | одним повідомленням | повідомленням | разом з | разом із | з | із | фотографі* | фото | скан* | копі* | розворот |
        потрібен | потрібні | був | була | буде | будуть | який | яку | б | можна | всі | увесь | модель і | чек і | дату замовлення
        """,
    "data": """
        ((контактн*|мобільн*|особист*|домашн*) )?(номер* )?((ваш*|свого|мобільного|контактного|робочого|особистого) )*(телефон|телефону|телефона|телефони|телефончик*|мобільного)(?! (на заряд*|увімкн*|вимкн*|заряд*|вдома|магазин*|кур'єр*)) |
        (ваш*|свій|свого|контактн*|мобільн*|телефонн*) (номер|номера|номерочок|мобільний)(?! (замовлення|договору|договора|звернення|заявки|відправлення|посилки|накладної|чека|чеку|квитка|броні|бронювання|ттн|клієнта|карт*|рахунк*|паспорт*)) |
        номер* (для зв'язку|для дзвінка|за яким|на який|whatsapp|вотсап*|ватсап*|вайбер*|viber|телеграм*|telegram) |
        номер* ((банківської|вашої|своєї|платіжної|дебетової|кредитної|бонусної|клубної|цієї) )*(картки|карти|картки або рахунку|рахунку|рахунка) |
        ((всі|усі|останні|перші|чотири|шість|три|16|4|6|3|шістнадцять|ті|ці) )*(цифр*|циферк*|символ*) ((з|із|зі|на|від|номера|номеру|банківської|вашої|своєї|платіжної|зворотного|зворотної|боку|сторони|звороту|звороті) )*(картки|картці|карти|карті|телефону|паспорта|рахунку) |
        (останні|перші) (чотири|шість|три|4|6|3|кілька) (цифр*|циферк*)(?! ((номера|артикула|коду) )?(замовлення|трека|ттн|накладн*|чека|чеку|артикул*|посилки|договору|серійн*|модел*|штрих*|відправлення|заявки|товару|промокод*)) |
        (тризначн*|секретн*|захисн*|перевірочн*|одноразов*|чотиризначн*) код*( ((з|із|зі|на|від|зворотного|боку|звороту|звороті) )*(картки|картці|карти|карті|звороту|звороті))?(?! .. (упаковк*|упаковц*|коробк*|етикетк*|чек*|купон*|сертифікат*|парті*|товар*|замовлен*|помилки)) | код* (з|із|зі|на) ((зворотного|зворотному|задньому) )?(боку|боці|звороту|звороті)( картки| карти)?(?! (упаковк*|коробк*|етикетк*|чек*|купон*|сертифікат*|листівк*|інструкц*)) | код* безпеки |
        (дані|реквізити|термін дії|строк дії|код|фото|скан|номер і термін дії|номер та термін дії) ((банківської|вашої|своєї|платіжної|з|зворотного|боку) )*(картки|карти) |
        (cvv|cvc|cvv2|cvc2|cvv-код|cvc-код|пін-код|пінкод|pin-код|pin|кодове слово|секретне слово|пароль|логін і пароль|логін та пароль) |
        код* (із|з) (смс|sms|повідомлення|есемес*|пуш*|push*|листа|сповіщення) | (смс-код|sms-код|логін) | код який (прийшов|надійшов|прийде|вам)( (вам|прийшов|надійшов|прийде))? | (відповідь на )?(контрольн*|секретн*) (питання|запитання) |
        номер* ((вашого|свого|банківського|розрахункового|особового) )*рахунк* | (розрахунков*|особов*|банківськ*) рахун* | iban | реквізити |
        (паспортн*|особист*|персональн*|контактн*) дан* | ((сері*|номер*|дані|фото|скан*|копі*|сторінк*|розворот*|і|та|й) )+((вашого|свого) )?паспорт* |
        ((фото|скан*|копі*|свого|ваш*) )+(id|айді)(?! замовлення) | (посвідчення особи|посвідки|id-карт*|айді-карт*) | (іпн|рнокпп|ідентифікаційн* (код*|номер*)|податков* номер*|imei|водійськ* посвідченн*) |
        ((електронн*|особист*|робоч*) )?(адрес* )?((вашої|своєї|електронної) )*(e-mail|email|е-мейл|мейл|імейл|емейл|і-мейл|електронку|електронка|пошту|пошти|пошта|скриньк*) |
        електронн* (адрес*|пошт*) |
        ((точн*|домашн*|повн*|поштов*|нов*|свою|вашу|ваша) )*(адресу|адреса|адресі|адреси)( доставки| проживання| реєстрації| прописки)?(?! (магазин*|пункт*|відділенн*|сайт*|сторінк*|електронн*|склад*|офіс*|салон*|точк*|поштомат*|сервіс*|наш*)) |
        (вулиц*|індекс) ((і|та|й|номер) )*(будин*|квартир*|вулиц*) |
        (дат*|день|рік|число|місяць) ((і|та|й) (рік|місяць) )?((вашого|свого) )?(народження) | (ваш|свій) вік |
        (піб|п і б|(дівоч* )?прізвищ*( (матері|мами|за паспортом|власника|отримувача|повністю))?|ім'я (та|і|й) прізвищ*|ім'я прізвищ*|повне ім'я|по батькові|ім'я по батькові) |
        (ваш*|свій) (телеграм|вотсап|ватсап|вайбер|whatsapp|viber|telegram|нік|нікнейм)(?! (канал*|бот*|чат*)) | (геолокаці*|геопозиці*|геомітк*|геоточк*) | адресочк* | (номер* )?(квартир*|під'їзд*|домофон*|будин*)( (і|та|й))? (квартир*|під'їзд*|домофон*|поверх*) | код* (від )?(домофона|під'їзду) | (закордонн* паспорт*|свідоцтв* про народження|військов* квит*|пенсійн* посвідчен*|номер* поліса|номер* прав) | (селфі|фото) (з|із) (паспорт*|документ*|картк*) | (фото|скан*|копі*|знімок) ((вашого|свого|будь-якого) )*документ* |
        (контакти|контакт|контактик)(?! (з|із)) | прописк* | місц* (проживання|прописки|роботи)
        """,
    "and": "і | й | та | а також | або | чи",
    "opener": "а | і | ще | тоді | вибачте | перепрошую | підкажіть | добрий день | вітаю",
    "your": "ваш | ваша | ваше | ваші | і ваш | і ваша",
    "please": "будь ласка | будьте ласкаві",
    "may": "можна ваш | можна вашу | можна ваше | можна ваші | можна дізнатися ваш | можна дізнатися",
}
_UK_QUESTIONS = """
    (який|яка|яке|які) ((у|в|вас|ваш|ваша|зараз|був|ваші) )*{data}
    (на|за|по|з|із|до|під) (який|якому|якого|яку|якої|яке|яким|якою|чий|чиє|чиїм|чиєму|чию) ((вашою|вашому|ваш|саме) )*(номер*|телефон*|адрес*|пошт*|e-mail|email|мейл*|імейл*|ім'я|іменем|прізвищ*|картк*|карт*|рахун*)( .. (оформ*|зареєстр*|вам|зв'яз*|подзвон*|телефон*|поверн*|надіслати|відправ*|достав*|прив'яз*|зручн*|писати))?
    на кого ((було|був|була) )?(оформлен*|зареєстрован*|записан*)
    як (з вами|вас) ((можна|краще|зручніше|зручно|швидше) )*(зв'язатися|зв'язатись|зателефонувати|знайти|набрати)
    куди (вам )?((можна|краще|зручніше|зручно) )*(передзвонити|зателефонувати|подзвонити|доставити|привезти|переказати|повернути)
    (де|за якою адресою) (саме |точно |зараз )?ви (саме |зараз |точно |фактично )?(мешкаєте|живете|проживаєте|прописані|зареєстровані)( .. (вулиця|будинок|квартира|поверх|під'їзд|домофон|корпус)){0,3}
    (який|яка|які) (у вас |в вас |ваш |ваша )?(під'їзд|поверх і під'їзд|під'їзд і поверх|домофон|код домофона|квартира|будинок і квартира|номер квартири|номер будинку)( (і|та|й))?( (квартира|поверх|домофон|під'їзд))?
    (якого|з якого) (ви |у вас )?(року|числа) (ви |у вас )?(народження|народжені|день народження)
    ви якого року
    (сфотографуйте|надішліть|скиньте|киньте|завантажте|вишліть|відправте|шліть|викладіть)( {filler}){0,4} паспорт(?! (вироб*|прилад*|товар*|пристро*|безпек*))
    скільки (ж )?(вам|тобі)( вже| уже| зараз| повних| виповнилося)* (років|рочків)
    (як|яка|яке) (ваше|ваша|у вас|в вас) (прізвище|ім'я та прізвище|повне ім'я|по батькові|дівоче прізвище)
    (чия|чий) (картка|карта|номер|телефон|рахунок)( вказан*| прив'язан*| оформлен*)?
    без {data} .. не (знайд*|змож*|вийде|оформ*|перевір*|поверн*|обійд*|можу|можемо|надішл*|бачу|прискор*)
    ^({opener} )?куди (вам |саме |конкретно )*(везти|їхати|під'їхати|зарахувати|перерахувати|скинути гроші|надіслати гроші)
    (коли|в якому році|якого року|якого числа|в який день|коли саме) (ви народилися|ви народились|у вас день народження)
    скільки вам( повних)? років
    {data} (яка|який|які|коли)( у вас)?
    (диктуйте|продиктуйте) (мені |ваш |нам |свій )*(номер|телефон)(?! (замовлення|договору|посилки|ттн))
    (надішліть|напишіть|залиште|скиньте|дайте|киньте|скажіть) (нам |мені |будь ласка )*(номер|номерок)(?= .. (передзвон*|зателефон*|подзвон*|набер*|зв'яж*|кур'єр*|майст*))
    {data} ... {ask} (його|її|їх)
    можна (ваш|вашу|свій) (номер|телефон|адресу|пошту|email|e-mail|прізвище)(?! (замовлення|договору))
    (надішліть|скиньте|киньте|вишліть|продиктуйте|напишіть|вкажіть|дайте|назвіть)( {filler}){0,6} (картку|карту)(?! (сайту|проїзду|товару|покупця|замовлення|метро|кур'єру|на касі))
"""
_PL = {
    "ask": """
        podaj | podajcie | napisz | napiszcie | wyślij | wyślijcie | prześlij | prześlijcie | podeślij | podeślijcie | zostaw |
        zostawcie | wskaż | powiedz | dopisz | podrzuć | wrzuć | potwierdź | udostępnij | przekaż | podyktuj |
        (niech|niechże) (pan|pani|państwo) .. (poda|podadzą|napisze|napiszą|wyśle|prześle|poda tu|zostawi|wskaże|potwierdzi|podyktuje|przekaże|powie|podeśle) |
        proszę o | prosimy o | poproszę o | poprosimy o | prosiłbym o | prosiłabym o | prosilibyśmy o | poproszę | proszę jeszcze o | prosimy jeszcze o |
        proszę również o | prosimy również o | prośba o | czekam na | czekamy na | (proszę|prosimy|poproszę|poprosimy)( {filler}){0,4} (o )?(podanie|podać|napisanie|napisać|przesłanie|przesłać|wysłanie|wysłać|udostępnienie|udostępnić|zostawienie|zostawić|
        potwierdzenie|potwierdzić|wskazanie|wskazać|przekazanie|przekazać|podyktować|dopisać|wpisać|podesłać|podrzucić|powiedzieć|wrzucić|załączyć|dołączyć|wgrać|wstawić|wkleić|odczytać|przypomnieć|zdradzić|wymienić|wypisać|wstukać|wysłanie|pokazać|sfotografować|przedyktować|dosłać|przekazanie) |
        (zdradź|zdradzi|przypomnij|wklej|odczytaj|dorzuć|pokaż|podrzuć)
        """,
    "modal": """
        czy może | czy mogę | czy możemy | może pan | może pani | mogą państwo | mógłby pan | mogłaby pani | mogliby państwo | czy mógłby |
        czy mogłaby | czy mogliby | mogę | możemy | trzeba | należy | wystarczy | konieczne jest | musi pan | musi pani | muszą państwo | możesz | musisz |
        mógłbyś | mogłabyś | chciałbym | chciałabym | chcielibyśmy | musimy | muszę | zechce pan | zechce pani
        """,
    "infinitive": """
        podać | napisać | przesłać | wysłać | udostępnić | zostawić | potwierdzić | wskazać | przekazać | podyktować | dopisać |
        podesłać | wkleić | przypomnieć | zdradzić | odczytać | wpisać | pokazać | prosić o | poprosić o | poznać | otrzymać | dostać | znać | ustalić | powiedzieć | zapytać o | spytać o
        """,
    "need": """
        potrzebuję | potrzebujemy | potrzebny | potrzebna | potrzebne | potrzebny jest | potrzebny będzie | będzie potrzebny | będzie potrzebna |
        będziemy potrzebować | będę potrzebować | będę potrzebował | będę potrzebowała | przyda się | przydałby się | niezbędny | niezbędne | niezbędna |
        nie mam jeszcze | nie mamy jeszcze | zapytam o | dopytam o | zapytamy o | brakuje tylko | brakuje mi | brakuje nam | brakuje jeszcze | wymagany jest | wymagane są | konieczny jest | proszę
        """,
    "filler": """
        proszę | nam | mi | tu | tutaj | od razu | jeszcze | również | także | też | i | oraz | a | albo | lub | najpierw | po prostu | tylko |
        pan | pani | pana | panią | państwa | państwo | swój | swoje | swojego | swojej | swoją | twój | twoje | twojego | twoją | będzie | będą | jest | są |
        w komentarz* | w odpowiedzi | poniżej | pod postem | pod tym postem | w tym wątku | publicznie | otwarcie | numer* zamówienia | zamówienia |
        imię | miasto | odbiorc* | właściciel* | płatnik* | pełny | pełne | pełną | dokładny | dokładne | aktualny | aktualne | do (kontaktu|zwrotu|weryfikacji|przelewu|sprawdzenia|wysyłki|identyfikacji) |
        (w celu|celem) [a-ząćęłńóśźż]+ | dla (weryfikacji|potwierdzenia|pewności) | na który | który | którą | o | do mnie | do nas | skan* | zdjęci* | kopi* | wszystkie | model i | datę zamówienia
        """,
    "data": """
        ((pana|pani|państwa|swój|swojego|twój|twojego) )?numer* ((pana|pani|państwa) )?(telefonu|telefon|komórki|komórkowy|komórkowego|kontaktowy|kontaktowego|do kontaktu|whatsapp) |
        (telefon|telefonu|komórk*|telefon kontaktowy|telefon do kontaktu)(?! (na ładowark*|włącz*|wyłącz*|od nas|z nami)) |
        (pana|pani|państwa|swój|swojego|twój|twojego|kontaktowy) (numer|numeru|telefon)(?! (zamówieni*|przesyłk*|paczk*|zgłoszeni*|umowy|faktur*|rezerwacj*|listu|sprawy|klienta|reklamacj*|part*|kart*|kont*|rachunk*|dowod*|pesel)) |
        numer* ((pana|pani|państwa|tej|swojej|twojej) )?(kart* (płatnicz*|kredytow*|debetow*|lojalnościow*)|karty|kart) | (dane|data ważności|datę ważności|daty ważności|numer i datę ważności|kod|zdjęcie|skan) ((pana|pani|swojej|twojej|z|odwrotu) )*(karty|kart) |
        ((wszystkie|ostatnie|pierwsze|cztery|sześć|4|6|cyfr) )*cyfr* ((numeru|pana|pani|swojej) )*(karty|telefonu|konta|dowodu|pesel) |
        ((wszystkie|ostatnie|trzy|cztery|3|4|te) )*(cyfry|cyfr|cyferki) (z tyłu|na odwrocie|z odwrotu|z rewersu|z drugiej strony|na karcie|z karty|po imieniu)( karty)? |
        nazwisko (panieńskie|rodowe) | (imię|nazwisko) (panieńskie )?(matki|ojca) | miejsc* (urodzenia|zamieszkania|pracy) | stan cywilny | numer* (klatki|domofonu|lokalu) | numer* (w |z )?(dowodzie|dowodu|paszportu|paszporcie) |
        (cvv|cvc|cvv2|cvc2|kod cvv|kod cvc|pin|kod pin|hasło|login i hasło|kod* (z )?(sms|smsa|sms-a|wiadomości sms)|kod blik|kodu blik|blik) |
        numer* ((pana|pani|państwa|swojego|twojego) )?(konta|rachunku)( bankowego)? | (rachunek bankowy|rachunku bankowego|konto bankowe|iban|dane do przelewu|dane do zwrotu) |
        (ulica|ulicę|ulicy) (i|oraz) (numer* )?(mieszkani*|dom*) | (numer* (mieszkania|domu)) | (pesel*|numer* pesel|dat* urodzenia|rok urodzenia|dzień urodzenia|wiek) |
        ((seri*|numer*|skan*|zdjęci*|kopi*|dane|i) )+((pana|pani|swojego) )?(dowodu|paszportu|prawa jazdy)( osobistego)? |
        ((pana|pani|państwa|swój|swojego|twój) )?(adres* )?(e-mail|email|e-maila|emaila|e-mailowy|mail|maila|mailowy|mailowego|poczt* elektroniczn*) |
        ((pełny|pełnego|dokładny|dokładnego|domowy|pana|pani|państwa|swój|swojego|twój|nowy|nowego) )*(adres|adresu)( dostawy| zamieszkania| zameldowania| domowy| do wysyłki| wysyłki| korespondencyjny)?(?! (sklepu|punktu|strony|oddziału|salonu|magazynu|biura|paczkomatu|serwisu|e-mail|email|mailow*|www|ip)) |
        (kod pocztowy|kodu pocztowego)(?! (samej )?(miejscowości|miasta|gminy)) | (imię i nazwisko|imienia i nazwiska|nazwisko|nazwiska|imię nazwisko) | dan* (kontaktow*|osobow*|adresow*|personaln*) |
        imei
        """,
    "and": "i | oraz | a także | lub | albo",
    "opener": "a | i | jeszcze | przepraszam | dzień dobry",
    "your": "pana | pani | państwa | a pana | a pani | twój | twoja | twoje",
    "please": "proszę",
    "may": "można prosić o | można prosić | mogę prosić o | mogę prosić | możemy prosić o | czy mogę prosić o",
}
_PL_QUESTIONS = """
    (jaki|jaka|jakie) ((jest|ma|pan|pani|pana|państwa|mają|państwo|masz|twój|teraz) )*{data}
    (na|pod|z|do) (jaki|jakim|jakiej|jakiego|jaką|jakie|który|której|którego|czyje) (numer*|telefon*|adres*|mail*|e-mail*|email*|nazwisk*|imię|kart*|kont*|rachun*)( .. (zarejestrowan*|złożon*|zamówieni*|zwróci*|wysła*|dostarczy*|zadzwoni*|oddzwoni*|skontaktowa*))?
    (gdzie|pod jakim adresem) (pan|pani|państwo) .. (mieszka*|zamieszkuje|jest zameldowan*)
    gdzie mieszka(sz|cie)? (pan|pani|państwo)?
    (jak|gdzie) ((można|możemy|mogę|najlepiej) )*się z (panem|panią|państwem|tobą) (skontaktować|połączyć)
    (dokąd|gdzie) ((można|mamy|możemy|mogę) )*(oddzwonić|zadzwonić|dostarczyć|dowieźć)( .. (do pana|do pani|zamówienie|paczkę))?
    (kiedy|którego|w którym roku|w jakim roku|w jakim dniu|w którym dniu|jakiego dnia|gdzie|w którym miesiącu) ... (urodził*|urodzony|urodzona|urodziny)
    (wystarczy|wystarczą)( {filler}){0,6} {data}
    {data} (mi |nam )?(wystarczy|wystarczą)$
    jak się (pan|pani|państwo) .. (nazywa|nazywają)( i .. (mieszka|gdzie|pod|jaki))?
    jak (ma pan|ma pani|brzmi|brzmią|pan ma|pani ma) .. {data}
    (pod|przy|na) (którym|którymi|której|jakiej|jakim|jakimi) (numerem|ulicy|adresem|piętrze|mieszkaniem|osiedlu|telefonem) .. (mieszka*|pan|pani|znajd*|szukać|dowieźć|podjechać|łapać|złap*|dzwonić|zastan*|zasta*)
    (na|w) (którym|jakim|której|jakiej) (bloku|mieszkaniu|domu|piętrze|klatce|ulicy|dzielnicy) .. (mieszka*|pan|pani|znajd*|szukać)
    (jakie|które|czyje|jaki|co) .. (nazwisko|numery|cyfry|dane|imię|kod|data) .. (jest|widnieje|są|widnieją|stoi|ma pan|ma pani|wpisan*|wybit*) .. (karcie|dowodzie|paszporcie|karty|dzwonku|domofonie|skrzynce|odwrocie)
    (co jest|co widnieje|co stoi|co ma pan|co ma pani) .. (na odwrocie|z tyłu) .. karty
    (jaki|jaka|jakie) .. (pana|pani|państwa) {data}
    dokąd .. (mam|mamy|może|kurier|przywieźć|dostarczyć|podjechać) .. (ulica|numer|mieszkani*|dom)
    (gdzie|na jaki numer|pod jaki numer|jak) .. (złapać|złapiemy|dodzwoni*|zadzwonić|oddzwonić|zastać|zastaniemy) .. (pana|panią|państwa|do pana|do pani|telefonicznie)
    ile .. (ma pan|ma pani|masz|mają państwo|pan ma|pani ma) lat(?! (że|żeby|aby|by))
    {data} (jaki|jaka|jakie|kiedy)( jest| ma pan| ma pani)?
    (proszę|prosimy) (po)?dyktować (swój |pana |pani )?(numer|telefon)(?! (zamówienia|paczki))
    (proszę|prosimy|poproszę) o (pana |pani )?numer(?= .. (zadzwoni*|oddzwoni*|kurier*|serwisant*|montażyst*))
    {data} ... (proszę|prosimy) (go|ją|je|ich) .. (wpisać|podać|napisać|przesłać)
    na kogo .. (zarejestrowan*|złożon*|wystawion*)
    (proszę|prosimy|poproszę)( {filler}){0,4} (podać|zostawić|napisać|przesłać|wpisać|o) (swój |jakiś )?numer (pod którym|na który|pod jakim)
    (proszę|prosimy|poproszę) o (nip (albo|lub|i|oraz) )?pesel
"""
_EN = {
    "ask": """
        send | give | tell | share | provide | post | drop | leave | type | write | confirm | state | reply with |
        respond with | let us know | let me know | pop | supply | submit | forward | include | message us |
        waiting for | sending over | attach | upload | let me have | let us have | enter | key in | quote | comment below with | comment with | put down | note down | jot down | read out | read me | read us | text | text me | text us | paste | mention | pass on | let's have | hand over | punch in | dictate | list | reveal | say | show us | show me | add | write down | spell | remind me | remind us | remind me of | remind us of | verify | spell out
        """,
    "modal": "can you | could you | would you | will you | may we | may i | can we | can i | could we | could i | please | kindly | would you mind | you need to | you'll need to | you must | you have to | you can | just | need you to | like you to | ask you to | able to",
    "infinitive": "send | sending | give | giving | tell | share | sharing | provide | providing | post | posting | drop | leave | leaving | type | write | confirm | confirming | have | get | take | grab | ask for | ask | know | see | supply | include",
    "need": """
        need | needs | we'd like | we would like | i'd like | require | requires | i'll need | we'll need | missing | looking for | asking for | is needed | are needed |
        is required | are required | what's | what is | what are | what was | could do with | could use | can't find | don't have | don't see | would be great to have | would help to have | we still need | i just need
        """,
    "filler": """
        us | me | you | please | here | your | the | also | and | or | a | an | just | full | both | right | over | with | in a reply | in the comments | in a comment |
        below | in this thread | in the thread | in your reply | publicly | our | again | order number | order | name | first | correct | current | exact | registered | associated |
        on the order | for the order | on file | on your account | for your account | if possible | back | best | once more | as well as | as | plus |
        at the moment | still | is | are | photo of | picture of | copy of | scan of | all | quickly | straight away | now | either
        """,
    "data": """
        (phone|mobile|cell|telephone|contact|whatsapp|cellphone|home|landline|callback|daytime) (number|numbers|no|phone number)(?! (of our|of the (shop|store|courier))) |
        (your|a|good|best) ((best|good|contact|direct) )?(number|digits)(?! (of|is|has|was|in the queue|one|plate*)) |
        (both |two )?(sides|side|front|back|photo|photos|picture|pictures) of (both sides of )?your (card|passport|id) |
        (number|phone) (we (should|can|could) (call|ring|reach|contact) you|to (call|reach|contact|ring) (you|on)|we can (call|reach|ring)|you (ordered|registered|used)|used (for|on)|the order) |
        ((bank|credit|debit|payment|loyalty|whole|full|long) )*card (number|no|details|digits|data|expiry|expiration) | (bank|payment) (details|card|account) |
        ((last|first|final) )?((four|six|three|4|6|3|few) )?digits( of (your|the|that) (card|account|phone))? |
        (expiry|expiration) date of (your|the) card | (card's) (expiry|expiration)( date)? | (cvv|cvc|cvv2|security code|pin code|sort code|iban|routing number) |
        (account number|account no|bank account) | (password|passcode|one-time code|verification code|sms code|otp|login details|log-in details) |
        ((the|last|first|all|three|four|3|4|both|little) )*(digits|numbers|code|figures) (on|from|at) the (back|reverse|front|other side)( of (your|the|that) (card|bank card))? | mother's maiden name | (three|four|six|3|4|6)-digit (code|number) (on|at) the (back|front)( of (your|the) card)? | (name|names) (on|printed on|embossed on) (your|the) card | (your|the) (doorbell|intercom) (name|number) |
        (e-mail|email|mail) (address|addresses|id) | (your|an|the) (e-mail|email)(?! (at|address|us|with|to|for|about|from|we|that|inbox|and we|i sent)) |
        ((home|postal|delivery|shipping|billing|full|street|mailing|exact|your) )+address(?! (book|bar)) | (your|full) (postcode|post code|zip code|zip) |
        (date of birth|dob|birth date|birthdate|birthday|year of birth|age)(?! (discount|gift|bonus|card|offer|party)) |
        (full name|surname|last name|first and last name|name and surname|maiden name) |
        (passport|driving licence|driver's license|id card|national id) (number|no|details|photo|scan|page) | (passport|driving licence|driver's license)(?! (holder|control|cover|case)) | (photo|picture|scan|copy) of (your|an|the) (id|identity card|identity document|id document)s? | your (id|id card|identity card|identity document) |
        (your|a|the) mobile(?! (app|phone case|version|network|site)) | ((your|the) )?(tax (number|id|code)|tin|vat id) | street and (flat|house|number|house number) | (house|flat|door|apartment) number |
        (national insurance|social security) (number|no) | (ssn|nino|pesel|imei) |
        (contact|personal|private) (details|info|information|data)
        """,
    "and": "and | or | as well as | plus | your | and your",
    "opener": "and | so | sorry | ok | hi | hello",
    "your": "your | and your",
    "please": "please | pls",
    "may": "may i have | may we have | can i have | can we have | can i get | can we get | could i have | could we have | could i get | can i take",
}
_EN_QUESTIONS = """
    (what's|what is|what are|what was|what) ((your|the|is|are|was|current|best|exact) )*{data}
    (what|which) (phone |mobile |contact |email |e-mail |card |delivery |home |street )?(number|phone|email|e-mail|address|card|account|name|postcode|surname) ((did|was|is|are|do|can|should|shall|the|order|you|we|it) )*(you|we|order|placed|under|registered|reach|call|ring|use|used|ship|send|deliver|refund|on|in|linked|pay|paid)
    (on|at|to|under|by|from|in) (what|which|whose) ((phone|mobile|email|delivery|bank|exact) )?(number|email|e-mail|address|card|account|name|surname)
    (whose|what|which) name .. (order|under|booking|account|on the card|doorbell|bank card)
    {data} (will|would|should) (do|suffice|help|be enough|be plenty|sort it|be fine)
    {data} (is|are) (enough|plenty|all (i|we) need|what (i|we) need|what's missing)
    (all|only thing|one thing|what|the only thing) (i'm|we're|that's|i am|we are|is|still) (missing|lacking|missing is|short of) (is )?{data}
    (mind|trouble you|bother you|ask you|be so kind)( (as|to|for|giving|sharing|telling|sending|me|us|if|i|ask|give|tell|share|send|confirm))* {data}
    (what|which|in what|on what|on which) (street|road|flat|house|house number|floor|building|apartment|door|postcode) .. (you live|do you live|are you|you're|is yours|do we|should we|shall we|can we|should the|live)
    (what|which) (day|date|month|year) .. (born|birthday)
    (what|who) (is|was) your .. (mother's|maiden|full|last|second|family) name
    what (should|can|do|shall) (i|we) (ring|call|phone|text) you on
    (how|where) (do|can|should|could|will) (we|i|our driver|the driver|the courier) (find|get to|reach|catch) you
    what does it say on (the (back|front) of )?your (card|passport|id|licence)
    what's (on|written on|printed on) (the (back|front) of )?your (card|passport|id|licence)
    who should (the courier|the driver|we|our courier) ask for
    ^({opener} )?your (e-mail|email|phone|mobile|phone number|address|surname) {please}
    (how|where) (can|could|do|should|may) (we|i) ((best|quickly) )?(reach|contact|call|ring|get hold of) you
    ^({opener} )?your (e-mail|email|phone|address|number|mobile|name and address)( {please})?$
    (put|pop|add|stick) your (address|email|e-mail|number|phone number|surname|postcode|full name)
    {data} ... (write|type|share|provide|put|leave|drop|post) (it|them) (here|below|in|there)
    (what's|what is) (the |your )?(best |good )?(email|e-mail|number|phone|address) (for you|to (reach|use|contact|send|call))
    where (do you live|are you living|should we deliver|do we deliver|exactly do you live)
    (when|what year|what day) were you born
    (when is|when's) your birthday
    how old are you(?! (that|if|then))
"""

for _name, _more in asking_en.WIDER.items():
    _EN[_name] = f"{_EN[_name]} | {_more}"
MACROS: dict[Language, dict[str, str]] = {
    Language.RU: _RU, Language.UK: _UK, Language.PL: _PL, Language.EN: {**_EN, **asking_en.MACROS},
}  # fmt: skip
QUESTIONS: dict[Language, str] = {
    Language.RU: _RU_QUESTIONS, Language.UK: _UK_QUESTIONS, Language.PL: _PL_QUESTIONS, Language.EN: _EN_QUESTIONS + asking_en.QUESTIONS,
}  # fmt: skip

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
    (в|во|на|из|через) ((ваш*|свой|свое*|своем|своей|нашем|нашей|личн*|мобильн*|платежн*|верхн*|специальн*|этой|самом|самой|открывш*) )*(профил*|кабинет*|приложени*|сайт*|настройк*|форм(а|е|у|ы|ой)|корзин*|аккаунт*|заявлени*|раздел*|поле|полях|касс*|странице|окне|окно|анкет*|бланк*|меню|терминал*|банкомат*|накладной|квитанции|графе|чек*|карточке заказа|коробк*|конверт*|посылк*|магазин*|пункте|отделени*|банк*|ссылке)
    (при|во время|до|перед) (оформлени*|заказе|получени*|оплат*|регистраци*|вход*|авторизаци*|звонк*|покупк*|примерк*)
    (курьеру|кассиру|сотруднику|продавцу|водителю|почтальону|консультанту|мастеру)
    по (ссылке|этой ссылке|qr-коду)
    (у|в|на|із|через) ((ваш*|своєму|своїй|нашому|нашій|особист*|мобільн*|платіжн*|верхн*|спеціальн*|цій|самому) )*(профіл*|кабінет*|застосунк*|додатк*|сайт*|налаштуванн*|форм(а|і|у|и|ою)|кошик*|акаунт*|заяв*|розділ*|полі|полях|поле|кас*|сторінці|вікні|анкет*|бланк*|меню|термінал*|банкомат*|накладній|квитанції|графі|чек*|картці замовлення|коробц*|посилц*|магазин*|пункті|відділенн*|банк*)
    (під час|при|до|перед) (оформленн*|замовленн*|отриманн*|оплат*|реєстраці*|вход*|авторизаці*|дзвінк*|покупк*)
    (кур'єру|кур'єрові|касиру|касирові|працівнику|продавцю|водію|листоноші|консультанту|майстру)
    за (посиланням|цим посиланням|qr-кодом)
    (w|we|na|przez|do) ((swoim|swojej|pana|pani|państwa|naszej|naszym|mobilnej|panelu|zakładce) )*(profilu|panelu|aplikacji|stronie|ustawieniach|formularz*|koszyku|koncie|zakładce|polu|kasie|oknie|wniosku|terminal*|bankomacie|sklepie|punkcie|salonie|banku|druku|liście przewozowym|paczce|kartonie|opakowaniu)
    (przy|podczas|w trakcie|przed) (składani*|zamawiani*|odbiorze|płatności|rejestracji|logowani*|zakup*|zamówieniu|kasie)
    (kurierowi|kasjerowi|sprzedawcy|pracownikowi|kierowcy|listonoszowi|doradcy|serwisantowi)
    (pod linkiem|przez link)
    (in|on|at|into|under|via|through) ((the|your|our|my|mobile|payment|online|secure|account|user|returns|contact) )*(app|profile|account|account page|settings|website|site|form|basket|cart|checkout|page|portal|till|counter|desk|dashboard|section|field|terminal|atm|store|shop|link|label|box|slip|parcel|package|invoice|website's)
    (when|while|before|as) (ordering|you order|placing|you place|checking out|you check out|paying|you pay|registering|logging in|you sign|signing up|collecting|picking up|you collect|you pick)
    (to|with) (the )?(courier|driver|cashier|clerk|assistant|postman|technician|delivery driver)
"""
# What makes of an order its opposite: the brand says not to give the data.
NOT_BEFORE: dict[Language, str] = {
    Language.RU: r"(?:\bне|\bнельзя|\bнезачем|\bникогда|\bникому)(?:\s+(?:надо|нужно|стоит|следует|обязательно|просим|прошу|нам|вам|требуется|забудьте|будем|будет|можем|никогда|вздумайте|спешите|торопитесь))*[\s,]*$",
    Language.UK: r"(?:\bне|\bнемає потреби|\bніколи|\bнікому|\bнезачем)(?:\s+(?:треба|потрібно|варто|слід|обов'язково|просимо|прошу|нам|вам|будемо|можемо|ніколи|поспішайте))*[\s,]*$",
    Language.PL: r"(?:\bnie|\bnigdy|\bnikomu|\bproszę nie|\bprosimy nie|\bbez)(?:\s+(?:trzeba|należy|musi|muszą|musisz|pan|pani|państwo|prosimy|proszę|potrzeba|warto|wolno|mamy prawa|będziemy|będzie))*[\s,]*$",
    Language.EN: r"(?:\bnot|\bnever|n't|\bno need to|\bwithout|\bno one|\bnobody|\bavoid|\bno longer)(?:\s+(?:need|have|to|us|ever|be|you|will|please|ask|asking|require|publicly|want|actually|even))*[\s,]*$",
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
