"""Meta's Graph API for tests: pages, comments and private messages, as Meta documents them, and the webhooks they make.

It speaks as the documents say, pages of lists and errors included, and has no other knowledge of Meta: what is proven here is
proven of them.
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

NUMBERS = count(1000)
WINDOW = timedelta(hours=24)


class GraphServer:
    """One page. What it shows stands in `comments` and `messages`; what Meta would bring in `waiting`."""

    app_secret = "the secret of an app"
    verify_token = "a word of our own"

    def __init__(self):
        self.page = str(next(NUMBERS))
        self.token = f"EAA{new_id().hex}"
        self.app, self.scopes, self.subscribed = str(next(NUMBERS)), None, None  # None: does not tell
        self.ends = {"expires_at": 0, "data_access_expires_at": 0}
        self.human_agent, self.tags = False, []  # whether Meta granted it; of each send the tag
        self.used = None  # percent of the app's allowance
        self.posts = {f"{self.page}_77": _now()}
        self.comments, self.messages, self.waiting = {}, [], []
        self.asked = []  # (method, path)
        self.refusals = {}  # of the end of a path: what its next request meets (status, told, headers)
        self.page_size = 100  # at most, whatever is asked for
        self._door = Door(self._hear)
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def _hear(self, verb, path, headers, body):
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        status, told, *more = self.answer(verb, parts.path, asked, headers, json.loads(body or b"{}"))
        usage = dict.fromkeys(("call_count", "total_time", "total_cputime"), self.used)
        told_of = {} if self.used is None else {"X-App-Usage": json.dumps(usage)}
        return status, told, {**(more[0] if more else {}), **told_of}

    def post(self, number, *, at=None):
        """The page says something; comments may stand under it."""
        self.posts[f"{self.page}_{number}"] = at or _now()

    def comment(self, text, *, by, under=None, post=77, at=None, **over):
        """Somebody comments; threads have two levels."""
        thread = (self.comments[under]["parent"] or under) if under else None
        post_id = f"{self.page}_{post}"
        key, at = f"{post}_{next(NUMBERS)}", at or _now()
        self.comments[key] = {
            "id": key,
            "from": {"id": by},
            "message": text,
            "at": at,
            "parent": thread,
            "post": post_id,
            **over,
        }
        self.posts[post_id] = max(at, self.posts[post_id])
        value = {"item": "comment", "verb": "add", "comment_id": key, "post_id": post_id}
        value |= {"parent_id": thread or post_id, "from": {"id": by}, "message": text}
        self.tell_change({**value, "created_time": at}, at)
        return key

    def message(self, text, *, by, to, at=None, **over):
        """Somebody writes in Messenger; what the page writes is echoed."""
        at = at or int(utcnow().timestamp() * 1000)
        said = {"mid": f"m_{new_id().hex}", "text": text, **over}
        self.messages.append({"id": said["mid"], "from": by, "to": to, "message": text, "at": at})
        self.tell_event({"sender": {"id": by}, "recipient": {"id": to}, "timestamp": at, "message": said})
        return said["mid"]

    def tell_change(self, value, at=None):
        """What Meta would bring of a feed."""
        self._bring({"changes": [{"field": "feed", "value": value}]}, at or _now())

    def tell_event(self, event, *, channel="messaging"):
        """What Meta would bring of Messenger."""
        self._bring({channel: [event]}, int(utcnow().timestamp() * 1000))

    def signed(self, content):
        body = json.dumps(content).encode()
        proof = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        return body, {"X-Hub-Signature-256": f"sha256={proof}"}

    def answer(self, method, path, asked, headers, content):
        self.asked.append((method, path.partition("/")[2].partition("/")[2]))
        _, _version, item, *edge = path.split("/")
        token = f"{self.app}|{self.app_secret}" if item == "debug_token" else self.token
        proof = hmac.new(self.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        if headers["Authorization"] != f"Bearer {token}" or asked["appsecret_proof"] != proof:
            return refusal(190)
        for name in self.refusals:
            if path.endswith(name):
                return self.refusals.pop(name)
        if item in {"app", "debug_token"}:
            told = self._of_the_app(item, asked)
        elif item == "me":
            told = self._of_the_page(method, edge, asked, content)
        else:
            told = self._of_an_item(method, item, edge, asked, content)
        return told

    def _of_an_item(self, method, item, edge, asked, content):
        if item.startswith("t_"):
            return self._conversation(item, asked)
        if item in self.posts and method == "GET" and edge == ["comments"]:
            return self._listed(self._newest(item, asked), asked)
        return self._of_a_comment(method, item, edge, asked, content)

    def _of_the_page(self, method, edge, asked, content):
        match method, edge:
            case "POST", ["messages"]:
                return self._send(content)
            case "GET", []:
                return 200, {"id": self.page, "name": "A brand"}
            case "GET", ["subscribed_apps"] if self.subscribed is not None:
                ours = {"id": self.app, "name": "An app", "subscribed_fields": self.subscribed}
                return self._listed(
                    [{"id": "1", "name": "Another"}, *([ours] if self.subscribed else [])], asked
                )
            case "GET", ["feed"]:
                newest = sorted(self.posts, key=self.posts.get, reverse=True)
                return self._listed([self._shown_post(one) for one in newest], asked)
            case "GET", ["conversations"]:
                assert asked["platform"] == "messenger"
                return self._listed(self._conversations(asked), asked)
        return refusal(2500)

    def _of_the_app(self, item, asked):
        if item == "app":
            return 200, {"id": self.app}
        if self.scopes is None or asked["input_token"] != self.token:
            return refusal(100)
        told = {"app_id": self.app, "type": "PAGE", "is_valid": True, "scopes": self.scopes, **self.ends}
        return 200, {"data": told}

    def _of_a_comment(self, method, item, edge, asked, content):
        if item not in self.comments:
            return refusal(100, error_subcode=33)
        match method, edge:
            case "POST", ["comments"]:
                return 200, {"id": self.comment(content["message"], by=self.page, under=item)}
            case "POST", []:
                self.comments[item] |= content
                return 200, {"success": True}
            case "DELETE", []:
                del self.comments[item]
                return 200, {"success": True}
            case "GET", ["comments"]:
                under = [one for one in self.comments.values() if one["parent"] == item]
                return self._listed([_shown(one) for one in under], asked)
        above = self.comments[item]["parent"]
        return 200, {"id": item, **({"parent": {"id": above}} if above else {})}

    def _send(self, content):
        said, to = content["message"], content["recipient"]["id"]
        last = max((one["at"] for one in self.messages if one["from"] == to), default=None)
        if last is None:
            return refusal(100, error_subcode=2018001)
        by_a_person = content.get("tag") == "HUMAN_AGENT" and content["messaging_type"] == "MESSAGE_TAG"
        if by_a_person and not self.human_agent:
            return refusal(10)
        if utcnow() - datetime.fromtimestamp(last / 1000, UTC) > (7 * WINDOW if by_a_person else WINDOW):
            return refusal(10, error_subcode=2018278)
        self.tags.append(content.get("tag"))
        key = self.message(said["text"], by=self.page, to=to, is_echo=True, metadata=said["metadata"])
        return 200, {"recipient_id": to, "message_id": key}

    def _shown_post(self, post):
        under = [one for one in self.comments.values() if one["post"] == post]
        summary = {"order": "chronological", "total_count": len(under), "can_comment": True}
        updated = written(self.posts[post])
        return {"id": post, "updated_time": updated, "comments": {"data": [], "summary": summary}}

    def _newest(self, post, asked):
        assert asked["filter"] == "stream"
        since = int(asked["since"])
        found = [one for one in self.comments.values() if one["post"] == post and one["at"] >= since]
        return [_shown(one) for one in reversed(found)]

    def _conversations(self, asked):
        found = {}
        for one in self.messages:
            other = one["to"] if one["from"] == self.page else one["from"]
            found[other] = max(found.get(other, 0), one["at"])
        newest = sorted(found, key=found.get, reverse=True)
        whole = re.search(r"messages\.limit\((\d+)\)", asked["fields"])
        return [
            {"id": f"t_{one}", "updated_time": written(found[one] // 1000)}
            | ({"messages": self._conversation(f"t_{one}", {"limit": whole[1]})[1]} if whole else {})
            for one in newest
            if asked.get("user_id") in {None, one}
        ]

    def _conversation(self, item, asked):
        person = item.removeprefix("t_")
        found = [one for one in self.messages if person in {one["from"], one["to"]}]
        found.sort(key=itemgetter("at"))
        return self._listed([_shown_message(one) for one in reversed(found)], asked)

    def _listed(self, found, asked):
        """One page of a list, and the address of the next, which has the token in it."""
        start = int(asked.get("after", "0"))
        end = start + min(int(asked.get("limit", "25")), self.page_size)
        told = {"data": found[start:end], "paging": {"cursors": {"before": str(start), "after": str(end)}}}
        if end < len(found):
            told["paging"]["next"] = f"https://graph.test/v24.0/x?access_token={self.token}&after={end}"
        return 200, told

    def _bring(self, entry, at):
        self.waiting.append({"object": "page", "entry": [{"id": self.page, "time": at, **entry}]})


def refusal(code, status=400, headers=None, **more):
    """An error as Meta writes it."""
    error = {"message": "One of Meta's sentences", "type": "OAuthException", "code": code, **more}
    return status, {"error": {**error, "fbtrace_id": "A1"}}, headers or {}


def written(seconds):
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def _shown(one):
    found = {name: one[name] for name in ("id", "message") if name in one}
    found |= {"from": one["from"]} if one["from"]["id"] else {}
    found |= {"parent": {"id": one["parent"]}} if one["parent"] else {}
    found |= {"attachment": one["attachment"]} if "attachment" in one else {}
    return {**found, "created_time": written(one["at"])}


def _shown_message(one):
    found = {"id": one["id"], "message": one["message"], "created_time": written(one["at"] // 1000)}
    found |= {
        "from": {"id": one["from"], "name": f"Person {one['from']}"},
        "to": {"data": [{"id": one["to"]}]},
    }
    return found | ({"attachments": one["attachments"]} if "attachments" in one else {})


def _now():
    return int(utcnow().timestamp())
