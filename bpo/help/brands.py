"""What was agreed with a brand, and its set-up."""

from bpo.core.i18n import N_
from bpo.help.page import Help

PAGES: dict[str, tuple[Help, ...]] = {
    "onboarding.brands": (
        Help(
            what=N_("Every brand you work for, and how far each has come on its way to going live."),
            how=(N_("Open a brand: its tabs hold reports, quality, work and set-up."),),
        ),
    ),
    "onboarding.brand": (
        Help(
            what=N_("Everything that was agreed with this brand, as it holds now."),
            how=(
                N_("A change makes a new version. What was measured before stays measured by the old one."),
                N_("“Try a text” shows what the rules say of a reply; nothing is kept or sent."),
            ),
        ),
    ),
    "guides.guide": (
        Help(
            what=N_("The rules that replies of this brand are checked by, and how well they do."),
            how=(
                N_(
                    "“Try a changed guide” runs a change over the replies of the last month before it is published."
                ),
                N_(
                    "“Compare versions” says in words what changed from one version to another, when and by whom."
                ),
            ),
        ),
    ),
    "guides.words": (
        Help(
            what=N_(
                "The words that the vendor has spelling know at every brand: of the trade, of the language, new ones."
            ),
            how=(
                N_(
                    "A word is offered once two people have sent it, at two brands, although spelling warned."
                ),
                N_(
                    "It is known in every form, in its own language, from the next check on. Other rules check it as before."
                ),
                N_(
                    "A brand's name and what a brand never says cannot be added: a name is known where it belongs."
                ),
                N_(
                    "Who takes a word back has spelling doubt it again. Replies that were sent keep what was found."
                ),
            ),
        ),
    ),
    "guides.compare": (
        Help(
            what=N_("Two versions of the guide side by side, rule by rule."),
            how=(
                N_("A rule that a version does not mention is compared as what then holds."),
                N_("The order of words and of rules means nothing and is no difference."),
            ),
        ),
    ),
    "guides.draft": (
        Help(
            what=N_("A place to change the guide without publishing it."),
            how=(
                N_("Change what you like and try it. Only the rules that you changed are run."),
                N_(
                    "Where the guide leaves the form of address free or says nothing of it, a reply that changes it "
                    "in the middle of a conversation is told so."
                ),
                N_(
                    "Quotation marks and the letter ё are checked once you say how the brand writes them; "
                    "each finding comes with the text put right."
                ),
                N_("One trial of a brand runs at a time. It goes on when you leave the page."),
            ),
        ),
    ),
    "guides.trial": (
        Help(
            what=N_("What a changed guide would have done to the replies of the last month."),
            how=(
                N_("Look at newly stopped replies first: each shows what fires now and what fired before."),
                N_(
                    "Whoever may change the guide can publish it from here, unless the guide has changed meanwhile."
                ),
            ),
            words=(
                (
                    N_("Newly stopped"),
                    N_("It went out by itself, and would now need a reason, an approval or a change."),
                ),
                (N_("Newly let through"), N_("The other way round.")),
                (
                    N_("Judged otherwise"),
                    N_("What is found differs, but whether it goes out by itself does not."),
                ),
            ),
        ),
    ),
    "reports.what_if_levels": (
        Help(
            what=N_("A past period as it would have been had other targets or hours been agreed."),
            how=(
                N_(
                    "Choose the days, change what you want to try, and compute. What you leave stays as it was."
                ),
                N_(
                    "Beneath stand the turns that would end otherwise; each opens to its timeline as it really was."
                ),
                N_("Nothing is kept. What becomes of it is agreed on the page Agreement."),
            ),
        ),
    ),
    "reports.exclusions": (
        Help(
            what=N_("What the brand agreed to leave out of measurement, or is asked to."),
            how=(
                N_(
                    "The system notes what it finds in the evidence; people note the rest. Open one to see which turns it would change, and how."
                ),
                N_(
                    "Put it to the brand when it is right. Nobody but the brand's approver can make it count."
                ),
                N_(
                    "What is left out is left out of figures only: the customer is answered all the same, and the queue's clocks run on."
                ),
            ),
            words=(
                (N_("Time"), N_("A stretch that stops the response clocks that ran then, like a pause.")),
                (N_("Turns as a whole"), N_("They are neither met nor breached.")),
            ),
        ),
    ),
    "reports.delivery": (
        Help(
            what=N_("The report by mail, and which of its parts the client is shown."),
            how=(
                N_(
                    "Choose how often, at which hour and with which files. A mail says whether its figures are sealed."
                ),
                N_(
                    "Give each section a number, in the order in which they should stand; leave empty what is not to be shown."
                ),
                N_("Look at the report as the client sees it before you tell them."),
            ),
        ),
    ),
    "onboarding.checklist": (
        Help(
            what=N_(
                "What must be true before customers are served. Some of it is read from the data, some is a person's word."
            ),
            how=(
                N_(
                    "Say who confirmed it and where that can be read. The word lapses when what it was given for is changed."
                ),
            ),
        ),
    ),
    "onboarding.accounts": (
        Help(
            what=N_("The brand's accounts: who owns each, and how messages reach us."),
            how=(
                N_(
                    "Many accounts are best kept in a table: download it, change it in a spreadsheet, bring it in. You see what changes before anything does."
                ),
                N_(
                    "Give each account the tag of its place. Who has a role for a tag sees its accounts only, new ones too."
                ),
                N_(
                    "An account that cannot be reached says why. A new token is entered on its page “Connection”."
                ),
            ),
        ),
    ),
    "channels.deliveries": (
        Help(
            what=N_(
                "Every reply on its way to a network: what waits and why, what failed, and what somebody must look into."
            ),
            how=(
                N_(
                    "Look on the network first, then say whether it arrived. Only what did not arrive is sent again."
                ),
                N_(
                    "If something goes badly wrong, stop sending: replies wait in the queue and agents read your reason."
                ),
            ),
            words=(
                (N_("May have arrived"), N_("The network did not say; nothing is repeated by itself.")),
                (N_("Not delivered"), N_("It certainly does not stand there; it can be tried again.")),
            ),
        ),
    ),
    "conversations.completeness": (
        Help(
            what=N_("Whether every message came in: what reading had missed, and how late it was found."),
            how=(
                N_(
                    "What was missed is in the queue already and marked in its conversation. If an account misses messages again and again, look at its connection."
                ),
            ),
        ),
    ),
    "channels.imports": (
        Help(
            what=N_("Messages brought from files, and what of them was refused."),
            how=(
                N_(
                    "Each rejected record says its line and why. Mend the file and bring it again: nothing is stored twice."
                ),
            ),
        ),
    ),
    "knowledge.shelf": (
        Help(
            what=N_(
                "What agents find beside the field of a reply: starts for replies, what the brand knows, and what is going on."
            ),
            how=(
                N_(
                    "A template is a start. Replies that are all alike sound like a machine, and reviewers see it."
                ),
                N_(
                    "Outages, known issues and holding statements are shown above the queue until each agent has read them; a change makes them unread again."
                ),
            ),
        ),
    ),
    "knowledge.all_calendars": (
        Help(
            what=N_(
                "What the brands are doing and what has gone wrong, day by day. The brand's marketing writes here too."
            ),
            how=(
                N_(
                    "An entry opens the campaign with its text, who has read it, and, once it has begun, the report of its days."
                ),
            ),
        ),
    ),
    "conversations.kept": (
        Help(
            what=N_(
                "How long customers' texts are kept, and what has been erased. The figures of reports never change by it."
            ),
            how=(
                N_("One customer is erased from the page of any conversation with them."),
                N_("An author of mentions is erased from the page of any post of theirs."),
                N_(
                    "Where the brand does not want us to look behind links that people write, take the tick away."
                ),
            ),
        ),
    ),
    "billing.statements": (
        Help(
            what=N_(
                "What each sealed month costs by the contract it was measured by, and what was credited of it."
            ),
            how=(
                N_(
                    "A statement is made from a sealed month alone. Each of its lines opens to the rows behind it."
                ),
                N_(
                    "It is never changed. When a month is restated, a correction with the differences is issued beside it."
                ),
                N_("“What if” computes a sealed month by other terms and keeps nothing."),
            ),
            words=(
                (
                    N_("Credit"),
                    N_("What is taken off the fee because a promise of the contract was not kept."),
                ),
                (
                    N_("Band"),
                    N_("Below this attainment, so much of the target's share of the fee is credited."),
                ),
                (
                    N_("Earned back"),
                    N_(
                        "A credit of an earlier month that is charged again, because a later month reached the target."
                    ),
                ),
            ),
        ),
    ),
    "exports.exports": (
        Help(
            what=N_(
                "Everything that is kept about one brand, as one file: for the brand's own archive, or when it goes elsewhere."
            ),
            how=(
                N_(
                    "Order an export, look again after a moment, and download it. It is recorded who took it and when."
                ),
                N_(
                    "It holds texts and names of customers. Whatever is erased later stays in a file that somebody has taken: erase it there as well."
                ),
            ),
            words=(
                (
                    N_("Withdrawn: something was erased"),
                    N_(
                        "A customer or old texts were erased after this export was made, so its file was deleted."
                    ),
                ),
            ),
        ),
    ),
}
