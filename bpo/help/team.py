"""Who works when, and what they may do."""

from bpo.core.i18n import N_
from bpo.help.page import Help

PAGES: dict[str, tuple[Help, ...]] = {
    "conversations.floor": (
        Help(
            what=N_(
                "All your brands at this moment, the one most at risk on top. The page renews itself, and every number opens what is behind it."
            ),
            how=(
                N_(
                    "Begin with the holes: customers who wait where nobody is at work, or in a language nobody can answer."
                ),
                N_("The bell beside a brand sets how long before the due time people are warned."),
                N_(
                    "Who is on shift and can answer or watches the brand is warned, once before an answer is late and once when it is; where nobody is on shift, whoever watches."
                ),
                N_(
                    "The wall screen shows the numbers so large that a whole room reads them; it follows by itself."
                ),
                N_(
                    "You can take a conversation from somebody who does not get on: open it, then return it or hand it over."
                ),
            ),
            words=(
                (
                    N_("On shift, not yet there"),
                    N_("Planned for now; holds no conversation and has none open."),
                ),
                (
                    N_("Fate unknown"),
                    N_(
                        "A network did not say whether a reply arrived. Somebody must look there before it is sent again."
                    ),
                ),
            ),
        ),
    ),
    "staffing.everybody": (
        Help(
            what=N_(
                "Everybody who works for your brands: what they are, which languages they write, and where they may answer."
            ),
            how=(
                N_(
                    "Somebody new: give them the role agent under “People”, describe them here, take the steps on the brand's page “Staff”, certify and assign them."
                ),
            ),
        ),
    ),
    "staffing.staff": (
        Help(
            what=N_(
                "Who may answer for this brand, until when, who works for it, and what somebody still lacks."
            ),
            how=(
                N_(
                    "Somebody finds the brand in their queue when both are true: certified and assigned. Both are asked again when a reply is sent."
                ),
                N_(
                    "Under competencies, the number after a mark is how much is missing to what the brand asks."
                ),
            ),
            words=(
                (
                    N_("Ends soon"),
                    N_("Two weeks or less are left. Renew it, or the person stops in the middle of a shift."),
                ),
                (N_("Suspended"), N_("Taken away for a time; nothing can be claimed or sent.")),
            ),
        ),
    ),
    "staffing.way": (
        Help(
            what=N_(
                "One person's way to a certification at this brand: what is asked, what they have, and which step is next."
            ),
            how=(
                N_(
                    "Record each step when it is done. That they have read the guide only the person can say."
                ),
                N_("Whoever certifies although a step is missing must say why, and it is kept."),
            ),
        ),
    ),
    "staffing.coverage": (
        Help(
            what=N_(
                "Hour by hour: is somebody certified, assigned and on shift in the hours that were promised?"
            ),
            how=(
                N_(
                    "A hole names its cause. Close it with a shift, a certification, or somebody who stands in for who is away."
                ),
            ),
            words=(
                (N_("Nobody"), N_("Service was promised and nobody is there.")),
                (
                    N_("A language is missing"),
                    N_("Somebody is there, but not for every language of the brand."),
                ),
                (N_("Too few"), N_("Fewer people than you said are needed at this hour.")),
            ),
        ),
    ),
    "staffing.shifts": (
        Help(
            what=N_("Who works when, a week at a time, by your clock."),
            how=(
                N_(
                    "Plan one shift below, or copy the whole week onto the weeks to come; what is taken is left out."
                ),
                N_(
                    "Absences that were asked for stand on top. Before you grant one, look at the coverage of its days."
                ),
            ),
        ),
    ),
    "staffing.own_shifts": (
        Help(
            what=N_("When you work in the next four weeks, and your absences."),
            how=(
                N_(
                    "Ask for a vacation, sick leave or training here. You are told as soon as it is granted or declined."
                ),
            ),
        ),
    ),
    "staffing.own": (
        Help(
            what=N_("For which brands you may work, until when, and what is still missing."),
            how=(
                N_(
                    "A brand is in your queue only while its certification is valid and you are assigned to it."
                ),
            ),
        ),
    ),
    "staffing.profiles": (
        Help(
            what=N_(
                "What this brand asks of responders, who answer, and of analysts, who watch what is said."
            ),
            how=(
                N_(
                    "What the brand sets replaces the vendor's template as a whole. People are compared with it from then on."
                ),
            ),
        ),
    ),
}
