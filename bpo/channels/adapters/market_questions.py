"""Questions about a brand's goods on Yandex Market, with their answers and what is said under those.

Market lists the questions that wait for an answer. One that waits no longer was answered, so its answers are read; what
customers add to older ones is found once an hour, among the newest questions of a week.
"""

from datetime import datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import (
    STRANGE_ANSWER,
    Ambiguous,
    BeforeWrite,
    NotSent,
    Outbound,
    Rejected,
    Sent,
)
from bpo.channels.adapters.market_api import MarketApi, Reading, Told
from bpo.channels.rules.read_market import (
    ANSWER,
    ANSWER_COMMENT,
    QUESTION,
    Place,
    instant_of,
    is_own,
    is_shown,
    name_of,
)
from bpo.channels.rules.reviews import is_same_text

LIST = "goods-questions"
ANSWERS = "goods-questions/answers"
UPDATE = "goods-questions/update"
PAGE = 50
MOST_READ = 50  # questions whose answers are read in one piece of work
MOST_FOLLOWED = 200
AGAIN_EVERY = timedelta(hours=1)
WEEK = timedelta(days=7)
OPEN_FOR = timedelta(days=27)  # Market takes a month at most
SKEW = timedelta(minutes=5)
Askers = dict[str, str | None]  # by the number of their question


class Questions:
    """Of one cabinet."""

    def __init__(self, api: MarketApi) -> None:
        self.api = api

    def read(self, place: dict[str, Any], reading: Reading) -> bool:
        """What is new; the place moves on. Whether there is more at once."""
        now = reading.now
        waiting: Askers = place.setdefault("waiting", {})
        due: Askers = place.setdefault("due", {})
        open_now = self._list(now - OPEN_FOR, needAnswer=True)
        for one in open_now:
            _keep_question(one, reading)
        place["waiting"] = _askers(open_now)
        due |= {number: asker for number, asker in waiting.items() if number not in place["waiting"]}
        if now - instant_of(place.get("again", "2000-01-01T00:00:00Z")) >= AGAIN_EVERY:
            newest = self._list(now - WEEK)
            for one in newest:
                _keep_question(one, reading)
            due |= _askers(newest[:MOST_FOLLOWED])
            place["again"] = now.isoformat()
        for number in list(due)[:MOST_READ]:
            self._keep_answers(int(number), reading, asker=due.pop(number))
        return bool(due)

    def list_anew(self, reading: Reading) -> None:
        """Every question that was asked since, with its answers."""
        for one in self._list(reading.since):
            _keep_question(one, reading)
            self._keep_answers(_number(one), reading, asker=_asker(one))

    def write(self, place: Place, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Answer once, or comment once on an answer."""
        kind, parent = ("QUESTION", place.thread) if place.part is None else ("ANSWER", place.part)
        body = {
            "operationType": "CREATE",
            "parentEntityId": {"id": parent, "type": kind},
            "text": out.text,
        }
        told = self.api.write(UPDATE, body, before_write, version="v1")
        number = (told.get("entity") or {}).get("id")
        if type(number) is not int:
            raise Ambiguous(STRANGE_ANSWER, detail="no number")
        return Sent(_named(place, number))

    def stands(self, place: Place, out: Outbound) -> Sent | None:
        """Our own words in this place, since the first attempt, that are no other reply's."""
        for one in self._beside(place):
            name, at = _named(place, one["id"]), instant_of(one["createdAt"])
            same = is_own(one) and is_same_text(one["text"], out.text) and name not in out.taken
            if same and at >= out.started_at - SKEW:
                return Sent(name, posted_at=at, held_back=not is_shown(one))
        return None

    def delete(self, place: Place) -> None:
        """Take an answer or a comment of ours away."""
        kind, number = ("ANSWER", place.part) if place.beneath is None else ("COMMENT", place.beneath)
        body = {"operationType": "DELETE", "entityId": {"id": number, "type": kind}}
        self.api.write(UPDATE, body, lambda: None, version="v1")

    def _list(self, since: datetime, **asked: object) -> list[Told]:
        body = {"dateFrom": since.date().isoformat(), "sort": "CREATED_AT_DESC", **asked}
        return list(self.api.all_of(LIST, body, "questions", version="v1", limit=PAGE))

    def _answers(self, question: int) -> list[Told]:
        try:
            return list(
                self.api.all_of(ANSWERS, {"questionId": question}, "answers", version="v1", limit=PAGE)
            )
        except Rejected as problem:
            if problem.detail == "404":  # with the question went all that stood under it
                return []
            raise NotSent(STRANGE_ANSWER, detail=problem.detail) from problem

    def _beside(self, place: Place) -> list[Told]:
        """What stands where a reply to this would."""
        answers = self._answers(place.thread)
        if place.part is None:
            return answers
        return [
            one for answer in answers if answer["id"] == place.part for one in answer.get("comments") or []
        ]

    def _keep_answers(self, question: int, reading: Reading, *, asker: str | None) -> None:
        for answer in self._answers(question):
            comments = [(ANSWER_COMMENT, one) for one in answer.get("comments") or []]
            alone = {name: value for name, value in answer.items() if name != "comments"}
            for kind, one in [(ANSWER, alone), *comments]:
                at = instant_of(one["createdAt"])
                if is_shown(one) and at >= reading.since:
                    reading.keep(kind, one, at, question, asker=asker)


def _keep_question(question: Told, reading: Reading) -> None:
    at = instant_of(question["createdAt"])
    if at >= reading.since:
        reading.keep(QUESTION, question, at, _number(question))


def _askers(questions: list[Told]) -> Askers:
    return {str(_number(one)): _asker(one) for one in questions}


def _asker(question: Told) -> str | None:
    return (question.get("author") or {}).get("name")


def _number(question: Told) -> int:
    return int(question["questionIdentifiers"]["id"])


def _named(place: Place, number: int) -> str:
    if place.part is None:
        return name_of("question", place.thread, number)
    return name_of("question", place.thread, place.part, number)
