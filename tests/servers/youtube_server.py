"""YouTube's Data API and Google's tokens, as far as their documentation goes, on loopback; accounts are made by the tests.

Written after developers.google.com/youtube/v3/docs and its discovery document (revision 20261104); threads are listed by the time of their first comment, a thread comes
with at most two of its answers, and everything costs what the documentation says.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from urllib.parse import parse_qsl, urlsplit

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

INLINE = 2
COSTS = {"GET": 1, "POST": 50, "DELETE": 50}
QUOTA = 10_000
LISTED = {"part", "maxResults", "pageToken", "textFormat"}
PARAMETERS = {
    ("GET", "channels"): {"part", "mine"},
    ("GET", "commentThreads"): {*LISTED, "id", "allThreadsRelatedToChannelId", "order"},
    ("GET", "comments"): {*LISTED, "parentId"},
    ("POST", "comments"): {"part"},
    ("POST", "comments/setModerationStatus"): {"id", "moderationStatus"},
    ("DELETE", "comments"): {"id"},
}


@dataclass
class Channel:
    """A brand's channel with the project through which it is reached."""

    id: str
    handle: str
    token: str
    client_id: str
    client_secret: str
    video: str
    spent: int = 0
    holds_back: bool = False  # whatever the channel writes from now on is held for review
    asked: list = field(default_factory=list)  # (verb, end of the path)
    accesses: set = field(default_factory=set)
    scope: str | None = None
    lasts: int | None = None  # seconds, of a grant for a time only
    refusals: dict = field(default_factory=dict)  # (verb, end of the path): (status, reason)


@dataclass
class Comment:
    id: str
    channel: Channel
    author: str
    text: str
    at: datetime
    parent: str | None = None
    status: str = "published"


