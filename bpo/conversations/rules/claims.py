"""Who may work on what waits, and for how long.

A claim lasts a quarter of an hour and is renewed by whatever its holder does, so that what was forgotten
comes back to the queue by itself. Putting off does not stop a clock: it only keeps the item out of sight.
"""

from datetime import datetime, timedelta
from uuid import UUID

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_

CLAIM_LASTS = timedelta(minutes=15)
MOST_HELD = 30  # more than that is hoarding, not working
LONGEST_SNOOZE = timedelta(days=14)
LONGEST_REASON = 300
SNOOZE_MINUTES = (30, 60, 180, 1440, 4320)  # what is offered beside a time of one's own
WAITS_NO_MORE = N_("This conversation no longer waits for an answer.")
SOMEBODY_HOLDS = N_("%(name)s is working on this conversation.")
NOT_HELD = N_("Claim this conversation first.")


def is_held(claimed_by: UUID | None, claim_until: datetime | None, *, now: datetime) -> bool:
    """Whether somebody's claim still holds."""
    return claimed_by is not None and claim_until is not None and claim_until > now


def check_can_take_more(held: int) -> None:
    """Raise where somebody holds as much as anybody may."""
    if held >= MOST_HELD:
        raise Conflict(
            N_("You hold %(count)s conversations already: answer or return some of them first."), count=held
        )


def check_can_let_go(*, is_own: bool, may_watch: bool) -> None:
    """Raise unless somebody may return or hand over what is held: the holder, or who watches the floor."""
    if not is_own and not may_watch:
        raise Forbidden(N_("Only who holds a conversation, or a supervisor, returns it or hands it over."))


def check_snooze(until: datetime, *, now: datetime) -> None:
    """Raise unless something may be put off until then."""
    if until <= now:
        fault = Fault("until", N_("This instant has passed."))
        raise Invalid(N_("Put it off to a later time."), faults=(fault,))
    if until > now + LONGEST_SNOOZE:
        fault = Fault("until", N_("At most two weeks from now."))
        raise Invalid(N_("Nothing is put off for that long."), faults=(fault,))


def check_reason(reason: str | None) -> str | None:
    """The reason as it is kept; none is fine."""
    kept = (reason or "").strip()
    if len(kept) > LONGEST_REASON:
        fault = Fault("reason", N_("At most 300 characters."))
        raise Invalid(N_("Say it shorter."), faults=(fault,))
    return kept or None
