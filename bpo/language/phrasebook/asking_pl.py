"""How Polish replies ask for personal data: the words `MACROS` of `phrasebook.personal`, and questions."""

MACROS: dict[str, str] = {
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
QUESTIONS = r"""
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
    co (tam )?(jest|stoi|widnieje|pisze|ma pan|ma pani) (w|we|na) ((pana|pani|tym|swoim) )?(paszporcie|dowodzie|prawie jazdy)(?=[^.!?]{0,90}\?)
    co (tam )?(jest|stoi|widnieje|pisze) (w|we) (polu|rubryce|linijce|wierszu) (numer* dokumentu|{data})
    (dokładniej|precyzyjniej|konkretniej) (można |się da |może pan |może pani )*(z|ze) (numerem|ulicą|adresem) (domu|mieszkania|i numerem)
    kto (jest )?(pacjentem|pasażerem|ubezpieczonym|płatnikiem|odbiorcą|właścicielem) ... (urodził*|urodzenia)
    na jakie prawo jazdy .. (wynajm*|wypożycz*|rezerw*)
    jakim (mailem|e-mailem|emailem|adresem|loginem) .. (loguj*|rejestrow*|zakładał*|zamawiał*|zalogow*)
"""
