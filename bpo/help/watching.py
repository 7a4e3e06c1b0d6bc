"""What is said elsewhere."""

from bpo.core.i18n import N_
from bpo.help.page import Help
from bpo.identity.permissions import Permission

PAGES: dict[str, tuple[Help, ...]] = {
    "monitoring.mentions": (
        Help(
            needs=Permission.MENTION_WORK,
            what=N_("Posts about a brand that were not addressed to it. You decide what becomes of each."),
            how=(
                N_(
                    "Tick several and do the same to all of them. Filters you need often can be saved as a view."
                ),
                N_("The mood is a guess by the words. What is urgent is not left to it: read."),
            ),
            words=(
                (N_("New"), N_("Nobody has sorted it yet.")),
                (N_("Worth keeping"), N_("Good to know; needs no answer.")),
                (
                    N_("Made a conversation"),
                    N_("It is answered from the queue; its clock began at that moment."),
                ),
                (N_("Not needed"), N_("None of ours; the reason is kept.")),
            ),
            keys=(
                ("J", N_("To the next mention")),
                ("K", N_("To the one before")),
                ("Enter", N_("Open it")),
                ("X", N_("Tick it")),
                ("S", N_("Worth keeping")),
                ("D", N_("Not needed: this one, or all that are ticked")),
                ("L", N_("Label it, or all that are ticked")),
                ("C", N_("Make a conversation of it")),
            ),
        ),
        Help(
            what=N_("Posts about the brand that were not addressed to it, and what became of each."),
            words=(
                (N_("New"), N_("Nobody has sorted it yet.")),
                (N_("Worth keeping"), N_("Good to know; needs no answer.")),
                (
                    N_("Made a conversation"),
                    N_("It is answered from the queue; its clock began at that moment."),
                ),
                (N_("Not needed"), N_("None of ours; the reason is kept.")),
            ),
        ),
    ),
    "monitoring.mention": (
        Help(
            needs=Permission.MENTION_WORK,
            what=N_("One post, who wrote it, what else they wrote, and what is to become of it."),
            how=(
                N_(
                    "If it should have an answer, make a conversation of it: it goes to the queue, and a responder answers."
                ),
            ),
            keys=(
                ("S", N_("Worth keeping")),
                ("D", N_("Not needed")),
                ("C", N_("Make a conversation of it")),
            ),
        ),
        Help(
            what=N_("One post, who wrote it, and what else they wrote."),
        ),
    ),
    "monitoring.spikes": (
        Help(
            what=N_(
                "Hours in which far more people wrote, or complained, than this hour of the week usually brings."
            ),
            how=(
                N_(
                    "Supervisors, analysts and the client's PR are told within a minute, once for each spike."
                ),
                N_(
                    "Open one: its posts, the usual number and who was told. If it is trouble, put a holding statement at hand, so that everybody answers alike."
                ),
            ),
        ),
    ),
    "monitoring.authors": (
        Help(
            what=N_("Who writes about the brand, how often and in which mood. Every number opens the posts."),
            words=(
                (N_("Critic"), N_("Three posts or more, and at least three in five are negative.")),
                (N_("Advocate"), N_("Three posts or more, and at least three in five are positive.")),
                (
                    N_("Opinion leader"),
                    N_("Ten thousand people or more follow or read them, as the source says."),
                ),
            ),
        ),
    ),
    "monitoring.digests": (
        Help(
            what=N_(
                "A page for each week: what was said about the brand, and what was done about it. The client reads the same page."
            ),
            how=(
                N_(
                    "It is made on Monday at seven by the brand's clock, from what was sorted by then. It is not changed afterwards, so sort before Monday."
                ),
            ),
        ),
    ),
    "monitoring.watches": (
        Help(
            what=N_("What is looked for: words and phrases by which people speak of the brand."),
            how=(
                N_(
                    "A word finds all its forms. AND, OR, NOT and parentheses combine words, quotation marks keep them together."
                ),
                N_(
                    "A changed watch goes through the posts that are here once more, so its numbers may change."
                ),
            ),
        ),
    ),
    "monitoring.sources": (
        Help(
            what=N_("Where posts come from: feeds, which are asked every five minutes, and files."),
            how=(N_("A feed that cannot be read says why and is asked again by itself."),),
        ),
    ),
}
