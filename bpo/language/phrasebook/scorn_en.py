"""The ways of English scorn, by how they are built rather than by their words.

A question that wants no answer, praise that is none, doubt of the customer's honesty or mind, a lesson, a sigh.
Kinds are those of `tone_en`; `MACROS` may be used in every phrase of the language's tone.
"""

MACROS: dict[str, str] = {
    "mind": """
        reading | thinking | counting | listening | understanding | spelling | paying attention | measuring | logic | maths | math | patience |
        common sense | comprehension | reading comprehension | manners | attention to detail | technology | arithmetic | geometry | brains | intelligence
        """,
    "surely": "clearly | obviously | evidently | apparently | certainly | really | definitely | plainly | probably | exactly",
    "child": """
        child | toddler | kid | baby | schoolchild | schoolboy | schoolgirl | preschooler | beginner | monkey | chimp | cat | dog | goldfish | hamster | granny | gran | nan |
        grandmother | grandma | grandad | mum | mother | niece | nephew | little sister | little brother | parrot | first-grader | half-wit | robot |
        (\\w+|\\d+)-year-old | (\\w+|\\d+) year old | idiot | caveman | blind man
        """,
    "manages": """
        (could|can|would|should) (easily |even |surely |probably |literally )*(do|have|build|put|assemble|fit|work|figure|tell|manage|understand|install|operate|follow|handle|sort|set|plug|find|count|know|close|fold|master|fix|spot|see that) |
        manages | managed | did it | does it | figured | understands | knows | knew | handles | built | assembled | put it together | worked it out | works it out
        """,
    "praise": "congratulations | congrats | well done | bravo | kudos | hats off | top marks | full marks | ten out of ten | 10/10 | good job | great job | nice job | good going | nice going | way to go | hurrah | three cheers | a round of applause | gold star",
    "misdeed": """
        breaking | broke | losing | lost | missing (the|our|your) | ruining | ruined | wrecking | wrecked | misreading | misread | failing | ignoring | forgetting | destroying | dropping | spilling |
        flooding | burning | damaging | messing | wasting | discovering | finally (?!moving|getting|having|being) | opening | at last
        """,
    "wit": "sherlock | einstein | columbo | poirot | captain obvious | hawk-eye | hawkeye | eagle-eye | eagle eyes | bright spark | smart alec | smarty pants | know-it-all | know-all | clever clogs | brainbox | brain of britain | wise guy | rocket scientist",
    "whine": "drama | dramas | theatrics | melodrama | lecture | lectures | sermon | sermons | speech | speeches | hysterics | tantrum | tantrums | sob story | sob stories | tears | waterworks | moaning | whining | complaining | sarcasm | attitude | indignation | outrage | life story | self-pity | monologue | rant",
}
ARGUE = r"""
    (are you (serious|kidding|joking|for real)|you can't be serious|you must be (joking|kidding)|you've got to be (joking|kidding)|who do you think you are)
    with all due respect .. (you|your)
    (per|as per) my (last|previous|earlier) (message|email|reply|post|comment)
    (we|i think we) (both|all) know .. (you|that|who|what|how|it|the|this)
    a (likely|convenient|tall) (story|tale|excuse)
    ^(oh |well |a |what a |that's a )*(nice|cute|lovely|good|cool|great|touching|entertaining|creative) (story|tale|theory|excuse|fairy tale) (but|only|shame|pity|except|though)
    (forgive|excuse|pardon) (me|us) (if|for) .. not (believing|buying) | (forgive|excuse|pardon) (me|us) if .. (don't|can't|cannot) .. (believe|buy|trust)
    (we|i|nobody|no one) .. (don't|doesn't|can't|cannot|won't|not|aren't) (quite |really |entirely |for one second |for a second |for a moment )*(buy|buying|believe|believing|swallow|swallowing) (a word|a single word|one word|any of (it|that|this)|your (story|version|excuse*|tale|word*)|that (story|version|excuse|one))
    (i|we|nobody|no one) (don't|doesn't|won't|can't) (quite |really |entirely )*(buy|swallow) (it|that|this)(?! from)
    (i|we) .. (find|finding) (that|it|this|your \w+) .. (hard|difficult|impossible|tough) to (swallow|believe|credit|buy|stomach)
    ^(and |well |oh )*(how )?(very |awfully |terribly )*convenient (that|how|isn't|timing)
    ^(it's |isn't it |how )?(funny|curious|amazing|remarkable|interesting) (how|that) .. (only|suddenly|after|until|now|exactly|always|never|right when)
    your (story|tale|excuse|version of events) (keeps|changes|has changed|doesn't|does not|makes no|has more holes|is full of)
    your version (keeps|changes|has changed)
    you (would|'d|of course|naturally) (say|claim) (that|so)(?= (the|but|our|though|wouldn't)|[,.!?]|$)
    (that's|so) what (they|you) (all|always) (say|claim)
    ^so you (say|claim|keep saying)
    (the|my) (dog|cat|goat) ate (it|the (receipt|homework|invoice|manual))
    (let's be|to be|be) honest .. you (dropped|broke|lost|washed|spilled|wore|used|forgot|didn't|never|just|only|want|simply)
    (come on|come now|oh please|let's be honest) .. you (dropped|broke|lost|washed|spilled|wore|used|forgot|didn't|never|just want)
    ^(just |go on |come on )*admit (it|that you)
    (not|won't|don't|nobody's) (going to )?(falling|fall) for (that|it|any of it|this|your)
    (i|we) (wasn't|weren't|was not|were not) born yesterday
    (pull the other one|pulling (my|our) leg)
    ^(yeah |sure |right |ok |fine |well |oh )*(whatever you say|if you say so)
    ^(yeah right|sure you did|of course you did|i'm sure you did|sure it did|sure it was|of course it did|of course it was)
    (stop|quit) (pretending|trying it on|playing (dumb|innocent|games|the victim)|the act)
    (trying|try) (it on with|to pull a fast one|to trick us|to cheat us|to fool us|to scam us|to con us)
    (we've|i've|we have|i have) heard (that one|every excuse|it all|them all|better (excuses|stories)) (before|already)?
    (get|keep) your (story|stories|facts) straight
    selective memory
"""
BLAME = r"""
    (read|reread|re-read) (my|our|the) (last|previous|first|earlier) (message|email|reply|post|comment|answer) .. (again|properly|carefully|slowly|time)
    (i've|we've|i have|we have) (already )?answered (this|that|your question|it) (already|before|once|twice|above)
    (no|little|small) wonder .. (if|when|since|as|considering) you
    (do yourself|do us|do everyone|do us all) a favour and | (do yourself|do us|do everyone|do us all) a favor and
    (you|one) (really |simply |just )*(need|have|ought) to (learn|read|listen|think|look) .. (first|properly|before (you|complaining|writing)|once in a while|for once)
    (next time|in future|for next time|another time|from now on) (you'll|you will|you might|you could|you should|try|do|please|remember|just|kindly|you'd better|perhaps|maybe|first)? .. (read|reading|measure|check|look|think|listen|pay attention|learn|count|use your|bother*)(?! .. (for you|we|with us))
    (maybe|perhaps) .. next time .. (read|measure|check|look|think|listen|open|pay|learn|order|you'll|plan)(?! .. (i|we) )
    (maybe|perhaps) you (should|could) (learn|listen|think|read|try (reading|thinking|listening))(?! (more )?about)
    you (might|could|should) (try|consider) (actually )?(reading|measuring|thinking|listening|counting|looking|checking) .. (before|first|next time|for once)
    you (should|could|might want to|ought to) (read|check|look|think|measure|listen) .. before you (complain|moan|write|accuse|post|blame|shout|whine)
    you (might|could|should) (want to |wish to |try to |consider )+(learn|learning) how
    (had you|if you had|if you'd) (ever |even |actually |only |just |really )*(opened|paid|listened|looked|measured|checked|bothered|followed|asked|thought|kept|planned|scrolled|used your|turned up|been (more|paying|careful|listening|patient|home|on time)|ordered earlier|done (your|as|what)|watched|taken (the|a|five|two|care)) .. (you'd|you would|we'd|we would|we wouldn't|you wouldn't|it|this|none|there|the|we)
    as (i|we)('ve| have)? (already |previously |repeatedly |clearly |patiently )+(explained|said|told|stated|pointed)(?! .. (sorry|on|at))
    as (i|we)('ve| have)? (already )?(explained|said|told you|written|stated|mentioned)( \w+)? (twice|three times|repeatedly|many times|several times|more than once|a dozen times)
    as (already|repeatedly|clearly) (explained|stated|communicated)
    (i'll|we'll|i will|we will) say it again
    (i'm|we're|i am|we are|i|we) (not|won't|will not|refuse) (going to |to )?(explain|explaining|repeat|repeating|say|saying|tell|telling) .. (a third|third time|again|twice|once more|over and over|anymore|any more)
    (do|must) (i|we) (really )?(have to |need to )?(repeat|explain|spell|say it) .. (myself|again|everything|out)
    let (that|this) (be|serve as) (a|your) (lesson|warning|reminder)
    (you|with) .. (thank|blame) .. (only )?(yourself|your own) .. for
    you .. your own \w+ to (thank|blame)
    (that's|this is|that is) what (you get|comes of) (for|when|if|of)
    what happens (when|if) you (don't|ignore|skip|can't|won't|never)
    (serves|served) you right
    you (had it coming|asked for it|brought this|made your bed)
    what (on earth |exactly )?did you (think|expect|imagine|suppose) (would|was going|happens|might|a|for|from)
    (says|said|written) (so )?.. (in (bold|capitals|capital letters|large|big|huge|red|plain)|right there|on the first page|on page one) .. (skipped|missed|ignored|eyes|bothered)
    (which|that|what) you {surely} (skipped|missed|ignored|didn't|never|forgot|overlooked|misread)
    (we|i|nobody|no one) (can't|cannot|won't|will not|aren't going to) (do|be doing) your (thinking|reading|homework|maths|measuring|job) for you
    (think|read|measure|count|breathe) for you$
    a (little|bit of|little bit of|tiny bit of|drop of|touch of) (attention|care|thought|patience|common sense|thinking|effort|reading|planning|foresight|courtesy) (on your part|from you)
    (it's|it is|that's|that is|this is) (hardly|scarcely|not|never|certainly not|surely not) (our|my|the (shop|courier|driver|store|seller)'s) (fault|problem|job|duty|responsibility) (that|if|when|to) .. you
    (it's|it is|that's|that is) (hardly|scarcely) (our|my) (fault|problem|business|job|concern|duty)
    (someone|somebody|you) (here )?(obviously |clearly |evidently |apparently )?(didn't|hasn't|haven't|forgot to|failed to|never) (do|done|did) (their|your) homework
    you (signed|ordered|bought|chose|wanted|clicked|accepted|agreed|picked|broke|made) (it|this|that|to it) .. (you|now you|so you) (live|pay|deal|fix|own|wear|cope|must)
    (don't|do not) (go )?(blaming|blame|point your finger at|come crying to|look at) (us|me|our \w+|the \w+) .. (for|because|if|when|your)
    excuses excuses
    you (left|let|waited|slept|dawdled|dithered) .. (too long|until the last|for weeks|through) .. so
    not (our|my) (fault|problem|doing) (that |if |when )?you
    (common sense|basic (manners|logic|decency)) (would|should|says|tells|dictates|suggests)
    you (should|ought to) (really |perhaps |maybe |at least )?(have|'ve) (known|read|measured|checked|thought|listened|planned|woken|bothered)
"""
MOCK = r"""
    (any|every|a|most) (normal|sane|sensible|reasonable|rational|intelligent|functioning|half-decent) (person|adult|human|customer|people|adults)
    (it's|there's|there is) (this |a |an )*(thing |something |invention |device |wonderful |magical |little )*called (a |an |the )*(switch|calendar|clock|manual|ruler|dictionary|door|handle|patience|google|reading|instructions|plug|button|map|socket|tape measure|mirror|alarm|queue)
    (sorry|hate) to burst your bubble
    (you people|sounds like a personal problem|poor diddums|touch grass|i'll pretend i didn't)
    (is|was) (it|that|this|\w+ing( \w+){0,3}) (really |so |that |too |such |honestly |seriously |actually )+(hard|difficult|much|complicated|tricky|tough|demanding|a challenge|an effort|a struggle) (to (?!hear|see|reach|turn)|for you|of you)
    (is|was) ... too much (to ask|of you)
    how (hard|difficult|complicated|tricky|tough) (can|could) (it|that|this) (be|really be)
    (somehow|in any way) (unclear|confusing|hard to understand|too complicated|ambiguous)
    (what|which) (exactly|part|word|bit|on earth|precisely)( of)? .. (did|do|don't|didn't) you (not )?(understand|get|grasp|follow)
    (what|who) (makes|made|gives|gave) you (think|the idea|the right|believe|so special|imagine)
    (do|did) you (honestly|seriously|genuinely|by any chance) (think*|expect*|believ*|suppos*|want*|suggest*|ask*|imagin*|complain*)
    (do|did) you (really|truly|actually) (think|expect|believe|suppose|imagine) .. (we|i|us|that|anyone|you)
    (did|has|had) (it|that) (never|not|ever|even|really not) (occur|occurred|cross|crossed|dawn|dawned|enter|entered) .. (you|your)
    (it )?(didn't|never|did not) (even )?(occurred|occur|crossed|cross|dawned|dawn) .. (you|your)
    (do|shall|should|must|would|want|need)( \w+){1,4} (draw|paint) (you |it |one )?(a picture|a diagram|pictures|in crayon|a drawing)
    shall (i|we) (also |perhaps |maybe |now )*(come|fly|drive|rush) (over|round|around|to your \w+) and .. (plug*|press*|turn*|read*|switch*|hold*|open*|find*|do it|push*)
    hold(ing)? your hand (through|while|all)
    (were|are) you (asleep|sleeping|drunk|blind|deaf|dreaming|dozing|living under|on another planet|born yesterday|raised)
    (are|were) (we|i) (supposed|expected|meant) to (feel|cry|care|guess|read your|weep|believe|laugh|applaud|clap|drop)
    (am i|are we) (a|your) (nanny|nannies|mother|mum|mind reader*|mind-reader*|magician*|servant*|secretary|psychic*|fortune teller*|babysitter*|therapist*)
    (i'm|we're|i am|we are) not (your |a )?(nanny|nannies|mother|mum|mind reader*|mind-reader*|magician*|servant*|psychic*|fortune teller*|babysitter*|clairvoyant*)
    since when (is|are|was|do|does) (it |that |this |we |the )*(our|my|supposed|responsible|customer*|shop's|have to)
    ^(and |so |but )?who (in their right mind |on earth |even |seriously |normally )*(buys|orders|washes|puts|leaves|complains|throws|stores|forgets|irons|dries|uses) .. (without|before|like that|in|at|a|such|with)
    have you (ever |even |never |perhaps |maybe |by any chance |at any point )*(considered|tried|thought of|heard of|bothered|attempted) (to )?(actually |just |simply )*(reading|read|thinking|listening|patience|a (dictionary|calendar|ruler)|paying|common sense|google|growing|being (polite|patient|nice)|manners|counting|using your|calming)
    (would|will) (it|that|waiting|reading|patience) (really |actually )?(kill|hurt) you
    (do|did|would) you (want|expect|like|need) .. (a (medal|cookie|round of applause|gold star|parade|trophy|hug|lollipop|standing ovation|certificate)|applause|us to (clap|cry|applaud|cheer|beg)|red carpet)
    ^(and |so |oh )*you('ve)? (only|just) (noticed|notice|realise*|realize*|woke up) (that |it |this )?(now|today)$
    must you (really |always |constantly |keep )*(write|writing|ask|asking|complain|complaining|shout|ring|call|repeat|send|whine|moan|make such)
    (can't|couldn't) you (just |not |simply |for once |possibly |ever |at least |even )+(wait|read|think|listen|look|behave|accept|check|measure|understand|be|leave|stop)
    {praise} (on|for|you|to|that|indeed|sir|madam) .. {misdeed}
    {praise} .. (you|you've) (found|broke|broken|managed|discovered|read|opened|noticed) .. (only|the one|finally|at last|nobody|what|again|something)
    {praise} .. (breaking|losing|ruining|ignoring|missing)
    (great|good|nice|brilliant|fantastic|wonderful|excellent) (job|going|plan|move|thinking) (breaking|washing|losing|ignoring|ruining|destroying|dropping|microwaving|forgetting)
    (what a|such a) (brilliant|genius|splendid|bright|clever|masterful|marvellous|smart|great|fantastic|wonderful) (idea|plan|move|thought) to (wash|put|leave|microwave|throw|ignore|dry|iron|pour|cut|open|stand|sit|boil|fry|bleach|soak)
    what a (brilliant|bright|clever|masterful|penetrating|astute|stunning|profound) (observation|discovery|deduction|theory|remark|insight|conclusion)
    (stunning|priceless|astonishing|groundbreaking|earth-shattering|staggering|masterful|penetrating|razor-sharp|dazzling) (insight|observation|deduction|discovery|remark|comment|logic|question|conclusion|revelation|intellect|analysis)
    (thanks|thank you|cheers) .. for .. (wisdom|lecture|sermon|novel|unsolicited|performance|drama|revelation|pearl*|stating the obvious|stunning|profound|enlightening (us|me)|tirade|outburst)
    {praise} (for|on) (effort|originality|imagination|creativity|logic|timing|deduction|stating|the obvious|drama|entertainment|spotting the obvious) .. (but|only|the|shame|though|now|it|nobody)
    (full|top) marks for (observation|effort|trying|spotting)
    ten out of ten for (observation|effort|trying|spotting|attention)
    (nice|good|great|brilliant|excellent) (detective|detecting) work .. (the parcel|exactly where|sherlock|only|shame)
    (aren't|ain't) you (a|the|just|something|quite|so) .. (spark|genius|clever|smart|sharp|treat|charmer|ray|darling|special|expert|bright|quick|funny|comedian)
    look who (finally|decided|woke|bothered|remembered|learned|learnt|managed|knows|thinks|suddenly)
    (somebody|someone) (finally|actually|eventually|at last) (read|opened|bothered|woke|noticed|learned|learnt|managed)
    you (really |truly |certainly |surely |clearly )*(deserve|deserved|win|get) (a|the|another) (medal|prize|award|trophy|nobel|gold star|statue|cookie|oscar|round of applause)(?! for (your|all|being|putting|waiting|bearing|the patience))
    give (that|the|this|her|him|yourself) (man|woman|lady|gentleman|person|customer|one)? (a|the|another) (prize|medal|cigar|round|gold|pat|hand|trophy|nobel|cookie|clap)
    (we have a winner|the (oscar|nobel|award) goes to)
    (well spotted|good spot|nice catch|good one|good thinking|elementary|no kidding|well done|brilliant|bravo|thank you|thanks|hello|okay|ok|alright|all right|congratulations|listen|great|excellent) .. {wit}(?! (bar|tool|kit|app|panel|mode))
    \w+ walks among us
    (genius|expert|professor) (at work|has spoken|speaks|strikes again|has arrived|in the house)
    ^(oh |well |ah |wow |behold |look |ladies and gentlemen |what )+(a|an|the|our|another) (genius|expert|professor|detective|mastermind|{wit})$
    {surely} (isn't|aren't|is not|not|wasn't|never) .. (your|everyone's|everybody's) (strong|strongest|greatest|forte|talent|strength|virtue*|gift)
    {mind} .. (isn't|is not|aren't|are not|wasn't|not|never) .. (your|everyone's|everybody's) (strong|strongest|thing|forte|cup|gift|talent|strength|virtue*)
    {mind} .. (not|never|isn't) .. (given to|granted to) (everyone|everybody|all|you)
    (not|isn't|never|hardly|wasn't|aren't|scarcely) .. (one of )?your (strong (suit|point|side|points)|strongest|forte|virtues|greatest (talent*|gift*|strength*)|best side)
    (this|that|it|{mind}|a \w+) (is|are|seems|seem|must be|proved) (clearly|obviously|evidently|apparently|plainly|a bit|far|way) (beyond|above|over|too much for|too (hard|difficult|complicated|advanced) for) (you|your (head|ability|abilities|level|understanding|grasp|skills))
    (beyond|above) your (capabilities|abilities|comprehension|intellect|pay grade|grasp)
    (goes|went|flies|flew) (right |way |straight )?over your head
    (common sense|brains|brain cells|intelligence|manners|gratitude|logic|politeness|patience) (is|are|seem to be|seems to be|must be) (clearly |obviously |rather )?(in short supply|lacking|on holiday|optional|scarce|sold out|not included)
    (my|a|any|even a|even my|an|even the) (average |little |own |small |three-legged |blind |old |reasonably bright |half-asleep |trained )*{child} .. {manages}
    like (i'm |i am |i would |you were |you're |you are |talking |speaking |explaining )*(to )?(a|an) (small |little |slow |very slow )?(child|toddler|five-year-old|five year old|three-year-old|idiot|preschooler|six-year-old)
    as (i|one|you) would (explain )?(it )?to a (small |little |slow )?(child|toddler|five-year-old|idiot)
    (explain|spell|say|put|break) (it|this|that) (out |down )?(in (small|simple|short) words|in words of|in baby steps|so (simply )?that even|for you in crayon)
    even you (can|could|should|will|would|might|must|ought)
    (obvious|clear|simple|easy) (enough )?even (to|for) you
    (perhaps|maybe|why not|how about|you could|next time|better) .. (ask*|get*|find*) (an|a|some|your) (adult|grown-up|grown up|responsible adult|mum|mummy|mother|sober|literate|someone smarter) .. (help|explain|read|to)
    (some|certain) (people|customers|folk|folks) (really |just |simply |clearly |obviously |apparently )*(shouldn't be|should not be|should never|can't (read|count|be)|never learn|will never learn|complain*|need everything|have nothing better|just don't (read|think|listen)|expect (miracles|the world|everything)|are never)
    (people|customers|those|anyone|folk|folks|somebody|someone|shoppers|buyers|he|whoever) (who|that)? (can't|cannot|don't|won't|couldn't|didn't|never|skip|skips|ignore|ignores|fail to|skipped|forget to) .. (read|count|measure|think|manual|label|labels|instruction*|listen|terms|spell|description*|attention|size chart|to six) .. (end up|lose|deserve|shouldn't|always|get what|only have|pay|tend to|should stay|miss|have only)
    (it's|it is|that's|this is|we're talking about) (only |just |still )?(a|an|one|two|four) (\w+ )?\w+ (not|not exactly|hardly) (a |an |the |some )?(spaceship|space ship|rocket|space shuttle|nuclear|brain surgery|submarine|war crime|tragedy|murder|heart surgery|catastrophe|disaster|state secret|apocalypse|moon landing|cathedral|end of the world|matter of life|cockpit|crown jewels|mona lisa|funeral|state visit|world war|earthquake)
    (isn't|not|hardly|is not) (exactly )?(rocket science|brain surgery|quantum physics|nuclear physics|the end of the world|a matter of life)
    (you|one) (don't|do not|doesn't|hardly|really don't) (need|have to have|require|even need) (a|to be a) (degree|phd|doctorate|diploma|rocket|genius|high iq) .. (to|for|in)
    (it )?(doesn't|does not|shouldn't|wouldn't) take (a|an|much) (genius|degree|phd|rocket|brain*|einstein|intelligence|scientist)
    (i|we)('d| would) have (thought|expected|hoped) .. (obvious|even you|common sense|you (could|would|knew)|a grown)
    must be (nice|lovely|wonderful|great|fun) (to|being|having) .. (so much|nothing|always|never|free time)
    (too much|so much|all that|that much) (free |spare )?time on your hands
    (too much|so much|plenty of|all that) (free |spare )time
    how old are you (that|if|then)(?! (card|account))
    (what are you|are you) (five|six|ten|twelve|three|four|a child|a toddler)(?! (of|people))
    ^(there |so |ok |well |right |are you )*(happy|satisfied) now
    you (would|must|'d) (make a (great|fine|wonderful)|fit right in|win an) .. (oscar|actor|actress|comedian|circus|drama|theatre)
    (welcome to the real world|rise and shine|wakey wakey|hello sleeping beauty|earth calling|earth to)
    (somebody|someone) (call|alert|notify) .. (the (press|newspapers|papers|un|bbc|army|fire brigade)|an ambulance)
    (stop|hold) the (press|presses|front page)
    (shock horror|surprise surprise|wonder of wonders|miracle of miracles|imagine that|fancy that|go figure|oh the (humanity|horror|tragedy|drama|pain))
    not that you('d| would| ever|'ve ever) (bother*|care*|know|notic*|read|look*|check*|understand|lift|think|deign|be bothered|see)
    (if|unless|should|provided) you .. (can|could|ever|actually|finally)( \w+)? (be bothered|bother|deign|condescend|get round|get off|stoop|find the (strength|energy|will)) (to )?.. (walk*|look*|read*|check*|open*|answer*|pick*|move*|get*|turn*)
    (too|so) (lazy|proud|grand|posh|thick|stupid|blind|high and mighty) (to|for)
    (you|you're|you are|since you're|as you're) (probably |clearly |obviously |evidently |surely |just |once again |again |yet again )*(too lazy|couldn't be (bothered|arsed)|can't be (bothered|arsed)|too impatient)
    (radical|crazy|novel|wild|revolutionary) (idea|thought|concept) .. (read|look|try|plug|wait|measure|open)
    (spoiler|plot twist|newsflash|news flash) .. (it|the|you|read|there|lamps|nobody|we)
    (oh you poor|my poor|poor) (baby|lamb|darling|sod|soul)(?! (monitor|carrier))
    (the world's smallest|the smallest|a tiny) violin
    (we're|i'm|we are|i am|we|i) .. (touched|impressed|thrilled|honoured|flattered|trembling|shaking) by your (threat*|tantrum*|vocabulary|charm|expertise|wisdom)
    (do tell us|please enlighten us|do enlighten us|please educate us)
    (funny|hilarious|comical|laughable) (coming from|you should|that you (think|expect|believe))
    (nice|lovely|charming|delightful) (attitude|manners|language|way to (talk|speak|ask))(?! (towards|and))
"""
COMMAND = r"""
    (spare|save|cut|skip|drop|enough (of|with)|less|stop with|stow|can|quit|ditch) (us|me|everyone|everybody|yourself)? (the |your |all |this |that |any |these |of )*{whine}(?! (button|mode|film*|mask|lamp|series|queen))
    (save|spare) (your breath|yourself the (breath|trouble|effort|embarrassment) (the|we|it|our|nobody|because|and))
    ^(oh |just |please |now |come on )*(enough|enough already|that's enough|give it a rest|get a grip|pull yourself together|wind your neck in|simmer down|cool it|zip it|drop it|cut it out|get real|grow up|lighten up|man up|toughen up)(?= (please|already|we|you|dear|mate|your)|[,.!?]|$)
    enough already
    (less|fewer) (drama|emotion|emotions|shouting|capitals|moaning|whining|feelings|complaining|attitude)
    keep (your|that|those|it|them) (\w+ )?to (yourself|yourselves)(?! (and|until|safe))
    (keep|save) your (opinion*|comment*|remark*|advice|view*|thought*|sarcasm|wisdom|jokes) (to|for) (yourself|yourselves|someone|somebody|your)
    (get|snap) (over|out of) (it|yourself)(?! (to|by))
    (deal|live|cope) with (it|that)(?= (it|we|and|the|or|because|you|like)|[,.!?]|$)
    (if|since) (it|that|this|the \w+) (bothers|annoys|upsets|worries|irritates|hurts|offends) you .. (so|that|this) (much|badly) .. (do|sew|fix|glue|buy|wash|paint|mend|repair|change|look|clean|iron|go|don't|cut|build)
    (sew|glue|mend|iron|fetch|google) (it|that|them|this)( \w+){0,2} yourself(?! (at home|if you (like|prefer|wish)))
    (like it|want it|love it) or (not|lump it|leave it)
    (shout|cry|moan|complain|scream|rant|whine|whinge|stamp|sulk|yell|threaten|beg|weep|protest|grumble) (all|as (much|loud|long|often)|till|until|yourself) .. (you|want|like|please|hoarse|wish|blue)
    (we|i) (heard|got|read) (you|it|that|your \w+) the (first|second|third) time
    (wait|queue|stand|sit|line up) (your turn|like (everyone|everybody|the rest|all)|to the back)
    (know|remember) your (place|limits|manners)
    (learn|try|practise|practice|develop|buy) (some |a little |a bit of |yourself )+(patience|manners|gratitude|respect|humility|politeness|self-control|courtesy|english|a dictionary|glasses|spelling|grammar)
    (mind|watch|improve|adjust|change|lower|moderate|curb|fix) (your) (tone|attitude|manners|language|temper|voice|mouth)
    (without|cut the|stop the|quit the) (shouting|yelling|tantrums|hysterics|threats|insults|moaning|whining|excuses|theatrics|begging)
    (stop|quit) (acting|behaving|crying|fussing|sulking|carrying on|making (a (fuss|scene|mountain)|such|excuses|demands)|feeling sorry|hyperventilating|taking it out|stamping|twisting|inventing|pressuring|asking (the same|us|me|again)|chasing us|nitpicking)
    (don't|do not) (be|get|act|play) (so |such |all |a |an |too |that |the |being )*(dramatic|silly|childish|ridiculous|smart with|clever with|cute with|hysterical|emotional|touchy|a baby|baby|princess|diva|victim|martyr|funny with|cheeky|greedy|lazy|stupid|thick|naive|petty|precious|pushy|bossy|innocent|dumb)(?! (filter))
    (don't|do not) (make|create|cause|start|throw|pull|kick up) (a|such a|so much|another) (fuss|scene|drama|mountain|tantrum|song and dance|stink|big deal|racket)
    do as you('re| are) told
    (hold your horses|keep your (hair|shirt|knickers) on)
"""
COLD = r"""
    ^((oh|ugh|sigh|good grief|for heaven's sake|seriously|god|and) )*(not (this|you|that) again|here we go again|what is it now|what this time|you again|give me strength|heaven help us|not another (one|message|complaint)|same old (story|song)|what do you want now)
    ^(oh |and |so )?(what now|now what) the
    (i|we)('ve| have)? (got )?(far |much |many )?(better|more important|bigger) things to (do|worry|think)
    (you're|you are|stop|quit|don't|do not) (just |only |simply |really )*(wasting|waste) .. (time|energy|breath)
    ^(so|and|well) what (if|of it|about it)
    ^so what(?=[,.!?])
    ^big deal
    (boo hoo|boohoo|boo-hoo)
    (it's|it is|that's) (only|just|merely|nothing but) (a|one) (\w+ )?(scratch|button|chip|dent|stain|mark|sock|lid|crack|scuff|screw) .. (stop|get over|nobody|don't|calm|who cares|relax|deal|grow)
    beggars (can't|cannot) be choosers
    ^(just |then |do |so |at least )*be (glad|grateful|thankful|happy|pleased) (it|you|we|that|they|for) .. (at all|came|arrived|got|even|anything|answer*|anyone|replied|only|works)
    (you should|you ought to|consider yourself) (be )?(lucky|glad|grateful|thankful) .. (at all|came|arrived|got|even|anything|answer*|we)
    (good|best of|lots of|the best of) luck (with|to you with|finding|getting|proving|convincing|suing|explaining) (that|this|it|a (lawyer|refund)|the (lawyer|court|claim)|your (complaint|lawyer|lawsuit|claim|appeal|refund|review|threat*)|anyone|anybody|someone|somebody|us)(?! (new|move|exam|interview))
    (cry|weep|sob|moan|whine|whinge|sulk) (all|about it|to your|away|a river)
    (the (world|universe|earth|sun)|everything|life) (doesn't|does not|won't|isn't going to) (revolve|turn|spin|stop|rotate) (around|round|for|because of|just for) (you|your)
    (you're|you are|you aren't) (hardly |not |simply |also |certainly |really )*(the|our) (centre|center|navel) of
    nobody (asked|needs|wants|wanted|invited|begged) (for )?(you|your)
    (no one|who) asked (for )?(you|your)
    couldn't care (less|fewer)
    (rules are rules|terms are terms|a deadline is a deadline|a contract is a contract|no means no)
    (moaning|whining|crying|complaining|shouting|tears|threats|threatening|begging|your (tears|complaints|threats|moaning|whining|shouting|anger|tantrum*|capitals|mood)|stamping|sulking|caps lock) (won't|will not|doesn't|don't|isn't going to|never|aren't going to|gets|get|solves|solve) .. (you|change|help|bring|get|make|anything|nothing|us|impress|faster|back|any|nowhere)
    (doesn't|does not|don't) (impress|scare|frighten|intimidate) (us|me|anyone)
    (what|how|why) .. (am i|are we) (supposed|meant|expected) to (do about|care|know|guess|believe|magic|conjure)
    (then|so|well|fine) (just )?(don't|do not) (buy|order|shop|come) (here|from us|with us|elsewhere|it|anything|again|at all)
    (nobody|no one|who) (is |'s |was |has )?(forcing|begging|forced|twisting|twisted) (you|your)
    you (got|get|have got|have|'ve got) (your|what you) .. (refund|answer|wanted|asked|money|parcel) .. (go away|stop|leave us|happy now|now what|be quiet|what more|move on)
    (what|and what) (more|else) do you want (from us|from me|now|me to|us to)
    (i'm|we're) (sick|tired|fed up|bored|done|through) (of|with) (you|your|explaining|answering|repeating|listening|these)
    (tough|hard|bad|rotten) (luck|cheese|cookies)(?= (the|you|it|that's|we|but|there|next|mate|sale|offer|rules|no|you're)|[,.!?]|$)
    ^(tough|too bad|tant pis|meh|pfft|your loss|your funeral|suit yourself|not my circus|no skin off)(?= (the|you|it|that's|we|but|there|next|your|sale|i|no|then)|[,.!?]|$)
    (that's |it's |strictly |entirely )(your|your own) (loss|funeral|headache|lookout|look-out)
    (won't|not going to|never|don't|will not) (lose any sleep|shed a tear|shed tears|lose sleep) (over|about|for|because)
    (do i|do we) (look|seem) like .. (we|i|care|bothered|nanny|mind|a|the)
    (what|which) part of (no|sold out|final|closed|friday|\w+( \w+){0,3}) (don't|do|didn't|did) you
"""
INSULT = r"""
    (lacking|devoid of|short on|low on) (a |any |all |even |the |basic )*(brains|brain cells|common sense|decency|manners|grey matter|wits|self-awareness|shame)
    (you|you're|you are|someone|somebody|aren't) .. (not|aren't|isn't|hardly) (exactly |quite |the )*(sharpest|brightest|quickest|smartest) (knife|tool|bulb|crayon|cookie|pencil)
    (aren't|not) (exactly |quite )*the (sharpest|brightest) (knife|tool|crayon|cookie|pencil)
    (the lights are on but nobody|two sandwiches short|a few sandwiches|not playing with a full|(have|has|got) a screw loose|one brick short)
    (typical|typically) (customer (behaviour|nonsense|moaning)|of (you|people like you))
    (you|what a|you're a|serial|professional|chronic|born|eternal) (whinger|moaner|whiner|complainer|nuisance|pest|troublemaker|time-waster|time waster|timewaster|nitpicker|fusspot|grouch|grump|nag|killjoy|drama llama|chancer|con artist|fraudster|cheat|crook|sourpuss)
    how (petty|pathetic|childish|ungrateful|greedy|clueless|spoilt|spoiled|embarrassing) (of you|can you|are you|you are)
"""
INNOCENT = r"""
    (none|nothing|no part) of (this|that|it) (is|was|were|has been) (in any way |really |at all )?your (fault|mistake|doing|error)
    (that|this|it) (wasn't|isn't|was not|is not|was never) (in any way |at all )?your (fault|mistake|doing|error)
    (i|we) (don't|do not|can't|cannot|couldn't) believe (it|this|that) (too|took|is|was|has|happened|either|got|went|didn't|still)
    is (it|this|that) (really )?(that|so|too) (loud|big|small|heavy|bright|dark|hot|cold|tight|loose|high|low|wide|short|long|noisy|stiff|hard|soft)$
    (congratulations|congrats|well done) (on|with) (the|your) (new|birth|wedding|baby|engagement|promotion|anniversary|move|house|home|flat|exam|degree|graduation|win|shelf|build|result|first)
    (child|toddler|kid|baby) (can|could) (also |safely )*(sit|sleep|reach|climb|swallow|choke|fall|pull|chew|play|ride|wear|stand|drink|get hurt)
    for the slow (reply|replies|response*|delivery|service|answer*|start|connection|website|site|update*|refund*|progress)
"""
