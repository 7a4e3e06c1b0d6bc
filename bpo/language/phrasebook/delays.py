"""More of the promises that promise nothing: passives, “one way or another”, and an all that will sort itself out.

Names are those of `promises`: `who` names nobody who will act, `when` names no time. What makes them concrete
is said there.
"""

from bpo.language.types import Language

WHO: dict[Language, str] = {
    Language.PL: r"""
        (ktoś|któryś|któraś|jeden z nas|ktoś z nas|ktoś od nas|ktoś z zespołu|ktoś z kolegów) ... (odezwie|zadzwoni|napisze|odpowie|zajmie|sprawdzi|zajrzy|zerknie|spojrzy|skontaktuje|odpisze|wyjaśni|pomoże|przyjrzy)
        (zajmą|zajmie) się .. (tym|sprawą|tematem|zgłoszeniem|problemem|reklamacją|wszystkim)
        (tym|sprawą|tematem|zgłoszeniem|problemem|reklamacją) się .. zajmą
        (zostanie|zostaną|będzie|będą) (wkrótce |jeszcze |na pewno |oczywiście |jakoś |szczegółowo |dokładnie |starannie )*(rozpatrzon*|przekazan*|wyjaśnion*|załatwion*|rozwiązan*|przeanalizowan*|zweryfikowan*|uwzględnion*|rozważon*)
        (przyjrzymy się|pochylimy się|weźmiemy to pod uwagę|rozejrzymy się|popracujemy nad|rozważymy|zobaczymy co (da się|się da|możemy|można)|zobaczymy co z tym)
        (pracujemy nad (tym|rozwiązaniem|sprawą|problemem)|działamy w (tej )?sprawie|trwają (prace|ustalenia)|sprawa (jest )?w toku|jesteśmy w trakcie (ustalania|wyjaśniania|analizy))
        (przekażemy|przekazujemy|przekażę|puścimy|poślemy) (to|sprawę|temat|zgłoszenie|uwagi|pana uwagi|pani uwagi|informację) .. (dalej|wyżej|komu trzeba|gdzie trzeba|odpowiedni* \w+|zespołowi|kolegom|do (działu|zespołu|kierownictwa|przełożon*|odpowiedn*))$
        (proszę|prosimy) .. (być dobrej myśli|nie tracić nadziei|sprawdzać co jakiś czas|zaglądać do nas|czekać na (sygnał|wieści))
        (ułoży|wyjaśni|rozwiąże|naprawi|unormuje|załatwi) się .. (samo|samoistnie)
        (coś|jakoś) (z tym |na to |temu )*(wymyślimy|poradzimy|zaradzimy|zrobimy|załatwimy|ogarniemy|się wymyśli|się zrobi|się załatwi|się ułoży|się wyjaśni|się znajdzie|poradzi się|to rozwiążemy|to załatwimy|to będzie|to naprawimy)
        (wszystko|coś|to|sprawa|problem) (się |na pewno |w końcu |jakoś |samo |pewnie |z pewnością )*(wyjaśni|ułoży|rozwiąże|unormuje|wyklaruje|załatwi)( się)?$
        (wszystko|całość) (na pewno |jeszcze |jakoś )*będzie (dobrze|w porządku|ok|jak trzeba)$
    """,
    Language.EN: r"""
        (someone|somebody|one of us|one of our \w+|a colleague|the team|our team) (will|should|might|may|is going to|are going to|ought to)( \w+){0,3} (be in contact|in contact|in touch|touch base|have a look|take a look|be on it|pick (it|this) up|drop you a line|give you a shout|ping you|come back to you|see to it|see to this|attend to (it|this)|circle back)
        (it|this|that|the (matter|problem|issue|case|complaint|request|claim))('ll| will| shall| should| is going to)( \w+){0,2} be (looked (at|into)|dealt with|seen to|attended to|taken care of|taken up|passed (on|along|up)|forwarded|escalated|reviewed|considered|investigated|addressed|actioned|sorted|sorted out|straightened out|ironed out|put right)
        (it|this|that|everything|all|things|the (matter|problem|issue))('ll| will| should|'s bound to| is bound to| are bound to| is going to| is sure to)( \w+){0,2} (get sorted|get fixed|get solved|get resolved|sort itself|sort themselves|work itself|resolve itself|solve itself|clear itself|clear up|blow over|turn up|get there|work out|come right|fall into place|come together)
        (everything|it all|all|things) (will|should|is going to|is bound to) (be|turn out|work out) (fine|okay|ok|alright|all right|well|in the end)
        (we're|we are|they're|the team is|our team is) (all )?(on it|on the case|looking into (it|this|that)|investigating)$
        we'll (see|have a think|have a look|take a look|see about (it|this|that)|give it some thought|bear it in mind|come up with something|think of something|keep an eye on (it|this)|get (round|around) to (it|this)|see what happens)$
        (i'll|we'll|i have|we have|i've|we've|will) (pass|passed|hand|handed|send|forward|forwarded|flag|flagged)( \w+){0,3} (up the (chain|line)|further up|upstairs)
        ^(please )?(watch this space|sit tight|keep checking|check back later|stay patient|have a little patience)
        we'll (do|try) (what|whatever|as much as) we can
    """,
}
WHEN: dict[Language, str] = {
    Language.PL: r"""
        (jakoś|kiedyś|z czasem|w swoim czasie|w odpowiednim czasie|we właściwym czasie|w stosownym czasie|prędzej czy później|wcześniej czy później|tak czy inaczej|tak czy owak|w dogodnym momencie|w wolnej chwili|w miarę możliwości|w miarę wolnych mocy|w najbliższych dniach|w najbliższych tygodniach|niebawem|wkrótce|niedługo|lada (dzień|chwila|moment)|za jakiś czas|w bliżej nieokreślonym terminie|gdy przyjdzie pora|przy okazji|w sprzyjających okolicznościach) .. (to |się |na pewno |panu |pani |coś |wszystko |sprawę |z tym |tym |do pana |do pani )*(rozwiąż*|wyjaśni*|ułoży*|załatwi*|naprawi*|znajdzie|znajdziemy|damy radę|zajmie*|sprawdzimy|odezwie*|odpowiemy|odpiszemy|poradzimy|ogarniemy|damy znać|dam znać|coś|napiszemy|oddzwonimy|wrócimy|poinformujemy|zrobimy|zaradzimy|rozpatrzymy|dojdziemy|skontaktujemy)
        (rozwiążemy|wyjaśnimy|załatwimy|naprawimy|zajmiemy się|sprawdzimy|odezwiemy się|odpowiemy|odpiszemy|ogarniemy|napiszemy|zrobimy|rozpatrzymy|wyjaśni się|ułoży się|rozwiąże się|damy znać|przyjrzymy się|wrócimy|zająć) (to |tym |się |temu |do tego |sprawę |sprawą |na pewno |do pana |do pani |z tym )*(jakoś|kiedyś|w swoim czasie|w odpowiednim czasie|we właściwym czasie|w stosownym czasie|prędzej czy później|tak czy inaczej|w wolnej chwili|w miarę możliwości|w najbliższych dniach|wkrótce|niebawem|niedługo|lada dzień|lada chwila|za jakiś czas|przy okazji|gdy (tylko )?(będzie|znajdziemy|się uda)|jak (tylko )?(będzie|znajdziemy|się uda|się da))
        (postaramy się|spróbujemy|postarają się|będziemy się starać) .. (zająć|pomóc|sprawdzić|załatwić|zrobić|coś|znaleźć|zaradzić|odezwać|wrócić|ogarnąć|dopytać)
        (gdy|jak|kiedy|skoro) (tylko )?(nadejdzie|przyjdzie|będzie) .. (pora|czas|kolej|możliwość|okazja|luźniej|spokojniej|wolna chwila)
        na (spokojnie|luzie) .. (sprawdzimy|wyjaśnimy|zajmiemy|odpiszemy|rozwiążemy|załatwimy)
    """,
    Language.EN: r"""
        (will|we'll|it'll|they'll|i'll|you'll|that'll|should|shall|might|gets|get|try|trying)( \w+){0,7} (one way or (another|the other)|somehow|at some (stage|point|time)|some day|someday|one day|in (its|his|their|your) own time|when the time comes|when the time is right|as and when|when (we|they) can|when possible|whenever possible|as time allows|time permitting|in the fullness of time|down the (line|road)|by and by|before too long|before long|after a while|any (day|time|moment) now|in the not too distant future|when things (calm|quieten|settle)|at a later (date|stage|time|point)|as things (develop|progress)|sooner or later|when (it's|they're|he's|she's|we're) (ready|free))
        ^(all |everything )?in (good|due) (time|course)
        (sooner or later|one way or another|somehow|at some (point|stage)|one of these days|some day) .. (it|we|this|they|everything|someone|somebody|that|things|you)('ll| will| should|'s| is| are)
        (we'll|they'll|i'll|someone will|we will) get (round|around) to (it|this|you)
        when (we|someone|they) (get|gets|find|finds|have|has) .. (a chance|chance|spare moment|minute)
        (give|allow) (it|us|them) (some|a little|a bit of) (time|more time)$
    """,
}
