"""How English replies ask for personal data: the words `MACROS` of `phrasebook.personal`, and questions.

`WIDER` holds more words of a kind; the later questions are of codes just texted, streets and “the mobile you booked with”.
"""

MACROS: dict[str, str] = {
    "ask": """
        send | give | tell | share | provide | post | drop | leave | type | write | confirm | state | reply with |
        respond with | let us know | let me know | pop | supply | submit | forward | include | message us |
        waiting for | sending over | attach | upload | let me have | let us have | enter | key in | quote | comment below with | comment with | put down | note down | jot down | read out | read me | read us | text | text me | text us | paste | mention | pass on | let's have | hand over | punch in | dictate | list | reveal | say | show us | show me | add | write down | spell | remind me | remind us | remind me of | remind us of | verify | spell out
        """,
    "modal": "can you | could you | would you | will you | may we | may i | can we | can i | could we | could i | please | kindly | would you mind | you need to | you'll need to | you must | you have to | you can | just | need you to | like you to | ask you to | able to",
    "infinitive": "send | sending | give | giving | tell | share | sharing | provide | providing | post | posting | drop | leave | leaving | type | write | confirm | confirming | have | get | take | grab | ask for | ask | know | see | supply | include",
    "need": """
        need | needs | we'd like | we would like | i'd like | require | requires | i'll need | we'll need | missing | looking for | asking for | is needed | are needed |
        is required | are required | what's | what is | what are | what was | could do with | could use | can't find | don't have | don't see | would be great to have | would help to have | we still need | i just need
        """,
    "filler": """
        us | me | you | please | here | your | the | also | and | or | a | an | just | full | both | right | over | with | in a reply | in the comments | in a comment |
        below | in this thread | in the thread | in your reply | publicly | our | again | order number | order | name | first | correct | current | exact | registered | associated |
        on the order | for the order | on file | on your account | for your account | if possible | back | best | once more | as well as | as | plus |
        at the moment | still | is | are | photo of | picture of | copy of | scan of | all | quickly | straight away | now | either
        """,
    "data": """
        (phone|mobile|cell|telephone|contact|whatsapp|cellphone|home|landline|callback|daytime) (number|numbers|no|phone number)(?! (of our|of the (shop|store|courier))) |
        (your|a|good|best) ((best|good|contact|direct) )?(number|digits)(?! (of|is|has|was|in the queue|one|plate*)) |
        (both |two )?(sides|side|front|back|photo|photos|picture|pictures) of (both sides of )?your (card|passport|id) |
        (number|phone) (we (should|can|could) (call|ring|reach|contact) you|to (call|reach|contact|ring) (you|on)|we can (call|reach|ring)|you (ordered|registered|used)|used (for|on)|the order) |
        ((bank|credit|debit|payment|loyalty|whole|full|long) )*card (number|no|details|digits|data|expiry|expiration) | (bank|payment) (details|card|account) |
        ((last|first|final) )?((four|six|three|4|6|3|few) )?digits( of (your|the|that) (card|account|phone))? |
        (expiry|expiration) date of (your|the) card | (card's) (expiry|expiration)( date)? | (cvv|cvc|cvv2|security code|pin code|sort code|iban|routing number) |
        (account number|account no|bank account) | (password|passcode|one-time code|verification code|sms code|otp|login details|log-in details) |
        ((the|last|first|all|three|four|3|4|both|little) )*(digits|numbers|code|figures) (on|from|at) the (back|reverse|front|other side)( of (your|the|that) (card|bank card))? | mother's maiden name | (three|four|six|3|4|6)-digit (code|number) (on|at) the (back|front)( of (your|the) card)? | (name|names) (on|printed on|embossed on) (your|the) card | (your|the) (doorbell|intercom) (name|number) |
        (e-mail|email|mail) (address|addresses|id) | (your|an|the) (e-mail|email)(?! (at|address|us|with|to|for|about|from|we|that|inbox|and we|i sent)) |
        ((home|postal|delivery|shipping|billing|full|street|mailing|exact|your) )+address(?! (book|bar)) | (your|full) (postcode|post code|zip code|zip) |
        (date of birth|dob|birth date|birthdate|birthday|year of birth|age)(?! (discount|gift|bonus|card|offer|party)) |
        (full name|surname|last name|first and last name|name and surname|maiden name) |
        (passport|driving licence|driver's license|id card|national id) (number|no|details|photo|scan|page) | (passport|driving licence|driver's license)(?! (holder|control|cover|case)) | (photo|picture|scan|copy) of (your|an|the) (id|identity card|identity document|id document)s? | your (id|id card|identity card|identity document) |
        (your|a|the) mobile(?! (app|phone case|version|network|site)) | ((your|the) )?(tax (number|id|code)|tin|vat id) | street and (flat|house|number|house number) | (house|flat|door|apartment) number |
        (national insurance|social security) (number|no) | (ssn|nino|pesel|imei) |
        (contact|personal|private) (details|info|information|data)
        """,
    "and": "and | or | as well as | plus | your | and your",
    "opener": "and | so | sorry | ok | hi | hello",
    "your": "your | and your",
    "please": "please | pls",
    "may": "may i have | may we have | can i have | can we have | can i get | can we get | could i have | could we have | could i get | can i take",
}
QUESTIONS = """
    (what's|what is|what are|what was|what) ((your|the|is|are|was|current|best|exact) )*{data}
    (what|which) (phone |mobile |contact |email |e-mail |card |delivery |home |street )?(number|phone|email|e-mail|address|card|account|name|postcode|surname) ((did|was|is|are|do|can|should|shall|the|order|you|we|it) )*(you|we|order|placed|under|registered|reach|call|ring|use|used|ship|send|deliver|refund|on|in|linked|pay|paid)
    (on|at|to|under|by|from|in) (what|which|whose) ((phone|mobile|email|delivery|bank|exact) )?(number|email|e-mail|address|card|account|name|surname)
    (whose|what|which) name .. (order|under|booking|account|on the card|doorbell|bank card)
    {data} (will|would|should) (do|suffice|help|be enough|be plenty|sort it|be fine)
    {data} (is|are) (enough|plenty|all (i|we) need|what (i|we) need|what's missing)
    (all|only thing|one thing|what|the only thing) (i'm|we're|that's|i am|we are|is|still) (missing|lacking|missing is|short of) (is )?{data}
    (mind|trouble you|bother you|ask you|be so kind)( (as|to|for|giving|sharing|telling|sending|me|us|if|i|ask|give|tell|share|send|confirm))* {data}
    (what|which|in what|on what|on which) (street|road|flat|house|house number|floor|building|apartment|door|postcode) .. (you live|do you live|are you|you're|is yours|do we|should we|shall we|can we|should the|live)
    (what|which) (day|date|month|year) .. (born|birthday)
    (what|who) (is|was) your .. (mother's|maiden|full|last|second|family) name
    what (should|can|do|shall) (i|we) (ring|call|phone|text) you on
    (how|where) (do|can|should|could|will) (we|i|our driver|the driver|the courier) (find|get to|reach|catch) you
    what does it say on (the (back|front) of )?your (card|passport|id|licence)
    what's (on|written on|printed on) (the (back|front) of )?your (card|passport|id|licence)
    who should (the courier|the driver|we|our courier) ask for
    ^({opener} )?your (e-mail|email|phone|mobile|phone number|address|surname) {please}
    (how|where) (can|could|do|should|may) (we|i) ((best|quickly) )?(reach|contact|call|ring|get hold of) you
    ^({opener} )?your (e-mail|email|phone|address|number|mobile|name and address)( {please})?$
    (put|pop|add|stick) your (address|email|e-mail|number|phone number|surname|postcode|full name)
    {data} ... (write|type|share|provide|put|leave|drop|post) (it|them) (here|below|in|there)
    (what's|what is) (the |your )?(best |good )?(email|e-mail|number|phone|address) (for you|to (reach|use|contact|send|call))
    where (do you live|are you living|should we deliver|do we deliver|exactly do you live)
    (when|what year|what day) were you born
    (when is|when's) your birthday
    how old are you(?! (that|if|then))
"""