class YouTubeServer:
    """Running from `start` to `stop`."""

    def start(self):
        self._channels, self._comments, self._numbers = [], {}, count(1)
        self.tokens_made = 0
        self._door = Door(self.answer)
        self.port = self._door.port
        return self

    def stop(self):
        self._door.close()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def another(self):
        """A brand opens a channel, and lets us in."""
        mark = new_id().hex[-12:]
        channel = Channel(
            f"UC{mark}", f"brand{mark}", "", f"{mark}.apps.example", f"secret-{mark}", f"v{mark}"
        )
        self._channels.append(channel)
        self.renew(channel)
        return channel

    def renew(self, channel):
        channel.token = f"1//{new_id().hex}"

    def revoke(self, channel):
        """The owner takes back what let us in."""
        channel.token = "nobody's"
        channel.accesses.clear()

    def forget_client(self, channel):
        """The project's owner deletes the client."""
        channel.client_id = "nobody's"
        channel.accesses.clear()

    def write(self, channel, text, *, by="UCanna", under=None, at=None):
        """Somebody comments on the channel's video."""
        mark = f"{next(self._numbers):06}"
        identifier = f"{under}.9{mark}" if under else f"Ug{channel.id[-8:]}{mark}"
        made = Comment(identifier, channel, by, text, at or utcnow(), under)
        self._comments[identifier] = made
        return identifier

    def delete(self, identifier):
        for one in [key for key in self._comments if key == identifier or key.startswith(f"{identifier}.")]:
            del self._comments[one]

    def status(self, identifier):
        found = self._comments.get(identifier)
        return found.status if found else None

    def publish(self, channel):
        """The owner lets pass what was held back."""
        channel.holds_back = False
        for one in self._comments.values():
            if one.channel is channel:
                one.status = "published"

    def held(self, thread):
        """What is held back under a comment: (author, text)."""
        found = [one for one in self._comments.values() if one.parent == thread]
        return [(one.author, one.text) for one in found if one.status != "published"]

    def standing(self, thread):
        """What the public reads under a comment: (author, text)."""
        return [(one.author, one.text) for one in self._answers(thread)]

    def refuse(self, channel, verb, path, status, reason):
        """The next such request is refused."""
        channel.refusals[verb, path] = (status, reason)

    def answer(self, verb, url, headers, raw):
        parts = urlsplit(url)
        path, asked = parts.path, dict(parse_qsl(parts.query))
        if path == "/token":
            return self._token(dict(parse_qsl(raw.decode())))
        access = headers.get("Authorization", "").removeprefix("Bearer ")
        channel = next((one for one in self._channels if access in one.accesses), None)
        if channel is None:
            return _refusal(401, "authError")
        path = path.removeprefix("/youtube/v3/")
        if not PARAMETERS[verb, path] >= asked.keys():
            return _refusal(400, "unknownParameter")
        if (verb, path) in channel.refusals:
            return _refusal(*channel.refusals.pop((verb, path)))
        channel.spent += COSTS[verb]
        channel.asked.append((verb, path))
        if channel.spent > QUOTA:
            return _refusal(403, "quotaExceeded")
        method = {
            ("GET", "channels"): self._list_channels,
            ("GET", "commentThreads"): self._list_threads,
            ("GET", "comments"): self._list_comments,
            ("POST", "comments"): self._insert,
            ("POST", "comments/setModerationStatus"): self._set_status,
            ("DELETE", "comments"): self._delete,
        }[verb, path]
        return method(channel, asked, json.loads(raw) if raw else {})

    def _token(self, given):
        for channel in self._channels:
            if given.get("client_id") == channel.client_id:
                if given.get("client_secret") != channel.client_secret:
                    return 401, {"error": "invalid_client", "error_description": "Unauthorized"}
                if given.get("refresh_token") != channel.token:
                    return 400, {"error": "invalid_grant", "error_description": "Expired or revoked."}
                access = f"ya29.{new_id().hex}"
                channel.accesses.add(access)
                self.tokens_made += 1
                told = {"access_token": access, "expires_in": 3599, "token_type": "Bearer"}
                more = {"scope": channel.scope, "refresh_token_expires_in": channel.lasts}
                return 200, told | {name: value for name, value in more.items() if value is not None}
        return 401, {"error": "invalid_client", "error_description": "Not found."}

    @staticmethod
    def _list_channels(channel, asked, _body):
        assert asked["mine"] == "true"
        snippet = {"title": "The brand", "customUrl": f"@{channel.handle}"}
        return 200, {"items": [{"id": channel.id, "snippet": snippet}]}

    def _list_threads(self, channel, asked, _body):
        if "id" in asked:
            wanted = set(asked["id"].split(","))
            assert len(wanted) <= 50
        else:
            assert asked["allThreadsRelatedToChannelId"] == channel.id
            wanted = None
        found = [
            one
            for one in self._comments.values()
            if one.channel is channel
            and one.parent is None
            and one.status == "published"
            and (wanted is None or one.id in wanted)
        ]
        found.sort(key=lambda one: one.at, reverse=True)
        items, after = _page(found, asked)
        return 200, {"items": [self._thread(one) for one in items], **after}

    def _list_comments(self, _channel, asked, _body):
        if asked["parentId"] not in self._comments:
            return _refusal(404, "commentNotFound")
        items, after = _page(self._answers(asked["parentId"]), asked)
        return 200, {"items": [_resource(one) for one in items], **after}

    def _insert(self, channel, _asked, body):
        snippet = body["snippet"]
        if snippet["parentId"] not in self._comments:
            return _refusal(404, "parentCommentNotFound")
        made = self._comments[
            self.write(channel, snippet["textOriginal"], by=channel.id, under=snippet["parentId"])
        ]
        if channel.holds_back:
            made.status = "heldForReview"
        return 200, _resource(made)

    def _set_status(self, channel, asked, _body):
        found = self._comments.get(asked["id"])
        if found is None:
            return _refusal(404, "commentNotFound")
        if found.channel is not channel:
            return _refusal(403, "forbidden")
        found.status = asked["moderationStatus"]
        return 204, None

    def _delete(self, channel, asked, _body):
        found = self._comments.get(asked["id"])
        if found is None:
            return _refusal(404, "commentNotFound")
        if found.author != channel.id:
            return _refusal(403, "forbidden")
        self.delete(found.id)
        return 204, None

    def _answers(self, thread):
        return [one for one in self._comments.values() if one.parent == thread and one.status == "published"]

    def _thread(self, first):
        answers = self._answers(first.id)
        snippet = {
            "channelId": first.channel.id,
            "videoId": first.channel.video,
            "topLevelComment": _resource(first),
            "totalReplyCount": len(answers),
        }
        told = {"id": first.id, "snippet": snippet}
        if answers:
            told["replies"] = {"comments": [_resource(one) for one in answers[:INLINE]]}
        return told


def _resource(one):
    snippet = {
        "channelId": one.channel.id,
        "videoId": one.channel.video,
        "textDisplay": one.text,
        "authorDisplayName": f"@{one.author.removeprefix('UC')}",
        "authorChannelId": {"value": one.author},
        "publishedAt": one.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "moderationStatus": one.status,
    }
    if one.author == one.channel.id:  # what was typed is shown to its author only
        snippet["textOriginal"] = one.text
    if one.parent:
        snippet["parentId"] = one.parent
    return {"kind": "youtube#comment", "id": one.id, "snippet": snippet}


def _page(found, asked):
    start, size = int(asked.get("pageToken", 0)), int(asked.get("maxResults", 20))
    assert size <= 100
    if "id" in asked:
        return found, {}
    after = {"nextPageToken": str(start + size)} if start + size < len(found) else {}
    return found[start : start + size], after


def _refusal(status, reason):
    errors = [{"domain": "youtube", "reason": reason, "message": "Refused."}]
    return status, {"error": {"code": status, "message": "Refused.", "errors": errors}}
