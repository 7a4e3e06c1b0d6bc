"""Meta's Cloud API for tests: one number of WhatsApp, what it is told to write, and the webhooks that it makes.

It speaks as Meta's pages do (Messages API, the references of the webhook field `messages` with statuses and errors, of
`smb_message_echoes`, business-scoped user IDs, error codes) and has no other knowledge of Meta: what is proven here is
proven of them.
"""

import hashlib
import hmac
import json
from itertools import count
from urllib.parse import parse_qs, urlsplit

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers.door import Door
from servers.graph_server import refusal

NUMBERS = count(100_200_300)


class WhatsAppServer:
    """What was written stands in `written`; what Meta would bring in `waiting`."""

    app_secret = "the secret of an app"
    verify_token = "a word of our own"
    display = "+380 44 123-45-67"

    def __init__(self):
        self.number = str(next(NUMBERS))
        self.token = f"EAA{new_id().hex}"
        self.written, self.waiting, self.asked = [], [], []
        self.refusals = []  # (status, told, headers) of the next writes
        self.tells = True  # what became of a reply
        self._door = Door(self._hear)
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def _hear(self, verb, path, headers, body):
        parts = urlsplit(path)
        _, _version, item, *edge = parts.path.split("/")
        self.asked.append((verb, parts.path))
        proof = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        asked = parse_qs(parts.query)
        if headers["Authorization"] != f"Bearer {self.token}" or asked["appsecret_proof"] != [proof]:
            return refusal(190, 401)
        if item != self.number:
            return refusal(100, error_subcode=33)
        if (verb, edge) == ("GET", []):
            return 200, {"id": self.number, "display_phone_number": self.display, "verified_name": "A brand"}
        if self.refusals:
            return self.refusals.pop(0)
        return self._write(json.loads(body))

    def _write(self, content):
        assert (content["messaging_product"], content["type"]) == ("whatsapp", "text")
        assert ("to" in content) != ("recipient" in content)
        key = wamid()
        self.written.append({"id": key, **content})
        if self.tells:
            self.tell_status(key, "sent")
        whom = {"input": content.get("to") or content["recipient"]}
        return 200, {"messaging_product": "whatsapp", "contacts": [whom], "messages": [{"id": key}]}

    def message(self, text, *, by, **over):
        """Somebody writes, known by an id, a number, or both (`id/number`)."""
        user, _, number = by.partition("/") if "." in by else ("", "", by)
        said = {"id": wamid(), "timestamp": now(), "type": "text", "text": {"body": text}, **over}
        who = {"profile": {"name": f"Person {by}"}}
        if user:
            said["from_user_id"] = who["user_id"] = user
        if number:
            said["from"] = who["wa_id"] = number
        self.tell({"contacts": [who], "messages": [said]})
        return said["id"]

    def tell_status(self, key, status, *, code=None):
        """What became of a message that was written by the interface."""
        of = next(one for one in self.written if one["id"] == key)
        told = {"id": key, "status": status, "timestamp": now(), "recipient_id": of.get("to", "")}
        told |= {"biz_opaque_callback_data": of["biz_opaque_callback_data"]}
        told |= {"errors": [{"code": code, "title": "One of Meta's sentences"}]} if code else {}
        self.tell({"statuses": [told]})

    def tell_echo(self, text, *, to):
        """Somebody of the brand writes in WhatsApp's own app."""
        said = {"from": "380441234567", "to": to, "id": wamid(), "timestamp": now(), "type": "text"}
        self.tell({"message_echoes": [{**said, "text": {"body": text}}]}, field="smb_message_echoes")
        return said["id"]

    def tell(self, value, *, field="messages", number=None):
        metadata = {"display_phone_number": "380441234567", "phone_number_id": number or self.number}
        whole = {"messaging_product": "whatsapp", "metadata": metadata, **value}
        entry = {"id": "the WhatsApp account", "changes": [{"field": field, "value": whole}]}
        self.waiting.append({"object": "whatsapp_business_account", "entry": [entry]})

    def signed(self, content):
        body = json.dumps(content).encode()
        proof = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        return body, {"X-Hub-Signature-256": f"sha256={proof}"}


def wamid():
    return f"wamid.HBgM{new_id().hex}AA=="


def now():
    return str(int(utcnow().timestamp()))
