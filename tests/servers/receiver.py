"""Somebody who takes signed replies: checks the signature, keeps what came, and may recognise repeats.

Its own store is what "the network shows"; a test asks it how often a reply stands there.
"""

import json

from bpo.channels.rules.signatures import BadSignature, check_signature
from bpo.core.clock import utcnow
from servers.door import Door


class Receiver:
    def __init__(self, *, secret="", recognises=True):
        self.secret = secret
        self.recognises = recognises
        self.shown = []  # every reply that stands there, as it came
        self._ids = {}
        self._door = Door(lambda _verb, _path, headers, body: self.take(headers, body))
        self.port = self._door.port

    def stop(self):
        self._door.close()

    def take(self, headers, body):
        try:
            check_signature(
                self.secret.encode(),
                timestamp_header=headers.get("X-Timestamp"),
                signature_header=headers.get("X-Signature-256"),
                body=body,
                now=utcnow(),
            )
        except BadSignature as error:
            return 401, {"error": str(error)}
        content = json.loads(body)
        if content.get("check"):
            return 200, {}
        key = headers["X-Delivery-Id"]
        if self.recognises and key in self._ids:
            return 200, self._ids[key]
        self.shown.append(content)
        answer = {"id": f"r-{len(self.shown)}", "posted_at": utcnow().isoformat()}
        self._ids[key] = answer
        return 200, answer
