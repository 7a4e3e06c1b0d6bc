"""Misspellings that people make again and again, and what they mean.

Either nothing near enough would be guessed, or a dictionary takes the mistake for a word.
"""

from bpo.language.types import Language

_PAIRS: dict[Language, str] = {
    Language.RU: """
вообщем=в общем; вобщем=в общем; вообщемто=в общем-то; врятли=вряд ли; врятле=вряд ли; всмысле=в смысле;
впринципе=в принципе; вродебы=вроде бы; всеравно=всё равно; всетаки=всё-таки; всёравно=всё равно;
всётаки=всё-таки; ввиде=в виде; втечении=в течение; втечение=в течение; дозавтра=до завтра; досихпор=до сих
пор; ещераз=ещё раз; ессно=естественно; зарание=заранее; зделать=сделать; зделали=сделали; зделаем=сделаем;
збой=сбой; здача=сдача; извените=извините; извеняюсь=извиняюсь; какбудто=как будто; какбы=как бы;
карочи=короче; кароче=короче; кстате=кстати; компенсирум=компенсируем; лутше=лучше; лудше=лучше; небудет=не
будет; небыл=не был; небыла=не была; небыло=не было; незнаю=не знаю; немогу=не могу; неможем=не можем;
неможете=не можете; нехочу=не хочу; нехотели=не хотели; ниразу=ни разу; обезательно=обязательно; оч=очень;
обьем=объём; обьект=объект; обьясним=объясним; обьявление=объявление; обьяснить=объяснить; подьезд=подъезд;
подьем=подъём; подьедет=подъедет; сьемка=съёмка; сьемный=съёмный; разьем=разъём; предьявите=предъявите;
патамушта=потому что; потомучто=потому что; потомушто=потому что; пожалусто=пожалуйста;
пожайлуста=пожалуйста; пожалста=пожалуйста; прийдет=придёт; прийдут=придут; расчитать=рассчитать;
расчитан=рассчитан; расчитаны=рассчитаны; расчитываем=рассчитываем; роспродажа=распродажа;
росрочка=рассрочка; расрочка=рассрочка; сдесь=здесь; сдраствуйте=здравствуйте; здраствуйте=здравствуйте;
здравствуте=здравствуйте; севодня=сегодня; сиводня=сегодня; следущий=следующий; следущего=следующего;
следущем=следующем; следущую=следующую; будующий=будущий; будующем=будущем; сожеление=сожаление;
сожелению=сожалению; сожаленю=сожалению; спосибо=спасибо; счас=сейчас; такчто=так что; тоесть=то есть;
тоисть=то есть; томущо=тому что; тк=так как; удоставерение=удостоверение; учавствовать=участвовать;
учавствует=участвует; учавствуете=участвуете; хатим=хотим; чегото=чего-то; чтоли=что ли; чтож=что ж;
чтонибудь=что-нибудь; ктонибудь=кто-нибудь; эксперемент=эксперимент; экспрес=экспресс; агенство=агентство;
агенства=агентства; видио=видео; выйграть=выиграть; выйграли=выиграли; инциндент=инцидент;
инциндента=инцидента; прецендент=прецедент; коментарий=комментарий; коментарии=комментарии;
комерческий=коммерческий; каммент=комментарий; колличество=количество; колличества=количества;
количевство=количество; професиональный=профессиональный; професионал=профессионал; рекаминдуем=рекомендуем;
симпотичный=симпатичный; чувствавать=чувствовать; чуство=чувство; чуства=чувства; черезчур=чересчур;
етот=этот; ето=это; незнаем=не знаем; еще-раз=ещё раз; матерьял=материал; будующая=будущая; вцелом=в целом;
вцело=в целом; вообщето=вообще-то; пришол=пришёл; прийду=приду; прийдя=придя; прийдем=придём; прийдём=придём; прийдешь=придёшь; прийдете=придёте;
прийдется=придётся; прийдётся=придётся; прийдутся=придутся; прийдёт=придёт; ложим=кладём; ложить=класть;
нехватает=не хватает; нехватило=не хватило; неправельно=неправильно; приемущество=преимущество;
приемущества=преимущества; преимушества=преимущества; граммотно=грамотно; оффициальный=официальный;
оффициально=официально; расспродажа=распродажа; расспродаже=распродаже; тарифф=тариф
""",
    Language.UK: """
будьласка=будь ласка; будласка=будь ласка; взагальному=загалом; дякуюю=дякую; довідома=до відома;
електроний=електронний; зкомпенсуємо=скомпенсуємо; зкасувати=скасувати; зкасовано=скасовано;
зкасований=скасований; зкажіть=скажіть; зпитати=спитати; зконтактуємо=сконтактуємо;
зфотографуйте=сфотографуйте; зхопити=схопити; зпочатку=спочатку; збільшеня=збільшення; незнаю=не знаю;
неможемо=не можемо; небуло=не було; небуде=не буде; немаємо=не маємо; обовязково=обов'язково;
пам'ятаемо=пам'ятаємо; повідомленя=повідомлення; замовленя=замовлення; питаня=питання; зверненя=звернення;
відправленя=відправлення; оновленя=оновлення; поверненя=повернення; ростягнути=розтягнути; тощоо=тощо;
якщоо=якщо; безкоштовнний=безкоштовний; пять=п'ять; девять=дев'ять; девяти=дев'яти; пяти=п'яти;
звяжемося=зв'яжемося; звяжіться=зв'яжіться; імя=ім'я; здоровя=здоров'я; компютер=комп'ютер;
комютер=комп'ютер; інтервю=інтерв'ю; подвіря=подвір'я; підїзд=під'їзд; підїзду=під'їзду; обєм=об'єм;
розєм=роз'єм; відємний=від'ємний; курєр=кур'єр; курєра=кур'єра; курєру=кур'єру; курєром=кур'єром;
зясуємо=з'ясуємо; зясували=з'ясували; підєднати=під'єднати; будьколи=будь-коли; щонебудь=що-небудь;
хтонебудь=хто-небудь; нажаль=на жаль; доречі=до речі; навряд-чи=навряд чи; немогу=не можу; сьодні=сьогодні;
якшо=якщо; тоб-то=тобто; пів-години=пів години; будьякий=будь-який; будьяка=будь-яка; будьяке=будь-яке;
будьякі=будь-які; будьщо=будь-що; памятаємо=пам'ятаємо; пятниця=п'ятниця; пятницю=п'ятницю; звязок=зв'язок;
звязку=зв'язку; обовязок=обов'язок; обовязковий=обов'язковий; обєкт=об'єкт; зявиться=з'явиться;
зявилися=з'явилися
""",
    Language.PL: """
wziąść=wziąć; wogóle=w ogóle; wogule=w ogóle; wogole=w ogóle; napewno=na pewno; napewne=na pewno;
naprawde=naprawdę; spowrotem=z powrotem; zpowrotem=z powrotem; conajmniej=co najmniej; conajwyżej=co
najwyżej; wkońcu=w końcu; wkoncu=w końcu; wmiędzyczasie=w międzyczasie; wporządku=w porządku; wporzadku=w
porządku; poprostu=po prostu; poprostó=po prostu; popierwsze=po pierwsze; niemożemy=nie możemy; niechcę=nie
chcę; niebędzie=nie będzie; niejest=nie jest; zamało=za mało; zadużo=za dużo; dzieki=dzięki;
dziekuje=dziękuję; dziekuję=dziękuję; prosze=proszę; przepraszm=przepraszam; włanczać=włączać;
włancza=włącza; wyłanczać=wyłączać; wyłancza=wyłącza; poszłem=poszedłem; przyszłem=przyszedłem;
wyszłem=wyszedłem; rozumię=rozumiem; umią=umieją; wdg=wg; wzglendu=względu; wzgledu=względu; jusż=już;
tagże=także; takrze=także; rzeby=żeby; żadko=rzadko; żeczywiście=rzeczywiście; zeczywiście=rzeczywiście;
muj=mój; twuj=twój; ktury=który; kture=które; któro=którą; ktura=która; stont=stąd; wieżyć=wierzyć;
pujdzie=pójdzie; pużniej=później; puźniej=później; pozatym=poza tym; poniewarz=ponieważ; poniewaz=ponieważ;
pieniondze=pieniądze; piniądze=pieniądze; kożystać=korzystać; skożystać=skorzystać; kożysta=korzysta;
zamuwienie=zamówienie; zamuwienia=zamówienia; zamuwić=zamówić; mugł=mógł; mużby=mógłby;
orginalny=oryginalny; orginalne=oryginalne; orginał=oryginał; kordynator=koordynator; infolini=infolinii;
reklamacij=reklamacji; informacij=informacji; gwarancij=gwarancji; promocij=promocji; aplikacij=aplikacji;
wysyłlka=wysyłka; przesyłaka=przesyłka; konfort=komfort; tesz=też; terz=też; bynajmiej=bynajmniej;
narazie=na razie; wrazie=w razie; odrazu=od razu; niewiem=nie wiem; niewiemy=nie wiemy; niemam=nie mam;
niemamy=nie mamy; niemogę=nie mogę; niebyło=nie było; jusz=już; skont=skąd; puki=póki; widze=widzę
""",
    Language.EN: """
recieve=receive; recieved=received; recieving=receiving; reciept=receipt; definately=definitely;
definatly=definitely; seperate=separate; seperately=separately; occured=occurred; occuring=occurring;
occurence=occurrence; untill=until; reguard=regard; reguards=regards; knowledgable=knowledgeable; wich=which; wether=whether; thier=their; theyre=they're; youre=you're;
im=I'm; ive=I've; dont=don't; doesnt=doesn't; didnt=didn't; isnt=isn't; wasnt=wasn't; arent=aren't;
werent=weren't; havent=haven't; hasnt=hasn't; hadnt=hadn't; couldnt=couldn't; wouldnt=wouldn't;
shouldnt=shouldn't; thats=that's; theres=there's; heres=here's; alot=a lot; aswell=as well; infact=in fact;
inspite=in spite; atleast=at least; incase=in case; eachother=each other; noone=no one; thankyou=thank you;
goodmorning=good morning; accomodate=accommodate; accomodation=accommodation; adress=address;
adresses=addresses; apologys=apologies; appologise=apologise; appologies=apologies; appologize=apologize;
apoligise=apologise; availible=available; avaliable=available; availabe=available; beleive=believe;
calender=calendar; catagory=category; collegue=colleague; collegues=colleagues; comming=coming;
commited=committed; concious=conscious; convinient=convenient; inconvinience=inconvenience;
inconvience=inconvenience; inconveniance=inconvenience; delievery=delivery; delivary=delivery;
dissapointed=disappointed; dissapointing=disappointing; disapointed=disappointed; embarass=embarrass;
enviroment=environment; existance=existence; experiance=experience; feild=field; finaly=finally;
foward=forward; forwad=forward; freind=friend; garantee=guarantee; gaurantee=guarantee;
goverment=government; greatful=grateful; grammer=grammar; happend=happened; harrass=harass;
immediatly=immediately; immediatley=immediately; independant=independent; intrested=interested;
knowlege=knowledge; liason=liaison; maintainance=maintenance; maintenence=maintenance; neccessary=necessary;
necesary=necessary; noticable=noticeable; ocasion=occasion; paralel=parallel; peice=piece;
persistant=persistent; posession=possession; prefered=preferred; privelege=privilege; probaly=probably;
proffesional=professional; publically=publicly; pursuasive=persuasive; reccomend=recommend;
recomend=recommend; reccommend=recommend; refered=referred; refering=referring; relevent=relevant;
remeber=remember; responce=response; responsable=responsible; shiping=shipping; sincerly=sincerely;
succesful=successful; succesfully=successfully; successfull=successful; supercede=supersede;
suprise=surprise; suprised=surprised; tommorow=tomorrow; tommorrow=tomorrow; tomorow=tomorrow; truely=truly;
unfortunatly=unfortunately; unfortunatley=unfortunately; unfortunetly=unfortunately; usefull=useful;
vaccum=vacuum; wierd=weird; writting=writing; yesturday=yesterday; yestarday=yesterday; cancell=cancel;
paackage=package; pacakge=package; parcle=parcel; parcell=parcel; refudn=refund; exchnage=exchange;
acount=account; accout=account; pasword=password; mesage=message; messsage=message; emial=email;
whats=what's; payed=paid
""",
}
SLIPS: dict[Language, dict[str, str]] = {
    language: {
        written: meant for pair in " ".join(pairs.split()).split("; ") for written, meant in [pair.split("=")]
    }
    for language, pairs in _PAIRS.items()
}
