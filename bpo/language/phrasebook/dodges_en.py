"""More of how English replies send people away and promise nothing: to read up, to a counter, to “the relevant team”.

`AWAY`, `WHO`, `WHEN` go with those of `promises` and `errands`, whose macros may be used in `AWAY`.
"""

MACROS: dict[str, str] = {
    "pages": """
        faq | faqs | f a q | help pages | help page | help section | help centre | help center | help hub | help articles | support pages | support page | support section | knowledge base | q&a | q&as |
        terms | terms and conditions | terms of use | t&cs | t's and c's | small print | fine print | conditions of carriage | returns policy | refund policy | policy page | policies | fare rules | tariff guide | price list | user guide | forum | community forum | chatbot | chat bot | virtual assistant
        """,
    "site": "website | web site | site | app | homepage | web page | webpage",
    "look": """
        have a (good |quick |little |proper |careful )*(look|browse|read|scroll|peek|dig|search|flick|rummage|gander)( around)? (at|through|in|of|on|over|round) |
        take a (good |quick |little |proper |closer )*(look|peek|glance) (at|through|in) | (see|check|consult|browse|search|visit|study|try|refer to|turn to|look at|look in|look through|look under|go to|go through|head to|head over to|scroll through|check out|read up on|read through|consult with|be referred to|stop by|use)
        """,
    "all_in_there": "(it's|it is|everything's|everything is|that's|they're|all of it is|you'll find (it|everything|all)|all the \\w+ (are|is)|they cover|it covers|that covers|which covers|which explains|it explains|they explain|everything|the answer's|the answer is|the answers are|someone|somebody)( all| (in|on) there| there)?",
    "people": """
        (a |the |your |our |one of the |one of our |any |some of the )*(\\w+ )?(staff|member of staff|member of the team|members of staff|people|person|someone|somebody|assistant*|cashier*|manager|girls|lads|guys|colleagues|colleague|adviser*|advisor*|crew|cabin crew|ground crew|teller*|consultant*)
        """,
    "counter": """
        (in|at|from|of|behind|on) (one of )?(the|your|our|any|a|their)? (\\w+ )?(branch|branches|store|stores|shop|shops|till|tills|counter|counters|checkout|check-in|desk|showroom|salon|gate|reception|restaurant|restaurants|kiosk|outlet|outlets|bank|airport|station)
        """,
    "outsider": """
        (airline|airlines|airport|landlord|letting agent|housing association|council|broker|network|network provider|mobile network|energy supplier|supplier|provider|bank|card issuer|card provider|insurer|seller|
        maker|makers|manufacturer|courier|carrier|travel agent|tour operator|hotel|restaurant|shop|retailer|marketplace|developer|garage|dealer|installer|electrician|importer|delivery firm|delivery company|app store|platform|broadband provider|employer|lender)
        """,
    "handed": "passed on | passed | forwarded | sent | shared | handed over | handed on | handed | relayed | escalated | referred | fed back | submitted | logged | raised | flagged | noted | recorded | directed | transferred | reported",
    "complaint": "feedback | comment | comments | message | complaint | complaints | concern | concerns | remark | remarks | suggestion | suggestions | query | case | report | details | request | enquiry | review | issue | thoughts | note | experience | matter | problem | opinion | frustration | views",
    "some_team": """
        (the |our |a )?((relevant|appropriate|right|responsible|correct|necessary|proper|concerned|competent|respective|internal|management|senior|product|quality|technical|dedicated) )+(department|departments|team|teams|people|person|persons|colleague|colleagues|channel|channels|office|party|parties|desk|staff|authority|area|folks|section) |
        (the |our )?(department|team|people|colleagues|office|persons|area|section|teams|departments) (concerned|responsible|in charge|in question|involved|dealing with (it|this|that)|who (deal|handle|look after|are responsible)) | management | (our|the) (higher-ups|powers that be|bosses|management|head office|team|teams)
        """,
}
AWAY = r"""
    (please |just |kindly |simply |do |maybe |perhaps |you can |you could |you may |you might want to |we suggest you |best to |feel free to |try to |i'd )*{look} (the |our |their |your |all the |those )*((?!full)\w+ )?{pages}(?! .. (\d|section \w+$|page|paragraph))
    {look} (the |our |their )*{site} .. {all_in_there}(?! .. (\d|section|page))
    ^(please |just |kindly |simply )*(see|check|visit|consult|refer to|browse|search) (the |our )+{site}$
    (you'll|you will|you can|you should|you'd|can be|could) (find |see |read |get |look up |found )+(the |that |your |all |an |out |everything |more |this |it |all of (it|this|that) )*(answer |answers |information |info |details |rules |prices )*(in|on|under|at) (the |our )?{pages}(?! .. (\d|section|page|but|in short))
    (the |your |all the |all |that )*(answer|answers|it|that|this|info|information|details|rules|prices)('s| is| are|'re) (all |there |clearly |explained |set out |stated |written |published |listed )*(in|on|under) (the |our |your )?{pages}(?! .. (\d|section|page|but))$
    (everything|all|what|the answers|all the answers) (that )?(you need|you want|you're after|you ask|about it|there is to know)( to know)? (is|are|can be found|stands|sits) .. (in|on|under) (the |our )?({pages}|{site})(?! .. \d)
    there's (a|an|the|our|plenty in our) {pages} (for|on|about|that|with) .. (that|this|questions|such|it|you|those)(?! .. \d)
    ^(please |just |try to |you can |why not |have you tried to )*(google|search|look up|youtube) (it|that|this|for it|online|around|yourself) .. (there are|there's|there is|plenty|you'll find|lots|guides|videos|tutorials|online)
    (there are|there's|you'll find) (plenty|lots|loads|heaps|dozens) of (guides|videos|tutorials|threads|articles|answers|forums) .. (online|on the (web|internet|net)|out there|on youtube)
    (take|bring|raise|discuss|settle|sort|talk|clear|go|check|clarify) (it|this|that|things|the matter|them|your \w+)? .. (up |over |out )?with {people} .. {counter}
    (have|try having|best have) a (word|chat|quick word|quiet word|talk) with (the |your |our |a |one of (the|our) )*(\w+ )?({people}|{outsider}|staff|crew|manager|team)
    (speak|talk|turn|go|direct (it|this|that)|put (it|this|that)|address (it|this|that)) (to|with) {people} .. {counter}
    (ask|try asking|try|best ask|asking|enquire with|check with|see) {people} {counter}(?! .. (i|we)('ve|'ll| have| will))
    (ask|enquire|asking|enquiring|inquire) (at|in) (the |your |our |any |one of our |one of the |a )+(\w+ )?(till|counter|check-in|desk|branch|store|shop|reception|gate|kiosk|showroom|restaurant|station|airport|bank)(?! ... (i|we)('ve|'ll| have| will))
    (pop|drop|call|go|nip|head|come|walk|step|stop|swing) (in to|into|in at|down to|over to|along to|by|to|round to|in) (one of our |one of the |your |our |a |any of our |any |the |your nearest |your local |nearest |local )*(branch|branches|store|stores|shop|shops|showroom|salon|office|outlet|outlets|restaurants) .. (and (ask|speak|talk|see|show|they|someone|let)|they|they'll|someone|somebody|staff|where (they|someone|staff)|to (discuss|sort|speak|ask|have|get))
    (ask|contact|call|ring|phone|chase|try|approach|speak to|speak with|talk to|write to|email|message|check with|go back to|take it up with|raise it with|complain to) (up )?(the|your|their|his|her) (own |local )?{outsider} (directly|instead|about (that|this|it|the \w+)|for (that|this|it)|first|not us|we only|they (handle|deal|control|know|sold|decide)|who (sold|made|issued|handles|deals))
    (ask|contact|call|ring|phone|chase|try|approach|speak to|talk to|write to|email|message|check with|go back to) (up )?(the|your) {outsider}$
    (that's|this is|it's|it is|that is|sounds like) (a question|one|a matter|something|a thing|an issue|a job|down|up|a problem) (for|to|with) (the|your) {outsider}
    (your|the) {outsider} (is|are|would be|will be) (the )?(one|ones|people|person|best placed|right (place|people|person)|who) (to|you)? .. (ask|contact|help|speak|turn|go|tell|talk|need|ring|call|know)
    (we|we're|i) (only|just|merely|simply) (sell|run|host|list|stock|resell|deliver|ship|act|handle sales|a (marketplace|platform|retailer|shop)|the (marketplace|platform|retailer|shop)) .. (maker|manufacturer|seller|supplier|brand|airline|it's up to|ask|contact|so|deals|responsible|them|they)
    (the |your )?(maker|manufacturer|seller|supplier|airline|bank|courier|landlord|carrier|retailer|insurer)( itself| themselves)? (deals|deal|handles|handle|looks after|is responsible|takes care|is in charge|decides|sorts) (with |for |of )?(all )?(the |such |that |these |those |your )?(repairs|refunds|claims|complaints|returns|that|warranty|guarantees|such|these|those|queries|faults|it)(?! .. (for you|and (we|i)))
    (social media|twitter|facebook|instagram|this page|this channel|this chat|a comment|a tweet|the comments|dms) (isn't|is not|aren't|are not|is hardly|isn't really) (the|a) (right |proper |best |good )?(place|channel|way|forum|venue) .. (for|to)
    (i'm|we're|i am|we are) (only|just) (\w+ )?(the |on the |in the |a )*(social|social media|twitter|facebook|online|digital|web) (team|side|desk|people|media) .. (so|you|and|please|i can't|we can't)
    (you|you'd|you'll|you will|customers) (would |will |must |just |simply |really |first )*(have|need) to (call|ring|phone|telephone)( in| up| us| them| for| about)*( (that|this|it|those|in))?(?= [.,!?]|[.,!?]|$| (for|about|to) (that|this|it|help|sort|change|cancel|claim))
    (we|i) (can't|cannot|don't|won't|aren't able to|are not able to) (see|look at|access|touch|discuss|change|open|do|deal with|handle|process) .. (from|over|on|via|through) (here|social|social media|this (page|channel|chat|account)|twitter|facebook|the comments) .. (you'll|you|call|ring|phone|please|so|contact|use|write|email)
    (send|write|post|address|direct|submit) (a |an |your |it |that |this |the )*(letter|complaint|claim|email|request|query|question|form|written complaint) .. (to|at|with) (our |the |their )*(\w+ )?(head office|headquarters|department|team|office|hq|customer relations|complaints (team|department|address|desk)|registered office)
    (submit|raise|open|log|create|file|send|put in|lodge) (a|an|another|your|the) (\w+ )?(ticket|case|request|query|claim|complaint|form) (with|on|via|through|at|in|using) (the|our|your) (\w+ )?(help centre|help center|portal|help desk|website|site|app|support page|form|webform|system|platform|help page*|support)
    ^(sorry |that's |it's |this is |this isn't |that isn't |it isn't )*(not|isn't|is not) (really )?(something|a thing|anything|an area|a matter|what|one) (that )?(we|i|our team|this team|our page) (can |could |do |are able to |really |actually )*(handle|handles|deal with|deals with|do|look after|cover|covers|help with|discuss|sort|control|offer help with|manage)(?! .. (but (i|we)|so i))
"""
WHO = r"""
    (your|the|this|that|these|all|my) (\w+ )?{complaint} (has|have|had|was|were|will be|is|are|is being|are being|has now|have now|'s|'ve) (now |duly |already |all |just |also |been |since )*({handed})( (on|over|along|up|it|and|now|directly|internally|back))* (to|with|by) {some_team}
    (your|the|this|that|these) (\w+ )?{complaint} (has|have|was|were|will be) (now |duly |already |all |also |been )*(noted|logged|recorded|registered|taken (on board|into account|note of|seriously)|acknowledged|filed)(?! .. (for you|under|as)) .. (and|passed|forwarded|shared|sent|escalated|on board|account|seriously)?$
    (we|we've|we have|i|i've|i have|we'll|i'll|we will|i will|it's been|this has|it has|that has|it'll be|this will be|it will be|that'll be) (\w+ )?(been |be |also |now |already |just |duly |certainly |gladly |immediately |happily )*({handed}|pass|forward|send|share|hand|relay|escalate|refer|feed|flag|raise|report|submit)( (this|that|it|your|the|all|on|over|along|back|up|these|them|feedback|comments|comment|complaint|message|concerns|concern|thoughts|details|remarks|suggestion|query|note|case|and|sent|passed|forwarded|shared))* (to|with) {some_team}(?! .. (who (will )?(ring|call|come)|and (i|he|she|they) ))
    (we'll|we will|i'll|i will|we|i) (make sure|ensure|see to it|see that|make certain) (that )?(the )?(right|relevant|appropriate|responsible|correct) (people|team|department|person|colleagues) .. (see|sees|hear|hears|know|knows|get|gets|receive|receives|read|reads|look|looks|aware|informed)
    (noted|logged|recorded|registered|acknowledged|filed) and (passed|forwarded|shared|sent|escalated|handed)( (on|along|up|over))?(?! .. (to (ann|the driver)|who))
    (be|we'll be|i'll be) sure to (look into|check on|follow up|investigate|see to)
    (your|the|this) (case|complaint|claim|request|ticket|query|matter|parcel claim|refund|application|order) (is|remains|sits|is still|is currently|is now) (still |now |currently |already )*(with|in the hands of|on the desk of|before) (our|the|a) (\w+ )?(specialists|specialist|experts|team|department|colleagues|technicians|engineers|management|back office|people|claims team)$
    (is|are|it's|that's|'re|been) (now |currently |still |all |actively )*being (dealt with|looked at|looked into|investigated|seen to|handled|worked on|processed|reviewed|addressed|taken care of|attended to)( by (our|the|a) (\w+ )?(team|technicians|specialists|experts|engineers|department|colleagues|people))?$
    (in|joined) (the|a|our) queue and will be (dealt with|handled|looked at|seen to|processed|answered|reviewed)
    ^(please |just |ok |right |okay )*leave (it|this|that|everything) (with|to) us(?! (until|till|by|for (an|a|one|two|\d)))$
    ^(please |just )*bear with (us|me) (while|as|whilst) (we|i|our|the team) (\w+ )?(look|check|investigate|get|sort|find|work|try|dig)
    (rest assured|be assured|you can be sure|please know) .. (we|our|that we|the team|everyone|someone|it|this)('re| are|'ll| will|'s| is| have|'ve)? .. (on the case|on it|everything|doing|working|look|looking|sorted|resolved|dealt|care|best)
    (somebody|someone|an engineer|a technician|a colleague|the team|a fitter|an adviser|an agent|a driver|a manager) (should|will|'ll|is going to|ought to|may|might) (be|come|pop|get|stop) (along|out|round|over|there|with you|by|back|out to you) .. (shortly|soon|at some|in due|when|eventually|as soon|before long|later|presently)
    (we'll|we will|i'll) come back to you (on|about|regarding|with) (this|that|it|the|your|an|more|news)
"""
WHEN = r"""
    (as|just as) (soon|quickly|fast|swiftly|speedily|promptly|rapidly|early) as (we|i|they|it's|it is|humanly|is|ever|our team|the team|someone) (possibly |humanly |ever |physically |reasonably |realistically |are |is |am |'re |can |get |feel |have |find )*(can|could|possible|able|able to|manage|manage to|chance|a chance|practical|practicable|feasible|allow|allows|free)(?! .. (press|open|see|hear|drink|eat|fit))
    (we'll|we will|we're|we are|they're|the \w+ (are|is)|team is|team are|working|hope|hoping|aim|aiming|try|trying|get|getting|fix|restore|resolve|back|moving|sorted|reply|answer|refund)( \w+){0,6} as (swiftly|speedily|promptly|rapidly) as (possible|we can|they can|is possible)
    (hope|hoping|aim|aiming|expect|expecting|plan|planning) to (have|get|be|bring|sort|fix|restore|know|share|send|hear back|tell you|give you|resolve) (?!you)\w+( \w+){0,5} (soon(?! as)|shortly|before long|presently|soon enough|in the near future|any time now|very shortly)(?! (after|before))
    (we're|we are|i'm|i am|they're|doing|we'll do) (all )?(doing |do )*(our|my|their) (utmost|very best|level best|damnedest|absolute best|hardest|best) to (\w+ ){0,3}(right|sort|fix|fixed|resolve|help|get|speed|solve|restore|bring|sorted|put|make|find)
    (we'll|we will|we shall|i'll|we'd|we're) (do |doing |gladly do )(whatever|everything|anything|all|all that|all that's) (it takes|is needed|that's needed|that can be done|needed|required|necessary|humanly)
    (working|at work) on (it|this|that|a fix|a solution|the (issue|problem|fault|matter)) .. and (hope|expect|will|should|we'll|trust|aim|we hope)( \w+){0,5} (soon|shortly|before long|quickly|update|news|possible)
"""