WIDER: dict[str, str] = {
    "need": """
        we'd want | i'd want | we'll want | i'll want | we would want | i would want | i'd love | we'd love | we'd want to see | i'd want to see | we would want to see | it'd help to have | it would help to have |
        it'd be handy to have | all i'd need is | all we'd need is | we'd also need | i'd also need | we'd need | i'd need | it'd be great to have | we're after | i'm after | i'm just after | we're just after | short of | still missing
        """,
    "data": """
        bank account (number|no|details|data|name) | (sort code|account number) and (sort code|account number) | (login|username|user name|login name) and password | one-time (passcode|password|pin|number) | memorable (word|date|place|name) |
        ((long|sixteen-digit|16-digit|whole|full) )+(number|digits) (on|across|from|off) (the |your )?((front|face) of )?(the |your )?(\\w+ )?card | (three|3|last|four|4) (numbers|digits|figures) (on|at) the (back|reverse|rear) |
        (email|e-mail|mobile|phone|phone number|number|mobile number|email address|landline|cell) (that )?(you|you've|you'd|you're) (have |had |just |last |originally |normally |usually )*(signed up|registered|booked|ring|rang|rung|call|called|ordered|order|log in|logged in|joined|use|used|applied|subscribed|sign in|opened|gave|set up|texted|contacted|reached) ((us|it|in|up|the \\w+|your \\w+|an account|to us) )*(with|from|under|on|by|at checkout|when \\w+) |
        (name|names|surname|number|dates) ((exactly|just|as|it|they|that|shown|printed|written|stands|appears|is|reads|spelled) )*(on|in) your (passport|id|id card|driving licence|bank card|visa|birth certificate|boarding pass) |
        ((your|the|full|exact) )*(street|road|avenue|street name|road name) (and|plus|with) ((the|your|a) )?(flat|house|door|number|house number|flat number|door number|building number|postcode) | your (street|house|flat|door|floor|road)( (number|name))?(?! (lamp|party|lights|light|shoes|sale|style|food|mat))
        """,
}
SECRETS = """
    ((the|that|a|your|this|our|little|short|whole|security|login|log-in|verification|confirmation|one-time|access|unlock|activation) )*((three|four|five|six|eight|\\d)-digit |(three|four|five|six|\\d) digit )?(code|pin|passcode|number|otp|digits|password) ((that|which|we|i|they|it|has|have|'ve|we've|i've|just|you|were|was|only|should|you've|got|been|now|our system|the system|the bank|the app) )*(texted|messaged|smsed|(sent|sends|gave|emailed|pinged) (you|over|to (you|your (phone|mobile|email)))|(in|from|off|out of) (the|your|that|our) (text|sms|text message|message|authenticator|security app|banking app|push)|(came|arrived|landed|appeared|popped up|pop up|flashed up|come) (to|on|at|in|by|through on) (your|the) (phone|mobile|screen|handset|inbox|text)|(came|arrived) by (text|sms)|received (by|via|in) (text|sms|a text))
"""
MACROS["secret"] = SECRETS
for _name, _more in WIDER.items():
    MACROS[_name] = f"{MACROS[_name]} | {_more}"
