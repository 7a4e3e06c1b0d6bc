"""App Store Connect for reviews (v1), as documented, on loopback; apps are made by the tests.

Written after developer.apple.com/documentation/appstoreconnectapi: generating-tokens-for-api-requests, identifying-rate-limits, about-the-http-status-code,
get-v1-apps-_id_-customerreviews, get-v1-customerreviews-_id_, post- and delete-v1-customerreviewresponses, customerreview and customerreviewresponsev1.
A request is let in for a statement that is signed as it must be, and for nothing else; each answer tells what is left of the key's hour.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta, timezone
from itertools import count
from urllib.parse import parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bpo.channels.rules.reviews import version_id
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

LIMIT = 3500
MOST = 200
LONGEST_STATEMENT = 20 * 60  # seconds
COAST = timezone(timedelta(hours=-8))
CODES = {
    401: "NOT_AUTHORIZED",
    403: "FORBIDDEN_ERROR",
    404: "NOT_FOUND",
    409: "ENTITY_ERROR",
    429: "RATE_LIMIT_EXCEEDED",
    500: "UNEXPECTED_ERROR",
}


@dataclass
class App:
    """A brand's app and the key of its team."""

    number: str
    issuer: str
    key_id: str = ""
    key: str = ""  # the file that was downloaded
    public: object = None
    left: int = LIMIT
    state: str = "PENDING_PUBLISH"  # of replies that are written from now on
    reviews: dict = field(default_factory=dict)
    refusals: list = field(default_factory=list)  # of the next requests
    asked: list = field(default_factory=list)  # (verb, path)


