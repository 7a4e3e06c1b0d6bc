"""How Polish replies quarrel, blame, mock, order about, refuse and insult; and how they are kind."""

ARGUE = r"""
    (nie rozumiem|nie rozumiemy|nie widzę|nie widzimy|nie pojmuję) .. (na co|czego|powodu|o co|czemu|sensu) .. (narzekać|narzeka|się oburzać|marudzić|się skarżyć|skarżyć|niezadowolon*|pretensj*)
    (kto|czyja) .. (pana zdaniem|pani zdaniem|według pana|według pani|niby) .. (winny|winien|zawinił|zawinili|wina|winni)
    (pana|pani) zdaniem (to my|my zawiniliśmy|to nasza wina)
    (wydawało|wydaje|przyśniło|przywidziało|zdawało) się (chyba |pewnie )?(panu|pani|państwu)
    (coś się |chyba się |musiało się )+(panu|pani|państwu) (wydawało|przyśniło|przywidziało|zdawało)
    (pan|pani) (to )?(sobie )?(wymyślił*|zmyślił*|uroił*|ubzdurał*)
    (nasz|nasi|nasza) .. (nigdy|zawsze|nikomu) .. (nie (jest|są) (niegrzeczn*|niemi*)|nie myl*|nie psuj*|nie gub*|nie kłam*|nie spóźnia*|jest uprzejm*|są uprzejmi)
    (u nas )?(to|takie rzeczy|coś takiego|tak) (u nas )?(się )?nie (zdarza się|zdarza|zdarzają|zdarzają się|bywa)$
    my (się )?nigdy nie (mylimy|spóźniamy|gubimy|oszukujemy)
    (pan|pani|państwo) .. (nie ma racji|nie mają racji|się myli|się mylą|przesadza|przesadzają|kłamie|kłamią|zmyśla|zmyślają|wymyśla|wymyślają|fantazjuje|manipuluje|koloryzuje|konfabuluje|mija się z prawdą|opowiada bajki|przekręca)
    (nie ma|nie mają) (pan|pani|państwo) racji
    (kłamie|zmyśla|przesadza|myli się|mylą się|kłamią|manipuluje|fantazjuje|wymyśla|bredzi) (pan|pani|państwo)(?! (kurier|ola|anna))
    coś się (panu|pani|państwu) (pomyliło|pomieszało)
    (pan|pani) coś (myli|pomylił*|kręci)
    (mylisz się|kłamiesz|zmyślasz|wymyślasz|przesadzasz|nie masz racji)
    (to |to wszystko |wszystko to )?(nieprawda|nie prawda|kłamstwo|kłamstwa|oszczerstwo|oszczerstwa|bzdura|bzdury|brednie|bajki)$
    to (jest |są |zwykłe |zwykła |jakieś |jakaś |jakiś |po prostu |kompletna |kompletne |totalna |totalne |czyste |czysta |wierutne |wierutna )*(kłamstwo|kłamstwa|bzdura|bzdury|brednie|oszczerstwo|oszczerstwa|wymysł|wymysły|absurd|bajki|nonsens|głupota|głupoty|stek bzdur|stek kłamstw)
    (co za|jakaś|jakieś|totalna|kompletna) (bzdura|bzdury|brednie|głupota|głupoty|bzdury)
    (proszę|prosimy) .. (nie|przestać|skończyć|sobie) .. (zmyślać|kłamać|wymyślać|fantazjować|przesadzać|koloryzować|dramatyzować|manipulować|konfabulować|opowiadać bajek|pisać bzdur|pisać głupot|wmawiać|zmyślania|wypisywać|bajek)
    (niech|niechże) (pan|pani|państwo) .. (nie|przestanie|przestaną|skończy) .. (zmyśla|zmyślać|kłamie|kłamać|wymyśla|wymyślać|fantazjuje|przesadza|przesadzać|dramatyzuje|dramatyzować|opowiada bajek|pisze bzdur|wypisuje)
    (przestań|nie|przestańcie|dość|koniec) (mi |nam |tu |już )?(zmyślaj|zmyślać|kłam|kłamać|wymyślaj|wymyślać|fantazjuj|przesadzaj|przesadzać|dramatyzuj|zmyślania|wypisywania|wymyślania)
    (nie |proszę nie )?(wprowadzać|wprowadzaj|wprowadza) .. w błąd .. (nas|ludzi|innych|klientów)
    (to|coś takiego|taka sytuacja|tak) .. (nie mogło|nie może|niemożliwe|nie miało prawa) .. (się zdarzyć|mieć miejsca|być|się stać|się wydarzyć)
    (to|coś takiego) (jest )?(po prostu )?niemożliwe$
    nie wierz(ymy|ę) (panu|pani|państwu|ci)
    nikt (panu|pani|państwu|w to) .. nie uwierzy
    (proszę to udowodnić|gdzie dowody|gdzie są dowody|a dowody|ma pan dowody|ma pani dowody)
    skąd (pan|pani|państwo)? .. (to|taki pomysł|się to wzięło) .. (wziął|wzięła|wytrzasnął|wymyślił*|wzięli)
    kto (panu|pani|państwu) .. (to|tak|takich|takie) .. (powiedział|bzdur|nagadał|naopowiadał)
    (sam|sama) (pan|pani) sobie (zaprzecza|przeczy)
    (nie będziemy|nie będę|nie zamierzamy|nie zamierzam|nie mam zamiaru) (się )?.. (kłócić|spierać|dyskutować|przepychać|sprzeczać)
    (my |ja )?(wiemy|wiem|znamy się) (na tym )?(lepiej|najlepiej)
    (już )?(sto|tysiąc|dziesięć|pięć|trzy|setny|kilka|milion) razy? .. (pisał*|mówił*|tłumaczył*|odpowiadał*|wyjaśniał*|powtarzał*)
    (pisał*|mówił*|tłumaczył*|odpowiadał*|wyjaśniał*|powtarzał*) (już |to )?(sto|tysiąc|dziesięć|pięć|trzy|milion) razy
    (znowu|znów) (pan|pani) .. (swoje|zaczyna|niezadowolon*|narzeka)
    u (wszystkich|innych) .. (działa|w porządku|dobrze|dochodzi) .. (tylko|oprócz) .. (pana|pani|państwa)
    (wszyscy|inni|reszta) .. (zadowoleni|nie narzekają|sobie radzą|dali radę) .. (tylko pan|tylko pani|oprócz pana|oprócz pani|jeden pan|jedna pani)
    nikt (inny |poza panem |poza panią |oprócz pana |oprócz pani )*(się )?nie (skarży|skarżył|narzeka|narzekał)
    tylko (pan|pani) (się )?(skarży|narzeka|nie umie|nie potrafi|nie zrozumiał*)
"""
BLAME = r"""
    to (pan|pani) nie (umie|zrozumiał*|przeczytał*|potrafił*|sprawdził*|popatrzył*|zauważył*|wie)
    zanim (zacznie|pan|pani) .. (oburzać|narzekać|pisać|oskarżać|żądać|awanturować|skarżyć) .. (proszę|niech|warto|trzeba|należy)
    (mógł|mogła|mogli) (się )?(pan|pani|państwo) (się )?.. (sam|sama|sami) .. (domyślić|zorientować|sprawdzić|pomyśleć|przeczytać)
    (mógł|mogła|mogli) (się )?(pan|pani|państwo) (się )?(domyślić|zorientować)
    (a )?co (my|sklep) (mamy|ma) (z tym )?(do tego|wspólnego)
    (czytać|korzystać|obchodzić się|liczyć) (też )?(trzeba|to trzeba) umieć
    trzeba (też )?umieć (czytać|korzystać|liczyć|zepsuć|popsuć)
    (sam|sama|sami) (pan |pani |państwo |przecież )*(chciał*|prosił*|wybrał*|zgodził*)
    (ostrzegaliśmy|uprzedzaliśmy|mówiliśmy) .. (teraz|proszę nie narzekać|za późno|sam|sama)
    (teraz|potem) (proszę |niech pan |niech pani )?nie (narzekać|narzeka|płakać|dziwić się|się dziwić|marudzić|mieć pretensji)
    (teraz|już) za późno (na )?(narzekani*|pretensj*|żale)
    (jak )?można było (tego |takiego |to |tak |jej |go )*(nie zauważyć|nie zobaczyć|nie przeczytać|nie zrozumieć|zepsuć|zbić|pomylić|zgubić|przeoczyć|złamać)
    jak można (tak |tego )?(nie (zauważyć|zobaczyć|zrozumieć)|to zepsuć|to złamać)
    (źle|nieuważnie|nie tam) (pan |pani )?(patrzył*|czytał*|szukał*|słuchał*)
    (proszę|niech pan|niech pani) (najpierw )(pomyśleć|pomyśli|przeczytać|poczytać|myśleć|zastanowić)( .. (potem|a potem|dopiero))
    (pan|pani|państwo|sam|sama|sami) .. (winien|winny|winna|winni|zawinił|zawiniła|zawinili)
    (sam|sama|sami) (pan |pani |państwo |to |go |ją |sobie |wszystko |źle |przecież |chyba |pewnie )*(zepsuł*|zbił*|rozbił*|połamał*|złamał*|uszkodził*|pomylił*|zapomniał*|zgubił*|zalał*|upuścił*|wybrał*|zamówił*|kliknął|kliknęła|podał*|zaspał*|przegapił*|podpisał*|zgodził*|jest|jesteś|są)( .. (sobie )?(winien|winny|winna|winni))?( (i |więc |to )?(sam|sama|sami) .. (płaci|płać|płacić|naprawia))?
    (to |wyłącznie |tylko |jest |przecież )+(pana|pani|państwa|twoja|twój) (własna |własny |osobista )*(wina|błąd|problem|kłopot|sprawa|zaniedbanie|nieuwaga)(?! (jest|zostan*|został*|czy))
    (pana|pani|państwa|twoja) (własna |osobista )*(wina|nieuwaga|niedbalstwo|nieodpowiedzialność|lekkomyślność|głupota)(?! (nie|czy))
    (to |już |są )+(pana|pani|państwa|twoje) (własne |osobiste )*(problemy|kłopoty|sprawy)
    z (pana|pani|państwa|własnej|twojej) (własnej )?(winy|głupoty|nieuwagi)
    przez (pana|pani|państwa|własną|swoją|twoją) (własną )?(nieuwagę|głupotę|niedbalstwo|lekkomyślność|nieodpowiedzialność)
    (trzeba było|należało|wypadało|wystarczyło) .. (czytać|przeczytać|myśleć|pomyśleć|patrzeć|uważniej|uważać|wcześniej|słuchać|sprawdzać|sprawdzić|dopytać|pytać|włączać|zamawiać|kupować|pilnować|dbać|ostrożniej|zapytać|zerknąć)
    (trzeba|należało) było
    (mógł|mogła|mogli) (pan|pani|państwo) .. (przeczytać|pomyśleć|sprawdzić|wcześniej|uważać|uważniej|się zastanowić)
    (wcześniej|od razu|najpierw|głową) trzeba (było )?(myśleć|pomyśleć|czytać|patrzeć|sprawdzać)
    (myśleć|pomyśleć|czytać|patrzeć|uważać) trzeba (było|uważniej|wcześniej)
    (proszę|prosimy|radzę|radzimy|niech pan|niech pani|sugeruję|zalecam) .. (uważniej|dokładniej|najpierw|wreszcie|w końcu|choć raz|chociaż raz|ze zrozumieniem) .. (czyta*|przeczyta*|patrzeć|popatrzeć|myśleć|pomyśleć|słuchać|uważać|sprawdzać|nauczyć|zapozna*)
    (proszę|prosimy|niech pan|niech pani) .. (czytać|przeczytać|patrzeć|poczytać|przeczyta|poczyta|czyta) .. (uważniej|dokładniej|ze zrozumieniem|w końcu|wreszcie|choć raz|chociaż raz)
    (czytaj|przeczytaj|poczytaj|naucz się|patrz|myśl) .. (uważniej|dokładniej|najpierw|ze zrozumieniem|czytać|korzystać|myśleć)
    (proszę|niech pan|niech pani) (się )?.. (nauczyć|nauczy|uczyć|douczyć) (się )?.. (czyta*|korzysta*|liczyć|myśleć|kultury|cierpliwości|obsługi|pisać)
    gdyby (pan|pani|państwo) .. (przeczytał*|czytał*|uważniej|słuchał*|pomyślał*|umiał*|potrafił*|raczył*|łaskawie|zechciał*)
    nie (raczył|raczyła|raczyli|pofatygował|pofatygowała|pofatygowali) (się )?(pan|pani|państwo)?
    (pan|pani|państwo) .. nie (raczył*|pofatygował*|przeczytał*|czytał*|umie|umieją|potrafi|potrafią|pomyślał*|doczytał*|rozumie|zrozumiał*)(?! .. czy)
    (kto|co) (panu|pani|państwu) .. (bronił*|przeszkadzał*|zabraniał*|kazał*)
    (nikt|my) (pana|pani|panu|panią|państwa) .. nie (zmuszał*|prosił*|kazał*|namawiał*)
    (gdzie|na co) .. (pan|pani) .. (patrzył*|miał oczy|miała oczy)
    o czym (pan|pani) myślał*
    (pewnie|zapewne|widocznie|najwyraźniej|chyba|na pewno) .. (pan|pani) .. (sam|sama|upuścił*|zepsuł*|zbił*|nie umie|nie czytał*|nie doczytał*|nieuważnie|uszkodził*|zalał*|źle)
    (pan|pani|państwo) .. (nieprawidłowo|niewłaściwie|nieuważnie|niedbale|byle jak) .. (używa*|korzysta*|złożył*|włączył*|czyta*|przechowywał*|patrzy*|szukał*|montował*)
    (skoro|jak|jeśli) .. nie (umie|potrafi) .. (niech|proszę|nie trzeba|po co) .. (nie )?(kupuje|kupować|bierze|brać|zamawia|zamawiać|się)
    (dwie lewe ręce|lewe ręce|krzywe ręce)
    (szkoda|żałuję|przykro) że (pan|pani|państwo) nie (umie|potrafi|rozumie|przeczytał*|raczył*|pomyślał*)
"""
MOCK = r"""
    (współczuj*|szkoda) .. nie ma (pan|pani) .. (co robić|nic do roboty|lepszego|innego|zajęcia)
    (dziwnie|dziwne|śmiesznie|wstyd|zabawnie) .. (od dorosł*|dorosł* osob*|dorosł* człowiek*|z ust)
    (pana|pani) (wypracowań|wypracowania|elaboratów|elaboraty|powieści|eseje|esejów|epopei)
    (jaka|jaki|jakie) (znowu|znów|jeszcze) (rekompensat*|rabat*|zwrot*|przeprosin*|wymian*|gwarancj*|pretensj*|skarg*|reklamacj*)
    skąd (u pana |u pani )?(tyle|takie) (pretensji|pretensje|wymagania|wymagań|roszczeń|żądań|żądania)
    no (to )?(przepraszamy|przepraszam|sorry|wybaczy pan|wybaczy pani|proszę wybaczyć) (że|bardzo|panie|pani)
    no (przepraszam|przepraszamy|sorry)$
    (co|nie) (pan|pani) powie$
    (co|nie) (pan|pani) powie (cał*|aż|naprawdę|prawie)
    ^(naprawdę|serio|czyżby|doprawdy|no co pan|no co pani|co ty powiesz)$
    (też|także) mi (problem|tragedia|coś|dramat|sprawa|nowina|rysa)
    (wielkie mi rzeczy|wielkie mecyje|wielka mi rzecz|wielkie halo|i tyle hałasu)
    (proszę|niech pan|niech pani) (mnie |nas )?nie (rozśmieszać|rozśmiesza)
    (śmiesznie|zabawnie|nudno) (się )?(pana |pani |to )?(słucha|czyta|słuchać|czytać)
    nie ma (pan|pani) (nic )?(lepszego|innego|ciekawszego) do (roboty|zrobienia)
    po co (w takim razie |więc |to |wtedy )*(pan |pani )?(kupował*|zamawiał*|brał*|kupować|zamawiać)
    (taki|taka|tak) (trudno|ciężko|problem) .. (przeczytać|sprawdzić|pomyśleć|zajrzeć|się domyślić)
    (i )?co teraz (mamy |nam |mam )*(płakać|rozpaczać|zrobić)$
    (to )?trzeba (mieć |było |jeszcze |się )*(talent|umieć|postarać|zdolności) .. (żeby|aby|by|zepsuć|złamać)?
    (udało się|zdołał*) (panu|pani) .. (zepsuć|złamać|zgubić)
    (ciekawe|ciekawi mnie|zastanawiam się) .. (zawsze|czy tak) .. (pan|pani) .. (czyta|kupuje|traktuje|obchodzi|narzeka)
    (może pomarzyć|pomarzyć zawsze można|pomarzyć dobra rzecz|marzenia ściętej głowy|chciałoby się|niedoczekanie)
    (uśmiał*|uśmialiśmy|ubaw|rozbawił*|rozśmieszył*) .. (dział|nas|się|zespół|wszystk*)
    (cały dział|całe biuro|wszyscy) się (uśmiał*|uśmiali|śmiali|śmieje*)
    (jakie wzruszające|jak wzruszająco|cóż za niespodzianka|co za niespodzianka|odkrył pan amerykę|odkryła pani amerykę|to ci nowina|kto by pomyślał|co za odkrycie)
    (w szkole|mama|rodzice) .. (nie )?(uczyli|uczono|uczyła|nauczyła|nauczyli)
    (okulist*|zbadać wzrok|sprawdzić wzrok|okulary (założyć|kupić|przetrzeć))
    (jest pan|jest pani|pan|pani) przecież (dorosł*|inteligentn*|wykształcon*)
    (żartowniś|dowcipniś|komik|fantasta|fantastka|geniusz|optymista|optymistka)( z pana| z pani)?$
    (aż tak |tak |naprawdę )+(trudno|ciężko) (poczekać|przeczytać|sprawdzić|zrozumieć|zajrzeć|kliknąć)
    (co (tu|w tym) (jest )?(niezrozumiałego|trudnego|skomplikowanego|niejasnego)|czego (tu|pan|pani) nie rozumie)
    (próbował*|nie próbował*) (pan|pani) .. (myśleć|przeczytać|czytać|pomyśleć|włączyć myślenie)
    (gratulujemy|gratulacje|brawo|gratuluję) .. (pierwsz*|jedyn*) .. (komu|któr*|kto|osob*)
    (jest pan|jest pani|pan jest|pani jest|pan|pani) (u nas )?(pierwsz*|jedyn*) .. (komu|któr*|kto|osob*) .. (zepsuł*|zbił*|zepsuć|narzeka*|się skarży|nie umie|nie potrafi|nie zrozumi*|udało|złama*|zgubi*|połama*|nie podoba)
    (no proszę|coś takiego|a to dopiero|niesamowite|patrzcie państwo) .. (zepsu*|tragedia|nieszczęście|obudził*|przypomniał*)
    (ojej|ojejku|och|ach|o boże|boże|jejku|oj|co za|jaka|cóż za|jakaż) .. (tragedia|dramat|katastrofa|nieszczęście|koniec świata|biedact*|biedulk*|biedaczek|biedaczka)
    (tragedia|katastrofa|dramat) (stulecia|wieku|na skalę światową|roku|dekady)
    (no jasne|no tak|oczywiście|jasne|no pewnie|rzecz jasna) .. (wszyscy winni|winni wszyscy|wina sklepu|wina kuriera|my winni|nasza wina|cały świat|wszyscy są winni|zawsze wszyscy|wszyscy dookoła|pan wie lepiej|pani wie lepiej|tylko nie pan|tylko nie pani|pan ekspert)
    (pan|pani) (oczywiście |przecież |zawsze |jak zwykle |na pewno )*wie lepiej
    u (pana|pani|państwa) (zawsze |wiecznie |jak zwykle )*(wszyscy|zawsze wszyscy|zawsze ktoś|wszystko) .. (winn*|źle|zły|źli)
    ^(brawo|gratulacje|oklaski|super brawo|brawo ja|brawo pan|brawo pani)$
    brawo (pan|pani|za logikę)
    (czy )?(pan|pani|państwo) .. (w ogóle |chociaż |choć )+.. (umie|umieją|potrafi|potrafią|czytał*|próbował*) .. (czytać|liczyć|myśleć|instrukcj*|regulamin*|słuchać)?
    (czy |a )?(umie|potrafi|potrafią|umieją) (pan |pani |państwo )?(w ogóle )?(czytać|liczyć|myśleć|przeczytać instrukcję)
    (czy |a )?(pan|pani|państwo) (umie|potrafi|umieją|potrafią) (w ogóle )?(czytać|liczyć|myśleć)
    (umiesz|potrafisz) (w ogóle )?(czytać|liczyć|myśleć)
    (czytać|liczyć|myśleć|słuchać) .. (nie umie|nie potrafi|umie pan|umie pani|pan umie|pani umie|potrafi pan|potrafi pani|nie uczono|nie nauczono)
    dorosł* (człowiek|osoba|ludzie|kobieta|mężczyzna|facet) .. (nie umie|nie potrafi|nie umieją|nie potrafią|nie wie|a zachowuje|a nie|i nie)
    (dziwne|zadziwiające|śmieszne|zabawne|wstyd|żenujące) że .. (dorosł*|w pana wieku|w pani wieku)
    (nawet|każde|każdy|byle) (małe |pięcioletnie |pięcioletni )?(dziecko|przedszkolak|pierwszoklasista|uczeń|głupi|głupek|pięciolatek|niemowlę|babcia) .. (sobie poradzi|poradzi|zrozumie|rozumie|wie|potrafi|umie|złoży|sobie radzi|da radę|by zrozumiał*|by sobie poradził*)
    (poradzi sobie|zrozumie|potrafi|złoży|da radę) (nawet |każde |każdy )+(dziecko|przedszkolak|pierwszoklasista|pięciolatek)
    (powtórz*|powtarzam*|wyjaśni*|tłumacz*|napiszę|przypomn*) .. (dla|specjalnie dla|po raz ostatni|po raz setny|po raz kolejny|ostatni raz|setny raz|wolno|powoli|drukowanymi|literując) .. (oporn*|tych|nierozgarnięt*|mniej kumat*|niekumat*|głuch*|ślep*|szczególnie|wybitnie|uzdolnion*|zdolnych inaczej|roztargnion*)?
    dla (opornych|nierozgarniętych|mniej kumatych|niekumatych|wolniej myślących|niedowidzących)
    (po raz ostatni|po raz setny|ostatni raz|setny raz|tysięczny raz|po raz enty|który to już raz) .. (powtarzam*|piszę|tłumaczę|wyjaśniam|mówię|powtórzę)
    (współczuj*|wyrazy współczucia|kondolencje) .. (rodzinie|inteligencji|poczucia humoru|logiki|bliskim|toku myślenia)
    (wezwać|wezwiemy|zawołać) .. (karetkę|psychiatr*|pogotowie)
    (podać|przynieść|wysłać|dać|proszę) .. (chusteczk* (na|do) (łzy|łez)|chusteczkę|medal|cukierka)
    (potrzebny|potrzebna|przyda się|polecam|polecamy|proponuję) .. (psycholog*|psychiatr*|terapeut*|melisę|melisa|melisy|coś na uspokojenie|okulist*|lupę|słownik)
    (proszę|niech pan|niech pani) .. (wypić|wypije|zażyć|zaparzyć|łyknąć|kupić sobie|zaparzy) .. (melis*|coś na uspokojenie|okulary|tabletk*|lupę|kalkulator)
    (dzięki|dziękujemy|dziękuję) .. (kapitanie|za cenną opinię|za bezcenn*|za genialn*|za wykład|za kazanie|za lekcję|za kolejną histerię|za ekspertyz*)
    (kapitan|kapitanie) oczywist*
    (pana|pani) (cenna|bezcenna|ekspercka|jakże cenna|szanowna) opinia
    (pana|pani) opinia .. (jest dla nas )?(bardzo )?ważna .. (żart|nie$|wcale)
    ^(ha ha|haha|hahaha|bardzo śmieszne|bardzo zabawne|lol|facepalm|akurat|jasne akurat|już lecę|już biegnę|już lecimy)$
    (już|zaraz|właśnie) (lecimy|biegniemy|płaczemy|pędzimy|drżymy)( .. (w podskokach|ze strachu|na skrzydłach))?
    (rzucamy|rzucimy|rzuciliśmy) wszystko (i|żeby|dla)
    (bujna|bujną|niezła|niezłą|bogata|bogatą) (wyobraźnia|wyobraźnię|fantazja|fantazję|fantazji|wyobraźni)
    (żelazna|pokrętna|ciekawa|kobieca|pańska) logika
    (odkryję|zdradzę|zdradzimy) .. (straszną tajemnicę|amerykę|wielką tajemnicę)
    (pan|pani) .. (wiecznie|zawsze|ciągle|stale) .. (niezadowolon*|narzeka|marudzi|jęczy|coś nie pasuje)
    (panu|pani) (wiecznie|zawsze|ciągle) .. (coś nie pasuje|źle|mało|nie dogodzi*)
    (wasza wysokość|jaśnie pan*|jaśnie państwo|wielmożny|kochaniutk*|złotko|paniusi*|panisko|moja droga|mój drogi|słoneczko)
    za (taką cenę|takie pieniądze|tyle|te pieniądze|\d+ zł*) .. (czego|co) .. (się )?(pan|pani|państwo) .. (spodziewał*|oczekiwał*|chce|chciał*)
    (czego|co) .. (się )?(pan|pani|państwo) .. (spodziewał*|oczekiwał*) .. (za|po)
    (powinien|powinna) (pan|pani) .. (w kabarecie|w cyrku|w teatrze|bajki pisać|pisać bajki|książki)
    (to )?(dopiero|ci) (tragedia|dramat|nieszczęście)
"""
COMMAND = r"""
    (kazaliśmy|kazano|mówiliśmy|było powiedziane|prosiliśmy) .. (czekać|poczekać|nie pisać) .. (więc|to|no to) .. (czekać|nie pisać|czeka)
    (no to|więc|to) (niech pan|niech pani|proszę) .. (czekać|czeka|cierpieć|się cieszyć)$
    (proszę|prosimy|niech pan|niech pani) (już |wreszcie |w końcu )?(przestać|przestanie|skończyć) (nas |nam |mi |mnie |tu |już |się )*(?!używa|korzysta|stosowa|włącz|nacisk|ładowa|pra|my|rob)\w+(ać|eć|ić|yć|ować)
    (awanturować się|krzyczeć|oburzać się|rządzić|komenderować|histeryzować) .. (może|proszę|niech) .. (w domu|gdzie indziej|u siebie|w kuchni)
    (proszę|niech pan|niech pani) (sobie )?(czytać|poczytać|czyta|poczyta) (regulamin|instrukcję|opis|umowę|warunki|zasady)(?! .. przed)
    czarno na białym
    nie (ma co|trzeba|ma potrzeby|warto) (się )?(tak )(się )?(denerwować|krzyczeć|złościć|przejmować|oburzać|unosić|irytować)
    nie ma (się )?co (tak )?(się )?(denerwować|krzyczeć|oburzać|narzekać|marudzić|awanturować|obrażać|kłócić|burzyć)
    (proszę|niech pan|niech pani) (się )?.. (zająć|zajmie|znaleźć|znajdzie) .. (się )?(czymś pożytecznym|czymś innym|sobie zajęcie|inne zajęcie)
    (proszę|prosimy) .. (się )?(uspokoić|wyluzować|ochłonąć|opanować|opamiętać)( się)?
    (niech|niechże) (się )?(pan|pani|państwo) .. (się )?(uspokoi|uspokoją|ochłonie|opanuje|opamięta|wyluzuje)( się)?
    (uspokój się|wyluzuj|ochłoń|opanuj się|weź się uspokój)
    (bez histerii|bez nerwów|więcej luzu|spokojnie bez nerwów|trochę spokoju)
    (proszę|prosimy|niech pan|niech pani) .. (przestać|przestanie|skończyć|skończy|dać spokój z|zaprzestać|zakończyć) .. (pisać|narzekać|marudzić|krzyczeć|wrzeszczeć|spamować|jęczeć|grozić|żądać|histeryzować|się oburzać|płakać|zaśmiecać|obrażać|zawracać|się awanturować|wydziwiać|się czepiać|narzekania|narzekaniem|wydzwaniać|histerią|awantur*|panikować|straszyć|stękać|wymagać)
    (przestań|dość|koniec|skończ|skończcie|dosyć) (już |nam |tu |z tym |z |tego )*(pisać|narzekać|marudzić|krzyczeć|spamować|jęczeć|grozić|histeryzować|zawracać|wydziwiać|się czepiać|narzekania|marudzenia|jęczenia|narzekaniem|histerii|histerią|awantur|awantury|wydziwiania)
    (proszę|prosimy) nie (krzyczeć|wrzeszczeć|marudzić|jęczeć|spamować|histeryzować|pouczać|uczyć nas|zawracać|wydziwiać|wymądrzać|się wymądrzać|się awanturować|robić scen|robić awantur|się czepiać|zaśmiecać|panikować tutaj|dramatyzować|straszyć|wydzwaniać|przeszkadzać|się wykłócać)
    (niech|niechże) (się )?(pan|pani|państwo) nie (krzyczy|wrzeszczy|marudzi|jęczy|spamuje|histeryzuje|poucza|uczy nas|zawraca|wydziwia|wymądrza|się wymądrza|awanturuje|robi scen|czepia|straszy|wydzwania|przeszkadza)
    nie (krzycz|wrzeszcz|marudź|jęcz|spamuj|histeryzuj|pouczaj|zawracaj|wydziwiaj|wymądrzaj|rób scen|czepiaj|strasz)
    (proszę|prosimy) .. (więcej|już) .. nie (pisać|dzwonić|przeszkadzać)
    (proszę|prosimy) nie (pisać|dzwonić) .. (więcej|sto razy|po sto razy|co pięć minut|w kółko)
    (proszę|niech pan|niech pani) .. (uważać|liczyć się|zważać|uważa) .. (na słowa|ze słowami|na ton|z językiem|na język)
    (zamykamy|zamknijmy|kończymy|proszę zamknąć|proszę skończyć) (ten |już )?temat
    (proszę|niech pan|niech pani) .. (siedzieć|czekać|czeka|siedzi|stać) .. (cicho|w milczeniu|jak wszyscy|i nie|po cichu)
    (poczeka|poczekać|wytrzyma|wytrzymać) .. (korona|nic się (panu |pani )?nie stanie|nie umrze|nie zbiednieje|z głowy)
    nic się (panu|pani|państwu)? .. nie stanie
    (trochę|więcej) (cierpliwości|kultury|pokory|szacunku)$
    (proszę|niech pan|niech pani) .. (mieć|ma) .. (trochę )?(wstydu|cierpliwości|litości|przyzwoitości)
    (proszę|niech pan|niech pani) .. (wziąć|weźmie) się w garść
    (proszę|niech pan|niech pani) .. (włączyć|włączy|użyć|użyje|ruszyć|ruszy) .. (myślenie|mózg*|głow*|logik*|rozum*)
    (spadaj|spadać|odczep się|proszę się odczepić|wynocha|zamknij się|proszę się zamknąć|daj spokój|idź sobie|nara|spływaj)
    ile (razy|można) .. (pisać|pytać|powtarzać|narzekać|tłumaczyć|mówić|w kółko|to samo|mam powtarzać|mamy powtarzać)
    (google nie boli|proszę wygooglować|wygoogluj|proszę sobie wygooglować|proszę poszukać w google|wujek google)
    (proszę |niech pan |niech pani )?nie (uczyć|mówić|pouczać|uczy|mówi|poucza|ucz|mów) (nam|nas|mi|mnie) .. (jak|co|pracować|robić)
    (po polsku|czarno na białym|wyraźnie|jak byk|jak wół) .. (napisane|jest napisane|napisano|stoi|było napisane)
    (napisane|napisano|stoi|jest) .. (czarno na białym|jak byk|jak wół|po polsku)
    (proszę|niech pan|niech pani) .. (otworzyć|otworzy|przetrzeć|przetrze) .. (oczy|okulary)
"""
COLD = r"""
    (wszyscy|my|nas|już) .. (mamy|mają) (już )?(dość|dosyć) (pana|pani|państwa|tego|tych)
    (zanudza|zamęcza|męczy|nęka) (nas )?(pan|pani) .. (swoimi|swoim|swoją|już)?
    (jesteśmy|wszyscy są) (już )?(zmęczeni|znużeni) (panem|panią|pana|pani)
    (proszę |niech pan |niech pani )?(nawet |i )?nie (prosić|prosi|błagać|liczyć na|łudzić się)$
    (wymiany|zwrotu|rabatu|rekompensaty|przeprosin) (nie będzie|pan nie dostanie|pani nie dostanie|proszę nie oczekiwać)
    nie (mamy|mam) czasu .. (czytać|słuchać|analizować|wysłuchiwać) (pana|pani|tych|takich|tego)
    (pana|pani|państwa) (fantazje|wymysły|domysły|teorie|historie|opowieści|bajki|histerie|kaprysy|problemy|przeżycia) .. (nas |nikogo |mnie )?(nie interesują|nie obchodzą|są śmieszne|są nudne)
    (proszę|niech pan|niech pani) (sobie )?(szukać|poszukać|szuka|poszuka|znaleźć) .. (taniej|lepszego|lepiej|gdzie indziej|innego)
    nie widzę (tu |tutaj |żadnego |w tym )*(problemu|tragedii)$
    (mamy|mam) (już )?(dość|dosyć) (już )?(pana|pani|państwa|tych|takich|ciągłych)
    (pana|pani|państwa|te|ciągłe) (skargi|narzekania|pretensje|pytania|wiadomości) .. (męczą|nużą|nudzą|już nas|nas męczą|są nudne)
    z (takim|pana|pani) (podejściem|nastawieniem|tonem) .. (nikt|nie|daleko)
    (niańczyć|biegać za|uganiać się|cackać się) .. (nie będziemy|nikt nie|nie zamierzamy)
    (reklamacji|skarg|pretensji) nie (przyjmujemy|rozpatrujemy|uwzględniamy)$
    (pieniędzy|zwrotu) .. (nie oddamy|nie będzie|nie zwrócimy)$
    (nie chce pan|nie chce pani) to nie$
    (proszę|niech pan|niech pani|może pan|może pani) (się )?.. (cieszyć|cieszy) (się )?że
    (to |już |zupełnie |jest )*nie (jest )?(nasz|nasza|nasze|mój|moja) (problem|problemy|wina|sprawa|zmartwienie|kłopot|interes)
    (nas|mnie|nam|mi) (to |zupełnie |w ogóle |kompletnie |osobiście |szczerze mówiąc )*(nie obchodzi|nie obchodzą|nie interesuje|nie interesują|nie dotyczy|nie wzrusza|wszystko jedno|obojętne|zwisa|guzik obchodzi|nic nie obchodzi)(?! (jaki|jaka|jaką|gdzie|w jakim))
    (my|sklep|ja|firma)( panu| pani| państwu| tu| tutaj| nikomu| nic)* nie (musimy|musi|muszę|mamy obowiązku|mam obowiązku|ma obowiązku|jesteśmy zobowiązani|jesteśmy od|jest zobowiązany)
    nie mamy obowiązku
    nie (obchodzi|obchodzą|interesuje|interesują|wzrusza) (to )?(nas|mnie)
    nie jesteśmy (informacją|biurem|niańk*|od tego|instytucją|organizacją charytatywn*|caritas*)
    nikt .. nie (ma obowiązku|musi|będzie)( .. (panu|pani|państwu|pomagać|za))?
    nic (panu|pani|państwu) nie (obiecywaliśmy|obiecywałem|jesteśmy winni|gwarantowaliśmy|jesteśmy dłużni)
    (pomagać|odpowiadać|zwracać|wymieniać|tłumaczyć|przepraszać|naprawiać) .. nie (musimy|będziemy|zamierzamy|mamy zamiaru|mamy obowiązku|chcemy)
    (nie|nic) (możemy|mogę|da się|jesteśmy w stanie) .. (w niczym )?(pomóc|zrobić|poradzić)$
    (nic|w niczym) .. nie (możemy|mogę|da się|poradzimy|zrobimy|poradzę) .. (zrobić|pomóc|poradzić)?$
    (proszę|niech pan|niech pani) .. (sobie )?(radzić|radzi|poradzić|poradzi|naprawić|naprawi|załatwić|załatwi|wyjaśnić|wyjaśni) .. (sam|sama|samemu|samodzielnie|sami|we własnym zakresie|bez nas)
    (radź|poradź|napraw|załatw) (sobie |to )*(sam|sama|samemu)
    (temat|rozmowa|rozmowę|dyskusja|dyskusję) (jest |uważam* za |uznaj* za )?(zamknięt*|zakończon*|skończon*|wyczerpan*)
    ^(sprawa|temat) (zamknięta|zamknięty|skończona|skończony)$
    (nie będziemy|nie będę|nie zamierzamy|nie zamierzam|nie mamy zamiaru) .. (powtarzać|tłumaczyć|się powtarzać|się tłumaczyć|odpowiadać|przepraszać|zwracać|marnować|tracić|udowadniać|komentować|niczego|nic)
    (nie mamy|nie mam|szkoda) .. (czasu na|ochoty|zamiaru|na to czasu|mojego czasu|naszego czasu|czasu)( .. (pana|panią|państwa|dyskusj*|takie|to))?$
    ^(no )?(i co z tego|no i co|co z tego|i co dalej|a co nam do tego|co my mamy do tego)( (teraz|mamy zrobić|pan chce|pani chce))?$
    czego (pan|pani|państwo) od (nas|mnie) .. (chce|chcą|oczekuj*)
    (nie podoba się|nie pasuje|nie odpowiada|niezadowolon*|nie jest pan zadowolony|nie jest pani zadowolona) .. (nie kupować|nie zamawiać|nie korzystać|to nie|trudno|niech pan idzie|niech pani idzie|proszę iść|proszę szukać|proszę kupować gdzie|do konkurencji|do widzenia|idź|szukaj|droga wolna|drzwi)
    (nikt|my) (pana|pani|panią|państwa|cię|tu|tutaj|siłą) .. nie (trzyma|trzymamy|zmusza|zmuszamy)
    (pana|pani|panią|państwa|cię) .. (nikt|nie) .. (trzyma|zmusza)
    nikt (nikogo |siłą |do niczego )*nie zmusza
    (proszę|niech pan|niech pani) .. (iść|pójść|kupić|kupować|szukać|poszukać|idzie|pójdzie|szuka|zamawiać|zamówić) .. (do konkurencji|gdzie indziej|innego sklepu|w innym sklepie|do innego|gdzie taniej|u konkurencji|gdziekolwiek)
    (idź|idźcie) .. (do konkurencji|gdzie indziej|do innego)
    (proszę|niech pan|niech pani|może pan|może pani|może się pan|może się pani) (się |sobie )?.. (skarżyć|poskarżyć|skarży|pisać|pozwać|pozywać|iść do sądu|poskarży) .. (gdzie|komu|do woli|ile|na zdrowie|choćby|nawet do|kogo)
    (powodzenia|życzę powodzenia|życzymy powodzenia) .. (w sądzie|ze skargą|z takim|z tym|u konkurencji|w poszukiwaniach)
    (droga wolna|krzyżyk na drogę|żegnam|żegnamy|szerokiej drogi życzymy gdzie indziej)
    ^(jak (pan|pani|państwo) chce|jak (pan|pani) uważa|wola pana|wola pani|trudno|trudno się mówi|no to trudno)$
    (takie|to) (już )?(jest )?życie$
    (taki lajf|c'est la vie|samo życie)
    (proszę|niech pan|niech pani) .. (się )?(przyzwyczaić|pogodzić się|pogodzić|przyzwyczai|pogodzi)
    (proszę|niech pan|niech pani) .. (się )?(cieszyć|dziękować|cieszy|podziękować) .. że
    (dla pana|dla pani|dla państwa|specjalnie dla pana|specjalnie dla pani) .. (nikt nie będzie|nie będziemy|wyjątk*) .. (zmienia*|robić)?
    (nie jest|nie są|nie jesteś) (pan|pani|państwo) (u nas |tu |tutaj )?(jedyn*|sam|sama|pępkiem)
    takich (jak pan|jak pani|klientów) .. (mamy|tysiące|setki|mnóstwo)
    (i|koniec i) (kropka|basta)$
    (może|mogą) (pan|pani|państwo) (o tym |o zwrocie |o pieniądzach |sobie )*(zapomnieć|pomarzyć|czekać do)
    (proszę zapomnieć|zapomnij) .. (o zwrocie|o pieniądzach|o reklamacji|o wymianie|o tym)
    (nie ma mowy|nie ma szans|wykluczone|po moim trupie|nie ma opcji|nie ma takiej opcji) .. (zwrot*|zwrócimy|wymian*)?$
    (marzenia|pomarzyć dobra rzecz|niedoczekanie|chciałby pan|chciałaby pani|przeżyje pan|przeżyje pani)$
    (my|sklep|firma) nie (ma|mamy) z tym nic wspólnego
    umywamy (od tego )?ręce
    (pana|pani|państwa) .. (opinia|pretensje|skargi|skarga|niezadowolenie|żale|emocje|uczucia|zdanie) .. (nikogo|nas|mnie) .. nie (interesuj*|obchodz*|wzrusza*)
    (nikogo|nas) .. nie (interesuje|obchodzi) (co pan|co pani|zdanie|pana|pani|dlaczego pan|dlaczego pani)
    nie jest (pan|pani) (tu |tutaj )?mile widzian*
"""
INSULT = r"""
    (jest pan|jest pani|pan jest|pani jest|są państwo) (po prostu |bardzo |zbyt |jakiś |jakaś |wyraźnie |taki |taka |za |znowu |sam |sama |niezwykle |wyjątkowo )*(nieuważn*|roztargnion*|niedbał*|kapryśn*|naiwn*|upart*|czepialsk*|wybredn*|niewdzięczn*|niecierpliw*|zapominalsk*|niekulturaln*|nieuprzejm*|śmieszn*|agresywn*|konfliktow*|histeryczn*|chciw*|małostkow*|grubiańsk*|nieodpowiedzialn*|niegrzeczn*|niezrównoważon*|zakłaman*|przewrażliwion*|marudn*)
    (idiot*|debil*|kretyn*|przygłup*|głupek|głupka|głupki|głupiec|głupcze|głupia|głupi jak|tępak|tępaki|tępy|tępa|tępi|imbecyl*|półgłów*|półmózg*|matoł*|osioł|osła|osły|bałwan|ćwok*|burak|buraki|buraku|cham|chamka|chamski|chamstwo|chama|histeryk|histeryczk*|histeryzuje pan|histeryzuje pani|maruda|marudy|nieudacznik*|wariat|wariatka|wariaci|psychol*|świr|świry|pieniacz*|dusigrosz|skąpiec|sknera|bezczeln*|kłamca|kłamczuch*|kłamczucha|łgarz|roszczeniow*|pasożyt|cwaniak|cwaniaczek|cwaniaki|wieśniak*|wieśniar*|wsiok|nieuk|nieuki|analfabet*|ślamazara|niezdara|łamaga|śmieć|żałosn*|żenując*|bredzi pan|bredzi pani|bredzisz|oszalał pan|oszalała pani|zwariował pan|zwariowała pani|januszu|janusz biznesu|grażyna)
    (pan|pani|państwo|jesteś) (jest |są )?(po prostu |chyba |naprawdę |jakiś |jakaś |zwyczajnie )*(głupi|głupia|tępy|tępa|niepoważn*|niewychowan*|niekulturaln*|niedouczon*|chory|chora|nienormaln*|dziwny|dziwna|śmieszny|śmieszna|bezczeln*|leniw*)
    (z głową|z mózgiem|z poczuciem humoru|z logiką) .. (u pana|u pani|nie tak|ma pan|ma pani|coś)
    (ma pan|ma pani|pan ma|pani ma) .. (problem*|coś nie tak|kłopot*) z (głową|mózgiem|logiką|czytaniem|rozumieniem|czytaniem ze zrozumieniem|myśleniem)
    (nie po kolei|nie ma pan po kolei|nie ma pani po kolei|na głowę upadł*|z choinki się urwał*)
    (rozumu|mózgu|wstydu|kultury|honoru) .. (brak|nie ma|zabrakło|za grosz)
    (za grosz|ani krzty) .. (wstydu|rozumu|kultury|honoru)
    nie wstyd (panu|pani|państwu|ci)
    (wstydziłby się|wstydziłaby się|wstyd i hańba|powinien się pan wstydzić|powinna się pani wstydzić|proszę się wstydzić)
"""
INNOCENT = r"""
    nie (jest )?(pana|pani|państwa|twoja) (wina|błąd)
    (to |nie )*(nie )(z|przez) (pana|pani|państwa) (winy|winę|nieuwagę)
    (pana|pani|państwa) (winy|błędu) (tu |tutaj |w tym )*nie ma
    (pan|pani|państwo) (tu |tutaj |absolutnie |oczywiście |zupełnie |w niczym |niczemu )*(nie jest|nie są|nie zawinił*|ma rację|mają rację|nie zawinili)
    nie jest (pan|pani) (niczemu |w niczym |temu )?(winien|winny|winna)
    (ma pan|ma pani|mają państwo) rację
    (jeśli|jeżeli|gdy|kiedy|gdyby|żeby) (pan|pani|państwo) .. (nie czytał*|nie umie|nie potrafi|nie rozumie|nie zrozumiał*|źle|nieprawidłowo)
    (my|ja|kurier|magazyn|sklep|system|pakowacz|dostawca|kierowca) (tu |też |również )?(sam|sama|sami) \w+
    (my|kurier|magazyn|sklep|sami) (sami |tu |też |jesteśmy |naprawdę |jest )*(winni|winny|winna|zawini*|winien)
    sami (jesteśmy|zawiniliśmy|odbierzemy|naprawimy|przywieziemy|sprawdzimy|złożymy)
    (powinniśmy|mogliśmy|należało nam) .. (sprawdzić|wcześniej|uprzedzić)
    trzeba (nam )?było .. (nas|nam|my|poczekać na|wymienić|zamówić nową)
    (musieliśmy|trzeba będzie)
    (proszę|prosimy) .. (uważnie|najpierw) (przeczytać|sprawdzić|zapoznać)
    przed (pierwszym|montażem|użyciem|włączeniem) .. (uważnie|dokładnie|najpierw)
    tęp* (nóż|noże|noża|ostrze|ostrza|końcówk*|kraniec|kąt)
    (nóż|noże|ostrze|ostrza|nożyczki) .. tęp*
    (barszcz|buraki|buraków|burak) .. (czerwon*|kiszon*|ćwikłow*|w puszce|do)
    nie (jest )?nam (to )?(obojętne|wszystko jedno)
    nikt nie powinien
    żałosny dźwięk
    (śmieci|śmieć) .. (do kosza|sortow*|worek|worki)
    baran* (skór*|wełn*|mięs*|żeberk*)
"""
SORRY = r"""
    (przeprasz*|bardzo nam przykro|przykro mi|przykro nam|proszę wybaczyć|prosimy o wybaczenie|żałujemy|ubolewamy|nasza wina|nasz błąd|mój błąd|nasze niedopatrzenie|niestety)
    (rozumiem|rozumiemy|wyobrażam sobie|wyobrażamy sobie) .. (pana|pani|państwa|że|jak|rozczarowanie|frustracj*|obaw*|zdenerwowan*|uczuci*|niepokój)
    (nieprzyjemn*|przykr*) .. (sytuacj*|przypadek|że|gdy)
    (współczuj*|na pana miejscu|na pani miejscu|dobrze że (pan|pani) napisał*|dziękujemy za (zgłoszenie|cierpliwość|informację|wiadomość|sygnał))
"""
PLEASE = r"""
    (proszę|prosimy|dziękuję|dziękujemy|dzień dobry|dobry wieczór|miło|cieszymy się|z przyjemnością|pozdrawiam*|z poważaniem|miłego dnia|dobrego dnia|pomogę|pomożemy|chętnie|witam|witamy)
    (czy może pan|czy może pani|czy mógłby|czy mogłaby|będę wdzięczn*|będziemy wdzięczni|jeśli to możliwe|jeśli to nie kłopot)
"""
