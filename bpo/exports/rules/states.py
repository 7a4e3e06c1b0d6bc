"""How an export stands. What was erased meanwhile, and the clock, decide as much as what is stored."""

from datetime import datetime, timedelta
from enum import StrEnum

from bpo.core.errors import Conflict
from bpo.core.i18n import N_

KEPT = timedelta(days=7)
GIVEN_UP_AFTER = timedelta(days=1)


class ExportState(StrEnum):
    ORDERED = "ordered"  # waits, or is being built
    BUILT = "built"  # whole; whether something was erased meanwhile is looked at next
    READY = "ready"
    WITHDRAWN = "withdrawn"  # something was erased that it held
    EXPIRED = "expired"
    FAILED = "failed"


WAITING = (ExportState.ORDERED.value, ExportState.BUILT.value)


def state_now(
    state: str,
    *,
    erasures_seen: int,
    erasures: int,
    until: datetime | None,
    ordered_at: datetime,
    now: datetime,
) -> ExportState:
    """How an export stands at this instant, before the job that tidies up has written it down.

    `erasures_seen` are the brand's erasures that were done when it was read: any more, and it may hold what is
    erased.
    """
    found = ExportState(state)
    if found is ExportState.READY and erasures != erasures_seen:
        return ExportState.WITHDRAWN
    if found is ExportState.READY and until is not None and until <= now:
        return ExportState.EXPIRED
    if state in WAITING and ordered_at + GIVEN_UP_AFTER <= now:
        return ExportState.FAILED
    return found


def check_can_download(state: ExportState) -> None:
    """Conflict where there is no file (any more)."""
    why = {
        ExportState.ORDERED: N_("The export is still being made."),
        ExportState.BUILT: N_("The export is still being made."),
        ExportState.WITHDRAWN: N_(
            "Something was erased that this export held, and so it was deleted. Order a new one."
        ),
        ExportState.EXPIRED: N_("The export was kept for its time and then deleted. Order a new one."),
        ExportState.FAILED: N_("The export could not be made. Order a new one."),
    }.get(state)
    if why is not None:
        raise Conflict(why)


def file_name(slug: str, as_of: datetime) -> str:
    """What the file is called."""
    return f"{slug}-{as_of:%Y-%m-%d}.zip"
