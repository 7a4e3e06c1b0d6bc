"""More of how English replies ask for personal data in public: codes just texted, streets, “the mobile you booked with”.

`WIDER` adds to the macros of `personal`; `QUESTIONS` goes with its questions and may use all of them.
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
MACROS: dict[str, str] = {"secret": SECRETS}
QUESTIONS = r"""
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
"""
