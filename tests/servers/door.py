"""The door of a server of ours: requests in, answers in JSON out, one at a time."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread


class Door:
    """Open until `close`. `answer(method, path, headers, body)` gives a status, what is told and headers, if any.

    Bytes are told as they are.

    `lock` is held meanwhile.
    """

    def __init__(self, answer):
        self.lock = RLock()
        door = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(b"")

            def do_POST(self):
                self._answer(self.rfile.read(int(self.headers["Content-Length"] or 0)))

            do_PUT = do_POST  # noqa: N815 -- the method's name
            do_DELETE = do_GET  # noqa: N815 -- the method's name

            def _answer(self, body):
                with door.lock:
                    status, told, *more = answer(self.command, self.path, self.headers, body)
                raw = told if isinstance(told, bytes) else b"" if told is None else json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                for name, value in (more[0] if more else {}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
