"""Why a queued reply does not go out, said to whoever waits for it. The nearest cause first."""

from bpo.core.i18n import N_

TOO_MANY = N_("The network asked us to send more slowly.")
AS_MANY_AS_FIT = N_("As many replies as this network takes in a while have gone out from its account.")


def why_waiting(
    *,
    connection_state: str | None,
    is_paused: bool,
    is_first: bool,
    account_waits: str | None,
    tried: bool,
) -> str | None:
    """A sentence to be translated; None where it goes out by itself any moment."""
    causes = (
        (connection_state is None, N_("Its account is not connected.")),
        (connection_state == "untested", N_("Its account has not been tested yet.")),
        (
            connection_state == "ill",
            N_("The network no longer accepts the token or password of its account."),
        ),
        (is_paused, N_("Sending is stopped.")),
        (not is_first, N_("An earlier reply in the same conversation goes first.")),
        (account_waits is not None, account_waits or ""),
        (tried, N_("It is tried again soon.")),
    )
    return next((sentence for holds, sentence in causes if holds), None)
