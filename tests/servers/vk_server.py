"""VK for tests: one community as VK's API documents it, with its messages, its wall, and the events of its Callback API.

It speaks as the documents say, errors in answers of 200 included, and has no other knowledge of VK: what is proven here is
proven of them. It knows a message again by `random_id` whoever it was for, and a comment by `guid`.
"""

import json
from itertools import count
from urllib.parse import parse_qsl

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

COMMUNITIES = count(7100)
ANNA, BORIS = 501, 502
PEOPLE = {ANNA: ("Anna", "Nowak"), BORIS: ("Boris", "Petrov")}
BY_THE_COMMUNITY = {
    "groups.getById",
    "groups.getCallbackServers",
    "groups.getCallbackSettings",
    "groups.getTokenPermissions",
    "messages.getConversations",
    "messages.getHistory",
    "messages.send",
    "wall.createComment",
}
MANAGING = {"groups.getCallbackServers", "groups.getCallbackSettings"}
BY_AN_APP = {"wall.get", "wall.getComments"}


class Refusal(Exception):  # noqa: N818 -- the network's word
    pass


class VkServer:
    """Running from its making to `stop`. `events` is what VK would bring."""

    code, secret = "1f2e3d4c", "a secret of the community"

    def __init__(self):
        self.group = next(COMMUNITIES)
        self.name = f"brand{self.group}"
        self.token, self.service = f"vk1.a.{new_id().hex}", new_id().hex
        self.messages, self.comments, self.posts = [], [], [{"id": 10, "date": _now()}]
        self.refusals = {}  # of a method: the code of an error that its next call meets
        self.shut = {}  # of a person: the code that whoever writes to them meets
        self.asked, self.events = [], []
        self.mark_bits = 64  # how much it keeps of a random_id
        self.rights, self.callback = [], None  # the callback server's events, to a key that may manage
        self._marks, self._numbers = {}, count(20)
        self._door = Door(self._hear)
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def _hear(self, _verb, path, _headers, body):
        return 200, self.answer(path.removeprefix("/method/"), dict(parse_qsl(body.decode())))

    def write(self, text, *, by=ANNA, at=None, **over):
        """Somebody writes to the community."""
        return self._say({"from_id": by, "peer_id": by, "out": 0, "text": text, "random_id": 0, **over}, at)

    def write_elsewhere(self, text, *, to=ANNA):
        """Somebody of the brand answers in VK's own application."""
        return self._say(
            {"from_id": -self.group, "peer_id": to, "out": 1, "text": text, "random_id": 99}, None
        )

    def comment(self, text, *, by=ANNA, post=10, under=None, at=None, **over):
        """Somebody comments; threads have two levels."""
        above = next((one for one in self.comments if one["id"] == under), None)
        found = {
            "id": next(self._numbers),
            "from_id": by,
            "date": at or _now(),
            "text": text,
            "post_id": post,
            "owner_id": -self.group,
            "parents_stack": [] if above is None else above["parents_stack"] or [above["id"]],
            **({} if above is None else {"reply_to_comment": under, "reply_to_user": above["from_id"]}),
            **over,
        }
        self.comments.append(found)
        self._tell("wall_reply_new", {**found, "post_owner_id": -self.group})
        return found

    def post(self, number, *, at=None):
        self.posts.insert(0, {"id": number, "date": at or _now()})

    def event(self, kind, content, **over):
        """An event's body, as VK brings it."""
        event = {"type": kind, "group_id": self.group, "event_id": new_id().hex, "v": "5.199"}
        return json.dumps(event | {"secret": self.secret, "object": content} | over).encode()

    def answer(self, method, content):
        self.asked.append((method, content))
        try:
            self._check_may(method, content.get("access_token"))
            return {"response": getattr(self, "_" + method.replace(".", "_"))(content)}
        except Refusal as refusal:
            error = {"error_code": refusal.args[0], "error_msg": "One of VK's sentences"}
            return {"error": {**error, "request_params": [{"key": "method", "value": method}]}}

    def _check_may(self, method, key):
        allowed = {self.token: BY_THE_COMMUNITY, self.service: BY_AN_APP}.get(key)
        if allowed is None:
            raise Refusal(5)
        if method in MANAGING and "manage" not in self.rights:
            raise Refusal(15)
        if method not in allowed:
            raise Refusal(27)
        if method in self.refusals:
            raise Refusal(self.refusals.pop(method))

    def _groups_getById(self, _content):  # noqa: N802 -- the method's name
        one = {"id": self.group, "name": "A brand", "screen_name": self.name, "is_closed": 0, "type": "page"}
        return {"groups": [one], "profiles": []}

    def _groups_getTokenPermissions(self, _content):  # noqa: N802 -- the same
        return {"mask": 1, "permissions": [{"name": one, "setting": 1} for one in self.rights]}

    def _groups_getCallbackServers(self, _content):  # noqa: N802 -- the same
        ours = {"id": 3, "title": "Ours", "status": "ok", "secret_key": self.secret, "url": "https://x.test"}
        another = {**ours, "id": 2, "secret_key": "another"}
        return {"count": 2, "items": [another] if self.callback is None else [another, ours]}

    def _groups_getCallbackSettings(self, content):  # noqa: N802 -- the same
        assert content["server_id"] == "3"
        return {"api_version": "5.199", "events": self.callback}

    def _messages_getConversations(self, content):  # noqa: N802 -- the same
        last = {one["peer_id"]: one for one in self.messages}
        found = sorted(last.values(), key=lambda one: -one["id"])
        items = [
            {
                "conversation": {
                    "peer": {"id": one["peer_id"], "type": "user" if one["peer_id"] < 2 * 10**9 else "chat"}
                },
                "last_message": one,
            }
            for one in _page(found, content)
        ]
        return {"count": len(found), "items": items, "profiles": _profiles()}

    def _messages_getHistory(self, content):  # noqa: N802 -- the same
        found = [one for one in reversed(self.messages) if one["peer_id"] == int(content["peer_id"])]
        return {"count": len(found), "items": _page(found, content)}

    def _messages_send(self, content):
        peer, mark = int(content["peer_id"]), int(content["random_id"]) % 2**self.mark_bits
        if mark in self._marks:
            return self._marks[mark]
        if peer in self.shut:
            raise Refusal(self.shut[peer])
        if peer not in PEOPLE:
            raise Refusal(901)
        said = {"from_id": -self.group, "peer_id": peer, "out": 1, "text": content["message"]}
        self._marks[mark] = self._say({**said, "random_id": mark}, None)["id"]
        return self._marks[mark]

    def _wall_get(self, content):
        counted = [
            {**post, "comments": {"count": sum(one["post_id"] == post["id"] for one in self.comments)}}
            for post in self.posts
        ]
        return {"count": len(counted), "items": _page(counted, content)}

    def _wall_getComments(self, content):  # noqa: N802 -- the same
        under = [one for one in self.comments if one["post_id"] == int(content["post_id"])][::-1]
        top = int(content["comment_id"]) if "comment_id" in content else None
        found = [one for one in under if one["parents_stack"] == ([] if top is None else [top])]
        items = []
        for one in _page(found, content):
            thread = [below for below in under if below["parents_stack"] == [one["id"]]][::-1]
            shown = thread[: int(content.get("thread_items_count", 0))]
            items.append({**one, "thread": {"count": len(thread), "items": shown}} if top is None else one)
        return {"count": len(under), "items": items, "profiles": _profiles(), "groups": []}

    def _wall_createComment(self, content):  # noqa: N802 -- the same
        if content["guid"] not in self._marks:
            parent = int(content["reply_to_comment"])
            if parent not in {one["id"] for one in self.comments}:
                raise Refusal(100)
            assert (content["owner_id"], content["from_group"]) == (f"-{self.group}", str(self.group))
            made = self.comment(
                content["message"], by=-self.group, post=int(content["post_id"]), under=parent
            )
            self._marks[content["guid"]] = made["id"]
        return {"comment_id": self._marks[content["guid"]], "parents_stack": []}

    def _say(self, said, at):
        found = {"id": next(self._numbers), "date": at or _now(), "attachments": [], **said}
        self.messages.append(found)
        if found["out"]:
            self._tell("message_reply", found)
        else:
            self._tell("message_new", {"message": found, "client_info": {"lang_id": 0}})
        return found

    def _tell(self, kind, content):
        self.events.append(self.event(kind, content))


def _page(found, content):
    start = int(content.get("offset", 0))
    return found[start : start + int(content.get("count", 20))]


def _profiles():
    return [
        {"id": number, "first_name": first, "last_name": last} for number, (first, last) in PEOPLE.items()
    ]


def _now():
    return int(utcnow().timestamp())