class AppStoreServer:
    """Running from `start` to `stop`."""

    def start(self):
        self._apps, self._numbers = [], count(1)
        self.longest = 5970
        self._door = Door(self.answer)
        self.port = self._door.port
        return self

    def stop(self):
        self._door.close()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def another(self):
        """A brand publishes an app, and lets us in."""
        app = App(f"15{next(self._numbers):08}", str(new_id()))
        self._apps.append(app)
        self.new_key(app)
        return app

    def new_key(self, app):
        """The team makes another key; the old one is over."""
        private = ec.generate_private_key(ec.SECP256R1())
        plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        app.key, app.public = private.private_bytes(*plain).decode(), private.public_key()
        app.key_id = f"{next(self._numbers):010}"

    def revoke(self, app):
        app.public = None

    def write(self, app, text, *, at=None, review=None, **over):
        """Somebody writes a review, or changes theirs; what its text is called here."""
        at = (at or utcnow()).replace(microsecond=0)
        known_as = review or f"00000023-{new_id()}"
        kept = app.reviews.get(known_as, {}).get("response")
        told = {
            "rating": 2,
            "title": "Hm",
            "body": text,
            "reviewerNickname": "anna1",
            "createdDate": _told_at(at),
            "territory": "POL",
            **over,
        }
        app.reviews[known_as] = {"attributes": told, "response": kept}
        return version_id(known_as, at)

    def reply_elsewhere(self, app, review, text):
        """A colleague answers in App Store Connect."""
        app.reviews[review]["response"] = self._reply(text, "PUBLISHED")

    def reply(self, app, review):
        """What stands in the place for a reply."""
        found = app.reviews[review]["response"]
        return found["attributes"]["responseBody"] if found else None

    def publish(self, app, review):
        """What was taken is shown, under a time of its own."""
        told = app.reviews[review]["response"]["attributes"]
        told["state"], told["lastModifiedDate"] = "PUBLISHED", _told_at(utcnow())

    def answer(self, verb, url, headers, raw):
        parts = urlsplit(url)
        app = self._let_in(headers.get("Authorization", ""))
        if app is None:
            return refusal(401)
        app.asked.append((verb, parts.path))
        app.left -= 1
        status, told = self._answer(app, verb, parts, raw)
        return status, told, {"X-Rate-Limit": f"user-hour-lim:{LIMIT};user-hour-rem:{app.left};"}

    def _answer(self, app, verb, parts, raw):
        if app.refusals:
            return app.refusals.pop(0)
        asked = dict(parse_qsl(parts.query))
        match (verb, *parts.path.split("/")[2:]):
            case ("GET", "apps", app.number):
                return 200, {"data": {"type": "apps", "id": app.number, "attributes": {"name": "Parcels"}}}
            case ("GET", "apps", app.number, "customerReviews"):
                return self._list(app, asked)
            case ("GET", "customerReviews", known_as) if known_as in app.reviews:
                assert asked == {"include": "response"}
                return 200, {"data": _shown(app, known_as), "included": _included(app, [known_as])}
            case (_, "customerReviewResponses", *rest):
                return self._take_away(app, *rest) if rest else self._respond(app, json.loads(raw)["data"])
        return refusal(404)

    def _let_in(self, header):
        statement = header.removeprefix("Bearer ")
        try:
            key_id = jwt.get_unverified_header(statement)["kid"]
            app = next(one for one in self._apps if one.key_id == key_id and one.public)
            said = jwt.decode(
                statement, app.public, ["ES256"], audience="appstoreconnect-v1", issuer=app.issuer
            )
        except (jwt.PyJWTError, LookupError, StopIteration):
            return None
        return app if said["exp"] <= utcnow().timestamp() + LONGEST_STATEMENT else None

    def _list(self, app, asked):
        assert asked.keys() <= {"include", "sort", "limit", "cursor"}
        assert asked.get("sort", "-createdDate") == "-createdDate"
        start, size = int(asked.get("cursor", 0)), int(asked["limit"])
        assert size <= MOST
        newest = sorted(
            app.reviews, key=lambda one: app.reviews[one]["attributes"]["createdDate"], reverse=True
        )
        shown = newest[start : start + size]
        told = {"data": [_shown(app, one) for one in shown], "links": {}}
        if "include" in asked:
            told["included"] = _included(app, shown)
        if start + size < len(newest):
            away = f"https://elsewhere.example/v1/apps/{app.number}/customerReviews"
            told["links"]["next"] = f"{away}?cursor={start + size}&limit={size}"
        return 200, told

    def _respond(self, app, data):
        assert data["type"] == "customerReviewResponses"
        known_as = data["relationships"]["review"]["data"]["id"]
        if known_as not in app.reviews:
            return refusal(409, "ENTITY_ERROR.RELATIONSHIP.INVALID")
        text = data["attributes"]["responseBody"]
        if not 0 < len(text) <= self.longest:
            return refusal(409, "ENTITY_ERROR.ATTRIBUTE.INVALID.TOO_LONG")
        app.reviews[known_as]["response"] = self._reply(text, app.state)
        return 201, {"data": app.reviews[known_as]["response"]}

    @staticmethod
    def _take_away(app, response):
        for one in app.reviews.values():
            if one["response"] and one["response"]["id"] == response:
                one["response"] = None
                return 204, None
        return refusal(404)

    @staticmethod
    def _reply(text, state):
        told = {"responseBody": text, "lastModifiedDate": _told_at(utcnow()), "state": state}
        return {"type": "customerReviewResponses", "id": str(new_id()), "attributes": told}


def refusal(status, code=None):
    """As Apple refuses."""
    error = {"id": new_id().hex, "status": str(status), "code": code or CODES[status], "title": "Refused."}
    return status, {"errors": [error]}


def _shown(app, known_as):
    review = app.reviews[known_as]
    response = review["response"]
    data = {"type": "customerReviewResponses", "id": response["id"]} if response else None
    return {
        "type": "customerReviews",
        "id": known_as,
        "attributes": review["attributes"],
        "relationships": {"response": {"data": data}},
    }


def _included(app, shown):
    return [app.reviews[one]["response"] for one in shown if app.reviews[one]["response"]]


def _told_at(at):
    return at.astimezone(COAST).isoformat(timespec="seconds")
