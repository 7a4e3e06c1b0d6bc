"""How good the work was."""

from bpo.core.i18n import N_
from bpo.help.page import Help

PAGES: dict[str, tuple[Help, ...]] = {
    "qa.queue": (
        Help(
            what=N_(
                "Replies and dismissals that wait for your review: drawn by chance each night, or chosen by hand."
            ),
            how=(
                N_("What you take is yours for 24 hours. You never see what you had a part in."),
                N_(
                    "Whose work it is you learn after handing in, so that you judge the reply and not the person."
                ),
            ),
            words=((N_("Chosen by hand"), N_("For coaching. It counts in no figure.")),),
        ),
    ),
    "qa.desk": (
        Help(
            what=N_(
                "The thread as it stood, what the check found, that day's guide, and the scorecard. Judge by what could be known then."
            ),
            how=(
                N_(
                    "Answer every criterion. Where something critical failed, write the note that you would want to get."
                ),
                N_("What the check found is evidence beside a criterion, never a verdict: you decide."),
                N_("Everything is kept as you go; you can leave and come back."),
            ),
            words=(
                (N_("Fails everything"), N_("If this is not passed, the whole score is 0.")),
                (N_("Does not apply"), N_("The criterion is left out of the score.")),
            ),
            keys=(
                ("J", N_("To the next criterion")),
                ("K", N_("To the criterion before")),
                ("1", N_("Passed")),
                ("2", N_("Not passed")),
                ("0", N_("Does not apply")),
                ("N", N_("To the note; Esc leads back")),
                ("Ctrl+Enter", N_("Hand in")),
            ),
        ),
    ),
    "qa.own": (
        Help(
            what=N_("What reviewers found in your work, newest first."),
            how=(
                N_("Open a review and say that you have read it."),
                N_(
                    "If you see something differently, dispute just that criterion and say why. Somebody who is neither you nor the reviewer decides."
                ),
            ),
            words=(
                (N_("New"), N_("You have not said yet that you read it.")),
                (N_("Disputed"), N_("A third person is going to decide.")),
                (N_("Dispute decided"), N_("Open it: each criterion says what came of it.")),
            ),
        ),
    ),
    "qa.disputes": (
        Help(
            what=N_(
                "Reviews that their agents see differently. You decide those in which you are neither the reviewer nor the agent."
            ),
            words=(
                (N_("Upheld"), N_("The reviewer's answer stands.")),
                (
                    N_("Overturned"),
                    N_("It counts as passed from now on; what was answered first stays in sight."),
                ),
            ),
        ),
    ),
    "qa.quality": (
        Help(
            what=N_(
                "How good the brand's replies are, from a sample in which each reply stands for many. Every figure opens its reviews."
            ),
            how=(
                N_(
                    "Accuracy is the share of replies without a single error of the class. Classes are never averaged: a harmless average can hide a harmful error."
                ),
                N_("The interval says how sure the figure is: the fewer reviews, the wider it is."),
            ),
            words=((N_("Too few to rank"), N_("So few reviews that comparing would be unfair.")),),
        ),
    ),
    "qa.automatic": (
        Help(
            what=N_(
                "What the program found in every reply that a person sent, by the rules of that day. A machine's findings, never part of anybody's score."
            ),
            how=(
                N_("A reply is clean when nothing graver than a hint was found."),
                N_(
                    "Grammar is read a few minutes later by an engine of the LanguageTool family. A reply on which it fails twice is told as not checked and never as clean."
                ),
                N_(
                    "A small neural network, the reader, reads the same replies: what it finds is likely, not certain, and is counted apart from what words show."
                ),
            ),
        ),
    ),
    "qa.scorecard": (
        Help(
            what=N_(
                "The questions by which this brand's replies are reviewed. A change is a new version; earlier reviews keep theirs."
            ),
            how=(
                N_(
                    "The class says whom an error harms: the customer, the business, or the law. Only what is not critical is added up by weights."
                ),
            ),
        ),
    ),
}
