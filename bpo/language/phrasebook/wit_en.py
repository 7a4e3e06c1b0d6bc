"""More of English scorn: irony that bids one go on, mock pity, sneers at purse, age and wits, lessons in the past.

Kinds are those of `tone_en`; the macros here and in `scorn_en` may be used in every phrase of the English tone.
"""

MACROS: dict[str, str] = {
    "fussing": """
        shouting | yelling | moaning | complaining | whining | whinging | threatening | swearing | screaming | ranting | typing in capitals | typing in caps | insulting | bullying | nagging |
        pestering | stamping | sulking | panicking | badgering | raging | grumbling | crying | huffing | demanding | blaming | cursing | hammering | banging | caps | capitals | tantrums
        """,
    "fusses": "shout | yell | moan | complain | whine | whinge | threaten | swear | scream | rant | insult | bully | nag | pester | stamp | sulk | panic | badger | rage | grumble | cry | curse",
    "works": """
        that's | that is | that'll | that will | that always | it's | it'll | it always | it really | that really | that usually | that never fails | i'm sure | i'm certain | we're sure | i hear | surely | which |
        because that | as if that | as though that | (the|your|our|that|a) \\w+ (will|is going to|loves|love|listens|feels)
        """,
    "any_one": """
        (any|every|as every|as any|most|all|even the average|your average) (\\w+ )?(grown-up|grown-ups|grown up|adult|adults|child|schoolchild|toddler|fool|idiot|six-year-old|five-year-old|grown man|grown woman|half-wit|simpleton|beginner|nitwit) |
        (anyone|anybody|everyone|everybody|someone|somebody|people|those) (with|who has|who have) (a |any |even |half |an |ounce of |bit of )*(brain|brains|eyes|pulse|common sense|sense|ounce|a functioning|half|gcse|iq) |
        (anyone|anybody|everyone|everybody|people) (over|above|past|older than) (the age of )?(two|three|four|five|six|seven|ten|twelve|\\d+)
        """,
    "grasps": "know | knows | would know | will know | see | can see | could see | would see | can tell | could tell | could read | can read | grasp | grasps | realise | realises | realize | understand | understands | work out | works out | work that out | works that out | work it out | could work | can work | could manage | would manage | could have told | would have told | would guess | could guess | learn | learns | spot | would spot",
    "weeping": "violin | violins | tissue | tissues | hanky | hankies | hankie | handkerchief | handkerchiefs | kleenex | smelling salts | sad music | sad trombone | world's smallest violin | orchestra",
    "petty": "\\w+( \\w+){0,3}",
    "little_time": "(a|one|two|three|five|ten|thirty|sixty|\\d+|half a|a few|a couple of) (moment's|moments'|second's|seconds'|minute's|minutes'|seconds|second|minutes|minute|moments|moment)",
}
ARGUE = r"""
    (whatever|anything that|if it|if that) (makes|helps) you (happy|sleep|feel better|feel good)(?! (with|about))
    (believe|think|say|tell yourself|claim) (what|whatever|anything|all) (you (like|want|please|wish|will|prefer|choose)|suits you|helps|makes you)
    you've {surely} (got|mixed|muddled|confused) .. (facts|story|dates|memory|muddled|wrong|mixed|confused)
    (that's|how|what) (a |very |rather |awfully |terribly )*convenient (thing|excuse|story|memory|claim|coincidence|timing)
    (strange|odd|funny|curious|weird|peculiar|interesting|remarkable|amazing|surprising|suspicious|miraculous) (how|that) (you|your|it|nobody|no one|everyone|everybody|none) ... (only|until|always|never|now|just when|just after|just before|every (single )?(month|week|time|year|order)|suddenly|right after|right before|once|complained|else|first|the day|before the|window closed)
    (sounds|seems|looks) (to (me|us) )?(very much |rather |a lot |an awful lot |more |suspiciously )*(like|as if|as though) you (just |simply |probably |might |may |have |had |'ve )*(dropped|broke|broken|lost|fancy|wanted|want|made|changed|forgot|forgotten|misread|ate|wore|worn|washed|never|regret|overslept|didn't|did it|left|mislaid|imagined)
    (nice|good|valiant|brave|clever) (try|attempt)(?= (but|though|we|the|only|that|it|shame|mate|however)|[,.!?]|$)
    you'll (have|need) to (do|try|think|come up) (much |far |a lot |a bit |rather |with )*(better|harder|something better) (than that|to (fool|convince|get|persuade))
    (and )?pigs (might|may|will|can|could) fly
    ^(and |sure |right |yeah |of course |oh |well )*(i'm|i am) (the (queen|king|pope|tooth fairy|emperor)|father christmas|santa)
    (i|we) suppose (the|your) (dog|cat|goat|fairies|neighbour's dog|gremlins|elves) .. (ate|took|stole|did|chewed)
    (the|those) (fairies|gremlins|elves|pixies|aliens|ghosts) (did|took|stole|must have|broke|ate|moved)
    (it|that) (just |simply |magically |all )*(broke|broke down|fell apart|cracked|vanished|happened|disappeared|stained|tore) (all )?by itself (did|i suppose|of course|i'm sure|i bet)
    (as|like) (i|we) (was|were) born yesterday
    (forgive|pardon|excuse) (my|our) (scepticism|skepticism|disbelief|doubts|laughter|yawning)
    (a|one|what a) (tall|likely|fine|pretty) (story|tale)(?! (book|lamp|film))
    (not a word of|there's no|hardly a word of) (it|that|this|truth) (is |in )+(true|what you|that|your)
    (we|you and i|i think we|we all) (both|all) know (that |very well |perfectly well |full well )*(isn't|wasn't|that's not|it's not|it wasn't|it didn't|you|that isn't|that wasn't|what really|who|how it really|the truth|why)
    (you're|you are|you must be) (having|have) a (laugh|giraffe|joke)
    (not )?going to argue (with|about)
    (refund|discount|compensation|upgrade|replacement|exchange|money back|apology) for (that|this|what)(?= (you|in|are|don't|dream|ha|no)|[?!])(?! .. (we|i))
"""
BLAME = r"""
    {little_time} (of )?(thought|reading|reflection|attention|thinking|checking|looking|common sense|with|spent|on|at|and|in front) .. (would|could|might) (have|'ve)(?! .. (we|us|our|i))
    (reading|a glance at|a look at|one look at|a quick look at|opening|checking|five minutes with|measuring|listening to|one glance at|a peek at) .. (would|could|might) have .. (saved|spared|told|shown|helped|prevented|answered|avoided|sufficed)
    (would|could|might) (have|'ve) (saved|spared) (us|you|everyone|everybody|both)( \w+){0,2} (the (bother|trouble|hassle|embarrassment|time|pain|message|fuss|wait)|this|a lot|time|some)(?! .. (if|sorry|had) (we|i|our))
    in case (you|it|that|this)('d| had| have|'ve| has|'s)? (hadn't|haven't|not|didn't|don't|escaped|slipped|failed|passed|gone over|somehow) .. (notice|noticed|notice|realised|realized|read|attention|know|heard|you by|grasp|grasped|your)(?! (the (email|message|text|new|note|update|change)|our|that we|we))
    in case (it|that|this) (had |has |'s |'d )?(escaped|slipped|passed) (you|your)
    (printed|written|stated|marked|says|said|spelled out|spelt out) .. (on|in|across) .. (letters|capitals|type|print|writing|font|words) (an inch|a foot|a mile|ten|two|the size|as big|that|so big|big|even|half)
    (the )?(answer|notice|sign|date|price|label|button|time)('s| is| was| has been|'s been) .. (right |staring |been )*(in front of|under|before) (your|you) .. (nose|eyes|all along|the whole time|all this time|face|very)
    (it's|it is|it was|it's been|they're|that's|is) (right |staring |sitting |been )*(under your nose|in front of your (nose|eyes|face)|staring you in the face|before your very eyes)
    (a little|a bit of|some|a touch of|a modicum of|the slightest|an ounce of|any) (effort|thought|care|common sense|attention|patience|courtesy|planning|gratitude|manners) .. (wouldn't|would not|would|might|could) .. (go amiss|hurt|kill|harm|go a long way|do you|be nice|have helped|help)
    (would|did|does) it (have )?(hurt|kill|killed|pain|be so hard for|be too much for) you to
    (wouldn't|won't|doesn't) (hurt|kill|harm) you to
    (there's|it's|we've|that's) .. a reason (why )?.. (we|they) (print|write|send|put|provide|include|attach|have) .. (you know|instructions|manual*|leaflet|labels|notice*|warning*|signs)
    (that's|this is|it's|here's) (what|why) (instructions|manuals|labels|alarm clocks|calendars|eyes|brains|leaflets|signs|diaries|maps|ears) (are|exist|is|were)
    (you|you'd|you would|we'd|you might) .. (if you|had you) (spent|put) (less|half|as much|more) (time|energy|effort) .. (as|on|moaning|complaining|shouting|reading|writing|typing|into)
    (perhaps|maybe|possibly) (stick|keep|try sticking|go back) to .. (you can|you're able|simpler|easier|velcro|crayons|what you|things you|something you)
    (perhaps|maybe|possibly|clearly|evidently|obviously|then) (online |grown-up |modern |solo )?\w+(ing)? (isn't|is not|aren't|just isn't|simply isn't) (really )?(for you|your thing|your sport)(?! (size|any more|yet))
"""
MOCK = r"""
    (keep|carry on|go on|continue|do go on|keep on|by all means keep|by all means|feel free to keep|do keep|oh do keep|just keep|please keep) .. {fussing} .. {works}
    (keep|carry on|go on|do go on|keep on|do keep|just keep) (\w+ing)( \w+){0,3} ({works}) .. (cheer*|impress*|feel*|guilty|grow*|listen*|care*|charm*|miracle*|wonders|warehouse|weather|traffic|courier faster|speed* up the|faster|sooner|earlier|quicker|scare*|frighten*)
    (keep|carry on|keep on) (shouting|yelling|screaming|moaning|whining|ranting|swearing|insulting|sulking|stamping|whinging)(?! (baby|sound|toy|mode|alarm))
    (by all means|please do|do) (keep|carry on|go on|continue) (\w+ing)
    ^(oh |yes |and |because |as if |as though |so |right |of course |sure |clearly |surely )*(another |one more |more |your |a |enough )*(rude |angry |nasty |stroppy |sarcastic |long |loud |abusive )*({fussing}|rude (message|comment|word|post|tweet|email)s?|exclamation marks|angry (message|comment|post|tweet|email)s?)( \w+){0,4} (will|would|always|is going to|is sure to|are sure to|is bound to|are bound to|usually|certainly|surely|definitely|really|makes|make|helps|gets|brings|fixes|solves) (\w+ ){0,4}(faster|sooner|quicker|earlier|better|help|helps|fix|fixes|bring|brings|get|gets|solve|solves|speed|speeds|make|makes|down|up|open|land|work|works|wonders)
    (go on|go ahead|by all means|please|do|come on) (then |and |do )*(threaten|insult|swear at|shout at|abuse|scream at|curse|bully) (us|me|our|the) .. (more|again|working|helps|it)?
    (it's|that's) (really )?(working|doing|helping) (wonders|a treat|miracles|nicely|brilliantly)(?! (on|for (the|my|our|dry|your)))
    (cue|fetch|bring|bring out|bring on|get|get out|pass|pass me|hand|hand me|break out|somebody get|someone get|play|call|order|i'll get|send for|tune|dust off|wheel out|strike up|where are) .. {weeping}(?! .. (aisle|from|for (the|your) (baby|cold|nose)|case|class|lesson*|concert))
    (shall|should|do|must|can) (i|we|someone|somebody) (all |now |also |need to |have to )*(fetch|bring|get|pass|send|play|hold|lower|light|call|observe|alert|wear|organise|hire|cue|order|start) .. ({weeping}|flags|flag|candle|candles|silence|flowers|wreath|funeral|crowdfund*|collection|parade|press|army|un|police|nation|nurse|vicar|counsellor|black|condolence*)
    (hold|observe|have) (a |one )?minute's silence | (hold|observe|have) a minute of silence
    (let's|let us|we should|we'll|we|i|i'll|we must) (all |now |just )*(shed|have) a (little |quiet |single |good )*(tear|cry|weep|sob)
    (a|one) (single )?tear (rolls|rolled|runs|ran) down
    (my|our|how my|how our) hearts? (breaks|bleeds|break|bleed|is breaking|are breaking|goes out to your (wallet|ego))
    how(ever)? (will|would|could|can|did|shall) (you|anyone|the world|he|she|the family|your family) (ever |possibly |even |manage to |all )*(cope|survive|bear|endure|go on|live|recover|sleep|get over|carry on|face the)(?! .. (in the meantime|meanwhile))
    however (will|would|did|can) you (ever |possibly )?(manage|cope|survive)
    (it's|that's|it was|this is|only|just|it cost) .. (pounds|quid|pence|a fiver|a tenner|dollars|£\d+|euros|p|\d+|penny|pennies) .. (it won't|that won't|you'll|you're not going to|it's not going to|hardly|won't|isn't going to|not) .. (bankrupt|ruin|live|starve|kill|break|poor|survive|food bank|the poorhouse)
    (won't|will not|hardly going to|not going to|isn't going to|aren't going to|wouldn't) (bankrupt|ruin|break|impoverish) (you|the bank|your bank)
    if ((a|the|one|three|two|five|£?\d+|money|that|it|this|your (purse|wallet|budget)|such|another|even) )+(\w+ ){0,3}(is|'s|are|breaks|makes|means|matters|ruins|bothers|hurts) (really |so |too |that |such |just |already |the |this |a |all |quite )*(much for your|tight|short|scarce|hard to come by|a problem for your|break|breaks|bank|steep for|dear for|rich for|difference|expensive for you|much of a stretch|big a|much) .. (don't|shouldn't|perhaps|maybe|stay|try|why|stick|shop|then|you|do|buy|get|eat|isn't|aren't|leave|think|go|to you|bank)
    if (money's|money is|cash is|cash's|funds are|times are|things are|the budget's|the budget is|your budget's|your budget is) (really |so |that |too |all that |quite )+(tight|short|low|hard|bad|small|scarce|desperate|limited)
    if you('re| are)? (can't|cannot|couldn't|can't even|so|that|really|too) (stretch to|afford|scrape together|spare|find|run to|hard up|skint|broke|poor|short of|strapped|cash-strapped|hard-up) .. (that's|don't|perhaps|maybe|stay|try|why|stick|shop|then|buy|get a|hardly|eat|leave|how|should|shouldn't|another|charity|a|you)(?! .. (we|i|pay|split|spread|instal*))
    ^can't (afford|stretch to|run to|pay for) .. (then|stay|walk|go|shop|try|get|take|stand|don't|buy)
    ^can't (afford|stretch to|run to|pay for)( \w+){1,4}(?= \?|\?)
    champagne (taste|tastes) | beer budget | caviar (taste|tastes)
    (stick|keep|go|turn) (to|for) (shops|brands|places|restaurants|airlines|things|something|stuff|hotels|what|a shop|a place) (that )?you can (actually )?afford
    (suit|fit|match|be kinder to|be better for|be easier on|more in line with) your (\w+ )?(wallet|purse|pocket|bank balance|means|income|station) (better|more|perhaps)
    {any_one} .. {grasps}
    ^(most|other|normal|ordinary) (people|customers|adults|folk|humans) (somehow |seem to |just |simply |tend to |usually |generally )*(manage|work (that|it|this) out|figure (that|it|this) out|grasp|read|look|know|learn|cope|check|think)(?! (the (medium|size|order|parcel)|(it|this|that|him|her|them|us) (as|by|from)))
    (everyone|everybody|no one|nobody) else (seems to|seems|appears to|somehow|manages to|managed to|can|could|has|had|gets|got|reads|read|understood|understands) .. (grasp|understand|manage|read|cope|find|know|trouble|difficulty|get|problem|fine)
    (i'd|we'd|i would|one would|you'd|you would) (have )?(thought|expect|imagine|think|hope|hoped|expected) (that )?(a|an|any|someone|somebody|even|a person) (\w+ )?(grown-up|adult|grown man|grown woman|person your age|your age|of your age|person|educated|child)
    how much (plainer|clearer|simpler|slower|louder|more obvious|more plainly|more clearly|easier|bigger) (do|does|can|could|must|should|would|shall|need) (you|i|we|it|the)(?! (cost*|want to (pay|go)))
    how (else|much more|many more times|many times more|many different ways) (can|could|do|must|should|shall|will|would|have) (i|we) (have to |need to |possibly |really |also )*(put|say|phrase|explain|spell|tell|repeat|word|write|answer)
    (i've|we've|i have|we have|you've been|i|we) (already |now |just )*(told|explained|answered|said|written|shown|spelled|spelt|asked|gone over) (you|it|this|that|to you|everything)?( now| already| that| this| to you)* (twice|three times|four times|thrice|more than once|several times|umpteen times|time and again|over and over) .. (how|what|why|do|shall|should|must|which|so|is|and|are|now stop|read)
    how (many more|much more) (do|does|would|will) (you|it) (need|take|want|require) (to|before|until)
    (what|which) (else|more) (would you like|do you want|do you need|can i do) .. (puppet|song|drawing|picture|diagram|blood|medal|crayons|sock puppet|interpretive|cartoon|map|sketch|opera|poem)
    (puppet show|sock puppet|interpretive dance|powerpoint presentation|carrier pigeon|smoke signals|semaphore|morse code)
    shall (i|we) (say|repeat|write|put|try|explain|sing|draw) (it|that|this) .. (in|for|with|as|again|slowly)(?! (you|the gift|a card)) .. (french|latin|chinese|klingon|greek|crayon|capitals|bold|pictures|song|emoji*|words|dutch|russian|polish|spanish|german|mandarin|morse|rhyme|verse|you)
    (shall|should|do|must|would you like|do you need|you want|need|want) (i|we|me|us)? (to |have to |need to )*(draw|sketch|paint|make) (you )?(a|another) (map|sketch|picture|diagram|graph)(?! of the (venue|store|route|airport|area))
    (let me|let's|allow me to|i'll|i will|we'll|i shall) (make|keep|put) (this|it|that|things) (very |really |nice and |as |super |extra )*(simple|easy|slow|plain|short|clear|slowly|simply|plainly) for you(?! (to|and send|i))
    (use|using|try|stick to|in|with) (short|small|little|simple|simpler|shorter|smaller|one-syllable) words (so|for you|this time|then|only|since|because|next)
    (do |please |just |now )*(try|struggle|struggling|hard) to keep up(?! (with (the|your) (demand|walk|orders|payments)))
    (so that |so |that )(even )?you can (keep up|follow|understand it)(?! (the (order|parcel|flight|story)))
    ^(oh |aw |aww |ah |well |now |dear )*bless(?= [,.!?]|[,.!?])
    ^(oh |aw |aww |ah |well |now )+bless(?! you for)
    bless you you (thought|really|actually|believed|wanted|tried)
    (there's|that's) a (dear|love|good (boy|girl|lad|chap|man|lady)|clever (boy|girl)|poppet|pet)
    (off|on) you (pop|trot|toddle) | (off you go|run along|toddle off|trot along|jog along|scurry along) (then |now |and |back |dear |to )+(read|look|check|your|now|the|go|shop|bother|play)?
    run along (now|then|and|dear|please|home)(?! the)
    the grown-ups (are|have|will)
    ^(oh |now )*there there
    (now now|there there|calm yourself|chin up|cheer up|dry your eyes|buck up|never mind dear) .. (it's|it is|it was|you're) (only|just|not|hardly|merely)
    (think|reflect|ponder|use your head|engage your brain|put your thinking cap) .. (for (a|one|once|just one) (second|moment|minute|sec|change)|for once|on) .. (how|what|why|would|who|where|do|if|does|you|the|is)(?! .. (let|price))
    (ooh|oooh|oh no|eek|gosh|wow|uh-oh|oh|yikes) (a|one|another|not|the|your) (\w+ )?(star|one-star|1-star|bad review|review|complaint|lawyer|solicitor|threat|boycott|tweet|ombudsman|trading standards)( \w+)* (i'm|we're|how|i am|we are|scary|terrifying|whatever|anything|please)
    (i'm|we're|i am|we are) (absolutely |positively |really |quite |all |simply |so )*(shaking|quaking|trembling|terrified|petrified|quivering|sweating|devastated|crushed|heartbroken)(?! (by the news|to hear|at the news|that))
    (leave|write|post|type) (us )?(your|that|a|another) (little|silly|precious|tiny|sad|nasty) (review|comment|tweet|post|complaint|note)
    ^(go ahead |go on |and |so |by all means |please |just |oh )*do your worst
    do your worst
    (tell|say hello to|give our (love|regards|best) to|regards to) (your|the) (lawyer|solicitor|barrister|attorney|ombudsman|legal team) .. (said|hello|hi|love|we|from us|waiting|good luck|say)
    knock yourself out(?! (by|on))
    (be|you be) my guest (and|write|complain|sue|tell|try|go|leave|take)
    some of us (have|actually|are|do|work|need|prefer|know|can) .. (work|jobs|job|busy|to do|lives|working|better|read|know|sleep|living|proper|real)(?! .. (use|own|like))
    (you|you do|you are|you're) (do |do you )?(know|realise|realize|aware|understand|remember|appreciate) .. (we|there|that we|other|others) .. (other|thousands|hundreds|more) (customers|people|passengers|guests|orders|clients|important|to|of)( \w+){0,3} (don't|do|right|you)
    only (pebble|fish|star) (on|in) the
    (real|bigger|genuine|proper|serious|actual|more important|more serious) (problems|issues|emergencies|matters|complaints|customers|troubles) to (deal|solve|handle|worry|attend|sort|look|answer|see)
    (patience|politeness|reading|honesty|gratitude|courtesy) (is|being) a (virtue|skill|gift|dying)( \w+){0,4}(?! card)
    rome wasn't built
    ((our|my|the) crystal ball|crystal ball) (is|was|isn't|must be|has|says|broke|at|being|in|didn't|being|gone|wasn't|seems)
    (we|i) (left|lost|broke|forgot|don't have|haven't got|didn't get|don't own|lack) (our|my|a|the) (crystal ball|magic wand|time machine|telepath*|magic lamp|teleport*)
    (we're|we are|i'm|i am|we aren't|i'm afraid we're) (not |sadly not |afraid not |no )+(psychic|psychics|clairvoyant|telepathic|mind readers|mind-readers|mindreaders|magicians|wizards|miracle workers|santa|father christmas|fortune tellers|your (nanny|butler|maid|babysitter*|servant*|mum|mother|secretary|alarm clock|carer*|parents))
    (shall|should|do|would you like|you want|you'd like|would you|want|need|must|could|can|will|does) (i|we|us|me|someone|somebody|you like us|anyone|you)? .. (chew (it|that|them|your)|spoon-feed|spoonfeed|tuck you|wipe your|blow your nose|tie your (shoes|laces|shoelaces)|cut up your|burp|change your nappy|read you a bedtime|rock you|sing you|kiss it better|press it for you|breathe for you|hold your (hand|spoon|fork)|butter your|iron your (socks|shirt)|come round and (plug|press|switch|turn|open|find|read|hold|do|cook|eat|wear|water))
    ^(and |so )*(what|what's) next(?! (week|step|month|day|year|steps)) .. (shall|should|do|would|will|we|a|you|do you|us|i|complain*|must)
    (and )?i suppose (you'd|you would|you|we|it's|that's|next|now|you'll) (like|want|also|expect|think|should|our|all|be|need) .. (us|as well|too|fault|our|that|me|a|next)
    (funnily|strangely|oddly|amazingly|curiously|surprisingly|weirdly) (enough )?.. (work*|need*|come*|run|runs|get|gets|go|goes|require*|has|have|tend*) .. (better |best |well |much |far )*(when|once|if|after|with|plugged|switched|read|charged|sizes|wet|out)(?! (we|i|our|the update|an update))
    (believe it or not|shockingly|spoiler|shocking as it (may|might|is)|hard as it is to believe|incredible as it sounds|this may come as a shock|this might shock you|shock horror|brace yourself|hold on to your hat) (but |that |to you |,)*(\w+ ){1,4}(is|are|come|comes|need|needs|work|works|run|runs|get|gets|melt|melts|shrink|shrinks|close|closes|go|goes|has|have|do|does|can|cost|costs|expire*|end|ends|sell|sells|exist|exists)(?! (back|free|only|yours|ours|on its way|\d))
    ^(well |oh |and |gosh |wow )*(who knew|who'd have thought|who would have thought|who would've thought|who'd have guessed|who could have guessed|imagine that|fancy that|stop press) (that )?.. (is|are|was|were|has|have|melt*|shrink*|need*|run*|get*|come*|go*|close*|end*|break*|cost*|could|can|would|work*|expire*)(?! .. (glad|thank|too|as well|fits))
    (amazing|incredible|magic|funny|astonishing|astounding|remarkable|miraculous|wonderful) (what|how) .. (happens|works|work|easy|simple|much|one can|you can|they|it|quickly|clear|things) ... (when (you|one|people)|once (you|one)|if (you|one)|isn't it|by reading|by looking|just by)
    (only|just|it's|it is|it was|that's) .. (a|one|two) (\w+ )?\w+ not (a |an |the )?(war and peace|shakespeare|bible|magna carta|phd|encyclopaedia|encyclopedia|novel|treatise|dead sea|tax return|final exam|a-level)
    (is|are) your (\w+ )?(finger|fingers|hand|hands|eyes|thumb|thumbs|legs|keyboard|glasses|brain|ears|memory|calendar|clock|watch|phone|head|mouse) (broken|missing|painted on|decorative|ornamental|not working|closed|tired|made of|full of|on backwards|allergic|asleep|stuck|empty|switched off)
    (do|does|can|could|did) you (just |simply |really |honestly |even )*(not|never|ever) (read|listen|think|scroll|look|count|check|learn|wash)(?! (the (label|code|display|small|message|serial)|it on))
    or (can|do|could|did|are|have) you (just |simply |really )*(not|unable) (read|scroll|look|count|think|listen|bothered|to)
    (seen|met|known|heard of|had|owned) (\w+ )?(toddlers|children|kids|goldfish|houseplants|potatoes|parrots|monkeys|hamsters|babies|puppies|pigeons|cats|donkeys|bricks|doors|teaspoons|lamp posts) .. (with (more|better|greater)|who|that|more|smarter|brighter|cleverer|better)
    (a|my|any|even a|the average|your average) (goldfish|houseplant|potato|parrot|hamster|brick|pigeon|toddler|teaspoon|sieve|brick wall|turnip|sheep|donkey) (has|would|could|can|is|might|with|remembers|listens) .. (better|more|memory|longer|brighter|smarter|sharper|manage|patience|sense|work|cleverer|attention)
    (nobody|no one|no-one)('s| has| is| was| is going to|'s going to)? (died|dead|dying|bleeding|die|die of|on fire|been killed) .. (it's|it is|it was|over|because|from|of|just|from a)
    (nobody|no one|no-one) (ever )?(dies|died) (of|from|because|over|for want of)
    (save|keep|spare) (the|your|us|those) (\w+ )?(tears|outrage|anger|dramatics|theatrics|sob stories|histrionics) for
    (get|put) (a|some|your) (grip|sense of proportion|perspective|big girl pants|things in perspective|thinking cap)
    worse things happen | (crying|cry|weep) over spilt | storm in a (teacup|tea cup) | (making|make) (a )?(mountain out|mountains out)
    (you|people) (always |will always |'ll always |never fail to |can always |'ll |will )+(find|have) (something|anything|a reason|a way|some reason) to (moan|complain|whine|whinge|grumble|be unhappy|be offended|cry|shout)
    (feeling|having) (a bit |a little |rather )?(sorry for (yourself|ourselves)|a bad day (are|is|were)|entitled)
    (did|has) (somebody|someone) (get|got|wake|woken|need|miss|missed) .. (out of bed|wrong side|nap|coffee|beauty sleep|left)
    (somebody|someone) (got|woke|needs|missed|clearly|obviously|didn't|hasn't) .. (out of (the )?(wrong side|bed)|wrong side of|nap|beauty sleep|had (their|his|her) coffee|get enough sleep)
    oh poor (you|thing|baby|lamb|dear|little|soul) .. (had to|have to|has to|having|imagine|all|was|how|only|wait*|whatever|it must be)
    poor (you|thing|baby|lamb|dear|little \w+) (having|had|made|forced|how|you had|actually|all of|a whole|waiting) (to|a|all|ten|five|will|two|three|of)?
    (do you|would you|shall we|should we|did you) (want|like|expect|prefer|need) .. (fire brigade|helicopter|marching band|brass band|handwritten apology|royal|police escort|butler|air ambulance|national guard|motorcade|trumpets|fanfare|choir|hug|lullaby|cuddle|from the (king|queen|pope|president|prime minister)|the (king|queen|pope|president|prime minister) (himself|herself|to))
    (send|call|alert) (out )?(the )?(fire brigade|army|coastguard|sas|marines|cavalry|air ambulance|red cross|united nations) (over|for|about|because)
    has your (finger|caps lock|shift key|thumb|keyboard|brain|clock|calendar) (got )?(stuck|jammed|frozen|stopped|broken|switched off)
    caps lock .. (stuck|broken|jammed)
    however (hard|much|loud|loudly|long|often|many times) you ({fusses}|cry|stamp|beg|type|shout|hammer)
    (what a|there's a|now there's a|quite a) (concept|novel idea|novelty|revelation|radical thought|revolutionary idea|shock|miracle)(?! (store|car|shop))
    ^imagine (reading|checking|looking|measuring|listening|asking|thinking|having to|being so|getting so)
    (did|do|does) the (word|words|sign|phrase|term|notice) .. (not |mean |ring |say |tell )+(ring a bell|mean (anything|nothing)|anything to you|you anything|a bell)
    (can|could) (explain|say|tell) (it|this|that) ... (can't|cannot|won't) (understand|read|think|grasp) .. for you
    (it's|that's|it is|it was|they're|this is) (only |just )?(a|an|one|some) (\w+ )?\w+ not (a |an |the )?(kidney|heart|organ|liver|brain|national|life|human|royal|state|international|global|hostage|personal|diplomatic|death|crime|moral|existential|house on fire|family heirloom)
    (it's|that's) (a|an|one) (sock|sandwich|teaspoon|mug|button|spoon|pizza|coffee|lid|pillow|biscuit|plug|pen|candle) (for (heaven's|goodness|pete's|god's|crying out) |get |calm |not )
    (for (heaven's|goodness|goodness'|pete's|god's|christ's|pity's|crying out) (sake|loud)|for crying out loud) (it's|it is|just|read|calm|you|look|wait|stop|how|what|that's|this)(?! .. (we|i|our))
    (hold|stop|turn|delay|keep) the (plane|train|van|ship|world|flight|whole shop|press|presses) (for you|just for you|because you|so you)
    ^(maybe |perhaps |just |next time |how about you )*(try )?(switching|switch|turning|turn|plugging|engage|engaging|putting|using|use|rebooting|reboot|charging) (on )?(your|the|that) (brain|brain cell*|grey matter|common sense|mind|head)( on)?
    (switch|turn|engage|reboot) your brain
    (my|our) (heart|hearts) (aches|ache|weeps|weep|breaks|break|bleeds|bleed|goes out|go out) (for|to) (you|your) .. (and|poor|little|cold|ego|wallet|tiny|chips|inconvenience)
    if (the|our|this|that|it|\w+ing) .. (is|are|isn't|'s) (too|so|not) (slow|dear|expensive|hard|long|strict|complicated|good enough|posh|fast enough|your thing) (for you|enough for you)? .. (walk|swim|there's|a picture|stay|go|try another|don't|crayons)
    (you could|you can|you're welcome to|feel free to|why not|you might) (always )?(walk|swim|fly it yourself|drive it yourself|bake it yourself|row|hitchhike|cook it yourself|sew it yourself) (if|instead|next time|there|home|then)(?! (it's|the (shop|branch|store)))
    (we're|we are|i'm|i am|this is) (a|an|the) (\w+ )?(bank|shop|airline|store|restaurant|phone company|bakery|delivery firm|agent|clerk|help desk|call centre|courier|tailor|hotel) not (a |an |your |the |some )(mother|mum|nanny|charity|therapist|magician|mind reader|babysitter|wizard|psychologist|counsellor|butler|servant*|friend|crystal|search engine|library|encyclopaedia|wishing well|priest|nurse|doctor|kindergarten|nursery|punchbag)
    (sorry|hate|loath|sad) to (spoil|interrupt|disturb|ruin|burst|break|puncture) (your|this|that|the) (\w+ )?({whine}|party|fun|fantasy|performance|bubble|daydream|little world|illusion*|flow)
    (that's|how|well that's|this is) (a bit |pretty |really |very )?(rich|hilarious|priceless|precious|cute|adorable)(?= (coming|from|of you|considering|that|given|when|but)|[,.!?]|$)
    (coming from|big words (from|for)|bold words|brave words|strong words (from|for)|fine words|says the|said the) .. (somebody|someone|you|person|man|woman|customer|one|genius) .. (who|can't|couldn't|that|whose|didn't|never|paid|forgot|with|only)?
    big words (from|for)
    (thanks|thank you|cheers) .. (for|that) .. (riveting|thrilling|gripping|fascinating|moving|enlightening|charming|delightful|epic|endless|dramatic|heartfelt) .. (essay|novel|rant|lecture|speech|sermon|monologue|saga|story|outburst|performance|tale|rundown|tirade|poem)
    ^(oh |ah |wow |well |and |look |great |brilliant |wonderful |here comes |yet )*(look |here's |here comes |great |yet |not |oh )+(another|a|our|the) (self-appointed |self-made |armchair |proper |new |little |so-called |resident )*(expert|specialist|genius|lawyer|critic|professor|connoisseur|know-it-all|scientist|engineer|economist|detective)(?! (will|is on|who will|from our|at our|visit))
    (and )?yet (you|here you|somehow you|you still|you (did|chose|went|clicked)) (still |somehow |happily |gladly |are |nevertheless )*(pressed|clicked|ordered|bought|signed|paid|wore|ate|are|ticked|agreed|complaining|flew|came|managed|chose|accepted|moaning|asking)
    (grown|adult|normal|sensible|most grown|ordinary|reasonable) (men|women|ups|people|adults|customers|folk) (usually|generally|normally|tend|can|manage|don't|know|read|wait|would|cope|should)( to)?(?! (choose|take|prefer|wear))
    with (eyesight|eyes|a memory|hearing|manners|spelling|an attitude|luck|maths|reading skills|aim|a brain|a temper|logic|feet) (like|of) (yours|that)
    (some|certain) (people|customers|folk|passengers|guests|souls) (could|would|can|will|just|simply|always|really|never|are|like|love|enjoy) .. (fault|complain|moan|paradise|heaven|pleased|satisfied|happy|grateful|drama|attention|anything|learn|moon|argue|gold)(?! (offer|card|plan))
    (find|finding) fault (with|in) (paradise|heaven|everything|anything|the sun|sunshine)
    (budget|wallet|purse|income|bank balance|pocket) (is|was|seems|might be|would be|may be) .. (better|more|suited|fit|made|meant|geared) .. (to|for|in|at) (the |a |our )?(bus|bargain|discount|sale|market|supermarket|park bench|flea|charity|pound|tent|cheap*|second-hand|hostel)
    (what|did|do) (do|did|you) .. (expect|want|think) for ((a|\d+|£\d+|\w+) )+(quid|pounds|pence|p|money|fiver|tenner|price)( \w+){0,2} (caviar|champagne|lobster|gold|diamonds|the ritz|first class|a palace|silk|rolls-royce|miracle*|truffle*|michelin|five stars|silver service|cashmere|service)
    (it's|that's|it is|they're|this is) (really |honestly |seriously |truly )?not (that|so|exactly|very|all that|terribly|rocket) (hard|difficult|complicated|tricky|tough|demanding|science)(?! (on|water|wearing|a|an|to (hear|see)))
    you had (just |only |literally )?one (simple |single )?(job|task|thing to)(?! (number|offer|ref))
    (nobody|no one|no-one|we're not|i'm not|i won't|we won't|don't expect us to) .. (hold|holding) (your|you by the) hand
    (surely|presumably|hopefully|perhaps|maybe) even (you|your|someone like you|a \w+ like you)
    even you .. (notice*|see|saw|manage*|know|understand*|read|spot*|work)
    ^(well |ok |okay |so |right )*(here's|here is) (an|a|a wild|a radical|a mad|a crazy|a novel|a bold) (idea|thought|tip|suggestion|plan|hint)( \w+){1,3}$
    ^(maybe |perhaps |just |next time |please |kindly )*try (actually )?(reading|looking at|listening to|thinking about) .. (slowly|properly|this time|for once|before (you|writing|moaning)|with your (eyes|brain))
    (i'd|i would|we'd|you should|you ought to|i) be (a bit |rather |too |deeply |very |so |frankly )*(embarrassed|ashamed|mortified|red-faced) to (post|ask|write|admit|say|complain|send|put|show|claim|tell|be|share)
    aren't you (embarrassed|ashamed|mortified|a bit old|too old|a little old)
    (don't|do not|let's not|please don't) flatter (yourself|ourselves)
    (you're|you are) (hardly|scarcely|not exactly|not really|in no) (\w+ ){0,2}(position|person|one|qualified|fit|expert|authority|entitled) (to|on|who) .. (lecture|teach|talk|complain|judge|tell|preach|advise|demand|speak|manners|comment|criticise)?
    in (no|any) position to (lecture|teach|complain|judge|tell|preach|demand|criticise|talk)
    (you|you've) (ordered|bought|booked|chose|picked|signed|broke|made|wanted|spilled|opened|wore|started) (it|this|that|them) (and |so |now )?you (can |'ll |will |must |have to )?(eat|pay|clean|live|deal|wear|keep|fix|finish|mend|sort|own|lump|sleep|fly)(?! (back|less|only))
    (write|type|complain|message|post|reply) (when|once|after|again when|back when) you('ve| have)? (calmed|sobered|grown|learned|learnt|read|cooled|found your|had a nap|slept|stopped|finished)
    (we|i) (might|could|would|can) (care|listen|help|answer|take you seriously) (more |less |if |when |once )+.. (you (asked|were|stopped|learned|spelled)|polite|nicely)
    take (you|that|this|it) seriously (if|when|once|until)
"""
COMMAND = r"""
    (off|away) with you
    (stand|queue|wait) at the back
    (try|practise|practice|learn|buy) (it|some|reading|patience|manners) (some ?time|sometime|one day|for a change|once in a while|for once)
    (go|come) (and )?(cry|moan|whine|complain|sulk) (to|elsewhere|about it|somewhere)
    (put|get) (a sock in|off your high horse|over yourself|off our backs)
    (pipe down|button it|zip your|belt up|give over|leave off|pack it in|wind it in|turn it in)(?! (the|before|to|with the (screw|key|handle)))
"""
COLD = r"""
    (that's|this is|it's|which is) (hardly|scarcely|not exactly|no) (of )?(our|my) (doing|headache|lookout|affair|making|concern|department's)
    (doesn't|don't|does not|won't) (keep|lose|cost) (us|me) (awake|up at night|any sleep|sleep)
    (your|the) (loss|problem|mess|funeral|headache|bed) (not ours|not mine|so|now|to)
    not (ours|mine|us)$
    (we|i) (don't|do not|won't|can't) (do|offer|take|run|sell|have) (charity|handouts|miracles|sympathy|babysitting|favours|freebies|hand-holding|tears|pity|tantrums)
    (this|we|here|it) (isn't|is not|aren't|are not|'re not|'s not) (a |your )(charity|crèche|creche|nursery|kindergarten|counselling|therapy|helpline for|personal|playground|debating|butler|hotel|zoo|soup kitchen|food bank|day care|daycare)
    (there's|here's|you know where) the (door|exit|unsubscribe button|unfollow button|way out)(?! (is|code|key|lock|handle))
    (door|exit)('s| is) (over |right |that )*(there|way)$
    (don't|do not) let the door
"""
INSULT = r"""
    (with|given) (a|that|your) (memory|brain|attention span|head|attitude|temper|iq) like (that|yours|a)
    (memory|brain|attention span|patience|manners|iq|intellect) (of|like) a (goldfish|sieve|gnat|toddler|flea|teaspoon|potato|pig|brick|donkey)
    (thick|dense|dim|daft) as (a )?(a |two |mince|brick|planks|post|short|plank)
    (what|such) (a |an )?(spoilt|spoiled|ungrateful|pathetic|ridiculous|miserable|tiresome|dreadful|silly|rude|bitter|petty) (\w+ )?(person|customer|child|little|man|woman|individual|attitude|brat)
"""
INNOCENT = r"""
    (a|any|your) (child|toddler|kid|baby|puppy|kitten) (can|could|might) .. (open|lift|turn|swallow|reach|pull|undo|bite|press|unscrew) ... so (keep|store|lock|please|put|watch)
    (anyone|anybody|everyone|people|those) with (a|an) (library|member*|loyalty|account|ticket|order|card|bag|child|allerg*|pass|wheelchair|dog|pram)
    ^(oh )?(bless you|poor you|poor thing|poor dear|poor love|poor boy|poor girl) (for|and thank|that sounds|that must|that's|i|we|what a|and|get|hope)
    ^shall (i|we) say (\w+day|about|around|at|between|\w+ (at|o'clock)|noon|ten|nine|eight)
    (knock|knocks|knocked|knocking) (off|on)
    for (your|the) safety
    (sorry to|don't want to) spoil the surprise
    ^try (reading|looking at) the (code|number|label|serial|display|barcode|small print|letters) .. (again|second|with|under|through|in|from)
"""
