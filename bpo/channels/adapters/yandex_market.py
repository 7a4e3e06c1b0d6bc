"""A cabinet on Yandex Market: reviews of goods and questions about them in public, chats with customers in private.

No key of ours is known there, so what may stand is looked for among what the cabinet wrote in the same place. Market's
notifications are signed by nobody; so it is asked instead.
"""

import json
from datetime import datetime
from typing import Any

from bpo.channels.adapters.base import (
    ANSWERS_NOTHING,
    NO_SUCH_ACT,
    UNREACHABLE,
    Act,
    BeforeWrite,
    Checked,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.market_api import MarketApi, Reading
from bpo.channels.adapters.market_chats import Chats
from bpo.channels.adapters.market_questions import Questions
from bpo.channels.adapters.market_reviews import Reviews, may_delete
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_market import MARKET_ITEM, Item, Place, envelope, key_of, place_of
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

NO_NUMBER = N_("The account must bear the number of the cabinet on Yandex Market.")


class YandexMarketAdapter:
    """One cabinet."""

    form = MARKET_ITEM

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.api = MarketApi(connected, wire)
        self.reviews, self.questions, self.chats = Reviews(self.api), Questions(self.api), Chats(self.api)
        self.kept: dict[str, str] = {}

    def check(self) -> Checked:
        """Whether the key may see the reviews, questions and chats of the cabinet that the account names."""
        if not self.api.business:
            raise NotSent(NO_NUMBER, detail="no number")
        try:
            self.api.read("goods-feedback", {}, limit=1)
            self.api.read("goods-questions", {}, version="v1", limit=1)
            self.api.read("chats", {}, limit=1)
        except Rejected as problem:
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        return Checked(own_id=self.connected.handle, facts={"name": self.connected.handle})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write once: a comment on a review, an answer to a question, a message in a chat."""
        place = place_of(out.in_reply_to)
        if place is None:
            raise Rejected(ANSWERS_NOTHING, detail="nothing of Market's")
        return self._of(place).write(place, out, before_write)

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our own words in the same place."""
        place = place_of(out.in_reply_to)
        return self._of(place).stands(place, out) if place is not None else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """What is new in each of the three."""
        place: dict[str, Any] = json.loads(cursor) if cursor else {}
        reading = Reading(since, utcnow(), self._keep)
        try:
            more = [
                self.reviews.read(place.setdefault("reviews", {}), reading),
                self.questions.read(place.setdefault("questions", {}), reading),
                self.chats.read(place.setdefault("chats", {}), reading),
            ]
        except Rejected as problem:  # nobody is told of a reply that was not taken
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        return Polled(tuple(self.kept.items()), json.dumps(place), any(more))

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """What was written since, whatever was read before: reviews, questions with their answers, and every chat."""
        reading = Reading(since, utcnow(), self._keep)
        try:
            if cursor is None:
                self.reviews.list_anew(reading)
                self.questions.list_anew(reading)
            onward = self.chats.list_anew(cursor, reading)
        except Rejected as problem:
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        return Polled(tuple(self.kept.items()), onward, onward is not None)

    def moderate(self, act: Act, item: str) -> None:
        """Delete a comment or an answer of ours."""
        place = place_of(item)
        if place is None or not may_delete(act, place):
            raise Rejected(NO_SUCH_ACT, detail=act)
        try:
            (self.reviews if place.kind == "review" else self.questions).delete(place)
        except Rejected as problem:
            if problem.detail != "404":  # else it is gone, as was asked
                raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Of replies nothing is counted."""
        return ()

    def _of(self, place: Place) -> Reviews | Questions | Chats:
        threads: dict[str, Reviews | Questions | Chats] = {
            "review": self.reviews,
            "question": self.questions,
            "chat": self.chats,
        }
        return threads[place.kind]

    def _keep(self, kind: str, item: Item, at: datetime, thread: int, **more: object) -> None:
        stored = envelope(kind, item, account=self.connected.account, at=at, thread=thread, **more)
        self.kept[key_of(stored)] = json.dumps(stored, ensure_ascii=False)
