"""The ways of Polish scorn, by how they are built rather than by their words.

A question that wants no answer, praise that is none, doubt of the customer's honesty or mind, a lesson, a sigh.
Kinds are those of `tone_pl`; `MACROS` may be used in every phrase of the language's tone.
"""

MACROS: dict[str, str] = {
    "you": "pan | pani | państwo",
    "your": "pana | pani | państwa | pańska | pańskie | pański",
    "to_you": "panu | pani | państwu",
    "you_them": "pana | panią | państwa",
    "let": "proszę | prosimy | niech pan | niech pani | radzę | radzimy | może niech pan | może niech pani | może pan | może pani",
    "mind": """
        myślenie | logiczne myślenie | logika | czytanie | czytanie ze zrozumieniem | liczenie | matematyka | cierpliwość | technika | zdrowy rozsądek |
        spostrzegawczość | uważność | kultura | kultura osobista | grzeczność | słuchanie | mierzenie | planowanie | inteligencja | geometria | arytmetyka | rozum
        """,
    "child": """
        dziecko | dzieciak | maluch | przedszkolak* | pierwszak* | pierwszoklasist* | uczeń | uczeń podstawówki | niemowlę | niemowlak | babcia | dziadek | mama | teściowa | małpa | małpka |
        szympans | kot | pies | chomik | papuga | głupi | idiota | ślepy | siostrzenica | siostrzeniec | wnuczka | wnuczek | bratanek |
        (\\w+)?(latek|latka|letni|letnia|latkowie) | (\\w+)letnie dziecko | (trzy|cztero|pięcio|sześcio|siedmio|ośmio|dziesięcio)letni* (syn*|córk*|dzieck*|sąsiad*|wnucz*)
        """,
    "manages": """
        (by |sobie |z tym |to |go |ją |je |też |bez problemu |łatwo |spokojnie )*(poradzi* sobie|sobie poradzi*|poradził*|zrozumi*|pojmie|pojął*|pojęł*|złoży*|zmontuj*|zmontował*|zrobi*|potrafi*|umie|umiał*|da* radę|dał* radę|ogarn*|domyśli*|zauważy*|policzy*|przeczyta*|włączy*|podłączy*|trafi*|wie|wiedział*|znajdzie|znalazł*|wpadł*|wpadnie|zdoła*|załapał*|załapie|kapuje|zamontuj*|odróżni*|rozróżni*)( .. (by|sobie))?
        """,
    "praise": "gratuluję | gratulujemy | gratulacje | brawo | wielkie brawa | brawa | oklaski | szczere gratulacje | moje gratulacje | chapeau bas | czapki z głów | szacun | respekt | szacunek",
    "wit": "geniusz* | sherlock* | einstein* | ekspert* | znawc* | detektyw* | mądral* | filozof* | profesor* | mędrzec | mędrca | bystrzak* | orzeł | orła | specjalist* | prorok* | kapitan oczywist* | mistrz | spec | myśliciel* | fachowiec | omnibus | mózg",
    "whine": "dramat* | lament* | histeri* | scen | sceny | kazań | kazania | kazanie | wykład | wykładów | wykłady | pouczeń | pouczenia | pouczania | łez | łzy | żali | żale | żalów | narzekań | narzekania | narzekanie | jęków | jęki | jęczenia | marudzenia | marudzenie | komentarz* | teatru | teatrzyk* | cyrku | cyrków | cyrki | popis* | pretensj* | krzyk* | wrzask* | awantur* | sarkazm* | ironi* | tyrad* | biadoleni* | złośliwoś* | uszczypliwoś* | emocj* | przytyk* | złote myśli | złotych myśli | mądroś* | wywod* | oper* mydlan* | płacz*",
    "tale": "bajk* | bajeczk* | histori* | historyjk* | opowieś* | opowiastk* | wersj* | wymówk* | tłumaczen* | wykręt* | brednie | brednia | bujd* | kit | kitu | ściem*",
}
ARGUE = r"""
    (chyba )?(pan|pani) (chyba |sobie )*żartuje | żarty (pan|pani) sobie .. robi | za kogo (się )?(pan|pani) się (uważa|ma) | jak (pan|pani) śmie
    o co (ten|ta|te|cały|cała|tyle) .. (krzyk|raban|hałas|afera|szum|nerwy|awantura|larum|zamieszanie)
    po co (te|ten|ta|tyle|takie|od razu) .. (nerwy|krzyk|krzyki|dramat*|emocje|histeria|hałas*|awantur*|złości)
    (przykro|szkoda) .. że .. (pan|pani) .. (tak|to tak) (to )?(odbiera|czuje|postrzega)
    z całym szacunkiem ale
    (oboje|obaj|obie|wszyscy) (dobrze |doskonale |świetnie )*wiemy
    (jasne|pewnie|akurat|aha|no tak|taa|tak tak|oczywiście) .. (paragon|paczkę|fakturę|instrukcję|zadanie|dowód) .. zjadł* .. (pies|kot|chomik)
    ^(akurat|jasne akurat|już w to wierzę|już wierzę|dobre sobie|na pewno akurat|taa|ta jasne|pod warunkiem że w to uwierzę)(?=[,.!?]|$)
    ^(ładna|piękna|niezła|dobra|wzruszająca|ciekawa|urocza|fajna|zabawna|bajka|historia|historyjka|opowieść) .. (bajka|bajeczka|historia|historyjka|opowieść|opowiastka|wymówka|piękna|ładna|wzruszająca|ciekawa) (ale|tylko|szkoda|a jednak|lecz)
    (nie )(wierzę|wierzymy|uwierzę|uwierzymy) (już )?(w |ani )*(ani )?(w )?(to|jedno|jednemu|żadne|te|tę|pana|pani|państwa|takie|takiej|żadnemu)( (pana|pani|jedno|bajk*|bajeczk*|słow*|histori*|tłumaczen*|wymówk*|wersj*|opowieś*|ani))*
    nie kupuj(ę|emy) (tej|tych|takich|takiej|pana|pani|państwa|tego) (pana |pani )?({tale}|argument*|tłumaczen*)
    (nie dam*|nie damy|nie dajemy|nie daję|nikt nie da) się .. (nabrać|nabierać|oszukać|zwieść|na to)
    (na|na takie|na te|na ten|na tę|na taką) .. (numer*|sztuczk*|bajk*|bajeczk*|chwyt*|historyjk*|plewy) .. nie (nabierz*|nabior*|złapi*|dam*)
    nie ze mną te numery | nie z nami te numery
    (wcisk*|wciśnie|wciśni*|sprzedaw*|opowiad*|wciskać|sprzedawać|opowiadać|wstawia*) .. (kit|kitu|bajeczki|bajeczek|ciemnot*|głupot*|farmazon*|ściem*|bzdur*|historyjek)
    (ciężko|trudno) (mi |nam |jest )*(w to |w tę |w taką |w pana |w pani |panu |pani )+(uwierzyć|wierzyć|dać wiarę|{tale})
    (trudno|ciężko) (mi|nam) .. uwierzyć w .. ({tale}|{your}|przypadek|taki zbieg)
    (ciekawe|zabawne|znamienne|osobliwe) (że|jak) .. (dopiero|nagle|akurat|po terminie) | (dziwnym trafem|dziwnym zbiegiem okoliczności|cóż za zbieg okoliczności)
    jakoś dziwnie .. (pojawił*|zniknął|zniknęł*|zawsze|dopiero|akurat)
    (co chwilę|co i raz|za każdym razem|ciągle|znowu|znów|coraz) .. zmienia {you} .. (wersj*|zdani*|histori*)
    {your} (wersja|historia|opowieść|historyjka) (się )?.. (nie klei|nie trzyma|kupy|dziurawa)
    (nie trzyma się|trzyma się) kupy | szyt* grubymi nićmi
    (powiedzmy|bądźmy|nie oszukujmy się|nie udawajmy) (sobie |szczerze |szczerzy |otwarcie )*.. ({you}|upuścił*|zepsuł*|zgubił*|zapomniał*)
    (tak|tak to|to) (tylko )?{you} (twierdzi|mówi|utrzymuje)(?= .. (ale|a|lecz|waga|system|kurier)|[,.!?]|$)
    (to |tak )?mówi każdy | każdy tak (mówi|twierdzi|pisze)
    (proszę |niech pan |niech pani )(się )?przyzna* (się )?.. (że|to|szczerze)
    (próbuje|próbują|chce|usiłuje) (nas |mnie )?{you} (nas |mnie )?(oszukać|naciągnąć|nabrać|wykiwać|zrobić w)
    (pan|pani) (tu |nas |po prostu |chyba |znowu )*(kombinuje|naciąga|kantuje|ściemnia|wyłudza|oszukuje|łże)
    (ściemnia|kombinuje|oszukuje|łże) (pan|pani)
    (tak się składa|zawsze się składa) że (wszyscy|każdy)
    (nie z nami|my nie) .. wczorajsi
    (słyszeliśmy|słyszałem|słyszałam|znamy|znam) (już )?.. (takie|te|lepsze|setki) .. (bajk*|historyjk*|wymówk*|numer*|sztuczk*|opowieś*|śpiewk*)
    pamięć wybiórcza | wybiórcza pamięć | (pamięć|wzrok|słuch|wyobraźnia) (panu|pani|pana|panią|państwa) .. (zawodzi|szwankuje|zwodzi|płata|ponosi)
"""
BLAME = r"""
    trzeba (też |jednak |zawsze |po prostu |tylko |chociaż |choć )*(uważniej |uważnie |najpierw |trochę |ze zrozumieniem )*(czytać|myśleć|uważać|patrzeć|słuchać)
    (proszę|niech pan|niech pani) .. (przeczytać|przeczyta|zajrzeć|wrócić) .. (moją|naszą|mój|do mojej|do naszej|poprzedni*) .. (wiadomoś*|odpowied*|komentarz*) .. (jeszcze raz|ponownie|zrozumieniem|uważnie)
    (nic dziwnego|nie dziwne|trudno się dziwić) .. (skoro|jak|jeśli|kiedy|że) .. (pan|pani|się)
    (za głupotę|za gapowe|za nieuwagę|za lenistwo|gapowe) (się )?(trzeba |też )?(płaci|płacić) | (człowiek|klient) uczy się na błędach | dla chcącego nic trudnego
    (następnym razem|na przyszłość|w przyszłości|kolejnym razem|drugim razem|innym razem) .. (radzę|radzimy|proszę|prosimy|niech|może|trzeba|pan|pani|najpierw) .. (czyta*|przeczyta*|doczyta*|spojrz*|patrz*|popatrz*|mierz*|zmierz*|myśl*|pomyśl*|zastanow*|zajrz*|słucha*|uważnie*|liczy*|policz*|nauczy*|pilnow*|dopilnow*)(?! .. (kurier*|razem|z nami))
    wystarczyło (było )?(tylko )?.. (przeczyta*|czyta*|otworz*|spojrze*|zajrze*|sprawdzi*|zmierzy*|pomyśle*|posłucha*|pofatygowa*|ruszyć|zerkn*) .. (ale|i nie|zamiast|widocznie|lecz)
    gdyby (się )?{you} .. (słuchał*|uważał*|dbał*|pofatygował*|zastanowił*|śledził*|obchodził*) | gdyby (się )?{you} .. (sprawdził*|zmierzył*|zajrzał*|otworzył*|spojrzał*|zapytał*|policzył*|zamówił*|odebrał*|przeczytał*) .. (nie byłoby|nie pisał*|wiedział*|by nie|nie musiał*)
    (jak|tak jak) (już |wielokrotnie |wyraźnie |jasno |wcześniej )*(tłumaczył*|wyjaśniał*|powtarzał*|podkreślał*) (już |i to )+
    (jak|tak jak) (już|wielokrotnie|wyraźnie|jasno|kilkakrotnie|kilkukrotnie|dwukrotnie) (wcześniej |wyraźnie |raz )*(tłumaczył*|wyjaśniał*|powtarzał*|wyjaśnił*|podkreślał*)(?! .. (przepraszam|przykro))
    (drugi|trzeci|czwarty|piąty|dziesiąty|setny|kolejny) raz .. (tłumacz*|powtarz*|wyjaśnia*) .. (nie będ*|nie zamierza*|to samo|tego samego)
    (nie będ*|nie zamierza*|nie mam zamiaru|nie mamy zamiaru) .. (tego samego|po raz|drugi raz|trzeci raz|w kółko|bez końca) (tłumacz*|powtarz*|wyjaśnia*)?
    (nauczka|nauczkę|lekcja|lekcję) (dla pana|dla pani|na przyszłość|pokory|na drugi raz|życia) | ma (pan|pani) nauczkę | będzie (pan|pani) (miał|miała) nauczkę
    (to )?(się )?tak (to )?(się )?kończy .. (kiedy|gdy|jak|jeśli)
    (takie są|oto|to są) (skutki|efekty|konsekwencje) .. (nieczytania|niesłuchania|nieuwagi|pośpiechu|lenistwa|braku|skąpstwa|niedbal*|kiedy|gdy|jak)
    (pretensje|żal|żale|winę|reklamacje) .. (proszę|może|niech|należy|powinien|powinna|winien) .. (mieć|zgłaszać|kierować|ma|zgłosi) .. (do siebie|do lustra|tylko do siebie|do samego siebie|do samej siebie|do własn*)
    (pretensje|żal) .. (tylko |wyłącznie )*do (siebie|lustra|samego siebie|samej siebie)
    (sam|sama) (pan |pani )?(jest |jest pan |jest pani )?(sobie )(winien|winny|winna|zgotował*|narobił*|nawarzył*|zaszkodził*|tego nawarzył*)
    (sam |sama )?(pan|pani) .. nawarzył* | (piwo|piwa) .. (nawarzył*|naważył*|wypić)
    (myśleć|czytać|liczyć|mierzyć|pamiętać|decydować) za {you_them} .. nie (będziemy|będę|zamierz*|możemy|mogę)
    nie (będziemy|będę|zamierzamy|możemy) .. (za {you_them}) .. (myśleć|czytać|liczyć|mierzyć|pamiętać)
    (odrobina|trochę|krztyna|minimum|szczypta|kapka) (uwagi|dobrej woli|pomyślunku|staranności|cierpliwości|wysiłku|rozsądku|ostrożności|zainteresowania|kultury) (z {your} strony|wystarczyłaby|by wystarczyła|wystarczy|i nie byłoby|i by)
    to (chyba |już |przecież |raczej )*nie (nasza|moja|sklepu|kuriera|kurierska) (wina|sprawa|rola) (że|jeśli|skoro|jak) .. {you}
    (widać|widocznie|najwyraźniej|chyba) (ktoś |{you} )+(tu )?(nie |zapomniał* )(odrobił*|doczytał*|uważał*|odrobić|przeczytał*|zrozumiał*|słuchał*|przeczytać)
    nie odrobił* .. (lekcji|zadania|pracy domowej)
    widziały gały co brały
    (chytry dwa razy traci|skąpy dwa razy traci|mądry polak po szkodzie|polak mądry po szkodzie|jak sobie pościelesz|jak się ma miękkie serce|kto pierwszy ten lepszy kto)
    (trzeba było|należało|wypadało) (się )?.. (obudzić|ruszyć|pospieszyć|zmierzyć|przymierzyć|policzyć|przejrzeć|spojrzeć|zajrzeć|ogarnąć|nauczyć|przeczytać|pilnować|pofatygować|zastanowić|pomyśleć)(?! (nam|my))
    (kto|ktoś kto|jak (ktoś|się)) nie (czyta|umie|potrafi|słucha|mierzy|myśli|uważa|sprawdza|zagląda|pilnuje) .. (ten|to|potem|niech|nie powinien|później|musi|zawsze|kończy)
    jak się nie (umie|potrafi|czyta|słucha|myśli|patrzy|uważa|chce) .. to
    (chciał*|wybrał*|podpisał*) (pan|pani) .. to (teraz )?(niech|ma)
    (czego|co) (innego )?(się )?{you} .. (spodziewał*|oczekiwał*|myślał*) .. (piorąc|susząc|wkładając|kupując|po|za|skoro|jeśli|gdy)
    (a )?czego (się )?(pan|pani) (się )?(spodziewał*|oczekiwał*)
    co (pan|pani) sobie (myślał*|wyobrażał*)
    (przeoczył*|pominął|pominęła|zignorował*|raczył* pominąć|opuścił*) {you} .. (jak zwykle|oczywiście|widocznie|znowu|ze swoją)
    (tłustym|wielkimi|dużymi|wołowymi|drukowanymi|czerwonymi) (drukiem|literami) .. (napisane|stoi jak|nie zauważy*)
    zamiast (narzekać|się awanturować|krzyczeć|marudzić|się skarżyć|jęczeć|dramatyzować) .. (proszę|lepiej|warto|mógł|mogła|wystarczy|trzeba|radzę|niech)
    (przed|zanim) .. (napisaniem|narzekaniem|skargą|awanturą|oskarżeniem|krzykiem) .. (proszę|warto|radzę|wypada|dobrze|trzeba|należało) .. (przeczyta*|sprawdz*|pomyśle*|zajrze*|czyta*|ruszyć)
    nasza wina że (pan|pani) .. (nie|źle)
"""
MOCK = r"""
    (każdy|przeciętny|jak każdy) (normalny|rozsądny|dorosły|myślący|rozumny|rozgarnięty) .. (człowiek|klient|osoba|wie|rozumie|potrafi|sprawdza)
    (jest|istnieje|słyszał* .. o) (takie )?(coś|czymś|urządzenie|wynalazek|wynalazku) (takim |takiego |co się nazywa |o nazwie |zwanym |zwane )+(jak )?(\w+)
    (proszę|niech pan|niech pani) .. (zejść na ziemię|zejdzie na ziemię|się obudzić|się obudzi|obudzić się|wyjść na świeże powietrze)
    (zrobi|zrobiłby|zrobiłaby|niech zrobi) (pan|pani) .. (przysługę|grzeczność) (i|jeśli|gdy)
    (ludzie trzymajcie|trzymajcie mnie|no ludzie|świat zwariował|klękajcie narody|boki zrywać)
    ^(czy |to |a |czyżby |no )*(naprawdę|serio|aż|doprawdy) (to )?(jest )?(tak|takie|taki|aż tak) (trudne|trudno|ciężko|skomplikowane|trudny|problem|wielki problem|męczące)
    ^(czy |to |naprawdę |aż |a |serio )*(tak|aż tak) (trudno|ciężko) .. (przeczyta*|sprawdz*|spojrze*|zajrze*|otworz*|zmierzy*|zrozumie*|poczeka*|nacisn*|zapamięta*|policzy*|domyśl*|pomyśle*|wcisn*|przekręc*)
    ^czy ... (dla pana|dla pani) (to )?(jest )?(za dużo|zbyt wiele|za trudne|zbyt trudne|za wiele|ponad siły)
    (logika|technika|matematyka|elektronika|prąd|czytanie|to) (jest )?(to )?(dla pana|dla pani|dla państwa) (to )?(czarna magia|za trudne|zbyt trudne|wiedza tajemna)
    (czarna magia|wiedza tajemna) (dla|u) (pana|pani|państwa) | to (pewnie |widocznie |chyba )czarna magia
    czego (dokładnie |konkretnie |jeszcze |właściwie |w tym |tu )*(pan|pani) nie (zrozumiał*|rozumie|pojmuje|ogarnia|łapie) (w|ze|z)?
    (ile|jak długo|który raz) (jeszcze )?(można|razy|będzie pan|będzie pani) .. (pisać|pyta*|narzekać|marudzić|tłumaczyć|powtarzać|męczyć|to samo|o tym samym|w kółko|tej samej|tym samym)
    ile .. (ma pan|ma pani|pan ma|pani ma) lat (że|żeby|by|aby)
    (skąd|jak) .. (przyszło|wpadło|strzeliło|mogło przyjść) .. do głowy
    (jak|skąd) .. {to_you} .. do głowy .. (przyszło|wpadło|strzeliło)
    (naprawdę|serio|poważnie|doprawdy) .. (sądzi|myśli|wierzy|wyobraża sobie|liczy|spodziewa się|uważa|oczekuje) {you} .. (że|na to|iż)
    nie (przyszło|wpadło|zaświtało|strzeliło) .. ({to_you} )?(kiedyś |w ogóle |nigdy )*(do głowy|na myśl)
    nie (przyszło|wpadło|zaświtało) {to_you}
    (mam|mamy|może|czy mam|trzeba) .. ({to_you} )(to )?(narysować|przeliterować|rozrysować|rozpisać na|wyśpiewać|zatańczyć|przeczytać na głos|puścić wierszem)
    (narysować|rozrysować|przeliterować) (to )?({to_you}|obrazek)
    (może|a może) jeszcze (mam|mamy|zatańczymy|zaśpiewamy|czerwony dywan|kwiaty|kawę)
    (od kiedy|odkąd) to (my|mamy|naszym|sklep|nasz*|moim)
    ^(a |no |i )*kto (normalny|rozsądny|przytomny|przy zdrowych zmysłach|to widział)
    ^(a |no |i )*kto (kupuje|zamawia|pierze|montuje) .. bez (mierzenia|czytania|sprawdzania|przymierzania|zaglądania|zmierzenia|przeczytania|sprawdzenia)
    (i |a )?(dopiero |to )(teraz|dziś|dzisiaj) (to )?(pan|pani) (to |się |o tym )*(zauważył*|zorientował*|przypomniał*|odkrył*|obudził*)
    (czy )?(pan|pani) (zawsze|od urodzenia) (jest )?(taki|taka|tak) (niecierpliw*|nieuważn*|marudn*|roztargnion*|nerwow*|przewrażliwion*|kłótliw*|agresywn*)
    (mamy|mam) (teraz |może |zaraz )*(usiąść i |z tego powodu |nad tym )*(płakać|rozpaczać|zapłakać|łkać|szlochać|paść na kolana|klękać|bić się w piersi|posypać głow*)
    (próbował*|słyszał*|rozważał*|myślał*) (pan|pani) (może )?(kiedyś|kiedykolwiek|w ogóle) (czytać|przeczytać|całe zdani*|słownik|o cierpliwości|o kulturze|myśleć|pomyśleć|o mierzeniu|słuchać|poczekać)
    korona {to_you} .. (spad*|z głowy) | (spadłaby|spadnie|by) .. {to_you} .. korona | korona by | korona (z głowy )?nie spad*
    {praise} .. (odkrycia|odkryć|spostrzegawcz*|bystro*|refleks*|inteligencj*|logik*|logiczn*|intelekt*|błyskotliw*|zmysłu|dedukcj*|zepsu*|zniszcz*|zgubi*|przegapi*|tupet*|geniuszu|wnikliw*|wyczucia czasu)
    (brawo|brawa|oklaski|medal|szacun) (za|dla) (refleks|spostrzegawczość|bystrość|logikę|odkrycie|tego pana|tej pani|inteligencję|tupet|wyczucie|przenikliwość|wnikliwość)
    (medal|order|nobel|nobla|oscar|oscara|złota malina) (dla (tego|tej|pana|pani)|{to_you}|się {to_you}|za (odkrycie|spostrzegawczość|logikę|rolę|pomysł))
    (należy się|należą się|zasłużył*|zasługuje) .. (medal|order|nobel|oscar|pomnik|oklaski|owacj*)(?! .. (cierpliwość|wyrozumiałość|pomoc))
    (oklaski|owacja|owacje) na stojąco
    (cóż za|co za|jakaż|jaka|jakże|jaki|cóż to za|ale) .. (błyskotliw*|genialn*|odkrywcz*|wnikliw*|przenikliw*|bystr*|głębok*) (uwag*|spostrzeżen*|myśl|myśli|wniosek|wniosk*|obserwacj*|analiz*|komentarz|refleksj*|dedukcj*|odkryc*)
    (błyskotliw*|odkrywcz*|genialn*|przenikliw*|porywając*|oszałamiając*) (uwag*|spostrzeżen*|myśl|myśli|wniosek|obserwacj*|analiz*|dedukcj*|refleksj*|logik*)
    (genialny|świetny|wspaniały|znakomity|doskonały|przedni|cudowny|wyśmienity) pomysł (żeby|aby|by|z) .. (prać|suszyć|wkładać|włożyć|wrzucić|myć|prasowa*|wlać|gotowa*|ignorowa*|rzuca*|ciąć|praniem|suszeniem)
    (niezły|niezła|dobry|dobra|świetny|prawdziwy|wybitny|kawał) (z pana|z pani) .. {wit}
    (patrzcie|oho|no brawo|no proszę) (no |państwo )*(jaki|jaka|jest|mamy|oto|co za) .. {wit}
    {wit} (się )(znalazł*|odezwał*|objawił*|trafił*|nam trafił*)
    (znalazł|znalazła|odezwał|odezwała|objawił|objawiła|trafił) się .. {wit}
    (dziękuję|dziękujemy|dzięki) .. za .. (odkrywcz*|złot* myśl*|złote rady|kazanie|wykład*|bezcenn*|pouczeni*|mądroś*|genialn*|błyskotliw*|lekcję|recenzj* godn*|porywając*|oświeceni*|tyrad*|wywód)
    (no proszę|proszę proszę|patrzcie|o proszę|nareszcie|wreszcie|cud) .. ktoś .. (otworzył*|przeczytał*|zauważył*|obudził*|znalazł*|raczył*|się odezwał*|przypomniał*|nauczył*)
    (ktoś|pan|pani) .. (wreszcie|w końcu|nareszcie|łaskawie) (raczył*|przeczytał*|otworzył*|zauważył*|obudził*|zajrzał*|się obudził*|doczytał*)
    (raczył|raczyła|raczyli) (się )?(pan|pani|państwo|wreszcie|w końcu|łaskawie)
    (wreszcie|w końcu|nareszcie|łaskawie) .. (pan|pani) .. (raczył*|obudził*|odezwał*)
    {mind} .. nie (jest|należy|są|leży|było|bywa) .. ({your}|do {your}|w {your}|dla każdego|każdemu|wszystkim|u {you_them})
    {mind} .. (to|jest|są) (chyba |raczej |wyraźnie |najwyraźniej |widocznie )*nie (jest )?({your}|dla każdego|dla pana|dla pani|każdemu)
    {mind} (wyraźnie |najwyraźniej |chyba |widać |widocznie |jednak )*przerasta
    przerasta(ją)? {you_them} | {you_them} przerasta(ją)?
    (nie jest|nie są|nie należy do) {your} (mocn*|najmocniejsz*|siln*|ulubion*|największ*) (stron*|zalet*|atut*|talent*)
    (nie jest|nie są|nie należ*) .. do {your} (zalet|mocnych stron|talentów|cnót|atutów|hobby)
    (to )?nie (jest )?{your} (mocna|najmocniejsza|silna) strona
    (myślenie|czytanie|mierzenie|sprawdzenie|przeczytanie|kultura|cierpliwość|uprzejmość) (naprawdę |jeszcze |nikogo |nikomu )*nie (boli|bolą|zabolało|gryzie|zabiło)
    (myślenie|myśleć|rozum|mózg|logika) .. (ma .. przyszłość|kolosalną przyszłość|na urlopie|wyłączon*|włączyć|się kłania)
    (kłania|kłaniają) się .. ({mind}|podstawówka|elementarz|szkoła|matematyka|fizyka)
    (nawet |każdy |każda |każde |mój |moja |moje |byle |nawet mój |nawet moja |nawet moje |nawet małe |nawet najmniejsze |średnio rozgarnięty |przeciętny |przeciętnie rozgarnięty |niewidomy |ślepy )+{child} .. {manages}
    (\w+)(latek|latka) by .. (sobie .. poradził*|poradził*|ogarn*|zrozumiał*|złożył*|dał* radę|wiedział*|potrafił*|zrobił*)
    (nawet|byle|każde) (małe )?(dziecko|kot|pies|babcia|głupi) (już |to |by |sobie |z tym )*(wie|złożył*|zrozumiał*|poradził*|potrafi*|umie|ogarn*|zrobił*)
    (wytłumacz*|wyjaśni*|tłumacz*|powtórz*|napisz*|mówi*|powiem|rozpisz*) .. (jak|niczym) .. (dziecku|pięciolatkowi|małemu dziecku|przedszkolakowi|pierwszoklasiście|krowie na|chłop krowie|głupiemu|małemu)
    (jak|niczym) (dziecku|pięciolatkowi|przedszkolakowi|krowie na rowie|chłop krowie)
    (może |niech |proszę |lepiej )+.. (poprosi*|zawoła*|zapyta*|znajdzi*) .. (kogoś )?(dorosł*|mądrzejsz*|rodzic*|mamę|mamy|mamusi*|bystrzejsz*|rozgarnięt*|trzeźw*)
    (niektórym|niektórzy|pewnym osobom|są ludzie|są osoby|niektórzy ludzie|niektórzy klienci) .. (nie powinno|nie powinni|nie należy|nie wolno dawać|nigdy|po prostu nie|nie umieją|nie potrafią|muszą) .. (dawać|dać|narzeka*|pomoż*|naucz*|marudz*|doczyta*|czyta*|dogodzi*|awantur*|rozumie*|się nauczą)
    to (tylko |przecież |jest |zwykły |zwykła |jedynie )*(\w+ )?\w+ (a |i )?nie (prom* kosmiczn*|rakiet*|elektrowni*|łód* podwodn*|fizyk*|koniec świata|operacj*|katastrof*|tragedi*|stat* kosmiczn*|wahadłow*|lot* na księżyc|bomb*|dzieł* sztuki|zbrodni*|dramat*|mona lis*)
    (nie trzeba|nie potrzeba|nie musi|wystarczy nie) (mieć |być |kończyć |skończyć |kończy |posiadać |do tego |od razu )*(studi*|doktorat*|magisterk*|dyplom*|inżynierem|geniuszem|profesorem|politechnik*|habilitacj*|orłem|einsteinem|uniwersytet*) .. (żeby|aby|by|do|wystarczy)?
    (widocznie|najwyraźniej|chyba|widać|jak widać) .. ma (pan|pani) .. (dużo|sporo|mnóstwo) wolnego czasu
    (za dużo|zbyt dużo|za wiele|nadmiar) wolnego czasu | nudzi (się {to_you}|{to_you} się)
    (odrobin*|trochę|krztyn*|grosz*) .. (rozumu|rozsądku|pomyślunku|przyzwoitości)
    (oleju|rozumu) w głowie
    (wyobraźni|fantazji|pomysłowości|tupetu) .. nie brakuje .. szkoda | tupetu .. nie brak*
    nie chce (się {to_you}|{to_you} się) .. (czytać|przeczytać|sprawdzić|ruszyć|wstać|pofatygować|zajrzeć)
    nie (będzie|chciało) (się )?{to_you} (się )?.. (chciało|ruszyć|pofatygować|wstać)
    (nie chciało się {to_you}|nie chciało {to_you} się|{to_you} się nie chciało)
    (zbyt|za) (leniw*|wygodn*|dumn*|ważn*) (żeby|by|aby|na)
    (jejku|jejciu|jeju|ojejku|ojej|ojoj|matko|rety|olaboga|laboga|o rany|biada|o zgrozo) ... (koniec świata|tragedi* narodow*|nieszczęści*|cóż za)
    (koniec świata|świat się (nie )?(zawalił|skończył|zawali|skończy))
    (łezka|łza) (mi |nam )*(się )?.. (w oku|zakręciła) .. (ale|niestety|wzruszyliśmy|żart)
    (już )?(się )?(boimy|boję|trzęsiemy|trzęsę) (się )?.. (ze strachu|{your}|tych gróźb|gróźb|recenzji|opinii)
    (śmiechu warte|boki zrywać|śmiać mi się chce|śmiać nam się chce|można paść ze śmiechu|cyrk na kółkach|dobry żart|świetny żart|żart roku)
    (proszę |dobre |niech pan |niech pani |też )+nie (żartować|żartuje|rozśmieszać) (?!z ogniem)
    (komik|komediant|aktor|aktorka) (z pana|z pani)
    (z pana|z pani) (to )?(chyba |niezły |niezła |prawdziwy |prawdziwa |dopiero |wielki |wielka )*({wit}|komik*|aktor*|artyst*|żartowniś|dowcipniś|numer|agent*|talent|cud)
    (dzień dobry|witamy|pobudka|witaj|halo) (po drugiej stronie|w realnym|w prawdziwym|w dwudziestym|na ziemi|ziemia)
    ^no (i )?(zadowolon*|szczęśliw*|ulżyło)
    (trzeba mieć|to trzeba mieć|ma pan|ma pani|niezły|niezły ma pan|niezły ma pani) (tupet|czelność|czelności)
    (lenistwo|gapiostwo|roztargnienie|niechlujstwo|niefrasobliwość) .. ({your}|kosztuje|boli|nie popłaca|to nie)
"""
COMMAND = r"""
    (proszę|prosimy|niech pan|niech pani|może pan|może pani) .. (oszczędz*|oszczędź*|darow*|daruj*|odpuśc*|zachow*|skończ*|przesta*|zakończ*|schow*) (nam |mi |sobie |wszystkim |już |tu |z |te |tych |tę |ten |tej |swoje |swoich |tymi |tą |tym |cał* )*{whine}(?! (książk*|film*|serial*))
    (oszczędź*|daruj*|darujmy|oszczędźmy) .. (sobie )?.. {whine}
    bez (tych |takich |zbędnych |scen |niepotrzebnych |żadnych )*(scen|dramat*|histerii|awantur|lamentów|wrzasków|krzyków|kazań|wykładów|teatru|cyrków|komentarzy|uszczypliwości|złośliwości|nerwów|fochów)(?= (proszę|tu|prosimy)|[,.!?]|$)
    (szkoda|szkoda mi) (pana |pani |państwa )?(fatygi|słów|śliny|atramentu|klawiatury|prądu) .. (decyzj*|nic|nie|i tak|zdania|na)
    ^(no |ale |już )*((dość|dosyć) (tego|już)|koniec (z tym|żartów|cyrku))
    (spuści*|spuszcz*) z tonu | (zniż*|ściszy*|zmieni*|uważa* na) (swój )?ton(?!er)
    (proszę|niech pan|niech pani) .. (pohamować|powściągnąć|utemperować|miarkować|trzymać język|panować nad (sobą|językiem|emocjami))
    (mniej|zero|trochę mniej) (emocji|dramat*|histerii|nerwów|krzyk*|narzekania|gadania|marudzenia|żalu|lamentu|agresji|złości)(?= (więcej|a|i|proszę|prosimy)|[,.!?]|$)
    (swoje|takie|te) (uwagi|opinie|komentarze|rady|żarty|mądrości|żale|złośliwości) .. (zachowa*|zatrzyma*|zostawi*|dla siebie)
    (jak|jeśli|skoro) (to |tak |{to_you} |aż tak |bardzo )*(przeszkadza|wadzi|boli|razi|zależy|spieszy|śpieszy|drażni|uwiera|doskwiera) .. (proszę|niech|to) .. (sobie|sam|sama|samemu)
    (proszę|niech pan|niech pani|może pan|może pani) .. (płakać|pisać|krzyczeć|skarżyć się|narzekać|wrzeszczeć|grozić|się skarżyć|tupać|protestować|straszyć|lamentować|obrażać się|się obrażać|żądać) .. (do woli|ile (pan |pani |się )?(chce|wlezie)|do rana|do upadłego|na berdyczów|do oporu|w poduszkę)
    (proszę|niech pan|niech pani) nie robi(ć)? (z siebie|z igły|tu|nam|z tego)* .. (ofiary|męczenni*|dramat*|widł*|tragedi*|scen|cyrku|afer*|pośmiewisk*)
    nie robić (z siebie ofiary|tragedii|dramatu|afery|scen|cyrku)
    (proszę|niech pan|niech pani) (przestać|przestanie|skończyć|skończy|nie) (już |tak |tu |wreszcie |się )*(histeryz*|dramatyz*|jęcz*|marudz*|biadol*|lament*|płaka*|płacz*|użala*|awantur*|wydziwia*|wymądrz*|wściek*|dąsa*|fosz*|boczy*|czepia*|bulwers*|pieni*|rozkazyw*|dyktowa* nam|rządzi*)
    (bez|proszę bez) (łaski|nerwów|pretensji|obrazy|paniki|histerii)$
    (proszę|niech pan|niech pani) .. (nabrać|nabierze|nauczyć|mieć) .. (pokory|szacunku|kultury|manier|wdzięczności|grzeczności|umiaru)
    (proszę|niech pan|niech pani) (czekać|czeka|poczekać|poczeka|ustawić się|stanąć|stać|siedzieć|stanie) .. (jak (wszyscy|inni|każdy|reszta|człowiek)|na swoją kolej|w kolejce jak|grzecznie)
    (nie może|nie mógłby|nie mogłaby|nie potrafi|nie umie|nie da rady|czy nie może) {you} .. (po prostu |choć raz |chociaż raz |spokojnie |grzecznie |zwyczajnie )+(poczekać|czekać|przeczytać|zrozumieć|pomyśleć|posłuchać|być|sprawdzić|zachować|siedzieć)
    (musi|muszą) {you} .. (pisać|pytać|narzekać|krzyczeć|dzwonić|marudzić|wysyłać|zawracać|powtarzać|robić|czepiać) .. (co (pięć|kilka|chwilę|minutę|godzinę|parę)|w kółko|ciągle|bez przerwy|głow*|o wszystko)
    (zawraca*|zawracać) .. (głow*|gitar*|czterech liter)(?! .. (przepraszam|przepraszamy))
    (nerwy na wodzy|wziąć się w garść|ogarnij się|proszę się ogarnąć)
    (słuchać|słucha|czytać|czyta) (pan|pani)? .. (uważnie|dwa razy|po raz ostatni) .. (nie będę|bo|powtarzać|ostatni)
    (daruje|darują|wybaczy) (pan|pani|państwo) ale (nie będę|nie będziemy|mam|mamy|to|takie|pana|pani)
"""
COLD = r"""
    ^(o |oho |no |i |ech |ach |ojej |boże |rany |litości )*(znowu|znów|ponownie) (to samo|pan|pani|ten sam|ta sama|zaczyna|swoje|pretensje|skarga|płacz|lament)
    ^(no |i |a |no i )*czego (znowu|znów|tym razem|jeszcze|pan chce|pani chce|pan znowu|pani znowu)
    ^(litości|na litość|ratunku|o matko|ręce opadają|słów brak|szkoda słów|daj pan spokój|no nie mogę)(?=[,.!?]| )
    ręce (mi |nam )?opadają
    (mam|mamy) (dużo |znacznie |o wiele |naprawdę )*(lepsze|ważniejsze|poważniejsze) (rzeczy|sprawy|zajęcia|problemy|zmartwienia)
    (marnuje|marnują|traci|zabiera|zajmuje|marnować|marnowanie|strata|marnotrawstwo) {you} .. (czas*|energi*)( .. (wszystkich|nasz*|nam|mój|innych|sw*))?
    (marnuje|marnują|zabiera|kradnie) (nam |nasz |mi |wszystkim |tylko |nasz cenny )*(pan|pani|państwo) .. czas
    (no |i )+co z tego
    ^(no |i |a |też |phi |ojej )*(wielkie|wielka|wielki|też mi|też) (rzeczy|rzecz|mi|halo|ceregiele|problem|sprawa|tragedia|strata|dramat|kłopot)(?=[,.!?]| (odpad*|jedna|jeden|guzik*|rys*|dzień|pękł*|kilka|się|o|raptem|że))
    (też|wielki|wielka|wielkie) mi (problem|rzecz|rzeczy|halo|drama|dramat|tragedia|afera|sprawa|strata)
    (proszę|niech pan|niech pani|powinien|powinna|może) (się )?(pan |pani )?.. (cieszyć|cieszy|dziękować|dziękuje) (się )?.. że (w ogóle|cokolwiek|chociaż|tylko|aż|doszł*|dotarł*|przyszł*|jeszcze)
    darowanemu koniowi
    (powodzenia|szczęścia) (z tym(?=[,.!?])|z takim|z taką|w sądzie|u innych|gdzie indziej|ze skargą|z reklamacją|z szukaniem|w szukaniu)
    (życzę|życzymy|no to) (szczęścia|powodzenia) (nikt|nic|i tak)
    (szczęścia|powodzenia) .. (po roku|nikt|jeszcze nikt|nic) .. (nikt|nie|zwrot*)
    (słyszeliśmy|słyszałem|słyszałam|zrozumieliśmy|przeczytaliśmy|czytaliśmy|dotarło) (to |już |{you_them} )*.. (za pierwszym|pierwszy raz|za pierwszym razem|wystarczy)
    (świat|ziemia|wszystko|sklep) (się )?nie (kręci|obraca) .. (wokół|dookoła|dokoła) (się )?(pana|pani)
    (nie jest|nie są) (pan|pani|państwo) (tu |tutaj |przecież |jednak |chyba )*(pępkiem|centrum|jedyn*|najważniejsz*|królow*|król|święt* krow*|księżniczk*|vip*)
    (nikt|my) (pana|pani|panią|państwa|tu|o to) .. (o (zdanie|radę|opinię|to|rady|ocenę|komentarz)) .. nie (pyta*|prosi*)
    nikt (tu )?(pana|pani|panią|państwa) (o \w+ )?nie (pyta*|prosi*)
    (guzik|gówno|tyle co|figę|wali|zwisa|lata|mało|niewiele|średnio|nic|zupełnie nic|kompletnie nic) (nas|mnie|mi|nam|to) .. (obchodzi|obchodzą|interesuje|interesują|wzrusza|rusza|mnie)
    (zwisa|wisi|lata|zwisają) (nam|mi) (to|co|kalafiorem|i powiewa|jaki|jaka|czy)
    (mamy|mam) (to|pana|panią|wasze|te) .. (w nosie|w poważaniu|w głębokim poważaniu|głęboko w|gdzieś$)
    (łzy|płacz|krzyk|krzyki|narzekanie|groźby|złość|tupanie|lamenty|obrażanie się|pretensje|żale|wrzask|marudzenie|pisanie|straszenie|foch|fochy|emocje|caps lock|wykrzykniki|wielkie litery) .. (nie|niczego nie|nic nie|nikogo nie|rabatu nie|w niczym nie) .. (wróc*|pomo*|zmieni*|przyspiesz*|przyśpiesz*|da*|wskór*|rusz*|przestrasz*|załatwi*|nic|zwróc*|robi* wrażenia|naprawi*|przekona*)
    (nie robi|nie robią) (to )?(na nas|na mnie|na nikim) .. wrażenia
    (jak|jeśli|skoro) (się |coś |{to_you} |tak |to )*nie (podoba|pasuje|odpowiada|leży) .. (droga wolna|drzwi|gdzie indziej|szukać gdzie|kupować gdzie|nie kupować|trudno|nikt|do konkurencji)
    (drzwi są otwarte|tam są drzwi|wie pan gdzie są drzwi|wie pani gdzie są drzwi|krzyżyk na drogę|droga wolna|nikt nie płacze|płakać nie będziemy|łaski bez|bez łaski)
    (dostał|dostała|ma) (pan|pani) .. (zwrot|odpowiedź|swoje|co chciał*|pieniądze|czego chciał*) .. (to |i |więc |czego )*(proszę dać spokój|czego jeszcze|wystarczy|koniec|proszę nie pisać|mieć nas w spokoju|więc cisza|niech)
    (czego|co) (jeszcze|więcej) (pan|pani) (od nas |ode mnie |by )*(chce|chciał*|oczekuje|wymaga|sobie życzy)
    (zasady|regulamin|przepisy|umowa|termin) (to|są|jest|to jest) (zasady|regulamin|przepisy|umowa|termin|święte|święty|rzecz święta)
    (przykro|trudno|cóż|szkoda|pech|peszek|mówi się trudno|bywa|no cóż)(?! (nam|mi|bardzo|że|mi bardzo)) (takie życie|życie|mówi się|pech|taki los|bywa|nie pan pierwszy|nie pani pierwsza|nie nasza)
    ^(pech|peszek|mówi się trudno|no cóż trudno|cóż pech|cóż życie|kto późno przychodzi)(?=[,.!?]|$)
    (nie mój|nie nasz|nie moja|nie nasza) (cyrk|małpy|małpa|bajka|broszka|działka|problem|ból głowy)
    (to |już )+{your} (zmartwienie|kłopot|ból głowy|broszka|strata)(?! (jest|zosta*|czy|trafi*))
    (mało|niewiele) (mnie|nas|kogo) .. (obchodz*|interesuj*|wzrusz*)
    (kogo|kogóż) to (obchodzi|interesuje|rusza)
    (nie ma|brak|nie starcza|szkoda) (mi |nam |już )*(cierpliwości|sił|słów|nerwów) .. (do|na|dla) .. ({you_them}|{your}|takich|tych|tego|ciągłych)
    (wykończy|wykończą|zamęczy|zanudzi|dobije) (nas|mnie) (pan|pani)
    (wygląda|wyglądam|wyglądamy) .. na (kogoś|niańk*|bank|wróżk*|jasnowidz*|informacj*|frajer*|idiot*|sponsor*)
"""
INSULT = r"""
    (niespełna|bez|brak) rozumu$
    (pan|pani) (chyba |to |naprawdę |po prostu |jednak )*(niekumat*|nierozgarnięt*|uparty jak osioł|zadufan*|przemądrzał*|infantyln*)
    (jest|bywa|musi być) (pan|pani) (chyba |to |naprawdę |po prostu |wyjątkowo |strasznie |bardzo |trochę |dość )*(niekumat*|nierozgarnięt*|ograniczon*|ślep*|głuch*|zadufan*|przemądrzał*|nudn*|uciążliw*|męcząc*|dziecinn*|infantyln*|zarozumia*|leniw*|skąp*|wygodnick*|nieporadn*|gapowat*|niezaradn*|tępaw*)
    (ale|co za|cóż za|jaki|jaka) (z pana|z pani) (gapa|gapowicz|maruda|ciapa|ofiara|łamaga|niezdara|gamoń|fajtłapa|ciamajda|królewn*|hrabi*|księżniczk*|histery*|oferma)
    (gapa|ciapa|łamaga|gamoń|fajtłapa|ciamajda|oferma|sierota|gapowata) (z pana|z pani)
    (typowa|typowy) (klient*|baba|babsko|facet|roszczeniow*|polak*|polka|janusz*|grażyna|malkontent*|maruda)
    (wieczny|wieczna|zawodowy|zawodowa|etatowy|etatowa) (malkontent*|maruda|pieniacz*|niezadowolon*|narzekacz*|krzykacz*|reklamacj*)
    (malkontent|malkontentka|krzykacz|narzekacz|awanturnik|awanturnica|mądrala|przemądrzał*|paniusia|panisko|cwaniak|naciągacz*|kombinator*)(?! (roku dla))
"""
INNOCENT = r"""
    to nie (nasza|nasz|moja) (sprawa|problem|działka) .. (proszę|niech|trzeba) .. (u|do|w|z|na) .. (przewoźnika|kuriera|producenta|sprzedawcy|banku|bankiem|poczty|poczcie|dział*|infolini*|serwis*|importera|dostawcy)
    nie (ma )?(w tym |tu )?(pana|pani|państwa) (żadnej )?(winy|wina)
    (to )?nie (pan|pani|państwo) (tu |niczego |w niczym )?(zawinił*|zawinili|pomylił*|jest winn*)
    (trudno|ciężko) (mi |nam )?(w to )?uwierzyć ... (przepraszam|przepraszamy|przykro|trwało)
    (gratuluję|gratulujemy|gratulacje) .. (nowego|nowej|wygran*|narodzin|ślubu|zakupu|przeprowadzki|dyplomu|zdanego|awansu|mieszkania|domu)
    (darować|daruje) sobie .. (odsyłanie|wysyłanie|odsyłania|dopłat*|szukanie|montaż)
    (dziecko|dzieci|maluch|niemowlę) .. (usiąść|siedzieć|spać|bawić|jeździć|połknąć|zadławić|spaść|bezpiecznie|nosić|pić)
    (nie ma|w tym nie ma|nic) .. (nic )?(głupiego|trudnego do wybaczenia)
    nie (wierzymy|wierzę) .. (własnym|w przypadki|kurierowi)
"""
