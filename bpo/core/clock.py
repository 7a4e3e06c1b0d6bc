"""The one call to the system clock. Everything else reads `uow.now` or is given an instant."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- this is the one place
