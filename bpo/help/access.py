"""People, their access, and what they are told."""

from bpo.core.i18n import N_
from bpo.help.page import Help

PAGES: dict[str, tuple[Help, ...]] = {
    "identity.people": (
        Help(
            what=N_("Everybody who has access, the vendor's people and the clients'."),
            how=(
                N_(
                    "Invite somebody by their address: the link works once, for 7 days, and they choose their own password."
                ),
                N_(
                    "A role says what somebody may do and at which brands. Somebody who leaves is disabled, not deleted: what they did stays theirs."
                ),
            ),
        ),
    ),
    "identity.person": (
        Help(
            what=N_("What one person may do, where, and whether they can sign in."),
            how=(
                N_(
                    "Disabling ends every session and key at once. Nobody changes their own roles; supervisors and admins are appointed by an admin."
                ),
            ),
        ),
    ),
    "identity.audit": (
        Help(
            what=N_("Who did what to what, and when. Nothing here can be changed, not even by an admin."),
            how=(
                N_(
                    "A name filters by that person. An action is filtered by how it begins: user. finds everything about people."
                ),
                N_("It holds no texts of customers, so it can be shown to an auditor as it is."),
            ),
        ),
    ),
    "identity.profile": (
        Help(
            what=N_(
                "Your name, language, time zone and keys; your password and second factor; how you are told of things."
            ),
            how=(N_("A new password ends your sessions everywhere else."),),
        ),
    ),
    "identity.notifications": (
        Help(
            what=N_("What you were told, newest first. Each leads to what it is about."),
            how=(
                N_(
                    "Which kinds reach you, and whether here, by mail or by webhook, you choose in your profile."
                ),
            ),
        ),
    ),
}
