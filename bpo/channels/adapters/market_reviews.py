"""Reviews of a brand's goods on Yandex Market, and what is said under them.

Market tells when a review was written, not when it was shown or changed, and of a comment no time at all. So the reviews of the
last month are read again every five minutes: another wording is another message, and another number of comments is a reason
to read them. What stood there before the account was connected is noted at first, and not taken in.
"""

from datetime import datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import (
    STRANGE_ANSWER,
    Act,
    Ambiguous,
    BeforeWrite,
    NotSent,
    Outbound,
    Rejected,
    Sent,
)
from bpo.channels.adapters.market_api import MarketApi, Reading, Told
from bpo.channels.rules.read_market import (
    REVIEW,
    REVIEW_COMMENT,
    Place,
    instant_of,
    is_own,
    is_shown,
    name_of,
    wording_of,
)
from bpo.channels.rules.reviews import is_same_text
from bpo.core.i18n import N_

STANDS_ALREADY = N_(
    "The brand has said these very words there already. Yandex Market does not tell when, so whether this reply arrived could"
    " not be known: change its words."
)
LIST = "goods-feedback"
COMMENTS = "goods-feedback/comments"
PAGE = 50
MOST_PAGES = 20  # in one piece of work
AGAIN_EVERY = timedelta(minutes=5)
MONTH = timedelta(days=30)
OVERLAP = timedelta(minutes=10)
Known = dict[
    str, list[Any]
]  # of a review: its wording, the number of comments, which were read, the round it was seen in


class Reviews:
    """Of one cabinet."""

    def __init__(self, api: MarketApi) -> None:
        self.api = api

    def read(self, place: dict[str, Any], reading: Reading) -> bool:
        """What is new; the place moves on. Whether there is more at once."""
        known: Known = place.setdefault("known", {})
        lap, now = place.setdefault("round", 0), reading.now
        if "based" in place and "token" not in place:
            begin = instant_of(place["asked"]) - OVERLAP
            for one in self.api.all_of(LIST, _written_since(begin), "feedbacks", limit=PAGE):
                known[str(one["feedbackId"])] = [*self._take(one, known, reading), lap]
            place["asked"] = now.isoformat()
            if now - instant_of(place["again"]) < AGAIN_EVERY:
                return False
        token = place.pop("token", None)
        until = instant_of(place.setdefault("from", (now - MONTH).isoformat()))
        for _page in range(MOST_PAGES):
            found, token = self.api.page(LIST, _written_since(until), "feedbacks", token, limit=PAGE)
            for one in found:
                is_old = "based" not in place and instant_of(one["createdAt"]) < reading.since
                taken = _as_it_was(one) if is_old else self._take(one, known, reading)
                known[str(one["feedbackId"])] = [*taken, lap]
            if token is None:
                break
        else:
            place["token"] = token
            return True
        place["known"] = {key: one for key, one in known.items() if one[3] == lap}
        place |= {"round": lap + 1, "again": now.isoformat(), "based": True}
        place.setdefault("asked", now.isoformat())
        del place["from"]
        return False

    def list_anew(self, reading: Reading) -> None:
        """Every review that was written since; of comments no time is told, so they are not listed."""
        for one in self.api.all_of(LIST, _written_since(reading.since), "feedbacks", limit=PAGE):
            reading.keep(REVIEW, one, instant_of(one["createdAt"]), one["feedbackId"])

    def write(self, place: Place, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Comment once, on the review or on a comment under it."""
        if self.stands(place, out) is not None:
            raise Rejected(STANDS_ALREADY, detail="stands already")
        comment = {"text": out.text} | ({"parentId": place.part} if place.part else {})
        told = self.api.write(
            f"{COMMENTS}/update", {"feedbackId": place.thread, "comment": comment}, before_write
        )
        if type(told.get("id")) is not int:
            raise Ambiguous(STRANGE_ANSWER, detail="no number")
        return _sent(place, told)

    def stands(self, place: Place, out: Outbound) -> Sent | None:
        """Our own words in this place, that are no other reply's; before the first attempt there were none."""
        for one in self._comments(place.thread):
            same = is_own(one) and one.get("parentId") == place.part and is_same_text(one["text"], out.text)
            if same and name_of("review", place.thread, one["id"]) not in out.taken:
                return _sent(place, one)
        return None

    def delete(self, place: Place) -> None:
        """Take a comment of ours away."""
        self.api.write(f"{COMMENTS}/delete", {"id": place.part}, lambda: None)

    def _take(self, review: Told, known: Known, reading: Reading) -> list[Any]:
        """Keep what is new in a review; what is known of it now."""
        thread, wording = review["feedbackId"], wording_of(review)
        count, before = _count(review), known.get(str(thread))
        if before is None or before[0] != wording:
            written = instant_of(review["createdAt"])
            is_written_now = before is None and written >= reading.since
            reading.keep(REVIEW, review, written if is_written_now else reading.now, thread)
        if before is not None and before[1] == count:
            return [wording, count, before[2]]
        return [wording, count, self._read_comments(review, before, reading)]

    def _read_comments(self, review: Told, before: list[Any] | None, reading: Reading) -> list[int]:
        if _count(review) == 0 and before is None:
            return []
        found = sorted(self._comments(review["feedbackId"]), key=lambda one: int(one["id"]))
        if before is None:
            fresh = found
        elif before[2] is None:  # those from before the account was connected are so many
            fresh = found[before[1] :]
        else:
            fresh = [one for one in found if one["id"] not in before[2]]
        for one in fresh:
            if is_shown(one):
                reading.keep(
                    REVIEW_COMMENT, one, reading.now, review["feedbackId"], asker=review.get("author")
                )
        return [one["id"] for one in found]

    def _comments(self, thread: int) -> list[Told]:
        try:
            return list(self.api.all_of(COMMENTS, {"feedbackId": thread}, "comments", limit=PAGE))
        except Rejected as problem:
            if problem.detail == "404":  # with the review went all that stood under it
                return []
            raise NotSent(STRANGE_ANSWER, detail=problem.detail) from problem


def may_delete(act: Act, place: Place | None) -> bool:
    """Whether a thing is of a kind that can be taken away."""
    return act is Act.DELETE and place is not None and place.kind != "chat" and place.part is not None


def _written_since(at: datetime) -> dict[str, Any]:
    return {"dateTimeFrom": at.isoformat(timespec="seconds")}


def _count(review: Told) -> int:
    return int((review.get("statistics") or {}).get("commentsCount") or 0)


def _as_it_was(review: Told) -> list[Any]:
    """What is known of a review from before the account was connected."""
    return [wording_of(review), _count(review), None]


def _sent(place: Place, comment: Told) -> Sent:
    name = name_of("review", place.thread, comment["id"])
    return Sent(name, held_back=comment.get("status") == "BANNED")