QUESTIONS += r"""
    (read|read out|tell|give|send|share|paste|post|quote|say|drop|repeat|dictate|confirm|text|message|pop|what's|what is|what was|which is|let us have|let me have|pass|need|want|name|copy)( (out|me|us|here|just|back|over|please|to|with|in|below|on))* {secret}
    (type|enter|key|put|write|add|stick|leave|punch)( (in|me|us|out))* {secret} .. (here|below|in (a |the |your )?(reply|comment|comments|thread)|under this|underneath|back to me)
    (code|passcode|pin) (did|does|has|have) (the|our|your) (app|text|sms|phone|bank|system|authenticator|message) .. (show|send|sent|shown|say|give|given|display|text) .. (you|it)?
    (what|which) (code|pin|passcode|number) (did|have|has) (you|we|they|it) .. (get|got|receive|received|come|send|sent|text|texted) .. (by text|by sms|in the text|on your phone|to your (phone|mobile)|you)
    (what|which) (password|pin|passcode|memorable word|security answer)( \w+){0,3} (did|do|have) you (set|use|used|choose|chosen|pick|have)
    what (did|do|have) you (set|use|used|choose|chosen|put|have|picked|pick|entered|enter) (down )?(as|for) (your|the) (password|pin|passcode|memorable word|security (question|answer|word))
    (mind|care|happy|able|willing) (to )?(telling|giving|letting|sharing|sending|confirming|saying|tell|give|share|let|confirm|say)( (us|me|know|with|here|out))* (which|what|your|the) (street|road|flat|house|door|floor|address|postcode|phone|mobile|email|surname|number (you|we|to|of your))(?! (lamp|party|light|lights|size))
    (name|tell us|tell me|give us|give me|say|state|confirm|write|post|share|send|let us know|let me know)( (the|your|which|what|us|me))* (street|road|avenue|lane) .. (and|plus|with) .. (house|flat|door|number|postcode|building|floor)
    (which|what) (street|road|avenue|lane|flat|house|door|floor|building) (and|or) (\w+ )?(house|flat|door|number|street|floor)
    (which|what) (phone |mobile |contact |best )*(number|mobile|phone|landline|line|cell) (should|can|could|shall|may|does|will|would|is best for|must) (the|our|a|your) \w+ (ring|call|reach|text|phone|get|contact|use|dial|try)
    {data} (goes|can go|should go|belongs|is to go) (in|into|under|below|underneath) (the |a |this |your )?(comments|comment|thread|reply|post|tweet|here)?
    ^({opener} )?(the |your |and )+{data}(?=[^\w]{0,3}\?)
    ^({opener} )?(the |a |just |just the |only the |all |just your |your |and the )*{data}(( (and|or|plus))? (the |your )?{data}){0,2} {please}
    {need}( {filler}){0,4} (to (see|have|get|know|take)) (the |your |a )*{data}
    (who's|who is|who was) (the|our|your) (policyholder|cardholder|account holder|patient|passenger|payer|payee|recipient|traveller|guest|tenant|subscriber|insured) ... (born|birth|dob|how old)
    ^({opener} )?((the|your|a) )*(best|preferred|good|usual|current|daytime) (contact|number|phone|mobile|landline|line|email|e-mail) (for you(?! to\b)|to (reach|call|ring|catch|get|text|find) you)
    (more exact|more precise|more precisely|more exactly|more specific|exactly) .. (with|down to) (the |a |your )?(house|flat|door|street) (number|name)
    what (does|did) it say (in|under|by|next to) (the )?(field|box|line|row) {data}
    (got|have you|have you got|is there|do you have|any) ((a|an|another|some) )?(mobile|number|phone number|phone|landline|email|e-mail|contact number) (we|i|our \w+|the \w+) (can|could|should|may|might) (text|call|ring|reach|try|use|send|email|e-mail|dial)
    (what|which) number (house|flat|door|building) (are|is|do)
    (card|passport|licence|license|account) (what's|what is|what was) the (number|code|date|expiry) .. (on|of) it
"""
