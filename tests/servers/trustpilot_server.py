"""Trustpilot's interface for one company, as far as its documentation goes, on loopback.

Written after developers.trustpilot.com: authentication (client credentials), business-units-api (private reviews),
business-units-api-(public) (find) and service-reviews-api (a review, its reply). Whether a reply counts as an update of the
review is not documented: `reply_updates` has it either way. A second reply replaces the first, which is not documented either.
"""

import base64
import json
from itertools import count
from urllib.parse import parse_qs, parse_qsl, urlsplit

from bpo.channels.rules.read_trustpilot import events_of
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

TOKENS = "/v1/oauth/oauth-business-users-for-applications/accesstoken"


class TrustpilotServer:
    """Running until `stop`."""

    def __init__(self):
        mark = new_id().hex[-10:]
        self.domain = f"shop-{mark}.example"
        self.company = f"507f{new_id().hex[-20:]}"
        self.key, self.secret = f"key{mark}", f"secret{mark}"
        self.author = new_id().hex[-24:]
        self.tokens = set()
        self.reviews = {}  # by id
        self.reply_updates = False
        self.asked = []  # (method, path)
        self.refusals = []  # (status, answer) of the next questions
        self._numbers = count(1)
        self._door = Door(self.answer)
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def revoke(self):
        """Somebody makes another secret: what the old one gave is over."""
        self.tokens.clear()
        self.secret = new_id().hex

    def write(self, text, *, review=None, at=None, **over):
        """Somebody writes a review, or changes theirs; what its text is called here."""
        at = at or utcnow()
        known_as = review or f"60a{next(self._numbers):021d}"
        before = self.reviews.get(known_as)
        self.reviews[known_as] = {
            "id": known_as,
            "stars": 2,
            "title": "My order",
            "language": "en",
            "consumer": {"id": f"c{known_as}", "displayName": "Anna"},
            "referralEmail": "anna@cust.test",
            "referenceId": None,
            "companyReply": None,
            **(before or {}),
            "text": text,
            "createdAt": before["createdAt"] if before else told_at(at),
            "updatedAt": told_at(at) if before else None,
            **over,
        }
        return next(events_of(self.reviews[known_as], account="trustpilot:any"))[1][0]

    def reply_elsewhere(self, review, text, *, at=None):
        """A colleague answers in Trustpilot Business."""
        at = told_at(at or utcnow())
        self.reviews[review]["companyReply"] = {"text": text, "createdAt": at, "updatedAt": None}
        if self.reply_updates:
            self.reviews[review]["updatedAt"] = at

    def answer(self, method, path, headers, body):
        parts = urlsplit(path)
        if parts.path == TOKENS:
            return self._give_token(headers, parse_qs(body.decode()))
        self.asked.append((method, parts.path))
        return self.refusals.pop(0) if self.refusals else self._answer(method, parts, headers, body)

    def _answer(self, method, parts, headers, body):
        asked = dict(parse_qsl(parts.query))
        if parts.path == "/v1/business-units/find":
            return self._find(headers, asked)
        if headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {"message": "Unauthorized"}
        if parts.path == f"/v1/private/business-units/{self.company}/reviews":
            return self._list(asked)
        place = parts.path.removeprefix("/v1/private/reviews/").split("/")
        review = self.reviews.get(place[0])
        if review is not None and place[1:] == ["reply"] and method in {"POST", "DELETE"}:
            return self._change_reply(place[0], json.loads(body) if method == "POST" else None)
        return (200, review) if review is not None and len(place) == 1 else (404, {"message": "Not found"})

    def _give_token(self, headers, form):
        pair = base64.b64encode(f"{self.key}:{self.secret}".encode()).decode()
        if headers.get("Authorization") != f"Basic {pair}" or form["grant_type"] != ["client_credentials"]:
            return 401, {"error": "invalid_client"}
        self.tokens.add(token := new_id().hex)
        return 200, {"access_token": token, "expires_in": "359999"}

    def _find(self, headers, asked):
        if headers.get("apikey") != self.key:
            return 401, {"message": "Unauthorized"}
        if asked["name"] not in {self.domain, f"www.{self.domain}"}:
            return 404, {"message": "Not found"}
        names = {"identifying": f"www.{self.domain}", "referring": [self.domain]}
        return 200, {"id": self.company, "displayName": "The Shop", "name": names, "status": "active"}

    def _list(self, asked):
        size, page = int(asked.get("perPage", 20)), int(asked.get("page", 1))
        if not 1 <= size <= 100 or asked.get("orderBy", "createdat.desc") != "createdat.desc":
            return 400, {"message": "Bad request"}
        newest = sorted(self.reviews.values(), key=lambda one: one["createdAt"], reverse=True)
        return 200, {"links": [], "reviews": newest[(page - 1) * size : page * size]}

    def _change_reply(self, known_as, told):
        review = self.reviews[known_as]
        if told is None:
            review["companyReply"] = None
            return 204, None
        if told.get("authorBusinessUserId") != self.author or not told.get("message"):
            return 400, {"message": "Bad request"}
        self.reply_elsewhere(known_as, told["message"])
        return 201, None


def told_at(at):
    """An instant as Trustpilot writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
