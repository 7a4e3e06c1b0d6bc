"""Yandex Market's interface for partners of one cabinet, as far as its documentation goes, on loopback.

Written after yandex.ru/dev/market/partner-api/doc: reference/goods-feedback (getGoodsFeedbacks, getGoodsFeedbackComments,
updateGoodsFeedbackComment, deleteGoodsFeedbackComment), reference/goods-questions (getGoodsQuestions, getGoodsQuestionAnswers,
updateGoodsQuestionTextEntity), reference/chats (getChats, getChatHistory, sendMessageToChat), concepts/error-codes and
concepts/limits. Pages are as long as asked, fifty, twenty or a hundred at most. The order of reviews, chats and messages is not
documented: here the oldest comes first. A comment under a review has no time; a message that was sent is told without a number.
"""

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count
from urllib.parse import parse_qsl, urlsplit

from bpo.channels.rules.read_market import name_of, wording_of
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

MOST = {"goods-feedback": 50, "goods-questions": 50, "chats": 20, "chats/history": 100}
OK = {"status": "OK"}


class MarketServer:
    """Running until `stop`."""

    def __init__(self):
        self._numbers = count(int(utcnow().timestamp()) * 1000)
        self.business = next(self._numbers)
        self.key = f"ACMA:{new_id().hex}"
        self.reviews, self.comments = {}, {}
        self.questions, self.answers = {}, {}
        self.chats, self.messages = {}, {}
        self.refusals = []  # (status, answer, headers) of the next questions
        self.asked = []  # paths
        self._door = Door(self.answer)
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def review(self, text, *, review=None, at=None, rating=2, **over):
        """Somebody writes a review, or changes theirs; what its text is called here."""
        number = review or next(self._numbers)
        before = self.reviews.get(
            number, {"createdAt": told_at(at or utcnow()), "statistics": {"commentsCount": 0}}
        )
        self.reviews[number] = {
            "feedbackId": number,
            "needReaction": True,
            "identifiers": {"offerId": "SKU-1", "orderId": None},
            "author": "Anna",
            "description": {"comment": text},
            "media": {},
            **before,
            "statistics": {**before["statistics"], "rating": rating},
            **({"description": {"comment": text}} if review else {}),
            **over,
        }
        return f"review:{number}:{wording_of(self.reviews[number])}"

    def comment(self, review, text, *, by="BUSINESS", name="The Shop", parent=None, status="PUBLISHED"):
        number = next(self._numbers)
        author = {"type": by, "name": name}
        told = {"id": number, "feedbackId": review, "text": text, "author": author, "status": status}
        self.comments[number] = (
            told | ({"parentId": parent} if parent else {}) | {"canModify": by == "BUSINESS"}
        )
        self.reviews[review]["statistics"]["commentsCount"] += 1
        self.reviews[review]["needReaction"] = by == "USER"
        return name_of("review", review, number)

    def question(self, text, *, at=None):
        number = next(self._numbers)
        self.questions[number] = {
            "questionIdentifiers": {"id": number, "offerId": "SKU-1"},
            "businessId": self.business,
            "text": text,
            "createdAt": told_at(at or utcnow()),
            "votes": {"likes": 0, "dislikes": 0},
            "author": {"type": "USER", "name": "Anna"},
        }
        return f"question:{number}"

    def reply(self, question, text, *, by="BUSINESS", name="The Shop"):
        """An answer to a question."""
        number = next(self._numbers)
        self.answers[number] = self._said(number, text, by, name) | {"questionId": question, "comments": []}
        return name_of("question", question, number)

    def remark(self, answer, text, *, by="USER", name="Anna"):
        """A comment on an answer."""
        number = next(self._numbers)
        self.answers[answer]["comments"].append(self._said(number, text, by, name) | {"answerId": answer})
        return name_of("question", self.answers[answer]["questionId"], answer, number)

    def say(self, text, *, chat=None, sender="CUSTOMER", at=None, **over):
        """A message in a chat, in a new one unless it is named."""
        at = told_at(at or utcnow())
        chat = chat or next(self._numbers)
        customer = {"name": "Anna", "publicId": f"p{chat}"}
        context = {"type": "ORDER", "orderId": 17, "customer": customer}
        self.chats.setdefault(chat, {"chatId": chat, "context": context, "type": "CHAT", "createdAt": at})
        status = {"CUSTOMER": "WAITING_FOR_PARTNER", "PARTNER": "WAITING_FOR_CUSTOMER"}.get(sender)
        self.chats[chat] |= {"updatedAt": at, "status": status or self.chats[chat].get("status", "NEW")}
        number = next(self._numbers)
        told = {"messageId": number, "createdAt": at, "sender": sender, "message": text, **over}
        self.messages.setdefault(chat, []).append(told)
        return name_of("chat", chat, number)

    def answer(self, method, path, headers, body):
        parts = urlsplit(path)
        version, _, business, place = parts.path.strip("/").split("/", 3)
        self.asked.append(place)
        if self.refusals:
            return self.refusals.pop(0)
        if headers.get("Api-Key") != self.key:
            return refusal(401, "Api-Key token is invalid")
        if business != str(self.business):
            return refusal(403, "Access denied")
        handler = self._handlers().get((version, place))
        if method != "POST" or handler is None:
            return refusal(404, "Not found")
        asked = dict(parse_qsl(parts.query))
        if int(asked.get("limit", 1)) > MOST.get(place, 50):
            return refusal(400, "Limit exceeded")
        return handler(json.loads(body), asked)

    def _handlers(self):
        return {
            ("v2", "goods-feedback"): self._list_reviews,
            ("v2", "goods-feedback/comments"): self._list_comments,
            ("v2", "goods-feedback/comments/update"): self._write_comment,
            ("v2", "goods-feedback/comments/delete"): self._delete_comment,
            ("v1", "goods-questions"): self._list_questions,
            ("v1", "goods-questions/answers"): self._list_answers,
            ("v1", "goods-questions/update"): self._change_answer,
            ("v2", "chats"): self._list_chats,
            ("v2", "chats/history"): self._list_messages,
            ("v2", "chats/message"): self._write_message,
        }

    def _list_reviews(self, body, asked):
        begin = datetime.fromisoformat(body.get("dateTimeFrom", "2000-01-01T00:00:00+00:00"))
        found = [one for one in self.reviews.values() if datetime.fromisoformat(one["createdAt"]) > begin]
        return page("feedbacks", found, asked)

    def _list_comments(self, body, asked):
        if body["feedbackId"] not in self.reviews:
            return refusal(404, "Feedback not found")
        found = [one for one in self.comments.values() if one["feedbackId"] == body["feedbackId"]]
        return page("comments", [one for one in found if one["status"] != "DELETED"], asked)

    def _write_comment(self, body, _asked):
        review, comment = body["feedbackId"], body["comment"]
        parent = comment.get("parentId")
        if review not in self.reviews or (parent and parent not in self.comments):
            return refusal(404, "Feedback not found")
        if not 1 <= len(comment["text"]) <= 4096:
            return refusal(400, "Length of field must be between 1 and 4096")
        self.comment(review, comment["text"], parent=parent)
        return 200, OK | {"result": list(self.comments.values())[-1]}

    def _delete_comment(self, body, _asked):
        comment = self.comments.get(body["id"])
        if comment is None or not comment["canModify"]:
            return refusal(404, "Comment not found")
        comment["status"] = "DELETED"
        self.reviews[comment["feedbackId"]]["statistics"]["commentsCount"] -= 1
        return 200, OK

    def _list_questions(self, body, asked):
        found = [one for one in self.questions.values() if one["createdAt"][:10] >= body.get("dateFrom", "")]
        if body.get("needAnswer"):
            answered = {one["questionId"] for one in self.answers.values()}
            found = [one for one in found if one["questionIdentifiers"]["id"] not in answered]
        found.sort(key=lambda one: one["createdAt"], reverse=body.get("sort") == "CREATED_AT_DESC")
        return page("questions", found, asked)

    def _list_answers(self, body, asked):
        if body["questionId"] not in self.questions:
            return refusal(404, "Question not found")
        return page(
            "answers",
            [one for one in self.answers.values() if one["questionId"] == body["questionId"]],
            asked,
        )

    def _change_answer(self, body, _asked):
        if body["operationType"] == "DELETE":
            return self._delete_answer(body["entityId"])
        parent = body["parentEntityId"]
        known = self.questions if parent["type"] == "QUESTION" else self.answers
        if parent["type"] not in {"QUESTION", "ANSWER"} or not 1 <= len(body["text"]) <= 5000:
            return refusal(400, "Bad request")
        if parent["id"] not in known:
            return refusal(404, "Not found")
        if parent["type"] == "QUESTION":
            self.reply(parent["id"], body["text"])
            return 200, OK | {"result": {"entity": {"id": list(self.answers)[-1], "type": "ANSWER"}}}
        self.remark(parent["id"], body["text"], by="BUSINESS", name="The Shop")
        number = self.answers[parent["id"]]["comments"][-1]["id"]
        return 200, OK | {"result": {"entity": {"id": number, "type": "COMMENT"}}}

    def _delete_answer(self, entity):
        if entity["type"] == "ANSWER":
            return (200, OK) if self.answers.pop(entity["id"], None) else refusal(404, "Not found")
        for answer in self.answers.values():
            left = [one for one in answer["comments"] if one["id"] != entity["id"]]
            if len(left) < len(answer["comments"]):
                answer["comments"] = left
                return 200, OK
        return refusal(404, "Not found")

    def _list_chats(self, body, asked):
        wanted = body.get("statuses")
        return page(
            "chats", [one for one in self.chats.values() if wanted is None or one["status"] in wanted], asked
        )

    def _list_messages(self, body, asked):
        chat = int(asked["chatId"])
        if chat not in self.chats:
            return refusal(404, "Chat not found")
        status, told = page("messages", self.messages[chat], asked)
        told["result"]["context"] = self.chats[chat]["context"]
        return status, told

    def _write_message(self, body, asked):
        chat = int(asked["chatId"])
        if chat not in self.chats:
            return refusal(404, "Chat not found")
        if not 1 <= len(body["message"]) <= 4096:
            return refusal(400, "Length of field must be between 1 and 4096")
        self.say(body["message"], chat=chat, sender="PARTNER")
        return 200, OK

    def _said(self, number, text, by, name):
        author = {"type": by, "name": name}
        return {
            "id": number,
            "text": text,
            "canModify": by == "BUSINESS",
            "author": author,
            "status": "PUBLISHED",
            "createdAt": told_at(utcnow()),
        }


def page(name, found, asked):
    """As much of a list as was asked for."""
    size, start = int(asked.get("limit", 10)), int(asked.get("pageToken", 0))
    paging = {"nextPageToken": str(start + size)} if start + size < len(found) else {}
    return 200, OK | {"result": {name: found[start : start + size], "paging": paging}}


def refusal(status, message, **headers):
    """As Market refuses."""
    return status, {"status": "ERROR", "errors": [{"code": message.upper(), "message": message}]}, headers


def limit(until):
    """The refusal of one who asked too often, with until when."""
    told = {
        "X-RateLimit-Resource-Remaining": "0",
        "X-RateLimit-Resource-Until": format_datetime(until, usegmt=True),
    }
    return refusal(420, "Hit rate limit of 1000 requests per 1 hour", **told)


def told_at(at):
    """An instant as Market writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
