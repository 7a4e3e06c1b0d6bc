"""What networks answer is theirs to decide: an answer of another shape than documented is a problem like any other.

Adapters read answers as they are documented. Where one is something else, what they stumble over is caught here, once for
all of them: what asks has learnt nothing, what wrote does not know whether it did. It is logged, since it may be a fault of ours.
"""

import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from bpo.channels.adapters.base import (
    STRANGE_ANSWER,
    UNREACHABLE,
    Act,
    Ambiguous,
    BeforeWrite,
    ChannelAdapter,
    ChannelProblem,
    Checked,
    NotSent,
    Outbound,
    OutPicture,
    Polled,
    Sent,
    TellsGone,
    Uploaded,
)
from bpo.channels.adapters.pictures import fetch_picture, is_picture_ready, upload_picture
from bpo.channels.rules.incoming import Engagement

OF_ANOTHER_SHAPE = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError)
DETAIL = "not what was asked for"
log = structlog.get_logger(__name__)


def where_told() -> suppress:
    """Around what may stay unknown: where the network does not tell it, or tells something else."""
    return suppress(ChannelProblem, *OF_ANOTHER_SHAPE)


class Guarded:
    """An adapter that raises nothing but the problems of `base`, whatever its network answers."""

    def __init__(self, adapter: ChannelAdapter) -> None:
        self.adapter, self.form = adapter, adapter.form

    def check(self) -> Checked:
        """As the adapter's."""
        with self._asking():
            return self.adapter.check()

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """As the adapter's; what is strange after bytes have left is in doubt."""
        has_left = False

        def leaves(*occupant: object) -> None:
            nonlocal has_left
            before_write(*occupant)
            has_left = True

        try:
            return self.adapter.send(out, leaves)
        except OF_ANOTHER_SHAPE as error:
            self._tell(error)
            if has_left:
                raise Ambiguous(STRANGE_ANSWER, detail=DETAIL) from error
            raise NotSent(UNREACHABLE, detail=DETAIL) from error

    def find_sent(self, out: Outbound) -> Sent | None:
        """As the adapter's."""
        with self._asking():
            return self.adapter.find_sent(out)

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """As the adapter's."""
        with self._asking():
            return self.adapter.poll(cursor, since=since)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As the adapter's."""
        with self._asking():
            return self.adapter.relist(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """As the adapter's; it does no harm to say it again."""
        with self._asking():
            self.adapter.moderate(act, item)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:
        """As the adapter's."""
        with self._asking():
            return self.adapter.look(since=since)

    def picture(self, item: str, reference: str) -> bytes:
        """As the adapter's, where it has that."""
        with self._asking():
            return fetch_picture(self.adapter, item, reference)

    def upload(self, picture: OutPicture) -> Uploaded:
        """As the adapter's, where it has that."""
        with self._asking():
            return upload_picture(self.adapter, picture)

    def is_ready(self, reference: Mapping[str, Any]) -> bool:
        """As the adapter's, where it has that."""
        with self._asking():
            return is_picture_ready(self.adapter, reference)

    def gone(self, items: Sequence[str]) -> Mapping[str, bool]:
        """As the adapter's, where it can be asked."""
        if not isinstance(self.adapter, TellsGone):
            return {}
        with self._asking():
            return self.adapter.gone(items)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except OF_ANOTHER_SHAPE as error:
            self._tell(error)
            raise NotSent(UNREACHABLE, detail=DETAIL) from error

    def _tell(self, error: Exception) -> None:
        where = traceback.extract_tb(error.__traceback__)[-1]  # not the answer itself, which may name people
        log.warning(
            "strange_answer",
            adapter=type(self.adapter).__name__,
            error=type(error).__name__,
            where=f"{Path(where.filename).name}:{where.lineno}",
        )
