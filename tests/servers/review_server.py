"""A store's interface for reviews, as its documents tell of it: Google Play (androidpublisher v3).

Each app has a key, reviews in the order of their last change, and one place for a reply in each. A token is given for a
statement that is signed as it must be, and for nothing else.
"""

import json
from itertools import count
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bpo.channels.rules.reviews import version_id
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

SCOPE = "https://www.googleapis.com/auth/androidpublisher"


class App:
    """One app and the service account that sees to it."""

    def __init__(self, package):
        self.package = package
        self.email = f"replies@{package}.iam.example"
        self.key = ""  # the file that its owner was given
        self.public = None
        self.tokens = set()
        self.reviews = {}
        self.refusals = []  # (status, answer) of the next requests
        self.asked = []  # (method, path)


class ReviewServer:
    """Running from `start` to `stop`."""

    def start(self):
        self._apps = {}
        self.longest = 350  # of a reply
        self._numbers = count(1)
        self._keys = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]
        self._door = Door(self.answer)
        self.port = self._door.port
        return self

    def stop(self):
        self._door.close()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def another_app(self):
        app = App(f"example.app{next(self._numbers)}")
        self._apps[app.package] = app
        self.new_key(app)
        return app

    def new_key(self, app):
        """Its owner makes another key; the old one is over."""
        private = self._keys[0 if app.public is None else 1]
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        app.public = private.public_key()
        told = {
            "type": "service_account",
            "private_key_id": new_id().hex,
            "private_key": pem.decode(),
            "client_email": app.email,
            "token_uri": f"http://127.0.0.1:{self.port}/token",
        }
        app.key = json.dumps(told, indent=2)

    def revoke(self, app):
        app.public = self._keys[1].public_key()
        app.tokens.clear()

    def write(self, app, text, *, at=None, review=None, author="Anna", **over):
        """Somebody writes a review, or changes theirs; what its text is called here."""
        at = at or utcnow()
        known_as = review or f"gp:AOq{next(self._numbers)}"
        comment = {
            "text": text,
            "lastModified": _told_at(at),
            "starRating": 2,
            "reviewerLanguage": "en",
            **over,
        }
        kept = app.reviews.pop(known_as, {}).get("reply")
        app.reviews[known_as] = {"author": author, "comment": comment, "reply": kept}
        return version_id(known_as, at)

    def reply_elsewhere(self, app, review, text):
        """A colleague answers in Play Console."""
        app.reviews[review]["reply"] = {"text": text, "lastModified": _told_at(utcnow())}

    def reply(self, app, review):
        """What stands in the place for a reply."""
        return (app.reviews[review]["reply"] or {}).get("text")

    def answer(self, method, path, headers, body):
        if path == "/token":
            return self._give_token(parse_qs(body.decode()))
        return self._answer_as_interface(method, urlsplit(path), headers, body)

    def _answer_as_interface(self, method, parts, headers, body):
        _, _, _, _, package, *rest = parts.path.split("/")
        app = self._apps.get(package)
        if app is None:
            return _refusal(404, "applicationNotFound")
        app.asked.append((method, parts.path))
        if headers.get("Authorization", "").removeprefix("Bearer ") not in app.tokens:
            return _refusal(401, "authError")
        if app.refusals:
            return app.refusals.pop(0)
        if rest == ["reviews"]:
            asked = parse_qs(parts.query)
            return 200, _page(app, int(asked["maxResults"][0]), int(asked.get("token", ["0"])[0]))
        known_as = unquote(rest[1])
        if method == "POST":
            return self._write_reply(app, known_as.removesuffix(":reply"), json.loads(body))
        found = app.reviews.get(known_as)
        return (200, _shown(known_as, found)) if found else _refusal(404, "notFound")

    def _give_token(self, form):
        statement = form["assertion"][0]
        named = jwt.decode(statement, options={"verify_signature": False})["iss"]
        app = next((one for one in self._apps.values() if one.email == named), None)
        try:
            said = jwt.decode(
                statement, app.public, ["RS256"], audience=f"http://127.0.0.1:{self.port}/token"
            )
        except (jwt.PyJWTError, AttributeError):
            return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        if said["scope"] != SCOPE or said["exp"] - said["iat"] > 3600:
            return 400, {"error": "invalid_scope"}
        app.tokens.add(token := new_id().hex)
        return 200, {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}

    def _write_reply(self, app, known_as, content):
        if known_as not in app.reviews:
            return _refusal(404, "notFound")
        if not 0 < len(content["replyText"]) <= self.longest:
            return _refusal(400, "invalid")
        at = _told_at(utcnow())
        app.reviews[known_as]["reply"] = {"text": content["replyText"], "lastModified": at}
        return 200, {"result": {"replyText": content["replyText"], "lastEdited": at}}


def refusal(status, reason):
    """As Google's interfaces refuse."""
    return _refusal(status, reason)


def _refusal(status, reason):
    return status, {
        "error": {"code": status, "message": reason, "errors": [{"domain": "global", "reason": reason}]}
    }


def _page(app, most, start):
    newest = sorted(
        app.reviews.items(), key=lambda one: int(one[1]["comment"]["lastModified"]["seconds"]), reverse=True
    )
    told = {"reviews": [_shown(*one) for one in newest[start : start + most]]}
    if start + most < len(newest):
        told["tokenPagination"] = {"nextPageToken": str(start + most)}
    return told if told["reviews"] else {}


def _shown(known_as, review):
    comments = [{"userComment": review["comment"]}]
    if review["reply"]:
        comments.append({"developerComment": review["reply"]})
    return {"reviewId": known_as, "authorName": review["author"], "comments": comments}


def _told_at(at):
    return {"seconds": str(int(at.timestamp())), "nanos": at.microsecond * 1000}
