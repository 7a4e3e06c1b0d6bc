"""X for tests: one account as X's API (v2) documents it: its mentions, its own posts, and what may be done with either.

After docs.x.com (create and delete post, timelines, hide replies, rate limits, response codes and errors; OAuth 1.0a) and what
others report of its refusals, in X's own words. Signatures are checked by RFC 5849 as written here, not by the code that is
tested. Links come back shortened; the same words are refused twice within half a day.
"""

import base64
import hashlib
import hmac
import json
import re
from datetime import UTC, datetime, timedelta
from itertools import count
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

ACCOUNTS = count(2244994945)
ANNA, BORIS = "1001", "1002"
PEOPLE = {ANNA: ("Anna", "anna_n"), BORIS: ("Boris", "boris_p")}
EPOCH = 1288834974657
REFUSALS = {
    "duplicate": (403, "You are not allowed to create a Tweet with duplicate content."),
    "deleted": (403, "You attempted to reply to a Tweet that is deleted or not visible to you."),
    "not asked": (
        403,
        "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author.",
    ),
    "read only": (
        403,
        "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
    ),
    "locked": (403, "To protect our users from spam, your account is temporarily locked."),
    "other": (403, "You are not permitted to perform this action."),
    "too long": (400, "One or more parameters to your request was invalid."),
}


