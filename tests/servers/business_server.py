"""Google's My Business API for reviews (v4) and its tokens, as documented, on loopback; places are made by the tests.

Written after developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews (`list`, `get`, `updateReply`, `deleteReply`), its
content/limits and content/latest-updates (the state of a reply, 2026-04-01; policy violations, 2026-07-01). Refusals are of Google's newer form,
which names no reason in a list. That changing a review moves `updateTime` and a reply does not is what the fields' descriptions say.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC
from itertools import count
from urllib.parse import parse_qsl, unquote, urlsplit

from bpo.channels.rules.reviews import version_id
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

MOST = 50
LISTED = {"pageSize", "pageToken", "orderBy"}
NAMES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}


@dataclass
class Location:
    """A brand's place and the project through which it is reached."""

    owner: str
    number: str
    client_id: str
    client_secret: str
    token: str = ""
    state: str = "APPROVED"  # what becomes of replies that are written from now on
    accesses: set = field(default_factory=set)
    reviews: dict = field(default_factory=dict)
    refusals: list = field(default_factory=list)  # of the next requests
    asked: list = field(default_factory=list)  # (verb, path)


class BusinessServer:
    """Running from `start` to `stop`."""

    def start(self):
        self._locations, self._numbers = [], count(1)
        self.longest = 4096  # bytes of a reply
        self._door = Door(self.answer)
        self.port = self._door.port
        return self

    def stop(self):
        self._door.close()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def another(self):
        """A brand opens a place, and lets us in."""
        mark, number = new_id().hex[-12:], next(self._numbers)
        made = Location(f"10{number}", f"20{number}", f"{mark}.apps.example", f"secret-{mark}")
        self._locations.append(made)
        self.renew(made)
        return made

    def renew(self, place):
        place.token = f"1//{new_id().hex}"

    def revoke(self, place):
        place.token = "nobody's"
        place.accesses.clear()

    def write(self, place, text, *, at=None, review=None, stars="TWO", author="Anna", **over):
        """Somebody writes a review, or changes theirs; what its text is called here."""
        at = at or utcnow()
        known_as = review or f"AbFvOq{next(self._numbers)}_-x"
        kept = place.reviews.get(known_as, {"createTime": told_at(at)})
        made = {
            "name": f"accounts/{place.owner}/locations/{place.number}/reviews/{known_as}",
            "reviewId": known_as,
            "reviewer": {"displayName": author} if author else {"isAnonymous": True},
            "starRating": stars,
            "createTime": kept["createTime"],
            "updateTime": told_at(at),
            **({"comment": text} if text else {}),
            **({"reviewReply": kept["reviewReply"]} if "reviewReply" in kept else {}),
            **over,
        }
        place.reviews[known_as] = made
        return version_id(known_as, at)

    def reply_elsewhere(self, place, review, text, state="APPROVED"):
        """A colleague answers in the Business Profile."""
        place.reviews[review]["reviewReply"] = _reply(text, state)

    def reply(self, place, review):
        """What stands in the place for a reply."""
        return place.reviews[review].get("reviewReply", {}).get("comment")

    def answer(self, verb, url, headers, raw):
        parts = urlsplit(url)
        if parts.path == "/token":
            return self._give_token(dict(parse_qsl(raw.decode())))
        access = headers.get("Authorization", "").removeprefix("Bearer ")
        place = next((one for one in self._locations if access in one.accesses), None)
        if place is None:
            return refusal(401)
        place.asked.append((verb, parts.path))
        if place.refusals:
            return place.refusals.pop(0)
        own = f"/v4/accounts/{place.owner}/locations/{place.number}/reviews"
        if parts.path == own and verb == "GET":
            return self._list(place, dict(parse_qsl(parts.query)))
        known_as, *rest = parts.path.removeprefix(f"{own}/").split("/")
        found = place.reviews.get(unquote(known_as))
        if found is None or not parts.path.startswith(f"{own}/"):
            return refusal(404)
        return self._answer_of(place, found, (verb, *rest), raw)

    def _answer_of(self, place, found, asked, raw):
        if asked == ("GET",):
            return 200, found
        if asked == ("PUT", "reply"):
            return self._write_reply(place, found, json.loads(raw))
        if asked == ("DELETE", "reply") and "reviewReply" in found:
            del found["reviewReply"]
            return 200, {}
        return refusal(404)

    def _write_reply(self, place, found, content):
        assert content.keys() == {"comment"}
        if not 0 < len(content["comment"].encode()) <= self.longest:
            return refusal(400)
        found["reviewReply"] = _reply(content["comment"], place.state)
        return 200, found["reviewReply"]

    @staticmethod
    def _list(place, asked):
        assert asked.keys() <= LISTED
        assert asked.get("orderBy", "updateTime desc") == "updateTime desc"
        start, size = int(asked.get("pageToken", 0)), int(asked.get("pageSize", MOST))
        assert size <= MOST
        newest = sorted(place.reviews.values(), key=lambda one: one["updateTime"], reverse=True)
        told = {"reviews": newest[start : start + size]}
        if start + size < len(newest):
            told["nextPageToken"] = str(start + size)
        return 200, {**told, "totalReviewCount": len(newest)} if told["reviews"] else {}

    def _give_token(self, given):
        for place in self._locations:
            if given.get("client_id") == place.client_id:
                if given.get("client_secret") != place.client_secret:
                    return 401, {"error": "invalid_client"}
                if given.get("refresh_token") != place.token or given.get("grant_type") != "refresh_token":
                    return 400, {"error": "invalid_grant"}
                place.accesses.add(access := f"ya29.{new_id().hex}")
                return 200, {"access_token": access, "expires_in": 3599, "token_type": "Bearer"}
        return 401, {"error": "invalid_client"}


def refusal(status):
    """As Google's newer interfaces refuse."""
    return status, {"error": {"code": status, "message": "Refused.", "status": NAMES.get(status, "UNKNOWN")}}


def told_at(at):
    """With nine digits of a second."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "000Z")


def _reply(text, state):
    told = {"comment": text, "updateTime": told_at(utcnow()), "reviewReplyState": state}
    return {**told, "policyViolation": "SPAM"} if state == "REJECTED" else told
