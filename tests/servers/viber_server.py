"""Viber for tests: one bot as Viber's REST API for bots documents it, with the callbacks that Viber would make.

After developers.viber.com/docs/api/rest-bot-api and creators.viber.com/docs/bots-api (send message, web hooks, errors, events):
answers are 200 with a number of the outcome in the body, a message is called by its token, callbacks are signed with the bot's
token, and what a person writes brings back the `tracking_data` of the bot's last message to them. It knows nothing else of Viber.
"""

import hashlib
import hmac
import json
from itertools import count

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door

BOTS = count(4100)
ANNA = "01234567890A+/=="
WORDS = {0: "ok", 1: "invalidUrl", 2: "invalidAuthToken", 6: "notSubscribed", 10: "webhookNotSet"}


class ViberServer:
    """Running from its making to `stop`. `waiting` is what Viber would bring; `reach` how its call to an address is answered."""

    def __init__(self):
        number = next(BOTS)
        self.id, self.uri, self.name = (
            f"pa:{number}",
            f"brand{number}",
            "A brand with a name that is very long",
        )
        self.token = new_token()
        self.webhook, self.event_types = "", []
        self.messages = []  # of the bot
        self.refusals = {}  # of a method: the number that its next call is answered with
        self.subscribed = {ANNA}
        self.waiting, self.asked = [], []
        self.reach = lambda _url, _body, _headers: 200
        self._tokens = count(4912661846655238145 + number * 1000)
        self._door = Door(self._hear)
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def write(self, text=None, *, by=ANNA, kind="text", **over):
        """Somebody writes to the bot; the event, which waits to be brought."""
        self.subscribed.add(by)
        before = next((one for one in reversed(self.messages) if one["receiver"] == by), None)
        message = {"type": kind, "text": text} | (
            {"tracking_data": before["tracking_data"]} if before else {}
        )
        sender = {"id": by, "name": "Anna", "country": "UA", "language": "uk-UA", "api_version": 10}
        return self.tell("message", sender=sender, message=message | over)

    def tell(self, event, **content):
        told = {"event": event, "timestamp": now(), "message_token": next(self._tokens), **content}
        self.waiting.append(told)
        return told

    def signed(self, event):
        """A callback's body and headers."""
        body = json.dumps(event, ensure_ascii=False).encode()
        return body, {
            "X-Viber-Content-Signature": hmac.new(self.token.encode(), body, hashlib.sha256).hexdigest()
        }

    def _hear(self, _verb, path, headers, body):
        method, content = path.removeprefix("/pa/"), json.loads(body)
        self.asked.append((method, content))
        if headers["X-Viber-Auth-Token"] != self.token:
            return 200, said(2)
        if method in self.refusals:
            return 200, said(self.refusals.pop(method))
        return 200, getattr(self, f"_{method}")(content)

    def _get_account_info(self, _content):
        known = {"id": self.id, "name": self.name, "uri": self.uri, "subscribers_count": len(self.subscribed)}
        return said(0) | known | {"webhook": self.webhook, "event_types": self.event_types}

    def _set_webhook(self, content):
        body, headers = self.signed(
            {"event": "webhook", "timestamp": now(), "message_token": next(self._tokens)}
        )
        if self.reach(content["url"], body, headers) != 200:
            return said(1)
        self.webhook, self.event_types = content["url"], content["event_types"]
        return said(0) | {"event_types": self.event_types}

    def _send_message(self, content):
        if not self.webhook:
            return said(10)
        if len(content["sender"]["name"]) > 28 or len(content["text"]) > 7000:
            return said(3)
        if content["receiver"] not in self.subscribed:
            return said(6)
        self.messages.append(content | {"token": next(self._tokens)})
        return said(0) | {"message_token": self.messages[-1]["token"], "billing_status": 1}


def said(number):
    return {"status": number, "status_message": WORDS.get(number, "general error")}


def new_token():
    return f"{new_id().hex[:16]}-{new_id().hex[:16]}-{new_id().hex[:16]}"


def now():
    return int(utcnow().timestamp() * 1000)
