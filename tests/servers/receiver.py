"""Somebody who takes signed replies: checks the signature, keeps what came, and may recognise repeats.

Its own store is what "the network shows"; a test asks it how often a reply stands there.
"""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from bpo.channels.rules.signatures import BadSignature, check_signature
from bpo.core.clock import utcnow


class Receiver:
    def __init__(self, *, secret="", recognises=True):
        self.secret = secret
        self.recognises = recognises
        self.shown = []  # every reply that stands there, as it came
        self._ids = {}
        self._lock = Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer = receiver.take(self.headers, body)
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self):
        self._thread.start()
        return self

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

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
        with self._lock:
            key = headers["X-Delivery-Id"]
            if self.recognises and key in self._ids:
                return 200, self._ids[key]
            self.shown.append(content)
            answer = {"id": f"r-{len(self.shown)}", "posted_at": utcnow().isoformat()}
            self._ids[key] = answer
            return 200, answer
