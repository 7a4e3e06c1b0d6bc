"""How long a network asked us to wait, by whichever header it says so."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=24)


def wait_of(headers: Mapping[str, str]) -> timedelta | None:
    """Retry-After in seconds, else the time until (X-)RateLimit-Reset by the server's own clock; names in small letters."""
    after = headers.get("retry-after", "").strip()
    if after.isascii() and after.isdigit():
        return min(timedelta(seconds=int(after[:9])), LONGEST)
    reset = (headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or "").strip()
    if not reset:
        return None
    try:
        at = datetime.fromtimestamp(int(reset), UTC) if reset.isdigit() else _instant(reset)
    except (ValueError, OverflowError):
        return None
    now = _http_date(headers.get("date"))
    return max(timedelta(), min(at - now, LONGEST)) if now else None


def _instant(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _http_date(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except ValueError:
        return None
