"""Chats of a brand with its customers on Yandex Market.

Market lists the chats that wait for the shop. One that changed, or waits no longer, is read; what came and was answered elsewhere
between two readings is found when the account is listed anew. Sending a message tells no number, so it is looked for at once.
"""

from datetime import timedelta
from typing import Any

from bpo.channels.adapters.base import (
    NO_ANSWER,
    STRANGE_ANSWER,
    BeforeWrite,
    ChannelProblem,
    NotSent,
    Outbound,
    Rejected,
    Sent,
)
from bpo.channels.adapters.market_api import MarketApi, Reading, Told
from bpo.channels.rules.read_market import CHAT, Place, instant_of, is_own, name_of
from bpo.channels.rules.reviews import is_same_text

LIST = "chats"
HISTORY = "chats/history"
OPEN = ("NEW", "WAITING_FOR_PARTNER")
CHATS, MESSAGES = 20, 100  # the most that Market gives
MOST_PAGES = 20
MOST_READ = 50  # chats whose messages are read in one piece of work
SKEW = timedelta(minutes=5)


class Chats:
    """Of one cabinet."""

    def __init__(self, api: MarketApi) -> None:
        self.api = api

    def read(self, place: dict[str, Any], reading: Reading) -> bool:
        """What is new; the place moves on. Whether there is more at once."""
        known: dict[str, str] = place.setdefault("waiting", {})
        listed = self.api.all_of(LIST, {"statuses": list(OPEN)}, "chats", limit=CHATS)
        waiting = {str(one["chatId"]): str(one["updatedAt"]) for one in listed}
        due = [chat for chat, at in waiting.items() if known.get(chat) != at]
        due += [chat for chat in known if chat not in waiting]
        for chat in due[:MOST_READ]:
            self._keep_messages(int(chat), reading)
            if chat in waiting:
                known[chat] = waiting[chat]
            else:
                del known[chat]
        return len(due) > MOST_READ

    def list_anew(self, token: str | None, reading: Reading) -> str | None:
        """Every chat in which somebody wrote since, some pages at a time; where to go on."""
        found, onward = self.api.page(LIST, {}, "chats", token, limit=CHATS)
        for one in found:
            if instant_of(one["updatedAt"]) >= reading.since:
                self._keep_messages(int(one["chatId"]), reading)
        return onward

    def write(self, place: Place, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message."""
        self.api.write("chats/message", {"message": out.text}, before_write, chatId=place.thread)
        try:
            ours = self._ours(place, out)
        except ChannelProblem:  # it stands there, whatever it is called
            ours = []
        return _sent(place, ours[-1]) if ours else Sent(out.key)

    def stands(self, place: Place, out: Outbound) -> Sent | None:
        """Our own words in the chat, since the first attempt, that are no other reply's."""
        ours = self._ours(place, out)
        if len(ours) > out.unnamed:
            return _sent(place, ours[out.unnamed])
        if ours:  # which of them is another's, whose name nobody knows, is not told
            raise NotSent(NO_ANSWER, detail="one of several")
        return None

    def _ours(self, place: Place, out: Outbound) -> list[Told]:
        found = [
            one
            for one in self._messages(place.thread)[1]
            if is_own(one)
            and is_same_text(str(one.get("message") or ""), out.text)
            and name_of("chat", place.thread, one["messageId"]) not in out.taken
            and instant_of(one["createdAt"]) >= out.started_at - SKEW
        ]
        return sorted(found, key=lambda one: int(one["messageId"]))

    def _keep_messages(self, chat: int, reading: Reading) -> None:
        context, messages = self._messages(chat)
        for one in messages:
            at = instant_of(one["createdAt"])
            if at >= reading.since and one["sender"] != "MARKET":
                reading.keep(CHAT, one, at, chat, context=context)

    def _messages(self, chat: int) -> tuple[Told, list[Told]]:
        """What a chat is about, and all that was said in it."""
        messages: list[Told] = []
        asked: dict[str, Any] = {"chatId": chat, "limit": MESSAGES}
        context: Told = {}
        for _page in range(MOST_PAGES):
            try:
                told = self.api.read(HISTORY, {}, **asked)
            except Rejected as problem:
                if problem.detail == "404":  # there is no such chat any more
                    return {}, []
                raise NotSent(STRANGE_ANSWER, detail=problem.detail) from problem
            context = told.get("context") or {}
            messages += told["messages"]
            token = (told.get("paging") or {}).get("nextPageToken")
            if not token:
                return context, messages
            asked["pageToken"] = token
        raise NotSent(NO_ANSWER, detail="more messages than can be looked through")


def _sent(place: Place, message: Told) -> Sent:
    name = name_of("chat", place.thread, message["messageId"])
    return Sent(name, posted_at=instant_of(message["createdAt"]))
