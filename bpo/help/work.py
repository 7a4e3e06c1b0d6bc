"""What waits and is answered."""

from bpo.core.i18n import N_
from bpo.help.page import Help
from bpo.identity.permissions import Permission

PAGES: dict[str, tuple[Help, ...]] = {
    "conversations.queue_page": (
        Help(
            what=N_(
                "Everything that waits for an answer at your brands, what is to be served first on top. Each line says why it stands there."
            ),
            how=(
                N_(
                    "A line you claim is yours for a quarter of an hour, and stays yours while you write. What is forgotten goes back to everybody by itself."
                ),
                N_("What is put off is out of sight until the time you choose. Its clock goes on."),
                N_("Dismiss what needs no answer, and say why. Reviewers look at some of these again."),
            ),
            words=(
                (
                    N_("Urgent"),
                    N_(
                        "Danger, a threat, a court, lost money, or anger that many can read. It goes before everything else."
                    ),
                ),
                (
                    N_("Angry"),
                    N_(
                        "The customer is unhappy. It goes before what is calm, even if that was due up to a day earlier."
                    ),
                ),
                (
                    N_("Can wait"),
                    N_("Thanks, praise, or what looks like spam. It waits longest, but not for ever."),
                ),
                (
                    N_("A clock in amber, in red"),
                    N_("A quarter of the time or less is left; the answer is late."),
                ),
            ),
            keys=(
                ("J", N_("The next line")),
                ("K", N_("The line before")),
                ("Enter", N_("Open the conversation")),
                ("C", N_("Claim it and open it")),
                ("X", N_("Tick the line, for doing the same to many")),
                ("D", N_("Dismiss what is ticked, or this line")),
                ("S", N_("Put off what is ticked, or this line")),
                ("N", N_("Give me the next")),
            ),
        ),
    ),
    "conversations.conversation": (
        Help(
            needs=Permission.CONVERSATION_SERVE,
            what=N_(
                "One conversation with one customer, and the place to answer it. Beside it stands who they are, what the brand has at hand, and the clocks."
            ),
            how=(
                N_(
                    "Claim it, then write. The line below the field says what would happen if you sent the text now."
                ),
                N_(
                    "Where the solution takes longer, send an acknowledgement at once and promise an update: the promise gets a clock of its own."
                ),
                N_(
                    "A text too long for one message of its network can go out in parts where the composer offers it: look at the cuts, then choose."
                ),
                N_(
                    "Pictures go out with the reply where the network takes them. Say what each shows, for those who cannot see it; where they were taken, their files no longer tell."
                ),
                N_(
                    "Never ask for personal data in public. “Take it private” leaves one line there and goes on where only the customer reads."
                ),
                N_(
                    "What you may not decide yourself, ask a department of the client. Its answer comes back to you."
                ),
            ),
            words=(
                (N_("Hint"), N_("Worth a look; the text can go out as it is.")),
                (N_("Warning"), N_("It goes out if you say why.")),
                (N_("Needs approval"), N_("It goes out once another person has agreed.")),
                (N_("Must be changed"), N_("It does not go out like this.")),
                (
                    N_("May have arrived"),
                    N_("The network did not say. Do not write it again: somebody looks there first."),
                ),
            ),
            keys=(
                ("R", N_("To the field of the reply")),
                ("Ctrl+Enter", N_("Send")),
                ("C", N_("Claim")),
                ("S", N_("Put off")),
                ("D", N_("Dismiss")),
                ("E", N_("Ask a department")),
                ("N", N_("Give me the next")),
            ),
        ),
        Help(
            what=N_(
                "One conversation with one customer: what was written, by whom and when, and whether each answer came in time."
            ),
            how=(
                N_(
                    "A clock opens the timeline behind it: who had the conversation in hand, minute by minute."
                ),
            ),
        ),
    ),
    "conversations.turn": (
        Help(
            what=N_(
                "One wait of one customer: when it began, who had it in hand and for how long, and whether the promise was kept."
            ),
            how=(
                N_("Time outside the service hours and pauses do not count; each stretch says what it was."),
            ),
            words=(
                (N_("Met"), N_("Answered by the due time.")),
                (N_("Breached"), N_("Answered after the due time.")),
                (N_("Dismissed"), N_("It needed no answer: neither met nor breached.")),
            ),
        ),
    ),
    "conversations.conversations": (
        Help(
            what=N_(
                "Everything that was ever said with customers, newest first. Here one looks things up; what waits is worked in the queue."
            ),
            words=(
                (N_("Open"), N_("Not closed; the next reply goes on with it.")),
                (N_("Past due"), N_("The customer waits longer than was promised.")),
            ),
        ),
    ),
    "conversations.search_page": (
        Help(
            what=N_("Finds messages, notes, customers and order numbers in everything you may read."),
            how=(N_("A word finds all its forms, in four languages. Quotation marks keep words together."),),
            keys=(("/", N_("To the field, from every page")),),
        ),
    ),
    "conversations.approvals_page": (
        Help(
            what=N_("Replies that go out only when another person agrees."),
            how=(
                N_(
                    "Approve it as it is, mend a word and approve, or return it with a note that helps the author."
                ),
                N_(
                    "Nobody approves what they wrote themselves. What many can read, or what costs much, waits for a supervisor or the client."
                ),
                N_("While it waits the customer waits too: if nobody decides in time, the deputy is asked."),
            ),
        ),
    ),
    "conversations.handoffs": (
        Help(
            what=N_(
                "Questions to departments of the clients: PR, legal, logistics and others. Each is due by the department's own hours."
            ),
            how=(N_("A question is asked from a conversation."),),
            words=(
                (N_("Waiting for the department"), N_("They have a mail with a link, and are reminded.")),
                (N_("Answered"), N_("Your turn: tell the customer, then say that it is done.")),
                (N_("Done"), N_("The customer knows.")),
                (N_("Taken back"), N_("It is no longer needed.")),
            ),
        ),
    ),
    "conversations.shift_log": (
        Help(
            what=N_("What one shift leaves to the next. Read it when you begin; write in it before you go."),
            how=(
                N_("“New to you” stays until you say that you have read it."),
                N_("What somebody must do stays under “Still to do” until somebody has done it."),
                N_(
                    "Leave out customers' names; give the conversation's address instead, so that the entry is erased with its customer."
                ),
            ),
        ),
    ),
    "conversations.approval": (
        Help(
            what=N_("Replies that go out only when another person agrees."),
            how=(
                N_(
                    "Approve it as it is, mend a word and approve, or return it with a note that helps the author."
                ),
                N_(
                    "Nobody approves what they wrote themselves. What many can read, or what costs much, waits for a supervisor or the client."
                ),
                N_("While it waits the customer waits too: if nobody decides in time, the deputy is asked."),
            ),
            keys=(
                ("A", N_("Approve and send")),
                ("R", N_("To the note with which it is returned")),
            ),
        ),
    ),
}
