"""Fields that pages need and marshmallow has not: instants as a browser sends them, words between commas."""

from datetime import datetime

from marshmallow import ValidationError, fields

from bpo.core.i18n import N_, current_zone


class LocalDateTime(fields.Field[datetime]):
    """An instant. With an offset it is what it says; without one it is the reader's own wall time."""

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> datetime:  # noqa: ARG002 -- marshmallow's signature
        try:
            told = datetime.fromisoformat(str(value))
        except ValueError as error:
            raise ValidationError(N_("Not a valid datetime.")) from error
        return told if told.tzinfo is not None else told.replace(tzinfo=current_zone())


class Words(fields.Field[list[str]]):
    """Words between commas, or a list of them; each once, in the order given."""

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> list[str]:  # noqa: ARG002 -- marshmallow's signature
        told = value if isinstance(value, list) else str(value).split(",")
        words = list(dict.fromkeys(str(one).strip() for one in told if str(one).strip()))
        if any(len(one) > 60 for one in words) or len(words) > 100:
            raise ValidationError(N_("At most 100 words of at most 60 letters each."))
        return words


def local_input(value: datetime | None) -> str:
    """An instant as `<input type=datetime-local>` shows it, in the reader's zone."""
    return "" if value is None else value.astimezone(current_zone()).strftime("%Y-%m-%dT%H:%M")
