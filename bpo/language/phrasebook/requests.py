"""The grammar of asking for personal data, a book a language: things, and words that ask for things.

Regular expressions over folded text (lower case, ё as е). `things`: what is personal, by kind, in every form;
`else_after`, `else_before`: what makes of a thing something else; `give`: orders and polite questions to hand
something over; `hand` with `modal`: the infinitive and what makes of it a plea; `need`, `which`, `handed`
(“after sending”), `here` (“please, here”): other ways. `breaks`: words that begin another clause; `of_ours`:
prepositions after which a thing is not what is asked for; `whole`: questions that ask without naming a thing.
"""

from dataclasses import dataclass

from bpo.language.types import Language


@dataclass(frozen=True, slots=True)
class Book:
    """How one language asks."""

    things: str
    else_after: str
    else_before: str
    give: str
    modal: str
    hand: str
    need: str
    which: str
    handed: str
    here: str
    breaks: str
    of_ours: str
    whole: str
    models: str


RU = Book(
    things=r"""(?:номер(?:а|ок|очек)?|телефон(?:а|ы|чик\w*)?|мобильн(?:ый|ого|ые)|сотов(?:ый|ого)|контакт(?:ы|ик\w*|ный номер|ные данные)?|вотсап\w*|ватсап\w*|вайбер\w*
        |e-mail\w*|email\w*|е-мейл\w*|имейл\w*|и-мейл\w*|емейл\w*|мейл\w*|мэйл\w*|мыл[оа]|почт[ауы]|электронк[ау]|ящик\w*|электронн\w+ (?:адрес\w*|почт\w*|ящик\w*)
        |карт(?:а|у|ы|очк[ауи])|(?:все |последние |первые |оставшиеся |\d+ |четыре |шесть )*цифр(?:ы|ки)?|cvv\w*|cvc\w*|срок действия|пин-?код\w*|код безопасности|код из (?:смс|sms|сообщен\w+|пуш\w*|письма)
        |iban|ибан|реквизит\w*|код,? котор\w+ (?:вам |к вам )?(?:при[шс]|отправ|получ|выслал)\w*|р/с|сч[е]т(?:а)?
        |(?:загран)?паспорт(?!н)\w*|загранник\w*|снилс\w*|инн|иин|удостоверени[еяй]|водительск\w+|прав[а]?|серию|сери[яи] и номер|свидетельств[оа] о рождении|скан\w*|(?:полис[а]?|номер полиса)
        |адрес(?:а|ок|очек)?|улиц[ауы]|квартир[ауы]|подъезд\w*|домофон\w*|индекс\w*|прописк[ауи]|геолокаци\w+|геопозици\w+|геоточк\w+|место жительства
        |дат[ауы] рождения|год рождения|день рождения|число рождения|фио|фамили[юияй]\w*|отчеств[оа]|полное имя|паспортные данные|персональные данные|личные данные|возраст)(?!\w)""",
    else_after=r"""[\s,]*(?:(?:номера|номеру|кода|коду|numeru|kodu) )?(?:(?:вашего|вашей|этого|моего|своего|нашего|самого|данного) )*(?:заказ\w*|брон\w+|трек\w*|посылк\w+|накладн\w+|отправлен\w+|договор\w*|обращен\w+|заявк\w*|чек\w*|квитанц\w+|билет\w*|рейс\w*|купон\w*|сертификат\w*|товар\w*|артикул\w*|модел\w+|парти\w+|серийн\w+|магазин\w*|салон\w*|пункт\w*|отделени\w+|офис\w*|сайт\w*|страниц\w+|ссылк\w+|склад\w*|сервис\w*|клиник\w*|точк\w+|постамат\w*|курьер\w*|мастер\w*|водител\w+|сотрудник\w*|оператор\w*|доставк[аи] на|лояльност\w+|клиента|покупател\w+|размер\w*|рост\w*|детал\w+|фильтр\w*|насадк\w*|приставк\w*|роутер\w*|абонента|талон\w*|очеред\w*|места|вагона|вакансии|проекта|инструкции|на оплату|действителен|за [а-я]+|акции|издели\w+|прибор\w*|устройств\w*|безопасности|котл\w*|на зарядк\w+|[а-я]+ с собой|стороны упаковк\w+|дома культуры|с наклейки|на наклейке|на коробк\w+|на упаковк\w+|с упаковк\w+|у курьер\w*|возьмите|берите|захватите|шкафа?|с собой)(?!\w)""",
    else_before=r"(?:модел\w*|марк\w+|верси\w+|\bнаш\w*|\bмо[йяеи]\b|\bмоего|\bэтот|трек-?|\bсерийн\w+|\bзарядк\w+|код\w* от|\bчужо[йг]\w*|подарочн\w+|бонусн\w+|серийный|инвентарн\w+|регистрационн\w+|\bодн[оа]\b)\W+(?:\w+\W+)?$",
    give=r"""(?<!\w)(?:(?:при|вы|пере|ото|по)?шлите|(?:при|вы|пере|от|по)сылайте|(?:на|в|о|до|за|от|у|вы|про)?пишите(?:сь)?|(?:под|у|с|по)кажите|указывайте|сообщ(?:ите|айте)|отправ(?:ьте|ляйте)|назовите|называйте|(?:про|на)?диктуйте|остав(?:ьте|ляйте)|уточн(?:ите|яйте)|(?:по|пере|вы)?дайте|давайте|предостав(?:ьте|ляйте)|(?:с|за|под|до|по)?(?:киньте|кидывайте|кидайте)|(?:с|за|пере)?брос(?:ьте|айте)|поделитесь|подтверд(?:ите)|опубликуйте|публикуйте|черкните|(?:при|под)крепите|прилож(?:ите)|добав(?:ьте|ляйте)|введите|вводите|вбейте|повторите|продублируйте|дублируйте|напомните|сфот(?:кайте|ографируйте)|сним(?:ите|ке)|загрузите|вылож(?:ите)|выкладывайте|заполните|внесите|вставьте|раскройте|обозначьте|зафиксируйте|наберите|перечислите|вспомните
        |(?:при|вы|пере|по)шли|(?:на|о|до|за|у|от)пиши|(?:под|у|с)кажи|сообщи|отправь|назови|(?:про|на)?диктуй|оставь|уточни|(?:пере)?дай|давай|(?:с|за|под)?(?:кинь|кидай)|сбрось|поделись|подтверди|черкни|введи|вбей|напомни
        |подскажете|скажете|назовете|пришлете|сообщите|оставите|дадите|продиктуете|напишете|укажете|поделитесь|скинете|вышлете|напомните|уточните
        |жду|жд[е]м|ожида(?:ю|ем)|(?:по)?прошу|(?:по)?просим|просьба|будьте (?:добры|любезны))(?!\w)""",
    modal=r"(?<!\w)(?:можно|можете|могли бы|могли б|могу|можем|сможете|мож|нужно|надо|необходимо|просьба|прошу|просим|попрошу|попросим|попросить|достаточно|осталось|хватит|требуется|придется|следует|предлагаю|хоч[уе]\w*|хотим|хотел[аи]?|хотелось|важно|позвольте|разрешите|не затруднит|вас не затруднит|готовы|успеете|сложно|трудно)(?!\w)",
    hand=r"(?<!\w)(?:(?:при|вы|пере|ото|по)слать|присылать|(?:на|в|за|про|о)?писать|(?:под|у|с)казать|указывать|сообщить|отправить|назвать|(?:про|на)?диктовать|оставить|уточнить|(?:пере|по)?дать|предоставить|(?:с|за)?кинуть|сбросить|поделиться|подтвердить|прикрепить|приложить|добавить|ввести|повторить|продублировать|напомнить|сфот(?:кать|ографировать)|загрузить|выложить|внести|узнать|получить|записать|услышать|увидеть|спросить|взять|попросить|знать|проверить)(?!\w)",
    need=r"(?<!\w)(?:нужен|нужна|нужно|нужны|надо|понадоб\w+|потребу\w+|необходим\w*|требу\w+|не хватает|не хватило|не указан\w*|не вижу|пригодит\w+|не помешает|не помешал бы|осталось|недостает|интересует|важен|важна|важны|хотелось бы|нет только|не знаю|хорошо бы|неплохо бы|неплохо было бы|хорошо было бы)(?!\w)",
    which=r"(?<!\w)(?:как(?:ой|ая|ое|ие|ую|ом|ому|ого|им|ая же)|каков\w?|чь[яеюи]|чей|чьего|что за|где)(?!\w)",
    handed=r"(?<!\w)(?:после|по|при|до) (?:присылки|указани[яю]|получени[яию]|предоставлени[яию]|отправк[ие]|сообщени[яию]|ввода|загрузк[ие])(?!\w)|(?:как только|когда|если) (?:вы )?(?:нам |мне )?(?:пришлете|назовете|напишете|подскажете|скинете|укажете|оставите|дадите|продиктуете|сообщите|скажете|отправите|получу|получим|узна\w+|увид\w+|буд\w+ зна\w+)",
    here=r"(?:пожалуйста|плиз|сюда|прямо (?:здесь|тут)|здесь|тут|в ответ\w*|в коммент\w*|ниже|под постом|под этим|с вас|от вас|напишу мастеру)(?!\w)",
    breaks=r"(?<![\w'])(?:если|когда|пока|что|чтобы|потому|поэтому|а мы|и мы|мы|я|но|иначе|тогда|после|котор\w+|и (?:при|про|по|от|на|вы)\w+(?:им|ем|у|ю))(?!\w)|[;:]",
    of_ours=r"(?<!\w)(?:по|на|с|со|в|во|из|от|к|ко|под|через|за|при|над|об?|у|для|вместо)\s+(?:(?:этот|этой|этом|ваш\w*|сво\w+|тот|том|ту|указанн\w+|мобильн\w+|нов\w+|стар\w+|друг\w+|сам\w+|электронн\w+|банковск\w+|как\w+|\w+(?:ую|ой|ый|ий|ое|ая|ом|ем|ого|ых|их))\s+){0,2}$",
    whole=r"(?<!\w)(?:(?:и |а )?по каким данным|когда (?:вы |ты |у вас |он |она |ребенок |пациент )?(?:родил(?:ись|ся|ась)|день рождения)|как(?:ого)? (?:числа|года) (?:вы |ты )?(?:родил|рождени)\w+|как (?:вас|тебя) (?:полностью )?зовут (?:и когда|полностью)|где (?:именно |сейчас )?(?:вы |ты )?(?:живете|проживаете|живешь|прописаны|находитесь)|(?:на|по) как(?:ую|ой) улиц\w|в как(?:ой|ом) дом|как называется ваш\w* (?:снт|улиц\w+|поселок|жк)|(?:какой|который) у вас (?:этаж|подъезд|дом)|куда (?:вам )?(?:вам |теперь |именно )?(?:доставить|доставлять|везти|привезти|прислать|выслать|отправить|отправлять|перевести|вернуть деньги|подъехать|приехать)|с как(?:ой|ого) (?:карты|счета) |на чь[еюя] (?:имя|фамилию)|как (?:с вами|вас) (?:лучше |удобнее |можно |быстрее )*(?:связаться|найти|набрать|поймать))(?!\w)",
    models=r"модел|android|андроид|марк[аи]|iphone|айфон|samsung|версия",
)
UK = Book(
    things=r"""(?:номер(?:а|ок|очок)?|телефон(?:а|у|и|чик\w*)?|мобільн(?:ий|ого|і)|контакт(?:и|ик\w*|ний номер|ні дані)?|вотсап\w*|ватсап\w*|вайбер\w*
        |e-mail\w*|email\w*|е-мейл\w*|імейл\w*|і-мейл\w*|емейл\w*|мейл\w*|мило|пошт[ауи]|електронк[ау]|скриньк[ауи]|електронн\w+ (?:адрес\w*|пошт\w*|скриньк\w*)
        |карт(?:а|у|и|к[ауи])|картк[ауи]|(?:всі |усі |останні |перші |решту |\d+ |чотири |шість )*цифр(?:и|ки)?|cvv\w*|cvc\w*|термін дії|строк дії|пін-?код\w*|код безпеки|код (?:із|з) (?:смс|sms|повідомлен\w+|пуш\w*|листа)
        |iban|ібан|реквізит\w*|код,? як(?:ий|ого) (?:вам |до вас )?(?:прийшов|надійшов|надісла|отрим)\w*|рахун(?:ок|ку|ка)
        |(?:загран)?паспорт(?!н)\w*|закордонн\w+|іпн|рнокпп|ідентифікаційн\w+ (?:код|номер)\w*|податков\w+ номер\w*|код платника|посвідчення|водійськ\w+|прав[а]?|серію|сері[яї] (?:та|і|й) номер|свідоцтв[оа]|скан\w*|id-картк\w+|айді\w*|поліс[а]?
        |адрес[ауи]|адресочк\w|вулиц[яюі]|будин(?:ок|ку)|квартир[ауи]|під'їзд\w*|домофон\w*|індекс\w*|прописк[ауи]|геолокаці\w+|геопозиці\w+|геоточк\w+|місце проживання
        |дат[ауи] народження|рік народження|день народження|число народження|піб|прізвищ[еа]|по батькові|повне ім'я|паспортні дані|персональні дані|особисті дані|вік)(?!\w)""",
    else_after=r"""[\s,]*(?:(?:номера|номеру|кода|коду|numeru|kodu) )?(?:(?:вашого|вашої|цього|мого|свого|нашого|самого|даного) )*(?:замовлен\w+|брон\w+|трек\w*|ттн|посилк\w+|накладн\w+|відправлен\w+|договор\w*|звернен\w+|заявк\w*|чек\w*|квитанц\w+|квитк\w*|рейс\w*|купон\w*|сертифікат\w*|товар\w*|артикул\w*|модел\w+|парті\w+|серійн\w+|магазин\w*|салон\w*|пункт\w*|відділен\w+|офіс\w*|сайт\w*|сторінк\w+|посилан\w+|склад\w*|сервіс\w*|клінік\w*|точк\w+|поштомат\w*|кур'єр\w*|майст\w+|воді\w+|працівник\w*|оператор\w*|лояльност\w+|клієнта|покупц\w+|розмір\w*|зріст|детал\w+|фільтр\w*|насадк\w*|приставк\w*|роутер\w*|абонента|талон\w*|черг\w*|місця|вагона|ваканс\w+|інструкці\w+|на оплату|дійсний|акції|вироб\w+|прилад\w*|пристро\w*|безпеки|котл\w*|нового салон\w*|на зарядк\w+|[а-яіїєґ]+ з собою|з наліпки|на наліпц\w+|на коробц\w+|на упаковц\w+|з упаковк\w+|у кур'єр\w*|візьміть|беріть|шаф\w*)(?!\w)""",
    else_before=r"(?:модел\w*|марк\w+|версі\w+|\bнаш\w*|\bмі[йя]\b|\bмого|\bцей|трек-?|\bсерійн\w+|\bзарядк\w+|код\w* від|\bчуж\w+|подарунков\w+|бонусн\w+|інвентарн\w+|реєстраційн\w+|\bодн[еау]\b)\W+(?:\w+\W+)?$",
    give=r"""(?<!\w)(?:(?:на|ви|пере|піді|при)?(?:шліть|силайте)|надішліть|(?:на|в|до|за|від|у|ви|про)?пишіть(?:ся)?|(?:під|в|у|с|по)кажіть|вказуйте|повідом(?:те|ляйте|іть)|відправ(?:те|ляйте)|назвіть|називайте|(?:про|на)?диктуйте|(?:за)?лиш(?:те|айте|іть)|уточн(?:іть|юйте)|(?:по|пере|на|ви)?дайте|давайте|надавайте|зазнач(?:те|айте)|(?:с|за|під|до|по)?(?:киньте|кидайте)|діліться|поділіться|підтверд(?:ьте|іть)|опублікуйте|публікуйте|черкніть|прикріпіть|долучіть|додайте|введіть|вводьте|вбийте|повторіть|продублюйте|дублюйте|нагадайте|сфото(?:графуйте|кайте)|завантажте|виклад(?:іть|айте)|заповніть|внесіть|вставте|розкрийте|позначте|наберіть|перелічіть|згадайте
        |надішли|(?:пере|ви|при)шли|(?:на|до|за|у|від)пиши|(?:під|в|у|с)кажи|повідом|відправ|назви|(?:про|на)?диктуй|залиш|уточни|(?:пере|на)?дай|давай|(?:с|за|під)?(?:кинь|кидай)|поділись|підтверди|черкни|введи|вбий|нагадай
        |підкажете|скажете|назвете|надішлете|повідомите|залишите|дасте|надасте|продиктуєте|напишете|вкажете|поділитеся|скинете|вишлете|нагадаєте|уточните
        |чека(?:ю|ємо)|очіку(?:ю|ємо)|(?:по)?прошу|(?:по)?просимо|прохання|будьте (?:ласкаві|добрі)|просьба)(?!\w)""",
    modal=r"(?<!\w)(?:можна|можете|могли б|могли би|можу|можемо|зможете|потрібно|треба|необхідно|прохання|прошу|просимо|попрошу|попросимо|попросити|достатньо|залишилося|залишилось|лишилося|лишилось|вистачить|доведеться|варто|пропоную|хоч[уе]\w*|хочемо|хоті(?:в|ла|ли|лося|лось)|важливо|дозвольте|не важко|готові|встигнете|складно|маєте)(?!\w)",
    hand=r"(?<!\w)(?:надіслати|(?:пере|ви|при)слати|надсилати|(?:на|за|про)?писати|(?:під|в|у|с)казати|вказувати|повідомити|відправити|назвати|(?:про|на)?диктувати|залишити|лишити|уточнити|(?:пере|на|по)?дати|зазначити|(?:с|за)?кинути|поділити(?:ся|сь)|підтвердити|прикріпити|долучити|додати|ввести|повторити|продублювати|нагадати|сфото(?:графувати|кати)|завантажити|викласти|внести|дізнати(?:ся|сь)|отримати|записати|почути|побачити|спитати|запитати|взяти|попросити|знати|перевірити)(?!\w)",
    need=r"(?<!\w)(?:потріб\w+|треба|знадоб\w+|необхідн\w+|бракує|не вистачає|не вказан\w*|не бачу|стане в пригоді|не завадить|не завадив би|залишил\w+|лишил\w+|цікавить|важливий|важлива|хотілося б|немає лише|не знаю|добре б|добре було б|непогано б|непогано було б)(?!\w)",
    which=r"(?<!\w)(?:як(?:ий|а|е|і|у|ою|ому|ого|им|ій)|чи(?:й|я|є|ю|єму)|що за|де)(?!\w)",
    handed=r"(?<!\w)(?:після|по|при|до) (?:надсилання|вказання|отримання|надання|відправлення|повідомлення|введення|завантаження)(?!\w)|(?:щойно|коли|якщо|як тільки) (?:ви )?(?:нам |мені )?(?:надішлете|назвете|напишете|підкажете|скинете|вкажете|залишите|дасте|надасте|продиктуєте|повідомите|скажете|відправите|отрима\w+|дізна\w+|побач\w+|зна\w+)",
    here=r"(?:будь ласка|сюди|прямо тут|тут|у відповід\w*|в відповід\w*|у комент\w*|в комент\w*|нижче|під дописом|під постом|під цим|з вас|від вас)(?!\w)",
    breaks=r"(?<![\w'])(?:якщо|коли|поки|що|щоб|аби|бо|тому|а ми|і ми|й ми|ми|я|але|інакше|тоді|після|як(?:ий|а|е|і)|(?:і|й|та) (?:на|про|по|від|ви|при)\w+(?:мо|у|ю))(?!\w)|[;:]",
    of_ours=r"(?<!\w)(?:по|на|з|із|зі|в|у|від|до|під|через|за|при|над|про|для|замість)\s+(?:(?:цей|цій|цьому|ваш\w*|сво\w+|той|тому|ту|вказан\w+|мобільн\w+|нов\w+|стар\w+|інш\w+|сам\w+|електронн\w+|банківськ\w+|як\w+|\w+(?:ьну|ну|ій|ий|ою|ого|ому|их))\s+){0,2}$",
    whole=r"(?<!\w)(?:(?:і |й |та |а )?за якими даними|коли (?:ви |ти |у вас |саме ви |він |вона |дитина |пацієнт )?(?:народил(?:ися|ись|ася)|день народження)|якого (?:числа|року) (?:ви |ти )?народ\w+|як (?:вас|тебе) (?:повністю )?звати (?:і коли|та коли|повністю)|як вас повністю звати|де (?:саме |зараз )?(?:ви |ти )?(?:живете|мешкаєте|проживаєте|прописані)|(?:на|по) яку вулиц\w|в який будин|як називається ваш\w* (?:вулиц\w+|селище|жк|село)|який у вас (?:поверх|під'їзд|будинок)|куди (?:вам )?(?:вам |тепер |саме )?(?:доставити|доставляти|везти|привезти|надіслати|надсилати|відправити|відправляти|переказати|повернути гроші|повернути кошти|під'їхати|приїхати)|з якої картки |з якого рахунку |на чиє ім'я|на чиє прізвище|як (?:з вами|вас) (?:краще |зручніше |можна |швидше )*(?:зв'язатися|зв'язатись|знайти|набрати|застати))(?!\w)",
    models=r"модел|android|андроїд|марк[аи]|iphone|айфон|samsung|версія",
)
PL = Book(
    things=r"""(?:numer(?:u|y|ek)?|nr|telefon(?:u|y|ik)?|komórk[aęi]|kontakt do (?:siebie|pana|pani|państwa|ciebie)|dane kontaktowe|whatsapp\w*
        |e-?mail(?:a|owy|owego|e)?|maila?|skrzynk[ęi]|poczt[ęy]|adres(?:u)? (?:e-?mail|mailowy|poczty)
        |kart[aęy]|(?:wszystkie |ostatnie |pierwsze |\d+ |cztery |sześć )*cyfr(?:y)?|cvv\w*|cvc\w*|dat[aęy] ważności|pin(?:u)?|kod(?:u)? (?:z|ze) (?:sms\w*|wiadomości|maila)|kod(?:u)? cvv
        |dane z (?:dowodu|paszportu|karty)|kod(?:u)?,? który (?:przysz|wysłal|dosta|otrzyma)\w*|iban(?:u)?|kont[oa](?: bankowe\w*)?|rachunek|rachunku|dane do (?:przelewu|zwrotu)
        |paszport(?:u)?|dow[oó]d(?:u)?|prawo jazdy|prawa jazdy|pesel(?:u)?|nip(?:u)?|legitymacj[aęi]|seri[aęi]|skan(?:u|y)?|zdjęci[ea] (?:dowodu|paszportu|dokumentu)|dokument(?:u)? tożsamości
        |adres(?:u)?|adresik|ulic[aęy]|numer domu|dom(?:u)?|mieszkani[ea]|kod(?:u)? pocztow\w+|kod(?:u)? do (?:klatki|domofonu)|piętro|lokalizacj[aęi]|miejsce zamieszkania
        |dat[aęy] urodzenia|rok(?:u)? urodzenia|dzień urodzenia|nazwisk[oa]|imi[ęe] i nazwisk[oa]|pełne dane|dane osobowe|dane pacjenta|wiek)(?!\w)""",
    else_after=r"""[\s,]*(?:(?:номера|номеру|кода|коду|numeru|kodu) )?(?:(?:pana|pani|państwa|tego|tej|swojego|swojej|twojego|naszego|naszej) )*(?:zamówieni\w+|zleceni\w+|przesyłk\w+|paczk\w+|listu|śledzeni\w+|rezerwacj\w+|zgłoszeni\w+|reklamacj\w+|sprawy|umowy|faktury|paragon\w*|biletu|lotu|kuponu|vouchera|modelu|seryjn\w+|referencyjn\w+|katalogow\w+|artykułu|produktu|partii|sklepu|salonu|punktu|oddziału|strony|www|serwisu|apteki|paczkomatu|kurier\w*|pracownik\w*|kierowc\w*|oferty|licznika|klienta|stałego klienta|podarunkow\w+|miejsk\w+|pokładow\w+|lojalnościow\w+|rozmiar\w*|buta|koloru|części|miejscowości|samej miejscowości|z paragonu|z faktury|z naklejki|z tabliczki|z pudełka|na pudełku|na opakowaniu|z opakowania|z etykiety|na etykiecie|zaczyna się|alarmow\w+|infolinii|w kolejce|z sms\w*|z androidem|zakupu|wpłaty|nadania|gwarancyjn\w+|dostawy zamówienia)(?!\w)""",
    else_before=r"(?:model\w*|mark\w+|wersj\w+|\bnasz\w*|\bm[oó]j\w?\b|\bmoja|\bten\b|\bseryjn\w+|\bładowark\w+|podarunkow\w+|\bjed(?:en|no|ną)\b|\bcudz\w+)\W+(?:\w+\W+)?$",
    give=r"""(?<!\w)(?:pod(?:aj|ajcie|awaj|awajcie)|(?:na|w|do|o|za|prze|ode)pisz(?:cie)?|(?:wy|prze|pode|do|na|ode)ślij(?:cie)?|wysyłaj|zostaw(?:cie)?|wskaż(?:cie)?|powiedz(?:cie)?|(?:pod|do|w|za)?rzuć(?:cie)?|potwierdź(?:cie)?|udostępnij(?:cie)?|przekaż(?:cie)?|podyktuj(?:cie)?|dyktuj|dołącz(?:cie)?|załącz(?:cie)?|wklej(?:cie)?|dodaj(?:cie)?|przypomnij|zdradź|pokaż|wymień|uzupełnij|wprowadź|sfotografuj|daj(?:cie)?(?! znać)|skomentuj|dawaj
        |(?:niech|niechże) .{0,12}?(?:poda|podadzą|napisze|napiszą|wyśle|prześle|zostawi|wskaże|potwierdzi|podyktuje|przekaże|powie|podeśle)
        |poda (?:pan|pani|państwo)|(?:pan|pani|państwo) (?:poda|napisze|wyśle|prześle|zostawi|powie|przypomni)|poproszę|poprosimy|poprosz[ęe]|proszę o|prosimy o|prosić o|prosił\w* o|prosiliby\w+ o|prośba o|proszę jeszcze|prosimy jeszcze|czekam\w? na|liczę na)(?!\w)""",
    modal=r"(?<!\w)(?:proszę|prosimy|poproszę|poprosimy|może|mogę|możemy|mogł\w+|można|trzeba|należy|wystarczy|zechce|zechciał\w*|da się|chciał\w+|chcieli\w+|musi\w*|muszę|prośba|prosił\w*|prosić|zostaje|pozostaje|potrzeba|uda się|zdąży|byłby\w*|byłoby|czy)(?!\w)",
    hand=r"(?<!\w)(?:pod(?:ać|awać)|(?:na|w|do|za|prze|ode)pisać|wpisać|(?:wy|prze|pode|do|na|ode)słać|zostawić|wskazać|powiedzieć|(?:pod|do|w)?rzucić|potwierdzić|udostępnić|przekazać|podyktować|dołączyć|załączyć|wkleić|dodać|przypomnieć|zdradzić|pokazać|wymienić|uzupełnić|sfotografować|dać|poznać|zapisać|poprosić|prosić|spytać|zapytać|dostać|otrzymać|sprawdzić po|podanie|napisanie|przesłanie|wysłanie|zostawienie|wskazanie|potwierdzenie|udostępnienie|przekazanie)(?!\w)",
    need=r"(?<!\w)(?:potrzebuj\w+|potrzebn[yaei]|potrzeba|niezbędn\w+|wymagan\w+|koniecz\w+|brakuje|brak|przyda (?:\w+ )?się|dobrze byłoby|dobrze by było|przydał\w* się|nie widzę|nie mam|chciał\w+ (?:poznać|prosić|znać)|interesuje)(?!\w)",
    which=r"(?<!\w)(?:jak(?:i|a|ie|ą|im|iego|iej|im|imi)|któr\w+|czyj\w*)(?!\w)",
    handed=r"(?<!\w)(?:po|do|przy) (?:podani[ua]|przesłani[ua]|wpisani[ua]|wysłani[ua]|otrzymani[ua]|wskazani[ua]|udostępnieni[ua]|dosłani[ua])(?!\w)|(?:gdy|jak|jeśli|kiedy)(?: tylko)? (?:pan |pani |państwo )?(?:nam |mi )?(?:poda\w*|napisz\w+|prześle\w*|wyśle\w*|dostan\w+|otrzym\w+|pozna\w+)",
    here=r"(?:proszę|poproszę|tutaj|tu|w komentarz\w*|w odpowiedzi|poniżej|pod postem|pod spodem|od pana|od pani)(?!\w)",
    breaks=r"(?<![\w'])(?:jeśli|jeżeli|gdy|kiedy|że|żeby|aby|bo|więc|a my|i my|my|ale|wtedy|to (?:wyśl|sprawdz|oddzwon)\w+|i (?:wyśl|sprawdz|oddzwon|zadzwon|przel|zwróc|od|na|prze)\w+(?:my|ę))(?!\w)|[;:]",
    of_ours=r"(?<!\w)(?:na|z|ze|w|we|do|od|po|pod|przez|za|przy|nad|dla|zamiast|o)\s+(?:(?:ten|tę|tym|tej|pana|pani|państwa|twój|swój|swoj\w+|podan\w+|now\w+|star\w+|inn\w+|sam\w+|jak\w+|\w+(?:ny|ny[mch]|ną|nej|owy|ową|owej))\s+){0,2}$",
    whole=r"(?<!\w)(?:po czym (?:mamy |mam |możemy )?(?:szukać|znaleźć)|(?:i |a )?kiedy (?:się )?(?:pan |pani |państwo )?(?:się )?(?:urodzi\w+|ma urodziny|ma pan urodziny)|którego (?:dnia )?(?:się )?(?:pan |pani )?(?:się )?urodz\w+|gdzie (?:dokładnie |teraz )?(?:pan |pani |państwo )?(?:mieszka\w*|mieszkasz)|pod jakim (?:adresem|numerem)|(?:pod|na) jaki (?:adres|numer|nr|mail|e-mail|rachunek|telefon|kont\w+)|na jakie (?:konto|nazwisko|dane)|na jaką (?:ulicę|kartę|skrzynkę|pocztę)|z jakiej karty|z jakiego (?:konta|maila|adresu|numeru)|dokąd (?:mamy |mam |wysłać|dostarczyć|dowieźć|przesłać)|gdzie (?:mamy |mam )?(?:wysłać|dostarczyć|dowieźć|przywieźć|przesłać)|na kogo (?:jest |było )?(?:zamówieni|konto|rezerwacj|umow)\w+|jak (?:najlepiej |najszybciej |możemy |mogę )*(?:się )?(?:z panem|z panią|z państwem|z tobą) (?:się )?skontaktować)(?!\w)",
    models=r"model|android|mark[aię]|iphone|samsung|wersj",
)
EN = Book(
    things=r"""(?:number|numbers|digits|phone(?: number)?|mobile(?: number)?|cell(?:phone)?(?: number)?|telephone(?: number)?|landline|contact(?: number| details| info)?|whatsapp(?: number)?
        |e-?mail(?: address| id)?|mail address|inbox
        |card(?: number| details| no)?|(?:all |the |last |first |final |long |\d+ |four |six |sixteen )*(?:digits|numbers)|cvv2?|cvc|expiry(?: date)?|security code|pin|last four|last 4|long number
        |iban|bank details|bank account|account (?:number|details)|sort code|routing number|payment details|account
        |passport(?: number| details| scan)?|(?:driving |driver'?s?'? )?licen[cs]e(?: number)?|id(?: card| number)?|identity card|ssn|social(?: security(?: number)?)?|national insurance(?: number)?|ni number|nino|pesel|tax (?:id|number)|nhs number|residence permit|visa number|birth certificate
        |address|postcode|post code|zip code|street|house number|flat number|door number|flat|floor|door code|whereabouts|location
        |date of birth|dob|d\.o\.b|birth ?date|birthday|year of birth|full name|surname|last name|family name|maiden name|age)(?!\w)""",
    else_after=r"""[\s,]*(?:(?:of|for|at) (?:our|the (?:order|parcel|shop|store|item|product|model|page|site|office|branch|error|day)|items?|people|days?|pieces|units)|with (?:the )?(?:subject|details of|photos?|pictures?)|(?:us|we) (?:at|on)|reader|case|app\b|page|inbox|box|charger|cover|holder|line|network|version|model|settings|website|plan|contract|book|bar|on (?:the )?(?:box|label|sticker|pack\w*|receipt|invoice|parcel|slip|page|ticket|gift card)|from (?:the )?(?:label|sticker|box|receipt|invoice|pack\w*)|control|services?|plate|shop|store|balance|holders|offer|sale|style|party|discount|gift|lamp|light|number of|in the queue|queue|photography|guide|at checkout|reader|calls?|of your (?:own |choice|choosing))(?!\w)|[^\w]+(?:link|form|button)""",
    else_before=r"(?:model|brand|make|\bour|\bmy|\bthis|\bthese|order|tracking|parcel|reference|ref|case|ticket|serial|model|part|item|batch|invoice|booking|flight|customer|claim|gift|loyalty|membership|policy|phone case|good|large|huge|small|certain|any|meter|shoe|article|no|product|version|room|gate|table|train|bus|seat|row)\W+(?:\w+\W+)?$",
    give=r"""(?<!\w)(?:take a (?:photo|picture|snap) of|send|give|tell|share|provide|post|drop|leave|type|write|confirm|state|pop|supply|submit|forward|include|attach|upload|enter|quote|comment(?: below)? with|comment|put(?: down)?|note(?: down)?|jot(?: down)?|read(?: out)?|text|paste|mention|pass on|hand over|dictate|list|reveal|say|show|add|spell(?: out)?|remind|verify|repl(?:y|ying) with|respond with|answer with|let (?:us|me) (?:know|have)|message|disclose|name|punch in|key in|stick|photograph|snap|fire over|ping|specify|indicate|fill in|whisper|throw|chuck|bung|(?:can|could|may|might) (?:we|i) (?:please |just |also )*(?:have|get|take|grab|see|borrow|ask(?: you)?(?: for)?))(?!\w)""",
    modal=r"(?<!\w)(?:can you|could you|would you|will you|please|kindly|need|like|want|ask|asking|able|happy|mind|have to|wondering if|if you|possible|love|after|grateful if)(?!\w)",
    hand=r"(?<!\w)(?:send(?:ing)?|giv(?:e|ing)|tell(?:ing)?|shar(?:e|ing)|provid(?:e|ing)|post(?:ing)?|drop(?:ping)?|leav(?:e|ing)|typ(?:e|ing)|writ(?:e|ing)|confirm(?:ing)?|know|see|ask(?: you)? for|supply(?:ing)?|includ(?:e|ing)|upload(?:ing)?|attach(?:ing)?|having (?:a|the|your)|borrow)(?!\w)",
    need=r"(?<!\w)(?:need(?:s|ed)?|require[sd]?|missing|lacking|short of|looking for|what's|what is|what are|what was|what were|could do with|could use|we're after|i'm after|all (?:i|we) need(?: is)?|want|don't have|haven't got|don't see|can't see|would help|all it takes(?: is)?|would be (?:great|useful|handy|helpful|good|nice)|waiting (?:for|on)|necessary)(?!\w)",
    which=r"(?<!\w)(?:what|which|whose|what's)(?!\w)",
    handed=r"(?<!\w)(?:once|when|as soon as|after|if|the moment) (?:you|you've|we|i|we've|i've|you have|we have|i have)(?:'ve| have)? (?:just )?(?:told|tell|given|give|sent|send|shared|share|got|have|posted|post|confirmed|confirm|provided|provide|know|seen|see)(?: (?:us|me))?(?!\w)|(?<!\w)(?:upon|on|after) (?:receipt of|receiving|sharing|providing)(?!\w)",
    here=r"(?:please|pls|here|below|in (?:a |the |your )?(?:reply|comment|comments|thread)|underneath|thanks|if you don't mind|if you would)(?!\w)",
    breaks=r"(?<![\w'])(?:if|when|while|that|because|so that|so we|so i|and we|and i|and they|we|i|we'll|i'll|but|otherwise|then|after|once|until|or we|it'll|who|which|where)(?!\w)|[;:]",
    of_ours=r"(?<!\w)(?:to|at|by|on|in|from|via|over|through|into|off|under|about|for|against|with)\s+(?:(?:the|your|a|an|this|that|same|new|old|other|registered)\s+){0,2}$",
    whole=r"(?<!\w)(?:(?:and )?when (?:were you|you were|was (?:he|she|the \w+)|(?:he|she) was) born|(?:what|how) (?:do|can|should) (?:we|i) (?:look|find) you(?: up)? (?:by|under)|(?:and )?when(?:'s| is) your birthday|where (?:exactly |do you )?(?:do you live|are you based exactly|should (?:we|the driver|the courier) (?:deliver|bring|come|send)|(?:can|shall|do) (?:we|i) (?:deliver|send|bring|post) (?:it|them|the))|(?:what|which) (?:number|line|phone|mobile) (?:can|should|shall|do|is best|could|may|would|are)|(?:how|where) (?:can|could|do|should|may|might) (?:we|i|our \w+|the (?:driver|courier|engineer)) (?:best |quickly |easily )*(?:reach|contact|call|ring|get hold of|find) you|who(?:se name)? is the (?:card|account|phone|order|booking) (?:under|in)|(?:which|what) (?:street|road|house|flat|address|e-?mail|mobile|card|account|iban)(?: address| number| name)? (?:are|do|did|should|shall|can|were|would|have|will|is|was) (?:you|we|i|it|your|the order|linked|registered|on)\b)(?!\w)",
    models=r"model|android|brand|iphone|samsung|make of",
)
BOOKS: dict[Language, Book] = {Language.RU: RU, Language.UK: UK, Language.PL: PL, Language.EN: EN}
