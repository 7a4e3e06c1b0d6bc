"""Meta's Graph API for tests, as it shows an account on Instagram that belongs to a page: posts, comments, and their webhooks.

It speaks as Meta's pages do (IG User media, IG Media comments, IG Comment and its replies, comment moderation, webhooks of
`comments` and `messages`, Conversations API, sending a message, private replies, app subscriptions) and has no other knowledge of Meta: what is proven here is proven of them.
"""

import hashlib
import hmac
import json
import re
from datetime import UTC, datetime, timedelta
from itertools import count
from operator import itemgetter
from urllib.parse import parse_qs, urlsplit

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door
from servers.graph_server import refusal, written

NUMBERS = count(17_841_400)
WINDOW = timedelta(hours=24)


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
        self.messages, self.tags = [], []  # of each send the tag
        self.human_agent = False  # whether Meta granted it
        self.reads_messages = True
        self.app, self.scopes = str(next(NUMBERS)), None  # None: does not tell
        self.subscribed, self.fields = None, None  # on the page, and on the app
        self.used_comments = set()  # that were answered in private
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

    def message(self, text, *, by, to, at=None, brought=True, **over):
        """Somebody writes in private; what the account writes comes back."""
        at = at or now() * 1000
        said = {"mid": f"aWdf{new_id().hex}", "text": text, **over}
        said |= {"is_echo": True} if by == self.account else {}
        self.messages.append({"id": said["mid"], "from": by, "to": to, "message": text, "at": at})
        if brought:
            people = {"sender": {"id": by}, "recipient": {"id": to}}
            self.tell_event({**people, "timestamp": at, "message": said})
        return said["mid"]

    def tell_event(self, event, *, channel="messaging"):
        entry = {"id": self.account, "time": now() * 1000, channel: [event]}
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
        of_the_app = item == "debug_token" or edge == ["subscriptions"]
        token = f"{self.app}|{self.app_secret}" if of_the_app else self.token
        proof = hmac.new(self.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        if headers["Authorization"] != f"Bearer {token}" or asked["appsecret_proof"] != proof:
            return refusal(190)
        for name in self.refusals:
            if parts.path.endswith(name):
                return self.refusals.pop(name)
        if item == "app" or of_the_app:
            told = self._of_the_app(item, asked)
        elif item == "me":
            told = self._of_the_page(verb, edge, asked, json.loads(body or b"{}"))
        elif item.startswith("t_"):
            told = self._conversation(item, asked)
        else:
            told = self._of_an_item(verb, item, edge, asked, json.loads(body or b"{}"))
        return told

    def _of_an_item(self, verb, item, edge, asked, content):
        if (item, edge) == (self.account, ["media"]):
            shown = [{"id": one, "comments_count": self._count(one)} for one in self.posts]
            return self._listed(shown, asked)
        if item in self.posts and edge == ["comments"]:
            assert "replies.limit(50)" in asked["fields"]
            return self._listed([self._shown(one, whole=True) for one in self._under(item, None)], asked)
        return self._of_a_comment(verb, item, edge, asked, content)

    def _of_the_app(self, item, asked):
        if item == "app":
            return 200, {"id": self.app}
        if item == "debug_token":
            if self.scopes is None:
                return refusal(100)
            told = {"app_id": self.app, "type": "PAGE", "is_valid": True, "scopes": self.scopes}
            return 200, {"data": told | {"expires_at": 0, "data_access_expires_at": 0}}
        fields = [{"name": name, "version": "v24.0"} for name in self.fields or ()]
        ours = {"object": "instagram", "callback_url": "https://bpo.test", "active": True, "fields": fields}
        return self._listed([{**ours, "object": "page"}, *([ours] if self.fields else [])], asked)

    def _of_the_page(self, verb, edge, asked, content):
        match verb, edge:
            case "GET", []:
                account = {"instagram_business_account": {"id": self.account, "username": self.name}}
                return 200, {"id": "17", **(account if self.is_linked else {})}
            case "POST", ["messages"]:
                return self._send(content)
            case "GET", ["conversations"]:
                assert asked["platform"] == "instagram"
                if not self.reads_messages:
                    return refusal(200, 403)
                return self._listed(self._conversations(asked), asked)
            case "GET", ["subscribed_apps"] if self.subscribed is not None:
                ours = {"id": self.app, "subscribed_fields": self.subscribed}
                return self._listed([ours] if self.subscribed else [], asked)
        return refusal(2500)

    def _send(self, content):
        assert set(content["message"]) == {"text"}
        if len(content["message"]["text"].encode()) > 1000:
            return refusal(100)
        comment = content["recipient"].get("comment_id")
        if comment is not None:
            return self._reply_in_private(comment, content["message"]["text"])
        to = content["recipient"]["id"]
        last = max((one["at"] for one in self.messages if one["from"] == to), default=None)
        if last is None:
            return refusal(100, error_subcode=2018001)
        by_a_person = content.get("tag") == "HUMAN_AGENT" and content["messaging_type"] == "MESSAGE_TAG"
        if by_a_person and not self.human_agent:
            return refusal(10)
        if utcnow() - datetime.fromtimestamp(last / 1000, UTC) > (7 * WINDOW if by_a_person else WINDOW):
            return refusal(10, error_subcode=2534022)
        self.tags.append(content.get("tag"))
        return self._written(content["message"]["text"], to)

    def _reply_in_private(self, comment, text):
        if comment not in self.comments:
            return refusal(100, error_subcode=33)
        if comment in self.used_comments:
            return refusal(10900)
        self.used_comments.add(comment)
        return self._written(text, self.comments[comment]["by"])

    def _written(self, text, to):
        return 200, {"recipient_id": to, "message_id": self.message(text, by=self.account, to=to)}

    def _conversations(self, asked):
        found = {}
        for one in self.messages:
            other = one["to"] if one["from"] == self.account else one["from"]
            found[other] = max(found.get(other, 0), one["at"])
        whole = re.search(r"messages\.limit\((\d+)\)", asked["fields"])
        return [
            {"id": f"t_{one}", "updated_time": written(found[one] // 1000)}
            | ({"messages": self._conversation(f"t_{one}", {"limit": whole[1]})[1]} if whole else {})
            for one in sorted(found, key=found.get, reverse=True)
            if asked.get("user_id") in {None, one}
        ]

    def _conversation(self, item, asked):
        person = item.removeprefix("t_")
        found = [one for one in self.messages if person in {one["from"], one["to"]}]
        found.sort(key=itemgetter("at"))
        return self._listed([self._said(one) for one in reversed(found)], asked)

    def _said(self, one):
        known = {name: one[name] for name in ("attachments", "story", "shares") if name in one}
        known |= {"from": self._who(one["from"]), "to": {"data": [self._who(one["to"])]}}
        shown = {"id": one["id"], "message": one["message"], "created_time": written(one["at"] // 1000)}
        return shown | known

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
