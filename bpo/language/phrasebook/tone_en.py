"""How English replies quarrel, blame, mock, order about, refuse and insult; and how they are kind."""

ARGUE = r"""
    (i|we) (don't|can't|fail to|do not|cannot) (see|understand|get) .. (what|why) .. (complain*|fuss|moan*|upset|angry|problem|unhappy)
    (and )?whose fault (is|was) (it|that)
    (so )?(it's|it is|that's) our fault$
    you (must have |probably |clearly |simply |just |surely )*(imagined|dreamt|dreamed|made up|invented) (it|this|that|things|the)
    you're (imagining|seeing|hearing) things
    (our|the) \w+ (is|are|was|were) never (rude|late|wrong|broken|lost|impolite)
    (our|the) \w+ (never|don't|doesn't|do not|does not) (lie|lies|break|breaks|lose|loses|make mistakes|fail)
    (that|this|it|such things) (never|doesn't|don't|just doesn't|simply doesn't) (ever )?happen(s)? (here|with us|at our)
    we never (make mistakes|lose|get it wrong|are late)
    (you're|you are) (simply |just |clearly |obviously |plainly |completely |totally |quite |dead )*(wrong|mistaken|lying|exaggerating|making (this|that|it|things|stuff) up|imagining|overreacting|confused about the facts|being dramatic|being dishonest)
    you (must be|are obviously|were obviously) (lying|mistaken|imagining|exaggerating|dreaming|making)
    (that's|this is|that is|it's|what nonsense|complete|utter|total|sheer) (just |simply |a |an |complete |utter |total |plain |not |pure |outright )*(lie|lies|nonsense|rubbish|untrue|ridiculous|absurd|not true|false|fiction|a fantasy|an exaggeration|garbage|baloney|ludicrous|laughable)
    (stop|quit|don't|enough of|no more|cut) (the |your |with |just |please )*(lying|lie|making (things|stuff|it|this) up|make (things|stuff|it|this) up|exaggerating|exaggerate|inventing|invent things|being dramatic|be so dramatic|be dramatic|the drama|lies|stories|telling stories|fantasising|drama)
    (that|this|it) (simply |just )?(couldn't|could not|can't|cannot) (have|possibly have|possibly) (happened|happen|be|be true|been)
    (that|this) (never|didn't|did not) (happened|happen|occur)
    (that|this|it) is impossible$
    (that's|it's|this is) (just |simply )?impossible$
    (we|i|nobody) (simply |just |really |quite )?(don't|do not|doesn't|can't|won't) believe (you|that|a word|your|this)
    nobody('s| is| will)? (going to )?believe (you|that|this)
    (prove it|where's your proof|where is your proof|got any proof|show us the proof|and your proof)
    where (did|do) you get (that|this|such) (idea|from|nonsense)
    who (on earth )?told you (that|this|such)
    (you're|you are) (just )?contradicting yourself
    (we're|we are|i'm|i am) not (going to |here to )?(argue|arguing|debate|debating|fight|fighting)( with you| about)?
    (i|we) (won't|refuse to|will not) (argue|debate|discuss this with you)
    (we|i) (clearly |surely |obviously )?know (our (products|job)|this|that|it) better( than you)?
    we know better
    (i've|we've|i have|we have|i) (already )?(told|explained|answered|said|written|repeated) (you |this |that |it |to you )*(a hundred|a thousand|ten|three|four|five|several|many|countless|a million|so many|umpteen|\d+) times
    (as|like) (i|we) (already )?(said|told you|explained|wrote) (a hundred|ten|three|already|before|twice|several)( times)?
    how many times
    (here|there) you go again
    ^(oh )?(not )?you again$
    (everyone|everybody) else .. (works|fine|manages|managed|happy|satisfied|no problem*|has no)
    (works|working) (fine |perfectly )?for everyone (else|but you)
    (nobody|no one) else (has |is |ever )?(complained|complaining|complains|has this|has had|had this)
    (you're|you are) the only (one|person|customer) (who|with|complaining)
    let's (not|stop) (exaggerate|pretending|being dramatic)
"""
BLAME = r"""
    before (you )?(moan*|complain*|whin*|accus*|blam*|rant*|shout*) .. (learn|read|check|think|look|try|find out|make sure)
    it's you (who|that) (can't|didn't|don't|doesn't)
    you (could|might|should) (have|'ve) (guessed|worked|figured|noticed|realised|realized|known|googled|asked)
    you (just |simply |obviously |clearly |plainly |probably )+(don't|didn't|can't|do not|did not|cannot|couldn't) .. (know|read|understand|use|look|follow|listen|bother|pay attention|think|care)
    how (could|did) you (possibly |even |manage to |ever )*(not (notice|see|read|know|understand)|miss|break|misread|lose|overlook|fail)
    how (on earth )?did you (manage|miss)
    (we|i) (did )?(warned|warn|told) you( so)? .. (don't|now|so|but)
    (so |now |then )(don't|please don't|do not) (complain|moan|come crying|cry|blame us)
    (it's|it is) (a bit |too |rather )?late (now )?to (complain|moan|cry)
    you (asked for|wanted|chose|picked|ordered) (it|this|that) yourself
    (reading|using it) (is|takes) a skill
    you (didn't|did not) look (hard|close|closely|properly)
    (that's|it's|this is|that is|that was|it was|entirely|all|only) (all |entirely |simply |just |clearly |really |only |purely |your |own )*your (own )?(fault|mistake|error|problem|doing|responsibility|carelessness|negligence|issue|problem)(?! (is|has|was|will|with))
    your (own )(fault|mistake|error|doing|carelessness|negligence|stupidity|laziness)
    your (fault|carelessness|negligence|stupidity|inattention)$
    (sounds like|that's|this is|seems like) (a )?(you|user) (problem|error|mistake)
    (user error|a you problem|pebkac)
    (you|you've) (only |have )?(yourself|yourselves) to blame
    (only|have) yourself to blame
    (you) (clearly |obviously |evidently |probably |must have |simply |just |apparently |surely )+(broke|broken|dropped|damaged|misread|didn't read|haven't read|did not read|can't read|misused|ruined|spilled|spilt|lost|ignored|forgot|failed|don't understand|didn't bother|didn't look|weren't|did something wrong|did it wrong)
    you broke it( yourself)?
    you (should|could|might|ought to) (have|'ve) .. (read|thought|checked|looked|listened|asked|known|paid attention|been more careful|ordered|been careful|noticed|planned|kept|tried|bothered|considered|bought)
    (should've|should have|could've|shoulda) (read|thought|checked|looked|listened|asked|known|paid|been|ordered|kept)
    next time .. (read|think|check|look|listen|pay attention|be more careful|try reading|use your)
    (try|how about|maybe try|have you tried|perhaps try|why not try) (actually )?(reading|thinking|using your (brain|head|eyes)|paying attention|looking|opening your eyes)( the (manual|instructions|description|terms))?
    (read|check|look at|study) (the|our|it|them|your) .. (more carefully|properly|again|carefully next time|for once|first next time|before (complaining|you complain|writing|whining|moaning|posting))
    (read|learn|think|look) .. before (you )?(complain*|whin*|moan*|writ*|post*|wast*|accus*)
    if you('d| had) (bothered|read|only|actually|just|listened|paid|taken|looked|checked|followed)
    if you (actually |only |had |just )?(bothered|read the|could read|can read|knew how)
    (had you|did you even|did you not|didn't you|do you even|have you even|can't you|can you not|could you not) (bother*|read|check*|look*|think|see|understand|know|open|try|follow*|use)
    you (didn't|don't|never|couldn't|failed to|haven't|can't|couldn't be bothered to) (even )?(bother*|read (the|it|our|anything|properly|carefully)|pay attention|listen|think|understand (how|what|that|basic|english)|know how to|look (properly|carefully)|follow (the )?(simple|basic))
    (what|who) stopped you
    (nobody|no one) (forced|asked|told|made) you
    what (were|did) you (thinking|expecting|think|expect)
    (learn|go learn|maybe learn|try learning) (to|how to) (read|use|count|write|behave|spell|be polite|cook|type)
    (because of|due to|thanks to|through) your (own )?(carelessness|negligence|stupidity|mistake|inattention|laziness|error|fault)
    (if you can't|if you don't know how to|if you cannot) .. (don't|shouldn't|maybe don't|stop) (buy|order|use|touch|bother*|complain*)
    (not|isn't|wasn't) (our|the shop's|the store's) fault (that )?you
    you (brought|did) (this|that|it) (on|to) yourself
    (it's|that's) what happens when (you|people) (don't|can't)
"""
MOCK = r"""
    (sorry|shame|pity) .. (you have|you've) (got )?nothing (better|else) to do
    (strange|funny|odd|embarrassing|sad) .. (from|coming from) (a|an) (grown-up|grown up|adult|grown man|grown woman|educated)
    your (essay|essays|novel|novels|rants|memoirs|epic|life story)
    what (compensation|refund|discount|apology|guarantee|warranty|replacement)( it's|$)
    where do all these .. (complaints|demands) .. come from
    (well|oh)( well)? (sorry|excuse us|pardon us|forgive us|so sorry) .. (we|for|that|if|your)
    (please|serve|suit|displease|disappoint|offend|upset) (your|her|his) (majesty|highness|lordship|ladyship)
    ^(oh really|really now|you don't say|is that so|no way|do tell|seriously|oh please|do you now)$
    (oh really|you don't say)
    ^big deal$
    (big whoop|it's not rocket science|not rocket science|cry me|so sad|my heart bleeds|what a shame for you|it's not the end of the world|worse things happen)
    (don't|do not) make (us|me) laugh
    (got|have|had|find) (nothing|anything|something) better to do
    why (on earth )?did you (even )?(buy|order) (it|this|that) then
    (how|why) is (that|this|it) our (fault|problem|business)
    what('s| has| is) .. (that|this|it) (got to do|to do) with us
    (so )?what (are we|am i|do you want us|now) .. (cry|weep|do about it|throw a party|sob)
    (it|that) takes (real |some |a special |a lot of )*(talent|skill|effort|genius) to (break|lose|miss|ruin|mess)
    (you|well done|bravo) .. managed to (break|lose|ruin|misread|miss)
    (do|are) you always (this|so|like this|read|complain|act|behave)
    ^(keep dreaming|dream on|in your dreams|nice try|good one|you wish|fat chance|wishful thinking|as if)$
    (had|gave us|having) (a |us )?(good |a good |quite a )?(laugh|giggle|chuckle)
    (thanks|thank you) for (the|making us) laugh
    (how (touching|sweet of you to|original|surprising)|what a (surprise|discovery|revelation|shocker)|who would have thought|who would've thought|stop the press|call the press)
    (didn't|did) (they|your (mother|mum|mom|parents)|school|anyone) .. (teach|taught) you
    (get|have) your (eyes|eyesight|glasses|hearing) (tested|checked)
    (see|need|visit) an (optician|eye doctor)
    (is it|was it|is that) (really |so |that |too )+(hard|difficult|much) (to|for you)
    what('s| is| part of) .. (don't you|not to|so hard to|so difficult to|unclear) .. (understand|get|about)
    which part .. (don't|didn't) you understand
    (ever )?(tried|thought of|heard of) (reading|thinking|patience|manners|instructions)
    congratulations .. (first|only) .. (person|customer|one|to|who|ever)
    (you're|you are|you must be) (literally )?the (first|only) (person|customer|one|human) .. (break|breaks|complain*|can't|couldn't|fail*|manage*|broke|lose|who)
    (oh no|oh dear|aww|aw|boo hoo|boohoo|oh my|oh boy|gosh|poor you|poor thing|poor baby|what a|such a) .. (tragedy|drama|catastrophe|disaster movie|end of the world|world's ending|poor thing|crybaby|calamity)
    ^(grow up|get a life|get real|man up|wake up|cope|cry more)$
    (just |please |oh )(grow up|get a life|get real|man up)
    (boo hoo|boohoo|cry me a river|cry about it|get over it|deal with it|get a grip|suck it up|first world problems|first-world problems|world's smallest violin)
    (of course|sure|naturally|right|yeah|obviously|well) .. (it's|it is|everything's|everyone's|must be|blame) (always |all |everyone |everybody )*(our fault|the shop's fault|someone else's fault|everyone else's fault|everybody else's fault|us|the courier)
    (it's|everything is|everything's) always (someone|somebody|everyone|everybody) else's fault
    blame (us|everyone|everybody|the world) (for )?(everything|why don't you|as usual|again|else)
    (you|you'd|you obviously|you clearly|you surely) (always |of course |obviously )?know best
    ^(slow clap|bravo|well done you|genius|brilliant logic|good for you)$
    (slow clap|give yourself a (medal|pat))
    (can|do|did) you (even|actually) (read|count|think|listen|understand)(?! (the (label|code|number|serial|display|screen)))
    (can you (read|count|think)|do you understand( plain)? english|do you speak english|are you (able to|capable of) (read|reading|think|thinking))$
    can you (read|count) or
    (can't|cannot) you (even )?(read|count|think|see|understand)(?! (the (label|code|number|serial|display)))
    (is|was|are) (it|that|reading|english|this) (really |that |so |too )*(hard|difficult|complicated|much) (for you|to (read|understand|grasp|follow))
    (how|what) (hard|difficult|complicated) (can it be|is it|is that)( to)?
    (grown|adult|grown-up|a grown) (man|woman|adult|person|up|ups|adults|men) (can't|cannot|who can't|unable|is unable|doesn't|struggl*|couldn't)
    (funny|strange|amazing|odd|weird|surprising|embarrassing) (how |that |for )?(a )?(grown|adult|grown-up|someone your age|at your age)
    (even )?(a|my|any) (child|toddler|five-year-old|five year old|kid|monkey|grandmother|baby|schoolchild|idiot|\d-year-old) (can|could|would|knows|understands|manages|figures)
    (for|especially for) (the )?(slow|hard of (thinking|reading|understanding)|slower ones|people in the back|slow learners|dummies|those who can't read|those at the back|intellectually challenged)
    (let me|i'll|i will|we'll|allow me to) (repeat|say|explain|spell|write|type) (that|this|it|myself)? ?(out )?(very |really |one last |one more |again |for the last |for the hundredth )*(slowly|slow|in simple words|in words of one syllable|for you in|for the last time|in capital*|like you're five|in crayon)
    for the (last|hundredth|tenth|umpteenth|millionth|nth) time
    (our|my|deepest) (condolences|sympathies) .. (to your (family|brain|iq)|for your (loss of|logic))
    (should|shall) (we|i) (call|send) .. (an ambulance|a doctor|a therapist|the waaambulance|your mum|a tissue|some tissues)
    (do you )?(need|want|here's|have|grab) (a|some) (tissue|tissues|hug|medal|cookie|therapist|nap|lollipop)
    (thanks|thank you),? .. (captain obvious|for (your|the) (priceless|expert|invaluable|brilliant|genius|rant|lecture|tantrum|sermon|life story|novel|essay)|sherlock|einstein|for nothing)
    (captain obvious|sherlock|einstein|well done sherlock)$
    (your|such a) (valuable|priceless|expert|precious|invaluable) opinion
    (as if|like) (we|i) (care|cared|had nothing)
    (we're|we are|i'm) (all )?(crying|in tears|heartbroken|devastated|trembling|terrified|shaking|so scared|so sorry for you)( (for you|here|over here|with fear))?$
    (we'll|let us|we will) (drop|stop) everything (for you|just for you|and|then)
    ^(lol|haha|ha ha|hahaha|very funny|hilarious|yawn|whatever|facepalm|duh|oh please|give me a break|yeah right|as if|sure jan|cool story( bro)?|nice try|good luck with that|not our circus)$
    (vivid|wild|rich|lively|great|some) imagination( you have)?$
    (you have|you've got|what) (a |quite a |such a )?(vivid|wild|rich|lively|great) imagination
    (newsflash|news flash|spoiler alert|reality check) .. (you|it|the|we|not)
    (your|her|his) (majesty|highness|lordship|ladyship|royal)
    (ok|okay|calm down|sorry|alright|listen|look|sure) (boomer|karen|princess|sweetheart|snowflake|drama queen|buddy|pal|sunshine|genius)
    (you're|you are) (always|never) (unhappy|complaining|moaning|happy|satisfied|whining)
    (nothing|never) is ever good enough for you
    what (did|do|else did) you expect .. (for|at) (that|this|the|a|\d|such)
    (you get|you got) what you (pay|paid) for
    at (that|this) price .. (what|you)
    (wow|oh|well|gee|oh wow) .. (what a|such a|somebody|someone|aren't you|how) .. (genius|surprise|detective|clever|smart|observant|shocker|expert|cranky|grumpy|got out of bed)
    aren't you (clever|smart|special|a genius|observant|lovely)
    (maybe|perhaps) you should (write|try) (novels|fiction|stand-up|comedy|fairy tales|the circus)
"""
COMMAND = r"""
    you were (told|asked) to wait .. (so|then|and) .. wait
    (so|then) (just )?(wait|deal with it|be quiet|live with it)$
    stop (?!using|charging|pressing|by|washing|working|beeping|blinking|selling|making|shipping|taking)\w+ing (us|me|our|here|everyone|at)
    (shout|argue|scream|complain|make a scene|throw a tantrum|play the victim) (somewhere else|elsewhere|at home)
    ^(so |just )?(read|try reading) the (terms|manual|instructions|conditions|description|small print|fine print|contract)(?! .. (before|first|please))
    (no need|there's no need|no reason|no point) (to|in) (get|getting|be|being) (so |all |this |that )+(worked up|upset|angry|dramatic|emotional|hysterical|rude|excited|nervous|agitated)
    (no need|there's no need) to (shout|yell|panic like|make a scene|make a fuss|be rude|lose your temper)
    use your (own )?(head|brain|brains|common sense|eyes)
    (find|get) (yourself )?(a hobby|something better to do|something else to do)
    (calm|settle|simmer|cool|quiet|pipe) (down|off)(?! (before|for (ten|five|\d)|completely|to|slowly|the|after))
    ^(chill out|relax|take a chill pill|keep your (hair|shirt) on|get a grip|control yourself|compose yourself|pull yourself together|chill)$
    (just )?(relax|chill) (already|mate|a bit|will you)
    (stop|quit|enough|no more|cease) (with )?(the |your |all |this |that |spamming |constantly |always |just )*(complaining|whining|moaning|shouting|yelling|spamming|ranting|bothering|pestering|harassing|nagging|crying|threatening|demanding|writing to us|wasting (our|my|everyone's) time|being (rude|childish|silly|so|difficult|ridiculous|impatient|a)|attitude|tantrum|tantrums|hysterics|rant|panicking|whinging|bugging|sulking|messaging us|arguing|bullying|blaming)
    (don't|do not) (shout|yell|swear|moan|whine|spam|threaten|lecture|pester|nag|rant|be (rude|childish|silly|so|difficult|ridiculous|impatient|dramatic|like that)|tell (us|me) how|take that tone|waste (our|my)|bother us|talk to (us|me) like|start with|you dare|get smart|cry about|speak to (us|me)|play the)
    (watch|mind) your (language|tone|mouth|manners|words|attitude|tongue)
    (choose|pick) your words
    ^(just |please |oh |now )?(shut up|zip it|shush|hush|be quiet|pipe down|get lost|go away|buzz off|leave us alone|leave me alone|get out|move on|drop it|give it a rest|cut it out|knock it off)$
    (shut up|go away|buzz off|leave us alone|zip it|be quiet|beat it|take a hike|jog on)
    (don't|do not|never) (ever )?(write|contact|message|call|email) (us|me|here) (again|anymore|any more)
    (wait|sit|stand) (your turn|like everyone|like everybody|quietly|in silence|there and|and be|patiently and)
    (just )?(wait|be patient) like (everyone|everybody)( else)?
    (have|show|learn|get) some (patience|respect|manners|decency|shame|common sense|self-respect|self-control)
    use (your|some) (brain|head|common sense|eyes|google|loaf)
    (google it|just google|ever heard of google|rtfm|let me google)
    (how many times|how often) (do|must|should|will|have) (we|i) .. (repeat|tell|explain|say|told|to)
    (don't|do not) (tell|teach|lecture) (us|me) .. (how|what|to)
    (as |it's |it is |it was |that's |which is )?(clearly |plainly )(written|stated|says|explained|printed|marked) .. (black and white|if you|had you|can't you|for those|read|open)
    (in black and white|in plain english) .. (read|eyes|look|you)
    (it's|it is|it was|all|that's) .. (there )?in black and white
    (open|use|rub|clean) your (eyes|ears|glasses)
    (make up your mind|get your facts straight|get over yourself|sort yourself out|do your (homework|research))
    (deal|live|cope) with it$
    ^tough( luck| love)?$
"""
COLD = r"""
    (everyone|everybody|we|we're|we are|all of us) (here )?(is |are |'re )?(all |so |really |getting |quite )*(sick|tired|fed up|bored) (and tired )?(of|with) (you|your)
    (don't|do not) even (ask|bother|dream|hope)
    (there'll be|there will be|there is|you'll get|you get) no (refund|exchange|replacement|discount|compensation|apology)$
    (we|i) (have|'ve got|have got) no time (to|for) (read*|listen*|answer*|deal*|your|this)
    (your|these) (fantasies|stories|theories|tantrums|whims|rants|dramas|imaginings|tales) .. (don't|do not|are|doesn't) .. (interest|bore|concern|bother|boring|amusing|laughable)
    (find|get|buy) (it|one|something|a) (cheaper|better) (elsewhere|somewhere)?( good luck)?
    (i|we) (don't|can't) see (a|the|any|what the) (problem|tragedy|issue|big deal)( is| here)?$
    (we're|we are|i'm) (really |so |getting |pretty )*(tired|sick|bored|fed up) (of|with) (you|your|these|this|all)
    (be|just be|you can be) (glad|grateful|thankful|happy) (it|you|we|that it|that you|that we) .. (arrived|got|came|at all|even)
    (complaints|refunds|returns) (aren't|are not|won't be) (accepted|considered|given)$
    (with|given) (that|your|an) attitude
    we (won't|will not|aren't going to|don't) (babysit|hold your hand|run after|chase after|pamper)
    (not|isn't|ain't) (our|my) (problem|fault|concern|business|job|issue|responsibility to)
    (that|this|it)('s| is) (your|none of our|hardly our) (problem|business|concern)
    none of our business
    (we|i|nobody|no one) (really |honestly |frankly |simply |just |here )*(don't|doesn't|couldn't|could not|do not) (care|give a|mind what you|care less|care about)
    (couldn't|could) care less
    (we|i) (really )?(have no|have zero) (interest|sympathy|time for)
    (who|nobody|no one) cares
    (we're not|we are not|we aren't|i'm not|i am not|the shop isn't|the shop is not) (obliged|obligated|required|supposed|here|your|paid|a charity|a help|babysit*) .. (help|you|to you|answer|explain|servant*|nanny|nannies|charity|anything|mother|secretary|assistant|for this)
    we're not a (charity|helpdesk|kindergarten)
    (nobody|no one) here (has to|is obliged|is required|owes|is going to|will) .. (help|answer|you|anything)
    we (don't|do not) owe you( anything)?
    (nothing|not much) (else |more )?(we|i) (can|could|will) do( about (it|that|this)| for you)?$
    there's nothing (else |more )?(we|i) can do( about (it|that|this)| for you)?$
    (can't|cannot|unable to|won't) help (you|with that|with this)( here)?$
    (sort|fix|figure|solve|deal with|handle|work|find) (it|this|that|things|them) (out )?(yourself|yourselves|on your own|without us)
    (help yourself|you're on your own|not our circus|suit yourself|please yourself|your call|your loss|your choice)$
    (you're|you are) on your own
    (case|subject|discussion|conversation|end of|topic|matter) (is )?(closed|over|story|discussion|finished|of discussion)$
    end of (story|discussion|conversation|debate|topic)
    (and that's|that's) (that|final|all you're getting|the end of it)$
    (we're|we are|i'm|i am|we|i) (not |won't |will not |refuse to |aren't )+(going to |gonna )?(repeat|explain|discuss|apologise|apologize|bother|waste|refund|replace|answering|answer|repeating|explaining|apologising|refunding|sorry|help|helping|giving|give)( (this|that|it|you|myself|ourselves|again|any|to you|for you|your|time|one|anything))*
    (i|we) (don't|do not) have (the )?(time|patience|energy) (for|to)
    ^(so|and) (what|what now|what do you want|your point is)$
    so what$
    what do you want (from us|from me|us to do|me to do)
    (if )?(you )?(don't|do not|not|didn't) (like|happy|satisfied|want) (it|this|that|our|with)?.. (don't (buy|order|use|come|shop)|go elsewhere|shop elsewhere|leave|buy (it )?(somewhere|elsewhere)|try (another|somewhere|our competitor*)|tough|then don't|there's the door|find another|feel free to (leave|go))
    (don't like it|not happy)$
    (nobody|no one|we're not|we aren't|we are not) (is |'s )?(forcing|making|keeping|holding|stopping) you
    (nobody|no one) (forces|makes|keeps|holds|forced|made|asked) (you|anyone|anybody)
    (go|shop|buy|try|look|take your (business|money)|order|feel free to go|complain|find) .. (elsewhere|somewhere else|to our competitor*|another (shop|store)|to a competitor)
    (complain|sue|report|cry|go ahead|feel free|tell|write) .. (to whoever|wherever you|all you (like|want)|to anyone|and sue|us then|to whom|to anybody|as much as you|to the (pope|president|king)|see if we care)
    (sue us|see you in court|see if we care|be our guest and sue|good luck in court|good luck with (that|your (complaint|lawsuit|lawyer)|suing))
    good luck (finding|getting|proving|with (that|it))
    (that's|such is|c'est) (just )?(life|la vie|how it is|the way it is|tough)$
    (get used to|put up with|live with) (it|that|this)
    (you should be|you ought to be|count yourself|consider yourself|just be) (grateful|thankful|glad|lucky|happy)
    ^be (grateful|thankful|glad) .. (we|you|that|it|for)
    (we|nobody|no one) (won't|will|can't|is going to|isn't going to|aren't going to) (change|bend|make) .. (rules|exception*|everything|policy) .. (for you|just for|because of you)
    (you're|you are) not (the only|our only|that|so) (one|customer|special|important|important to us)( here| we have)?
    (we have|there are|we get) (thousands|hundreds|plenty|loads|millions|enough|lots) of (customers|people|others)( (like|such as) you)
    (don't|do not) (hold your breath|even (try|ask|think|bother)|count on it|bother (asking|writing|coming))
    (forget|you can forget) (about )?(it|that|your|any|the) .. (refund|money|replacement|compensation|exchange|discount|delivery)?$
    (you won't|you'll never|you will never|you're not|you aren't) (see|get|getting|seeing|going to get|going to see) (your|a|any) (money|refund|replacement|penny|cent|compensation)
    (dream on|in your dreams|no chance|not a chance|no way|over my dead body|you wish|as if)$
    (we|i) wash (our|my) hands
    (we have|we had|we've|the shop has|the store has) nothing to do with (this|that|it|your)
    (your|what you) (opinion|complaint|complaints|feelings|review|think|problem|problems|time|say) .. (doesn't|don't|does not|do not|isn't|is not|aren't|means nothing|is of no|are of no|irrelevant) .. (matter|interest|concern|count|care|our|us|relevant|important)?
    (we|i) (don't|do not) care (what|how|if|about|why)
    (no|denied|refused|rejected) (full stop|period|and that's final)
    (full stop|period)$
    take it or leave it
    you'll (just )?(have to live with|survive|get over|live)( (it|that))?$
    (you'll live|you'll survive|deal with it|nobody died|it won't kill you|you won't die)
    (waste|wasting|wasted) .. (our|my) time
"""
INSULT = r"""
    (you're|you are) (just |very |too |clearly |being |simply |such |so |quite |extremely |rather |a bit |really )*(careless|inattentive|absent-minded|sloppy|picky|fussy|naive|stubborn|ungrateful|impatient|forgetful|impolite|laughable|aggressive|hysterical|petty|irresponsible|unbalanced|dishonest|oversensitive|whiny|needy|high-maintenance|obnoxious|insufferable|tiresome|clumsy|gullible)
    (idiot*|moron*|imbecile*|stupid|dumb|dumber|dumbest|dimwit*|dullard|halfwit*|half-wit*|nitwit*|numpty|dunce|simpleton|fool|fools|foolish|clueless|brainless|brain-dead|mindless|pathetic|loser*|liar*|scammer yourself|scrounger*|freeloader*|crybaby|cry-baby|whiner*|moaner*|complainer*|drama queen*|lunatic*|psycho|psychopath*|nutjob|nutter|weirdo|illiterate|ignoramus|ignorant|incompetent customer*|entitled|brat|brats|childish|immature|ungrateful|unhinged|delusional|cheapskate*|tightwad|bozo|oaf|clumsy oaf|butterfingers|lazybones|nobody like you|trash person)
    (you're|you are|you must be|are you|you seem) (just |so |really |simply |clearly |being |obviously |a bit |rather |too |that |very )*(stupid|dumb|thick|slow|crazy|insane|mad|nuts|mental|blind|deaf|dense|rude|lazy|ignorant|silly|ridiculous|impossible|difficult|annoying|dim|unreasonable|paranoid|greedy)(?!( (as|about|for|because)? ?(sale|price*|queue|time)))
    (something|anything) wrong with (you|your (head|brain|eyes|hearing))
    (what's|what is) wrong with you
    out of your (mind|depth)
    (lost|losing) your (mind|marbles)
    (have you no|you have no|no|any|zero) (shame|brain|brains|sense of decency|common sense|manners|decency)( at all| left)?$
    shame on you
    (aren't you|you should be|you ought to be) ashamed
    (people|customers|someone|those) like you
"""
INNOCENT = r"""
    (not|isn't|wasn't|nothing|hardly) (at all |entirely |in any way )?your (fault|mistake|error|doing)
    (not|never) (at all )?(your) (fault|mistake)
    (you|you're|you are|you were) (absolutely |completely |quite |totally |perfectly |entirely )*(right|not wrong|correct|not to blame|not mistaken|not at fault)
    (you did|you've done|you have done) nothing wrong
    (it's|it is|that's|this is|that is|was|it was) (all |entirely |clearly |completely )?(our|my) (own )?(fault|mistake|error|problem|doing|responsibility)
    we (should|could|ought to) (have|'ve)
    (i|the courier|the driver|the warehouse|our team|they) (should|could) (have|'ve)
    you (should|could) have (received|got|gotten|a|an|had|been (sent|given|told|contacted|charged|refunded|informed)|it|no|your|the|two|three|both|to wait)
    should have (been|received|arrived|a|an|to|had)
    could have (been|happened|a)
    (it|that|this|the \w+) (should|could) have
    (you don't|no need to|you do not) (need to|have to|owe)(?! be (a|an) (rocket|genius|einstein))
    you don't owe (us|anything)
    (a|the) dumb (waiter|bell|bells)
    (mad|crazy) (price*|about)
    (sorry|apologise|apologize|apologies) (for|about|that) .. wast* .. (your|the) time
    (stupid|silly|foolish|dumb) (mistake|error|bug) (of|on|by) (ours|our|us|my|mine)
    our (own )?(stupid|silly|foolish|dumb) (mistake|error)
    (there is|there's|there are) no (such thing as )?(stupid|silly|dumb) question*
    (not|never|isn't|no) (a |an |at all |such a )?(stupid|silly|dumb|foolish)
    (nothing) (stupid|silly|dumb|foolish)
    (donkey|clown|clowns|fool) (costume*|mask*|fish|toy*|plush|nose)
    (good luck|best of luck) with (the|your (exam*|new|move|wedding|project|party|renovation))
    (wait|please wait) (for|until)
    (we|i) (do |really |very much )+care
    (don't|do not|won't) have to (wait|pay|worry)
    we don't have to
    (let it |to )?(cool|calm) down (before|for|completely|first|slowly)
    fool's
    entitled to (a|an|the|your|free|full|return|exchange|any|it)
    (you're|you are) entitled
    (no|any) brainer
    period of
    (no way to|no way of)
"""
SORRY = r"""
    (sorry|apologise|apologize|apologies|regret|our fault|our mistake|my mistake|our error|my apologies|unfortunately)
    (i|we) (completely |fully |totally |really |can )?(understand|appreciate|imagine|see|hear) .. (how|your|that|why|frustrat*|disappoint*|upset*|worr*|annoy*|feel*|must)
    (that's|that must be|that must have been|this must be|must be) .. (frustrating|disappointing|annoying|upsetting|stressful|unpleasant|awful|worrying)
    (thanks|thank you) for (your patience|letting us know|telling us|bearing|reporting|flagging|waiting|pointing|raising)
    (in your place|in your shoes)
"""
PLEASE = r"""
    (please|thanks|thank you|hello|hi|good morning|good afternoon|good evening|glad|happy to|pleased|kind regards|best wishes|have a (good|great|nice|lovely)|welcome|of course|delighted|i'll help|we'll help|appreciate)
    (could you|would you|would you mind|if you don't mind|if that's ok|when you have a moment|i'd be grateful|we'd be grateful)
"""
