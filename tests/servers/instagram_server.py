"""Meta's Graph API for tests, as it shows an account on Instagram that belongs to a page: posts, comments, and their webhooks.

It speaks as Meta's pages do (IG User media, IG Media comments, IG Comment and its replies, comment moderation, webhooks of
`comments`) and has no other knowledge of Meta: what is proven here is proven of them.
"""

import hashlib
import hmac
import json
from itertools import count
from urllib.parse import parse_qs, urlsplit

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door
from servers.graph_server import refusal, written

NUMBERS = count(17_841_400)


class InstagramServer:
    """What stands there is in `comments`; what Meta would bring in `waiting`."""

    app_secret = "the secret of an app"
    verify_token = "a word of our own"

    def __init__(self):
        self.account = str(next(NUMBERS))
        self.name = f"brand.{self.account}"
        self.token = f"EAA{new_id().hex}"
        self.posts = [str(next(NUMBERS))]
        self.comments, self.waiting, self.asked = {}, [], []
        self.refusals = {}  # of the end of a path: what its next request meets
        self.page_size = 50
        self.tells_from = True  # whose a comment is; else the name alone
        self.is_linked = True
        self._door = Door(self._hear)
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def comment(self, text, *, by, under=None, post=None, at=None, brought=True):
        """Somebody comments; an answer to an answer stands under the thread's first."""
        key, at = str(next(NUMBERS)), at or now()
        first = (self.comments[under]["first"] or under) if under else None
        post = self.comments[under]["post"] if under else post or self.posts[0]
        one = {"id": key, "by": by, "text": text, "first": first, "post": post, "at": at, "hidden": False}
        self.comments[key] = one
        if brought:
            value = {"id": key, "from": self._who(by), "text": text}
            value |= {"media": {"id": post, "media_product_type": "FEED"}}
            self.tell(value | ({"parent_id": first} if first else {}), at)
        return f"{first}_{key}" if first else key

    def tell(self, value, at=None, *, field="comments"):
        entry = {"id": self.account, "time": at or now(), "changes": [{"field": field, "value": value}]}
        self.waiting.append({"object": "instagram", "entry": [entry]})

    def signed(self, content):
        body = json.dumps(content).encode()
        proof = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        return body, {"X-Hub-Signature-256": f"sha256={proof}"}

    def _hear(self, verb, path, headers, body):
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        _, _version, item, *edge = parts.path.split("/")
        self.asked.append((verb, "/".join([item, *edge])))
        proof = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        if headers["Authorization"] != f"Bearer {self.token}" or asked["appsecret_proof"] != proof:
            return refusal(190)
        for name in self.refusals:
            if parts.path.endswith(name):
                return self.refusals.pop(name)
        if item == "me":
            account = {"instagram_business_account": {"id": self.account, "username": self.name}}
            return 200, {"id": "17", **(account if self.is_linked else {})}
        if (item, edge) == (self.account, ["media"]):
            shown = [{"id": one, "comments_count": self._count(one)} for one in self.posts]
            return self._listed(shown, asked)
        if item in self.posts and edge == ["comments"]:
            assert "replies.limit(50)" in asked["fields"]
            return self._listed([self._shown(one, whole=True) for one in self._under(item, None)], asked)
        return self._of_a_comment(verb, item, edge, asked, json.loads(body or b"{}"))

    def _of_a_comment(self, verb, item, edge, asked, content):
        if item not in self.comments:
            return refusal(100, error_subcode=33)
        one = self.comments[item]
        match verb, edge:
            case "POST", ["replies"]:
                assert one["first"] is None
                name = self.comment(content["message"], by=self.account, under=item)
                return 200, {"id": name.rpartition("_")[2]}
            case "GET", ["replies"]:
                return self._listed([self._shown(each) for each in self._under(one["post"], item)], asked)
            case "POST", []:
                one["hidden"] = content["hide"]
                return 200, {"success": True}
            case "DELETE", []:
                del self.comments[item]
                return 200, {"success": True}
        return refusal(2500)

    def _count(self, post):
        return sum(one["post"] == post for one in self.comments.values())

    def _under(self, post, first):
        found = [one for one in self.comments.values() if (one["post"], one["first"]) == (post, first)]
        return list(reversed(found))

    def _shown(self, one, *, whole=False):
        who = self._who(one["by"])
        shown = {"id": one["id"], "text": one["text"], "timestamp": written(one["at"])}
        shown |= {"username": who["username"]} | ({"from": who} if self.tells_from else {})
        answers = [self._shown(each) for each in self._under(one["post"], one["id"])] if whole else []
        return shown | ({"replies": self._listed(answers, {"limit": "50"})[1]} if answers else {})

    def _who(self, by):
        return {"id": by, "username": self.name if by == self.account else f"name.{by}"}

    def _listed(self, found, asked):
        start = int(asked.get("after", "0"))
        end = start + min(int(asked.get("limit", "25")), self.page_size)
        told = {"data": found[start:end]}
        if end < len(found):
            told["paging"] = {"next": f"https://graph.test/x?access_token={self.token}&after={end}"}
        return 200, told


def now():
    return int(utcnow().timestamp())
