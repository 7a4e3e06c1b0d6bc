"""Meta's Graph API for tests: pages, comments and private messages, as Meta documents them, and the webhooks they make."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from bpo.core.clock import utcnow
from bpo.core.ids import new_id

NUMBERS = count(1000)


class GraphServer:
    """One page. What it shows stands in `comments` and `sent`; what Meta would bring in `waiting`."""

    app_secret = "the secret of an app"
    verify_token = "a word of our own"

    def __init__(self):
        self.page = str(next(NUMBERS))
        self.token = f"EAA{new_id().hex}"
        self.comments, self.sent, self.waiting = {}, [], []
        graph = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                parts = urlsplit(self.path)
                status, told = graph.answer(
                    self.command, parts.path, parse_qs(parts.query), self.headers, json.loads(body or b"{}")
                )
                raw = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = do_DELETE = answer  # noqa: N815 -- the handler's names

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def comment(self, text, *, by, under=None):
        """Somebody comments; threads have two levels."""
        thread = (self.comments[under]["parent"] or under) if under else None
        key = f"77_{next(NUMBERS)}"
        at = int(utcnow().timestamp())
        self.comments[key] = {"id": key, "from": {"id": by}, "message": text, "at": at, "parent": thread}
        value = {"item": "comment", "verb": "add", "comment_id": key, "post_id": f"{self.page}_77"}
        value |= {"parent_id": thread or f"{self.page}_77", "from": {"id": by}, "message": text}
        self._bring({"changes": [{"field": "feed", "value": {**value, "created_time": at}}]}, at)
        return key

    def message(self, text, *, by, to, **over):
        """Somebody writes in Messenger; what the page writes is echoed."""
        at = int(utcnow().timestamp() * 1000)
        said = {"mid": f"m_{new_id().hex}", "text": text, **over}
        self._bring(
            {
                "messaging": [
                    {"sender": {"id": by}, "recipient": {"id": to}, "timestamp": at, "message": said}
                ]
            },
            at,
        )
        return said["mid"]

    def signed(self, content):
        body = json.dumps(content).encode()
        proof = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        return body, {"X-Hub-Signature-256": f"sha256={proof}"}

    def answer(self, method, path, asked, headers, content):  # noqa: PLR0911 -- one an answer
        _, _version, item, *edge = path.split("/")
        proof = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        if headers["Authorization"] != f"Bearer {self.token}" or asked["appsecret_proof"] != [proof]:
            return _refusal(400, 190, "Invalid OAuth access token.")
        if item == "me" and edge == ["messages"]:
            said = content["message"]
            self.sent.append((content["recipient"]["id"], said["text"]))
            key = self.message(
                said["text"],
                by=self.page,
                to=content["recipient"]["id"],
                is_echo=True,
                metadata=said["metadata"],
            )
            return 200, {"recipient_id": content["recipient"]["id"], "message_id": key}
        if item == "me":
            return 200, {"id": self.page, "name": "A brand"}
        if item not in self.comments:
            return _refusal(400, 100, "Unsupported request: no such object.", error_subcode=33)
        if method == "POST" and edge:
            return 200, {"id": self.comment(content["message"], by=self.page, under=item)}
        if method == "POST":
            self.comments[item] |= content
            return 200, {"success": True}
        if method == "DELETE":
            del self.comments[item]
            return 200, {"success": True}
        if edge:
            return 200, {"data": [_shown(one) for one in self.comments.values() if one["parent"] == item]}
        above = self.comments[item]["parent"]
        return 200, {"id": item, **({"parent": {"id": above}} if above else {})}

    def _bring(self, entry, at):
        self.waiting.append({"object": "page", "entry": [{"id": self.page, "time": at, **entry}]})


def _shown(one):
    at = datetime.fromtimestamp(one["at"], UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
    return {**{name: one[name] for name in ("id", "from", "message")}, "created_time": at}


def _refusal(status, code, message, **more):
    return status, {"error": {"message": message, "type": "OAuthException", "code": code, **more}}