class XServer:
    """Running from its making to `stop`."""

    def __init__(self):
        self.own = str(next(ACCOUNTS))
        self.username = f"brand{self.own}"
        self.keys = {
            name: f"{name}{new_id().hex}" for name in ("app_key", "app_secret", "token", "token_secret")
        }
        self.posts, self.hidden, self.asked = [], set(), []
        self.refusals = {}  # of a verb and the beginning of a path: what its next call meets
        self.shows_own = True  # whether own posts are listed
        self.refuses_twice = True
        self._numbers = count(1)
        self._door = Door(self._hear)
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def write(self, text, *, by=ANNA, under=None, at=None, mentions=True, **over):
        """Somebody posts; who mentions the account is in its list."""
        at = at or utcnow()
        number = str(((int(at.timestamp() * 1000) - EPOCH) << 22) + next(self._numbers))
        shown, links = shortened(text)
        post = {
            "id": number,
            "author_id": by,
            "created_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "text": shown.replace("&", "&amp;").replace("<", "&lt;"),
            "lang": "en",
            **({"entities": {"urls": links}} if links else {}),
            **({"referenced_tweets": [{"type": "replied_to", "id": under}]} if under else {}),
            **over,
        }
        self.posts.append((post, mentions and by != self.own, text))
        return post

    def own_posts(self):
        return [post for post, _mentions, _text in self.posts if post["author_id"] == self.own]

    def refuse(self, verb, path, refusal):
        """The next call that fits is refused: (status, told, headers)."""
        self.refusals[verb, path] = refusal

    def _hear(self, verb, path, headers, body):
        parts = urlsplit(path)
        asked = parse_qsl(parts.query, keep_blank_values=True)
        if not self._is_signed(verb, parts.path, asked, headers):
            return 401, {
                "title": "Unauthorized",
                "type": "about:blank",
                "status": 401,
                "detail": "Unauthorized",
            }
        content = json.loads(body) if body else dict(asked)
        self.asked.append((verb, parts.path, content))
        for (method, begins), refusal in list(self.refusals.items()):
            if method == verb and parts.path.startswith(begins):
                del self.refusals[method, begins]
                return refusal
        return self.answer(verb, parts.path, content)

    def _is_signed(self, verb, path, asked, headers):
        told = dict(re.findall(r'(\w+)="([^"]*)"', headers.get("Authorization", "")))
        told = {name: unquote(value) for name, value in told.items()}
        proof = told.pop("oauth_signature", "")
        pairs = sorted(f"{escaped(name)}={escaped(value)}" for name, value in [*asked, *told.items()])
        address = f"http://{headers['Host'].lower()}{path}"
        base = "&".join(map(escaped, (verb, address, "&".join(pairs)))).encode()
        key = f"{escaped(self.keys['app_secret'])}&{escaped(self.keys['token_secret'])}".encode()
        good = base64.b64encode(hmac.new(key, base, hashlib.sha1).digest()).decode()
        known = (told.get("oauth_consumer_key"), told.get("oauth_token"))
        return proof == good and known == (self.keys["app_key"], self.keys["token"])

    def answer(self, verb, path, content):
        _, _, kind, *rest = path.split("/")
        if (verb, kind, rest) == ("GET", "users", ["me"]):
            return 200, {"data": {"id": self.own, "name": "A brand", "username": self.username}}
        if verb == "GET" and kind == "users" and rest[0] == self.own:
            return 200, self._list(rest[1], content)
        if (verb, kind, rest) == ("POST", "tweets", []):
            return self._create(content)
        if verb == "DELETE" and kind == "tweets":
            return self._delete(rest[0])
        if verb == "PUT" and kind == "tweets" and rest[1] == "hidden":
            return self._hide(rest[0], hidden=content["hidden"])
        return problem(404, "Not Found")

    def _list(self, name, asked):
        if name == "mentions":
            found = [post for post, mentions, _text in self.posts if mentions]
        else:
            found = [post for post in self.own_posts() if self.shows_own]
        begins = datetime.fromisoformat(asked["start_time"])
        found = [one for one in found if datetime.fromisoformat(one["created_at"]) >= begins]
        found.sort(key=lambda one: -int(one["id"]))
        start, size = int(asked.get("pagination_token", 0)), int(asked["max_results"])
        some = found[start : start + size]
        meta = {"result_count": len(some)}
        if start + size < len(found):
            meta["next_token"] = str(start + size)
        if not some:
            return {"meta": meta}  # no `data` where nothing is found
        people = {one["author_id"] for one in some}
        return {"data": some, "includes": {"users": [self._user(one) for one in people]}, "meta": meta}

    def _user(self, number):
        name, username = PEOPLE.get(number, ("A brand", self.username))
        metrics = {"followers_count": 12, "following_count": 3, "tweet_count": 5, "listed_count": 0}
        return {"id": number, "name": name, "username": username, "public_metrics": metrics}

    def _create(self, content):
        text, under = content["text"], content["reply"]["in_reply_to_tweet_id"]
        since = utcnow() - timedelta(hours=12)
        for post, _mentions, said in self.posts:
            young = datetime.fromisoformat(post["created_at"]) >= since
            if self.refuses_twice and young and post["author_id"] == self.own and said == text:
                return refusal("duplicate")
        above = self._post(under)
        if above is None:
            return refusal("deleted")
        name = f"@{self._user(above['author_id'])['username']} "
        made = self.write(name + text, by=self.own, under=under)
        self.posts[-1] = (made, False, text)
        return 201, {"data": {"id": made["id"], "text": made["text"], "edit_history_tweet_ids": [made["id"]]}}

    def _delete(self, number):
        post = self._post(number)
        if post is None:
            return problem(404, "Not Found")
        if post["author_id"] != self.own:
            return refusal("other")
        self.posts = [one for one in self.posts if one[0]["id"] != number]
        return 200, {"data": {"deleted": True}}

    def _hide(self, number, *, hidden):
        above = self._post(((self._post(number) or {}).get("referenced_tweets") or [{}])[0].get("id"))
        if above is None or above["author_id"] != self.own:
            return refusal("other")
        (self.hidden.add if hidden else self.hidden.discard)(number)
        return 200, {"data": {"hidden": hidden}}

    def _post(self, number):
        return next((post for post, _mentions, _text in self.posts if post["id"] == number), None)


def refusal(name):
    return problem(*REFUSALS[name])


def problem(status, detail, *, kind="about:blank", headers=None):
    return status, {"title": "Refused", "status": status, "detail": detail, "type": kind}, headers or {}


def shortened(text):
    links, numbers = [], count(1)

    def shorten(found):
        url = f"https://t.co/abc{next(numbers)}"
        links.append({"url": url, "expanded_url": found[0], "display_url": found[0][8:30]})
        return url

    return re.sub(r"https?://\S+", shorten, text), links


def escaped(value):
    return quote(value, safe="-._~")
