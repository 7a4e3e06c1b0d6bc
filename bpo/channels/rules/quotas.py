"""What a network lets us ask within a day, shared out: what reading may spend, so that replies always find room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")


def until_midnight(now: datetime) -> timedelta:
    """How long until Google's quotas of a day begin anew, at midnight of its own coast."""
    here = now.astimezone(PACIFIC)
    midnight = datetime.combine(here.date() + timedelta(days=1), datetime.min.time(), PACIFIC)
    return midnight.astimezone(UTC) - now


@dataclass(frozen=True)
class Share:
    """So much at once, and so much more in each day that follows."""

    at_once: int
    a_day: int


@dataclass(frozen=True)
class Purse:
    """What of a share is left; less than nothing where one question had more pages than were left."""

    left: float
    at: datetime

    @classmethod
    def of(cls, told: Sequence[str] | None, share: Share, *, now: datetime) -> "Purse":
        """As it was kept, with what has come in since; a full one at first."""
        if told is None:
            return cls(share.at_once, now)
        left, at = float(told[0]), datetime.fromisoformat(told[1])
        came = share.a_day * max(now - at, timedelta()) / timedelta(days=1)
        return cls(min(left + came, share.at_once), now)

    def spent(self, units: int) -> "Purse":
        """The purse after that."""
        return Purse(self.left - units, self.at)

    def kept(self) -> list[str]:
        """As it is written down."""
        return [f"{self.left:.3f}", self.at.isoformat()]

    def holds_in(self, units: int, share: Share) -> timedelta:
        """How long until so much is left."""
        return max((units - self.left) / share.a_day, 0) * timedelta(days=1)
